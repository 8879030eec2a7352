"""Pronouns: which one a member takes, and its forms."""

from __future__ import annotations

from moshimo.story.grammar.clause import Case
from moshimo.story.lexicon.lexicon import Tongue, is_person, member_of
from moshimo.story.lexicon.naming import owner_of


def mentioned(tongue: Tongue, key: str) -> tuple[str, ...]:
    """Whom the name of a member brings to mind: "Bram's house" brings Bram."""
    if counts(tongue, key):
        return (key,)
    owner = owner_of(tongue, key)
    return (owner,) if owner and counts(tongue, owner) else ()


def counts(tongue: Tongue, key: str) -> bool:
    """Whether a mention competes for he, she or they."""
    member = member_of(tongue, key)
    return member.plural or (is_person(member) and member.pronouns != "it")


def word_of(tongue: Tongue, key: str) -> str:
    """Which of he, she, they and it a member is."""
    member = member_of(tongue, key)
    return "they" if member.plural else member.pronouns


FORMS: dict[str, dict[Case, str]] = {
    "he": {"subject": "he", "object": "him", "owner": "his", "self": "himself"},
    "she": {"subject": "she", "object": "her", "owner": "her", "self": "herself"},
    "they": {"subject": "they", "object": "them", "owner": "their", "self": "themselves"},
    "it": {"subject": "it", "object": "it", "owner": "its", "self": "itself"},
}
