"""What deeds add up to: hands raised, blows taken, sacks of flour.

A journal keeps the last deed alone that wrote a value. A deed that adds to a value leaves in it all
that was added before; its rule and its roles tell to which value it adds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from moshimo.engine.journal import Deed
from moshimo.lang.laws import Laws, Rule
from moshimo.lang.typed import Const, Ex, Var, Write

Written: TypeAlias = tuple[str, str, str]  # attribute, whose, toward whom


def added_before(deeds: Sequence[Deed], laws: Laws) -> Mapping[str, tuple[str, ...]]:
    """Return, by the id of each deed that adds to something, those that had added to it before.

    Counted is only what a rule writes unconditionally, and to those who have a role in it.
    """
    sums: dict[Written, list[str]] = defaultdict(list)
    found: dict[str, tuple[str, ...]] = {}
    for deed in deeds:
        rule = laws.rules.get(deed.rule)
        if rule is None or deed.result != "done":
            continue
        before: list[str] = []
        for cell, adds in _written(rule, deed):
            if adds:
                before += sums[cell]
                sums[cell].append(deed.id)
            else:
                sums[cell] = [deed.id]
        if before:
            found[deed.id] = tuple(dict.fromkeys(before))
    return found


def _written(rule: Rule, deed: Deed) -> Iterator[tuple[Written, bool]]:
    """Yield where a deed writes, and whether it adds to what is there."""
    for statement in (*rule.begin, *rule.end):
        if not isinstance(statement, Write):
            continue
        owner = _who(statement.owner, deed)
        toward = _who(statement.key, deed) if statement.key is not None else ""
        if owner is not None and toward is not None:
            yield (statement.attribute.full, owner, toward), statement.op in ("+", "-")


def _who(e: Ex, deed: Deed) -> str | None:
    if isinstance(e, Var):
        return deed.roles.get(e.word)
    return str(e.value) if isinstance(e, Const) else None
