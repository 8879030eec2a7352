"""How wide a text is on a terminal, and lines that fit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moshimo.output.cells import cells_of, clusters, cut, padded, wrapped

LETTERS = st.text(alphabet=st.sampled_from("ab 李小\u0301\u200d👩🚀\ufe0f☀ᄒ\u1161\u11abÉ…"))


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("", 0), ("abc", 3), ("Zoë", 3), ("Zoe\u0308", 3), ("李小龍", 6), ("ｱﾍﾞ", 3), ("한글", 4),
        ("ᄒ\u1161\u11ab", 2), ("👩\u200d🚀", 2), ("👍🏽", 2), ("☀\ufe0f", 2), ("☀", 1),
        ("می\u200cخ", 3),
        ("\u0301", 0), ("“”", 2), ("─", 1),
    ],
)  # fmt: skip
def test_a_text_takes_so_many_cells(text: str, cells: int) -> None:
    assert cells_of(text) == cells


def test_what_is_drawn_onto_a_letter_stays_with_it() -> None:
    assert clusters("e\u0301👩\u200d🚀!") == ["e\u0301", "👩\u200d🚀", "!"]


def test_a_text_is_cut_between_letters_and_marked() -> None:
    assert cut("李小龍王", 7) == "李小龍…"
    assert cut("李小龍王", 6) == "李小…"
    assert cut("a👩\u200d🚀b", 3) == "a…"
    assert cut("abc", 3) == "abc"


def test_a_text_is_padded_by_cells() -> None:
    assert padded("李", 4) + "|" == "李  |"
    assert padded("李", 1) == "李"


def test_lines_are_broken_at_spaces_and_too_long_a_word_within() -> None:
    assert wrapped("李小龍 went to bed", 10) == ["李小龍", "went to", "bed"]
    assert wrapped("extraordinary", 6, "· ", "  ") == ["· extr", "  aord", "  inar", "  y"]
    assert wrapped("  ", 10) == []


@given(LETTERS, st.integers(2, 30))
def test_no_line_is_wider_than_it_may_be_and_no_letter_is_lost(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert all(cells_of(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == "".join(text.split())


@given(LETTERS, st.integers(1, 30))
def test_what_is_cut_fits(text: str, width: int) -> None:
    assert cells_of(cut(text, width)) <= width
