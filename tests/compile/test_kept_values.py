"""Values are kept as bytes and come out as they were; what is anything else is made anew."""

from __future__ import annotations

import pickle
from pathlib import Path
from types import CodeType

import pytest
from tests.test_front import SAMPLE

from moshimo.compile.cache import FOLDER, Cache, open_cache
from moshimo.compile.kept_values import closed, kept, opened
from moshimo.engine.program import kernel
from moshimo.errors import Span
from moshimo.world.load import load


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    made = open_cache({FOLDER: str(tmp_path / "kept")})
    assert made is not None
    return made


def test_a_world_comes_out_as_it_was() -> None:
    world, _ = load(SAMPLE)
    again = opened(closed(world))
    assert again == world
    assert again.texts == world.texts
    assert again.forks == world.forks


def test_the_kernel_comes_out_as_it_was_with_its_code() -> None:
    again = opened(closed(kernel()))
    assert again == kernel()
    assert all(isinstance(one, CodeType) for one in again.code)


@pytest.mark.parametrize("raw", [b"", b"x", b"\x78\x9c", closed(Span("a"))[:-3], b"\0" * 99])
def test_what_is_no_value_is_none(raw: bytes) -> None:
    assert opened(raw) is None


def test_what_cannot_be_kept_is_made_and_given(cache: Cache) -> None:
    deep: list[object] = []
    for _ in range(100_000):
        deep = [deep]
    assert closed(deep) == b""
    assert closed(lambda: 0) == b""
    assert kept("deep", list, lambda: deep, cache) is deep
    assert cache.get("deep") is None


def test_a_value_of_another_kind_is_made_anew(cache: Cache) -> None:
    cache.put("name", closed("a text"))
    assert kept("name", Span, lambda: Span("a"), cache) == Span("a")
    assert kept("name", Span, lambda: Span("b"), cache) == Span("a")  # kept now


def test_an_entry_without_a_good_seal_is_never_opened(cache: Cache) -> None:
    class Opens:
        def __reduce__(self) -> tuple[object, ...]:
            return pytest.fail, ("a foreign value was opened",)

    cache.put("name", b"")
    path = cache.folder / "name"
    path.write_bytes(path.read_bytes() + pickle.dumps(Opens()))
    assert kept("name", Span, lambda: Span("a"), cache) == Span("a")


def test_without_a_cache_everything_is_made() -> None:
    assert kept("name", Span, lambda: Span("a"), None) == Span("a")
