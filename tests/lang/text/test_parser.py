"""Facts about reading rules: whatever is written, an author is told and nothing breaks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moshimo.errors import WorldError
from moshimo.lang.text.parser import parse
from moshimo.lang.typing.check import check

VILLAGE = Path(__file__).parents[2] / "worlds" / "sample" / "rules" / "village.py"
WORDS = re.findall(r"\w+|[^\w]", VILLAGE.read_text(encoding="utf-8"))
ODD = ["None", "lambda", "…", "港", "\t", "''", "1e999", "0x", "async", "await"]
SPARE = ["", *sorted(set(WORDS)), *ODD]


def told(text: str) -> str:
    """Return what the author of such a file is told, or ""."""
    try:
        check([parse(text, "file.py")])
    except WorldError as problems:
        return str(problems)
    return ""


@given(
    st.lists(
        st.tuples(st.integers(0, len(WORDS) - 1), st.sampled_from(SPARE)),
        min_size=1,
        max_size=4,
    )
)
@settings(max_examples=60)
def test_whatever_is_written_the_worst_that_comes_of_it_is_a_message(
    slips: list[tuple[int, str]],
) -> None:
    words = list(WORDS)
    for place, word in slips:
        words[place] = word
    assert "Traceback" not in told("".join(words))


@given(st.text())
def test_whatever_the_letters_only_a_message_comes_of_them(text: str) -> None:
    assert "Traceback" not in told(text)


def test_places_count_letters_not_bytes() -> None:
    text = 'def où_港() -> Level:\n    return max("港", märchen)\n'
    with pytest.raises(WorldError) as caught:
        parse(text, "a.py")
    marked = {
        problem.where.text[problem.where.column - 1 :][: problem.where.width]
        for problem in caught.value.problems
    }
    assert marked == {"où_港", "märchen"}


def test_one_s_own_remarks_on_python_are_never_printed() -> None:
    """An odd escape makes Python warn; a warning is an error in these tests."""
    file = parse('def a() -> bool:\n    "\\d"\n    return 1 is unknown\n', "a.py")
    assert file.functions[0].word == "a"


def test_a_file_keeps_what_its_docstring_says() -> None:
    file = parse('"""Weather.\n\nneeds: sky\n"""\n', "a.py")
    assert (file.path, file.telling) == ("a.py", "Weather.\n\nneeds: sky")
