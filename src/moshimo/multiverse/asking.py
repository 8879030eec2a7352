"""Questions → what a universe is asked: deeds looked out for while it runs, and functions at its end.

A deed whose roles are all named (or anybody's) is counted by the kernel. What those deeds, and
times, decide may be decided long before a universe ends: three-valued logic over what has happened
so far says so, and the universe is stopped; its answer is the same. All else is asked of the block
when it has ended, by the question's own function, interpreted.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, TypeAlias, TypeVar, cast

from moshimo.compile import code as c
from moshimo.compile.layout import WATCHES
from moshimo.compile.link import add, bare_kernel
from moshimo.compile.values import Emitter
from moshimo.compile.views import View
from moshimo.engine.block import Memory, copy
from moshimo.engine.lookout import ANYBODY, Watch, look_out
from moshimo.engine.program import Program, kernel
from moshimo.engine.run import Universe
from moshimo.engine.trouble import trouble
from moshimo.lang.binding import inside
from moshimo.lang.model import BOOL, Attribute, Believe, Calc, Const, Ex, Pattern, Recall, Type
from moshimo.lang.words import CHARACTER
from moshimo.multiverse.questions import Question
from moshimo.world.world import Beat, World

# True, False, or None: not decided yet.
Truth: TypeAlias = bool | None


@dataclass(slots=True)
class Known:
    """What is known of a universe so far.

    Attributes:
        firsts: when each deed that is looked out for was first done; infinite if it was not yet.
        past: all that happens up to this moment is known; infinite if the universe has ended.
        block: its state.
    """

    firsts: Sequence[float]
    past: float
    block: Memory

    def bounds(self, watch: int) -> tuple[float, float]:
        """Return between which moments the first deed lies."""
        first = self.firsts[watch]
        return (first, first) if first < math.inf else (math.nextafter(self.past, math.inf), first)


Answer: TypeAlias = Callable[[Known], Truth | float]
Decides: TypeAlias = Callable[[Known], Truth]


@dataclass(frozen=True, slots=True)
class Asking:
    """Questions made ready to be put to the universes of one program.

    Attributes:
        program: the same world; its universes look out for the deeds that are asked about.
        answers: a function a question.
        watches: how many deeds are looked out for.
        deadlines: moments at which something may be decided though nothing happens, rising.
        stops: whether a universe may be stopped before its end.
        keeps: whether deeds must be kept until the end.
        learns: whether minds must learn even where no journal is kept.
    """

    program: Program
    answers: tuple[Answer, ...]
    watches: int
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
        while stops and self.stops and not universe.ended:
            past = left[0] if left else math.inf
            if universe.until_halted(past):
                past = universe.now
                universe.until(past)  # all of that instant
            else:
                left = left[1:]
            found = self._found(universe, math.inf if universe.ended else past)
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
        if universe.ended:
            b.asking[0] = 0  # what somebody thought of last is no answer any more
        known = Known(firsts, past, b)
        found = [answer(known) for answer in self.answers]
        if b.trouble[0]:
            raise trouble(self.program, b)
        return found


def asking(questions: Sequence[Question], asked_of: World, program: Program) -> Asking:
    """Return questions made ready for the universes of a program.

    Args:
        questions: checked.
        asked_of: the world against which they were checked; the program's may have other members.
        program: of that world, or of a fork of it.
    """
    made = _Maker(program, asked_of)
    answers = tuple(made.question(q) for q in questions)
    template = copy(program.template)
    look_out(template, [replace(w, halts=made.stops) for w in made.watches])
    _ = program.native  # so that it is shared
    return Asking(
        replace(program, template=template),
        answers,
        len(made.watches),
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
class _Maker:
    """Makes the functions of questions, and gathers what they look out for."""

    program: Program
    asked_of: World
    watches: list[Watch] = field(default_factory=list)
    deadlines: set[float] = field(default_factory=set)
    stops: bool = True
    keeps: bool = False
    learns: bool = False
    _functions: int = 0
    _space: dict[str, Any] = field(default_factory=dict)
    _kernel: list[ast.stmt] = field(default_factory=list)

    def question(self, q: Question) -> Answer:
        """Return the function that answers a question."""
        if q.beat is not None:
            return _all([self.beat_deed(q.beat, i) for i in range(len(q.beat.deeds))])
        assert q.ex is not None
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
            case Recall(how="happened") if self.is_seen(ex):
                return _seen(self.row(ex.pattern))
            case Calc(op="and", args=args):
                return _all([self.truth(arg) for arg in args])
            case Calc(op="or", args=args):
                return _any([self.truth(arg) for arg in args])
            case Calc(op="not", args=(arg,)):
                return _not(self.truth(arg))
            case Calc(op="<" | "<=" | ">" | ">=" | "==" | "!=" as op, args=(one, other)):
                left, right = self.moment(one), self.moment(other)
                if left is not None and right is not None:
                    return self.compared(op, left, right)
        return cast("Decides", self.at_end(ex))

    def compared(self, op: str, left: _Moment, right: _Moment) -> Decides:
        """Return what decides a comparison of two moments, as soon as it can be decided."""
        if op in (">", ">="):
            left, right, op = right, left, op.replace(">", "<")
        for one, other in ((left, right), (right, left)):
            if one.row is not None and other.row is None and other.shift < math.inf:
                self.deadlines.add(other.shift - one.shift)

        def decided(known: Known) -> Truth:
            (a, b), (x, y) = left.bounds(known), right.bounds(known)
            if op == "<":
                return True if b < x else False if a >= y else None
            if op == "<=":
                return True if b <= x else False if a > y else None
            same = False if b < x or y < a else True if a == b == x == y else None
            return same if op == "==" or same is None else not same

        return decided

    # deeds ------------------------------------------------------------------------------------

    def beat_deed(self, beat: Beat, i: int) -> Decides:
        """Return whether one of a beat's deeds has been done, where the beat says."""
        deed, world = beat.deeds[i], self.asked_of
        rule = world.laws.rules[deed.rule]
        args: list[Ex | None] = []
        for role, word in zip(rule.roles, deed.roles, strict=False):
            found = None if word is None else world.find(word)
            args.append(None if found is None else Const(role.type, found[1]))
        kinds = {o.word: o.type for o in rule.outcomes}
        outcomes = tuple((word, Const(kinds[word], value)) for word, value in deed.outcomes)
        pattern = Pattern(deed.rule, tuple(args), outcomes)
        recalled = Recall(BOOL, "happened", Const(CHARACTER, 0), pattern, None)
        ex = _moved(recalled, world, self.program.world)
        assert isinstance(ex, Recall)
        place = ANYBODY
        if beat.place:
            at = self.program.world.find(beat.place)
            place = self.program.layout.row("Place", at[1] if at else -1)
        return _seen(self.row(ex.pattern, place))

    def row(self, pattern: Pattern, place: int = ANYBODY) -> int:
        """Return the row of the deed that is looked out for."""
        layout, rule = self.program.layout, self.program.world.laws.rules[pattern.word]
        slots = {o.word: i for i, o in enumerate(rule.outcomes)}
        watch = Watch(
            layout.rules[pattern.word],
            tuple(ANYBODY if a is None else int(_held(a, layout.row)) for a in pattern.args),
            place,
            outcomes=tuple((slots[word], _held(x, layout.row)) for word, x in pattern.outcomes),
        )
        if watch not in self.watches:
            self.watches.append(watch)
        return self.watches.index(watch)

    def can_be_followed(self, ex: Ex) -> bool:
        """Whether what happens, and when, has a part in an answer, and can be looked out for."""
        return any(self.is_seen(x) for x in inside(ex) if isinstance(x, Recall))

    def is_seen(self, ex: Recall) -> bool:
        """Whether a deed can be looked out for: no role hangs on the state, and there is room."""
        asked = [a for a in ex.pattern.args if a is not None]
        given = [*asked, *(x for _, x in ex.pattern.outcomes)]
        return (
            ex.how in ("happened", "first")
            and ex.within is None
            and ex.pattern.word in self.program.world.laws.rules
            and all(isinstance(x, Const) for x in given)
            and len(self.watches) < WATCHES
        )

    def moment(self, ex: Ex) -> _Moment | None:
        """Return a moment that can be followed: when a deed was first done, or a fixed one."""
        match ex:
            case Const(value=value):
                return _Moment(None, value)
            case Recall(how="first") if self.is_seen(ex):
                return _Moment(self.row(ex.pattern), 0.0)
            case Calc(op="+" | "-" as op, args=(inner, Const(value=span))):
                found = self.moment(inner)
                if found is not None and (found.row is None or found.shift == 0.0):
                    return _Moment(found.row, found.shift + (span if op == "+" else -span))
            case Calc(op="day", args=(Const(value=number),)):
                b = self.program.template
                return _Moment(None, (number - 1.0) * b.day[0] - b.starts[0])
        return None

    # at the end -------------------------------------------------------------------------------

    def at_end(self, ex: Ex) -> Answer:
        """Return what is asked of the block of a universe that has ended."""
        self.keeps |= any(
            isinstance(x, Recall) and x.how in ("happened", "first") for x in inside(ex)
        )
        self.learns |= any(isinstance(x, Believe | Recall) for x in inside(ex))
        function = self.interpreted(ex)

        def asked(known: Known) -> Truth | float:
            return function(known.block) if known.past == math.inf else None

        return asked

    def interpreted(self, ex: Ex) -> Callable[[Memory], bool | float]:
        """Return a question's own function, with those that it calls."""
        self._functions += 1
        name = f"question_{self._functions}"
        emitter = Emitter(self.program.world.laws, self.program.layout, path="question")
        gives = "bool" if ex.type.tag == "bool" else "i64" if ex.type.whole else "f64"
        made = c.function(name, [], [c.give(emitter.value(ex, View(False, "", {})))], gives)
        functions = [*emitter.functions, made]
        space = self.bare()
        if not self.called(functions) <= {*space, *(f.name for f in functions)}:
            space, emitter = self.program.space, self.program.emitted.emitter
            made = c.function(name, [], [c.give(emitter.value(ex, View(False, "", {})))], gives)
            functions = [*emitter.functions, made]
            emitter.functions.clear()
        add(space, functions)
        return cast("Callable[[Memory], bool | float]", space[name])

    def bare(self) -> dict[str, Any]:
        """Return the kernel without a world: much sooner made, and enough for most questions."""
        if not self._space:
            self._kernel = kernel()
            self._space = bare_kernel(self._kernel)
        return dict(self._space)

    def called(self, functions: Sequence[ast.FunctionDef]) -> set[str]:
        """Return the functions that these call, and that those of the kernel call in turn."""
        known = {f.name: f for f in self._kernel if isinstance(f, ast.FunctionDef)}
        found: set[str] = set()
        waiting = list(functions)
        while waiting:
            for node in ast.walk(waiting.pop()):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                    word = node.func.id
                    if word not in found and word in known:
                        waiting.append(known[word])
                    found.add(word)
        return found


@dataclass(frozen=True, slots=True)
class _Moment:
    """When the deed of a row was first done, and so much later; without a row, a fixed moment."""

    row: int | None
    shift: float

    def bounds(self, known: Known) -> tuple[float, float]:
        """Return between which moments it lies."""
        if self.row is None:
            return self.shift, self.shift
        low, high = known.bounds(self.row)
        return low + self.shift, high + self.shift


# three-valued logic ---------------------------------------------------------------------------


def _seen(row: int) -> Decides:
    """Whether the deed of a row has been done: yes at once, no only at the end."""

    def decided(known: Known) -> Truth:
        if known.firsts[row] < math.inf:
            return True
        return False if known.past == math.inf else None

    return decided


def _all(parts: Sequence[Decides]) -> Decides:
    def decided(known: Known) -> Truth:
        found = [part(known) for part in parts]
        return False if False in found else None if None in found else True

    return decided


def _any(parts: Sequence[Decides]) -> Decides:
    def decided(known: Known) -> Truth:
        found = [part(known) for part in parts]
        return True if True in found else None if None in found else False

    return decided


def _not(part: Decides) -> Decides:
    def decided(known: Known) -> Truth:
        found = part(known)
        return None if found is None else not found

    return decided


# members --------------------------------------------------------------------------------------


def _held(e: Ex, row: Callable[[str, int], int]) -> float:
    """Return a constant as a deed holds it."""
    assert isinstance(e, Const)
    return float(row(e.type.of, int(e.value))) if e.type.tag == "ref" else float(e.value)


_T = TypeVar("_T")


def _moved(part: _T, asked_of: World, here: World) -> _T:
    """Return part of a question with every member as another world numbers it; -1 if it has none."""
    if asked_of.members == here.members:
        return part
    if isinstance(part, Const):
        if part.type.tag != "ref" or part.value <= 0:
            return part
        member = asked_of.members[part.type.of][int(part.value) - 1]
        found = here.find(member.id)
        return cast("_T", replace(part, value=found[1] if found else -1))
    if isinstance(part, tuple):
        return cast("_T", tuple(_moved(inner, asked_of, here) for inner in part))
    if is_dataclass(part) and not isinstance(part, type | Type | Attribute):
        changed = {f.name: _moved(getattr(part, f.name), asked_of, here) for f in fields(part)}
        return cast("_T", replace(part, **changed))
    return part
