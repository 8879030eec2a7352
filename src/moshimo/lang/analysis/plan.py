"""The plan of a rule's search: in which order its roles are found, and from what.

A thought is a query (docs/explain/thinking.md). Conditions that need only the actor are asked
once; a role that an equality fixes is not searched for; and each condition is asked as soon as the
roles that it names are bound. `show` prints the plan.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias

from moshimo.lang import typed as t
from moshimo.lang.laws import Quantity

_Found: TypeAlias = "tuple[t.Var, How, t.Ex | None, t.Ex | None]"  # the last: the condition used
How: TypeAlias = Literal["given", "equal", "seen", "near", "memory", "every"]


@dataclass(frozen=True, slots=True)
class Search:
    """How one role is found, and the conditions that can be asked once it is.

    `equal`: it is the value of `source`. `near`: the people whom the actor believes at the actor's
    place. `seen`: the people whom the actor sees.
    """

    role: t.Var
    how: How
    source: t.Ex | None
    conditions: tuple[t.Ex, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The conditions that are asked before any search, then a search for each role."""

    first: tuple[t.Ex, ...]
    steps: tuple[Search, ...]

    def free(self, kind: str) -> list[t.Var]:
        """Return the roles of that kind that range over all its members."""
        ranging = ("every", "near", "seen")
        return [s.role for s in self.steps if s.how in ranging and s.role.type.of == kind]


def plan(
    roles: tuple[t.Var, ...],
    given: frozenset[str],
    conditions: tuple[t.Ex, ...],
    quantities: Mapping[str, Quantity],
    actor: str = "",
) -> Plan:
    """Return how to find the roles that are not given, under these conditions."""
    waiting = [c for test in conditions for c in conjuncts(test, quantities)]
    bound = set(given)
    first = _ready(waiting, bound)
    steps: list[Search] = []
    left = [role for role in roles if role.word not in given]
    while left:
        role, how, source, used = _equal(left, waiting, bound) or _open(left, waiting, actor)
        left.remove(role)
        bound.add(role.word)
        if used is not None:
            waiting.remove(used)
        steps.append(Search(role, how, source, tuple(_ready(waiting, bound))))
    return Plan(tuple(first), tuple(steps))


def conjuncts(
    test: t.Ex, quantities: Mapping[str, Quantity] = MappingProxyType({})
) -> Iterator[t.Ex]:
    """Yield the single conditions of a conjunction, also those of one-line quantities."""
    opened = inline(test, quantities) if isinstance(test, t.Ask) else test
    if isinstance(opened, t.Calc) and opened.op == "and":
        for part in opened.args:
            yield from conjuncts(part, quantities)
    elif isinstance(opened, t.Calc) and opened.op == "==":
        yield opened
    else:
        yield test


def inline(ask: t.Ask, quantities: Mapping[str, Quantity]) -> t.Ex:
    """Return the expression of a one-line quantity for these values, else the question itself."""
    found = quantities.get(ask.quantity)
    if found is None or len(found.body) != 1 or not isinstance(found.body[0], t.Give):
        return ask
    if not all(isinstance(arg, t.Var | t.Const | t.Unknown) for arg in ask.args):
        return ask
    places = {role.word: arg for role, arg in zip(found.roles, ask.args, strict=True)}
    return t.substitute(found.body[0].value, places)


def _ready(waiting: list[t.Ex], bound: set[str]) -> list[t.Ex]:
    ready = [c for c in waiting if t.named(c) <= bound]
    for condition in ready:
        waiting.remove(condition)
    return ready


def _equal(left: list[t.Var], waiting: list[t.Ex], bound: set[str]) -> _Found | None:
    for role in left:
        for condition, one, other in _equalities(waiting):
            if one == role and t.named(other) <= bound:
                return role, "equal", other, condition
    return None


def _open(left: list[t.Var], waiting: list[t.Ex], actor: str) -> _Found:
    for role in left:  # people last: other kinds are few, and often bind somebody
        if role.type.tag == "ref" and role.type.of != "Character":
            return role, "every", None, None
    role = left[0]
    if role.type.tag == "deed":
        return role, "memory", None, None
    for condition in waiting if actor else ():
        if _is_seen(condition, role.word, actor):
            return role, "seen", None, condition
    for condition, one, other in _equalities(waiting) if actor else ():
        if _place_of(one) == role.word and _place_of(other) == actor:
            return role, "near", None, condition
    return role, "every", None, None


def _equalities(waiting: list[t.Ex]) -> Iterator[tuple[t.Ex, t.Ex, t.Ex]]:
    """Yield the conditions that are equalities, with both sides, either first."""
    for condition in waiting:
        if isinstance(condition, t.Calc) and condition.op == "==":
            one, other = condition.args
            yield condition, one, other
            yield condition, other, one


def _is_seen(e: t.Ex, role: str, actor: str) -> bool:
    """Whether this asks if the actor sees the role; such a role is searched among those near."""
    if not isinstance(e, t.Builtin) or e.word != "sees":
        return False
    return [a.word for a in e.args if isinstance(a, t.Var)] == [actor, role]


def _place_of(e: t.Ex) -> str:
    """Return whose place this reads, or ""."""
    if (
        isinstance(e, t.Read)
        and e.attribute.full == "Character.place"
        and isinstance(e.owner, t.Var)
    ):
        return e.owner.word
    return ""
