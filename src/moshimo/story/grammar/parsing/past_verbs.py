"""What an author writes in the past within a sentence in the present: "reads what {a} left"."""

from __future__ import annotations

from collections.abc import Mapping

from moshimo.story.grammar.inflection import BE, base_of_past, is_known, participle
from moshimo.story.grammar.parsing.found_verb import Found
from moshimo.story.grammar.small_words import (
    CAUSING,
    JOINERS,
    OBJECTS,
    SOMEBODY,
    SUBORDINATORS,
    words,
)
from moshimo.story.grammar.tokens import Token, is_name, subjects_of, word_after, word_before

WAS = {"was": "be", "were": "be", "wasn't": "be", "weren't": "be"}
BEFORE_PARTICIPLES = frozenset(("has", "have", "had", "be", "been", "being", *WAS, *BE))
UNREAL = words("wish wishes rather")  # "as if it were", "would rather it stayed"
FIXED = (("used", "to"), ("did", "not"), ("did", ""))
EDGES = JOINERS | SUBORDINATORS | {",", ";", ":", ".", "there"}


def past_base(
    tokens: tuple[Token, ...],
    place: int,
    before: int,
    found: Mapping[int, Found],
    *,
    within: bool,
    joined: bool,
    opened: str,
) -> str:
    """Return the base of a verb in the past that is finite, else "".

    `within` is true where a subordinate clause may have its verb, `joined` where "and" joins it to
    another verb.
    """
    word, earlier = tokens[place].word, tokens[before]
    base = WAS.get(word) or base_of_past(word)
    if not base or earlier.word in BEFORE_PARTICIPLES:
        return ""
    if _done_to(tokens, before) or _seen(tokens, before, found, word):
        return ""
    if word in WAS and not joined and not earlier.owner:
        return base
    certain = word in WAS or word == "had" or word != participle(base)
    certain = certain or any(verb.form == "earlier" for verb in found.values())
    if certain and _begins_with_subject(tokens, place, before):
        return base
    if joined or not within or _participle(tokens, before) or not (found or opened):
        return ""
    return base


def _begins_with_subject(tokens: tuple[Token, ...], place: int, before: int) -> bool:
    """Whether a clause begins right before, with its subject: ", and {b} won it"."""
    if is_name(tokens[before]):
        chain = subjects_of(tokens, place)
        if not chain:
            return False
        before = chain[0]
    elif tokens[before].word not in SOMEBODY:
        return False
    ahead = word_before(tokens, before)
    return ahead is None or tokens[ahead].word in EDGES


def stays(tokens: tuple[Token, ...], place: int, opened: str) -> bool:
    """Whether a past form is told as it is: "as if it were", "wishes it stayed", "used to"."""
    after = word_after(tokens, place)
    if (tokens[place].word, "" if after is None else tokens[after].word) in FIXED:
        return True
    near = {token.word for token in tokens[max(place - 10, 0) : place]}
    return bool(near & UNREAL) or opened == "if" or (opened == "though" and "as" in near)


def _participle(tokens: tuple[Token, ...], before: int) -> bool:
    """Whether a past form is a participle here: "when called", "hears that said"."""
    word = tokens[before].word
    if word not in SUBORDINATORS:
        return False
    if word != "that":
        return word not in ("who", "which", "what", "whatever", "whoever")
    ahead = word_before(tokens, before)
    return ahead is not None and is_known(tokens[ahead].word)


def _done_to(tokens: tuple[Token, ...], before: int) -> bool:
    """Whether a past form is what somebody has done to {b}: "to have it decided"."""
    ahead = word_before(tokens, before)
    if ahead is None or not (is_name(tokens[before]) or tokens[before].word in OBJECTS):
        return False
    word, further = tokens[ahead].word, word_before(tokens, ahead)
    return word in CAUSING and further is not None and not tokens[further].role


def _seen(tokens: tuple[Token, ...], before: int, found: Mapping[int, Found], word: str) -> bool:
    """Whether a past form is what somebody sees done to {b}: "sees {b} killed"."""
    ahead = word_before(tokens, before)
    sees = ahead is not None and ahead in found and found[ahead].base in ("see", "feel", "have")
    return sees and participle(base_of_past(word)) == word
