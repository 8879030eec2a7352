"""Tubes that are painted with what should be in them; who looks in, knows better."""
from moshimo.rules import *


class Stuff:
    none_left: bool = known(False)


class Tube:
    place: Place = known(nowhere)
    looks_like: Stuff = known(nothing)
    holds: Stuff = known(nothing)


class Character:
    asleep: bool = visible(False)
    asked: Tube = private(nothing)           # of what tube one is to say what it holds
    minds: Character = private(nobody)       # whom one thinks about
    about: Tube = private(nothing)           # and of what tube


def awake(mind: Character) -> bool:
    return not mind.asleep


@inference(sure=0.6)
def goes_by_its_looks(mind: Character, tube: Tube, stuff: Stuff):
    """{mind} takes it that {tube} holds {stuff}."""
    when(tube.holds is unknown, stuff == tube.looks_like)
    tube.holds = stuff


@action()
def go(walker: Character, to: Place):
    """{walker} goes to {to}."""
    when(to != walker.place)
    weigh(0, "{walker} has no reason")
    walker.place = to


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


@action()
def peep(watcher: Character, tube: Tube):
    """{watcher} looks into {tube}."""
    when(tube.place == watcher.place)
    weigh(0, "{watcher} has no reason")
    look(watcher, tube.holds)


@action(carries=roles)
def steal_a_look(watcher: Character, tube: Tube):
    """{watcher} looks into {tube} when nobody looks."""
    when(tube.place == watcher.place)
    weigh(0, "{watcher} has no reason")
    look(watcher, tube.holds)


@action()
def fill(doer: Character, tube: Tube, stuff: Stuff):
    """{doer} fills {tube} with {stuff}."""
    when(tube.place == doer.place)
    weigh(0, "{doer} has no reason")
    tube.holds = stuff


@action(carries=roles)
def swap(doer: Character, tube: Tube, stuff: Stuff):
    """{doer} fills {tube} with {stuff} when nobody looks."""
    when(tube.place == doer.place)
    weigh(0, "{doer} has no reason")
    tube.holds = stuff


@action(carries=roles)
def whisper(teller: Character, hearer: Character, tube: Tube, stuff: Stuff):
    """{teller} whispers to {hearer} that {tube} holds {stuff}."""
    when(hearer.place == teller.place)
    weigh(0, "{teller} has no reason")
    inform(hearer, is_so(holds, tube, stuff))


@action()
def pass_on(teller: Character, hearer: Character, tube: Tube):
    """{teller} tells {hearer} what {tube} holds."""
    when(hearer.place == teller.place)
    weigh(0, "{teller} has no reason")
    inform(hearer, tube.holds)


@action(carries=roles)
def want(one: Character, tube: Tube):
    """{one} is asked what {tube} holds."""
    weigh(0, "{one} has no reason")
    one.asked = tube


@action(carries=roles)
def wonder(watcher: Character, other: Character, tube: Tube):
    """{watcher} wonders what {other} will say that {tube} holds."""
    weigh(0, "{watcher} has no reason")
    watcher.minds = other
    watcher.about = tube


@action(carries=roles, again=seconds(1))
def answer(one: Character, tube: Tube, stuff: Stuff):
    """{one} says that {tube} holds {stuff}."""
    when(tube == one.asked, believes(one, tube.holds == stuff))
    weigh(90, "{one} was asked")
    one.asked = nothing


@action(carries=roles, again=seconds(1))
def expect(watcher: Character, other: Character, tube: Tube, stuff: Stuff):
    """{watcher} takes it that {other} will say that {tube} holds {stuff}."""
    when(other == watcher.minds, tube == watcher.about)
    when(believes(watcher, believes(other, tube.holds == stuff)))
    weigh(90, "{watcher} wonders")
    watcher.minds = nobody
    watcher.about = nothing
