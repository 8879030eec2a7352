"""What was not done is denied of whom its sentence is about; steps are joined by what is known."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest
from tests.story.saltmere import LEXICON, MANNERS, WHO, Pen

from moshimo.multiverse.comparing.chains import CHANGE, Link, Word
from moshimo.report.comparison.explanations import Why, WhyStep, _denied, joined_by
from moshimo.story.lexicon.lexicon import Manner
from moshimo.story.planning.discourse import Attention
from moshimo.story.realisation.referring import realise


def test_a_sentence_may_begin_with_any_role_and_says_when() -> None:
    burst = Manner("{other} goes up in smoke.", {"one": WHO, "other": WHO})
    lexicon = replace(LEXICON, manners={**MANNERS, "burst": burst})
    pen = Pen()
    pen.at("quay", "bram", "corin")
    deed = pen.do("strike", "bram", "corin", takes=1)
    deed = replace(deed, rule="burst", roles={"one": "bram", "other": "corin"})
    parts = _denied(deed, " until later", lexicon, {})
    told = realise(parts, Attention(frozenset(lexicon.members)), lexicon).text
    assert told == "Corin did not go up in smoke until later"


def test_of_a_state_it_is_denied_that_it_came_about() -> None:
    over = Manner("{one} is over {other} at once.", {"one": WHO, "other": WHO})
    lexicon = replace(LEXICON, manners={**MANNERS, "over": over})
    pen = Pen()
    pen.at("quay", "bram", "corin")
    deed = replace(pen.do("strike", "bram", "corin", takes=1), rule="over")
    deed = replace(deed, roles={"one": "bram", "other": "corin"})
    told = realise(_denied(deed, "", lexicon, {}), Attention(frozenset(lexicon.members)), lexicon)
    assert told.text == "it did not come about that Bram was over Corin at once"


@pytest.mark.parametrize("word", get_args(Word))
def test_a_step_that_is_not_proved_only_seems_to_be_the_cause(word: Word) -> None:
    """Also one that was, until a step before it was left out."""
    link = Link(word, "fork", "walk#1", proved=False)
    assert joined_by(replace(link, proved=True), of_done=True) == "because"
    assert joined_by(link, of_done=True).startswith("it seems ")
    assert joined_by(link, of_done=False) == "it seems because"


def test_a_brief_reason_leaves_out_ways_and_says_once_what_it_comes_of() -> None:
    def step(word: str, id_: str, routine: bool = False) -> WhyStep:
        return WhyStep(f"because {word}", Link("because", "fork", id_, proved=True), routine)

    steps = (
        step("Bo came up", "come#1", routine=True),
        step("Ana called him", "call#1"),
        step("the bell rang", "ring#1"),
        WhyStep("because of the change: “No rope”", Link("because", "fork", CHANGE, proved=True)),
    )
    why = Why("shout#1", "fork", "Bo shouted.", steps)
    assert why.end == "ring#1"
    assert why.briefly() == (
        "Bo shouted, because Ana called him, and in the end because the bell rang."
    )
    assert replace(why, named=True).briefly() == "Bo shouted, because Ana called him."
    assert replace(why, steps=steps[3:]).briefly() == "Bo shouted, because of the change."
    assert replace(why, steps=steps[:1]).briefly() == "Bo shouted, because Bo came up."
