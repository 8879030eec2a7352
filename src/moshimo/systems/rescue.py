"""Rescue (Y01, Y04): the helpless are carried, leg by leg, to where they can be looked after; who is not found limps there alone.

Nobody knows of a helpless one but those who find them: worry sends people where they believe somebody to be.

needs: body, melee, fight, ties, feelings, space, time, perception
"""
from moshimo.rules import *


class Bedded(Deed):                          # somebody comes to lie in a sickbed
    to: Character


class Place:
    healing: bool = known(False)             # where the wounded are looked after


class Character:
    burden: Character = shown(nobody)      # whom one is carrying
    borne_by: Character = shown(nobody)
    bed: Place = shown(nowhere)            # where one's sickbed is


def abed(who: Character) -> bool:
    return who.bed != nowhere and who.bed == who.place


@action(moves=True, again=seconds(0))
def carry_off(bearer: Character, helpless: Character, to: Place):
    """{bearer} carries {helpless} towards {to}."""
    when(bearer != helpless, sees(bearer, helpless), helpless.down, helpless.senseless or helpless.hurt > 0.4, helpless.alive)
    when(not bearer.down, not abed(helpless), helpless.foe != bearer, helpless.borne_by == bearer or helpless.borne_by.place != bearer.place, to.healing, bearer.place != to)
    weigh(20 * close(bearer, helpless), "{bearer} will not leave {helpless} there")
    weigh(6 * bearer.mercy, "one does not leave people lying")
    weigh(20 * (bearer.burden == helpless), "{bearer} has come this far")
    weigh(10 * bearer.worry[helpless], "{bearer} has been afraid for {helpless}")
    deter(max(0, -bearer.affection[helpless]), "{bearer} sees no reason to")
    deter(0.9 * min(1, bearer.hurt + 0.5 * bearer.fatigue), "{bearer} can hardly walk")
    leg = step(bearer.place, to)
    if bearer.burden != helpless:
        say(bearer, "I have you, {helpless}. You need not do anything now.")
    bearer.burden = helpless
    helpless.borne_by = bearer
    bearer.bound = nowhere
    helpless.bound = nowhere
    takes(way(bearer.place, leg) * (1.4 + bearer.slowed))
    bearer.place = leg
    helpless.place = leg
    bearer.fatigue += 0.05
    if leg == to:
        bearer.burden = nobody
        helpless.borne_by = nobody
        helpless.bed = to
        means(Bedded(helpless))
        means(Kindness(bearer, helpless, 0.8))


@action(moves=True, again=seconds(0))
def bear_home(bearer: Character, dead: Character, to: Place):
    """{bearer} carries {dead} home, and does not hurry."""
    when(bearer != dead, sees(bearer, dead), not dead.alive, dead.home != nowhere, to == dead.home, dead.place != to)
    when(not bearer.down, bearer.foe == nobody, dead.borne_by == bearer or dead.borne_by.place != bearer.place)
    weigh(20 * close(bearer, dead), "{bearer} will not leave {dead} there")
    weigh(6 * bearer.mercy, "one does not leave the dead lying")
    weigh(20 * (bearer.burden == dead), "{bearer} has come this far")
    deter(max(0, -bearer.affection[dead]), "{bearer} sees no reason to")
    deter(0.9 * min(1, bearer.hurt + 0.5 * bearer.fatigue), "{bearer} can hardly walk")
    leg = step(bearer.place, to)
    bearer.burden = dead
    dead.borne_by = bearer
    bearer.bound = nowhere
    takes(way(bearer.place, leg) * (1.4 + bearer.slowed))
    bearer.place = leg
    dead.place = leg
    if leg == to:
        bearer.burden = nobody
        dead.borne_by = nobody


@reason(of=walk)
def not_to_be_left(walker, to):
    when(walker.burden != nobody, walker.burden.place == walker.place)
    deter(0.97, "{walker} would have to leave somebody lying")


@reason(of=walk)
def being_carried(walker, to):
    when(walker.borne_by != nobody, walker.borne_by.place == walker.place)
    deter(0.95, "{walker} is being carried")


@reason(of=get_up)
def in_good_hands(fallen):
    when(fallen.borne_by != nobody, fallen.borne_by.place == fallen.place)
    deter(0.998, "{fallen} is being carried")


@reason(of=walk)
def to_be_looked_after(walker, to):
    when(to.healing, walker.hurt > 0.25, not walker.parting)     # who means to be gone does not lie down
    weigh(5 * (walker.hurt - 0.25), "somebody there can see to the wounds")


@action(again=minutes(20))
def lie_down(patient: Character):
    """{patient} asks to be looked after, and is put to bed."""
    when(patient.place.healing, not abed(patient), not patient.down, patient.hurt > 0.3)
    weigh(20 * (patient.hurt - 0.2), "{patient} can hardly stand")
    takes(minutes(2))
    patient.bed = patient.place
    means(Bedded(patient))


@event(of=Bedded)
def word_is_sent(to):
    """Word is sent to those who are fond of {to}."""
    for x in Character:
        if x != to and x.affection[to] > 0.3:
            look(x, to.place)
            x.worry[to] += 0.4 * close(x, to)


@reason(of=walk)
def visits_the_sick(walker, to):
    when(to.healing)
    weigh(leisure(walker) * (1 - late()) * most(close(walker, x) for x in Character if x != walker and abed(x) and x.place == to), "somebody dear is lying there")
