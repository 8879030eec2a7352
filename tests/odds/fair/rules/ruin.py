"""Gamblers who play until they have nothing left, or all that they came for."""
from moshimo.rules import *


class Character:
    came_with: int = private(5)
    wants: int = private(10)
    odds: Level = private(0.5)
    evenings: int = private(200)           # to be played
    purse: int = private(5)
    bets: int = private(0)                 # of this evening
    first_won: bool = private(False)
    placed: int = private(0)               # of all evenings
    broke: int = private(0)
    broke_early: int = private(0)          # within 25 bets
    rich: int = private(0)
    rich_from_the_first: int = private(0)  # won the first bet and all that was wanted


@action(again=seconds(0), carries=roles)
def bet(gambler: Character):
    """{gambler} puts a coin on red."""
    when(gambler.broke + gambler.rich < gambler.evenings)
    weigh(1000, "it must come red now")
    takes(seconds(1))
    won = chance(gambler.odds)
    gambler.purse += 1 if won else -1
    gambler.bets += 1
    gambler.placed += 1
    if gambler.bets == 1:
        gambler.first_won = won
    if gambler.purse == 0:
        gambler.broke += 1
        gambler.broke_early += gambler.bets <= 25
    elif gambler.purse == gambler.wants:
        gambler.rich += 1
        gambler.rich_from_the_first += gambler.first_won
    if gambler.purse == 0 or gambler.purse == gambler.wants:
        gambler.purse = gambler.came_with
        gambler.bets = 0
