"""Rows of a block → the names that the world gives its members."""

from __future__ import annotations

from dataclasses import dataclass

from moshimo.compile.layout import Layout
from moshimo.engine.block import Memory
from moshimo.lang.types import Type
from moshimo.world.world import CheckedWorld


@dataclass(frozen=True, slots=True)
class Naming:
    """How members and deeds of universes in a layout are named."""

    world: CheckedWorld
    layout: Layout

    def named(self, b: Memory, kind: Type, index: int) -> str:
        """Return a role's value as the journal names it: a member's id, or a deed's."""
        if kind.tag == "deed":
            return f"{b.d_key[index]:016x}" if index else ""
        return self.member(kind.of, index) if kind.tag == "ref" else ""

    def member(self, kind: str, index: int) -> str:
        """Return a member's id; one born while the world runs has its kind and number."""
        members = self.world.members.get(kind, ())
        if 0 < index <= len(members):
            return members[index - 1].id
        if len(members) < index < self.layout.rows[kind] - 1:
            return f"{kind.lower()}_{index - len(members)}"
        return ""
