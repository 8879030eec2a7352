"""Names and pronouns."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.story.saltmere import MEMBERS, TONGUE, WARDENS

from moshimo.story.refer import Agree, Attention, Part, Ref, voice

WORDS = {"he": {"he", "him", "his"}, "she": {"she", "her"}}


def say(*sentences: tuple[Part, ...]) -> list[str]:
    mind, texts = Attention(), []
    for parts in sentences:
        text, mind = voice(parts, mind, TONGUE)
        texts.append(text)
    return texts


def test_full_name_first_then_pronoun_then_short_name() -> None:
    assert say(
        (Ref(("ana",), "subject"), " left"),
        (Ref(("ana",), "subject"), " ran"),
        (Ref(("dessa",), "subject"), " saw ", Ref(("ana",))),
        (Ref(("ana",), "subject"), " fell"),
    ) == ["Ana Holt left", "she ran", "Dessa Marl saw Ana", "Ana fell"]


def test_two_of_one_pronoun_in_a_sentence_are_named() -> None:
    assert (
        say(
            (Ref(("bram",), "subject"), " fell"),
            (
                Ref(("bram",), "subject"),
                " saw ",
                Ref(("corin",)),
                " with ",
                Ref(("bram",), "owner"),
            ),
        )[1]
        == "Bram saw Corin Vale with Bram's"
    )


def test_oneself() -> None:
    assert say((Ref(("ana",), "subject"), " hid ", Ref(("ana",), "self"))) == [
        "Ana Holt hid herself"
    ]


def test_was_and_were_follow_the_subject() -> None:
    assert say(
        (Ref(("crowd",), "subject"), " ", Agree("was", "were"), " loud"),
        (Ref(("ana", "bram"), "subject"), " ", Agree("was", "were"), " there"),
        (Ref(("ana", "bram"), "subject"), " ", Agree("was", "were"), " tired"),
    )[:2] == ["the people of Saltmere were loud", "Ana Holt and Bram Weaver were there"]


def test_several_of_a_kind_are_told_by_their_noun() -> None:
    few, others = WARDENS[:3], WARDENS[3:]
    assert say(
        (Ref(few, "subject"), " stood"), (Ref(others, "subject"), " sat"), (Ref(WARDENS), " all")
    ) == [
        "the Alder, Brook and Crane wardens stood",
        "all the other wardens sat",
        "all eight wardens all",
    ]


PEOPLE = st.sampled_from(["ana", "bram", "corin", "dessa", "finn", "edda"])
CASES = st.sampled_from(["subject", "object", "owner"])
REFS = st.builds(lambda key, case: Ref((key,), case), PEOPLE, CASES)
SENTENCES = st.lists(st.lists(REFS, min_size=1, max_size=4), min_size=1, max_size=6)


@given(SENTENCES)
def test_a_pronoun_never_has_two_candidates(sentences: list[list[Ref]]) -> None:
    mind = Attention()
    before: set[str] = set()
    for refs in sentences:
        parts: list[Part] = []
        for ref in refs:
            parts += [ref, " | "]
        text, mind = voice(parts, mind, TONGUE)
        here: set[str] = set()
        for word, ref in zip(text.split(" | "), refs, strict=False):
            key = ref.who[0]
            gender = MEMBERS[key].pronouns
            if word in WORDS[gender]:
                candidates = here if key in here else here | before | {r.who[0] for r in refs}
                rivals = {k for k in candidates if MEMBERS[k].pronouns == gender} - {key}
                assert not rivals, (text, key)
                assert key in here | before
            here.add(key)
        before = here
