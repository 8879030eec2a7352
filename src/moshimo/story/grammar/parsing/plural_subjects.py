"""Plural subjects away from their verb: "both of them hear", "those who know him nod"."""

from __future__ import annotations

from collections.abc import Mapping

from moshimo.story.grammar.inflection import is_known
from moshimo.story.grammar.parsing.found_verb import Found
from moshimo.story.grammar.small_words import (
    CAUSING,
    DETERMINERS,
    JOINERS,
    OBJECTS,
    PLURALS,
    PREPOSITIONS,
    SEVERAL,
    SMALL,
    SUBORDINATORS,
    TAKE_BARE,
    words,
)
from moshimo.story.grammar.tokens import Token, word_after, word_before

PEOPLE = PLURALS | words("those all both others")
RELATIVES = words("who that which")
PLACES = words("there here")
STATES = words("open shut free clear dry clean warm empty quiet level")  # "both of them open"
BEGINS = JOINERS | SUBORDINATORS | words(", ; :")
CLAUSES = SUBORDINATORS - PREPOSITIONS - RELATIVES - words("than whom what whose") | {"since"}


def is_many(word: str) -> bool:
    """Whether a noun is a plural, by its ending."""
    return word in PLURALS or (word.endswith("s") and not word.endswith(("ss", "us", "'s")))


def has_plural_subject(
    tokens: tuple[Token, ...], place: int, before: int, found: Mapping[int, Found]
) -> bool:
    """Whether what precedes a word is certainly a plural subject, and nothing is its verb yet."""
    earlier, ahead = tokens[before], word_before(tokens, before)
    if ahead is None or before in found:
        return False
    if earlier.word in ("all", "both") and tokens[ahead].word in ("they", "we", "you"):
        return True
    if tokens[ahead].word == "of" and earlier.word in OBJECTS:
        return tokens[place].word not in STATES and _opens_with_several(tokens, ahead)
    if earlier.word in RELATIVES and tokens[ahead].word in PLACES:  # "two men sit there who …"
        last = max((at for at in found if at < ahead), default=None)
        return last == word_before(tokens, ahead) and last is not None and _is_bare(found[last])
    return (earlier.word in OBJECTS | {"her"}) and bool(relative_before(tokens, before, found))


def relative_before(
    tokens: tuple[Token, ...], place: int, found: Mapping[int, Found]
) -> tuple[int, ...]:
    """Return the place of the only verb of "those who …" that reaches up to a place, else ()."""
    verbs = [at for at in found if at < place]
    last = max(verbs, default=None)
    who = None if last is None else word_before(tokens, last)
    those = None if who is None else word_before(tokens, who)
    if last is None or who is None or those is None or tokens[who].word not in RELATIVES:
        return ()
    before = word_before(tokens, those)
    begins = before is None or tokens[before].word in BEGINS
    plain = _is_bare(found[last]) and found[last].base not in CAUSING | TAKE_BARE
    between = {token.word for token in tokens[last + 1 : place]}
    alone = not between & BEGINS
    return (last,) if tokens[those].word in PEOPLE and begins and plain and alone else ()


def lacking_behind_plural(
    tokens: tuple[Token, ...], found: Mapping[int, Found], own: Mapping[str, str] | None
) -> list[int]:
    """Return words right behind a plural that may be the verb that a clause lacks.

    "Where he stands the pebbles float": the plural stands behind the verb of a clause that came
    first. "Those who love the sea sail": it ends a relative clause.
    """
    lacking: list[int] = []
    for place, token in enumerate(tokens):
        before = word_before(tokens, place)
        unread = place not in found and not (token.role or token.quoted or token.marked)
        if before is None or not unread or token.word in SMALL or not is_known(token.word, own):
            continue
        first = _noun_phrase(tokens, before)
        verb = None if first is None else word_before(tokens, first)
        if not is_many(tokens[before].word) or verb is None or verb not in found:
            continue
        if found[verb].base in CAUSING | TAKE_BARE:
            continue
        if _leads_a_clause(tokens, verb) or relative_before(tokens, place, found):
            lacking.append(place)
    return lacking


def _is_bare(verb: Found) -> bool:
    return verb.form == "bare"


def _opens_with_several(tokens: tuple[Token, ...], of: int) -> bool:
    """Whether "both of them" begins a clause."""
    head = word_before(tokens, of)
    if head is None or tokens[head].word not in SEVERAL:
        return False
    ahead = word_before(tokens, head)
    comma = None if ahead is None else word_before(tokens, ahead)
    joined = ahead is not None and tokens[ahead].word in JOINERS
    joined = joined and comma is not None and tokens[comma].text == ","
    return ahead is None or joined or tokens[ahead].word in CLAUSES | {";"}


def _noun_phrase(tokens: tuple[Token, ...], last: int) -> int | None:
    """Return where "the old pebbles" begins that ends at a place; None if no determiner does."""
    at: int | None = last
    for _ in range(4):
        at = None if at is None else word_before(tokens, at)
        if at is None or not tokens[at].word[0].isalpha() or tokens[at].role:
            return None
        if tokens[at].word in DETERMINERS or tokens[at].owner:
            return at
    return None


def _leads_a_clause(tokens: tuple[Token, ...], verb: int) -> bool:
    """Whether a verb is that of a subordinate clause ahead of its main clause."""
    subject = word_before(tokens, verb)
    opener = None if subject is None else word_before(tokens, subject)
    if opener is None or tokens[opener].word not in CLAUSES:
        return False
    ahead = word_before(tokens, opener)
    begins = ahead is None or tokens[ahead].word in JOINERS | {";"}
    after = word_after(tokens, verb)
    return begins and after is not None and tokens[after].text != ","
