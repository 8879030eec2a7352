"""A fever in a house (Reed, Frost; in Abbey, "An examination of the Reed-Frost theory of epidemics",
1952): the eldest brings it in, and each day each who is well meets each who is ill, and escapes or
does not.
"""
from moshimo.rules import *

winters = number(50)                       # in each house


class Health(Choice):
    well, sickening, over


class Cottage:
    escape: Level = known(0.5)             # from one who is ill
    winter_at: Moment = private(never)
    spring_at: Moment = private(never)
    winters: int = private(0)
    caught: int[Tally] = private(0)        # winters by how many caught it


class Tally:
    cases: int = known(0)


class Child:
    home: Cottage = known(nothing)
    eldest: bool = known(False)
    health: Health = private(well)
    coughs_at: Moment = private(never)


@event(at=Cottage.winter_at)
def begin_winter(home: Cottage):
    """Winter *comes* to {home}."""
    for child in Child:
        if child.home == home:
            child.health = sickening if child.eldest else well
            if child.eldest:
                child.coughs_at = now + days(1)
    home.spring_at = now + days(9)


@event(at=Child.coughs_at)
def cough(child: Child):
    """{child} *coughs*."""
    child.health = over


@event(of=cough)
def meet(child: Child, other: Child):
    """{other} *meets* {child}."""
    when(other.home == child.home, other.health == well)
    caught = chance(1 - other.home.escape)
    if caught:
        other.health = sickening
        other.coughs_at = now + days(1)


@event(at=Cottage.spring_at)
def begin_spring(home: Cottage):
    """Spring *comes* to {home}."""
    cases = count(c for c in Child if c.home == home and c.health == over and not c.eldest)
    for tally in Tally:
        home.caught[tally] += tally.cases == cases
    home.winters += 1
    if home.winters < winters:
        home.winter_at = now + days(1)
