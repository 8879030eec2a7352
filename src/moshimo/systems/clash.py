"""Clash (Y09): two powers held ready meet in the middle, and neither gives way, until something does.

While both hold, both pour out what they have left. One may be overpowered early on. If both burn with an aura, the two mix
and close both in; then nobody can prevail any more, and when a pool is empty everything bursts in both their faces.

needs: transformation, techniques, power, melee, fight, body, surroundings, ties, feelings, space, perception
"""
from moshimo.rules import *


class Character:
    locked: Character = shown(nobody)      # whose power holds against one's own
    rounds: int = private(0)                 # how long by now; counted for the one who leapt
    engulfed: bool = shown(False)
    beaten_by: Character = private(nobody)


overpowering = number(2.4)                   # by how much one has to be stronger


@event(of=leap)
def clash(leaper, foe):
    """{leaper} and {foe} clash in the air, power against power."""
    when(foe.leaping, leaper.ready != nothing, foe.ready != nothing, here(leaper, foe), leaper.locked == nobody)
    say(leaper, "Then come, {foe}!")
    leaper.locked = foe
    foe.locked = leaper
    leaper.stuck = True
    foe.stuck = True
    leaper.rounds = 0
    foe.leaping = False
    means(Stir(0.6))
    later(strain(leaper, foe), after=seconds(3))


@event(of=clash)
def strain(leaper, foe):
    """{leaper} and {foe} push against one another."""
    when(leaper.locked == foe, not leaper.engulfed)
    push = between(0.5, 1.5)
    back = between(0.5, 1.5)
    ahead = push * force(leaper) * vigour(leaper) / max(0.01, back * force(foe) * vigour(foe))
    if ahead > overpowering or left(foe) <= 0 and left(leaper) > 0 and leaper.rounds > 2:
        foe.beaten_by = leaper
    elif ahead * overpowering < 1 or left(leaper) <= 0 and left(foe) > 0 and leaper.rounds > 2:
        leaper.beaten_by = foe
    else:
        leaper.spent += 0.8
        foe.spent += 0.8
        leaper.rounds += 1
        later(strain(leaper, foe), after=seconds(4))


@event()
def neither_gives(one: Character, other: Character):
    """{one} and {other} hold, and neither gives an inch."""
    when(one.rounds == 1, other == one.locked)
    means(Stir(0.3))


@event()
def auras_close(one: Character, other: Character):
    """{one} and {other} vanish in a single shell of light."""
    when(one.rounds > 1, other == one.locked, one.aura > 0.3, other.aura > 0.3)
    one.engulfed = True
    other.engulfed = True
    means(Stir(0.4))
    later(drain(one, other), after=seconds(3))


@event(of=auras_close)
def drain(one, other):
    """{one} and {other} pour out all that is left to them."""
    when(one.locked == other, left(one) > 0 or left(other) > 0)
    one.spent += 2
    other.spent += 2
    later(drain(one, other), after=seconds(3))


@event()
def burst(one: Character, other: Character):
    """It bursts in the faces of {one} and {other}."""
    when(one.rounds > 0, other == one.locked, left(one) <= 0, left(other) <= 0)
    to_one = between(0.5, 0.9)
    to_other = between(0.5, 0.9)
    one.locked = nobody
    other.locked = nobody
    one.rounds = 0
    one.engulfed = False
    other.engulfed = False
    one.ready = nothing
    other.ready = nothing
    one.stuck = False
    other.stuck = False
    one.saving = 0.0
    other.saving = 0.0
    one.down = True
    other.down = True
    one.spot -= 8
    other.spot += 8
    one.wound = to_one
    other.wound = to_other
    one.fatigue += 0.5
    other.fatigue += 0.5
    for r in Barrier:
        if r.place == one.place:
            r.broken = True
    for x in Character:
        if x != one and x != other and x.place == one.place:
            x.hurt += 0.3
    means(Blast(one.place))
    means(Wound(one, to_one))
    means(Wound(other, to_other))
    if not one.agreed:
        means(Harm(one, other, 0.6))
        means(Harm(other, one, 0.6))
    means(Stir(0.8))


@event()
def overpowered(loser: Character, winner: Character):
    """{winner}'s power breaks through and strikes {loser} down."""
    when(loser.beaten_by != nobody, winner == loser.beaten_by)
    size = between(0.6, 0.95)
    loser.beaten_by = nobody
    loser.locked = nobody
    winner.locked = nobody
    loser.rounds = 0
    winner.rounds = 0
    loser.ready = nothing
    winner.ready = nothing
    loser.stuck = False
    winner.stuck = False
    loser.saving = 0.0
    winner.saving = 0.0
    loser.wound = size
    winner.fatigue += 0.3
    means(Wound(loser, size))
    if not winner.agreed:
        means(Harm(winner, loser, 0.8))
    means(Stir(0.7))


@reason(of=let_be)
def no_letting_go(fighter, foe):
    when(fighter.locked != nobody)
    deter(1, "neither can let go now")
