"""A typed expression → the author's language again, for `show` and `try`."""

from __future__ import annotations

import re
from typing import assert_never

from moshimo.lang import typed as t
from moshimo.lang.words import BARE, CLAIM

_CLAIMED = re.compile(rf"{CLAIM}((?:[^_]|__)+)_(.+)")
_SPANS = ((86400.0, "days"), (3600.0, "hours"), (60.0, "minutes"), (1.0, "seconds"))


def spelled(e: t.Ex) -> str:
    """Return the expression as an author would write it."""
    match e:
        case t.Const():
            return _constant(e)
        case t.Unknown():
            return "unknown"
        case t.Var(word=word):
            return word
        case t.Read(attribute=attribute, owner=owner, key=key):
            toward = f"[{spelled(key)}]" if key is not None else ""
            return f"{spelled(owner)}.{attribute.word}{toward}"
        case t.Calc():
            return _calc(e)
        case t.Builtin():
            return _builtin(e)
        case t.Doing(who=who, deed=word):
            return f"doing({spelled(who)}, {word})"
        case t.Ask(quantity=word, args=args):
            return f"{word}({', '.join(map(spelled, args))})"
        case t.Each(how=how, var=var, kind=kind, conditions=conditions, value=value, by=by):
            tests = "".join(f" if {spelled(c)}" for c in conditions)
            inner = f"{spelled(value)} for {var.word} in {kind}{tests}"
            return f"{how}({inner})" if by is None else f"{how}(({inner}), by={spelled(by)})"
        case t.Recall(how=how, mind=mind, pattern=pattern, within=within):
            limit = f", within={spelled(within)}" if within is not None else ""
            asked = "" if mind is None else f"{spelled(mind)}, "
            return f"{how}({asked}{_pattern(pattern)}{limit})"
        case t.Believe(mind=mind, value=value):
            return f"believes({spelled(mind)}, {spelled(value)})"
        case t.Claim(pattern=pattern):
            return _claim(pattern)
        case t.Guess(read=read):
            return f"guess({spelled(read)})"
    assert_never(e)


def _constant(e: t.Const) -> str:
    if e.type.tag == "bool":
        return str(bool(e.value))
    if e.type.tag == "span":
        for size, word in _SPANS:
            if e.value and e.value % size == 0:
                return f"{word}({e.value / size:g})"
    if e.type.tag == "moment" and e.value == float("inf"):
        return "never"
    if e.type.tag == "ref" and e.value == 0:
        return {"Character": "nobody", "Place": "nowhere"}.get(e.type.of, "nothing")
    return f"{e.type.of}({int(e.value)})" if e.type.tag == "choice" else f"{e.value:g}"


def _calc(e: t.Calc) -> str:
    parts = [spelled(arg) for arg in e.args]
    if e.op in ("and", "or"):
        return f" {e.op} ".join(parts)
    if e.op == "not":
        return f"not {parts[0]}"
    if e.op == "neg":
        return f"-{parts[0]}"
    if e.op == "if":
        return f"({parts[1]} if {parts[0]} else {parts[2]})"
    if e.op.isidentifier():
        return f"{e.op}({', '.join(parts)})"
    inner = f" {e.op} ".join(parts)
    return f"({inner})" if e.op in ("+", "-", "*", "/", "//", "%") else inner


def _builtin(e: t.Builtin) -> str:
    parts = [spelled(arg) for arg in e.args]
    if e.word == "unknown":
        return f"{parts[0]} is unknown"
    return e.word if e.word in BARE else f"{e.word}({', '.join(parts)})"


def _claim(pattern: t.Pattern) -> str:
    given = ["None" if a is None else spelled(a) for a in pattern.args]
    found = _CLAIMED.fullmatch(pattern.word)
    assert found is not None
    kind, attribute = found[1].replace("__", "_"), found[2]
    toward = f"[{given.pop(1)}]" if len(given) + len(pattern.outcomes) > 2 else ""
    values = [*given, *(spelled(e) for _, e in pattern.outcomes)]
    return f"is_so({kind}.{attribute}{toward}, {', '.join(values)})"


def _pattern(pattern: t.Pattern) -> str:
    if pattern.word.startswith(CLAIM):
        return _claim(pattern)
    args = ["None" if a is None else spelled(a) for a in pattern.args]
    while args and args[-1] == "None":
        args.pop()
    args += [f"{word}={spelled(e)}" for word, e in pattern.outcomes]
    return f"{pattern.word}({', '.join(args)})"
