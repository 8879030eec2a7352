"""Conditions of the author's texts, as far as the journal alone answers them."""

from __future__ import annotations

import pytest

from moshimo.engine.journal import Deed
from moshimo.errors import Span
from moshimo.lang import typed as t
from moshimo.lang.types import Type
from moshimo.story.lexicon.conditions import value_of
from moshimo.story.lexicon.lexicon import Lexicon

AT = Span("telling/words.yaml", 3, 12)
TRUTH, NUMBER = Type("bool"), Type("number")
DEED = Deed("d", "weep", "action", {"weeper": "ana"}, {"tears": 3.0}, 0.0, 9.0, "mill", "done")
TEARS = t.Var(NUMBER, "tears", AT)


def test_roles_the_place_and_outcomes_are_read_from_the_deed() -> None:
    lexicon = Lexicon({}, {})
    values = [
        value_of(t.Var(NUMBER, w, AT), DEED, lexicon) for w in ("weeper", "place", "tears", "to")
    ]
    assert values == ["ana", "mill", 3.0, None]


def test_numbers_are_compared_and_joined() -> None:
    many = t.Calc(TRUTH, ">", (TEARS, t.Const(NUMBER, 2.0, AT)), AT)
    few = t.Calc(TRUTH, "not", (many,), AT)
    assert value_of(many, DEED, Lexicon({}, {})) is True
    assert value_of(t.Calc(TRUTH, "and", (many, few), AT), DEED, Lexicon({}, {})) is False


@pytest.mark.parametrize(
    "asked",
    [
        t.Doing(TRUTH, t.Var(Type("ref", "Character"), "weeper", AT), "weep", AT),
        t.Builtin(Type("moment"), "now", (), AT),
        t.Calc(NUMBER, "+", (TEARS, TEARS), AT),
    ],
)
def test_what_only_the_world_knows_is_refused_with_its_place(asked: t.Ex) -> None:
    with pytest.raises(ValueError, match=r"telling/words\.yaml:3:12"):
        value_of(asked, DEED, Lexicon({}, {}))
