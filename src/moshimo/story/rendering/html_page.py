"""A story as one page of HTML: no script, no request, every text of an author escaped."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from moshimo.engine.journal import Deed
from moshimo.lang.text.source import own_file
from moshimo.output.shown_letters import visible
from moshimo.story.lexicon.lexicon import Lexicon
from moshimo.story.lexicon.naming import short_name
from moshimo.story.realisation.story import Mention, Paragraph, Scene, Sentence, Story
from moshimo.story.rendering.cast_list import CastEntry, cast, described
from moshimo.story.rendering.plain_text import NOTHING, place_of, time_of

CastNames: TypeAlias = Mapping[str, tuple[str, str]]  # full and short name

OPENING = re.compile(r'(?:(?<=[\s(—])|^)"')
OPENING_ONE = re.compile(r"(?:(?<=[\s(—“])|^)'(?=\w)")
LONGEST = 4000  # letters of one text


def page(story: Story, deeds: Sequence[Deed], lexicon: Lexicon, rights: str = "") -> str:
    """Return the story as a page to read in a browser or to print.

    Each sentence is a span; its `data-deed` has the ids of the deeds it tells.
    """
    style = style_sheet("page.css")
    parts = cast(story, deeds, lexicon)
    unlinked = {part.who for part in parts}
    names = {part.who: (part.name, short_name(lexicon, part.who)) for part in parts}
    body = [_section(scene, lexicon, names, unlinked) for scene in story.scenes]
    if not story.scenes:
        body.append(f"<p>{NOTHING}</p>")
    return sheet(
        story.title,
        style,
        [
            f"<header><h1>{safe(curled(story.title))}</h1></header>",
            "<main>",
            *body,
            *([_cast(parts, story, lexicon)] if parts else []),
            "</main>",
            *footer(rights),
        ],
    )


def style_sheet(name: str, package: str = __package__) -> str:
    """Return the text of a style sheet in that package."""
    return own_file(*package.split(".")[1:], name)


def sheet(title: str, style: str, body: Sequence[str], sort: str = "") -> str:
    """Return a page that requests and runs nothing. `sort` is its class, if any."""
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="en">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy(style)}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer">',
            f"<title>{safe(title)}</title>",
            f"<style>{style}</style>",
            "</head>",
            f'<body class="{sort}">' if sort else "<body>",
            *body,
            "</body>",
            "</html>\n",
        ]
    )


def footer(rights: str) -> list[str]:
    """Return the world's rights as a footer, if it has any."""
    return [f"<footer><p>{safe(curled(rights))}</p></footer>"] if rights else []


def policy(style: str) -> str:
    """Return a content security policy that allows that style alone."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def safe(text: str) -> str:
    """Make a text visible, cut it to the longest that a page takes, and escape it."""
    return html.escape(visible(text if len(text) <= LONGEST else f"{text[:LONGEST]}…"))


def curled(text: str) -> str:
    """Return a text with typographic quotation marks; the letters keep their places."""
    text = OPENING.sub("“", text).replace('"', "”")
    return OPENING_ONE.sub("‘", text).replace("'", "’")


def _section(scene: Scene, lexicon: Lexicon, names: CastNames, unlinked: set[str]) -> str:
    """Return a scene under its heading. Removes from `unlinked` whom it links to the cast."""
    place = safe(curled(place_of(scene, lexicon)))
    when = f'<span class="when">{safe(time_of(scene, lexicon))}</span>'
    paragraphs = [paragraph_of(paragraph, names, unlinked) for paragraph in scene.paragraphs]
    return "\n".join(["<section>", f"<h2>{place} {when}</h2>", *paragraphs, "</section>"])


def paragraph_of(paragraph: Paragraph, names: CastNames, unlinked: set[str]) -> str:
    """Return a paragraph, each sentence a span; the first mention of somebody is a link."""
    spans = (_span(sentence, names, unlinked) for sentence in paragraph.sentences)
    mark = ' class="letter"' if paragraph.letter else ""
    return f"<p{mark}>{' '.join(spans)}</p>"


def _span(sentence: Sentence, names: CastNames, unlinked: set[str]) -> str:
    """Return a sentence; its first mention of somebody in `unlinked` is a link to the cast."""
    text = curled(sentence.text)
    if len(text) > LONGEST:
        return f'<span data-deed="{_ids(sentence)}">{safe(text)}</span>'
    made, at = "", 0
    for mention in sentence.mentions:
        for who, begin, end in _named(sentence.text, mention, names):
            if who in unlinked and begin >= at:
                unlinked.discard(who)
                made += (
                    f'{safe(text[at:begin])}<a href="#{_anchor(who)}">{safe(text[begin:end])}</a>'
                )
                at = end
    return f'<span data-deed="{_ids(sentence)}">{made}{safe(text[at:])}</span>'


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


def _ids(sentence: Sentence) -> str:
    return safe(" ".join(sentence.deeds))


def _cast(parts: Sequence[CastEntry], story: Story, lexicon: Lexicon) -> str:
    rows = [
        f'<dt id="{_anchor(part.who)}">{safe(curled(part.name[:1].upper() + part.name[1:]))}</dt>\n'
        f"<dd>{safe(curled(described(part, story, lexicon)))}</dd>"
        for part in parts
    ]
    return "\n".join(
        ['<section class="cast">', "<h2>The people</h2>", "<dl>", *rows, "</dl>", "</section>"]
    )


def _anchor(who: str) -> str:
    return f"who-{safe(who)}"
