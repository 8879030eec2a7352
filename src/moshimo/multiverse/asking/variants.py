"""A world and its forks, made ready to be asked: what each universe of odds is run in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from moshimo.engine.program import Program
from moshimo.errors import Problem, RunError, Span
from moshimo.multiverse.asking.asking import Asking, asking, asking_branches, asks
from moshimo.multiverse.asking.figures import Variant
from moshimo.multiverse.asking.questions import Question
from moshimo.multiverse.asking.shake import shaken_program
from moshimo.multiverse.forking.branching import fork_branch, past_of, scenario_branch
from moshimo.world.forks.since import PATH, since


@dataclass(frozen=True, slots=True)
class Origin:
    """Where universes come from.

    Attributes:
        forks: the forks' words, or paths to their files; the base comes before them.
        since: the moment from which universes go on, "" for the start.
        past: the seed of the universe whose past they have, if there is such a moment.
        shake: which shake of the numbers of the data, 0 for none.
        off: by how much of itself a shaken number is off at most.
    """

    forks: tuple[str, ...] = ()
    since: str = ""
    past: int = 1
    shake: int = 0
    off: float = 0.0


def variants(
    program: Program, questions: Sequence[Question], origin: Origin
) -> tuple[tuple[Variant, ...], tuple[Asking, ...]]:
    """Return the base and its forks, and what is asked in each.

    Args:
        program: of the base.
        questions: checked against its world.
        origin: its forks, and when universes begin.

    Raises:
        WorldError: something is wrong in a fork's file, or in the moment.
        RunError: in that universe the moment never comes.
    """
    world = program.world
    if origin.shake:
        program = shaken_program(program, origin.shake, origin.off)
    if not origin.forks and not origin.since:
        return (Variant(),), (asking(questions, world, program),)
    watched = asks(questions, world)
    past = None
    if origin.since:
        at = since(origin.since, world, program.scenario)
        past = past_of(program, at, origin.past, watched)
        if past is None:
            what = f"in universe {origin.past} the moment `{origin.since}` never comes"
            fix = "choose another universe with --seed."
            raise RunError(Problem("no-moment", Span(PATH), what, fix=fix))
    base = scenario_branch(program, watched, past)
    forks = [fork_branch(program, word, watched, past) for word in origin.forks]
    made = [base, *forks]
    named = tuple(Variant(branch.fork, branch.title) for branch in made)
    return named, asking_branches(questions, world, made)
