"""A check that every deed of a world can be told."""

from __future__ import annotations

from moshimo.errors import Problem, visible
from moshimo.story.lexicon.of_world import lexicon_of
from moshimo.story.lexicon.readings import readings
from moshimo.world.world import Scenario, World


def readable(world: World, scenario: Scenario) -> list[Problem]:
    """Return a problem for each template without a finite verb."""
    problems = []
    for reading in readings(lexicon_of(world, scenario)):
        if reading.problem:
            at = reading.at or world.laws.rules[reading.rule].at
            what = f"in `{reading.template}` {reading.problem}"
            problems.append(Problem("no-verb", at, what, fix=reading.fix))
    return problems


def as_read(world: World, scenario: Scenario) -> str:
    """Return every sentence that can tell a deed, with its subject, verbs and past forms."""
    parts: list[str] = []
    last = ""
    for reading in readings(lexicon_of(world, scenario)):
        if reading.kind == "reason":
            continue
        if reading.rule != last:
            parts.append(f"{reading.rule}\n")
            last = reading.rule
        pasts = ", ".join(f"{written} → {past}" for written, past in reading.verbs)
        guessed = " (guessed)" if reading.guessed else ""
        subject = f"{reading.subject}: " if reading.subject else ""
        left = f"; no verbs: {', '.join(reading.left)}" if reading.left else ""
        parts.append(f"  {visible(reading.template)}\n      {subject}{pasts}{guessed}{left}\n")
    return "".join(parts)
