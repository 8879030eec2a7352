"""The author's words: which are taken, by what was so when a deed began, and by what was told."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest
from tests.story.saltmere import MEMBERS
from tests.told import moshimo

from moshimo import World, load
from moshimo.engine.journal import Deed
from moshimo.engine.moments import watched
from moshimo.errors import Span
from moshimo.story.lexical.word_choice import worded
from moshimo.story.lexicon.lexicon import Lexicon, Manner
from moshimo.story.lexicon.of_world import lexicon_of
from moshimo.story.lexicon.readings import as_read, readable
from moshimo.story.rendering.plain_text import text
from moshimo.story.selection.message import Message
from moshimo.story.tell import tell
from moshimo.world.telling.telling import asked_of_deeds
from moshimo.world.telling.ways import Need, Way

WORLDS = Path(__file__).parents[2] / "worlds"
SEED = 121  # a summons, an accusation, an exile, an empty house, a letter


@pytest.fixture
def village(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand beside a copy of the sample world that has no telling yet."""
    shutil.copytree(WORLDS / "sample", tmp_path / "sample")
    shutil.rmtree(tmp_path / "sample" / "telling")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "sample"


def written(village: Path, words: str) -> World:
    (village / "telling").mkdir(exist_ok=True)
    (village / "telling" / "words.yaml").write_text(words, encoding="utf-8")
    return load("./sample")


def told(start: World, *, style: str = "", interpreted: bool = True, journal: bool = False) -> str:
    asked = asked_of_deeds(start.checked.telling, start.checked.laws.rules)
    universe, moments = watched(start.program, SEED, asked, interpreted=interpreted)
    lexicon = lexicon_of(start.checked, start.scenario, style, {} if journal else moments)
    return text(tell(universe.deeds, lexicon, title="T", awaited=True))


def test_the_first_way_that_fits_is_told(village: Path) -> None:
    words = """
tell:
  exile:
    - {when: "judge == bo", as: "{judge} sends {accused} away in anger"}
    - {when: "judge == cai", as: "{judge} sends {accused} away coldly"}
    - "{judge} sends {accused} away"
"""
    assert "sent Bo away coldly" in told(written(village, words))


def test_what_was_so_before_the_deed_decides_and_not_what_it_changed(village: Path) -> None:
    words = """
tell:
  exile:
    - {when: "not accused.citizen", as: "{judge} exiles {accused} again"}
    - {when: "accused.citizen and judge.fond[accused] < -0.5", as: "{judge} is rid of {accused}"}
"""
    assert "was rid of Bo" in told(written(village, words))


def test_what_has_no_words_is_not_told_where_it_is_the_first_that_fits(village: Path) -> None:
    always = told(written(village, 'tell: {exile: ""}'))
    assert "exile" not in always
    assert "Bo came" in always
    some = """
tell:
  exile:
    - {when: "judge == SOMEBODY", as: ""}
    - "{judge} sends {accused} away"
"""
    assert "sent Bo away" not in told(written(village, some.replace("SOMEBODY", "cai")))
    assert "sent Bo away" in told(written(village, some.replace("SOMEBODY", "ana")))
    below = """
tell:
  exile:
    - {when: "judge.fond[accused] < -0.5", as: "{judge} shows {accused} the gate"}
    - ""
"""
    assert "showed Bo the gate" in told(written(village, below))
    assert "the gate" not in told(written(village, below), journal=True)


def test_the_plain_style_tells_what_its_author_leaves_untold(village: Path) -> None:
    assert "exiled Bo" in told(written(village, 'tell: {exile: ""}'), style="plain")


def test_a_silence_needs_no_verb(village: Path) -> None:
    start = written(village, 'tell: {exile: ""}')
    assert readable(start.checked, start.scenario) == []


def test_without_a_universe_only_roles_and_places_and_the_order_are_known(village: Path) -> None:
    words = """
tell:
  exile:
    - {when: "judge.fond[accused] < -0.5", as: "{judge} is rid of {accused}"}
    - {when: "place == hall and first", as: "{judge} closes the book on {accused}"}
"""
    assert "closed the book on Bo" in told(written(village, words), journal=True)


@pytest.mark.slow
def test_the_processor_and_the_interpreter_tell_the_same(village: Path) -> None:
    shutil.copytree(WORLDS / "sample" / "telling", village / "telling")
    start = load("./sample")
    assert told(start) == told(start, interpreted=False)


def test_a_watched_universe_is_the_same_universe(village: Path) -> None:
    shutil.copytree(WORLDS / "sample" / "telling", village / "telling")
    start = load("./sample")
    asked = asked_of_deeds(start.checked.telling, start.checked.laws.rules)
    assert asked
    assert watched(start.program, SEED, asked)[0].hash() == start.run(SEED).hash()


def test_other_prose_needs_no_other_machine_code(village: Path) -> None:
    bare = load("./sample").program._name
    assert written(village, 'tell: {leave: "{exiled} is gone"}').program._name == bare


def test_several_ways_that_fit_equally_take_turns() -> None:
    here = Span("words.yaml")
    way = Way(("{eater} eats bread", "{eater} eats fish"), (), (here, here))
    lexicon = Lexicon(
        {"eat": Manner("{eater} eats.", {"eater": "Character"}, ways=(way,))}, MEMBERS
    )
    messages = [
        Message(
            (Deed(str(n), "eat", "action", {"eater": who}, {}, n, n, "inn", "done"),),
            "act",
            (who,),
            1.0,
        )
        for n, who in enumerate(("ana", "bram", "corin", "dessa"))
    ]
    counts = Counter(chosen.told for chosen in worded(lexicon, messages).worded.values())
    assert counts == {"{eater} eats bread": 2, "{eater} eats fish": 2}


def test_what_is_done_together_needs_words_for_it() -> None:
    here = Span("words.yaml")
    one = Way(("{eater} eats alone",), (), (here,))
    all_ = Way(("{eater} eat at one table",), (Need("together"),), (here,))
    deeds = tuple(
        Deed(who, "eat", "action", {"eater": who}, {}, 0, 0, "inn", "done")
        for who in ("ana", "bram")
    )
    both = [Message(deeds, "act", ("ana", "bram"), 1.0)]
    roles = {"eater": "Character"}
    apart = Lexicon({"eat": Manner("{eater} eats.", roles, ways=(one,))}, MEMBERS)
    joint = Lexicon({"eat": Manner("{eater} eats.", roles, ways=(all_, one))}, MEMBERS)
    assert worded(apart, both).worded == {}
    assert worded(joint, both).worded["bram"].told == "{eater} eat at one table"


def test_words_stand_in_for_those_of_the_rule_with_names_as_the_speaker_calls_them(
    village: Path,
) -> None:
    words = """
say: {exile: "Out with you, {accused}. {accused.they} was never one of us."}
address: {cai: {bo: Lind}}
"""
    assert '"Out with you, Lind. He was never one of us."' in told(written(village, words))


def test_a_letter_is_set_apart_and_in_its_writers_voice(village: Path) -> None:
    words = """
letters:
  read_letter:
    by: letter.author
    lines:
      - {when: "letter.warmth > 2", as: "too warm for any letter"}
      - {when: "letter.warmth > 0.5", as: "{reader}, the kettle is yours."}
      - "Do not come after me."
address: {bo: {ana: Love}}
"""
    assert "\n\n_Love, the kettle is yours._\n\n_Do not come after me._\n" in told(
        written(village, words)
    )


def test_a_style_is_the_readers_choice(village: Path) -> None:
    words = """
styles: {spare: few words}
say: {exile: [{when: style(spare), as: "Go."}, "Go, {accused}, and do not come back."]}
"""
    start = written(village, words)
    assert '"Go."' in told(start, style="spare")
    assert '"Go, Bo, and do not come back."' in told(start)


def test_in_plain_style_the_rules_speak_for_themselves(village: Path) -> None:
    bare = told(load("./sample"))
    shutil.copytree(WORLDS / "sample" / "telling", village / "telling")
    start = load("./sample")
    assert told(start) != bare
    assert told(start, style="plain") == bare


def test_an_unknown_style_is_told_with_the_nearest(village: Path) -> None:
    written(village, "styles: {spare: few words}")
    answer = moshimo("tell", "./sample", "--style", "sparse")
    assert answer.code == 2
    assert "`sample` has no style `sparse`; did you mean `spare`?" in answer.err


def test_what_was_read_of_every_sentence_can_be_asked(village: Path) -> None:
    start = written(village, 'tell: {leave: "{exiled} goes, and the dog *howls*"}')
    page = as_read(start.checked, start.scenario)
    assert "{exiled}: goes → went, howls → howled" in page


def test_a_sentence_without_a_verb_is_pointed_at_where_it_stands(village: Path) -> None:
    start = written(village, 'tell: {leave: "{exiled} away"}')
    (problem,) = readable(start.checked, start.scenario)
    assert (problem.code, problem.where.path) == ("no-verb", "sample/telling/words.yaml")


def test_one_line_mends_a_past_that_was_read_wrong(village: Path) -> None:
    words = """
tell: {leave: "{exiled} shadowsteps away"}
read: {shadowsteps: shadowstept}
"""
    start = written(village, words)
    assert "shadowsteps → shadowstept" in as_read(start.checked, start.scenario)
    assert "shadowstepped" in as_read(
        *(lambda s: (s.checked, s.scenario))(written(village, words.split("read")[0]))
    )


IN_THE_PAST = """
tense: past
tell:
  write_letter: "{author} wrote what had been on {author.their} mind, and the bells were ringing"
why: {leave: "{exiled} was not wanted"}
"""


def test_a_file_may_be_written_in_the_past_and_is_told_as_it_stands(village: Path) -> None:
    start = written(village, IN_THE_PAST)
    assert "wrote what had been on his mind, and the bells were ringing." in told(start)
    page = as_read(start.checked, start.scenario)
    assert "{author}: wrote, had, were" in page
    assert "{exiled}: was not\n" in page


def test_a_sentence_in_the_present_is_pointed_at_in_a_file_of_the_past(village: Path) -> None:
    start = written(village, 'tense: past\ntell: {leave: "{exiled} goes away"}')
    (problem,) = readable(start.checked, start.scenario)
    assert (problem.code, problem.what) == (
        "no-verb",
        "in `{exiled} goes away` no verb in the past is found",
    )
    assert "leave out `tense: past`" in str(problem.fix)
