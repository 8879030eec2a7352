"""An author's folder → a checked world, or every problem in all its files at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from moshimo.errors import Problem, Span, WorldError, did_you_mean, listed
from moshimo.lang import tree
from moshimo.lang.check import check
from moshimo.lang.declare import declare
from moshimo.lang.model import Laws
from moshimo.lang.parse import parse
from moshimo.lang.source import read_source
from moshimo.world import folder, members
from moshimo.world.cast import Cast
from moshimo.world.findings import Findings
from moshimo.world.folder import Folder
from moshimo.world.scenarios import IMPLICIT, Start, implicit, scenario
from moshimo.world.settings import Settings, settings
from moshimo.world.stories import story
from moshimo.world.telling import telling
from moshimo.world.world import Scenario, World
from moshimo.world.yaml_text import Value, read

NEEDS = "needs:"
READ = ("", "scenarios", "stories", "telling")
RULES_BEGIN = 4096  # bytes: how far into a file its import is looked for
FOLDERS = {
    **{word: word for word in ("rules", "scenarios", "stories", "forks", "telling")},
    "rule": "rules",
    "scenario": "scenarios",
    "story": "stories",
    "fork": "forks",
}


def load(where: str, numbers: Mapping[str, float] | None = None) -> tuple[World, Scenario]:
    """Return the world that `where` names, and the scenario of it, by default the first.

    Args:
        where: `leaf`, `leaf/evening`, `./town` or `./town/evening`.
        numbers: other values for the rules' numbers with a name.

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
    scenarios = _folder(found, "scenarios", findings)
    stories = _folder(found, "stories", findings)
    tellings = _folder(found, "telling", findings)
    rules = _rule_files(found, said, findings)
    laws = None if rules is None else _laws(rules, findings, numbers)
    readable = [f for f in files if f]
    if laws is None and rules is not None and len(readable) == len(files):
        _only_members(rules, readable, said, findings)  # else some that they name may be missing
    everything = [front, *files, *scenarios.values(), *stories.values(), *tellings.values()]
    if laws is None or any(value is None for value in everything):
        raise WorldError(findings.problems)
    plots = scenarios, stories, tellings
    world = _world(found, said, laws, [f for f in files if f], plots, findings)
    if findings.problems:
        raise WorldError(findings.problems)
    return world, _chosen(world, chosen or world.first, where)


def _world(
    found: Folder,
    said: Settings,
    laws: Laws,
    files: Sequence[Value],
    plots: tuple[dict[str, Value | None], dict[str, Value | None], dict[str, Value | None]],
    findings: Findings,
) -> World:
    """Return the world that checked laws and data that could be read make together."""
    scenarios, stories, tellings = plots
    entries, spoilt = members.entries(files, laws, findings)
    places = {e.member.id: (kind, i) for kind, es in entries.items() for i, e in enumerate(es, 1)}
    places |= dict.fromkeys(spoilt, ("", 0))
    counts = {kind: len(es) for kind, es in entries.items()}
    cast = Cast(laws, places, counts, said.calendar.day, findings)
    start = Start(members.given(entries, cast), said.starts, said.calendar)
    made = {word: scenario(word, v, start, cast) for word, v in scenarios.items() if v}
    if said.first and said.first not in made:
        what = f"there is no scenario `{said.first}`"
        findings.unknown("unknown-scenario", said.places["scenario"], what, said.first, made)
    first = said.first or IMPLICIT
    if not said.first and IMPLICIT not in made:
        made[IMPLICIT] = implicit(said.title, start)
    told = {word: story(word, v, made, first, cast) for word, v in stories.items() if v}
    return World(
        found.word,
        said.title,
        said.rights,
        laws,
        {kind: tuple(e.member for e in es) for kind, es in entries.items()},
        said.calendar,
        said.pace,
        said.verbs,
        made,
        first,
        told,
        tuple(word for word, _ in said.systems),
        telling([v for v in tellings.values() if v], cast),
    )


def _chosen(world: World, word: str, where: str) -> Scenario:
    if word in world.scenarios:
        return world.scenarios[word]
    fix = did_you_mean(word, world.scenarios) or f"there is: {listed(sorted(world.scenarios))}."
    what = f"`{world.word}` has no scenario `{word}`"
    raise WorldError([Problem("unknown-scenario", Span(where), what, fix=fix)])


# files ----------------------------------------------------------------------------------------


def _yaml(path: Path, found: Folder, findings: Findings) -> Value | None:
    """Return a file's contents, or None after noting why they cannot be read."""
    try:
        return read(path, found.show(path), found.root)
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


def _rule_files(found: Folder, said: Settings, findings: Findings) -> list[tree.File] | None:
    """Return every rule file as a tree, or None after noting what cannot be read."""
    before = len(findings.problems)
    files = _systems(said, findings)
    for path, shown in found.files("rules", ".py"):
        made = _rules(path, found.root, shown, findings)
        if made is not None:
            files.append(made)
    return None if len(findings.problems) > before else files


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
    entries, spoilt = members.entries(files, laws, findings)
    places = {e.member.id: (kind, i) for kind, es in entries.items() for i, e in enumerate(es, 1)}
    places |= dict.fromkeys(spoilt, ("", 0))
    counts = {kind: len(es) for kind, es in entries.items()}
    members.given(entries, Cast(laws, places, counts, said.calendar.day, findings))


def _rules(path: Path, root: Path, shown: str, findings: Findings) -> tree.File | None:
    try:
        return parse(read_source(path, root, shown), shown)
    except WorldError as error:
        findings.problems.extend(error.problems)
        return None


def _systems(said: Settings, findings: Findings) -> list[tree.File]:
    """Return the standard systems that the world uses, each with those that it needs there."""
    known = folder.systems()
    used = dict(said.systems)
    files = []
    for word, at in sorted(said.systems):
        if word not in known:
            what = f"there is no system `{word}`"
            findings.unknown("unknown-system", at, what, word, known, "no such system")
            continue
        made = _rules(folder.SYSTEMS / f"{word}.py", folder.SYSTEMS, f"systems/{word}.py", findings)
        if made is None:
            continue
        files.append(made)
        missing = [need for need in needs(made.telling) if need not in used]
        if missing:
            what = f"the system `{word}` needs `{'`, `'.join(missing)}`"
            fix = f"write `systems: [{', '.join(with_needs(used))}]`."
            findings.wrong("needs-system", at, what, fix=fix)
    return files


def with_needs(words: Iterable[str]) -> list[str]:
    """Return these systems with all that they need, and that those need, sorted."""
    found: set[str] = set()
    waiting = list(words)
    while waiting:
        word = waiting.pop()
        path = folder.SYSTEMS / f"{word}.py"
        if word not in found and path.is_file():
            found.add(word)
            waiting += needs(parse(read_source(path, folder.SYSTEMS, path.name), word).telling)
    return sorted(found)


def needs(telling: str) -> list[str]:
    """Return which systems a system needs, by the line of its docstring that says so."""
    lines = [line.strip() for line in telling.split("\n")]
    named = [line.removeprefix(NEEDS) for line in lines if line.startswith(NEEDS)]
    return [word.strip() for line in named for word in line.split(",") if word.strip()]
