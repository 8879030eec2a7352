"""An array shows what rules and questions read: faded, and toward oneself as the attribute says."""

from __future__ import annotations

from itertools import product

import pytest
from tests.test_front import SAMPLE

from moshimo import Universe, World, load
from moshimo.asked.what import read
from moshimo.engine.question_code import QuestionCode

NUMBERS = ("bool", "int", "number", "span")


@pytest.fixture(scope="module")
def sample() -> World:
    return load(SAMPLE)


def asked(universe: Universe, text: str) -> float:
    """Return what a question of a universe comes to, as it is now."""
    program = universe.program
    (question,) = read([text], program.world, program.scenario)
    assert question.ex is not None
    return float(QuestionCode(program).function(question.ex)(universe.block))


@pytest.mark.parametrize("until", ["17:00", "17:40", "day 1 23:00"])
def test_an_array_shows_what_questions_read(sample: World, until: str) -> None:
    universe = sample.run(3, until=until)
    compared = 0
    for kind in sample.checked.laws.kinds.values():
        names = universe.names(kind.word)[: len(sample.checked.members.get(kind.word, ()))]
        for a in kind.attributes:
            if a.type.tag not in NUMBERS or not names:
                continue
            keys = universe.names(a.key) if a.key else ("",)
            shown = universe[a.full].reshape(len(universe.names(kind.word)), len(keys))
            for (i, one), (k, key) in product(enumerate(names), enumerate(keys)):
                text = f"{one}.{a.word}[{key}]" if a.key else f"{one}.{a.word}"
                assert shown[i, k] == asked(universe, text), text
                compared += 1
    assert compared > 40


def test_summaries_show_the_same(sample: World) -> None:
    (summary,) = sample.ensemble([3], fields=["fond", "worry"])
    universe = sample.run(3)
    for word, shown in summary.state.items():
        assert shown.tolist() == universe[word].tolist()


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("wory", "there is no attribute `wory`; did you mean `worry`?"),
        ("place", "`place`: several kinds have it: Character.place, Letter.place"),
    ],
)
def test_an_attribute_that_is_not_one_is_told(sample: World, word: str, said: str) -> None:
    with pytest.raises(KeyError) as caught:
        sample.run(3)[word]
    assert caught.value.args == (said,)


def test_a_kind_that_is_not_there_is_told(sample: World) -> None:
    with pytest.raises(KeyError) as caught:
        sample.run(3).names("Charakter")
    assert caught.value.args == ("there is no kind `Charakter`; did you mean `Character`?",)
