"""Runs one universe and writes its journal."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import InitVar, dataclass, field, fields, replace
from time import monotonic
from typing import TYPE_CHECKING, Any

from moshimo.asked.arguments import count_given, number_given, seed_given, text_given
from moshimo.engine.block import POOL_OF, Memory, copy, crowded, roomier, rooms, size_with
from moshimo.engine.journal import Deed
from moshimo.engine.journal_writer import JournalWriter
from moshimo.engine.kernel import step
from moshimo.engine.kernel.dice import fade
from moshimo.engine.limits import WITHOUT_END, out_of_memory
from moshimo.engine.program import MANY, SEMANTICS, Program, Run
from moshimo.engine.recording import EVERYTHING, Recording, start_recording
from moshimo.engine.trouble import trouble, without_end
from moshimo.errors import counted, did_you_mean, listed
from moshimo.lines import short, table
from moshimo.schema.sizes import MOST_ENDLESS
from moshimo.world.text.times import shown

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from moshimo.engine.imagining.desk import Desk
    from moshimo.lang.types import Attribute

MADE_ANEW = ("_run", "_slice", "_desk")  # what runs it is of one process
JOURNALED = 1000  # bytes that a deed takes in the journal, about
WAITED = "what it waited for has happened"
WHY = {step.RESTS: "nothing is due", step.TIMED_OUT: "its time is over", step.AWAITED: WAITED}


class MoreRoom(Exception):  # noqa: N818 - not an error: the caller begins again
    """A step of a forked universe found no room; `rooms` are what it needs to begin with."""

    def __init__(self, rooms: dict[str, int]) -> None:
        super().__init__()
        self.rooms = rooms


@dataclass(slots=True, repr=False, eq=False)
class Universe:
    """One universe under way.

    `copy.copy` and `copy.deepcopy` give one that goes its own way from here; `pickle` takes it to
    another process, where it goes on with the same bits. Two are the same if their `hash` is.

    Attributes:
        program: the world it is a universe of.
        seed: 0 to 2^64 - 1; the same seed gives the same universe, bit for bit.
        recording: what is kept of it.
        interpreted: whether Python's interpreter runs it, and not the processor: the same bits.
            None is as machine code if that is at hand, or once it is worth making.
        within: a copy of the program's template to begin in; a fresh one if None.
        block: its state.
        deeds: its journal so far, in the order in which deeds ended.
        ended: why it ended, "" while it goes on.
        again: begins it again, with at least so much room; None: from its seed, or not at all.
        onward: runs it to a later moment, where a change is still to come; None: there is none.
    """

    program: Program
    seed: int = 1
    recording: Recording = EVERYTHING
    interpreted: bool | None = None
    within: InitVar[Memory | None] = None
    block: Memory = field(init=False, repr=False)
    deeds: list[Deed] = field(default_factory=list)
    ended: str = ""
    again: Callable[[Mapping[str, int]], Universe] | None = field(default=None, init=False)
    onward: Callable[[float], Universe] | None = field(default=None, init=False)
    _writer: JournalWriter = field(init=False, repr=False)
    _run: Run = field(init=False, repr=False)
    _slice: int = field(init=False, repr=False)
    _over: float = field(default=math.inf, init=False, repr=False)  # when it would have to end
    _left: bool = field(default=False, init=False, repr=False)
    _desk: Desk | None = field(default=None, init=False, repr=False)

    def __post_init__(self, within: Memory | None) -> None:
        self.seed = seed_given(self.seed)
        if self.interpreted not in (True, False, None):
            given = short(self.interpreted)
            raise TypeError(f"interpreted: expected True, False or None, got {given}")
        self.block = within or copy(self.program.template)
        self.block.limit_deeds[0] = self.program.bounds.limits.deeds
        self._ensure_memory(len(self.block.raw))
        begin, self._run, self._slice = self.program.ways(self.interpreted)
        start_recording(self.block, self.recording)
        self._writer = JournalWriter(self.program.world, self.program.layout)
        begin(self.block, self.seed)
        self._take_notes()

    def __repr__(self) -> str:
        ended = f", ended: {self.ended}" if self.ended else ""
        so_far = f"{self._moment}, {counted(len(self.deeds), 'deed')}{ended}"
        return f"<Universe {self.seed} of {self._where}, {so_far}>"

    def _repr_html_(self) -> str:
        """Return a small table, for notebooks."""
        goes_on = self.ended or "it goes on"
        rows = ("universe", f"{self.seed} of {self._where}"), ("now", self._moment)
        return table([*rows, ("deeds", len(self.deeds)), ("ended", goes_on)])

    @property
    def _where(self) -> str:
        return f"{self.program.world.word}/{self.program.scenario.word}"

    @property
    def _moment(self) -> str:
        return shown(self.program.scenario.starts + self.now, self.program.world.calendar.day)

    @property
    def now(self) -> float:
        """Seconds since the scenario's start."""
        return float(self.block.now[0])

    def step(self) -> bool:
        """Do the next thing that is due; return whether the universe goes on."""
        return self.steps(1)

    def steps(self, many: int) -> bool:
        """Do the next things that are due, as many; return whether the universe goes on.

        Raises:
            ValueError: a change is still to come; that comes while it is run, by `until`.
        """
        if self.onward:
            raise ValueError("steps: its change is still to come; `until` runs to it and beyond")
        return not self.ended and self._go(math.inf, count_given(many, "steps"))

    def until(self, time: float = math.inf) -> Universe:
        """Run to that moment (seconds since the start) or to the scenario's end; return itself.

        Raises:
            RunError: a bound was reached or a number had no value; with the rule's line.
            ValueError: that is no moment.
        """
        time = number_given(time, "until", "seconds since the start")
        if self.onward and time > self.now:
            self.__setstate__(self.onward(time).__getstate__())
            return self
        self.expect(time)
        if not self.ended and self._go(time, MANY) and self.block.now[0] < time < math.inf:
            self.block.now[0] = time
        return self

    def until_halted(self, time: float = math.inf) -> bool:
        """Run until a deed that halts (`lookout.Watch`) begins or is done; return whether one did.

        If none does, it has run to that moment or to its end.
        """
        self.expect(time)
        if not self.ended:
            self._go(time, MANY, halts=True)
        return bool(self.block.halted[0])

    def expect(self, time: float) -> None:
        """Say to what moment it is to run; where that is no end, bounds are narrow from here on."""
        b, most = self.block, self.program.bounds.limits.deeds
        endless = time == b.ends_at[0] == math.inf and self.program.scenario.ends_when is None
        b.endless[0] = int(endless)
        b.limit_deeds[0] = min(most, MOST_ENDLESS) if endless else most
        if endless and self._over == math.inf:
            self._over = monotonic() + WITHOUT_END

    def fork(self, program: Program | None = None, block: Memory | None = None) -> Universe:
        """Return a universe that goes its own way from here.

        It cannot begin again by itself unless it is told how (`again`): where a step finds no room,
        it raises `MoreRoom`, and the caller forks anew.

        Args:
            program: whose rules hold from here on; its own if None.
            block: what is so from here on, in that program's layout; a copy of what is if None.
        """
        made = self._copied(program or self.program, block or copy(self.block))
        made._left, made.again, made.onward = True, None, None
        made.block.limit_deeds[0] = made.program.bounds.limits.deeds
        return made

    def __copy__(self) -> Universe:
        return self._copied(self.program, copy(self.block))

    def __deepcopy__(self, memo: object) -> Universe:
        return self.__copy__()  # what both share is never changed

    def _copied(self, program: Program, block: Memory) -> Universe:
        made = object.__new__(Universe)
        writer = self._writer.fork(program.world, program.layout)
        other = {"program": program, "block": block, "deeds": list(self.deeds), "_writer": writer}
        made.__setstate__({**self.__getstate__(), **other})
        return made

    def __getstate__(self) -> dict[str, Any]:
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name not in MADE_ANEW}

    def __setstate__(self, state: dict[str, Any]) -> None:
        for word, value in state.items():
            setattr(self, word, value)
        _, self._run, self._slice = self.program.ways(self.interpreted)
        self._desk = None

    def take_in(
        self,
        again: int,
        new: Sequence[int] = (),
        chances: Iterable[tuple[int, tuple[int, ...]]] = (),
    ) -> None:
        """Let a change of its block be seen, inferred and set into the calendar.

        Args:
            again: as for `take_in` in `changes.py`.
            new: rows of people who were not there before.
            chances: events of pure chance that may come from now on: rule's number, rows of roles.
        """
        take_in, join, plant, _ = self.program.changing(self.interpreted)
        take_in(self.block, again)
        for row in new:
            join(self.block, row)
        for rule, roles in chances:
            plant(self.block, rule, *roles, *[0] * (4 - len(roles)))
        self._look_for_trouble()

    def compel(self, rule: int, roles: Sequence[int], answered: int = 0) -> int:
        """Let a deed begin now, whatever anybody wants; return as `compel` in `changes.py`.

        Raises:
            RunError: it has no value, say because it divides by nothing.
        """
        *_, compel = self.program.changing(self.interpreted)
        r0, r1, r2, r3 = (*roles, *[0] * (4 - len(roles)))
        why = compel(self.block, rule, r0, r1, r2, r3, answered)
        self._look_for_trouble()
        return why

    def claimed(self, rule: int, roles: Sequence[int], value: float) -> int:
        """Return a claim about a state as of now; `value` is what it says, if that is no member."""
        made = self.program.space["claimed"]
        r0, r1, r2 = (*roles, *[0] * (3 - len(roles)))
        row: int = made(self.block, 0, rule, r0, r1, r2, value, self.block.now[0])
        self._look_for_trouble()
        return row

    def _look_for_trouble(self) -> None:
        self._take_notes()
        if self.block.trouble[0]:
            word = POOL_OF.get(self.block.trouble[0], "")
            if not word:
                raise trouble(self.program, self.block)
            self.program.make_room(self.block, word)
            raise MoreRoom(rooms(self.program.template))

    def _go(self, time: float, steps: int, *, halts: bool = False) -> bool:
        """Let the kernel run; give it what it comes back for. Return whether it goes on."""
        stop = self.block.steps[0] + steps
        while True:
            self.program.bounds.check(self.program.world.word)
            if self._over < math.inf and self.block.endless[0] and monotonic() > self._over:
                raise without_end(self.program, self.block)
            before = self.block.steps[0]
            why = self._run(self.block, time, min(stop - before, self._slice))
            if self._slice < MANY:
                native = self.program.after(self.block.steps[0] - before)
                if native is not None:
                    _, self._run, self._slice = self.program.ways(False)
            paused = why == step.PAUSED or (why == step.HALTED and not halts)
            if paused and self.block.steps[0] < stop:
                continue
            if why == step.CROWDED:
                wanted = crowded(self.block)  # twice as much of each
                self._ensure_memory(len(self.block.raw) + size_with(self.block, wanted), *wanted)
                self.block = roomier(self.block, wanted)
            elif why == step.NOTED:
                self._take_notes()
            elif why == step.FORESEES:
                self._foresee()
            elif why in (step.PAUSED, step.REACHED, step.HALTED):
                self._take_notes()
                return True
            elif why in WHY:
                self._take_notes()
                self.ended = WHY[why]
                return False
            elif not self._more_room():
                self._take_notes()
                raise trouble(self.program, self.block)

    def _foresee(self) -> None:
        """Find out what would come of choices that somebody weighs by that."""
        from moshimo.engine.imagining.desk import Desk  # few worlds need it
        from moshimo.engine.imagining.foreseeing import Troubled, foresee

        self._desk = self._desk or Desk(self.program)
        try:
            found = foresee(self.program, self.block, self.interpreted, self._run, self._desk)
        except Troubled as e:
            raise trouble(self.program, e.block) from None
        if self.block.provenance[0]:
            self._take_notes()  # of deeds that were chosen by what was foreseen before
            self._writer.foresaw(self.block, found)

    def _more_room(self) -> bool:
        """Begin again with more room if one step needed it; return whether that was the trouble.

        A step that finds no room has gone wrong half-way. The same seed comes to the same step
        again.
        """
        b = self.block
        word = POOL_OF.get(b.trouble[0], "")
        if not word or getattr(b, f"room_{word}")[0] >= getattr(b, f"most_{word}")[0]:
            return False
        self._ensure_memory(len(b.raw) + size_with(b, {word: rooms(b)[word] * 2}), word)
        self.program.make_room(b, word)
        if self._left and not self.again:
            raise MoreRoom(rooms(self.program.template))
        if self.again:
            again = self.again(rooms(self.program.template))
        else:
            again = replace(self, deeds=[], ended="", within=None)
        again._over = self._over
        again.block.endless[0], again.block.limit_deeds[0] = b.endless[0], b.limit_deeds[0]
        left = b.steps[0] - 1 - again.block.steps[0]  # what was under way has steps behind it
        if left > 0:
            again._go(math.inf, left)
        self.block, self.deeds, self._writer = again.block, again.deeds, again._writer
        return True

    def _take_notes(self) -> None:
        """Take what was noted into the journal."""
        self.deeds += self._writer.take(self.block)
        self._ensure_memory(len(self.block.raw), "the journal")

    def _ensure_memory(self, block: int, *wanted: str) -> None:
        """Check that blocks of so many bytes, and the journal, are not too much.

        While a block grows, it is there twice.
        """
        limits = self.program.bounds.limits
        if block + len(self.deeds) * JOURNALED > limits.memory:
            raise out_of_memory(limits, self.program.world.word, wanted)

    def under_way(self) -> list[Deed]:
        """Return the deeds that go on now, as they would stand in the journal; earliest first."""
        return self._writer.under_way(self.block)

    def hash(self) -> str:
        """Return the universe's identity: SHA-256 over semantics version and journal.

        Without the outcomes that are noted by themselves: which are, hangs on rules that may never
        be used.
        """
        made = hashlib.sha256(f"moshimo {SEMANTICS}\n".encode())
        for deed in self.deeds:
            outcomes = {word: x for word, x in deed.outcomes.items() if word[0] != "_"}
            line = [
                deed.id, deed.rule, deed.roles, outcomes, repr(deed.begin), repr(deed.end),
                deed.place, deed.result, deed.failed, deed.witnesses, deed.said,
            ]  # fmt: skip
            made.update(json.dumps(line, ensure_ascii=True, separators=(",", ":")).encode() + b"\n")
        return made.hexdigest()

    def __getitem__(self, attribute: str) -> NDArray[np.generic]:
        """Return an attribute of all members as an array; a copy.

        `universe["affection"]`, or `universe["Letter.author"]` where several kinds have it. Of
        shape (members,), or (members, others) for a value toward each other one; axes go by
        `universe.names(kind)`. Numbers, spans of time and moments are float64, spans and moments
        in seconds; all else is int64: whole numbers, truth values as 0 and 1, choices by their
        place among the choice's words, references by their place in the names plus 1, 0 for none.
        Each value is what rules and questions read now: what fades has faded, and a value toward
        oneself is what the attribute says of that.

        Raises:
            KeyError: there is no attribute of that name, or several kinds have it.
        """
        return array(self.program, self.block, attribute)

    def names(self, kind: str) -> tuple[str, ...]:
        """Return the ids of the members of a kind, in the order of the arrays.

        Raises:
            KeyError: there is no kind of that name.
        """
        if text_given(kind, "kind") not in self.program.layout.rows:
            raise KeyError(_unknown("kind", kind, self.program.layout.rows))
        many = range(1, _count(self.block, kind) + 1)
        return tuple(self._writer.names.there(self.block, kind, i) for i in many)

    @property
    def counts(self) -> dict[str, int]:
        """How much went on: thoughts, options weighed, learnings, steps."""
        words = ("thoughts", "weighed", "learnings", "steps")
        return {word: int(getattr(self.block, word)[0]) for word in words}


def array(program: Program, block: Memory, attribute: str) -> NDArray[np.generic]:
    """Return an attribute of a block as an array, as `Universe[attribute]` does.

    Raises:
        KeyError: there is no attribute of that name, or several kinds have it.
    """
    import numpy as np

    a, layout = _attribute(program, attribute), program.layout
    column = layout.columns[a.full]
    cells = np.array(block.of(column.value))
    if column.since is not None:
        since, now = block.of(column.since), block.now[0]
        for i in np.flatnonzero(cells):
            cells[i] = fade(cells[i], since[i], now, a.half_life)
    if not a.key:
        return cells[1 : 1 + _count(block, a.kind)]
    shaped = cells.reshape(layout.rows[a.kind], layout.rows[a.key])
    if a.own is not None:
        np.fill_diagonal(shaped, a.own)
    return shaped[1 : 1 + _count(block, a.kind), 1 : 1 + _count(block, a.key)]


def _attribute(program: Program, word: str) -> Attribute:
    """Return the attribute that is called that, by itself or in full."""
    text_given(word, "attribute")
    every = [a for kind in program.world.laws.kinds.values() for a in kind.attributes]
    found = [a for a in every if word in (a.word, a.full)]
    if len(found) > 1:
        raise KeyError(f"`{word}`: several kinds have it: {listed(a.full for a in found)}")
    if not found:
        raise KeyError(_unknown("attribute", word, [x for a in every for x in (a.word, a.full)]))
    return found[0]


def _unknown(what: str, word: str, known: Collection[str]) -> str:
    return (
        f"there is no {what} `{word}`; {did_you_mean(word, known) or f'there is: {listed(known)}.'}"
    )


def _count(block: Memory, kind: str) -> int:
    return int(getattr(block, f"n_{kind}")[0])
