"""Tiny worlds: every test writes its own rules, and the folder is made for it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from moshimo import World

sys.path[:0] = [p for p in [str(Path(__file__).parents[2])] if p not in sys.path]

from tests.engine.tiny import Tiny, tiny  # noqa: E402


@pytest.fixture
def world(tmp_path: Path) -> Callable[..., World]:
    """Make a tiny world from rules and members; a second one of a test gets its own folder."""
    made: list[Path] = []

    def make(rules: str, people: str = "", **more: str) -> World:
        made.append(tmp_path / f"tiny_{len(made)}")
        return tiny(made[-1], Tiny(rules, people, **more))

    return make


@pytest.fixture(params=[True, False], ids=["interpreted", "native"])
def interpreted(request: pytest.FixtureRequest) -> bool:
    """Each way in which a universe can run."""
    return bool(request.param)
