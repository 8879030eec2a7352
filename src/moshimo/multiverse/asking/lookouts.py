"""Questions → deeds that are looked out for, and what decides the answers."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import cast

import numpy as np

from moshimo.asked.what import Question
from moshimo.engine.block import Memory
from moshimo.engine.kernel.deed import DONE
from moshimo.engine.kernel.newborn import newborn
from moshimo.engine.kernel.numbers import DIVIDED, NOT_FINITE, TOO_LARGE
from moshimo.engine.lookout import ANYBODY, Watch
from moshimo.engine.program import Program
from moshimo.engine.question_code import QuestionCode
from moshimo.engine.trouble import trouble
from moshimo.errors import Span
from moshimo.lang import typed as t
from moshimo.lang.newborns import clone_id, is_newborn, likeness
from moshimo.lang.types import BOOL, DEED, Type
from moshimo.lang.words import ENGINE_DEEDS
from moshimo.multiverse.asking import deciding
from moshimo.schema.block_fields import DEED_CELLS
from moshimo.schema.sizes import WATCHES
from moshimo.world.world import Beat, BeatDeed, CheckedWorld

UNDEFINED = (DIVIDED, NOT_FINITE, TOO_LARGE)  # trouble of a number that there is not


@dataclass(slots=True)
class Lookouts:
    """Makes what decides questions, and gathers the deeds that are looked out for.

    Attributes:
        program: whose universes are asked.
        asked_of: the world against which the questions were checked; it may have another cast.
        functions: makes what is asked at the end; without it only rows are made.
        watches: the deeds that are looked out for.
        scans: those for which there is no room, or no looking out: looked for at the end.
        rows: of each deed and place, its row; of scans from `WATCHES` on.
        deadlines: moments at which something may be decided though nothing happens.
        stops: whether all can be decided before the end.
        keeps: whether deeds must be kept until the end.
        learns: whether somebody's mind is asked.
        where: the question stands that is being made.
    """

    program: Program
    asked_of: CheckedWorld
    functions: QuestionCode | None = None
    watches: list[Watch] = field(default_factory=list)
    scans: list[Watch] = field(default_factory=list)
    rows: dict[tuple[t.Pattern, str], int] = field(default_factory=dict)
    deadlines: set[float] = field(default_factory=set)
    stops: bool = True
    keeps: bool = False
    learns: bool = False
    where: Span = field(default_factory=lambda: Span("question"))

    def question(self, q: Question) -> deciding.Answer:
        """Return the function that answers a question."""
        if q.beat is not None:
            return deciding.every([self.beat_deed(q.beat, deed) for deed in q.beat.deeds])
        assert q.ex is not None
        self.where = q.where
        if q.is_number:
            self.stops = False
            return self.at_end(q.ex)
        self.stops = self.stops and self.can_be_followed(q.ex)
        return self.truth(q.ex)

    def truth(self, ex: t.Ex) -> deciding.Decides:
        """Return what decides a yes or no."""
        if not self.can_be_followed(ex):
            return cast("deciding.Decides", self.at_end(ex))
        match ex:
            case t.Recall(how="happened") if self.can_be_watched(ex):
                return deciding.seen(self.row(ex.pattern))
            case t.Calc(op="and", args=args):
                return deciding.every([self.truth(arg) for arg in args])
            case t.Calc(op="or", args=args):
                return deciding.some([self.truth(arg) for arg in args])
            case t.Calc(op="not", args=(arg,)):
                return deciding.negated(self.truth(arg))
            case t.Calc(op="<" | "<=" | ">" | ">=" | "==" | "!=" as op, args=(one, other)):
                left, right = self.moment(one), self.moment(other)
                if left is not None and right is not None:
                    return self.compared(op, left, right)
        return cast("deciding.Decides", self.at_end(ex))

    def compared(self, op: str, left: deciding.Moment, right: deciding.Moment) -> deciding.Decides:
        """Return what decides how two moments compare, and note when a time alone decides it."""
        if op in (">", ">="):
            left, right, op = right, left, op.replace(">", "<")
        for one, other in ((left, right), (right, left)):
            if one.row is not None and other.row is None and other.shift < math.inf:
                self.deadlines.add(other.shift - one.shift)
        return deciding.compared(op, left, right)

    # deeds ------------------------------------------------------------------------------------

    def beat_deed(self, beat: Beat, deed: BeatDeed) -> deciding.Decides:
        """Return whether one of a beat's deeds has been done, where the beat says."""
        pattern = self.named(deed)
        if deed.claims or deed.tried:
            how: t.Recalled = "tried" if deed.tried else "happened"
            asked = t.Recall(BOOL, how, None, pattern, None, self.where)
            self.stops = False
            return cast("deciding.Decides", self.at_end(asked))
        return deciding.seen(self.row(pattern, beat.place))

    def named(self, deed: BeatDeed) -> t.Pattern:
        """Return a deed, or a claim about a state, that is named in data."""
        rule = self.asked_of.laws.rules.get(deed.rule)
        roles = rule.roles if rule else ENGINE_DEEDS.get(deed.rule, ())
        args: list[t.Ex | None] = []
        for role, word in zip(roles, deed.roles, strict=False):
            found = None if word is None else self.asked_of.find(word)
            args.append(None if word is None else _member(role.type, found, self.where))
        for i, claim in deed.claims:
            args[i] = t.Claim(DEED, self.named(claim), self.where)
        kinds = {o.word: o.type for o in rule.outcomes} if rule else {}
        outcomes = tuple(
            (word, t.Const(kinds[word], value, self.where)) for word, value in deed.outcomes if rule
        )
        return t.Pattern(deed.rule, tuple(args), outcomes, self.where)

    def row(self, pattern: t.Pattern, place: str = "") -> int:
        """Return the row of a deed: it is looked out for, or at the end looked for.

        The same questions have the same rows in every cast.
        """
        key = pattern, place
        if key not in self.rows:
            watch = self._watch(pattern, place)
            if pattern.word in self.program.world.laws.rules and len(self.watches) < WATCHES:
                self.rows[key] = len(self.watches)
                self.watches.append(watch)
            else:
                self.rows[key] = WATCHES + len(self.scans)
                self.scans.append(watch)
                self.keeps = True
        return self.rows[key]

    def _watch(self, pattern: t.Pattern, place: str) -> Watch:
        layout, world = self.program.layout, self.program.world
        here = t.rewrite_pattern(pattern, lambda e: moved(e, self.asked_of, world))
        rule = world.laws.rules.get(pattern.word)
        slots = {o.word: i for i, o in enumerate(rule.outcomes)} if rule else {}
        at = world.find(place)
        return Watch(
            layout.rules[pattern.word],
            tuple(ANYBODY if a is None else int(_held(a, layout.row)) for a in here.args),
            (layout.row("Place", at[1] if at else -1) if place else ANYBODY),
            outcomes=tuple((slots[word], _held(x, layout.row)) for word, x in here.outcomes),
        )

    def can_be_followed(self, ex: t.Ex) -> bool:
        """Whether what happens, and when, has a part in an answer, and can be looked out for."""
        return any(self.can_be_watched(x) for x in t.walk(ex) if isinstance(x, t.Recall))

    def can_be_watched(self, ex: t.Recall) -> bool:
        """Whether a deed can be looked out for: no role of it hangs on the state."""
        asked = [a for a in ex.pattern.args if a is not None]
        given = [*asked, *(x for _, x in ex.pattern.outcomes)]
        return (
            ex.how in ("happened", "first")
            and ex.within is None
            and ex.pattern.word in self.program.layout.rules
            and all(isinstance(x, t.Const | t.Unknown) for x in given)
        )

    def moment(self, ex: t.Ex) -> deciding.Moment | None:
        """Return a moment that can be followed: when a deed was first done, or a fixed one."""
        match ex:
            case t.Const(value=value):
                return deciding.Moment(None, value)
            case t.Recall(how="first") if self.can_be_watched(ex):
                return deciding.Moment(self.row(ex.pattern), 0.0)
            case t.Calc(op="+" | "-" as op, args=(inner, t.Const(value=span))):
                found = self.moment(inner)
                if found is not None and (found.row is None or found.shift == 0.0):
                    return deciding.Moment(found.row, found.shift + (span if op == "+" else -span))
            case t.Builtin(word="day", args=(t.Const(value=number),)):
                b = self.program.template
                return deciding.Moment(None, (number - 1.0) * b.day[0] - b.starts[0])
        return None

    # at the end -------------------------------------------------------------------------------

    def at_end(self, ex: t.Ex) -> deciding.Answer:
        """Return what is asked of the block of a universe that has ended."""
        self.keeps |= any(
            isinstance(x, t.Recall) and x.how in ("happened", "first", "tried") for x in t.walk(ex)
        )
        self.learns |= any(isinstance(x, t.Believe | t.Recall) for x in t.walk(ex))
        if self.functions is None:
            return lambda so_far: None
        here = moved(ex, self.asked_of, self.program.world)
        function, program, where = self.functions.function(here), self.program, self.where

        is_number = ex.type.tag != "bool"

        def asked(so_far: deciding.SoFar) -> deciding.Truth | float:
            if so_far.past < math.inf:
                return None
            b = so_far.block
            found = function(b)
            if b.trouble[0] in UNDEFINED and is_number:
                b.trouble[0] = 0  # of the question alone: the next one is asked of this block too
                return math.nan
            if b.trouble[0]:
                raise trouble(program, b, where)
            return found

        return asked


# deeds ----------------------------------------------------------------------------------------


def found_first(b: Memory, wanted: Watch) -> float:
    """Return when such a deed was first done, of all those that a block has kept."""
    deeds = slice(1, b.deeds_n[0] + 1)
    meant = (np.asarray(b.d_rule)[deeds] == wanted.rule) & (np.asarray(b.d_state)[deeds] == DONE)
    held = [np.asarray(b.d_role)[n::DEED_CELLS] for n in range(len(wanted.roles))]
    for cells, row in zip(
        [*held, np.asarray(b.d_place)], [*wanted.roles, wanted.place], strict=True
    ):
        if row != ANYBODY:
            meant &= cells[deeds] == (newborn(b, row) if is_newborn(row) else row)
    for n, value in wanted.outcomes:
        meant &= np.asarray(getattr(b, f"d_o{n}"))[deeds] == value
    return float(np.asarray(b.d_end)[deeds].min(initial=math.inf, where=meant))


# members --------------------------------------------------------------------------------------


def _held(e: t.Ex, row: Callable[[str, int], int]) -> float:
    """Return a constant as a deed holds it."""
    if isinstance(e, t.Unknown):
        return float(row(e.type.of, -1))
    assert isinstance(e, t.Const)
    return float(row(e.type.of, int(e.value))) if e.type.tag == "ref" else float(e.value)


def _member(kind: Type, found: tuple[str, int] | None, at: Span) -> t.Ex:
    """Return a member by its number; one that is not there is unknown."""
    return t.Unknown(kind, at) if found is None else t.Const(kind, found[1], at)


def moved(e: t.Ex, asked_of: CheckedWorld, here: CheckedWorld) -> t.Ex:
    """Return an expression with each member as another world numbers it."""
    if asked_of.members == here.members:
        return e
    if isinstance(e, t.Const) and e.type.tag == "ref" and e.value > 0:
        member = asked_of.members[e.type.of][int(e.value) - 1]
        return _member(e.type, here.find(member.id), e.at)
    if isinstance(e, t.Const) and e.type.tag == "ref" and is_newborn(e.value):
        index, which = likeness(e.value)
        like = asked_of.members[e.type.of][index - 1].id if index else ""
        return _member(e.type, here.find(clone_id(like, which)), e.at)
    return t.rewrite(e, lambda x: moved(x, asked_of, here))
