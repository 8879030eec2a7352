"""Standing (Y13, Y14): who belongs, and the signs that only those who belong may wear: handed in, or snatched away.

needs: things, office, ties, feelings, perception
"""
from moshimo.rules import *


class Character:
    citizen: bool = known(True)
    lawful: Level = private(0.5)             # respect for the law


class Thing:
    of_standing: bool = known(False)         # only a citizen may wear it


@action(again=hours(2))
def hand_in(wearer: Character, thing: Thing):
    """{wearer} reaches for {thing} to give it up."""
    when(not wearer.citizen, thing.bearer == wearer, thing.worn, thing.of_standing)
    weigh(5 * wearer.lawful, "{wearer} has no right to wear it any more")
    weigh(2 * wearer.shame, "{wearer} feels unworthy of it")
    takes(seconds(8))
    thing.worn = False
    thing.bearer = nobody
    thing.place = wearer.place


@event(of=hand_in)
def lies_there(wearer, thing):
    """{wearer} has untied {thing}, and lays it down."""
    when(thing.bearer == nobody, thing.place == wearer.place)


@action(answers=lies_there, within=minutes(10), again=hours(2))
def take_in_keeping(taker: Character, thing: Thing, wearer: Character):
    """{taker} takes {thing} into keeping."""
    when(thing.bearer == nobody, thing.place == taker.place, any(x.holder == taker and x.may_exile for x in Office))
    weigh(8, "it is {taker}'s now to give to somebody, or to nobody")
    takes(seconds(4))
    thing.bearer = taker
    thing.place = nowhere


@reason(of=give)
def not_to_give(giver, receiver, thing):
    when(thing.of_standing, not receiver.citizen)
    deter(1, "{receiver} has no right to it")


@reason(of=pick_up)
def not_to_take(taker, thing):
    when(thing.of_standing, not taker.citizen)
    deter(0.95, "{taker} has no right to it")


@action(answers=hand_in, again=hours(2))
def seize(taker: Character, wearer: Character, thing: Thing):
    """{taker} snatches {thing} from {wearer}."""
    when(wearer == thing.bearer, wearer != nobody, wearer != taker, thing.of_standing, not wearer.citizen, sees(taker, wearer))
    when(any(x.holder == taker and x.may_exile for x in Office))
    weigh(3 * max(0, -taker.affection[wearer]) + 3 * taker.fear[wearer], "{taker} cannot bear to see it on {wearer}")
    weigh(4, "{wearer} is reaching for it")
    deter(2 * max(0, taker.affection[wearer]), "{taker} is fond of {wearer}")
    takes(seconds(3))
    thing.worn = False
    thing.bearer = taker
    means(Insult(taker, wearer, 0.5))
    means(Loss(wearer, 0.3))
