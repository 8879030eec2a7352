"""What would come of a choice, as numbers and rows of a block."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that somebody could do, of which it is asked what would come of it.

    Attributes:
        rule: the action's number.
        roles: rows of its roles, the actor first.
        answered: the deed that it answers, in the universe's block; 0 for none.
        span: seconds ahead.
    """

    rule: int
    roles: tuple[int, ...]
    answered: int
    span: float


@dataclass(frozen=True, slots=True)
class Turn:
    """An imagined deed on which an outcome turned.

    Attributes:
        rule: its rule's number.
        roles: rows of its roles.
        after: seconds from now to its end.
        gain: how much more the outcome was worth after it.
    """

    rule: int
    roles: tuple[int, ...]
    after: float
    gain: float


@dataclass(frozen=True, slots=True)
class Prospect:
    """What would come of a choice, as somebody imagines it.

    Attributes:
        choice: which.
        worths: by rule of worth, how much more it is worth than doing nothing: the mean.
        copies: how often it was imagined.
        error: the standard error of the whole.
        typical: which of them came nearest to that mean, from 1.
        turns: on which deeds it turned in that one; kept where causes are.
    """

    choice: Choice
    worths: tuple[float, ...]
    copies: int
    error: float
    typical: int = 1
    turns: tuple[Turn, ...] = ()

    @property
    def worth(self) -> float:
        """How much more it is worth than doing nothing."""
        return math.fsum(self.worths)
