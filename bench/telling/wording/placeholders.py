"""Speech that turned something and is told by no more than its rule's own sentence.

"Ana accuses Bram of what was done to Cai": a rule's sentence says what was said, not how. In a
world whose author has found words for other deeds (`telling/`), one that turned something or moved
people is to have some, or its own words aloud. Such a sentence twice running is wrong in any world.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bench.telling.threads.turning_points import STIRRING, stirring, turning_points
from bench.telling.told import Fault, Line, Told
from moshimo.engine.journal import Deed
from moshimo.story.lexical.phrasing import sentence_parts
from moshimo.story.lexicon.lexicon import Lexicon, manner_of
from moshimo.story.planning.sentence_plan import Agree
from moshimo.story.selection.message import message_of

NAME = ".{1,80}?"  # what can stand where a sentence names somebody
MANY = 3  # who do the same together are told by one sentence
QUOTE = '"'


def placeholders(told: Told) -> list[Fault]:
    """Return the lines that tell such a deed by its rule's own sentence, or two alike in a row."""
    found: list[Fault] = []
    bare = replace(told.lexicon, worded={})
    moved = {key for key, much in stirring(told).items() if much >= STIRRING}
    points = {*turning_points(told), *moved} if _has_words(told) else set()
    before: Deed | None = None
    for line in told.lines:
        plain = next(_plain(line, bare, told), None)
        if plain and plain.id in points:
            found.append(
                Fault(line.text, f"the rule's own words for {_turned(plain)}", (plain.id,))
            )
        elif plain and before and before.rule == plain.rule and before.id != plain.id:
            found.append(Fault(line.text, "the same words twice running", (before.id, plain.id)))
        before = plain
    return found


def _turned(deed: Deed) -> str:
    return f"a {deed.rule} that turned something"


def _has_words(told: Told) -> bool:
    return any(manner.ways for manner in told.lexicon.manners.values())


def _plain(line: Line, bare: Lexicon, told: Told) -> Iterator[Deed]:
    """Yield the deeds of a line that are told by their rule's own sentence and nothing more."""
    if line.sentence.letter or QUOTE in line.text or _is_quoted(line, told):
        return
    for deed in line.deeds:
        manner = manner_of(bare, deed)
        alone = sum(one.rule == deed.rule for one in line.deeds) < MANY
        said = deed.kind == "action" and (manner.speech or manner.says) and alone
        if said and manner.template and own_words(deed, bare).search(line.text):
            yield deed


def _is_quoted(line: Line, told: Told) -> bool:
    """Whether words spoken in the same deed are told beside the line."""
    near = told.lines[line.number + 1 : line.number + 2]
    return any(QUOTE in one.text and one.sentence.deeds == line.sentence.deeds for one in near)


def own_words(deed: Deed, bare: Lexicon) -> re.Pattern[str]:
    """Return what a deed reads like in its rule's own words, whatever people are called."""
    parts = []
    for part in sentence_parts(message_of(deed, bare), bare):
        if isinstance(part, str):
            parts.append(re.escape(part))
        elif isinstance(part, Agree):
            parts.append(f"(?:{re.escape(part.one)}|{re.escape(part.many)})")
        else:
            parts.append(NAME)
    return re.compile("".join(parts), re.IGNORECASE)
