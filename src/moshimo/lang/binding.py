"""In which order a rule's roles are found, and from what: the plan that `show` prints.

A thought is a query (docs/explain/thinking.md): conditions that need only the actor are asked
once, a role that an equality fixes is not searched for, and each condition is asked as soon as
the roles it names are there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from moshimo.lang.model import (
    Ask,
    Believe,
    Branch,
    Calc,
    Const,
    Each,
    Ex,
    Give,
    Guess,
    Quantity,
    Read,
    Recall,
    Var,
)

How: TypeAlias = Literal["given", "equal", "seen", "near", "memory", "every"]


@dataclass(frozen=True, slots=True)
class Step:
    """One role: how it is found, and the conditions that can then be asked.

    `equal`: it is what `source` comes to. `near`: who is believed where the actor is. `seen`: whom
    the actor sees besides.
    """

    role: Var
    how: How
    source: Ex | None
    conditions: tuple[Ex, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What can be asked before any search, then role by role."""

    first: tuple[Ex, ...]
    steps: tuple[Step, ...]

    def free(self, kind: str) -> list[Var]:
        """Return the roles of that kind that range over all its members."""
        ranging = ("every", "near", "seen")
        return [s.role for s in self.steps if s.how in ranging and s.role.type.of == kind]


def plan(
    roles: tuple[Var, ...],
    given: frozenset[str],
    conditions: tuple[Ex, ...],
    quantities: Mapping[str, Quantity],
    actor: str = "",
) -> Plan:
    """Return how to find the roles that are not given, under these conditions."""
    waiting = [c for test in conditions for c in conjuncts(test, quantities)]
    bound = set(given)
    first = _ready(waiting, bound)
    steps: list[Step] = []
    left = [role for role in roles if role.word not in given]
    while left:
        found = _equal(left, waiting, bound) or _open(left, waiting, bound, actor)
        role, how, source, used = found
        left.remove(role)
        bound.add(role.word)
        if used is not None:
            waiting.remove(used)
        steps.append(Step(role, how, source, tuple(_ready(waiting, bound))))
    return Plan(tuple(first), tuple(steps))


def conjuncts(test: Ex, quantities: Mapping[str, Quantity]) -> Iterator[Ex]:
    """Yield the single conditions of a conjunction, looking into simple quantities."""
    if isinstance(test, Calc) and test.op == "and":
        for part in test.args:
            yield from conjuncts(part, quantities)
        return
    if isinstance(test, Ask):
        opened = inline(test, quantities)
        if isinstance(opened, Calc) and opened.op == "and":
            yield from conjuncts(opened, quantities)
            return
        if isinstance(opened, Calc) and opened.op == "==":
            yield opened
            return
    yield test


def inline(ask: Ask, quantities: Mapping[str, Quantity]) -> Ex:
    """Return what a one-line quantity says of these values, or the question as it was."""
    found = quantities.get(ask.quantity)
    if found is None or len(found.body) != 1 or not isinstance(found.body[0], Give):
        return ask
    if not all(isinstance(arg, Var | Const) for arg in ask.args):
        return ask
    places = {role.word: arg for role, arg in zip(found.roles, ask.args, strict=True)}
    return substitute(found.body[0].value, places)


def substitute(e: Ex, places: Mapping[str, Ex]) -> Ex:
    """Return the expression with roles replaced. What a `for` goes over is never replaced."""

    def sub(x: Ex) -> Ex:
        return substitute(x, places)

    match e:
        case Const():
            return e
        case Var(word=word):
            return places.get(word, e)
        case Read(kind, attribute, owner, key, line):
            return Read(kind, attribute, sub(owner), None if key is None else sub(key), line)
        case Calc(kind, op, args, line):
            return Calc(kind, op, tuple(map(sub, args)), line)
        case Ask(kind, quantity, args, line):
            return Ask(kind, quantity, tuple(map(sub, args)), line)
        case Each(kind, how, var, of, conditions, value, by, line):
            order = None if by is None else sub(by)
            return Each(kind, how, var, of, tuple(map(sub, conditions)), sub(value), order, line)
        case Recall(kind, how, mind, pattern, within, line):
            given = tuple(None if a is None else sub(a) for a in pattern.args)
            outcomes = tuple((word, sub(x)) for word, x in pattern.outcomes)
            made = type(pattern)(pattern.word, given, outcomes)
            return Recall(kind, how, sub(mind), made, None if within is None else sub(within), line)
        case Believe(kind, mind, value):
            return Believe(kind, sub(mind), sub(value))
        case Guess(kind, read):
            made_read = sub(read)
            assert isinstance(made_read, Read)
            return Guess(kind, made_read)


def inside(e: Ex | Give) -> Iterator[Ex]:
    """Yield an expression and everything within it, outermost first."""
    if isinstance(e, Give):
        e = e.value
    yield e
    parts: list[Ex | None] = []
    match e:
        case Read(owner=owner, key=key):
            parts = [owner, key]
        case Calc(args=args) | Ask(args=args):
            parts = list(args)
        case Each(conditions=conditions, value=value, by=by):
            parts = [*conditions, value, by]
        case Recall(mind=mind, pattern=pattern, within=within):
            parts = [mind, *pattern.args, *(x for _, x in pattern.outcomes), within]
        case Believe(mind=mind, value=value):
            parts = [mind, value]
        case Guess(read=read):
            parts = [read]
    for part in parts:
        if part is not None:
            yield from inside(part)


def named(e: Ex) -> set[str]:
    """Return the roles that an expression needs."""
    own = {x.var.word for x in inside(e) if isinstance(x, Each)}
    return {x.word for x in inside(e) if isinstance(x, Var)} - own


def of_quantity(quantity: Quantity) -> Iterator[Ex]:
    """Yield every expression in a quantity's body."""

    def walk(parts: tuple[object, ...]) -> Iterator[Ex]:
        for part in parts:
            if isinstance(part, Give):
                yield from inside(part)
            elif isinstance(part, Branch):
                yield from inside(part.test)
                yield from walk(part.yes)
                yield from walk(part.no)
            else:
                value = getattr(part, "value", None)
                if value is not None:
                    yield from inside(value)

    yield from walk(quantity.body)


def _ready(waiting: list[Ex], bound: set[str]) -> list[Ex]:
    ready = [c for c in waiting if named(c) <= bound]
    for condition in ready:
        waiting.remove(condition)
    return ready


def _equal(
    left: list[Var], waiting: list[Ex], bound: set[str]
) -> tuple[Var, How, Ex | None, Ex | None] | None:
    for role in left:
        for condition in waiting:
            if isinstance(condition, Calc) and condition.op == "==":
                for one, other in (condition.args, condition.args[::-1]):
                    if one == role and named(other) <= bound:
                        return role, "equal", other, condition
    return None


def _open(
    left: list[Var], waiting: list[Ex], bound: set[str], actor: str
) -> tuple[Var, How, Ex | None, Ex | None]:
    for role in left:  # people last: other kinds are few, and often bind somebody
        if role.type.tag == "ref" and role.type.of != "Character":
            return role, "every", None, None
    role = left[0]
    if role.type.tag == "deed":
        return role, "memory", None, None
    for condition in waiting:
        if actor and _is_seen(condition, role.word, actor):
            return role, "seen", None, condition
    for condition in waiting:
        if actor and isinstance(condition, Calc) and condition.op == "==":
            for one, other in (condition.args, condition.args[::-1]):
                if _place_of(one) == role.word and _place_of(other) == actor:
                    return role, "near", None, condition
    return role, "every", None, None


def _is_seen(e: Ex, role: str, actor: str) -> bool:
    """Whether this asks if the actor sees the role: then it is somebody who is near."""
    if not isinstance(e, Calc) or e.op != "sees":
        return False
    return [a.word for a in e.args if isinstance(a, Var)] == [actor, role]


def _place_of(e: Ex) -> str:
    """Return whose place this reads, or ""."""
    if isinstance(e, Read) and e.attribute.full == "Character.place" and isinstance(e.owner, Var):
        return e.owner.word
    return ""
