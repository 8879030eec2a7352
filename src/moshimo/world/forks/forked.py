"""A world as it is for one of its forks: other numbers, another cast, another beginning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from moshimo.errors import WorldError
from moshimo.lang import tree
from moshimo.lang.check import check
from moshimo.world.build import Texts, built
from moshimo.world.people.cast import Cast
from moshimo.world.people.company import Company
from moshimo.world.scenarios.differences import beliefs, change, from_start, secrets
from moshimo.world.text.findings import Findings
from moshimo.world.text.yaml_text import Value
from moshimo.world.world import Fork, Scenario, World


def branched(
    texts: Texts,
    rules: Sequence[tree.File],
    world: World,
    people: Company,
    word: str,
    numbers: Mapping[str, float],
) -> tuple[World, Scenario]:
    """Return the world as it is for a fork, and the scenario at its root with its beginning.

    Args:
        texts: what the folder says.
        rules: its rules, as trees.
        world: without the fork, and nothing wrong in it.
        people: the members that the fork has.
        word: the fork's.
        numbers: values asked for beside those of the fork, which go before them.

    Raises:
        WorldError: something is wrong in it that is not wrong without the fork.
    """
    chain = world.chain(word)
    findings = Findings()
    made = world
    if any(fork.other_world for fork in chain):
        other = {name: x for fork in chain for name, x in fork.numbers.items()}
        laws = check(rules, {**numbers, **other}) if other else world.laws
        made = built(texts, laws, people, findings)
        fewer = {kind: len(some) - len(made.members[kind]) for kind, some in world.members.items()}
        vacant = {kind: many for kind, many in fewer.items() if many > 0}
        made = replace(made, forks=world.forks, vacant=vacant)
    cast = people.cast(made.laws, made.calendar.day, findings)
    scenario = made.scenarios[chain[0].scenario]
    for fork in chain:
        if fork.at.kind == "start":
            scenario = begun(scenario, fork, texts.forks[fork.word], cast)
    if findings.problems:
        raise WorldError(findings.problems)
    return made, scenario


def begun(scenario: Scenario, fork: Fork, text: Value, cast: Cast) -> Scenario:
    """Return a scenario with what a fork changes at the start, as it is in this cast."""
    given = text.data if isinstance(text.data, dict) else {}
    changed = from_start(scenario.starts, change(given.get("change"), cast))
    held = beliefs(given.get("minds"), scenario.starts, cast)
    hidden = secrets(given.get("secret"), cast, open_=True)
    minds = {(b.mind, b.attribute.full, b.owner, b.key): b for b in (*scenario.beliefs, *held)}
    known = {(s.attribute.full, s.owner, s.key): s for s in (*scenario.secrets, *hidden)}
    return replace(
        scenario,
        values={**scenario.values, **changed},
        beliefs=tuple(minds[place] for place in sorted(minds)),
        secrets=tuple(known[place] for place in sorted(known)),
    )
