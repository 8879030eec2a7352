"""Succession (Y13): an office passes on: by its holder's own will, or because the holder is dead; and the new one feels the duty.

Who gives up an office has things at its seat, and knows who has it now. The new one sends for friends. Those who have taken the old
one for the holder are sent on. Whoever is given the care of all the others is asked whether they are ready for it.

needs: celebration, rescue, signs, errands, company, challenge, office, things, body, bargain, knowledge, aims, ties, feelings, space, perception
"""
from moshimo.rules import *


class Character:
    duty: Level = private(0.0)               # how much one feels answerable for all of them


@event(of=hand_over)
def leaves_the_seat(holder, heir, office):
    """{holder} has no more business at the seat of {office}."""
    means(Quits(holder, office.seat))


@event(of=hand_over)
def something_else_now(heir):
    """{heir} has something else to do now."""
    when(heir.bound != nowhere)
    heir.bound = nowhere


@reason(of=walk)
def not_answered_yet(walker, to):
    when(walker.claimed, walker.disputes.holder != walker, sees(walker, walker.disputes.holder))
    deter(0.95 * (walker.disputes.holder.bested == walker), "{walker} has not had an answer yet")


@reason(of=walk)
def has_not_answered_yet(walker, to):
    when(walker.bested != nobody, walker.bested.disputes.holder == walker, sees(walker, walker.bested))
    deter(0.95 * (not recalls(walker, keep_office(walker, None), within=hours(6))), "somebody is waiting for an answer")


@reason(of=walk)
def where_two_have_it_out(walker, to):
    when(not to.healing, any(x != walker and x.disputes != nothing and x.disputes.holder != x and x.disputes.holder.place == to and x.place == to for x in Character))
    deter(0.6 + 0.4 * walker.upholds, "it is for two alone")
    deter(0.9 * recalls(walker, hold_back(None, walker, None), within=hours(3)), "{walker} has been asked to stay out of it")


@reason(of=start_to_help)
def asked_to_stay_out(helper, fighter):
    deter(0.95 * recalls(helper, hold_back(None, helper, fighter), within=hours(3)), "{helper} has been asked to stay out of it")
    deter(0.8 * (in_company(helper) or helper.called_to != nowhere), "there may be news of {fighter} where they are going")


@reason(of=walk)
def they_will_come(walker, to):
    when(any(o.holder == walker and o.lookout == walker.place for o in Office), recalls(walker, call_friends(walker), within=hours(2)))
    deter(0.97, "they will be here any minute")


@event(of=resign)
def leaves_the_chair(holder, office):
    """{holder} has no more business at the seat of {office}."""
    means(Quits(holder, office.seat))


@event(of=call_friends)
def where_they_are_received(holder, messenger, office: Office):
    """{holder} means the seat of {office}."""
    when(office.holder == holder, office.seat != nowhere)
    means(Sent(holder, messenger, office.seat))


@event()
def falls_vacant(office: Office, holder: Character):
    """{holder} is dead, and {office} is nobody's."""
    when(holder == office.holder, holder != nobody, not holder.alive)
    office.holder = nobody
    means(Stir(0.5))


@action(again=hours(2))
def take_from_the_dead(taker: Character, dead: Character, office: Office, sign: Thing):
    """{taker} takes {sign} off {dead}, and is {office}."""
    when(taker.disputes != nothing, office == taker.disputes, office.holder == nobody, sign == office.sign, dead == sign.bearer, not dead.alive, here(taker, dead), may_hold(taker, office))
    weigh(3 * taker.wants[office], "that is what {taker} came for")
    deter(taker.grief, "{taker} cannot touch it now")
    deter(0.5 * taker.mercy * max(0, taker.affection[dead]), "not like this")
    takes(seconds(10))
    sign.bearer = taker
    sign.owner = taker
    sign.worn = False
    dead.wears = nothing
    office.holder = taker
    office.seated = False


@action(answers=ask_why_called, speech=True, within=minutes(3), again=minutes(20))
def send_on(host: Character, asker: Character, office: Office, to: Place):
    """{host} understands who has sent for them, and sends them on to {to}."""
    when(office.seat == host.place, office.holder != host, office.holder != nobody, office.lookout != nowhere, to == office.lookout, can_hear(host, asker))
    weigh(16 * recalls(host, deny_calling(host, None), within=minutes(3)), "only one can have sent for them")
    takes(seconds(4))
    say(host, "Oh. You might try the roof.")


@event(of=send_on)
def is_sent_on(host, to, guest: Character):
    """{guest} hears that it is {to}."""
    when(here(host, guest), guest != host, guest.called_to == host.place, awake(guest))
    guest.called_to = nowhere
    guest.bound = nowhere
    guest.due_place = to
    guest.due_at = now + minutes(2)


@reason(of=look_out)
def lies_where_one_cannot_see_them(watcher, missing):
    when(missing.place.healing)
    deter(0.99, "{missing} lies where the wounded lie")


@reason(of=walk)
def where_one_was_sent(walker, to):
    when(to != walker.due_place, recalls(walker, is_sent_on(None, walker.due_place, walker), within=minutes(15)))
    deter(0.95, "{walker} has just been told where to look")


@action(speech=True, again=minutes(20))
def look_further(guest: Character, office: Office, to: Place):
    """{guest} has waited long enough where they were called to, and says that nobody has looked on {to}."""
    when(guest.called_to == guest.place, office.seat == guest.place, office.lookout != nowhere, to == office.lookout)
    when(recalls(guest, is_called(None, guest.place, guest), within=hours(4)), not recalls(guest, is_called(None, guest.place, guest), within=hours(1)))
    weigh(24 * guest.forward, "nobody comes, and there is one more door")
    deter(0.97 * recalls(guest, ask_why_called(None, None, guest.place), within=minutes(10)), "somebody is here who can be asked")
    takes(seconds(4))
    guest.called_to = nowhere
    guest.bound = nowhere
    guest.due_place = to
    guest.due_at = now + minutes(2)
    say(guest, "Nobody is coming. Has anybody looked on the roof?")


@event(of=look_further)
def looks_too(guest, to, other: Character):
    """{other} hears that it may be {to}."""
    when(here(guest, other), other != guest, other.called_to == guest.place, awake(other))
    other.called_to = nowhere
    other.bound = nowhere
    other.due_place = to
    other.due_at = now + minutes(2)


@action(speech=True, again=hours(1))
def ask_up(holder: Character, friend: Character, office: Office, to: Place):
    """{holder} tells {friend} who has sent for them, and that it is to {to} that they are to come."""
    when(office.holder == holder, office.lookout != nowhere, to == office.lookout, holder.place != to, can_hear(holder, friend), not friend.at_service)
    when(recalls(holder, call_friends(holder), within=hours(2)), holder.affection[friend] > 0.3, not recalls(holder, ask_up(holder, friend), within=hours(1)))
    weigh(20, "{friend} is one of those who were to come")
    takes(seconds(4))
    say(holder, "I was the one who sent for you. Come up to the roof, all of you. You are to see it from there.")


@event(of=ask_up)
def is_asked_up(holder, to, guest: Character):
    """{guest} hears that it is {to}."""
    when(here(holder, guest), guest != holder, holder.affection[guest] > 0.3, not guest.at_service, awake(guest))
    guest.called_to = nowhere
    guest.leads_to = nowhere
    guest.going_with = nobody
    guest.bound = nowhere
    guest.due_place = to
    guest.due_at = now + minutes(2)


def has_not_seen_it(mind: Character, friend: Character, hero: Character) -> bool:      # as far as `mind` can tell
    return friend != mind and sees(mind, friend) and friend.called_to == mind.place and not recalls(mind, embrace(friend, hero), within=hours(6))


@action(speech=True, again=hours(6))
def say_who_holds_it(teller: Character, hero: Character, office: Office):
    """{teller} has seen {hero}, and tells the others what {hero} was wearing."""
    when(teller.glad_for != nobody, hero == teller.glad_for, office.holder == hero, office.sign != nothing, hero.wears == office.sign, not sees(teller, hero))
    when(any(has_not_seen_it(teller, x, hero) for x in Character), not recalls(teller, say_who_holds_it(None, hero), within=hours(6)))
    weigh(14, "the others do not know yet")
    takes(seconds(5))
    for x in Character:
        if x != teller and here(x, teller):
            inform(x, hero.wears)
    say(teller, "I have met {hero}. I have seen what {hero} has on. It is over, and it went the right way.")


@action(answers=give_up_hope, speech=True, within=minutes(1), again=hours(6))
def know_better(teller: Character, thinker: Character, loser: Character):
    """{teller} has seen {loser}, and tells {thinker} that it is the other way round."""
    when(can_hear(teller, thinker), loser == teller.glad_for, loser.disputes.sign != nothing, loser.wears == loser.disputes.sign)
    when(not recalls(teller, know_better(None, None, loser), within=hours(1)), not recalls(teller, say_who_holds_it(None, loser), within=hours(1)))
    weigh(30, "{teller} has seen what {loser} has on")
    takes(seconds(4))
    for x in Character:
        if x != teller and here(x, teller):
            inform(x, loser.wears)
    say(teller, "No, {thinker}. I have seen {loser}. It is the other way round.")


# The new one -------------------------------------------------------------------------------------------


@appraisal()
def duty_dawns(mind: Character, office: Office):
    """{mind} begins to see what has been put into {mind}'s hands."""
    when(office.holder == mind)
    mind.duty += 0.3 + 0.5 * mind.mercy


@action(again=days(1))
def take_it_in(holder: Character, office: Office):
    """{holder} stands there with closed eyes, and lets it be true."""
    when(office.holder == holder, office.sign != nothing, holder.wears == office.sign, recalls(holder, hand_over(None, holder), within=hours(1)), not recalls(holder, take_it_in(holder), within=days(1)))
    weigh(30 * holder.wants[office], "{holder} has wanted it for a lifetime")
    takes(minutes(6) + minutes(25) * max(holder.hurt, holder.fatigue))
    holder.fatigue -= 0.5 * holder.fatigue
    holder.restless = 1.0


@reason(of=take_it_in)
def not_on_the_way(holder, office):
    when(recalls(holder, call_friends(holder), within=hours(2)), holder.place != office.lookout)
    deter(0.98, "the others are on their way")


@reason(of=call_friends)
def when_it_has_sunk_in(holder, messenger):
    deter(0.97 * doing(holder, take_it_in), "{holder} cannot say it yet")


@reason(of=walk)
def somebody_is_here_to_send(walker, to):
    when(recalls(walker, hand_over(None, walker), within=hours(2)), recalls(walker, put_on(walker), within=hours(2)))
    deter(0.97 * (not recalls(walker, call_friends(walker), within=hours(2))) * any(x.at_service and here(x, walker) for x in Character if x != walker), "here is somebody who can be sent")


@reason(of=walk)
def not_taken_in_yet(walker, to):
    when(walker.wears != nothing, recalls(walker, hand_over(None, walker), within=hours(1)))
    deter(0.97 * (not recalls(walker, take_it_in(walker), within=days(1))), "the world can wait")


@action(speech=True, again=days(1))
def ask_if_ready(asker: Character, holder: Character, office: Office):
    """{asker} asks {holder} whether {holder} is ready for it."""
    when(asker.glad_for != nobody, holder == asker.glad_for, office.holder == holder, can_hear(asker, holder), recalls(asker, embrace(asker, holder), within=hours(1)))
    when(not recalls(asker, own_up(holder, None), within=hours(6)))
    weigh(80 * asker.composure * asker.composure * asker.forward * asker.forward * asker.respect[holder], "somebody has to ask it")
    deter(0.8 * others_first(asker, holder), "it is not the moment yet")
    deter(0.6 * close(asker, holder), "{asker} does not doubt it")
    deter(clip(2 * (0.8 - asker.composure), 0, 1), "{asker} would not spoil it")
    deter(0.7 * any(x != holder and x.forward > asker.forward and sees(asker, x) for x in Character), "others speak before {asker}")
    deter(0.98 * recalls(asker, ask_if_ready(None, holder), within=hours(6)), "somebody has asked")
    takes(seconds(4))
    say(asker, "Are you ready for it, {holder}? I do not mean today. I mean all of it.")


@action(answers=ask_if_ready, speech=True, within=minutes(5), again=minutes(20))
def own_up(holder: Character, asker: Character, office: Office):
    """{holder} is not ready, and says so; but {holder} is not alone."""
    when(not recalls(holder, own_up(holder, None), within=hours(1)))
    weigh(12 * holder.duty, "it is the truth")
    takes(seconds(6))
    holder.duty += 0.4
    means(Honour(holder, asker, 0.3))
    say(holder, "No. But I am not alone with it, am I?")


@action(answers=ask_if_ready, speech=True, within=minutes(5), again=minutes(20))
def brush_aside(holder: Character, asker: Character, office: Office):
    """{holder} has been ready for a long time."""
    when(not recalls(holder, own_up(holder, None), within=hours(1)))
    weigh(8 * holder.pride * holder.pride, "{holder} doubts nothing today")
    deter(holder.duty, "{holder} knows better")
    takes(seconds(4))
    say(holder, "I have been ready for years.")


def dearest_here(mind: Character) -> Character:
    return most((x for x in Character if x != mind and sees(mind, x)), by=mind.affection[x])


@action(again=hours(6))
def look_over(holder: Character, friend: Character, office: Office):
    """{holder} and {friend} look out over the roofs. All of it is in their care now."""
    when(office.holder == holder, holder.place == office.lookout, friend == dearest_here(holder), sees(holder, friend), not recalls(holder, look_over(holder), within=hours(6)))
    weigh(12 * holder.duty * recalls(holder, own_up(holder, None), within=hours(1)), "all of it is in {holder}'s care")
    deter(1 - max(0, holder.affection[friend]) * max(0, holder.affection[friend]), "it is not the moment")
    takes(seconds(30))
    means(Kindness(holder, friend, 0.3))
