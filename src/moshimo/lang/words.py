"""The closed table of the dialect's words. What is not here does not exist."""

from __future__ import annotations

from moshimo.lang.model import BOOL, MOMENT, NUMBER, SPAN, TYPES, Type, Var

PLACE, CHARACTER = Type("ref", "Place"), Type("ref", "Character")
TIMES_OF_DAY = ("noon", "midnight", "sunrise", "sunset")
SPANS = {"seconds": 1.0, "minutes": 60.0, "hours": 3600.0, "days": 86400.0}
# word: (types of what it takes, type of what it gives)
PLAIN: dict[str, tuple[tuple[Type, ...], Type]] = {
    "time_of_day": ((), SPAN),
    "next_time": ((SPAN,), MOMENT),
    "day": ((NUMBER,), MOMENT),
    "way": ((PLACE, PLACE), SPAN),
    "step": ((PLACE, PLACE), PLACE),
    "in_time": ((), BOOL),
}
NUMERIC = {"min": 2, "max": 2, "abs": 1, "clip": 3}
GATHERERS = ("any", "all", "sum", "count", "most", "least")
DICE = ("chance", "contest", "between", "pick", "born")
STATEMENTS = ("when", "weigh", "deter", "takes", "means", "inform", "look", "later", "foil", "say")
NOT_YET = {
    "gone": "members that leave the world come",
    "reveal": "bodies other than one's own come",
    "foresee": "imagining comes",
    "is_so": "claims about a state come",
}
_MEETING = (Var(CHARACTER, "mind"), Var(CHARACTER, "who"), Var(PLACE, "place"))
ENGINE_DEEDS = {"meets": _MEETING, "misses": _MEETING}
EXPRESSIONS = (
    *PLAIN,
    *NUMERIC,
    *SPANS,
    *GATHERERS,
    "recalls",
    "since",
    "happened",
    "first",
    "believes",
    "guess",
    "sees",
    "doing",
    "last_heard",
    "about",
)
OF_MEMBERS = ("name", "short", "pronouns")  # what data says of a member beside its attributes
# What nothing else can be called.
RESERVED = frozenset(
    (
        *EXPRESSIONS,
        *STATEMENTS,
        *DICE,
        *TIMES_OF_DAY,
        *TYPES,
        *("now", "never", "unknown", "others", "Choice"),
        *("nobody", "nowhere", "nothing"),
    )
)
# Quantities that a world may define for the engine: (roles, what they give, what holds without)
ENGINE_QUANTITIES: dict[str, tuple[tuple[str, ...], Type]] = {
    "pace": (("Character",), SPAN),
    "sees": (("Character", "Character"), BOOL),
    "awake": (("Character",), BOOL),
    "credence": (("Character", "Character"), NUMBER),
}
