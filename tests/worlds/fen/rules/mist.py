"""Mist comes up when it is due."""
from moshimo.rules import *


class Place:
    mist_at: Moment = private(never)


@event(at=Place.mist_at)
def mist_comes(place: Place):
    """Mist comes up at {place}."""
    means(Smoke(place))
