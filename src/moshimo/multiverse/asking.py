"""Questions → what a universe is asked: deeds looked out for while it runs, the rest at its end.

A deed whose roles are all named (or anybody's) is counted by the kernel. What those deeds, and
times, decide may be decided long before a universe ends: three-valued logic over what has happened
so far says so, and the universe is stopped; its answer is the same. All else is asked of the block
when it has ended, by the question's own function, interpreted.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import TypeVar, cast

import numpy as np

from moshimo.compile.layout import WATCHES
from moshimo.engine.block import Memory, copy
from moshimo.engine.deeds import DONE
from moshimo.engine.lookout import ANYBODY, Watch, look_out
from moshimo.engine.program import Program
from moshimo.engine.questions import Questions
from moshimo.engine.run import Universe
from moshimo.engine.trouble import trouble
from moshimo.errors import Span
from moshimo.lang.binding import inside
from moshimo.lang.model import Attribute, Believe, Calc, Const, Ex, Pattern, Recall, Type
from moshimo.lang.words import ENGINE_DEEDS
from moshimo.multiverse.deciding import (
    Answer,
    Decides,
    Known,
    Moment,
    Truth,
    compared,
    every,
    negated,
    seen,
    some,
)
from moshimo.multiverse.questions import Question
from moshimo.world.world import Beat, BeatDeed, World


@dataclass(frozen=True, slots=True)
class Asking:
    """Questions made ready to be put to the universes of one program.

    Attributes:
        program: the same world; its universes look out for the deeds that are asked about.
        answers: a function a question.
        watches: how many deeds are looked out for.
        scans: deeds that are looked for only at the end, which come behind those.
        deadlines: moments at which something may be decided though nothing happens, rising.
        stops: whether a universe may be stopped before its end.
        keeps: whether deeds must be kept until the end.
        learns: whether minds must learn even where no journal is kept.
    """

    program: Program
    answers: tuple[Answer, ...]
    watches: int
    scans: tuple[Watch, ...]
    deadlines: tuple[float, ...]
    stops: bool
    keeps: bool
    learns: bool

    def universe(self, seed: int, within: Memory | None = None) -> Universe:
        """Return a universe at its beginning that will be able to answer."""
        return Universe(
            self.program,
            seed,
            provenance=False,
            interpreted=False,
            lean=not self.learns,
            forgets=not self.keeps,
            within=within,
        )

    def answered(self, universe: Universe, *, stops: bool = True) -> list[float]:
        """Run a universe until every question is answered; return the answers, yes as 1.0.

        Args:
            universe: as `universe` gives it, or further on.
            stops: whether it may be left before its end; the answers are the same.

        Raises:
            RunError: it came to trouble, or a question has no answer in it.
        """
        left = list(self.deadlines)
        going = stops and self.stops and not universe.ended
        while going:
            past = left[0] if left else math.inf
            if universe.until_halted(past):
                past = universe.now
                universe.until(past)  # all of that instant
            else:
                left = left[1:]
            going = not universe.ended
            found = self._found(universe, past if going else math.inf)
            if None not in found:
                return [float(answer) for answer in found if answer is not None]
        universe.until()
        found = self._found(universe, math.inf)
        return [math.nan if answer is None else float(answer) for answer in found]

    def _found(self, universe: Universe, past: float) -> list[Truth | float]:
        b = universe.block
        firsts = b.watch_first[: self.watches].tolist()
        for row, first in enumerate(firsts):
            if first < math.inf:
                b.watch_halts[row] = 0  # only its first time decides
        if self.scans and past == math.inf:
            firsts += [math.inf] * (WATCHES - self.watches) + [
                found_first(b, w) for w in self.scans
            ]
        if universe.ended:
            b.asking[0] = 0  # what somebody thought of last is no answer any more
        known = Known(firsts, past, b)
        return [answer(known) for answer in self.answers]


def asking(questions: Sequence[Question], asked_of: World, program: Program) -> Asking:
    """Return questions made ready for the universes of a program.

    Args:
        questions: checked.
        asked_of: the world against which they were checked; the program's may have other members.
        program: of that world, or of a fork of it.
    """
    made = _Making(program, asked_of, Questions(program))
    answers = tuple(made.question(q) for q in questions)
    template = copy(program.template)
    look_out(template, [replace(w, halts=made.stops) for w in made.watches])
    _ = program.native  # so that it is shared
    return Asking(
        replace(program, template=template),
        answers,
        len(made.watches),
        tuple(made.scans),
        tuple(sorted(made.deadlines)),
        made.stops,
        made.keeps or _waits_for_deeds(program),
        made.learns and bool(template.k_plain[0]),
    )


def _waits_for_deeds(program: Program) -> bool:
    """Whether the scenario's end is asked of all deeds that there have been."""
    when = program.scenario.ends_when
    return when is not None and any(isinstance(x, Recall) for x in inside(when))


@dataclass(slots=True)
class _Making:
    """Makes the functions of questions, and gathers what they look out for."""

    program: Program
    asked_of: World
    functions: Questions
    watches: list[Watch] = field(default_factory=list)
    scans: list[Watch] = field(default_factory=list)
    deadlines: set[float] = field(default_factory=set)
    stops: bool = True
    keeps: bool = False
    learns: bool = False
    where: Span = field(default_factory=lambda: Span("question"))

    def question(self, q: Question) -> Answer:
        """Return the function that answers a question."""
        if q.beat is not None:
            return every([self.beat_deed(q.beat, deed) for deed in q.beat.deeds])
        assert q.ex is not None
        self.where = q.where
        ex = _moved(q.ex, self.asked_of, self.program.world)
        if q.is_number:
            self.stops = False
            return self.at_end(ex)
        self.stops = self.stops and self.can_be_followed(ex)
        return self.truth(ex)

    def truth(self, ex: Ex) -> Decides:
        """Return what decides a yes or no."""
        if not self.can_be_followed(ex):
            return cast("Decides", self.at_end(ex))
        match ex:
            case Recall(how="happened") if self.isseen(ex):
                return seen(self.row(ex.pattern))
            case Calc(op="and", args=args):
                return every([self.truth(arg) for arg in args])
            case Calc(op="or", args=args):
                return some([self.truth(arg) for arg in args])
            case Calc(op="not", args=(arg,)):
                return negated(self.truth(arg))
            case Calc(op="<" | "<=" | ">" | ">=" | "==" | "!=" as op, args=(one, other)):
                left, right = self.moment(one), self.moment(other)
                if left is not None and right is not None:
                    return self.compared(op, left, right)
        return cast("Decides", self.at_end(ex))

    def compared(self, op: str, left: Moment, right: Moment) -> Decides:
        """Return what decides how two moments compare, and note when a time alone decides it."""
        if op in (">", ">="):
            left, right, op = right, left, op.replace(">", "<")
        for one, other in ((left, right), (right, left)):
            if one.row is not None and other.row is None and other.shift < math.inf:
                self.deadlines.add(other.shift - one.shift)
        return compared(op, left, right)

    # deeds ------------------------------------------------------------------------------------

    def beat_deed(self, beat: Beat, deed: BeatDeed) -> Decides:
        """Return whether one of a beat's deeds has been done, where the beat says."""
        world, layout = self.program.world, self.program.layout
        rule = self.asked_of.laws.rules.get(deed.rule)
        roles = rule.roles if rule else ENGINE_DEEDS[deed.rule]
        args: list[Ex | None] = []
        for role, word in zip(roles, deed.roles, strict=False):
            found = None if word is None else world.find(word)
            args.append(None if word is None else Const(role.type, found[1] if found else -1))
        kinds = {o.word: o.type for o in rule.outcomes} if rule else {}
        outcomes = [(word, Const(kinds[word], value)) for word, value in deed.outcomes]
        outcomes = _moved(outcomes, self.asked_of, world)
        at = world.find(beat.place)
        place = layout.row("Place", at[1] if at else -1) if beat.place else ANYBODY
        return seen(self.row(Pattern(deed.rule, tuple(args), tuple(outcomes)), place))

    def row(self, pattern: Pattern, place: int = ANYBODY) -> int:
        """Return the row of a deed: it is looked out for, or at the end looked for."""
        layout, rule = self.program.layout, self.program.world.laws.rules.get(pattern.word)
        slots = {o.word: i for i, o in enumerate(rule.outcomes)} if rule else {}
        watch = Watch(
            layout.rules[pattern.word],
            tuple(ANYBODY if a is None else int(_held(a, layout.row)) for a in pattern.args),
            place,
            outcomes=tuple((slots[word], _held(x, layout.row)) for word, x in pattern.outcomes),
        )
        if watch in self.watches:
            return self.watches.index(watch)
        if rule is not None and len(self.watches) < WATCHES:
            self.watches.append(watch)
            return len(self.watches) - 1
        if watch not in self.scans:
            self.scans.append(watch)
        self.keeps = True
        return WATCHES + self.scans.index(watch)

    def can_be_followed(self, ex: Ex) -> bool:
        """Whether what happens, and when, has a part in an answer, and can be looked out for."""
        return any(self.isseen(x) for x in inside(ex) if isinstance(x, Recall))

    def isseen(self, ex: Recall) -> bool:
        """Whether a deed can be looked out for: no role of it hangs on the state."""
        asked = [a for a in ex.pattern.args if a is not None]
        given = [*asked, *(x for _, x in ex.pattern.outcomes)]
        return (
            ex.how in ("happened", "first")
            and ex.within is None
            and ex.pattern.word in self.program.layout.rules
            and all(isinstance(x, Const) for x in given)
        )

    def moment(self, ex: Ex) -> Moment | None:
        """Return a moment that can be followed: when a deed was first done, or a fixed one."""
        match ex:
            case Const(value=value):
                return Moment(None, value)
            case Recall(how="first") if self.isseen(ex):
                return Moment(self.row(ex.pattern), 0.0)
            case Calc(op="+" | "-" as op, args=(inner, Const(value=span))):
                found = self.moment(inner)
                if found is not None and (found.row is None or found.shift == 0.0):
                    return Moment(found.row, found.shift + (span if op == "+" else -span))
            case Calc(op="day", args=(Const(value=number),)):
                b = self.program.template
                return Moment(None, (number - 1.0) * b.day[0] - b.starts[0])
        return None

    # at the end -------------------------------------------------------------------------------

    def at_end(self, ex: Ex) -> Answer:
        """Return what is asked of the block of a universe that has ended."""
        self.keeps |= any(
            isinstance(x, Recall) and x.how in ("happened", "first") for x in inside(ex)
        )
        self.learns |= any(isinstance(x, Believe | Recall) for x in inside(ex))
        function, program, where = self.functions.function(ex), self.program, self.where

        def asked(known: Known) -> Truth | float:
            if known.past < math.inf:
                return None
            found = function(known.block)
            if known.block.trouble[0]:
                raise trouble(program, known.block, where)
            return found

        return asked


# deeds ----------------------------------------------------------------------------------------


def found_first(b: Memory, wanted: Watch) -> float:
    """Return when such a deed was first done, of all those that a block has kept."""
    deeds = slice(1, b.deeds_n[0] + 1)
    meant = (np.asarray(b.d_rule)[deeds] == wanted.rule) & (np.asarray(b.d_state)[deeds] == DONE)
    asked = [(f"d_r{n}", row) for n, row in enumerate(wanted.roles)]
    for word, row in [*asked, ("d_place", wanted.place)]:
        if row != ANYBODY:
            meant &= np.asarray(getattr(b, word))[deeds] == row
    for n, value in wanted.outcomes:
        meant &= np.asarray(getattr(b, f"d_o{n}"))[deeds] == value
    return float(np.asarray(b.d_end)[deeds].min(initial=math.inf, where=meant))


# members --------------------------------------------------------------------------------------


def _held(e: Ex, row: Callable[[str, int], int]) -> float:
    """Return a constant as a deed holds it."""
    assert isinstance(e, Const)
    return float(row(e.type.of, int(e.value))) if e.type.tag == "ref" else float(e.value)


_T = TypeVar("_T")


def _moved(part: _T, asked_of: World, here: World) -> _T:
    """Return part of a question with each member as another world numbers it; -1 if not there."""
    if asked_of.members == here.members:
        return part
    if isinstance(part, Const):
        if part.type.tag != "ref" or part.value <= 0:
            return part
        member = asked_of.members[part.type.of][int(part.value) - 1]
        found = here.find(member.id)
        return cast("_T", replace(part, value=found[1] if found else -1))
    if isinstance(part, tuple | list):
        return cast("_T", tuple(_moved(inner, asked_of, here) for inner in part))
    if is_dataclass(part) and not isinstance(part, type | Type | Attribute):
        changed = {f.name: _moved(getattr(part, f.name), asked_of, here) for f in fields(part)}
        return cast("_T", replace(part, **changed))
    return part
