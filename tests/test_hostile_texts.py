"""Whatever an author's texts hold, nothing that commands or hides leaves by any door.

The texts are put into a world after it was read, since reading refuses most of them.
"""

from __future__ import annotations

import json
import unicodedata
import xml.dom.minidom
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.told import moshimo

import moshimo as front
from moshimo.output.shown_letters import visible

SAMPLE = Path(__file__).parent / "worlds" / "sample"
EVIL = (
    "\x1b]0;PWNED\x07\x1b[2J\x9b31m\u202e\u200b\ud800\ufffe\r\x1b[K<b>&\"'`*_[x](http://y) "
    "\n# z\n- $a$ @b www.c.d"
)
REASON = f"it is so {EVIL}"
DOORS: dict[str, Callable[[front.World], str]] = {
    "text": lambda world: str(world.tell(121)),
    "md": lambda world: world.tell(121).markdown(),
    "html": lambda world: world.tell(121).html(),
    "try": lambda world: str(world.ask("walk", "18:00", 121)),
    "compare": lambda world: world.compare("a-good-year", 121).text(120),
    "compare md": lambda world: world.compare("a-good-year", 121).markdown(),
    "compare html": lambda world: world.compare("a-good-year", 121).html(),
    "compare json": lambda world: json.dumps(world.compare("a-good-year", 121).json()),
    "show": lambda world: world.show("walk"),
}


def put(value: Any, word: str, text: str) -> None:
    object.__setattr__(value, word, text)


@pytest.fixture(scope="module")
def hostile() -> front.World:
    """Return the sample world, whose every name, title and reason is evil."""
    world = front.load(str(SAMPLE))
    for member in (m for those in world.checked.members.values() for m in those):
        put(member, "name", EVIL)
        put(member, "short", EVIL)
    for rule in world.checked.laws.rules.values():
        for weight in rule.weights:
            put(weight, "reason", REASON)
    for scenario in world.checked.scenarios.values():
        put(scenario, "title", EVIL)
    for fork in world.checked.forks.values():
        put(fork, "title", EVIL)
    put(world.checked, "title", EVIL)
    put(world.checked, "rights", EVIL)
    return world


def hidden(text: str) -> set[str]:
    return {x for x in text.replace("\n", "") if visible(x) != x and x not in "\u200c\u200d\ufe0f"}


@pytest.mark.slow
@pytest.mark.parametrize("door", DOORS)
def test_nothing_hidden_leaves_by_any_door(hostile: front.World, door: str) -> None:
    text = DOORS[door](hostile)
    assert not hidden(text)
    assert not {unicodedata.category(x) for x in text.replace("\n", "")} & {"Cc", "Cs", "Zl"}
    assert "PWNED" in text or door in ("show", "compare json")


@pytest.mark.slow
def test_reasons_and_texts_of_deeds_are_visible_in_json(hostile: front.World) -> None:
    found = hostile.compare("a-good-year", 121).json()
    assert not hidden(json.dumps(found, ensure_ascii=False))


@pytest.mark.slow
def test_a_motive_is_visible_as_a_value(hostile: front.World) -> None:
    found = hostile.ask("walk", "18:00", 121)
    motives = [m for option in found.options for m in (*option.wishes, *option.scruples)]
    assert motives
    assert {motive.text for motive in motives} == {visible(REASON)}


@pytest.mark.slow
def test_no_page_has_a_tag_of_an_author_and_no_markdown_a_mark(hostile: front.World) -> None:
    assert "<b>" not in hostile.tell(121).html()
    marked = hostile.tell(121).markdown()
    for mark in ("<b>", "[x](", "*_", "\n# z", " $a$", " @b", "www.c", "http:/"):
        assert mark not in marked.replace("\\" + mark, "")


@pytest.mark.slow
def test_a_picture_is_xml_whatever_is_asked(hostile: front.World) -> None:
    found = hostile.odds("ana.worry > 0", front.Sampling(universes=2, forks=("a-good-year",)))
    assert xml.dom.minidom.parseString(found.svg()).getElementsByTagName("svg")
    assert not hidden(found.svg() + repr(found) + json.dumps(found.json(), ensure_ascii=False))


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    [
        ["check", "./w"], ["check", "./w", "--telling"], ["tell", "./w"], ["try", "./w", "walk"],
        ["tell", "./w", "--format", "jsonl"], ["compare", "./w", "--fork", "a-good-year"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_nothing_hidden_leaves_by_a_command(
    hostile: front.World, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    given = hostile.checked, hostile.scenario
    monkeypatch.setattr("moshimo.compile.kept_world.load", lambda _: given)
    monkeypatch.setattr("moshimo.cli.told_before.told_before", lambda *_: None)  # no such folder
    told = moshimo(*words)
    assert told.code == 0
    assert not hidden(told.out + told.err)
