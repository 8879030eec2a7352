"""A universe and its fork, told beside each other: as text, Markdown, a page, plain values."""

from __future__ import annotations

from dataclasses import dataclass, replace

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
from moshimo.world.telling.ways import PLAIN


@dataclass(frozen=True, slots=True, repr=False)
class ToldComparison:
    """A universe and the same with a change, and all that differs; `print` it to read.

    Attributes:
        both: all that was found: both universes, what differs, by which chains of causes.
        style: in which it is told, "" for the author's own words.
    """

    both: Both
    style: str = ""

    @property
    def base(self) -> Universe:
        """The universe without the change."""
        return self.both.base

    @property
    def fork(self) -> Universe:
        """The universe with it."""
        return self.both.fork

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"<ToldComparison {self.both.branch.title!r}>"

    def text(self, width: int = 80) -> str:
        """Return what differs, and why, as text; in two columns if the width allows.

        Args:
            width: of a line, in letters.
        """
        return columns(_versus(self.both, self.style), width)

    def markdown(self) -> str:
        """Return the same as Markdown, with what the world says of rights."""
        return versus_markdown(_versus(self.both, self.style), self.base.program.world.rights)

    def html(self) -> str:
        """Return the same as one page of HTML; it needs no other file."""
        return versus_page(_versus(self.both, self.style), self.base.program.world.rights)

    def json(self) -> dict[str, object]:
        """Return the same as plain values."""
        both, lexica = self.both, lexica_of(self.both, PLAIN)
        deeds = {side: {d.id: d for d in universe.deeds} for side, universe in _sides(both).items()}
        title = f"“{visible(both.branch.title)}”"
        explainer = Explainer(both.comparison, deeds, lexica["fork"], title)
        said = notes(both.parted, lexica["fork"])
        return {**compared(both.comparison, explainer, both.chains), "notes": list(said)}

    def _repr_markdown_(self) -> str:
        """Return Markdown, for notebooks."""
        return self.markdown()


def _versus(both: Both, style: str) -> Versus:
    lexica = lexica_of(both, style)
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


def lexica_of(both: Both, style: str) -> dict[Side, Lexicon]:
    """Return the words of both worlds; both name a person who is only in one of them."""
    made: dict[Side, Lexicon] = {}
    for side, universe in _sides(both).items():
        program = universe.program
        made[side] = lexicon_of(program.world, program.scenario, style, both.moments[side])
    members = {**made["fork"].members, **made["base"].members}
    return {side: replace(lexicon, members=members) for side, lexicon in made.items()}
