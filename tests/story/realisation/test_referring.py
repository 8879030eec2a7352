"""Names and pronouns."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.story.saltmere import LEXICON, MEMBERS, WARDENS

from moshimo.story.planning.discourse import Attention
from moshimo.story.planning.sentence_plan import Agree, PhrasePart, Ref
from moshimo.story.realisation.referring import realise

WORDS = {"he": {"he", "him", "his"}, "she": {"she", "her"}}


def say(*sentences: tuple[PhrasePart, ...]) -> list[str]:
    mind, texts = Attention(), []
    for parts in sentences:
        made = realise(parts, mind, LEXICON)
        text, mind = made.text, made.after
        texts.append(text)
    return texts


def test_full_name_first_then_pronoun_then_short_name() -> None:
    assert say(
        (Ref(("ana",), "subject"), " left"),
        (Ref(("ana",), "subject"), " ran"),
        (Ref(("dessa",), "subject"), " saw ", Ref(("ana",))),
        (Ref(("ana",), "subject"), " fell"),
    ) == ["Ana Holt left", "she ran", "Dessa Marl saw Ana", "Ana fell"]


def test_a_pronoun_goes_to_the_subject_as_subject_and_to_the_other_right_behind_the_name() -> None:
    bram, corin = ("bram",), ("corin",)
    assert say(
        (
            *(Ref(bram, "subject"), " told ", Ref(corin), " to ", Ref(corin, "owner"), " face "),
            *("what ", Ref(bram, "subject"), " thought"),
        )
    ) == ["Bram Weaver told Corin Vale to his face what he thought"]


def test_who_is_named_in_a_sentence_cannot_be_its_he() -> None:
    bram, corin = ("bram",), ("corin",)
    assert say(
        (Ref(bram, "subject"), " exiled ", Ref(corin)),
        (Ref(bram, "subject"), " feared ", Ref(corin)),
    ) == ["Bram Weaver exiled Corin Vale", "he feared Corin"]


def test_whom_a_clause_tells_more_of_is_named() -> None:
    assert say(
        (Ref(("ana",), "subject"), " left"),
        ("they spoke against ", Ref(("ana",)), ", who stayed"),
        ("nobody took the place of ", Ref(("ana",))),
    )[1:] == ["they spoke against Ana, who stayed", "nobody took the place of Ana"]


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


def test_what_is_ones_own_is_the_subjects() -> None:
    bram, corin = ("bram",), ("corin",)
    fire = (Ref(bram, "subject"), " blew. ", Ref(corin, "subject"), " jumped, and smelled ")
    assert say(
        (*fire, Ref(corin, "owner"), " ", "own", " hair"),
        (*fire, Ref(corin, "owner"), " hair"),
        (*fire, Ref(bram, "owner"), " own beard"),
    ) == [
        "Bram Weaver blew. Corin Vale jumped, and smelled his own hair",
        "Bram blew. Corin jumped, and smelled his hair",
        "Bram blew. Corin jumped, and smelled Bram's own beard",
    ]


def test_who_is_named_first_by_what_is_theirs_is_not_the_next_he() -> None:
    bram, corin = ("bram",), ("corin",)
    went_by = (Ref(corin, "owner"), " foot found the air where ", Ref(bram, "subject"), " had been")
    assert say(went_by, (Ref(bram, "subject"), " struck ", Ref(corin)))[1] == "Bram struck Corin"


def test_the_last_subject_is_meant_again_while_nobody_else_is_named() -> None:
    bram, corin = ("bram",), ("corin",)
    blow = (Ref(bram, "subject"), " struck. ", Ref(corin, "subject"), " did not move from where ")
    put = (" put ", Ref(corin, "owner"), " hat away")
    assert say(
        (*blow, Ref(corin, "subject"), " knelt"),
        (*blow, Ref(bram, "subject"), " stood"),
        (Ref(bram, "subject"), " sat, and ", Ref(corin, "subject"), *put),
        (Ref(corin, "subject"), " saw ", Ref(bram), " and", *put),
    ) == [
        "Bram Weaver struck. Corin Vale did not move from where he knelt",
        "Bram struck. Corin did not move from where Bram stood",
        "Bram sat, and Corin put his hat away",
        "Corin saw Bram and put Corin's hat away",
    ]


def test_an_object_is_meant_again_behind_and() -> None:
    bram, corin = ("bram",), ("corin",)
    assert say(
        (
            *("the blow of ", Ref(bram), " took ", Ref(corin), " under the ribs and threw "),
            *(Ref(corin), " over the grass"),
        ),
    ) == ["the blow of Bram Weaver took Corin Vale under the ribs and threw him over the grass"]


def test_a_clone_that_has_just_been_named_is_the_clone() -> None:
    clone, bram = ("clone_of_bram",), ("bram",)
    assert say(
        (Ref(clone, "subject"), " ran at ", Ref(bram)),
        (Ref(bram, "subject"), " saw ", Ref(clone, "owner"), " hand"),
    ) == ["a clone of Bram ran at Bram Weaver", "Bram saw the clone's hand"]


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
def test_a_pronoun_has_two_candidates_only_where_it_stands_for_one_of_them(
    sentences: list[list[Ref]],
) -> None:
    mind = Attention()
    before: set[str] = set()
    last_subject = ""
    for refs in sentences:
        parts: list[PhrasePart] = []
        for ref in refs:
            parts += [ref, " | "]
        made = realise(parts, mind, LEXICON)
        text, mind = made.text, made.after
        here: set[str] = set()
        last = ""
        subjects: list[str] = []
        for word, ref in zip(text.split(" | "), refs, strict=False):
            key = ref.who[0]
            gender = MEMBERS[key].pronouns
            if word in WORDS[gender]:
                assert key in here | before
                candidates = here if key in here else here | before | {r.who[0] for r in refs}
                rivals = {k for k in candidates if MEMBERS[k].pronouns == gender} - {key}
                again = last == key == "".join(subjects[-1:])  # nobody else was named since
                if again and ref.case in ("subject", "owner"):
                    assert key in here, (text, key)
                elif rivals and ref.case == "subject":
                    assert key == (subjects[0] if key in here else last_subject), (text, key)
                elif rivals:
                    assert key in here, (text, key)
                    assert key not in subjects[-1:], (text, key)
            last = key
            here.add(key)
            if ref.case == "subject":
                subjects.append(key)
        before = here
        last_subject = subjects[0] if subjects else ""
