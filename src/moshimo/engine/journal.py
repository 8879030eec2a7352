"""The journal of a universe: its deeds, in the order in which they ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Result: TypeAlias = Literal["done", "foiled", "broken off", "under way"]


@dataclass(frozen=True, slots=True)
class Seeming:
    """What others took a deed for from its beginning on, until they saw its end.

    Attributes:
        id: as an honest deed of that kind would have had; no deed of the journal has it.
        rule: the rule of which it seemed to be.
        roles: as in `Deed`.
    """

    id: str
    rule: str
    roles: dict[str, str]


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What somebody thought would come of a choice, before they chose.

    Attributes:
        rule: the action.
        roles: as in `Deed`, as the one who chose takes people.
        span: seconds ahead.
        worth: how much more it seemed worth than doing nothing: the mean over the copies.
        error: the standard error of that.
        copies: how often it was imagined.
        worths: which rules of worth moved it (the text of their first wish), and how far; the
            largest first.
        turns: the imagined deeds on which it turned, in their order.
    """

    rule: str
    roles: dict[str, str]
    span: float
    worth: float
    error: float
    copies: int
    worths: tuple[tuple[str, float], ...] = ()
    turns: tuple[ImaginedDeed, ...] = ()


@dataclass(frozen=True, slots=True)
class ImaginedDeed:
    """A deed that somebody saw coming.

    Attributes:
        rule: as in `Deed`.
        roles: as in `Deed`.
        after: seconds from the thought to the deed's end.
        gain: how much more the outcome was worth after it.
    """

    rule: str
    roles: dict[str, str]
    after: float
    gain: float


@dataclass(frozen=True, slots=True)
class Deed:
    """One deed as it went, in the world's own names.

    Attributes:
        id: 16 hexadecimal digits, made of rule, roles, beginning and repetition.
        rule: the rule's name.
        kind: "action", "event", or "sense" (the engine's own `meets` and `misses`: one mind finds
            somebody where it did not expect them, or does not find them where it did).
        roles: role to member id, in the rule's order; "" for nobody/nowhere/nothing. A role of
            type Deed holds a deed's id, or a claim: `is_so(Character.place, bo, mill)`.
        outcomes: outcome to value (numbers; a member's id; a choice's word).
        begin: seconds since the scenario's start.
        end: seconds since the scenario's start.
        place: id of the place where it ended, "" if none.
        result: done, foiled (a condition did not hold in truth), or broken off; no journal has one
            that is under way (see `Universe.under_way`).
        failed: the author's text of the condition that did not hold, "" otherwise.
        witnesses: ids of who perceived it (its end, or its beginning if broken off), by name.
        said: what was spoken aloud, in order: (speaker id, index into the rule's `says`).
        causes: ids of the deeds that last wrote what its conditions and weights read.
        chance: the chance of this choice when it was made, None for events.
        reasons: the texts of the weights that spoke for it with their share (they add up to 1),
            strongest first; the text as the author wrote it, with {roles}.
        begun: ids of who perceived its beginning.
        stirred: whom it startled who perceived it, and how far all their feelings moved together.
        taken: for whom somebody who perceived it took another in it: (their id, role, that id);
            and whom somebody in it looks like: ("", role, that id).
        masked: who was in disguise, in a role or perceiving it: (their id, whom they looked like).
        seemed: what all but its actor perceived as its beginning, if that was another deed.
        foreseen: what its actor thought would come of each choice, if it looked ahead.
    """

    id: str
    rule: str
    kind: Literal["action", "event", "sense"]
    roles: dict[str, str]
    outcomes: dict[str, float | str]
    begin: float
    end: float
    place: str
    result: Result
    failed: str = ""
    witnesses: tuple[str, ...] = ()
    said: tuple[tuple[str, int], ...] = ()
    causes: tuple[str, ...] = ()
    chance: float | None = None
    reasons: tuple[tuple[str, float], ...] = ()
    begun: tuple[str, ...] = ()
    stirred: tuple[tuple[str, float], ...] = ()
    taken: tuple[tuple[str, str, str], ...] = ()
    masked: tuple[tuple[str, str], ...] = ()
    seemed: Seeming | None = None
    foreseen: tuple[Foreseen, ...] = ()


def is_claim(role: str) -> bool:
    """Whether a role of type Deed holds a claim about a state, and no deed's id."""
    return role.startswith("is_so(")
