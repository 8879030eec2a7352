"""An expression is shown as an author would write it: with the brackets that it needs."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.engine.tiny import Tiny, tiny

from moshimo.lang.spelling import spelled

EXPRESSIONS = (
    "(a.need == 1) * 2 * a.calm",
    "a.need - (a.calm - 1) - 2",
    "a.need / (a.calm * 2) + 1",
    "-(a.need + 1) * a.calm",
    "not (a.need > 1 or a.calm > 1) and a.calm > 0",
    "(a.need > 1) == (a.calm > 1)",
    "(a.need if a.calm > 1 else 2) + 1",
    "max(a.need, 1 - a.calm) * (1 + (not a.calm > 1))",
)


@pytest.mark.parametrize("written", EXPRESSIONS)
def test_what_is_read_is_spelled_as_it_was_written(written: str, tmp_path: Path) -> None:
    rules = f'''
class Character:
    need: Amount = private(0.0)
    calm: Amount = private(0.0)

@action()
def brood(a: Character):
    """{{a}} broods."""
    weigh({written}, "it is time")
'''
    rule = tiny(tmp_path / "tiny", Tiny(rules)).checked.laws.rules["brood"]
    assert spelled(rule.weights[0].value) == written
