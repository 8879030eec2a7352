"""Passes over a query: what they change is how often something is asked, never what is found.

`hoisted` is loop-invariant code motion: what is the same for all bindings is worked out once, for
the first binding that comes so far, so a search that finds nobody asks nothing. `confined` prunes:
most wishes of going somewhere are about one place (home, where one is due) or about who is there.
Where all that an actor could wish of a place is of such a kind, a place that is none of those, and
where nobody is believed to be, has no weight; the sum need not be worked out. It would be 0.
`placed` weighs a binding before roles are searched for that make no difference to its weight.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from moshimo.lang.analysis.plan import (
    Confined,
    Query,
    Search,
    When,
    conjuncts,
    parts,
    sides,
    whose_place,
)
from moshimo.lang.analysis.replay import reads
from moshimo.lang.laws import Condition, Rule, Weight
from moshimo.lang.typed import (
    Ask,
    Calc,
    Const,
    Each,
    Ex,
    Read,
    Recall,
    Unknown,
    Var,
    named,
    walk,
)
from moshimo.lang.types import BOOL

_LOGIC = frozenset(("and", "or", "not", "==", "!=", "<", "<=", ">", ">="))
_PLAIN = _LOGIC | frozenset(("+", "-", "*", "neg", "min", "max", "abs", "clip"))


def optimised(query: Query) -> Query:
    """Return a query that finds the same bindings, with the same weights, in less time."""
    return placed(confined(hoisted(query))) if query.steps else query


# hoisting -------------------------------------------------------------------------------------


def hoisted(query: Query) -> Query:
    """Work out once what is the same for all bindings.

    Wishes and scruples come to ask as one what they ask first and of nobody searched for.
    """
    bound = query.bound
    weights = tuple(replace(w, conditions=_sorted(w.conditions, bound)) for w in query.weights)
    asked = [x.test for step in query.steps for x in step.conditions]
    found: dict[Ex, When] = {}
    for e in (e for test in asked for e in _costly(test, bound)):
        found.setdefault(e, "search")
    for deters in (False, True):
        for e in _weighed([w for w in weights if w.deters is deters], bound):
            found.setdefault(e, "scruples" if deters else "wishes")
    return replace(query, weights=weights, hoisted=tuple(found.items()))


def _weighed(weights: Sequence[Weight], bound: Set[str]) -> Iterator[Ex]:
    """Yield what wishes or scruples ask that is the same for all bindings.

    A reason that holds for one binding only (`to == walker.home`) keeps its amount where it is.
    """
    for w in weights:
        tests = [x.test for x in w.conditions]
        for test in tests:
            if named(test) <= bound and any(isinstance(x, Read) for x in walk(test)):
                yield test
            else:
                yield from _costly(test, bound)
        if not any(sides(t) and not named(t) <= bound for t in tests):
            yield from _costly(w.value, bound)


def _costly(e: Ex, bound: Set[str]) -> Iterator[Ex]:
    """Yield the outermost parts that need a call and only what is bound already."""
    fading = isinstance(e, Read) and e.attribute.half_life > 0.0
    if (isinstance(e, Ask | Each | Recall) or fading) and named(e) <= bound:
        yield e
    elif isinstance(e, Calc | Ask):
        for part in e.args:
            yield from _costly(part, bound)


def _sorted(conditions: Sequence[Condition], bound: Set[str]) -> tuple[Condition, ...]:
    found: list[Condition] = []
    for part in parts(conditions):
        fewer = _fewer(part.test, bound)
        found += [part] if fewer is None else [replace(part, test=fewer), part]
    first = 0
    while first < len(found) and named(found[first].test) <= bound:
        first += 1
    if first > 1:
        found[:first] = [_together(found[:first])]
    return tuple(found)


def _together(conditions: Sequence[Condition]) -> Condition:
    """Return several conditions as one."""
    tests = tuple(x.test for x in conditions)
    return replace(conditions[0], test=Calc(BOOL, "and", tests, tests[0].at))


def _fewer(test: Ex, bound: Set[str]) -> Ex | None:
    """Return what must hold of some member whatever is bound, for `any` to hold of one."""
    if not (isinstance(test, Each) and test.how == "any" and not named(test) <= bound):
        return None
    tests = [x for part in (*test.conditions, test.value) for x in conjuncts(part)]
    left = [x for x in tests if named(x) <= bound | {test.var.word}]
    return replace(test, conditions=tuple(left[:-1]), value=left[-1]) if left else None


# pruning --------------------------------------------------------------------------------------


def confined(query: Query) -> Query:
    """Pass over places that nobody could want anything with, where only a place is searched for."""
    if [(s.how, s.role.type.of) for s in query.steps] != [("every", "Place")]:
        return query
    wishes = [w for w in query.weights if not w.deters]
    limits = _limits(query.steps[0].role, wishes, query.bound)
    if limits is None:
        return query
    early: list[tuple[Ex, When]] = [
        (e, "search" if when == "wishes" else when) for e, when in query.hoisted
    ]
    return replace(query, hoisted=tuple(early), confined=limits)


def _limits(role: Var, wishes: Sequence[Weight], bound: Set[str]) -> Confined | None:
    """Return when some wish weighs anything for a member in that role; None if it always may."""
    anywhere: dict[Ex, None] = {}
    factors: dict[Ex, None] = {}
    here: dict[Ex, None] = {}
    people = False
    for w in wishes:
        tests = [x.test for x in w.conditions]
        pinned = [t for t in tests if _pins(t, role, bound)]
        alone = [t for t in tests if named(t) <= bound]
        plain = [t for t in tests if isinstance(t, Read) and t.owner == role and t.key is None]
        there = [x for x in _factors(w.value) if _of_people(x, role)]
        others = [x for x in _factors(w.value) if x not in there]
        if pinned:
            here[pinned[0]] = None
        elif len(there) == 1 and all(named(x) <= bound for x in others):
            people = True
            factors |= dict.fromkeys(others)
        elif alone:
            anywhere[alone[0]] = None
        elif plain:
            here[plain[0]] = None
        else:
            return None
    return Confined(tuple(anywhere), tuple(factors), tuple(here), people)


def _pins(test: Ex, role: Var, bound: Set[str]) -> bool:
    """Whether a condition says which member it is."""
    return any(one == role and named(other) <= bound for one, other in sides(test))


def _factors(value: Ex) -> Iterator[Ex]:
    """Yield the factors of a product."""
    if isinstance(value, Calc) and value.op == "*":
        for part in value.args:
            yield from _factors(part)
    else:
        yield value


def _of_people(e: Ex, role: Var) -> bool:
    """Whether it goes over who is at the place in that role, and is 0 if nobody is."""
    if isinstance(e, Calc) and e.op == "max" and isinstance(e.args[0], Const):
        return e.args[0].value == 0.0 and _of_people(e.args[1], role)
    if not (isinstance(e, Each) and e.how in ("most", "sum", "count") and e.by is None):
        return False
    return whose_place(e) == role


# placing --------------------------------------------------------------------------------------


def placed(query: Query) -> Query:
    """Weigh a binding as soon as all whom its wishes and scruples name are found."""
    asked = [e for w in query.weights for e in (w.value, *(x.test for x in w.conditions))]
    words = {word for e in asked for word in named(e)}
    level = query.level
    while level > 1 and query.steps[level - 1].role.word not in words:
        level -= 1
    return replace(query, level=level)


# watching -------------------------------------------------------------------------------------


def watch(rule: Rule) -> Query:
    """Return the query of a rule that runs whenever its `when` becomes true.

    Each condition is asked before the loops that make no difference to it; before the first
    stands besides what must hold of some member of a later role, whoever the first is. The order
    of what is asked stays. What a rule that runs in a mind writes could change what it asks: that
    is asked anew each time. An event is only planned here.
    """
    inward = rule.mark != "event"
    ranging = [r for r in rule.roles if not (inward and r.word == "mind")]
    known = {"mind"} if inward else set[str]()
    left = parts(rule.conditions)
    steady = [x for x in left if not inward or _steady(x.test, rule)]
    some = [_somebody(role, known, steady) for role in ranging[1:]]
    levels: list[list[Condition]] = []
    for role in ranging:
        levels.append([])
        while left and named(left[0].test) <= known and left[0] in steady:
            levels[-1].append(left.pop(0))
        known.add(role.word)
    if levels:
        levels[0] += [x for x in some if x is not None]
    asked = [(_together(x),) if x else () for x in (*levels, left)]
    steps = [
        Search(role, "every", None, None, tests)
        for role, tests in zip(ranging, asked[1:], strict=True)
    ]
    return Query("", tuple(r for r in rule.roles if r not in ranging), asked[0], tuple(steps))


def _steady(test: Ex, rule: Rule) -> bool:
    """Whether nothing that a rule writes can change what it asks here."""
    if not rule.reads.attributes & rule.writes:
        return True
    own = [x for x in walk(test) if not isinstance(x, Const | Unknown | Var)]
    plain = all(isinstance(x, Read) or (isinstance(x, Calc) and x.op in _PLAIN) for x in own)
    shown = any(isinstance(x, Read) and x.attribute.who == "shown" for x in own)
    return plain and not shown and not reads(test) & rule.writes


def _somebody(role: Var, known: Set[str], tests: Sequence[Condition]) -> Condition | None:
    """Return whether there is any such member at all, as far as that hangs on nobody else."""
    asked = [x for x in tests if role.word in named(x.test)]
    own = [x.test for x in asked if named(x.test) <= known | {role.word}]
    if not any(isinstance(x, Read) for test in own for x in walk(test)):
        return None
    any_of = Each(BOOL, "any", role, role.type.of, tuple(own[:-1]), own[-1], None, own[-1].at)
    return replace(asked[0], test=any_of)
