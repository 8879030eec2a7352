"""Facts about messages. Each is read word for word, as its author would read it."""

from __future__ import annotations

import pickle

import pytest

from moshimo.errors import (
    Problem,
    RunError,
    Span,
    WorldError,
    did_you_mean,
    listed,
    nearest,
    render,
)
from moshimo.output.shown_letters import visible

LINE = "    if ship.cargoo > 0:"
SHIP = Span("rules/trade.py", 4, 13, 6, LINE)


def test_a_problem_is_told_with_place_line_caret_and_fix() -> None:
    fix = "did you mean `cargo`? `Ship` has: cargo, crew, port."
    problem = Problem(
        "unknown-field", SHIP, "`Ship` has no field `cargoo`", "no such field", fix=fix
    )
    assert render(problem) == (
        "rules/trade.py:4:13: error[unknown-field]: `Ship` has no field `cargoo`\n"
        "\n"
        "    4 |     if ship.cargoo > 0:\n"
        "      |             ^^^^^^ no such field\n"
        "\n"
        "  fix: did you mean `cargo`? `Ship` has: cargo, crew, port."
    )


def test_other_places_and_the_reason_are_told_too() -> None:
    there = Span("kinds/person.yaml", 3, 3, 3, "  age: {unit: year}")
    here = Span("rules/hunger.py", 3, 17, 5, "    p.hunger += p.age * 2")
    problem = Problem(
        "unit-mismatch",
        here,
        "`hunger` has no unit, but `p.age * 2` is in years",
        "year",
        why="both sides of `+=` must have the same unit.",
        fix="divide by a time, for example\n`p.age / (50 * year)`",
        also=((there, "`age` is in years"),),
    )
    assert render(problem) == (
        "rules/hunger.py:3:17: error[unit-mismatch]: "
        "`hunger` has no unit, but `p.age * 2` is in years\n"
        "\n"
        "    3 |     p.hunger += p.age * 2\n"
        "      |                 ^^^^^ year\n"
        "\n"
        "  kinds/person.yaml:3:3: `age` is in years\n"
        "    3 |   age: {unit: year}\n"
        "      |   ^^^\n"
        "\n"
        "  why: both sides of `+=` must have the same unit.\n"
        "  fix: divide by a time, for example\n"
        "       `p.age / (50 * year)`"
    )


def test_a_problem_of_a_whole_file_has_no_line() -> None:
    problem = Problem("no-such-file", Span("leaf/cast.yaml"), "there is no such file")
    assert render(problem) == "leaf/cast.yaml: error[no-such-file]: there is no such file"


def test_the_caret_stands_right_after_wide_letters_accents_and_tabs() -> None:
    line = "\t港: ne\u0301e 𝒳 x"
    where = Span("a.yaml", 1, line.index("x") + 1, 1, line)
    assert render(Problem("odd", where, "odd")).split("\n")[2:] == [
        "    1 |     港: ne\u0301e 𝒳 x",
        "      |               ^",
    ]


def test_the_caret_is_as_wide_as_the_word_in_cells() -> None:
    where = Span("a.yaml", 1, 1, 2, "港娘: 1")
    assert render(Problem("odd", where, "odd")).endswith("    1 | 港娘: 1\n      | ^^^^")


def test_only_the_part_round_the_caret_of_a_very_long_line_is_shown() -> None:
    where = Span("a.yaml", 1, 1001, 3, "a" * 1000 + "bbb" + "c" * 1000)
    assert render(Problem("odd", where, "odd", "here")).split("\n")[2:] == [
        "    1 | …" + "a" * 60 + "bbb" + "c" * 57 + "…",
        "      | " + " " * 61 + "^^^ here",
    ]


def test_an_authors_text_cannot_command_the_terminal_or_turn_its_direction() -> None:
    line = "\x1b[2Jname: \u202eeman\u2028\x07\x9b"
    where = Span("a\x1b.yaml", 1, 5, 4, line)
    problem = Problem(
        "odd", where, "`\x1b]0;x\x07` and\nb.py:1:1: error", "\x1b[0m", also=((where, "\r"),)
    )
    shown = render(problem)
    assert shown == (
        "a\\x1b.yaml:1:5: error[odd]: `\\x1b]0;x\\x07` and\\nb.py:1:1: error\n"
        "\n"
        "    1 | \\x1b[2Jname: \\u202eeman\\u2028\\x07\\x9b\n"
        "      |        ^^^^ \\x1b[0m\n"
        "\n"
        "  a\\x1b.yaml:1:5: \\r\n"
        "    1 | \\x1b[2Jname: \\u202eeman\\u2028\\x07\\x9b\n"
        "      |        ^^^^"
    )
    assert all(letter == "\n" or letter.isprintable() for letter in shown)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("Zoë 港", "Zoë 港"),
        ("\ud800", "\\ud800"),
        ("\ufeff\u200b\u2066", "\\ufeff\\u200b\\u2066"),
        ("\ufffe", "\\ufffe"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_hidden_letters_are_spelt_out_and_others_left_alone(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_a_name_of_a_megabyte_does_not_fill_the_screen() -> None:
    told = render(Problem("odd", Span("a.yaml"), "x" * 1_000_000))
    assert len(told) == 601
    assert told.endswith("…")


def test_all_problems_are_told_at_once_in_file_order() -> None:
    one = Problem("odd", Span("b.py", 1, 1, 1, "x"), "third")
    two = Problem("odd", Span("a.py", 20, 1, 1, "x"), "second")
    three = Problem("odd", Span("a.py", 3, 1, 1, "x"), "first")
    assert str(WorldError([one, two, three])) == (
        "a.py:3:1: error[odd]: first\n\n    3 | x\n      | ^\n\n"
        "a.py:20:1: error[odd]: second\n\n   20 | x\n      | ^\n\n"
        "b.py:1:1: error[odd]: third\n\n    1 | x\n      | ^\n\n"
        "3 problems in 2 files. Nothing was run."
    )


def test_one_problem_is_counted_as_one() -> None:
    assert str(WorldError([Problem("odd", Span("a.py"), "odd")])) == (
        "a.py: error[odd]: odd\n\n1 problem in 1 file. Nothing was run."
    )


def test_no_more_than_twenty_problems_are_shown() -> None:
    told = str(WorldError(Problem("odd", Span("a.py", n), f"no {n}") for n in range(1, 26)))
    assert told.count("error[odd]") == 20
    assert told.endswith("no 20\n\nand 5 more\n\n25 problems in 1 file. Nothing was run.")


def test_a_fault_while_running_is_told_in_the_same_form() -> None:
    problem = Problem("no-number", SHIP, "`ship.cargoo / 0` has no value", "divided by 0")
    assert str(RunError(problem)) == render(problem)


def test_errors_travel_between_processes() -> None:
    problem = Problem("odd", SHIP, "odd")
    world_error = pickle.loads(pickle.dumps(WorldError([problem])))
    run_error = pickle.loads(pickle.dumps(RunError(problem)))
    assert world_error.problems == (problem,)
    assert run_error.problem == problem
    assert world_error.problems[0].where.text == LINE


def test_the_same_place_is_the_same_with_and_without_its_text() -> None:
    assert Span("rules/trade.py", 4, 13, 6) == SHIP


@pytest.mark.parametrize(
    ("word", "meant"),
    [("cargoo", "cargo"), ("CREW", "crew"), ("prot", "port"), ("sail", ""), ("x" * 10_000, "")],
)
def test_the_nearest_name_is_found_or_none(word: str, meant: str) -> None:
    assert nearest(word, ["port", "crew", "cargo"]) == meant


def test_the_nearest_name_is_asked_for() -> None:
    assert did_you_mean("cargoo", {"cargo", "crew"}) == "did you mean `cargo`?"
    assert did_you_mean("sail", {"cargo", "crew"}) == ""


def test_a_long_list_ends_in_a_number() -> None:
    assert listed("abcdefg") == "a, b, c, d, e, f, g"
    assert listed("abcdefghi") == "a, b, c, d, e, f, g and 2 more"
    assert listed([]) == ""
