"""The kinds of case: what each draws, and what is done with it."""

from __future__ import annotations

import contextlib
import importlib
import io
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeAlias

from tests.fuzz.draw import LETTERS, ODD, Draw, drawn
from tests.fuzz.folders import Folder, made, question, read, slipped
from tests.fuzz.rule_text import Known

import moshimo
from moshimo import Sampling, World, load
from moshimo.asked import what as asked_what
from moshimo.cli import commands, guarded
from moshimo.errors import RunError, WorldError

WORLDS = Path(__file__).resolve().parents[1] / "worlds"
SOUND = ("sample", "harbour", "clones")  # small ones: a case has two seconds
STEPS = 400
SOON = 1200.0  # seconds after the start
OF_SAMPLE = Known(
    attributes={
        ("Character", "num"): [("need", ""), ("fond", "Character")],
        ("Character", "Character"): [("rival", "")],
        ("Character", "Place"): [("place", "")],
    },
    deeds=[("exile", ["Character", "Character"]), ("leave", ["Character"])],
)
TYPED = (
    *"--seed 3 --until 1 --fork a-good-year --universes 2 --format json jsonl html svg".split(),
    *"--as ana --style plain --from M3 --at 19:00 leave bo.need happened(leave(bo))".split(),
    *"--within 0.1 --above 0.5 --shake --out o.txt --level --on threads -1 1e400 nan".split(),
    *"~nobody/x /dev/null --help --telling --limit-time --limit-deeds".split(),
    "",
    "1 hour",
    "x" * 5000,
)


@dataclass(frozen=True, slots=True)
class Case:
    """A world's files, and what is done with them in the folder where they stand."""

    kind: str
    folder: Folder
    does: Callable[[Path], str]


Maker: TypeAlias = Callable[[Draw], Case]


def made_ready() -> None:
    """Import and compile what all cases need, once: their processes begin as copies of this."""
    for module in pkgutil.walk_packages(moshimo.__path__, "moshimo."):
        if not module.name.startswith(
            ("moshimo.worlds", "moshimo.systems", "moshimo.cli.__main__")
        ):
            importlib.import_module(module.name)
    _steps(sample(), [], native=True)
    str(sample().odds("bo.need", Sampling(universes=2)))


@cache
def sample() -> World:
    """Return the world that questions are put to."""
    return load(str(WORLDS / "sample"))


def case(kind: str, number: int) -> Case:
    """Return a case: the same for the same kind and number."""
    return KINDS[kind](drawn(kind, number))


def _drawn_world(draw: Draw) -> Case:
    folder, known = made(draw)
    return Case("world", folder, lambda at: _all(at, _questions(draw, known), native=False))


def _slipped_world(draw: Draw) -> Case:
    folder, _ = made(draw)
    return Case("slips", slipped(draw, folder), lambda at: _all(at, [], native=False))


def _slipped_sound(draw: Draw) -> Case:
    folder = slipped(draw, read(WORLDS / draw.one(SOUND)))
    return Case("mutation", folder, lambda at: _all(at, [], native=False))


def _both_modes(draw: Draw) -> Case:
    folder, known = made(draw)
    return Case("modes", folder, lambda at: _all(at, _questions(draw, known), native=True))


def _asked(draw: Draw) -> Case:
    people = ["ana", "bo", "cai"]
    asked = [_spoilt(draw, question(draw, OF_SAMPLE, people)) for _ in range(3)]
    return Case("questions", {}, lambda at: _ask(sample(), asked))


def _typed(draw: Draw) -> Case:
    verb = draw.one(["tell", "odds", "compare", "check", "show", "try", "nothing", ""])
    words = [verb, str(WORLDS / "sample"), *draw.some([*TYPED, *ODD, *LETTERS], 0, 6)]
    return Case("words", {}, lambda at: _command([w.replace("\0", "") for w in words]))


KINDS: dict[str, Maker] = {
    "world": _drawn_world,
    "slips": _slipped_world,
    "mutation": _slipped_sound,
    "questions": _asked,
    "words": _typed,
    "modes": _both_modes,
}


def _questions(draw: Draw, known: Known) -> list[str]:
    return [question(draw, known, ["p0", "p1"]) for _ in range(3)]


def _spoilt(draw: Draw, text: str) -> str:
    if draw.yes(0.7):
        return text
    i = draw.of.randrange(len(text) + 1)
    between: str = draw.one([*LETTERS, *ODD])
    return text[:i] + between + text[i + draw.many(0, 3) :]


def _all(at: Path, questions: list[str], *, native: bool) -> str:
    """Load a world, run it, tell it, put questions to it, run its forks."""
    told: list[str] = []
    with _wrong(told):
        world = load(f"{at}")
        told.append(f"{len(world.checked.laws.rules)} rules")
        calm = _steps(world, told, native=native)
        if calm:
            with _wrong(told):
                told.append(str(world.tell(3, until=SOON, interpreted=True))[:500])
        for rule in list(world.checked.laws.rules)[:2]:
            with _wrong(told):
                told.append(str(world.ask(rule))[:300])
        if native:
            told.append(_ask(world, questions))
        with _wrong(told):
            asked_what.read(questions, world.checked, world.scenario)
        for fork in world.checked.forks if calm else ():
            with _wrong(told):
                told.append(
                    str(len(world.with_change(fork).run(3, until=SOON, interpreted=True).deeds))
                )
    return "\n".join(told)


def _steps(world: World, told: list[str], *, native: bool) -> bool:
    """Run some steps, in both ways if asked; return whether they came as far as `SOON`."""
    with _wrong(told):
        universe = world.universe(3, interpreted=True)
        universe.steps(STEPS)
        told.append(f"{len(universe.deeds)} deeds, {universe.now} s, {universe.ended}")
        if native:
            other = world.universe(3, interpreted=False)
            other.steps(STEPS)
            assert other.hash() == universe.hash(), "machine code wrote another journal"
            assert other.block.raw == universe.block.raw, "machine code gave other bits"
        if universe.now >= SOON or universe.ended:
            return True
    return False


def _ask(world: World, questions: list[str]) -> str:
    told: list[str] = []
    for one in questions:
        with _wrong(told):
            told.append(str(world.odds(one, Sampling(universes=2), workers=1))[:300])
    return "\n".join(told)


def _command(words: list[str]) -> str:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = guarded(lambda: commands(words, prog_name="moshimo", standalone_mode=False))
    if code == 70:
        raise AssertionError(f"exit 70: {words!r} {err.getvalue()}")
    return f"{words!r}\n{code}\n{out.getvalue()[:500]}\n{err.getvalue()[:500]}"


@contextlib.contextmanager
def _wrong(told: list[str]) -> Iterator[None]:
    """Let the world be wrong: what we say of it is told, all else comes out."""
    try:
        yield
    except (WorldError, RunError) as wrong:
        text = str(wrong)
        assert text.strip()
        assert "Traceback" not in text
        text.encode("utf-8")
        told.append(text[:1000])
