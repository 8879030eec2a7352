"""Each measure of the telling finds what was spoilt on purpose, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest
from tests.bench.mutations import (
    new_faults,
    rewritten,
    with_last,
    with_scenes,
    with_story,
    without,
)

from bench.telling.kinds import HELD
from bench.telling.measuring import measured, show
from bench.telling.room.counts import miscounted
from bench.telling.room.headings import by_chance, by_themselves
from bench.telling.room.lists import cut_short, untrue_of_some
from bench.telling.room.presence import unannounced
from bench.telling.threads.bodies import standing
from bench.telling.threads.endings import stops
from bench.telling.threads.halves import halves, recalled, triggers
from bench.telling.threads.order import out_of_order
from bench.telling.threads.turning_points import (
    STIRRING,
    for_good,
    stirring,
    turning_points,
    unsaid_stirring,
    untold,
)
from bench.telling.told import Told, told_of
from bench.telling.wording.placeholders import placeholders
from bench.telling.wording.sameness import same_ends, shared
from bench.telling.wording.slips import slips
from bench.telling.wording.speech import commonest_shape, shape_of
from moshimo import load
from moshimo.engine.journal import Deed
from moshimo.story.realisation.story import Mention, Paragraph, Scene, Sentence, Story
from moshimo.world.telling.ways import Way

CHURCHYARD = "churchyard"


@cache
def parish(seed: int = 2) -> Told:
    """Return a story of a small parish that no measure was made for."""
    return told_of(load("./tests/worlds/parish"), seed)


@cache
def guild(seed: int = 1) -> Told:
    """Return a story of a guild, in which much is asked and answered."""
    return told_of(load("./tests/worlds/guild"), seed)


def deed(told: Told, rule: str, *roles: str) -> Deed:
    """Return the first told deed of a rule with these first roles."""
    return next(
        one
        for one in told.deeds
        if one.rule == rule
        and one.id in told.told
        and (*one.roles.values(),)[: len(roles)] == roles
    )


def scene_of(told: Told, *paragraphs: tuple[Sentence, ...]) -> Told:
    """Return a story of one scene, in the churchyard."""
    scene = Scene(CHURCHYARD, 0.0, 1.0, tuple(Paragraph(one) for one in paragraphs))
    return with_story(told, Story("T", (scene,)))


def named(text: str, told: Deed, **who: str) -> Sentence:
    """Return a sentence that names people as its subjects: `text="Nell"`."""
    found = [
        Mention(text.index(name), text.index(name) + len(name), (key,), case="subject")
        for key, name in who.items()
    ]
    return Sentence(text, (told.id,), "", tuple(found))


# threads ------------------------------------------------------------------------------------------


def test_an_answer_without_what_it_answers_is_half() -> None:
    told = guild()
    tried = 0
    for answer in [one for line in told.lines for one in line.deeds if one.kind == "action"]:
        asked = triggers(answer, told.laws.rules[answer.rule], told)
        heard = [one for one in asked if one.id in told.told]
        if len(heard) != 1:
            continue
        (trigger,) = heard
        spoilt = without(told, trigger.id)
        if trigger.kind == "action" and answer.id in spoilt.told:  # they are told apart
            found = new_faults(halves, told, spoilt)
            assert (answer.id,) in [fault.deeds for fault in found]
            tried += 1
    assert tried


def test_a_body_that_an_untold_deed_has_changed_stands_otherwise() -> None:
    told = told_of(load("leaf/duel"), 4)
    assert standing(told) == []
    rises = [one for one in told.deeds if one.rule in ("get_up", "break_free", "draw_blade")]
    spoilt = [without(told, one.id) for one in rises if one.id in told.told]
    assert any(standing(one) for one in spoilt)


def test_what_goes_back_to_an_untold_deed_is_half() -> None:
    told = parish(13)
    later, past = next(
        (one, past)
        for line in told.lines
        for one in line.deeds
        if one.rule in told.laws.rules
        for past in recalled(one, told.laws.rules[one.rule], told)
        if any(x.id in told.told for x in past)
    )
    spoilt = told
    for one in past:
        spoilt = without(spoilt, one.id)
    assert (later.id,) in [fault.deeds for fault in new_faults(halves, told, spoilt)]


def test_what_came_to_nothing_is_to_be_told_so() -> None:
    told = parish()
    done = deed(told, "comfort", "marian", "agnes")
    foiled = [replace(one, result="foiled") if one is done else one for one in told.deeds]
    (fault,) = new_faults(halves, told, replace(told, deeds=foiled))
    assert fault.deeds == (done.id,)
    assert fault.why.endswith("foiled came to nothing, and this is not said")


def test_each_turning_point_that_is_left_out_is_missed() -> None:
    told = parish()
    lasting = [key for key in for_good(told) if key in told.told]
    assert lasting
    for key in lasting:
        missed = [fault.deeds for fault in new_faults(untold, told, without(told, key))]
        assert (key,) in missed


def test_a_deed_on_which_three_told_ones_rest_is_missed() -> None:
    told = parish()
    called = deed(told, "call_all")
    assert turning_points(told)[called.id].endswith("told deeds rest on it")
    missed = new_faults(untold, told, without(told, called.id))
    assert [fault.deeds for fault in missed] == [(called.id,)]


def test_a_deed_that_stirred_many_is_missed() -> None:
    told = parish()
    key = next(key for key, much in stirring(told).items() if much >= STIRRING and key in told.told)
    missed = new_faults(unsaid_stirring, told, without(told, key))
    assert [fault.deeds for fault in missed] == [(key,)]


def test_who_is_taken_away_for_good_is_missed() -> None:
    told = parish()
    place = next(a for k in told.laws.kinds.values() for a in k.attributes if a.word == "place")
    end = max(one.end for one in told.deeds)
    gone = next(one for one in told.deeds if one.rule == "walk" and one.id not in told.told)
    who = told.doer(gone)
    far = replace(gone, begin=gone.end - 7200.0)
    history = replace(
        told.history,
        places={**told.history.places, who: [(0.0, CHURCHYARD), (gone.end, "far_away")]},
        changes=[c for c in told.history.changes if c.owner != who],
    )
    change = next(c for c in told.history.changes if c.attribute == place)
    history.changes.append(replace(change, owner=who, time=gone.end, deed=gone.id))
    spoilt = replace(
        told, deeds=[far if one is gone else one for one in told.deeds], history=history
    )
    assert history.place(who, end) == "far_away"
    assert f"it took {who} away for good" in for_good(spoilt).values()
    assert (gone.id,) in [fault.deeds for fault in untold(spoilt)]


def test_scenes_in_the_wrong_order_are_found() -> None:
    told = parish()
    assert out_of_order(told) == []
    count = len(told.story.scenes)
    late = out_of_order(with_scenes(told, [0, *range(2, count), 1]))
    assert [fault.text for fault in late] == [s.text for s in told.story.scenes[1].sentences]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Agnes looked for Tobias.", True),
        ("Meanwhile, Agnes looked for Tobias.", True),
        ("Agnes had looked for Tobias.", False),
        ("Meanwhile, Agnes had looked for Tobias.", True),
    ],
)
def test_what_is_told_late_is_to_be_said_to_look_back(text: str, wrong: bool) -> None:
    told = parish()
    early = told.lines[0].sentence.deeds
    found = out_of_order(with_last(told, Sentence(text, early)))
    assert [fault.text for fault in found] == ([text] if wrong else [])


def test_what_takes_hours_is_not_to_be_told_as_done_before_what_happens_meanwhile() -> None:
    told = parish()
    latest = max(told.lines, key=lambda line: line.begin)
    slow = replace(latest.deeds[0], id="f" * 16, end=latest.begin + 7200.0)
    told = replace(told, deeds=[*told.deeds, slow])
    done, last = Sentence("For two hours she tended Hugh.", (slow.id,)), latest.sentence
    (fault,) = out_of_order(with_last(told, done, last))
    assert fault.text == done.text
    begun = replace(done, text="She sat down to tend Hugh.")
    assert out_of_order(with_last(told, begun, last)) == []


def test_a_story_that_breaks_off_does_not_end() -> None:
    told = parish()
    assert stops(told) == []
    first = [line.text for line in told.lines if line.paragraph < 5]
    kept = rewritten(told, lambda s: s if s.text in first else None)
    (fault,) = stops(kept)
    assert fault.text == kept.lines[-1].text


# the room -----------------------------------------------------------------------------------------


def test_somebody_nobody_spoke_of_is_found() -> None:
    told = parish()
    floor, told_of_it = deed(told, "take_floor", "agnes"), deed(told, "tell_of_exile")
    weeping, held = deed(told, "weep", "nell"), deed(told, "hold")
    opening = (
        (named("Agnes stood up.", floor, agnes="Agnes"),),
        (named("Agnes spoke.", told_of_it, agnes="Agnes"),),
    )
    nell = named("Nell wept.", weeping, nell="Nell")
    marian = named("Marian held Nell.", held, marian="Marian", nell="Nell")
    found = unannounced(scene_of(told, *opening, (nell,), (marian,)))
    assert [(fault.text, fault.why) for fault in found] == [
        ("Nell wept.", "nell was not said to be at churchyard"),
        ("Marian held Nell.", "marian was not said to be at churchyard"),
    ]
    there = named("Agnes stood before Nell and Marian.", floor, agnes="Agnes", nell="Nell")
    there = replace(there, mentions=(*there.mentions, Mention(28, 34, ("marian",))))
    assert unannounced(scene_of(told, (there,), *opening, (nell,), (marian,))) == []


def test_who_was_told_to_pass_out_does_nothing_until_told_to_wake() -> None:
    told = parish(9)
    stunned, cried = deed(told, "stun", "marian", "nell"), deed(told, "cry_for", "nell")
    falls = named("Marian struck Nell down.", stunned, marian="Marian", nell="Nell")
    cries = named("Nell cried out.", cried, nell="Nell")
    (fault,) = unannounced(scene_of(told, (falls,), (cries,)))
    assert (fault.text, fault.why) == (
        "Nell cried out.",
        "nell was told to be asleep or senseless",
    )
    assert unannounced(scene_of(told, (cries,), (falls,))) == []


def test_a_heading_that_names_two_of_several_is_found() -> None:
    told = parish()
    floor = deed(told, "take_floor", "agnes")
    some = named("Several people were there, Agnes among them.", floor, agnes="Agnes")
    (fault,) = by_chance(scene_of(told, (some,)))
    assert fault.text == some.text
    every = named("Agnes and Nell were there.", floor, agnes="Agnes", nell="Nell")
    assert by_chance(scene_of(told, (every,))) == []


def test_a_coming_that_is_told_by_itself_is_found() -> None:
    told = parish()
    floor = deed(told, "take_floor", "agnes")
    alone = named("Agnes arrived.", floor, agnes="Agnes")
    (fault,) = by_themselves(scene_of(told, (alone,)))
    assert fault.text == "Agnes arrived."
    folded = named("Agnes came in, and stood up.", floor, agnes="Agnes")
    assert by_themselves(scene_of(told, (folded,))) == []


SHOUTED = ("nell", "hugh", "flock", "marian", "agnes")


def crowd(told: Told, number: str = "two", also: str = "") -> Sentence:
    """Return a sentence that sums up who shouted at Crane, and perhaps somebody who did not."""
    keys = tuple(
        next(d.id for d in told.deeds if d.rule == "cry_out_against" and who in d.roles.values())
        for who in SHOUTED
    )
    text = f"Nell, Hugh, the choir and {number} others shouted at Crane."
    end = text.index(" shouted")
    who = (*SHOUTED, also) if also else SHOUTED
    crane = Mention(len(text) - 6, len(text) - 1, ("crane",))
    return Sentence(text, keys, "", (Mention(0, end, who, case="subject"), crane))


def test_a_number_that_is_not_so_is_found() -> None:
    told = parish()
    assert new_faults(miscounted, told, with_last(told, crowd(told))) == []
    (fault,) = new_faults(miscounted, told, with_last(told, crowd(told, "six")))
    assert fault.why == "“Nell, Hugh, the choir and six others” are 5"


def test_who_is_counted_twice_is_found() -> None:
    told = parish()
    asked = deed(told, "fall_silent")
    twin = replace(asked, id="f" * 16)
    other = replace(asked, id="e" * 16, roles={**asked.roles, next(iter(asked.roles)): "drovers"})
    spoilt = replace(told, deeds=[*told.deeds, twin, other])
    keys = (asked.id, twin.id, other.id)
    found = new_faults(miscounted, told, with_last(spoilt, Sentence("Three fell silent.", keys)))
    assert [fault.why for fault in found] == ["flock is counted twice"]


def test_who_was_not_alone_is_found() -> None:
    told = parish()
    floor = deed(told, "take_floor", "agnes")
    alone = named("Agnes was alone.", floor, agnes="Agnes")
    found = new_faults(miscounted, told, with_last(told, alone))
    assert [fault.text for fault in found] == ["Agnes was alone."]
    assert "was there too" in found[0].why


def test_lists_cut_short_are_counted_and_held_to_be_true_of_each() -> None:
    told = parish()
    (fault,) = new_faults(cut_short, told, with_last(told, crowd(told)))
    assert fault.why == "a list of 5"
    assert new_faults(untrue_of_some, told, with_last(told, crowd(told))) == []
    absent = with_last(told, crowd(told, "three", "tobias"))
    assert [f.why for f in untrue_of_some(absent)] == ["tobias was not at churchyard"]
    looked_at = with_last(told, crowd(told, "three", "crane"))
    assert [f.why for f in untrue_of_some(looked_at)] == ["crane stands in the list and beside it"]


# the words ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("It was the mill where he had used to be sent.", "a pluperfect of “used to”"),
        ("It had been once had tied.", "a pluperfect twice"),
        ("He would not have had harmed it.", "a conditional twice"),
        ("She always had stood there.", "an adverb before “had”"),
        ("Him unfolds the letter.", "an object that stands as the subject"),
        ("Nell unfolds and read it.", "not in the past"),
        ("He unfolded it and reads it aloud.", "not in the past"),
        ("It was for his brother's recalled.", "a noun for a verb"),
        ("The tyranny were dead.", "agreement"),
        ("She asked how there could be another the praetor.", "two articles"),
        ("Nell were angry.", "agreement"),
        ("He was up, fisted balled, and ran.", "two pasts side by side"),
        ("He did not came.", "a past behind “did”"),
        ("She ate a apple.", "an article"),
        ("She looked until both are gone.", "not in the past"),
    ],
)
def test_a_slip_of_grammar_is_found(text: str, why: str) -> None:
    told = parish()
    spoken = deed(told, "weep", "nell")
    line = named(text, spoken, nell="Nell") if "Nell" in text else Sentence(text, (spoken.id,))
    assert slips(told) == []
    (fault,) = slips(scene_of(told, (line,)))
    assert (fault.text, fault.why.split(":")[0]) == (text, why)


@pytest.mark.parametrize(
    "text",
    [
        "The council had had enough.",
        "She said that she had stood there before.",
        "If he were there, he would have had to go.",
        '"He unfolds and reads it," she said.',
        "The people were angry, and the two were not.",
        "He did not let go, and it did not come.",
    ],
)
def test_what_is_no_slip_is_left_alone(text: str) -> None:
    told = parish()
    assert slips(scene_of(told, (Sentence(text, told.lines[0].sentence.deeds),))) == []


def test_a_placeholder_where_a_deed_turned_something_is_found() -> None:
    told = parish(146)
    said = deed(told, "reproach", "nell")
    assert said.id in turning_points(told)
    words = "Nell accused Crane of what had been done to Tobias."
    bare = rewritten(told, lambda s: replace(s, text=words) if s.deeds == (said.id,) else s)
    assert new_faults(placeholders, told, bare) == []  # an author with no other words
    manners = dict(told.lexicon.manners)
    manners["weep"] = replace(manners["weep"], ways=(Way(("{weeper} sobs",), (), ()),))
    wordy = replace(bare, lexicon=replace(told.lexicon, manners=manners))
    (fault,) = new_faults(placeholders, told, wordy)
    assert fault.text == words


def test_the_same_words_twice_running_are_found() -> None:
    told = parish(9)
    said = deed(told, "reproach", "nell")
    twin = replace(said, id="f" * 16)
    once = Sentence("Nell accused Crane of what had been done to Tobias.", (said.id,))
    again = replace(once, deeds=(twin.id,))
    spoilt = with_last(replace(told, deeds=[*told.deeds, twin]), once, again)
    (fault,) = new_faults(placeholders, told, spoilt)
    assert (fault.why, fault.deeds) == ("the same words twice running", (said.id, twin.id))


@pytest.mark.parametrize(
    ("texts", "shape"),
    [
        (("She sat down.", '"No."'), "told quote"),
        (('She sat down: "No."',), "told: quote"),
        (('"No," she said.',), "quote told"),
        (('"No," she said. "Never."',), "quote told quote"),
        (("She sat down.",), ""),
    ],
)
def test_the_shape_of_a_paragraph_of_speech(texts: tuple[str, ...], shape: str) -> None:
    assert shape_of(Paragraph(tuple(Sentence(text, ("a",)) for text in texts))) == shape


def test_speech_in_one_shape_is_measured() -> None:
    told = parish()
    weeping = deed(told, "weep", "nell")
    other = (Sentence('"No," she said.', (weeping.id,)),)
    same = (Sentence("She sat down.", (weeping.id,)), Sentence('"No."', (weeping.id,)))
    share, alike = commonest_shape(scene_of(told, other, same, same, same))
    assert (share, len(alike)) == (0.75, 3)


def stories(*texts: tuple[str, ...]) -> list[Story]:
    """Return a story of one paragraph of each of these."""
    made = []
    for of_one in texts:
        told = Paragraph(tuple(Sentence(text, ("a",), letter=text[0] == "*") for text in of_one))
        made.append(Story("T", (Scene("", 0.0, 1.0, (told,)),)))
    return made


def test_sentences_that_stand_in_another_story_are_found() -> None:
    three = stories(
        ("One came in.", "Two went out again.", "*Dear old Bo."),
        ("Three came in.", "Two went out again.", "*Dear old Bo."),
        ("Four came in.", "Five went out."),
    )
    assert [share for share, _ in shared(three, False)] == [0.5, 0.5, 0.0]
    letters = [share for share, _ in shared(three, True)]
    assert letters[:2] == [1.0, 1.0]
    (fault,) = next(shared(three, False))[1]
    assert (fault.text, fault.why) == ("Two went out again.", "in 2 of 3 stories")


def test_the_same_first_and_last_sentences_are_counted_whatever_leads_up_to_them() -> None:
    four = stories(
        ("In the evening, it rained.", "They slept."),
        ("At the mill, it rained.", "They woke."),
        ("It rained.", "They slept."),
        ("It snowed.", "They sang."),
    )
    assert [many for many, _ in same_ends(four, 0)] == [3, 3, 3, 1]
    assert [many for many, _ in same_ends(four, -1)] == [2, 1, 2, 1]


# all of it ----------------------------------------------------------------------------------------


def test_the_table_says_of_each_fault_where_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    told = parish()
    called = deed(told, "call_all")
    fine = show(measured([without(told, called.id)]), 3, HELD, all_of=False)
    printed = capsys.readouterr().out
    assert not fine
    assert [line.split("  ")[0] for line in printed.splitlines()[1 : len(HELD) + 1]] == [*HELD]
    assert f"turning points untold:\n  seed 2: {told.shown(called)} is not told: " in printed


@pytest.mark.parametrize("find", [halves, out_of_order, unannounced, miscounted, stops])
def test_a_story_of_nothing_has_no_faults(find: Callable[[Told], list[object]]) -> None:
    assert find(with_story(parish(), Story("T", ()))) == []
