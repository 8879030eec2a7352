"""Makes branches: a fork → the stages through which its universes run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np

from moshimo.asked.when import PATH, since
from moshimo.compile.layout import lay_out, stem
from moshimo.engine.block import copy, opening
from moshimo.engine.lookout import Watch, bar, look_out
from moshimo.engine.program import Program, prepare
from moshimo.engine.universe import Universe
from moshimo.errors import Problem, RunError, Span, WorldError
from moshimo.multiverse.forking.branch import Branch
from moshimo.multiverse.forking.changing import meant, watch_for
from moshimo.multiverse.forking.hashed_pictures import mark_unlike
from moshimo.multiverse.forking.stage import Parted, Stage
from moshimo.multiverse.forking.transplant import transplant
from moshimo.multiverse.forking.walk import Walk, mark_of, put_mark
from moshimo.world.forks.change import Change
from moshimo.world.forks.finding import ensure_of, with_fork
from moshimo.world.forks.forked import as_forked, begun
from moshimo.world.world import Fork, Parting

# What is asked of the universes of a program: deeds, in the rows of its cast.
Asks: TypeAlias = Callable[[Program], tuple[Watch, ...]]


@dataclass(frozen=True, slots=True)
class Past:
    """A universe at the moment from which others continue, each with its own dice.

    Attributes:
        universe: as it is at that moment. It is not run further; others are forked from it.
        asked: how many of its watches are questions.
    """

    universe: Universe
    asked: int


def nothing(program: Program) -> tuple[Watch, ...]:
    """Ask for nothing."""
    del program
    return ()


def past_of(program: Program, at: Parting, seed: int, asks: Asks = nothing) -> Past | None:
    """Return a universe at the moment from which others are to go on; None if it never comes.

    What will be asked of the universes is asked of their past too.
    """
    own = asks(program)
    first = _watching(program, own, at)
    walk = Walk((Stage(first[0], watches=first[1]), Stage(program, at=at, watches=own)),
                len(own), seed, Universe)  # fmt: skip
    return Past(walk.universe, len(own)) if walk.enter_next(1).at else None


def past_since(program: Program, text: str, seed: int, asks: Asks = nothing) -> Past:
    """Return a universe at the moment that a text names, as `past_of` does.

    Raises:
        WorldError: it names no moment.
        RunError: in that universe the moment never comes.
    """
    past = past_of(program, since(text, program.world, program.scenario), seed, asks)
    if past is None:
        what = f"in universe {seed} the moment `{text}` never comes"
        fix = "choose another universe, by another seed."
        raise RunError(Problem("no-moment", Span(PATH), what, fix=fix))
    return past


def scenario_branch(program: Program, asks: Asks = nothing, past: Past | None = None) -> Branch:
    """Return the scenario itself as a branch: no fork."""
    own = asks(program)
    if past is not None:
        program = _from(program, past.universe, own, past.asked)
    else:
        program, _ = _watching(program, own, Parting())
    return Branch("", (), (Stage(program, watches=own),), len(own))


def with_forks(program: Program, forks: Iterable[str | Change]) -> tuple[Program, tuple[str, ...]]:
    """Return a program whose world has these forks (`with_fork`), and its words for them.

    Raises:
        WorldError: something is wrong in one of them, or it is of another scenario.
    """
    world, words = program.world, []
    for fork in forks:
        world, word = with_fork(world, fork)
        ensure_of(world, word, program.scenario.word)
        words.append(word)
    if world is program.world:
        return program, tuple(words)
    if lay_out(world) != program.layout:  # a new fork asks for another picture
        return prepare(world, program.scenario, bounds=program.bounds), tuple(words)
    return replace(program, world=world), tuple(words)


def fork_branch(
    program: Program, fork: str | Change, asks: Asks = nothing, past: Past | None = None
) -> Branch:
    """Return what a fork makes of a scenario.

    Args:
        program: of the scenario at the fork's root. Nothing of its world is read again.
        fork: a fork's word, a path to a file, or a change; as for `with_fork`.
        asks: what is asked of its universes.
        past: the universe from which they go on; what the fork changes at the start it changes
            then, and in a past that is over nothing.

    Raises:
        WorldError: something is wrong in the fork, it is of another scenario, or its hour has
            passed when the universes go on.
    """
    program, (word,) = with_forks(program, [fork])
    forks = program.world.chain(word)
    programs, groups = _groups(program, forks)
    before: Universe | None = None
    at_once: tuple[Parted, ...] = ()
    if past is not None:
        _not_over(forks, past.universe.now)
        before, at_once = _parted_now(past, forks, groups[0], programs[0], asks)
    stages = []
    for n, (some, own) in enumerate(zip(groups, programs, strict=True)):
        asked, waits = asks(own), _waits(groups, n)
        watches = _watches(own, asked, waits)
        if n == 0 and past is not None and before is not None:
            own = _from(before.program if at_once else own, before, watches, past.asked)
        elif n == 0:
            own = _barring(_watching(own, asked, waits)[0], some)
        stages.append(Stage(own, tuple(some), some[0].at if n else Parting(), watches))
    if past is not None:
        return Branch(word, forks, tuple(stages), past.asked, at_once=at_once)
    told: Program | None = None
    if groups[0]:
        told = _told(stages[0].program, program, forks)
        at_once = (Parted(tuple(groups[0]), (0.0,)),)
    return Branch(word, forks, tuple(stages), len(asks(program)), told, at_once)


# who is there, and by which rules -------------------------------------------------------------


def _groups(program: Program, chain: Sequence[Fork]) -> tuple[list[Program], list[list[Fork]]]:
    """Return the programs of the stages of a chain of forks, and the forks of each stage."""
    groups: list[list[Fork]] = [[]]
    for each in chain:
        # Who is made to act has begun to live, and dice that change have been thrown.
        later = each.at.kind != "start" or each.makes or each.dice is not None
        if later and (len(groups) == 1 or groups[-1][0].at != each.at):
            groups.append([])
        groups[-1].append(each)
    programs: list[Program] = []
    whole: Program | None = None
    so_far: list[Fork] = []
    for some in groups:
        so_far += some
        if not any(each.other_world for each in so_far):
            programs.append(_same_cast(program, groups[0]))
        elif not any(each.other_world for each in chain[len(so_far) :]):
            forked = as_forked(program.world, chain[-1].word)
            whole = whole or prepare(*forked, program.layout, program.bounds)
            programs.append(whole)
        else:
            forked = as_forked(program.world, so_far[-1].word)
            programs.append(prepare(*forked, program.layout, program.bounds))
    return programs, groups


def _same_cast(base: Program, first: Sequence[Fork]) -> Program:
    """Return the program of a scenario with what forks of the same cast change at its start."""
    if not first:
        return base
    scenario = base.scenario
    for fork in first:
        scenario = begun(scenario, fork.values, fork.beliefs, fork.secrets)
    return replace(base, scenario=scenario, template=opening(base.world, scenario, base.layout))


# what is looked out for -----------------------------------------------------------------------


def _waits(groups: Sequence[Sequence[Fork]], n: int) -> Parting:
    """Return the moment that is waited for in stage `n`; the start if none is."""
    if n + 1 < len(groups):
        return groups[n + 1][0].at
    if n and groups[n][0].at.every:
        return groups[n][0].at
    return Parting()


def _watches(program: Program, asked: Sequence[Watch], waits: Parting) -> tuple[Watch, ...]:
    moments = [
        watch_for(deed, waits.place, program, begins=waits.kind == "before", halts=True)
        for deed in waits.deeds
    ]
    return (*asked, *moments)


def _watching(
    program: Program, asked: Sequence[Watch], waits: Parting
) -> tuple[Program, tuple[Watch, ...]]:
    """Return a program whose universes look out for these deeds, and for that moment."""
    watches = _watches(program, asked, waits)
    if not watches:
        return program, ()
    template = copy(program.template)
    look_out(template, watches)
    return replace(program, template=template), watches


def _barring(program: Program, forks: Sequence[Fork]) -> Program:
    """Return a program in whose universes nothing happens that forks prevent from the start."""
    deeds = [meant(deed, program) for fork in forks for deed in fork.prevents]
    if not deeds:
        return program
    template = copy(program.template)
    bar(template, deeds)
    return replace(program, template=template)


# from a moment on -----------------------------------------------------------------------------


def _parted_now(
    past: Past, forks: Sequence[Fork], first: Sequence[Fork], own: Program, asks: Asks
) -> tuple[Universe, tuple[Parted, ...]]:
    """Return a past with the first forks' changes in it, and what became of these forks."""
    universe = past.universe
    if not first:
        return universe, ()
    now = Stage(own, tuple(first), Parting("time", universe.now), asks(own))
    stages = (Stage(universe.program), now)
    walk = Walk(stages, past.asked, universe.seed, lambda *_: universe.fork(), mark_of(forks))
    parted = walk.enter_next(1)
    return walk.universe, (parted,)


def _not_over(forks: Sequence[Fork], now: float) -> None:
    """Refuse forks whose hour has passed when the universes go on."""
    what = "this fork leaves before the moment from which universes go on"
    fix = "let them go on from an earlier moment, or from the start."
    late = [fork for fork in forks if fork.at.kind == "time" and fork.at.time < now]
    if late:
        raise WorldError(
            [Problem("bad-time", fork.places["at"], what, "too early", fix=fix) for fork in late]
        )


def _from(program: Program, universe: Universe, watches: Sequence[Watch], asked: int) -> Program:
    """Return a program whose universes begin where that one is."""
    template = copy(universe.block)
    look_out(template, watches, asked)
    return replace(program, template=template)


# what the forks changed -----------------------------------------------------------------------


def _told(program: Program, base: Program, forks: tuple[Fork, ...]) -> Program:
    """Return a program in whose beginning all that is not as in another is marked as the forks'."""
    before = base.template
    if base.world.members != program.world.members:
        before = transplant(before, base, program)
    made = copy(program.template)
    mark = put_mark(made, mark_of(forks))
    for kind in program.world.laws.kinds.values():
        for a in kind.attributes:
            for value, writer in (("v", "w"), ("p", "pw"), ("s", "sw")):
                word = f"{value}_{stem(a)}"
                if word in made.__dict__ and word in before.__dict__:
                    other = np.asarray(made.__dict__[word]) != np.asarray(before.__dict__[word])
                    np.asarray(made.__dict__[f"{writer}_{stem(a)}"])[other] = mark
    if made.layout.hashed:
        made = mark_unlike(made, before, program.world.laws, mark)
    for word in {word for fork in forks for word in fork.added}:
        found = program.world.find(word)
        if found is not None:  # somebody new, with all they are and have
            for a in program.world.laws.kinds[found[0]].attributes:
                cells = np.asarray(made.__dict__[f"w_{stem(a)}"])
                cells.reshape(program.layout.rows[a.kind], -1)[found[1]] = mark
    return replace(program, template=made)
