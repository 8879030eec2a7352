"""Writes into a block the deeds that the kernel looks out for: those asked about, those barred."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from moshimo.engine.block import Memory
from moshimo.engine.kernel.subset import FOREVER
from moshimo.schema.sizes import BARS, MOST_ROLES, WATCHES

ANYBODY = -1


@dataclass(frozen=True, slots=True)
class Watch:
    """A deed that is asked about.

    Attributes:
        rule: the rule's number.
        roles: rows of those in its roles, `ANYBODY` for whoever it is and where none is given.
        place: row of the place where it ends (or begins), `ANYBODY` for wherever.
        begins: whether its beginning is asked about, and not that it is done.
        outcomes: which outcome, and what it comes to.
        halts: whether a universe is to stop after the step in which it happened.
    """

    rule: int
    roles: tuple[int, ...] = ()
    place: int = ANYBODY
    begins: bool = False
    outcomes: tuple[tuple[int, float], ...] = ()
    halts: bool = False


def look_out(block: Memory, watches: Sequence[Watch], known: int = 0) -> None:
    """Ask about these deeds from now on, and about no others. Changes `block` in place.

    Row i of `watch_count`, `watch_first` and `watch_step` (in which step that was) then answers the
    i-th. In a template they stand for all universes that begin from it. Of the first deeds, as many
    as are `known`, what was found so far stays.

    Raises:
        ValueError: there are more than a block has room for.
    """
    _fits(len(watches), WATCHES)
    for rule in range(len(block.k_watched)):
        block.k_watched[rule] = 0
    for i, watch in enumerate(watches):
        block.k_watched[watch.rule] = 1
        block.watch_rule[i] = watch.rule
        for n in range(MOST_ROLES):
            wanted = watch.roles[n] if n < len(watch.roles) else ANYBODY
            block.watch_role[i * MOST_ROLES + n] = wanted
            getattr(block, f"watch_o{n}")[i] = 0.0
        block.watch_place[i] = watch.place
        block.watch_begins[i] = int(watch.begins)
        block.watch_has[i] = sum(1 << n for n, _ in watch.outcomes)
        for n, value in watch.outcomes:
            getattr(block, f"watch_o{n}")[i] = value
        block.watch_halts[i] = int(watch.halts)
        if i >= known:
            block.watch_count[i] = block.watch_step[i] = 0
            block.watch_first[i] = FOREVER
    block.watch_n[0] = len(watches)


def bar(block: Memory, deeds: Sequence[tuple[int, tuple[int, ...]]]) -> None:
    """Let these deeds, each a rule's number and rows of roles, not be any more. Changes in place.

    Those that were barred before stay so.

    Raises:
        ValueError: there are more than a block has room for.
    """
    start = block.bar_n[0]
    _fits(start + len(deeds), BARS)
    for i, (rule, roles) in enumerate(deeds, start):
        block.k_barred[rule] = 1
        block.bar_rule[i] = rule
        for n in range(MOST_ROLES):
            block.bar_role[i * MOST_ROLES + n] = roles[n] if n < len(roles) else ANYBODY
    block.bar_n[0] = start + len(deeds)


def _fits(many: int, room: int) -> None:
    if many > room:
        raise ValueError(f"at most {room} deeds can be looked out for, not {many}")
