"""The finite verbs of a template, found by their positions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal, TypeAlias

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
from moshimo.story.grammar.past_verbs import WAS, past_base, stays
from moshimo.story.grammar.small_words import (
    BELIEFS,
    DEMONSTRATIVES,
    DETERMINERS,
    JOINERS,
    NOT_VERBS,
    OBJECTS,
    PARTICLES,
    PLURALS,
    PREPOSITIONS,
    PRONOUNS,
    SEVERAL,
    SOMEBODY,
    SUBJECTS,
    SUBORDINATORS,
    TAKE_BARE,
    words,
)
from moshimo.story.grammar.tokens import (
    Token,
    antecedent,
    is_name,
    subjects_of,
    word_after,
    word_before,
)

STANDING_ALONE = words("this that these those one each all both some many few half two")
BINDING = DETERMINERS - DEMONSTRATIVES
STANDS_ALONE = frozenset(("this", "one", "each", "all", "both"))
OPENING = SUBORDINATORS - PREPOSITIONS - {"that", "than"}  # a clause follows, not a noun
LIMBS = words("hands arms eyes fists thumbs heads legs knees elbows ears shoulders feet palms")
THERE = frozenset(("be", "will", "may", "might", "can", "must"))
GOING_ON = words("come go stand sit lie stay keep turn remain begin stop start")
SMALL = DETERMINERS | JOINERS | PRONOUNS | NOT_VERBS | PREPOSITIONS | SUBORDINATORS
CLAUSE_BEGINS = DETERMINERS | PRONOUNS
LONGEST_SUBJECT = 7  # words of a noun phrase behind ", and"
Form: TypeAlias = Literal["third", "bare", "helping", "past", "earlier", "told"]
IN_THE_PAST = ("past", "earlier", "told")


@dataclass(frozen=True, slots=True)
class Found:
    """A finite verb: its base, its form, whether it is in the main clause, and its subject.

    What its author wrote in the past is "earlier" in a main clause, "past" in another, and "told"
    where it stays as it is: "there was a fight, and {a} won it".
    """

    base: str
    form: Form
    main: bool
    subject: str = ""
    subjects: tuple[int, ...] = ()
    guessed: bool = False


def finite_verbs(tokens: tuple[Token, ...], own: Mapping[str, str] | None) -> dict[int, Found]:
    """Return the finite verbs by their place among the tokens, left to right."""
    found: dict[int, Found] = {}
    opened = ""  # what began a subordinate clause since the last verb
    timeless = False  # in "as one shuts a door", which always holds
    for place, token in enumerate(tokens):
        word = token.word
        if word in (",", ";", ":"):
            timeless = False
            opened = opened if any(verb.main for verb in found.values()) else ""
        if token.role or token.quoted or not word[0].isalpha():
            continue
        timeless = timeless or _likens(tokens, place)
        if timeless:
            continue
        verb = _verb_at(tokens, place, found, opened, own)
        if verb is not None:
            found[place] = verb
            opened = ""
        elif word in SUBORDINATORS and not _opens_nothing(tokens, place):
            opened = word
    if not any(verb.main for verb in found.values()):
        first = next((at for at in found if found[at].form not in IN_THE_PAST), None)
        if first is not None and tokens[0].word in SUBORDINATORS:
            found[first] = replace(found[first], main=True)
        elif first is None or first > 0:
            found |= {
                at: verb for at, verb in _guess(tokens).items() if first is None or at < first
            }
    return found


def _likens(tokens: tuple[Token, ...], place: int) -> bool:
    """Whether a likeness begins that is told in the present: "as one shuts a door"."""
    ahead = word_before(tokens, place)
    before = "" if ahead is None else tokens[ahead].word
    return tokens[place].word in ("one", "people") and before in ("as", "way", "than", "since")


def _verb_at(
    tokens: tuple[Token, ...],
    place: int,
    found: dict[int, Found],
    opened: str,
    own: Mapping[str, str] | None,
) -> Found | None:
    word = tokens[place].word
    before = word_before(tokens, place)
    subjects = subjects_of(tokens, place)
    subject = tokens[subjects[0]].role if subjects else antecedent(tokens, place)
    if tokens[place].marked:
        base = (
            word if is_known(word, own) else base_of_third(word, own) or guessed_base(word) or word
        )
        base = "be" if word in BE else SHORT_NOT.get(word, base)
        plain = base == word and word not in MODALS.keys() - {"need", "dare"}
        form: Form = "bare" if plain else _form(word)
        return Found(base, form, not (found and opened), subject, subjects)
    if before is None:  # "never has {a} been so tired"
        led = place > 0 and (word in BE or word in MODALS or word == "has")
        base = "be" if word in BE else "have" if word == "has" else word
        return Found(base, _form(word), not found) if led else None
    if word in NOT_VERBS or set_apart(tokens, place):
        return None
    joined = _joined(tokens, before, found) or _has_object(tokens, place, before, found)
    told = any(verb.main for verb in found.values())
    aside = _is_relative(tokens, before) or opened in OPENING
    aside = aside or (opened == "that" and tokens[before].word != "that")
    ahead = word_before(tokens, subjects[0]) if subjects else None
    aside = aside or (opened == "as" and ahead is not None and tokens[ahead].word == "as")
    main = (not aside and not told) or (told and joined and not opened)
    if joined and not subjects and found:
        last = _resumed(tokens, before, found)
        anew = _new_subject(tokens, before)  # ", and the door is open": of no role
        subject = "" if anew else last.subject
        main = last.main or (last.form in IN_THE_PAST and not told)
    elif found and not told and not subjects and not aside:  # "{a}, who loves {b}, kisses {c}"
        subject, subjects = found[min(found)].subject, found[min(found)].subjects
    base = _helping(tokens, place, before) or _third(tokens, place, before, found, own)
    if base:
        allowed = (
            bool(_helping(tokens, place, before))
            or not told
            or joined
            or _within(tokens, before, found, bool(opened))
            or (tokens[before].word in SUBJECTS and not tokens[before].quoted)
            or (tokens[before].word == "one" and _somebody(tokens, before))
        )
        return Found(base, _form(word), main, subject, subjects) if allowed else None
    if _plain_form(tokens, place, before, found, bool(opened), own):
        return Found(word, "bare", main, subject, subjects)
    within = _within(tokens, before, found, bool(opened)) or _two_names(tokens, before)
    past = past_base(tokens, place, before, found, within=within, joined=joined, opened=opened)
    if past:
        after = any(verb.form == "earlier" for verb in found.values())
        told = after or stays(tokens, place, opened)
        form = "told" if told else "past" if opened or within else "earlier"
        return Found(past, form, False, subject, subjects)
    if word in WAS:
        return None
    base = _unknown(tokens, place, before, found, bool(opened), own)
    if base:
        form = "bare" if base == word else "third"
        return Found(base, form, main, subject, subjects, guessed=True)
    return None


def _is_relative(tokens: tuple[Token, ...], before: int) -> bool:
    """Whether "who", "which" or "that" precedes and belongs to a name or a noun."""
    ahead = word_before(tokens, before)
    if ahead is None or tokens[before].word not in ("who", "which", "that"):
        return False
    return tokens[ahead].word not in JOINERS | {"so"}


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
    if _there_is(tokens, found):
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


def _resumed(tokens: tuple[Token, ...], before: int, found: dict[int, Found]) -> Found:
    """Return the verb to which a joined verb is parallel: after a comma, one of the main clause."""
    earlier = word_before(tokens, before)
    comma = tokens[before].text == "," or (earlier is not None and tokens[earlier].text == ",")
    mains = [place for place in found if found[place].main]
    back = comma or found[max(found)].form in IN_THE_PAST
    return found[mains[-1]] if back and mains else found[max(found)]


def _form(word: str) -> Form:
    if word == "had":  # "had better"
        return "helping"
    if word in ("are", "have", "do", "aren't", "haven't", "don't"):
        return "bare"
    return "helping" if word in BE or word in MODALS else "third"


def _helping(tokens: tuple[Token, ...], place: int, before: int) -> str:
    """Return the base of is, has, can, … where the word is certainly a verb."""
    word, earlier = tokens[place].word.replace("’", "'"), tokens[before].word
    if earlier == "to" or earlier in MODALS:
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
    bound = earlier in BINDING - STANDING_ALONE and not _somebody(tokens, before)
    if bound or tokens[before].owner or word == "do" or word not in MODALS:
        return ""
    if word in ("need", "dare"):
        return word if following == "not" else ""
    named = tokens[before].role or earlier in SOMEBODY | {"who", "that", "which", "one"}
    plain = after is not None and (tokens[after].passed or _alpha(following))
    return word if named or plain else ""  # "ill will"


def _alpha(word: str) -> bool:
    return word[:1].isalpha() and word not in PREPOSITIONS | JOINERS | SUBORDINATORS | DETERMINERS


def _has_subject(tokens: tuple[Token, ...], before: int) -> bool:
    """Whether what precedes "have" can be its subject: no "to have", no "not have"."""
    earlier = tokens[before]
    led = earlier.word in ("rather", "better", "sooner")  # "would rather have"
    return not earlier.owner and not led and (bool(earlier.role) or _alpha(earlier.word))


def _third(
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
        or (word in DETERMINERS and not _somebody(tokens, before))
        or (word in PREPOSITIONS - SUBORDINATORS and not _stranded(tokens, before, found))
        or (_there_is(tokens, found) and word in JOINERS)
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


def _stranded(tokens: tuple[Token, ...], before: int, found: Mapping[int, Found]) -> bool:
    """Whether no noun follows a preposition: "what {x} lives for", "the one sent for"."""
    ahead = word_before(tokens, before)
    if ahead is None and tokens[before].word in PARTICLES:  # "out steps {b}"
        return True
    opens = any(token.word in OPENING for token in tokens[:before])
    verb = ahead is not None and (ahead in found or is_participle(tokens[ahead].word))
    return opens and verb and tokens[before].word in ("for", "of", "to", "at", "with", "about")


def set_apart(tokens: tuple[Token, ...], place: int) -> bool:
    """Whether a comma precedes and a participle follows a noun: ", tears running", ", fists up"."""
    at = word_before(tokens, place)
    after = word_after(tokens, place)
    base = base_of_third(tokens[place].word) or guessed_base(tokens[place].word)
    if at is None or after is None or tokens[at].text != "," or base in ("", "have", "be"):
        return False
    word, last = tokens[after].word, word_after(tokens, after)
    if tokens[place].word in LIMBS and word in PARTICLES:  # ", hands up"
        return last is None or tokens[last].word in JOINERS | {","}
    bare = word == "first" or (is_participle(word) and base_of_past(word) != base)
    return bare or (is_gerund(word) and base not in GOING_ON)


def _there_is(tokens: tuple[Token, ...], found: Mapping[int, Found]) -> bool:
    """Whether the last verb says only that something is there: "there is talk, and tears"."""
    last = max(found, default=None)
    if last is None:
        return False
    ahead = word_before(tokens, last)
    return ahead is not None and tokens[ahead].word == "there" and found[last].base in THERE


def _somebody(tokens: tuple[Token, ...], place: int) -> bool:
    """Whether "this" or "each" stands for a person, or "both" for nothing: "both sings and …"."""
    ahead = word_before(tokens, place)
    word = "" if ahead is None else tokens[ahead].word
    if tokens[place].word == "one":
        known = word in ("no", "every", "any", "some", "the", "this", "that", "other", "each")
        return known or word in JOINERS | SUBORDINATORS - {"as", "than"} | {",", ""}
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


def _infinitive(tokens: tuple[Token, ...], before: int, last: int) -> bool:
    """Whether "to" and a verb stand between a verb and "and": "they want to eat and drink"."""
    behind = [token.word for token in tokens[last + 1 : before] if not token.text.isspace()]
    return any(one == "to" and is_known(other) for one, other in pairwise(behind))


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
            if bare and _alpha(first.word) and not base_of_third(first.word):
                return True  # ", and rain sets in"
            placed = first.word in PREPOSITIONS - PARTICLES and phrases > 1
            return first.word in CLAUSE_BEGINS | SEVERAL | SOMEBODY or first.owner or placed
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
        if base and token.word not in NOT_VERBS | SMALL | {"was"}:
            return {place: Found(base, "third", True, role, subjects, guessed=True)}
    return {}


def _opens_nothing(tokens: tuple[Token, ...], place: int) -> bool:
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
