"""The value of an author's condition at a deed, computed from the journal alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from moshimo.engine.journal import Deed
from moshimo.lang import typed as t
from moshimo.lang.newborns import clone_id, is_newborn, likeness
from moshimo.story.lexicon.lexicon import Lexicon, meanings_of


def value_of(ex: t.Ex, deed: Deed, lexicon: Lexicon) -> object:
    """Return the value of an expression over the roles, place and outcomes of a deed.

    Raises:
        ValueError: the journal does not know it (see `world.telling.of_the_journal`).
    """
    match ex:
        case t.Const(type=kind, value=value) if kind.tag in ("ref", "choice"):
            return _named(kind.of, value, lexicon)
        case t.Const(type=kind, value=value):
            return "" if kind.tag == "none" else value
        case t.Unknown():
            return None
        case t.Var(word=word):
            held = deed.roles.get(word, deed.outcomes.get(word))
            return deed.place if held is None and word == "place" else held
        case t.Calc(args=args):
            return _calc(ex, [value_of(arg, deed, lexicon) for arg in args])
        case t.Read() | t.Guess() | t.Believe() | t.Recall() | t.Claim():
            raise _unknown(ex)
        case t.Builtin() | t.Doing() | t.Ask() | t.Each():
            raise _unknown(ex)
    assert_never(ex)


def is_like(other: Deed, pattern: t.Pattern, deed: Deed, lexicon: Lexicon) -> bool:
    """Whether a deed that was done is as a pattern says, whose roles are those of another deed."""
    if other.result != "done":
        return False
    alike = [tuple(other.roles.values())] if other.rule == pattern.word else []
    alike += [one[1:] for one in meanings_of(other, lexicon) if one[0] == pattern.word]
    wanted = [None if ex is None else value_of(ex, deed, lexicon) for ex in pattern.args]
    asked = ((other.outcomes.get(w), value_of(ex, deed, lexicon)) for w, ex in pattern.outcomes)
    fits = any(
        all(want in (None, have) for want, have in zip(wanted, one, strict=False)) for one in alike
    )
    return fits and all(have == want for have, want in asked)


def _named(kind: str, value: float, lexicon: Lexicon) -> str:
    """Return the id of a member, of who is born like one, or a word of choice."""
    index, which = likeness(value) if is_newborn(value) else (int(value), 0)
    found = lexicon.names.get((kind, index), "")
    return clone_id(found, which) if which else found


def _calc(ex: t.Calc, values: Sequence[object]) -> bool:
    match ex.op:
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
        case "<" | "<=" | ">" | ">=":
            one, other = values
            if not isinstance(one, int | float) or not isinstance(other, int | float):
                return False
            found = {"<": one < other, "<=": one <= other, ">": one > other, ">=": one >= other}
            return found[ex.op]
        case "+" | "-" | "*" | "/" | "//" | "%" | "neg" | "min" | "max" | "abs" | "clip" | "if":
            raise _unknown(ex)
    assert_never(ex.op)


def _unknown(ex: t.Ex) -> ValueError:
    return ValueError(f"{ex.at}: the journal alone does not tell this")
