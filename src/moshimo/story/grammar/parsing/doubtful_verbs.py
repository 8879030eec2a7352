"""Words of a template that may be verbs and were not taken for any, or the other way round."""

from __future__ import annotations

from collections.abc import Mapping

from moshimo.story.grammar.inflection import MODALS, base_of_third, guessed_base, is_known
from moshimo.story.grammar.parsing.found_verb import Found
from moshimo.story.grammar.parsing.plural_subjects import lacking_behind_plural
from moshimo.story.grammar.parsing.verb_places import set_apart
from moshimo.story.grammar.small_words import (
    DETERMINERS,
    JOINERS,
    OBJECTS,
    PARTICLES,
    PREPOSITIONS,
    PRONOUNS,
    SHORTENED,
    SMALL,
    SUBJECTS,
    SUBORDINATORS,
    words,
)
from moshimo.story.grammar.tokens import Token, word_after, word_before

CLAUSES = SUBORDINATORS - PREPOSITIONS - {"that", "what", "which", "since", "than", "who", "whom"}
# Behind these stands no thing: "goes limp and stays".
LINKING = words("be go come get grow turn fall stand lie sit keep feel look seem remain stay")
NEVER_THINGS = words("has does is was were")
AGO = words("ago later earlier old long")
SHORT_VERBS = ("'re", "'m", "'ve", "'ll", "'d")
SMALLER = SMALL | NEVER_THINGS
PHRASE = 6  # words of a noun phrase


def doubtful_verbs(
    tokens: tuple[Token, ...], found: Mapping[int, Found], own: Mapping[str, str] | None
) -> tuple[str, ...]:
    """Return the words of one sentence that its author should mark if they are verbs."""
    doubtful = [
        place
        for place, token in enumerate(tokens)
        if not (token.role or token.quoted or token.marked)
        and _is_doubtful(tokens, place, found, own)
    ]
    lacking = _lacking(tokens, found, own) + lacking_behind_plural(tokens, found, own)
    return tuple(dict.fromkeys(tokens[place].text for place in sorted({*doubtful, *lacking})))


def _lacking(
    tokens: tuple[Token, ...], found: Mapping[int, Found], own: Mapping[str, str] | None
) -> list[int]:
    """Return words that may be the verb of a sentence or clause in which none is found."""
    lacking: list[int] = []
    begin = 0
    for end in [at for at, token in enumerate(tokens) if token.text == ","] + [len(tokens)]:
        opens = _first_word(tokens[begin:end]) in CLAUSES | JOINERS - {"why", "how"}
        none = not any(begin <= verb < end for verb in found)
        if none and (opens or not found):
            maybe = [at for at in range(begin, end) if _may_be_plain(tokens, at, begin, own)]
            lacking += maybe[:1]
        begin = end + 1
    return lacking


def _first_word(tokens: tuple[Token, ...]) -> str:
    return next((token.word for token in tokens if not token.passed), "")


def _may_be_plain(
    tokens: tuple[Token, ...], place: int, begin: int, own: Mapping[str, str] | None
) -> bool:
    """Whether a known verb stands behind a noun or a pronoun: "when the geese hiss"."""
    token, before = tokens[place], word_before(tokens, place)
    if token.role or token.quoted or token.word in SMALLER or before is None or before < begin:
        return False
    earlier = tokens[before]
    near = {one.word for one in tokens[begin:before]}
    if near & {"a", "an"} or earlier.word in OBJECTS or earlier.word in ("a", "an"):
        return False
    named = (
        earlier.role or earlier.word in PRONOUNS or earlier.word not in SMALLER | {"to", *MODALS}
    )
    return bool(named) and not earlier.owner and is_known(token.word, own)


def _is_doubtful(
    tokens: tuple[Token, ...],
    place: int,
    found: Mapping[int, Found],
    own: Mapping[str, str] | None,
) -> bool:
    word = tokens[place].word.replace("’", "'")
    if not word.endswith("s") and "'" not in word:
        return False
    before = word_before(tokens, place)
    if word.removesuffix("'s") in SHORTENED - {word} or word.endswith(SHORT_VERBS):
        return word[0] != "i" or word.startswith("it")  # who says "I'm" is quoted
    if before is None or not word.replace("-", "").isalpha():
        return False
    joined = tokens[before].word in JOINERS | {","} and any(verb < before for verb in found)
    if place in found:
        guessed = found[place].guessed and not found[place].subject
        alone = found[place].guessed and not joined
        return (guessed and alone) or (joined and _is_bare_pair(tokens, place, before, found))
    after = word_after(tokens, place)
    thing = tokens[before].word == "one" or set_apart(tokens, place)
    thing = thing or (after is not None and tokens[after].word in AGO | {"that", "who", "which"})
    if thing or word in SMALLER or word.endswith("wards"):  # "as one shuts a door"; "years ago"
        return False
    if (
        after is not None and after in found and found[after].form == "bare"
    ):  # "since nails make holes"
        return False
    if base_of_third(word, own):
        return not _is_noun(tokens, place, found)
    if not guessed_base(word):
        return False
    if not any(verb < place for verb in found) and _is_first(tokens, place, found):
        return True
    return (joined and not _is_listed(tokens, place, before, found)) or (
        _is_of_a_clause(tokens, place, found) and not _is_noun(tokens, place, found)
    )


def _is_first(tokens: tuple[Token, ...], place: int, found: Mapping[int, Found]) -> bool:
    """Whether it may be the verb of a first clause: "the wind glorps and {a} wakes"."""
    before = tokens[:place]
    noun = any(token.word[0].isalpha() for token in before[1:])
    plain = not any(token.role or token.word in PREPOSITIONS for token in before[1:])
    begun = tokens[0].word in DETERMINERS or tokens[0].owner
    after, first = word_after(tokens, place), min(found, default=0)
    if not (begun and noun and plain and first) or after in found:
        return False
    joints = [at for at in range(place, first) if tokens[at].word in JOINERS]
    behind = word_after(tokens, joints[0]) if joints else None
    anew = behind is not None and (tokens[behind].role or tokens[behind].word in DETERMINERS)
    return bool(anew) and after is not None and tokens[after].word != "of"


def _is_bare_pair(
    tokens: tuple[Token, ...], place: int, before: int, found: Mapping[int, Found]
) -> bool:
    """Whether a joined verb may be a second thing: "carries bread and drinks to {b}"."""
    earlier, after = word_before(tokens, before), word_after(tokens, place)
    if earlier is None or tokens[before].word != "and" or found[place].form != "third":
        return False
    if tokens[place].word in NEVER_THINGS:
        return False
    ahead = word_before(tokens, earlier)
    thing = tokens[earlier]
    named = thing.role or thing.word in OBJECTS | PARTICLES | PREPOSITIONS or earlier in found
    linked = ahead is not None and ahead in found and found[ahead].base in LINKING
    ships = thing.word.endswith("s") and ahead is not None  # "talks of ships and storms"
    of = ships and ahead is not None and tokens[ahead].word in PREPOSITIONS
    bare = of or (ahead is not None and (ahead in found or bool(tokens[ahead].role)))
    bare = bare and not named and not linked
    ends = after is None or tokens[after].word in (PREPOSITIONS | JOINERS | {","}) - PARTICLES
    return bare and ends and thing.word.isalpha() and not thing.word.endswith("ing")


def _is_listed(
    tokens: tuple[Token, ...], place: int, before: int, found: Mapping[int, Found]
) -> bool:
    """Whether a word is one more of several things: "parcels, bottles and cans"."""
    earlier = word_before(tokens, before)
    if earlier is None:
        return False
    thing = tokens[earlier]
    many = thing.word.endswith("s") and not thing.word.endswith("ss") and earlier not in found
    ahead = word_before(tokens, earlier)
    commas = {tokens[before].text, tokens[ahead].text if ahead is not None else ""}
    led = ahead is not None and (
        tokens[ahead].word in PREPOSITIONS | {"all"}  # "on hands and knees"
        or (ahead in found and found[ahead].base == "be")
    )
    return many and not thing.role and ("," in commas or led)


def _is_of_a_clause(tokens: tuple[Token, ...], place: int, found: Mapping[int, Found]) -> bool:
    """Whether it may be the verb that a subordinate clause lacks: "because the cat glorps"."""
    opens = [at for at in range(place) if tokens[at].word in CLAUSES and not tokens[at].quoted]
    if not opens or any(opens[-1] < verb for verb in found):
        return False
    return place - opens[-1] > 2


def _is_noun(tokens: tuple[Token, ...], place: int, found: Mapping[int, Found]) -> bool:
    """Whether what precedes a word shows that it is a noun: "in small steps", "changes hands"."""
    at = word_before(tokens, place)
    if at is not None and tokens[at].word in DETERMINERS:
        return True
    for _ in range(PHRASE):
        if at is None:  # the subject of a verb behind it: "hands are lowered"
            after = word_after(tokens, place)
            return after in found or (after is not None and not found)
        token, ahead = tokens[at], word_before(tokens, at)
        if token.owner or at in found or token.word in PREPOSITIONS:
            return True
        if token.role:
            return any(verb < at for verb in found)
        if token.word in JOINERS or token.text == ",":
            return ahead is not None and not tokens[ahead].role and _is_noun(tokens, ahead, found)
        if token.word in DETERMINERS or token.word.isdigit():
            starts = ahead is None or tokens[ahead].word in SUBORDINATORS | JOINERS | {",", ";"}
            return not starts or (word_after(tokens, place) in found)
        if token.word in SUBORDINATORS | SUBJECTS or not token.word[0].isalpha():
            return False
        if token.word.endswith("ing") or _is_plain_verb(tokens, at, ahead):
            return True
        at = ahead
    return False


def _is_plain_verb(tokens: tuple[Token, ...], at: int, ahead: int | None) -> bool:
    led = ahead is not None and tokens[ahead].word in ("to", "not", *MODALS)
    return led and is_known(tokens[at].word)
