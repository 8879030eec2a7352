"""Perception (Y22): who sees whom, who is awake, who hides, and how quickly people think.

Somebody at leisure thinks of something new to do every twenty minutes, somebody on the alert every five, and where people
face one another and something is at stake, every minute. Wishes of everyday life are multiplied by `leisure`, so that they
come as often by the clock in any of these; wishes that belong to a stirring moment are not.
"""
from moshimo.rules import *


class Stir(Deed):                            # something that makes people sit up
    size: Level


class Character:
    stirred: Level = private(0.0, half_life=minutes(7))
    asleep: bool = visible(False)
    senseless: bool = visible(False)         # knocked out
    alive: bool = visible(True)
    hidden: bool = visible(False)


def awake(mind: Character) -> bool:
    return mind.alive and not mind.asleep and not mind.senseless


def sees(mind: Character, who: Character) -> bool:
    return mind.place == who.place and awake(mind) and not who.hidden


def pace(mind: Character) -> Span:
    return minutes(1) + minutes(4) * (mind.stirred < 0.35) + minutes(15) * (mind.stirred < 0.12)


def leisure(mind: Character) -> Level:
    return pace(mind) / minutes(20)


@appraisal(of=Stir)
def sit_up(size, mind):
    """{mind} sits up."""
    mind.stirred += size


@action(again=minutes(5))
def hide(hider: Character):
    """{hider} gets out of sight."""
    when(not hider.hidden)
    weigh(0, "{hider} has nothing to hide from")
    hider.hidden = True


@action(again=minutes(5))
def come_out(hider: Character):
    """{hider} comes out of hiding."""
    when(hider.hidden)
    weigh(0.5 * leisure(hider), "{hider} cannot stay hidden for ever")
    hider.hidden = False
