"""The chronicle: each deed as one sentence, and as one line of JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from types import MappingProxyType
from typing import Any

from moshimo.engine.journal import Deed
from moshimo.engine.universe import Universe
from moshimo.output.json_text import plain
from moshimo.story.grammar.orthography import finished
from moshimo.story.lexical.lexicalisation import phrase_of
from moshimo.story.lexical.quotation import line_of, quoted
from moshimo.story.lexicon.lexicon import Lexicon
from moshimo.story.lexicon.of_world import lexicon_of
from moshimo.story.planning.discourse import Attention
from moshimo.story.realisation.referring import realise
from moshimo.story.selection.message import message_of
from moshimo.world.telling.ways import PLAIN
from moshimo.world.text.times import shown
from moshimo.world.world import CheckedWorld, Scenario


def sentence(deed: Deed, lexicon: Lexicon, known: Mapping[str, Deed] = MappingProxyType({})) -> str:
    """Tell a deed in one independent sentence: past tense, full names, its direct speech.

    `known` are the journal's deeds by id, for roles that hold a deed.
    """
    bare = Attention()
    text = realise(phrase_of(message_of(deed, lexicon), lexicon, known), bare, lexicon).text
    lines = [line_of(deed, index, speaker, lexicon) for speaker, index in deed.said]
    said = [realise(quoted(line), bare, lexicon).text for line in lines]
    return finished(" ".join([finished(text), *said]) if said else text)


def jsonl(universe: Universe, world: CheckedWorld, scenario: Scenario) -> Iterator[dict[str, Any]]:
    """Yield each deed as `as_line` gives it, in the order in which deeds ended."""
    lexicon = lexicon_of(world, scenario, PLAIN)
    known = {deed.id: deed for deed in universe.deeds}
    for deed in universe.deeds:
        yield as_line(deed, known, lexicon)


def as_line(deed: Deed, known: Mapping[str, Deed], lexicon: Lexicon) -> dict[str, Any]:
    """Return a deed as plain values.

    `begin` and `end` are seconds since the scenario's start, `clock` is the beginning as an author
    writes it; `chance` is null if nobody chose the deed. A moment that never comes is null, and so
    is every number that is infinite or undefined. A deed that seemed another one has that too, as
    `seemed`: its id, rule and roles. One whose actor looked ahead has `foreseen`: what would come
    of each choice.
    """
    seemed = {"seemed": asdict(deed.seemed)} if deed.seemed else {}
    foreseen = {"foreseen": [asdict(one) for one in deed.foreseen]} if deed.foreseen else {}
    return plain(
        {
            "id": deed.id,
            "rule": deed.rule,
            "roles": deed.roles,
            "outcomes": deed.outcomes,
            "begin": deed.begin,
            "end": deed.end,
            "clock": shown(lexicon.clock.start + deed.begin, lexicon.clock.day),
            "place": deed.place,
            "result": deed.result,
            "failed": deed.failed,
            "witnesses": list(deed.witnesses),
            "causes": list(deed.causes),
            "chance": deed.chance,
            "reasons": [list(pair) for pair in deed.reasons],
            "text": sentence(deed, lexicon, known),
            **seemed,
            **foreseen,
        }
    )
