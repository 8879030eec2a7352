"""Facts about the front page's arguments: what is taken, and what is refused in one line."""

from __future__ import annotations

import math
import os
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np_typed
import pytest
from tests.test_front import SAMPLE

from moshimo import Change, Limits, Sampling, World, WorldError, load

np: Any = np_typed  # a checker wants `int` for a seed


@pytest.fixture(scope="module")
def sample() -> World:
    return load(SAMPLE)


def test_a_seed_of_numpy_is_the_same_number(sample: World) -> None:
    (summary,) = sample.ensemble(np.arange(3, 4), hashes=True)
    compared = sample.compare("a-good-year", np.uint64(3)).base
    universes = sample.run(np.int64(3)), sample.universe(np.uint8(3)).until(), compared
    assert {u.hash() for u in universes} == {summary.hash} == {sample.run(3).hash()}
    assert sample.run(np.array(3)).seed == sample.tell(np.int32(3)).universe.seed == 3
    assert type(sample.run(np.int64(3)).seed) is int


def test_odds_are_the_same_by_a_seed_of_numpy(sample: World) -> None:
    plain, numpy = (
        sample.odds("M3", Sampling(universes=many, seed=seed))
        for many, seed in ((20, 3), (np.int16(20), np.int64(3)))
    )
    assert plain.base[0].question == numpy.base[0].question
    assert plain.seeds() == numpy.seeds()
    assert plain.answers.tolist() == numpy.answers.tolist()
    assert type(numpy.sample.seed) is type(numpy.sample.universes) is int  # and so JSON takes it


def test_a_future_of_numpy_is_the_same_number(sample: World) -> None:
    told = (
        sample.compare("a-good-year", 3, since="17:20", future=future)
        for future in (4, np.int64(4))
    )
    one, other = told
    assert one.fork.hash() == other.fork.hash()


def test_a_path_is_taken_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    class Somewhere:
        def __fspath__(self) -> str:
            return "sample/evening"

    monkeypatch.chdir(Path(SAMPLE).parent)
    for where in (Path("./sample"), Path("sample"), Path("sample/evening"), Path(SAMPLE)):
        assert repr(load(where)) == "<World sample/evening>"
    assert repr(load(Somewhere())) == "<World sample/evening>"
    with pytest.raises(WorldError, match=r"there is no world in `\./leaf`"):
        load(Path("leaf"))  # a world comes with that name; a path is no name


def test_a_fork_may_be_named_by_a_path(sample: World, tmp_path: Path) -> None:
    fork = tmp_path / "calm.yaml"
    fork.write_text("fork: Calm\nof: evening\nchange: {bo.need: 0}\n", "utf-8")
    by_text = sample.with_change(str(fork)).run(3).hash()
    assert sample.with_change(fork).run(3).hash() == by_text
    assert sample.compare(fork, 3).fork.hash() == by_text
    forks: Any = [fork]
    found = sample.odds("M3", Sampling(universes=2, forks=forks))
    assert len(found.figures) == 2


WHOLE = "expected a whole number from 0 to 2^64 - 1, got"
SEEDS = "expected 0 to 2^64 - 1, got"
MOMENT = 'expected seconds or a text such as "day 2 06:00", got'
PAST = "expected 0 or more seconds after the start, got"
CHANGE = "expected a Change, a fork's name, or a path, got"
OF_ANOTHER_TYPE: list[tuple[str, dict[str, object], str]] = [
    ("load", {"where": None}, "load: expected a world's name or a path, got None"),
    ("load", {"where": b"./w"}, "load: expected a world's name or a path, got b'./w'"),
    ("run", {"seed": True}, f"seed: {WHOLE} True"),
    ("run", {"seed": 7.0}, f"seed: {WHOLE} 7.0"),
    ("run", {"seed": "3"}, f"seed: {WHOLE} '3'"),
    ("run", {"until": None}, f"until: {MOMENT} None"),
    ("run", {"until": True}, f"until: {MOMENT} True"),
    ("run", {"until": date(2020, 1, 1)}, f"until: {MOMENT} datetime.date(2020, 1, 1)"),
    ("universe", {"seed": np.bool_(True)}, f"seed: {WHOLE} np.True_"),
    ("tell", {"seed": 1.5}, f"seed: {WHOLE} 1.5"),
    ("tell", {"style": 5}, "style: expected a text, got 5"),
    ("tell", {"eyes": 5}, "eyes: expected a text, got 5"),
    ("ask", {"rule": "walk", "seed": 1.5}, f"seed: {WHOLE} 1.5"),
    ("ask", {"rule": "walk", "at": []}, f"at: {MOMENT} []"),
    ("ask", {"rule": 5}, "rule: expected a text, got 5"),
    ("show", {"rule": None}, "rule: expected a text, got None"),
    ("ensemble", {"seeds": [1.5]}, f"seed: {WHOLE} 1.5"),
    ("ensemble", {"seeds": "123"}, "seeds: expected a list, got '123'"),
    ("ensemble", {"seeds": 5}, "seeds: expected a list, got 5"),
    ("ensemble", {"seeds": [1], "deeds": "walk"}, "deeds: expected a list, got 'walk'"),
    ("ensemble", {"seeds": [1], "fields": "fond"}, "fields: expected a list, got 'fond'"),
    ("compare", {"change": 5}, f"change: {CHANGE} 5"),
    ("compare", {"change": "a-good-year", "since": 5}, "since: expected a text, got 5"),
    ("compare", {"change": "a-good-year", "future": True}, f"future: {WHOLE} True"),
    ("with_change", {"change": b"x"}, f"change: {CHANGE} b'x'"),
    ("odds", {"questions": None}, "questions: expected a list, got None"),
    ("odds", {"questions": [5]}, "questions: expected a text, got 5"),
    ("odds", {"questions": "M1", "sampling": "M2"}, "sampling: expected a Sampling, got str"),
    ("odds", {"questions": "M1", "on": 5}, "on: expected a place or an executor, got 5"),
    ("odds", {"questions": "M1", "workers": "2"}, "workers: expected a whole number, got '2'"),
    ("until", {"time": "10 minutes"}, "until: expected seconds since the start, got '10 minutes'"),
    ("steps", {"many": 2.5}, "steps: expected a whole number, got 2.5"),
    ("Sampling", {"forks": "abc"}, "forks: expected a list, got 'abc'"),
    ("Sampling", {"forks": (5,)}, f"forks: {CHANGE} 5"),
    ("Sampling", {"seed": True}, f"seed: {WHOLE} True"),
    ("Sampling", {"seed": 7.0}, f"seed: {WHOLE} 7.0"),
    ("Sampling", {"within": "x"}, "within: expected a number, got 'x'"),
    ("Sampling", {"universes": 2.5}, "universes: expected a whole number, got 2.5"),
    ("Sampling", {"since": 5}, "since: expected a text, got 5"),
]
OUT_OF_RANGE: list[tuple[str, dict[str, object], str]] = [
    ("run", {"seed": -1}, f"seed: {SEEDS} -1"),
    ("run", {"seed": 2**64}, f"seed: {SEEDS} {2**64}"),
    ("run", {"seed": 10**6000}, f"seed: {SEEDS} a number of 19932 bits"),
    ("run", {"until": math.nan}, f"until: {MOMENT} nan"),
    ("run", {"until": -1}, f"until: {PAST} -1"),
    ("ask", {"rule": "walk", "at": -1}, f"at: {PAST} -1"),
    ("ensemble", {"seeds": [1], "threads": 0}, "threads: expected 1 or more, got 0"),
    ("compare", {"change": "a-good-year", "future": -1}, f"future: {SEEDS} -1"),
    ("odds", {"questions": "M1", "workers": 0}, "workers: expected 1 or more, got 0"),
    ("until", {"time": math.nan}, "until: expected seconds since the start, got nan"),
    ("Sampling", {"within": math.nan}, "within: expected a number, got nan"),
]


def call(sample: World, verb: str, given: dict[str, Any]) -> None:
    verbs: dict[str, Callable[..., object]] = {
        "load": load,
        "Sampling": Sampling,
        "until": sample.universe(3).until,
        "steps": sample.universe(3).steps,
        "ensemble": lambda **given: [*sample.ensemble(**given)],
    }
    (verbs.get(verb) or getattr(sample, verb))(**given)


@pytest.mark.parametrize(("verb", "given", "said"), OF_ANOTHER_TYPE)
def test_what_is_of_another_type_is_refused_in_one_line(
    sample: World, verb: str, given: dict[str, Any], said: str
) -> None:
    with pytest.raises(TypeError) as caught:
        call(sample, verb, given)
    assert str(caught.value) == said


@pytest.mark.parametrize(("verb", "given", "said"), OUT_OF_RANGE)
def test_a_number_out_of_its_range_is_refused_in_one_line(
    sample: World, verb: str, given: dict[str, Any], said: str
) -> None:
    with pytest.raises(ValueError, match=re.escape(said)) as caught:
        call(sample, verb, given)
    assert str(caught.value) == said


def test_a_path_of_bytes_is_refused() -> None:
    class Raw(os.PathLike[Any]):
        def __fspath__(self) -> bytes:
            return b"./w"

    with pytest.raises(TypeError, match="expected a world's name or a path, got b"):
        load(Raw())


def test_what_was_typed_is_no_file(sample: World) -> None:
    for ask in (
        lambda: sample.odds([]),
        lambda: sample.run(until="soon"),
        lambda: sample.tell(eyes="Doro"),
        lambda: sample.odds("M1", on="moon"),
        lambda: sample.odds("M1", Sampling(universes=2, since="soon")),
        lambda: sample.with_change(Change(change={"bo.ned": 1})),
    ):
        with pytest.raises(WorldError) as caught:
            ask()
        assert str(caught.value).endswith("\n\n1 problem. Nothing was run.")
        assert "--" not in str(caught.value)  # no option of a command


def test_what_is_no_limit_is_refused_in_one_line(sample: World) -> None:
    limits: Any = Limits
    for given, wrong, said in (
        ({"time": "x"}, TypeError, "time: expected a number above 0, got 'x'"),
        ({"time": True}, TypeError, "time: expected a number above 0, got True"),
        ({"time": math.nan}, ValueError, "time: expected a number above 0, got nan"),
        ({"time": -1}, ValueError, "time: expected a number above 0, got -1"),
        ({"memory": 1.5}, TypeError, "memory: expected a whole number, got 1.5"),
        ({"deeds": 0}, ValueError, "deeds: expected 1 or more, got 0"),
        (
            {"deeds": 10**30},
            ValueError,
            "deeds: expected at most 2^53, got 1000000000000000000000000000000",
        ),
    ):
        with pytest.raises(wrong) as refused:
            limits(**given)
        assert str(refused.value) == said
    world: Any = sample
    with pytest.raises(TypeError, match="limits: expected Limits, got 3"):
        world.run(1, limits=3)


def test_what_only_looks_like_an_argument_is_refused_in_one_line(sample: World) -> None:
    world: Any = sample
    changed: Any = Change
    held: list[object] = []
    held.append(held)
    calls: tuple[tuple[Callable[[], object], type[Exception], str], ...] = (
        (lambda: world.run(1, until=10**400), ValueError, "until: expected a smaller number"),
        (lambda: world.run(1, interpreted="yes"), TypeError, "interpreted: expected True, False"),
        (lambda: world.odds("M3", on_progress=3), TypeError, "on_progress: expected a function"),
        (lambda: world.run(1).names(1), TypeError, "kind: expected a text, got 1"),
        (
            lambda: world.with_change(changed(change={"bo.need": held})),
            ValueError,
            "change: expected values that do not hold themselves",
        ),
        (
            lambda: world.with_change(changed(change={1: 2})),
            TypeError,
            "change: expected names as texts, got 1",
        ),
    )
    for call, wrong, said in calls:
        with pytest.raises(wrong) as refused:
            call()
        assert str(refused.value).startswith(said)
