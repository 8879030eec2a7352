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

from moshimo import World, load
from moshimo.output.cells import cells_of
from moshimo.report.comparison.forms import ToldComparison
from moshimo.report.comparison.versus import Half, Row, Versus
from moshimo.report.comparison.versus_html import versus_page
from moshimo.report.comparison.versus_markdown import versus_markdown
from moshimo.report.comparison.versus_text import GAP, WIDE, columns
from moshimo.story.realisation.story import Paragraph, Scene, Sentence

GOLDEN = Path(__file__).parents[2] / "golden" / "versus"
SAMPLE = str(Path(__file__).parents[2] / "worlds" / "sample")


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
    assert path.read_text("utf-8") == good_year().html()


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
        "same", "until", "first", "only_base", "only_fork", "changed", "chains", "notes",
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
        "Cai did not yet exile Bo, because Bo did not take a sack of flour from Dora, "
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
    said = f"Nothing differs: all {len(pair.base.deeds)} deeds are the same."
    for text in forms(pair).values():
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
    wicked = Versus(
        WICKED, WICKED, (WICKED,), (WICKED,), WICKED, WICKED, still=(WICKED,), counts=(1, 0, 0, 0)
    )
    bare = replace(wicked, still=())
    assert "<script" not in versus_page(wicked, WICKED)
    assert "<img" not in versus_page(wicked, WICKED)
    text = versus_markdown(bare, WICKED).partition("*The")[0]
    assert not re.search(r"(?<!\\)[\[\]<>*`]", text)


def test_wide_letters_and_accents_leave_the_right_column_where_it_is() -> None:
    said = "李小龍, 陳美玲 and Zoe\u0301 👩\u200d🚀 were at the yard, early in the morning."
    paragraph = Paragraph((Sentence(said, ("d1",)),))
    half = Half((Scene("", 0.0, 1.0, (paragraph, paragraph)),))
    rows = (Row("Day 1", half, half),)
    told = columns(Versus("李", "B", (), (), "day 1", "李.", rows=rows, counts=(1, 0, 0, 0)), 100)
    assert told.split("\n\n")[2:4] == [
        f"李{' ' * 46}   B",
        f"── Day 1 {'─' * 90}",
    ]
    beside = [line for line in told.split("\n") if "yard" in line or "morning" in line]
    left = "李小龍, 陳美玲 and Zoe\u0301 👩\u200d🚀 were at the yard,"
    assert beside[0] == f"{left}{' ' * (51 - cells_of(left))}{left}"
    assert {cells_of(line[: line.rindex("   ") + 3]) for line in beside} == {51}


def test_universes_with_nothing_to_tell_are_told_in_figures() -> None:
    bare = Versus("A", "B", (), (), "day 1", "Bo waited.", counts=(1, 2, 3, 4))
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
