"""The centipede, as played by McKelvey and Palfrey, "An experimental study" (1992): six turns.

Whoever takes has four parts in five of the heap, and each pass doubles it.
"""
from moshimo.rules import *


class Plan:
    turn: int = known(0)


class Character:
    partner: Character = known(nobody)
    plans: bool = private(False)
    plan: Plan = private(nothing)          # at which of one's own turns one means to take
    trust: Level = private(0.5)            # how likely one passes
    patience: int = private(9)             # how often, at most
    passes: int = visible(0)
    turn: bool = visible(False)
    gain: Amount = known(0.0)


def imaginings(mind: Character) -> Amount:
    return 64


def rationality(mind: Character) -> Amount:
    return 100


def heap(player: Character) -> Amount:     # the larger part, in tens of cents
    n = player.passes + player.partner.passes
    return 4 if n == 0 else 8 if n == 1 else 16 if n == 2 else 32 if n == 3 else 64 if n == 4 else 128


def passing(player: Character) -> Level:   # how likely this player passes now
    return (
        (1 if player.plan.turn > player.passes + 1 else 0) if player.plan != nothing
        else player.trust if player.passes < player.patience
        else 0
    )


@worth
def purse(mind):
    weigh(mind.gain, "{mind} has the money")


@action()
def mean_to(player: Character, plan: Plan):
    """{player} means to take at {plan}."""
    when(player.plans, player.plan == nothing)
    weigh(10000 * foresee(minutes(5)), "{player} thinks ahead")
    player.plan = plan


@action(again=seconds(0))
def take(player: Character, partner: Character):
    """{player} takes the larger part."""
    when(partner == player.partner, player.turn, not player.plans or player.plan != nothing)
    weigh(1000 * (1 - passing(player)), "it is enough")
    takes(seconds(1))
    player.turn = False
    player.gain += heap(player)
    partner.gain += heap(player) / 4


@action(again=seconds(0))
def let_grow(player: Character, partner: Character):
    """{player} lets the heap grow."""
    when(partner == player.partner, player.turn, not player.plans or player.plan != nothing)
    weigh(1000 * passing(player), "it may grow")
    takes(seconds(1))
    if player.passes + partner.passes == 5:
        partner.gain += 256
        player.gain += 64
    else:
        partner.turn = True
    player.turn = False
    player.passes += 1
