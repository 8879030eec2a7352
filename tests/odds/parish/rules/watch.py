"""Three lamps on a town wall (Herman, "Probabilistic self-stabilization", 1990).

Each night every watchman with a lamp tosses a coin, and stays, or goes one tower on. When two come
to one tower they put out their lamps, and one lamp is left.
"""
from moshimo.rules import *

watches = number(50)                       # on each wall


class Wall:
    towers: int = known(9)
    nights: int = private(0)               # of all watches
    watches: int = private(0)
    one: Lamp = known(nothing)
    two: Lamp = known(nothing)
    three: Lamp = known(nothing)
    counted_at: Moment = private(never)


class Lamp:
    wall: Wall = known(nothing)
    first: int = known(0)                  # the tower where it stands in the beginning
    tower: int = private(0)
    moves_at: Moment = private(never)


@event(at=Lamp.moves_at)
def move(lamp: Lamp):
    """{lamp} *moves* on, or does not."""
    on = chance(0.5)
    lamp.tower += on
    if lamp.tower == lamp.wall.towers:
        lamp.tower = 0
    lamp.moves_at = now + hours(24)


@event(at=Wall.counted_at)
def count_lamps(wall: Wall):
    """The lamps of {wall} are *counted*."""
    a = wall.one.tower
    b = wall.two.tower
    c = wall.three.tower
    met = a == b or b == c or c == a
    wall.nights += 1
    wall.watches += met
    for lamp in Lamp:
        if lamp.wall == wall and met:
            lamp.tower = lamp.first
            if wall.watches == watches:
                lamp.moves_at = never
    if wall.watches < watches:
        wall.counted_at = now + hours(24)
