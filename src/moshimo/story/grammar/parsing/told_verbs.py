"""The verbs of a sentence that its author wrote in the past, as it is told."""

from __future__ import annotations

from moshimo.story.grammar.inflection import MODALS, base_of_past, is_participle
from moshimo.story.grammar.parsing.found_verb import Found
from moshimo.story.grammar.parsing.past_verbs import BEFORE_PARTICIPLES, WAS
from moshimo.story.grammar.small_words import (
    DETERMINERS,
    JOINERS,
    NOT_VERBS,
    PREPOSITIONS,
    SOMEBODY,
    SUBORDINATORS,
)
from moshimo.story.grammar.tokens import Token, antecedent, subjects_of, word_before

HELPING = frozenset((*WAS, *MODALS.values(), "had", "did", "must", "had to"))
NO_VERB_BEHIND = DETERMINERS - {"one"} | PREPOSITIONS - SUBORDINATORS | BEFORE_PARTICIPLES | {"to"}


def told_verbs(tokens: tuple[Token, ...]) -> dict[int, Found]:
    """Return the finite verbs by their place; none of them is shifted.

    They show who is the subject of what, and where "was" may have to be "were".
    """
    found: dict[int, Found] = {}
    for place, token in enumerate(tokens):
        word, before = token.word, word_before(tokens, place)
        if token.role or token.quoted or before is None or word in NOT_VERBS:
            continue
        helping = word in HELPING
        ends = word.endswith("ed") and len(word) > 4
        if not (helping or token.marked or base_of_past(word) or ends):
            continue
        subjects = subjects_of(tokens, place)
        earlier = tokens[before]
        behind = earlier.word in NO_VERB_BEHIND or earlier.owner
        joined = earlier.word in JOINERS | {","} and bool(found)
        noun = earlier.word[:1].isalpha() and not found and not behind
        base = WAS.get(word) or base_of_past(word) or word
        certain = (helping or not is_participle(word)) and not behind
        if subjects or certain or joined or noun or earlier.word in SOMEBODY:
            role = tokens[subjects[0]].role if subjects else antecedent(tokens, place)
            found[place] = Found(base, "told", True, role, subjects)
    return found
