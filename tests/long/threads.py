"""Many threads use one world that was just loaded, the first compilation included."""

from __future__ import annotations

import itertools
import json
import random
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from moshimo import Change, Sampling, World, WorldError, load

SAMPLE = str(Path(__file__).parents[1] / "worlds" / "sample")
LATER = Change(at="18:00", change={"ana.fond[bo]": -0.9})
SEEDS = 8
Doing = Callable[[World, int], str]


def odds(world: World, seed: int) -> str:
    found = world.odds(["M3", "ana.worry"], Sampling(universes=6, seed=seed, forks=(LATER,)))
    sample = replace(found.sample, seconds=0.0)
    return f"{found.answers.tolist()} {sample}"


def refused(world: World, seed: int) -> str:
    try:
        world.ask("wlk", seed=seed)
    except WorldError as wrong:
        return str(wrong)
    return "taken"


DOINGS: list[Doing] = [
    lambda world, seed: world.run(seed).hash(),
    lambda world, seed: world.run(seed, interpreted=True).hash(),
    lambda world, seed: world.run(seed, interpreted=False).hash(),
    lambda world, seed: world.with_change(LATER).run(seed).hash(),
    lambda world, seed: world.with_change("flo-is-back").tell(seed).markdown(),
    lambda world, seed: str(world.tell(seed)),
    lambda world, seed: str(world.ask("walk", "17:02", seed)),
    lambda world, seed: json.dumps(world.compare("a-good-year", seed).json()),
    lambda world, seed: world.show("slander"),
    lambda world, seed: world.run(seed)["fond"].tobytes().hex(),
    lambda world, seed: next(world.ensemble([seed], hashes=True, threads=2)).hash,
    odds,
    refused,
]


def differing(threads: int, rounds: int, seed: int = 1, seeds: int = SEEDS) -> Iterator[str]:
    """Yield what came out otherwise in a thread than in a world that one thread uses alone."""
    alone = load(SAMPLE)
    every = itertools.product(range(len(DOINGS)), range(1, seeds + 1))
    wanted = {(n, s): DOINGS[n](alone, s) for n, s in every}
    often = sys.getswitchinterval()
    sys.setswitchinterval(1e-4)  # threads take turns often
    try:
        for number in range(rounds):
            yield from _round(threads, random.Random(seed + number), wanted)
    finally:
        sys.setswitchinterval(often)


def _round(threads: int, dice: random.Random, wanted: dict[tuple[int, int], str]) -> Iterator[str]:
    world, gate = load(SAMPLE), threading.Barrier(threads)
    found: list[str] = []

    def use(order: list[tuple[int, int]]) -> None:
        gate.wait()
        for n, seed in order:
            try:
                same = DOINGS[n](world, seed) == wanted[n, seed]
            except Exception as wrong:  # noqa: BLE001 - it is what is looked for
                found.append(f"{n} of seed {seed}: {type(wrong).__name__}: {wrong}")
            else:
                found.extend([] if same else [f"{n} of seed {seed} came out otherwise"])

    orders = [dice.sample(sorted(wanted), len(DOINGS)) for _ in range(threads)]
    running = [threading.Thread(target=use, args=(order,)) for order in orders]
    for one in running:
        one.start()
    for one in running:
        one.join()
    yield from found
