"""What is claimed of a state is told in its author's words, where there are some."""

from __future__ import annotations

from pathlib import Path
from textwrap import indent

import pytest
from tests.engine.tiny import Tiny, of, tiny
from tests.worlds.test_hearsay import LYING, PEOPLE, PLACES, SYSTEMS

from moshimo import World, WorldError, load
from moshimo.story.lexicon.of_world import lexicon_of
from moshimo.story.rendering.chronicle import sentence

HIDDEN = """"is_so(place)":
  - {when: "value == hut", as: "{member} has crept off to {value}"}
  - "{member} sits in {value}\""""
OF_NOW = """"is_so(Character.place)":
  - {when: "member.affection[bo] > 2", as: "{member} is at the end of the world"}"""


def told_by(tell: str) -> str:
    """Return a file of `telling/`."""
    return "tell:\n" + indent(tell, "  ") + "\n"


def village(folder: Path, tell: str) -> World:
    tiny(folder, Tiny(LYING, PEOPLE, PLACES, front=SYSTEMS, ends="day 1 09:00"))
    (folder / "telling").mkdir()
    (folder / "telling" / "claims.yaml").write_text(told_by(tell), encoding="utf-8")
    return load(str(folder))


@pytest.mark.parametrize(
    ("tell", "told"),
    [
        (HIDDEN, "that Cai had crept off to hut."),
        ('"is_so(Character.place)": "{member} sits in {value}"', "that Cai sat in hut."),
        (OF_NOW, "that Cai was at hut."),
    ],
)
def test_a_claim_is_told_in_its_authors_words(tell: str, told: str, tmp_path: Path) -> None:
    world = village(tmp_path / "village", tell)
    world.ensure_readable()
    lexicon = lexicon_of(world.checked, world.scenario)
    passed = [deed for seed in range(1, 6) for deed in of(world.run(seed), "pass_on")]
    assert passed
    for deed in passed:
        assert sentence(deed, lexicon).endswith(told), sentence(deed, lexicon)
    assert str(world.tell(1))


def test_what_nothing_speaks_of_is_no_claim(tmp_path: Path) -> None:
    with pytest.raises(WorldError, match=r"there is no deed `is_so\(fear\)`"):
        village(tmp_path / "village", '"is_so(fear)": "{member} is afraid"')
