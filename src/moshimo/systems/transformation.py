"""Transformations (Y07): a form that somebody can take on, what it multiplies, when it answers, and what it costs.

A form multiplies the strength of whatever its bearer does, and changes a technique held ready into that form's own. It comes to
those who are hard pressed, it eats at body and soul, and it leaves when the fight is over.

needs: techniques, power, melee, fight, body, ties, feelings, perception
"""
from moshimo.rules import *


class Form:
    bearer: Character = known(nobody)
    factor: Amount = known(1.0)              # what it multiplies strength by
    price: Level = known(0.1)                # what it takes from body and soul
    needs_anger: Level = known(0.0)


class Technique:
    turned: Technique = known(nothing)       # what it becomes,
    turned_by: Form = known(nothing)         # and in which form


class Character:
    form: Form = shown(nothing)


def multiplied(who: Character) -> Amount:
    return max(1, who.form.factor)


def force(who: Character) -> Amount:         # of what one holds ready
    return who.ready.strength * swell(who) * multiplied(who)


@action(again=hours(1))
def transform(fighter: Character, form: Form, foe: Character):
    """{fighter} gives way to {form}."""
    when(fighter.foe != nobody, form.bearer == fighter, fighter.form == nothing, foe == fighter.foe, sees(fighter, foe))
    when(fury(fighter) >= form.needs_anger)
    weigh(6 * (fighter.ready != nothing), "{fighter} has only this one throw")
    weigh(3 * (fighter.ready != nothing) * foe.aura, "{foe} has grown too strong")
    weigh(0.5 * fighter.hurt, "{fighter} is losing")
    deter(form.price, "it takes more than it gives")
    takes(seconds(5))
    fighter.form = form
    fighter.aura += 0.6
    fighter.hurt += 0.5 * form.price
    fighter.taint += form.price
    means(Threat(fighter, foe, 0.5))
    means(Stir(0.5))


@event(of=transform)
def turns(fighter, form, from_: Technique, to: Technique):
    """{fighter} feels {from_} turn into {to}."""
    when(from_ == fighter.ready, from_.turned_by == form, to == from_.turned)
    fighter.ready = to


@event(of=charge)
def comes_turned(fighter, technique, to: Technique):
    """{fighter} feels it come as {to}."""
    when(fighter.form != nothing, technique.turned_by == fighter.form, to == technique.turned)
    fighter.ready = to


@event()
def form_leaves(fighter: Character, form: Form):
    """{form} leaves {fighter}."""
    when(fighter.form != nothing, fighter.foe == nobody, form == fighter.form)
    fighter.form = nothing
    fighter.fatigue += form.price
