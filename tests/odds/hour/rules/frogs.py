"""Births and deaths at random: the simplest population (Kendall, "On the generalized birth-and-death
process", 1948).
"""
from moshimo.rules import *


class Pond:
    cold: bool = known(True)               # a frog lives half an hour, and has young once an hour
    living: int = private(1)
    born: int = private(0)


class Frog(room=1000):
    pond: Pond = known(nothing)
    dead: bool = private(False)


@event(mean=minutes(60))
def slow_hour(frog: Frog):
    """{frog} *spawns* in cold water, and dies in warm."""
    when(not frog.dead)
    if frog.pond.cold:
        young = born(Frog)
        young.pond = frog.pond
    frog.dead = not frog.pond.cold
    frog.pond.living += 1 if frog.pond.cold else -1


@event(mean=minutes(30))
def quick_hour(frog: Frog):
    """{frog} *dies* in cold water, and spawns in warm."""
    when(not frog.dead)
    if not frog.pond.cold:
        young = born(Frog)
        young.pond = frog.pond
    frog.dead = frog.pond.cold
    frog.pond.living += -1 if frog.pond.cold else 1
