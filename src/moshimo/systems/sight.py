"""Sight (Y22): what is seen from afar: what stands between two places, walls, the dark.

A deed with `carries=sight` is seen wherever nothing stands between; one with `carries=sight(2)` wherever nothing higher than
that does. As a measure: 0 is a plain; 1 a hedge, a crowd, a wall; 2 houses and tall trees; 3 a hill. So a fight on open ground is
seen from the terrace above it, smoke over the roofs from every street, and a great fire from behind the hill.

Where a world does not say what stands between two places, houses do. Who is inside sees out only by the windows.

needs: time, perception
"""
from moshimo.rules import *


class Place:
    between: Amount[Place] = known(2.0)      # how high something there must rise to be seen from here
    walls: Amount = known(0.0)               # how much higher, for those outside: 0 is open ground
    lit: Level = known(0.0)                  # by night; 1 is as bright as day


def gloom(place: Place) -> Level:
    return dark() * (1 - place.lit)


def obstruction(mind: Character, place: Place) -> Amount:
    return mind.place.between[place] + mind.place.walls + place.walls + 0.5 * gloom(place)
