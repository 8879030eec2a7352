"""Errands (Y22, Y23, Y27): sent for others and told no more than that; doors, knocking, a window; waiting; fetching one's things.

Who is sent for somebody's friends knows who they are and where they are to come, and says that. Before a closed door one knocks, and
knocks again, and at last tries it. Inside, a knock is heard and nobody is seen: whoever waits for somebody hopes. Who has been
called to a place waits there for the one who called. Who loses a place goes once more for what is still there.

needs: company, body, things, ties, feelings, space, time, perception, knowledge, office
"""
from moshimo.rules import *


class Sent(Deed):                            # `by` sends `messenger` for `by`'s friends, who are to come to `to`
    by: Character
    messenger: Character
    to: Place


class Quits(Deed):                           # `who` is to be out of `place`
    who: Character
    place: Place


class Knock(Deed):                           # somebody knocks at the door of a place
    place: Place


class Place:
    door: bool = known(False)                # nobody but those at home there walks in
    ajar: bool = visible(False)              # it stands open,
    shuts_at: Moment = private(never)        # until it falls shut
    deserted: bool = visible(False)          # there was nobody in it when it was opened
    window: bool = known(False)              # from which the street can be seen


class Character:
    at_door: Place = visible(nowhere)        # before whose door one stands
    knocked: int = visible(0)                # and how often one has knocked there
    calls_to: Place = private(nowhere)       # the messenger's errand: where to,
    meant: bool[Character] = private(False)  # for whom,
    may_say_why: bool = private(False)       # and whether more may be said than that
    gives_reasons: bool = private(False)     # says why, when sending somebody
    called_to: Place = known(nowhere)        # where one has been called, and has not been told why
    let_down: Level = private(0.0, half_life=minutes(10))
    clears_out: Place = private(nowhere)     # where one's things still are, and one has no longer any business


def at_home_in(who: Character, place: Place) -> bool:
    return who.home == place or any(t.owner == who and t.place == place for t in Thing) or any(o.holder == who and o.seat == place for o in Office)


def shut_to(who: Character, place: Place) -> bool:
    return place.door and not place.ajar and not at_home_in(who, place)


def missed_most(mind: Character) -> Character:          # whom one worries about most, of those who are not here
    return most((x for x in Character if x != mind and not sees(mind, x)), by=mind.worry[x])


# Sent for others ------------------------------------------------------------------------------------


@event(of=Sent)
def sent_for_them(by, messenger, to):
    """{messenger} learns that they are to come to {to}."""
    messenger.calls_to = to
    messenger.restless = 1.0
    messenger.may_say_why = by.gives_reasons
    for x in Character:
        messenger.meant[x] = x != by and x != messenger and x.clears_out != to and by.affection[x] > 0.3


def meant_there(messenger: Character, place: Place) -> int:      # of those meant, how many are or will be there
    return count(x for x in Character if messenger.meant[x] and (x.place == place or x.due_place == place))


@reason(of=walk)
def to_those_meant(walker, to):
    when(walker.calls_to != nowhere)
    weigh(3 * meant_there(walker, to) * meant_there(walker, to), "{walker} has been sent for those who are there")
    deter(0.9 * (meant_there(walker, to) == 0), "{walker} is on an errand")


def told_at_once(messenger: Character) -> bool:          # more of those meant hear one here than are still to come
    heard = count(x for x in Character if messenger.meant[x] and can_hear(messenger, x))
    return heard > 0 and 2 * heard >= meant_there(messenger, messenger.place)


@reason(of=walk)
def the_message_first(walker, to):
    when(walker.calls_to != nowhere)
    deter(0.97 * told_at_once(walker), "those whom it is for are standing here")


@action(speech=True, again=minutes(1))
def bring_call(messenger: Character, to: Place):
    """{messenger} has a message for all of them: they are to come to {to}, at once. There is no more to it."""
    when(messenger.calls_to != nowhere, to == messenger.calls_to, any(messenger.meant[x] and can_hear(messenger, x) for x in Character))
    weigh(16, "that is what {messenger} has come for")
    deter(0.95 * (not told_at_once(messenger)), "the others are still to come")
    takes(seconds(10))
    means(Stir(0.3))
    say(messenger, "You are wanted at {to}, all of you. Now. That is all I was told.")


@event(of=bring_call)
def is_called(messenger, to, guest: Character):
    """{guest} hears that they want {guest} at {to}."""
    when(messenger.meant[guest], here(messenger, guest), awake(guest))
    messenger.meant[guest] = False
    guest.due_place = to
    guest.due_at = now + minutes(2)
    guest.called_to = to
    guest.bound = nowhere
    guest.leads_to = nowhere
    guest.going_with = nobody


@event(of=bring_call)
def hears_why(messenger, to, guest: Character, office: Office):
    """{messenger} tells {guest} why."""
    when(messenger.may_say_why, here(messenger, guest), guest != messenger, awake(guest), office.seat == to)
    inform(guest, office.holder)


@event(of=is_called)
def errand_done(messenger):
    """{messenger} has told most of them, and they will tell the rest."""
    when(messenger.calls_to != nowhere, count(x for x in Character if messenger.meant[x] and x.place != nowhere) < count(x for x in Character if x.called_to == messenger.calls_to))
    messenger.calls_to = nowhere


@action(answers=bring_call, speech=True, again=hours(1))
def ask_for_more(asker: Character, messenger: Character, to: Place):
    """{asker} asks {messenger} what else there is to the message."""
    when(can_hear(asker, messenger), not recalls(asker, ask_for_more(None, messenger), within=minutes(5)))
    weigh(4 * (0.3 + asker.puzzled + deepest_worry(asker)), "it is not much of a message")
    takes(seconds(3))
    say(asker, "And the rest of the message?")


@action(answers=ask_for_more, speech=True)
def know_no_more(messenger: Character, asker: Character, to: Place):
    """{messenger} knows no more than that."""
    when(not messenger.may_say_why, not recalls(messenger, know_no_more(messenger, None), within=minutes(5)))
    weigh(12, "{messenger} was told no more")
    takes(seconds(2))
    say(messenger, "There is no rest. That is all of it.")


@action(answers=bring_call, speech=True, within=minutes(3), again=hours(1))
def wonder_about(asker: Character, missing: Character):
    """{asker} wonders whether it has to do with {missing}."""
    when(missing == missed_most(asker), asker.worry[missing] > 0.05)
    weigh(8 * asker.worry[missing] + 2 * close(asker, missing), "there has been no word from {missing}")
    deter(0.9 * recalls(asker, wonder_about(None, missing), within=minutes(5)), "somebody has said it already")
    takes(seconds(3))
    say(asker, "Do you think it is about {missing}?")


# Doors ----------------------------------------------------------------------------------------------


@reason(of=walk)
def closed_door(walker, to):
    when(shut_to(walker, step(walker.place, to)))
    deter(1, "one does not walk in there")


@reason(of=lead)
def closed_to_them(leader, to, leg):
    deter(shut_to(leader, leg), "one does not walk in there")


@action(again=minutes(2))
def knock(visitor: Character, to: Place):
    """{visitor} goes up to the door of {to} and knocks."""
    when(to.door, visitor.place != to, step(visitor.place, to) == to, shut_to(visitor, to), visitor.at_door != to)
    weigh(12 * (visitor.due_place == to), "{visitor} is expected there")
    weigh(12 * (visitor.calls_to != nowhere) * any(visitor.meant[x] and (x.place == to or x.due_place == to) for x in Character), "{visitor} has been sent for somebody there")
    weigh(8 * max(0, most(visitor.worry[x] for x in Character if x != visitor and x.place == to) - 0.35), "{visitor} is worried about somebody there")
    deter(0.999 * any((x.at_door == to or doing(x, knock)) and here(x, visitor) for x in Character if x != visitor), "somebody is knocking already")
    deter(0.999 * (visitor.going_with.leads_to != nowhere), "the one who leads will knock")
    takes(way(visitor.place, to) * (1 + visitor.slowed))
    visitor.at_door = to
    visitor.knocked = 1
    means(Knock(to))


@action(again=seconds(1))
def knock_again(visitor: Character, to: Place):
    """{visitor} knocks once more."""
    when(visitor.at_door != nowhere, to == visitor.at_door, shut_to(visitor, to), visitor.knocked > 0)
    weigh(30 / (1 + visitor.knocked * visitor.knocked), "nobody has come")
    deter(0.97 * (recalls(visitor, knock(visitor, to), within=seconds(15)) or recalls(visitor, knock_again(visitor, to), within=seconds(15))), "one has to give them time")
    takes(seconds(3))
    visitor.knocked += 1
    means(Knock(to))


@event(of=Knock)
def heard_inside(place):
    """There is a knock at the door of {place}."""
    means(Stir(0.15))


@action(answers=heard_inside, within=seconds(20), again=minutes(1))
def open_door(host: Character, place: Place):
    """{host} goes to the door and opens it."""
    when(host.place == place, place.door, not place.ajar)
    weigh(6 * at_home_in(host, place), "somebody has knocked")
    weigh(6 * (not any(x != host and here(x, host) and at_home_in(x, place) for x in Character)), "there is nobody else to go and look")
    weigh(40 * max(0, host.worry[missed_most(host)] - 0.25), "it may be {host} has waited for")
    deter(0.8 * (not at_home_in(host, place)) * any(x != host and here(x, host) for x in Character) * (1 - host.worry[missed_most(host)]), "it is not {host}'s house")
    deter(0.8 * any(doing(x, open_door) and here(x, host) for x in Character if x != host), "somebody is on the way to it")
    takes(seconds(5) * (1.1 - host.worry[missed_most(host)]))
    place.ajar = True
    place.shuts_at = now + minutes(1)


@event(of=open_door)
def comes_in(visitor: Character, place, host):
    """{visitor} is at the door."""
    when(visitor.at_door == place or visitor.due_place == place, visitor.place != place, step(visitor.place, place) == place)
    visitor.place = place
    visitor.at_door = nowhere
    visitor.bound = nowhere


@event(at=Place.shuts_at)
def falls_shut(place: Place):
    """The door of {place} falls shut."""
    place.ajar = False


@appraisal(of=comes_in)
def not_the_one(visitor, place, host, mind):
    """{mind} had hoped for somebody else."""
    when(mind == host, visitor != missed_most(mind), mind.worry[missed_most(mind)] > 0.25)
    mind.let_down += mind.worry[missed_most(mind)]


@action(answers=comes_in, within=minutes(1), again=hours(1))
def hide_disappointment(host: Character, visitor: Character, missing: Character):
    """{host} had hoped that it was {missing}, and sees that it is only {visitor}."""
    when(host.let_down > 0.1, missing == missed_most(host), visitor != missing)
    weigh(30 * host.let_down, "it is not {missing}")
    takes(seconds(2))
    host.let_down -= 0.5 * host.let_down


@action(again=minutes(2))
def try_door(visitor: Character, to: Place):
    """{visitor} tries the door of {to}, and it opens."""
    when(to.door, shut_to(visitor, to), any(x.at_door == to and x.knocked > 1 and (x == visitor or here(x, visitor)) for x in Character), visitor.due_place == to or visitor.at_door == to)
    weigh(5 * (1 - visitor.composure) + 2 * visitor.forward, "nobody answers")
    weigh(6 * deepest_worry(visitor), "{visitor} cannot stand before a door and wait")
    deter(0.95 * any(x.at_door == to and (recalls(visitor, knock_again(x, to), within=seconds(10))) for x in Character), "one has to give them time")
    takes(seconds(3))
    to.ajar = True
    to.shuts_at = now + minutes(2)
    to.deserted = not any(x.place == to for x in Character)


@event(of=try_door)
def finds_it_empty(visitor, to):
    """It is dark in {to}, and there is nobody."""
    when(to.deserted)
    means(Stir(0.3))


@event(of=try_door)
def goes_in(entrant: Character, to, visitor):
    """{entrant} goes in."""
    when(entrant.place != to, step(entrant.place, to) == to, entrant == visitor or entrant.due_place == to or entrant.at_door == to)
    entrant.place = to
    entrant.at_door = nowhere
    entrant.bound = nowhere


@event(of=walk)
def leaves_the_door(walker):
    """{walker} is no longer before a door."""
    when(walker.at_door != nowhere)
    walker.at_door = nowhere
    walker.knocked = 0


# A window, and waiting -------------------------------------------------------------------------------


@action(again=minutes(6))
def look_out(watcher: Character, missing: Character):
    """{watcher} goes to the window and looks for {missing}."""
    when(watcher.place.window, missing == missed_most(watcher), watcher.worry[missing] > 0.2)
    when(not recalls(watcher, sent_for_them(missing, watcher), within=hours(3)))
    weigh(6 * watcher.worry[missing] * close(watcher, missing), "{missing} could come any minute")
    takes(seconds(40))
    for x in Character:
        if x != watcher and x.place != nowhere and x.place.public and step(watcher.place, x.place) == x.place:
            look(watcher, x.place)


@action(answers=look_out, speech=True, within=minutes(1), again=minutes(20))
def ask_what_there_is(asker: Character, watcher: Character):
    """{asker} asks {watcher} what there is to be seen."""
    when(can_hear(asker, watcher))
    weigh(6 * close(asker, watcher), "{watcher} is not listening")
    deter(0.9 * recalls(asker, ask_what_there_is(None, watcher), within=minutes(5)), "somebody has asked")
    takes(seconds(2))
    say(asker, "{watcher}? What do you see?")


@action(answers=ask_what_there_is, speech=True)
def nothing_to_see(watcher: Character, asker: Character):
    """{watcher} sees nothing, and comes away from the window."""
    weigh(10, "there is nobody in the street")
    takes(seconds(2))
    say(watcher, "Nothing.")


@reason(of=walk)
def has_been_called_here(walker, to):
    when(walker.called_to != nowhere, walker.called_to == walker.place, walker.due_place == nowhere)
    deter(0.97 * recalls(walker, is_called(None, walker.place, walker), within=hours(2)), "{walker} has been called here, and does not know why")


@action(again=minutes(10))
def wait_for_them(waiter: Character, place: Place):
    """{waiter} waits in {place} for whoever has called."""
    when(waiter.called_to != nowhere, place == waiter.called_to, waiter.place == place)
    weigh(3 * recalls(waiter, is_called(None, place, waiter), within=hours(2)), "somebody has to come")
    takes(minutes(2))


# One's things ----------------------------------------------------------------------------------------


@event(of=Quits)
def things_still_there(who, place):
    """{who} has things in {place}."""
    when(place != nowhere, any(t.owner == who and t.place == place for t in Thing))
    who.clears_out = place
    who.bound = nowhere
    who.restless = 1.0


@action(again=hours(3))
def sit_down_first(sufferer: Character):
    """{sufferer} sits down, until {sufferer}'s legs will carry {sufferer}."""
    when(sufferer.clears_out != nowhere, sufferer.clears_out != sufferer.place, sufferer.hurt > 0.2, not resting(sufferer), sufferer.foe == nobody, not recalls(sufferer, sit_down_first(sufferer), within=hours(3)))
    weigh(30 * sufferer.hurt, "there is no hurry now")
    takes(minutes(25) + minutes(35) * sufferer.hurt)
    sufferer.slowed -= 0.2 * sufferer.slowed


@reason(of=walk)
def for_the_things(walker, to):
    when(walker.clears_out != nowhere)
    weigh(24 * (to == walker.clears_out), "{walker}'s things are still there")
    deter(0.98 * (to != walker.clears_out), "there is something to be fetched first")


@action(again=hours(2))
def gather_things(owner: Character, place: Place):
    """{owner} gathers {owner}'s things together, the last of them, and leaves the rest as it is."""
    when(owner.clears_out != nowhere, place == owner.clears_out, owner.place == place)
    weigh(6, "{owner} has no more business there")
    takes(minutes(8))
    for t in Thing:
        if t.owner == owner and t.place == place:
            t.bearer = owner
            t.place = nowhere
    owner.clears_out = nowhere
