"""Space and travel (Y01): home and favourite places, journeys leg by leg, appointments, nights, leaving for good.

A journey is a row of walks, each to the next place on the way; whoever has set out would rather arrive. Why somebody
walks is told by reasons, here and in the other systems: expected somewhere, seeking somebody, fleeing before a deadline.

Somebody at ease thinks of something new to do every other hour; who is on the alert, on the way, or has an hour to keep,
every eight minutes; where people face one another and something is at stake, every two minutes; in a fight, every second or so.
Wishes of everyday life are multiplied by `leisure`, so that they come about as often by the clock in any of these; wishes of a stirring moment are not.

needs: time, perception
"""
from moshimo.rules import *


class Place:
    inside: bool = known(True)               # within the bounds of the town
    gate: bool = known(False)                # a way out of it
    public: bool = known(True)               # where anybody may walk in


class Character:
    home: Place = known(nowhere)
    haunt: Place = known(nowhere)            # where one likes to spend the day
    due_place: Place = known(nowhere)        # where one is expected,
    due_at: Moment = known(never)            # and at what hour
    bound: Place = private(nowhere)          # where one is on the way to
    parting: bool = private(False)           # means to go away for good
    restless: Level = private(0.0, half_life=hours(2))   # an errand, a search: what does not let one settle
    slowed: Level = private(0.0, half_life=hours(18))    # by wounds: 1 halves the speed
    foe: Character = shown(nobody)           # with whom one is in a fight


def at_ease(mind: Character) -> bool:
    return mind.stirred < 0.12 and mind.restless < 0.25 and not mind.parting and (mind.bound == nowhere or doing(mind, walk))


def hard_pressed(mind: Character) -> bool:
    return mind.foe != nobody and mind.foe.place == mind.place and not mind.foe.senseless


def pace(mind: Character) -> Span:
    until_due = max(minutes(2), mind.due_at - now - minutes(15))
    unhurried = minutes(2) + minutes(6) * (mind.stirred < 0.35) + min(minutes(128), until_due) * at_ease(mind)
    return seconds(1.2) * hard_pressed(mind) + unhurried * (not hard_pressed(mind))


def leisure(mind: Character) -> Amount:
    return min(3, pace(mind) / minutes(20))


def here(a: Character, b: Character) -> bool:
    return a.place == b.place


@action(moves=True, again=seconds(0))
def walk(walker: Character, to: Place):
    """{walker} walks towards {to}."""
    when(walker.place != nowhere, walker.place != to)
    leg = step(walker.place, to)
    walker.bound = to
    walker.hidden = False
    takes(way(walker.place, leg) * (1 + walker.slowed))
    if leg == to:
        walker.bound = nowhere
    walker.place = leg


@reason(of=walk)
def on_the_way(walker, to):
    when(to == walker.bound)
    weigh(12, "{walker} is on the way there")


@reason(of=walk)
def elsewhere(walker, to):
    when(walker.bound != nowhere, to != walker.bound)
    deter(0.98, "{walker} has set out for another place")


@reason(of=walk)
def homeward(walker, to):
    when(to == walker.home)
    weigh(leisure(walker) * (0.02 + 2 * late()), "{walker} is ready for home")


@reason(of=walk)
def usual_place(walker, to):
    when(to == walker.haunt)
    weigh(0.01 * leisure(walker) * (1 - late()), "{walker} is often there")


@reason(of=walk)
def no_business(walker, to):
    when(not to.public, to != walker.due_place, to != walker.bound, to != walker.home, to != walker.haunt)
    deter(0.75, "one does not just walk in there")


@reason(of=walk)
def expected(walker, to):
    when(walker.due_place != nowhere, to == walker.due_place)
    weigh(9 * urgency(walker.due_at), "{walker} is expected there")


@event(carries=roles)
def arrived(guest: Character):
    """{guest} has come when called."""
    when(guest.due_place != nowhere, guest.place == guest.due_place)
    guest.due_place = nowhere
    guest.due_at = never
    guest.stirred += 0.35


@action(again=hours(10))
def sleep(sleeper: Character):
    """{sleeper} goes to sleep."""
    when(not sleeper.asleep, sleeper.place == sleeper.home)
    night_left = clip((next_time(sunrise) - now) / hours(7), 0, 1)
    weigh(2 * leisure(sleeper) * late() * night_left * night_left, "it is late")
    sleeper.asleep = True
    whole = takes(max(hours(5), next_time(sunrise) - now))
    sleeper.asleep = False


@reason(of=walk)
def to_the_gates(walker, to):
    when(walker.parting, to.gate)
    weigh(3 * late() * late(), "by night nobody will see {walker} go")


@reason(of=sleep)
def on_the_eve(sleeper):
    when(sleeper.parting)
    deter(0.9, "there is a road ahead")


@action(moves=True, again=hours(12))
def depart(leaver: Character, gate: Place, out: Place):
    """{leaver} goes out by {gate} and does not stop."""
    when(leaver.parting, gate == leaver.place, gate.gate, not out.inside, step(gate, out) == out)
    weigh(2, "there is nothing left to do")
    takes(way(gate, out))
    leaver.parting = False
    leaver.place = out
