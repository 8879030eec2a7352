"""Memory (Y33): dear places, lingering there, looking back, and deeds called to mind.

needs: letters, ties, feelings, space, time, perception
"""
from moshimo.rules import *


class Character:
    dear: Level[Place] = private(0.0)        # places that mean something by themselves


def dearness(mind: Character, place: Place) -> Level:
    friends = most(mind.affection[x] for x in Character if x != mind and x.home == place)
    return max(mind.dear[place], friends)


@reason(of=walk)
def one_last_time(walker, to):
    when(walker.parting, to.public, to != walker.home)
    when(not recalls(walker, linger(walker, to), within=hours(18)))
    weigh(4 * late() * max(0, dearness(walker, to) - 0.5), "{walker} wants to see it once more")


@reason(of=walk)
def what_one_came_for(walker, to):
    when(walker.parting, walker.place.public, walker.place != walker.home)
    when(dearness(walker, walker.place) > 0.5, not recalls(walker, linger(walker, walker.place), within=hours(18)))
    deter(0.9 * (to != walker.bound), "{walker} has come here to see it once more")


@reason(of=walk)
def not_home_again(walker, to):
    when(walker.parting, to == walker.home, recalls(walker, leave_letter(walker, None), within=hours(18)))
    deter(0.97, "{walker} has shut that door behind {walker}")


@action(again=hours(12))
def linger(walker: Character, place: Place):
    """{walker} stands still before {place} and remembers."""
    when(walker.parting, place == walker.place)
    weigh(20 * walker.grief * max(0, dearness(walker, place) - 0.4), "{place} is full of memories")
    takes(minutes(3))
    walker.dear[place] += 0.1
    walker.grief += 0.03


@reason(of=depart)
def not_without_a_look(leaver, gate, out):
    when(not recalls(leaver, look_back(leaver, gate), within=hours(2)))
    deter(0.7 * clip(3 * leaver.grief, 0, 1), "{leaver} has not looked back yet")


@reason(of=walk)
def has_looked_back(walker, to):
    when(walker.parting, walker.place.gate, recalls(walker, look_back(walker, None), within=hours(3)))
    deter(0.97 * to.inside, "{walker} has looked back for the last time")


@reason(of=look_back)
def once_is_enough(leaver, gate):
    deter(0.95 * recalls(leaver, look_back(leaver, gate), within=hours(3)), "{leaver} has looked back for the last time")


@reason(of=depart)
def somebody_dear(leaver, gate, out):
    deter(0.5 * max(0, most(leaver.affection[x] for x in Character if x != leaver and sees(leaver, x))), "somebody dear is there")


@action(again=hours(2))
def look_back(leaver: Character, gate: Place):
    """{leaver} looks out at the road, and then back."""
    when(leaver.parting, gate == leaver.place, gate.gate)
    weigh(3 + 8 * leaver.grief, "everything {leaver} has is behind {gate}")
    takes(minutes(1))
    leaver.tears = 0.5


@appraisal(of=depart)
def all_behind(leaver, mind):
    """{mind} has everything behind {mind} now."""
    when(mind == leaver)
    mind.grief += 0.4 * most(mind.affection[x] for x in Character if x != mind)
