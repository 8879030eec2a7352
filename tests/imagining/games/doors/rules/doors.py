"""The doors of a show (Selvin, "A problem in probability", 1975): to keep one's door, or to change.

Where the prize is, the host knows alone. A guest who imagines it hides it anew, as likely as what
the host has done makes it.
"""
from moshimo.rules import *


class Habit(Choice):      # of a host: whom he lets change, and what he opens
    knowing, blind, mean, kind


class Door:
    used: bool = known(True)


class Character:
    host: Character = known(nobody)
    guest: Character = known(nobody)
    habit: Habit = private(knowing)
    prize: Door = private(nothing)
    hides: Moment = private(never, guess=unseen)
    chooses: Moment = known(never)
    speaks: Moment = known(never)
    opens: Moment = known(never)
    door: Door = visible(nothing)
    opened: Door = visible(nothing)
    offers: bool = visible(False)
    won: bool = known(False)
    ends: Moment = known(never)


def unseen(mind: Character, owner: Character) -> Moment:
    return now


def imaginings(mind: Character) -> Amount:
    return 64


def rationality(mind: Character) -> Amount:
    return 100


def plausible(host: Character, door: Door) -> Amount:      # that the prize is there
    chosen = door == host.guest.door
    if_shown = 0 if door == host.opened else 1 if not chosen else 0.5
    return (
        1 if not host.offers
        else (1 if chosen else 0) if host.habit == mean
        else (0 if chosen or door == host.opened else 1) if host.habit == kind
        else (0 if door == host.opened else 1) if host.habit == blind or host.opened == nothing
        else if_shown
    )


@worth
def prize(mind):
    weigh(1 if mind.won else 0, "{mind} wins")


@event(at=Character.hides, carries=roles)
def hide(host: Character):
    """{host} hides the prize."""
    when(host.prize == nothing, host.guest != nobody)
    place = pick((d for d in Door if d.used), weight=plausible(host, d))
    host.prize = place


@event(at=Character.chooses)
def choose(guest: Character):
    """{guest} stands before {door}."""
    door = pick((d for d in Door if d.used), weight=1)
    guest.door = door


@event(at=Character.speaks)
def speak(host: Character):
    """{host} speaks."""
    when(host.habit != mean or host.guest.door == host.prize)
    when(host.habit != kind or host.guest.door != host.prize)
    if count(d for d in Door if d.used) > 2:
        host.opens = now + seconds(1)
    else:
        host.offers = True


@event(at=Character.opens)
def open(host: Character):
    """{host} opens {door}."""
    door = pick((d for d in Door if d != host.guest.door and (host.habit == blind or d != host.prize)), weight=1)
    host.opened = door
    host.offers = door != host.prize


@action()
def keep(guest: Character, host: Character):
    """{guest} keeps to the door."""
    when(host == guest.host, host.offers, guest.ends == never)
    weigh(10000 * foresee(minutes(1)), "{guest} thinks of the prize")
    takes(seconds(2))
    guest.ends = now + seconds(1)


@action()
def change(guest: Character, host: Character, door: Door):
    """{guest} changes to {door}."""
    when(host == guest.host, host.offers, guest.ends == never, door.used)
    when(door != guest.door, door != host.opened)
    weigh(10000 * foresee(minutes(1)), "{guest} thinks of the prize")
    takes(seconds(2))
    guest.door = door
    guest.ends = now + seconds(1)


@event(at=Character.ends)
def end(guest: Character):
    """The door of {guest} is opened."""
    guest.won = guest.door == guest.host.prize
