"""Two throw stones at a bottle, and one of them is quicker (Lewis, "Causation as influence", 2000)."""
from moshimo.rules import *


class Bottle:
    called_at: Moment = private(never)
    broken: bool = private(False)


class Character:
    plays_for: Bottle = known(nothing)
    needs: Span = known(seconds(1))        # from the call to the stone in the air


@event(at=Bottle.called_at, carries=realm)
def call(bottle: Bottle):
    """Somebody calls: now!"""


@action(answers=call, within=seconds(5), carries=roles)
def throw(thrower: Character, bottle: Bottle):
    """{thrower} throws a stone at {bottle}."""
    when(bottle == thrower.plays_for)
    weigh(surely, "that is the game")
    takes(thrower.needs)


@event(of=throw)
def hit(thrower: Character, bottle: Bottle):
    """The stone of {thrower} hits {bottle}."""
    when(not bottle.broken)
    bottle.broken = True


@event(of=hit)
def shatter(bottle: Bottle):
    """{bottle} shatters."""
