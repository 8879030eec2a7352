"""JSON has no infinite number, no half letter and no command."""

from __future__ import annotations

import json
import math

import numpy as np

from moshimo.output.json_text import json_line, plain


def test_a_number_that_json_lacks_is_null() -> None:
    given = {"a": math.inf, "b": [-math.inf, (math.nan, 1.5)], "c": {"d": np.float64("nan")}}
    assert json_line(given) == '{"a": null, "b": [null, [null, 1.5]], "c": {"d": null}}\n'


def test_texts_are_visible_and_keys_too() -> None:
    found = json_line({"\x1b[2J": ["\ud800\u202e", "Zoë 李", "\x9b"]})
    assert found == '{"\\\\x1b[2J": ["\\\\ud800\\\\u202e", "Zoë 李", "\\\\x9b"]}\n'
    assert json.loads(found) == {"\\x1b[2J": ["\\ud800\\u202e", "Zoë 李", "\\x9b"]}


def test_what_json_has_stays() -> None:
    given: dict[str, object] = {"a": None, "b": True, "c": 2**63, "d": -0.0, "e": "", "f": []}
    assert plain(given) == given
