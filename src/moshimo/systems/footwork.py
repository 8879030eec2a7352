"""Footwork (Y08): the metres between two who fight, closing in and giving ground, and getting one's breath back.

Everybody stands somewhere along a line through the place. Nobody can strike whom they cannot reach, and at the end of the line
there is no more ground to give.

needs: fight, body, ties, feelings, space, perception
"""
from moshimo.rules import *


class Character:
    spot: Amount = shown(20.0)               # metres from the edge of the place


arm = number(1.9)                            # metres: how far one strikes, with half a step
leg = number(2.3)                            # and kicks


def apart(one: Character, other: Character) -> Amount:
    return abs(one.spot - other.spot)


def towards(one: Character, other: Character) -> int:    # the way one faces along the line
    return 1 - 2 * (one.spot > other.spot)


def reaches(one: Character, other: Character, metres: Amount) -> bool:   # a stranger stands as near as one likes
    return one.foe != other or abs(one.spot - other.spot) <= metres


@action(again=seconds(1))
def close_in(fighter: Character, foe: Character):
    """{fighter} lunges at {foe}."""
    when(on_guard(fighter), foe == fighter.foe, sees(fighter, foe), apart(fighter, foe) > leg, fighter.hurt <= 0.6 or not foe.down)
    weigh(4 * drive(fighter), "{fighter} has to get at {foe}")
    weigh(1.5 * drive(fighter) * max(foe.dazed, foe.winded), "{foe} is not ready")
    deter(fighter.winded, "{fighter} is out of breath")
    deter(fighter.saving, "{fighter} has better in hand")
    deter(0.8 * doing(foe, close_in), "{foe} is coming already")
    takes(seconds(0.8))
    fighter.spot += towards(fighter, foe) * (apart(fighter, foe) - 1)
    fighter.momentum = 1.0
    fighter.winded += 0.04


@action(variant_of=close_in, again=seconds(3))
def stagger_to(fighter: Character, foe: Character):
    """{fighter} staggers over to {foe}."""
    when(on_guard(fighter), foe == fighter.foe, sees(fighter, foe), apart(fighter, foe) > leg, fighter.hurt > 0.6, foe.down)
    weigh(6 * drive(fighter), "{fighter} is not finished")
    takes(seconds(6))
    fighter.spot += towards(fighter, foe) * (apart(fighter, foe) - 1)


@action(again=seconds(20))
def give_ground(fighter: Character, foe: Character):
    """{fighter} springs back, out of {foe}'s reach."""
    when(on_guard(fighter), foe == fighter.foe, sees(fighter, foe), apart(fighter, foe) <= leg)
    weigh(0.4 * fighter.dazed + 0.2 * fighter.hurt, "{fighter} needs a moment")
    weigh(0.8 * max(0, fighter.winded - 0.3), "{fighter} is out of breath")
    deter(max(max(fighter.saving, fighter.momentum), foe.down), "{fighter} has better in hand")
    takes(seconds(0.6))
    fighter.spot -= 3 * towards(fighter, foe)


@action(again=seconds(8))
def catch_breath(fighter: Character, foe: Character):
    """{fighter} stands off and gets {fighter}'s breath back."""
    when(on_guard(fighter), foe == fighter.foe, sees(fighter, foe), apart(fighter, foe) > leg)
    weigh(1.5 * max(0, fighter.winded - 0.25), "{fighter} is out of breath")
    deter(max(fighter.saving, doing(foe, close_in)), "this is no moment for it")
    takes(seconds(1.5))
    fighter.winded -= 0.4
