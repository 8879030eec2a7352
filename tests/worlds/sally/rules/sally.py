"""Things are put into boxes, seen or unseen; people come and go, sleep, look in, and tell."""
from moshimo.rules import *


class Place:
    window: bool = known(False)              # whoever stands outside can look in


class Box:
    place: Place = visible(nowhere)


class Thing:
    inside: Box = known(nothing)


class Character:
    asleep: bool = visible(False)
    looks_into: Place = shown(nowhere)
    names: Character = private(nobody)       # of whom one speaks
    wants: Thing = private(nothing)
    minds: Character = private(nobody)       # whom one thinks about
    seeks: Thing = private(nothing)          # what one thinks that they will look for


def awake(mind: Character) -> bool:
    return not mind.asleep


def obstruction(mind: Character, place: Place) -> Amount:
    return 0 if mind.looks_into == place else 1


@action()
def go(walker: Character, to: Place):
    """{walker} goes to {to}."""
    when(to != walker.place)
    weigh(60 if to == walker.wants.inside.place else 0, "{walker} wants what is there")
    walker.place = to
    walker.looks_into = nowhere


@action(carries=roles)
def slip_away(walker: Character, to: Place):
    """{walker} goes to {to} when nobody looks."""
    when(to != walker.place)
    weigh(0, "{walker} has no reason")
    walker.place = to
    walker.looks_into = nowhere


@action()
def look_through(watcher: Character, place: Place):
    """{watcher} looks into {place} through the window."""
    when(place.window, place != watcher.place)
    weigh(0, "{watcher} has no reason")
    watcher.looks_into = place


@action(carries=sight)
def put(doer: Character, thing: Thing, box: Box):
    """{doer} puts {thing} into {box}."""
    when(thing.inside.place == doer.place, box.place == doer.place)
    weigh(0, "{doer} has no reason")
    thing.inside = box


@action(carries=roles)
def hide(doer: Character, thing: Thing, box: Box):
    """{doer} puts {thing} into {box} when nobody looks."""
    when(thing.inside.place == doer.place, box.place == doer.place)
    weigh(0, "{doer} has no reason")
    thing.inside = box


@action()
def doze(sleeper: Character):
    """{sleeper} falls asleep."""
    weigh(0, "{sleeper} is not tired")
    sleeper.asleep = True


@action()
def rouse(waker: Character, sleeper: Character):
    """{waker} wakes {sleeper}."""
    when(sleeper.asleep, sleeper.place == waker.place)
    weigh(0, "{waker} has no reason")
    sleeper.asleep = False


@action(carries=roles)
def whisper(teller: Character, hearer: Character, thing: Thing, box: Box):
    """{teller} whispers to {hearer} that {thing} is in {box}."""
    when(hearer.place == teller.place)
    weigh(0, "{teller} has no reason")
    inform(hearer, is_so(inside, thing, box))


@action()
def pass_on(teller: Character, hearer: Character, thing: Thing):
    """{teller} tells {hearer} where {thing} is."""
    when(hearer.place == teller.place)
    weigh(0, "{teller} has no reason")
    inform(hearer, thing.inside)


@action()
def announce(teller: Character, thing: Thing, box: Box):
    """{teller} tells everybody that {thing} is in {box}."""
    weigh(0, "{teller} has no reason")
    for x in Character:
        if x != teller and x.place == teller.place:
            inform(x, is_so(inside, thing, box))


@action(carries=roles)
def think_of(teller: Character, other: Character):
    """{teller} thinks of {other}."""
    weigh(0, "{teller} has no reason")
    teller.names = other


@action(carries=roles)
def confide(teller: Character, hearer: Character, other: Character, thing: Thing):
    """{teller} tells {hearer} that {other} was told about {thing}."""
    when(other == teller.names, hearer.place == teller.place)
    when(recalls(teller, whisper(None, other, thing)))
    weigh(0, "{teller} has no reason")
    inform(hearer, whisper(None, other, thing, None))


@action(carries=roles)
def recount(teller: Character, hearer: Character, thing: Thing):
    """{teller} tells {hearer} how {thing} was put away."""
    when(hearer.place == teller.place, recalls(teller, put(None, thing)))
    weigh(0, "{teller} has no reason")
    inform(hearer, put(None, thing, None))


@action(carries=roles)
def want(seeker: Character, thing: Thing):
    """{seeker} wants {thing}."""
    weigh(0, "{seeker} has no reason")
    seeker.wants = thing


@action(carries=roles)
def wonder(watcher: Character, other: Character, thing: Thing):
    """{watcher} wonders where {other} will look for {thing}."""
    weigh(0, "{watcher} has no reason")
    watcher.minds = other
    watcher.seeks = thing


@action(carries=roles, again=seconds(1))
def search(seeker: Character, thing: Thing, box: Box):
    """{seeker} looks for {thing} in {box}."""
    when(thing == seeker.wants, box == thing.inside, box.place == seeker.place)
    weigh(90, "{seeker} wants {thing}")
    seeker.wants = nothing


@action(carries=roles, again=seconds(1))
def expect(watcher: Character, other: Character, thing: Thing, box: Box):
    """{watcher} takes it that {other} will look for {thing} in {box}."""
    when(other == watcher.minds, thing == watcher.seeks)
    when(believes(watcher, believes(other, thing.inside == box)))
    weigh(90, "{watcher} wonders")
    watcher.minds = nobody
    watcher.seeks = nothing
