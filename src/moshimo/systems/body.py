"""The body (Y04): wounds that close with time, being stunned and knocked out, coming round, weariness, sleep, death.

Whoever hurts somebody says so with `Wound`: the body does the rest. A wound slows, and fades by itself; a great one knocks
out, and the worst can kill. Weariness fades with rest and falls off with sleep, which comes anywhere to those weary enough.

needs: speech, knowledge, ties, feelings, space, time, perception
"""
from moshimo.rules import *


class Wound(Deed):                           # the body of `to` takes harm, whoever does it
    to: Character
    size: Level


class Character:
    hurt: Level = shown(0.0, half_life=hours(36))
    wound: Level = private(0.0)              # the last one, as it was struck
    toughness: Level = private(0.3)
    fatigue: Level = private(0.0, half_life=hours(6))
    hollow: bool = private(False)            # looks like a body, and is none
    down: bool = shown(False)              # on the ground
    rests_at: Place = shown(nowhere)       # where one lies or sits, and may fall asleep
    comes_to: Moment = private(never)        # when one who is senseless comes round
    bleeds_until: Moment = private(never)    # when wounds that nobody sees to will have killed


@worth
def to_live(mind):
    weigh(10 * mind.alive, "{mind} is alive")


def resting(who: Character) -> bool:
    return who.rests_at != nowhere and who.rests_at == who.place


@event(of=Wound)
def wounded(to):
    """{to} bleeds."""
    when(not to.hollow)
    to.hurt += to.wound
    to.slowed += 0.6 * to.wound


@event(of=wounded)
def knocked_out(to):
    """{to} loses consciousness."""
    when(not to.senseless, to.wound > 0.25, to.hurt > 0.5 + 0.4 * to.toughness)
    length = between(0.4, 2.0)
    foil(to)
    to.senseless = True
    to.down = True
    to.bound = nowhere
    to.comes_to = now + hours(6) * length * to.hurt * (1 - to.toughness)
    if to.hurt > 0.98:
        to.bleeds_until = now + hours(6)


@event(of=wounded)
def stunned(to):
    """{to} reels, and loses hold of what {to} was at."""
    when(not to.senseless)
    reels = chance(to.wound * (1.5 - to.toughness))
    if reels:
        foil(to)


@event(at=Character.comes_to)
def comes_round(person: Character):
    """{person} comes round."""
    when(person.senseless, person.alive)
    person.senseless = False
    person.fatigue += 0.3
    for x in Character:
        if x.place == person.place:
            look(person, x.place)
    means(Stir(0.3))


@event(at=Character.bleeds_until)
def succumbs(person: Character):
    """{person} dies of those wounds."""
    when(person.alive, person.senseless, person.hurt > 0.8)
    dies = chance(0.3)
    if dies:
        person.alive = False
        means(Loss(person, 1.0))
        means(Stir(0.6))


@action(again=seconds(20))
def get_up(fallen: Character):
    """{fallen} gets up again."""
    when(fallen.down, not fallen.senseless)
    weigh(8, "{fallen} will not stay on the ground")
    deter(1.3 * fallen.hurt * (1 - 0.3 * fallen.toughness), "{fallen}'s legs do not obey")
    takes(seconds(4))
    fallen.down = False


@reason(of=walk)
def on_the_ground(walker, to):
    when(walker.down)
    deter(1, "{walker} has to get up first")


@reason(of=weep)
def in_the_stillness(weeper):
    when(resting(weeper))
    weigh(8 * max(0, weeper.grief - 0.2), "everything comes back in the stillness")


@action(again=hours(10))
def drop_off(sleeper: Character):
    """{sleeper} falls asleep on the spot."""
    when(resting(sleeper), not sleeper.asleep)
    weigh(4 * max(0, sleeper.fatigue - 0.3), "{sleeper} is worn out")
    weigh(leisure(sleeper) * late(), "it is late")
    weigh(3 * sleeper.tears, "{sleeper} has wept until nothing was left")
    deter(3 * max(0, sleeper.grief - 0.25) * (1 - sleeper.tears), "{sleeper} cannot sleep for grief")
    sleeper.asleep = True
    whole = takes(min(hours(8), max(hours(4), next_time(sunrise) - now)))
    sleeper.asleep = False
    sleeper.fatigue = 0.3 * sleeper.fatigue


@reason(of=walk)
def lies_down(walker, to):
    when(resting(walker))
    deter(0.97 * min(1, 0.3 + walker.fatigue + walker.hurt), "{walker} is too worn out to go anywhere")


@event(of=sleep)
def sleeps_it_off(sleeper):
    """{sleeper} is rested."""
    when(sleeper.fatigue > 0.1)
    sleeper.fatigue = 0.3 * sleeper.fatigue
