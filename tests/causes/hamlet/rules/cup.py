"""A cup is poisoned, or not; somebody who fears it pours in what helps (Hiddleston, "Causal powers",
2005).
"""
from moshimo.rules import *


class Cup:
    drunk_at: Moment = private(never)
    poisoned: bool = known(False)
    cured: bool = known(False)


class Character:
    hates: Cup = known(nothing)            # whoever drinks from it
    guards: Cup = known(nothing)
    qualms: Level = known(0)


@action(again=days(9), carries=roles)
def poison(killer: Character, cup: Cup):
    """{killer} poisons {cup}."""
    when(cup == killer.hates, not cup.poisoned)
    weigh(surely, "{killer} wants a death")
    deter(killer.qualms, "{killer} has qualms")
    cup.poisoned = True


@action(again=days(9), carries=roles)
def cure(guard: Character, cup: Cup):
    """{guard} pours an antidote into {cup}."""
    when(cup == guard.guards, not cup.cured)
    weigh(surely, "{guard} takes no risk")
    cup.cured = True


@event(at=Cup.drunk_at)
def die(cup: Cup):
    """Whoever drinks from {cup} dies."""
    when(cup.poisoned, not cup.cured)


@event(at=Cup.drunk_at)
def live(cup: Cup):
    """Whoever drinks from {cup} lives."""
    when(not cup.poisoned or cup.cured)
