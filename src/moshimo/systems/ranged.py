"""What is hurled (Y06, Y08): a technique thrown across the metres between, and what it does to the ground.

No arm can block it. Whoever is quick enough leaps aside, and whoever threw it comes after it. What burns smokes for a while.

needs: hiding, techniques, power, melee, footwork, fight, body, ties, feelings, surroundings, space, perception
"""
from moshimo.rules import *


class Place:
    scorched: bool = visible(False)
    alight: bool = shown(False)              # its grass is on fire


@action(again=seconds(20))
def hurl(fighter: Character, technique: Technique, foe: Character):
    """{fighter} hurls {technique} at {foe}."""
    when(on_guard(fighter), foe == fighter.foe, sees(fighter, foe), not foe.senseless, technique.hurled)
    when(technique.learned[fighter], technique.cost <= left(fighter), handy(fighter, technique))
    weigh(1.5 * drive(fighter), "{fighter} has it to hand")
    weigh(4 * drive(fighter) * doing(foe, close_in), "{foe} is coming straight at it")
    deter(apart(fighter, foe) <= 1.2, "{foe} is too near")
    deter(entangled(fighter), "{fighter} has no hand free")
    deter(fighter.saving, "{fighter} has better in hand")
    deter(1.8 * fighter.lawful * (not fighter.agreed), "there are people about")
    takes(seconds(1.1))
    lands = contest(vigour(fighter), vigour(foe) * (0.4 + 6 * (foe.posture == clear)))
    size = between(0.2, 0.45)
    fighter.spent += technique.cost
    fighter.momentum = 1.0
    means(Onslaught(fighter, foe))
    means(Stir(0.5))
    if lands:
        foe.wound = size * technique.strength
        foe.dazed += 0.3
        means(Wound(foe, size))
        if not fighter.agreed:
            means(Harm(fighter, foe, 0.4))


@event(of=hurl)
def scorches(fighter, technique, foe, place: Place):
    """It scorches the ground of {place} where {foe} was standing."""
    when(place == fighter.place)
    place.scorched = True
    place.alight = True
    means(Smoke(place))


@event(of=smoke_rises)
def soon_out(place):
    """The fire at {place} soon goes out."""
    when(place.alight)
    place.alight = False
    place.smoke_until = now + 0.25 * place.hangs
