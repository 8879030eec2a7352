"""A universe and its fork, as a text in whatever form is asked for."""

from __future__ import annotations

import json
from dataclasses import replace

from moshimo.engine.universe import Universe
from moshimo.multiverse.comparing.both import Both
from moshimo.multiverse.comparing.compare import Side
from moshimo.story.because import Speaker
from moshimo.story.columns import columns
from moshimo.story.export import compared
from moshimo.story.forked import changes, notes
from moshimo.story.tongue import Tongue, plain
from moshimo.story.versus import Versus, versus
from moshimo.story.versus_markdown import versus_markdown
from moshimo.story.versus_page import versus_page
from moshimo.story.voice import tongue_of
from moshimo.world.telling.ways import PLAIN


def told(both: Both, form: str, style: str = "", width: int = 80) -> str:
    """What differs, and why, as a text.

    Args:
        both: the two.
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
    """What differs, and why, as plain values."""
    tongues = _tongues(both, PLAIN)
    deeds = {side: {d.id: d for d in universe.deeds} for side, universe in _sides(both).items()}
    speaker = Speaker(both.comparison, deeds, tongues["fork"], f"“{plain(both.branch.title)}”")
    said = notes(both.parted, tongues["fork"])
    return {**compared(both.comparison, speaker, both.chains), "notes": list(said)}


def _versus(both: Both, style: str) -> Versus:
    tongues = _tongues(both, style)
    return versus(
        both.comparison,
        {side: universe.deeds for side, universe in _sides(both).items()},
        tongues,
        both.chains,
        title=plain(both.base.program.scenario.title or both.base.program.world.title),
        fork=plain(both.branch.title),
        changes=changes(both.branch.forks, both.branch.program.world, tongues["fork"]),
        notes=notes(both.parted, tongues["fork"]),
    )


def _sides(both: Both) -> dict[Side, Universe]:
    return {"base": both.base, "fork": both.fork}


def _tongues(both: Both, style: str) -> dict[Side, Tongue]:
    """The words of both worlds; whoever is in one of them only is called by name in both."""
    made: dict[Side, Tongue] = {}
    for side, universe in _sides(both).items():
        program = universe.program
        made[side] = tongue_of(program.world, program.scenario, style, both.moments[side])
    members = {**made["fork"].members, **made["base"].members}
    return {side: replace(tongue, members=members) for side, tongue in made.items()}
