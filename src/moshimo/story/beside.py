"""A universe and its fork, told beside each other: as text, Markdown, a page, plain values."""

from __future__ import annotations

from dataclasses import dataclass, replace

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
        both, tongues = self.both, tongues_of(self.both, PLAIN)
        deeds = {side: {d.id: d for d in universe.deeds} for side, universe in _sides(both).items()}
        title = f"“{plain(both.branch.title)}”"
        speaker = Speaker(both.comparison, deeds, tongues["fork"], title)
        said = notes(both.parted, tongues["fork"])
        return {**compared(both.comparison, speaker, both.chains), "notes": list(said)}

    def _repr_markdown_(self) -> str:
        """Return Markdown, for notebooks."""
        return self.markdown()


def tongues_of(both: Both, style: str) -> dict[Side, Tongue]:
    """The words of both worlds; whoever is in one of them only is called by name in both."""
    made: dict[Side, Tongue] = {}
    for side, universe in _sides(both).items():
        program = universe.program
        made[side] = tongue_of(program.world, program.scenario, style, both.moments[side])
    members = {**made["fork"].members, **made["base"].members}
    return {side: replace(tongue, members=members) for side, tongue in made.items()}


def _versus(both: Both, style: str) -> Versus:
    tongues = tongues_of(both, style)
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
