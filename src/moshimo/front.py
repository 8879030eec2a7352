"""The front page: a loaded world, and everything that can be done with it."""

from __future__ import annotations

import math
import os
import threading
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from moshimo.asked.arguments import (
    change_given,
    count_given,
    questions_given,
    seed_given,
    several_given,
    text_given,
    texts_given,
)
from moshimo.engine.limits import Limits, begun
from moshimo.lines import table
from moshimo.multiverse.sampling import Sampling, sampled
from moshimo.world.forks.change import Change

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from moshimo.engine.attempt import Attempts
    from moshimo.engine.program import Program
    from moshimo.engine.universe import Universe
    from moshimo.errors import Span
    from moshimo.lang.typed import Ex
    from moshimo.multiverse.asking.counting import Progress
    from moshimo.multiverse.ensemble import Summary
    from moshimo.multiverse.forking.branch import Branch
    from moshimo.report.comparison.forms import ToldComparison
    from moshimo.report.following.followed import Followed
    from moshimo.report.odds.outlook import Outlook
    from moshimo.report.told_story import ToldStory
    from moshimo.world.world import CheckedWorld, Scenario


@dataclass(slots=True, repr=False, eq=False)
class World:
    """A world, the scenario in which it starts, and the change made in it, if there is one.

    `load` gives one, and `with_change` another beside it. No method changes a world, and the same
    arguments give the same result, bit for bit, also to many threads at once. An argument of
    another type raises `TypeError`. Five are the same everywhere:

    - `seed`: which universe, a whole number from 0 to 2^64 - 1, also one of NumPy's; None is the
      scenario's own, 1 unless its file says otherwise. Another number raises `ValueError`; `True`,
      `7.0` and `"7"` are no whole numbers.
    - `interpreted`: whether Python's interpreter runs it, and not the processor: the same bits.
      None is as machine code if that is at hand.
    - `until`, `at`: a moment, in seconds since the scenario's start, or as an author writes it:
      "18:30", "day 2 06:00", "3 hours" (after the start). Another text raises `WorldError`, nan
      and what is before the start `ValueError`.
    - `limits`: how much a universe may take, in seconds, bytes and deeds, before it ends with a
      `RunError`; `Limits()` if None.
    - `change`: a `Change`; the name of a file in `forks/`; or a path to another, which begins with
      `.`, `/` or `~` or is a `Path`. A `Change` without `of` leaves this world, with the change
      that it has.

    `copy`, `deepcopy` and `pickle` give one with the same results, if Moshimo is of one version.

    Attributes:
        checked: what the world's files say, checked: its rules, members, scenarios, forks.
        scenario: the one in which it starts.
        fork: the word by which the world has its change, "" for none.
    """

    checked: CheckedWorld
    scenario: Scenario
    fork: str = ""
    _program: Program | None = field(default=None)
    _branch: Branch | None = field(default=None, init=False)
    _is_readable: bool = field(default=False, init=False)
    _making: threading.RLock = field(default_factory=threading.RLock, init=False)

    def __repr__(self) -> str:
        return f"<World {self._where}>"

    def _repr_html_(self) -> str:
        """Return a small table, for notebooks."""
        world = self.checked
        counts = [(kind, len(members)) for kind, members in world.members.items() if members]
        counts.insert(0, ("rules", len(world.laws.rules)))
        return table([("world", self._where), ("title", world.title), *counts])

    @property
    def _where(self) -> str:
        return f"{self.checked.word}/{self.scenario.word}{self.fork and f' with {self.fork}'}"

    def __copy__(self) -> World:
        return World(self.checked, self.scenario, self.fork, self._program)

    def __deepcopy__(self, memo: object) -> World:
        return self.__copy__()  # what both share is never changed

    def __reduce__(self) -> tuple[type[World], tuple[object, ...]]:
        return World, (self.checked, self.scenario, self.fork)

    # universes --------------------------------------------------------------------------------
    def run(
        self,
        seed: int | None = None,
        *,
        until: float | str = math.inf,
        interpreted: bool | None = None,
        limits: Limits | None = None,
    ) -> Universe:
        """Return a universe that has run to its scenario's end, or to a moment before.

        Run on by its `until`, it comes to a change that was still to come.

        Raises:
            RunError: a limit was reached or a number had no value; with the rule's line.
        """
        from moshimo.engine.universe import Universe

        time, program = self._seconds(until), self.within(limits)
        if not self.fork:
            return Universe(program, self._seed(seed), interpreted=interpreted).until(time)
        begin = partial(Universe, interpreted=interpreted)
        return self._within(program).universe(self._seed(seed), begin, time)

    def universe(self, seed: int | None = None, *, interpreted: bool | None = None) -> Universe:
        """Return a universe at its beginning, to be stepped by hand.

        Raises:
            ValueError: the world has a change; that is made while a universe runs.
        """
        from moshimo.engine.universe import Universe

        if self.fork:
            raise ValueError("universe: a world with a change is run, not stepped by hand")
        return Universe(self.program, self._seed(seed), interpreted=interpreted)

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
            fields: the attributes whose values at the end are wanted, as for `Universe[…]`.
            hashes: whether the journal's hash is wanted; it costs much more than the universe.
            threads: as many as there are cores if None.

        Raises:
            WorldError: there is no such rule.
            KeyError: there is no such attribute.
            ValueError: the world has a change.
            RunError: a universe came to trouble; those before it have been yielded.
        """
        from moshimo.multiverse.ensemble import ensemble

        if self.fork:
            raise ValueError("ensemble: a world with a change is run one universe at a time")
        return ensemble(
            self.program,
            (seed_given(seed) for seed in several_given(seeds, "seeds")),
            deeds=texts_given(deeds, "deeds"),
            fields=texts_given(fields, "fields"),
            hashes=hashes,
            threads=None if threads is None else count_given(threads, "threads"),
        )

    def tell(
        self,
        seed: int | None = None,
        *,
        until: float | str = math.inf,
        style: str = "",
        eyes: str = "",
        words: int | None = None,
        whole_letters: bool = False,
        interpreted: bool | None = None,
        limits: Limits | None = None,
    ) -> ToldStory:
        """Run a universe and tell it as a story; `print` it to read.

        Args:
            seed: which universe.
            until: the moment at which it stops.
            style: one of the world's styles, or "plain"; "" for the author's own words.
            eyes: id or name of a person: it is told as they lived it, and no more. "" for nobody.
            words: about how long, as near as what happened allows; None: as the scenario asks.
            whole_letters: letters that are read aloud are quoted whole, and not as a sixth of all.
            interpreted: as for `run`.
            limits: of each of the universes that it takes; the time is that of all.

        Raises:
            WorldError: there is no such style or person; or a sentence of the world cannot be told.
            RunError: a limit was reached or a number had no value; with the rule's line.
        """
        from moshimo.asked.which import person_called
        from moshimo.engine.moments import heart_of, watched
        from moshimo.multiverse.comparing.both import both
        from moshimo.report.comparison.forms import told_fork
        from moshimo.report.told_story import Length, told_story
        from moshimo.story.lexicon.of_world import lexicon_of

        seed, time, asked = self._seed(seed), self._seconds(until), self._asked(style)
        program = self.within(limits)
        world = self.branch.program.world if self.fork else self.checked
        who = person_called(text_given(eyes, "eyes"), world) if eyes else ""
        heart = heart_of(program, who)
        length = Length(0 if words is None else count_given(words, "words"), whole_letters)
        if self.fork:  # what was so in the past that both share is known from the other
            found = both(program, self._within(program), seed, asked, until=time, heart=heart)
            return told_fork(found, style, who, length)
        done, moments = watched(program, seed, asked, time, interpreted=interpreted, heart=heart)
        lexicon = lexicon_of(world, self.scenario, style, moments)
        return told_story(done, lexicon, who, heart=heart, length=length)

    def compare(
        self,
        change: Change | str | os.PathLike[str] = "",
        seed: int | None = None,
        *,
        since: str = "",
        future: int = 1,
        style: str = "",
        universes: int = 0,
        limits: Limits | None = None,
    ) -> ToldComparison:
        """Run a universe and the same with a change; find all that differs, and why.

        Args:
            change: what is different; if "", the change that this world has.
            seed: which universe: both have the same dice.
            since: a time, or a deed or beat that is about to begin: from there on both have other
                dice, those of `future`. "" for none.
            future: 0 to 2^64 - 1.
            universes: in so many of each it is found how likely the chief differences are.
            style: as for `tell`.
            limits: as for `tell`.

        Raises:
            WorldError: something is wrong in the change, or it is of another scenario; there is no
                such style or moment; or a sentence of the world cannot be told.
            ValueError: no change is given, and this world has none.
            RunError: as for `run`; or the moment never comes.
        """
        from moshimo.multiverse.comparing.both import both
        from moshimo.multiverse.forking.branching import fork_branch, past_since
        from moshimo.report.comparison.chief_odds import chief_odds
        from moshimo.report.comparison.forms import ToldComparison

        if not (change or self.fork):
            raise ValueError("compare: say which change; this world has none")
        seed, future = self._seed(seed), seed_given(future, "future")
        made = self._of_this(change) if change else self.fork
        asked, since = self._asked(style), text_given(since, "since")
        program = self.within(limits)
        past = past_since(program, since, seed) if since else None
        branch = fork_branch(program, made, past=past) if change or past else self._within(program)
        found = both(program, branch, future if past else seed, asked, past)
        known = chief_odds(program, found, made, universes, since, seed, limits)
        return ToldComparison(found, style, known)

    def follow(
        self,
        story: str | os.PathLike[str] = "",
        seed: int | None = None,
        *,
        on_beat: Callable[[int, int], None] | None = None,
        limits: Limits | None = None,
    ) -> Followed:
        """Let the rules bring a story about; say where it strains belief or breaks, and why.

        Args:
            story: one of the world's, or a path to a file; "" is the scenario's own.
            seed: of the universe from which all that are tried go out.
            on_beat: called now and then: how many beats came about, how many universes were run.
            limits: as for `tell`.

        Raises:
            WorldError: there is no such story, or something is wrong in it.
            RunError: as for `run`.
        """
        from moshimo.asked.which_story import story_called
        from moshimo.report.following.followed import followed

        if self.fork:
            raise ValueError("follow: a story is followed in a world without a change")
        plot = story_called(os.fspath(story), self.checked, self.scenario)
        there = self.scenario.word == plot.of
        world = self if there else World(self.checked, self.checked.scenarios[plot.of])
        return followed(world.within(limits), plot, world._seed(seed), on_beat)

    def ensure_readable(self) -> None:
        """Check that everything that can happen can be told, as `tell` and `compare` do first.

        Raises:
            WorldError: with each sentence in which no verb was found.
        """
        from moshimo.report.readable import ensure_readable

        if not self._is_readable:
            ensure_readable(self.checked, self.scenario)
            self._is_readable = True

    def odds(
        self,
        questions: str | Iterable[str | tuple[str, Span]],
        sampling: Sampling | None = None,
        *,
        universes: int | None = None,
        seed: int | None = None,
        on: str | Executor = "threads",
        workers: int | None = None,
        on_progress: Callable[[Progress], None] | None = None,
        limits: Limits | None = None,
    ) -> Outlook:
        """Return how likely things are, and how sure that is; `print` it to read.

        Args:
            questions: expressions that come to yes or no or a number, or ids of beats; at most 200.
            sampling: which universes, and when it is enough; its forks come after our own change.
            universes: those of the `Sampling`, said by themselves.
            seed: likewise.
            on: `threads`, `processes`, `dask-local`, `dask://HOST:PORT`, or any executor.
            workers: how many threads, processes or tasks at once; as many as there are if None.
            on_progress: called now and then.
            limits: as for `tell`.

        Raises:
            WorldError: with every problem of all questions; or there is no such place to run them.
            RunError: a universe that was needed came to trouble; or the moment `since` never comes.
            ValueError: what it is to run on is not installed, or does not answer.
        """
        from moshimo.multiverse.asking.odds import odds
        from moshimo.report.odds.outlook import Outlook

        sampling = sampled(sampling, universes, seed)
        forks = (*filter(None, [self.fork]), *map(self._of_this, sampling.forks))
        found = odds(
            self.within(limits),
            questions_given(questions),
            replace(sampling, forks=forks),
            on=on,
            workers=None if workers is None else count_given(workers, "workers"),
            on_progress=on_progress,
            limits=limits,
        )
        return Outlook(found)

    def ask(self, rule: str, at: float | str = 0.0, seed: int | None = None) -> Attempts:
        """Return who could do something at a moment, how much they want it, and what keeps others.

        Raises:
            WorldError: there is no action of the name `rule`.
            RunError: as for `run`; or the universe was over by that moment.
        """
        from moshimo.asked.which import action_called
        from moshimo.engine.attempt import attempts

        action_called(text_given(rule, "rule"), self.checked)  # before a universe is run
        time = self._seconds(at, "at")
        return attempts(self.run(seed, until=time), rule, time)

    def show(self, rule: str) -> str:
        """Return what became of a rule, as a page: its text, how it was read, its plan, its Python.

        Raises:
            WorldError: there is no action, event, appraisal or inference of the name `rule`.
        """
        from moshimo.compile.show import shown

        return shown(self.checked, text_given(rule, "rule"))

    def with_change(self, change: Change | str | os.PathLike[str]) -> World:
        """Return the same world with a change, from its moment on; this one stays as it is.

        Nothing is read again but a file that is named by its path. A fork from a file stands on
        what its own `of` says, and not on the change that this world has.

        Raises:
            WorldError: something is wrong in the change, or it is of another scenario.
            ValueError: the `word` of a `Change` is no name, or is taken.
        """
        from moshimo.multiverse.forking.branching import with_forks

        program, (word,) = with_forks(self.program, [self._of_this(change)])
        return World(program.world, self.scenario, word, program)

    @property
    def program(self) -> Program:
        """The world, without its change, made ready to run; compiled when first wanted."""
        from moshimo.engine.program import prepare

        with self._making:
            self._program = self._program or prepare(self.checked, self.scenario)
            return self._program

    def within(self, limits: Limits | None) -> Program:
        """Return the same within these limits; a RunError if more than that is needed to begin."""
        from moshimo.engine.program import prepare

        with self._making:
            made = self._program or prepare(self.checked, self.scenario, bounds=begun(limits))
            self._program = self._program or made.within(None)
            return made.within(limits)

    @property
    def branch(self) -> Branch:
        """What the change makes of the scenario, ready to run; made when first wanted."""
        from moshimo.multiverse.forking.branching import fork_branch

        with self._making:
            self._branch = self._branch or fork_branch(self.program, self.fork)
            return self._branch

    def _within(self, program: Program) -> Branch:
        """Return the branch of the change within the limits of a program."""
        from moshimo.multiverse.forking.branching import fork_branch

        return self.branch if program.bounds.limits == Limits() else fork_branch(program, self.fork)

    def _seed(self, seed: int | None) -> int:
        return self.scenario.seed if seed is None else seed_given(seed)

    def _seconds(self, moment: float | str, word: str = "until") -> float:
        from moshimo.asked.when import seconds_given

        return seconds_given(moment, word, self.checked, self.scenario)

    def _asked(self, style: str) -> Mapping[str, Sequence[Ex]]:
        """Return what a telling in that style asks of the deeds of each rule; all can be told."""
        from moshimo.report.readable import asked_in

        return asked_in(text_given(style, "style"), self.checked, self.ensure_readable)

    def _of_this(self, change: Change | str | os.PathLike[str]) -> Change | str:
        return change_given(change, self.fork or self.scenario.word)
