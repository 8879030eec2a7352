"""Wills that cross (Y21): who means to be gone, for a purpose that lies elsewhere, and who will not let that one go.

A purpose (revenge, a war, a treasure) draws its owner to where it can be served, and makes whoever stands in the way a foe.
Who holds on to somebody wants them brought home, and will fight for that, and carry them home if it comes to it.

needs: rescue, techniques, melee, fight, body, ties, feelings, space, perception
"""
from moshimo.rules import *


class Character:
    purpose: Level = private(0.0, guess=0.2)
    lies_in: Place = private(nowhere)        # where it can be served
    holding: Character = private(nobody)     # whom one will not let go
    holds_on: Level = private(0.0, guess=0.2)


@reason(of=walk)
def drawn_away(walker, to):
    when(walker.lies_in != nowhere, to == walker.lies_in)
    weigh(10 * walker.purpose, "what {walker} lives for lies there")


@reason(of=walk)
def of_one_mind(walker, to):
    when(walker.lies_in != nowhere, to != walker.lies_in)
    deter(min(0.995, 1.1 * walker.purpose), "what {walker} lives for lies elsewhere")


@reason(of=walk)
def barred(walker, to):
    when(walker.foe != nobody, sees(walker, walker.foe))
    deter(0.95 * (not walker.foe.down), "{walker} would have to turn a back on somebody")


@reason(of=charge)
def in_the_way(fighter, technique, foe):
    weigh(4 * fighter.purpose, "{foe} stands in the way")


@reason(of=charge)
def not_to_be_let_go(fighter, technique, foe):
    when(fighter.holding == foe)
    weigh(4 * fighter.holds_on, "{fighter} will not let {foe} go")


@reason(of=throw_against)
def out_of_the_way(attacker, target, barrier):
    weigh(3 * attacker.purpose, "{target} stands in the way")


@reason(of=let_be)
def too_much_hangs_on_it(fighter, foe):
    deter(0.95 * max(fighter.purpose, fighter.holds_on), "too much hangs on it")


@reason(of=carry_off)
def no_turning_back(bearer, helpless, to):
    deter(0.95 * bearer.purpose, "what {bearer} lives for lies elsewhere")


@reason(of=get_up)
def not_beaten(fallen):
    weigh(8 * max(fallen.purpose, fallen.holds_on), "{fallen} has not given up")
