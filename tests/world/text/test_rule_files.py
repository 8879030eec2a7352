"""Systems that a world lacks are told, in little work."""

from __future__ import annotations

from pathlib import Path
from unittest import mock

import pytest

from moshimo import WorldError, load
from moshimo.lang.text.parser import parse
from moshimo.world.text import folder, rule_files


def test_a_system_is_read_twice_at_most_however_many_lack_it(tmp_path: Path) -> None:
    every = [word for word in folder.systems() if word != "time"]
    (tmp_path / "world.yaml").write_text(f"title: T\nsystems: [{', '.join(every)}]\n", "utf-8")
    rule_files._needs_of.cache_clear()
    with (
        mock.patch.object(rule_files, "parse", side_effect=parse) as read,
        pytest.raises(WorldError, match="needs-system"),
    ):
        load(str(tmp_path))
    assert read.call_count <= 2 * len(every) + 1
