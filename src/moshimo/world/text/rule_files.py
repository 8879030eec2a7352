"""A world's rules: those of the standard systems that it uses, and its own files."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from moshimo.lang import written
from moshimo.lang.text.parser import parse
from moshimo.lang.text.source import read_source
from moshimo.world.text import folder
from moshimo.world.text.findings import Findings
from moshimo.world.text.settings import Settings
from moshimo.world.text.world_source import Source

NEEDS = "needs:"


def rule_files(source: Source, said: Settings, findings: Findings) -> list[written.File] | None:
    """Return every rule file as a tree, or None after noting what cannot be read."""
    before = len(findings.problems)
    paths = source.under("rules", ".py")
    texts = {source.show(path): text for path in paths if (text := source.files[path]) is not None}
    own = [findings.noted(parse, text, shown) for shown, text in texts.items()]
    files = [*_systems(said, findings), *(made for made in own if made is not None)]
    return None if len(findings.problems) > before or len(texts) < len(paths) else files


def _systems(said: Settings, findings: Findings) -> list[written.File]:
    """Return the standard systems that the world uses, each with those that it needs there."""
    known = folder.systems()
    used = dict(said.systems)
    files = []
    for word, at in sorted(said.systems):
        if word not in known:
            what = f"there is no system `{word}`"
            findings.unknown("unknown-system", at, what, word, known, "no such system")
            continue
        shown = f"systems/{word}.py"
        text = read_source(folder.SYSTEMS / f"{word}.py", folder.SYSTEMS, shown)
        made = findings.noted(parse, text, shown)
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
        if word not in found and word in folder.systems():
            found.add(word)
            waiting += _needs_of(word)
    return sorted(found)


@cache
def _needs_of(system: str) -> list[str]:
    path = folder.SYSTEMS / f"{system}.py"
    return needs(parse(read_source(path, folder.SYSTEMS, path.name), system).telling)


def needs(telling: str) -> list[str]:
    """Return which systems a system needs, by the line of its docstring that says so."""
    lines = [line.strip() for line in telling.split("\n")]
    named = [line.removeprefix(NEEDS) for line in lines if line.startswith(NEEDS)]
    return [word.strip() for line in named for word in line.split(",") if word.strip()]
