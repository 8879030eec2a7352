"""Five vote on a motion; three hands carry it."""
from moshimo.rules import *


class Motion:
    put_at: Moment = private(never)
    counted_at: Moment = private(never)
    hands: int = private(0)


class Character:
    votes_on: Motion = known(nothing)
    favours: bool = known(False)


@event(at=Motion.put_at, carries=realm)
def put(motion: Motion):
    """{motion} is put to the vote."""


@action(answers=put, within=seconds(5), carries=roles)
def raise_hand(voter: Character, motion: Motion):
    """{voter} raises a hand for {motion}."""
    when(motion == voter.votes_on, voter.favours)
    weigh(surely, "{voter} is for it")
    motion.hands += 1


@event(at=Motion.counted_at)
def carry(motion: Motion):
    """{motion} is carried."""
    when(motion.hands >= 3)
