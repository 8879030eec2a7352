"""A story as one person lived it tells no more than they did, perceived, were told or read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.story.saltmere import LEXICON, MANNERS, MEMBERS, WHO, Pen, the_duel, the_exile
from tests.story.test_tell import PEOPLE, STEPS, journal_of

from moshimo import World, load
from moshimo.engine.journal import Deed
from moshimo.story.lexicon.lexicon import Lesson, Lexicon, Manner
from moshimo.story.lexicon.of_world import lexicon_of
from moshimo.story.realisation.story import Story
from moshimo.story.rendering.plain_text import text
from moshimo.story.selection.perspective import lived
from moshimo.story.tell import tell

TELL_OF = replace(MANNERS["tell_of"], says=(), lessons=(Lesson("hearer", "deed"),))
SLANDER = Manner(
    "{liar} whispers to {hearer} about {blamed}.",
    {"liar": WHO, "hearer": WHO, "blamed": WHO},
    meanings=("Lie",),
    lessons=(Lesson("hearer", "", "accuse", {"accuser": "blamed", "accused": "hearer"}),),
)
READ = Manner(
    "{reader} reads {letter}.",
    {"reader": WHO, "letter": "Thing"},
    meanings=("Reading",),
    looks=frozenset({("letter", "Thing.author")}),
)
WROTE = replace(MANNERS["write_letter"], changes=frozenset({"Thing.author"}))
MORE = {**MANNERS, "tell_of": TELL_OF, "slander": SLANDER, "read": READ, "write_letter": WROTE}
TOLD = Lexicon(MORE, MEMBERS, LEXICON.clock)


def direct(deed: Deed, who: str, lexicon: Lexicon) -> bool:
    """Whether somebody did a deed or saw any of it."""
    doer = deed.roles.get("mind" if deed.kind == "sense" else next(iter(deed.roles), ""), "")
    if deed.kind == "sense":
        return doer == who
    return who in (doer, *deed.witnesses, *deed.begun)


def taught(deed: Deed, news: Deed, who: str, lexicon: Lexicon) -> bool:
    """Whether by one deed somebody was told or read of another."""
    manner = lexicon.manners[deed.rule]
    heard = any(
        deed.roles.get(lesson.hearer) == who and deed.roles.get(lesson.deed) == news.id
        for lesson in manner.lessons
    )
    read = {deed.roles[role] for role, what in manner.looks if what in changes_of(news, lexicon)}
    things = {*news.roles.values(), *news.outcomes.values()}
    return heard or (bool(read & things) and next(iter(deed.roles.values())) == who)


def changes_of(deed: Deed, lexicon: Lexicon) -> frozenset[str]:
    return lexicon.manners[deed.rule].changes


def check(story: Story, deeds: Sequence[Deed], who: str, lexicon: Lexicon) -> None:
    """Hold every sentence to what its person knew by then."""
    known = {deed.id: deed for deed in deeds}
    heard_of: set[str] = set()
    for sentence in story.sentences:
        told = [known[key] for key in sentence.deeds]
        own = [deed for deed in told if direct(deed, who, lexicon)]
        assert own, sentence.text
        for deed in told:
            if deed in own:
                continue
            by = [one for one in own if taught(one, deed, who, lexicon)]
            assert by or deed.id in heard_of, (who, sentence.text, deed)
            assert all(one.end >= deed.end for one in by)
            heard_of.add(deed.id)


def as_(who: str, deeds: Sequence[Deed], lexicon: Lexicon = TOLD) -> str:
    return text(tell(deeds, lexicon, title="T", words=10_000, eyes=who)).replace("\n", " ")


@given(st.lists(STEPS, min_size=1, max_size=40), st.sampled_from(PEOPLE))
def test_whatever_happens_nobody_is_told_to_have_lived_more(
    steps: list[tuple[str, str, str, int, str, int]], who: str
) -> None:
    deeds = journal_of(steps)
    check(tell(deeds, TOLD, title="T", words=5000, eyes=who), deeds, who, TOLD)


@pytest.mark.parametrize("journal", [the_exile, the_duel], ids=lambda made: made.__name__)
@pytest.mark.parametrize("who", PEOPLE)
def test_nobody_knows_more_of_a_journal_than_they_lived(
    journal: Callable[[], list[Deed]], who: str
) -> None:
    deeds = journal()
    check(tell(deeds, TOLD, title="T", words=5000, eyes=who), deeds, who, TOLD)


@pytest.fixture(scope="module")
def village() -> World:
    return load("./tests/worlds/sample")


@pytest.mark.parametrize("seed", [2, 7, 121])
def test_nobody_knows_more_of_a_universe_than_they_lived(village: World, seed: int) -> None:
    deeds = village.run(seed).deeds
    lexicon = lexicon_of(village.checked, village.scenario)
    for person in village.checked.members["Character"]:
        story = tell(deeds, lexicon, title="T", words=3000, eyes=person.id)
        check(story, deeds, person.id, lexicon)


def council() -> Pen:
    """A pen in the wardens' hall where two people are."""
    pen = Pen()
    pen.at("hall", "bram", "corin")
    return pen


def with_manners(pen: Pen, rule: str, *members: str, **more: object) -> Deed:
    """Write a deed of a rule that only this test's town has."""
    kept = dict(MANNERS)
    MANNERS.update(MORE)
    try:
        return pen.do(rule, *members, **more)  # type: ignore[arg-type]
    finally:
        MANNERS.clear()
        MANNERS.update(kept)


def test_what_was_done_elsewhere_is_not_told() -> None:
    pen = council()
    pen.do("exile", "corin", "bram", "post", said=(0,))
    assert "exiled" not in as_("ana", pen.deeds)
    assert "exiled" in as_("bram", pen.deeds)


def test_news_is_told_when_it_is_heard_and_as_it_is_told() -> None:
    pen = council()
    exile = pen.do("exile", "corin", "bram", "post", said=(0,))
    pen.at("inn", "dessa", "ana", after=3600)
    with_manners(pen, "tell_of", "dessa", "ana", exile.id, causes=("exile",))
    told = as_("ana", pen.deeds)
    assert "Dessa Marl told Ana Holt that Corin Vale, as harbourmaster, had exiled Bram" in told
    assert "causeway by the morning tide" not in told


def test_who_sees_others_talk_does_not_hear_the_news() -> None:
    pen = council()
    exile = pen.do("exile", "corin", "bram", "post", said=(0,))
    pen.at("inn", "dessa", "ana", "finn", after=3600)
    with_manners(pen, "tell_of", "dessa", "ana", exile.id, causes=("exile",))
    assert "exiled" not in as_("finn", pen.deeds)


def test_a_lie_is_told_as_it_was_told() -> None:
    pen = council()
    for _ in range(9):
        pen.do("eat", "bram")
    with_manners(pen, "slander", "corin", "bram", "ana")
    told = as_("bram", pen.deeds)
    assert "told Bram Weaver that Ana Holt had accused Bram of breaking the lamp" in told


def test_reading_tells_who_wrote() -> None:
    pen = council()
    pen.do("write_letter", "bram", "ana", "letter", witnesses=())
    pen.at("house", "ana", after=3600)
    with_manners(pen, "read", "ana", "letter", causes=("write_letter",))
    told = as_("ana", [replace(pen.deeds[0], witnesses=("bram",)), *pen.deeds[1:]])
    assert "Ana Holt read the letter" in told
    assert "that Bram Weaver had written a letter to her" in told


def test_nobody_reads_the_wishes_of_others() -> None:
    deeds = the_exile()
    assert "despised" in text(tell(deeds, LEXICON, title="T", words=2000))
    assert "despised" not in as_("bram", deeds)
    assert "despised" in as_("corin", deeds)


def test_a_beginning_whose_end_was_not_seen_is_not_told_as_done() -> None:
    pen = council()
    done = pen.do("exile", "corin", "bram", "post", said=(0,))
    deeds = [replace(done, witnesses=("corin",), begun=("bram", "corin"))]
    assert "exiled" not in as_("bram", deeds)


def test_the_title_says_whose_story_it_is() -> None:
    assert as_("ana", the_exile()).startswith("T, as Ana Holt lived it")


def test_what_somebody_cannot_know_does_not_change_what_they_are_told() -> None:
    journal = the_exile()
    before = text(tell(journal, LEXICON, title="", eyes="bram"))
    pen = Pen()
    pen.at("light", "gull")
    for _ in range(400):
        for rule in ("weep", "eat"):
            pen.do(rule, "gull")
        pen.do("walk", "gull", "light")
    assert text(tell([*journal, *pen.deeds], LEXICON, title="", eyes="bram")) == before
    assert text(tell(journal, LEXICON, title="", eyes="bram", awaited=True)) == before


def test_who_saw_a_deed_begin_knows_what_answered_it_before_it_ended() -> None:
    blow = Deed("blow", "strike", "action", {"attacker": "bram", "fighter": "corin"}, {}, 5.0, 6.0,
                "quay", "done", witnesses=("bram", "corin"), begun=("bram", "corin"))  # fmt: skip
    duck = replace(blow, id="duck", roles={"attacker": "corin", "fighter": "bram"}, end=5.0,
                   causes=("blow",))  # fmt: skip
    seen = lived([blow, duck], "corin", TOLD).deeds
    assert {deed.id: deed.causes for deed in seen} == {"blow": (), "duck": ("blow",)}
