"""All that rules can name."""

from __future__ import annotations

from dataclasses import dataclass, field

from moshimo.lang.model import Kind, Quantity, Type, Var


@dataclass(slots=True)
class Names:
    """All that rules can name, gathered from every file before any rule is read."""

    kinds: dict[str, Kind] = field(default_factory=dict)
    choices: dict[str, tuple[str, ...]] = field(default_factory=dict)
    meanings: dict[str, tuple[Var, ...]] = field(default_factory=dict)
    deeds: dict[str, tuple[Var, ...]] = field(default_factory=dict)
    outcomes: dict[str, dict[str, Type]] = field(default_factory=dict)
    events: set[str] = field(default_factory=set)
    quantities: dict[str, Quantity] = field(default_factory=dict)
    numbers: dict[str, float] = field(default_factory=dict)
    members: dict[str, tuple[str, int]] = field(default_factory=dict)  # only for questions
