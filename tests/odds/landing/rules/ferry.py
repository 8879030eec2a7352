"""A landing with room for five (Erlang, "Solution of some problems in the theory of probabilities",
1917): who finds it full goes away again.
"""
from moshimo.rules import *


class Ferry:                               # there is room for five on the landing
    waiting: int = private(0)


@event(mean=minutes(60))
def arrive(ferry: Ferry):
    """Somebody *comes* to {ferry}."""
    when(ferry.waiting < 5)
    ferry.waiting += 1


@event(mean=minutes(30))
def cross(ferry: Ferry):
    """{ferry} *takes* somebody across."""
    when(ferry.waiting > 0)
    ferry.waiting -= 1
