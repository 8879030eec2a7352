"""A finite verb as it was found in a template."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Form: TypeAlias = Literal["third", "bare", "helping", "past", "earlier", "told"]
IN_THE_PAST = ("past", "earlier", "told")


@dataclass(frozen=True, slots=True)
class Found:
    """A finite verb: its base, its form, whether it is in the main clause, and its subject.

    What its author wrote in the past is "earlier" in a main clause, "past" in another, and "told"
    where it stays as it is: "there was a fight, and {a} won it".
    """

    base: str
    form: Form
    main: bool
    subject: str = ""
    subjects: tuple[int, ...] = ()
    guessed: bool = False
