"""What a field of the block is, and a pool of rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from moshimo.schema.scalars import Scalar

Axis: TypeAlias = str | int  # a kind, whose members have a row each; RULE; or a fixed number
Lasting: TypeAlias = Literal["state", "scratch", "given"]


@dataclass(frozen=True, slots=True)
class Field:
    """One array of the block.

    Attributes:
        word: its name.
        type: what it holds.
        axes: for what it has a cell each, the slowest first; a single cell if there are none.
        lasts: "state" is what a universe has come to, and goes with it into another cast;
            "scratch" holds for one thought or step; "given" is what a world says, and no code
            changes it.
        pool: the pool whose column it is, "" for none.
        size: how many cells; of a pool's column, 0: as many as the pool has rows.
        start: bytes from the block's beginning; of a pool's, from the beginning of a row.
        step: bytes from one cell to the next.
        about: a sentence.

    `size` and `start` are a layout's; a field that is only declared stands at 0.
    """

    word: str
    type: Scalar
    axes: tuple[Axis, ...] = ()
    lasts: Lasting = "state"
    pool: str = ""
    size: int = 0
    start: int = 0
    step: int = 8
    about: str = field(default="", compare=False, repr=False)
