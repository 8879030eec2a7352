"""What a fuzzing case is made of: one stream of choices, given by a seed."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Draw:
    """Choices in a row. The same seed gives the same ones, on every machine."""

    of: random.Random

    def one(self, among: Sequence[T]) -> T:
        """Return one of them."""
        return among[self.of.randrange(len(among))]

    def yes(self, share: float) -> bool:
        """Return yes in that share of cases."""
        return self.of.random() < share

    def many(self, least: int, most: int) -> int:
        """Return a whole number from `least` to `most`; the small ones come more often."""
        return least + int((most - least + 1) * self.of.random() ** 2)

    def some(self, among: Sequence[T], least: int, most: int) -> list[T]:
        """Return several of them, in any order, none twice."""
        return self.of.sample(list(among), min(len(among), self.many(least, most)))

    def made(self, makers: Sequence[Callable[[], T]]) -> T:
        """Return what one of the makers makes."""
        return self.one(makers)()


def drawn(*seed: object) -> Draw:
    """Return the choices that a seed gives."""
    return Draw(random.Random(" ".join(map(str, seed))))


PLAIN = (
    "ana bo cai dora need fond owe rank turn mill hall cottage gift debt ring letter office "
    "leave give take tell hide wake sleep walk fear pride size mark stone bell road"
).split()
ODD = (
    *"b m i n r0 x0 v_Character_need n_Character step trip M self other now never mind who".split(),
    *"class def None True print eval __import__ __class__ _x x_ lambda match type".split(),
    *"é 名 naïve ﬁx ｗｅｉｇｈ a\u200bb".split(),
    "x" * 300,
)
COMMON = ("0", "1", "2", "3", "0.1", "0.5", "-1", "0.3", "7")
NUMBERS = (
    *COMMON,
    *"100 1e9 -0.0 1e308 1e-308 9007199254740991 -9007199254740993 1e309 10**9 0x10".split(),
    *"1_000 99999999999999999999999 .5 5. 1j".split(),
)
LETTERS = "\x00\x07\x1b\u202e\u200b\ud800\xa0\u3000\ufeff\u2028\t\r\x85'\"`{}[]()<>&|#:%\\…—é名😀"


def number(draw: Draw) -> str:
    """Return a number as an author might write it; rarely a strange one."""
    return draw.one(NUMBERS if draw.yes(0.01) else COMMON)


def name(draw: Draw) -> str:
    """Return a name; rarely a strange one."""
    return draw.one(ODD if draw.yes(0.004) else PLAIN)
