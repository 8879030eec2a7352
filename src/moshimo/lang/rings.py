"""Quantities that need themselves by way of sight or supposition, which no name in them tells.

Who asks `sees(a, b)` asks the world's own `sees`; what is shown, and what others do, is read in a
picture only by who sees it; and `guess` can ask a quantity.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from moshimo.errors import Problem
from moshimo.lang.binding import inside, of_quantity
from moshimo.lang.model import Ask, Believe, Calc, Ex, Guess, Quantity, Read, Var

_Asked: TypeAlias = tuple[str, bool]  # a quantity, and whether it is asked in a picture


def rings(quantities: Mapping[str, Quantity], problems: list[Problem]) -> None:
    """Note quantities that are worked out from themselves."""
    done: set[_Asked] = set()

    def walk(asked: _Asked, path: list[_Asked]) -> None:
        if asked in path:
            ring = [word for word, _ in path[path.index(asked) :]]
            shown = " → ".join([*ring, asked[0]])
            at, what = quantities[asked[0]].at, f"`{asked[0]}` is worked out from itself: {shown}"
            why = "no quantity can need itself, by way of what is seen, shown or guessed either."
            problems.append(Problem("cycle", at, what, why=why))
        elif asked not in done and asked[0] in quantities:
            for further in sorted(_needs(quantities[asked[0]], asked[1])):
                walk(further, [*path, asked])
            done.add(asked)

    for word in sorted(quantities):
        walk((word, False), [])
        walk((word, True), [])


def _needs(quantity: Quantity, picture: bool) -> set[_Asked]:
    """Return what a quantity asks, in truth or in a picture."""
    found: set[_Asked] = set()
    for e in of_quantity(quantity):
        found |= set(_asks(e, picture))
        if isinstance(e, Believe | Guess):
            inner = e.value if isinstance(e, Believe) else e.read
            found |= {asked for x in inside(inner) for asked in _asks(x, True)}
    return found


def _asks(e: Ex, picture: bool) -> Iterator[_Asked]:
    """Yield what an expression asks by itself, without those within it."""
    match e:
        case Ask(quantity=word):
            yield word, picture
        case Calc(op="sees"):
            yield "sees", False
        case Calc(op=op) if picture and op.startswith("doing:"):
            yield "sees", False
        case Read(attribute=a, owner=owner) if picture and a.who == "shown":
            if not (isinstance(owner, Var) and owner.word == "mind"):
                yield "sees" if a.kind == "Character" else "awake", False
        case Guess(read=Read(attribute=a)) if isinstance(a.guess, str) and a.guess != "own":
            yield a.guess.removeprefix("="), True
