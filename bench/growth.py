"""How time grows with size: each row is twice, and then four times, what the first is.

./go bench growth

Two ratios near 2 and 4 are linear growth; near 4 and 16, quadratic. Processor time, the median of
five rounds in which the three sizes take turns.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from moshimo.engine.journal import Deed
from moshimo.errors import WorldError
from moshimo.multiverse.comparing.compare import compare
from moshimo.world.text.yaml_text import parse

ROUNDS = 5
DEEDS, LETTERS = 10_000, 250_000


def comparing(many: int) -> Callable[[], object]:
    """Return a comparison of journals of so many deeds, half of which come a second later."""
    here = [walk(n, 10.0 * n) for n in range(many)]
    there = [*here[: many // 2], *(walk(n, 10.0 * n + 1) for n in range(many // 2, many))]
    return lambda: compare(here, there)


def walk(n: int, begin: float) -> Deed:
    roles = {"who": f"p{n % 40}"}
    return Deed(f"{n}/{begin}", "walk", "action", roles, {}, begin, begin + 60, "hall", "done")


def reading(text: str) -> Callable[[], object]:
    """Return an attempt to read a text that is refused."""

    def refused() -> None:
        try:
            parse(text, "cast.yaml")
        except WorldError as error:
            str(error)
        else:
            raise AssertionError("it is not refused")

    return refused


ROWS: dict[str, tuple[int, Callable[[int], Callable[[], object]]]] = {
    "two journals, deeds": (DEEDS, comparing),
    "`[`, letters": (LETTERS, lambda n: reading("[" * n)),
    "`- `, letters": (LETTERS, lambda n: reading("- " * (n // 2))),
    "a whole number, letters": (LETTERS, lambda n: reading("a: " + "9" * n)),
    "a tag, letters": (LETTERS, lambda n: reading("a: !" + "x" * n)),
    "one name twice, letters": (LETTERS, lambda n: reading(("x" * (n // 2) + ": 1\n") * 2)),
}


def main() -> None:
    """Print a row for each kind of work."""
    print("| | size | ms | twice | four times |\n|---|--:|--:|--:|--:|")
    for name, (size, made) in ROWS.items():
        works = [made(size * factor) for factor in (1, 2, 4)]
        spent = [[seconds(work) for work in works] for _ in range(ROUNDS)]
        one, two, four = (statistics.median(column) for column in zip(*spent, strict=True))
        print(f"| {name} | {size:,} | {one * 1000:.1f} | {two / one:.2f} | {four / one:.2f} |")


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time of some work."""
    began = time.process_time()
    work()
    return time.process_time() - began


if __name__ == "__main__":
    main()
