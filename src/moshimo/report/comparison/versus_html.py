"""Two universes side by side as one page of HTML; the columns stack on a phone."""

from __future__ import annotations

from collections.abc import Sequence

from moshimo.report.comparison.explanations import ABOVE, Why
from moshimo.report.comparison.versus import Half, Row, Versus
from moshimo.report.comparison.versus_text import ALL_THE_SAME, NOTHING, counted, same
from moshimo.story.realisation.story import Scene
from moshimo.story.rendering.html_page import footer, sheet, style_sheet
from moshimo.story.rendering.marked_text import CastLinks, curled, paragraphs, safe


def versus_page(versus: Versus, rights: str = "") -> str:
    """Return the page: no script, no request, every text of an author escaped.

    The explanations are folded away below the scenes.
    """
    title = f"{versus.title} / {versus.fork}"
    body = [
        '<div class="shared">',
        *_told(versus.past),
        "</div>",
        f'<p class="parting"><span class="until">The same until {_safe(versus.until)}. '
        f"Then:</span> {_safe(versus.first)}</p>",
        *(_row(row, versus) for row in versus.rows),
        *_still(versus),
        f'<p class="counts">{_safe(counted(versus))}</p>',
    ]
    if versus.same:
        body = [f'<p class="parting">{_safe(same(versus))}</p>']
    inside = [*_header(versus), "<main>", *body, "</main>", *footer(rights)]
    return sheet(
        title, style_sheet("page.css") + style_sheet("versus.css", __package__), inside, "versus"
    )


def _header(versus: Versus) -> list[str]:
    changes = [f"<li>{_safe(line)}</li>" for line in versus.changes]
    return [
        "<header>",
        f'<h1>{_safe(versus.title)} <span class="or">or</span> {_safe(versus.fork)}</h1>',
        *(['<ul class="changes">', *changes, "</ul>"] if changes else []),
        *(f'<p class="note">{_safe(note)}</p>' for note in versus.notes),
        "</header>",
    ]


def _still(versus: Versus) -> list[str]:
    if not versus.still:
        return []
    lines = [f"<li>{_safe(line)}</li>" for line in versus.still]
    head = ['<section class="still">', f"<h2>{ALL_THE_SAME}</h2>"]
    return [*head, "<ul>", *lines, "</ul>", "</section>"]


def _row(row: Row, versus: Versus) -> str:
    halves = [
        *_half(row.base, versus.title, "base", "Why not there?"),
        *_half(row.fork, versus.fork, "fork", "Why?"),
    ]
    head = ["<section>", f"<h2>{_safe(row.when)}</h2>", '<div class="both">']
    return "\n".join([*head, *halves, "</div>", "</section>"])


def _half(half: Half, name: str, side: str, asked: str) -> list[str]:
    if not half.scenes:
        return [f'<div class="half {side} nothing"><p>{NOTHING}</p></div>']
    whys = [line for why in half.whys for line in _why(why)]
    return [
        f'<div class="half {side}">',
        f"<h3>{_safe(name)}</h3>",
        *_told(half.scenes),
        *(["<details>", f"<summary>{asked}</summary>", *whys, "</details>"] if whys else []),
        "</div>",
    ]


def _told(scenes: Sequence[Scene]) -> list[str]:
    return [
        line
        for scene in scenes
        for line in (
            '<div class="scene">',
            *paragraphs((scene,), CastLinks()),
            "</div>",
        )
    ]


def _why(why: Why) -> list[str]:
    """Return what differs, and the steps back to the change."""
    marks = ["" if step.link.proved else ' class="supposed"' for step in why.steps]
    steps = [f"<li{m}>{_safe(s.text)}</li>" for m, s in zip(marks, why.steps, strict=True)]
    steps += [f"<li>{ABOVE}</li>"] if why.above else []
    return ['<div class="why">', f"<p>{_safe(why.head)}</p>", "<ol>", *steps, "</ol>", "</div>"]


def _safe(text: str) -> str:
    return safe(curled(text))
