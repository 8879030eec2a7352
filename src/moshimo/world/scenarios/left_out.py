"""A world with some of its standard systems left out, for a scenario in which they have no part.

What is left out is what a system does: nobody chooses its actions, its events never come, its
appraisals, inferences, wishes and scruples are gone. What it is made of stays, so that all other
rules mean what they meant: its kinds, its meanings, its quantities, and the names of its deeds.
Where nothing that is left bears members of a kind, there is no room for any.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256

from moshimo.lang.laws import Condition, Laws, Reads, Rule
from moshimo.lang.typed import Const, Throw, walk_statements
from moshimo.lang.types import BOOL, OURS
from moshimo.world.world import CheckedWorld

NEVER = Condition(Const(BOOL, 0.0, OURS), "left out", OURS)


def file_of(system: str) -> str:
    """Return the path by which problems and rules name a system's file."""
    return f"systems/{system}.py"


def left_out(world: CheckedWorld, systems: Iterable[str]) -> CheckedWorld:
    """Return the world without what these systems do; itself if there is nothing to leave out."""
    laws, paths = world.laws, sorted({file_of(system) for system in systems})
    rules: dict[str, Rule] = {}
    for word, rule in laws.rules.items():
        if rule.at.path not in paths:
            kept = tuple(w for w in rule.weights if w.at.path not in paths)
            rules[word] = rule if kept == rule.weights else replace(rule, weights=kept)
        elif rule.mark in ("action", "event"):  # others name it, so it stays, and never happens
            rules[word] = rule if rule.is_left_out else _never(rule)
    if all(rules.get(word) is rule for word, rule in laws.rules.items()):
        return world
    source = sha256(f"{laws.source} without {paths}".encode()).hexdigest()
    return replace(world, laws=_without_room(replace(laws, rules=rules, source=source)))


def _never(rule: Rule) -> Rule:
    """Return a rule of the same name and roles that never applies."""
    return replace(
        rule,
        of="",
        conditions=(NEVER,),
        weights=(),
        span=Const(rule.span.type, 0.0, rule.span.at) if rule.span else None,
        mean=0.0,
        clock=None,
        recovers=None,
        begin=(),
        end=(),
        replay_begin=(),
        replay_end=(),
        reads=Reads(),
        writes=frozenset(),
    )


def _without_room(laws: Laws) -> Laws:
    """Return laws in which only those kinds have room for members that some rule bears."""
    changes = (s for rule in laws.rules.values() for s in walk_statements(rule.effects))
    born = {s.type.of for s in changes if isinstance(s, Throw) and s.how == "born"}
    kinds = laws.kinds.items()
    return replace(laws, kinds={w: k if w in born else replace(k, room=0) for w, k in kinds})
