"""A search is a value, and so is what each pass makes of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from moshimo.errors import Span
from moshimo.lang.analysis.optimise import confined, hoisted, optimised, placed, watch
from moshimo.lang.analysis.plan import Confined, Query, hurdles, plan
from moshimo.lang.laws import Condition, Reads, Rule, Weight
from moshimo.lang.spelling import spelled
from moshimo.lang.typed import Ask, Builtin, Calc, Const, Each, Ex, Read, Var
from moshimo.lang.types import BOOL, CHARACTER, DEED, NUMBER, OURS, PLACE, Attribute, Type

ACTOR, OTHER, THIRD = (Var(CHARACTER, word, OURS) for word in ("actor", "other", "third"))
TO, HEARD = Var(PLACE, "to", OURS), Var(DEED, "heard", OURS)
BUSY = Ask(NUMBER, "busy", (ACTOR,), OURS)


def read(owner: Ex, word: str, kind: Type = CHARACTER, key: Ex | None = None) -> Read:
    """Return the value of an attribute."""
    a = Attribute(
        owner.type.of, word, kind, key.type.of if key else "", "visible", 0, 0, 0, 0, OURS
    )
    return Read(kind, a, owner, key, OURS)


def calc(op: str, *args: Ex) -> Calc:
    """Return a comparison, a conjunction or a product."""
    return Calc(NUMBER if op == "*" else BOOL, op, args, OURS)  # type: ignore[arg-type]


def number(value: float) -> Const:
    """Return a number."""
    return Const(NUMBER, value, OURS)


def conditions(*tests: Ex) -> tuple[Condition, ...]:
    """Return conditions, each in a line of its own."""
    return tuple(Condition(t, "", Span("a.py", n)) for n, t in enumerate(tests, 1))


def wish(value: Ex, *tests: Ex, deters: bool = False) -> Weight:
    """Return a wish or scruple."""
    return Weight(value, "", deters, conditions(*tests), OURS)


def action(*roles: Var, when: tuple[Ex, ...] = (), weights: tuple[Weight, ...] = ()) -> Rule:
    """Return an action of these roles."""
    return Rule(
        "do", "action", (ACTOR, *roles), OURS, conditions=conditions(*when), weights=weights
    )


def thought(*roles: Var, when: tuple[Ex, ...] = (), weights: tuple[Weight, ...] = ()) -> Query:
    """Return the query of an action, as it is planned."""
    return plan(action(*roles, when=when, weights=weights), (), {}, "actor")


def found(query: Query) -> list[tuple[str, str, list[str]]]:
    """Return how each role is found, and what is asked then."""
    return [(s.role.word, s.how, [spelled(c.test) for c in s.conditions]) for s in query.steps]


def once(query: Query) -> list[tuple[str, str]]:
    """Return what is worked out once, and when."""
    return [(spelled(e), when) for e, when in query.hoisted]


def at_place_of(one: Var, other: Var) -> Calc:
    """Return that both are at one place."""
    return calc("==", read(one, "place", PLACE), read(other, "place", PLACE))


# planning -------------------------------------------------------------------------------------


def test_what_names_only_the_actor_is_asked_before_any_role_is_found() -> None:
    query = thought(OTHER, when=(read(OTHER, "free", BOOL), read(ACTOR, "free", BOOL)))
    assert [spelled(c.test) for c in query.first] == ["actor.free"]
    assert found(query) == [("other", "every", ["other.free"])]


def test_a_role_that_an_equality_fixes_is_not_searched_for() -> None:
    query = thought(OTHER, when=(calc("==", read(ACTOR, "rival"), OTHER),))
    assert found(query) == [("other", "equal", [])]
    assert query.steps[0].source == read(ACTOR, "rival")


def test_a_place_is_searched_for_before_a_person() -> None:
    query = thought(OTHER, TO, when=(calc("==", read(TO, "keeper"), OTHER),))
    assert found(query) == [("to", "every", []), ("other", "equal", [])]


def test_whom_the_actor_must_see_or_be_with_is_searched_for_among_those_near() -> None:
    sees = Builtin(BOOL, "sees", (ACTOR, OTHER), OURS)
    assert found(thought(OTHER, when=(sees,))) == [("other", "seen", [])]
    assert found(thought(OTHER, when=(at_place_of(OTHER, ACTOR),))) == [("other", "near", [])]


def test_a_deed_is_searched_for_in_memory() -> None:
    assert found(thought(HEARD)) == [("heard", "memory", [])]


def test_nobody_is_near_where_nobody_thinks() -> None:
    rule = action(OTHER, when=(at_place_of(OTHER, ACTOR),))
    query = plan(rule, ("actor",), {})
    assert (query.actor, query.given) == ("", (ACTOR,))
    assert found(query) == [("other", "every", [spelled(at_place_of(OTHER, ACTOR))])]


# why not --------------------------------------------------------------------------------------


def test_what_can_end_a_search_comes_in_the_order_in_which_it_is_met() -> None:
    apart = calc("!=", OTHER, read(ACTOR, "friend"))
    when = (apart, read(ACTOR, "free", BOOL), at_place_of(OTHER, ACTOR))
    assert [(h.text, h.at and h.at.line) for h in hurdles(thought(OTHER, when=when))] == [
        ("fails: actor.free", 2),
        ("fails: other.place == actor.place", 3),
        ("fails: other != actor.friend", 1),
        ("wants it not at all", None),
    ]


@pytest.mark.parametrize(
    ("role", "text"),
    [(HEARD, "remembers nothing"), (TO, "there is no Place"), (OTHER, "there is no Character")],
)
def test_a_role_for_which_nothing_is_found_has_words_of_its_own(role: Var, text: str) -> None:
    assert next((h.text, h.at) for h in hurdles(thought(role))) == (text, None)


# hoisting -------------------------------------------------------------------------------------


def test_what_is_the_same_for_all_bindings_is_worked_out_once_and_not_before_it_is_needed() -> None:
    dear = read(ACTOR, "fond", NUMBER, OTHER)
    query = thought(
        OTHER,
        when=(calc("<", BUSY, read(OTHER, "size", NUMBER)),),
        weights=(
            wish(calc("*", Ask(NUMBER, "ease", (ACTOR,), OURS), dear)),
            wish(Ask(NUMBER, "law", (ACTOR,), OURS), read(ACTOR, "free", BOOL), deters=True),
        ),
    )
    assert once(hoisted(query)) == [
        ("busy(actor)", "search"),
        ("ease(actor)", "wishes"),
        ("actor.free", "scruples"),
        ("law(actor)", "scruples"),
    ]


def test_what_names_whom_the_search_finds_is_not_hoisted() -> None:
    assert once(hoisted(thought(OTHER, weights=(wish(Ask(NUMBER, "ease", (OTHER,), OURS)),)))) == []


def test_an_amount_that_is_for_one_binding_only_stays_where_it_is() -> None:
    home = calc("==", TO, read(ACTOR, "home", PLACE))
    assert once(hoisted(thought(TO, weights=(wish(BUSY, home),)))) == []


def test_what_is_asked_first_and_of_the_actor_alone_is_asked_as_one() -> None:
    own = calc("and", read(ACTOR, "free", BOOL), read(ACTOR, "able", BOOL))
    query = hoisted(thought(OTHER, weights=(wish(number(1), own, read(OTHER, "free", BOOL)),)))
    assert [spelled(c.test) for c in query.weights[0].conditions] == [spelled(own), "other.free"]
    assert once(query) == [(spelled(own), "wishes")]


def test_that_there_is_somebody_at_all_is_asked_before_who_it_is() -> None:
    tests = (read(THIRD, "free", BOOL), calc("!=", THIRD, OTHER))
    some = Each(BOOL, "any", THIRD, "Character", tests[:1], tests[1], None, OURS)
    query = hoisted(thought(OTHER, weights=(wish(number(1), some),)))
    fewer = replace(some, conditions=(), value=tests[0])
    assert [c.test for c in query.weights[0].conditions] == [fewer, some]


# pruning --------------------------------------------------------------------------------------


def people_at(place: Ex) -> Each:
    """Return how many are at a place."""
    there = calc("==", read(THIRD, "place", PLACE), place)
    return Each(NUMBER, "count", THIRD, "Character", (there,), number(1), None, OURS)


def test_places_that_no_wish_can_be_about_are_passed_over() -> None:
    home = calc("==", TO, read(ACTOR, "home", PLACE))
    query = confined(
        hoisted(
            thought(
                TO,
                weights=(
                    wish(number(1), home),
                    wish(calc("*", BUSY, people_at(TO))),
                    wish(number(2), read(ACTOR, "lost", BOOL)),
                    wish(number(3), read(TO, "warm", BOOL)),
                ),
            )
        )
    )
    limits = Confined((read(ACTOR, "lost", BOOL),), (BUSY,), (home, read(TO, "warm", BOOL)), True)
    assert query.confined == limits
    assert {when for _, when in query.hoisted} == {"search"}


def test_every_place_is_looked_at_if_a_wish_may_be_about_any() -> None:
    assert confined(thought(TO, weights=(wish(read(TO, "size", NUMBER)),))).confined is None


# placing --------------------------------------------------------------------------------------


def test_a_binding_is_weighed_before_a_search_that_makes_no_difference_to_its_weight() -> None:
    query = thought(TO, OTHER, weights=(wish(read(TO, "size", NUMBER)),))
    assert (query.level, placed(query).level) == (2, 1)
    both = thought(TO, OTHER, weights=(wish(read(OTHER, "size", NUMBER)),))
    assert placed(both).level == 2


def test_what_nobody_is_searched_for_is_left_as_it_is() -> None:
    query = thought(weights=(wish(BUSY),))
    assert optimised(query) == query


# watching -------------------------------------------------------------------------------------


def test_a_watcher_asks_each_condition_before_the_loops_that_make_no_difference_to_it() -> None:
    tests = (read(ACTOR, "free", BOOL), read(OTHER, "free", BOOL))
    query = watch(Rule("falls", "event", (ACTOR, OTHER), OURS, conditions=conditions(*tests)))
    assert [spelled(c.test) for c in query.first] == ["any(other.free for other in Character)"]
    assert found(query) == [("actor", "every", ["actor.free"]), ("other", "every", ["other.free"])]


def test_what_a_mind_changes_itself_is_asked_anew_each_time() -> None:
    mind = Var(CHARACTER, "mind", OURS)
    grim = read(mind, "grim", BOOL)
    rule = Rule("darkens", "inference", (mind, OTHER), OURS, conditions=conditions(grim))
    assert [spelled(c.test) for c in watch(rule).first] == ["mind.grim"]
    full = frozenset((grim.attribute.full,))
    changed = watch(replace(rule, reads=Reads(full), writes=full))
    assert changed.first == ()
    assert found(changed) == [("other", "every", ["mind.grim"])]
