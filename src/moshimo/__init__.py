"""Moshimo: an alternate-universe engine for story worlds.

`load("leaf").run(seed=7)` gives a universe: its deeds, its state as arrays, `step` and `until`.
Importing this is light: the engine is imported when it is first wanted.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from moshimo.multiverse.sampling import Sampling
from moshimo.world.forks.change import Change

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from moshimo.engine.program import Program
    from moshimo.engine.universe import Universe
    from moshimo.errors import Span
    from moshimo.multiverse.asking.counting import Progress
    from moshimo.multiverse.comparing.both import Both
    from moshimo.multiverse.ensemble import Summary
    from moshimo.multiverse.forking.branch import Branch
    from moshimo.story.outlook import Outlook
    from moshimo.world.world import CheckedWorld, Scenario

__version__ = "0.1.0"

__all__ = ["Change", "Sampling", "Start", "load"]


@dataclass(slots=True)
class Start:
    """A world, the scenario in which it starts, and the change that is made in it, if there is one.

    Attributes:
        fork: the word by which the world has that change, "" for none.
    """

    world: CheckedWorld
    scenario: Scenario
    fork: str = ""
    _program: Program | None = field(default=None, repr=False)
    _branch: Branch | None = field(default=None, repr=False)

    @property
    def program(self) -> Program:
        """The world made ready to run; compiled when first wanted."""
        from moshimo.engine.program import prepare

        if self._program is None:
            self._program = prepare(self.world, self.scenario)
        return self._program

    @property
    def branch(self) -> Branch:
        """What the change makes of the scenario, ready to run; made when first wanted."""
        from moshimo.multiverse.forking.branching import fork_branch

        if self._branch is None:
            self._branch = fork_branch(self.program, self.fork)
        return self._branch

    def with_change(self, change: Change | str) -> Start:
        """Return the same world with a change, from its moment on; this one stays as it is.

        Nothing is read again but a file that is named by its path.

        Args:
            change: a `Change`; the name of a file in `forks/`; or a path that begins with `.`,
                `/` or `~`. A `Change` without `of` leaves this world, with the change that it has.

        Raises:
            WorldError: something is wrong in the change, or it is of another scenario.
        """
        from moshimo.multiverse.forking.branching import with_forks

        program, (word,) = with_forks(self.program, [self._of_this(change)])
        return Start(program.world, self.scenario, word, program)

    def universe(self, seed: int = 1, *, interpreted: bool | None = None) -> Universe:
        """Return a universe at its beginning, to be stepped by hand.

        Raises:
            ValueError: a change is made in the world; that is done while a universe runs.
        """
        from moshimo.engine.universe import Universe

        if self.fork:
            raise ValueError("universe: a world with a change is run, not stepped by hand")
        return Universe(self.program, seed, interpreted=interpreted)

    def run(self, seed: int = 1, *, interpreted: bool | None = None) -> Universe:
        """Return a universe that has run to its scenario's end.

        Args:
            seed: 0 to 2^64 - 1. The same world, start and seed give the same bits.
            interpreted: whether Python's interpreter runs it, and not the processor: the same bits.
                None is as machine code if that is at hand.

        Raises:
            RunError: a bound was reached or a number had no value; with the rule's line.
        """
        from moshimo.engine.universe import Universe

        if not self.fork:
            return self.universe(seed, interpreted=interpreted).until()
        return self.branch.universe(
            seed, lambda program, seed: Universe(program, seed, interpreted=interpreted)
        )

    def ensemble(
        self,
        seeds: Iterable[int],
        *,
        deeds: Sequence[str] = (),
        fields: Sequence[str] = (),
        hashes: bool = False,
        threads: int | None = None,
    ) -> Generator[Summary, None, None]:
        """Yield what is asked of many universes, in the order of the seeds, run on all cores.

        At most a few are held at a time. Closing the generator cancels the remaining work.

        Args:
            seeds: each 0 to 2^64 - 1; may be endless.
            deeds: the rules whose deeds are wanted.
            fields: the attributes whose values at the end are wanted.
            hashes: whether the journal's hash is wanted; it costs much more than the universe.
            threads: as many as there are cores if None.

        Raises:
            KeyError: there is no such rule or attribute.
            RunError: a universe came to trouble; those before it have been yielded.
        """
        from moshimo.multiverse.ensemble import ensemble

        return ensemble(
            self.program, seeds, deeds=deeds, fields=fields, hashes=hashes, threads=threads
        )

    def odds(
        self,
        questions: str | Iterable[str | tuple[str, Span]],
        sampling: Sampling | None = None,
        *,
        on: str | Executor = "threads",
        workers: int | None = None,
        on_progress: Callable[[Progress], None] | None = None,
    ) -> Outlook:
        """Return how likely things are, and how sure that is.

        Args:
            questions: expressions that come to yes or no or a number, or ids of beats.
            sampling: which universes, and when it is enough; `Sampling()` if None. Its forks are as
                for `with_change`; this world's own change comes before them.
            on: `threads`, `processes`, `dask-local`, `dask://HOST:PORT`, or any executor.
            workers: how many threads, processes or tasks at once; as many as there are if None.
            on_progress: called now and then.

        Raises:
            WorldError: with every problem of all questions; or there is no such place to run them.
            RunError: a universe that was needed came to trouble.
            ValueError: what it is to run on is not installed, or does not answer.
        """
        from moshimo.multiverse.asking.odds import odds
        from moshimo.story.outlook import Outlook

        sampling = sampling or Sampling()
        forks = (*filter(None, [self.fork]), *map(self._of_this, sampling.forks))
        found = odds(
            self.program,
            [questions] if isinstance(questions, str) else questions,
            replace(sampling, forks=forks),
            on=on,
            workers=workers,
            on_progress=on_progress,
        )
        return Outlook(found)

    def compare(self, fork: Change | str = "", seed: int = 1) -> Both:
        """Return a universe and the same after a change, with all that differs and why.

        Args:
            fork: as for `with_change`; if "", the change that this world has.
            seed: 0 to 2^64 - 1; both have these dice.

        Raises:
            WorldError: something is wrong in the change, or it is of another scenario.
            RunError: a bound was reached or a number had no value; with the rule's line.
        """
        from moshimo.multiverse.comparing.both import both
        from moshimo.multiverse.forking.branching import fork_branch

        branch = fork_branch(self.program, self._of_this(fork)) if fork else self.branch
        return both(self.program, branch, seed)

    def _of_this(self, change: Change | str) -> Change | str:
        """Return a change that leaves this world if it does not say what else it leaves."""
        if isinstance(change, str) or change.of:
            return change
        return replace(change, of=self.fork or self.scenario.word)


def load(where: str) -> Start:
    """Return the world that `where` names, checked: `leaf`, `leaf/evening`, `./myworld`.

    Raises:
        WorldError: with every problem of all its files.
    """
    from moshimo.world.load import load as read

    world, scenario = read(where)
    return Start(world, scenario)
