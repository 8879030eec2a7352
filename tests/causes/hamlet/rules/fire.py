"""A wood burns: where it is damp only by lightning and a match, where it is dry by either."""
from moshimo.rules import *

surely = number(1000000000)                # as much as nobody resists


class Wood:
    damp: bool = known(False)
    struck_at: Moment = private(never)
    struck: bool = private(False)
    lit: bool = known(False)


class Character:
    camps_in: Wood = known(nothing)


@event(at=Wood.struck_at)
def strike(wood: Wood):
    """Lightning strikes {wood}."""
    wood.struck = True


@action(again=days(9), carries=roles)
def drop_match(camper: Character, wood: Wood):
    """{camper} drops a match in {wood}."""
    when(wood == camper.camps_in, not wood.lit)
    weigh(surely, "{camper} thinks nothing of it")
    wood.lit = True


@event()
def burn(wood: Wood):
    """{wood} burns down."""
    when((wood.struck and wood.lit) or (not wood.damp and (wood.struck or wood.lit)))
