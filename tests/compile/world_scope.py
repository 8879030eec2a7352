"""What a generated world has, and what of it can be named at a place in its rules."""

from __future__ import annotations

from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute: of which kind, which type, toward what, and who knows it."""

    kind: str
    word: str
    type: str
    who: str
    key: str = ""
    guess: bool = False

    @property
    def open(self) -> bool:
        """Whether minds hold a picture of it, so that a deed that writes it must be retold."""
        return self.who in ("visible", "known")


@dataclass(frozen=True, slots=True)
class Scope:
    """What can be named at a place; `mind`: in whose picture it is read, "" in truth."""

    mind: str
    roles: dict[str, str]  # name → kind
    values: dict[str, str] = field(default_factory=dict)  # shorthands and outcomes → type
    intimate: bool = False  # a quantity: only its own mind's private attributes

    def of(self, kind: str) -> list[str]:
        """Return the names of a kind's members."""
        return [word for word, its in self.roles.items() if its == kind]

    def further(self, word: str, kind: str) -> Scope:
        """Return the scope with one name more."""
        return replace(self, roles={**self.roles, word: kind})

    def valued(self, word: str, kind: str) -> Scope:
        """Return the scope with one shorthand more."""
        return replace(self, values={**self.values, word: kind})
