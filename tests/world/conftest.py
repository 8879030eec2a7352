"""Worlds to load: every test says what is different in its own."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from moshimo.errors import WorldError
from moshimo.world.load import load
from moshimo.world.world import CheckedWorld, Scenario

sys.path[:0] = [p for p in [str(Path(__file__).parents[2])] if p not in sys.path]

from tests.world.town import TOWN, Load, Told, write  # noqa: E402


@pytest.fixture
def loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Load:
    """Load the town, with these files in the place of its own."""
    monkeypatch.chdir(tmp_path)

    def town(
        files: dict[str, str] | None = None, where: str = "./town"
    ) -> tuple[CheckedWorld, Scenario]:
        write(tmp_path / "town", {**TOWN, **(files or {})})
        return load(where)

    return town


@pytest.fixture
def told(loaded: Load) -> Told:
    """Say what the author of such a town is told."""

    def problems(files: dict[str, str] | None = None, where: str = "./town") -> str:
        with pytest.raises(WorldError) as caught:
            loaded(files, where)
        return str(caught.value)

    return problems
