"""What stands behind a rule's mark: `@action(speech=True, again=hours(2))`."""

from __future__ import annotations

import re

from moshimo.errors import Problem, did_you_mean
from moshimo.lang import tree
from moshimo.lang.expressions import Typer
from moshimo.lang.model import SPAN, Const
from moshimo.lang.names import Names
from moshimo.lang.types import fits

SATED, SATED_BY_WORDS = 1800.0, 43200.0  # seconds: how soon the same is wanted again in full
_OPTIONS = {
    "action": (
        *("carries", "speech", "answers", "within", "again", "luck", "variant_of", "moves"),
        *("seems", "recovers"),
    ),
    "reason": ("of",),
    "event": ("of", "at", "mean", "carries", "luck"),
    "appraisal": ("of",),
    "inference": ("sure",),
    "worth": (),
}
_TAKES = {
    "speech": "`True` or `False`",
    "moves": "`True` or `False`",
    "within": "a span that never changes, for example `minutes(2)`",
    "again": "a span that never changes, for example `hours(1)`",
    "mean": "a span that never changes, for example `days(3)`",
    "sure": "a number from 0 to 1",
    "luck": "a name in quotes",
    "of": "the name of a deed or meaning",
    "answers": "the name of a deed or meaning",
    "variant_of": "the name of an action",
    "carries": "`roles`, `place`, `earshot(minutes(1))` or `realm`",
    "at": "a Moment of a kind, for example `Character.leave_by`",
}
_LUCK = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}")


def options(made: tree.Function, names: Names, problems: list[Problem]) -> dict[str, object]:
    """Return what a rule's mark says of it, by the names of the fields of `Rule`."""
    typer = Typer(names, "truth", "", {}, problems)
    found: dict[str, object] = {}
    allowed = _OPTIONS[made.mark]
    if made.mark == "action":
        speech = dict(made.options).get("speech")
        spoken = isinstance(speech, tree.Number) and speech.value
        found["again"] = SATED_BY_WORDS if spoken else SATED
    for word, given in made.options:
        if word not in allowed:
            what = f"@{made.mark} has no option `{word}`"
            fix = did_you_mean(word, allowed) or f"it has: {', '.join(allowed)}."
            typer.wrong("bad-option", given.at, what, fix=fix)
        elif word in ("seems", "recovers"):
            why = "it comes with fighting."
            typer.wrong("not-yet", given.at, f"`{word}` does not run yet", why)
        else:
            found.update(_option(made, word, given, typer))
    if made.mark == "action" and "answers" in found and "within" not in found:
        found["within"] = -1.0  # by whether there is speech in it: settled with all rules
    if made.mark == "reason" and "of" not in found:
        what = "a reason says of which action: `@reason(of=walk)`"
        typer.wrong("bad-option", made.mark_at, what)
    if made.mark == "inference" and "sure" not in found:
        found["sure"] = 0.6
    return found


def _option(
    made: tree.Function, word: str, given: tree.Expression, typer: Typer
) -> dict[str, object]:
    match word, given:
        case ("speech" | "moves", tree.Number(value=value)):
            return {word: bool(value)}
        case ("within" | "again" | "mean", _):
            constant = typer.fit(given, SPAN)
            if not fits(constant.type, SPAN):
                return {}
            if isinstance(constant, Const) and (constant.value > 0 or word != "mean"):
                return {word: float(constant.value)}
        case ("sure", tree.Number(value=value)) if 0 <= value <= 1:
            return {word: float(value)}
        case ("luck", tree.Text(value=value)) if _LUCK.fullmatch(value):
            return {word: value}
        case ("answers", tree.Name(word="meets" | "misses" as target, at=at)):
            what = f"`{target}` happens in one mind, where nobody can answer it"
            fix = f"let an appraisal of `{target}` move a feeling, and let that be the wish."
            typer.wrong("bad-option", at, what, fix=fix)
            return {}
        case ("of" | "answers" | "variant_of", tree.Name(word=target, at=at)):
            known = dict(typer.names.deeds)
            if made.mark != "reason" and word != "variant_of":
                known.update(typer.names.meanings)
            if target in known:
                return {word: target}
            what, fix = f"there is no deed `{target}`", did_you_mean(target, known)
            typer.wrong("unknown-deed", at, what, fix=fix)
            return {}
        case ("carries", tree.Name(word="roles" | "place" | "sight" | "realm" as reach)):
            return {"carries": reach}
        case ("carries", tree.Call(word="earshot", args=(reach,))):
            constant = typer.fit(reach, SPAN)
            if isinstance(constant, Const):
                return {"carries": "earshot", "reach": float(constant.value)}
        case ("at", tree.Field(owner=tree.Name(word=kind), name=attribute)):
            found = typer.names.kinds.get(kind)
            clock = found.attribute(attribute) if found else None
            if clock is not None and clock.type.tag == "moment" and not clock.key:
                return {"clock": clock}
    what, fix = f"`{word}=` does not take this", f"it takes {_TAKES[word]}."
    typer.wrong("bad-option", given.at, what, fix=fix)
    return {}
