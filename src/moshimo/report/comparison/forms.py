"""A universe and its fork as a text, in the form that is asked for."""

from __future__ import annotations

import json
from dataclasses import replace

from moshimo.engine.universe import Universe
from moshimo.errors import visible
from moshimo.multiverse.comparing.both import Both
from moshimo.multiverse.comparing.compare import Side
from moshimo.report.comparison.explanations import Explainer
from moshimo.report.comparison.fork_lines import changes, notes
from moshimo.report.comparison.versus import Versus, versus
from moshimo.report.comparison.versus_html import versus_page
from moshimo.report.comparison.versus_json import compared
from moshimo.report.comparison.versus_markdown import versus_markdown
from moshimo.report.comparison.versus_text import columns
from moshimo.story.lexicon.lexicon import Lexicon
from moshimo.story.lexicon.of_world import lexicon_of
from moshimo.world.ways import PLAIN


def told(both: Both, form: str, style: str = "", width: int = 80) -> str:
    """Return what differs, and why, as a text.

    Args:
        both: the two universes.
        form: text, md, html or json.
        style: one of the world's, or plain; "" for the author's own words.
        width: of a line of text, in letters.
    """
    rights = both.base.program.world.rights
    match form:
        case "json":
            return json.dumps(as_json(both), ensure_ascii=False) + "\n"
        case "md":
            return versus_markdown(_versus(both, style), rights)
        case "html":
            return versus_page(_versus(both, style), rights)
        case _:
            return columns(_versus(both, style), width)


def as_json(both: Both) -> dict[str, object]:
    """Return what differs, and why, as plain values."""
    lexica = _lexica(both, PLAIN)
    deeds = {side: {d.id: d for d in universe.deeds} for side, universe in _sides(both).items()}
    explainer = Explainer(both.comparison, deeds, lexica["fork"], f"“{visible(both.branch.title)}”")
    said = notes(both.parted, lexica["fork"])
    return {**compared(both.comparison, explainer, both.chains), "notes": list(said)}


def _versus(both: Both, style: str) -> Versus:
    lexica = _lexica(both, style)
    return versus(
        both.comparison,
        {side: universe.deeds for side, universe in _sides(both).items()},
        lexica,
        both.chains,
        title=visible(both.base.program.scenario.title or both.base.program.world.title),
        fork=visible(both.branch.title),
        changes=changes(both.branch.forks, both.branch.program.world, lexica["fork"]),
        notes=notes(both.parted, lexica["fork"]),
    )


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
