"""Two journals: what is the same, what is only in one, and what came otherwise."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from tests.steps import counting

from moshimo.engine.journal import Deed
from moshimo.multiverse.comparing.compare import LATER, Changed, Comparison, compare, near


def deed(rule: str, who: str, begin: float, **more: object) -> Deed:
    """A deed of a minute, with an id of its own kind."""
    made = Deed(
        f"{rule}/{who}/{begin}", rule, "action", {"who": who}, {}, begin, begin + 60, "hall", "done"
    )
    return replace(made, **more)  # type: ignore[arg-type]


DEEDS = st.builds(
    lambda rule, who, at, result: deed(rule, who, float(at), result=result),
    st.sampled_from(("walk", "steal", "vote")),
    st.sampled_from(("ana", "bo")),
    st.integers(0, 9000),
    st.sampled_from(("done", "foiled")),
)
JOURNALS = st.lists(DEEDS, max_size=12, unique_by=lambda one: one.id).map(
    lambda deeds: sorted(deeds, key=lambda one: (one.end, one.id))
)


def flipped(found: Comparison) -> tuple[object, ...]:
    """A comparison as it is from the other side."""
    changed = {(one.fork.id, one.base.id, one.ways) for one in found.changed}
    return found.until, found.only_fork, found.only_base, changed, found.shared


@given(JOURNALS)
def test_nothing_differs_from_itself(deeds: list[Deed]) -> None:
    found = compare(deeds, [replace(one) for one in deeds])
    assert found.same
    assert found.first is None
    assert found.until == float("inf")
    assert found.shared == len(deeds)


@given(JOURNALS, JOURNALS)
def test_from_the_other_side_it_is_the_same_turned_round(
    here: list[Deed], there: list[Deed]
) -> None:
    found, back = compare(here, there), compare(there, here)
    changed = {(one.base.id, one.fork.id, one.ways) for one in back.changed}
    assert flipped(found) == (back.until, back.only_base, back.only_fork, changed, back.shared)


@given(JOURNALS, JOURNALS)
def test_every_deed_is_in_exactly_one_class(here: list[Deed], there: list[Deed]) -> None:
    found = compare(here, there)
    only = [one.id for one in found.only_base]
    changed = [one.base.id for one in found.changed]
    classes = Counter([*only, *changed])
    assert all(count == 1 for count in classes.values())
    assert len(only) + len(changed) + found.shared == len(here)
    assert len(found.only_fork) + len(found.changed) + found.shared == len(there)


def test_the_first_difference_is_the_first_that_began() -> None:
    shared, early, late = deed("walk", "ana", 0), deed("vote", "bo", 70), deed("walk", "ana", 80)
    found = compare([shared, early, late], [shared])
    assert (found.until, found.first) == (70, (70, "base", early))


def test_a_deed_that_ended_otherwise_differs_from_when_it_ended() -> None:
    one = deed("walk", "ana", 0)
    found = compare([one], [replace(one, end=30.0, result="broken off")])
    assert [(c.ways, found.until) for c in found.changed] == [(("result", "time"), 30.0)]


def test_the_same_done_a_little_later_is_the_same_deed() -> None:
    first, second, moved = (deed("walk", "ana", at) for at in (0, 500, 520))
    found = compare([first, second], [first, moved])
    assert found.changed == (Changed(second, moved, ("time",)),)
    assert found.changed[0].mild


def test_what_is_done_again_and_again_is_not_the_same_much_later() -> None:
    first, second = deed("walk", "ana", 0), deed("walk", "ana", 500)
    moved = deed("walk", "ana", 500 + LATER + 1)
    found = compare([first, second], [first, moved])
    assert (found.only_base, found.only_fork) == ((second,), (moved,))


def test_what_is_done_once_is_the_same_however_much_later() -> None:
    found = compare([deed("exile", "bo", 0)], [deed("exile", "bo", 90_000)])
    assert [c.ways for c in found.changed] == [("time",)]


def test_of_several_those_that_lie_nearest_are_one() -> None:
    here = [deed("strike", "ana", at) for at in (5, 50)]
    there = [deed("strike", "ana", at) for at in (51,)]
    assert near(here, there) == [(here[1], there[0])]


def test_what_is_said_of_a_deed_is_the_same_if_the_deed_is() -> None:
    theft, later = deed("steal", "bo", 0), deed("steal", "bo", 9)
    news = deed("tell", "ana", 100, roles={"who": "ana", "what": theft.id})
    others = deed("tell", "ana", 105, roles={"who": "ana", "what": later.id})
    found = compare([theft, news], [later, others])
    assert [(c.base.rule, c.ways) for c in found.changed] == [
        ("steal", ("time",)),
        ("tell", ("time",)),
    ]


def test_who_saw_it_is_a_difference_too() -> None:
    one = deed("vote", "ana", 0)
    (found,) = compare([one], [replace(one, witnesses=("bo",))]).changed
    assert found.ways == ("witnesses",)
    assert found.mild


def journals(many: int) -> tuple[list[Deed], list[Deed]]:
    """Return two journals of so many deeds, of which the second half comes a second later."""
    here, later = (
        [deed("walk", f"p{n % 40}", 10.0 * n + shift) for n in range(many)] for shift in (0, 1)
    )
    return here, here[: many // 2] + later[many // 2 :]


def test_twice_the_deeds_are_compared_in_twice_the_steps() -> None:
    taken = []
    for many in (1_000, 2_000, 4_000):
        here, there = journals(many)
        with counting() as steps:
            found = compare(here, there)
        assert (found.shared, len(found.changed)) == (many // 2, many // 2)
        taken.append(steps.n)
    assert all(twice < 2.1 * once for once, twice in pairwise(taken))
