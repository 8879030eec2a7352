"""A world and its forks, made ready to be asked: what each universe of odds is run in."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from moshimo.asked.what import Question
from moshimo.engine.program import Program
from moshimo.multiverse.asking.poll import Poll, asks, poll, poll_branches
from moshimo.multiverse.asking.shake import shaken_program
from moshimo.multiverse.forking.branching import fork_branch, past_since, scenario_branch
from moshimo.multiverse.running.threads import RunSeed
from moshimo.multiverse.sampling import Sampling


def variants(
    program: Program, questions: Sequence[Question], sampling: Sampling, shake: int = 0
) -> tuple[Poll, ...]:
    """Return what is asked in the base and in each of its forks.

    The program is of the base; `shake` says which shake of the numbers of the data, 0 for none.

    Raises:
        WorldError: something is wrong in a fork, or in the moment.
        RunError: in that universe the moment never comes.
    """
    world = program.world
    if shake:
        program = shaken_program(program, shake, sampling.shake or 0.0)
    if not sampling.forks and not sampling.since:
        return (poll(questions, world, program),)
    watched = asks(questions, world)
    past = None
    if sampling.since:
        past = past_since(program, sampling.since, sampling.seed, watched)
    base = scenario_branch(program, watched, past)
    forks = [fork_branch(program, fork, watched, past) for fork in sampling.forks]
    return poll_branches(questions, world, [base, *forks])


def answering(variants: Sequence[Poll]) -> RunSeed[NDArray[np.float64]]:
    """Return what runs a universe in every variant with the same dice: (variants, questions).

    Each thread keeps one block for each variant and runs one universe after the other in it.
    """
    own = [threading.local() for _ in variants]

    def run(seed: int, stop: threading.Event) -> NDArray[np.float64]:
        base = variants[0].answered(seed, own[0])
        answers = np.array([base.answers] * len(variants))
        for i, (fork, mine) in enumerate(zip(variants[1:], own[1:], strict=True), 1):
            step = fork.gate.step(base) if fork.gate else 0
            if step is not None:  # else all was decided before it leaves the base
                answers[i] = fork.answered(seed, mine, step=step).answers
        return answers

    return run
