"""How each template was parsed, so that its author can check it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from moshimo.errors import Problem, Span
from moshimo.output.shown_letters import visible
from moshimo.story.grammar.clause import Piece, Slot, Verb, read
from moshimo.story.grammar.inflection import base_of_past, base_of_third
from moshimo.story.grammar.small_words import DETERMINERS, PREPOSITIONS
from moshimo.story.lexicon.lexicon import Lexicon, Manner
from moshimo.story.lexicon.of_world import lexicon_of
from moshimo.world.telling.ways import Frame, Setting, Way
from moshimo.world.world import CheckedWorld, Scenario

TextKind: TypeAlias = Literal["template", "way", "why", "reason"]
TextAt: TypeAlias = tuple[TextKind, str, Span | None]  # a text, and where it stands
AS_A_SENTENCE = (
    "write it as a sentence in the present, such as `{judge} exiles {accused}.`, or "
    "set stars around the verb: `{ghost} *shadowsteps* away.`"
)
AS_IT_IS_TOLD = (
    "write it as it will be told, such as `{judge} exiled {accused}.`, or set stars around the "
    "verb; or leave out `tense: past`, and write the file in the present."
)
TOLD_AS_IT_IS = "the verbs of a sentence are told in the past, and all other words as they stand."


@dataclass(frozen=True, slots=True)
class Reading:
    """How one template was parsed."""

    rule: str
    kind: TextKind  # the docstring's line, another text, a text for a reason, or a weight's reason
    template: str  # as written
    subject: str = ""  # the verb's subject: a role in braces, or the author's words
    verbs: tuple[tuple[str, str], ...] = ()  # each finite verb as written, and its past
    guessed: bool = False  # the verb is in no table; its past follows the rule
    left: tuple[str, ...] = ()  # words that look like verbs but were parsed as something else
    doubted: tuple[str, ...] = ()  # words of which it is not sure whether they are verbs
    problem: str = ""  # what is wrong, one sentence; "" if nothing
    fix: str = ""  # how to mend it; "" if nothing is wrong
    at: Span | None = None  # where it stands, if not in the rule


def readings(lexicon: Lexicon) -> list[Reading]:
    """Parse every template of the world; those with a `problem` must be mended."""
    told = [(rule, row) for rule, manner in lexicon.manners.items() for row in _texts(manner)]
    for place, settings in lexicon.settings.items():
        told += [(place, row) for row in _rows("way", settings)]
    for which, frames in lexicon.frames.items():
        told += [(which, row) for row in _rows("way", frames)]
    for word, one in lexicon.sums.items():
        told += [(f"the sums of {word}", row) for row in _rows("way", [*one.texts.values()])]
    return [replace(_reading(rule, kind, text, lexicon), at=at) for rule, (kind, text, at) in told]


def readable(world: CheckedWorld, scenario: Scenario) -> list[Problem]:
    """Return a problem for each template without a finite verb."""
    problems = []
    for reading in readings(lexicon_of(world, scenario)):
        if reading.problem:
            at = reading.at or world.laws.rules[reading.rule].at
            what = f"in `{reading.template}` {reading.problem}"
            problems.append(Problem("no-verb", at, what, fix=reading.fix))
    return problems


def doubtful(world: CheckedWorld, scenario: Scenario) -> list[Problem]:
    """Return a warning for each template with words that may be verbs or not."""
    found = []
    for reading in readings(lexicon_of(world, scenario)):
        for word in reading.doubted:
            at = reading.at or world.laws.rules[reading.rule].at
            what = f"in `{reading.template}` it is not sure whether `{word}` is a verb"
            found.append(Problem("unsure-verb", at, what, why=TOLD_AS_IT_IS, fix=_mend(word)))
    return found


def as_read(world: CheckedWorld, scenario: Scenario) -> str:
    """Return every sentence that can tell a deed, with its subject, verbs and past forms."""
    parts: list[str] = []
    last = ""
    for reading in readings(lexicon_of(world, scenario)):
        if reading.kind == "reason":
            continue
        if reading.rule != last:
            parts.append(f"{reading.rule}\n")
            last = reading.rule
        pasts = ", ".join(
            written if written == past else f"{written} → {past}" for written, past in reading.verbs
        )
        guessed = " (guessed)" if reading.guessed else ""
        subject = f"{reading.subject}: " if reading.subject else ""
        left = f"; no verbs: {', '.join(reading.left)}" if reading.left else ""
        said = visible(f"{subject}{pasts}{guessed}{left}")
        parts.append(f"  {visible(reading.template)}\n      {said}\n")
    return "".join(parts)


def _texts(manner: Manner) -> Iterator[TextAt]:
    yield "template", manner.template, None
    yield from (row for row in _rows("way", manner.ways) if row[1])
    yield from _rows("why", manner.whys)
    yield from _rows("way", manner.reported)
    yield from (("reason", reason, None) for reason in manner.reasons)


def _rows(kind: TextKind, ways: Sequence[Way | Setting | Frame]) -> Iterator[TextAt]:
    return ((kind, *one) for way in ways for one in zip(way.texts, way.places, strict=True))


def _reading(rule: str, kind: TextKind, text: str, lexicon: Lexicon) -> Reading:
    told = text in lexicon.told
    clause = read(text, lexicon.verbs, told=told)
    if clause is None and kind == "reason" and _past_in(text):
        return Reading(rule, kind, text)  # of the past, and never told
    if clause is None and told:
        return Reading(rule, kind, text, problem="no verb in the past is found", fix=AS_IT_IS_TOLD)
    if clause is None:
        return Reading(rule, kind, text, problem=_why_not(text), fix=AS_A_SENTENCE)
    verbs = tuple((piece.written, piece.past) for piece in clause.pieces if isinstance(piece, Verb))
    subject = "".join(_written(piece) for piece in clause.pieces[: clause.verb]).strip()
    fix = ""
    if clause.guessed:
        fix = f"if that is wrong, say it in world.yaml: `verbs: {{{clause.main.base}: …}}`"
    left = tuple(_left(clause.pieces, lexicon))
    return Reading(rule, kind, text, subject, verbs, clause.guessed, left, clause.doubted, fix=fix)


def _left(pieces: tuple[Piece, ...], lexicon: Lexicon) -> Iterator[str]:
    """Yield words that could be verbs, but not after "the", "of" or "{x}'s"."""
    before: Piece = ""
    for piece in pieces:
        if isinstance(piece, str) and base_of_third(piece.lower(), lexicon.verbs):
            word = before.lower() if isinstance(before, str) else ""
            owned = isinstance(before, Slot) and before.case == "owner"
            if not owned and word not in DETERMINERS | PREPOSITIONS:
                yield piece
        if not (isinstance(piece, str) and piece.isspace()):
            before = piece


def _mend(word: str) -> str:
    plain = word.replace("’", "'")
    if "'" in plain:
        return f"write `{plain}` as two words, so that it can be told in the past."
    return f"set stars round it if it is: `*{word}*`; if not, put `the` or `some` before it."


def _why_not(text: str) -> str:
    past = _past_in(text)
    if past:
        return f"no verb in the present is found; `{past}` looks like the past"
    return "no verb is found"


def _past_in(text: str) -> str:
    words = visible(text).replace(".", "").split()
    return next((word for word in words if base_of_past(word) or word in ("was", "were")), "")


def _written(piece: str | Slot | Verb) -> str:
    match piece:
        case Slot():
            return f"{{{piece.role}}}" + ("'s" if piece.case == "owner" else "")
        case Verb():
            return piece.written
        case str():
            return visible(piece)
