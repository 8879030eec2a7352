"""A tiny world for a test's own rules."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.engine.tiny import MakeWorld, Tiny, tiny

from moshimo import World


@pytest.fixture
def world(tmp_path: Path) -> MakeWorld:
    def make(rules: str, people: str = "", **more: str) -> World:
        return tiny(tmp_path, Tiny(rules, people, **more))

    return make
