"""Perception (Y22): who sees whom, who is awake, who hides, and what makes people sit up."""
from moshimo.rules import *


class Stir(Deed):                            # something that makes people sit up
    size: Level


class Character:
    stirred: Level = private(0.0, half_life=minutes(7))
    asleep: bool = visible(False)
    senseless: bool = shown(False)         # knocked out
    alive: bool = visible(True)
    hidden: bool = visible(False)


def awake(mind: Character) -> bool:          # who can act, and perceive: not the dead, nor the senseless
    return mind.alive and not mind.asleep and not mind.senseless


def sees(mind: Character, who: Character) -> bool:
    return mind.place == who.place and awake(mind) and not who.hidden


def can_hear(speaker: Character, hearer: Character) -> bool:      # whom one can speak to
    return sees(speaker, hearer) and awake(hearer)


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
    weigh(0.5, "{hider} cannot stay hidden for ever")
    hider.hidden = False
