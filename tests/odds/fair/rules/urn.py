"""Pólya's urn: a ball is drawn and put back with another of its colour."""
from moshimo.rules import *

draws = number(10)
fillings = number(100)                    # of each urn


class Urn:
    drawn_at: Moment = private(never)
    red: int = private(1)
    black: int = private(1)
    filled: int = private(0)               # how often it came to be full
    ended: int[Tally] = private(0)         # and with how many red ones


class Tally:
    red: int = known(0)


@event(at=Urn.drawn_at)
def draw(urn: Urn):
    """A ball *comes* out of {urn}, and two go in."""
    red = contest(urn.red, urn.black)
    urn.red += 1 if red else 0
    urn.black += 0 if red else 1
    if urn.red + urn.black == draws + 2:
        for tally in Tally:
            urn.ended[tally] += 1 if tally.red == urn.red else 0
        urn.filled += 1
        urn.red = 1
        urn.black = 1
    if urn.filled < fillings:
        urn.drawn_at = now + seconds(1)
