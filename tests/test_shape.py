"""What the house holds to beside the map: how its files, functions and names are cut.

Each test measures the source itself and lists every offence as `file:line: what`. The files of the
dialect (`systems/`, `worlds/`) are left out: Python never runs them.
"""

from __future__ import annotations

import ast
import dataclasses
import importlib
import pkgutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from tests.offences import hold
from tests.test_architecture import FILES, SRC

MOST_FILES, MOST_FLOORS = 14, 8  # of a folder
MOST_LINES_OF_A_FILE, MOST_LINES_OF_A_FUNCTION = 450, 60
TREES = (  # where nodes are declared: of the two trees, and of the form between them and the code
    *("lang/written", "lang/typed", "compile/ir/nodes"),
)
IMPORTS = ast.Import | ast.ImportFrom
FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef

KNOWN = frozenset(FILES)

Arrow: TypeAlias = tuple[Path, int, Path]  # who imports, in which line, what


# what the files say -----------------------------------------------------------------------------


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def nodes() -> Iterator[tuple[Path, ast.AST]]:
    """Yield every node of every file."""
    return ((path, node) for path in FILES for node in walked(path))


@cache
def walked(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(tree(path)))


def offence(path: Path, line: int, what: object) -> str:
    return f"{path.relative_to(SRC).as_posix()}:{line}: {what}"


def module(dotted: str) -> Path | None:
    """Return the file of a module of ours, None if it is none."""
    path = SRC.parent / dotted.replace(".", "/")
    return next((p for p in (path.with_suffix(".py"), path / "__init__.py") if p in KNOWN), None)


@cache
def arrows() -> tuple[Arrow, ...]:
    """Return every import of one of our files by another, also those for types alone."""
    found: dict[tuple[Path, Path], int] = {}
    for path, node in nodes():
        if isinstance(node, IMPORTS):
            for target in imported(node):
                if target != path:
                    found.setdefault((path, target), node.lineno)
    return tuple((path, line, target) for (path, target), line in sorted(found.items()))


def imported(node: ast.Import | ast.ImportFrom) -> list[Path]:
    """Return our files that an import names: in `from a import b`, b is a file or a name in one."""
    if isinstance(node, ast.Import):
        paths = [module(name.name) for name in node.names]
    else:
        of = node.module or ""
        paths = [module(f"{of}.{name.name}") or module(of) for name in node.names]
    return [path for path in paths if path]


# files and folders ------------------------------------------------------------------------------


def folders() -> list[Path]:
    """Return all folders but the package's own, whose order is the map: see test_architecture."""
    return sorted({folder for path in FILES for folder in path.parents if SRC in folder.parents})


@cache
def rooms(folder: Path) -> dict[tuple[Path, Path], Arrow]:
    """Return the arrows between the rooms of a folder: its files, and each folder in it."""

    def room(path: Path) -> Path | None:
        return folder / path.relative_to(folder).parts[0] if folder in path.parents else None

    found: dict[tuple[Path, Path], Arrow] = {}
    for path, line, target in arrows():
        ends = room(path), room(target)
        if ends[0] and ends[1] and ends[0] != ends[1]:
            found.setdefault((ends[0], ends[1]), (path, line, target))
    return found


def circles(pairs: Iterable[tuple[Path, Path]]) -> list[set[Path]]:
    """Return the sets of places from each of which arrows lead to all the others, and back."""
    leads: dict[Path, set[Path]] = defaultdict(set)
    for here, there in pairs:
        leads[here].add(there)
    reached = {here: reachable(here, leads) for here in leads}
    found: list[set[Path]] = []
    for here in sorted(leads):
        circle = {there for there in reached[here] if here in reached.get(there, ())}
        if circle and circle not in found:
            found.append(circle)
    return found


def reachable(here: Path, leads: Mapping[Path, set[Path]]) -> set[Path]:
    found: set[Path] = set()
    waiting = [here]
    while waiting:
        new = leads.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return found


def longest_chain(pairs: Iterable[tuple[Path, Path]]) -> list[Path]:
    """Return the longest row of places each of which has an arrow to the next, if no circle is."""
    leads: dict[Path, set[Path]] = defaultdict(set)
    for here, there in pairs:
        leads[here].add(there)

    @cache
    def chain(here: Path) -> list[Path]:
        below = [chain(there) for there in sorted(leads.get(here, ()))]
        return [here, *max(below, key=len, default=[])]

    return max(map(chain, sorted(leads)), key=len, default=[])


def test_no_import_circle_runs_between_files() -> None:
    found = []
    for circle in circles((here, there) for here, _, there in arrows()):
        found += [
            offence(here, line, f"imports {there.relative_to(SRC)}, in a circle")
            for here, line, there in arrows()
            if {here, there} <= circle
        ]
    hold(found)


def test_no_import_circle_runs_between_the_rooms_of_a_folder() -> None:
    found = []
    for folder in folders():
        between = rooms(folder)
        for circle in circles(between):
            found += [
                offence(
                    path, line, f"imports {target.relative_to(SRC)}, in a circle of {folder.name}/"
                )
                for ends, (path, line, target) in between.items()
                if {*ends} <= circle
            ]
    hold(found)


def test_no_folder_has_more_than_14_files() -> None:
    found = []
    for folder in folders():
        files = [path for path in folder.glob("*.py") if path.stem != "__init__"]
        if len(files) > MOST_FILES:
            found.append(offence(folder, 0, f"{len(files)} files, of at most {MOST_FILES}"))
    hold(found)


def test_no_folder_has_more_than_8_floors() -> None:
    """Floors are the files on the longest row of imports; a folder within is a file here."""
    found = []
    for folder in folders():
        between = rooms(folder)
        if circles(between):
            found.append(offence(folder, 0, "has no floors, since it imports in a circle"))
            continue
        chain = longest_chain(between)
        if len(chain) > MOST_FLOORS:
            row = " → ".join(room.stem for room in chain)
            found.append(
                offence(folder, 0, f"{len(chain)} floors, of at most {MOST_FLOORS}: {row}")
            )
    hold(found)


def test_no_file_is_longer_than_450_lines() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in FILES}
    hold(
        offence(path, length, f"of at most {MOST_LINES_OF_A_FILE} lines")
        for path, length in lengths.items()
        if length > MOST_LINES_OF_A_FILE
    )


def test_no_function_is_longer_than_60_lines() -> None:
    hold(
        offence(
            path, node.lineno, f"{node.name}, {length} lines of at most {MOST_LINES_OF_A_FUNCTION}"
        )
        for path, node in nodes()
        if isinstance(node, FUNCTIONS)
        and (length := (node.end_lineno or 0) - node.lineno + 1) > MOST_LINES_OF_A_FUNCTION
    )


# names ------------------------------------------------------------------------------------------


def test_a_type_name_means_one_thing() -> None:
    """Classes and names for types (`X: TypeAlias = …`), in all files together."""
    places: dict[str, list[tuple[Path, int]]] = defaultdict(list)
    for path, node in nodes():
        if isinstance(node, ast.ClassDef):
            places[node.name].append((path, node.lineno))
        elif isinstance(node, ast.AnnAssign) and ast.unparse(node.annotation) == "TypeAlias":
            places[ast.unparse(node.target)].append((path, node.lineno))
    hold(
        offence(*place, name)
        for name in sorted(places)
        for place in places[name]
        if places[name][1:]
    )


def test_a_file_name_means_one_thing() -> None:
    stems: dict[str, list[Path]] = defaultdict(list)
    for path in FILES:
        if not path.stem.startswith("__"):
            stems[path.stem].append(path)
    hold(
        offence(path, 1, f"one of {len(stems[stem])} files named {stem}")
        for stem in sorted(stems)
        for path in stems[stem]
        if stems[stem][1:]
    )


def test_only_the_command_line_knows_click() -> None:
    hold(
        offence(path, node.lineno, ast.unparse(node))
        for path, node in nodes()
        if isinstance(node, IMPORTS)
        and path.relative_to(SRC).parts[0] != "cli"
        and any(name.split(".")[0] == "click" for name in named(node))
    )


def named(node: ast.Import | ast.ImportFrom) -> list[str]:
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else [n.name for n in node.names]


# the kernel's names, and the nodes of trees -----------------------------------------------------


def kernel_names() -> dict[str, str]:
    """Return each name that only the kernel or the schema should spell, and what it is.

    Files that take `Block` from the subset are the kernel, and what it asks of a world's code: a
    function of theirs is called by name, and what they read of `b` are fields of the block. The
    language has some words of its own that are the same (`now`, `near`); those may be spelt, and so
    may a local name that is given to `local`.
    """
    found: dict[str, str] = {}
    for path in FILES:
        if path.relative_to(SRC).parts[0] == "engine" and "Block" in {
            name.name
            for node in walked(path)
            if isinstance(node, ast.ImportFrom) and (node.module or "").endswith("subset")
            for name in node.names
        }:
            for node in walked(path):
                if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "b":
                    found[node.attr] = "a field of the block"
            for node in tree(path).body:
                if isinstance(node, ast.FunctionDef):
                    found[node.name] = f"a function of {path.relative_to(SRC).as_posix()}"
    words = (
        "lang/words.py",
        "lang/typed.py",
        "lang/analysis/plan.py",
    )  # of which typed nodes are made
    own = (SRC / word for word in words)
    of_language = {node.value for path in own for node in texts(path)}
    found |= dict.fromkeys(schema_names(), "a name of the schema")
    return {name: what for name, what in found.items() if name not in of_language}


def schema_names() -> set[str]:
    """Return the names of all frozen values that `moshimo.schema` declares, if it is there."""
    try:
        schema = importlib.import_module("moshimo.schema")
    except ModuleNotFoundError:
        return set()
    files = [f"moshimo.schema.{f.name}" for f in pkgutil.iter_modules(schema.__path__)]
    found: set[str] = set()
    for name in ("moshimo.schema", *files):
        for value in vars(importlib.import_module(name)).values():
            found |= names_in(value)
    return found


def names_in(value: Any) -> set[str]:
    """Return the names that a frozen value gives to itself and to what stands in it."""
    if isinstance(value, (tuple, list, frozenset)):
        return {name for one in value for name in names_in(one)}
    if isinstance(value, Mapping):
        return {name for one in value.values() for name in names_in(one)}
    if isinstance(value, type) or not dataclasses.is_dataclass(value):
        return set()
    parts = [getattr(value, field.name, None) for field in dataclasses.fields(value)]
    own = {getattr(value, word, None) for word in ("name", "word")}
    return {name for name in own if isinstance(name, str)} | names_in(parts)


def texts(path: Path) -> list[ast.Constant]:
    """Return the string constants of a file that are not docstrings."""
    said = {id(node.value) for node in walked(path) if isinstance(node, ast.Expr)}
    return [
        node
        for node in walked(path)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said
    ]


def test_the_compiler_spells_no_name_of_the_kernel() -> None:
    """It takes functions, slots and fields from the schema, as values that a checker can follow."""
    names = kernel_names()
    assert names
    hold(
        offence(path, node.lineno, f'"{node.value}" is {names[str(node.value)]}')
        for path in FILES
        if path.relative_to(SRC).parts[0] == "compile"
        for node in texts(path)
        if node.value in names and node not in locals_of(path)
    )


def locals_of(path: Path) -> list[ast.expr]:
    """Return the names of local variables that a file makes: what `local` is given first."""
    calls = [node for node in walked(path) if isinstance(node, ast.Call) and node.args]
    return [call.args[0] for call in calls if ast.unparse(call.func).endswith("local")]


def test_a_new_kind_of_node_is_not_swallowed_in_silence() -> None:
    """No match over nodes of a tree ends in `case _`, unless it is there to `assert_never`."""
    assert any(is_tree(path) for path in FILES)
    hold(
        offence(path, case.pattern.lineno, f"`case {ast.unparse(case.pattern)}` over nodes")
        for path, node in nodes()
        if isinstance(node, ast.Match) and asked_for(node) & names_of_nodes(path)
        for case in node.cases
        if swallows(case)
    )


def is_tree(path: Path) -> bool:
    return path.relative_to(SRC).as_posix().startswith(TREES)


@cache
def names_of_nodes(path: Path) -> set[str]:
    """Return what a file calls the classes of trees: `If` or `tree.If`, by what it imports."""
    found = set(declared(path)) if is_tree(path) else set()
    for node in walked(path):
        if isinstance(node, ast.ImportFrom):
            of = module(node.module or "")
            for name in node.names:
                here, file = name.asname or name.name, module(f"{node.module}.{name.name}")
                if file and is_tree(file):
                    found |= {f"{here}.{kind}" for kind in declared(file)}
                elif of and is_tree(of):
                    found.add(here)
    return found


def declared(path: Path) -> list[str]:
    return [node.name for node in tree(path).body if isinstance(node, ast.ClassDef)]


def asked_for(node: ast.Match) -> set[str]:
    """Return the classes that the arms of a match ask for, not those of what is inside a node."""
    found: set[str] = set()
    waiting = [case.pattern for case in node.cases]
    while waiting:
        match waiting.pop():
            case ast.MatchClass(cls=cls):
                found.add(ast.unparse(cls))
            case ast.MatchOr(patterns=patterns) | ast.MatchSequence(patterns=patterns):
                waiting += patterns
            case ast.MatchAs(pattern=ast.pattern() as pattern):
                waiting.append(pattern)
    return found


def swallows(case: ast.match_case) -> bool:
    """Whether an arm takes whatever is left."""
    anything = isinstance(case.pattern, ast.MatchAs) and case.pattern.pattern is None
    return (
        anything
        and case.guard is None
        and not ast.unparse(case.body[0]).removeprefix("typing.").startswith("assert_never(")
    )
