"""No step and no question works without end, in either way of running."""

from __future__ import annotations

import pytest
from tests.engine.tiny import SAMPLE, MakeWorld

from moshimo import Universe, World, load
from moshimo.compile.fuel import MOST_FREE
from moshimo.engine import question_code
from moshimo.engine.program import costs
from moshimo.errors import RunError

CROWD = "\n".join(f"p{i}: {{place: hall}}" for i in range(12))
NESTED = '''
class Character:
    need: Amount = private(0.0)

@action()
def brood(a: Character):
    """{a} broods."""
    weigh(1, "{a} wants")
    a.need = sum(sum(sum(sum(1.0 for x in Character) for y in Character) for z in Character)
                 for w in Character)
'''
DOUBLING = (
    """
class Character:
    need: Amount = private(0.0)

def q0(x: Character) -> float:
    return x.need + 1
"""
    + "".join(
        f"""
def q{i}(x: Character) -> float:
    return q{i - 1}(x) + q{i - 1}(x)
"""
        for i in range(1, 16)
    )
    + '''
@action()
def brood(a: Character):
    """{a} broods."""
    weigh(q15(a), "{a} wants")
'''
)
BOTH = pytest.mark.parametrize("interpreted", [True, False], ids=["interpreted", "native"])


def spent(loaded: World, work: int, *, interpreted: bool) -> str:
    """Return what is told of a universe whose steps may do so much work."""
    universe = loaded.universe(1, interpreted=interpreted)
    universe.block.budget[0] = work
    with pytest.raises(RunError) as caught:
        universe.until()
    return str(caught.value)


@BOTH
def test_a_step_that_works_too_much_ends_the_universe_at_its_line(
    world: MakeWorld, interpreted: bool
) -> None:
    assert spent(world(NESTED, CROWD), 50_000, interpreted=interpreted) == (
        "tiny_0/rules/tiny.py:10:1: error[too-much-work]: this takes more work than one step "
        "may do\n"
        "\n"
        "  fix: go through fewer members at a time: bind roles in `when`, or keep what does not "
        "change in an attribute."
    )


@BOTH
def test_quantities_that_double_use_up_the_work_of_a_step(
    world: MakeWorld, interpreted: bool
) -> None:
    told = spent(world(DOUBLING, CROWD), 10_000, interpreted=interpreted)
    assert "error[too-much-work]" in told


def test_a_step_has_enough_for_what_check_lets_pass_by_far(world: MakeWorld) -> None:
    universe = world(NESTED, CROWD).run(1, until=600)
    assert len(universe.deeds) > 3


def worked(universe: Universe) -> list[tuple[float, int]]:
    """Return the time of each step, and the fuel that it left."""
    made = []
    while universe.step():
        made.append((universe.now, int(universe.block.fuel[0])))
    return made


def test_both_ways_of_running_spend_the_same_in_every_step() -> None:
    sample = load(str(SAMPLE))
    interpreted = worked(sample.universe(2, interpreted=True))
    assert interpreted == worked(sample.universe(2, interpreted=False))
    assert len({fuel for _, fuel in interpreted}) > 5


def test_what_is_done_for_each_option_is_charged_with_its_loop() -> None:
    assert 4 * costs()["bid"] < MOST_FREE  # else every loop over options charges in every round


def test_a_question_that_works_too_much_is_told_where_it_stands(
    world: MakeWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(question_code, "ASKED_WORK", 1000)
    asked = "1.0"
    for x in "vwxyz":
        asked = f"sum({asked} for {x} in Character)"
    with pytest.raises(RunError) as caught:
        world(NESTED, CROWD).odds(asked)
    first, *_ = str(caught.value).split("\n")
    assert first.endswith("error[too-much-work]: this takes more work than one step may do")
    assert "sum(sum(sum(" in str(caught.value)


def test_what_an_end_asks_is_bounded_too(world: MakeWorld) -> None:
    when = "sum(sum(sum(1.0 for x in Character) for y in Character) for z in Character) > 1e9"
    loaded = world(
        NESTED.replace("1.0 for x", "2.0 for x"), CROWD, ends=f'day 1 07:00, when: "{when}"'
    )
    assert "error[too-much-work]" in spent(loaded, 2_000, interpreted=True)
