"""Universes that go through forks: the same dice, the same past, then something else is so."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from moshimo import World, load
from moshimo.engine.journal import Deed
from moshimo.engine.lookout import Watch
from moshimo.engine.program import Program
from moshimo.engine.universe import Universe
from moshimo.errors import WorldError
from moshimo.multiverse.forking.branch import Branch
from moshimo.multiverse.forking.branching import fork_branch, nothing, past_of, scenario_branch
from moshimo.world.world import BeatDeed, Parting

SAMPLE = str(Path(__file__).parents[1] / "worlds" / "sample")
ODDS = Path(__file__).parents[1] / "odds"
SEEDS = range(1, 13)
BOTH = pytest.mark.parametrize("interpreted", [True, False])


@pytest.fixture(scope="module")
def sample() -> World:
    made = load(SAMPLE)
    assert made.program.native is not None
    return made


@pytest.fixture
def forked(sample: World, tmp_path: Path) -> Callable[..., Branch]:
    """Return what makes a branch of a fork's text, as a file outside of the world."""

    def make(text: str, **more: object) -> Branch:
        path = tmp_path / "fork.yaml"
        path.write_text(text, encoding="utf-8")
        return fork_branch(sample.program, str(path), **more)  # type: ignore[arg-type]

    return make


def told(deeds: list[Deed]) -> list[tuple[object, ...]]:
    """Return all of deeds but their chances and what only asks for causes."""
    return [
        (d.id, d.rule, *d.roles.values(), *d.outcomes.values(), d.begin, d.end, d.result,
         d.witnesses)
        for d in deeds
    ]  # fmt: skip


def begins(interpreted: bool) -> Callable[[Program, int], Universe]:
    return lambda program, seed: Universe(program, seed, interpreted=interpreted)


NO_OPS = [
    "change: {bo.need: 0.1}",
    "{at: '18:00', change: {bo.need: 0.1}}",
    "{at: {before: exile}, change: {bo.need: 0.1, eli.citizen: true}}",
    "{at: {after: exile}, change: {bo.need: 0.1, dora.place: hall}}",
    "{at: {before: 'walk(bo, None)', every: true}, change: {bo.need: 0.1}}",
    "{at: {after: 'walk(bo, None)', every: true}, change: {bo.need: 0.1}}",
    "{at: {before: slander}, prevent: ['steal(dora, eli)']}",
    "{at: {before: exile}, add: {Place: {tower: {name: the tower}}}}",
    "{at: {before: exile}, add: {Character: {zoe: {name: Zoe, place: nowhere, home: nowhere}}}}",
    "add: {Character: {zoe: {name: Zoe, place: nowhere, home: nowhere}}}",
]


@pytest.mark.slow
@BOTH
@pytest.mark.parametrize("text", NO_OPS)
def test_a_fork_that_comes_to_nothing_leaves_every_deed_as_it_was(
    sample: World, forked: Callable[..., Branch], text: str, interpreted: bool
) -> None:
    branch = forked(text)
    for seed in SEEDS:
        plain = Universe(sample.program, seed, interpreted=interpreted).until()
        other = branch.universe(seed, begins(interpreted))
        assert told(other.deeds) == told(plain.deeds), (text, seed)
        assert other.ended == plain.ended


@pytest.mark.slow
@BOTH
def test_before_a_deed_all_is_the_same_and_then_something_else_is_so(
    sample: World, forked: Callable[..., Branch], interpreted: bool
) -> None:
    branch = forked("{at: {before: exile}, change: {'cai.fond[bo]': 0.9}}")
    turned = 0
    for seed in SEEDS:
        plain = Universe(sample.program, seed, interpreted=interpreted).until()
        course = branch.course(seed, begins(interpreted))
        (parted,) = course.parted
        exiles = [d for d in plain.deeds if d.rule == "exile" and d.result != "foiled"]
        assert bool(parted.at) == bool(exiles)
        if not parted.at:
            assert told(course.universe.deeds) == told(plain.deeds)
            continue
        turned += 1
        (moment,) = parted.at
        assert moment <= min(d.begin for d in exiles)
        shared = [d for d in plain.deeds if d.end < moment]
        assert told(course.universe.deeds[: len(shared)]) == told(shared)
        begun = {d.begin for d in course.universe.deeds if d.rule == "exile"}
        assert not begun & {d.begin for d in exiles[:1]}
    assert turned


@BOTH
def test_a_deed_is_prevented_from_a_moment_on(
    sample: World, forked: Callable[..., Branch], interpreted: bool
) -> None:
    branch = forked("{at: {after: send_for}, prevent: 'accuse(cai, bo)'}")
    for seed in SEEDS:
        assert not any(d.rule == "accuse" for d in branch.universe(seed, begins(interpreted)).deeds)
    assert any(d.rule == "accuse" for seed in SEEDS for d in sample.run(seed).deeds)


@BOTH
def test_a_deed_is_prevented_from_the_start(
    sample: World, forked: Callable[..., Branch], interpreted: bool
) -> None:
    branch = forked("prevent: 'accuse(cai, bo)'")
    for seed in SEEDS:
        assert not any(d.rule == "accuse" for d in branch.universe(seed, begins(interpreted)).deeds)
        assert not any(d.rule == "accuse" for d in branch.universe(seed).deeds)
    assert not any(sample.program.template.k_barred)


@BOTH
def test_a_deed_is_made_to_begin_at_the_start(
    forked: Callable[..., Branch], interpreted: bool
) -> None:
    text = "{change: {bo.need: 1}, make: 'walk(dora, cottage)', prevent: 'accuse(cai, bo)'}"
    branch = forked(text)
    for begin in (None, begins(interpreted)):
        course = branch.course(1, begin)
        (parted,) = course.parted
        assert (parted.at, parted.why) == ((0.0,), None)
        walked = [d for d in course.universe.deeds if d.rule == "walk" and d.begin == 0.0]
        assert [list(d.roles.values()) for d in walked] == [["dora", "cottage"]]
        assert not any(d.rule == "accuse" for d in course.universe.deeds)


@BOTH
def test_what_cannot_be_made_at_the_start_leaves_all_as_it_was(
    sample: World, forked: Callable[..., Branch], interpreted: bool
) -> None:
    branch = forked("{change: {bo.need: 1}, make: 'exile(cai, bo, reeve)'}")
    course = branch.course(1, begins(interpreted))
    (parted,) = course.parted
    assert (parted.at, str(parted.why)) == ((), "`accused.hands >= 2` does not hold")
    plain = Universe(sample.program, 1, interpreted=interpreted).until()
    assert told(course.universe.deeds) == told(plain.deeds)


@BOTH
def test_a_deed_is_made_to_begin_if_the_rules_allow_it(
    forked: Callable[..., Branch], interpreted: bool
) -> None:
    course = forked("{at: '17:30', make: 'walk(dora, cottage)'}").course(1, begins(interpreted))
    (parted,) = course.parted
    assert parted.at == (1800.0,)
    walked = [d for d in course.universe.deeds if d.rule == "walk" and d.begin == 1800.0]
    assert [list(d.roles.values()) for d in walked] == [["dora", "cottage"]]
    assert walked[0].chance is None


@BOTH
def test_a_deed_that_the_rules_do_not_allow_is_not_made_and_the_fork_says_why(
    sample: World, forked: Callable[..., Branch], interpreted: bool
) -> None:
    branch = forked("{at: '17:01', change: {bo.need: 1}, make: 'exile(cai, bo, reeve)'}")
    course = branch.course(1, begins(interpreted))
    (parted,) = course.parted
    assert (parted.at, str(parted.why)) == ((), "`accused.hands >= 2` does not hold")
    plain = Universe(sample.program, 1, interpreted=interpreted).until()
    assert told(course.universe.deeds) == told(plain.deeds)


@BOTH
def test_an_answer_is_made_only_to_what_it_answers(
    forked: Callable[..., Branch], interpreted: bool
) -> None:
    text = "{at: {after: accuse}, make: 'raise_hand(ana, cai, bo)'}"
    course = forked(text).course(1, begins(interpreted))
    hands = [d.roles["voter"] for d in course.universe.deeds if d.rule == "raise_hand"]
    assert "ana" in hands
    late = forked("{at: '17:01', make: 'raise_hand(ana, cai, bo)'}").course(1, begins(interpreted))
    assert str(late.parted[0].why) == "there is no accuse just then that it could answer"


@pytest.mark.slow
@BOTH
def test_somebody_removed_at_a_moment_does_nothing_more(
    sample: World, forked: Callable[..., Branch], interpreted: bool
) -> None:
    branch = forked("{at: {after: accuse}, remove: [dora]}")
    for seed in SEEDS:
        plain = Universe(sample.program, seed, interpreted=interpreted).until()
        course = branch.course(seed, begins(interpreted))
        moment = min(course.parted[0].at, default=1e9)
        shared = [d for d in plain.deeds if d.end < moment]
        assert told(course.universe.deeds[: len(shared)]) == told(shared)
        later = [d for d in course.universe.deeds if d.begin > moment]
        assert not any("dora" in (*d.roles.values(), *d.witnesses) for d in later)


@pytest.mark.slow
@BOTH
def test_what_comes_by_chance_comes_to_who_is_added_at_a_moment(
    tmp_path: Path, interpreted: bool
) -> None:
    hour, text = ODDS / "hour", "{at: '06:20', add: {Inn: {late: {name: the Late Inn}}}}"
    (tmp_path / "late.yaml").write_text(text)
    branch = fork_branch(load(str(hour)).program, str(tmp_path / "late.yaml"))
    heard = Counter(
        deed.roles["inn"]
        for seed in SEEDS
        for deed in branch.universe(seed, begins(interpreted)).deeds
        if deed.rule in ("coach_comes", "ship_comes")
    )
    assert 0 < heard["inn_1"] <= len(SEEDS)
    assert 0 < heard["late"] <= len(SEEDS)


@pytest.mark.slow
@BOTH
def test_somebody_added_at_a_moment_acts_and_is_seen(
    forked: Callable[..., Branch], interpreted: bool
) -> None:
    text = """
at: '17:10'
add: {Character: {fay: {name: Fay, place: hall, home: cottage, fond: {ana: 0.9}}}}
"""
    branch = forked(text)
    deeds = [d for seed in SEEDS for d in branch.universe(seed, begins(interpreted)).deeds]
    own = [d for d in deeds if next(iter(d.roles.values())) == "fay"]
    assert own
    assert min(d.begin for d in own) >= 600.0
    assert any("fay" in d.witnesses and d.roles.get("judge") == "cai" for d in deeds)


@pytest.mark.slow
@BOTH
def test_a_fork_of_a_fork_leaves_it_later(sample: World, tmp_path: Path, interpreted: bool) -> None:
    world = tmp_path / "sample"
    shutil.copytree(SAMPLE, world)
    (world / "forks").mkdir(exist_ok=True)
    (world / "forks" / "one.yaml").write_text("{at: {after: accuse}, prevent: raise_hand(eli)}")
    (world / "forks" / "two.yaml").write_text(
        "{of: one, at: {after: raise_hand}, change: {'cai.fond[bo]': 0.9}}"
    )
    start = load(str(world))
    one, two = (fork_branch(start.program, word) for word in ("one", "two"))
    assert len(two.stages) == 3
    for seed in SEEDS:
        first, second = (b.course(seed, begins(interpreted)) for b in (one, two))
        assert second.parted[0] == first.parted[0]
        moment = min(second.parted[1].at, default=1e9)
        shared = [d for d in first.universe.deeds if d.end < moment]
        assert told(second.universe.deeds[: len(shared)]) == told(shared)
        assert not any(d.rule == "raise_hand" and d.roles["voter"] == "eli"
                       for d in second.universe.deeds)  # fmt: skip


def test_a_fork_stands_among_the_causes_of_what_it_changes(forked: Callable[..., Branch]) -> None:
    for text in ("change: {'dora.fond[cai]': 1}", "{at: '17:01', change: {'dora.fond[cai]': 1}}"):
        branch = forked(text)
        hands = [d for d in branch.universe(1).deeds if d.rule == "raise_hand"]
        assert all(branch.mark in d.causes for d in hands if d.roles["voter"] == "dora")
        assert not any(branch.mark in d.causes for d in hands if d.roles["voter"] != "dora")


@BOTH
def test_from_a_moment_on_the_same_dice_give_the_same_universe(
    sample: World, interpreted: bool
) -> None:
    bring = Parting("time", 1000.0)
    past = past_of(sample.program, bring, 1)
    assert past is not None
    branch = scenario_branch(sample.program, past=past)
    plain = Universe(sample.program, 1, interpreted=interpreted).until()
    again = branch.universe(1, begins(interpreted))
    later = [d for d in plain.deeds if d.end > 1000.0]
    assert [(d.id, d.end) for d in again.deeds] == [(d.id, d.end) for d in later]
    others = {tuple(d.id for d in branch.universe(s, begins(interpreted)).deeds) for s in SEEDS}
    assert len(others) > len(SEEDS) // 2


@pytest.mark.slow
@BOTH
def test_forks_from_a_moment_on_begin_at_it(
    sample: World, forked: Callable[..., Branch], interpreted: bool
) -> None:
    def exiles(program: Program) -> tuple[Watch, ...]:
        return (Watch(program.layout.rules["exile"]), Watch(program.layout.rules["accuse"]))

    moment = Parting("before", deeds=(_exile(),))
    past = past_of(sample.program, moment, 1, exiles)
    assert past is not None
    base = scenario_branch(sample.program, exiles, past)
    never = forked("prevent: 'exile(cai, bo, None)'", asks=exiles, past=past)
    for seed in SEEDS:
        one, other = (b.universe(seed, begins(interpreted)) for b in (base, never))
        assert one.block.watch_count[1] >= 1
        assert other.block.watch_count[1] >= 1
        assert other.block.watch_count[0] == 0
    assert any(base.universe(seed, begins(interpreted)).block.watch_count[0] for seed in SEEDS)


def _exile() -> BeatDeed:
    return BeatDeed("exile", (None, None, None), ())


def test_a_moment_that_never_comes_is_no_past(sample: World) -> None:
    assert past_of(sample.program, Parting("time", 1e9), 1, nothing) is None


@BOTH
def test_from_a_moment_on_a_universe_that_needs_more_room_is_the_same(
    sample: World, interpreted: bool
) -> None:
    past = past_of(sample.program, Parting("time", 1000.0), 1)
    assert past is not None
    wide = scenario_branch(sample.program, past=past)
    tight = scenario_branch(sample.program, past=past)
    tight.program.template.room_bids[0] = 2  # bids of one thought: fewer than anybody has
    for seed in SEEDS:
        found = tight.universe(seed, begins(interpreted))
        assert told(found.deeds) == told(wide.universe(seed, begins(interpreted)).deeds)


def test_a_fork_whose_hour_has_passed_cannot_leave(
    sample: World, forked: Callable[..., Branch], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    past = past_of(sample.program, Parting("time", 1000.0), 1)
    with pytest.raises(WorldError) as told_so:
        forked("at: '17:10'\nchange: {bo.need: 1}\n", past=past)
    assert (
        str(told_so.value)
        == """\
fork.yaml:1:1: error[bad-time]: this fork leaves before the moment from which universes go on

    1 | at: '17:10'
      | ^^ too early

  fix: let them go on from an earlier moment, or from the start.

1 problem in 1 file. Nothing was run."""
    )
