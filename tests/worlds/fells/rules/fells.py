"""A tally for the tests: what stands in somebody's body and power at one moment."""
from moshimo.rules import *


class Character:
    tallied_at: Moment = private(never)
    tallied_force: Amount = private(0.0)
    tallied_left: Amount = private(0.0)
    tallied_hurt: Level = private(0.0)


@event(at=Character.tallied_at)
def tally(who: Character):
    """{who} is weighed up."""
    who.tallied_force = force(who)
    who.tallied_left = left(who)
    who.tallied_hurt = who.hurt
