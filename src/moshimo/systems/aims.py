"""Aims (Y21): what somebody wants for a lifetime, how much hope there is of it, and what it does to them to lose it.

`wants[office]` is the wish to hold an office, `hope[office]` the belief that it will come to pass; `ward` is whom one
has sworn to look after. What furthers an aim, as its owner believes, has weight.

needs: ties, feelings, office, law, speech, perception
"""
from moshimo.rules import *


class Character:
    avows: Level[Office] = known(0.0)        # how much everybody has heard one wants it
    wants: Level[Office] = private(0.0, guess=is_said_to_want)
    hope: Level[Office] = private(0.5)
    ward: Level[Character] = private(0.0)


def is_said_to_want(mind: Character, who: Character, office: Office) -> Level:
    return who.avows[office]


@worth
def to_hold_it(mind, office: Office):
    when(mind.wants[office] > 0.1, office.holder == mind)
    weigh(10 * mind.wants[office], "{mind} holds {office}")


@appraisal(of=claim)
def another_claims_it(claimant, office, holder, mind):
    """{mind} sees {office} slip away."""
    when(mind != claimant, mind.wants[office] > 0.2)
    mind.hope[office] -= 0.4 + 0.4 * max(0, -mind.affection[claimant])


@appraisal()
def an_enemy_holds_it(mind: Character, office: Office, holder: Character):
    """{mind} sees {office} in hands that will never give it up."""
    when(mind.wants[office] > 0.2, holder == office.holder, holder != mind, mind.affection[holder] < -0.1)
    mind.hope[office] -= 0.4


@appraisal()
def shut_out(mind: Character, office: Office):
    """{mind} knows that {office} is closed to {mind} for ever."""
    when(mind.wants[office] > 0.2, not may_hold(mind, office))
    mind.hope[office] = 0.0
    mind.grief += 0.4 * mind.wants[office]


@appraisal()
def dream_lost(mind: Character, office: Office):
    """{mind} believes the dream of a lifetime lost."""
    when(mind.wants[office] > 0.3, mind.hope[office] < 0.4)
    mind.grief += 0.5 * mind.wants[office]
    mind.stirred += 0.3


@appraisal()
def dream_won(mind: Character, office: Office):
    """{mind} has what {mind} always wanted."""
    when(mind.wants[office] > 0.3, office.holder == mind)
    mind.hope[office] = 1.0
    mind.joy += mind.wants[office]
    mind.pride += 0.5


@reason(of=claim)
def ambition(claimant, office, holder):
    when(not forbidden(seizure))
    weigh(0.2 * leisure(claimant) * claimant.wants[office], "{claimant} has always wanted {office}, and no law is in the way")


@reason(of=rebut)
def sworn_to(speaker, by, to):
    weigh(8 * speaker.ward[to], "{speaker} has sworn to look after {to}")


@reason(of=walk)
def keeps_an_eye_on(walker, to):
    weigh(leisure(walker) * (1 - late()) * most(walker.ward[x] for x in Character if x != walker and x.place == to), "{walker} has sworn to look after somebody there")
