"""A deed told by itself: a template, words spoken, and who has the roles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from moshimo.engine.journal import Deed
from moshimo.story.lexicon.lexicon import Clock, Lexicon, Manner, NameEntry
from moshimo.story.rendering.chronicle import sentence
from moshimo.story.rendering.plain_text import text
from moshimo.story.tell import tell

MEMBERS = {
    "ann": NameEntry("Ann", pronouns="she"),
    "ben": NameEntry("Ben", pronouns="he"),
    "yard": NameEntry("the yard", kind="Place"),
}


def deed_of(
    template: str,
    *says: str,
    roles: Mapping[str, str] | None = None,
    outcomes: Mapping[str, float | str] | None = None,
    kinds: Mapping[str, str] | None = None,
    members: Mapping[str, NameEntry] | None = None,
    result: Literal["done", "foiled", "broken off"] = "done",
) -> tuple[Deed, Lexicon]:
    """Return a deed of a rule with that template, and the lexicon of its world."""
    given = dict(roles or {"a": "ann", "b": "ben"})
    known = {**MEMBERS, **(members or {})}
    of = {role: known[key].kind for role, key in given.items() if key} | dict(kinds or {})
    kind_of = {role: of.get(role, "Character") for role in given}
    outcome_kinds = {word: of.get(word, "Character") for word in outcomes or {}}
    manner = Manner(template, kind_of, says, bool(says), outcomes=outcome_kinds)
    said = tuple((next(iter(given.values())), index) for index in range(len(says)))
    people = tuple(key for key in given.values() if key in ("ann", "ben"))
    deed = Deed(
        "d0", "r", "action", given, dict(outcomes or {}), 10.0, 30.0, "yard", result,
        witnesses=people, said=said,
    )  # fmt: skip
    return deed, Lexicon({"r": manner}, known, Clock(8 * 3600.0))


def told(template: str, *says: str, **given: object) -> str:
    """Return the deed as the chronicle has it."""
    return sentence(*deed_of(template, *says, **given))  # type: ignore[arg-type]


def story(template: str, *says: str, **given: object) -> str:
    """Return the story that has only this deed, without its title."""
    deed, lexicon = deed_of(template, *says, **given)  # type: ignore[arg-type]
    return text(tell([deed], lexicon, title="")).strip()
