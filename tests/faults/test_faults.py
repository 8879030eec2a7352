"""The faults that are planted stand in the source as it is."""

from __future__ import annotations

import pytest
from tests.faults.run import FAULTS, ROOT, Fault


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_changes_one_place_of_the_source(fault: Fault) -> None:
    text = (ROOT / "src" / "moshimo" / fault.path).read_text(encoding="utf-8")
    assert text.count(fault.right) == 1
