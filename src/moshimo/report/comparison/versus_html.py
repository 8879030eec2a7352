"""Two universes side by side as one page of HTML; on a phone moment by moment."""

from __future__ import annotations

from collections.abc import Sequence

from moshimo.report.comparison.chief_odds import HAVING, WITHOUT, ToldOdds
from moshimo.report.comparison.explanations import ABOVE, Why
from moshimo.report.comparison.versus import Half, Row, Versus
from moshimo.report.comparison.versus_text import (
    ALL_THE_SAME,
    HOW_LIKELY,
    NOTHING,
    WHY,
    WHY_NOT,
    counted,
)
from moshimo.story.rendering.chapters import paragraphs_of
from moshimo.story.rendering.html_page import footer, sheet, style_sheet
from moshimo.story.rendering.marked_text import CastLinks, curled, paragraphs, safe


def versus_page(versus: Versus, rights: str = "") -> str:
    """Return the page: no script, no request, every text of an author escaped.

    What was changed comes first, and what of it reached the ending; then the moments, each of both
    universes. The explanations are folded away below them.
    """
    title = f"{versus.title} / {versus.fork}"
    title += f": {versus.which}" if versus.which else ""
    body = [
        '<div class="shared">',
        *paragraphs(paragraphs_of(versus.past), CastLinks()),
        "</div>",
        f'<p class="parting"><span class="until">The same until {_safe(versus.until)}. '
        f"Then:</span> {_safe(versus.first)}</p>",
        '<div class="moments">',
        *(_row(row, versus) for row in versus.rows),
        "</div>",
        *_still(versus),
        f'<p class="counts">{_safe(counted(versus))}</p>',
    ]
    inside = [*_header(versus), "<main>", *([] if versus.same else body), "</main>"]
    style = style_sheet("page.css") + style_sheet("versus.css", __package__)
    return sheet(title, style, [*inside, *footer(rights)], "versus")


def _header(versus: Versus) -> list[str]:
    which = [f'<p class="which">{_safe(versus.which)}</p>'] if versus.which else []
    return [
        "<header>",
        f'<h1>{_safe(versus.title)} <span class="or">or</span> {_safe(versus.fork)}</h1>',
        *which,
        *_lines("changes", versus.changes),
        *(f'<p class="note">{_safe(note)}</p>' for note in versus.notes),
        "</header>",
        *(['<div class="reached">'] if versus.reached else []),
        *(f"<p>{_safe(said)}</p>" for said in versus.reached),
        *(["</div>"] if versus.reached else []),
        *_odds(versus.odds),
    ]


def _odds(odds: ToldOdds) -> list[str]:
    """Return a table: each deed, without the change and with it."""
    note = f"<p>{_safe(odds.note)}</p>"
    if not odds.rows:
        return ['<div class="odds">', note, "</div>"] if odds.note else []
    heads = f'<td></td><th scope="col">{WITHOUT}</th><th scope="col">{HAVING}</th>'
    rows = [
        f'<tr><th scope="row">{_safe(row.what)}</th>'
        f"<td>{_safe(row.without)}</td><td>{_safe(row.having)}</td></tr>"
        for row in odds.rows
    ]
    table = [
        "<table>",
        f"<thead><tr>{heads}</tr></thead>",
        "<tbody>",
        *rows,
        "</tbody>",
        "</table>",
    ]
    return ['<div class="odds">', f"<h2>{HOW_LIKELY}</h2>", *table, note, "</div>"]


def _lines(sort: str, lines: Sequence[str]) -> list[str]:
    items = [f"<li>{_safe(line)}</li>" for line in lines]
    return [f'<ul class="{sort}">', *items, "</ul>"] if items else []


def _still(versus: Versus) -> list[str]:
    if not versus.still:
        return []
    head = ['<section class="still">', f"<h2>{ALL_THE_SAME}</h2>"]
    return [*head, *_lines("deeds", versus.still), "</section>"]


def _row(row: Row, versus: Versus) -> str:
    halves = [
        *_half(row.base, versus.title, "base", f"{WHY_NOT}?"),
        *_half(row.fork, versus.fork, "fork", f"{WHY}?"),
    ]
    head = [f"<h2>{_safe(row.when)}</h2>"] if row.when else []
    return "\n".join(["<section>", *head, '<div class="both">', *halves, "</div>", "</section>"])


def _half(half: Half, name: str, side: str, asked: str) -> list[str]:
    if not half.paragraphs:
        return [f'<div class="half {side} nothing"><p>{NOTHING}</p></div>']
    whys = [line for why in half.whys for line in _why(why)]
    return [
        f'<div class="half {side}">',
        f"<h3>{_safe(name)}</h3>",
        *paragraphs(half.paragraphs, CastLinks()),
        *(["<details>", f"<summary>{asked}</summary>", *whys, "</details>"] if whys else []),
        "</div>",
    ]


def _why(why: Why) -> list[str]:
    """Return what differs, and the steps back to the change."""
    marks = ["" if step.link.proved else ' class="supposed"' for step in why.steps]
    steps = [f"<li{m}>{_safe(s.briefly)}</li>" for m, s in zip(marks, why.steps, strict=True)]
    steps += [f"<li>{ABOVE}</li>"] if why.above else []
    return ['<div class="why">', f"<p>{_safe(why.head)}</p>", "<ol>", *steps, "</ol>", "</div>"]


def _safe(text: str) -> str:
    return safe(curled(text))
