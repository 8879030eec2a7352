"""Rows of a block → the names that the world gives its members."""

from __future__ import annotations

from dataclasses import dataclass

from moshimo.compile.layout import Layout
from moshimo.engine.block import Memory
from moshimo.engine.kernel.deed import bit, role_of
from moshimo.lang.newborns import clone_id
from moshimo.lang.types import Type
from moshimo.world.world import CheckedWorld

STRANGER = "stranger_"  # begins the id of who is in disguise, and like nobody


@dataclass(frozen=True, slots=True)
class Naming:
    """How members and deeds of universes in a layout are named."""

    world: CheckedWorld
    layout: Layout

    def named(self, b: Memory, kind: Type, index: int) -> str:
        """Return a role's value as the journal names it: a member's id, or a deed's."""
        if kind.tag == "deed" and index and b.d_rule[index] >= b.k_claims[0]:
            return self.claim(b, index)
        if kind.tag == "deed":
            return f"{b.d_key[index]:016x}" if index else ""
        return self.there(b, kind.of, index) if kind.tag == "ref" else ""

    def there(self, b: Memory, kind: str, index: int) -> str:
        """Return the id of a member of a universe, born while it ran or not."""
        return self.body(b, index) if kind == "Character" else self.member(kind, index)

    def body(self, b: Memory, index: int) -> str:
        """Return a person's id; of who was born like somebody, which of their likes that is.

        In a mind, somebody in disguise who is nobody known to it is a `stranger`.
        """
        if self.layout.guise and self.layout.guise < index < self.layout.rows["Character"] - 1:
            return f"{STRANGER}{index - self.layout.guise}"
        like = b.likeness[index] if self.layout.bodies else index
        if like == index:
            return self.member("Character", index)
        many = sum(1 for i in range(like + 1, index + 1) if b.likeness[i] == like)
        return clone_id(self.body(b, like), many)

    def claim(self, b: Memory, d: int) -> str:
        """Return a claim about a state as an author writes it; nothing is `nothing`."""
        word = next(w for w, number in self.layout.rules.items() if number == b.d_rule[d])
        rule = self.world.laws.rules[word]
        (full,) = rule.writes
        rows = [role_of(b, d, i) for i in range(len(rule.roles))]
        rows = [  # of who is in disguise it says what the looks say
            b.likeness[row + b.k_guise[0]] if b.d_guise[d] & bit(i) else row
            for i, row in enumerate(rows)
        ]
        given = [self.named(b, r.type, row) for r, row in zip(rule.roles, rows, strict=True)]
        if rule.outcomes:
            given.append(self.valued(rule.outcomes[0].type, b.d_o0[d]))
        toward = f"[{given.pop(1)}]" if len(given) > 2 else ""
        return f"is_so({full}{toward}, {', '.join(word or 'nothing' for word in given)})"

    def valued(self, kind: Type, value: float) -> str:
        """Return a value that is no member."""
        match kind.tag:
            case "bool":
                return str(bool(value))
            case "choice":
                return self.world.laws.choices[kind.of][int(value)]
            case "int":
                return str(int(value))
        return f"{value:.12g}" if value % 1 else f"{value:.1f}"

    def member(self, kind: str, index: int) -> str:
        """Return a member's id; one born while the world runs has its kind and number."""
        members = self.world.members.get(kind, ())
        if 0 < index <= len(members):
            return members[index - 1].id
        if len(members) < index < self.layout.rows[kind] - 1:
            return f"{kind.lower()}_{index - len(members)}"
        return ""
