"""Whose minds a question reads: who asks it of what one person knows must know whose that are."""

from __future__ import annotations

from moshimo.lang.laws import Laws
from moshimo.lang.typed import Ask, Builtin, Const, Each, Ex, Guess, Read, Recall, Var, walk
from moshimo.lang.types import Attribute


def minds_read(ex: Ex, laws: Laws) -> frozenset[str | int] | None:
    """Return whose private attributes and memories a question reads.

    Roles by their word, members by their row. None if it cannot be said: it asks of whoever a
    search comes to, or of the past itself.
    """
    found: set[str | int] = set()
    searched = {part.var.word for part in walk(ex) if isinstance(part, Each)}
    supposed = {id(part.read) for part in walk(ex) if isinstance(part, Guess)}
    for part in walk(ex):
        for mind in () if id(part) in supposed else _minds(part, laws):
            if isinstance(mind, Var) and mind.word not in searched:
                found.add(mind.word)
            elif isinstance(mind, Const):
                found.add(int(mind.value))
            else:
                return None
    return frozenset(found)


def _minds(part: Ex, laws: Laws) -> tuple[Ex | None, ...]:
    """Return whose mind a part of a question reads by itself; None for nobody's, but the past."""
    if isinstance(part, Read):
        return (part.owner,) if _is_within(part.attribute) else ()
    if isinstance(part, Ask):
        return tuple(part.args[n] for n in sorted(laws.quantities[part.quantity].intimate))
    if isinstance(part, Recall):
        return (part.mind,)
    if isinstance(part, Builtin) and part.word == "last_heard":
        return part.args[:1]
    return ()


def _is_within(a: Attribute) -> bool:
    return a.who == "private" and a.kind == "Character"
