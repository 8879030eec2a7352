"""Ballots (Y15): the exception in the law, the call, each member's hand, the tally, and its effect.

A law that allows naming a new holder must be invoked first, in answer to whoever objects that the seat cannot be taken. Then
the mover may call for hands; each member raises one by an own picture and own wishes, and may be deceived, frightened or
persuaded. The tally has effect at once.

needs: council, office, law, letters, ties, feelings, perception
"""
from moshimo.rules import *


class Vote(Choice):
    silent, aye, no


class Council:
    closes: Moment = known(never)
    ayes: int = known(0)
    noes: int = known(0)


class Character:
    vote: Vote = known(silent)


vote_leaning = number(0.45)                  # how much of either wish there is in somebody undecided
vote_sharpness = number(20)


def conviction(lean: Lean) -> Amount:        # squared: nobody raises a hand by mere chance for what they think wrong
    return max(0, vote_leaning + lean) * max(0, vote_leaning + lean)


def in_favour(voter: Character, mover: Character, over: Character, holder: Character) -> Lean:
    for_mover = 0.6 * voter.trust[mover] + 0.3 * voter.fear[mover] + 0.2 * (voter.respect[mover] - voter.respect[holder])
    for_holder = 0.5 * voter.trust[holder]
    of_the_other = 0.6 * voter.fear[over] - 0.5 * voter.affection[over]
    return for_mover - for_holder + of_the_other


@action(speech=True)
def invoke(invoker: Character, law: Law, council: Council):
    """{invoker} invokes {law} before {council}."""
    when(council.mover == invoker, invoker.place == council.seat, law.in_force, law.allows == naming, not law.invoked)
    when(recalls(invoker, Objection(None, invoker), within=hours(3)))
    weigh(8, "nothing else gives {invoker} the right")
    deter(0.3 * invoker.lawful, "it is meant for the worst hour only")
    takes(seconds(20))
    law.invoked = True
    means(Stir(0.3))
    say(invoker, "So it is, in quiet years. But the law knows an hour of need, and if this is not that hour, I pray never to see it.")


@action(speech=True)
def call_vote(caller: Character, council: Council, law: Law):
    """{caller} calls {council} to the vote under {law}."""
    when(council.mover == caller, caller.place == council.seat, not council.voting, law.in_force, law.allows == naming, law.invoked)
    weigh(9, "{caller} means to have it decided")
    takes(seconds(10))
    council.voting = True
    council.ayes = 0
    council.noes = 0
    council.closes = now + seconds(100)
    for x in Character:
        x.vote = silent
    means(Stir(0.4))
    say(caller, "Who is against it? And who is for it? Let me see your hands.")


@action(answers=call_vote, within=seconds(90))
def vote_for(voter: Character, caller: Character, council: Council):
    """{voter} raises a hand for {caller}."""
    when(voter.member == council, council.voting, voter.vote == silent, voter.place == council.seat)
    weigh(vote_sharpness * conviction(in_favour(voter, caller, council.over, council.office.holder)), "{voter} thinks it best")
    voter.vote = aye
    takes(seconds(3))
    council.ayes += 1


@action(answers=call_vote, within=seconds(90))
def vote_against(voter: Character, caller: Character, council: Council):
    """{voter} raises a hand against {caller}."""
    when(voter.member == council, council.voting, voter.vote == silent, voter.place == council.seat)
    weigh(vote_sharpness * conviction(-in_favour(voter, caller, council.over, council.office.holder)), "{voter} thinks it wrong")
    voter.vote = no
    takes(seconds(3))
    council.noes += 1


@action(speech=True)
def carry(teller: Character, council: Council, office: Office, holder: Character):
    """{teller} counts the hands: {council} has named {teller} in {holder}'s place."""
    when(council.mover == teller, council.voting, now > council.closes, office == council.office, holder == office.holder)
    when(2 * council.ayes > count(x for x in Character if x.member == council), may_hold(teller, office))
    weigh(15, "the vote is carried")
    takes(seconds(10))
    office.holder = teller
    office.seated = False
    council.voting = False
    council.mover = nobody
    council.sits_until = now + minutes(30)
    teller.asks_for = council.over
    teller.asks_by = now + minutes(30)
    means(Loss(holder, 0.6))
    means(Stir(0.5))
    say(teller, "It is decided. From this breath on, the office is mine.")


@action(speech=True)
def declare_lost(teller: Character, council: Council, mover: Character):
    """{teller} counts the hands: the motion of {mover} is lost."""
    when(council.voting, mover == council.mover, now > council.closes, teller.place == council.seat, teller.member == council)
    when(2 * council.ayes <= count(x for x in Character if x.member == council))
    weigh(3, "the motion has failed")
    takes(seconds(10))
    council.voting = False
    council.mover = nobody
    council.over = nobody
    council.sits_until = now + minutes(5)
    means(Defeat(mover, council))
    means(Stir(0.3))
    say(teller, "It does not carry. Let us go home.")


@event(of=Defeat)
def need_is_over(council, law: Law):
    """{law} sleeps again."""
    when(law.invoked)
    law.invoked = False


@event(of=move_motion)
def need_is_to_be_shown(council, law: Law):
    """That there is need, as {law} has it, has to be shown anew."""
    when(law.invoked)
    law.invoked = False
