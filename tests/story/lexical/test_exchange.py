"""Two moves, one right behind the other, are told in one sentence if both are short."""

from __future__ import annotations

from moshimo.engine.journal import Deed
from moshimo.story.lexical.exchange import as_exchange
from moshimo.story.planning.sentence_plan import Ref, SentencePlan
from moshimo.story.selection.message import Message

ANN, BEN = ("ann",), ("ben",)


def move(who: tuple[str, ...], begin: float, seconds: float = 1.0) -> Message:
    deed = Deed("d", "r", "action", {"a": who[0]}, {}, begin, begin + seconds, "yard", "done")
    return Message((deed,), "act", who, 1.0)


def plan(who: tuple[str, ...], words: str, key: str = "d") -> SentencePlan:
    return SentencePlan((Ref(who, "subject"), words), key=key)


def joints(one: SentencePlan, words: str, *moves: Message) -> set[str]:
    """Return what stands between the two, for keys of many deeds; "" where they are apart."""
    found = set()
    for n in range(20):
        both = as_exchange([one], plan(moves[1].doers, words, f"d{n}"), (moves[0], moves[1]))
        found.add(str(both.parts[len(one.parts)]) if both else "")
    return found


def test_two_plain_moves_of_two_people_are_joined_by_and() -> None:
    one = plan(ANN, " punched")
    assert joints(one, " ducked", move(ANN, 0.0), move(BEN, 1.0)) == {", and "}


def test_a_longer_one_is_joined_by_a_semicolon_now_and_then() -> None:
    one = plan(ANN, " swayed aside, and the foot went by")
    assert joints(one, " drew a knife", move(ANN, 0.0), move(BEN, 1.0)) == {"; ", ""}


def test_the_same_person_goes_on_in_one_sentence() -> None:
    one = plan(ANN, " leapt back")
    assert joints(one, " drew a knife", move(ANN, 0.0), move(ANN, 1.0)) == {"; ", ""}


def test_a_slow_deed_is_no_move() -> None:
    one = plan(ANN, " punched")
    assert joints(one, " looked long", move(ANN, 0.0), move(BEN, 1.0, 4.0)) == {""}


def test_moves_minutes_apart_stay_apart() -> None:
    one = plan(ANN, " punched")
    assert joints(one, " ducked", move(ANN, 0.0), move(BEN, 100.0)) == {""}


def test_nobody_goes_on_behind_a_clause_about_somebody_else() -> None:
    one = plan(ANN, " grabbed at somebody, who slid away")
    assert joints(one, " drew a knife", move(ANN, 0.0), move(ANN, 1.0)) == {""}


def test_whose_move_follows_is_named() -> None:
    second = SentencePlan((Ref(BEN, "owner"), "'s foot came up"), key="d")
    both = as_exchange([plan(ANN, " punched")], second, (move(ANN, 0.0), move(BEN, 1.0)))
    assert both is not None
    named = both.parts[3]
    assert isinstance(named, Ref)
    assert named.named
