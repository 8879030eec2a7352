"""A world as it is for one of its forks: other numbers, another cast, another beginning."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from moshimo.errors import WorldError
from moshimo.lang.typing.check import check
from moshimo.world.build import built
from moshimo.world.scenarios.differences import differences
from moshimo.world.text.findings import Findings
from moshimo.world.world import Belief, CheckedWorld, Scenario, Secret


def as_forked(world: CheckedWorld, word: str) -> tuple[CheckedWorld, Scenario]:
    """Return the world as it is for a fork, and the scenario at its root with its beginning.

    The fork's numbers go before those that the world was loaded with.

    Raises:
        WorldError: something is wrong in it that is not wrong without the fork.
    """
    texts, chain, findings = world.texts, world.chain(word), Findings()
    people = chain[-1].people
    made = world
    if any(fork.other_world for fork in chain):
        other = {name: x for fork in chain for name, x in fork.numbers.items()}
        laws = check(texts.rules, {**texts.numbers, **other}) if other else texts.laws
        made = built(texts, laws, people, findings)
        fewer = {k: len(es) - len(made.members[k]) for k, es in texts.people.entries.items()}
        vacant = {kind: many for kind, many in fewer.items() if many > 0}
        made = replace(made, forks=world.forks, vacant=vacant)
    cast = people.cast(made.laws, made.calendar.day, findings)
    scenario = made.scenarios[chain[0].scenario]
    for fork in chain:
        if fork.at.kind == "start":
            text = texts.forks[fork.word]
            given = text.data if isinstance(text.data, dict) else {}
            scenario = begun(scenario, *differences(given, scenario.starts, cast, open_=True))
    if findings.problems:
        raise WorldError(findings.problems)
    return made, scenario


def begun(
    scenario: Scenario,
    values: Mapping[tuple[str, int, int], float],
    held: Iterable[Belief],
    hidden: Iterable[Secret],
) -> Scenario:
    """Return a scenario with these values, beliefs and secrets in the place of its own."""
    minds = {(b.mind, b.attribute.full, b.owner, b.key): b for b in (*scenario.beliefs, *held)}
    known = {(s.attribute.full, s.owner, s.key): s for s in (*scenario.secrets, *hidden)}
    return replace(
        scenario,
        values={**scenario.values, **values},
        beliefs=tuple(minds[place] for place in sorted(minds)),
        secrets=tuple(known[place] for place in sorted(known)),
    )
