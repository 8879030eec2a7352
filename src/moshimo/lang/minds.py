"""Words about minds: what one remembers and believes, supposes of others and sees them do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moshimo.errors import counted
from moshimo.lang import tree, words
from moshimo.lang.model import (
    BOOL,
    MOMENT,
    NOTHING,
    SPAN,
    Believe,
    Calc,
    Const,
    Ex,
    Guess,
    Pattern,
    Read,
    Recall,
    Var,
)

if TYPE_CHECKING:
    from moshimo.lang.expressions import Typer


def recall(node: tree.Call, typer: Typer) -> Ex:
    """Return `recalls`, `since`, `happened` or `first`: whether, or when, there was a deed."""
    named, word = dict(node.named), node.word
    in_truth = word in ("happened", "first")
    limits = () if word == "first" else ("within",)
    if len(node.args) != (1 if in_truth else 2) or set(named) - set(limits):
        return typer.wrong(
            "wrong-count",
            node.at,
            f"`{word}` takes {'a deed' if in_truth else 'a mind and a deed'}",
            fix=f"for example `{word}({'' if in_truth else 'mind, '}promise(None, mind))`.",
        )
    if in_truth and typer.view != "question":
        typer.wrong(
            "misplaced",
            node.at,
            f"`{word}` is for questions; in a rule somebody remembers",
            fix=f"write `{'recalls' if word == 'happened' else 'since'}(mind, …)`.",
        )
    mind = Const(words.CHARACTER, 0) if in_truth else _whose(node.args[0], "remembers", typer)
    wanted = pattern(node.args[-1], typer)
    if wanted is None:
        return NOTHING
    within = typer.fit(named["within"], SPAN) if "within" in named else None
    line = node.at.line
    match word:
        case "since":
            return Recall(SPAN, "since", mind, wanted, within, line)
        case "first":
            return Recall(MOMENT, "first", mind, wanted, None, line)
        case _:
            return Recall(BOOL, "happened" if in_truth else "recalls", mind, wanted, within, line)


def pattern(node: tree.Expression, typer: Typer) -> Pattern | None:
    """Return a deed or meaning with holes."""
    deeds = {**typer.names.deeds, **typer.names.meanings}
    if not isinstance(node, tree.Call):
        fix = "for example `exile(judge, None)`."
        typer.wrong("wrong-type", node.at, "this is no deed", fix=fix)
        return None
    if node.word not in deeds:
        what = f"there is no deed or meaning `{node.word}`"
        typer.unknown("unknown-deed", node.word_at, what, node.word, deeds)
        return None
    roles = deeds[node.word]
    if len(node.args) > len(roles):
        what = f"`{node.word}` has {counted(len(roles), 'role')}, not {len(node.args)}"
        typer.wrong("wrong-count", node.at, what)
        return None
    args: list[Ex | None] = []
    for role, arg in zip(roles, node.args, strict=False):
        args.append(None if isinstance(arg, tree.Hole) else typer.fit(arg, role.type))
    args += [None] * (len(roles) - len(args))
    known = typer.names.outcomes.get(node.word, {})
    outcomes = []
    for word, given in node.named:
        if word not in known:
            what = f"`{node.word}` has no outcome `{word}`"
            typer.unknown("unknown-outcome", given.at, what, word, known)
        else:
            outcomes.append((word, typer.fit(given, known[word])))
    return Pattern(node.word, tuple(args), tuple(outcomes))


def believes(node: tree.Call, typer: Typer) -> Ex:
    """Return what a mind holds to be so; inside, it is read in that mind's picture."""
    if len(node.args) != 2 or node.named:
        what = "`believes` takes a mind and what it believes"
        return typer.wrong("wrong-count", node.at, what)
    mind = _whose(node.args[0], "believes", typer)
    inner = typer.elsewhere("picture", mind.word if isinstance(mind, Var) else "")
    return Believe(BOOL, mind, inner.truth(node.args[1]))


def guess(node: tree.Call, typer: Typer) -> Ex:
    """Return another's attribute as it is supposed; here nothing private is closed."""
    if len(node.args) != 1 or not isinstance(node.args[0], tree.Field | tree.Item):
        return typer.wrong(
            "wrong-type",
            node.at,
            "`guess` takes an attribute",
            fix="for example `guess(x.mercy)`.",
        )
    given = node.args[0]
    made = typer.elsewhere("truth").value(given)
    if not isinstance(made, Read):
        return NOTHING
    attribute = made.attribute
    if attribute.who == "private" and attribute.guess is None:
        typer.wrong(
            "no-guess",
            given.at,
            f"`{attribute.full}` says nothing of what others suppose",
            fix="declare it with a guess: `private(…, guess=0.5)` or `guess=own`.",
        )
    return Guess(made.type, made)


def doing(node: tree.Call, typer: Typer) -> Ex:
    """Return whether somebody is at such a deed now."""
    match node.args:
        case (who, tree.Name(word=word, at=at)) if not node.named:
            if word not in typer.names.deeds:
                what = f"there is no deed `{word}`"
                return typer.unknown("unknown-deed", at, what, word, typer.names.deeds)
            made = typer.fit(who, words.CHARACTER)
            return Calc(BOOL, f"doing:{word}", (made,), node.at.line)
    return typer.wrong("wrong-count", node.at, "`doing` takes a person and a deed's name")


def last_heard(node: tree.Call, typer: Typer) -> Ex:
    """Return when a mind last had news of an attribute."""
    made = typer.value(node.args[0]) if len(node.args) == 1 else NOTHING
    if not isinstance(made, Read):
        what, fix = "`last_heard` takes an attribute", "for example `last_heard(x.place)`."
        return typer.wrong("wrong-type", node.at, what, fix=fix)
    return Calc(MOMENT, "last_heard", (made,), node.at.line)


def _whose(node: tree.Expression, word: str, typer: Typer) -> Ex:
    """Return the mind that is asked, which must be the rule's own."""
    mind = typer.fit(node, words.CHARACTER)
    own = isinstance(mind, Var) and mind.word == typer.mind
    if typer.view == "quantity" and isinstance(mind, Var):
        typer.intimate.add(mind.word)
    elif typer.view == "picture" and not own and mind.type.tag != "bad":
        typer.wrong(
            "telepathy",
            node.at,
            f"`{typer.mind}` cannot know what another {word}",
            why="only one's own mind is open to one.",
            fix=f"ask `{typer.mind}`.",
        )
    return mind
