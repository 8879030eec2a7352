"""The engine knows no world: what the leaf calls its people and places stands nowhere else."""

from __future__ import annotations

import re
from pathlib import Path

from moshimo.world.text.yaml_text import Value, parse

SRC = Path(__file__).parent.parent / "src" / "moshimo"
WORLDS = SRC / "worlds"
READ_BY_PEOPLE = (".py", ".pyi", ".yaml", ".html", ".css", ".md")


def members(world: Path) -> dict[str, str]:
    """Return the id of every member in a world's data, and its name or ""."""
    found: dict[str, str] = {}
    for path in sorted(world.glob("*.yaml")):
        contents = parse(path.read_text(encoding="utf-8"), path.name).data
        if path.name == "world.yaml" or not isinstance(contents, dict):
            continue
        for section in contents.values():
            if isinstance(section.data, dict):
                found |= {member: name_of(value) for member, value in section.data.items()}
    return found


def name_of(value: Value) -> str:
    name = value.data.get("name") if isinstance(value.data, dict) else None
    return name.data if name and isinstance(name.data, str) else ""


def proper_names(world: Path) -> set[str]:
    """Return the words that mean this world and no other: ids and names, but not "the gate"."""
    shared = {id_ for other in WORLDS.glob("*") if other != world for id_ in members(other)}
    proper = {id_: name for id_, name in members(world).items() if not name[:1].islower()}
    words = {*proper, *proper.values()} - shared
    return {word for word in words if len(word) > 3}


def test_no_name_of_the_leaf_stands_outside_its_folder() -> None:
    names = proper_names(WORLDS / "leaf")
    found = []
    pattern = re.compile(rf"\b({'|'.join(map(re.escape, sorted(names)))})\b", re.IGNORECASE)
    for path in sorted(SRC.rglob("*")) if names else []:
        if path.suffix in READ_BY_PEOPLE and WORLDS not in path.parents:
            text = path.read_text(encoding="utf-8")
            found += [f"{path.relative_to(SRC)}: {word}" for word in pattern.findall(text)]
    assert found == []
