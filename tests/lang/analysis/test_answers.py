"""Which answers come too late."""

from __future__ import annotations

from moshimo.engine.kernel.minds.see import QUICK
from moshimo.lang.analysis.answers import SOONEST


def test_check_and_kernel_agree_on_how_soon_one_answers() -> None:
    assert SOONEST == QUICK
