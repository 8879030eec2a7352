"""A rule's search as a value: what is asked before it, how each role is found, what is weighed.

A thought is a query (docs/explain/thinking.md). Conditions that need only the actor are asked
once; a role that an equality fixes is not searched for; and each condition is asked as soon as the
roles that it names are bound. `optimise.py` has the passes over a query,
`compile/emission/search.py` makes code of one, and `show` prints it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from types import MappingProxyType
from typing import Literal, TypeAlias, assert_never

from moshimo.errors import Span
from moshimo.lang.laws import Condition, Laws, Quantity, Rule, Weight
from moshimo.lang.spelling import spelled
from moshimo.lang.typed import (
    Ask,
    Builtin,
    Calc,
    Claim,
    Const,
    Each,
    Ex,
    Give,
    Read,
    Unknown,
    Var,
    named,
    walk,
)
from moshimo.lang.words import ENGINE_DEEDS
from moshimo.lang.written_out import substitute

How: TypeAlias = Literal["equal", "seen", "near", "memory", "every"]
When: TypeAlias = Literal["search", "wishes", "scruples"]  # before it; when those are first asked
MOST_OPENED = 64  # quantities that a plan looks into, for one condition
LONGEST_OPENED = 200  # expressions in one of them


@dataclass(frozen=True, slots=True)
class Search:
    """How one role is found.

    Attributes:
        role: what is found.
        how: "equal": it is the value of `source`. "near": the people whom the actor believes at
            the actor's place. "seen": the people whom the actor sees. "memory": the actor's
            strongest memories. "every": all members.
        source: of "equal": the value.
        by: the condition that fixes it; it need not be asked again.
        conditions: those that can be asked once it is there.
    """

    role: Var
    how: How
    source: Ex | None
    by: Condition | None
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Confined:
    """What must hold for some wish to weigh anything; other members of the kind are passed over.

    Attributes:
        anywhere: of the actor alone: if one of these holds, every member is looked at.
        factors: what is of the actor alone in wishes about who is at a place; if one is no finite
            number, every member is looked at.
        here: of one member: what is asked of it in turn.
        people: whether somebody being there is enough.
    """

    anywhere: tuple[Ex, ...]
    factors: tuple[Ex, ...]
    here: tuple[Ex, ...]
    people: bool


@dataclass(frozen=True, slots=True)
class Query:
    """The search for the bindings of a rule. After n roles are found, it is at level n.

    Attributes:
        actor: the role of who thinks, "" if nobody does. Roles of people are different people.
        given: the roles that are there before the search, the actor apart.
        first: the conditions that are asked before any role is found.
        steps: how the other roles are found, in this order.
        weights: the wishes and scruples.
        level: at which they are weighed.
        hoisted: what is the same for all bindings and worked out once, in this order; and when.
        confined: which members of the first role's kind can be wanted; None: all of them.
    """

    actor: str
    given: tuple[Var, ...]
    first: tuple[Condition, ...]
    steps: tuple[Search, ...]
    weights: tuple[Weight, ...] = ()
    level: int = 0
    hoisted: tuple[tuple[Ex, When], ...] = ()
    confined: Confined | None = None

    @property
    def bound(self) -> frozenset[str]:
        """The roles that are known before the search."""
        return frozenset((self.actor, *(role.word for role in self.given)))

    def asked(self, level: int) -> tuple[Condition, ...]:
        """Return the conditions that are asked once so many roles are found."""
        return self.steps[level - 1].conditions if level else self.first

    def free(self, kind: str) -> list[Var]:
        """Return the roles of that kind that range over all its members."""
        ranging = ("every", "near", "seen")
        return [s.role for s in self.steps if s.how in ranging and s.role.type.of == kind]


@dataclass(frozen=True, slots=True)
class Hurdle:
    """What can end a search.

    Attributes:
        asked: a condition that fails; a `Search` that finds nothing; None: nothing is wanted.
        text: what it is.
        at: where the condition stands, if it is one.
    """

    asked: Condition | Search | None
    text: str
    at: Span | None


# making a query -------------------------------------------------------------------------------


def plan(
    rule: Rule, given: Iterable[str], quantities: Mapping[str, Quantity], actor: str = ""
) -> Query:
    """Return how the roles of a rule that are not given are found, and where each thing is asked.

    Args:
        rule: whose search it is.
        given: names of the roles that are there before it.
        quantities: those of one line are looked into.
        actor: the role of who thinks; also given.
    """
    waiting = parts(rule.conditions, quantities)
    bound = {*given, actor}
    own = tuple(r for r in rule.roles if r.word in bound and r.word != actor)
    first = _ready(waiting, bound)
    steps: list[Search] = []
    left = [role for role in rule.roles if role.word not in bound]
    while left:
        role, how, source, by = _equal(left, waiting, bound) or _open(left, waiting, actor)
        left.remove(role)
        bound.add(role.word)
        if by is not None:
            waiting.remove(by)
        steps.append(Search(role, how, source, by, _ready(waiting, bound)))
    return Query(actor, own, first, tuple(steps), rule.weights, len(steps))


def roles_of(word: str, laws: Laws) -> tuple[Var, ...]:
    """Return the roles of a deed or meaning; of none without a name."""
    if word in laws.rules:
        return laws.rules[word].shape
    return {**ENGINE_DEEDS, **laws.meanings}.get(word, ())


def parts(
    conditions: Sequence[Condition], quantities: Mapping[str, Quantity] = MappingProxyType({})
) -> list[Condition]:
    """Return the single conditions of conjunctions; each has the place of its conjunction."""
    return [replace(c, test=x) for c in conditions for x in conjuncts(c.test, quantities)]


def conjuncts(test: Ex, quantities: Mapping[str, Quantity] = MappingProxyType({})) -> Iterator[Ex]:
    """Yield the single conditions of a conjunction, also those of one-line quantities.

    It looks into so many quantities at most, and into none that is long, so what comes of a
    condition is never much longer than its text.
    """
    return _conjuncts(test, quantities, [MOST_OPENED])


def _conjuncts(test: Ex, quantities: Mapping[str, Quantity], left: list[int]) -> Iterator[Ex]:
    opened = test
    if isinstance(test, Ask) and left[0] > 0:
        opened = inline(test, quantities)
        left[0] -= opened is not test
    if isinstance(opened, Calc) and opened.op == "and":
        for part in opened.args:
            yield from _conjuncts(part, quantities, left)
    elif isinstance(opened, Calc) and opened.op == "==":
        yield opened
    else:
        yield test


def one_line(quantity: Quantity) -> Ex | None:
    """Return the expression that a one-line quantity is; None if it is longer."""
    body = quantity.body
    return body[0].value if len(body) == 1 and isinstance(body[0], Give) else None


def is_plain(ask: Ask) -> bool:
    """Whether a quantity is asked of names and constants alone."""
    return all(isinstance(arg, Var | Const | Unknown) for arg in ask.args)


def inline(ask: Ask, quantities: Mapping[str, Quantity]) -> Ex:
    """Return the expression of a short one-line quantity for these values, else the question."""
    found = quantities.get(ask.quantity)
    value = None if found is None else one_line(found)
    if found is None or value is None or not is_plain(ask):
        return ask
    if next(islice(walk(value), LONGEST_OPENED, None), None) is not None:
        return ask
    return substitute(value, {r.word: arg for r, arg in zip(found.roles, ask.args, strict=True)})


def _ready(waiting: list[Condition], bound: set[str]) -> tuple[Condition, ...]:
    """Take the conditions whose roles are all bound out of those that wait."""
    ready = tuple(c for c in waiting if named(c.test) <= bound)
    for condition in ready:
        waiting.remove(condition)
    return ready


_Found: TypeAlias = tuple[Var, How, Ex | None, Condition | None]


def _equal(left: list[Var], waiting: list[Condition], bound: set[str]) -> _Found | None:
    for role in left:
        for condition in waiting:
            for one, other in sides(condition.test):
                if one == role and named(other) <= bound:
                    return role, "equal", other, condition
    return None


def _open(left: list[Var], waiting: list[Condition], actor: str) -> _Found:
    for role in left:  # people last: other kinds are few, and often bind somebody
        if role.type.tag == "ref" and role.type.of != "Character":
            return role, "every", None, None
    role = left[0]
    if role.type.tag == "deed":
        return role, "memory", None, None
    for condition in waiting:
        if actor and _is_seen(condition.test, role.word, actor):
            return role, "seen", None, condition
    for condition in waiting:
        for one, other in sides(condition.test):
            if actor and _place_of(one) == role.word and _place_of(other) == actor:
                return role, "near", None, condition
    return role, "every", None, None


def sides(e: Ex) -> tuple[tuple[Ex, Ex], ...]:
    """Return the two sides of an equality, and the same exchanged; nothing if it is none."""
    if not (isinstance(e, Calc) and e.op == "==") or any(isinstance(x, Claim) for x in e.args):
        return ()
    one, other = e.args
    return (one, other), (other, one)


def whose_place(e: Each) -> Ex | None:
    """Return the place at which all people that it goes over must be believed, if it says so.

    Then only those are looked at, from an index that a mind makes when it is first asked.
    """
    if e.kind != "Character":
        return None
    for test in e.conditions:
        for part in conjuncts(test):
            for one, other in sides(part):
                if _place_of(one) == e.var.word and e.var.word not in named(other):
                    return other
    return None


def _is_seen(e: Ex, role: str, actor: str) -> bool:
    """Whether this asks if the actor sees the role; such a role is searched among those near."""
    if not isinstance(e, Builtin) or e.word != "sees":
        return False
    return [a.word for a in e.args if isinstance(a, Var)] == [actor, role]


def _place_of(e: Ex) -> str:
    """Return whose place this reads, or ""."""
    if isinstance(e, Read) and e.attribute.full == "Character.place" and isinstance(e.owner, Var):
        return e.owner.word
    return ""


# why not --------------------------------------------------------------------------------------


def hurdles(query: Query) -> tuple[Hurdle, ...]:
    """Return what can end a search, in the order in which it is met."""
    found = [_failing(condition) for condition in query.first]
    for step in query.steps:
        at = None if step.by is None else step.by.at
        found.append(Hurdle(step, _nobody(step, query.actor), at))
        found += [_failing(condition) for condition in step.conditions]
    return (*found, Hurdle(None, "wants it not at all", None))


def _failing(condition: Condition) -> Hurdle:
    return Hurdle(condition, f"fails: {spelled(condition.test)}", condition.at)


def _nobody(step: Search, actor: str) -> str:
    """What keeps somebody from it if nothing is found for a role."""
    match step.how:
        case "equal":
            assert step.source is not None
            return f"fails: {step.role.word} == {spelled(step.source)}"
        case "seen":
            return f"fails: sees({actor}, {step.role.word})"
        case "near":
            return f"fails: {step.role.word}.place == {actor}.place"
        case "memory":
            return "remembers nothing"
        case "every":
            return f"there is no {step.role.type}"
    assert_never(step.how)
