"""Emits claims about a state: how they are made, judged, denied and found to be such.

What is made here for all claims is made when a rule first asks for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol

from moshimo.compile.emission.views import (
    NOW,
    D,
    M,
    Values,
    View,
    deed_names,
    flesh,
    foreseen,
    is_such,
    mind_of,
    padded,
    parameter,
    role,
    same,
)
from moshimo.compile.ir import code as c
from moshimo.compile.ir.nodes import Instruction, Invoke, Routine, Term
from moshimo.engine.kernel import deed, numbers
from moshimo.engine.kernel.minds import bodies, claim, see
from moshimo.lang import typed as t
from moshimo.lang.laws import Rule
from moshimo.lang.types import BOOL, OURS, Attribute
from moshimo.schema.block_fields import F
from moshimo.schema.scalars import Parameter, Signature

_TELLER, _TIME, _X, _RULE = c.local("teller"), c.local("time", "f64"), c.local("x"), c.local("rule")


class HeldValue(Protocol):
    """What a mind holds a value to be: `Pictured`."""

    def value(self) -> Term:
        """Return what it is held to be."""

    def time(self) -> Term:
        """Return as of when."""


class Makes(Values, Protocol):
    """What makes expressions, and keeps the functions that they need: `Emitter`."""

    functions: list[Routine]
    made: dict[object, Signature]

    def sees(self, kind: str, x: Term, v: View) -> Term:
        """Return whether the view's mind sees a member now, or where it is."""

    def pictured(self, a: Attribute, mind: Term, owner: Term, key: Term | None) -> HeldValue:
        """Return what a mind holds a value to be, of an attribute that is pictured."""

    def unknown(self, kind: str) -> Term:
        """Return the row that stands for no member that a mind knows of."""


def made(pattern: t.Pattern, teller: Term, v: View, values: Makes) -> Invoke:
    """Return the claim that a teller makes, as old as the teller's own idea if that is the same."""
    rule = values.laws.rules[pattern.word]
    given = [*pattern.args, *(x for _, x in pattern.outcomes)]
    pairs = zip(rule.shape, given, strict=True)
    args = [values.stored(x, r.type, v) for r, x in pairs if x is not None]
    return c.call(_maker(rule, values), teller, *args)


def _maker(rule: Rule, values: Makes) -> Signature:
    shape = [parameter(r) for r in rule.shape]
    word = f"claim__{rule.word}"
    took = (Parameter("teller", "i64"), *(Parameter(r.word, r.type) for r in shape))
    found = Signature(word, took, "i64")
    if ("claim", word) in values.made:
        return found
    values.made["claim", word] = found
    (said,) = rule.replay_end
    assert isinstance(said, t.Write)
    a, value = said.attribute, shape[-1]
    held = values.pictured(a, _TELLER, shape[0], shape[1] if a.key else None)
    real = value.type == "f64"
    same = (
        (c.call(numbers.alike, held.value(), value))
        if real
        else (c.compare(held.value(), "==", value))
    )
    known = c.both(c.compare(_TELLER, ">", 0), same)
    if a.kind == "Character" and a.who != "known":
        known = c.both(known, c.compare(_TELLER, "!=", shape[0]))
    roles = padded(shape[: len(rule.roles)], 3)
    said_number: Term = c.real(0)
    if rule.outcomes:
        said_number = value if real else c.convert(value, "f64")
    number = values.layout.rules[rule.word]
    body: list[Instruction] = [
        *([c.let(value, c.call(numbers.within, value, a.type.low, a.type.high))] if real else []),
        c.let(_TIME, NOW),
        c.when(known, [c.let(_TIME, held.time())]),
        c.give(c.call(claim.claimed, _TELLER, number, *roles, said_number, _TIME)),
    ]
    values.functions.append(Routine(found, tuple(body), None, seldom=True))
    return found


# what one sees for oneself: words change nothing for it then ----------------------------------


def can_see(a: Attribute, values: Values) -> bool:
    """Whether one sees how it is, where its owner is in sight."""
    placed = a.kind == "Place" or f"{a.kind}.place" in values.layout.columns
    return a.who == "visible" and placed


def sees(a: Attribute, owner: Term, value: Term, v: View, values: Makes) -> Term:
    """Return whether the view's mind sees if it is so, of what one `can_see`.

    Who is at the place where a thing is said to be sees, too, that it is not there.
    """
    there = values.sees(a.kind, owner, v)
    if a.word != "place" or a.kind == "Character":
        return there
    return c.either(there, c.call(see.looks_round, mind_of(v), value))


# whether it is so -----------------------------------------------------------------------------


def asked(e: t.Builtin, v: View, values: Makes) -> Invoke | Term:
    """Return what is asked of a deed: whether it is so, or about somebody, or what comes of it."""
    if e.word == "foresee":
        return foreseen(e, v, values)
    given = values.value(e.args[0], v)
    if e.word == "is_so" or e.word == "is_false":
        return judged(e.word, given, v, values)
    return about(given, e.args[1], v, values)


def judged(word: Literal["is_so", "is_false"], value: Term, v: View, values: Makes) -> Invoke:
    """Return whether a claim holds (or is wrong), in truth or as a mind has it; else not."""
    found = _judge(word, values, picture=v.picture)
    return c.call(found, value, *([v.mind or 0] if v.picture else []))


def _judge(word: Literal["is_so", "is_false"], values: Makes, *, picture: bool) -> Signature:
    name = f"{word}_{'thought' if picture else 'truly'}"
    mind = (Parameter("m", "i64"),) if picture else ()
    found = Signature(name, (Parameter("d", "i64"), *mind), "bool")
    if ("claim", name) in values.made:
        return found
    values.made["claim", name] = found
    cases: list[tuple[int, list[Instruction]]] = []
    for rule in values.laws.rules.values():
        if rule.mark == "claim":
            case = c.give(_case(word, rule, values, picture=picture))
            cases.append((values.layout.rules[rule.word], [case]))
    body = [
        c.let(_RULE, c.at(F.d_rule, D)),
        *c.switch(_RULE, sorted(cases)),
        c.give(c.const(False)),
    ]
    values.functions.append(Routine(found, tuple(body), None, seldom=True))
    return found


def _case(word: str, rule: Rule, values: Makes, *, picture: bool) -> Term:
    (said,) = rule.replay_end
    assert isinstance(said, t.Write)
    a, eyes = said.attribute, M if picture else None
    view = View(picture, eyes, deed_names(rule, values.layout, eyes))
    read = t.Read(a.type, a, said.owner, said.key, OURS)
    asked = t.Guess(a.type, read, OURS) if picture and a.who == "private" else read
    so = values.truth(t.Calc(BOOL, "==", (asked, said.value), OURS), view)
    if word == "is_so":
        return so
    if not picture:
        return c.negate(so)
    owner = values.value(said.owner, view)
    key = None if said.key is None else values.value(said.key, view)
    time = values.pictured(a, M, owner, key).time()
    later: Term = c.compare(time, ">=", c.at(F.d_end, D))
    if a.kind == "Character" and a.who != "known":
        later = c.either(later, c.compare(owner, "==", M))
    return c.both(c.negate(so), later)


# which claim it is ----------------------------------------------------------------------------


def compared(one: t.Ex, alike: bool, other: t.Ex, v: View, values: Values) -> Term:
    """Return whether two deed values are the same, or (not `alike`) are not."""
    if isinstance(one, t.Claim):
        one, other = other, one
    given = values.value(one, v)
    if isinstance(other, t.Claim):
        found = is_such(given, other.pattern, v, values)
    else:
        found = same(given, values.value(other, v), values)
    return found if alike else c.negate(found)


def about(given: Term, member: t.Ex, v: View, values: Makes) -> Term:
    """Return whether a member has a role in a deed value."""
    who, kind = values.value(member, v), member.type
    if kind.of == "Character":
        if values.layout.bodies and v.picture and v.mind is not None:
            return c.call(bodies.is_about, v.mind, given, who)
        return c.call(deed.has_role, given, flesh(who, values.layout))
    name = f"about_{kind.of}"
    found = Signature(name, (Parameter("d", "i64"), Parameter("x", "i64")), "bool")
    if ("claim", name) not in values.made:
        values.made["claim", name] = found
        rules = values.laws.rules
        cases = []
        for word, number in values.layout.rules.items():
            roles = rules[word].roles if word in rules else ()
            tests = [c.compare(role(D, i), "==", _X) for i, r in enumerate(roles) if r.type == kind]
            if tests:
                cases.append((number, [c.give(c.either(*tests))]))
        body: Sequence[Instruction] = [
            c.let(_RULE, c.at(F.d_rule, D)),
            *c.switch(_RULE, sorted(cases)),
            c.give(c.const(False)),
        ]
        values.functions.append(Routine(found, tuple(body), None, seldom=True))
    return c.call(found, given, who)


# denied ---------------------------------------------------------------------------------------


def corrected(given: Term, teller: Term, values: Makes) -> Invoke:
    """Return what a teller holds to be so in place of what a claim says: a claim too, or none."""
    found = Signature("corrected", (Parameter("d", "i64"), Parameter("m", "i64")), "i64")
    if ("claim", "corrected") not in values.made:
        values.made["claim", "corrected"] = found
        number = values.layout.rules
        kinds = [rule for rule in values.laws.rules.values() if rule.mark == "claim"]
        cases = [(number[rule.word], [c.give(_instead(rule, values))]) for rule in kinds]
        body = [
            c.let(_RULE, c.at(F.d_rule, D)),
            *c.switch(_RULE, sorted(cases)),
            c.give(c.const(0)),
        ]
        values.functions.append(Routine(found, tuple(body), None, seldom=True))
    return c.call(found, given, teller)


def _instead(rule: Rule, values: Makes) -> Invoke:
    (said,) = rule.replay_end
    assert isinstance(said, t.Write)
    a = said.attribute
    view = View(True, M, deed_names(rule, values.layout, M))
    read = t.Read(a.type, a, said.owner, said.key, OURS)
    asked = t.Guess(a.type, read, OURS) if a.who == "private" else read
    roles = [role(D, 0), *([role(D, 1)] if a.key else [])]
    return c.call(_maker(rule, values), M, *roles, values.stored(asked, a.type, view))
