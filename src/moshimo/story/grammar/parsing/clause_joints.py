"""Where clauses join: what "and", a comma or "that" begins, and whose verb comes next."""

from __future__ import annotations

from collections.abc import Mapping

from moshimo.story.grammar.inflection import BE, MODALS, base_of_third
from moshimo.story.grammar.parsing.found_verb import Found
from moshimo.story.grammar.parsing.past_verbs import WAS
from moshimo.story.grammar.small_words import (
    BELIEFS,
    CLAUSE_BEGINS,
    DEMONSTRATIVES,
    DETERMINERS,
    JOINERS,
    PARTICLES,
    PREPOSITIONS,
    PRONOUNS,
    SEVERAL,
    SOMEBODY,
    SUBORDINATORS,
)
from moshimo.story.grammar.tokens import Token, is_name, word_after, word_before

BINDING = DETERMINERS - DEMONSTRATIVES
THERE = frozenset(("be", "will", "may", "might", "can", "must"))
LONGEST_SUBJECT = 7  # words of a noun phrase behind ", and"


def opens_nothing(tokens: tuple[Token, ...], place: int) -> bool:
    """Whether "before", "as", … precedes a mere noun or is one ("a while"): no verb follows."""
    word, before = tokens[place].word, word_before(tokens, place)
    after = word_after(tokens, place)
    if word == "that":  # "that man", "at that voice"; not: "that {a} goes"
        led = before is None or tokens[before].word in PREPOSITIONS - SUBORDINATORS
        clause = after is not None and (tokens[after].role or tokens[after].word in CLAUSE_BEGINS)
        return after is None or (led and not clause)
    if word == "once" and (after is None or not tokens[after].role or before is not None):
        return True
    if word == "while" and before is not None and tokens[before].word in DETERMINERS | {"long"}:
        return True
    return word == "as" and not any(
        base_of_third(token.word) or token.word in (*BE, *WAS) for token in tokens[place + 1 :]
    )


def is_relative(tokens: tuple[Token, ...], before: int) -> bool:
    """Whether "who", "which" or "that" precedes and belongs to a name or a noun."""
    ahead = word_before(tokens, before)
    if ahead is None or tokens[before].word not in ("who", "which", "that"):
        return False
    return tokens[ahead].word not in JOINERS | {"so"}


def is_joined(tokens: tuple[Token, ...], before: int, found: dict[int, Found]) -> bool:
    """Whether another verb may follow here: after "and", or after a subject behind "and"."""
    if not found or before in found:
        return False
    word = tokens[before].word
    if word in JOINERS or word in (",", ";"):
        earlier = word_before(tokens, before)
        noun = tokens[earlier].word if earlier is not None else ""
        noun_for_certain = earlier is not None and _of_a_noun(tokens, earlier)
        return noun_for_certain or not (base_of_third(noun) and earlier not in found)
    if tokens[before].role and not tokens[before].owner:
        earlier = word_before(tokens, before)
        joint = tokens[earlier].word if earlier is not None else ""
        begun = joint in JOINERS | {";", "so", ","} or tokens[0].word in SUBORDINATORS
        return begun or _placed_before(tokens, earlier, found)
    return has_new_subject(tokens, before)


def _placed_before(
    tokens: tuple[Token, ...], place: int | None, found: Mapping[int, Found]
) -> bool:
    """Whether ", and" begins, with a time or place before the subject: ", and once more {a} …"."""
    for _ in range(LONGEST_SUBJECT):
        if place is None or tokens[place].role or place in found:
            return False
        ahead = word_before(tokens, place)
        if tokens[place].word in JOINERS:
            return ahead is not None and tokens[ahead].text == ","
        place = ahead
    return False


def has_object(tokens: tuple[Token, ...], place: int, before: int, found: dict[int, Found]) -> bool:
    """Whether "and" precedes and {b.them} follows, so that it is a verb: "and drives {b.them}"."""
    after = word_after(tokens, place)
    joins = bool(found) and tokens[before].word in JOINERS
    return joins and after is not None and tokens[after].case in ("object", "self")


def has_new_subject(tokens: tuple[Token, ...], before: int) -> bool:
    """Whether a noun or pronoun after "and" precedes the verb: "and the door …".

    The same after the comma of a subordinate clause: "when it rains, the door …".
    """
    place: int | None = before
    if tokens[before].word in ("does", "do", *BE, *MODALS):
        return False
    phrases = 0  # noun phrases, of which one may follow "for" or "in"
    for _ in range(LONGEST_SUBJECT):
        if place is None or tokens[place].text == ",":
            return False
        first = tokens[place]
        place = word_before(tokens, place)
        phrases += first.word in DETERMINERS | PRONOUNS or first.owner
        if place is not None and tokens[place].text == ",":
            begun = tokens[0].word in SUBORDINATORS
            words = DETERMINERS | PRONOUNS
            return begun and (bool(first.role) or first.word in words)
        if place is not None and tokens[place].word in JOINERS | {"so"}:
            comma = word_before(tokens, place)
            bare = tokens[before] is first and comma is not None and tokens[comma].text == ","
            if bare and may_be_noun(first.word) and not base_of_third(first.word):
                return True  # ", and rain sets in"
            placed = first.word in PREPOSITIONS - PARTICLES and phrases > 1
            return first.word in CLAUSE_BEGINS | SEVERAL | SOMEBODY or first.owner or placed
    return False


def is_within(
    tokens: tuple[Token, ...], before: int, found: dict[int, Found], opened: bool
) -> bool:
    """Whether a subordinate clause may have its verb here."""
    earlier = tokens[before]
    word = earlier.word
    if opened:
        subject = bool(earlier.role) or word in PRONOUNS or word in SUBORDINATORS
        return subject or (word[0].isalpha() and word not in PREPOSITIONS | BINDING)
    if (not earlier.role and word not in ("he", "she", "they", "it")) or earlier.owner:
        return False
    ahead = word_before(tokens, before)
    if ahead is None or tokens[ahead].role:
        return False
    if ahead in found:
        return found[ahead].base in BELIEFS
    noun = tokens[ahead].word  # "the letter {b} left"
    return noun[0].isalpha() and noun not in PREPOSITIONS | JOINERS | DETERMINERS


def are_two_names(tokens: tuple[Token, ...], before: int) -> bool:
    """Whether two names precede side by side, as in "{letter} {b} left"."""
    ahead = word_before(tokens, before)
    return is_name(tokens[before]) and ahead is not None and is_name(tokens[ahead])


def there_is(tokens: tuple[Token, ...], found: Mapping[int, Found]) -> bool:
    """Whether the last verb says only that something is there: "there is talk, and tears"."""
    last = max(found, default=None)
    if last is None:
        return False
    ahead = word_before(tokens, last)
    return ahead is not None and tokens[ahead].word == "there" and found[last].base in THERE


def may_be_noun(word: str) -> bool:
    """Whether it is a word, and none of the small ones beside nouns."""
    return word[:1].isalpha() and word not in PREPOSITIONS | JOINERS | SUBORDINATORS | DETERMINERS


def _of_a_noun(tokens: tuple[Token, ...], place: int) -> bool:
    """Whether "the", "both" or "{x}'s" precedes, so that "cries and shouts" are nouns."""
    ahead = word_before(tokens, place)
    return ahead is not None and (tokens[ahead].owner or tokens[ahead].word in DETERMINERS)
