"""Councils (Y15): a motion with its grounds, the hearing, the call, the ballot, the tally and its effect.

Who has a voice in a council may lay a case before it against somebody, and against the holder of its office who shields
them. The one spoken of is to be heard at an hour. A law that allows naming a new holder must be invoked first; then the mover
may call for hands, each member raises one by an own picture and own wishes, and the tally has effect at once.

needs: office, law, ties, feelings, speech, letters, perception
"""
from moshimo.rules import *


class Vote(Choice):
    silent, aye, no


class Council:
    seat: Place = known(nowhere)
    office: Office = known(nothing)          # the office whose holder it can name
    sits_until: Moment = known(never)
    mover: Character = known(nobody)         # who has a motion before it
    over: Character = known(nobody)          # on whose account
    hour: Moment = known(never)              # when that one is to be heard
    voting: bool = known(False)
    closes: Moment = known(never)
    ayes: int = known(0)
    noes: int = known(0)


class Character:
    member: Council = known(nothing)         # has a vote in it
    voice: Council = known(nothing)          # may speak and move in it
    nerve: Level = private(0.5)              # how little the thought of losing frightens one
    mercy: Level = private(0.5)
    vote: Vote = known(silent)


vote_leaning = number(0.4)                   # how much of either wish there is in somebody undecided
vote_sharpness = number(8)


def in_favour(voter: Character, mover: Character, over: Character, holder: Character) -> Lean:
    for_mover = 0.6 * voter.trust[mover] + 0.3 * voter.fear[mover] + 0.2 * (voter.respect[mover] - voter.respect[holder])
    for_holder = 0.5 * voter.trust[holder]
    of_the_other = 0.6 * voter.fear[over] - 0.5 * voter.affection[over]
    return for_mover - for_holder + of_the_other


def sits_in(who: Character, council: Council) -> bool:
    return who.member == council or who.voice == council or council.office.holder == who


@reason(of=walk)
def in_session(walker, to):
    when(any(x.seat == walker.place and now < x.sits_until and sits_in(walker, x) for x in Council))
    deter(0.95, "the council is sitting")


@action(speech=True)
def move_motion(mover: Character, accused: Character, council: Council, holder: Character):
    """{mover} lays before {council} a case against {accused}, and against {holder}, who shields {accused}."""
    when(council == mover.voice, mover.place == council.seat, council.mover == nobody, now < council.sits_until)
    when(holder == council.office.holder, holder != mover, accused != mover, accused != holder)
    dread = max(0, mover.fear[accused] - 0.2) + 0.5 * max(0, -mover.affection[accused] - 0.2)
    weigh(leisure(mover) * 0.6 * mover.wants[council.office] * min(1, 2 * dread), "{mover} wants {holder}'s place, and here is a way")
    weigh(leisure(mover) * 0.4 * dread, "{mover} thinks {accused} a danger")
    deter(max(0, mover.affection[accused]), "{mover} is fond of {accused}")
    deter(0.9 * (1 - mover.nerve), "{mover} may lose everything by it")
    takes(minutes(2))
    council.mover = mover
    council.over = accused
    council.hour = now + minutes(45)
    council.sits_until = max(council.sits_until, now + hours(2))
    mover.asks_for = accused
    mover.asks_by = now + minutes(40)
    means(Threat(mover, accused, 0.7))
    means(Threat(mover, holder, 0.4))
    means(Stir(0.3))
    say(mover, "I ask the council to weigh two names tonight. {accused}, whom we have borne too long. And {holder}, who will not see it.")


@action(answers=move_motion, speech=True)
def oppose(speaker: Character, mover: Character, accused: Character):
    """{speaker} protests against {mover}'s motion."""
    when(speaker != mover)
    weigh(10 * max(0, speaker.affection[accused] - 0.2), "{speaker} is fond of {accused}")
    weigh(4 * max(0, -speaker.trust[mover] - 0.2), "{speaker} does not trust {mover}")
    deter(0.7 * speaker.fear[mover], "{speaker} is afraid of {mover}")
    takes(seconds(40))
    means(Defence(speaker, accused, 0.4))
    means(Stir(0.2))
    if speaker.affection[accused] > 0.5:
        say(speaker, "No. You will have to say it to my face, {mover}, and then you will have to hear my answer.")
    else:
        say(speaker, "I have heard thin cases in this room, {mover}. None so thin as that.")


@action(speech=True)
def plead_for(pleader: Character, accused: Character, mover: Character, council: Council):
    """{pleader} stands before {accused} and pleads with {mover} and the elders."""
    when(council.mover != nobody, mover == council.mover, accused == council.over, pleader.place == council.seat)
    when(pleader != accused, pleader != mover, accused.citizen, here(pleader, accused), here(pleader, mover))
    weigh(9 * max(0, pleader.affection[accused] - 0.3), "{pleader} loves {accused}")
    deter(0.5 * pleader.fear[mover], "{pleader} is afraid of {mover}")
    takes(seconds(30))
    means(Defence(pleader, accused, 0.6))
    means(Stir(0.3))
    if pleader.grief > 0.3:
        say(pleader, "Look at this child and say it again. Count the nights {accused} has bled for you, all of you, and then say it again!")
    else:
        say(pleader, "I ask you to stop here, {mover}. It can still be stopped.")


@action(answers=plead_for, speech=True)
def refuse_plea(mover: Character, pleader: Character, accused: Character):
    """{mover} waves {pleader}'s plea aside."""
    weigh(3 + 3 * max(0, -mover.affection[accused]), "{mover} has long decided")
    deter(mover.mercy, "{mover} is moved")
    takes(seconds(10))
    means(Insult(mover, pleader, 0.2))
    say(mover, "Tears are not an argument, {pleader}.")


@action(speech=True)
def withdraw(mover: Character, council: Council):
    """{mover} takes back what {mover} has moved in {council}."""
    when(council.mover == mover, not council.voting, mover.place == council.seat)
    weigh(leisure(mover) * (1 - mover.nerve) * 1.5, "{mover} is afraid to lose")
    weigh(leisure(mover) * mover.mercy * max(0, mover.affection[council.over]), "{mover} is sorry for it")
    takes(seconds(20))
    council.mover = nobody
    council.over = nobody
    means(Stir(0.2))
    say(mover, "I see that the hour is not ripe. Let it rest, then.")


@reason(of=accuse)
def case_to_make(accuser, accused):
    when(accuser.voice != nothing, accuser.voice.mover == accuser, accuser.voice.over == accused, accuser.place == accuser.voice.seat)
    weigh(6, "{accuser} has a case to make")


@reason(of=claim)
def case_is_made(claimant, office, holder):
    when(claimant.voice != nothing, claimant.voice.mover == claimant, claimant.voice.office == office)
    when(recalls(claimant, accuse(claimant, None), within=hours(3)) or now > claimant.voice.hour)
    weigh(9 * claimant.wants[office], "{claimant} wants {office}, and the case is made")


@action(speech=True)
def invoke(invoker: Character, law: Law, council: Council):
    """{invoker} invokes {law} before {council}."""
    when(council.mover == invoker, invoker.place == council.seat, law.in_force, law.allows == naming, not law.invoked)
    when(recalls(invoker, claim(invoker, None, None), within=hours(3)))
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
    weigh(vote_sharpness * max(0, vote_leaning + in_favour(voter, caller, council.over, council.office.holder)), "{voter} thinks it best")
    takes(seconds(3))
    voter.vote = aye
    council.ayes += 1


@action(answers=call_vote, within=seconds(90))
def vote_against(voter: Character, caller: Character, council: Council):
    """{voter} raises a hand against {caller}."""
    when(voter.member == council, council.voting, voter.vote == silent, voter.place == council.seat)
    weigh(vote_sharpness * max(0, vote_leaning - in_favour(voter, caller, council.over, council.office.holder)), "{voter} thinks it wrong")
    takes(seconds(3))
    voter.vote = no
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
    means(Loss(holder, 0.6))
    means(Stir(0.5))
    say(teller, "It is decided. From this breath on, the office is mine.")


@action(speech=True)
def declare_lost(teller: Character, council: Council):
    """{teller} counts the hands: the motion is lost."""
    when(council.voting, now > council.closes, teller.place == council.seat, teller.member == council)
    when(2 * council.ayes <= count(x for x in Character if x.member == council))
    weigh(3, "the motion has failed")
    takes(seconds(10))
    council.voting = False
    council.mover = nobody
    council.over = nobody
    means(Stir(0.3))
    say(teller, "It does not carry. Let us go home.")
