"""A course: how a universe is brought along a plot, by dice that change at certain moments."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from moshimo.engine.block import key_of
from moshimo.engine.program import Program
from moshimo.engine.recording import EVERYTHING, Recording
from moshimo.engine.universe import Universe
from moshimo.multiverse.forking.branch import Branch
from moshimo.multiverse.forking.stage import Stage
from moshimo.multiverse.forking.walk import Walk, with_room
from moshimo.world.forks.change import Change
from moshimo.world.world import BeatDeed, Fork, Parting


@dataclass(frozen=True, slots=True)
class Recast:
    """What is otherwise from a moment on.

    Attributes:
        at: the moment, in seconds since the start; 0 is the start.
        dice: other dice, None for those that there were.
        made: a deed that is made to begin, if the rules allow it.
    """

    at: float
    dice: int | None = None
    made: BeatDeed | None = None


def dice_of(word: str) -> int:
    """Return dice of that name, a whole number that every file can hold: 0 to 2^53 - 1."""
    return key_of("dice", word) >> 11


def whole_second_after(time: float, program: Program) -> float:
    """Return the first moment after that one at which an author's clock shows a whole second."""
    starts = program.scenario.starts
    return math.floor(starts + time) + 1.0 - starts


def begun(program: Program, seed: int, recasts: Sequence[Recast], recording: Recording) -> Universe:
    """Return a universe with these recasts behind it, at the moment of the last one.

    Raises:
        RunError: a bound was reached or a number had no value.
    """

    def begin(program: Program, seed: int) -> Universe:
        return Universe(program, seed, recording)

    stages = stages_of(program, recasts)

    def run() -> Universe:
        walk = Walk(stages, 0, seed, begin)
        walk.enter_all()
        return walk.universe

    return with_room([program], run)


def run(
    program: Program, seed: int, recasts: Sequence[Recast], recording: Recording = EVERYTHING
) -> Universe:
    """Return a universe with these recasts that has run to its end.

    Raises:
        RunError: a bound was reached or a number had no value.
    """
    branch = Branch("", (), stages_of(program, recasts))
    return branch.universe(seed, lambda program, seed: Universe(program, seed, recording))


def stages_of(program: Program, recasts: Sequence[Recast]) -> tuple[Stage, ...]:
    """Return the stages through which a universe with these recasts runs."""
    forks = [_fork(recast, program) for recast in recasts]
    return (Stage(program), *(Stage(program, (fork,), fork.at) for fork in forks))


def changes_of(program: Program, recasts: Sequence[Recast], word: str) -> tuple[Change, ...]:
    """Return the recasts as changes, each of the one before it, under words made of `word`."""
    made: list[Change] = []
    for n, recast in enumerate(recasts, 1):
        made.append(
            Change(
                fork=f"{word.replace('_', ' ').capitalize()}, recast {n}",
                of=made[-1].word if made else program.scenario.word,
                at=_clock(program.scenario.starts + recast.at, program) if recast.at else "start",
                dice=recast.dice,
                make=(spelled_deed(recast.made),) if recast.made else (),
                word=f"{word}-{n}",
            )
        )
    return tuple(made)


def spelled_deed(deed: BeatDeed) -> str:
    """Return a deed as an author names it: `exile(ana, None, reeve)`."""
    said = dict(deed.claims)
    given = [spelled_deed(said[i]) if i in said else str(word) for i, word in enumerate(deed.roles)]
    while given and given[-1] == "None" and len(given) > 1:
        given.pop()
    given += [f"{word}={value:g}" for word, value in deed.outcomes]
    text = f"{deed.rule}({', '.join(given)})" if given else deed.rule
    return f"tried({text})" if deed.tried else text


def _fork(recast: Recast, program: Program) -> Fork:
    parting = Parting("time", recast.at) if recast.at else Parting()
    world, scenario = program.world, program.scenario.word
    makes = (recast.made,) if recast.made else ()
    return Fork(
        "", "", scenario, scenario, parting, {}, (), (), (), makes, {}, (), (), recast.dice, {},
        world.texts.people,
    )  # fmt: skip


def _clock(seconds: float, program: Program) -> str:
    days, rest = divmod(seconds, program.world.calendar.day)
    hours, minutes = int(rest // 3600), int(rest % 3600 // 60)
    return f"day {int(days) + 1} {hours:02d}:{minutes:02d}:{int(rest % 60):02d}"
