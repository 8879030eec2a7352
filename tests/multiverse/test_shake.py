"""What an answer hangs on: the dice are taken out of what shaking the numbers does."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from moshimo import World, load
from moshimo.multiverse.asking.shake import SHAKES, moved
from moshimo.multiverse.sampling import Sampling

SAMPLE = Path(__file__).parents[1] / "worlds" / "sample"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Return the sample with room for more letters: some of its other courses need it."""
    root = tmp_path_factory.mktemp("roomy") / "sample"
    shutil.copytree(SAMPLE, root)
    rules = root / "rules" / "village.py"
    rules.write_text(rules.read_text("utf-8").replace("room=5", "room=60"), "utf-8")
    made = load(str(root))
    assert made.program.native is not None
    return made


def shaken(shares: list[float], n: int = 400, seed: int = 1) -> tuple[float, float]:
    """Return what is found where shaking gives these shares, the dice of a universe the same."""
    dice = np.random.default_rng(seed).random(n)
    fresh = np.random.default_rng(seed + 1)
    base = (dice < 0.5).astype(float)
    shakes = []
    for share in shares:
        other = np.where(fresh.random(n) < 0.3, fresh.random(n), dice)  # some things fall anew
        shakes.append((other < share).astype(float))
    found = moved(0.5, base, shakes, 0.2)
    assert found is not None
    return found.low, found.high


def test_numbers_that_do_nothing_move_nothing() -> None:
    wide = [high - low for low, high in (shaken([0.5] * 20, seed=seed) for seed in range(20))]
    assert float(np.mean(wide)) < 0.05  # dice alone would spread 20 such shares by 0.08


def test_numbers_that_move_it_are_seen_to() -> None:
    for seed in range(10):
        low, high = shaken(np.linspace(0.3, 0.7, 20).tolist(), seed=seed)
        assert low == pytest.approx(0.3, abs=0.06)
        assert high == pytest.approx(0.7, abs=0.06)


def test_the_answer_itself_lies_between() -> None:
    low, high = shaken([0.7] * 20)
    assert low <= 0.5 <= high


def test_of_one_shake_nothing_is_said() -> None:
    assert moved(0.5, np.zeros(9), [np.zeros(9)], 0.2) is None


@pytest.mark.slow
def test_a_shake_is_told_beside_the_interval(sample: World) -> None:
    made = sample.odds(["M1", "ana.worry"], Sampling(universes=30, shake=0.2))
    share, number = made.shaken
    assert share is not None
    assert number is not None
    assert (share.shakes, share.universes, share.off) == (SHAKES, 30, 0.2)
    said = made.json()
    assert isinstance(said, list)
    assert set(said[0]["shake"]) == {"off", "low", "high", "shakes", "universes"}
    again = sample.odds(["M1", "ana.worry"], Sampling(universes=30, shake=0.2), workers=1)
    assert again.shaken == made.shaken


def test_forks_are_not_shaken() -> None:
    with pytest.raises(ValueError, match="without forks"):
        Sampling(universes=5, shake=0.2, forks=("a-good-year",))
