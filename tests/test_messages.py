"""Every message is read: each has a broken world, and beside it the exact text that is told.

`messages/rules/NAME.py` is one rule file. `messages/worlds/NAME.world` holds files (`=== PATH`)
that stand beside, or in the place of, those of the little town. `--write` renews the texts.
"""

from __future__ import annotations

import ast
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import pytest

from moshimo.errors import WorldError
from moshimo.lang.text.parser import parse
from moshimo.lang.typing.check import check
from moshimo.world.load import load
from moshimo.world.text import folder

if TYPE_CHECKING:
    from _typeshed import TraceFunction

HERE = Path(__file__).parent
SRC = HERE.parent / "src" / "moshimo"
RULES = sorted((HERE / "messages" / "rules").glob("*.py"))
WORLDS = sorted((HERE / "messages" / "worlds").glob("*.world"))
SYSTEMS = HERE / "messages" / "worlds" / "systems"
TOWN = HERE / "messages" / "worlds" / "town"

# The reading of plain files and of YAML has its own tests, message by message.
OTHERS = ("source.py", "letters.py", "yaml_text.py", "yaml_slips.py")
OTHER_TESTS = (
    HERE / "engine" / "test_limits.py",
    HERE / "engine" / "test_no_memory.py",
    HERE / "lang" / "text" / "test_source.py",
    HERE / "world" / "text" / "test_yaml_text.py",
)
REFERENCE = HERE.parent / "docs" / "reference" / "messages.md"
# Reached only with limits made smaller, where no world is, or where there is nothing wrong in it:
# `world/test_load.py`, `world/test_rest.py`, `world/forks/test_forks.py` and
# `asked/test_which_story.py` read them.
ELSEWHERE = {
    "never-rests",
    "no-beats",
    "no-world",
    "other-scenario",
    "too-many-files",
    "too-many-members",
    "too-long",
    "unknown-fork",
    "unknown-scenario",
    "unknown-story",
}
CODE = re.compile(r"[a-z]+(-[a-z0-9]+)*")
MAKERS = ("Problem", "wrong", "unknown", "_refused", "add")


def told_of_rules(path: Path) -> str:
    with pytest.raises(WorldError) as caught:
        check([parse(path.read_text(encoding="utf-8"), path.name)])
    return f"{caught.value}\n"


def told_of_world(path: Path, where: Path) -> str:
    shutil.copytree(TOWN, where / "town")
    for part in re.split(r"^=== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        name, text = part.split("\n", 1)
        file = where / "town" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    with pytest.raises(WorldError) as caught:
        load("./town")
    return f"{caught.value}\n"


@pytest.fixture(autouse=True)
def _systems_of_these_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "SYSTEMS", SYSTEMS)


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_rules_are_told_what_is_wrong(path: Path, golden: Callable[[Path, str], None]) -> None:
    golden(path.with_suffix(".txt"), told_of_rules(path))


@pytest.mark.parametrize("path", WORLDS, ids=lambda path: path.stem)
def test_worlds_are_told_what_is_wrong(
    path: Path,
    golden: Callable[[Path, str], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    golden(path.with_suffix(".txt"), told_of_world(path, tmp_path))


def test_the_town_has_no_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(TOWN.parent)
    world, scenario = load("./town")
    assert (world.title, scenario.word) == ("Town", "start")


# every one of them ----------------------------------------------------------------------------


def ours() -> list[Path]:
    files = [*SRC.glob("lang/**/*.py"), *SRC.glob("world/**/*.py")]
    return sorted(path for path in files if path.name not in OTHERS)


def calls(path: Path) -> Iterator[ast.Call]:
    """Yield the calls in a file that make a problem."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and node.args:
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in MAKERS and not isinstance(node.args[0], ast.Starred):
                yield node


def codes_in(node: ast.expr) -> Iterator[str]:
    """Yield the codes that an argument can be."""
    if isinstance(node, ast.IfExp):
        yield from codes_in(node.body)
        yield from codes_in(node.orelse)
    elif isinstance(node, ast.Constant) and CODE.fullmatch(str(node.value)):
        yield str(node.value)


def codes(paths: Iterable[Path]) -> set[str]:
    return {code for path in paths for call in calls(path) for code in codes_in(call.args[0])}


def told() -> str:
    """Return all texts that are told."""
    texts = [path.with_suffix(".txt") for path in RULES + WORLDS]
    return "".join(path.read_text(encoding="utf-8") for path in texts)


def test_every_message_has_a_text_that_is_told() -> None:
    read = set(re.findall(r"error\[([a-z0-9-]+)\]", told()))
    assert codes(ours()) - read - ELSEWHERE == set()


def test_every_code_has_its_heading() -> None:
    every = codes(
        path
        for part in ("lang", "world", "asked", "story", "multiverse")
        for path in SRC.glob(f"{part}/**/*.py")
    )
    tests = [path.read_text(encoding="utf-8") for path in OTHER_TESTS]
    every |= set(re.findall(r"error\[([a-z0-9-]+)\]", told() + "".join(tests)))
    running = (SRC / "engine" / "trouble.py").read_text(encoding="utf-8")
    every |= set(re.findall(r"\(\s*\"([a-z]+(?:-[a-z]+)+)\",\s*\"", running))
    headings = re.findall(r"^### (.+)$", REFERENCE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(headings) == len(set(headings))
    assert every == set(headings)


def exhausted(*_: object, **__: object) -> ast.Module:
    raise RecursionError


def test_every_place_that_tells_is_reached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {str(path): path for path in ours()}
    seen: set[tuple[str, int]] = set()

    def enter(frame: FrameType, event: str, arg: object) -> TraceFunction | None:
        return note if frame.f_code.co_filename in files else None

    def note(frame: FrameType, event: str, arg: object) -> TraceFunction:
        seen.add((frame.f_code.co_filename, frame.f_lineno))
        return note

    before = sys.gettrace()
    sys.settrace(enter)
    try:
        for path in RULES:
            told_of_rules(path)
        for number, path in enumerate(WORLDS):
            where = tmp_path / str(number)
            where.mkdir()
            monkeypatch.chdir(where)
            told_of_world(path, where)
        with monkeypatch.context() as patched:
            patched.setattr(ast, "parse", exhausted)
            with pytest.raises(WorldError):
                parse("deeper than any Python can follow", "deep.py")
    finally:
        sys.settrace(before)
    missed = []
    for name, path in files.items():
        for call in calls(path):
            lines = range(call.lineno, (call.end_lineno or call.lineno) + 1)
            written = set(codes_in(call.args[0]))
            if written and not written <= ELSEWHERE and not any((name, n) in seen for n in lines):
                missed.append(f"{path.parent.name}/{path.name}:{call.lineno} {written}")
    assert not missed, "\n".join(missed)
