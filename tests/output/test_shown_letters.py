"""What is shown of an author's letters, and what stands for those that an encoding lacks."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moshimo.output.cells import cells_of
from moshimo.output.shown_letters import fitting, visible, visible_lines

COMMANDS = ("Cc", "Cs", "Zl", "Zp")


@pytest.mark.parametrize(
    "text",
    [
        "Zoë", "Zoe\u0308", "李小龍", "Ann O'Hara – née “Łuk”", "می\u200cخواهم",
        "क्\u200dष", "ക്\u200d",
        "👩\u200d🚀", "👨\u200d👩\u200d👧", "👍🏽", "❤\ufe0f\u200d🔥",
        "☀\ufe0f", "1\ufe0f\u20e3", "©\ufe0f", "葛\U000e0100飾",
        "a\u00a0b", "\u3000",
    ],
)  # fmt: skip
def test_letters_of_all_scripts_and_emoji_stay(text: str) -> None:
    assert visible(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]0;x\x07\x1b[31m", "\\x1b]0;x\\x07\\x1b[31m"),
        ("\x9b31m", "\\x9b31m"),
        ("a\nb\tc\r\x7f", "a\\nb\\tc\\r\\x7f"),
        ("\u202eabc\u2066\u200f\u061c", "\\u202eabc\\u2066\\u200f\\u061c"),
        ("a\u200bb\u2060c\ufeffd\u00ade", "a\\u200bb\\u2060c\\ufeffd\\xade"),
        ("An\u200dn", "An\\u200dn"),
        ("李\u200d小", "李\\u200d小"),
        ("An\u200cn\u034f\ufe0f", "An\\u200cn\\u034f\\ufe0f"),
        ("\u3164\uffa0\u115f", "\\u3164\\uffa0\\u115f"),
        ("\u2028\u2029\ufffe\uffff\ud800", "\\u2028\\u2029\\ufffe\\uffff\\ud800"),
        ("x\U000e0041\U000e0100", "x\\U000e0041\\U000e0100"),
    ],
)  # fmt: skip
def test_hidden_letters_and_commands_are_spelt_out(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_nothing_of_unicode_that_commands_passes() -> None:
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    assert not {x for x in visible(every) if unicodedata.category(x) in COMMANDS}


@given(st.text())
def test_what_is_visible_can_stand_in_xml_and_utf_8(text: str) -> None:
    shown = visible(text)
    shown.encode("utf-8")
    assert all(x >= " " and not 0x7F <= ord(x) < 0xA0 and x not in "\ufffe\uffff" for x in shown)
    assert visible(shown) == shown


def test_the_lines_of_a_text_stay_lines() -> None:
    assert visible_lines("a\n\x1b[2J\n") == "a\n\\x1b[2J\n"


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [
        ("utf-8", "“Zoë” – 李 → Łuk… ── 100 ± 2 ½"),
        ("utf-16", "“Zoë” – 李 → Łuk… ── 100 ± 2 ½"),
        ("cp1252", "“Zoë” – ?? -> Luk… -- 100 ± 2 ½"),
        ("cp437", '"Zoë" - ?? -> Luk... ── 100 ± 2 ½'),
        ("ascii", '"Zoe" - ?? -> Luk... -- 100 +- 2 ?'),
        ("no such encoding", '"Zoe" - ?? -> Luk... -- 100 +- 2 ?'),
    ],
)
def test_letters_that_an_encoding_lacks_are_replaced(encoding: str, shown: str) -> None:
    assert fitting("“Zoë” – 李 → Łuk… ── 100 ± 2 ½", encoding) == shown


def test_an_accent_that_stands_apart_is_joined_or_left_out() -> None:
    assert fitting("Zoe\u0308 n\u0323", "latin-1") == "Zoë n"


@given(st.text(), st.sampled_from(["ascii", "cp1252", "cp437", "shift_jis", "utf-8"]))
def test_any_visible_text_can_be_written_in_any_encoding(text: str, encoding: str) -> None:
    fitting(visible(text), encoding).encode(encoding)


def test_question_marks_take_the_cells_of_what_they_stand_for() -> None:
    for text in ("李小龍", "👩\u200d🚀", "ᄒ\u1161\u11ab"):
        assert fitting(text, "ascii") == "?" * cells_of(text)
