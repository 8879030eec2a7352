"""Craps: the shooter wins with 7 or 11 at once, loses with 2, 3 or 12, else rolls for the point."""
from moshimo.rules import *

rounds = number(250)                       # of each shooter


class Pip:
    many: int = known(0)


class Shooter:
    rolls_at: Moment = private(never)
    point: int = private(0)                # 0: nothing to roll for yet
    rolls: int = private(0)
    passes: int = private(0)
    losses: int = private(0)


@event(at=Shooter.rolls_at)
def roll(shooter: Shooter):
    """{shooter} *rolls* two dice."""
    left = pick((p for p in Pip), weight=1)
    right = pick((p for p in Pip), weight=1)
    sum = left.many + right.many
    passes = sum == shooter.point or (shooter.point == 0 and (sum == 7 or sum == 11))
    loses = (sum == 7 if shooter.point > 0 else sum == 2 or sum == 3 or sum == 12) and not passes
    shooter.rolls += 1
    if passes:
        shooter.passes += 1
        shooter.point = 0
    elif loses:
        shooter.losses += 1
        shooter.point = 0
    elif shooter.point == 0:
        shooter.point = sum
    if shooter.passes + shooter.losses < rounds:
        shooter.rolls_at = now + seconds(1)
