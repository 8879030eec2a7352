"""Grappling (Y08): taking hold, wrestling for it, a hand that is still free, breaking loose.

Who has hold of somebody has one hand less, and so has who is held. While two hold one another neither can step anywhere; mostly
nobody wins, until one breaks loose, is thrown, or is hit in the face by the hand that was forgotten.

needs: melee, footwork, fight, body, ties, feelings, perception
"""
from moshimo.rules import *


@action(again=seconds(6))
def clinch(grabber: Character, foe: Character):
    """{grabber} grabs {foe} with both hands."""
    when(on_guard(grabber), foe == grabber.foe, sees(grabber, foe), not foe.senseless, not entangled(grabber))
    weigh(0.6 * drive(grabber), "{grabber} wants to get hold of {foe}")
    weigh(2 * drive(grabber) * opening(foe), "{foe} is open")
    deter(apart(grabber, foe) > arm, "{foe} is out of reach")
    deter(grabber.saving, "{grabber} has better in hand")
    takes(seconds(0.7))
    caught = contest(vigour(grabber) * (0.6 + grabber.brawn), vigour(foe) * (0.5 + 0.5 * cover(foe, 1)))
    grabber.spot += towards(grabber, foe) * max(0, apart(grabber, foe) - 0.5)
    means(Blow(grabber, foe))
    means(Stir(0.3))
    if caught:
        grabber.hold = foe
        foe.gripped = grabber


@action(again=seconds(4))
def wrestle(fighter: Character, foe: Character):
    """{fighter} and {foe} push and strain against one another."""
    when(on_guard(fighter), entangled(fighter), foe == fighter.foe, fighter.hold == foe or fighter.gripped == foe)
    weigh(1.5 * drive(fighter) * (0.5 + fighter.brawn), "{fighter} means to throw {foe}")
    fighter.hold = foe
    foe.gripped = fighter
    takes(seconds(1.5))
    thrown = contest(0.25 * vigour(fighter) * (0.5 + fighter.brawn), vigour(foe) * (0.5 + foe.brawn))
    fighter.winded += 0.08
    foe.winded += 0.08
    if thrown:
        foe.down = True
        foe.dazed += 0.3
        foe.wound = 0.1
        means(Wound(foe, 0.1))
        means(Stir(0.4))


@action(variant_of=strike, again=seconds(1.5))
def free_hand(attacker: Character, target: Character):
    """{attacker} hits {target} with the hand that is still free."""
    when(may_strike(attacker, target), entangled(attacker), attacker.foe == target, attacker.hold == target or attacker.gripped == target)
    weigh(4 * drive(attacker), "one hand is free")
    takes(seconds(0.6))
    lands = contest(vigour(attacker), 0.8 * vigour(target) * (0.6 + cover(target, 1)))
    size = between(0.06, 0.22)
    attacker.winded += 0.06
    means(Blow(attacker, target))
    means(Stir(0.5))
    if lands:
        target.wound = size * (0.5 + attacker.brawn)
        target.dazed += 2 * size
        target.hold = nobody
        attacker.gripped = nobody
        means(Wound(target, size))
        if not attacker.agreed:
            means(Harm(attacker, target, 0.3))


@action(again=seconds(3))
def break_free(fighter: Character, foe: Character):
    """{fighter} tears loose from {foe}."""
    when(on_guard(fighter), fighter.gripped != nobody, foe == fighter.gripped)
    weigh(2 * drive(fighter), "{fighter} wants both hands back")
    weigh(0.5 * (fighter.winded + fighter.dazed), "{fighter} needs air")
    takes(seconds(0.7))
    free = contest(vigour(fighter), 0.9 * vigour(foe))
    fighter.winded += 0.04
    if free:
        fighter.hold = nobody
        foe.gripped = nobody
        foe.hold = nobody
        fighter.gripped = nobody
        foe.unbalanced += 0.5
        fighter.momentum = 1.0
        foe.spot += 0.7 * towards(fighter, foe)


@event()
def lose_hold(one: Character, other: Character):
    """{one} has to let go of {other}."""
    when(one.hold != nobody, other == one.hold, one.foe != other or other.foe != one or one.down or other.down or apart(one, other) > arm)
    one.hold = nobody
    other.gripped = nobody


@reason(of=strike)
def too_close_to_swing(attacker, target):
    deter(0.95 * entangled(attacker), "{attacker} is too close to swing")


@reason(of=kick)
def too_close_to_kick(attacker, target):
    deter(0.95 * entangled(attacker), "{attacker} is too close to kick")


@reason(of=throw_against)
def hands_busy(attacker, target, barrier):
    deter(0.8 * (attacker.gripped != nobody), "{target} has hold of {attacker}")


@reason(of=give_ground)
def held_back(fighter, foe):
    deter(entangled(fighter), "neither can step back")


@reason(of=step_back)
def held_there(to, by):
    deter(entangled(to), "neither can step back")
