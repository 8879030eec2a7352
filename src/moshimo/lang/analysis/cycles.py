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

_Asked: TypeAlias = tuple[str, bool]  # a quantity, and whether it is asked in a picture
_Step = TypeVar("_Step", bound=Hashable)


def needing_themselves(quantities: Mapping[str, Quantity], problems: list[Problem]) -> None:
    """Note quantities that are worked out from themselves."""

    def needs(asked: _Asked) -> list[_Asked]:
        found = quantities.get(asked[0])
        return [] if found is None else sorted(_needs(found, asked[1]))

    starts = [(word, picture) for word in sorted(quantities) for picture in (False, True)]
    for ring in _rings(starts, needs):
        first = ring[0][0]
        shown = " → ".join([*(word for word, _ in ring), first])
        at, what = quantities[first].at, f"`{first}` is worked out from itself: {shown}"
        why = "no quantity can need itself, by way of what is seen, shown or guessed either."
        problems.append(Problem("cycle", at, what, why=why))


def setting_off_themselves(laws: Laws, problems: list[Problem]) -> None:
    """Note events that would set each other off in the same instant for ever."""

    def after(word: str) -> list[str]:
        waited = {word, *(laws.rules[word].meanings - set(laws.rules))}
        return [w for w, rule in laws.rules.items() if rule.mark == "event" and rule.of in waited]

    for ring in _rings(laws.rules, after):
        at = laws.rules[min(ring)].at
        if not any(p.code == "cycle" and p.where == at for p in problems):
            what = "these events set each other off for ever: " + " → ".join([*ring, ring[0]])
            fix = "let time pass between them with `later(…, after=…)`."
            problems.append(Problem("cycle", at, what, fix=fix))


def _rings(starts: Iterable[_Step], following: Callable[[_Step], list[_Step]]) -> list[list[_Step]]:
    """Return the rings that are met on the way from some steps to what follows them."""
    rings: list[list[_Step]] = []
    done: set[_Step] = set()

    def follow(step: _Step, path: list[_Step]) -> None:
        if step in path:
            rings.append(path[path.index(step) :])
        elif step not in done:
            for further in following(step):
                follow(further, [*path, step])
            done.add(step)

    for start in starts:
        follow(start, [])
    return rings


def _needs(quantity: Quantity, picture: bool) -> set[_Asked]:
    """Return the quantities that a quantity asks, in truth or in a picture."""
    found: set[_Asked] = set()
    for e in t.expressions(quantity.body):
        found |= set(_asks(e, picture))
        if isinstance(e, t.Believe | t.Guess):
            inner = e.value if isinstance(e, t.Believe) else e.read
            found |= {asked for x in t.walk(inner) for asked in _asks(x, True)}
    return found


def _asks(e: t.Ex, picture: bool) -> Iterator[_Asked]:
    """Yield the quantities that an expression asks by itself, without those within it."""
    if isinstance(e, t.Ask):
        yield e.quantity, picture
    elif (isinstance(e, t.Builtin) and e.word == "sees") or (isinstance(e, t.Doing) and picture):
        yield "sees", False
    elif isinstance(e, t.Read) and picture and e.attribute.who == "shown":
        if not (isinstance(e.owner, t.Var) and e.owner.word == "mind"):
            yield "sees" if e.attribute.kind == "Character" else "awake", False
    elif isinstance(e, t.Guess) and isinstance(e.read.attribute.guess, ByQuantity):
        yield e.read.attribute.guess.word, True
