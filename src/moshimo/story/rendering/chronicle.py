"""The chronicle: each deed as one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from moshimo.engine.journal import Deed
from moshimo.story.grammar.orthography import finished
from moshimo.story.lexical.lexicalisation import phrase_of
from moshimo.story.lexical.quotation import line_of, quoted
from moshimo.story.lexicon.lexicon import Lexicon
from moshimo.story.planning.discourse import Attention
from moshimo.story.realisation.referring import realise
from moshimo.story.selection.message import message_of


def sentence(deed: Deed, lexicon: Lexicon, known: Mapping[str, Deed] = MappingProxyType({})) -> str:
    """Tell a deed in one independent sentence: past tense, full names, its direct speech.

    `known` are the journal's deeds by id, for roles that hold a deed.
    """
    bare = Attention()
    text = realise(phrase_of(message_of(deed, lexicon), lexicon, known), bare, lexicon).text
    lines = [line_of(deed, index, speaker, lexicon) for speaker, index in deed.said]
    said = [realise(quoted(line), bare, lexicon).text for line in lines]
    return finished(" ".join([finished(text), *said]) if said else text)
