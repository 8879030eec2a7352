"""One line a deed: the chronicle, for reading along and for the `text` of exports."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from moshimo.engine.journal import Deed
from moshimo.story.grammar.orthography import finished
from moshimo.story.lexical.failure import failing
from moshimo.story.lexical.phrasing import sentence_parts
from moshimo.story.lexical.quotation import line_of, quoted
from moshimo.story.lexical.surprise import finding
from moshimo.story.lexicon.lexicon import Lexicon
from moshimo.story.planning.discourse import Attention
from moshimo.story.planning.sentence_plan import Phrase
from moshimo.story.realisation.referring import realise
from moshimo.story.selection.message import Message, message_of


def sentence(deed: Deed, lexicon: Lexicon, known: Mapping[str, Deed] = MappingProxyType({})) -> str:
    """A deed as one sentence that stands alone: past tense, full names, what was said.

    `known` are the journal's deeds by id, for roles that hold a deed.
    """
    bare = Attention()
    text = realise(whole(message_of(deed, lexicon), lexicon, known), bare, lexicon).text
    lines = [line_of(deed, index, speaker, lexicon) for speaker, index in deed.said]
    said = [realise(quoted(line), bare, lexicon).text for line in lines]
    return finished(" ".join([finished(text), *said]) if said else text)


def whole(message: Message, lexicon: Lexicon, known: Mapping[str, Deed]) -> Phrase:
    """A message as one phrase: what was found, what failed, or what was done."""
    if message.shape == "sense":
        return finding(message, lexicon)
    if message.deed.result != "done":
        return failing(message, lexicon, known)
    return sentence_parts(message, lexicon, known)
