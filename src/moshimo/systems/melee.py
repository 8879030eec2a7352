"""Close fighting (Y04, Y08): blows and kicks, and what one does about them: duck, dodge, step back, block.

Anybody can be angry enough to strike, anywhere; law, temper, respect and fear hold nearly all of them back. A blow takes most of
a second, and whoever sees it begin may be quick enough. What one does about it serves that one blow: who ducks is under a fist
and in the way of a foot; who blocks pays a little; who steps back has given ground. A blow that misses leaves an opening.

needs: hiding, footwork, fight, body, knowledge, standing, ties, feelings, surroundings, space, perception
"""
from moshimo.rules import *


class Onslaught(Deed):                       # something that no arm can block comes at `to`
    by: Character
    to: Character


class Posture(Choice):                       # what one does about the blow that is coming
    open, low, aside, guarded, back, clear


class Character:
    posture: Posture = shown(open)
    unbalanced: Level = shown(0.0, half_life=seconds(1.2))


def eager(attacker: Character, target: Character) -> Amount:      # to strike, now
    return (attacker.foe != target) * 4 * max(0, attacker.anger[target] - 0.85) * (0.4 + attacker.temper) + (attacker.foe == target) * 2 * drive(attacker) * (1 + attacker.momentum)


def opening(target: Character) -> Amount:
    return target.unbalanced + 0.6 * target.dazed


def restrained(attacker: Character, target: Character) -> Level:    # what holds one back from a first blow
    return (attacker.foe != target) * clip(1 - (1 - min(1, 1.8 * attacker.lawful)) * (1 - attacker.composure) * (1 - min(1, 0.5 * attacker.respect[target])), 0, 1)


def may_strike(attacker: Character, target: Character) -> bool:
    return (attacker.foe == target or attacker.anger[target] > 0.85) and sees(attacker, target) and target.alive and not attacker.down and not attacker.stuck and not attacker.hidden


def cover(who: Character, ducked: Amount) -> Amount:       # how hard it is to hit somebody; `ducked`: under such a blow
    return 0.35 * (1 - who.off_guard) + (who.posture == low) * ducked + (who.posture == aside) * 2.7 + (who.posture == guarded) * 3 + (who.posture == back) * 3


@action(again=seconds(2))
def strike(attacker: Character, target: Character):
    """{attacker} strikes at {target}."""
    when(attacker != target, may_strike(attacker, target))
    weigh(eager(attacker, target), "{attacker} means to hurt {target}")
    weigh((attacker.foe == target) * 2 * drive(attacker) * opening(target), "{target} is open")
    deter(restrained(attacker, target), "one does not strike people")
    deter(0.7 * attacker.fear[target], "{attacker} shrinks from it")
    deter(max(0.95 * target.senseless, target.down * attacker.respect[target]), "{target} cannot fight back")
    deter(not reaches(attacker, target, arm), "{target} is out of reach")
    deter(0.8 * attacker.winded, "{attacker} is out of breath")
    deter(attacker.saving, "{attacker} has better in hand")
    attacker.spot += towards(attacker, target) * max(0, apart(attacker, target) - 1) * (attacker.foe == target)
    takes(seconds(0.8))
    lands = contest(vigour(attacker), vigour(target) * cover(target, 3.5))
    size = between(0.07, 0.29)
    attacker.anger[target] -= 0.15 * attacker.anger[target]
    attacker.winded += 0.07
    means(Blow(attacker, target))
    means(Stir(0.5))
    if lands:
        target.wound = size * (0.5 + attacker.brawn)
        attacker.momentum += 0.5
        target.dazed += 2 * size
        target.spot += 0.2 * towards(attacker, target)
        means(Wound(target, size))
        if not attacker.agreed:
            means(Harm(attacker, target, 0.3))
    else:
        attacker.unbalanced += 0.5
        if not attacker.agreed:
            means(Threat(attacker, target, 0.4))


@action(variant_of=strike, again=seconds(3))
def kick(attacker: Character, target: Character):
    """{attacker} kicks at {target}."""
    when(attacker.foe != nobody, target == attacker.foe, may_strike(attacker, target))
    weigh(0.7 * eager(attacker, target), "{attacker} means to hurt {target}")
    weigh(2 * drive(attacker) * (apart(attacker, target) > 1.2), "{target} is at the right distance")
    weigh(3 * drive(attacker) * recalls(attacker, duck(target), within=seconds(3)), "{target} likes to duck")
    deter(0.7 * attacker.fear[target], "{attacker} shrinks from it")
    deter(max(0.95 * target.senseless, target.down * attacker.respect[target]), "{target} cannot fight back")
    deter(not reaches(attacker, target, leg), "{target} is out of reach")
    deter(0.9 * attacker.winded, "{attacker} is out of breath")
    deter(attacker.saving, "{attacker} has better in hand")
    attacker.spot += towards(attacker, target) * max(0, apart(attacker, target) - 1.3)
    takes(seconds(0.9))
    lands = contest(0.9 * vigour(attacker), vigour(target) * cover(target, 1))
    size = between(0.09, 0.31)
    attacker.winded += 0.09
    means(Blow(attacker, target))
    means(Stir(0.5))
    if lands:
        target.wound = size * (0.5 + attacker.brawn)
        attacker.momentum += 0.5
        target.unbalanced += 0.5
        target.spot += 1 * towards(attacker, target)
        means(Wound(target, size))
        if not attacker.agreed:
            means(Harm(attacker, target, 0.3))
    else:
        attacker.unbalanced += 0.7
        if not attacker.agreed:
            means(Threat(attacker, target, 0.4))


@action(answers=Blow, again=seconds(2))
def duck(to: Character, by: Character):
    """{to} ducks."""
    when(not to.down, to.posture == open)
    weigh(9 * in_time() * (0.3 + to.skill), "the fist goes high")
    deter(doing(by, kick) * 0.8, "it comes low")
    deter(0.9 * max(to.dazed, to.unbalanced), "{to} is too slow")
    to.posture = low


@action(answers=Blow, again=seconds(2))
def dodge(to: Character, by: Character):
    """{to} dodges."""
    when(not to.down, to.posture == open)
    weigh(8 * in_time() * (0.3 + to.skill), "{to} has seen it coming")
    deter(0.9 * max(to.dazed, to.unbalanced), "{to} is too slow")
    to.posture = aside


@action(answers=Blow, again=seconds(2))
def block(to: Character, by: Character):
    """{to} blocks it with both arms."""
    when(not to.down, to.posture == open)
    weigh(8 * in_time() * (0.3 + 0.5 * to.skill + 0.5 * to.brawn), "{to}'s arms are up already")
    deter(0.6 * to.dazed, "{to} is too slow")
    to.posture = guarded


@action(answers=Blow, again=seconds(3))
def step_back(to: Character, by: Character):
    """{to} steps back."""
    when(not to.down, to.posture == open, to.spot > 1)
    weigh(6 * in_time() * (0.3 + to.skill), "there is room behind {to}")
    weigh(4 * in_time() * to.hurt, "{to} would rather be further off")
    deter(0.6 * max(to.dazed, to.unbalanced), "{to} is too slow")
    to.posture = back


@action(answers=Onslaught, again=seconds(2))
def leap_aside(to: Character, by: Character):
    """{to} leaps aside."""
    when(not to.down, not to.stuck, to.posture != clear, to.saving < 0.5, sees(to, by))
    weigh(12 * in_time() * (0.3 + to.skill) * (1 - to.off_guard), "nothing will stop that")
    deter(0.8 * to.saving, "{to} has something to set against it")
    deter(0.6 * to.dazed, "{to} is too slow")
    to.posture = clear


@event(of=Onslaught)
def gone_by(by, to):
    """It has gone by {to}."""
    when(to.posture == clear)
    to.posture = open


@event(of=Blow)
def served(by, to):
    """{to} has weathered it."""
    when(to.posture != open)
    if to.posture == guarded:
        to.winded += 0.1
        to.unbalanced += 0.25
        to.spot += 0.3 * towards(by, to)
    elif to.posture == back:
        to.spot += 0.8 * towards(by, to)
    to.posture = open


@action(again=minutes(3))
def throw_against(attacker: Character, target: Character, barrier: Barrier):
    """{attacker} drives {target} back against {barrier}."""
    when(attacker.foe != nobody, target == attacker.foe, sees(attacker, target), not target.senseless)
    when(barrier.place == attacker.place, not barrier.broken, not target.down, not attacker.down, not attacker.stuck)
    weigh(5 * attacker.brawn, "{target} stands with {target}'s back to it")
    weigh(2 * fury(attacker), "{attacker} means to hurt {target}")
    deter(not reaches(attacker, target, 2 * leg), "{target} is out of reach")
    deter(attacker.saving, "{attacker} has better in hand")
    takes(seconds(2))
    thrown = contest(0.3 + attacker.brawn, 0.1 + target.brawn)
    means(Stir(0.5))
    if thrown:
        target.down = True
        target.wound = 0.3 * attacker.brawn
        target.spot += 6 * towards(attacker, target)
        means(Wound(target, 0.3 * attacker.brawn))
        means(Harm(attacker, target, 0.3))


@event(of=throw_against)
def shatters(attacker, target, barrier):
    """{target} crashes into {barrier}, which breaks."""
    when(target.down, attacker.brawn > barrier.hardness)
    barrier.broken = True
