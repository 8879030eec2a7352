"""A universe and its fork as a text in the form that is asked for, or as plain values."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from moshimo.engine.journal import Deed
from moshimo.engine.universe import Universe
from moshimo.errors import visible
from moshimo.multiverse.comparing.both import Both
from moshimo.multiverse.comparing.compare import Changed, Difference, Side
from moshimo.report.comparison.explanations import Explainer, Why
from moshimo.report.comparison.fork_lines import notes
from moshimo.report.comparison.versus import versus
from moshimo.report.comparison.versus_html import versus_page
from moshimo.report.comparison.versus_markdown import versus_markdown
from moshimo.report.comparison.versus_text import columns
from moshimo.story.lexicon.lexicon import Lexicon
from moshimo.story.lexicon.of_world import lexicon_of
from moshimo.story.rendering.chronicle import as_line
from moshimo.world.ways import PLAIN


def told(both: Both, form: str, style: str = "", width: int = 80) -> str:
    """Return what differs, and why, as text, md, html or json.

    `style` is one of the world's, or plain; "" is for the author's own words. A line of text has
    at most `width` letters.
    """
    if form == "json":
        return json.dumps(as_json(both), ensure_ascii=False) + "\n"
    made, rights = versus(both, _lexica(both, style)), both.base.program.world.rights
    match form:
        case "md":
            return versus_markdown(made, rights)
        case "html":
            return versus_page(made, rights)
        case _:
            return columns(made, width)


def as_json(both: Both) -> dict[str, object]:
    """Return what differs, and why, as plain values.

    `until` is null if nothing differs. A chain belongs to the deed that it explains (of one in
    both, the fork's); a link without a deed is the change itself.
    """
    lexicon, comparison = _lexica(both, PLAIN)["fork"], both.comparison
    deeds = {side: {d.id: d for d in universe.deeds} for side, universe in _sides(both).items()}
    explainer = Explainer(comparison, deeds, lexicon, f"“{visible(both.branch.title)}”")

    def line(side: Side, deed: Deed) -> dict[str, Any]:
        return as_line(deed, deeds[side], lexicon)

    first = comparison.first
    changed = [
        {"base": line("base", one.base), "fork": line("fork", one.fork), "ways": list(one.ways)}
        for one in comparison.changed
    ]
    return {
        "same": comparison.same,
        "until": None if first is None else comparison.until,
        "first": None if first is None else _first(first, explainer),
        "only_base": [line("base", deed) for deed in comparison.only_base],
        "only_fork": [line("fork", deed) for deed in comparison.only_fork],
        "changed": changed,
        "chains": [
            _chain(explainer.why(side, deeds[side][key], chain))
            for (side, key), chain in both.chains.items()
        ],
        "notes": list(notes(both.parted, lexicon)),
    }


def _sides(both: Both) -> dict[Side, Universe]:
    return {"base": both.base, "fork": both.fork}


def _lexica(both: Both, style: str) -> dict[Side, Lexicon]:
    """Return the words of both worlds; both name a person who is only in one of them."""
    made: dict[Side, Lexicon] = {}
    for side, universe in _sides(both).items():
        program = universe.program
        made[side] = lexicon_of(program.world, program.scenario, style, both.moments[side])
    members = {**made["fork"].members, **made["base"].members}
    return {side: replace(lexicon, members=members) for side, lexicon in made.items()}


def _first(first: tuple[float, Side | None, Difference], explainer: Explainer) -> dict[str, Any]:
    time, side, what = first
    deed = what.fork if isinstance(what, Changed) else what
    only = {"base": "base", "fork": "fork", None: "both"}[side]
    text = explainer.said(side or "fork", deed)
    return {"time": time, "in": only, "deed": deed.id, "text": text}


def _chain(why: Why) -> dict[str, Any]:
    links = [
        {
            "word": (link := step.link).word,
            "in": link.side,
            "deed": link.id or None,
            "proved": link.proved,
            "text": step.text,
        }
        for step in why.steps
    ]
    return {
        "deed": why.deed,
        "in": why.side,
        "text": why.text(),
        "proved": why.proved,
        "links": links,
    }
