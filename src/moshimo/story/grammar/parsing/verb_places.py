"""Whether a word may be a verb where it stands, by the words beside it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise

from moshimo.story.grammar.inflection import (
    BE,
    MODALS,
    SHORT_NOT,
    base_of_past,
    base_of_third,
    guessed_base,
    is_gerund,
    is_known,
    is_participle,
)
from moshimo.story.grammar.parsing.clause_joints import (
    has_new_subject,
    is_joined,
    may_be_noun,
    there_is,
)
from moshimo.story.grammar.parsing.found_verb import Form, Found
from moshimo.story.grammar.parsing.past_verbs import WAS
from moshimo.story.grammar.parsing.plural_subjects import CLAUSES, has_plural_subject
from moshimo.story.grammar.small_words import (
    DEMONSTRATIVES,
    DETERMINERS,
    JOINERS,
    NOT_VERBS,
    OBJECTS,
    PARTICLES,
    PLURALS,
    PREPOSITIONS,
    SEVERAL,
    SMALL,
    SOMEBODY,
    SUBORDINATORS,
    TAKE_BARE,
    TAKE_NOUNS,
    words,
)
from moshimo.story.grammar.tokens import Token, is_name, subjects_of, word_after, word_before

STANDING_ALONE = words("this that these those one each all both some many few half two")
BINDING = DETERMINERS - DEMONSTRATIVES
STANDS_ALONE = frozenset(("this", "one", "each", "all", "both"))
OPENING = SUBORDINATORS - PREPOSITIONS - {"that", "than"}  # a clause follows, not a noun
LIMBS = words("hands arms eyes fists thumbs heads legs knees elbows ears shoulders feet palms")
GOING_ON = words("come go stand sit lie stay keep turn remain begin stop start")


def helping_base(tokens: tuple[Token, ...], place: int, before: int) -> str:
    """Return the base of is, has, can, … where the word is certainly a verb."""
    word, earlier = tokens[place].word.replace("’", "'"), tokens[before].word
    if earlier == "to" or earlier in MODALS or earlier in ("do", "does", "did"):
        return ""
    if word in BE or word in SHORT_NOT:
        return "be" if word in BE else SHORT_NOT[word]
    if word == "does":
        return "" if earlier in BINDING - STANDING_ALONE else "do"
    after = word_after(tokens, place)
    following = "" if after is None else tokens[after].word
    if word == "had" and following in ("better", "rather") and earlier not in ("has", "have"):
        return word
    done = is_participle(following) or following in ("not", "never", "always", "already")
    if word == "has" or (word == "have" and done and _has_subject(tokens, before)):
        return "have"
    if word.endswith(("not", "n't")):
        return word if word in MODALS else ""
    bound = earlier in BINDING - STANDING_ALONE and not is_somebody(tokens, before)
    if bound or tokens[before].owner or word == "do" or word not in MODALS:
        return ""
    if word in ("need", "dare"):
        return word if following == "not" else ""
    named = tokens[before].role or earlier in SOMEBODY | {"who", "that", "which", "one"}
    plain = after is not None and (tokens[after].passed or may_be_noun(following))
    return word if named or plain else ""  # "ill will"


def third_base(
    tokens: tuple[Token, ...],
    place: int,
    before: int,
    found: Mapping[int, Found],
    own: Mapping[str, str] | None,
) -> str:
    """Return the base if a known verb stands in the third person where a verb may stand."""
    base = base_of_third(tokens[place].word, own)
    earlier = tokens[before]
    word = earlier.word
    if (
        not base
        or earlier.owner
        or (word in DETERMINERS and not is_somebody(tokens, before))
        or (word in PREPOSITIONS - SUBORDINATORS and not _stranded(tokens, before, found))
        or (there_is(tokens, found) and word in JOINERS)
    ):
        return ""
    after = word_after(tokens, place)
    if after is not None and not tokens[after].role and base not in TAKE_BARE | TAKE_NOUNS:
        following = tokens[after].word
        plain = is_known(following, own) and following not in PREPOSITIONS | NOT_VERBS
        plain = plain and following != word  # "arm meets arm"
        noun = _named(tokens, place) or word in CLAUSES  # "since nails make holes"
        if (plain or following in ("are", "have")) and noun:
            return ""  # "The old guards seize …": a plural noun, and the verb follows
    return base


def is_plain_form(
    tokens: tuple[Token, ...],
    place: int,
    before: int,
    found: dict[int, Found],
    opened: bool,
    own: Mapping[str, str] | None,
) -> bool:
    """Whether the word is the plain form of a verb with a plural subject."""
    word, earlier = tokens[place].word, tokens[before]
    if earlier.owner or before in found:  # "for his brother's recall"; "the wind takes hold"
        return False
    if _is_paired(tokens, place):
        return False
    if word in PREPOSITIONS and earlier.text == ",":  # "…, like two inks"
        return False
    if not (is_known(word, own) or word in ("have", "do")):
        return False
    if word not in PREPOSITIONS and earlier.word == "they" and not earlier.role:
        return True
    if has_plural_subject(tokens, place, before, found):
        return True
    anew = has_new_subject(tokens, before)
    if found and not anew and is_joined(tokens, before, found) and not earlier.role:
        return found[max(found)].form == "bare" and not _infinitive(tokens, before, max(found))
    if found and not opened and not anew:
        return False
    if _of_several(tokens, before):
        return True
    if earlier.role and not earlier.owner:
        ahead = word_before(tokens, before)
        many = ahead is None or (tokens[ahead].word == "and" and not found)
        return len(subjects_of(tokens, place)) > 1 or (many and word not in SMALL)
    name = earlier.word
    ahead = word_before(tokens, before)
    if name in ("who", "that", "which") and ahead is not None:
        name = "" if ahead in found else tokens[ahead].word  # not: "knows that voice"
    many = name in PLURALS or (
        name.endswith("s")
        and not name.endswith(("ss", "us"))
        and name not in NOT_VERBS | DETERMINERS
    )
    return many and name not in PREPOSITIONS and name[:1].isalpha()


def unknown_base(
    tokens: tuple[Token, ...],
    place: int,
    before: int,
    found: dict[int, Found],
    opened: bool,
    own: Mapping[str, str] | None,
) -> str:
    """Return the base of a word in no table that only a verb can stand for, else "".

    It stands right behind its subject ("{a} glorps"), or joins a verb and has an object or an
    adverb behind it, or another verb before it ("turns and glorps", "and glorps it").
    """
    word, earlier = tokens[place].word, tokens[before]
    if (
        not word.replace("-", "").isalpha()
        or word in NOT_VERBS | PREPOSITIONS | SUBORDINATORS | SMALL
    ):
        return ""
    base = guessed_base(word)
    subjects = subjects_of(tokens, place)
    if not base:
        several = not found and len(subjects) > 1 and not base_of_past(word)
        return word if several and not word.endswith(("ing", "ed", "ly", "s")) else ""
    if is_name(earlier):
        return base if opened or (not found and subjects) else ""
    if not is_joined(tokens, before, found) or earlier.word not in JOINERS | {","}:
        return ""
    if there_is(tokens, found):
        return ""
    return base if is_surely_joined(tokens, place, before, frozenset(found), own) else ""


def is_surely_joined(
    tokens: tuple[Token, ...],
    place: int,
    before: int,
    verbs: frozenset[int],
    own: Mapping[str, str] | None,
) -> bool:
    """Whether what stands beside a word behind "and" or a comma shows that it is a verb."""
    earlier = word_before(tokens, before)
    if earlier is not None and tokens[earlier].text == ",":
        earlier = word_before(tokens, earlier)
    after = word_after(tokens, place)
    if after is not None:
        token = tokens[after]
        if token.word in ("that", "who", "which"):  # ", and heels that dig into the turf"
            return False
        object_of = token.word in OBJECTS | DETERMINERS | PARTICLES or token.passed
        if bool(token.role) or object_of:
            return True
    if earlier is None:
        return False
    token = tokens[earlier]
    return earlier in verbs or is_name(token) or token.word in OBJECTS | PARTICLES


@lru_cache(maxsize=8192)
def can_be_verb(word: str) -> bool:
    """Whether a word is in a table of verbs in some form, or ends as one may."""
    plain = word.replace("’", "'")
    helping = plain in BE or plain in MODALS or plain in WAS or plain in ("have", "do", "had")
    return helping or word.endswith("s") or is_known(word) or bool(base_of_past(word))


def set_apart(tokens: tuple[Token, ...], place: int) -> bool:
    """Whether a comma precedes and a participle follows a noun: ", tears running", ", fists up"."""
    at = word_before(tokens, place)
    if at is None or tokens[at].text != ",":
        return False
    base = base_of_third(tokens[place].word) or guessed_base(tokens[place].word)
    after = word_after(tokens, place)
    if after is None or base in ("", "have", "be"):
        return False
    word, last = tokens[after].word, word_after(tokens, after)
    if tokens[place].word in LIMBS and word in PARTICLES:  # ", hands up"
        return last is None or tokens[last].word in JOINERS | {","}
    bare = word == "first" or (is_participle(word) and base_of_past(word) != base)
    return bare or (is_gerund(word) and base not in GOING_ON)


def is_somebody(tokens: tuple[Token, ...], place: int) -> bool:
    """Whether "this" or "each" stands for a person, or "both" for nothing: "both sings and …"."""
    ahead = word_before(tokens, place)
    word = "" if ahead is None else tokens[ahead].word
    if tokens[place].word == "one":
        known = word in ("no", "every", "any", "some", "the", "this", "that", "other", "each")
        return known or word in JOINERS | SUBORDINATORS - {"as", "than"} | {",", ""}
    if tokens[place].word == "both" and ahead is not None and is_name(tokens[ahead]):
        return True
    return tokens[place].word in STANDS_ALONE and word in JOINERS | {",", ""}


def form_of(word: str) -> Form:
    """Return the form of a verb that is no plain one."""
    if word == "had":  # "had better"
        return "helping"
    if word in ("are", "have", "do", "aren't", "haven't", "don't"):
        return "bare"
    return "helping" if word in BE or word in MODALS else "third"


def _has_subject(tokens: tuple[Token, ...], before: int) -> bool:
    """Whether what precedes "have" can be its subject: no "to have", no "not have"."""
    earlier = tokens[before]
    led = earlier.word in ("rather", "better", "sooner")  # "would rather have"
    return not earlier.owner and not led and (bool(earlier.role) or may_be_noun(earlier.word))


def _stranded(tokens: tuple[Token, ...], before: int, found: Mapping[int, Found]) -> bool:
    """Whether no noun follows a preposition: "what {x} lives for", "the one sent for"."""
    ahead = word_before(tokens, before)
    if ahead is None and tokens[before].word in PARTICLES:  # "out steps {b}"
        return True
    opens = any(token.word in OPENING for token in tokens[:before])
    verb = ahead is not None and (ahead in found or is_participle(tokens[ahead].word))
    return opens and verb and tokens[before].word in ("for", "of", "to", "at", "with", "about")


def _named(tokens: tuple[Token, ...], place: int) -> bool:
    """Whether only words precede, starting at a determiner, a number or an owner."""
    words = [token for token in tokens[:place] if not token.text.isspace()]
    while words and not words[-1].role and words[-1].word not in DETERMINERS:
        if not words[-1].text[0].isalpha():
            return False
        words.pop()
    return not words or words[-1].owner or not words[-1].role


def _infinitive(tokens: tuple[Token, ...], before: int, last: int) -> bool:
    """Whether "to" and a verb stand between a verb and "and": "they want to eat and drink"."""
    behind = [token.word for token in tokens[last + 1 : before] if not token.text.isspace()]
    return behind[-1:] != [","] and any(
        one == "to" and is_known(other) for one, other in pairwise(behind)
    )


def _of_several(tokens: tuple[Token, ...], before: int) -> bool:
    """Whether the subject is a plural with "of": "the men of {place}", "all of them"."""
    of = word_before(tokens, before)
    while of is not None and tokens[of].word in DETERMINERS:
        of = word_before(tokens, of)
    head = None if of is None or tokens[of].word != "of" else word_before(tokens, of)
    if head is None or not (tokens[before].role or tokens[before].word in OBJECTS):
        return False
    word, ahead = tokens[head].word, word_before(tokens, head)
    many = word in PLURALS | SEVERAL or (word.endswith("s") and not word.endswith(("ss", "us")))
    while ahead is not None and tokens[ahead].word in DETERMINERS:
        ahead = word_before(tokens, ahead)
    return many and (ahead is None or tokens[ahead].word == ";")


def _is_paired(tokens: tuple[Token, ...], place: int) -> bool:
    """Whether it is the first of two nouns: "arm against arm"."""
    after = word_after(tokens, place)
    last = None if after is None else word_after(tokens, after)
    between = after is not None and tokens[after].word in PREPOSITIONS
    return between and last is not None and tokens[last].word == tokens[place].word
