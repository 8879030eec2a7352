"""Ties (Y19): affection, trust, respect, fear and debt, one toward each person, and the deeds that change them.

Deeds say what they mean in a few common words (`means(Harm(...))`); ties and feelings answer to the meanings, never to the
deeds. `by` does it, `to` is whom it concerns, `size` is how much.

needs: space, perception, time
"""
from moshimo.rules import *


class Harm(Deed):                            # something is done to `to` that hurts
    by: Character
    to: Character
    size: Level


class Loss(Deed):                            # `to` loses what mattered
    to: Character
    size: Level


class Threat(Deed):                          # harm is in the air
    by: Character
    to: Character
    size: Level


class Charge(Deed):                          # `to` is called dangerous or guilty
    by: Character
    to: Character
    size: Level


class Defence(Deed):                         # somebody speaks up for `to`
    by: Character
    to: Character
    size: Level


class Kindness(Deed):
    by: Character
    to: Character
    size: Level


class Honour(Deed):
    by: Character
    to: Character
    size: Level


class Insult(Deed):
    by: Character
    to: Character
    size: Level


class Character:
    bond: Level[Character] = known(0.0)      # how close everybody takes them to be
    affection: Lean[Character] = private(0.0, guess=seems_fond, self=1.0)
    trust: Lean[Character] = private(0.0, self=1.0)
    respect: Level[Character] = private(0.3)
    fear: Level[Character] = private(0.0)
    debt: Level[Character] = private(0.0)


def close(mind: Character, who: Character) -> Level:     # liking somebody a little moves nobody to tears
    return clip(1.25 * (mind.affection[who] - 0.2), 0, 1)


def seems_fond(mind: Character, who: Character, whom: Character) -> Lean:
    return who.bond[whom]


def concern(mind: Character, who: Character, about: Character) -> Level:    # whom one thinks of, looking ahead
    return max(0, guess(who.affection[about]))


@worth
def those_dear(mind, other: Character):
    when(other != mind, mind.affection[other] > 0.2)
    weigh(3 * mind.affection[other] * other.alive, "{other} is alive")


@appraisal(of=Kindness)
def warmed(by, to, size, mind):
    """{mind} thinks better of {by}."""
    when(mind != by)
    mind.affection[by] += 0.15 * size * max(0, mind.affection[to])
    mind.trust[by] += 0.10 * size * max(0, mind.affection[to])
    if mind == to:
        mind.debt[by] += 0.2 * size


@appraisal(of=Harm)
def estranged(by, to, size, mind):
    """{mind} thinks worse of {by}."""
    when(mind != by)
    mind.affection[by] -= 0.4 * size * max(0, mind.affection[to])
    mind.trust[by] -= 0.3 * size * max(0, mind.affection[to])
    mind.fear[by] += 0.15 * size


@appraisal(of=Insult)
def offended(by, to, size, mind):
    """{mind} takes offence at {by}."""
    when(mind != by)
    mind.affection[by] -= 0.15 * size * mind.affection[to]


@appraisal(of=Honour)
def impressed(by, to, size, mind):
    """{mind} looks up to {to}."""
    when(mind != to)
    mind.respect[to] += 0.15 * size * max(0, mind.trust[by])


@appraisal(of=Charge)
def believes_the_charge(by, to, size, mind):
    """{mind} begins to fear {to}."""
    when(mind != by, mind != to)
    mind.fear[to] += 0.2 * size * max(0, mind.trust[by]) * (1 - max(0, mind.affection[to]))


@appraisal(of=Defence)
def reassured(by, to, size, mind):
    """{mind} fears {to} less."""
    when(mind != by, mind != to)
    mind.fear[to] -= 0.25 * size * max(0, mind.trust[by])
    mind.affection[to] += 0.05 * size * max(0, mind.trust[by])


@reason(of=walk)
def visiting(walker, to):
    weigh(0.008 * leisure(walker) * (1 - late()) * max(0, most(walker.affection[x] for x in Character if x != walker and x.place == to)), "{walker} would like company")
