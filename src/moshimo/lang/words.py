"""The closed table of the language's words. There are no others."""

from __future__ import annotations

from typing import get_args

from moshimo.lang.typed import Bare, Dice, Gatherer, Numeric, Plain, Recalled, Var
from moshimo.lang.types import (
    BAD,
    BOOL,
    CHARACTER,
    DEED,
    MOMENT,
    NUMBER,
    OURS,
    PLACE,
    SPAN,
    TYPES,
    Type,
)

BARE: dict[str, tuple[Bare, Type]] = {
    word: (word, MOMENT if word == "now" else SPAN) for word in get_args(Bare)
}
TIMES_OF_DAY = ("noon", "midnight", "sunrise", "sunset")
SPANS = {"seconds": 1.0, "minutes": 60.0, "hours": 3600.0, "days": 86400.0}
# The types of what each takes, and of what it gives; *bad* is any type.
_TAKES: dict[Plain, tuple[tuple[Type, ...], Type]] = {
    "time_of_day": ((), SPAN),
    "next_time": ((SPAN,), MOMENT),
    "day": ((NUMBER,), MOMENT),
    "way": ((PLACE, PLACE), SPAN),
    "step": ((PLACE, PLACE), PLACE),
    "in_time": ((), BOOL),
    "sees": ((CHARACTER, CHARACTER), BOOL),
    "recovering": ((CHARACTER,), BOOL),
    "about": ((DEED, BAD), BOOL),
}
PLAIN: dict[str, tuple[Plain, tuple[Type, ...], Type]] = {w: (w, *t) for w, t in _TAKES.items()}
_NUMBERS: dict[Numeric, int] = {"min": 2, "max": 2, "abs": 1, "clip": 3}  # that each takes
NUMERIC: dict[str, tuple[Numeric, int]] = {word: (word, n) for word, n in _NUMBERS.items()}
_OF_THE_PAST: dict[Recalled, Type] = {
    "recalls": BOOL,
    "since": SPAN,
    "happened": BOOL,
    "first": MOMENT,
    "tried": BOOL,
}
OF_THE_PAST: dict[str, tuple[Recalled, Type]] = {w: (w, gives) for w, gives in _OF_THE_PAST.items()}
GATHERERS: dict[str, Gatherer] = {word: word for word in get_args(Gatherer)}
DICE: dict[str, Dice] = {word: word for word in get_args(Dice)}
OF_BODIES = ("gone", "reveal", "disguise")
EFFECTS = {  # what each takes, and an example
    "means": ("a meaning, with its values", "means(Harm(x, y, 0.5))"),
    "inform": ("a hearer and the news", "inform(x, steal(y, z))` or `inform(x, y.place)"),
    "look": ("a mind and an attribute", "look(x, letter.author)"),
    "later": ("an event with its roles, and `after=`", "later(wake(x), after=minutes(2))"),
    "foil": ("the person whose deed comes to nothing", "foil(x)"),
    "say": ("a speaker and a text in quotes", 'say(x, "No, {y}.")'),
    "gone": ("one person or thing that leaves the world", "gone(x)"),
    "reveal": ("one person, whose body it is", "reveal(x)"),
    "disguise": ("a person and whom they look like (`nobody`: a stranger)", "disguise(x, y)"),
}
STATEMENTS = ("when", "weigh", "deter", "takes", *EFFECTS)
_MEETING = (Var(CHARACTER, "mind", OURS), Var(CHARACTER, "who", OURS), Var(PLACE, "place", OURS))
ENGINE_DEEDS = {"meets": _MEETING, "misses": _MEETING}
EXPRESSIONS = (
    *PLAIN,
    *NUMERIC,
    *SPANS,
    *GATHERERS,
    *OF_THE_PAST,
    *("believes", "guess", "doing", "last_heard", "is_so", "is_false", "foresee"),
)
CLAIM = "is_so__"  # begins the names of claims: one kind of deed for each attribute
TRIED = "tried__"  # begins the names of kinds of memories: of deeds that somebody saw begin
OF_MEMBERS = ("name", "short", "pronouns")  # what data says of a member beside its attributes
HOW_MANY = "number"  # so does this, where the kind has no attribute of that name
# What nothing else can be called.
RESERVED = frozenset(
    [*EXPRESSIONS, *STATEMENTS, *DICE, *TIMES_OF_DAY, *TYPES, "now", "never", "unknown", "others"]
) | {"Choice", "nobody", "nowhere", "nothing"}
# A deed or a member may be called so all the same: dice are thrown only to be given a name.
NAMES_TOO = frozenset({"roll"})
# Quantities that a world may define for the engine: (roles, what they give)
ENGINE_QUANTITIES: dict[str, tuple[tuple[str, ...], Type]] = {
    "pace": (("Character",), SPAN),
    "sees": (("Character", "Character"), BOOL),
    "awake": (("Character",), BOOL),
    "credence": (("Character", "Character"), NUMBER),
    "obstruction": (("Character", "Place"), NUMBER),
    "imaginings": (("Character",), NUMBER),
    "foresight": (("Character",), SPAN),
    "rationality": (("Character",), NUMBER),
    "concern": (("Character", "Character", "Character"), NUMBER),
}
