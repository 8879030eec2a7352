"""Whether everything that can happen in a world can be told: asked when it is checked."""

from __future__ import annotations

from moshimo.errors import Problem
from moshimo.story.readings import readings
from moshimo.story.tongue import plain
from moshimo.story.voice import tongue_of
from moshimo.world.world import CheckedWorld, Scenario


def readable(world: CheckedWorld, scenario: Scenario) -> list[Problem]:
    """Return a problem for each template in which no finite verb was found."""
    problems = []
    for reading in readings(tongue_of(world, scenario)):
        if reading.problem:
            at = reading.at or world.laws.rules[reading.rule].at
            what = f"in `{reading.template}` {reading.problem}"
            problems.append(Problem("no-verb", at, what, fix=reading.fix))
    return problems


def as_read(world: CheckedWorld, scenario: Scenario) -> str:
    """Return every sentence that a deed can be told by, with its subject, verbs and pasts."""
    parts: list[str] = []
    last = ""
    for reading in readings(tongue_of(world, scenario)):
        if reading.kind == "reason":
            continue
        if reading.rule != last:
            parts.append(f"{reading.rule}\n")
            last = reading.rule
        pasts = ", ".join(f"{written} → {past}" for written, past in reading.verbs)
        guessed = " (guessed)" if reading.guessed else ""
        subject = f"{reading.subject}: " if reading.subject else ""
        left = f"; no verbs: {', '.join(reading.left)}" if reading.left else ""
        parts.append(f"  {plain(reading.template)}\n      {subject}{pasts}{guessed}{left}\n")
    return "".join(parts)
