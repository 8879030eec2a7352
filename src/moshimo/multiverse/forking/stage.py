"""The parts of a universe's course through a fork, and what became of the fork there."""

from __future__ import annotations

from dataclasses import dataclass, field

from moshimo.engine.lookout import Watch
from moshimo.engine.program import Program
from moshimo.world.world import Fork, Parting


@dataclass(frozen=True, slots=True)
class Stage:
    """A part of a course.

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
class Parted:
    """What became, in one universe, of forks that part together.

    Attributes:
        forks: a fork, and those forked of it that part when it does.
        at: when they were applied, in seconds since the start; none if their moment never came.
        why: why they could not be applied, "" if they could.
    """

    forks: tuple[Fork, ...]
    at: tuple[float, ...] = ()
    why: str = ""
