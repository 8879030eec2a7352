"""A scenario and a fork of it, run with the same dice, and all that differs between the two."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from moshimo.engine.block import copy
from moshimo.engine.moments import Answers, watching
from moshimo.engine.program import Program
from moshimo.engine.recording import WITHOUT_CAUSES, Recording
from moshimo.engine.universe import Universe
from moshimo.engine.within.heart import Heart
from moshimo.lang.typed import Ex
from moshimo.lines import line_of
from moshimo.multiverse.causes.marks import mark
from moshimo.multiverse.causes.sums import added_before
from moshimo.multiverse.comparing.chains import Chain, Node, chains
from moshimo.multiverse.comparing.compare import Comparison, Side, compare
from moshimo.multiverse.comparing.roots import likely, roots
from moshimo.multiverse.forking.branch import Branch
from moshimo.multiverse.forking.branching import Past, scenario_branch
from moshimo.multiverse.forking.stage import Parted
from moshimo.multiverse.forking.walk import Walk, mark_of, with_room
from moshimo.world.world import CheckedWorld

# Rule → what is asked of its deeds, as for `moments.watched`.
Questions = Mapping[str, Sequence[Ex]]


@dataclass(frozen=True, slots=True, repr=False)
class Both:
    """Two universes of one seed, and what differs.

    Attributes:
        base: that of the scenario, run to its end.
        fork: that of the fork.
        branch: what the second went through.
        parted: what became of the forks on the way.
        comparison: what differs.
        chains: why, as `multiverse.chains` finds it.
        moments: what was asked of their deeds, by side and the deed's id.
        heart: what moved the person of the perspective in the fork, if one was given.
    """

    base: Universe
    fork: Universe
    branch: Branch
    parted: tuple[Parted, ...]
    comparison: Comparison
    chains: Mapping[Node, Chain]
    moments: Mapping[Side, Mapping[str, Answers]]
    heart: Heart | None = None

    __repr__ = line_of


def both(
    program: Program,
    branch: Branch,
    seed: int,
    questions: Questions | None = None,
    past: Past | None = None,
    until: float = math.inf,
    heart: Heart | None = None,
) -> Both:
    """Run a scenario and a fork of it with the same dice, and compare them.

    Args:
        program: the scenario's.
        branch: the fork's.
        seed: 0 to 2^64 - 1.
        questions: what the telling wants to know of their deeds.
        past: the universe from which both go on, with other dice from there: those of the seed.
            The branch is made with it too.
        until: the moment at which both stop, in seconds since the start.
        heart: of the person of the perspective, of whom the questions are asked; None: in truth.

    Raises:
        RunError: a bound was reached or a number had no value; with the rule's line.
    """
    asked = questions or {}
    own, before = _hearts(heart, program, branch)
    fork, parted, there = _forked(branch, seed, asked, until, own)
    if past is not None:
        program = scenario_branch(program, past=past).program
    base, here = _unforked(program, branch, parted, seed, asked, until, before)
    if past is not None:
        for universe in (base, fork):
            universe.deeds[:0] = past.universe.deeds
    comparison = compare(base.deeds, fork.deeds)
    touched = roots(comparison, branch.forks, program.world, branch.program.world)
    maybe = likely(comparison, branch.forks, program.world, [*base.deeds, *fork.deeds])
    sums: dict[Side, Mapping[str, Sequence[str]]] = {
        "base": added_before(base.deeds, program.world.laws),
        "fork": added_before(fork.deeds, branch.program.world.laws),
    }
    found = chains(comparison, base.deeds, fork.deeds, branch.mark, touched, maybe, sums)
    if own and before:
        first = min((one.at[0] for one in parted if one.at), default=math.inf)
        own.since(before, first)
    moments: dict[Side, Mapping[str, Answers]] = {"base": here, "fork": {**here, **there}}
    return Both(base, fork, branch, parted, comparison, found, moments, own)


def _hearts(
    heart: Heart | None, program: Program, branch: Branch
) -> tuple[Heart | None, Heart | None]:
    """Return a heart for the fork, and one for what was before."""
    if heart is None:
        return None, None
    return Heart(branch.program, heart.who, heart.plain), Heart(program, heart.who, heart.plain)


def _forked(
    branch: Branch, seed: int, asked: Questions, until: float, heart: Heart | None
) -> tuple[Universe, tuple[Parted, ...], dict[str, Answers]]:
    """Return the fork's universe, and what was asked of its deeds once it had left."""

    def walk(*, causes: bool) -> tuple[Walk, tuple[Parted, ...]]:
        def begin(program: Program, seed: int) -> Universe:
            return Universe(branch.told or program, seed, Recording(causes=causes))

        made = Walk(branch.stages, branch.asked, seed, begin, mark_of(branch.forks), until)
        return made, made.enter_all()

    def run() -> tuple[Universe, tuple[Parted, ...], dict[str, Answers]]:
        ahead, parted = walk(causes=True)
        if heart:
            heart.forget()  # where there was no room, this is not the first time
        if not (asked or heart):
            return ahead.universe.until(until), (*branch.at_once, *parted), {}
        behind, _ = walk(causes=False)
        watch = watching(ahead.universe, behind.universe, asked, heart)
        watch.until(until)
        return watch.ahead, (*branch.at_once, *parted), watch.found

    return with_room(branch.programs, run)


def _unforked(
    program: Program,
    branch: Branch,
    parted: Sequence[Parted],
    seed: int,
    asked: Questions,
    until: float,
    heart: Heart | None,
) -> tuple[Universe, dict[str, Answers]]:
    """Return the scenario's universe, with what the forks change marked when they leave it."""
    world, key = branch.program.world, mark_of(branch.forks)
    begins = [one for one in parted if one.at[:1] == (0.0,)]
    told = _marked(program, begins, world, key) if begins else program
    ahead = Universe(told, seed)
    behind = Universe(program, seed, WITHOUT_CAUSES) if asked or heart else None
    watch = watching(ahead, behind, asked, heart) if behind else None
    for one in parted:
        if one in begins or not one.at:
            continue
        if watch:
            watch.until(one.at[0], before=True)
        else:
            ahead.until(one.at[0])
        ahead.block = mark(ahead.block, program, one.forks, world, key)
    if watch:
        watch.until(until)
        return watch.ahead, watch.found
    return ahead.until(until), {}


def _marked(program: Program, begins: Sequence[Parted], world: CheckedWorld, key: int) -> Program:
    forks = [fork for one in begins for fork in one.forks]
    template = mark(copy(program.template), program, forks, world, key)
    return replace(program, template=template)
