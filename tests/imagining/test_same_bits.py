"""Foresight is the same to the bit: by whatever it runs, beside whatever, in whatever order."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.imagining.seen_ahead import GAMES, thought_through, universes

from moshimo import World, load
from moshimo.compile import layout
from moshimo.engine.block import Memory, copy, roomier
from moshimo.engine.imagining import conceiving, foreseeing
from moshimo.engine.imagining import desk as desks
from moshimo.engine.imagining.desk import Desk
from moshimo.engine.imagining.prospect import Prospect
from moshimo.engine.journal import Foreseen

pytestmark = pytest.mark.slow


def foreseen(world: World, seed: int, *, interpreted: bool = False) -> list[Foreseen]:
    universe = world.universe(seed, interpreted=interpreted).until()
    return [one for deed in thought_through(universe) for one in deed.foreseen]


@pytest.mark.parametrize(
    ("game", "seed"), [("dilemma/looking-5", 1), ("doors/three", 1), ("centipede/fickle", 2)]
)
def test_by_the_interpreter_and_by_the_processor(game: str, seed: int) -> None:
    world = load(str(GAMES / game))
    assert foreseen(world, seed) == foreseen(world, seed, interpreted=True) != []


def test_wherever_pictures_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    games = ("doors/three", "kuhn/opening-mistaken", "dilemma/looking-2")
    fields = [foreseen(load(str(GAMES / game)), 3, interpreted=True) for game in games]
    monkeypatch.setattr(layout, "DENSE", 0)
    table = [foreseen(load(str(GAMES / game)), 3, interpreted=True) for game in games]
    assert table == fields
    assert all(fields)


def test_alone_and_on_several_threads() -> None:
    world, seeds = load(str(GAMES / "kuhn" / "opening")), range(1, 17)
    alone = [universe.hash() for universe in universes("kuhn/opening", seeds)]
    for threads in (1, 3):
        beside = world.ensemble(seeds, hashes=True, threads=threads)
        assert [one.hash for one in beside] == alone


def test_odds_are_the_same_however_many_work_on_them() -> None:
    world = load(str(GAMES / "kuhn" / "opening"))
    asked = ["happened(bet(ada, bo))", "ada.gain"]
    one, three = (str(world.odds(asked, universes=24, seed=1, workers=n)) for n in (1, 3))
    assert one.rpartition(";")[0] == three.rpartition(";")[0] != ""  # but for the seconds it took


@given(data=st.data())
@settings(
    max_examples=4,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_in_whatever_order_members_and_rules_stand(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("shuffled") / "doors"
    shutil.copytree(GAMES / "doors", folder)
    rules = (folder / "rules" / "doors.py").read_text(encoding="utf-8").split("\n\n\n")
    head, blocks = rules[0], data.draw(st.permutations(rules[1:]))
    half = data.draw(st.integers(1, len(blocks) - 1))
    for name, part in (("doors", blocks[:half]), ("also", blocks[half:])):
        text = "\n\n\n".join((head, *part))
        (folder / "rules" / f"{name}.py").write_text(text, encoding="utf-8")
    people = (folder / "people.yaml").read_text(encoding="utf-8")
    kept: dict[str, list[str]] = {}
    for line in people.splitlines():
        if line and not line.startswith((" ", "#")):
            kept[line] = []
        elif line.startswith(" "):
            kept[list(kept)[-1]].append(line)
    made = [[kind, *data.draw(st.permutations(lines))] for kind, lines in kept.items()]
    text = "\n".join(line for part in data.draw(st.permutations(made)) for line in part)
    (folder / "people.yaml").write_text(text + "\n", encoding="utf-8")
    seed = data.draw(st.integers(1, 9))
    plain, shuffled = (load(str(where / "three")) for where in (GAMES / "doors", folder))
    wanted = sorted(map(str, foreseen(plain, seed, interpreted=True)))
    assert sorted(map(str, foreseen(shuffled, seed, interpreted=True))) == wanted != []


@pytest.mark.parametrize(
    ("minds", "games"),  # where one thinks among four rows, only its own are wiped
    [(1, ["doors/three"]), (8, ["kuhn/opening", "doors/three", "dice/opening"])],
)
def test_what_is_wiped_of_a_course_is_all_that_the_next_one_reads(
    monkeypatch: pytest.MonkeyPatch, minds: int, games: list[str]
) -> None:
    monkeypatch.setattr(desks, "LARGE", 8)  # every table of minds is wiped by rows
    monkeypatch.setattr(conceiving, "MOST_MINDS", minds)
    wiped = prospects(games, monkeypatch)
    monkeypatch.setattr(Desk, "opening", begun_anew)
    monkeypatch.setattr(Desk, "course", lambda desk: copy(desk._start.block))
    assert prospects(games, monkeypatch) == wiped
    assert len(wiped) >= 8


def begun_anew(desk: Desk, wanted: Mapping[str, int]) -> Memory:
    desk._start = None
    return roomier(desk.program.template, wanted)


def prospects(games: list[str], monkeypatch: pytest.MonkeyPatch) -> list[Prospect]:
    """Return all that is foreseen in some universes of games."""
    found: list[Prospect] = []
    foresee = foreseeing.foresee

    def noted(*asked: Any) -> list[Prospect]:
        new = foresee(*asked)
        found.extend(new)
        return new

    with monkeypatch.context() as patched:
        patched.setattr(foreseeing, "foresee", noted)
        for game in games:
            for _ in universes(game, (1,)):
                pass
    return found
