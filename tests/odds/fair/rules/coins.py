"""A die made of a coin (Knuth, Yao, "The complexity of nonuniform random number generation", 1976).

Where the coin leads stands in the members of `Node`: six of them are faces of the die.
"""
from moshimo.rules import *

throws = number(250)                       # of each die


class Node:
    heads: Node = known(nothing)
    tails: Node = known(nothing)
    face: int = known(0)                   # 0: one more flip


class Die:
    tossed_at: Moment = private(never)
    heads: Level = known(0.5)
    root: Node = known(nothing)
    node: Node = private(nothing)
    flips: int = private(0)
    thrown: int = private(0)
    fallen: int[Node] = private(0)


@event(at=Die.tossed_at)
def flip(die: Die):
    """The coin of {die} *spins*."""
    fell = chance(die.heads)
    die.flips += 1
    die.node = die.node.heads if fell else die.node.tails
    if die.node.face > 0:
        die.fallen[die.node] += 1
        die.thrown += 1
        die.node = die.root
    if die.thrown < throws:
        die.tossed_at = now + seconds(1)
