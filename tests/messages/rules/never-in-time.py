"""A blow that is over at once, and somebody who would duck."""
from moshimo.rules import *


class Harm(Deed):
    to: Character


@action()
def strike(hitter: Character, target: Character):
    """{hitter} strikes {target}."""
    when(hitter.place == target.place)
    weigh(1, "{hitter} is angry")
    means(Harm(target))


@event()
def falls(who: Character):
    """{who} falls."""
    when(who.place == nowhere)


@action(answers=strike)
def duck(target: Character, hitter: Character):
    """{target} ducks."""
    weigh(9, "{target} sees it come")


@action(answers=Harm, within=seconds(0.2))
def wince(to: Character):
    """{to} winces."""
    weigh(9, "it hurts")


@action(answers=falls)
def laugh(other: Character, who: Character):
    """{other} laughs at {who}."""
    weigh(9, "it looks funny")


@action(answers=strike, within=seconds(3))
def strike_back(target: Character, hitter: Character):
    """{target} strikes back at {hitter}."""
    weigh(9, "{target} is proud")
