"""A typed expression → the author's language again, for `show` and `try`."""

from __future__ import annotations

import re
from typing import assert_never

from moshimo.lang import typed as t
from moshimo.lang.words import BARE, CLAIM

_CLAIMED = re.compile(rf"{CLAIM}((?:[^_]|__)+)_(.+)")
_COMPARED, _TIGHTEST = 4, 9
_LEVELS = {"or": 1, "and": 2, "not": 3, "+": 5, "-": 5, "*": 6, "/": 6, "//": 6, "%": 6, "neg": 7}
_LEVELS |= dict.fromkeys(("==", "!=", "<", "<=", ">", ">="), _COMPARED)
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
    if e.op == "if":
        test, one, other = (_within(arg, 1) for arg in e.args)
        return f"{one} if {test} else {other}"
    if e.op.isidentifier() and e.op not in _LEVELS:
        return f"{e.op}({', '.join(map(spelled, e.args))})"
    level = _LEVELS[e.op]
    if e.op == "not":
        return f"not {_within(e.args[0], level)}"
    if e.op == "neg":
        return f"-{_within(e.args[0], level)}"
    if e.op in ("and", "or"):
        return f" {e.op} ".join(_within(arg, level) for arg in e.args)
    left, right = e.args
    beside = level if level > _COMPARED else level + 1  # `a - b - c`, but not `a < b < c`
    return f"{_within(left, beside)} {e.op} {_within(right, level + 1)}"


def _within(e: t.Ex, level: int) -> str:
    """Return an expression as it stands inside another that binds so tightly."""
    own = _TIGHTEST
    if isinstance(e, t.Calc):
        own = 0 if e.op == "if" else _LEVELS.get(e.op, _TIGHTEST)
    elif isinstance(e, t.Builtin) and e.word == "unknown":
        own = _COMPARED
    return f"({spelled(e)})" if own < level else spelled(e)


def _builtin(e: t.Builtin) -> str:
    parts = [spelled(arg) for arg in e.args]
    if e.word == "unknown":
        return f"{parts[0]} is unknown"
    if e.word == "foresee":  # the roles are those of the rule
        del parts[1:]
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
