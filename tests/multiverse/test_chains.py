"""From a difference back to the change: by what was read, and where that ends by what is likely."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from moshimo.engine.journal import Deed
from moshimo.multiverse.comparing.chains import CHANGE, Chain, Link, Node, chains
from moshimo.multiverse.comparing.compare import Side, compare

MARK = "ffffffffffffffff"


def deed(rule: str, who: str, begin: float, *causes: str, **more: object) -> Deed:
    """A deed of a minute; `causes` are rules' names, since each is done once here."""
    made = Deed(
        rule, rule, "action", {"who": who}, {}, begin, begin + 60, "hall", "done", causes=causes
    )
    return replace(made, **more)  # type: ignore[arg-type]


def found(
    base: Sequence[Deed], fork: Sequence[Deed], roots: Sequence[str] = ()
) -> dict[Node, Chain]:
    return chains(compare(base, fork), base, fork, MARK, roots)


def steps(chain: Chain) -> list[tuple[str, str]]:
    return [(link.word, link.id) for link in chain]


SHARED = deed("wake", "ana", 0)


def test_a_chain_goes_from_deed_to_deed_until_the_change() -> None:
    fork = [
        SHARED,
        deed("steal", "bo", 10, MARK),
        deed("accuse", "ana", 90, "steal", "wake"),
        deed("exile", "cai", 200, "accuse"),
    ]
    chain = found([SHARED], fork)["fork", "exile"]
    assert steps(chain) == [("because", "accuse"), ("because", "steal"), ("because", CHANGE)]
    assert all(link.proved for link in chain)


def test_what_did_not_happen_is_traced_in_the_universe_in_which_it_did() -> None:
    base = [SHARED, deed("vote", "bo", 10, MARK), deed("exile", "cai", 100, "vote")]
    chain = found(base, [SHARED])["base", "exile"]
    assert steps(chain) == [("since not", "vote"), ("because", CHANGE)]


def test_what_a_fork_prevents_needs_no_further_reason() -> None:
    base = [SHARED, deed("seize", "bo", 10), deed("weep", "cai", 100, "seize")]
    chain = found(base, [SHARED], roots=["seize"])["base", "weep"]
    assert steps(chain) == [("since not", "seize"), ("because", CHANGE)]


def test_the_first_difference_comes_of_the_change_since_nothing_else_differs_yet() -> None:
    (chain,) = found([SHARED, deed("vote", "bo", 10)], [SHARED]).values()
    assert chain == (Link("because", "fork", CHANGE, proved=True),)


def test_who_did_another_thing_instead_is_a_link_that_is_not_proved() -> None:
    base = [SHARED, deed("sing", "bo", 5, MARK), deed("dance", "ana", 20, "sing")]
    fork = [SHARED, deed("sleep", "ana", 20)]
    (first, *rest) = found(base, fork)["fork", "sleep"]
    assert first == Link("instead of", "base", "dance", proved=False)
    assert steps(tuple(rest)) == [("since not", "sing"), ("because", CHANGE)]


def test_who_had_just_seen_something_is_supposed_to_act_on_it() -> None:
    fork = [
        SHARED,
        deed("fall", "bo", 10, MARK, end=11.0, witnesses=("ana", "bo")),
        deed("laugh", "ana", 11.5),
    ]
    assert found([SHARED], fork)["fork", "laugh"][0] == Link("upon", "fork", "fall", proved=False)


def test_a_chain_makes_a_detour_to_do_without_what_is_not_proved() -> None:
    fork = [
        deed("one", "bo", 10, MARK),
        deed("two", "cai", 20, "one"),
        deed("three", "bo", 30, "two"),
        deed("four", "bo", 200, "three"),
    ]
    assert [link.id for link in found([], fork)["fork", "four"]] == ["three", "two", "one", CHANGE]


def test_a_deed_that_was_only_done_later_explains_less_than_one_that_was_not_done() -> None:
    base = [
        deed("bell", "bo", 10),
        deed("vote", "cai", 30, MARK),
        deed("go", "ana", 200, "bell", "vote"),
    ]
    fork = [replace(base[0], begin=20.0, end=80.0, causes=(MARK,))]
    assert [link.id for link in found(base, fork)["base", "go"]] == ["vote", CHANGE]


def test_a_count_that_came_out_otherwise_comes_of_every_hand_that_was_missing() -> None:
    hands = [deed("first", "bo", 10, MARK), deed("second", "cai", 20, outcomes={"_1": 2.0})]
    base = [SHARED, *hands, deed("exile", "ana", 200, "second")]
    fork = [SHARED, replace(hands[1], outcomes={"_1": 1.0})]
    sums: dict[Side, dict[str, Sequence[str]]] = {"base": {"second": ("first",)}}
    chain = chains(compare(base, fork), base, fork, MARK, sums=sums)["base", "exile"]
    assert steps(chain) == [("since not", "second"), ("since not", "first"), ("because", CHANGE)]
    assert all(link.proved for link in chain)


def test_without_a_difference_there_is_nothing_to_explain() -> None:
    assert found([SHARED], [SHARED]) == {}
