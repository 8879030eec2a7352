"""Where a world stands: which folder is meant, which files it has, and what they are called.

A world is a path if it begins with `.`, `/`, `~` or a drive's letter; else it is one of those
that come with Moshimo. A scenario of it may follow: `leaf/evening`, `./town/evening`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from moshimo.errors import Problem, Span, WorldError
from moshimo.world.text.findings import meant

SHIPPED = Path(__file__).parents[2] / "worlds"
SYSTEMS = Path(__file__).parents[2] / "systems"
_PATH = re.compile(r"[./~\\]|[A-Za-z]:")
MOST_FILES = 2000


@dataclass(frozen=True, slots=True)
class Folder:
    """A world's folder. `shown` is what its files' names begin with in messages."""

    root: Path
    word: str
    shown: str

    def files(self, under: str, ending: str) -> list[tuple[Path, str]]:
        """Return the files of that ending directly in a folder, with their names as shown.

        Raises:
            WorldError: there are more than any world needs.
        """
        where = self.root / under if under else self.root
        if not where.is_dir():
            return []
        found = sorted(p for p in where.iterdir() if p.suffix == ending and p.name[0] not in ".~")
        if len(found) > MOST_FILES:
            what = f"`{under or self.word}` has more than {MOST_FILES:,} files"
            raise WorldError([Problem("too-many-files", Span(self.show(where)), what)])
        return [(path, self.show(path)) for path in found]

    def show(self, path: Path) -> str:
        """Return a file's name for messages, with forward slashes."""
        return (Path(self.shown) / path.relative_to(self.root)).as_posix()


def locate(where: str) -> tuple[Folder, str]:
    """Return the folder that is meant, and the scenario, or "".

    Raises:
        WorldError: there is no such world.
    """
    return _by_path(where) if is_path(where) else _by_name(where)


def is_path(text: str) -> bool:
    """Return whether a text is a path, and not a name."""
    return _PATH.match(text) is not None


def shipped() -> list[str]:
    """Return the names of the worlds that come with Moshimo."""
    return sorted(p.parent.name for p in SHIPPED.glob("*/world.yaml"))


def systems() -> list[str]:
    """Return the names of the standard systems."""
    return sorted(p.stem for p in SYSTEMS.glob("*.py") if p.stem != "__init__")


def _by_name(where: str) -> tuple[Folder, str]:
    word, _, scenario = where.strip("/").partition("/")
    known = shipped()
    if word in known:
        return Folder(SHIPPED / word, word, word), scenario
    fix = meant(word, known)
    if word and (Path(word) / "world.yaml").is_file():
        fix = f"a world of your own begins with a dot: `./{where}`."
    what = f"no world called `{word}` comes with Moshimo"
    why = "a world of your own is named by its path, which begins with `.`, `/` or `~`."
    raise WorldError([Problem("no-world", Span(where or "."), what, why=why, fix=fix)])


def _by_path(where: str) -> tuple[Folder, str]:
    path = Path(where).expanduser().absolute()
    if ".." in path.parts:
        path = path.resolve()
    for root, scenario in ((path, ""), (path.parent, path.name)):
        if (root / "world.yaml").is_file():
            return Folder(root, root.name, as_known(root)), scenario
    what = f"there is no world in `{where}`"
    if path.is_dir():
        why = "a world is a folder with a `world.yaml`."
        fix = "call `world.yml` `world.yaml`." if (path / "world.yml").is_file() else ""
    else:
        why, fix = "there is no such folder.", ""
    raise WorldError([Problem("no-world", Span(where), what, why=why, fix=fix)])


def as_known(path: Path) -> str:
    """Return a path as its author knows it: from where they stand, else by its name."""
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else path.name
