"""Scenarios that never rest: what `check` warns of, and what it passes over."""

from __future__ import annotations

from tests.world.town import RULES, Load

from moshimo.errors import render
from moshimo.world.rest import restless

ENDS = {"scenarios/day.yaml": "scenario: Day\nends: {at: day 2 12:00}\n"}
TICKS = '''
class Clock:
    strikes_at: Moment = private(never)


@event(at=Clock.strikes_at)
def strike(clock: Clock):
    """{clock} strikes."""
    clock.strikes_at = now + hours(1)
'''
WHY = "  why: without an end it is told until something stops it: `--until`, or a bound of ours.\n"
NOBODY = {"people.yaml": "Clock:\n  bell: {strikes_at: '08:00'}\n"}


def warned(loaded: Load, files: dict[str, str]) -> list[str]:
    world, _ = loaded(files)
    return [render(warning, word="warning") for warning in restless(world)]


def test_a_scenario_without_an_end_in_which_people_think_is_warned_of(loaded: Load) -> None:
    (said,) = warned(
        loaded, {"scenarios/day.yaml": "scenario: Day\n", "world.yaml": "scenario: day"}
    )
    assert said == (
        "town/scenarios/day.yaml:1:1: warning[never-rests]: `day` has no end, and its people think "
        "of something to do again and again\n\n"
        "    1 | scenario: Day\n"
        "      | ^^^^^^^^^^^^^\n\n"
        f"{WHY}"
        "  fix: say when it ends, for example `ends: {at: day 2 12:00}`."
    )


def test_a_world_without_scenarios_is_told_to_write_one(loaded: Load) -> None:
    (said,) = warned(loaded, {})
    assert said == (
        "town/world.yaml: warning[never-rests]: `start` has no end, and its people think "
        "of something to do again and again\n\n"
        f"{WHY}"
        "  fix: write a file in `scenarios/` that says when it ends, for example "
        "`ends: {at: day 2 12:00}`."
    )


def test_clocks_that_set_themselves_again_and_chance_never_rest(loaded: Load) -> None:
    clock, chance = (
        NOBODY | {"rules/town.py": TICKS},
        TICKS.replace("at=Clock.strikes_at", "mean=days(1)"),
    )
    (said,) = warned(loaded, clock)
    assert "`start` has no end, and `strike` sets its own clock again and again" in said
    (said,) = warned(
        loaded, NOBODY | {"rules/town.py": chance.replace("    clock.strikes_at = ", "    a = ")}
    )
    assert "`start` has no end, and `strike` comes by chance again and again" in said


def test_what_ends_is_passed_over(loaded: Load) -> None:
    asked = {"scenarios/day.yaml": "scenario: Day\nends: {when: happened(leave(ana))}\n"}
    for ends in (ENDS, asked):
        assert warned(loaded, ends | {"world.yaml": "scenario: day"}) == []


def test_the_start_that_nobody_wrote_is_passed_over_beside_others(loaded: Load) -> None:
    assert warned(loaded, ENDS) == []


def test_what_comes_to_rest_is_passed_over(loaded: Load) -> None:
    stops = f"{TICKS}    if now > day(9):\n        clock.strikes_at = never\n"
    seldom = f"{TICKS}    when(now < day(9))\n"
    for rules in (stops, seldom):
        assert warned(loaded, NOBODY | {"rules/town.py": rules}) == []
    assert warned(loaded, {"people.yaml": "", "rules/town.py": RULES}) == []
