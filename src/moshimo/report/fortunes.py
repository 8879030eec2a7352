"""What people are where a universe begins, and what of that is otherwise where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from moshimo.engine.universe import Universe, array
from moshimo.lang.types import Attribute
from moshimo.story.lexicon.lexicon import Lexicon
from moshimo.story.lexicon.naming import full_name, title_of
from moshimo.story.rendering.cast_list import Fortune

if TYPE_CHECKING:
    from moshimo.engine.block import Memory

PERSON, PLACE, OFFICE = "Character", "Place", "Office"
HOLDER, WHERE = "Office.holder", "Character.place"
NO_PART_OF = (PERSON, PLACE, "Thing")  # a tie to one of these does not say who somebody is


def fortunes(universe: Universe, lexicon: Lexicon) -> dict[str, Fortune]:
    """Return by id what each person is and becomes, as far as everybody knows it.

    That is which offices they hold, and what they have of a choice (`rank`) or belong to (`member`,
    a council), where that is `known` and at first not as it is by default.
    """
    first = _facts(universe, universe.program.template, lexicon)
    last = _facts(universe, universe.block, lexicon, defaults=True)
    wheres = _members(universe, universe.block, WHERE, lexicon)
    made: dict[str, Fortune] = {}
    for number, who in enumerate(universe.names(PERSON)):
        before, after = first.get(number, {}), last.get(number, {})
        lost = [
            after.get(fact) or f"no longer {said}"
            for fact, said in before.items()
            if after.get(fact) != said
        ]
        gained = [said for fact, said in after.items() if fact not in before and OFFICE in fact]
        now = tuple(after[fact] for fact in after if fact in before or OFFICE in fact)
        made[who] = Fortune(tuple(before.values()), (*gained, *lost), wheres.get(number, ""), now)
    return made


def _facts(
    universe: Universe, block: Memory, lexicon: Lexicon, *, defaults: bool = False
) -> dict[int, dict[str, str]]:
    """Return what is known of people, by their number: each fact's key, and how it is said.

    With `defaults`, choices are said as well that are as by default.
    """
    found: dict[int, dict[str, str]] = {}
    laws = universe.program.world.laws
    if OFFICE in laws.kinds and laws.kinds[OFFICE].attribute("holder"):
        offices = dict(enumerate(universe.names(OFFICE)))
        for office, holder in _numbers(universe, block, HOLDER):
            if holder > 0:
                said = title_of(lexicon, offices[office])
                found.setdefault(holder - 1, {})[f"{OFFICE} {office}"] = said
    for a in laws.kinds[PERSON].attributes:
        if a.who != "known" or a.key or a.type.tag not in ("choice", "ref"):
            continue
        if a.type.tag == "ref" and a.type.of in NO_PART_OF:
            continue
        for person, value in _numbers(universe, block, a.full):
            if value != a.default or (defaults and a.type.tag == "choice"):
                found.setdefault(person, {})[a.word] = _said(a, value, lexicon)
    return found


def _said(a: Attribute, value: int, lexicon: Lexicon) -> str:
    word = lexicon.names.get((a.type.of, value), "")
    if a.type.tag == "choice":
        return word.replace("_", " ")
    return f"{a.word.replace('_', ' ')} of {full_name(lexicon, word)}"


def _members(universe: Universe, block: Memory, full: str, lexicon: Lexicon) -> dict[int, str]:
    """Return to which member each person's reference leads, by the person's number."""
    kind = universe.program.world.laws.attribute(full).type.of
    numbers = _numbers(universe, block, full)
    return {person: lexicon.names.get((kind, value), "") for person, value in numbers if value > 0}


def _numbers(universe: Universe, block: Memory, full: str) -> Iterator[tuple[int, int]]:
    """Yield each member's number, from 0, and its value of a choice or a reference."""
    return enumerate(map(int, array(universe.program, block, full)))
