"""A name dies out (Watson, Galton, "On the probability of the extinction of families", 1875).

A family moves in, and has a son or two or none, and so have they: how far does the name come?
"""
from moshimo.rules import *

families = number(100)
watched_for = number(4)                    # generations after the founder


class Register:
    opened_at: Moment = private(never)
    entries: int = private(0)


class House(room=100):
    reached: int = private(0)              # the last generation with anybody in it


class Heir(room=1600):
    house: House = known(nothing)
    line: int = private(0)                 # generations after the founder
    sons_at: Moment = private(never)
    second_at: Moment = private(never)


@event(at=Register.opened_at)
def move_in(register: Register):
    """A family *moves* in."""
    house = born(House)
    founder = born(Heir)
    founder.house = house
    founder.sons_at = now + days(300)
    register.entries += 1
    if register.entries < families:
        register.opened_at = now + days(1)


@event(at=Heir.sons_at)
def have_sons(heir: Heir):
    """{heir} *has* a son, or two, or none."""
    one = chance(0.75)
    another = chance(2 / 3)
    if one:
        son = born(Heir)
        son.house = heir.house
        son.line = heir.line + 1
        heir.house.reached = max(heir.house.reached, heir.line + 1)
        if heir.line + 1 < watched_for:
            son.sons_at = now + days(9000)
    if one and another:
        heir.second_at = now + days(700)


@event(at=Heir.second_at)
def have_another(heir: Heir):
    """A second son is *born* to {heir}."""
    son = born(Heir)
    son.house = heir.house
    son.line = heir.line + 1
    if heir.line + 1 < watched_for:
        son.sons_at = now + days(9000)
