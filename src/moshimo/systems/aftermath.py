"""What comes long after (Y12, Y21): who was spared comes again, and who has killed answers to those who loved the dead.

Nobody here is told blow by blow: a fight months away is one contest of strength, and what a city feels about a death comes out
within a day. So those who look ahead have something to see.

needs: challenge, bargain, fight, power, body, office, aims, ties, feelings, perception
"""
from moshimo.rules import *


class Character:
    daring: Level = private(0.5, guess=seems_bold)     # what one would risk for the dead
    disdain: Level = private(0.3)                     # how little one thinks others would risk
    risen: Character = visible(nobody)                # against whom one has risen
    returns_at: Moment = private(never)               # when one comes again,
    returns_to: Character = private(nobody)           # and to whom
    missed_at: Moment = private(never)                # when it comes out that one was killed,
    killed_by: Character = private(nobody)            # and by whom


def seems_bold(mind: Character, who: Character) -> Level:
    return 1 - mind.disdain


def might(who: Character) -> Amount:
    return 2 * who.skill + who.brawn + 0.05 * who.pool


@event(of=claim_is_lost)
def means_to_return(victor, beaten):
    """{beaten} means to come again."""
    when(beaten.alive, any(beaten.wants[o] > 0.5 and o.holder == victor for o in Office))
    grows = between(0.1, 0.5)
    beaten.returns_to = victor
    beaten.returns_at = now + days(60) + days(100) * grows


@event(at=Character.returns_at)
def comes_again(challenger: Character):
    """{challenger} is back."""
    when(challenger.alive)
    means(Stir(0.3))


@event(of=comes_again)
def fights_again(challenger, holder: Character, office: Office):
    """{challenger} comes again, and fights {holder} for what {holder} has."""
    when(holder == challenger.returns_to, holder.alive, office.holder == holder, challenger.wants[office] > 0.5)
    wins = contest(might(challenger) + 0.6, might(holder))
    if wins:
        office.holder = challenger


@event(of=dies_of_it)
def cannot_be_kept_quiet(victor, beaten):
    """It will come out that {beaten} is dead, and by whose hand."""
    beaten.killed_by = victor
    beaten.missed_at = now + hours(20)


@event(at=Character.missed_at)
def is_missed(dead: Character):
    """{dead} is missed, and looked for."""
    means(Stir(0.1))


@event(of=is_missed, carries=realm)
def comes_out(dead, killer: Character):
    """All of them hear that {killer} has killed {dead}."""
    when(killer == dead.killed_by)
    means(Harm(killer, dead, 1.0))
    means(Loss(dead, 1.0))


@action(answers=comes_out, within=days(20), again=days(30))
def rise_against(friend: Character, killer: Character, dead: Character):
    """{friend} will no longer do as {killer} says."""
    when(friend.risen != killer, killer.alive)
    weigh(12 * friend.daring * max(0, friend.anger[killer] - 0.2) * close(friend, dead), "{friend} will not live under {killer}")
    deter(0.8 * (1 - friend.daring), "nobody else would stand up")
    deter(0.6 * friend.fear[killer], "{friend} is afraid of {killer}")
    takes(hours(2))
    friend.risen = killer


@action(answers=comes_out, within=days(20), again=days(30))
def fall_in_line(friend: Character, killer: Character, dead: Character):
    """{friend} says what has to be said about {dead}, and does as {friend} is told."""
    when(friend.risen != killer, any(o.holder == killer for o in Office))
    weigh(6 * (1 - friend.daring), "what is done is done")
    weigh(3 * friend.fear[killer], "{friend} is afraid of {killer}")
    takes(hours(2))
    friend.anger[killer] -= 0.5
    means(Defence(friend, dead, 0.2))


@event()
def cannot_hold(holder: Character):
    """Too many have turned away: {holder} cannot hold it any more."""
    when(count(x for x in Character if x.risen == holder) >= 3, any(o.holder == holder for o in Office))
    for o in Office:
        if o.holder == holder:
            o.holder = nobody
    means(Loss(holder, 0.6))
