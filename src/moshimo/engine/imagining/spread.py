"""A block as arrays: who writes on one of them writes on the block."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from moshimo.engine.block import Memory
from moshimo.lang.laws import Laws, Rule
from moshimo.lang.types import Attribute
from moshimo.schema.attributes import Columns

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Cells:
    """What stands in a block of one attribute.

    Attributes:
        attribute: which.
        columns: its fields.
        truth: what is so; a row for each member.
        since: since when, of what fades; as `truth`.
        held: what minds hold, as of when, how surely; a row for each mind, and in it one for each
            member. Empty where the attribute's pictures have no fields.
    """

    attribute: Attribute
    columns: Columns
    truth: NDArray[Any]
    since: NDArray[Any] | None
    held: tuple[NDArray[Any], ...]


@dataclass(frozen=True, slots=True)
class Spread:
    """A block as arrays; those of two blocks of one world stand in the same order.

    Attributes:
        attributes: kind by kind, as they are declared.
        watched: for each rule that minds watch, whether its condition was true: a row for each
            mind.
    """

    attributes: tuple[Cells, ...]
    watched: tuple[NDArray[Any], ...]


def spread(block: Memory, laws: Laws) -> Spread:
    """Return a block as arrays."""
    every = (a for declared in laws.kinds.values() for a in declared.attributes)
    watched = (r for r in laws.rules.values() if r.watched and r.mark != "event")
    return Spread(
        tuple(_cells(block, a) for a in every),
        tuple(_watched(block, rule) for rule in watched),
    )


def _cells(block: Memory, a: Attribute) -> Cells:
    layout, columns = block.layout, block.layout.columns[a.full]
    rows, since, seen = layout.rows[a.kind], columns.since, columns.picture
    held = (seen.value, seen.time, seen.sure) if seen is not None else ()
    return Cells(
        a,
        columns,
        np.asarray(block.of(columns.value)).reshape(rows, -1),
        None if since is None else np.asarray(block.of(since)).reshape(rows, -1),
        tuple(np.asarray(block.of(f)).reshape(layout.rows["Character"], rows, -1) for f in held),
    )


def _watched(block: Memory, rule: Rule) -> NDArray[Any]:
    layout, axis = block.layout, [role.word for role in rule.roles].index("mind")
    flags = np.asarray(block.of(layout.flags[rule.word]))
    return np.moveaxis(flags.reshape([layout.rows[role.type.of] for role in rule.roles]), axis, 0)
