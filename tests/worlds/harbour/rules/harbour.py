"""A small harbour: one boat that is somebody else's, bread, and a tongue that wags."""
from moshimo.rules import *


class Boat:
    owner: Character = known(nobody)
    skipper: Character = visible(nobody)         # who is out in it
    place: Place = visible(nowhere)


class Character:
    loaves: int = visible(0)
    fish: Amount = visible(0)
    baker: bool = known(False)
    suspect: Character = private(nobody)         # who one thinks took the boat
    boldness: Level = private(0.3)
    tattle: Level = private(0.1)
    ate_at: Moment = private(never)


def hunger(mind: Character) -> Level:            # from 0 after a meal to 1 twelve hours later
    return clip((now - mind.ate_at) / hours(12), 0, 1)


@action(moves=True, again=hours(6))
def sail(sailor: Character, boat: Boat, out: Place):
    """{sailor} casts off in {boat}."""
    when(boat.skipper == nobody, boat.place == sailor.place, not out.inside, step(sailor.place, out) == out, not dark())
    weigh(0.8 * leisure(sailor) * (boat.owner == sailor), "it is a day for fishing")
    weigh(3 * leisure(sailor) * sailor.boldness * hunger(sailor), "{sailor} is hungry, and there is fish out there")
    deter((boat.owner != sailor) * (1 - sailor.boldness), "it is not {sailor}'s boat")
    boat.skipper = sailor
    takes(way(sailor.place, out))
    sailor.place = out
    boat.place = out


@action(again=minutes(10))
def fish(angler: Character, boat: Boat):
    """{angler} casts the nets from {boat}."""
    when(boat.skipper == angler, not angler.place.inside, angler.fish < 12)
    weigh(4, "that is what one comes out for")
    takes(hours(1))
    haul = between(0, 8)
    angler.fish += haul


@action(moves=True, again=hours(1))
def land(sailor: Character, boat: Boat, quay: Place):
    """{sailor} brings {boat} in to {quay}."""
    when(boat.skipper == sailor, not sailor.place.inside, quay.inside, step(sailor.place, quay) == quay)
    weigh(0.2 * sailor.fish, "the catch will not keep")
    weigh(4 * late(), "it is getting dark")
    takes(way(sailor.place, quay))
    boat.skipper = nobody
    boat.place = quay
    sailor.place = quay


@reason(of=walk)
def no_swimmer(walker, to):
    when(not to.inside or not walker.place.inside)
    deter(1, "one does not walk there")


@action(again=hours(1))
def notice(owner: Character, boat: Boat):
    """{owner} stands at the empty mooring of {boat}."""
    when(boat.owner == owner, boat.place != owner.place, owner.place == owner.haunt)
    weigh(2, "{owner} looks for {boat}")
    means(Stir(0.4))


@action(carries=roles, speech=True)
def blame(gossip: Character, hearer: Character, victim: Character, boat: Boat):
    """{gossip} tells {hearer} that {victim} is out in {boat}."""
    when(boat.owner == hearer, gossip != hearer, sees(gossip, hearer), victim != gossip, victim != hearer)
    weigh(3 * gossip.tattle * max(0, -gossip.affection[victim]), "{gossip} has never liked {victim}")
    weigh(6 * gossip.tattle * (boat.skipper == victim), "{gossip} has seen it")
    inform(hearer, sail(victim, boat, None))     # true or not
    say(gossip, "Your boat, {hearer}? Ask {victim}. Just ask.")


@appraisal(of=sail)
def takes_it_ill(sailor, boat, out, mind):
    """{mind} hears who is out in {boat}."""
    when(boat.owner == mind, sailor != mind)
    mind.suspect = sailor
    mind.trust[sailor] -= 0.4
    mind.stirred += 0.3


@action(speech=True, again=hours(3))
def confront(owner: Character, taker: Character):
    """{owner} asks {taker} about the boat."""
    when(owner.suspect != nobody, taker == owner.suspect, sees(owner, taker))
    weigh(6, "{owner} wants to know")
    takes(seconds(20))
    owner.suspect = nobody
    means(Insult(owner, taker, 0.3))
    say(owner, "A boat is not a chair, {taker}. One asks.")


@action(answers=confront, speech=True)
def own_up(taker: Character, owner: Character):
    """{taker} admits it and offers {owner} half the catch."""
    when(taker.fish > 1)
    weigh(4, "it was only borrowed")
    deter(taker.boldness * 0.5, "{taker} is proud")
    takes(seconds(20))
    owner.fish += taker.fish / 2
    taker.fish -= taker.fish / 2
    means(Kindness(taker, owner, 0.6))
    say(taker, "We had nothing in the house. Half of it is yours.")


@action(again=hours(2))
def bake(baker: Character):
    """{baker} bakes a batch of bread."""
    when(baker.baker, baker.place == baker.home, baker.loaves < 4)
    weigh(2, "the shelf is empty")
    takes(hours(1))
    baker.loaves += 6


@action(again=hours(3))
def share(giver: Character, guest: Character):
    """{giver} gives {guest} a loaf."""
    when(giver.loaves > 0, guest != giver, sees(giver, guest))
    weigh(0.6 * leisure(giver) * giver.loaves / 4 * (0.2 + giver.affection[guest]), "{giver} has bread enough")
    giver.loaves -= 1
    guest.loaves += 1
    means(Kindness(giver, guest, 0.3))


@action(again=hours(3))
def eat(eater: Character):
    """{eater} eats."""
    when(eater.loaves + eater.fish > 0)
    weigh(6 * leisure(eater) * hunger(eater), "{eater} is hungry")
    takes(minutes(15))
    if eater.loaves > 0:
        eater.loaves -= 1
    else:
        eater.fish -= 1
    eater.ate_at = now


@event(mean=hours(9))
def squall(sailor: Character):
    """A squall comes over the banks and takes half of what {sailor} has caught."""
    when(not sailor.place.inside, sailor.fish > 1)
    sailor.fish -= sailor.fish / 2
    means(Stir(0.4))
