"""Facts about changes made in memory: what a file of `forks/` says, as a value."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.world.town import Load, write

from moshimo.errors import WorldError
from moshimo.world.forks.change import Change
from moshimo.world.forks.finding import with_fork
from moshimo.world.forks.forked import as_forked
from moshimo.world.load import load
from moshimo.world.world import CheckedWorld

# A file's text → the same in memory.
SAME = {
    "values": (
        "change: {bo.mercy: 0.25, ana.due: day 2 12:00, ana.vessel: true, ana.place: nowhere}\n",
        Change(
            change={
                "bo.mercy": 0.25,
                "ana.due": "day 2 12:00",
                "ana.vessel": True,
                "ana.place": "nowhere",
            }
        ),
    ),
    "one toward each": (
        "change: {bo.trust: {ana: 0.5, others: -0.5}, 'ana.trust[bo]': 1}\n",
        Change(change={"bo.trust": {"ana": 0.5, "others": -0.5}, "ana.trust[bo]": 1}),
    ),
    "minds and secrets": (
        "minds: {bo: {ana.place: unknown}}\n"
        "secret: {ana.vessel: everybody, bo.vessel: [ana, cai]}\n",
        Change(
            minds={"bo": {"ana.place": "unknown"}},
            secret={"ana.vessel": "everybody", "bo.vessel": ("ana", "cai")},
        ),
    ),
    "deeds": (
        "prevent: leave(bo)\nmake: ['leave(ana, bo)']\n"
        "at: {after: ['leave(bo)', leave], every: true}\n",
        Change(
            prevent="leave(bo)",
            make=["leave(ana, bo)"],
            at={"after": ["leave(bo)", "leave"], "every": True},
        ),
    ),
    "at a time": ("at: day 2 06:00\nprevent: leave\n", Change(at="day 2 06:00", prevent="leave")),
    "another cast": (
        "add: {Character: {dan: {name: 'Dan: the first', place: hall, trust: {ana: 0.4}}}}\n"
        "remove: [bo]\n",
        Change(
            add={
                "Character": {
                    "dan": {"name": "Dan: the first", "place": "hall", "trust": {"ana": 0.4}}
                }
            },
            remove=["bo"],
        ),
    ),
    "a name that looks like something else": (
        "add: {Character: {dan: {name: 'no', short: 'true'}}}\n",
        Change(add={"Character": {"dan": {"name": "no", "short": "true"}}}),
    ),
}


@pytest.mark.parametrize("word", SAME)
def test_a_change_is_the_same_as_a_file(loaded: Load, word: str) -> None:
    text, change = SAME[word]
    from_file, _ = loaded({"forks/change.yaml": text})
    (Path("town") / "forks" / "change.yaml").unlink()
    world, name = with_fork(load("./town")[0], change)
    one, other = from_file.forks["change"], world.forks[name]
    assert (one.at, one.values, one.beliefs, one.secrets) == (
        other.at,
        other.values,
        other.beliefs,
        other.secrets,
    )
    assert (one.prevents, one.makes, one.added, one.removed) == (
        other.prevents,
        other.makes,
        other.added,
        other.removed,
    )
    (made, start), (there, begins) = as_forked(world, name), as_forked(from_file, "change")
    assert start == begins
    names = [[(m.id, m.name) for m in w.members["Character"]] for w in (made, there)]
    assert names[0] == names[1]


def test_the_text_of_a_change_is_a_file(loaded: Load) -> None:
    change = Change(fork="Bo stays", at={"before": "leave(bo)"}, change={"bo.trust[ana]": 0.5})
    assert change.text == (
        'fork: "Bo stays"\nat:\n  before: "leave(bo)"\nchange:\n  bo.trust[ana]: 0.5\n'
    )
    world, _ = loaded({"forks/stays.yaml": change.text})
    assert world.forks["stays"].title == "Bo stays"


def test_a_change_may_be_one_of_a_change(loaded: Load) -> None:
    world, one = with_fork(loaded()[0], Change(change={"ana.mercy": 0.1, "bo.mercy": 0.2}))
    world, two = with_fork(world, Change(of=one, change={"ana.mercy": 0.3}))
    assert (one, two) == ("change", "change-2")
    assert [fork.word for fork in world.chain(two)] == [one, two]
    values = as_forked(world, two)[1].values
    people = [member.id for member in world.members["Character"]]
    found = [values["Character.mercy", people.index(who) + 1, 0] for who in ("ana", "bo")]
    assert found == [0.3, 0.2]


def test_the_world_that_is_given_stays_as_it_is(loaded: Load) -> None:
    world, _ = loaded()
    digest = world.texts.source.digest
    changed, word = with_fork(world, Change(prevent="leave"))
    assert world.forks == {}
    assert list(changed.forks) == [word]
    assert changed.texts.source.digest == digest


WRONG: dict[str, tuple[Change, str]] = {
    "unknown-attribute": (
        Change(change={"bo.needs": 1}),
        "change:2:6: error[unknown-attribute]: `Character` has no attribute `needs`\n\n"
        "    2 |   bo.needs: 1\n"
        "      |      ^^^^^ no such attribute\n",
    ),
    "out-of-range": (
        Change(change={"bo.mercy": 3}),
        "change:2:13: error[out-of-range]: `mercy` is 3, above 1\n\n    2 |   bo.mercy: 3\n",
    ),
    "unit-mismatch": (Change(change={"bo.patience": 5}), "change:2:16: error[unit-mismatch]"),
    "unknown-deed": (Change(prevent="leeve(bo)"), "change:1:11: error[unknown-deed]"),
    "cannot-make": (Change(make="leave(bo)"), "change:1:7: error[cannot-make]"),
    "unknown-member": (Change(remove=["dan"]), "change:1:10: error[unknown-member]"),
    "bad-time": (Change(at="soon", prevent="leave"), "change:1:5: error[bad-time]"),
    "unknown-fork": (Change(of="nothing", prevent="leave"), "change:1:5: error[unknown-fork]"),
    "changes-nothing": (Change(), "change: error[changes-nothing]: this fork changes nothing"),
    "wrong-type": (Change(change={"bo.mercy": float("nan")}), "change:2:13: error[wrong-type]"),
    "unknown-number": (Change(numbers={"limit": 3}), "change:2:3: error[unknown-number]"),
    "name-twice": (Change(word="start", prevent="leave"), "start: error[name-twice]"),
}


@pytest.mark.parametrize("code", WRONG)
def test_a_wrong_change_is_told_of_as_a_file_is(loaded: Load, code: str) -> None:
    change, text = WRONG[code]
    with pytest.raises(WorldError) as caught:
        with_fork(loaded()[0], change)
    assert str(caught.value).startswith(text)
    assert code in [problem.code for problem in caught.value.problems]


def test_the_word_of_a_change_is_free_and_plain(loaded: Load) -> None:
    world, _ = loaded({"forks/other.yaml": "prevent: leave\n"})
    with pytest.raises(ValueError, match="word: the world has a fork `other` already"):
        with_fork(world, Change(word="other", prevent="leave"))
    with pytest.raises(ValueError, match=r"word: expected letters, .*, got './other'"):
        with_fork(world, Change(word="./other", prevent="leave"))


def test_what_no_file_can_hold_is_refused(loaded: Load) -> None:
    with pytest.raises(TypeError, match=r"bo\.mercy: expected a text, a number"):
        with_fork(loaded()[0], Change(change={"bo.mercy": b"1"}))  # type: ignore[dict-item]


# nothing is read twice ------------------------------------------------------------------------


EDITS: dict[str, Callable[[CheckedWorld], tuple[CheckedWorld, str]]] = {
    "a fork of the world's": lambda world: with_fork(world, "other"),
    "a change": lambda world: with_fork(world, Change(of="other", remove=["cai"])),
}


@pytest.mark.parametrize("made", EDITS.values(), ids=EDITS)
def test_an_edit_after_loading_is_not_seen(
    loaded: Load, made: Callable[[CheckedWorld], tuple[CheckedWorld, str]]
) -> None:
    dan = "add: {Character: {dan: {place: hall}}}\nchange: {ana.mercy: 0.25}\n"
    world, _ = loaded({"forks/other.yaml": dan})
    write(
        Path("town"),
        {
            "forks/other.yaml": "change: [",
            "people.yaml": "Character: {zoe: {}}\n",
            "rules/town.py": "nonsense",
        },
    )
    whole, scenario = as_forked(*made(world))
    ids = {member.id for member in whole.members["Character"]}
    assert {"ana", "bo", "dan"} <= ids
    assert "zoe" not in ids
    assert 0.25 in scenario.values.values()


def test_dice_are_a_whole_number(loaded: Load) -> None:
    world, word = with_fork(loaded()[0], Change(dice=7))
    assert world.forks[word].dice == 7
    with pytest.raises(WorldError) as caught:
        with_fork(loaded()[0], Change(dice=-1))
    assert str(caught.value).startswith(
        "change:1:7: error[wrong-type]: `dice` takes a whole number from 0 to 2^64 - 1\n\n"
        "    1 | dice: -1\n"
        "      |       ^^\n\n"
        "  fix: for example `dice: 7`.\n"
    )
