"""A plot that was followed, as the front page gives it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from moshimo.engine.program import Program
from moshimo.engine.universe import Universe
from moshimo.lines import line_of, table
from moshimo.multiverse.following.course import changes_of, run, spelled_deed
from moshimo.multiverse.following.follow import follow
from moshimo.multiverse.following.verdicts import FollowedBeat, FollowedPlot
from moshimo.output.json_text import plain
from moshimo.report.following.followed_text import followed_text, surprise
from moshimo.world.forks.change import Change
from moshimo.world.text.times import shown
from moshimo.world.world import Plot


@dataclass(frozen=True, slots=True, repr=False)
class Followed:
    """What became of a story's beats, as `World.follow` gives it; `print` it to read.

    Attributes:
        plot: the story, and each beat with its verdict.
        universe: one that goes as the story says, but for the beats that break, run to its end.
        changes: what makes that universe of the one with its seed: other dice at some moments, and
            deeds that are made to begin. Each is a change of the one before; given to
            `with_change` one after the other, they give a world whose universe can be told,
            forked, compared and counted as any.
    """

    plot: FollowedPlot
    universe: Universe
    changes: tuple[Change, ...]

    __repr__ = line_of

    @property
    def beats(self) -> tuple[FollowedBeat, ...]:
        """What became of each beat, in the story's order."""
        return self.plot.beats

    def __str__(self) -> str:
        return self.text()

    def _repr_html_(self) -> str:
        """Return a small table, for notebooks."""
        return table([(one.beat.id, one.verdict) for one in self.beats])

    def text(self, width: int = 100) -> str:
        """Return it to read: a line a beat, and under those that strain or break, why."""
        return followed_text(self.plot, self.universe, width)

    def json(self) -> dict[str, Any]:
        """Return it for programs: the beats with verdicts and faults, and the universe's hash.

        Times are seconds since the scenario's start; `chance` is None where a beat was not tried.
        """
        return plain(
            {
                "story": self.plot.plot.title,
                "seed": self.universe.seed,
                "beats": [_beat(one, self.universe) for one in self.beats],
                "changes": [change.text for change in self.changes],
                "universe": self.universe.hash(),
            }
        )


def followed(
    program: Program, plot: Plot, seed: int, on_beat: Callable[[int, int], None] | None
) -> Followed:
    """Return what becomes of a story in a program of its scenario; as for `World.follow`."""
    found, recasts = follow(program, plot, seed, on_beat or (lambda beats, universes: None))
    word = f"follows-{plot.word}".replace("_", "-")
    return Followed(found, run(program, seed, recasts), changes_of(program, recasts, word))


def _beat(one: FollowedBeat, universe: Universe) -> dict[str, object]:
    fault, culprit = one.fault, one.fault.culprit if one.fault else None
    program = universe.program
    return {
        "id": one.beat.id,
        "deeds": [spelled_deed(deed) for deed in one.beat.deeds],
        "verdict": one.verdict,
        "chance": one.chance,
        "came": one.came,
        "tried": one.tried,
        "surprise": surprise(one),
        "at": one.at,
        "when": shown(program.scenario.starts + one.at, program.world.calendar.day)
        if one.at is not None
        else None,
        "kind": fault.kind if fault else None,
        "deed": fault.deed if fault else None,
        "condition": (fault.condition or None) if fault else None,
        "value": (fault.value or None) if fault else None,
        "culprit": culprit.deed if culprit and culprit.deed else None,
        "since": culprit.at if culprit else None,
        "against": list(fault.against) if fault else [],
        "intended": one.beat.intended or None,
    }
