"""A gate that falls at the second blow, if no help comes before."""
from moshimo.rules import *


class Siege:                               # a gate falls at the second blow, if no help comes
    blows: int = private(0)
    fallen: bool = private(False)
    relieved: bool = private(False)


@event(mean=minutes(60))
def strike_gate(siege: Siege):
    """The ram *strikes* the gate of {siege}."""
    when(not siege.fallen, not siege.relieved)
    siege.blows += 1
    siege.fallen = siege.blows == 2


@event(mean=minutes(60))
def help_comes(siege: Siege):
    """Help *comes* to {siege}."""
    when(not siege.fallen, not siege.relieved)
    siege.relieved = True
