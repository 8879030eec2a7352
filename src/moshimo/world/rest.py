"""Scenarios that never rest: they have no end, and something is always due."""

from __future__ import annotations

import math
from collections.abc import Iterator

from moshimo.errors import Problem, Span
from moshimo.lang.laws import Laws, Quantity, Rule
from moshimo.lang.typed import (
    Ask,
    Builtin,
    Const,
    Ex,
    Read,
    Recall,
    Write,
    expressions,
    walk,
    walk_statements,
)
from moshimo.world.world import CheckedWorld

_TIME = ("now", "time_of_day", "next_time", "last_heard")


def restless(world: CheckedWorld) -> list[Problem]:
    """Return a warning for each scenario that would go on for ever.

    The one that nobody wrote counts only where there is no other.
    """
    due = next(_always_due(world), "")
    written = world.texts.scenarios
    return [
        _warning(world, word, due)
        for word, scenario in world.scenarios.items()
        if due
        and (word in written or not written)
        and scenario.ends_when is None
        and scenario.ends_at == math.inf
    ]


def _always_due(world: CheckedWorld) -> Iterator[str]:
    """Yield what will always come again, whatever happens."""
    there = {kind for kind, members in world.members.items() if members}
    rules = world.laws.rules.values()
    if "Character" in there and any(r.mark == "action" and not r.answers for r in rules):
        yield "its people think of something to do again and again"
    for rule in rules:
        if rule.mean and all(r.type.of in there for r in rule.roles) and not _stops(rule, world):
            yield f"`{rule.word}` comes by chance again and again"
        elif rule.clock and rule.clock.kind in there and not rule.conditions:
            again = any(isinstance(s, Write) and s.attribute == rule.clock for s in rule.effects)
            if again and rule.clock.full not in _stopped(world):
                yield f"`{rule.word}` sets its own clock again and again"


def _stops(rule: Rule, world: CheckedWorld) -> bool:
    """Whether what rules change may end an event by chance for good, where nobody thinks."""
    rules = world.laws.rules.values()
    changed = frozenset().union(*(other.writes for other in rules))
    return bool(rule.reads.attributes & changed) and not waits_for_time(rule, world.laws)


def waits_for_time(rule: Rule, laws: Laws) -> bool:
    """Whether time alone can change what the conditions of a rule come to."""
    asked = [part for condition in rule.conditions for part in walk(condition.test)]
    found: dict[str, Quantity] = {}
    while asked:
        e = asked.pop()
        if isinstance(e, Recall) or (isinstance(e, Builtin) and e.word in _TIME):
            return True
        if isinstance(e, Read) and e.attribute.half_life:
            return True
        if isinstance(e, Ask) and e.quantity in laws.quantities and e.quantity not in found:
            found[e.quantity] = laws.quantities[e.quantity]
            asked += expressions(found[e.quantity].body)
    return False


def _stopped(world: CheckedWorld) -> set[str]:
    """Return the moments that some rule may put off for ever: it sets them to what may be never."""
    effects = [s for rule in world.laws.rules.values() for s in walk_statements(rule.effects)]
    return {
        s.attribute.full
        for s in effects
        if isinstance(s, Write) and any(_may_be_never(x) for x in walk(s.value))
    }


def _may_be_never(e: Ex) -> bool:
    return isinstance(e, Const) and e.value == math.inf


def _warning(world: CheckedWorld, word: str, due: str) -> Problem:
    file = world.texts.scenarios.get(word)
    where = file.where if file else Span(world.texts.source.show("world.yaml"))
    why = "without an end it is told until something stops it: `--until`, or a bound of ours."
    fix = "say when it ends, for example `ends: {at: day 2 12:00}`."
    if file is None:
        fix = f"write a file in `scenarios/` that says when it ends, {fix.split(', ')[1]}"
    return Problem("never-rests", where, f"`{word}` has no end, and {due}", why=why, fix=fix)
