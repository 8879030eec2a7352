"""The finite verbs of a template, found by their positions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from moshimo.story.grammar.inflection import (
    BE,
    MODALS,
    base_of_past,
    base_of_third,
    guessed_base,
    is_known,
    participle,
)
from moshimo.story.grammar.small_words import (
    BELIEFS,
    CAUSING,
    DEMONSTRATIVES,
    DETERMINERS,
    JOINERS,
    NOT_VERBS,
    OBJECTS,
    PARTICLES,
    PLURALS,
    PREPOSITIONS,
    PRONOUNS,
    SUBJECTS,
    SUBORDINATORS,
    TAKE_BARE,
)
from moshimo.story.grammar.tokens import Token, is_name, subjects_of, word_after, word_before

BEFORE_PARTICIPLES = frozenset(("has", "have", "had", "be", "been", *BE))
BINDING = DETERMINERS - DEMONSTRATIVES
STANDS_ALONE = frozenset(("this", "one", "each", "all", "both"))
SMALL = DETERMINERS | JOINERS | PRONOUNS | NOT_VERBS | PREPOSITIONS | SUBORDINATORS
LONGEST_SUBJECT = 7  # words of a noun phrase behind ", and"


@dataclass(frozen=True, slots=True)
class Found:
    """A finite verb: its base, its form, whether it is in the main clause, and its subject."""

    base: str
    form: Literal["third", "bare", "helping", "past"]
    main: bool
    subject: str = ""
    subjects: tuple[int, ...] = ()
    guessed: bool = False


def finite_verbs(tokens: tuple[Token, ...], own: Mapping[str, str] | None) -> dict[int, Found]:
    """Return the finite verbs by their place among the tokens, left to right."""
    found: dict[int, Found] = {}
    opened = False  # a subordinate clause has begun since the last verb
    for place, token in enumerate(tokens):
        word = token.word
        if token.role or token.quoted or not word[0].isalpha():
            continue
        verb = _verb_at(tokens, place, found, opened, own)
        if verb is not None:
            found[place] = verb
            opened = False
        elif word in SUBORDINATORS and not _only_preposition(tokens, place):
            opened = True
    return found or _guess(tokens)


def _verb_at(
    tokens: tuple[Token, ...],
    place: int,
    found: dict[int, Found],
    opened: bool,
    own: Mapping[str, str] | None,
) -> Found | None:
    word = tokens[place].word
    before = word_before(tokens, place)
    subjects = subjects_of(tokens, place)
    subject = tokens[subjects[0]].role if subjects else ""
    if tokens[place].marked:
        base = (
            word if is_known(word, own) else base_of_third(word, own) or guessed_base(word) or word
        )
        return Found(
            base, "bare" if base == word else "third", not (found and opened), subject, subjects
        )
    if before is None or word in NOT_VERBS:
        return None
    joined = _joined(tokens, before, found) or _has_object(tokens, place, before, found)
    told = any(verb.main for verb in found.values())
    relative = before > 0 and tokens[before].word in ("who", "which", "that") and not told
    main = not relative and (not told or (joined and not opened))
    if joined and not subjects and found:
        last = _resumed(tokens, before, found)
        anew = _new_subject(tokens, before)  # ", and the door is open": of no role
        subject, main = "" if anew else last.subject, last.main
    elif found and not told:  # "{a}, who loves {b}, kisses {c}": back to the first subject
        subject, subjects = found[min(found)].subject, found[min(found)].subjects
    base = _helping(tokens, place, before) or _third(tokens, place, before, own)
    if base:
        allowed = (
            bool(_helping(tokens, place, before))
            or not told
            or joined
            or _within(tokens, before, found, opened)
            or (tokens[before].word in SUBJECTS and not tokens[before].quoted)
            or (tokens[before].word == "one" and _somebody(tokens, before))
        )
        return Found(base, _form(word), main, subject, subjects) if allowed else None
    if _plain_form(tokens, place, before, found, opened, own):
        return Found(word, "bare", main, subject, subjects)
    if word not in ("was", "were"):
        base = _unknown(tokens, place, before, found, opened, own)
        if base:
            form: Literal["third", "bare"] = "bare" if base == word else "third"
            return Found(base, form, main, subject, subjects, guessed=True)
    base = base_of_past(word) or {"was": "be", "were": "be"}.get(word, "")
    left = _within(tokens, before, found, opened) or _two_names(tokens, before)
    left = left and tokens[before].word not in BEFORE_PARTICIPLES  # "one has lost"
    left = left and not _has_done(tokens, before) and not _seen(tokens, before, found, word)
    if base and found and not joined and left and not _participle(tokens, before):
        return Found(base, "past", False, subject, subjects)
    return None


def _unknown(
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
    if not _joined(tokens, before, found) or earlier.word not in JOINERS | {","}:
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
        object_of = token.word in OBJECTS | DETERMINERS | PARTICLES or (token.passed)
        if bool(token.role) or object_of:
            return True
    if earlier is None:
        return False
    token = tokens[earlier]
    return earlier in verbs or is_name(token) or token.word in OBJECTS | PARTICLES


def _resumed(tokens: tuple[Token, ...], before: int, found: dict[int, Found]) -> Found:
    """Return the verb to which a joined verb is parallel: after a comma, one of the main clause."""
    earlier = word_before(tokens, before)
    comma = tokens[before].text == "," or (earlier is not None and tokens[earlier].text == ",")
    mains = [place for place in found if found[place].main]
    back = comma or found[max(found)].form == "past"
    return found[mains[-1]] if back and mains else found[max(found)]


def _form(word: str) -> Literal["third", "helping"]:
    return "helping" if word in BE or word in MODALS else "third"


def _helping(tokens: tuple[Token, ...], place: int, before: int) -> str:
    """Return the base of is, has, can, … where the word is certainly a verb."""
    word, earlier = tokens[place].word, tokens[before].word
    bound = (earlier in BINDING or earlier == "to") and not _somebody(tokens, before)
    if bound or earlier in MODALS or tokens[before].owner:
        return ""
    if word in BE:
        return "be"
    if word == "has":
        return "have"
    if word == "do":
        return ""
    return word if word in MODALS else ""


def _third(
    tokens: tuple[Token, ...], place: int, before: int, own: Mapping[str, str] | None
) -> str:
    """Return the base if a known verb stands in the third person where a verb may stand."""
    base = base_of_third(tokens[place].word, own)
    earlier = tokens[before]
    word = earlier.word
    if (
        not base
        or earlier.owner
        or (word in DETERMINERS and not _somebody(tokens, before))
        or (word in PREPOSITIONS and word not in SUBORDINATORS)
    ):
        return ""
    after = word_after(tokens, place)
    if after is not None and not tokens[after].role and base not in TAKE_BARE:
        following = tokens[after].word
        plain = is_known(following, own) and following not in PREPOSITIONS | NOT_VERBS
        plain = plain and following != word  # "arm meets arm"
        if (plain or following in ("are", "have")) and _named(tokens, place):
            return ""  # "The old guards seize …": a plural noun, and the verb follows
    return base


def _somebody(tokens: tuple[Token, ...], place: int) -> bool:
    """Whether "this" or "each" stands for a person, or "both" for nothing: "both sings and …"."""
    ahead = word_before(tokens, place)
    word = "" if ahead is None else tokens[ahead].word
    if tokens[place].word == "one" and word in ("no", "every", "any", "some"):
        return True
    if tokens[place].word == "both" and ahead is not None and is_name(tokens[ahead]):
        return True
    return tokens[place].word in STANDS_ALONE and word in JOINERS | {",", ""}


def _named(tokens: tuple[Token, ...], place: int) -> bool:
    """Whether only words precede, starting at a determiner, a number or an owner."""
    words = [token for token in tokens[:place] if not token.text.isspace()]
    while words and not words[-1].role and words[-1].word not in DETERMINERS:
        if not words[-1].text[0].isalpha():
            return False
        words.pop()
    return not words or words[-1].owner or not words[-1].role


def _plain_form(
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
    anew = _new_subject(tokens, before)
    if found and not anew and _joined(tokens, before, found) and not earlier.role:
        return found[max(found)].form == "bare"
    if found and not opened and not anew:
        return False
    if earlier.role and not earlier.owner:
        return len(subjects_of(tokens, place)) > 1
    name = earlier.word
    ahead = word_before(tokens, before)
    if name in ("who", "that", "which") and ahead is not None:
        name = tokens[ahead].word
    many = name in PLURALS or (
        name.endswith("s")
        and not name.endswith(("ss", "us"))
        and name not in NOT_VERBS | DETERMINERS
    )
    return many and name not in PREPOSITIONS and name[0].isalpha()


def _is_paired(tokens: tuple[Token, ...], place: int) -> bool:
    """Whether it is the first of two nouns: "arm against arm"."""
    after = word_after(tokens, place)
    last = None if after is None else word_after(tokens, after)
    between = after is not None and tokens[after].word in PREPOSITIONS
    return between and last is not None and tokens[last].word == tokens[place].word


def _joined(tokens: tuple[Token, ...], before: int, found: dict[int, Found]) -> bool:
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
        return joint in JOINERS | {";", "so", ","} or tokens[0].word in SUBORDINATORS
    return _new_subject(tokens, before)


def _has_object(
    tokens: tuple[Token, ...], place: int, before: int, found: dict[int, Found]
) -> bool:
    """Whether "and" precedes and {b.them} follows, so that it is a verb: "and drives {b.them}"."""
    after = word_after(tokens, place)
    joins = bool(found) and tokens[before].word in JOINERS
    return joins and after is not None and tokens[after].case in ("object", "self")


def _of_a_noun(tokens: tuple[Token, ...], place: int) -> bool:
    """Whether "the", "both" or "{x}'s" precedes, so that "cries and shouts" are nouns."""
    ahead = word_before(tokens, place)
    return ahead is not None and (tokens[ahead].owner or tokens[ahead].word in DETERMINERS)


def _new_subject(tokens: tuple[Token, ...], before: int) -> bool:
    """Whether a noun or pronoun after "and" precedes the verb: "and the door …".

    The same after the comma of a subordinate clause: "when it rains, the door …".
    """
    place: int | None = before
    if tokens[before].word in ("does", "do", *BE, *MODALS):
        return False
    for _ in range(LONGEST_SUBJECT):
        if place is None or tokens[place].text == ",":
            return False
        first = tokens[place]
        place = word_before(tokens, place)
        if place is not None and tokens[place].text == ",":
            begun = tokens[0].word in SUBORDINATORS
            words = DETERMINERS | PRONOUNS
            return begun and (bool(first.role) or first.word in words)
        if place is not None and tokens[place].word in JOINERS | {"so"}:
            return first.word in DETERMINERS | PRONOUNS or first.owner
    return False


def _within(tokens: tuple[Token, ...], before: int, found: dict[int, Found], opened: bool) -> bool:
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


def _participle(tokens: tuple[Token, ...], before: int) -> bool:
    """Whether a past form is a participle here: "when called", "hears that said"."""
    word = tokens[before].word
    if word not in SUBORDINATORS:
        return False
    if word != "that":
        return word not in ("who", "which", "what")
    ahead = word_before(tokens, before)
    return ahead is not None and is_known(tokens[ahead].word)


def _has_done(tokens: tuple[Token, ...], before: int) -> bool:
    """Whether a past form is what somebody has done to {b}: "to have {b} arrested"."""
    ahead = word_before(tokens, before)
    if ahead is None or not is_name(tokens[before]):
        return False
    word, further = tokens[ahead].word, word_before(tokens, ahead)
    plain = word in CAUSING and further is not None
    return plain and tokens[further or 0].word in (*MODALS, "to", "not", "and", "or")


def _seen(tokens: tuple[Token, ...], before: int, found: dict[int, Found], word: str) -> bool:
    """Whether a past form is what somebody sees done to {b}: "sees {b} killed"."""
    ahead = word_before(tokens, before)
    sees = ahead is not None and ahead in found and found[ahead].base in ("see", "feel")
    return sees and participle(base_of_past(word)) == word


def _two_names(tokens: tuple[Token, ...], before: int) -> bool:
    """Whether two names precede side by side, as in "{letter} {b} left"."""
    ahead = word_before(tokens, before)
    return is_name(tokens[before]) and ahead is not None and is_name(tokens[ahead])


def _guess(tokens: tuple[Token, ...]) -> dict[int, Found]:
    """Return the word after the first slot or noun, if it ends like a verb."""
    for place, token in enumerate(tokens):
        before = word_before(tokens, place)
        if token.role or token.quoted or before is None or not token.text[0].isalpha():
            continue
        subjects = subjects_of(tokens, place)
        if not subjects and (before != 0 or tokens[before].role):
            continue
        base = guessed_base(token.word)
        role = tokens[subjects[0]].role if subjects else ""
        if base and token.word not in NOT_VERBS | {"was"}:
            return {place: Found(base, "third", True, role, subjects, guessed=True)}
    return {}


def _only_preposition(tokens: tuple[Token, ...], place: int) -> bool:
    """Whether "before", "as", … precedes a mere noun, so that no verb follows."""
    word = tokens[place].word
    if word == "that":
        return word_after(tokens, place) is None
    return word == "as" and not any(
        base_of_third(token.word) or token.word in BE for token in tokens[place + 1 :]
    )
