"""Facts about questions: expressions about a universe that name its members."""

from __future__ import annotations

import pytest

from moshimo.errors import Problem, Span
from moshimo.lang.laws import Laws
from moshimo.lang.question import LONGEST_QUESTION, question
from moshimo.lang.spelling import spelled
from moshimo.lang.text.parser import parse
from moshimo.lang.typed import Calc, Const, Ex, Read, Recall
from moshimo.lang.types import OURS
from moshimo.lang.typing.check import check

RULES = '''
class Rank(Choice):
    low, mill


class Character:
    rank: Rank = known(low)
    mercy: Level = private(0.5)


fear = number(4)


def kind(who: Character) -> Level:
    return who.mercy


@action()
def leave(who: Character):
    """{who} leaves."""
    weigh(1, "{who} must")
    gladly = chance(0.5)
'''
MEMBERS = {"ana": ("Character", 1), "bo": ("Character", 2), "mill": ("Place", 1)}


@pytest.fixture(scope="module")
def laws() -> Laws:
    return check([parse(RULES, "rules.py")])


def asked(laws: Laws, text: str, line: str = "") -> tuple[Ex | None, list[Problem]]:
    problems: list[Problem] = []
    at = Span("q.yaml", 1, (line or text).index(text[:1]) + 1, len(text), line or text)
    return question(text, at, laws, MEMBERS, problems), problems


def test_members_are_named_by_their_ids(laws: Laws) -> None:
    made, _ = asked(laws, "ana.place == mill")
    assert isinstance(made, Calc)
    assert isinstance(made.args[0], Read)
    assert made.args[0].owner == Const(made.args[0].owner.type, 1, OURS)
    assert made.args[1] == Const(made.args[1].type, 1, OURS)


def test_a_word_means_what_is_wanted_there(laws: Laws) -> None:
    made, _ = asked(laws, "ana.rank == mill")
    assert isinstance(made, Calc)
    assert made.args[1].type.tag == "choice"


def test_a_question_reads_what_is_private_and_what_happened(laws: Laws) -> None:
    assert asked(laws, "kind(ana) > ana.mercy / fear")[1] == []
    made, _ = asked(laws, "happened(leave(bo, gladly=True))")
    assert isinstance(made, Recall)
    assert made.pattern.outcomes[0][0] == "gladly"


def test_a_question_asks_when_something_was_first_done(laws: Laws) -> None:
    made, problems = asked(laws, "first(leave(bo)) < first(leave(ana, gladly=True))")
    assert problems == []
    assert isinstance(made, Calc)
    assert [arg.type.tag for arg in made.args] == ["moment", "moment"]
    assert spelled(made) == "first(leave(2)) < first(leave(1, gladly=True))"
    assert asked(laws, "first(leave(bo)) < day(2)")[1] == []


@pytest.mark.parametrize(
    ("text", "what", "fix"),
    [
        (
            "first(leave(bo)) < 5",
            "a Moment cannot be compared with a number",
            "compare it with another, for example `day(2)`.",
        ),
        (
            "first(leave(bo), within=hours(1)) < day(2)",
            "`first` takes a deed",
            "for example `first(promise(None, mind))`.",
        ),
        (
            "first(laeve(bo)) < day(2)",
            "there is no deed or meaning `laeve`",
            "did you mean `leave`?",
        ),
    ],
)
def test_a_slip_in_a_first_time_is_told(laws: Laws, text: str, what: str, fix: str) -> None:
    _, problems = asked(laws, text)
    assert [(p.what, p.fix) for p in problems] == [(what, fix)]


def test_a_question_may_look_into_a_mind(laws: Laws) -> None:
    made, problems = asked(laws, "believes(ana, bo.place == mill) and recalls(ana, leave(bo))")
    assert problems == []
    assert made is not None


def test_a_slip_is_shown_in_the_line_that_the_question_stands_in(laws: Laws) -> None:
    line = "ends: {when: ana.place == mil}"
    made, problems = asked(laws, "ana.place == mil", line)
    assert made is None
    assert problems[0].where == Span("q.yaml", 1, line.index("mil}") + 1, 3)


def test_a_folded_question_is_shown_as_a_whole(laws: Laws) -> None:
    at = Span("q.yaml", 3, 7, 2, "when: >-")
    problems: list[Problem] = []
    assert question("ana.place\n== mil", at, laws, MEMBERS, problems) is None
    assert problems[0].where == at


def test_a_question_has_a_bound(laws: Laws) -> None:
    _, problems = asked(laws, "1" * (LONGEST_QUESTION + 1))
    assert [(p.code, p.what) for p in problems] == [
        ("too-long", "this has 2,001 letters, and 2,000 is the most")
    ]


@pytest.mark.parametrize(
    "text", ["", "ana.place ==", "a = b", "__import__('os')", "ana.__class__", "x\0"]
)
def test_what_is_no_expression_is_told_and_never_run(laws: Laws, text: str) -> None:
    made, problems = asked(laws, text, f" {text}")
    assert made is None
    assert len(problems) == 1
