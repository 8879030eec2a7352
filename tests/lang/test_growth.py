"""How the time of `check` grows with a text: counted steps, twice and four times the size."""

from __future__ import annotations

import pytest
from tests.lang.growth import HEAD, KINDS, NOD
from tests.steps import counting

from moshimo.errors import WorldError
from moshimo.lang.text import parser
from moshimo.lang.text.letters import starts_of
from moshimo.lang.text.parser import parse
from moshimo.lang.typing.check import check


def steps(text: str) -> int:
    with counting() as counted:
        check([parse(text, "grows.py")])
    return counted.n


@pytest.mark.parametrize("kind", KINDS)
def test_checking_rules_takes_time_as_their_text_is_long(kind: str) -> None:
    made, size = KINDS[kind]
    texts = [made(size * factor) for factor in (1, 2, 4)]
    one, two, four = (steps(text) for text in texts)
    longer = (len(texts[2]) - len(texts[1])) / (len(texts[1]) - len(texts[0]))
    assert (four - two) / (two - one) < 1.3 * longer


def test_quantities_that_all_ask_those_of_the_row_before_are_checked_once() -> None:
    parts = [HEAD]
    for row in range(20):
        for i in range(5):
            asked = " + ".join(f"q{row - 1}_{j}(x)" for j in range(5)) if row else "x.need"
            parts.append(f"\ndef q{row:02}_{i}(x: Character) -> Amount:\n    return {asked}\n")
    text = "".join([*parts, NOD, "    a.need = q19_0(a)\n"]).replace("q0_", "q00_")
    for row in range(1, 10):
        text = text.replace(f" q{row}_", f" q{row:02}_")
    assert steps(text) < 1_000_000


def test_shorthands_that_double_are_refused_and_not_written_out() -> None:
    doubled = "".join(f"    v{i + 1} = v{i} + v{i}\n" for i in range(60))
    text = f"{HEAD}{NOD}    v0 = a.need\n{doubled}    when(v60 > 0)\n    means(Odd(a, v60))\n"
    with counting() as counted, pytest.raises(WorldError):
        check([parse(text, "grows.py")])
    assert counted.n < 300_000


def test_letters_of_a_line_are_counted_once_for_all_that_stands_in_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    counted: list[str] = []

    def once(row: str) -> list[int]:
        counted.append(row)
        return starts_of(row)

    monkeypatch.setattr(parser, "starts_of", once)
    tests = " and ".join(f"a.n != {i}" for i in range(50))
    file = parse(f'{HEAD}{NOD}    say(a, "wär"); when({tests}); a.m = 1\n', "grows.py")
    assert len(counted) == 1
    at = file.functions[0].body[-1].at
    assert at.text[at.column - 1 : at.column - 1 + at.width] == "a.m = 1"
