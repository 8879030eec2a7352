"""Trade at a wall, once a minute: who keeps the bargain, and who does not.

Payoffs as in Axelrod, "The Evolution of Cooperation" (1984): 5, 3, 1, 0.
"""
from moshimo.rules import *


class Character:
    deals_with: Character = known(nobody)
    begun: bool = visible(False)
    fair: bool = visible(True)               # whether one keeps the bargain in the round to come
    mimics: bool = private(False, guess=True)    # whether one does as one has been done by
    gain: Amount = private(0.0)
    rounds: int = private(0)                  # how many rounds one thinks ahead
    next: Moment = known(never)


def foresight(mind: Character) -> Span:
    return minutes(1) * mind.rounds


def gained(own: bool, other: bool) -> Amount:
    return 3 if own and other else 5 if other else 0 if own else 1


@worth
def profit(mind):
    weigh(mind.gain, "{mind} gains")


@action(again=seconds(1))
def keep_to_it(trader: Character, other: Character):
    """{trader} keeps to the bargain from now on."""
    when(other == trader.deals_with, not trader.begun, trader.rounds > 0)
    weigh(foresee(hours(1)), "{trader} sees what comes of it")
    trader.begun = True
    trader.fair = True
    trader.next = now + seconds(59)


@action(again=seconds(1))
def cheat(trader: Character, other: Character):
    """{trader} cheats from now on."""
    when(other == trader.deals_with, not trader.begun, trader.rounds > 0)
    weigh(foresee(hours(1)), "{trader} sees what comes of it")
    trader.begun = True
    trader.fair = False
    trader.next = now + seconds(59)


@event(at=Character.next)
def trade(trader: Character):
    """{trader} trades."""
    other = trader.deals_with
    mine = trader.fair
    trader.gain += gained(mine, other.fair)
    other.gain += gained(other.fair, mine)
    if other.mimics:
        other.fair = mine
    trader.next = now + minutes(1)
