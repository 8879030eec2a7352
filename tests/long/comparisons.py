"""Every shipped fork is told beside what it is a fork of, in many universes."""

from __future__ import annotations

from collections.abc import Iterator

from moshimo import World, load


def differing(seeds: int, forks: int | None = None) -> Iterator[str]:
    """Yield each comparison that could not be told; of so many forks, of all by default."""
    known: dict[str, World] = {}
    every = load("leaf/exile").program.world.forks
    for word in sorted(every)[:forks]:
        scenario = every[word].scenario
        world = known.setdefault(scenario, load(f"leaf/{scenario}"))
        for seed in range(1, seeds + 1):
            try:
                world.compare(word, seed).markdown()
            except Exception as wrong:  # noqa: BLE001 — all are faults of ours
                yield f"{word} in universe {seed}: {wrong!r}"
