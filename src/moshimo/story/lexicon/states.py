"""What can be seen of somebody's body: which rules change it, and which ask how it stands.

It is what is `shown` of a person, is so or is not so or names somebody or something, and does not
fade: whether they lie on the ground, who has hold of them, what they have in hand. A rule's text
says what a deed makes of it, as far as the deed's roles and outcomes settle that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from moshimo.lang.laws import Laws, Rule
from moshimo.lang.typed import (
    Ask,
    Calc,
    Const,
    Ex,
    If,
    Means,
    Read,
    Statement,
    Var,
    Write,
    children,
    walk_statements,
)
from moshimo.lang.types import Attribute
from moshimo.story.lexicon.lexicon import HadMeaning, Made

PERSON = "Character"
DEEPEST = 8  # quantities within quantities


def of_bodies(laws: Laws) -> dict[str, str]:
    """Return what of a body can be seen and lasts, and what it is before anything is done.

    What an appraisal changes, such as whom one takes for a foe, is of the mind.
    """
    kind = laws.kinds.get(PERSON)
    minds = {w for r in laws.rules.values() if r.mark == "appraisal" for w in r.writes}
    every = [a for a in kind.attributes if _is_seen(a) and a.full not in minds] if kind else []
    return {a.full: f"{int(a.default)}" if a.type.tag == "bool" else "" for a in every}


def _is_seen(a: Attribute) -> bool:
    lasting = a.who == "shown" and not a.key and not a.half_life
    return lasting and a.type.tag in ("bool", "ref")


def made_by(rule: Rule) -> tuple[Made, ...]:
    """Return what a deed of a rule makes of the bodies of those in its roles."""
    began = _made(rule.begin, (), begun=bool(rule.span))
    return (*began, *_made(rule.end, (), begun=False))


def _made(
    body: Sequence[Statement], tests: tuple[tuple[str, bool], ...], *, begun: bool
) -> Iterator[Made]:
    for s in body:
        if isinstance(s, Write) and isinstance(s.owner, Var) and _is_seen(s.attribute):
            role, value = _value(s.value)
            sure = s.op == "=" and value != "?" and ("?", True) not in tests
            yield Made(s.attribute.full, s.owner.word, role, value, tests, begun, sure)
        elif isinstance(s, If):
            word, wanted = _outcome(s.test)
            yield from _made(s.yes, (*tests, (word, wanted)), begun=begun)
            against = (word, not wanted) if word != "?" else (word, True)
            yield from _made(s.no, (*tests, against), begun=begun)


def meant_by(rule: Rule) -> tuple[HadMeaning, ...]:
    """Return the meanings that a deed of a rule has, and on which outcomes they hang."""
    return tuple(_meant(rule.effects, ()))


def _meant(body: Sequence[Statement], tests: tuple[tuple[str, bool], ...]) -> Iterator[HadMeaning]:
    for s in body:
        if isinstance(s, Means):
            roles = tuple(x.word if isinstance(x, Var) else "" for x in s.args)
            yield HadMeaning(s.meaning, roles, tests)
        elif isinstance(s, If):
            word, wanted = _outcome(s.test)
            yield from _meant(s.yes, (*tests, (word, wanted)))
            yield from _meant(s.no, (*tests, (word, not wanted)))


def _value(value: Ex) -> tuple[str, str]:
    """Return the role that something becomes, or what else it becomes; "?" if that is open."""
    if isinstance(value, Var):
        return value.word, ""
    if isinstance(value, Const) and (value.type.tag == "bool" or not value.value):
        return "", f"{int(value.value)}" if value.type.tag == "bool" else ""
    return "", "?"


def _outcome(test: Ex) -> tuple[str, bool]:
    """Return the outcome that a condition asks for, "?" if it asks for more."""
    if isinstance(test, Var) and test.type.tag == "bool":
        return test.word, True
    if isinstance(test, Calc) and test.op == "not" and isinstance(test.args[0], Var):
        return test.args[0].word, False
    return "?", True


def asked_by(rule: Rule, laws: Laws) -> frozenset[tuple[str, str]]:
    """Return of whose body, by role, what a rule's conditions and weights ask.

    Among its weights are those that reasons give it.
    """
    roles = {role.word: role.word for role in rule.roles}
    asked = [condition.test for condition in rule.conditions]
    for w in rule.weights:
        asked += [w.value, *(condition.test for condition in w.conditions)]
    return frozenset(pair for ex in asked for pair in _read(ex, roles, laws, DEEPEST))


def _read(ex: Ex, roles: Mapping[str, str], laws: Laws, depth: int) -> Iterator[tuple[str, str]]:
    """Yield whose body is asked for what, through named quantities."""
    seen = isinstance(ex, Read) and _is_seen(ex.attribute)
    if seen and isinstance(ex, Read) and isinstance(ex.owner, Var) and ex.owner.word in roles:
        yield roles[ex.owner.word], ex.attribute.full
    if isinstance(ex, Ask) and depth and ex.quantity in laws.quantities:
        quantity = laws.quantities[ex.quantity]
        pairs = zip(quantity.roles, ex.args, strict=False)
        given = {r.word: roles[x.word] for r, x in pairs if isinstance(x, Var) and x.word in roles}
        body = walk_statements(quantity.body) if given else ()
        for part in (part for s in body for part in children(s)):
            yield from _read(part, given, laws, depth - 1)
    for part in children(ex):
        yield from _read(part, roles, laws, depth)
