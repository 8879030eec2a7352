"""A fight (Y08): who faces whom in earnest, how much one means to win, who is fit to go on, and how it ends.

Who has been struck has a foe, and so has who struck: from then on it is a fight, until one of them is out, or lets it be. Anger
drives one on, or a settled will to win: whoever fights by consent bears no grudge for it.

needs: body, speech, knowledge, ties, feelings, space, perception
"""
from moshimo.rules import *


class Blow(Deed):                            # somebody strikes at `to`, in whatever way
    by: Character
    to: Character


class Character:
    brawn: Level = private(0.3, guess=0.4)   # how hard one hits
    skill: Level = private(0.3, guess=own)   # how well one fights
    bent: Level = private(0.0)               # how much one means to win, angry or not
    stuck: bool = shown(False)               # cannot move from the spot, whatever holds one there
    saving: Level = shown(0.0)               # holds back from lesser blows for the sake of a greater one
    hold: Character = shown(nobody)          # whom one has hold of
    gripped: Character = shown(nobody)       # who has hold of one
    agreed: bool = shown(False)              # one fights because both have said that they would
    dazed: Level = shown(0.0, half_life=seconds(4))
    momentum: Level = shown(0.0, half_life=seconds(1))     # one has just got through, and follows it up
    winded: Level = shown(0.0, half_life=seconds(9))


def fury(mind: Character) -> Level:
    return mind.anger[mind.foe]


def drive(mind: Character) -> Level:         # what keeps one fighting
    return max(mind.bent, mind.anger[mind.foe] - 0.2)


def on_guard(who: Character) -> bool:
    return who.foe != nobody and not who.down and not who.stuck and not who.hidden and not who.senseless


def vigour(who: Character) -> Amount:        # what is left of one's skill
    return (0.45 + who.skill) * (1 - 0.4 * who.hurt) * (1 - 0.4 * who.dazed) * (1 - 0.3 * who.winded)


def entangled(who: Character) -> bool:
    return who.hold != nobody or who.gripped != nobody


@reason(of=ask_whats_wrong)
def no_time_to_ask(asker, asked):
    when(hard_pressed(asker))
    deter(0.97, "there is no time to ask")


@appraisal(of=Blow)
def faces(by, to, mind):
    """{mind} has a fight on."""
    when(mind == by or mind == to)
    if mind == to:
        if mind.foe == nobody:
            mind.foe = by
        mind.anger[by] += 0.3 * (0.4 + mind.temper) * (not mind.agreed)
    elif mind.foe == nobody:
        mind.foe = to


@action(speech=True, again=minutes(30))
def let_be(fighter: Character, foe: Character):
    """{fighter} steps back from {foe} and lets it be."""
    when(fighter.foe != nobody, foe == fighter.foe, sees(fighter, foe))
    weigh(0.3 * (fighter.fatigue + fighter.hurt), "{fighter} can hardly stand")
    weigh(0.3 * max(0, fighter.affection[foe]), "{fighter} does not want {foe} harmed")
    weigh(0.5 * (1 - min(1, 4 * drive(fighter))), "{fighter} has nothing left to fight for")
    deter(1.2 * fury(fighter), "{fighter} is too angry")
    deter(1.2 * fighter.bent, "{fighter} means to win")
    takes(seconds(5))
    fighter.foe = nobody
    means(Defence(fighter, foe, 0.2))
    say(fighter, "Enough, {foe}. I will not do this any longer.")


@event(of=let_be)
def nothing_to_fight(fighter, foe):
    """{foe} has nobody left to fight."""
    when(foe.foe == fighter)
    foe.foe = nobody


@event(of=knocked_out)
def the_fight_is_over(to, fighter: Character):
    """The fight between {fighter} and {to} is over."""
    when(fighter.foe == to, not to.agreed)   # what was agreed on is over when they say so
    fighter.foe = nobody
    to.foe = nobody


@reason(of=weep)
def no_time_for_tears(weeper):
    when(weeper.foe != nobody, sees(weeper, weeper.foe))
    deter(0.9, "this is no time for it")


@reason(of=rage_at)
def no_time_for_words(angry, target):
    when(hard_pressed(angry))
    deter(0.95, "this is no time for it")


@reason(of=thank)
def no_time_for_thanks(speaker, friend):
    when(hard_pressed(speaker))
    deter(0.95, "this is no time for it")


@reason(of=break_down)
def no_time_for_despair(weeper):
    when(hard_pressed(weeper))
    deter(0.95, "this is no time for it")


@reason(of=condemn)
def no_time_for_reproaches(speaker, target):
    when(hard_pressed(speaker))
    deter(0.95, "this is no time for it")


@reason(of=tell_news)
def no_time_for_news(teller, hearer, news):
    when(teller.foe != nobody)
    deter(1, "this is no time for it")
