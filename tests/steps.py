"""Count the steps of some work, to hold how it grows; seconds hang on the machine and its load."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import Any


@dataclass(slots=True)
class Steps:
    """How many lines of Python have run, a line once for each round of a loop."""

    n: int = 0


@contextmanager
def counting() -> Iterator[Steps]:
    """Count the lines that this thread runs inside the `with`; work in C counts nothing."""
    steps = Steps()

    def count(_frame: FrameType, event: str, _of: Any) -> Any:
        steps.n += event == "line"
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        yield steps
    finally:
        sys.settrace(before)
