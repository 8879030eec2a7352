"""Pages name only what there is, and wrap at 100 columns. What they quote is held by test_docs."""

from __future__ import annotations

import ast
import keyword
import re
from functools import cache
from pathlib import Path

import pytest
from tests.offences import hold
from tests.test_architecture import DOORS, PARTS, SRC
from tests.test_docs import PAGES, ROOT, named, text_of

WIDEST = 100
READ = [*PAGES, ROOT / "bench" / "README.md"]
NOW = [page for page in READ if page.name != "CHANGELOG.md"]  # that one tells of the past
OF_THE_HOUSE = [ROOT / "CONTRIBUTING.md", ROOT / "docs" / "map.md"]

FENCE = re.compile(r"^( *)```.*?^\1```$", re.MULTILINE | re.DOTALL)
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
WIDE = re.compile(r" *(\||>|\[[^]]+\]: )")  # tables, passages of a story, links: never wrapped
QUOTED = re.compile(r"`([^`\n]+)`")
PATH = re.compile(r"[\w*][\w.*-]*(/[\w.*-]+)*/?")
SUFFIX = re.compile(r"\.(css|html|lock|md|py|pyi|toml|yaml)$")
IN_FILE = re.compile(r"`(\w\w+)`\s+(?:in|of)\s+`([\w./]+\.py)`")
DRAWN = re.compile(rf"\b(?:{'|'.join(PARTS + DOORS)})/[\w*.]+")  # in a drawing, without backticks
TUTORIAL = re.compile(r"<!-- (?:file|answer): (\S+) -->")


def without(pattern: re.Pattern[str], text: str) -> str:
    """Return a text with what a pattern finds left out, each line still in its place."""
    return pattern.sub(lambda found: "\n" * found[0].count("\n"), text)


def prose(page: Path) -> str:
    return without(FENCE, text_of(page))


def line_of(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


# what there is ----------------------------------------------------------------------------------


@cache
def files() -> dict[str, list[str]]:
    """Return the paths of all files by their names, and those that the tutorial has one write."""
    places = [
        path for top in ("src", "tests", "docs", "bench") for path in (ROOT / top).rglob("*.*")
    ]
    known = [path.relative_to(ROOT).as_posix() for path in [*places, *ROOT.glob("*.*")]]
    known += [path for page in PAGES for path in TUTORIAL.findall(text_of(page))]
    found: dict[str, list[str]] = {}
    for path in known:
        found.setdefault(path.split("/")[-1], []).append(path)
    return found


def is_there(path: str) -> bool:
    """Whether a page may name a path: from here, from the package, or the end of a longer one."""
    if path.rstrip("/") in PARTS + DOORS:
        return True  # also what has only its place in the order
    if any(any(base.glob(path)) for base in (ROOT, SRC.parent, SRC, SRC / "worlds" / "leaf")):
        return True
    if is_universe(path):
        return True
    whole = path if SUFFIX.search(path) else f"{path.rstrip('/')}/"
    return any(f"/{whole}" in f"/{known}" for known in files().get(path.split("/")[-1], ()))


def is_universe(path: str) -> bool:
    """Whether a path is a world and one of its scenarios: `leaf/exile`."""
    world, _, scenario = path.partition("/")
    return (SRC / "worlds" / world / "scenarios" / f"{scenario}.yaml").exists()


@cache
def spelt() -> frozenset[str]:
    """Return every word that is a name in the package, the dialect's files included."""
    found = set(keyword.kwlist)
    for path in [*SRC.rglob("*.py"), *SRC.rglob("*.pyi")]:
        found |= {path.stem, path.parent.name}
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.FunctionDef(name=word) | ast.ClassDef(name=word):
                    found.add(word)
                case ast.Name(id=word) | ast.arg(arg=word) | ast.Attribute(attr=word):
                    found.add(word)
                case ast.alias(name=word) | ast.Constant(value=str(word)):
                    found.add(word)
    return frozenset(found)


def defines(path: Path, dotted: str) -> bool:
    """Whether a file has such a name at its top, or, after a dot, within that."""
    body: list[ast.stmt] = ast.parse(path.read_text(encoding="utf-8")).body
    for word in dotted.split("."):
        inside = next((node for node in body if word in names_of(node)), None)
        if inside is None:
            return False
        body = inside.body if isinstance(inside, ast.ClassDef) else []
    return True


def names_of(node: ast.stmt) -> set[str]:
    """Return the names that a statement gives."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return {node.name}
    targets = node.targets if isinstance(node, ast.Assign) else []
    targets = [node.target] if isinstance(node, ast.AnnAssign) else targets
    return {part.id for one in targets for part in ast.walk(one) if isinstance(part, ast.Name)}


# the facts --------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", NOW, ids=named)
def test_every_path_that_a_page_names_exists(page: Path) -> None:
    text = prose(page)
    lost = [
        f"{named(page)}:{line_of(text, found.start())}: {path}"
        for found in QUOTED.finditer(text)
        for path in paths(found[1])
        if not is_there(path)
    ]
    hold(lost)


def paths(quoted: str) -> list[str]:
    """Return the paths in what stands between backticks: `engine/dice, due` are two files."""
    first, *rest = quoted.split(", ")
    if rest and "/" in first and all(re.fullmatch(r"\w+", word) for word in rest):
        folder, _, word = first.rpartition("/")
        return [f"{folder}/{one}.py" for one in (word, *rest)]
    if not PATH.fullmatch(quoted) or not ("/" in quoted or SUFFIX.search(quoted)):
        return []
    file, _, word = quoted.rpartition(".")
    if "/" in file and word and not SUFFIX.search(quoted):
        return [f"{file}.py"]  # `engine/changes.join` is a name in a file
    return [quoted]


@pytest.mark.parametrize("page", NOW, ids=named)
def test_a_name_said_to_be_in_a_file_is_there(page: Path) -> None:
    text = prose(page)
    lost = [
        f"{named(page)}:{line_of(text, found.start())}: {found[1]} is not in {found[2]}"
        for found in IN_FILE.finditer(text)
        if not any(defines(path, found[1]) for path in SRC.rglob(found[2]))
    ]
    hold(lost)


@pytest.mark.parametrize("page", OF_THE_HOUSE, ids=named)
def test_every_name_that_a_page_of_the_house_has_is_a_name_in_the_code(page: Path) -> None:
    text = prose(page)
    lost = []
    for found in QUOTED.finditer(text):
        at = f"{named(page)}:{line_of(text, found.start())}: {found[1]}"
        module, _, rest = found[1].removesuffix("()").rpartition("/")[2].partition(".")
        if not re.fullmatch(r"[\w./]+", found[1]) or SUFFIX.search(found[1]):
            continue
        if rest and not any(defines(path, rest) for path in SRC.rglob(f"{module}.py")):
            lost.append(at)
        if module and not rest and "/" not in found[1] and module not in spelt():
            lost.append(at)
    hold(lost)


@pytest.mark.parametrize("page", OF_THE_HOUSE, ids=named)
def test_every_file_in_a_drawing_exists(page: Path) -> None:
    text = text_of(page)
    lost = [
        f"{named(page)}:{line_of(text, block.start() + found.start())}: {found[0]}"
        for block in FENCE.finditer(text)
        for found in DRAWN.finditer(block[0])
        if not any(any(SRC.glob(found[0] + end)) for end in ("", ".py"))
    ]
    hold(lost)


@pytest.mark.parametrize("page", READ, ids=named)
def test_no_line_of_a_page_is_wider_than_100_columns(page: Path) -> None:
    """Blocks of code, comments, tables, links' addresses and quoted passages are as they come."""
    text = without(COMMENT, prose(page))
    wide = [
        f"{named(page)}:{number}: {len(line)} columns"
        for number, line in enumerate(text.split("\n"), 1)
        if len(line) > WIDEST and not WIDE.match(line)
    ]
    hold(wide)
