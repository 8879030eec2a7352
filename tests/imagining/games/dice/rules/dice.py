"""Liar's dice for two, with a die each: one claims what lies under both cups; the other doubts it,
or claims more.
"""
from moshimo.rules import *


class Face:
    pips: int = known(0)


class Claim:
    dice: int = known(0)
    face: Face = known(nothing)
    height: int = known(0)


class Character:
    plays: Character = known(nobody)
    thinks: bool = private(False)
    wary: Level = private(0.5, guess=0.5)       # how often one doubts what one cannot see
    die: Face = private(nothing)
    throws: Moment = private(never, guess=unseen)
    turn: bool = visible(False)
    said: Claim = visible(nothing)
    gain: int = known(0)


def unseen(mind: Character, owner: Character) -> Moment:
    return now


def imaginings(mind: Character) -> Amount:
    return 64


def rationality(mind: Character) -> Amount:
    return 100


def doubting(player: Character) -> Level:       # how likely this player doubts what was said last
    said = player.plays.said
    return (
        0 if said == nothing
        else 1 if said.dice == 2
        else 0 if player.die == said.face
        else player.wary
    )


@worth
def purse(mind):
    weigh(mind.gain, "{mind} has won")


@event(at=Character.throws, carries=roles)
def throw(player: Character):
    """{player} throws {face}."""
    when(player.die == nothing)
    face = pick((f for f in Face), weight=1)
    player.die = face


@action(again=seconds(1))
def claim(player: Character, other: Character, what: Claim):
    """{player} claims {what}."""
    when(other == player.plays, player.turn, player.die != nothing, what.height > other.said.height)
    weigh(10000 * foresee(minutes(3)) if player.thinks and other.said == nothing else 0, "{player} thinks ahead")
    weigh(1000 * (1 - doubting(player)) if what.dice == 2 and what.face == player.die and not player.thinks else 0, "{player} has one of them")
    takes(seconds(1))
    player.said = what
    player.turn = False
    other.turn = True


@action()
def doubt(player: Character, other: Character):
    """{player} doubts it."""
    when(other == player.plays, player.turn, other.said != nothing)
    weigh(1000 * doubting(player), "{player} does not believe it")
    takes(seconds(1))
    lie = (1 if player.die == other.said.face else 0) + (1 if other.die == other.said.face else 0) < other.said.dice
    player.gain += 1 if lie else -1
    other.gain += -1 if lie else 1
    player.turn = False
