"""The texts of all files of a world, read once. Loading, forking and workers use only these."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from moshimo.errors import Problem, Span, WorldError
from moshimo.lang.text.source import LARGEST, Allowance, first_bytes, names_in, read_source
from moshimo.world.text import yaml_text
from moshimo.world.text.findings import Findings
from moshimo.world.text.folder import Folder, as_known, is_world, locate, named_path

FOLDERS = ("", "scenarios", "stories", "telling", "forks")  # where files of data are
FRONT = "world.yaml"
YAML, PYTHON = (".yaml", ".yml", ".yaml.txt", ".yml.txt"), (".py", ".py.txt")
ENDING = re.compile(r"(\.ya?ml|\.py)(\.txt)?$", re.IGNORECASE)
RULES_BEGIN = 4096  # bytes: how far into a file its import is looked for
MEANT = {word: word for word in ("rules", *FOLDERS[1:])} | {
    "rule": "rules",
    "scenario": "scenarios",
    "story": "stories",
    "fork": "forks",
    "tellings": "telling",
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
        WorldError: there is no such world, one of its folders cannot be read, or it has more files
            than any world needs.
    """
    found, scenario = locate(where)
    findings, left = Findings(), Allowance()
    files: dict[str, str | None] = {}
    data = [(under, ".yaml", yaml_text.LARGEST) for under in FOLDERS]
    for under, ending, largest in [*data, ("rules", ".py", LARGEST)]:
        try:
            _slips(found, under, findings)
            paths = found.files(under, ending)
        except WorldError as error:  # without that folder much would seem to be missing
            raise WorldError([*findings.problems, *error.problems]) from None
        if not under:
            front = found.root / FRONT  # it may be gone since, or be `World.yaml` in Windows
            others = [pair for pair in paths if pair[0].name.lower() != FRONT]
            paths = [(front, found.show(front)), *others]
        for path, shown in paths:
            name = path.relative_to(found.root).as_posix()
            files[name] = None
            if left.n_bytes >= 0:  # else that has been told already
                files[name] = findings.noted(read_source, path, found.root, shown, largest, left)
    return Source(where, found.word, found.shown, files, {}, tuple(findings.problems)), scenario


def with_outside(source: Source, fork: str, kind: str = "fork") -> Source:
    """Return a source with a fork's (or a story's) file that stands elsewhere, under its path.

    It may be a file of this or another world; then no link in that world is followed.

    Raises:
        WorldError: this is no path.
    """
    path = named_path(fork, "no-such-file", f"there is no {kind} in `{fork}`")
    root = path.parent.parent if is_world(path.parent.parent) else path.parent
    shown, findings = as_known(path) or fork, Findings()
    text = findings.noted(read_source, path, root, shown, yaml_text.LARGEST)
    apart = {**source.apart, fork: Apart(shown, text)}
    return replace(source, apart=apart, problems=(*source.problems, *findings.problems))


# what would be passed over --------------------------------------------------------------------


def _slips(found: Folder, under: str, findings: Findings) -> None:
    """Note files and folders that would be passed over, because of how they are called."""
    for name, is_folder in found.names(under):
        path, small = found.root / under / name, name.lower()
        at, stem = Span(found.show(path)), ENDING.sub("", name)
        meant = MEANT.get(small, name)
        if name[0] in ".~" or (under and is_folder and not _mislaid(path, found, under)):
            continue
        if under and is_folder:
            what = f"`{under}` holds files, and no folder of files is read there"
            findings.wrong("file-name", at, what, fix=f"move its files to `{under}`.")
        elif not under and meant != name and is_folder:
            what = f"`{name}` is not one of a world's folders"
            findings.wrong("file-name", at, what, fix=f"call it `{meant}`.")
        elif small.endswith(YAML) and under == "rules":
            what = "`rules` has rules, and no data"
            findings.wrong("file-name", at, what, fix="move it to the folder that it is meant for.")
        elif small.endswith(YAML) and not name.endswith(".yaml"):
            what = "a file of a world ends in `.yaml`"
            findings.wrong("file-name", at, what, fix=f"call it `{stem}.yaml`.")
        elif small == FRONT != name:
            what = f"the first file of a world is called `{FRONT}`"
            findings.wrong("file-name", at, what, fix=f"call it `{FRONT}`.")
        elif small.endswith(PYTHON) and under == "rules" and not name.endswith(".py"):
            what = "a file of rules ends in `.py`"
            findings.wrong("file-name", at, what, fix=f"call it `{stem}.py`.")
        elif small.endswith(PYTHON) and under != "rules" and _has_rules(path, found):
            what, fix = "rules stand in the folder `rules`", f"move it to `rules/{stem}.py`."
            findings.wrong("file-name", at, what, fix=fix)


def _mislaid(folder: Path, found: Folder, under: str) -> bool:
    """Whether a folder in a folder has files that would be read one floor above."""
    ending = ".py" if under == "rules" else ".yaml"
    inside = names_in(found.root, f"{under}/{folder.name}", found.show(folder))
    return any(name.lower().endswith(ending) for name, _ in inside)


def _has_rules(path: Path, found: Folder) -> bool:
    """Whether a Python file begins as rules do; others may be there for whatever reason."""
    return b"from moshimo.rules import" in first_bytes(path, found.root, RULES_BEGIN)
