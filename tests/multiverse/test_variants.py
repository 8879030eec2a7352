"""Odds of forks beside the world as it is: the same questions, the same dice, another course."""

from __future__ import annotations

import math
import shutil
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from moshimo import World, load
from moshimo.asked.what import read
from moshimo.asked.when import since
from moshimo.errors import RunError, WorldError
from moshimo.multiverse.asking.variants import answering, variants
from moshimo.multiverse.forking.branching import fork_branch, past_of, scenario_branch
from moshimo.multiverse.running.threads import in_a_row
from moshimo.multiverse.sampling import Sampling

SAMPLE = Path(__file__).parents[1] / "worlds" / "sample"
FORKS = sorted(path.stem for path in (SAMPLE / "forks").glob("*.yaml"))
ASKED = (
    "M3",
    "happened(steal(None, None))",
    "first(leave(bo)) < first(steal(None, None))",
    "happened(exile(cai, bo, reeve))",
    "ana.worry",
    "bo.citizen",
    "any(happened(exile(x, bo)) for x in Character)",
)


@pytest.fixture(scope="module", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let machine code be made once, in a place of these tests' own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MOSHIMO_CACHE", str(tmp_path_factory.mktemp("machine_code")))
        yield


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


@pytest.mark.slow
@pytest.mark.parametrize("fork", FORKS)
def test_a_forks_answers_are_those_of_its_universes(sample: World, fork: str) -> None:
    made = sample.odds(ASKED, Sampling(universes=25, forks=(fork,)))
    branch = fork_branch(sample.program, fork)
    for index, seed in enumerate(made.seeds()):
        for variant, universe in enumerate((sample.run(seed), branch.universe(seed))):
            done = [d for d in universe.deeds if d.result == "done"]
            stolen = any(d.rule == "steal" for d in done)
            exiled = any(d.rule == "exile" and [*d.roles.values()][:2] == ["cai", "bo"]
                         for d in done)  # fmt: skip
            assert made.answers[index, variant, 1] == stolen
            assert made.answers[index, variant, 3] == exiled
            left = [d.end for d in done if d.rule == "leave" and d.roles["exiled"] == "bo"]
            thefts = [d.end for d in done if d.rule == "steal"]
            before = min(left, default=float("inf")) < min(thefts, default=float("inf"))
            assert made.answers[index, variant, 2] == before


@pytest.mark.slow
def test_several_forks_are_asked_together_as_alone(sample: World) -> None:
    together = sample.odds(ASKED, Sampling(universes=20, forks=tuple(FORKS)))
    for n, fork in enumerate(FORKS, 1):
        alone = sample.odds(ASKED, Sampling(universes=20, forks=(fork,)))
        assert together.answers[:, [0, n]].tobytes() == alone.answers.tobytes()


@pytest.mark.slow
def test_a_fork_in_a_file_of_its_own_has_its_title(sample: World, tmp_path: Path) -> None:
    path = tmp_path / "kinder.yaml"
    path.write_text("fork: Cai is kinder\nchange: {'cai.fond[bo]': 0.9}\n", "utf-8")
    made = sample.odds("M3", Sampling(universes=40, forks=(str(path),)))
    assert made.odds.variants[1].title == "Cai is kinder"
    assert made.differences[0][0].estimate < 0


@pytest.mark.slow
@pytest.mark.parametrize(
    ("forks", "when"),
    [
        ((), "10 minutes"),
        (FORKS, ""),
        (("a-good-year",), "17:20"),
        ((), "before M2"),
        (("./kinder.yaml",), ""),
    ],
)
def test_elsewhere_they_come_out_the_same(
    sample: World,
    forks: tuple[str, ...],
    when: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("kinder.yaml").write_text("fork: Kinder\nchange: {'cai.fond[bo]': 0.9}\n", "utf-8")
    here = sample.odds(ASKED, Sampling(universes=12, forks=tuple(forks), since=when))
    with ThreadPoolExecutor(2) as pool:
        there = sample.odds(ASKED, Sampling(universes=12, forks=tuple(forks), since=when), on=pool)
    assert here.answers.tobytes() == there.answers.tobytes()
    assert here.odds.variants == there.odds.variants


@pytest.mark.slow
def test_a_shake_elsewhere_comes_out_the_same(sample: World) -> None:
    here = sample.odds("ana.worry", Sampling(universes=10, shake=0.3))
    with ThreadPoolExecutor(2) as pool:
        assert (
            sample.odds("ana.worry", Sampling(universes=10, shake=0.3), on=pool).shaken
            == here.shaken
        )


# from a moment on -----------------------------------------------------------------------------


def test_from_a_moment_on_all_have_one_past_and_dice_of_their_own(sample: World) -> None:
    made = sample.odds(ASKED, Sampling(universes=20, since="17:20", seed=3))
    at = since("17:20", sample.checked, sample.scenario)
    branch = scenario_branch(sample.program, past=past_of(sample.program, at, 3))
    for index in range(20):
        universe = branch.universe(index + 1)
        people = universe.names("Character")
        assert made.answers[index, 0, 5] == universe["citizen"][people.index("bo")]
    assert made.seeds() == list(range(1, 21))
    said = made.json()
    assert isinstance(said, list)
    assert (said[0]["seed"], said[0]["from"]) == (3, "17:20")


def test_what_was_done_in_the_past_counts(sample: World) -> None:
    past = sample.run(1)
    first = min(d.end for d in past.deeds if d.rule == "slander" and d.result == "done")
    late = sample.odds(
        "happened(slander(None, None))",
        Sampling(universes=10, since=f"{math.ceil(first)} seconds"),
    )
    assert late.answers.min() == 1.0


def test_a_moment_that_never_comes_is_told(sample: World) -> None:
    with pytest.raises(RunError) as caught:
        sample.odds("M3", Sampling(universes=5, since="exile(ana, cai)"))
    assert str(caught.value) == (
        "moment: error[no-moment]: in universe 1 the moment `exile(ana, cai)` never comes\n\n"
        "  fix: choose another universe, by another seed."
    )


@pytest.mark.parametrize(
    ("when", "code"),
    [("M44", "unknown-beat"), ("exil(cai)", "unknown-deed"), ("day 9 99:00", "syntax"),
     ("10:00", "bad-time"), ("day 30 10:00", "bad-time"), ("after", "unknown-beat")],
)  # fmt: skip
def test_a_moment_that_is_none_is_told(sample: World, when: str, code: str) -> None:
    with pytest.raises(WorldError) as caught:
        sample.odds("M3", Sampling(universes=5, since=when))
    problem = caught.value.problems[0]
    assert problem.where.path == "moment"
    assert problem.code == code, str(caught.value)


def test_an_unknown_fork_is_told(sample: World) -> None:
    with pytest.raises(WorldError, match="has no fork"):
        sample.odds("M3", Sampling(universes=5, forks=("a-goood-year",)))


# where a fork leaves --------------------------------------------------------------------------

TEXTS = {
    "before": "{at: {before: exile}, change: {'cai.fond[bo]': 0.9}}",
    "after": "{at: {after: [send_for, accuse]}, prevent: raise_hand}",
    "time": "{at: '17:30', change: {bo.need: 1.0, 'cai.fond[bo]': 0.5}}",
    "every": "{at: {before: 'walk(bo, None)', every: true}, change: {bo.need: 0.7}}",
    "never": "{at: {before: 'exile(ana, cai, reeve)'}, change: {bo.need: 1.0}}",
    "start": "{change: {bo.need: 0}}",
}


@pytest.mark.slow
@pytest.mark.parametrize("asked", [ASKED[:3], ASKED])
@pytest.mark.parametrize("kind", TEXTS)
def test_what_was_decided_before_a_fork_leaves_need_not_be_run_again(
    sample: World, tmp_path: Path, kind: str, asked: tuple[str, ...]
) -> None:
    path = tmp_path / "fork.yaml"
    path.write_text(TEXTS[kind], "utf-8")
    questions = read(asked, sample.checked, sample.scenario)
    sampling = Sampling(forks=(str(path),))
    base, fork = variants(sample.program, questions, sampling)
    assert (fork.gate is None) == (kind == "start")
    found, same = (
        np.array(in_a_row(range(1, 31), answering(asked), threading.Event()).values)
        for asked in ((base, fork), (base, replace(fork, gate=None)))
    )
    assert same.tobytes() == found.tobytes()
    if kind == "never":
        assert (found[:, 0] == found[:, 1]).all()
