"""Techniques (Y06): learned, done with a hand that is whole, paid for from the pool, gathered over time, and easily broken off.

A technique takes a while to come to its full power, less for whoever has more to draw on; a blow in that time undoes it. Who
holds one ready can leap at the foe with it, and the foe may leap too.

needs: power, melee, footwork, fight, body, ties, feelings, perception
"""
from moshimo.rules import *


class Hand(Choice):
    either, right, left_hand


class Technique:
    learned: bool[Character] = known(False)
    hand: Hand = known(either)
    strength: Amount = known(1.0)
    cost: Amount = known(2.0)
    hurled: bool = known(False)              # thrown as it comes, not held ready
    gathers: Span = known(seconds(40))       # until it is at its full power


class Character:
    ready: Technique = shown(nothing)      # what one holds ready
    right_hand: bool = shown(True)         # whether it can be used
    other_hand: bool = shown(True)
    leaping: bool = shown(False)


def handy(who: Character, technique: Technique) -> bool:
    return (technique.hand != right or who.right_hand) and (technique.hand != left_hand or who.other_hand)


@action(again=minutes(1))
def charge(fighter: Character, technique: Technique, foe: Character):
    """{fighter} gathers {technique}."""
    when(fighter.foe != nobody, foe == fighter.foe, sees(fighter, foe), not fighter.down, fighter.ready == nothing)
    when(technique.learned[fighter], not technique.hurled, technique.cost <= left(fighter), handy(fighter, technique))
    weigh(3 * fury(fighter), "{fighter} means to end it")
    weigh(8 * (foe.ready != nothing or doing(foe, charge)), "nothing less will stand against {foe}")
    weigh(4 * fighter.hurt, "{fighter} cannot take much more")
    weigh(8 * fighter.bent * (0.1 + fighter.hurt + foe.hurt) * (apart(fighter, foe) > leg), "there is room for it")
    deter(entangled(fighter), "{fighter} has no hand free")
    deter(0.5 * max(0, fighter.affection[foe]), "{fighter} does not want {foe} dead")
    deter(0.8 * (apart(fighter, foe) <= leg) * (foe.saving == 0), "{foe} would be upon {fighter} first")
    deter(1.8 * fighter.lawful * fighter.place.inside, "there are people about")
    fighter.saving = 0.9
    whole = takes(technique.gathers / swell(fighter))
    if whole:
        fighter.ready = technique
        fighter.spent += technique.cost
        fighter.aura += 0.2 * technique.strength
    else:
        fighter.saving = 0.0
    if not fighter.agreed:
        means(Threat(fighter, foe, 0.5))
    means(Stir(0.5))


@reason(of=strike)
def break_it_off(attacker, target):
    when(attacker.foe == target, doing(target, charge))
    weigh(1.5, "{target} can still be stopped")


@reason(of=let_be)
def too_late_for_that(fighter, foe):
    when(foe.ready != nothing)
    deter(0.9, "{foe} will not stop now")


@action(again=seconds(30))
def leap(leaper: Character, foe: Character):
    """{leaper} leaps at {foe}."""
    when(leaper.foe != nobody, leaper.ready != nothing, not leaper.down, not leaper.stuck, not leaper.leaping, foe == leaper.foe, sees(leaper, foe), not foe.senseless)
    weigh(0.6 + 2 * drive(leaper), "{leaper} will have it over")
    deter((foe.ready == nothing) * 1.2 * leaper.respect[foe], "{leaper} wants it settled power against power")
    leaper.leaping = True
    whole = takes(seconds(2))
    leaper.leaping = False
    means(Onslaught(leaper, foe))


@action(answers=leap, again=seconds(30))
def leap_to_meet(foe: Character, leaper: Character):
    """{foe} leaps to meet {leaper}."""
    when(foe.ready != nothing, foe.foe == leaper, not foe.leaping, not foe.stuck)
    weigh(30 * in_time(), "there is nowhere else to go but forward")
    foe.leaping = True


@event(of=leap)
def falls_short(leaper, foe):
    """{leaper} is upon {foe}, who has nothing to set against it."""
    when(leaper.ready != nothing, foe.ready == nothing, here(leaper, foe), not foe.senseless)
    dodged = contest(vigour(foe) * (0.2 + 0.8 * (foe.posture == clear)), 0.6 * vigour(leaper))
    size = between(0.4, 0.9)
    leaper.ready = nothing
    leaper.saving = 0.0
    if not dodged:
        foe.wound = size
        if not leaper.agreed:
            means(Harm(leaper, foe, 0.8))
        means(Wound(foe, size))
    means(Stir(0.6))
