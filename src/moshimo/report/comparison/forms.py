"""A universe and its fork, told beside each other: as text, Markdown, a page, plain values."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from moshimo.asked.arguments import count_given
from moshimo.engine.journal import Deed
from moshimo.engine.universe import Universe
from moshimo.multiverse.comparing.both import Both
from moshimo.multiverse.comparing.compare import Changed, Differing, Side
from moshimo.output.json_text import plain
from moshimo.output.shown_letters import visible
from moshimo.report.comparison.chief_odds import ChiefOdds
from moshimo.report.comparison.explanations import Explainer, Why
from moshimo.report.comparison.fork_lines import notes
from moshimo.report.comparison.versus import Versus, versus
from moshimo.report.comparison.versus_html import versus_page
from moshimo.report.comparison.versus_markdown import versus_markdown
from moshimo.report.comparison.versus_text import columns
from moshimo.report.told_story import AS_IT_IS, Length, ToldStory, told_story
from moshimo.story.lexicon.lexicon import Lexicon
from moshimo.story.lexicon.of_world import lexicon_of
from moshimo.story.rendering.chronicle import as_line
from moshimo.world.telling.ways import PLAIN


@dataclass(frozen=True, slots=True, repr=False)
class ToldComparison:
    """A universe and the same with a change, and all that differs; `print` it to read.

    Attributes:
        both: all that was found: both universes, what differs, by which chains of causes.
        style: in which it is told, "" for the author's own words.
        odds: how likely the chief differences are in other universes; None if that is not known.
    """

    both: Both
    style: str = ""
    odds: ChiefOdds | None = None

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
            width: of a line, in cells of a terminal; a wide letter takes two.
        """
        return columns(self._made, count_given(width, "width"))

    def markdown(self) -> str:
        """Return the same as Markdown, with what the world says of rights."""
        return versus_markdown(self._made, self.base.program.world.rights)

    def html(self) -> str:
        """Return the same as one page of HTML; it needs no other file."""
        return versus_page(self._made, self.base.program.world.rights)

    def json(self) -> dict[str, object]:
        """Return the same as plain values.

        `until` is null if nothing differs; so is a number that is infinite or undefined. A chain
        belongs to the deed that it explains (of one in both, the fork's); a link without a deed is
        the change itself.
        """
        both, comparison = self.both, self.both.comparison
        lexicon = lexica_of(both, PLAIN)["fork"]
        explainer = self._explainer(lexicon)
        deeds = explainer.deeds

        def line(side: Side, deed: Deed) -> dict[str, Any]:
            return as_line(deed, deeds[side], lexicon)

        first = comparison.first
        changed = [
            {"base": line("base", one.base), "fork": line("fork", one.fork), "ways": list(one.ways)}
            for one in comparison.changed
        ]
        return plain(
            {
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
                "odds": _listed(self.odds.odds.json()) if self.odds else None,
            }
        )

    def _repr_markdown_(self) -> str:
        """Return Markdown, for notebooks."""
        return self.markdown()

    @property
    def _made(self) -> Versus:
        lexica = lexica_of(self.both, self.style)
        if self.odds is None:
            return versus(self.both, lexica)
        return versus(self.both, lexica, self.odds.told(self._explainer(lexica["base"])))

    def _explainer(self, lexicon: Lexicon) -> Explainer:
        deeds = {side: {d.id: d for d in one.deeds} for side, one in _sides(self.both).items()}
        change = f"“{visible(self.both.branch.title)}”"
        return Explainer(self.both.comparison, deeds, replace(lexicon, worded={}), change)


def lexica_of(both: Both, style: str) -> dict[Side, Lexicon]:
    """Return the words of both worlds; both name a person who is only in one of them."""
    made: dict[Side, Lexicon] = {}
    for side, universe in _sides(both).items():
        program = universe.program
        made[side] = lexicon_of(program.world, program.scenario, style, both.moments[side])
    members = {**made["fork"].members, **made["base"].members}
    return {side: replace(lexicon, members=members) for side, lexicon in made.items()}


def told_fork(both: Both, style: str, eyes: str = "", length: Length = AS_IT_IS) -> ToldStory:
    """Return the fork's universe told in a style, perhaps as one person lived it."""
    words, title = lexica_of(both, style)["fork"], both.branch.title
    return told_story(both.fork, words, eyes, title, both.heart, length)


def _sides(both: Both) -> dict[Side, Universe]:
    return {"base": both.base, "fork": both.fork}


def _first(first: tuple[float, Side | None, Differing], explainer: Explainer) -> dict[str, Any]:
    time, side, what = first
    deed = what.fork if isinstance(what, Changed) else what
    only = {"base": "base", "fork": "fork", None: "both"}[side]
    text = explainer.said(side or "fork", deed)
    return {"time": time, "in": only, "deed": deed.id, "text": text}


def _listed(odds: object) -> list[object]:
    return odds if isinstance(odds, list) else [odds]


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
