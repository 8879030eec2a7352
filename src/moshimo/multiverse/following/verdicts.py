"""Values: what became of each beat of a plot that was followed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from moshimo.world.world import Beat, Plot

BeatVerdict: TypeAlias = Literal["holds", "strains", "intended", "breaks"]
# What kind of fault it is. The words are those of a published taxonomy of the errors in stories
# (ConStory-Bench), where one of them fits.
FaultKind: TypeAlias = Literal[
    "",
    "unlikely",
    "causal logic violation",
    "causeless effect",
    "core rules violation",
    "geographical contradiction",
    "knowledge contradiction",
    "simultaneity contradiction",
    "timeline contradiction",
    "characterisation",
]


@dataclass(frozen=True, slots=True)
class Culprit:
    """The deed that last made something as it was.

    Attributes:
        deed: as an author writes it; "" if it was so from the start.
        at: when it was done, in seconds since the start.
    """

    deed: str
    at: float


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a beat does not come about by itself.

    Attributes:
        kind: of which kind it is.
        deed: which deed of the beat, as an author writes it.
        condition: what fails, in the author's words; "" if nothing does.
        value: what is so instead: `bo.place is mill`; "" if there is no single value.
        culprit: the deed that made it so; None if that is not known.
        at: when the deed came nearest, in seconds since the start; None: it never came near.
        against: what speaks against it for its actor, the strongest first.
    """

    kind: FaultKind
    deed: str
    condition: str = ""
    value: str = ""
    culprit: Culprit | None = None
    at: float | None = None
    against: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FollowedBeat:
    """What became of a beat.

    Attributes:
        beat: as the story has it.
        verdict: `holds`; `strains`, it hardly comes about by itself; `breaks`, no rule lets it
            come about; `intended`, it strains or breaks and the story says why it may.
        came: in how many universes it came about, of those in which all before it had.
        tried: how many those were; 0 if it was never tried.
        at: when it came about in the universe that follows the plot; None: it did not.
        fault: why it strains or breaks; None if it holds.
    """

    beat: Beat
    verdict: BeatVerdict
    came: int
    tried: int
    at: float | None
    fault: Fault | None = None

    @property
    def chance(self) -> float | None:
        """The share of universes in which it came about; None if it was never tried."""
        return self.came / self.tried if self.tried else None


@dataclass(frozen=True, slots=True)
class FollowedPlot:
    """A plot and what became of its beats, in their order."""

    plot: Plot
    beats: tuple[FollowedBeat, ...]
