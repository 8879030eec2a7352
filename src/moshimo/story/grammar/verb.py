"""A verb with the words that belong to it, and its form in each mood."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from moshimo.story.grammar.inflection import gerund, participle

Mood: TypeAlias = Literal["past", "perfect", "bare", "gerund", "would"]
# "have" and "do" are helping words; a modal and what an author wrote in the past have one form
VerbKind: TypeAlias = Literal["plain", "be", "have", "do", "modal", "past"]

WAS = re.compile(r"\bwas(n't|n’t)?\b")


@dataclass(frozen=True, slots=True)
class Verb:
    """A finite verb: as written, its base and its past, each with the words that belong to it.

    `main` is false in a subordinate clause. `of_role` is false if its subject is surely no role.
    A `joined` verb has the subject of the main verb before it; one that `shares` has its helping
    word too ("had come and gone").
    """

    written: str
    base: str
    past: str
    main: bool
    first: bool = False
    of_role: bool = True
    kind: VerbKind = "plain"
    adverbs: str = ""  # before it, as "always"
    middle: str = ""  # behind its first word, as "not"
    rest: str = ""  # the verb behind "does not"
    joined: bool = False
    shares: bool = False


def mood_of(verb: Verb, mood: Mood, own: Mapping[str, str] | None = None) -> str:
    """Return a verb's form in that mood; modal and subordinate verbs stay in the past."""
    if mood == "past" or not verb.main or verb.kind in ("modal", "past"):
        return verb.past
    plain = verb.rest or verb.base
    match mood:
        case "perfect":
            last = verb.past.rpartition(" ")[2]
            done = last if last in ("lied", "hanged") else participle(plain, own)
            return _told(verb, "had", "" if verb.kind == "have" else done)
        case "would":
            return _told(verb, "would", plain)
        case "bare":
            return spaced(verb.middle, verb.adverbs, plain)
        case "gerund":
            return spaced(verb.middle, verb.adverbs, gerund(plain))


def can_be_told(verbs: Iterable[Verb], mood: Mood) -> bool:
    """Whether all these verbs have that mood; modal verbs have only the past.

    A plain form and one in -ing have no subject beside them, so all must share one.
    """
    apart = mood in ("bare", "gerund")
    return mood == "past" or all(
        verb.kind not in ("modal", "past") and (verb.first or verb.joined or not apart)
        for verb in verbs
        if verb.main
    )


def for_several(told: str) -> str:
    """Return a verb in the past as it agrees with several: "was not" → "were not"."""
    return WAS.sub(r"were\1", told, count=1)


def spaced(*parts: str) -> str:
    """Return words with a space between them, and none for what is empty."""
    return " ".join(part for part in parts if part)


def _told(verb: Verb, helping: str, form: str) -> str:
    shared = verb.shares and not verb.middle and verb.kind != "have"
    return spaced("" if shared else helping, verb.adverbs, verb.middle, form)
