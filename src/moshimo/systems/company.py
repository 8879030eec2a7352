"""Company (Y01, Y30): people who are to be at the same place go there together, behind one who leads, and wait for one another.

Among friends under a roof they tell what they have been through. A hand is offered to whoever is hurt, and taken, or refused.

needs: body, knowledge, ties, feelings, space, time, perception
"""
from moshimo.rules import *


class Character:
    forward: Level = known(0.3)              # how readily one goes first
    leads_to: Place = visible(nowhere)       # where one is leading the others
    going_with: Character = visible(nobody)  # behind whom one goes
    full_of: Level = private(0.0)            # how much one has been through that is still to be told
    guest_at: Place = private(nowhere)       # under whose roof one is a guest,
    guest_until: Moment = private(never)     # and about until when


def same_way(a: Character, b: Character) -> bool:       # both are expected at the same place, and are here
    return a != b and a.due_place != nowhere and a.due_place == b.due_place and here(a, b)


def in_company(who: Character) -> bool:
    return who.leads_to != nowhere or who.going_with.leads_to != nowhere


@action(speech=True, again=minutes(10))
def call_together(leader: Character, to: Place):
    """{leader} says that it is time to go to {to}, and moves to the front."""
    when(leader.due_place != nowhere, to == leader.due_place, leader.place != to, not in_company(leader), any(same_way(leader, x) and not in_company(x) for x in Character))
    weigh(24 * urgency(leader.due_at) * leader.forward * leader.forward * leader.forward, "they are expected at {to}, all of them")
    deter(0.9 * any(same_way(leader, x) and in_company(x) for x in Character), "somebody has called them together already")
    takes(seconds(4))
    leader.leads_to = to
    say(leader, "Come. We are expected, and it is not one of us alone.")


@action(answers=call_together, within=minutes(3), again=minutes(5))
def fall_in(follower: Character, leader: Character, to: Place):
    """{follower} goes along behind {leader}."""
    when(follower.due_place == to, leader.leads_to == to, not in_company(follower), sees(follower, leader))
    weigh(30, "they have the same way")
    deter(max(0, -follower.affection[leader]), "{follower} walks behind others, but not behind {leader}")
    follower.going_with = leader


@action(moves=True, again=seconds(0))
def lead(leader: Character, to: Place, leg: Place):
    """{leader} leads the way to {to}."""
    when(leader.leads_to != nowhere, to == leader.leads_to, leader.place != to, leg == step(leader.place, to))
    weigh(14, "the others are behind {leader}")
    deter(0.97 * any(same_way(leader, x) and not in_company(x) for x in Character), "not everybody is ready")
    leader.bound = to
    takes(way(leader.place, leg) * (1 + most(x.slowed for x in Character if x.going_with == leader and here(x, leader))))
    leader.place = leg


@event(of=lead)
def keeps_up(follower: Character, leader, to, leg):
    """{follower} comes along."""
    when(follower.going_with == leader, follower.due_place == to, follower.place != leg, step(follower.place, leg) == leg)
    follower.bound = nowhere
    follower.place = leg


@event()
def there_together(leader: Character):
    """{leader} and the others are there."""
    when(leader.leads_to != nowhere, leader.place == leader.leads_to)
    leader.leads_to = nowhere
    leader.bound = nowhere


@reason(of=walk)
def with_the_others(walker, to):
    when(in_company(walker))
    deter(0.98, "the others are going the same way")


@reason(of=walk)
def rather_together(walker, to):
    when(to == walker.due_place)
    deter(0.97 * any(same_way(walker, x) for x in Character), "the others have to go there too")


@event(of=arrived, carries=roles)
def is_a_guest(guest):
    """{guest} is a guest there."""
    when(any(x != guest and x.home == guest.place and here(x, guest) for x in Character))
    guest.guest_at = guest.place
    guest.guest_until = now + hours(3)


@reason(of=walk)
def still_a_guest(walker, to):
    when(walker.guest_at == walker.place, now < walker.guest_until, to != walker.due_place)
    deter(0.97 * (1 - deepest_worry(walker)), "{walker} is a guest here, and has only just come")


@action(speech=True, again=minutes(20))
def tell_of_it(teller: Character, hearer: Character):
    """{teller} tells {hearer} and the others all about it."""
    when(teller.full_of > 0.2, hearer != teller, can_hear(teller, hearer), any(x.home == teller.place and here(x, teller) for x in Character))
    weigh(3 * leisure(teller) * teller.full_of * max(0, teller.affection[hearer]), "{teller} is full of it")
    deter(1.5 * max(0, deepest_worry(teller) - 0.2), "{teller} has something else on {teller}'s mind")
    takes(minutes(3))
    teller.full_of -= 0.4
    say(teller, "You will not believe it, {hearer}. We did not believe it either.")


@appraisal(of=tell_of_it)
def entertained(teller, hearer, mind):
    """{mind} has heard a good story."""
    when(mind != teller)
    mind.joy += 0.1 * (1 - deepest_worry(mind))


@action(speech=True, again=hours(1))
def offer_hand(helper: Character, sufferer: Character):
    """{helper} offers {sufferer} a hand."""
    when(sufferer.hurt > 0.25, sufferer != helper, can_hear(helper, sufferer), not sufferer.down, sufferer.foe == nobody, helper.foe == nobody)
    when(not recalls(helper, offer_hand(helper, sufferer), within=days(1)), not recalls(helper, refuse_hand(sufferer), within=hours(6)))
    weigh(16 * helper.mercy * max(0, sufferer.hurt - 0.2), "{sufferer} can hardly stand")
    weigh(6 * close(helper, sufferer) * sufferer.hurt, "{helper} cannot watch it")
    deter(helper.hurt, "{helper} needs one too")
    deter(0.96 * recalls(helper, offer_hand(None, sufferer), within=minutes(20)), "somebody has offered already")
    takes(seconds(3))
    say(helper, "You are hurt, {sufferer}. Lean on me.")


@action(answers=offer_hand, speech=True)
def refuse_hand(sufferer: Character, helper: Character):
    """{sufferer} waves {helper} away."""
    when(not recalls(sufferer, take_hand(sufferer, helper), within=minutes(5)))
    weigh(2 + 12 * sufferer.composure + 6 * sufferer.pride, "{sufferer} can stand alone")
    takes(seconds(2))
    say(sufferer, "No. I can still walk.")


@action(answers=offer_hand)
def take_hand(sufferer: Character, helper: Character):
    """{sufferer} leans on {helper}."""
    when(not recalls(sufferer, refuse_hand(sufferer, helper), within=minutes(5)))
    weigh(6 * sufferer.hurt, "{sufferer} can hardly stand")
    deter(sufferer.pride, "{sufferer} leans on nobody")
    takes(seconds(4))
    sufferer.slowed -= 0.1
    means(Kindness(helper, sufferer, 0.3))
