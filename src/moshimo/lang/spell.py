"""A typed expression, written out again in the dialect: what was read, for `show` and `try`."""

from __future__ import annotations

from moshimo.lang.model import (
    Ask,
    Believe,
    Calc,
    Const,
    Each,
    Ex,
    Guess,
    Pattern,
    Read,
    Recall,
    Var,
)

_WORDS = ("and", "or")
_SPANS = ((86400.0, "days"), (3600.0, "hours"), (60.0, "minutes"), (1.0, "seconds"))


def spelled(e: Ex) -> str:
    """Return the expression as an author would write it."""
    match e:
        case Const():
            return _constant(e)
        case Var(word=word):
            return word
        case Read(attribute=attribute, owner=owner, key=key):
            toward = f"[{spelled(key)}]" if key is not None else ""
            return f"{spelled(owner)}.{attribute.word}{toward}"
        case Calc():
            return _calc(e)
        case Ask(quantity=word, args=args):
            return f"{word}({', '.join(map(spelled, args))})"
        case Each(how=how, var=var, kind=kind, conditions=conditions, value=value, by=by):
            tests = "".join(f" if {spelled(c)}" for c in conditions)
            inner = f"{spelled(value)} for {var.word} in {kind}{tests}"
            if by is not None:
                return f"{how.removesuffix('_by')}(({inner}), by={spelled(by)})"
            return f"{how}({inner})"
        case Recall(how=how, mind=mind, pattern=pattern, within=within):
            limit = f", within={spelled(within)}" if within is not None else ""
            who = "" if how in ("happened", "first") else f"{spelled(mind)}, "
            return f"{how}({who}{_pattern(pattern)}{limit})"
        case Believe(mind=mind, value=value):
            return f"believes({spelled(mind)}, {spelled(value)})"
        case Guess(read=read):
            return f"guess({spelled(read)})"


def _constant(e: Const) -> str:
    if e.type.tag == "bool":
        return str(bool(e.value))
    if e.type.tag == "span":
        for size, word in _SPANS:
            if e.value and e.value % size == 0:
                return f"{word}({e.value / size:g})"
    if e.type.tag == "moment" and e.value == float("inf"):
        return "never"
    if e.type.tag == "ref" and e.value <= 0:
        none = {"Character": "nobody", "Place": "nowhere"}.get(e.type.of, "nothing")
        return "unknown" if e.value < 0 else none
    return f"{e.type.of}({int(e.value)})" if e.type.tag == "choice" else f"{e.value:g}"


def _calc(e: Calc) -> str:
    parts = [spelled(arg) for arg in e.args]
    if e.op in _WORDS:
        return f" {e.op} ".join(parts)
    if e.op == "not":
        return f"not {parts[0]}"
    if e.op == "neg":
        return f"-{parts[0]}"
    if e.op == "unknown":
        return f"{parts[0]} is unknown"
    if e.op == "if":
        return f"({parts[1]} if {parts[0]} else {parts[2]})"
    if e.op.startswith("doing:"):
        return f"doing({parts[0]}, {e.op[6:]})"
    if e.op.isidentifier():
        return (
            f"{e.op}({', '.join(parts)})" if parts or e.op in ("time_of_day", "in_time") else e.op
        )
    inner = f" {e.op} ".join(parts)
    return f"({inner})" if e.op in ("+", "-", "*", "/", "//", "%") else inner


def _pattern(pattern: Pattern) -> str:
    args = ["None" if a is None else spelled(a) for a in pattern.args]
    while args and args[-1] == "None":
        args.pop()
    args += [f"{word}={spelled(e)}" for word, e in pattern.outcomes]
    return f"{pattern.word}({', '.join(args)})"
