"""Paragraphs, the cast and links between them as HTML that is XHTML as well."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from moshimo.output.shown_letters import visible
from moshimo.story.lexicon.lexicon import Lexicon
from moshimo.story.lexicon.naming import short_name
from moshimo.story.realisation.story import Mention, Paragraph, Sentence
from moshimo.story.rendering.cast_list import CastEntry, described

CastNames: TypeAlias = Mapping[str, tuple[str, str]]  # full and short name

OPENING = re.compile(r'(?:(?<=[\s(—])|^)"')
OPENING_ONE = re.compile(r"(?:(?<=[\s(—“])|^)'(?=\w)")
LONGEST = 4000  # letters of one text
BACK = "↩"
ALSO = "Also named:"


@dataclass(slots=True)
class CastLinks:
    """The links from where each person is first named to the cast, and back."""

    names: CastNames = field(default_factory=dict)  # of everybody in the cast
    file: str = ""  # which has the cast, "" for this one
    here: str = ""  # the file that is written, "" if there is only one
    made: dict[str, str] = field(default_factory=dict)  # who is linked, and in which file


def links_to(parts: Sequence[CastEntry], lexicon: Lexicon, file: str = "") -> CastLinks:
    """Return links to that cast, none of which is made yet."""
    return CastLinks({part.who: (part.name, short_name(lexicon, part.who)) for part in parts}, file)


def safe(text: str) -> str:
    """Make a text visible, cut it to the longest that a page takes, and escape it."""
    return html.escape(visible(text if len(text) <= LONGEST else f"{text[:LONGEST]}…"))


def curled(text: str) -> str:
    """Return a text with typographic quotation marks; the letters keep their places."""
    text = OPENING.sub("“", text).replace('"', "”")
    return OPENING_ONE.sub("‘", text).replace("'", "’")


def paragraphs(told: Sequence[Paragraph], links: CastLinks) -> list[str]:
    """Return paragraphs; lines of a letter that follow each other stand together.

    Each sentence is a span, whose `data-deed` has the ids of the deeds it tells.
    """
    made: list[str] = []
    inside = False
    for paragraph in told:
        if paragraph.letter != inside:
            made.append("</blockquote>" if inside else '<blockquote class="letter">')
            inside = paragraph.letter
        made.append(_paragraph(paragraph, links))
    return [*made, "</blockquote>"] if inside else made


def cast_entries(parts: Sequence[CastEntry], lexicon: Lexicon, links: CastLinks) -> list[str]:
    """Return the cast as a list of descriptions, each with a way back to the text.

    Those who are named and do nothing stand together at the end.
    """
    told = [part for part in parts if not part.aside]
    rows = ["<dl>"] if told else []
    for part in told:
        rows.append(f'<dt id="{_anchor(part.who)}">{_with_way_back(part, links)}</dt>')
        rows.append(f"<dd>{safe(curled(described(part, lexicon)))}</dd>")
    rows += ["</dl>"] if told else []
    others = [
        f'<li id="{_anchor(part.who)}">{_with_way_back(part, links)}</li>'
        for part in parts
        if part.aside
    ]
    return [*rows, *([f"<p>{ALSO}</p>", '<ul class="others">', *others, "</ul>"] if others else [])]


def _with_way_back(part: CastEntry, links: CastLinks) -> str:
    """Return a name in the cast, and a link to where the text first has it."""
    name = part.name if part.aside else f"{part.name[:1].upper()}{part.name[1:]}"
    said = safe(curled(name))
    if part.who not in links.made:
        return said
    where = f"{links.made[part.who]}#{_first(part.who)}"
    label = f"Back to the first mention of {said}"
    return f'{said} <a class="back" href="{where}" aria-label="{label}">{BACK}</a>'


def _paragraph(paragraph: Paragraph, links: CastLinks) -> str:
    spans = (_span(sentence, links) for sentence in paragraph.sentences)
    return f"<p>{' '.join(spans)}</p>"


def _span(sentence: Sentence, links: CastLinks) -> str:
    """Return a sentence; the first mention of somebody is a link to the cast."""
    text = curled(sentence.text)
    ids = safe(" ".join(sentence.deeds))
    if len(text) > LONGEST:
        return f'<span data-deed="{ids}">{safe(text)}</span>'
    made, at = "", 0
    for mention in sentence.mentions:
        for who, begin, end in _named(sentence.text, mention, links.names):
            if who in links.names and who not in links.made and begin >= at:
                links.made[who] = links.here
                anchor = f'id="{_first(who)}" href="{links.file}#{_anchor(who)}"'
                made += f"{safe(text[at:begin])}<a {anchor}>{safe(text[begin:end])}</a>"
                at = end
    return f'<span data-deed="{ids}">{made}{safe(text[at:])}</span>'


def _named(text: str, mention: Mention, names: CastNames) -> Iterator[tuple[str, int, int]]:
    """Yield where each person meant stands by name: alone, or in a list."""
    if mention.pronoun:
        return
    if len(mention.who) == 1:
        yield mention.who[0], mention.begin, mention.end
        return
    for who in mention.who:
        for name in names.get(who, ()):
            begin = text.find(name, mention.begin, mention.end)
            if begin >= 0:
                yield who, begin, begin + len(name)
                break


def _anchor(who: str) -> str:
    return f"who-{safe(who)}"


def _first(who: str) -> str:
    return f"first-{safe(who)}"
