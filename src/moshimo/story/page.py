"""A story as one page of HTML: no script, nothing fetched, every word of an author's escaped."""

from __future__ import annotations

import base64
import hashlib
import html
from collections.abc import Sequence
from importlib.resources import files

from moshimo.engine.journal import Deed
from moshimo.story.cast import Part, cast, described
from moshimo.story.headings import place_of, time_of
from moshimo.story.story import NOTHING, Paragraph, Scene, Sentence, Story
from moshimo.story.tongue import Tongue, plain

LONGEST = 4000  # letters of any one text: a sentence, a title, the rights


def page(story: Story, deeds: Sequence[Deed], tongue: Tongue, rights: str = "") -> str:
    """The story as a page that can be read in any browser, and printed.

    Each sentence is a span whose `data-deed` has the ids of the deeds it tells.
    """
    style = files("moshimo.story").joinpath("page.css").read_text(encoding="utf-8")
    parts = cast(story, deeds, tongue)
    unlinked = {part.who for part in parts}
    body = [_section(scene, tongue, unlinked) for scene in story.scenes]
    if not story.scenes:
        body.append(f"<p>{NOTHING}</p>")
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="en">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy(style)}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer">',
            f"<title>{safe(story.title)}</title>",
            f"<style>{style}</style>",
            "</head>",
            "<body>",
            f"<header><h1>{safe(story.title)}</h1></header>",
            "<main>",
            *body,
            *([_cast(parts, story, tongue)] if parts else []),
            "</main>",
            *([f"<footer><p>{safe(plain(rights))}</p></footer>"] if rights else []),
            "</body>",
            "</html>\n",
        ]
    )


def policy(style: str) -> str:
    """What a page with that style may do: have it, and nothing else."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def safe(text: str) -> str:
    """A text for a page: escaped, and no longer than a page can bear."""
    return html.escape(text if len(text) <= LONGEST else f"{text[:LONGEST]}…")


def _section(scene: Scene, tongue: Tongue, unlinked: set[str]) -> str:
    """A scene under its place and time. Removes from `unlinked` who is first named in it."""
    place = safe(place_of(scene, tongue))
    when = f'<span class="when">{safe(time_of(scene, tongue))}</span>'
    paragraphs = [_paragraph(paragraph, unlinked) for paragraph in scene.paragraphs]
    return "\n".join(["<section>", f"<h2>{place} {when}</h2>", *paragraphs, "</section>"])


def _paragraph(paragraph: Paragraph, unlinked: set[str]) -> str:
    return f"<p>{' '.join(_span(sentence, unlinked) for sentence in paragraph.sentences)}</p>"


def _span(sentence: Sentence, unlinked: set[str]) -> str:
    """A sentence, with a link to the cast where it is the first to name somebody."""
    if len(sentence.text) > LONGEST:
        return f'<span data-deed="{_ids(sentence)}">{safe(sentence.text)}</span>'
    made, at = "", 0
    for mention in sentence.mentions:
        who = mention.who[0] if len(mention.who) == 1 else ""
        if who in unlinked and not mention.pronoun and mention.begin >= at:
            unlinked.discard(who)
            words = safe(sentence.text[mention.begin : mention.end])
            before = safe(sentence.text[at : mention.begin])
            made += f'{before}<a href="#{_anchor(who)}">{words}</a>'
            at = mention.end
    return f'<span data-deed="{_ids(sentence)}">{made}{safe(sentence.text[at:])}</span>'


def _ids(sentence: Sentence) -> str:
    return safe(" ".join(sentence.deeds))


def _cast(parts: Sequence[Part], story: Story, tongue: Tongue) -> str:
    rows = [
        f'<dt id="{_anchor(part.who)}">{safe(part.name)}</dt>\n'
        f"<dd>{safe(described(part, story, tongue))}</dd>"
        for part in parts
    ]
    return "\n".join(
        ['<section class="cast">', "<h2>The people</h2>", "<dl>", *rows, "</dl>", "</section>"]
    )


def _anchor(who: str) -> str:
    return f"who-{safe(who)}"
