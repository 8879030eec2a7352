"""Blows (Y04, Y08): one plain blow, with what comes of it, and throwing somebody against what stands about.

Anybody can be angry enough to strike, anywhere; law, temper, respect and fear hold nearly all of them back. Who has been struck
has a foe, and so has who struck: from then on it is a fight, until one of them is out, or lets it be.

needs: body, knowledge, standing, ties, feelings, surroundings, space, perception
"""
from moshimo.rules import *


class Character:
    brawn: Level = private(0.3, guess=0.4)   # how hard one hits
    foe: Character = shown(nobody)           # with whom one is in a fight


def fury(mind: Character) -> Level:
    return mind.anger[mind.foe]


@action(again=seconds(30))
def strike(attacker: Character, target: Character):
    """{attacker} strikes at {target}."""
    when(attacker != target, attacker.anger[target] > 0.85 or attacker.foe == target, sees(attacker, target), target.alive, not attacker.down)
    weigh(4 * max(0, attacker.anger[target] - 0.85) * (0.4 + attacker.temper), "{attacker} cannot contain it any longer")
    weigh(2.5 * (attacker.foe == target) * max(0, attacker.anger[target] - 0.2), "this is a fight")
    deter((attacker.foe != target) * 1.8 * attacker.lawful, "one does not strike people")
    deter((attacker.foe != target) * attacker.composure, "{attacker} keeps a grip on it")
    deter(0.7 * attacker.fear[target] + 0.5 * (attacker.foe != target) * attacker.respect[target], "{attacker} shrinks from it")
    deter(target.senseless * 0.95, "{target} cannot fight back")
    takes(seconds(1))
    lands = contest(0.2 + attacker.brawn, 0.1 + target.brawn)
    attacker.foe = target
    attacker.anger[target] -= 0.15 * attacker.anger[target]
    means(Stir(0.5))
    if lands:
        target.wound = 0.25 * attacker.brawn
        means(Wound(target, 0.25 * attacker.brawn))
        means(Harm(attacker, target, 0.3))
    else:
        means(Threat(attacker, target, 0.4))


@appraisal(of=strike)
def strikes_back(attacker, target, mind):
    """{mind} has a fight on."""
    when(mind == target)
    mind.foe = attacker
    mind.anger[attacker] += 0.3 * (0.4 + mind.temper)


@action(again=minutes(3))
def throw_against(attacker: Character, target: Character, barrier: Barrier):
    """{attacker} drives {target} back against {barrier}."""
    when(attacker.foe != nobody, target == attacker.foe, sees(attacker, target), not target.senseless)
    when(barrier.place == attacker.place, not barrier.broken, not target.down, not attacker.down)
    weigh(5 * attacker.brawn, "{target} stands with {target}'s back to it")
    weigh(2 * fury(attacker), "{attacker} means to hurt {target}")
    takes(seconds(2))
    thrown = contest(0.3 + attacker.brawn, 0.1 + target.brawn)
    means(Stir(0.5))
    if thrown:
        target.down = True
        target.wound = 0.3 * attacker.brawn
        means(Wound(target, 0.3 * attacker.brawn))
        means(Harm(attacker, target, 0.3))


@event(of=throw_against)
def shatters(attacker, target, barrier):
    """{target} crashes into {barrier}, which breaks."""
    when(target.down, attacker.brawn > barrier.hardness)
    barrier.broken = True


@action(speech=True, again=minutes(30))
def let_be(fighter: Character, foe: Character):
    """{fighter} steps back from {foe} and lets it be."""
    when(fighter.foe != nobody, foe == fighter.foe, sees(fighter, foe))
    weigh(fighter.fatigue + fighter.hurt, "{fighter} can hardly stand")
    weigh(max(0, fighter.affection[foe]), "{fighter} does not want {foe} harmed")
    deter(1.2 * fury(fighter), "{fighter} is too angry")
    takes(seconds(5))
    fighter.foe = nobody
    means(Defence(fighter, foe, 0.2))
    say(fighter, "Enough, {foe}. I will not do this any longer.")


@event(of=let_be)
def nothing_to_fight(fighter, foe):
    """{foe} has nobody left to fight."""
    when(foe.foe == fighter)
    foe.foe = nobody


@reason(of=weep)
def no_time_for_tears(weeper):
    when(weeper.foe != nobody, sees(weeper, weeper.foe))
    deter(0.9, "this is no time for it")


@reason(of=tell_news)
def no_time_for_news(teller, hearer, news):
    when(teller.foe != nobody)
    deter(1, "this is no time for it")


@event(of=knocked_out)
def the_fight_is_over(to, fighter: Character):
    """The fight between {fighter} and {to} is over."""
    when(fighter.foe == to)
    fighter.foe = nobody
    to.foe = nobody
