"""Outcomes: what dice, and births, come to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from moshimo.errors import counted
from moshimo.lang import tree, words
from moshimo.lang.calls import each
from moshimo.lang.expressions import Typer
from moshimo.lang.model import BOOL, NUMBER, Each, Throw, Type

MOST_OUTCOMES = 4


def is_outcome(value: tree.Expression) -> bool:
    """Whether a name that is given this value is an outcome, and no shorthand."""
    return isinstance(value, tree.Call) and value.word in (*words.DICE, "takes")


def outcome_types(body: Sequence[tree.Statement]) -> Iterator[tuple[str, Type]]:
    """Yield the outcomes that a body throws, by name, before anything else of it is read."""
    for statement in body:
        match statement:
            case tree.Bind(word=word, value=tree.Call(word="chance" | "contest" | "takes")):
                yield word, BOOL
            case tree.Bind(word=word, value=tree.Call(word="between")):
                yield word, NUMBER
            case tree.Bind(word=word, value=tree.Call(word="pick", args=(tree.Every() as e, *_))):
                yield word, Type("ref", e.kind)
            case tree.Bind(word=word, value=tree.Call(word="born", args=(tree.Name(word=kind),))):
                yield word, Type("ref", kind)
            case tree.If(yes=yes, no=no):
                yield from outcome_types(yes)
                yield from outcome_types(no)


def throw(word: str, call: tree.Call, typer: Typer) -> Throw | None:
    """Return the outcome `word`, or None where a problem was noted."""
    match call.word:
        case "pick":
            return _pick(word, call, typer)
        case "born":
            return _born(word, call, typer)
    count = 1 if call.word == "chance" else 2
    if len(call.args) != count or call.named:
        what = f"`{call.word}` takes {counted(count, 'number')}"
        typer.wrong("wrong-count", call.at, what)
        return None
    args = tuple(typer.amount(arg) for arg in call.args)
    kind = NUMBER if call.word == "between" else BOOL
    return Throw(word, kind, call.word, args, None, call.at.line)


def _pick(word: str, call: tree.Call, typer: Typer) -> Throw | None:
    weight = dict(call.named).get("weight") or tree.Number(1, False, call.at)
    every = call.args[0] if call.args else None
    if not isinstance(every, tree.Every):
        what, fix = "goes over the members of a kind", "`pick((x for x in Place), weight=1)`"
        typer.wrong("wrong-type", call.at, f"`pick` {what}", fix=f"for example {fix}.")
        return None
    made = each("most", every, weight, call.at, typer)
    if not isinstance(made, Each):
        return None
    return Throw(word, made.type, "pick", (), made, call.at.line)


def _born(word: str, call: tree.Call, typer: Typer) -> Throw | None:
    kinds = typer.names.kinds
    match call.args:
        case (tree.Name(word=of, at=at),) if of not in kinds:
            typer.unknown("unknown-kind", at, f"there is no kind `{of}`", of, kinds)
            return None
        case (tree.Name(word=of),):
            if kinds[of].room == 0:
                what, fix = f"`{of}` has no room for members born", f"`class {of}(room=8):`"
                typer.wrong("no-room", call.at, what, fix=f"declare it so: {fix}.")
            return Throw(word, Type("ref", of), "born", (), None, call.at.line)
    fix = "for example `born(Letter)`."
    typer.wrong("wrong-type", call.at, "`born` takes a kind", fix=fix)
    return None
