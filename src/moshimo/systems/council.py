"""Councils (Y15): who sits in one, a motion with its grounds, protest, and the hearing.

Who has a voice in a council may lay a case before it against somebody, and against the holder of its office who shields
them. The one spoken of is to be heard at an hour; before that, and until hands are raised, the mover may lose heart. Who has lost
a motion has lost standing with it, and moves it again only on a new ground: new harm, or somebody of the council who has come over.

needs: office, law, ties, feelings, speech, letters, perception
"""
from moshimo.rules import *


class Defeat(Deed):                           # `mover` does not get through with a motion
    mover: Character
    council: Council


class Council:
    seat: Place = known(nowhere)
    office: Office = known(nothing)          # the office whose holder it can name
    sits_until: Moment = known(never)
    mover: Character = known(nobody)         # who has a motion before it
    over: Character = known(nobody)          # on whose account
    hour: Moment = known(never)              # when that one is to be heard
    voting: bool = known(False)


class Character:
    member: Council = known(nothing)         # has a vote in it
    voice: Council = known(nothing)          # may speak and move in it
    nerve: Level = private(0.5)              # how little the thought of losing frightens one


def sits_in(who: Character, council: Council) -> bool:
    return who.member == council or who.voice == council or council.office.holder == who or council.over == who


def missing(council: Council) -> Level:       # the share of its members who are not there
    return count(x for x in Character if x.member == council and x.place != council.seat) / (1 + count(x for x in Character if x.member == council))


def comes_over(mind: Character, member: Character, accused: Character, council: Council) -> bool:   # has spoken against `accused` since
    return member.member == council and since(mind, Charge(member, accused)) < since(mind, Defeat(mind, council))


def fallen(mover: Character, accused: Character, council: Council) -> bool:    # nothing is new since the last motion
    lost = since(mover, Defeat(mover, council))
    return lost < days(30) and since(mover, Harm(accused, None)) > lost and not any(comes_over(mover, x, accused, council) for x in Character)


@reason(of=walk)
def in_session(walker, to):
    when(any(x.seat == walker.place and now < x.sits_until and sits_in(walker, x) for x in Council))
    deter(0.998, "the council is sitting")


@reason(of=walk)
def risen(walker, to):
    when(walker.member != nothing, walker.member.seat == walker.place, to == walker.home, walker.member.sits_until != never, now > walker.member.sits_until)
    weigh(4, "the council has risen")


@event()
def complete(speaker: Character, council: Council):
    """{council} has come together, and {speaker} with it."""
    when(council.seat != nowhere, speaker.voice == council, speaker.place == council.seat, now < council.sits_until, missing(council) <= 0)
    means(Stir(0.3))


@action(speech=True)
def move_motion(mover: Character, accused: Character, council: Council, holder: Character):
    """{mover} lays before {council} a case against {accused}, and against {holder}, who shields {accused}."""
    when(council == mover.voice, mover.place == council.seat, council.mover == nobody, now < council.sits_until)
    when(holder == council.office.holder, holder != mover, accused != mover, accused != holder, not fallen(mover, accused, council))
    dread = max(0, mover.fear[accused] - 0.2) + 0.5 * max(0, -mover.affection[accused] - 0.2)
    weigh(leisure(mover) * 2 * mover.wants[council.office] * clip(3 * dread - 0.4, 0, 1), "{mover} wants {holder}'s place, and here is a way")
    weigh(leisure(mover) * 1.5 * dread, "{mover} thinks {accused} a danger")
    deter(max(0, mover.affection[accused]), "{mover} is fond of {accused}")
    deter(0.9 * (1 - mover.nerve), "{mover} may lose everything by it")
    deter(4 * missing(council), "not all of {council} have come")
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
    weigh(10 * close(speaker, accused), "{speaker} is fond of {accused}")
    weigh(4 * max(0, -speaker.trust[mover] - 0.2), "{speaker} does not trust {mover}")
    deter(0.7 * speaker.fear[mover], "{speaker} is afraid of {mover}")
    takes(seconds(40))
    means(Defence(speaker, accused, 0.4))
    means(Stir(0.2))
    if speaker.affection[accused] > 0.5:
        say(speaker, "No. You will have to say it to my face, {mover}, and then you will have to hear my answer.")
    else:
        say(speaker, "I have heard thin cases in this room, {mover}. None so thin as that.")


@event()
def stands_before(accused: Character, council: Council):
    """{accused} stands before {council}."""
    when(council.over != nobody, council.mover != nobody, accused == council.over, accused.place == council.seat)
    means(Stir(0.35))


@action(speech=True)
def plead_for(pleader: Character, accused: Character, mover: Character, council: Council):
    """{pleader} stands before {accused} and pleads with {mover}."""
    when(council.mover != nobody, mover == council.mover, accused == council.over, pleader.place == council.seat)
    when(pleader != accused, pleader != mover, accused.citizen, here(pleader, accused), here(pleader, mover))
    weigh(9 * max(0, close(pleader, accused) - 0.3), "{pleader} loves {accused}")
    deter(0.5 * pleader.fear[mover], "{pleader} is afraid of {mover}")
    takes(seconds(30))
    means(Defence(pleader, accused, 0.6))
    means(Stir(0.3))
    if pleader.grief > 0.3:
        say(pleader, "Look at {accused}, all of you, and say it again. Count what has been given for you in the dark, without a word of thanks, and then say it again!")
    else:
        say(pleader, "I ask you to stop here, {mover}. It can still be stopped.")


@action(answers=plead_for, speech=True)
def refuse_plea(mover: Character, pleader: Character, accused: Character):
    """{mover} waves {pleader}'s plea aside."""
    weigh(5 + 5 * max(0, -mover.affection[accused]), "{mover} has long decided")
    deter(mover.mercy, "{mover} is moved")
    takes(seconds(10))
    means(Insult(mover, pleader, 0.2))
    say(mover, "Tears are not an argument, {pleader}.")


@action(speech=True)
def withdraw(mover: Character, council: Council):
    """{mover} takes back what {mover} has moved in {council}."""
    when(council.mover == mover, not council.voting, mover.place == council.seat)
    weigh(leisure(mover) * (1 - mover.nerve) * 0.2, "{mover} is afraid to lose")
    weigh(2 * (1 - mover.nerve) * recalls(mover, Objection(None, mover), within=minutes(15)) * (not allowed(naming)), "the law has been thrown in {mover}'s face")
    weigh((1 - mover.nerve) * count(x for x in Character if recalls(mover, rebut(x, mover), within=minutes(15))), "too many have spoken against it")
    weigh(leisure(mover) * mover.mercy * max(0, mover.affection[council.over]), "{mover} is sorry for it")
    deter(0.9 * mover.wants[council.office], "who gives up now has given up for good")
    takes(seconds(20))
    council.mover = nobody
    council.over = nobody
    means(Defeat(mover, council))
    means(Stir(0.2))
    say(mover, "I see that the hour is not ripe. Let it rest, then.")


@appraisal(of=Defeat)
def comes_down(mover, council, mind):
    """{mind} thinks less of {mover}."""
    when(mind != mover, sits_in(mind, council))
    mind.respect[mover] -= 0.15
    mind.trust[mover] -= 0.15
    mind.fear[mover] -= 0.1


@appraisal(of=Defeat)
def smarts(mover, council, mind):
    """{mind} has lost face."""
    when(mind == mover)
    mind.shame += 0.3
    mind.pride -= 0.3


@reason(of=object_to)
def keeper_of_the_law(objector, claimant, holder, law):
    when(objector.member != nothing)
    weigh(2 * objector.lawful, "the council keeps the law, whoever it serves")


@reason(of=accuse)
def case_to_make(accuser, accused):
    when(accuser.voice != nothing, accuser.voice.over == accused, accuser.place == accuser.voice.seat)
    when(accuser.voice.mover == accuser or accuser.voice.office.holder == accuser)
    weigh(2.5, "{accuser} has a case to make")
    deter(0.8 * recalls(accuser, stands_before(accused, None), within=minutes(2)), "{accused} is to look round first")


@reason(of=claim)
def case_is_made(claimant, office, holder):
    when(claimant.voice != nothing, claimant.voice.mover == claimant, claimant.voice.office == office)
    when(recalls(claimant, accuse(claimant, None), within=hours(3)) or now > claimant.voice.hour)
    weigh(4 * claimant.wants[office], "{claimant} wants {office}, and the case is made")
    deter(0.8 * recalls(claimant, accuse(claimant, None), within=minutes(2)), "they are to answer first")
