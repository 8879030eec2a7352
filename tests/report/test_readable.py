"""What was found readable is not read again, and what was not is read until it is mended."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from tests.engine.tiny import Tiny, tiny

from moshimo import WorldError
from moshimo.report import readable as checks
from moshimo.story.lexicon.readings import readable

RULES = """
@action
def wave(who: Character):
    \"\"\"{who} SAID\"\"\"
    weigh(1, "{who} is glad")
"""


def test_sentences_found_good_are_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def noted(world: object, scenario: object) -> list[object]:
        found = readable(world, scenario)  # type: ignore[arg-type]
        read.append("good" if not found else "bad")
        return list(found)

    monkeypatch.setattr(checks, "readable", noted)
    monkeypatch.setenv("MOSHIMO_CACHE", str(tmp_path / "cache"))
    for name, said in (("good", "waves."), ("bad", "a hand.")):
        for _ in range(2):
            world = tiny(tmp_path / name, Tiny(RULES.replace("SAID", said)))
            with suppress(WorldError):
                checks.ensure_readable(world.checked, world.scenario)
    assert read == ["good", "bad", "bad"]
