"""Machine code and the interpreter give the same bits, in every world that is here."""

from __future__ import annotations

import ast
import ctypes
import math
import os
import subprocess
import sys
import textwrap
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from tests.compile.programs import LAYOUT, empty, typed
from tests.compile.programs import Program as Made
from tests.engine.tiny import Tiny, tiny

import moshimo
from moshimo import World, load
from moshimo.cli import guarded
from moshimo.cli.exit_codes import OUR_FAULT
from moshimo.compile import layout
from moshimo.compile.ir import code as c
from moshimo.compile.native import (
    Target,
    build,
    compiled,
    joined,
    knowing,
    machine,
    modules,
    separated,
)
from moshimo.engine import block
from moshimo.engine.block import Memory, rooms
from moshimo.engine.kernel.numbers import STRAY
from moshimo.engine.program import Program, kernel, prepare
from moshimo.engine.recording import Recording
from moshimo.engine.universe import Universe
from moshimo.errors import OurError, RunError
from moshimo.schema.block_fields import POOLS, F

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
SAMPLE = str(ROOT / "tests" / "worlds" / "sample")
WORLDS = {  # name: place, seconds that it runs, seeds
    "sample": (SAMPLE, math.inf, 6),
    "harbour": (str(ROOT / "tests" / "worlds" / "harbour"), math.inf, 4),
    "fells": (str(ROOT / "tests" / "worlds" / "fells"), 3600.0, 2),
    "parish": (str(ROOT / "tests" / "worlds" / "parish"), math.inf, 1),
    "leaf": ("leaf/exile", math.inf, 1),
    "village": ("village", 7200.0, 2),
    "clones": (str(ROOT / "tests" / "worlds" / "clones"), math.inf, 3),
    "ring": (str(ROOT / "tests" / "worlds" / "ring"), math.inf, 2),
    "fen": (str(ROOT / "tests" / "worlds" / "fen"), math.inf, 1),
    "duel": ("leaf/duel", math.inf, 1),
    "ball": (str(ROOT / "tests" / "worlds" / "ball"), math.inf, 2),
    "sally": (str(ROOT / "tests" / "worlds" / "sally"), 7200.0, 1),
    "smarties": (str(ROOT / "tests" / "worlds" / "smarties"), 7200.0, 1),
    "van": (str(ROOT / "tests" / "worlds" / "van"), 7200.0, 1),
    "guild": (str(ROOT / "tests" / "worlds" / "guild"), 7200.0, 1),
}


@cache
def start(world: str) -> World:
    return load(WORLDS[world][0])


def test_no_world_is_forgotten() -> None:
    folders = (ROOT / "tests" / "worlds", Path(moshimo.__file__).parent / "worlds")
    scenarios = [p for folder in folders for p in folder.glob("*/scenarios/*.yaml")]
    assert {p.parts[-3] for p in scenarios} <= set(WORLDS)


def same(one: Universe, other: Universe) -> bool:
    """Whether two universes have come to the same, bit for bit."""
    return alike(one, other) and one.block.raw == other.block.raw


def alike(one: Universe, other: Universe, *apart: str) -> bool:
    """Whether they have but for some fields and pools, and for the notes that were taken away."""
    told = [(u.deeds, u.ended, u.hash()) for u in (one, other)]
    return told[0] == told[1] and held(one, apart) == held(other, apart)


def held(universe: Universe, apart: tuple[str, ...]) -> dict[str, bytes]:
    """Return what is in each field of a block."""
    fields = [f for f in universe.block.layout.fields if f.pool != "notes"]
    kept = [f.word for f in fields if f.pool not in apart and not f.word.startswith(apart or "?")]
    return {word: getattr(universe.block, word).tobytes() for word in kept}


# the same bits --------------------------------------------------------------------------------


@pytest.mark.parametrize("world", WORLDS)
def test_journal_and_block_are_the_same_in_both_modes(world: str) -> None:
    _, time, seeds = WORLDS[world]
    for seed, causes in product(range(seeds), (True, False)):
        slow, fast = (
            Universe(start(world).program, seed, Recording(causes=causes), interpreted).until(time)
            for interpreted in (True, False)
        )
        assert same(slow, fast)
        assert fast.deeds


@pytest.mark.parametrize("level", [0, 2])
@pytest.mark.parametrize("cpu", ["", "generic"])
def test_neither_processor_nor_optimising_changes_a_bit(cpu: str, level: int) -> None:
    program = prepare(start("sample").checked, start("sample").scenario)
    program.code.native = build(kernel(), program.emitted, target=Target(cpu, level))
    for seed in range(6):
        assert same(Universe(program, seed, interpreted=False).until(), start("sample").run(seed))


def test_without_guards_it_is_the_same() -> None:
    program = prepare(start("harbour").checked, start("harbour").scenario)
    program.code.native = build(kernel(), program.emitted, target=Target(level=0), guarded=False)
    for seed in range(3):
        assert same(Universe(program, seed, interpreted=False).until(), start("harbour").run(seed))


def test_step_by_step_is_as_at_once() -> None:
    for seed in range(3):
        stepped = start("sample").universe(seed, interpreted=False)
        while stepped.step():
            pass
        assert alike(stepped, start("sample").run(seed, interpreted=False))


def test_a_universe_may_go_on_in_the_other_mode() -> None:
    program = start("harbour").program
    for seed in range(3):
        mixed = Universe(program, seed, interpreted=True)
        for n in range(4):
            mixed._run = program.ways(interpreted=n % 2 == 0)[1]
            mixed.steps(20)
        assert alike(mixed.until(), Universe(program, seed, interpreted=True).until())


def test_trouble_is_the_same_and_the_journal_up_to_it(tmp_path: Path) -> None:
    rules = '''
class Character:
    hoard: int = known(4000000000000000)
    whole: int = known(0)
    turn: Moment = private(never)


@event(at=Character.turn)
def reckon(who: Character):
    """{who} reckons."""
    who.whole = sum(x.hoard for x in Character)
    who.turn = now + minutes(1)
'''
    people = "ana: {turn: day 1 06:05, hoard: 5}\nbo: {}\ncai: {}\ndora: {}"
    begun = tiny(tmp_path / "tiny", Tiny(rules, people))
    told = []
    for interpreted in (True, False):
        universe = begun.universe(1, interpreted=interpreted)
        with pytest.raises(RunError) as caught:
            universe.until()
        told.append((str(caught.value), universe.deeds, bytes(universe.block.raw)))
    assert told[0] == told[1]
    assert "rules/tiny.py:12:1: error[too-large]" in told[0][0]


# room -----------------------------------------------------------------------------------------


@pytest.fixture
def tight(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Program]:
    """Make a world ready whose pools begin with hardly any room."""
    few = tuple(replace(pool, room=8) for pool in POOLS)
    monkeypatch.setattr(layout, "POOLS", few)
    monkeypatch.setattr(block, "POOLS", few)

    def make(world: str) -> Program:
        program = prepare(start(world).checked, start(world).scenario)
        program.code.native = start(world).program.native  # which does not depend on it
        return program

    return make


@pytest.mark.parametrize("interpreted", [True, False])
@pytest.mark.parametrize("world", ["sample", "harbour"])
def test_pools_grow_and_nobody_notices(
    world: str,
    interpreted: bool,
    tight: Callable[[str], Program],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    again: list[str] = []  # pools for want of which a step had to be done again
    make_room = Program.make_room

    def noted(program: Program, b: Memory, word: str) -> None:
        again.append(word)
        make_room(program, b, word)

    monkeypatch.setattr(Program, "make_room", noted)
    program = tight(world)
    for seed in range(3):
        grown = Universe(program, seed, interpreted=interpreted)
        assert min(rooms(grown.block).values()) == 8 or seed > 0
        grown.until()
        plenty = start(world).run(seed, interpreted=True)
        assert alike(grown, plenty, "at_", "room_", *rooms(grown.block))
        have = rooms(grown.block)
        assert {word for word, room in have.items() if room > 8} >= {"deeds", "memories", "due"}
    assert again  # within a step; the others between steps


def test_both_modes_grow_alike(tight: Callable[[str], Program]) -> None:
    slow, fast = (
        Universe(tight("harbour"), 2, interpreted=interpreted).until()
        for interpreted in (True, False)
    )
    assert same(slow, fast)


# guards ---------------------------------------------------------------------------------------

ASTRAY = """
def astray(b: Block, i: i64) -> i64:
    b.seen_211[3] = 1.0
    b.PLACE[i] = 7
    return b.PLACE[i]
"""


def machine_code(text: str, guards: dict[str, int]) -> tuple[Callable[[int, int], int], Any]:
    """Return the function `astray` beside the kernel's, and what keeps it alive."""
    (own,) = ast.parse(text).body
    assert isinstance(own, ast.FunctionDef)
    every = {f.word: f for f in typed(Made((own,), {}))}
    known = knowing(LAYOUT.fields, guards)
    texts = separated({"kernel": [*every]}, every, known)
    here = machine(Target())
    found, alive = joined([compiled(t, here, 2) for t in texts.values()], here, ["astray"])
    made = ctypes.CFUNCTYPE(ctypes.c_int64, ctypes.c_void_p, ctypes.c_int64)(found["astray"])
    return made, alive


@pytest.mark.parametrize(("place", "size"), [("tally_4", 4), ("wide_7", 7)])
def test_a_place_outside_its_field_is_told_and_left_alone(place: str, size: int) -> None:
    call, alive = machine_code(ASTRAY.replace("PLACE", place), {"astray": 12})
    for i in (size, -1, -size, 2**20, 2**62, -(2**63)):
        room, wanted = empty(), empty()
        assert call(room.address, i) == 0
        wanted.seen_211[3] = 1.0
        wanted.trouble[0], wanted.trouble_at[0] = STRAY, 12
        assert room.raw == wanted.raw
    assert call(empty().address, size - 1) == 7
    del alive


def test_a_place_outside_its_field_is_our_fault_and_has_the_rules_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    program = prepare(start("sample").checked, start("sample").scenario)
    emitted, i = program.emitted, c.local("i")
    outside = (c.let(i, 1000000), c.put(F.near, i, 1))
    emitted.functions = tuple(
        replace(f, body=(*outside, *f.body)) if f.word == "end__walk" else f
        for f in emitted.functions
    )
    program.code.native = build(kernel(), program.emitted, target=Target(level=0))
    with pytest.raises(OurError, match="a place outside its field, in what `walk` came to"):
        Universe(program, 1, interpreted=False).until()
    assert guarded(lambda: Universe(program, 1, interpreted=False).until()) == OUR_FAULT
    where = program.world.laws.rules["walk"].at
    assert where.path.endswith("rules/village.py")
    assert f"not in your world. It showed at {where}. What" in capsys.readouterr().err


def test_a_rules_number_stays_when_another_rule_changes(tmp_path: Path) -> None:
    text = (Path(SAMPLE) / "rules" / "village.py").read_text("utf-8")
    for path in Path(SAMPLE).rglob("*.*"):
        copy = tmp_path / "sample" / path.relative_to(SAMPLE)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    changed = text.replace("weigh(6,", "weigh(7,")
    assert changed != text
    (tmp_path / "sample" / "rules" / "village.py").write_text(changed, encoding="utf-8")
    before, after = start("sample").program.emitted, load(str(tmp_path / "sample")).program.emitted
    assert before.guards == after.guards
    one, other = modules(kernel(), before), modules(kernel(), after)
    differs = {name.removeprefix("seldom ") for name in one if one[name] != other[name]}
    assert differs <= {"rule walk", "world"}


# what it stands on ----------------------------------------------------------------------------


def test_the_smallest_numbers_survive_in_every_thread() -> None:
    survives = start("sample").program.native.survives
    smallest = sys.float_info.min
    assert survives(smallest)
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(survives, smallest).result()
    assert not survives(0.0)


def test_the_text_is_the_same_whenever_it_is_made() -> None:
    emitted = start("sample").program.emitted
    assert modules(kernel(), emitted) == modules(kernel(), emitted)


def test_the_order_of_sets_is_nowhere_in_the_text() -> None:
    code = f"""
    import hashlib
    from moshimo import load
    from moshimo.compile.native import modules
    from moshimo.engine.program import kernel
    made = modules(kernel(), load({SAMPLE!r}).program.emitted)
    print(hashlib.sha256(repr(made).encode()).hexdigest())
    """
    source = str(Path(moshimo.__file__).parents[1])
    found = {
        subprocess.run(
            [sys.executable, "-c", textwrap.dedent(code)],
            env={**os.environ, "PYTHONPATH": source, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        ).stdout
        for seed in ("0", "1", "6640")
    }
    assert len(found) == 1
