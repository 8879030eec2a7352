"""Offices and insignia (Y13): one holder, a seat, powers, signs; claimed, taken up, resigned, handed over.

Whoever holds the office has its powers from that moment. Powers need a reason too: those who use them have their own.

needs: ties, feelings, aims, law, standing, things, perception
"""
from moshimo.rules import *


class Office:
    holder: Character = known(nobody)
    seat: Place = known(nowhere)
    sign: Thing = known(nothing)             # the thing that shows it
    seated: bool = known(True)               # whether its holder has sat down in it
    may_exile: bool = known(False)
    barred: bool[Character] = known(False)


class Character:
    weary: Level = private(0.0)              # tired of what one bears
    aide: Office = known(nothing)            # at whose holder's side one works
    at_service: bool = known(False)          # can be sent on errands


@inference(sure=0.7)
def sure_to_be_there(mind: Character, who: Character, office: Office):
    """{mind} expects to find {who} at the seat of {office}."""
    when(office.seat != nowhere, mind.due_place == office.seat, who != mind, who == office.holder or who.aide == office)
    when(not sees(mind, who))
    who.place = office.seat


@action(speech=True)
def claim(claimant: Character, office: Office, holder: Character):
    """{claimant} claims {office} from {holder}."""
    when(holder == office.holder, claimant != holder, claimant.place == office.seat, may_hold(claimant, office))
    deter(0.5 * max(0, claimant.trust[holder]) + 0.7 * claimant.fear[holder], "{claimant} shrinks from {holder}")
    takes(seconds(15))
    means(Threat(claimant, holder, 0.5))
    means(Insult(claimant, holder, 0.4))
    means(Stir(0.5))
    if claimant.pride > 0.4:
        say(claimant, "The last word is the holder's. So hear it: I am {office} now, and this is my last word.")
    else:
        say(claimant, "You speak of {office}, {holder}? You are looking at the next to bear that name.")


@action()
def take_up(holder: Character, office: Office):
    """{holder} sits down in the chair of {office} and begins to give orders."""
    when(office.holder == holder, not office.seated, holder.place == office.seat)
    weigh(4 + 6 * holder.wants[office], "{office} is {holder}'s now")
    deter(holder.grief, "{holder} has no heart for it")
    takes(seconds(20))
    office.seated = True
    means(Honour(holder, holder, 0.3))


@action(again=hours(2))
def put_on(holder: Character, office: Office, thing: Thing):
    """{holder} puts on {thing}."""
    when(office.holder == holder, thing == office.sign, thing.bearer == holder, not thing.worn)
    weigh(4 + 6 * holder.wants[office], "{office} is {holder}'s now")
    takes(seconds(6))
    thing.worn = True
    means(Honour(holder, holder, 0.5))


@action(speech=True)
def resign(holder: Character, office: Office):
    """{holder} lays down {office}."""
    when(office.holder == holder, holder.place != holder.home)
    weigh(leisure(holder) * (0.5 * max(0, holder.shame - 0.5) + 0.5 * max(0, holder.weary - 0.5)), "{holder} is tired of bearing it")
    deter(1.1 * holder.wants[office], "{holder} wants to keep {office}")
    takes(seconds(30))
    office.holder = nobody
    means(Loss(holder, 0.3))
    means(Stir(0.5))
    say(holder, "Let somebody else sit there. I have sat there long enough.")


@action(speech=True)
def hand_over(holder: Character, heir: Character, office: Office):
    """{holder} makes {heir} {office}."""
    when(office.holder == holder, heir != holder, sees(holder, heir), may_hold(heir, office))
    weigh(leisure(holder) * 2 * max(0, holder.weary - 0.5) * holder.respect[heir] * max(0, holder.trust[heir]), "{holder} thinks {heir} fit for it")
    deter(holder.wants[office], "{holder} wants to keep {office}")
    takes(seconds(20))
    office.holder = heir
    office.seated = False
    means(Honour(holder, heir, 0.8))
    means(Stir(0.5))
    say(holder, "It was only ever lent to me, {heir}. Now it is lent to you.")


@event(of=hand_over)
def sign_changes_hands(holder, heir, office):
    """The sign of the office changes hands."""
    for t in Thing:
        if t == office.sign and t.bearer == holder:
            t.bearer = heir
            t.owner = heir
            t.worn = False
