"""Pronouns: their forms, and which one a member takes."""

from __future__ import annotations

from moshimo.story.grammar.clause import Case
from moshimo.story.lexicon.lexicon import Lexicon, is_person, member_of
from moshimo.story.lexicon.naming import owner_of

FORMS: dict[str, dict[Case, str]] = {
    "he": {"subject": "he", "object": "him", "owner": "his", "self": "himself"},
    "she": {"subject": "she", "object": "her", "owner": "her", "self": "herself"},
    "they": {"subject": "they", "object": "them", "owner": "their", "self": "themselves"},
    "it": {"subject": "it", "object": "it", "owner": "its", "self": "itself"},
}


def mentioned(lexicon: Lexicon, key: str) -> tuple[str, ...]:
    """Return whom a member's name brings to mind: "Bram's house" brings Bram."""
    if counts(lexicon, key):
        return (key,)
    owner = owner_of(lexicon, key)
    return (owner,) if owner and counts(lexicon, owner) else ()


def counts(lexicon: Lexicon, key: str) -> bool:
    """Whether a mention competes for he, she or they."""
    member = member_of(lexicon, key)
    return member.plural or (is_person(member) and member.pronouns != "it")


def word_of(lexicon: Lexicon, key: str) -> str:
    """Return a member's pronoun: he, she, they or it."""
    member = member_of(lexicon, key)
    return "they" if member.plural else member.pronouns
