"""Hiding (Y22): slipping out of sight unseen, smoke that hides everybody and clears, searching, surprise.

Whoever nobody sees can slip away, and nobody sees that either: the others go on believing what they saw last. Smoke
(`means(Smoke(place))`) takes everybody at a place out of sight for as long as it hangs there; when it clears, those who have
meanwhile hidden stay so. Who looks for somebody takes longer the worse the own wounds; who is found, or springs out, is seen again,
and whoever did not expect that is off guard for a moment. Why anybody hides, searches or springs out, other systems say with reasons.

needs: space, perception
"""
from moshimo.rules import *


class Smoke(Deed):                           # smoke, steam or dust rises at a place
    place: Place


class Place:
    thicket: Level = known(0.5)              # how well one can hide there
    hangs: Span = known(seconds(20))         # how long smoke stays
    smoke_until: Moment = shown(never)


class Character:
    stealth: Level = private(0.5, guess=0.5)
    keen: Level = private(0.5, guess=0.5)    # how well one finds
    lair: Place = private(nowhere)           # where one has hidden: so still there, one is
    seeking: Character = private(nobody)
    off_guard: Level = shown(0.0, half_life=seconds(3))


def smoky(place: Place) -> bool:
    return place.smoke_until != never and now < place.smoke_until


def lurks(who: Character) -> bool:
    return who.hidden and who.lair != nowhere and who.lair == who.place


def watched(who: Character) -> bool:
    return any(sees(x, who) for x in Character if x != who and x.place == who.place)


@event(of=Smoke)
def smoke_rises(place):
    """Smoke hangs over {place}."""
    place.smoke_until = now + place.hangs


@event(of=smoke_rises, carries=roles)
def lost_to_sight(place, who: Character):
    """{who} vanishes in the smoke."""
    when(who.place == place, not who.hidden)
    who.hidden = True


@event(at=Place.smoke_until)
def smoke_clears(place: Place):
    """The smoke over {place} clears."""


@event(of=smoke_clears)
def seen_again(place, who: Character):
    """{who} can be seen again."""
    when(who.place == place, who.hidden, not lurks(who))
    who.hidden = False


@action(seems=None, carries=roles, again=minutes(2))
def slip_away(hider: Character):
    """{hider} slips out of sight."""
    when(hider.place != nowhere, not lurks(hider), not watched(hider))
    weigh(0, "{hider} has nothing to hide from")
    takes(seconds(2) * (1 + hider.slowed))
    hider.lair = hider.place
    hider.hidden = True


@event(of=hide, carries=roles)
def goes_to_ground(hider):
    """{hider} stays where nobody sees {hider}."""
    hider.lair = hider.place


@reason(of=come_out)
def under_smoke(hider):
    when(smoky(hider.place))
    deter(1, "nobody sees anybody")


@action(again=seconds(20))
def look_for(seeker: Character, lost: Character):
    """{seeker} looks for {lost}."""
    when(seeker.seeking != nobody, lost == seeker.seeking, lost.place == seeker.place, not sees(seeker, lost))
    weigh(4, "{lost} cannot be far")
    deter(smoky(seeker.place), "nobody sees anything")
    takes(seconds(8) * (1 + 3 * seeker.slowed))
    found = contest(0.2 + seeker.keen, 0.2 + lost.stealth + lost.place.thicket)
    if found:
        lost.hidden = False
        lost.lair = nowhere


@action(again=seconds(20))
def spring_out(hider: Character, target: Character):
    """{hider} springs out at {target}'s side."""
    when(lurks(hider), target.place == hider.place)
    weigh(0, "{hider} waits")
    hider.hidden = False
    hider.lair = nowhere
    means(Stir(0.5))


@event(of=spring_out)
def taken_unawares(hider, target):
    """{target} is taken unawares."""
    when(target.place == hider.place, awake(target))
    foil(target)
    target.off_guard = 1


