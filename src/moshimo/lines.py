"""A value of ours on one line, for a prompt; several lines of it as a table, for a notebook."""

from __future__ import annotations

import dataclasses
import html
import reprlib
from collections.abc import Iterable
from typing import Any

from moshimo.output.shown_letters import visible

LONGEST = 80  # letters of a part
LARGEST = 128  # bits of a number that is written out
_SHORT = reprlib.Repr()
_SHORT.maxstring = _SHORT.maxother = 60
_SHORT.maxlevel = 2


def line_of(made: Any) -> str:
    """Return a dataclass on one line: its parts that are not as usual, each cut short."""
    parts = [
        f"{part.name}={_cut(_SHORT.repr(value))}"
        for part in dataclasses.fields(made)
        if part.repr and _is_news(value := getattr(made, part.name), part)
    ]
    return visible(f"{type(made).__name__}({', '.join(parts)})")


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _is_news(value: object, part: dataclasses.Field[Any]) -> bool:
    """Whether a part is other than what it is where nothing is said."""
    if part.default is not dataclasses.MISSING:
        return bool(value != part.default)
    if part.default_factory is not dataclasses.MISSING:
        return bool(value != part.default_factory())
    return True


def short(given: object) -> str:
    """Return anything, of whatever type, on one short line, for a message."""
    if isinstance(given, int) and given.bit_length() > LARGEST:
        return f"a number of {given.bit_length()} bits"
    return visible(reprlib.repr(given))


def table(rows: Iterable[Iterable[object]]) -> str:
    """Return a table in HTML; nothing in it can command a page."""
    cells = (
        "".join(
            f'<td style="text-align: left">{html.escape(visible(str(cell)))}</td>' for cell in row
        )
        for row in rows
    )
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"
