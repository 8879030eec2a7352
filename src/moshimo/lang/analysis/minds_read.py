"""Whose minds a question reads: who asks it of what one person knows must know whose that are."""

from __future__ import annotations

from moshimo.lang.laws import Laws
from moshimo.lang.typed import Ask, Builtin, Const, Each, Ex, Guess, Read, Recall, Var, walk


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
            match mind:
                case Var(word=word) if word not in searched:
                    found.add(word)
                case Const(value=value):
                    found.add(int(value))
                case _:
                    return None
    return frozenset(found)


def _minds(part: Ex, laws: Laws) -> tuple[Ex | None, ...]:
    """Return whose mind a part of a question reads by itself; None for nobody's, but the past."""
    match part:
        case Read(attribute=a, owner=owner) if a.who == "private" and a.kind == "Character":
            return (owner,)
        case Ask(quantity=word, args=args):
            return tuple(args[n] for n in sorted(laws.quantities[word].intimate))
        case Recall(mind=mind):
            return (mind,)
        case Builtin(word="last_heard", args=args):
            return args[:1]
        case _:
            return ()
