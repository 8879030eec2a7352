"""Feints (Y08): a blow that is not the one it looks like, and a kick with everything in it.

Whoever sees a fist come high ducks; whoever sees a foot come puts up an arm. A feint begins like the one and ends as the other,
and meets what was done about the wrong blow. It has less weight behind it, and so is worth it only against somebody quick. A kick
with everything in it does the more harm, and until its owner has come round again nothing keeps a blow off.

needs: grapple, melee, footwork, fight, body, ties, feelings, perception
"""
from moshimo.rules import *


def exposed(target: Character, low_open: Amount, aside_open: Amount, guard_open: Amount) -> Amount:     # how hard it is to hit somebody who has taken it for another blow
    return 0.35 * (1 - target.off_guard) + (target.posture == low) * low_open + (target.posture == aside) * aside_open + (target.posture == guarded) * guard_open + (target.posture == back) * 2


def deceives(attacker: Character, target: Character) -> bool:
    return attacker.foe != nobody and attacker.foe == target and may_strike(attacker, target) and not entangled(attacker)


@action(variant_of=strike, seems=strike, again=seconds(5))
def feint_high(attacker: Character, target: Character):
    """{attacker} makes as if to strike high, and strikes {target} low."""
    when(deceives(attacker, target))
    weigh(0.5 * eager(attacker, target) * attacker.skill, "{target} will look at the fist")
    weigh(4 * drive(attacker) * (recalls(attacker, duck(target), within=seconds(5)) or recalls(attacker, dodge(target), within=seconds(5))), "{target} is too quick for a plain blow")
    deter(max(0.95 * target.senseless, 0.9 * target.down), "{target} cannot fight back")
    deter(not reaches(attacker, target, arm), "{target} is out of reach")
    deter(0.8 * max(attacker.winded, attacker.dazed), "{attacker} is not clear enough in the head")
    deter(attacker.saving, "{attacker} has better in hand")
    attacker.spot += towards(attacker, target) * max(0, apart(attacker, target) - 1) * (attacker.foe == target)
    takes(seconds(0.8))
    lands = contest(vigour(attacker), vigour(target) * exposed(target, 0.3, 1, 2.5))
    size = between(0.05, 0.22)
    attacker.winded += 0.05
    means(Blow(attacker, target))
    means(Stir(0.5))
    if lands:
        target.wound = size * (0.5 + attacker.brawn)
        attacker.momentum += 0.5
        target.unbalanced += 0.5
        means(Wound(target, size))
        if not attacker.agreed:
            means(Harm(attacker, target, 0.3))
    else:
        attacker.unbalanced += 0.6
        if not attacker.agreed:
            means(Threat(attacker, target, 0.4))


@action(variant_of=strike, seems=kick, again=seconds(5))
def feint_low(attacker: Character, target: Character):
    """{attacker} makes as if to kick, and strikes {target} over the raised arms."""
    when(deceives(attacker, target))
    weigh(0.4 * eager(attacker, target) * attacker.skill, "{target} will look at the foot")
    weigh(4 * drive(attacker) * recalls(attacker, block(target), within=seconds(5)), "{target} puts the arms up too soon")
    deter(max(0.95 * target.senseless, 0.9 * target.down), "{target} cannot fight back")
    deter(not reaches(attacker, target, arm), "{target} is out of reach")
    deter(0.8 * max(attacker.winded, attacker.dazed), "{attacker} is not clear enough in the head")
    deter(attacker.saving, "{attacker} has better in hand")
    attacker.spot += towards(attacker, target) * max(0, apart(attacker, target) - 1.3)
    takes(seconds(0.9))
    lands = contest(vigour(attacker), vigour(target) * exposed(target, 2.5, 1.5, 0.4))
    size = between(0.05, 0.22)
    attacker.winded += 0.05
    means(Blow(attacker, target))
    means(Stir(0.5))
    if lands:
        target.wound = size * (0.5 + attacker.brawn)
        attacker.momentum += 0.5
        target.dazed += 2 * size
        means(Wound(target, size))
        if not attacker.agreed:
            means(Harm(attacker, target, 0.3))
    else:
        attacker.unbalanced += 0.6
        if not attacker.agreed:
            means(Threat(attacker, target, 0.4))


@action(variant_of=strike, recovers=seconds(0.9), again=seconds(8))
def heavy_kick(attacker: Character, target: Character):
    """{attacker} puts everything into one kick at {target}."""
    when(deceives(attacker, target))
    weigh(0.3 * eager(attacker, target), "{attacker} wants it over")
    weigh(3 * drive(attacker) * opening(target), "{target} is open")
    deter(max(0.95 * target.senseless, 0.9 * target.down), "{target} cannot fight back")
    deter(not reaches(attacker, target, leg), "{target} is out of reach")
    deter(0.95 * attacker.winded, "{attacker} is out of breath")
    deter(attacker.saving, "{attacker} has better in hand")
    attacker.spot += towards(attacker, target) * max(0, apart(attacker, target) - 1.3)
    takes(seconds(1.1))
    lands = contest(0.9 * vigour(attacker), vigour(target) * cover(target, 1.5))
    size = between(0.16, 0.4)
    attacker.winded += 0.09
    means(Blow(attacker, target))
    means(Stir(0.5))
    if lands:
        target.wound = size * (0.5 + attacker.brawn)
        attacker.momentum += 0.5
        target.unbalanced += 0.7
        target.spot += 1.5 * towards(attacker, target)
        means(Wound(target, size))
        if not attacker.agreed:
            means(Harm(attacker, target, 0.3))
    else:
        attacker.unbalanced += 0.7
        if not attacker.agreed:
            means(Threat(attacker, target, 0.4))


@reason(of=strike)
def not_round_yet(attacker, target):
    when(attacker.foe == target)
    weigh(6 * drive(attacker) * recovering(target), "{target} has not come round yet")


@reason(of=kick)
def still_turning(attacker, target):
    weigh(6 * drive(attacker) * recovering(target), "{target} has not come round yet")
