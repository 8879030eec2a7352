"""What a field of the block is, and a pool of rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import prod
from typing import Literal, TypeAlias

from moshimo.schema.scalars import Scalar

Axis: TypeAlias = str | int  # a kind, whose members have a row each; RULE; or a fixed number
RULE = "rule"  # a cell for each deed's number, and for 0
QUANTITY = "quantity"  # a cell for each named quantity
Lasting: TypeAlias = Literal["state", "scratch", "given"]


@dataclass(frozen=True, slots=True)
class Field:
    """One array of the block.

    Attributes:
        word: its name.
        type: what it holds.
        axes: for what it has a cell each, the slowest first; a single cell if there are none.
        lasts: "state" is what a universe has come to, and goes with it into another cast;
            "scratch" is filled anew by each thought or step; "given" is what the world says, and no
            code changes it.
        pool: the pool whose column it is, "" for none.
        size: how many cells; 0: as many as a world has members, or a pool has rows. Of a column
            with axes, the cells of a whole row: `b.column[row * size + i]` is its cell `i`.
        start: bytes from the block's beginning; of a pool's, from the beginning of a row.
        step: bytes from one cell to the next.
        about: a sentence.

    A layout says where it stands, and how many cells a world's members need.
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

    def __post_init__(self) -> None:
        """Count the cells where that hangs on no world."""
        fixed = [axis for axis in self.axes if isinstance(axis, int)]
        if not self.size and not self.pool and len(fixed) == len(self.axes):
            object.__setattr__(self, "size", prod(fixed))

    @property
    def cells(self) -> int:
        """How many cells a row of its pool has for it."""
        return prod(axis for axis in self.axes if isinstance(axis, int))

    def __set_name__(self, owner: object, word: str) -> None:
        """Take the name under which a class declares it."""
        object.__setattr__(self, "word", word)


@dataclass(frozen=True, slots=True)
class Pool:
    """Rows of which there may be more and more.

    Attributes:
        word: its name; `at_word` and `room_word` of the block tell where it begins, and its rows.
        columns: its fields, in the order in which they stand in a row.
        room: rows to begin with.
        most: rows at most; who needs more has a rule that never rests.
    """

    word: str
    columns: tuple[Field, ...]
    room: int
    most: int

    @property
    def width(self) -> int:
        """Bytes of a row."""
        return 8 * sum(f.cells for f in self.columns)
