"""What a story of many people, and of several days, does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tests.story.saltmere import HOUR, LEXICON, MANNERS, MINUTE, WARDENS, Pen, plainly

from moshimo.lang.typed import Var
from moshimo.lang.types import OURS, Type
from moshimo.story.grammar.clause import Verb, read
from moshimo.story.lexicon.lexicon import Lexicon, Manner
from moshimo.story.rendering.plain_text import text
from moshimo.story.tell import tell
from moshimo.world.telling.ways import Letter, Setting, Way

EVERYBODY = ("ana", "bram", "corin", "dessa", "edda", "finn", "gull", *WARDENS)
LINE = Way(("{crowd}, keep the lamp.",), (), ())
PART = replace(
    MANNERS["read_out"],
    says=(),
    letter=Letter(Var(Type("ref", "Character"), "reader", OURS), (LINE,), 1),
)
OVER = replace(MANNERS["strike"], template="The fight of {attacker} and {fighter} is over.")


def told(pen: Pen, more: Mapping[str, Manner], lexicon: Lexicon = LEXICON) -> str:
    manners = {**MANNERS, **more}
    return plainly(pen.deeds, replace(lexicon, manners=manners), title="T", words=10_000)


def crowded() -> Pen:
    """A pen on the market square, everybody there."""
    pen = Pen()
    pen.at("square", *EVERYBODY)
    return pen


def test_what_many_do_is_told_once_and_without_a_list_of_names() -> None:
    pen = crowded()
    for key in ("ana", "bram", "dessa"):
        pen.do("shout", key, "corin")
    pen.do("protest", "dessa", "corin", said=(0,), causes=("shout",))
    for key in ("edda", "finn", "gull", "alder"):
        pen.do("shout", key, "corin")
    text = told(pen, {})
    assert text.count("shouted at Corin") == 1
    assert "Seven of them shouted" in text


def test_each_part_of_a_letter_that_is_read_aloud_is_told() -> None:
    pen = crowded()
    for key in ("bram", "dessa", "edda", "finn", "gull"):
        pen.do("read_out", "ana", "letter", key)
    text = told(pen, {"read_out": PART})
    assert text.count("keep the lamp._") == 5
    assert "_Finn, keep the lamp._" in text


def test_of_lesser_parts_one_line_is_quoted_unless_letters_are_asked_for_whole() -> None:
    pen = crowded()
    for key in ("bram", "dessa", "edda", "finn", "gull"):
        pen.do("read_out", "ana", "letter", key)
    two = (
        Letter(PART.letter.by, (LINE, Way(("Mind the wick.",), (), ())), 2) if PART.letter else None
    )
    lexicon = replace(LEXICON, manners={**MANNERS, "read_out": replace(PART, letter=two)})
    for whole, lines in ((False, 2), (True, 5)):
        story = text(tell(pen.deeds, lexicon, title="T", words=10_000, whole_letters=whole))
        assert story.count("_Mind the wick._") == lines
        assert story.count("keep the lamp._") == 5


def test_who_answers_what_is_read_to_them_is_told_however_many_do() -> None:
    pen = crowded()
    for key in ("bram", "dessa", "edda", "finn"):
        pen.do("read_out", "ana", "letter", key)
        pen.do("weep", key, causes=("read_out",))
    text = told(pen, {"read_out": PART})
    assert text.count(" wept") == 4


def test_of_one_moment_the_cause_is_told_first() -> None:
    pen = crowded()
    pen.do("strike", "finn", "corin", takes=0)
    pen.time -= 5
    pen.do("weep", "corin", takes=0, causes=("strike",))
    pen.deeds = [replace(pen.deeds[0], id="f" * 16), replace(pen.deeds[1], id="0" * 16)]
    text = told(pen, {})
    assert text.index("struck at") < text.index("wept")


def test_an_event_that_says_how_things_are_is_not_told() -> None:
    pen = crowded()
    pen.do("accuse", "finn", "corin", said=(0,))
    pen.do("strike", "finn", "corin")
    pen.deeds[-1] = replace(pen.deeds[-1], kind="event")
    assert "is over" not in told(pen, {"strike": OVER})
    assert "was over" not in told(pen, {"strike": OVER})


def test_an_event_is_told_if_its_author_has_words_for_it() -> None:
    pen = crowded()
    pen.do("strike", "finn", "corin")
    pen.deeds[-1] = replace(pen.deeds[-1], kind="event")
    own = replace(OVER, ways=(Way(("then it is over, and nobody cheers",), (), ()),))
    assert "hen it was over, and nobody cheered" in told(pen, {"strike": own})


def test_a_scene_opens_with_the_look_of_its_place() -> None:
    looks = (
        Setting(("the nets hang on the square to dry",), ("morning",), ()),
        Setting(("the lamps are lit round the square",), ("evening",), ()),
        Setting(("there is no room on the square",), ("crowd",), ()),
    )
    pen = crowded()
    pen.here = ("ana", "bram", "corin")
    for key in ("ana", "bram", "corin"):
        pen.do("weep", key)
        pen.do("comfort", "ana" if key != "ana" else "bram", key)
    lexicon = replace(LEXICON, settings={"square": looks})
    text = told(pen, {}, lexicon)
    assert "In the evening, the lamps were lit round the square. " in text
    pen.deeds = [replace(deed, witnesses=EVERYBODY) for deed in pen.deeds]
    assert "there was no room on the square" in told(pen, {}, lexicon)


def test_the_same_place_a_while_later_has_no_break_before_it() -> None:
    pen = crowded()
    pen.do("accuse", "finn", "corin", said=(0,))
    pen.at("square", "finn", "corin", after=HOUR)
    pen.do("strike", "finn", "corin")
    text = told(pen, {})
    assert "* * *" not in text
    assert "An hour later, he struck" in text


def test_the_last_words_are_for_whoever_has_long_been_silent() -> None:
    pen = crowded()
    pen.do("accuse", "corin", "bram", said=(0,))
    pen.do("shout", "dessa", "bram", said=(0,))
    pen.do("strike", "finn", "bram")
    for n in range(4):
        pen.do("walk", "bram", ("gate", "causeway")[n % 2], takes=HOUR)
    pen.at("hall", "ana", "corin", after=10 * MINUTE)
    pen.do("accuse", "ana", "corin", said=(0,))
    pen.do("deny", "corin", "ana", said=(0,), causes=("accuse",))
    text = told(pen, {})
    assert text.endswith(
        "By then Bram was on the causeway, and had not spoken to anybody for four hours.\n"
    )


def past(template: str) -> str:
    clause = read(template)
    assert clause is not None
    return "".join(
        piece.past if isinstance(piece, Verb) else str(piece)
        for piece in clause.pieces
        if isinstance(piece, str | Verb)
    )


def test_a_main_clause_behind_another_is_told_in_the_past() -> None:
    assert past("when the name comes, half the square knows it") == (
        "when the name came, half the square knew it"
    )
    assert past("it rains, and one can see the pins") == "it rained, and one could see the pins"
    assert past("the square waits, and others join it") == "the square waited, and others joined it"


def test_words_that_only_look_like_verbs_are_left() -> None:
    assert past("it falls on his arm before it lands") == "it fell on his arm before it landed"
    assert past("the colours run together, like ink") == "the colours ran together, like ink"
    assert past("a space opens round the tree") == "a space opened round the tree"
