"""Finds out why a beat does not come about by itself, and makes it begin where rules allow it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from moshimo.engine.attempt import Attempt
from moshimo.engine.block import Memory, copy
from moshimo.engine.lookout import ANYBODY
from moshimo.engine.program import Program
from moshimo.engine.recording import Recording
from moshimo.engine.universe import Universe
from moshimo.lang.laws import Rule
from moshimo.lang.words import ENGINE_DEEDS
from moshimo.multiverse.following.course import (
    Recast,
    begun,
    dice_of,
    spelled_deed,
    whole_second_after,
)
from moshimo.multiverse.following.failing import Asked, Fact
from moshimo.multiverse.following.leading import Lead, Reached
from moshimo.multiverse.following.verdicts import Fault, FaultKind
from moshimo.multiverse.forking.changing import answered, meant
from moshimo.multiverse.forking.walk import with_room
from moshimo.schema.sizes import OPEN
from moshimo.world.world import Beat, BeatDeed

WITH_CAUSES = Recording(journal=False)
COURSES = 6  # continuations along which it is looked for the nearest moment
MOMENTS = 4000  # of one of them that are looked at, at most
ANSWER, ELSEWHERE = -11, -12  # why a deed cannot begin, beside what `compel` says


@dataclass(frozen=True, slots=True)
class Nearest:
    """The moment at which a deed came nearest to beginning.

    Attributes:
        universe: then; it is not run further.
        rows: those in the deed's roles.
        met: how many of its conditions held, in order.
        failed: as `compel` gives it; 0: it can begin.
    """

    universe: Universe
    rows: tuple[int, ...]
    met: int
    failed: int


def why_not(lead: Lead) -> tuple[Fault, list[Reached]]:
    """Return why the next beat does not come about, and universes in which it was made to begin.

    There are none where no rule lets it begin, or where its actor cannot know enough to do it.

    Raises:
        RunError: a universe came to trouble.
    """
    beat = lead.beats[lead.settled]
    found: list[tuple[bool, int, int, Fault]] = []
    made: list[Reached] = []
    for n in range(COURSES):
        parent = lead.parents[n % len(lead.parents)]
        dice = dice_of(f"nearest/{lead.seed}/{lead.settled}/{n}")
        going = lead.reached((*parent.recasts, Recast(parent.at, dice)))
        assert going.passed is not None
        met = going.passed.met[lead.settled]
        deed = beat.deeds[next((i for i, t in enumerate(met) if t == math.inf), 0)]
        course = (*parent.recasts, Recast(parent.at, dice))
        nearest = with_room([lead.program], partial(_nearest, lead, course, beat, deed))
        if nearest is None:
            continue
        fault, able = _fault(lead.program, nearest, beat, deed)
        found.append((nearest.failed == 0, nearest.met, -n, fault))
        if able:
            at = nearest.universe.now
            filled = _filled(nearest, deed, lead.program)
            made.append(Reached((*course, Recast(at, made=filled)), at))
    best = max(found, key=lambda one: one[:3], default=None)
    return (best[3] if best else _never(beat)), made


def _never(beat: Beat) -> Fault:
    """Return why a beat's deeds cannot be asked for at any moment."""
    for deed in beat.deeds:
        words = [word for word in deed.roles if word is not None]
        if len(set(words)) < len(words):
            fails = "people in the roles of one deed are different people"
            return Fault("core rules violation", spelled_deed(deed), fails)
        if deed.rule in ENGINE_DEEDS:
            fails = {
                "meets": "they find somebody where they did not expect them",
                "misses": "they do not find somebody where they expected them",
            }[deed.rule]
            return Fault("knowledge contradiction", spelled_deed(deed), fails)
    return Fault("causal logic violation", spelled_deed(beat.deeds[0]))


def why_no_more(lead: Lead, recasts: Sequence[Recast], beat: int, time: float) -> Fault | None:
    """Return why a beat cannot come after the one before it, if that one made it so.

    Args:
        lead: the search.
        recasts: of a universe in which it came before that one.
        beat: its number.
        time: when that one came about.
    """
    at = whole_second_after(time, lead.program)
    course = (*(recast for recast in recasts if recast.at <= at), Recast(at))
    before = {spelled_deed(deed) for deed in lead.beats[beat - 1].deeds}
    for deed in lead.beats[beat].deeds:
        found = partial(_nearest, lead, course, lead.beats[beat], deed)
        nearest = with_room([lead.program], found)
        if nearest is None:
            continue
        fault, _ = _fault(lead.program, nearest, lead.beats[beat], deed)
        if fault.culprit and fault.culprit.deed in before:
            return fault
    return None


def _nearest(lead: Lead, course: Sequence[Recast], beat: Beat, deed: BeatDeed) -> Nearest | None:
    """Return the moment of a course at which a deed came nearest; None: it cannot be asked."""
    program = lead.program
    rule = program.world.laws.rules.get(deed.rule)
    if rule is None or rule.mark not in ("action", "event"):
        return None
    asked = Asked(program, rule)
    number, open_rows = meant(deed, program)
    u = begun(program, lead.seed, course, WITH_CAUSES)
    found = program.world.find(beat.place) if beat.place and not rule.moves else None
    place = found[1] if found else ANYBODY
    best: tuple[int, float, tuple[int, ...], int] | None = None
    for _ in range(MOMENTS):
        for rows in asked.ways(u.block, open_rows):
            failed = _compelled(u, number, rows, deed, place)
            met = len(rule.conditions) + 1 if failed == 0 else _met(failed)
            if best is None or met > best[0]:
                best = met, u.now, rows, failed
            if failed == 0:
                break
        if best is not None and best[3] == 0:
            break
        if u.ended or not u.block.due_n[0]:
            break
        at = whole_second_after(max(u.now, float(u.block.due_time[0])), program)
        if at >= program.scenario.ends_at:
            break
        u.until(math.nextafter(at, -math.inf))
        if not u.ended:
            u.block.now[0] = at
    if best is None:
        return None
    again = begun(program, lead.seed, course, WITH_CAUSES)
    if best[1] > again.now:
        again.until(math.nextafter(best[1], -math.inf))
        again.block.now[0] = best[1]
    return Nearest(again, best[2], best[0], best[3])


def _met(failed: int) -> int:
    return max(failed - 1, 0)


def _compelled(u: Universe, number: int, rows: tuple[int, ...], deed: BeatDeed, place: int) -> int:
    """Let a deed begin now and return 0; or return why it cannot, and change nothing."""
    rule = u.program.world.laws.rules[deed.rule]
    if place != ANYBODY and rows and u.block.v_Character_place[rows[0]] != place:
        return ELSEWHERE
    d = 0
    if rule.answers:
        d = answered(u, deed, rows)
        if not d:
            return ANSWER
    many = u.block.deeds_n[0]
    failed = u.compel(number, rows, d)
    if failed:
        u.block.deeds_n[0] = many  # what was asked about is not there
    return failed


def _filled(nearest: Nearest, deed: BeatDeed, program: Program) -> BeatDeed:
    """Return a deed with those in its open roles for whom it can begin."""
    rule = program.world.laws.rules[deed.rule]
    names = Asked(program, rule).names
    b = nearest.universe.block
    ids = [names.named(b, r.type, row) for r, row in zip(rule.roles, nearest.rows, strict=True)]
    return BeatDeed(deed.rule, tuple(ids), (), deed.claims)


def _fault(program: Program, nearest: Nearest, beat: Beat, deed: BeatDeed) -> tuple[Fault, bool]:
    """Return why a deed does not come about, and whether it may be made to begin."""
    rule, u, rows = program.world.laws.rules[deed.rule], nearest.universe, nearest.rows
    asked, text = Asked(program, rule), spelled_deed(deed)
    b = copy(u.block)
    if nearest.failed == ELSEWHERE:
        who = asked.names.named(b, rule.roles[0].type, rows[0])
        a = program.world.laws.attribute("Character.place")
        at = program.layout.columns[a.full]
        row = program.layout.cell(a, rows[0])
        here = asked.names.member("Place", int(b.of(at.value)[row])) or "nowhere"
        by = asked.culprit(b, int(b.of(at.writer)[row]))
        fails = f"{who}.place == {beat.place}"
        value = f"{who}.place is {here}"
        return Fault("geographical contradiction", text, fails, value, by, u.now), False
    if nearest.failed == ANSWER:
        fails = f"there is {rule.answers} to answer"
        return Fault("causeless effect", text, fails, "nobody has done it", None, u.now), False
    if nearest.failed < 0:
        who = asked.names.named(b, rule.roles[0].type, rows[0])
        fails = f"{who} can act"
        return Fault("simultaneity contradiction", text, fails, "", None, u.now), False
    if nearest.failed:
        condition = rule.conditions[nearest.failed - 1]
        fact = asked.fact(b, rows, condition.test)
        kind: FaultKind = (
            "geographical contradiction" if fact and fact.place else "core rules violation"
        )
        if fact is None:
            kind = "causal logic violation"
        fails = asked.spelled(b, rows, condition)
        return _with_fact(kind, text, fails, fact, u.now), False
    if rule.mark != "action":
        return Fault("unlikely", text, at=u.now), True
    held = asked.unheld(b, rows)
    if held is not None:
        who = asked.names.named(b, rule.roles[0].type, rows[0])
        fact = asked.fact(b, rows, held.test, held=True)
        fails = f"{who} takes it that {asked.spelled(b, rows, held)}"
        return _with_fact("knowledge contradiction", text, fails, fact, u.now), False
    answers = answered(u, deed, rows) if rule.answers else 0
    if _unperceived(b, rule, rows[0], answers):
        who = asked.names.named(b, rule.roles[0].type, rows[0])
        by = asked.culprit(b, answers)
        fails = f"{who} has perceived {by.deed if by else rule.answers}"
        return Fault("knowledge contradiction", text, fails, "", None, u.now), False
    against = _against(nearest, rule, answers)
    return Fault("characterisation", text, at=u.now, against=against), True


def _with_fact(kind: FaultKind, text: str, fails: str, fact: Fact | None, at: float) -> Fault:
    if fact is None:
        return Fault(kind, text, fails, "", None, at)
    return Fault(kind, text, fails, fact.text, fact.culprit, at)


def _against(nearest: Nearest, rule: Rule, answers: int) -> tuple[str, ...]:
    """Return what speaks against a deed for its actor, the strongest first."""
    u = nearest.universe
    b = copy(u.block)
    first, second, third = (*nearest.rows[1:], 0, 0, 0)[:3]
    others = first, second, third
    option = Attempt(u, rule).option(b, nearest.rows[0], 0.0, others, answers)
    scruples = sorted(option.scruples, key=lambda one: -one.amount)
    return tuple(f"{one.text} (-{100 * one.amount:.0f} %)" for one in scruples)


def _unperceived(b: Memory, rule: Rule, mind: int, answers: int) -> bool:
    """Whether somebody would answer a deed that they have not perceived."""
    slots = range(mind * OPEN, mind * OPEN + b.c_open_n[mind])
    return bool(rule.answers) and all(b.open_deed[slot] != answers for slot in slots)
