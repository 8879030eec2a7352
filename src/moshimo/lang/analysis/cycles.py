"""Cycles: quantities that are worked out from themselves, and events that set off themselves.

A quantity can need itself without naming itself. `sees(a, b)` asks the world's own `sees`; in a
picture, what is shown, and what others do, is read only by those who see it; and `guess` can ask a
quantity.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from moshimo.errors import Problem, Span
from moshimo.lang import typed as t
from moshimo.lang.laws import Laws, Quantity
from moshimo.lang.types import ByQuantity

_Asked: TypeAlias = tuple[str, bool]  # a quantity, and whether it is asked in a picture


def needing_themselves(quantities: Mapping[str, Quantity], problems: list[Problem]) -> None:
    """Note quantities that are worked out from themselves."""
    done: set[_Asked] = set()

    def follow(asked: _Asked, path: list[_Asked]) -> None:
        if asked in path:
            ring = [word for word, _ in path[path.index(asked) :]]
            shown = " → ".join([*ring, asked[0]])
            at, what = quantities[asked[0]].at, f"`{asked[0]}` is worked out from itself: {shown}"
            why = "no quantity can need itself, by way of what is seen, shown or guessed either."
            problems.append(Problem("cycle", at, what, why=why))
        elif asked not in done and asked[0] in quantities:
            for further in sorted(_needs(quantities[asked[0]], asked[1])):
                follow(further, [*path, asked])
            done.add(asked)

    for word in sorted(quantities):
        follow((word, False), [])
        follow((word, True), [])


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
    match e:
        case t.Ask(quantity=word):
            yield word, picture
        case t.Builtin(word="sees"):
            yield "sees", False
        case t.Doing() if picture:
            yield "sees", False
        case t.Read(attribute=a, owner=owner) if picture and a.who == "shown":
            if not (isinstance(owner, t.Var) and owner.word == "mind"):
                yield "sees" if a.kind == "Character" else "awake", False
        case t.Guess(read=t.Read(attribute=a)) if isinstance(a.guess, ByQuantity):
            yield a.guess.word, True


def setting_off_themselves(laws: Laws, problems: list[Problem]) -> None:
    """Note events that would set each other off in the same instant for ever."""
    after: dict[str, list[str]] = {word: [] for word in laws.rules}
    for word, rule in laws.rules.items():
        if rule.mark == "event" and rule.of:
            sources = (
                [rule.of]
                if rule.of in laws.rules
                else [word for word, r in laws.rules.items() if rule.of in r.meanings]
            )
            for source in sources:
                after[source].append(word)
    done: set[str] = set()

    def follow(word: str, path: list[str]) -> None:
        if word in path:
            ring = path[path.index(word) :]
            at: Span = laws.rules[min(ring)].at
            if not any(p.code == "cycle" and p.where == at for p in problems):
                what = "these events set each other off for ever: " + " → ".join([*ring, word])
                fix = "let time pass between them with `later(…, after=…)`."
                problems.append(Problem("cycle", at, what, fix=fix))
            return
        if word in done:
            return
        for following in after[word]:
            follow(following, [*path, word])
        done.add(word)

    for word in laws.rules:
        follow(word, [])
