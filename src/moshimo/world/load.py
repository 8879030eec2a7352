"""An author's folder → a checked world, or every problem in all its files at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from moshimo.errors import Problem, Span, WorldError, did_you_mean, listed
from moshimo.lang import tree
from moshimo.lang.check import check
from moshimo.lang.declare import declare
from moshimo.lang.model import Laws
from moshimo.world.build import Texts, built
from moshimo.world.forks.forked import branched
from moshimo.world.forks.forks import forks
from moshimo.world.people import members
from moshimo.world.people.company import company
from moshimo.world.text import folder
from moshimo.world.text.findings import Findings
from moshimo.world.text.folder import Folder
from moshimo.world.text.rule_files import rule_files
from moshimo.world.text.settings import Settings, settings
from moshimo.world.text.yaml_text import Value, read
from moshimo.world.world import Scenario, World

READ = ("", "scenarios", "stories", "telling", "forks")
RULES_BEGIN = 4096  # bytes: how far into a file its import is looked for
FOLDERS = {
    **{word: word for word in ("rules", "scenarios", "stories", "forks", "telling")},
    "rule": "rules",
    "scenario": "scenarios",
    "story": "stories",
    "fork": "forks",
}


def load(
    where: str, numbers: Mapping[str, float] | None = None, fork: str = ""
) -> tuple[World, Scenario]:
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
    found, chosen = folder.locate(where)
    findings = Findings()
    front = _yaml(found.root / "world.yaml", found, findings)
    said = settings(
        front or Value({}, Span(found.show(found.root / "world.yaml"))), found.word, findings
    )
    _slips(found, findings)
    files = [_yaml(p, found, findings) for p, _ in found.files("", ".yaml") if p.stem != "world"]
    scenarios, stories, tellings, parted = (
        _folder(found, under, findings) for under in ("scenarios", "stories", "telling", "forks")
    )
    if folder.is_path(fork):
        parted[fork] = _outside(fork, findings)
    rules = rule_files(found, said, findings)
    laws = None if rules is None else _laws(rules, findings, numbers)
    readable = [f for f in files if f]
    if laws is None and rules is not None and len(readable) == len(files):
        _only_members(rules, readable, said, findings)  # else some that they name may be missing
    plots = (scenarios, stories, tellings, parted)
    everything = [front, *files, *(value for some in plots for value in some.values())]
    if rules is None or laws is None or any(value is None for value in everything):
        raise WorldError(findings.problems)
    whole = [{word: value for word, value in some.items() if value} for some in plots]
    texts = Texts(found.word, said, readable, *whole)
    people = company(readable, laws, findings)
    world = built(texts, laws, people, findings)
    parts = forks(texts.forks, world, people, findings)
    if findings.problems:
        raise WorldError(findings.problems)
    world = replace(world, forks={word: part.fork for word, part in parts.items()})
    if not fork:
        return world, _chosen(world, chosen or world.first, where)
    _is_of(fork, world, chosen, where)
    return branched(texts, rules, world, parts[fork].people, fork, numbers or {})


def _chosen(world: World, word: str, where: str) -> Scenario:
    if word in world.scenarios:
        return world.scenarios[word]
    fix = did_you_mean(word, world.scenarios) or f"there is: {listed(sorted(world.scenarios))}."
    what = f"`{world.word}` has no scenario `{word}`"
    raise WorldError([Problem("unknown-scenario", Span(where), what, fix=fix)])


def _is_of(fork: str, world: World, scenario: str, where: str) -> None:
    """Make sure that there is such a fork, of the scenario that is asked for."""
    if fork not in world.forks:
        known = sorted(world.forks)
        fix = did_you_mean(fork, known) or (f"there is: {listed(known)}." if known else "")
        why = "a fork that is no part of the world is named by its path: `./my-fork.yaml`."
        what = f"`{world.word}` has no fork `{fork}`"
        raise WorldError([Problem("unknown-fork", Span(where), what, why=why, fix=fix)])
    root = world.forks[fork].scenario
    if scenario and scenario != root:
        _chosen(world, scenario, where)
        what = f"`{fork}` is a fork of `{root}`, not of `{scenario}`"
        fix = f"write `{where.rstrip('/').removesuffix(scenario)}{root}`."
        raise WorldError([Problem("other-scenario", Span(where), what, fix=fix)])


# files ----------------------------------------------------------------------------------------


def _yaml(path: Path, found: Folder, findings: Findings) -> Value | None:
    """Return a file's contents, or None after noting why they cannot be read."""
    try:
        return read(path, found.show(path), found.root)
    except WorldError as error:
        findings.problems.extend(error.problems)
        return None


def _outside(fork: str, findings: Findings) -> Value | None:
    """Return the contents of a fork's file that is no part of the world, or None."""
    path = Path(fork).expanduser().absolute()
    try:
        return read(path, folder.as_known(path))
    except WorldError as error:
        findings.problems.extend(error.problems)
        return None


def _slips(found: Folder, findings: Findings) -> None:
    """Note files and folders that would be passed over, because of how they are called."""
    for path, shown in [pair for under in READ for pair in found.files(under, ".yml")]:
        what = "a file of a world ends in `.yaml`"
        findings.wrong("file-name", Span(shown), what, fix=f"call it `{path.stem}.yaml`.")
    for path, shown in found.files("", ".py"):
        if _has_rules(path):
            what, fix = "rules stand in the folder `rules`", f"move it to `rules/{path.name}`."
            findings.wrong("file-name", Span(shown), what, fix=fix)
    for path in sorted(found.root.iterdir()):
        meant = FOLDERS.get(path.name.lower(), path.name)
        if meant != path.name and path.is_dir():
            what = f"`{path.name}` is not one of a world's folders"
            fix = f"call it `{meant}`."
            findings.wrong("file-name", Span(found.show(path)), what, fix=fix)


def _has_rules(path: Path) -> bool:
    """Whether a Python file begins as rules do; others may be there for whatever reason."""
    with path.open("rb") as opened:
        return b"from moshimo.rules import" in opened.read(RULES_BEGIN)


def _folder(found: Folder, under: str, findings: Findings) -> dict[str, Value | None]:
    return {path.stem: _yaml(path, found, findings) for path, _ in found.files(under, ".yaml")}


# rules ----------------------------------------------------------------------------------------


def _laws(
    files: Sequence[tree.File], findings: Findings, numbers: Mapping[str, float] | None
) -> Laws | None:
    """Return the checked laws, or None after noting what is wrong with them."""
    try:
        return check(files, numbers)
    except WorldError as error:
        findings.problems.extend(error.problems)
        return None


def _only_members(
    rules: Sequence[tree.File], files: Sequence[Value], said: Settings, findings: Findings
) -> None:
    """Check the members too where rules are wrong but their kinds are not: all mistakes at once."""
    slips: list[Problem] = []
    names = declare(rules, slips)
    if slips:
        return
    laws = Laws(names.kinds, names.choices, names.meanings)
    people = company(files, laws, findings)
    members.given(people.entries, people.cast(laws, said.calendar.day, findings))
