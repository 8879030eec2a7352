"""A feast in masks: who is let in and who is not, whose voice is known, and what the host makes of it.

Two houses are at odds, and everybody knows who belongs to which. Behind a mask nobody belongs to any.
"""
from moshimo.rules import *


class House:
    foe: House = known(nothing)


class Place:
    feast: bool = known(False)               # there is music, and people dance


class Character:
    house: House = known(nothing)
    has_mask: bool = private(False)
    masked: bool = shown(False)
    keen_on: Place = private(nowhere)        # where one would like to be tonight
    hosts: Place = known(nowhere)            # where one receives the guests, or opens the door to them
    hospitable: Level = private(0.5)
    longing: Level = private(0.0)
    charm: Level = known(0.3)
    raised: Level = private(0.0)             # how loud one last spoke
    known_by: Level[Character] = private(0.0)     # how well others know one's voice
    up_against: Character = visible(nobody)  # for whom one is making


def at_odds(one: Character, other: Character) -> bool:
    return one.house != nothing and one.house.foe == other.house


@action(again=hours(1))
def put_on_mask(guest: Character):
    """{guest} puts on a mask."""
    when(guest.has_mask, not guest.masked, guest.keen_on != nowhere, guest.place != guest.keen_on)
    weigh(6, "{guest} would be thrown out with a bare face")
    takes(seconds(5))
    guest.masked = True
    disguise(guest, nobody)


@action(again=hours(1))
def take_off_mask(guest: Character):
    """{guest} takes off the mask."""
    when(guest.masked)
    weigh(0.05 + 0.4 * recalls(guest, give_hand(None, guest), within=hours(1)), "it is hot behind a mask")
    weigh(3 * (not guest.place.feast), "it is over")
    deter(guest.keen_on != nowhere, "{guest} is not inside yet")
    guest.masked = False
    disguise(guest, guest)


@action(speech=True, again=minutes(15))
def knock(guest: Character, host: Character):
    """{guest} asks {host} to be let in."""
    when(guest.keen_on != nowhere, host.hosts == guest.keen_on, guest.place != guest.keen_on, sees(guest, host))
    weigh(5 + 3 * guest.longing, "there is music inside")
    deter(0.7 * at_odds(guest, host) * (not guest.masked), "{guest} will be known at the door")
    takes(seconds(3))
    say(guest, "Is there room for one more who can dance a little, and eat a lot?")


@action(answers=knock, speech=True, again=seconds(30))
def let_in(host: Character, guest: Character):
    """{host} lets {guest} in."""
    weigh(3 + 5 * host.hospitable, "it is a night for guests")
    deter(0.95 * at_odds(host, guest), "{guest} is of the other house")
    takes(seconds(4))
    guest.place = host.hosts
    guest.keen_on = nowhere
    guest.stirred += 0.3
    say(host, "In with you. Whoever comes in peace is welcome tonight.")


@action(answers=knock, speech=True, again=seconds(30))
def turn_away(host: Character, guest: Character):
    """{host} turns {guest} away."""
    weigh(8 * at_odds(host, guest) + 0.4 * (1 - host.hospitable), "not everybody is wanted here")
    takes(seconds(4))
    guest.keen_on = nowhere
    means(Insult(host, guest, 0.4))
    say(host, "Not you. Not here, and not tonight.")


@action(speech=True, again=minutes(30))
def marvel(guest: Character, lady: Character):
    """{guest} says under the lights what {guest} thinks of {lady}."""
    when(guest.place.feast, sees(guest, lady), lady.charm > 0.5, not at_odds(guest, lady) or guest.longing > 0.5)
    weigh(7 * guest.longing * lady.charm, "{guest} has seen nobody but {lady} since the door")
    takes(seconds(8))
    loud = between(0, 1)
    guest.raised = loud
    guest.affection[lady] += 0.4
    means(Honour(guest, lady, 0.3))
    say(guest, "Who lit all these candles, when you were coming in anyway?")


@action(answers=marvel, again=minutes(30))
def give_hand(lady: Character, guest: Character):
    """{lady} gives {guest} a hand for the dance."""
    weigh(1 + 6 * lady.longing, "nobody has ever talked to {lady} like that")
    deter(0.6 * at_odds(lady, guest), "{guest} is of the other house")
    takes(seconds(20))
    lady.affection[guest] += 0.5
    guest.affection[lady] += 0.3


@event(of=marvel, carries=roles)
def voice_is_known(guest, knower: Character):
    """{knower} knows that voice: it is {guest}'s."""
    when(knower != guest, guest.masked, knower.place == guest.place, awake(knower), guest.known_by[knower] + 0.6 * guest.raised > 1)
    reveal(guest)


@appraisal(of=voice_is_known)
def an_outrage(guest, knower, mind):
    """{mind} takes it for an outrage."""
    when(mind == knower)
    mind.stirred += 0.5
    mind.anger[guest] += 0.9 * at_odds(mind, guest) * max(0, -mind.affection[guest])


@action(again=minutes(10))
def go_for(kinsman: Character, guest: Character):
    """{kinsman} makes for {guest} with a hand at the belt."""
    when(kinsman.place.feast, at_odds(kinsman, guest), sees(kinsman, guest), kinsman.up_against == nobody)
    weigh(12 * kinsman.temper * kinsman.anger[guest], "{guest} dares to be here, in this house")
    deter(0.6 * kinsman.lawful, "it is a feast")
    kinsman.up_against = guest
    takes(seconds(8))
    kinsman.up_against = nobody
    kinsman.foe = guest
    guest.foe = kinsman
    means(Threat(kinsman, guest, 0.6))
    means(Stir(0.6))


@action(answers=go_for, speech=True, again=minutes(5))
def forbid(host: Character, kinsman: Character, guest: Character):
    """{host} stops {kinsman}: under this roof nobody touches a guest."""
    when(host.hosts == kinsman.place)
    weigh(6 * host.hospitable + 6 * host.lawful, "nobody bleeds at {host}'s feast")
    deter(0.5 * at_odds(host, guest) * (1 - host.hospitable), "{guest} has no business here")
    takes(seconds(3))
    heeds = contest(0.2 + 2 * kinsman.respect[host], kinsman.anger[guest])
    if heeds:
        foil(kinsman)
        kinsman.up_against = nobody
        kinsman.anger[host] += 0.2
        means(Defence(host, guest, 0.5))
    say(host, "Leave that where it is, {kinsman}. A guest is a guest, and I say who is master here.")


@action(again=seconds(30))
def turn_aside(kinsman: Character, guest: Character):
    """{kinsman} turns away, and will not forget it."""
    when(kinsman.up_against != nobody, guest == kinsman.up_against, not doing(kinsman, go_for))
    weigh(4, "{kinsman} has been told, and this is not the place")
    kinsman.up_against = nobody


@action(speech=True, again=hours(1))
def show_out(host: Character, guest: Character):
    """{host} shows {guest} the door."""
    when(host.hosts == guest.place, at_odds(host, guest), sees(host, guest), guest.place.feast)
    weigh(3 * at_odds(host, guest), "{guest} was not asked")
    deter(host.hospitable, "a guest is a guest")
    takes(seconds(10))
    guest.place = step(host.hosts, guest.home)
    means(Insult(host, guest, 0.5))
    say(host, "You have seen the house, {guest}. Now see the street.")


@reason(of=walk)
def to_the_feast(walker, to):
    when(walker.keen_on != nowhere, not walker.place.feast, any(x.hosts == walker.keen_on and x.place == to for x in Character))
    weigh(5, "there is music in the air")


@reason(of=walk)
def nobody_leaves_early(walker, to):
    when(walker.place.feast)
    deter(0.95, "the music is still playing")


@reason(of=walk)
def by_the_door(walker, to):
    when(to.feast, not walker.place.feast)
    deter(0.99, "one asks at the door first")


@reason(of=sleep)
def not_tonight(sleeper):
    when(any(x.feast for x in Place))
    deter(0.99, "there is a feast tonight")
