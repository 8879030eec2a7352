"""Cycles: quantities that are worked out from themselves, and events that set off themselves.

A quantity can need itself without naming itself. `sees(a, b)` asks the world's own `sees`; in a
picture, what is shown, and what others do, is read only by those who see it; and `guess` can ask a
quantity.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import TypeAlias, TypeVar

from moshimo.errors import Problem
from moshimo.lang import typed as t
from moshimo.lang.laws import Laws, Quantity
from moshimo.lang.types import ByQuantity

MOST_OPEN = 30  # quantities that need each other, one inside the other
MOST_RINGS = 50  # that are told
_Asked: TypeAlias = tuple[str, bool]  # a quantity, and whether it is asked in a picture
_Step = TypeVar("_Step", bound=Hashable)


def needing_themselves(quantities: Mapping[str, Quantity], problems: list[Problem]) -> None:
    """Note quantities that are worked out from themselves, or from too long a row of others."""
    known: dict[_Asked, list[_Asked]] = {}

    def needs(asked: _Asked) -> list[_Asked]:
        if asked not in known:
            found = quantities.get(asked[0])
            known[asked] = [] if found is None else sorted(asked_in(found, asked[1]))
        return known[asked]

    starts = [(word, picture) for word in sorted(quantities) for picture in (False, True)]
    rings, order = _followed(starts, needs)
    for ring in rings:
        first = ring[0][0]
        shown = " → ".join([*(word for word, _ in ring), first])
        at, what = quantities[first].at, f"`{first}` is worked out from itself: {shown}"
        why = "no quantity can need itself, by way of what is seen, shown or guessed either."
        problems.append(Problem("cycle", at, what, why=why))
    if rings:
        return
    height: dict[_Asked, int] = {}
    for asked in order:
        height[asked] = 1 + max((height[inner] for inner in needs(asked)), default=0)
        if height[asked] > MOST_OPEN:
            at, what = quantities[asked[0]].at, too_many_open()
            problems.append(Problem("too-deep", at, what))
            return


def too_many_open() -> str:
    """Return what is wrong where too many quantities need each other, one inside the other."""
    return f"more than {MOST_OPEN} quantities are worked out from each other here"


def setting_off_themselves(laws: Laws, problems: list[Problem]) -> None:
    """Note events that would set each other off in the same instant for ever."""
    waiting: dict[str, list[str]] = {}
    for word, rule in laws.rules.items():
        if rule.mark == "event" and rule.of:
            waiting.setdefault(rule.of, []).append(word)

    def after(word: str) -> list[str]:
        done = [word, *sorted(laws.rules[word].meanings - set(laws.rules))]
        return sorted(event for one in done for event in waiting.get(one, ()))

    for ring in _followed(laws.rules, after)[0]:
        at = laws.rules[min(ring)].at
        if not any(p.code == "cycle" and p.where == at for p in problems):
            what = "these events set each other off for ever: " + " → ".join([*ring, ring[0]])
            fix = "let time pass between them with `later(…, after=…)`."
            problems.append(Problem("cycle", at, what, fix=fix))


def asked_in(quantity: Quantity, picture: bool) -> set[_Asked]:
    """Return the quantities that a quantity asks, in truth or in a picture."""
    found: set[_Asked] = set()
    for e in t.expressions(quantity.body):
        found |= set(_asks(e, picture))
        if isinstance(e, t.Believe | t.Guess):
            inner = e.value if isinstance(e, t.Believe) else e.read
            found |= {asked for x in t.walk(inner) for asked in _asks(x, True)}
    return found


def _followed(
    starts: Iterable[_Step], following: Callable[[_Step], list[_Step]]
) -> tuple[list[list[_Step]], list[_Step]]:
    """Follow steps to whatever comes after them.

    Returns:
        The rings that are met, so many at most; and all steps, each after those that follow it.
    """
    rings: list[list[_Step]] = []
    order: dict[_Step, None] = {}
    for start in starts:
        path: dict[_Step, None] = {}
        waiting = [iter((start,))]
        while waiting:
            step = next(waiting[-1], None)
            if step is None:
                waiting.pop()
                if path:
                    order[path.popitem()[0]] = None
            elif step in path:
                if len(rings) < MOST_RINGS:
                    whole = list(path)
                    rings.append(whole[whole.index(step) :])
            elif step not in order:
                path[step] = None
                waiting.append(iter(following(step)))
    return rings, list(order)


def _asks(e: t.Ex, picture: bool) -> Iterator[_Asked]:
    """Yield the quantities that an expression asks by itself, without those within it."""
    if isinstance(e, t.Ask):
        yield e.quantity, picture
    elif isinstance(e, t.Builtin) and e.word in ("sees", "recovering"):
        if picture or e.word == "sees":
            yield "sees", False
    elif isinstance(e, t.Doing) and picture:
        yield "sees", False
    elif isinstance(e, t.Read) and picture and e.attribute.who == "shown":
        if not (isinstance(e.owner, t.Var) and e.owner.word == "mind"):
            yield "sees" if e.attribute.kind == "Character" else "awake", False
    elif isinstance(e, t.Guess) and isinstance(e.read.attribute.guess, ByQuantity):
        yield e.read.attribute.guess.word, True
