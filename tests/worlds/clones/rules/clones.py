"""Two of one: somebody is born like another, is taken for them, and goes up in smoke."""
from moshimo.rules import *


class Harm(Deed):
    by: Character
    to: Character


class Character(room=8):
    skill: Amount = known(0)
    foe: Character = private(nobody)
    maker: Character = private(nobody)
    hurt: Level = visible(0.0)
    trust: Lean[Character] = private(0.0, self=1.0)
    guilt: Level = private(0.0)


@action(carries=roles, again=hours(2))
def copy(maker: Character):
    """{maker} makes another of himself."""
    when(maker.skill >= 1, maker.maker == nobody)
    weigh(0.5, "{maker} wants help")
    takes(seconds(2))
    other = born(Character, like=maker)
    other.maker = maker


@action(moves=True)
def go(walker: Character, to: Place):
    """{walker} goes to {to}."""
    when(way(walker.place, to) > seconds(0))
    weigh(0.2, "{walker} would see {to}")
    takes(way(walker.place, to))
    walker.place = to


@action()
def strike(a: Character, b: Character):
    """{a} strikes {b}."""
    when(a.place == b.place, a.foe == b)
    weigh(3, "{b} is the foe of {a}")
    takes(seconds(1))
    hits = chance(0.5)
    if hits:
        b.hurt += 0.3
        means(Harm(a, b))


@event(of=Harm)
def burst(by: Character, to: Character):
    """{to} goes up in smoke."""
    when(to.maker != nobody)
    reveal(to)
    gone(to)


@action()
def talk(a: Character, b: Character):
    """{a} talks to {b}."""
    when(a.place == b.place)
    weigh(0.5 + a.trust[b], "{a} likes talk")
    takes(seconds(20))
    a.trust[b] += 0.05
    b.trust[a] += 0.05


@appraisal(of=Harm)
def remorse(mind: Character, by: Character, to: Character):
    when(mind == by)
    mind.guilt += 0.3
