"""Where a world stands: which folder is meant, which files it has, and what they are called.

A world is a path if it begins with `.`, `/`, `~` or a drive's letter; else it is one of those
that come with Moshimo. A scenario of it may follow: `leaf/evening`, `./town/evening`.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from moshimo.errors import Problem, Span, WorldError
from moshimo.lang.text.source import names_in
from moshimo.output.shown_letters import visible
from moshimo.world.text.findings import meant

SHIPPED = Path(__file__).parents[2] / "worlds"
SYSTEMS = Path(__file__).parents[2] / "systems"
_PATH = re.compile(r"[./~\\]|[A-Za-z]:")
MOST_FILES = 2000
MEANT_AS_WORLD = ("world.yml", "world.yaml", "world.yaml.txt")


@dataclass(frozen=True, slots=True)
class Folder:
    """A world's folder. `shown` is what its files' names begin with in messages."""

    root: Path
    word: str
    shown: str

    def names(self, under: str = "") -> list[tuple[str, bool]]:
        """Return what stands directly in a folder of the world; raises as `names_in`."""
        return names_in(self.root, under, self.show(self.root / under))

    def files(self, under: str, ending: str) -> list[tuple[Path, str]]:
        """Return the files of that ending directly in a folder, with their names as shown.

        Raises:
            WorldError: there are more than any world needs, or the folder cannot be read.
        """
        where = self.root / under
        names = [name for name, _ in self.names(under) if name[0] not in ".~"]
        found = [where / name for name in names if Path(name).suffix == ending]
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


def is_world(root: Path) -> bool:
    """Whether a folder is a world, as far as can be seen."""
    with suppress(OSError, ValueError):
        return _is(root / "world.yaml")
    return False


def shipped() -> list[str]:
    """Return the names of the worlds that come with Moshimo."""
    return [name for name, _ in names_in(SHIPPED, "", "") if is_world(SHIPPED / name)]


def systems() -> list[str]:
    """Return the names of the standard systems."""
    files = [Path(name) for name, _ in names_in(SYSTEMS, "", "") if name != "__init__.py"]
    return [file.stem for file in files if file.suffix == ".py"]


def named_path(text: str, code: str = "no-world", what: str = "") -> Path:
    """Return the path that somebody typed, from the root on.

    Raises:
        WorldError: it has letters that no path has, or nobody knows where it begins; with that
            code, and what could not be had.
    """
    why = "it has a byte that is no letter."
    if not any(letter == "\0" or "\ud800" <= letter <= "\udfff" for letter in text):
        try:
            path = Path(text).expanduser().absolute()
            return path.resolve() if ".." in path.parts else path
        except FileNotFoundError:
            why = "the folder that you stand in is no longer there."
        except RuntimeError as error:
            circle = "Symlink loop" in str(error)
            why = f"{'links stand in a circle' if circle else 'there is no such user'}."
        except OSError as error:
            why = _reason(error)
    raise _missing(text, why, code=code, what=what)


def as_known(path: Path) -> str:
    """Return a path as its author knows it: from where they stand, else by its name."""
    with suppress(OSError):  # the folder that they stand in may be gone
        here = Path.cwd()
        if path.is_relative_to(here):
            return path.relative_to(here).as_posix()
    return path.name


def _by_name(where: str) -> tuple[Folder, str]:
    word, _, scenario = where.strip("/").partition("/")
    known = shipped()
    if word in known:
        return Folder(SHIPPED / word, word, word), scenario
    fix = meant(word, known)
    if word and is_world(Path(word)):
        fix = f"a world of your own begins with a dot: `./{where}`."
    what = f"no world called `{word}` comes with Moshimo"
    why = "a world of your own is named by its path, which begins with `.`, `/` or `~`."
    raise WorldError([Problem("no-world", Span(where or "."), what, why=why, fix=fix)])


def _by_path(where: str) -> tuple[Folder, str]:
    path = named_path(where)
    try:
        for root, scenario in ((path, ""), (path.parent, path.name)):
            if _is(root / "world.yaml"):
                return Folder(root, visible(root.name), as_known(root)), scenario
        there = _is(path, stat.S_ISDIR)
        names = [name for name, _ in names_in(path, "", path.name)] if there else []
    except OSError as error:
        raise _missing(where, _reason(error)) from None
    why = "a world is a folder with a `world.yaml`." if there else "there is no such folder."
    meant = [name for name in names if name.lower() in MEANT_AS_WORLD]
    fix = f"call `{meant[0]}` `world.yaml`." if meant else ""
    if "world.yaml" in names:
        why, fix = "its `world.yaml` is no file.", ""
    raise _missing(where, why, fix)


def _is(path: Path, sort: Callable[[int], bool] = stat.S_ISREG) -> bool:
    """Whether something of a sort stands there; raises OSError where that cannot be known."""
    try:
        return sort(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False


def _missing(
    where: str, why: str, fix: str = "", code: str = "no-world", what: str = ""
) -> WorldError:
    what = what or f"there is no world in `{where}`"
    return WorldError([Problem(code, Span(where), what, why=why, fix=fix)])


def _reason(error: OSError) -> str:
    return f"{(error.strerror or 'it cannot be read').lower()}."
