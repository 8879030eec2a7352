"""What the telling read in every template, so that its author can check it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from moshimo.story.clause import Slot, Verb, read
from moshimo.story.tongue import Manner, Tongue, plain
from moshimo.story.verbs import base_of_past


@dataclass(frozen=True, slots=True)
class Reading:
    """How one template was read.

    Attributes:
        rule: the rule's name.
        kind: the docstring's line, one of the richer ways, or the text of a reason.
        template: the text as written.
        subject: what the verb says it of: a role in braces, or the author's words.
        verbs: each finite verb as written, and how it will be told.
        guessed: the verb is in no table; its past was made by rule.
        problem: what is wrong, one sentence; "" if nothing.
        fix: how to mend it; "" if there is nothing to mend.
    """

    rule: str
    kind: Literal["template", "way", "reason"]
    template: str
    subject: str = ""
    verbs: tuple[tuple[str, str], ...] = ()
    guessed: bool = False
    problem: str = ""
    fix: str = ""


def readings(tongue: Tongue) -> list[Reading]:
    """Every template of the world as it was read; those with a `problem` must be mended."""
    return [
        _reading(rule, kind, text, tongue)
        for rule, manner in tongue.manners.items()
        for kind, text in _texts(manner)
    ]


def _texts(manner: Manner) -> Iterator[tuple[Literal["template", "way", "reason"], str]]:
    yield "template", manner.template
    for way in manner.ways:
        yield "way", way
    for reason in manner.reasons:
        yield "reason", reason


def _reading(
    rule: str, kind: Literal["template", "way", "reason"], text: str, tongue: Tongue
) -> Reading:
    clause = read(text, tongue.verbs)
    if clause is None:
        return Reading(
            rule,
            kind,
            text,
            problem=_why_not(text),
            fix="write it as a sentence in the present, such as `{judge} exiles {accused}.`, or "
            "set stars around the verb: `{ghost} *shadowsteps* away.`",
        )
    verbs = tuple((piece.written, piece.past) for piece in clause.pieces if isinstance(piece, Verb))
    subject = "".join(_written(piece) for piece in clause.pieces[: clause.verb]).strip()
    fix = ""
    if clause.guessed:
        fix = f"if that is wrong, say it in world.yaml: `verbs: {{{clause.main.base}: …}}`"
    return Reading(rule, kind, text, subject, verbs, clause.guessed, fix=fix)


def _why_not(text: str) -> str:
    words = plain(text).replace(".", "").split()
    past = next((word for word in words if base_of_past(word) or word in ("was", "were")), "")
    if past:
        return f"no verb in the present is found; `{past}` looks like the past"
    return "no verb is found"


def _written(piece: str | Slot | Verb) -> str:
    match piece:
        case Slot():
            return f"{{{piece.role}}}" + ("'s" if piece.case == "owner" else "")
        case Verb():
            return piece.written
        case _:
            return plain(piece)
