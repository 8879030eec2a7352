"""Values: the parts of a run with forks, and what became of each fork."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from moshimo.engine.lookout import Watch
from moshimo.engine.program import Program
from moshimo.world.world import BeatDeed, Fork, Parting


@dataclass(frozen=True, slots=True)
class Stage:
    """A part of a run: from one fork's moment to the next.

    Attributes:
        program: whose rules and cast hold in it.
        forks: what is changed as it begins; of the first stage, what it begins with already.
        at: when it begins.
        watches: what is asked while it lasts, and then the deeds that its successor waits for.
    """

    program: Program
    forks: tuple[Fork, ...] = ()
    at: Parting = field(default_factory=Parting)
    watches: tuple[Watch, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a deed that a fork makes cannot begin.

    Attributes:
        deed: as the fork names it.
        kind: `answer`, there is nothing just then that it could answer; `doer`, who would do it
            cannot act; `unborn`, somebody in it is not born yet; `condition`, a condition of its
            rule does not hold.
        what: the deed or meaning that it answers, the id, or the condition's text.
    """

    deed: BeatDeed
    kind: Literal["answer", "doer", "unborn", "condition"]
    what: str

    def __str__(self) -> str:
        match self.kind:
            case "answer":
                return f"there is no {self.what} just then that it could answer"
            case "doer":
                return f"{self.what} cannot act just then"
            case "unborn":
                return f"{self.what} is not born yet"
            case "condition":
                return f"`{self.what}` does not hold"


@dataclass(frozen=True, slots=True)
class Parted:
    """What became, in one universe, of forks that part together.

    Attributes:
        forks: a fork, and those forked of it that part when it does.
        at: when they were applied, in seconds since the start; none if their moment never came.
        why: why they could not be applied, None if they could.
        too_often: whether the moment came more often than `every` allows; later ones were let pass.
    """

    forks: tuple[Fork, ...]
    at: tuple[float, ...] = ()
    why: Refusal | None = None
    too_often: bool = False
