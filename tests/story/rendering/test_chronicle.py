"""One line a deed."""

from __future__ import annotations

import json

from tests.story.saltmere import LEXICON, Pen, the_exile

from moshimo.story.rendering.chronicle import as_line, sentence


def test_a_deed_is_one_sentence_with_full_names_and_what_was_said() -> None:
    pen = Pen()
    deed = pen.do("exile", "corin", "bram", "post", said=(0,))
    assert sentence(deed, LEXICON) == (
        "Corin Vale, as harbourmaster, exiled Bram Weaver. "
        '"Be over the causeway by the morning tide, Bram."'
    )


def test_what_was_foiled_is_told_as_tried() -> None:
    pen = Pen()
    deed = pen.do("ask_about", "ana", "edda", "bram", result="foiled", failed="here(asker, asked)")
    assert sentence(deed, LEXICON) == (
        "Ana Holt wanted to ask Edda Pike where Bram Weaver was, but Edda was not there."
    )


def test_a_deed_in_a_role_is_told_as_what_had_happened() -> None:
    pen = Pen()
    exile = pen.do("exile", "corin", "bram", "post")
    news = pen.do("tell_of", "edda", "finn", exile.id)
    assert sentence(news, LEXICON, {exile.id: exile}) == (
        "Edda Pike told Finn Pike that Corin Vale, as harbourmaster, had exiled Bram Weaver."
    )


def test_every_deed_has_its_line() -> None:
    deeds = the_exile()
    known = {deed.id: deed for deed in deeds}
    told = [as_line(deed, known, LEXICON) for deed in deeds]
    assert [line["id"] for line in told] == [deed.id for deed in deeds]
    assert all(line["text"].endswith((".", '"')) for line in json.loads(json.dumps(told)))
