"""An author's folder → a checked world, or every problem in all its files at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from moshimo.errors import Problem, Span, WorldError
from moshimo.lang import written
from moshimo.lang.laws import Laws
from moshimo.lang.text.source import Allowance
from moshimo.lang.typing.check import check
from moshimo.lang.typing.declarations import declare
from moshimo.world.build import built
from moshimo.world.costs import too_costly
from moshimo.world.forks.finding import ensure_of
from moshimo.world.forks.forked import as_forked
from moshimo.world.forks.forks import forks
from moshimo.world.people import members
from moshimo.world.people.company import company
from moshimo.world.text.findings import Findings, meant
from moshimo.world.text.folder import is_path
from moshimo.world.text.rule_files import rule_files
from moshimo.world.text.settings import Settings, settings
from moshimo.world.text.world_source import Source, read, with_outside
from moshimo.world.text.yaml_text import Value, parse
from moshimo.world.texts import Texts
from moshimo.world.world import CheckedWorld, Scenario


def load(
    where: str, numbers: Mapping[str, float] | None = None, fork: str = ""
) -> tuple[CheckedWorld, Scenario]:
    """Return the world that `where` names, and the scenario of it, by default the first.

    Args:
        where: `leaf`, `leaf/evening`, `./town` or `./town/evening`.
        numbers: other values for the rules' numbers with a name.
        fork: the name of a file in `forks/`, or a path to another that begins with `.`, `/` or `~`.
            Then the world has the numbers and the cast of that fork, and the scenario is the one at
            its root, with what it and those that it is a fork of change at the start.

    Raises:
        WorldError: with every problem of all its files.
    """
    source, chosen = read(where)
    if is_path(fork):
        source = with_outside(source, fork)
    world = understood(source, numbers or {})
    scenario = find_scenario(world, chosen or world.first)
    if not fork:
        return world, scenario
    ensure_of(world, fork, chosen)
    return as_forked(world, fork)


def understood(source: Source, numbers: Mapping[str, float] | None = None) -> CheckedWorld:
    """Return the world that these texts make, all of it checked, its forks too.

    Nothing else is read of it. `numbers` are other values for the rules' numbers with a name.

    Raises:
        WorldError: with every problem of all its files.
    """
    findings, left = Findings(list(source.problems)), Allowance()
    values = {
        path: None if text is None else findings.noted(parse, text, source.show(path), left)
        for path, text in source.files.items()
        if path.endswith(".yaml")
    }
    front = values.pop("world.yaml")
    said = settings(front or Value({}, Span(source.show("world.yaml"))), source.word, findings)
    rules = rule_files(source, said, findings)
    laws = None if rules is None else findings.noted(check, rules, numbers)
    files = [value for path, value in values.items() if "/" not in path]
    readable = [value for value in files if value]
    if laws is None and rules is not None and len(readable) == len(files):
        _only_members(rules, readable, said, findings)  # else some that they name may be missing
    apart = {
        word: None if one.text is None else findings.noted(parse, one.text, one.shown)
        for word, one in source.apart.items()
    }
    everything = [front, *values.values(), *apart.values()]
    if rules is None or laws is None or any(value is None for value in everything):
        raise WorldError(findings.problems)
    scenarios, stories, tellings, parted = (
        {
            PurePosixPath(path).stem: value
            for path, value in values.items()
            if value and path.startswith(f"{under}/")
        }
        for under in ("scenarios", "stories", "telling", "forks")
    )
    parted |= {word: value for word, value in apart.items() if value}
    people = company(readable, laws, findings)
    files_read = scenarios, stories, tellings, parted
    texts = Texts(source, said, rules, numbers or {}, laws, people, *files_read)
    world = built(texts, laws, people, findings)
    made = forks(world, findings)
    world = replace(world, forks=made)
    if not findings.problems:
        findings.problems += too_costly(world)
    if findings.problems:
        raise WorldError(findings.problems)
    return world


def find_scenario(world: CheckedWorld, word: str) -> Scenario:
    """Return the world's scenario of that name.

    Raises:
        WorldError: it has none.
    """
    if word in world.scenarios:
        return world.scenarios[word]
    fix = meant(word, sorted(world.scenarios))
    what = f"`{world.word}` has no scenario `{word}`"
    raise WorldError([Problem("unknown-scenario", Span(world.texts.source.where), what, fix=fix)])


def _only_members(
    rules: Sequence[written.File], files: Sequence[Value], said: Settings, findings: Findings
) -> None:
    """Check the members too where rules are wrong but their kinds are not: all mistakes at once."""
    slips: list[Problem] = []
    names = declare(rules, slips)
    if slips:
        return
    laws = Laws(names.kinds, names.choices, names.meanings)
    people = company(files, laws, findings)
    members.given(people.entries, people.cast(laws, said.calendar.day, findings))
