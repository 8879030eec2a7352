"""What people foresaw in many universes, taken together."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from moshimo import load
from moshimo.engine.journal import Deed, Foreseen
from moshimo.engine.universe import Universe

GAMES = Path(__file__).parent / "games"
SURE = 4.0  # standard errors: one interval in 16,000 misses the truth
DECIDED = 0.4  # by so much one choice is better than another, and is chosen over it every time


@dataclass(slots=True)
class Option:
    """One choice in one situation.

    Attributes:
        found: what each thought took it to be worth, and with what standard error.
        taken: how often it was chosen.
    """

    found: list[tuple[float, float]] = field(default_factory=list)
    taken: int = 0

    @property
    def mean(self) -> float:
        """What it is taken to be worth in all of these thoughts together."""
        return math.fsum(worth for worth, _ in self.found) / len(self.found)

    @property
    def error(self) -> float:
        """The standard error of that."""
        return math.sqrt(math.fsum(error**2 for _, error in self.found)) / len(self.found)


def universes(game: str, seeds: Iterable[int], *, interpreted: bool = False) -> Iterator[Universe]:
    """Yield universes of a game and its scenario, `kuhn/opening`, run to their ends."""
    world = load(str(GAMES / game))
    for seed in seeds:
        yield world.universe(seed, interpreted=interpreted).until()


def thought_through(universe: Universe) -> list[Deed]:
    """Return the deeds that were chosen by what was foreseen."""
    return [deed for deed in universe.deeds if deed.foreseen]


def held_to(options: dict[str, Option], exact: dict[str, float]) -> None:
    """Check what was foreseen against what it is worth, and what was chosen against the best."""
    assert options.keys() == exact.keys()
    best = max(exact.values())
    for word, option in options.items():
        off = abs(option.mean - exact[word])
        assert off <= SURE * option.error + 1e-9, (word, option.mean, option.error, exact[word])
        assert option.taken == 0 or exact[word] > best - DECIDED, (word, option.taken, exact)
    most = max(options, key=lambda word: options[word].taken)
    assert exact[most] > best - 1e-9, (most, exact)


def note(options: dict[str, Option], deed: Deed) -> None:
    """Add what one thought foresaw, and what was chosen then."""
    for one in deed.foreseen:
        options.setdefault(word_of(one), Option()).found.append((one.worth, one.error))
    options[word_of(deed)].taken += 1


def word_of(one: Foreseen | Deed) -> str:
    """Return what an option is called here: its rule, and what it is about but for people."""
    about: Sequence[str] = [x for x in one.roles.values() if x not in ("ada", "bo", "monty")]
    return " ".join([one.rule, *about])
