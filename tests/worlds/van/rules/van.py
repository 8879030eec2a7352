"""A van and people go about, seen or unseen, and people tell each other where they are."""
from moshimo.rules import *


class Place:
    window: bool = known(False)              # whoever stands elsewhere can look in


class Van:
    place: Place = visible(nowhere)


class Character:
    asleep: bool = visible(False)
    looks_into: Place = shown(nowhere)
    names: Character = private(nobody)       # of whom one speaks
    wants: Van = private(nothing)
    minds: Character = private(nobody)       # whom one thinks about
    seeks: Van = private(nothing)            # what one thinks that they will look for


def awake(mind: Character) -> bool:
    return not mind.asleep


def obstruction(mind: Character, place: Place) -> Amount:
    return 0 if mind.looks_into == place else 1


@action()
def go(walker: Character, to: Place):
    """{walker} goes to {to}."""
    when(to != walker.place)
    weigh(0, "{walker} has no reason")
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
    """{watcher} looks over to {place}."""
    when(place.window, place != watcher.place)
    weigh(0, "{watcher} has no reason")
    watcher.looks_into = place


@action(carries=sight)
def drive(driver: Character, van: Van, to: Place):
    """{driver} drives {van} to {to}."""
    when(van.place == driver.place, to != driver.place)
    weigh(0, "{driver} has no reason")
    driver.place = to
    driver.looks_into = nowhere
    van.place = to


@action(carries=roles)
def drive_off(driver: Character, van: Van, to: Place):
    """{driver} drives {van} to {to} when nobody looks."""
    when(van.place == driver.place, to != driver.place)
    weigh(0, "{driver} has no reason")
    driver.place = to
    driver.looks_into = nowhere
    van.place = to


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
def call(teller: Character, hearer: Character, van: Van, at: Place):
    """{teller} calls {hearer} and says that {van} is at {at}."""
    weigh(0, "{teller} has no reason")
    inform(hearer, is_so(place, van, at))


@action()
def pass_on(teller: Character, hearer: Character, van: Van):
    """{teller} tells {hearer} where {van} is."""
    when(hearer.place == teller.place, van.place is not unknown)
    weigh(0, "{teller} has no reason")
    inform(hearer, van.place)


@action(carries=roles)
def think_of(teller: Character, other: Character):
    """{teller} thinks of {other}."""
    weigh(0, "{teller} has no reason")
    teller.names = other


@action(carries=roles)
def confide(teller: Character, hearer: Character, other: Character, van: Van):
    """{teller} tells {hearer} that {other} was told about {van}."""
    when(other == teller.names, hearer.place == teller.place)
    when(recalls(teller, call(None, other, van)))
    weigh(0, "{teller} has no reason")
    inform(hearer, call(None, other, van, None))


@action(carries=roles)
def recount(teller: Character, hearer: Character, van: Van):
    """{teller} tells {hearer} that {van} drove off."""
    when(hearer.place == teller.place, recalls(teller, drive(None, van)))
    weigh(0, "{teller} has no reason")
    inform(hearer, drive(None, van, None))


@action(carries=roles)
def want(seeker: Character, van: Van):
    """{seeker} wants ice cream of {van}."""
    weigh(0, "{seeker} has no reason")
    seeker.wants = van


@action(carries=roles)
def wonder(watcher: Character, other: Character, van: Van):
    """{watcher} wonders where {other} will look for {van}."""
    weigh(0, "{watcher} has no reason")
    watcher.minds = other
    watcher.seeks = van


@action(carries=roles, again=seconds(1))
def search(seeker: Character, van: Van, at: Place):
    """{seeker} sets out for {van} at {at}."""
    when(van == seeker.wants, at == van.place)
    weigh(90, "{seeker} wants ice cream")
    seeker.wants = nothing


@action(carries=roles, again=seconds(1))
def expect(watcher: Character, other: Character, van: Van, at: Place):
    """{watcher} takes it that {other} will look for {van} at {at}."""
    when(other == watcher.minds, van == watcher.seeks)
    when(believes(watcher, believes(other, van.place == at)))
    weigh(90, "{watcher} wonders")
    watcher.minds = nobody
    watcher.seeks = nothing


def takes_to_be(mind: Character, other: Character, one: Character, at: Place) -> bool:
    return believes(mind, believes(other, one.place == at))
