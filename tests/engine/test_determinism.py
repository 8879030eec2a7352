"""The same universe gives the same bits, and what does not concern a deed does not change it.

The placebo test: a stranger in another town, a rule that never applies, an option of weight 0, a
comment, another name for a rule that keeps its luck, another order of everything. Every other deed
must come out byte for byte the same, and so must the state.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.engine.tiny import Tiny, line, of, tiny, true

import moshimo
from moshimo import load
from moshimo.engine.journal import Deed
from moshimo.engine.recording import WITHOUT_CAUSES
from moshimo.engine.universe import Universe

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "tests" / "worlds" / "sample"
HARBOUR = ROOT / "tests" / "worlds" / "harbour"
LEAF = ROOT / "src" / "moshimo" / "worlds" / "leaf"
Files: TypeAlias = dict[str, str]
Change: TypeAlias = Callable[[Files], Files]

NEVER = '''

@action()
def aardvark(who: Character, other: Character):
    """{who} thinks of an aardvark."""
    when(who == other)
    weigh(99, "{who} likes animals")


@action(again=seconds(0))
def zebra(who: Character, other: Character):
    """{who} thinks of a zebra."""
    weigh(0, "{who} likes animals")
'''


# placebos -------------------------------------------------------------------------------------


def with_idle_rules(files: Files) -> Files:
    """A rule that never applies, and an option of weight 0; first and last by name."""
    rules = sorted(name for name in files if name.startswith("rules/"))
    return {**files, rules[0]: files[rules[0]] + NEVER}


def with_comments(files: Files) -> Files:
    return {
        name: re.sub(r"(?m)$", "  # a remark", text, count=3) if name.endswith(".py") else text
        for name, text in {
            n: t.replace('"""\n', '"""\n# first\n', 1) for n, t in files.items()
        }.items()
    }


def in_another_order(files: Files) -> Files:
    """Rules and members from last to first, and the rules of one file in two."""
    made: Files = {}
    for name, text in files.items():
        if name.startswith("rules/"):
            head, *blocks = re.split(r"\n\n\n(?=@|class |def )", text)
            made[name] = "\n\n\n".join([head, *reversed(blocks[1::2])]) + "\n"
            first = head.split("\n")[0]
            more = "\n\n\n".join([f"{first}\nfrom moshimo.rules import *", *reversed(blocks[::2])])
            made[name.replace(".py", "_more.py")] = more + "\n"
        elif name == "people.yaml":
            parts = re.split(r"(?m)^(?=\w)", text)
            made[name] = "".join(map(_turned, reversed(parts[1:])))
        else:
            made[name] = text
    return made


def _turned(section: str) -> str:
    """A section of members, last to first."""
    head, *members = section.rstrip("\n").split("\n")
    return "\n".join([head, *reversed(members)]) + "\n"


def with_strangers(files: Files) -> Files:
    """Two in another town without a way to it, who steal from each other; nobody knows them."""
    people = files["people.yaml"].replace("others:", "zed: 0, yan: 0, others:")
    people = people.replace(
        "Character:\n",
        "Character:\n  zed: {place: far, home: far, need: 0.3}\n  yan: {place: far, need: 0.2}\n",
    )
    people = people.replace("Place:\n", "Place:\n  far: {name: a far place}\n")
    scenario = files["scenarios/evening.yaml"].replace(
        "ana: {eli", "ana: {zed.place: unknown, yan.place: unknown, eli"
    )
    scenario += "".join(
        f"  {who}: {{zed.place: unknown, yan.place: unknown}}\n"
        for who in ("bo", "cai", "dora", "eli")
    )
    return {**files, "people.yaml": people, "scenarios/evening.yaml": scenario}


def with_a_new_name(files: Files) -> Files:
    """`steal` is called `filch` and keeps its luck."""
    rules = files["rules/village.py"].replace(
        "@action()\ndef steal(", '@action(luck="steal")\ndef filch('
    )
    telling = files["telling/words.yaml"].replace("  steal:", "  filch:")
    return {
        **files,
        "rules/village.py": rules.replace("inform(hearer, steal(", "inform(hearer, filch("),
        "telling/words.yaml": telling,
    }


@pytest.mark.slow
@pytest.mark.parametrize(
    "placebo", [with_idle_rules, with_comments, in_another_order, with_strangers, with_a_new_name]
)
def test_a_placebo_changes_nothing_in_the_sample(tmp_path: Path, placebo: Change) -> None:
    held(SAMPLE, placebo, tmp_path, seeds=8)


@pytest.mark.slow
@pytest.mark.parametrize("placebo", [with_idle_rules, with_comments, in_another_order])
def test_a_placebo_changes_nothing_in_the_harbour(tmp_path: Path, placebo: Change) -> None:
    held(HARBOUR, placebo, tmp_path, seeds=4)


@pytest.mark.slow
@pytest.mark.parametrize("placebo", [with_idle_rules, in_another_order])
def test_a_placebo_changes_nothing_in_the_leaf(tmp_path: Path, placebo: Change) -> None:
    held(LEAF, placebo, tmp_path, seeds=1)


def held(folder: Path, placebo: Change, tmp_path: Path, seeds: int) -> None:
    """Run a world as machine code and its placebo interpreted; hold them against each other."""
    copy = tmp_path / folder.name
    shutil.copytree(folder, copy)
    texts = {
        p.relative_to(copy).as_posix(): p.read_text(encoding="utf-8") for p in copy.rglob("*.*")
    }
    changed = placebo(texts)
    assert changed != texts
    for name, text in changed.items():
        (copy / name).write_text(text, encoding="utf-8")
    plain, other = load(str(folder)), load(str(copy))
    for seed in range(seeds):
        before, after = plain.run(seed), other.run(seed, interpreted=True)
        names = {"filch": "steal"}
        known = set(before.names("Character"))
        deeds = [
            replace(d, rule=names.get(d.rule, d.rule))
            for d in after.deeds
            if known.issuperset(members(after, d))
        ]
        assert deeds == before.deeds
        assert state(after, before) == state(before, before)
        if placebo is with_strangers:
            assert len(after.deeds) > len(before.deeds)


def members(universe: Universe, deed: Deed) -> set[str]:
    """Return the characters who have a role in a deed."""
    return set(deed.roles.values()) & set(universe.names("Character"))


def state(universe: Universe, like: Universe) -> dict[str, object]:
    """Return every attribute of the members of `like`, in truth, by their names."""
    found: dict[str, object] = {}
    for kind in like.program.world.laws.kinds.values():
        rows = _rows(universe, like, kind.word)
        for a in kind.attributes:
            cells = universe[a.full]
            keys = _rows(universe, like, a.key) if a.key else []
            for name, i in rows:
                for key, j in keys or [("", -1)]:
                    value = cells[i] if j < 0 else cells[i, j]
                    found[f"{name}.{a.word}[{key}]"] = _named(
                        universe, a.type.of, a.type.tag, value
                    )
    return found


def _rows(universe: Universe, like: Universe, kind: str) -> list[tuple[str, int]]:
    names = universe.names(kind)
    return [(name, names.index(name)) for name in like.names(kind)]


def _named(universe: Universe, kind: str, tag: str, value: object) -> object:
    if tag == "deed":
        return None  # a place among the deeds, which strangers also fill
    if tag != "ref":
        return repr(value)
    i = int(value)  # type: ignore[call-overload]
    return universe.names(kind)[i - 1] if 0 < i <= len(universe.names(kind)) else i


# what others throw, and the order of a sum ----------------------------------------------------

DICE = '''
class Character:
    turn: Moment = private(never)
    every: Span = private(seconds(7))
    drawn: Amount = private(0.0)


@event(at=Character.turn)
def throw(who: Character):
    """{who} throws all the dice there are."""
    one = chance(0.5)
    other = contest(2, 3)
    third = between(0, 1)
    fourth = pick((p for p in Place), weight=1)
    who.drawn += third + one + other
    who.turn = now + who.every


@event(mean=minutes(2))
def stumble(who: Character):
    """{who} stumbles."""
    hurt = chance(0.5)


@action(again=seconds(0))
def ponder(who: Character):
    """{who} ponders."""
    weigh(0.7, "{who} has time")
    how = between(0, 1)


@action(again=seconds(0), speech=True)
def greet(who: Character, other: Character):
    """{who} greets {other}."""
    when(other.place == who.place)
    weigh(0.4, "{who} is friendly")


@action(answers=greet)
def nod(other: Character, who: Character):
    """{other} nods to {who}."""
    weigh(2, "{other} was greeted")
'''
US = "ana: {place: hall, turn: day 1 06:00}\nbo: {place: hall, turn: day 1 06:00}\n"
FAR = "Place:\n  hall: {path: {mill: 4 minutes}}\n  mill: {}\n  far: {}\n"


@pytest.mark.slow
def test_what_strangers_throw_moves_none_of_our_dice(tmp_path: Path) -> None:
    strangers = "".join(
        f"s{n}: {{place: far, turn: day 1 06:00, every: {n} seconds}}\n" for n in (2, 3, 5, 7)
    )
    alone = tiny(tmp_path / "alone", Tiny(DICE, US, places=FAR, ends="day 1 06:30"))
    among = tiny(tmp_path / "among", Tiny(DICE, US + strangers, places=FAR, ends="day 1 06:30"))
    for seed in range(3):
        plain, other = alone.run(seed), among.run(seed)
        assert len(other.deeds) > 2 * len(plain.deeds)
        assert {d.rule for d in plain.deeds} == {"throw", "stumble", "ponder", "greet", "nod"}
        ours = [d for d in other.deeds if members(other, d) <= {"ana", "bo"}]
        assert [(line(d), d) for d in ours] == [(line(d), d) for d in plain.deeds]
        assert state(other, plain) == state(plain, plain)


TALLY = '''
class Character:
    purse: Amount = known(0.0)
    counted: Amount = private(0.0)
    turn: Moment = private(never)


@event(at=Character.turn)
def tally(who: Character):
    """{who} counts what everybody has."""
    who.counted = sum(x.purse for x in Character)


@action(again=hours(10))
def boast(who: Character):
    """{who} boasts."""
    weigh(0.0, "{who} is vain")
'''
REASON = """

@reason(of=boast)
def because_{n}(who):
    weigh({amount!r}, "{{who}} has reason {n}")
"""
anyhow = st.permutations(range(5))


@pytest.mark.slow
@settings(max_examples=15)
@given(st.lists(st.floats(0.01, 3), min_size=5, max_size=5, unique=True), anyhow, anyhow, anyhow)
@example([1e16, 1.0, 2.0, 3.0, 1.0], [0, 1, 2, 3, 4], [1, 2, 3, 4, 0], [1, 2, 3, 4, 0])
def test_a_sum_is_the_same_in_whatever_order_and_file_its_parts_stand(
    amounts: list[float], sorts: list[int], people: list[int], reasons: list[int]
) -> None:
    with TemporaryDirectory() as folder:
        plain = summed(Path(folder) / "plain", amounts, sorted(people), sorted(reasons), 5)
        other = summed(Path(folder) / "other", amounts, people, reasons, sorts[0])
    assert other == plain


def summed(
    folder: Path, amounts: list[float], people: list[int], reasons: list[int], split: int
) -> list[object]:
    """Return what is counted and how likely is what is done, with all parts in that order.

    The first `split` reasons stand in the file that is read last.
    """
    written = [REASON.format(n=n, amount=amounts[n] - 1.0) for n in reasons]
    (folder / "rules").mkdir(parents=True)
    early = folder / "rules" / "early.py"
    early.write_text('"""Reasons."""\n' + "".join(written[split:]), encoding="utf-8")
    members = "".join(
        f"p{n}: {{purse: {amounts[n]!r}, place: hall, turn: day 1 06:05}}\n" for n in people
    )
    universe = tiny(folder, Tiny(TALLY + "".join(written[:split]), members)).run(1)
    chances = {(d.id, d.chance, d.reasons) for d in of(universe, "boast")}
    return [*(true(universe, "Character.counted", f"p{n}") for n in range(5)), chances]


# the same bits everywhere ---------------------------------------------------------------------

HASHES = """
from moshimo import load
for world, seeds in {worlds!r}:
    start = load(world)
    for seed in range(seeds):
        universe = start.run(seed)
        print(universe.hash(), [deed.chance for deed in universe.deeds])
"""
# What one thinks of it all depends on what comes first: a feeling stops at 0 and at 1.
MOODS = '''
class Character:
    joy: Level = private(0.5)
    turn: Moment = private(never)


@event(at=Character.turn)
def bell(who: Character):
    """The bell rings for {who}."""
    who.turn = now + minutes(1)


@action()
def sing(who: Character):
    """{who} sings."""
    weigh(0.2 + who.joy, "{who} is glad")
'''
MOOD = '''

@appraisal(of=bell)
def {word}(who, mind):
    """{{mind}} minds."""
    mind.joy += {by}
'''
BY = {"calm": -0.7, "dread": -0.9, "glee": 0.8, "hope": 0.6, "mirth": 0.9, "pique": -0.4}


def moody(folder: Path, order: list[str]) -> Path:
    """Write a world whose feelings stand in that order; return its folder."""
    rules = MOODS + "".join(MOOD.format(word=word, by=BY[word]) for word in order)
    tiny(folder, Tiny(rules, US))
    return folder


def hashes(python: str, more: Path | None = None, **env: str) -> str:
    """Run worlds in a fresh process; return what their universes hash to, and their chances."""
    worlds = [(str(SAMPLE), 6), (str(HARBOUR), 3), *([(str(more), 2)] if more else [])]
    code = HASHES.format(worlds=worlds)
    source = str(Path(moshimo.__file__).parents[1])
    path = os.pathsep.join([source, env.pop("PYTHONPATH", "")])
    done = subprocess.run(
        [python, "-c", code],
        env={**os.environ, "PYTHONPATH": path, **env},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
def test_the_order_of_sets_and_dicts_is_nowhere_in_a_universe(tmp_path: Path) -> None:
    more = moody(tmp_path / "moods", list(BY))
    seeds = ("0", "1", "random", "6640")
    made = {hashes(sys.executable, more, PYTHONHASHSEED=seed) for seed in seeds}
    assert len(made) == 1


@pytest.mark.slow
@settings(max_examples=10)
@given(st.permutations(list(BY)))
@example(list(BY)[::-1])
def test_what_comes_first_in_a_file_is_not_felt_first(order: list[str]) -> None:
    with TemporaryDirectory() as folder:
        one, other = (load(str(moody(Path(folder) / "-".join(o), o))) for o in (list(BY), order))
    assert one.run(1).deeds == other.run(1).deeds


@pytest.mark.slow
@pytest.mark.parametrize("version", ["3.12", "3.13", "3.14"])
def test_another_python_gives_the_same_bits(version: str) -> None:
    python = _python(version)
    if python is None:
        pytest.skip(f"there is no Python {version} here")
    import numpy  # noqa: PLC0415  only its folder is wanted: PyYAML's is the same
    import yaml  # noqa: PLC0415

    del numpy
    packages = str(Path(yaml.__file__).parents[1])
    assert hashes(python, PYTHONPATH=packages) == hashes(sys.executable)


def _python(version: str) -> str | None:
    found = [*Path.home().glob(f".pyenv/versions/{version}.*/bin/python")]
    on_path = shutil.which(f"python{version}")
    for python in [*map(str, found), *([on_path] if on_path else [])]:
        asked = subprocess.run(
            [python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"],
            capture_output=True,
            text=True,
            check=False,
        )
        if asked.stdout.strip() == version:
            return python
    return None


def test_two_runs_of_one_program_share_nothing() -> None:
    start = load(str(SAMPLE))
    first = start.run(3)
    start.run(4)
    again = start.run(3)
    assert again.deeds == first.deeds
    assert again.block.raw == first.block.raw


def test_universes_stepped_in_turns_are_as_if_alone() -> None:
    start = load(str(SAMPLE))
    two = [start.universe(3), start.universe(4)]
    going = True
    while going:
        going = two[0].step() | two[1].step()
    assert [u.hash() for u in two] == [start.run(3).hash(), start.run(4).hash()]


def test_provenance_changes_no_deed() -> None:
    program = load(str(SAMPLE)).program
    for seed in range(5):
        bare = Universe(program, seed, WITHOUT_CAUSES).until()
        assert bare.hash() == Universe(program, seed).until().hash()
        assert all(deed.reasons == () for deed in bare.deeds)


def test_another_seed_is_another_universe() -> None:
    start = load(str(SAMPLE))
    assert len({start.run(seed).hash() for seed in range(20)}) == 20


# golden ---------------------------------------------------------------------------------------


@pytest.mark.slow
def test_journals_are_as_they_were(golden: Callable[[Path, str], None]) -> None:
    """After a wanted change of semantics or data: `./go test --write`, and read the diff."""
    lines = []
    for name, folder, seeds in (
        ("sample", SAMPLE, 5),
        ("harbour", HARBOUR, 3),
        ("leaf/evening", LEAF / "evening", 3),
    ):
        start = load(str(folder))
        lines += [f"{name} {seed} {start.run(seed).hash()}" for seed in range(1, seeds + 1)]
    golden(ROOT / "tests" / "golden" / "journals.txt", "\n".join(lines) + "\n")
