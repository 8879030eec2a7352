"""News come by coach and by ship: which brings them first?"""
from moshimo.rules import *


class Inn:                                 # news come by coach and by ship
    ship_first: bool = private(False)
    heard: bool = private(False)


@event(mean=minutes(30))
def coach_comes(inn: Inn):
    """The coach *comes* to {inn}."""
    when(not inn.heard)
    inn.heard = True


@event(mean=minutes(20))
def ship_comes(inn: Inn):
    """A ship *comes* in below {inn}."""
    when(not inn.heard)
    inn.heard = True
    inn.ship_first = True
