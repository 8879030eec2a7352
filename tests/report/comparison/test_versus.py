"""A universe and its fork beside each other: what is told, in every form, and what is not."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from tests.story.rendering.test_html_page import WICKED, Reader
from tests.told import moshimo

from moshimo import Change, World, load
from moshimo.output.cells import cells_of
from moshimo.report.comparison.chief_odds import OddsRow, ToldOdds
from moshimo.report.comparison.forms import ToldComparison, lexica_of
from moshimo.report.comparison.versus import Half, Row, Versus, versus
from moshimo.report.comparison.versus_html import versus_page
from moshimo.report.comparison.versus_markdown import versus_markdown
from moshimo.report.comparison.versus_text import GAP, WIDE, columns
from moshimo.story.realisation.story import Paragraph, Sentence

GOLDEN = Path(__file__).parents[2] / "golden" / "versus"
SAMPLE = str(Path(__file__).parents[2] / "worlds" / "sample")


BOX = {
    "world.yaml": "title: A box\nrights: None.\nsystems: []\npace: 5 minutes\nscenario: now\n",
    "people.yaml": """
Box: {box: {name: the box, opens: day 1 02:00}}
Place: {hall: {name: the hall}}
Character:
  ana: {name: Ana, pronouns: she, place: hall}
  bo: {name: Bo, pronouns: he, place: hall}
  cai: {name: Cai, pronouns: he, place: hall}
  dora: {name: Dora, pronouns: she, place: hall, willing: 0, closes: true}
""",
    "scenarios/now.yaml": "scenario: Now\nends: {at: 03:00}\nstarts: '00:00'\n",
    "rules/box.py": """\
\"\"\"Hands and a box.\"\"\"
from moshimo.rules import *


class Box:
    hands: int = known(0)
    closed: bool = known(False)
    opens: Moment = known(never)


class Character:
    willing: Level = private(1.0)
    raised: bool = known(False)
    closes: bool = known(False)


@action
def raise_hand(voter: Character, box: Box):
    \"\"\"{voter} raises a hand for {box}.\"\"\"
    when(not voter.raised, not box.closed)
    weigh(5 * voter.willing, "{voter} likes it")
    takes(seconds(1))
    voter.raised = True
    box.hands += 1


@action(speech=True)
def close(teller: Character, box: Box):
    \"\"\"{teller} closes {box}.\"\"\"
    when(teller.closes, box.hands >= 2, not box.closed, now > box.opens)
    weigh(5, "it is enough")
    takes(seconds(1))
    box.closed = True
    say(teller, "That will do.")
""",
}


@cache
def sample() -> World:
    return load(SAMPLE)


@cache
def good_year() -> ToldComparison:
    """A reeve has one of his village exiled; in a good year that takes him longer."""
    return sample().compare("a-good-year", 3)


def forms(told: ToldComparison, width: int = 80) -> dict[str, str]:
    return {"text": told.text(width), "md": told.markdown(), "html": told.html()}


@pytest.mark.parametrize("form", ["text", "md", "html"])
def test_two_universes_read_like_this(form: str, golden: Callable[[Path, str], None]) -> None:
    name = f"a_good_year.{form.replace('text', 'txt')}"
    golden(GOLDEN / name, forms(good_year(), 120)[form])


def test_the_command_writes_what_is_told(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    words = ("compare", SAMPLE, "--fork", "a-good-year", "--seed", "3", "--format", "html")
    assert moshimo(*words, "--out", str(path)).code == 0
    assert path.read_text("utf-8") == sample().compare("a-good-year", 3, universes=24).html()


def test_lines_are_no_wider_than_was_asked() -> None:
    wide = good_year().text(100).splitlines()
    assert max(map(len, wide)) <= 100
    assert any(GAP.join(["", "Why"]) in line for line in wide) or any("Why" in x for x in wide)


def test_where_there_is_no_room_for_two_columns_one_stands_below_the_other() -> None:
    narrow = good_year().text(WIDE - 1)
    assert "[A good year]" in narrow
    assert max(map(len, narrow.splitlines())) <= WIDE


def test_json_has_all_that_differs_and_every_chain() -> None:
    found = json.loads(json.dumps(good_year().json()))
    assert [*found] == [
        "same", "until", "first", "only_base", "only_fork", "changed", "chains", "notes", "odds",
    ]  # fmt: skip
    c = good_year().both.comparison
    assert found["same"] is False
    assert [d["id"] for d in found["only_base"]] == [d.id for d in c.only_base]
    assert [d["id"] for d in found["only_fork"]] == [d.id for d in c.only_fork]
    assert found["first"]["text"] == "Bo did not take a sack of flour from Dora."
    assert {link["proved"] for chain in found["chains"] for link in chain["links"]} <= {True, False}
    assert all(chain["links"][-1]["deed"] is None for chain in found["chains"])


def test_a_chain_is_a_sentence() -> None:
    texts = [chain["text"] for chain in good_year().json()["chains"]]  # type: ignore[attr-defined]
    assert (
        "Cai did not exile Bo until later, because Bo did not take a sack of flour from Dora, "
        "because of the change: “A good year”."
    ) in texts


def test_from_a_moment_on_both_have_the_same_past_and_other_dice() -> None:
    words = ("compare", SAMPLE, "--fork", "a-good-year", "--format", "json", "--seed", "3")
    whole = json.loads(moshimo(*words).out)
    same = json.loads(moshimo(*words, "--from", "17:20", "--future", "3").out)
    other = json.loads(moshimo(*words, "--from", "17:20", "--future", "1").out)
    assert [d["id"] for d in same["only_fork"]] == [d["id"] for d in whole["only_fork"]]
    assert [d["id"] for d in other["only_fork"]] != [d["id"] for d in whole["only_fork"]]


def test_a_moment_to_go_on_from_that_never_comes_is_said() -> None:
    words = ("compare", SAMPLE, "--fork", "a-good-year", "--seed", "3", "--from", "steal(ana, bo)")
    told = moshimo(*words)
    assert (told.code, told.out) == (1, "")
    assert "error[no-moment]: in universe 3 the moment `steal(ana, bo)` never comes\n" in told.err


def test_where_nothing_differs_it_is_said() -> None:
    pair = sample().compare("a-good-year", 1)
    assert pair.both.comparison.same
    said = (
        f"Nothing came of the change: all {len(pair.base.deeds)} deeds are the same, since nobody"
    )
    for text in forms(pair, 120).values():
        assert said in text
    assert pair.json()["first"] is None


def test_a_moment_that_never_comes_is_named() -> None:
    pair = sample().compare("ana-never-knows", 2)
    assert "“Ana never knows”: the moment for it never came." in str(pair)


def test_what_a_fork_cannot_do_is_said_with_the_reason(tmp_path: Path) -> None:
    path = tmp_path / "fork.yaml"
    path.write_text(
        "of: evening\nat: '18:00'\nmake: exile(cai, bo, reeve)\nfork: At once\n", "utf-8"
    )
    pair = sample().compare(str(path), 3)
    assert pair.both.comparison.same
    assert "“At once” could not be: `" in str(pair)
    assert "deeds are the same, since it never came about." in pair.markdown()


def test_marking_what_a_fork_changes_changes_no_deed() -> None:
    for seed in (1, 2):
        for fork in ("a-good-year", "eli-does-not-believe-it", "flo-is-back"):
            assert sample().compare(fork, seed).base.hash() == sample().run(seed).hash()


def test_a_page_is_closed_runs_nothing_and_unfolds_the_reasons() -> None:
    reader = Reader()
    reader.feed(good_year().html())
    assert not reader.open
    tags = [tag for tag, _ in reader.tags]
    assert "details" in tags
    assert not {"script", "img", "iframe", "link"} & {*tags}
    assert not any(name.startswith("on") for _, given in reader.tags for name in given)


def test_nothing_of_an_author_s_is_code() -> None:
    odds = ToldOdds((OddsRow(WICKED, WICKED, WICKED),), WICKED)
    wicked = Versus(
        WICKED, WICKED, (WICKED,), (WICKED,), WICKED, (WICKED,), odds, WICKED, WICKED,
        still=(WICKED,), counts=(1, 0, 0, 0),
    )  # fmt: skip
    bare = replace(wicked, still=(), which="")
    assert "<script" not in versus_page(wicked, WICKED)
    assert "<img" not in versus_page(wicked, WICKED)
    text = versus_markdown(bare, WICKED).partition("*The")[0]
    assert not re.search(r"(?<!\\)[\[\]<>*`]", text)


def test_wide_letters_and_accents_leave_the_right_column_where_it_is() -> None:
    said = "李小龍, 陳美玲 and Zoe\u0301 👩\u200d🚀 were at the yard, early in the morning."
    paragraph = Paragraph((Sentence(said, ("d1",)),))
    half = Half((paragraph, paragraph))
    rows = (Row("Day 1", half, half),)
    told = columns(
        Versus("李", "B", (), (), until="day 1", first="李.", rows=rows, counts=(1, 0, 0, 0)), 100
    )
    assert told.split("\n\n")[2:4] == [
        f"李{' ' * 46}   B",
        f"── Day 1 {'─' * 90}",
    ]
    beside = [line for line in told.split("\n") if "yard" in line or "morning" in line]
    left = "李小龍, 陳美玲 and Zoe\u0301 👩\u200d🚀 were at the yard,"
    assert beside[0] == f"{left}{' ' * (51 - cells_of(left))}{left}"
    assert {cells_of(line[: line.rindex("   ") + 3]) for line in beside} == {51}


def test_universes_with_nothing_to_tell_are_told_in_figures() -> None:
    bare = Versus("A", "B", (), (), until="day 1", first="Bo waited.", counts=(1, 2, 3, 4))
    said = "Deeds: 1 only in the first, 2 only in the second, 3 in both but otherwise, 4 the same."
    assert said in columns(bare, 200)
    assert said in versus_markdown(replace(bare, fork="C"))


def test_whom_and_where_a_prevented_deed_leaves_open_is_anybody_and_anywhere(
    tmp_path: Path,
) -> None:
    path = tmp_path / "fork.yaml"
    path.write_text("fork: Nobody walks\nprevent: [walk(dora), steal]\n", encoding="utf-8")
    words = moshimo("compare", SAMPLE, "--fork", str(path), "--seed", "3", "--format", "md").out
    assert "Dora is not to walk anywhere." in words
    assert "No one is to take a sack of flour from anybody." in words


def test_what_of_a_change_reached_the_ending_is_said_first() -> None:
    told = str(good_year())
    assert told.index("The change reached the ending.") < told.index("The same until")
    assert "Without it: " in told


def test_what_comes_a_quarter_of_an_hour_sooner_is_not_said_to() -> None:
    told = good_year().markdown()
    assert not re.search(
        "(a little|a few minutes|ten minutes|an hour) (sooner|later), (and|because)", told
    )
    assert "to another effect" not in told


def test_both_stand_beside_each_other_by_moments() -> None:
    """Each moment has what begins within a quarter of an hour; none is before the last one."""
    pair = good_year()
    made = versus(pair.both, lexica_of(pair.both, ""))
    began = {
        side: {deed.id: deed.begin for deed in universe.deeds}
        for side, universe in (("base", pair.base), ("fork", pair.fork))
    }
    firsts = []
    for row in made.rows:
        times = [
            began[side][key]
            for side, half in (("base", row.base), ("fork", row.fork))
            for one in half.paragraphs
            for sentence in one.sentences
            for key in sentence.deeds[:1]
            if not one.letter
        ]
        firsts += [min(times)] if times else []
    assert firsts == sorted(firsts)
    assert [row.when for row in made.rows].count("Day 1, towards evening") == 1


def test_the_chief_odds_of_both_stand_beside_the_pair() -> None:
    pair = sample().compare("a-good-year", 3, universes=8)
    assert pair.odds is not None
    for told in forms(pair).values():
        assert "In 8 universes of each; an interval holds with 95 %." in told
    found = pair.json()["odds"]
    assert isinstance(found, list)
    assert len(found) == len(pair.odds.deeds)
    assert pair.markdown() == sample().compare("a-good-year", 3, universes=8).markdown()


def test_odds_that_the_change_does_not_move_are_said_to_be_so() -> None:
    unmoved = "In 8 universes of each, none of these was likelier or rarer with it."
    told = replace(good_year()._made, odds=ToldOdds((), unmoved))
    for text in (columns(told, 120), versus_markdown(told), versus_page(told)):
        assert unmoved in text


def test_no_odds_are_asked_for_where_none_are_wanted_or_nothing_differs() -> None:
    assert good_year().odds is None
    assert sample().compare("a-good-year", 1, universes=8).odds is None


@pytest.mark.parametrize("seed", [1, 2])  # the hand that is missing is the last, or another
def test_a_count_that_came_out_otherwise_and_still_was_enough_is_named(
    tmp_path: Path, seed: int
) -> None:
    """A hand fewer, and the box is closed all the same."""
    for name, text in BOX.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    told = load(tmp_path).compare(Change(change={"cai.willing": 0}), seed).markdown()
    assert "The change did not reach the ending: no deed of weight" in told
    assert (
        "The hands of the box came to two and not three, and even so Dora closed the box." in told
    )
