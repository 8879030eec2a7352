"""Words with brackets: which word it is, and what it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moshimo.errors import Span, counted
from moshimo.lang import minds, tree, words
from moshimo.lang.model import (
    BAD,
    BOOL,
    DEED,
    INT,
    NOTHING,
    NUMBER,
    SPAN,
    Ask,
    Calc,
    Const,
    Each,
    Ex,
    Quantity,
    Type,
    Var,
)
from moshimo.lang.types import spoken

if TYPE_CHECKING:
    from moshimo.lang.expressions import Typer

_TWO_PEOPLE = (words.CHARACTER, words.CHARACTER)


def call(node: tree.Call, typer: Typer) -> Ex:
    """Return the typed call of a word or quantity."""
    word, line = node.word, node.at.line
    if word in words.NOT_YET:
        why = f"{words.NOT_YET[word]} with a later version."
        return typer.wrong("not-yet", node.word_at, f"`{word}` does not run yet", why)
    match word:
        case "recalls" | "since" | "happened" | "first":
            return minds.recall(node, typer)
        case "believes":
            return minds.believes(node, typer)
        case "guess":
            return minds.guess(node, typer)
        case "doing":
            return minds.doing(node, typer)
        case "last_heard":
            return minds.last_heard(node, typer)
        case "sees":
            return Calc(BOOL, word, arguments(node, _TWO_PEOPLE, typer), line)
        case "about":
            return Calc(BOOL, word, arguments(node, (DEED, BAD), typer), line)
    if word in words.GATHERERS:
        return _gather(node, typer)
    if word in words.SPANS:
        return _span(node, typer)
    if word in words.NUMERIC:
        return _numeric(node, typer)
    if word in words.PLAIN:
        return _plain(node, typer)
    found = typer.quantity(word)
    return _misplaced(node, typer) if found is None else _ask(node, found, typer)


def arguments(node: tree.Call, takes: tuple[Type, ...], typer: Typer) -> tuple[Ex, ...]:
    """Return what stands in the brackets of a call; *bad* takes a value of any type."""
    if node.named or len(node.args) != len(takes):
        taken, given = counted(len(takes), "value"), len(node.args) + len(node.named)
        typer.wrong("wrong-count", node.at, f"`{node.word}` takes {taken}, not {given}")
        return tuple(Const(t, 0) for t in takes)
    return tuple(
        typer.value(arg) if t.tag == "bad" else typer.fit(arg, t)
        for arg, t in zip(node.args, takes, strict=True)
    )


def _misplaced(node: tree.Call, typer: Typer) -> Ex:
    """Say why a word that is no value stands where a value is needed."""
    word, at = node.word, node.word_at
    if word in words.DICE:
        what = f"`{word}` is thrown only in effects, and given a name"
        return typer.wrong("misplaced", at, what, fix=f"write `outcome = {word}(…)`.")
    if word in words.STATEMENTS:
        return typer.wrong("misplaced", at, f"`{word}(…)` stands on a line of its own")
    if word in typer.names.deeds or word in typer.names.meanings:
        fix = f"ask whether somebody remembers it: `recalls(mind, {word}(…))`."
        return typer.wrong("misplaced", at, f"`{word}` is a deed, not a value", fix=fix)
    what = f"there is no word or quantity `{word}`"
    known = [*words.EXPRESSIONS, *typer.names.quantities]
    return typer.unknown("unknown-word", at, what, word, known)


def _span(node: tree.Call, typer: Typer) -> Ex:
    args, unit = arguments(node, (NUMBER,), typer), words.SPANS[node.word]
    if isinstance(args[0], Const):
        return Const(SPAN, args[0].value * unit)
    return Calc(SPAN, "*", (*args, Const(NUMBER, unit)), node.at.line)


def _plain(node: tree.Call, typer: Typer) -> Ex:
    takes, gives = words.PLAIN[node.word]
    if node.word == "in_time" and not typer.answering and typer.view == "picture":
        what = "`in_time()` means something only in an answer"
        return typer.wrong("misplaced", node.at, what)
    return Calc(gives, node.word, arguments(node, takes, typer), node.at.line)


def _numeric(node: tree.Call, typer: Typer) -> Ex:
    count = words.NUMERIC[node.word]
    if len(node.args) != count or node.named:
        return typer.wrong(
            "wrong-count", node.at, f"`{node.word}` takes {counted(count, 'number')}"
        )
    args = tuple(typer.value(arg) for arg in node.args)
    kind = args[0].type
    for arg, given in zip(node.args[1:], args[1:], strict=True):
        kind = typer.same(kind, given.type, arg.at)
    if kind.tag not in ("int", "number", "span", "moment", "bool", "bad"):
        what = f"`{node.word}` takes numbers, not {spoken(kind)}"
        return typer.wrong("wrong-type", node.at, what)
    if kind.tag in ("bool", "number"):
        kind = NUMBER
    return Calc(kind, node.word, args, node.at.line)


def _ask(node: tree.Call, found: Quantity, typer: Typer) -> Ex:
    args = arguments(node, tuple(role.type for role in found.roles), typer)
    for index in sorted(found.intimate):
        given = args[index] if index < len(args) else NOTHING
        own = isinstance(given, Var) and given.word == typer.mind
        if typer.view == "quantity" and isinstance(given, Var):
            typer.intimate.add(given.word)
        elif typer.view == "picture" and not own and given.type.tag != "bad":
            whose = given.word if isinstance(given, Var) else "another"
            typer.wrong(
                "telepathy",
                node.at,
                f"`{found.word}` reads private attributes of `{whose}`, "
                f"which `{typer.mind}` cannot know",
                why="what a character decides from is what that character could know.",
                fix="read them with guess(…) in the quantity, or declare them visible or known.",
            )
    return Ask(found.type, found.word, args, node.at.line)


def _gather(node: tree.Call, typer: Typer) -> Ex:
    every = node.args[0] if len(node.args) == 1 else None
    if not isinstance(every, tree.Every) or any(n != "by" for n, _ in node.named):
        return typer.wrong(
            "wrong-type",
            node.at,
            f"`{node.word}` goes over the members of a kind",
            fix=f"for example `{node.word}(… for x in Character if …)`.",
        )
    return each(node.word, every, dict(node.named).get("by"), node.at, typer)


def each(how: str, every: tree.Every, by: tree.Expression | None, at: Span, typer: Typer) -> Ex:
    """Return what is gathered over a kind; its variable is in scope only inside."""
    if every.kind not in typer.names.kinds:
        return typer.unknown(
            "unknown-kind",
            every.kind_at,
            f"there is no kind `{every.kind}`",
            every.kind,
            typer.names.kinds,
        )
    if every.word in typer.scope:
        return typer.wrong("name-twice", every.at, f"`{every.word}` is already something else here")
    var = Var(Type("ref", every.kind), every.word)
    typer.scope[every.word] = var
    conditions = tuple(typer.truth(test) for test in every.conditions)
    order = typer.amount(by) if by is not None else None
    value: Ex
    if how in ("any", "all"):
        value, kind = typer.truth(every.value), BOOL
    elif how == "count":
        value, kind = typer.value(every.value), INT
    elif order is not None:
        value, kind = typer.value(every.value), var.type
        how += "_by"
        if value != var:
            typer.wrong("wrong-type", every.at, "with `by=` the member itself stands first")
    else:
        value = typer.value(every.value)
        kind = value.type if value.type.tag in ("int", "span") else NUMBER
        if value.type.tag == "ref" and how in ("most", "least"):
            typer.wrong(
                "wrong-count",
                at,
                f"`{how}` of members needs `by=`",
                fix="say by what, for example `by=mind.affection[x]`.",
            )
            kind = BAD
        elif value.type.tag not in ("bool", "int", "number", "span", "bad"):
            typer.wrong(
                "wrong-type", every.at, f"`{how}` goes over numbers, not {spoken(value.type)}"
            )
    del typer.scope[every.word]
    return Each(kind, how, var, every.kind, conditions, value, order, at.line)
