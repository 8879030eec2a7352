"""The texts of all files of a world, read once. Loading, forking and workers use only these."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from moshimo.errors import Problem, Span
from moshimo.lang.text.source import LARGEST, read_source
from moshimo.world.text import yaml_text
from moshimo.world.text.findings import Findings
from moshimo.world.text.folder import Folder, as_known, locate

FOLDERS = ("", "scenarios", "stories", "telling", "forks")  # where files of data are
RULES_BEGIN = 4096  # bytes: how far into a file its import is looked for
MEANT = {word: word for word in ("rules", "scenarios", "stories", "forks", "telling")} | {
    "rule": "rules",
    "scenario": "scenarios",
    "story": "stories",
    "fork": "forks",
}


@dataclass(frozen=True, slots=True)
class Apart:
    """The YAML of a fork that is no file of the world; None where it cannot be read."""

    shown: str
    text: str | None


@dataclass(frozen=True, slots=True)
class Source:
    """The texts of a world. Nothing is read from its folder after this is made.

    Attributes:
        where: how the world was named when it was asked for, for messages.
        shown: the folder, as it is called in messages.
        files: path inside the folder → text, with plain line ends; None where a file cannot be
            read. The standard systems are not among them: they belong to this version of Moshimo.
        apart: fork's word → a fork from elsewhere, or made in memory.
        problems: what is wrong before any file is understood.
    """

    where: str
    word: str
    shown: str
    files: Mapping[str, str | None]
    apart: Mapping[str, Apart] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def digest(self) -> str:
        """SHA-256 of the world's own files, in hexadecimal."""
        return sha256(canonical(dict(self.files))).hexdigest()

    def under(self, folder: str, ending: str) -> list[str]:
        """Return the paths of that ending directly in a folder, sorted; "" is the world's own."""
        where = [(path, *path.rpartition("/")) for path in sorted(self.files)]
        return [path for path, of, _, name in where if of == folder and name.endswith(ending)]

    def show(self, path: str) -> str:
        """Return what a file is called in messages, with forward slashes."""
        return (Path(self.shown) / path).as_posix()

    def raw(self) -> bytes:
        """Return it as canonical bytes, without what is said only in messages here."""
        apart = {word: [one.shown, one.text] for word, one in self.apart.items()}
        return canonical({"word": self.word, "files": dict(self.files), "apart": apart})


def source_of(raw: bytes) -> Source:
    """Return the source that these bytes are."""
    given = json.loads(raw)
    word, apart = given["word"], {word: Apart(*one) for word, one in given["apart"].items()}
    return Source(word, word, word, given["files"], apart)


def canonical(value: object) -> bytes:
    """Return plain values as JSON that is the same for the same values."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def read(where: str) -> tuple[Source, str]:
    """Read a world's files; return them, and the scenario that is named, or "".

    Raises:
        WorldError: there is no such world, or it has more files than any world needs.
    """
    found, scenario = locate(where)
    findings = Findings()
    _slips(found, findings)
    files: dict[str, str | None] = {}
    data = [(under, ".yaml", yaml_text.LARGEST) for under in FOLDERS]
    for under, ending, largest in [*data, ("rules", ".py", LARGEST)]:
        for path, shown in found.files(under, ending):
            name = path.relative_to(found.root).as_posix()
            files[name] = findings.noted(read_source, path, found.root, shown, largest)
    problems = tuple(findings.problems)
    return Source(where, found.word, found.shown, files, {}, problems), scenario


def with_outside(source: Source, fork: str) -> Source:
    """Return a source with a fork's file that stands elsewhere, under its path as given."""
    findings = Findings()
    path = Path(fork).expanduser().absolute()
    shown = as_known(path)
    text = findings.noted(read_source, path, path.parent, shown, yaml_text.LARGEST)
    apart = {**source.apart, fork: Apart(shown, text)}
    return replace(source, apart=apart, problems=(*source.problems, *findings.problems))


# what would be passed over --------------------------------------------------------------------


def _slips(found: Folder, findings: Findings) -> None:
    """Note files and folders that would be passed over, because of how they are called."""
    for path, shown in [pair for under in FOLDERS for pair in found.files(under, ".yml")]:
        what = "a file of a world ends in `.yaml`"
        findings.wrong("file-name", Span(shown), what, fix=f"call it `{path.stem}.yaml`.")
    for path, shown in found.files("", ".py"):
        if _has_rules(path):
            what, fix = "rules stand in the folder `rules`", f"move it to `rules/{path.name}`."
            findings.wrong("file-name", Span(shown), what, fix=fix)
    for path in sorted(found.root.iterdir()):
        meant = MEANT.get(path.name.lower(), path.name)
        if meant != path.name and path.is_dir():
            what = f"`{path.name}` is not one of a world's folders"
            fix = f"call it `{meant}`."
            findings.wrong("file-name", Span(found.show(path)), what, fix=fix)


def _has_rules(path: Path) -> bool:
    """Whether a Python file begins as rules do; others may be there for whatever reason."""
    with path.open("rb") as opened:
        return b"from moshimo.rules import" in opened.read(RULES_BEGIN)
