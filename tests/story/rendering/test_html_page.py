"""Stories as Markdown and as pages: all there, nothing else, and nothing of an author's is code."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

from tests.story.saltmere import MEMBERS, TONGUE, the_exile

from moshimo.story.cast import cast
from moshimo.story.markdown import escaped, markdown
from moshimo.story.page import LONGEST, curled, page
from moshimo.story.story import Paragraph, Scene, Sentence, Story, text
from moshimo.story.tell import tell
from moshimo.story.tongue import Tongue

GOLDEN = Path(__file__).parents[2] / "golden" / "story"
WICKED = '</span><script>alert("x")</script><img src=x onerror=y>&amp;\'" [a](http://b) *c* `d`'
EMPTY = {"meta", "link", "img", "br", "hr", "input"}


class Reader(HTMLParser):
    """Reads a page: every tag closed in order, and what stands where."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text: list[str] = []
        self.spans: list[tuple[str, str]] = []
        self.style = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag and what it has."""
        given = {key: value or "" for key, value in attrs}
        self.tags.append((tag, given))
        if "data-deed" in given:
            self.spans.append((given["data-deed"], ""))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the last one open, which must be this."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note a text."""
        if "style" in self.open:
            self.style += data
            return
        self.text.append(data)
        if "span" in self.open and self.spans and "h2" not in self.open:
            self.spans[-1] = (self.spans[-1][0], self.spans[-1][1] + data)


def read(story: Story, tongue: Tongue = TONGUE, rights: str = "") -> Reader:
    reader = Reader()
    reader.feed(page(story, the_exile(), tongue, rights))
    reader.close()
    assert reader.open == []
    return reader


def the_story(tongue: Tongue = TONGUE, title: str = "The Keeper of the Light") -> Story:
    return tell(the_exile(), tongue, title=title)


def one(words: str) -> Story:
    return Story("T", (Scene("", 0.0, 1.0, (Paragraph((Sentence(words, ("a",)),)),)),))


def test_a_page_has_every_sentence_with_its_deeds() -> None:
    story = the_story()
    found = read(story).spans
    assert found == [(" ".join(s.deeds), curled(s.text)) for s in story.sentences]


def test_a_page_may_have_its_own_style_and_nothing_else() -> None:
    reader = read(the_story())
    meta = [given for tag, given in reader.tags if tag == "meta"]
    rules = next(given["content"] for given in meta if "http-equiv" in given)
    digest = base64.b64encode(hashlib.sha256(reader.style.encode()).digest()).decode()
    assert rules.split("; ")[:2] == ["default-src 'none'", f"style-src 'sha256-{digest}'"]
    assert "unsafe" not in rules
    assert not {"script", "link", "img", "iframe"} & {tag for tag, _ in reader.tags}
    assert not any(key.startswith("on") or key == "style" for _, g in reader.tags for key in g)
    assert all(g["href"].startswith("#") for _, g in reader.tags if "href" in g)
    assert "url(" not in reader.style
    assert "@import" not in reader.style


def test_a_page_links_the_first_mention_to_the_cast() -> None:
    reader = read(the_story())
    links = [given["href"][1:] for tag, given in reader.tags if tag == "a"]
    ids = [given["id"] for _, given in reader.tags if "id" in given]
    assert len(set(links)) == len(links)
    assert len(set(ids)) == len(ids)
    assert set(links) <= set(ids)
    assert "who-corin" in links


def test_what_an_author_wrote_is_never_code() -> None:
    members = {**MEMBERS, "bram": replace(MEMBERS["bram"], name=f"Bram{WICKED}", short="")}
    tongue = Tongue(TONGUE.manners, members, TONGUE.calendar)
    reader = read(the_story(tongue, f"T{WICKED}"), tongue, WICKED)
    assert not {"script", "img"} & {tag for tag, _ in reader.tags}
    assert curled(WICKED) in "".join(reader.text)


def test_who_is_first_named_in_a_list_is_linked_there() -> None:
    made = page(the_story(), the_exile(), TONGUE)
    assert '<a href="#who-corin">Corin Vale</a>, <a href="#who-bram">Bram Weaver</a>' in made


def test_quotation_marks_are_those_of_print() -> None:
    assert curled('"It\'s \'so\'," he said. "Yes."') == "“It’s ‘so’,” he said. “Yes.”"


def test_a_page_bounds_every_text() -> None:
    reader = read(one("x" * (LONGEST + 10)))
    assert max(len(data) for data in reader.text) == LONGEST + 1


def test_a_page_has_a_night_and_paper() -> None:
    style = read(the_story()).style
    assert "prefers-color-scheme: dark" in style
    assert "@media print" in style


def test_a_story_as_markdown(golden: Callable[[Path, str], None]) -> None:
    golden(GOLDEN / "the_exile.md", markdown(the_story(), TONGUE, "Free to all."))


def test_no_word_of_an_author_is_a_mark_of_markdown() -> None:
    assert escaped("*a* _b_ [c](d) <e> `f` # g | h ~i~ & j \\") == (
        r"\*a\* \_b\_ \[c\](d) \<e\> \`f\` \# g \| h \~i\~ \& j \\"
    )
    assert escaped("1. one") == r"1\. one"
    assert escaped("- one\n- two") == r"\- one - two"
    assert escaped("see http://a or www.a") == r"see http\://a or www\.a"


def test_markdown_has_every_word() -> None:
    story = the_story()
    bare = re.sub(r"\\(.)", r"\1", markdown(story, TONGUE))
    for block in text(story).strip().split("\n\n")[1:]:
        assert block in bare


def test_the_cast_is_everybody_who_is_named() -> None:
    story = the_story()
    parts = {part.who: part for part in cast(story, the_exile(), TONGUE)}
    assert {"ana", "bram", "corin", "dessa"} <= set(parts)
    assert "hall" not in parts
    assert parts["corin"].scene == 0
    assert parts["corin"].did > parts["dessa"].did
    assert parts["bram"].bore > 0


def test_the_cast_says_who_calls_whom_what() -> None:
    members = {**MEMBERS, "bram": replace(MEMBERS["bram"], names={"corin": "Weaver"})}
    tongue = Tongue(TONGUE.manners, members, TONGUE.calendar)
    story = tell(the_exile(), tongue, title="T")
    bram = next(part for part in cast(story, the_exile(), tongue) if part.who == "bram")
    assert bram.called == (("Weaver", ("corin",)),)
    assert "Corin says “Weaver”." in "".join(read(story, tongue).text)
