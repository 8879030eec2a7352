"""Whether everything that can happen in a world can be told: asked when it is checked."""

from __future__ import annotations

from moshimo.errors import Problem
from moshimo.story.readings import readings
from moshimo.story.voice import tongue_of
from moshimo.world.world import Scenario, World


def readable(world: World, scenario: Scenario) -> list[Problem]:
    """Return a problem for each template in which no finite verb was found."""
    problems = []
    for reading in readings(tongue_of(world, scenario)):
        if reading.problem:
            rule = world.laws.rules[reading.rule]
            what = f"in `{reading.template}` {reading.problem}"
            problems.append(Problem("no-verb", rule.at, what, fix=reading.fix))
    return problems
