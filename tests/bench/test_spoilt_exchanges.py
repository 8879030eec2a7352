"""What is said and not answered, or answered and not said, is found in spoilt stories."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from tests.bench.mutations import new_faults, rewritten, with_last, with_story, without

from bench.telling.threads.exchanges import answered_by, apart, longest_list, unanswered, whole
from bench.telling.threads.turning_points import STIRRING, stirring, turning_points
from bench.telling.told import Told, told_of
from moshimo import load
from moshimo.story.realisation.story import Paragraph, Sentence, Story


@cache
def parish() -> Told:
    """Return a story of a small parish, in which people have it out before others."""
    return told_of(load("./tests/worlds/parish"), 2)


def a_pair(told: Told) -> tuple[str, str]:
    """Return the ids of a challenge and of its answer, both told."""
    return next(
        (challenge.id, key)
        for key, challenge in answered_by(told).items()
        if challenge.id in told.told and key in told.told and told.told[key].sentence.speaker
    )


def test_an_answer_without_its_challenge_is_found() -> None:
    told = parish()
    challenge, answer = a_pair(told)
    found = new_faults(apart, told, without(told, challenge))
    assert (answer, challenge) in [fault.deeds for fault in found]


def test_an_answer_far_from_its_challenge_is_found() -> None:
    told = parish()
    challenge, answer = a_pair(told)
    moved = [one for one in told.story.sentences if answer in one.deeds]
    others = [one for one in told.lines if not {challenge, answer} & {*one.sentence.deeds}]
    between = [replace(one.sentence) for one in others if not one.sentence.speaker][:3]
    spoilt = without(told, answer)
    for one in (*between, *moved):
        spoilt = with_last(spoilt, one)
    found = new_faults(apart, told, spoilt)
    assert (answer, challenge) in [fault.deeds for fault in found]


def test_a_challenge_without_the_answer_that_turned_something_is_found() -> None:
    told = parish()
    turns = {*turning_points(told)} | {k for k, n in stirring(told).items() if n >= STIRRING}
    key = next(
        key
        for key, challenge in answered_by(told).items()
        if key in turns and key in told.told and challenge.id in told.told
    )
    found = new_faults(unanswered, told, without(told, key))
    assert [fault.deeds for fault in found] == [(key,)]


def test_exchanges_that_lose_their_answers_are_not_counted() -> None:
    told = parish()
    answers = {*answered_by(told)}
    spoilt = rewritten(told, lambda one: None if answers & {*one.deeds} else one)
    assert whole(told)[0] > 2
    assert whole(spoilt)[0] == 0


def test_a_list_of_speeches_that_answer_nothing_is_found() -> None:
    told = parish()
    alone = (one for one in told.deeds if one.said and one.id not in answered_by(told))
    each = {told.doer(one): replace(one, causes=()) for one in alone}
    known = {one.id: one for one in each.values()}
    spoken = [
        Sentence(f"{n}.", (key,), told.doer(one)) for n, (key, one) in enumerate(known.items())
    ]
    scene = replace(told.story.scenes[0], paragraphs=tuple(Paragraph((one,)) for one in spoken))
    unrelated = replace(told, deeds=[known.get(one.id, one) for one in told.deeds])
    number, (fault,) = longest_list(with_story(unrelated, Story("T", (scene,))))
    assert number == len(each) > 3
    assert fault.why == f"{number} in a row"
