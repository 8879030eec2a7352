"""The value of an author's condition at a deed, computed from the journal alone."""

from __future__ import annotations

from collections.abc import Sequence

from moshimo.engine.journal import Deed
from moshimo.lang.typed import Calc, Const, Ex, Unknown, Var
from moshimo.story.lexicon.lexicon import Lexicon


def value_of(ex: Ex, deed: Deed, lexicon: Lexicon) -> object:
    """Return the value of an expression over the roles, place and outcomes of a deed."""
    match ex:
        case Const(type=kind, value=value) if kind.tag in ("ref", "choice"):
            return lexicon.names.get((kind.of, int(value)), "")
        case Unknown():
            return None
        case Const(value=value):
            return "" if ex.type.tag == "none" else value
        case Var(word=word):
            held = deed.roles.get(word, deed.outcomes.get(word))
            return deed.place if held is None and word == "place" else held
        case Calc(op=op, args=args):
            return _calc(op, [value_of(arg, deed, lexicon) for arg in args])
    return False


def _calc(op: str, values: Sequence[object]) -> bool:
    match op:
        case "and":
            return all(values)
        case "or":
            return any(values)
        case "not":
            return not values[0]
        case "==":
            return values[0] == values[1]
        case "!=":
            return values[0] != values[1] and None not in values
    one, other = values
    if not isinstance(one, int | float) or not isinstance(other, int | float):
        return False
    return {"<": one < other, "<=": one <= other, ">": one > other, ">=": one >= other}[op]
