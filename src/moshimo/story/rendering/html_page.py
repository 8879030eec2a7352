"""A story as one page of HTML: no script, no request, every text of an author escaped."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from moshimo.engine.journal import Deed
from moshimo.lang.text.source import own_file
from moshimo.story.lexicon.lexicon import Lexicon
from moshimo.story.realisation.story import Scene, Story
from moshimo.story.rendering.cast_list import Fortune, cast
from moshimo.story.rendering.chapters import Chapter, chapters, paragraphs_of
from moshimo.story.rendering.marked_text import (
    CastLinks,
    cast_entries,
    curled,
    links_to,
    paragraphs,
    safe,
)
from moshimo.story.rendering.plain_text import NOTHING, heading, place_of, when_of

CONTENTS, PEOPLE = "Contents", "The people"


def page(
    story: Story,
    deeds: Sequence[Deed],
    lexicon: Lexicon,
    rights: str = "",
    *,
    which: str = "",
    fortunes: Mapping[str, Fortune] = MappingProxyType({}),
) -> str:
    """Return the story as a page to read in a browser or to print.

    Args:
        story: its scenes.
        deeds: the journal, as for `cast`.
        lexicon: of its world.
        rights: what the world says of them.
        which: says which universe it is, below the title.
        fortunes: as for `cast`.
    """
    parts = cast(story, deeds, lexicon, fortunes)
    links = links_to(parts, lexicon)
    days = chapters(story, lexicon)
    body = [line for day in days for line in _chapter(day, lexicon, links)]
    title = safe(curled(story.title))
    subtitle = [f'<p class="which">{safe(curled(which))}</p>'] if which else []
    return sheet(
        f"{story.title}: {which}" if which else story.title,
        style_sheet("page.css"),
        [
            f"<header><h1>{title}</h1>{''.join(subtitle)}</header>",
            *(_contents(days, lexicon, cast=bool(parts)) if len(story.scenes) > 1 else []),
            "<main>",
            *(body or [f"<p>{NOTHING}</p>"]),
            *(_cast(cast_entries(parts, lexicon, links)) if parts else []),
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


def contents_list(days: Sequence[Chapter], lexicon: Lexicon, ending: str = "") -> str:
    """Return links to all scenes, by day: the place, and the part of the day.

    `ending` is that of the days' files; "" if all stand in this one.
    """
    rows: list[str] = ["<ol>"]
    for day in days:
        file = f"{day.id}{ending}" if ending else ""
        links = [
            f'<li><a href="{file}#{anchor(number)}">{_entry(scene, lexicon)}</a></li>'
            for number, scene in day.scenes
        ]
        if day.title:
            there = file or f"#{day.id}"
            links = [
                f'<li><a href="{there}">{safe(day.title)}</a>',
                "<ol>",
                *links,
                "</ol>",
                "</li>",
            ]
        rows += links
    return "\n".join([*rows, "</ol>"])


def anchor(scene: int) -> str:
    """Return the id of a scene in a page."""
    return f"scene-{scene}"


def scene_of(number: int, scene: Scene, lexicon: Lexicon, links: CastLinks) -> str:
    """Return a scene. Its place and time are said by its sentences, and not by a heading."""
    named = f'id="{anchor(number)}" aria-label="{safe(curled(heading(scene, lexicon)))}"'
    return "\n".join(
        [f"<section {named}>", *paragraphs(paragraphs_of((scene,)), links), "</section>"]
    )


def _entry(scene: Scene, lexicon: Lexicon) -> str:
    """Return what the contents say of a scene: its place, and the part of the day."""
    when = f'<span class="when">{safe(when_of(scene, lexicon))}</span>'
    return " ".join(part for part in (safe(curled(place_of(scene, lexicon))), when) if part)


def _contents(days: Sequence[Chapter], lexicon: Lexicon, *, cast: bool) -> list[str]:
    people = [f'<p class="people"><a href="#people">{PEOPLE}</a></p>'] if cast else []
    shown = [f"<summary>{CONTENTS}</summary>", contents_list(days, lexicon), *people]
    return ['<nav aria-label="Contents">', "<details>", *shown, "</details>", "</nav>"]


def _chapter(day: Chapter, lexicon: Lexicon, links: CastLinks) -> list[str]:
    scenes = [scene_of(number, scene, lexicon, links) for number, scene in day.scenes]
    if not day.title:
        return scenes
    return [f'<div class="day" id="{day.id}">', f"<h2>{safe(day.title)}</h2>", *scenes, "</div>"]


def _cast(entries: Sequence[str]) -> list[str]:
    return ['<section class="cast" id="people">', f"<h2>{PEOPLE}</h2>", *entries, "</section>"]
