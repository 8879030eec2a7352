"""Blades (Y08, Y32): a knife drawn, cut with, caught by the wrist, kicked out of the hand, picked up, put away.

A blade does more harm than a fist. Its hand can be caught as it goes by, and a blade on the ground belongs to whoever is first.

needs: grapple, melee, footwork, fight, things, body, ties, feelings, perception
"""
from moshimo.rules import *


class Thing:
    blade: bool = known(False)


class Character:
    armed: Thing = shown(nothing)            # the blade in one's hand


@action(again=seconds(20))
def draw_blade(fighter: Character, blade: Thing):
    """{fighter} draws {blade}."""
    when(on_guard(fighter), fighter.armed == nothing, not entangled(fighter), blade.blade, blade.bearer == fighter, sees(fighter, fighter.foe))
    weigh(drive(fighter), "it has become earnest")
    weigh(1.5 * fury(fighter) + 1.5 * fighter.hurt, "{fighter} wants more than fists")
    deter(0.6 * fighter.mercy, "{fighter} does not want blood")
    deter(0.6 * max(0, fighter.affection[fighter.foe]), "{fighter} wants nobody dead")
    deter(1.5 * fighter.lawful * (not fighter.agreed), "the law has something to say about knives")
    deter(fighter.saving, "{fighter} has better in hand")
    deter(fighter.foe.saving, "no knife helps against what is coming")
    takes(seconds(0.5))
    fighter.armed = blade
    if not fighter.agreed:
        means(Threat(fighter, fighter.foe, 0.3))


@action(variant_of=strike, again=seconds(2))
def cut(attacker: Character, target: Character):
    """{attacker} slashes at {target}."""
    when(attacker.armed != nothing, attacker.foe != nobody, target == attacker.foe, may_strike(attacker, target))
    weigh(1.3 * eager(attacker, target), "{attacker} has a blade in hand")
    weigh((attacker.foe == target) * 2 * drive(attacker) * opening(target), "{target} is open")
    deter(target.senseless * 0.95, "{target} cannot fight back")
    deter(not reaches(attacker, target, arm), "{target} is out of reach")
    deter(0.8 * attacker.winded, "{attacker} is out of breath")
    deter(attacker.saving, "{attacker} has better in hand")
    attacker.spot += towards(attacker, target) * max(0, apart(attacker, target) - 1)
    takes(seconds(0.8))
    lands = contest(0.8 * vigour(attacker), vigour(target) * cover(target, 2))
    size = between(0.1, 0.34)
    attacker.winded += 0.07
    means(Blow(attacker, target))
    means(Stir(0.5))
    if lands:
        target.wound = size
        attacker.momentum += 0.5
        means(Wound(target, size))
        if not attacker.agreed:
            means(Harm(attacker, target, 0.4))
    else:
        attacker.unbalanced += 0.6
        if not attacker.agreed:
            means(Threat(attacker, target, 0.4))


@action(answers=cut, within=seconds(1.2), again=seconds(3))
def catch_wrist(target: Character, attacker: Character):
    """{target} catches {attacker}'s knife hand as it goes by."""
    when(on_guard(target), target.foe == attacker, attacker.armed != nothing, target.hold == nobody, target.gripped == nobody, apart(target, attacker) <= arm)
    weigh(6 * (not in_time()) * (0.3 + target.skill), "the arm has gone past")
    deter(target.dazed, "{target} is too slow")
    takes(seconds(0.3))
    caught = contest(vigour(target), 0.7 * vigour(attacker))
    if caught:
        target.hold = attacker
        attacker.gripped = target


@action(variant_of=strike, again=seconds(3))
def knock_away(fighter: Character, foe: Character, blade: Thing):
    """{fighter} kicks at {foe}'s knife hand."""
    when(on_guard(fighter), foe == fighter.foe, foe.armed != nothing, blade == foe.armed, sees(fighter, foe))
    weigh(1.2 * drive(fighter), "the knife has to go")
    weigh(2 * drive(fighter) * (foe.unbalanced + (fighter.hold == foe)), "the hand is there to be hit")
    deter(apart(fighter, foe) > leg, "{foe} is out of reach")
    deter(fighter.saving, "{fighter} has better in hand")
    takes(seconds(0.6))
    flies = contest(vigour(fighter), 0.7 * vigour(foe) * cover(foe, 1))
    fighter.winded += 0.06
    means(Blow(fighter, foe))
    if flies:
        foe.armed = nothing
        blade.bearer = nobody
        blade.place = fighter.place
        means(Stir(0.3))


@reason(of=give)
def not_in_a_fight(giver, receiver, thing):
    deter(giver.foe != nobody, "this is no time for it")


@reason(of=pick_up)
def within_reach(taker, thing):
    when(thing.blade, on_guard(taker), taker.armed == nothing, not entangled(taker))
    weigh(1.5 * drive(taker) * (1 - taker.saving) * (1 - taker.foe.saving), "a blade is lying there")


@event(of=pick_up)
def in_the_hand(taker, thing):
    """{taker} has {thing} in the hand."""
    when(thing.blade, taker.foe != nobody)
    taker.armed = thing


@reason(of=catch_wrist)
def at_the_blade(target, attacker):
    weigh(2 * target.hurt, "another cut would be one too many")


@reason(of=cut)
def held_wrist(attacker, target):
    deter(0.9 * (attacker.gripped == target), "{target} has hold of the hand")


@action(again=seconds(5))
def sheathe(bearer: Character, blade: Thing):
    """{bearer} puts {blade} away."""
    when(bearer.armed != nothing, blade == bearer.armed, bearer.foe == nobody)
    weigh(3, "it is not needed any more")
    takes(seconds(1))
    bearer.armed = nothing
