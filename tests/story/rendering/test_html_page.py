"""Stories as Markdown and as pages: all there, nothing else, and nothing of an author's is code."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

from tests.story.saltmere import LEXICON, MEMBERS, the_exile

from moshimo.story.lexicon.lexicon import Lexicon
from moshimo.story.realisation.story import Paragraph, Scene, Sentence, Story
from moshimo.story.rendering.cast_list import Fortune, cast, described
from moshimo.story.rendering.html_page import page
from moshimo.story.rendering.markdown import escaped, markdown
from moshimo.story.rendering.marked_text import LONGEST, curled
from moshimo.story.rendering.plain_text import text
from moshimo.story.tell import tell

GOLDEN = Path(__file__).parents[2] / "golden" / "story"
WICKED = '</span><script>alert("x")</script><img src=x onerror=y>&amp;\'" [a](http://b) *c* `d`'
BRAM = (
    "Corin laid the wreck before the wardens and blamed Bram for it.",
    "Corin, as harbourmaster, exiled Bram.",
    "Bram wrote a letter to Ana and stained it with tears.",
)
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


def read(story: Story, lexicon: Lexicon = LEXICON, rights: str = "") -> Reader:
    reader = Reader()
    reader.feed(page(story, the_exile(), lexicon, rights))
    reader.close()
    assert reader.open == []
    return reader


def the_story(lexicon: Lexicon = LEXICON, title: str = "The Keeper of the Light") -> Story:
    return tell(the_exile(), lexicon, title=title)


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


def test_every_link_leads_somewhere_and_nothing_is_called_twice() -> None:
    reader = read(the_story())
    links = [given["href"][1:] for tag, given in reader.tags if tag == "a"]
    ids = [given["id"] for _, given in reader.tags if "id" in given]
    assert len(set(links)) == len(links)
    assert len(set(ids)) == len(ids)
    assert set(links) <= set(ids)


def test_the_first_mention_leads_to_the_cast_and_the_cast_leads_back() -> None:
    links = {given["href"]: given for tag, given in read(the_story()).tags if tag == "a"}
    assert links["#who-corin"]["id"] == "first-corin"
    assert links["#first-corin"]["aria-label"] == "Back to the first mention of Corin Vale"


def test_the_contents_name_each_scene_by_place_and_hour_under_its_day() -> None:
    story = the_story()
    made = page(story, the_exile(), LEXICON)
    nav = made[made.index("<nav") : made.index("</nav>")]
    assert '<li><a href="#day-1">Day 1</a>' in nav
    assert (
        '<li><a href="#scene-1">The wardens’ hall <span class="when">in the evening</span></a></li>'
    ) in nav
    assert nav.count("#scene-") == len(story.scenes)


def test_a_story_of_one_scene_has_no_contents_and_no_day() -> None:
    made = page(one("It rained."), the_exile(), LEXICON)
    assert "<nav" not in made
    assert "<h2>" not in made


def test_no_heading_says_what_the_next_sentence_says() -> None:
    reader = read(the_story())
    assert not any(tag == "h3" for tag, _ in reader.tags)
    made = page(the_story(), the_exile(), LEXICON)
    assert re.findall("<h2>(.*?)</h2>", made) == ["Day 1", "Day 2", "The people"]


def test_a_page_says_which_universe_it_is() -> None:
    made = page(one("It rained."), the_exile(), LEXICON, which="Universe 7 of Saltmere")
    assert "<title>T: Universe 7 of Saltmere</title>" in made
    assert '<p class="which">Universe 7 of Saltmere</p>' in made


def test_lines_of_a_letter_that_follow_each_other_stand_together() -> None:
    lines = tuple(
        Paragraph((Sentence(words, ("a",), letter=letter),))
        for words, letter in (("He read.", False), ("Ana,", True), ("Come.", True), ("Oh.", False))
    )
    made = page(Story("T", (Scene("", 0.0, 1.0, lines),)), the_exile(), LEXICON)
    texts = re.sub(r"</?span[^>]*>", "", made)
    said = '<blockquote class="letter">\n<p>Ana,</p>\n<p>Come.</p>\n</blockquote>\n<p>Oh.</p>'
    assert said in texts


def test_what_an_author_wrote_is_never_code() -> None:
    members = {**MEMBERS, "bram": replace(MEMBERS["bram"], name=f"Bram{WICKED}", short="")}
    lexicon = Lexicon(LEXICON.manners, members, LEXICON.clock)
    reader = read(the_story(lexicon, f"T{WICKED}"), lexicon, WICKED)
    assert not {"script", "img"} & {tag for tag, _ in reader.tags}
    assert curled(WICKED) in "".join(reader.text)


def test_who_is_first_named_in_a_list_is_linked_there() -> None:
    made = page(the_story(), the_exile(), LEXICON)
    links = [f'<a id="first-{who}" href="#who-{who}">' for who in ("corin", "bram")]
    assert f"{links[0]}Corin Vale</a>, {links[1]}Bram Weaver</a>" in made


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
    golden(GOLDEN / "the_exile.md", markdown(the_story(), LEXICON, "Free to all."))


def test_no_word_of_an_author_is_a_mark_of_markdown() -> None:
    assert escaped("*a* _b_ [c](d) <e> `f` # g | h ~i~ & j \\") == (
        r"\*a\* \_b\_ \[c\](d) \<e\> \`f\` \# g \| h \~i\~ \& j \\"
    )
    assert escaped("1. one") == r"1\. one"
    assert escaped("- one\n- two") == r"\- one - two"
    assert escaped("see http://a or www.a") == r"see http\://a or www\.a"


def test_markdown_has_every_word() -> None:
    story = the_story()
    bare = re.sub(r"\\(.)", r"\1", markdown(story, LEXICON))
    for block in text(story).strip().split("\n\n")[1:]:
        assert block in bare


def test_the_cast_is_everybody_who_is_named() -> None:
    story = the_story()
    parts = {part.who: part for part in cast(story, the_exile(), LEXICON)}
    assert {"ana", "bram", "corin", "dessa"} <= set(parts)
    assert "hall" not in parts
    assert parts["corin"].scene == 0
    assert parts["corin"].did > parts["dessa"].did
    assert parts["bram"].bore > 0


def test_the_cast_says_what_became_of_whom() -> None:
    """The weightiest of it, in order; nothing is counted."""
    parts = {part.who: part for part in cast(the_story(), the_exile(), LEXICON)}
    assert parts["bram"].became == BRAM
    said = described(parts["bram"], LEXICON)
    assert "acts" not in said
    assert "First named" not in said


def test_the_cast_says_who_they_are_and_what_of_that_is_otherwise_in_the_end() -> None:
    fortune = Fortune(
        ("harbourmaster", "member of the guild"), ("no longer harbourmaster",), "quay"
    )
    found = cast(the_story(), the_exile(), LEXICON, {"corin": fortune})
    said = described(next(part for part in found if part.who == "corin"), LEXICON)
    assert said.startswith("Harbourmaster and member of the guild. ")
    assert "In the end no longer harbourmaster, on the quay." in said


def test_where_most_are_in_the_end_is_said_of_nobody() -> None:
    people = [part.who for part in cast(the_story(), the_exile(), LEXICON)]
    fortunes = {who: Fortune(where="hall") for who in people} | {"bram": Fortune(where="quay")}
    found = cast(the_story(), the_exile(), LEXICON, fortunes)
    assert {part.who for part in found if part.fortune.where} == {"bram"}


def test_those_who_do_nothing_stand_together_at_the_end_of_the_cast() -> None:
    made = page(the_story(), the_exile(), LEXICON)
    others = made[made.index("<p>Also named:</p>") :]
    assert '<li id="who-crowd">the people of Saltmere' in others


def test_the_cast_says_who_calls_whom_what() -> None:
    members = {**MEMBERS, "bram": replace(MEMBERS["bram"], names={"corin": "Weaver"})}
    lexicon = Lexicon(LEXICON.manners, members, LEXICON.clock)
    story = tell(the_exile(), lexicon, title="T")
    bram = next(part for part in cast(story, the_exile(), lexicon) if part.who == "bram")
    assert bram.called == (("Weaver", ("corin",)),)
    assert "Corin says “Weaver”." in "".join(read(story, lexicon).text)
