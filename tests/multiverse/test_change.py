"""A change in memory runs as the same change in a file does; what is loaded is never mixed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from moshimo import Change, Sampling, World, load
from moshimo.errors import WorldError

SAMPLE = Path(__file__).parents[1] / "worlds" / "sample"
FLO = {
    "name": "Flo Reis",
    "pronouns": "she",
    "place": "hall",
    "home": "mill",
    "fond": {"ana": 0.6, "bo": 0.5, "cai": -0.3},
}
GOOD_YEAR = Change(word="a-good-year", of="evening", change={"bo.need": 0})
# The sample's own forks, made in memory.
FORKS = {
    "a-good-year": [GOOD_YEAR],
    "eli-does-not-believe-it": [
        Change(
            word="eli-does-not-believe-it",
            of="evening",
            at={"before": "M3"},
            change={"eli.fond[bo]": 0.9},
        )
    ],
    "ana-never-knows": [
        GOOD_YEAR,
        Change(
            word="ana-never-knows",
            at={"after": "write_letter(bo, ana)"},
            prevent="read_letter(ana)",
        ),
    ],
    "flo-is-back": [Change(word="flo-is-back", of="evening", add={"Character": {"flo": FLO}})],
}


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """Return the sample in a folder of its own, without forks."""
    made = tmp_path / "sample"
    shutil.copytree(SAMPLE, made, ignore=shutil.ignore_patterns("forks"))
    return made


@pytest.mark.slow
@pytest.mark.parametrize("word", FORKS)
def test_a_change_in_memory_gives_the_journal_of_the_same_file(word: str, bare: Path) -> None:
    from_file = load(str(SAMPLE)).with_change(word)
    made = load(str(bare))
    for change in FORKS[word]:
        made = made.with_change(change)
    assert made.fork == word
    for seed in (1, 2, 3):
        one, other = from_file.run(seed, interpreted=True), made.run(seed, interpreted=True)
        assert repr(one.deeds) == repr(other.deeds)
        assert one.hash() == other.hash()


@pytest.mark.slow
def test_a_change_changes_something_and_only_where_it_is_made(bare: Path) -> None:
    plain = load(str(bare))
    before = [plain.run(seed, interpreted=True).hash() for seed in range(1, 6)]
    changed = plain.with_change(Change(at="17:20", change={"bo.need": 0}))
    after = [changed.run(seed, interpreted=True).hash() for seed in range(1, 6)]
    assert before != after
    assert before == [plain.run(seed, interpreted=True).hash() for seed in range(1, 6)]


def test_a_wrong_change_is_told_of(bare: Path) -> None:
    with pytest.raises(WorldError, match=r"change:3:6: error.unknown-attribute"):
        load(str(bare)).with_change(Change(change={"bo.needs": 1}))
    with pytest.raises(WorldError, match=r"error.unknown-fork"):
        load(str(bare)).with_change("a-good-year")


def test_a_world_with_a_change_is_run_and_not_stepped(bare: Path) -> None:
    with pytest.raises(ValueError, match="a world with a change is run, not stepped by hand"):
        load(str(bare)).with_change(GOOD_YEAR).universe(1)


@pytest.mark.slow
def test_a_change_is_compared_with_what_it_leaves(bare: Path) -> None:
    start = load(str(bare))
    one, other = start.compare(GOOD_YEAR, seed=3), start.with_change(GOOD_YEAR).compare(seed=3)
    assert one.fork.hash() == other.fork.hash() != one.base.hash()


# nothing is read twice ------------------------------------------------------------------------


def spoil(folder: Path) -> None:
    """Change every file of a world so that any reading of it would show."""
    for path in folder.rglob("*.*"):
        if path.suffix in (".yaml", ".py"):
            path.write_text("nonsense: [", encoding="utf-8")


def edited(made: World, folder: Path) -> World:
    spoil(folder)
    return made


@pytest.mark.slow
@pytest.mark.parametrize("word", FORKS)
def test_a_folder_that_is_edited_after_loading_is_not_mixed_into_its_forks(
    word: str, tmp_path: Path
) -> None:
    shutil.copytree(SAMPLE, tmp_path / "sample")
    expected = load(str(SAMPLE)).with_change(word).run(1, interpreted=True)
    start = edited(load(str(tmp_path / "sample")), tmp_path)
    assert start.with_change(word).run(1, interpreted=True).hash() == expected.hash()
    assert start.compare(word).fork.hash() == load(str(SAMPLE)).compare(word).fork.hash()


ASKED = Sampling(universes=8, forks=("flo-is-back", Change(change={"bo.need": 0})))


def on_threads(start: World) -> bytes:
    return start.odds("M1", ASKED).answers.tobytes()


def on_workers(start: World) -> bytes:
    with ThreadPoolExecutor(1) as pool:
        return start.odds("M1", ASKED, on=pool).answers.tobytes()


@pytest.mark.slow
@pytest.mark.parametrize("asked", [on_threads, on_workers])
def test_a_folder_that_is_edited_after_loading_is_not_mixed_into_odds(
    asked: Callable[[World], bytes], tmp_path: Path
) -> None:
    shutil.copytree(SAMPLE, tmp_path / "sample")
    start = edited(load(str(tmp_path / "sample")), tmp_path)
    assert asked(start) == asked(load(str(SAMPLE)))


@pytest.mark.slow
def test_a_file_of_a_fork_elsewhere_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("change: {bo.need: 0}", encoding="utf-8")
    start = load(str(SAMPLE)).with_change(str(path))
    expected = start.odds("M1", Sampling(universes=8)).answers.tobytes()
    path.write_text("change: [", encoding="utf-8")
    with ThreadPoolExecutor(1) as pool:
        assert start.odds("M1", Sampling(universes=8), on=pool).answers.tobytes() == expected


def test_other_dice_leave_what_was_before_as_it_was() -> None:
    world = load(str(SAMPLE))
    other = world.with_change(Change(at="day 1 17:30", dice=7)).run(seed=1)
    until = 30 * 60.0
    own = [deed.id for deed in world.run(seed=1).deeds if deed.end < until]
    assert own == [deed.id for deed in other.deeds if deed.end < until]
    assert other.hash() != world.run(seed=1).hash()
    assert other.hash() == world.with_change(Change(at="day 1 17:30", dice=7)).run(seed=1).hash()


def test_other_dice_are_the_same_bits_in_both_modes() -> None:
    world = load(str(SAMPLE)).with_change(Change(at="day 1 17:30", dice=7))
    hashes = {world.run(seed=3, interpreted=mode).hash() for mode in (True, False)}
    assert len(hashes) == 1
