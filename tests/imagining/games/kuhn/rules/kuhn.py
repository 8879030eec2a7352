"""Kuhn, "A simplified two-person poker" (1950): three cards, one penny each, one bet of a penny.

Nobody knows another's card. Who imagines the game lets it be dealt anew, as likely as what the
other has done since makes it: `dealt` of another is guessed to be now.
"""
from moshimo.rules import *


class Card:
    rank: int = known(0)


class Character:
    plays: Character = known(nobody)              # against whom
    thinks: bool = private(False)                 # whether one looks ahead
    bluffs: Level = private(0.3, guess=0.3)       # how often one bets the jack
    pays: Level = private(0.5, guess=0.5)         # how often one pays to see with the queen
    card: Card = private(nothing)
    dealt: Moment = private(never, guess=unseen)
    turn: bool = visible(False)
    limit: Moment = known(never)                  # who lets it pass folds
    raised: bool = visible(False)
    checked: bool = visible(False)
    shows: Moment = known(never)                  # when the hands are shown
    gain: int = known(0)


def unseen(mind: Character, owner: Character) -> Moment:
    return now


def imaginings(mind: Character) -> Amount:
    return 64


def rationality(mind: Character) -> Amount:
    return 100


# how one plays who does not look ahead ----------------------------------------------------------


def would_bet(player: Character, card: Card) -> Level:
    return 1 if card.rank == 3 else player.bluffs if card.rank == 1 else 0


def would_pay(player: Character, card: Card) -> Level:
    return 1 if card.rank == 3 else player.pays if card.rank == 2 else 0


def plausible(player: Character, card: Card) -> Amount:    # that it is this, by how they have played
    bet = would_bet(player, card)
    return bet if player.raised else 1 - bet if player.checked else 1


@worth
def purse(mind):
    weigh(mind.gain, "{mind} has won")


# the play ---------------------------------------------------------------------------------------


@event(at=Character.dealt, carries=roles)
def be_dealt(player: Character):
    """{player} is dealt {card}."""
    when(player.card == nothing)
    card = pick((c for c in Card if not any(x.card == c for x in Character)), weight=plausible(player, c))
    player.card = card


@action()
def check(player: Character, other: Character):
    """{player} checks."""
    when(other == player.plays, player.turn, player.card != nothing, not other.raised)
    weigh(1000000 * foresee(minutes(10)) if player.thinks else 0, "{player} looks ahead")
    weigh(100 * (1 - would_bet(player, player.card)), "{player} always does")
    takes(seconds(2))
    player.turn = False
    player.limit = never
    player.checked = True
    if other.checked:
        player.shows = now + seconds(1)
    else:
        other.turn = True
        other.limit = now + minutes(5)


@action()
def bet(player: Character, other: Character):
    """{player} bets."""
    when(other == player.plays, player.turn, player.card != nothing, not other.raised)
    weigh(1000000 * foresee(minutes(10)) if player.thinks else 0, "{player} looks ahead")
    weigh(100 * would_bet(player, player.card), "{player} always does")
    takes(seconds(2))
    player.turn = False
    player.limit = never
    player.raised = True
    other.turn = True
    other.limit = now + minutes(5)


@action()
def pay(player: Character, other: Character):
    """{player} pays to see."""
    when(other == player.plays, player.turn, player.card != nothing, other.raised)
    weigh(1000000 * foresee(minutes(10)) if player.thinks else 0, "{player} looks ahead")
    weigh(100 * would_pay(player, player.card), "{player} always does")
    takes(seconds(2))
    player.turn = False
    player.limit = never
    player.raised = True
    player.shows = now + seconds(1)


@action()
def fold(player: Character, other: Character):
    """{player} folds."""
    when(other == player.plays, player.turn, player.card != nothing, other.raised)
    weigh(1000000 * foresee(minutes(10)) if player.thinks else 0, "{player} looks ahead")
    weigh(100 * (1 - would_pay(player, player.card)), "{player} always does")
    takes(seconds(2))
    player.turn = False
    player.limit = never
    player.gain -= 1
    other.gain += 1


@event(at=Character.limit)
def lapse(player: Character):
    """{player} lets it pass."""
    other = player.plays
    player.turn = False
    player.gain -= 1
    other.gain += 1


@event(at=Character.shows)
def show(player: Character):
    """{player} lays down the card."""
    other = player.plays
    pot = 2 if player.raised else 1
    won = pot if player.card.rank > other.card.rank else 0 - pot
    player.gain += won
    other.gain -= won
