"""The finite verbs of a template, found by their positions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from moshimo.story.grammar.inflection import (
    BE,
    MODALS,
    SHORT_NOT,
    base_of_third,
    guessed_base,
    is_known,
)
from moshimo.story.grammar.parsing.clause_joints import (
    are_two_names,
    has_new_subject,
    has_object,
    is_joined,
    is_relative,
    is_within,
    opens_nothing,
)
from moshimo.story.grammar.parsing.found_verb import IN_THE_PAST, Form, Found
from moshimo.story.grammar.parsing.past_verbs import WAS, past_base, stays
from moshimo.story.grammar.parsing.verb_places import (
    can_be_verb,
    form_of,
    helping_base,
    is_plain_form,
    is_somebody,
    set_apart,
    third_base,
    unknown_base,
)
from moshimo.story.grammar.small_words import (
    NOT_VERBS,
    PREPOSITIONS,
    SMALL,
    SUBJECTS,
    SUBORDINATORS,
    words,
)
from moshimo.story.grammar.tokens import (
    BESIDE,
    Token,
    antecedent,
    is_name,
    subjects_of,
    word_before,
)

ALL = words("everything nothing something anything all")
OPENING = SUBORDINATORS - PREPOSITIONS - {"that", "than"}  # a clause follows, not a noun


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
        elif word in SUBORDINATORS and not opens_nothing(tokens, place):
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
    possible = can_be_verb(word) or tokens[place].marked or bool(own and word in own)
    if not possible and (found or before is None or not tokens[before].role):
        return None  # a verb in no table stands right behind its subject
    subjects = subjects_of(tokens, place)
    subject = tokens[subjects[0]].role if subjects else antecedent(tokens, place)
    if tokens[place].marked:
        main = not (found and opened)
        return Found(*_marked(word, own), main, subject, subjects)
    if before is None:
        return _fronted(word, place, found)
    if word in NOT_VERBS or set_apart(tokens, place):
        return None
    before = _over_emphasis(tokens, before)
    joined = is_joined(tokens, before, found) or has_object(tokens, place, before, found)
    told = any(verb.main for verb in found.values())
    aside = _is_aside(tokens, before, subjects, opened)
    main = (not aside and not told) or (told and joined and not opened)
    if joined and not subjects and found:
        last = _resumed(tokens, before, found)
        anew = has_new_subject(tokens, before)  # ", and the door is open": of no role
        subject = "" if anew else last.subject
        main = last.main or (not told and (anew or last.form in IN_THE_PAST))
    elif found and not told and not subjects and not aside:  # "{a}, who loves {b}, kisses {c}"
        subject, subjects = found[min(found)].subject, found[min(found)].subjects
    base = helping_base(tokens, place, before) or third_base(tokens, place, before, found, own)
    if base:
        allowed = (
            bool(helping_base(tokens, place, before))
            or not told
            or joined
            or is_within(tokens, before, found, bool(opened))
            or (tokens[before].word in SUBJECTS and not tokens[before].quoted)
            or (tokens[before].word == "one" and is_somebody(tokens, before))
        )
        return Found(base, form_of(word), main, subject, subjects) if allowed else None
    if is_plain_form(tokens, place, before, found, bool(opened), own):
        return Found(word, "bare", main, subject, subjects)
    within = is_within(tokens, before, found, bool(opened)) or are_two_names(tokens, before)
    past = past_base(tokens, place, before, found, within=within, joined=joined, opened=opened)
    if past:
        after = any(verb.form == "earlier" for verb in found.values())
        before_it: Form = "past" if opened or within else "earlier"
        form = "told" if after or stays(tokens, place, opened) else before_it
        return Found(past, form, False, subject, subjects)
    if word in WAS:
        return None
    base = unknown_base(tokens, place, before, found, bool(opened), own)
    if base:
        unknown: Form = "bare" if base == word else "third"
        return Found(base, unknown, main, subject, subjects, guessed=True)
    return None


def _over_emphasis(tokens: tuple[Token, ...], before: int) -> int:
    """Return the place of the name before "herself" or "alone": "and {a} herself waits"."""
    ahead = word_before(tokens, before) if tokens[before].word in BESIDE else None
    return ahead if ahead is not None and is_name(tokens[ahead]) else before


def _marked(word: str, own: Mapping[str, str] | None) -> tuple[str, Form]:
    """Return the base and the form of a verb that its author has set stars around."""
    base = word if is_known(word, own) else base_of_third(word, own) or guessed_base(word) or word
    base = "be" if word in BE else SHORT_NOT.get(word, base)
    plain = base == word and word not in MODALS.keys() - {"need", "dare"}
    return base, "bare" if plain else form_of(word)


def _fronted(word: str, place: int, found: Mapping[int, Found]) -> Found | None:
    """Return a helping verb with only an adverb before it: "never has {a} been so tired"."""
    if not place or not (word in BE or word in MODALS or word == "has"):
        return None
    base = "be" if word in BE else "have" if word == "has" else word
    return Found(base, form_of(word), not found)


def _is_aside(
    tokens: tuple[Token, ...], before: int, subjects: tuple[int, ...], opened: str
) -> bool:
    """Whether a verb stands in a clause ahead of the main one: "when {a} speaks, …"."""
    ahead = word_before(tokens, subjects[0]) if subjects else None
    as_subject = opened == "as" and ahead is not None and tokens[ahead].word == "as"
    that_clause = opened == "that" and tokens[before].word != "that"
    all_that = ahead is not None and tokens[ahead].word in ALL  # "everything {a} has is here"
    return is_relative(tokens, before) or opened in OPENING or as_subject or that_clause or all_that


def _resumed(tokens: tuple[Token, ...], before: int, found: dict[int, Found]) -> Found:
    """Return the verb to which a joined verb is parallel: after a comma, one of the main clause."""
    earlier = word_before(tokens, before)
    comma = tokens[before].text == "," or (earlier is not None and tokens[earlier].text == ",")
    mains = [place for place in found if found[place].main]
    back = comma or found[max(found)].form in IN_THE_PAST
    return found[mains[-1]] if back and mains else found[max(found)]


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
