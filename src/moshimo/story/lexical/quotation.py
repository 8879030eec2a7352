"""Direct speech: an author's line with its names, and where a line can be cut."""

from __future__ import annotations

import re
from dataclasses import replace

from moshimo.engine.journal import Deed
from moshimo.engine.member_ids import STRANGER
from moshimo.output.shown_letters import visible
from moshimo.story.grammar.clause import EXPLICIT
from moshimo.story.grammar.sentence_boundaries import (
    bare_end,
    boundaries,
    keeps_its_end,
)
from moshimo.story.lexical.phrasing import add_filled
from moshimo.story.lexicon.lexicon import Lexicon, absent, looks_of, manner_of
from moshimo.story.lexicon.naming import FORMS, outcome_words, word_of
from moshimo.story.planning.sentence_plan import Phrase, PhrasePart, Ref

SLOT = re.compile(r"(\{[^{}]*\})")
NAME = "\ufffc"  # stands for a name while a line is cut
CURLY = str.maketrans({'"': "'", "“": "‘", "”": "’"})  # the marks inside ours
TRAILING = ("…", "..", "—", "–", "-")  # a line that breaks off
NO_COMMA = ("?", "!", ",", ";", ":", *TRAILING)  # no comma stands behind these


def quoted(line: Phrase) -> Phrase:
    """Return a line alone in quotation marks."""
    return ('"', *ended(line), '"')


def said_of(line: Phrase) -> str:
    """Return the verb that goes with how a line ends: said, asked or cried."""
    last = line[-1] if line else ""
    if isinstance(last, str) and last.endswith("?"):
        return "asked"
    if isinstance(last, str) and last.endswith("!"):
        return "cried"
    return "said"


def line_of(deed: Deed, index: int, speaker: str, lexicon: Lexicon) -> Phrase:
    """Return the author's line with its slots filled."""
    says = manner_of(lexicon, deed).says
    text = says[index] if 0 <= index < len(says) else "…"
    chosen = lexicon.worded.get(deed.id)
    if chosen and chosen.said and deed.said and deed.said[0] == (speaker, index):
        text = chosen.said
    return spoken_parts(text, deed, speaker, lexicon)


def spoken_parts(text: str, deed: Deed, speaker: str, lexicon: Lexicon) -> Phrase:
    """Return what a speaker or writer says, everybody as that speaker takes and names them."""
    parts: list[PhrasePart] = []
    taken = {role: x for mind, role, x in deed.taken if mind == speaker and role in deed.roles}
    deed = replace(deed, roles=deed.roles | taken) if taken else deed
    for bit in filter(None, SLOT.split(text.strip())):
        part = _spoken_part(bit, deed, speaker, lexicon)
        if bit.startswith("{"):
            add_filled(parts, (part,))
        else:
            parts.append(part)
    return tuple(part for part in parts if part)


def _spoken_part(bit: str, deed: Deed, speaker: str, lexicon: Lexicon) -> PhrasePart:
    if not bit.startswith("{"):
        return visible(bit).translate(CURLY)
    role, _, form = (part.strip() for part in bit[1:-1].partition("."))
    key = str(deed.roles.get(role, "") or deed.outcomes.get(role, ""))
    if role in deed.roles and not key:
        return absent(role, deed, lexicon)
    key = looks_of(key)  # so everybody addresses it
    if form in EXPLICIT and key in lexicon.members:
        return FORMS[word_of(lexicon, key)][EXPLICIT[form]]
    if key in lexicon.members or key.startswith(STRANGER):
        return Ref((key,), speaker=speaker)
    return visible(key) if role in deed.roles else outcome_words(role, deed, lexicon)


def halves(line: Phrase) -> tuple[Phrase, Phrase]:
    """Split a line behind its first sentence; quotations inside it stay whole."""
    ends = boundaries("".join(part if isinstance(part, str) else NAME for part in line))
    at = ends[0] if ends else 0
    for place, part in enumerate(line if ends else ()):
        if isinstance(part, str) and 0 < at < len(part):
            return (*line[:place], part[:at].rstrip()), (part[at:], *line[place + 1 :])
        if not at:
            return line[:place], line[place:]
        at -= len(part) if isinstance(part, str) else 1
    return line, ()


def comma(line: Phrase) -> Phrase:
    """End a line for a following attribution: a full stop becomes a comma."""
    last = line[-1] if line else ""
    if not isinstance(last, str):
        return (*line, ",")
    body, closers = bare_end(last)
    if body.endswith(NO_COMMA):
        return (*line[:-1], last.rstrip())
    if body.endswith(".") and not keeps_its_end(body):
        return (*line[:-1], f"{body[:-1]},{closers}")
    return (*line[:-1], f"{body}{closers},")


def ended(line: Phrase) -> Phrase:
    """End a line with a full stop if it has no mark of its own."""
    last = line[-1] if line else ""
    body = bare_end(last)[0] if isinstance(last, str) else ""
    if body.endswith((".", "?", "!", *TRAILING)):
        return line
    return (*line, ".")
