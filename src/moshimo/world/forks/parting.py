"""When a fork leaves its scenario, or the fork that it is a fork of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from moshimo.errors import Span, did_you_mean
from moshimo.lang.words import ENGINE_DEEDS
from moshimo.world.forks.fork_deeds import named
from moshimo.world.people.cast import Cast
from moshimo.world.text import times
from moshimo.world.text.yaml_text import Value
from moshimo.world.world import BeatDeed, CheckedWorld, Fork, Parting, Scenario

START = "start"
EXAMPLE = "at: {before: leave(bo)}"
KEYS = ("before", "after", "place", "every")
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")


def parting(
    given: Mapping[str, Value],
    scenario: Scenario,
    parent: Fork | None,
    world: CheckedWorld,
    cast: Cast,
) -> Parting:
    """Return what stands under `at`, noting what is wrong in it.

    Without it a fork leaves at the start, and a fork of a fork when that one does. The cast is
    that of what it leaves: who is removed can still have a role in the last deed before.
    """
    value = given.get("at")
    if value is None or value.data is None:
        return parent.at if parent else Parting()
    if isinstance(value.data, dict):
        found = _by_deed(value, value.data, scenario, world, cast)
    else:
        found = _by_time(value, scenario, world, cast)
    _not_too_early(found, value.where, parent, cast)
    return found


def _by_time(value: Value, scenario: Scenario, world: CheckedWorld, cast: Cast) -> Parting:
    if value.data == START:
        return Parting()
    day = world.calendar.day
    moment = times.moment(value.data, day) if isinstance(value.data, str) else None
    if moment is None:
        what = "`at` takes a moment, or what a fork leaves before or after"
        fix = f"for example `at: day 2 12:00` or `{EXAMPLE}`."
        cast.findings.wrong("bad-time", value.where, what, fix=fix)
        return Parting()
    passed = moment - scenario.starts
    if passed < 0:
        begins = times.shown(scenario.starts, day)
        what = f"`{scenario.word}` begins later, on {begins}"
        cast.findings.wrong("bad-time", value.where, what, fix="say of which day: `day 2 12:00`.")
    elif passed >= scenario.ends_at or passed == times.NEVER:
        what = f"`{scenario.word}` is over by then"
        cast.findings.wrong("bad-time", value.where, what, fix="choose an earlier moment.")
    return Parting("time", passed) if passed > 0 else Parting()


def _by_deed(
    value: Value, given: Mapping[str, Value], scenario: Scenario, world: CheckedWorld, cast: Cast
) -> Parting:
    cast.findings.only(value, KEYS, "`at`")
    sides: list[Literal["before", "after"]] = [s for s in ("before", "after") if s in given]
    if len(sides) != 1:
        what = "a fork leaves before a deed, or after it"
        fix = f"keep one of them, as in `{EXAMPLE}`." if sides else f"for example `{EXAMPLE}`."
        cast.findings.wrong("missing-key", value.where, what, fix=fix)
        return Parting()
    side = sides[0]
    deeds, place = _deeds(given[side], side, scenario, world, cast)
    if "place" in given:
        place = cast.findings.text(given, "place")
        cast.somebody(place, given["place"].where, "Place")
    every = given["every"].data if "every" in given else False
    if not isinstance(every, bool):
        what, fix = "`every` is `true`, or left out", "write `every: true`."
        cast.findings.wrong("wrong-type", given["every"].where, what, fix=fix)
        every = False
    return Parting(side, 0.0, deeds, place, every)


def _deeds(
    value: Value, side: str, scenario: Scenario, world: CheckedWorld, cast: Cast
) -> tuple[tuple[BeatDeed, ...], str]:
    """Return the deeds that a beat's id or deeds name, and the beat's place, or ""."""
    known = {*cast.laws.rules, *cast.laws.meanings, *ENGINE_DEEDS}
    word = value.data
    if isinstance(word, str) and _WORD.fullmatch(word) and word not in known:
        beats = world.beats_of(scenario).get(word, [])
        if len(beats) == 1 and any(one.tried or one.claims for one in beats[0].deeds):
            what = f"the beat `{word}` is something tried or said, and no moment of its own"
            cast.findings.wrong("unknown-beat", value.where, what, fix="name its deed instead.")
        if len(beats) == 1:
            return beats[0].deeds, beats[0].place
        _no_beat(word, value.where, len(beats), scenario, world, cast)
        return (), ""
    found = []
    for text, one in named(value, side, cast):
        if side == "before" and one.outcomes:
            what = f"how `{one.rule}` comes out is not settled before it"
            fix = f"leave `{one.outcomes[0][0]}=` out, or write `after`."
            cast.findings.wrong("not-settled", text.where, what, fix=fix)
        found.append(one)
    return tuple(found), ""


def _no_beat(
    word: str, at: Span, n: int, scenario: Scenario, world: CheckedWorld, cast: Cast
) -> None:
    """Note that a word names no deed, and no beat or more than one."""
    if n:
        what, fix = f"{n} stories have a beat `{word}`", "name its deed instead."
        cast.findings.wrong("unknown-beat", at, what, fix=fix)
        return
    known = [*cast.laws.rules, *world.beats_of(scenario)]
    what = f"no deed and no beat is called `{word}`"
    why = f"a beat is one of a story of `{scenario.word}`."
    cast.findings.wrong("unknown-beat", at, what, "", why, did_you_mean(word, known))


def _not_too_early(found: Parting, at: Span, parent: Fork | None, cast: Cast) -> None:
    """Note that a fork would leave before what it is a fork of has come about."""
    if parent is None or parent.at.kind == "start":
        return
    timed = parent.at.kind == "time" and found.kind == "time"
    if found.kind == "start" or (timed and found.time < parent.at.time):
        what = f"this is earlier than `{parent.word}`, of which it is a fork"
        fix = "choose a later moment, or leave `at` out: then it is the same one."
        also = ((parent.places["at"], "that one leaves here"),) if "at" in parent.places else ()
        cast.findings.wrong("bad-time", at, what, "too early", "", fix, also)
