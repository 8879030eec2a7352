"""Deeds that changed for good what somebody, an office or a law is."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from moshimo.engine.journal import Deed
from moshimo.engine.member_ids import Naming
from moshimo.engine.universe import Universe
from moshimo.lang.laws import Laws
from moshimo.lang.types import Attribute

STANDING = ("bool", "choice", "ref")  # what somebody or something is, not how much of it


def lasting(universe: Universe) -> frozenset[str]:
    """Return the ids of the deeds that made somebody, an office or a law what it is at the end.

    That is what others can know of them, where it was not so at first: no place, no thing, no
    number. What is only seen of people (their body, their freedom) counts where another did it to
    them, and it still holds.
    """
    program, b = universe.program, universe.block
    names, known = Naming(program.world, program.layout), {d.id: d for d in universe.deeds}
    rows, people = program.layout.rows, len(program.world.members["Character"])
    found: set[str] = set()
    for attribute in _standing(program.world.laws):
        columns = program.layout.columns.get(attribute.full)
        if columns is None or columns.hashed is not None:
            continue
        values, writers = b.of(columns.value), np.asarray(b.of(columns.writer))
        for cell in map(int, np.flatnonzero(writers)):
            deed = known.get(f"{b.d_key[writers[cell]]:016x}")
            row, key = divmod(cell, rows[attribute.key]) if attribute.key else (cell, 0)
            born = attribute.kind == "Character" and row > people
            place = (attribute.full, row, key)
            first = program.scenario.values.get(place, float(attribute.default))
            if deed is None or born or values[cell] == first:
                continue
            whose = names.there(b, attribute.kind, row)
            if _counts(attribute, bool(values[cell]), deed, whose):
                found.add(deed.id)
    return frozenset(found)


def _standing(laws: Laws) -> list[Attribute]:
    """Return the attributes that say what somebody or something is, and others can know."""
    return [
        a
        for kind in laws.kinds.values()
        if kind.word != "Place" and not _is_a_thing(kind.attributes)
        for a in kind.attributes
        if a.who != "private" and a.type.tag in STANDING and a.type.of not in ("Place", "Thing")
    ]


def _is_a_thing(attributes: Sequence[Attribute]) -> bool:
    """Whether members of a kind lie somewhere, or somebody has them about them."""
    return any(a.type.tag == "ref" and a.word == "bearer" for a in attributes)


def _counts(attribute: Attribute, holds: bool, deed: Deed, whose: str) -> bool:
    """Whether such a change is one for good; what is only seen of people holds, by another."""
    if attribute.kind != "Character" or attribute.who == "known":
        return True
    held = attribute.type.tag == "bool" or (attribute.type.tag == "ref" and holds)
    return held and next(iter(deed.roles.values()), "") != whose
