"""What a universe answers: the same whether it is stopped when it has, or runs to its end."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from bench.plots.tally import happened
from moshimo import World, load
from moshimo.asked.what import read
from moshimo.engine.block import copy
from moshimo.errors import RunError
from moshimo.multiverse.asking.deciding import Moment, SoFar, compared, every, negated, seen, some
from moshimo.multiverse.asking.poll import Poll, poll

SAMPLE = Path(__file__).parents[1] / "worlds" / "sample"
SEEDS = range(1, 41)
OF_DEEDS = (
    "happened(exile(cai, bo, reeve))",
    "happened(exile(cai, ana)) or happened(leave(bo))",
    "not happened(steal(None, None)) and happened(leave(bo))",
    "first(steal(None, None)) < first(slander(None, None, None))",
    "first(slander(cai, None)) <= first(steal(None, None))",
    "first(leave(bo)) < day(2)",
    "day(2) > first(leave(bo))",
    "first(leave(bo)) - hours(1) < day(2)",
    "first(leave(bo)) == never",
    "first(leave(ana)) < first(leave(ana))",
    "first(leave(ana)) <= first(leave(ana))",
    "happened(leave(bo)) or ana.worry > 0.2",
    "happened(misses(ana, bo, cottage))",
    *("M1", "M2", "M3", "M4", "M5", "M6"),
)
OF_STATE = (
    "bo.citizen",
    "reeve.holder == cai",
    "ana.worry > 0.1 and happened(exile(cai, bo))",
    "any(happened(exile(x, bo)) for x in Character)",
    "count(x for x in Character if happened(exile(None, x)))",
    "happened(Wrong(None, cai))",
    "happened(leave(bo), within=hours(24))",
    "recalls(ana, leave(bo))",
    "believes(ana, bo.place == mill)",
    "sum(x.fond[bo] for x in Character)",
    "ana.worry",
)


@pytest.fixture(scope="module")
def sample() -> World:
    made = load(str(SAMPLE))
    assert made.program.native is not None
    return made


def asked(start: World, *texts: str) -> Poll:
    return poll(read(texts, start.checked, start.scenario), start.checked, start.program)


def answers(of: Poll, *, stops: bool) -> list[list[float]]:
    return [of.answered(seed, stops=stops).answers for seed in SEEDS]


@pytest.mark.slow
@pytest.mark.parametrize("text", [*OF_DEEDS, *OF_STATE])
def test_a_universe_that_is_stopped_answers_the_same(sample: World, text: str) -> None:
    made = asked(sample, text)
    assert answers(made, stops=True) == answers(made, stops=False)


@pytest.mark.slow
def test_together_they_answer_as_alone(sample: World) -> None:
    texts = [*OF_DEEDS, *OF_STATE]
    together = answers(asked(sample, *texts), stops=True)
    for i, text in enumerate(texts):
        assert [row[i] for row in together] == [
            row[0] for row in answers(asked(sample, text), stops=True)
        ]


@pytest.mark.parametrize("text", OF_DEEDS[:6])
def test_what_is_decided_before_the_end_ends_the_universe(sample: World, text: str) -> None:
    made = asked(sample, text)
    early = 0
    for seed in SEEDS:
        universe = made.universe(seed)
        made.answers(universe)
        early += not universe.ended
    assert made.stops
    assert early > 0


@pytest.mark.parametrize("text", OF_STATE)
def test_what_hangs_on_the_state_runs_to_the_end(sample: World, text: str) -> None:
    made = asked(sample, text)
    universe = made.universe(3)
    made.answers(universe)
    assert universe.ended


def test_a_beat_is_all_of_its_deeds_in_its_place(sample: World) -> None:
    beats = sample.checked.stories["farewell"].beats
    made = asked(sample, *(beat.id for beat in beats))
    for seed, found in zip(SEEDS, answers(made, stops=True), strict=True):
        journal = sample.run(seed).deeds
        wanted = [all(happened(deed, journal, beat.place) for deed in beat.deeds) for beat in beats]
        assert [bool(x) for x in found] == wanted


def test_numbers_are_those_of_the_block_at_the_end(sample: World) -> None:
    made = asked(sample, "ana.hands", "sum(x.fond[bo] for x in Character if x != bo)")
    for seed in SEEDS:
        universe = made.universe(seed)
        hands, fond = made.answers(universe).answers
        people = universe.names("Character")
        assert hands == universe["hands"][people.index("ana")]
        others = [i for i in range(len(people)) if i != people.index("bo")]
        assert math.isclose(fond, float(universe["fond"][others, people.index("bo")].sum()))


def test_more_deeds_than_can_be_looked_out_for_are_looked_for_at_the_end(sample: World) -> None:
    people = [m.id for m in sample.checked.members["Character"]]
    rules = (
        "steal",
        "exile",
        "leave",
        "walk",
        "slander",
        "write_letter",
        "read_letter",
        "send_for",
    )
    texts = [f"happened({rule}({who}))" for rule in rules for who in people]
    texts += [f"happened({rule}(None, {who}))" for rule in ("steal", "exile") for who in people]
    texts += [f"first(slander({who}, {to})) < day(2)" for who in people for to in people]
    made = asked(sample, *texts)
    assert made.casts[0].scans
    found = answers(made, stops=True)
    for i, text in enumerate(texts):
        assert [row[i] for row in found] == [
            row[0] for row in answers(asked(sample, text), stops=True)
        ]


def test_a_question_without_an_answer_is_told(sample: World) -> None:
    made = asked(sample, "1 / (ana.worry - ana.worry) > 1")
    with pytest.raises(RunError) as caught:
        made.answered(1)
    assert str(caught.value).startswith(
        "question:1:1: error[divided-by-zero]: this divides by zero\n\n"
        "    1 | 1 / (ana.worry - ana.worry) > 1\n"
    )


# three-valued logic


def known(sample: World, past: float, *firsts: float) -> SoFar:
    return SoFar(firsts, past, copy(sample.program.template))


def test_what_has_not_happened_is_not_decided_before_the_end(sample: World) -> None:
    assert seen(0)(known(sample, 5, math.inf)) is None
    assert seen(0)(known(sample, 5, 3)) is True
    assert seen(0)(known(sample, math.inf, math.inf)) is False


def test_and_or_and_not_are_decided_by_what_decides_them(sample: World) -> None:
    now = known(sample, 5, 3, math.inf)
    yes, open_ = seen(0), seen(1)
    assert some([open_, yes])(now) is True
    assert every([open_, yes])(now) is None
    assert every([open_, negated(yes)])(now) is False
    assert some([open_, negated(yes)])(now) is None
    assert negated(open_)(now) is None


@pytest.mark.parametrize(
    ("op", "past", "firsts", "so"),
    [
        ("<", 5, (3, math.inf), True),  # all up to 5 is known, so the other is later
        ("<", 3, (3, math.inf), True),
        ("<", 5, (math.inf, 3), False),
        ("<", 5, (math.inf, math.inf), None),
        ("<", math.inf, (math.inf, math.inf), False),
        ("<=", math.inf, (math.inf, math.inf), True),
        ("<=", 5, (3, 3), True),
        ("<", 5, (3, 3), False),
        ("==", 5, (3, math.inf), False),
        ("!=", 5, (3, math.inf), True),
        ("==", math.inf, (math.inf, math.inf), True),
    ],
)
def test_moments_compare_as_soon_as_it_is_certain(
    sample: World, op: str, past: float, firsts: tuple[float, float], so: bool | None
) -> None:
    found = compared(op, Moment(0, 0.0), Moment(1, 0.0))(known(sample, past, *firsts))
    assert found is so
