"""Which shorthands of a rule its conditions and wishes need, and which its effects.

The first are worked out in the actor's picture, the others in truth.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from moshimo.lang import tree
from moshimo.lang.outcomes import is_outcome


@dataclass(frozen=True, slots=True)
class Needed:
    """The names that each half of a rule's body needs, its own shorthands among them."""

    conditions: frozenset[str]
    effects: frozenset[str]


def needed(body: Sequence[tree.Statement]) -> Needed:
    """Return which shorthands the conditions and wishes need, and which the effects."""
    conditions: set[str] = set()
    effects: set[str] = set()
    binds: list[tree.Bind] = []
    for statement in body:
        if isinstance(statement, tree.Do) and statement.call.word in ("when", "weigh", "deter"):
            conditions |= set(_names([statement]))
        elif isinstance(statement, tree.Bind) and not is_outcome(statement.value):
            binds.append(statement)
        else:
            effects |= set(_names([statement]))
    for bind in reversed(binds):
        inner = set(_names([bind]))
        if bind.word in conditions:
            conditions |= inner
        if bind.word in effects or bind.word not in conditions:
            effects |= inner
    return Needed(frozenset(conditions), frozenset(effects))


def _names(body: Sequence[tree.Statement]) -> Iterator[str]:
    """Yield every bare name in some statements."""
    for statement in body:
        match statement:
            case tree.Do(call=call):
                yield from _words(call)
            case tree.Set(target=target, value=value):
                yield from _words(target)
                yield from _words(value)
            case tree.Bind(value=value) | tree.Return(value=value):
                yield from _words(value)
            case tree.If(test=test, yes=yes, no=no):
                yield from _words(test)
                yield from _names(yes)
                yield from _names(no)
            case tree.For(body=inner):
                yield from _names(inner)


def _words(node: tree.Expression) -> Iterator[str]:
    """Yield every bare name in an expression."""
    match node:
        case tree.Name(word=word):
            yield word
        case tree.Field(owner=owner):
            yield from _words(owner)
        case tree.Item(whole=whole, key=key):
            yield from _words(whole)
            yield from _words(key)
        case tree.Call(args=args, named=named):
            for arg in (*args, *(n for _, n in named)):
                yield from _words(arg)
        case tree.Operation(args=args):
            for arg in args:
                yield from _words(arg)
        case tree.Either(test=test, yes=yes, no=no):
            for part in (test, yes, no):
                yield from _words(part)
        case tree.Every(value=value, conditions=conditions):
            for part in (value, *conditions):
                yield from _words(part)
