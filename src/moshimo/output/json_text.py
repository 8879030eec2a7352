"""JSON, written in one place: no number that JSON lacks, no letter that is hidden or half."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

from moshimo.output.shown_letters import visible


def json_line(value: object) -> str:
    """Return a value as one line of JSON, its line end included."""
    return json.dumps(_plain(value), ensure_ascii=False, allow_nan=False) + "\n"


def plain(given: Mapping[str, object]) -> dict[str, Any]:
    """Return an object as JSON can hold it: texts visible, tuples as lists, no infinite numbers.

    A number that is infinite or undefined is None: a time that never comes, a share of no case.
    """
    return {visible(word): _plain(value) for word, value in given.items()}


def _plain(value: object) -> Any:
    match value:
        case str():
            return visible(value)
        case float():
            return value if math.isfinite(value) else None
        case Mapping():
            return plain(value)
        case list() | tuple():
            return [_plain(one) for one in value]
        case _:
            return value
