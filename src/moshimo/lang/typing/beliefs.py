"""Types what stands in another's belief: what one mind takes another to hold."""

from __future__ import annotations

from moshimo.errors import Span
from moshimo.lang import typed as t
from moshimo.lang import written as w
from moshimo.lang.analysis.other_minds import PLAIN
from moshimo.lang.typing.expressions import Typer, called


def of_another(node: w.Expression, typer: Typer) -> t.Ex:
    """Return a condition that is read in another's mind, as somebody takes that to be."""
    made = typer.elsewhere("truth").truth(node)
    for x in t.walk(made):
        match x:
            case t.Const() | t.Unknown() | t.Var() | t.Calc() | t.Each():
                continue
            case t.Read(attribute=a, owner=owner):
                hidden = a.who == "private" and a.kind == "Character"
                if not hidden and a.who != "shown":
                    continue
                return _misplaced(f"the `{a.word}` of `{called(owner)}`", x.at, typer)
            case t.Builtin(word=word):
                if word in PLAIN or not x.args:
                    continue
                return _misplaced(f"`{word}`", x.at, typer)
            case t.Ask(quantity=word):
                return _misplaced(f"`{word}`", x.at, typer)
            case t.Recall(how=how):
                return _misplaced(f"`{how}`", x.at, typer)
            case t.Believe():
                return _misplaced("a third mind", x.at, typer)
            case t.Doing() | t.Guess() | t.Claim():
                return _misplaced("this", x.at, typer)
    return made


def _misplaced(what: str, at: Span, typer: Typer) -> t.Const:
    what = f"{what} cannot be asked in another's mind"
    why = "of another's mind one has an idea of what is visible and known, and no more."
    fix = "ask it outside of `believes`; what is private there is `guess(…)`."
    return typer.wrong("telepathy", at, what, why, fix)
