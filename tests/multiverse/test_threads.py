"""A function of a seed, run on threads: in order, up to the first that fails."""

from __future__ import annotations

import itertools
import threading

import pytest

from moshimo.multiverse.running.threads import on_threads


def twice(seed: int, stop: threading.Event) -> int:
    del stop
    return 2 * seed


@pytest.mark.parametrize("threads", [1, 3])
def test_values_come_in_the_order_of_the_seeds(threads: int) -> None:
    found = [x for batch in on_threads(range(50), twice, threads) for x in batch.values]
    assert found == [2 * seed for seed in range(50)]


def test_what_fails_comes_in_its_place_with_its_seed() -> None:
    def fails(seed: int, stop: threading.Event) -> int:
        if seed == 5:
            raise KeyError(seed)
        return twice(seed, stop)

    batches = list(itertools.islice(on_threads(range(50), fails, 2), 3))
    assert [list(batch.values) for batch in batches] == [[0, 2], [4, 6], [8]]
    assert isinstance(batches[2].trouble, KeyError)
    assert batches[2].trouble.__notes__ == ["seed 5"]
