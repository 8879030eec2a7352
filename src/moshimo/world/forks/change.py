"""A change of a world, made in memory: what a file in `forks/` says, as a value."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from numbers import Integral, Real
from typing import TypeAlias

from moshimo.lines import line_of, short

# A value as an author writes it: `0.5`, `True`, `None`, "mill", "3 minutes", "day 2 12:00".
PlainValue: TypeAlias = float | str | bool | None
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*(\[[A-Za-z0-9_]+\])?")


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Change:
    """What is different in an alternate universe, and from when on.

    All parts are as in a file of `forks/`, with the same keys, units and checks. They are checked
    when the change is given to a world (`with_change`, `odds`, `compare`), which raises
    `WorldError`; its spans are places in `text`.

    Attributes:
        fork: its title; made of `word` if it is "".
        of: the scenario or fork that it leaves; "" is that of the world it is given to.
        at: when. "" or "start"; a moment, "day 2 06:00"; {"before": deed}, {"after": deed}, where
            the deed is "exile(cai, bo)", "leave", a beat's id, or a list of deeds, and with it
            "place": id and "every": True.
        change: "ID.ATTRIBUTE" → a value; "ID.ATTRIBUTE[ID]" → one toward somebody; or the former →
            {ID: value, "others": value}. Numbers are within the range of the attribute's type;
            spans of time and moments are texts with their units, "3 minutes", "day 2 12:00".
        minds: a character's id → what they believe, under names as in `change`; "unknown".
        secret: "ID.ATTRIBUTE" → ids of those who know it, or "everybody".
        prevent: deeds that nobody does any more.
        make: deeds that begin at that moment, with all their roles, if the rules allow them.
        add: kind → {new id: {attribute: value}}.
        remove: ids of who and what is not there.
        numbers: a name in the rules → another number.
        dice: other dice from that moment on, 0 to 2^64 - 1; what was decided before stays.
        word: by which the world and its causes know the change, as a file's name; letters, digits,
            `_` and `-`. "" is the first of `change`, `change-2` and so on that is free.
    """

    fork: str = ""
    of: str = ""
    at: str | Mapping[str, object] = ""
    change: Mapping[str, PlainValue | Mapping[str, PlainValue]] = field(default_factory=dict)
    minds: Mapping[str, Mapping[str, PlainValue]] = field(default_factory=dict)
    secret: Mapping[str, str | Sequence[str]] = field(default_factory=dict)
    prevent: str | Sequence[str] = ()
    make: str | Sequence[str] = ()
    add: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    remove: Sequence[str] = ()
    numbers: Mapping[str, float] = field(default_factory=dict)
    dice: int | None = None
    word: str = ""

    __repr__ = line_of

    @property
    def text(self) -> str:
        """The change as a file of `forks/` has it.

        Raises:
            TypeError: there is a value in it that no file can have.
            ValueError: there is a value in it that holds itself.
        """
        words = (word for word in self.__slots__ if word != "word")
        given = {word: getattr(self, word) for word in words}
        lines = _lines(
            {word: x for word, x in given.items() if x not in ("", (), [], {}, None)}, ""
        )
        try:
            return "".join(f"{line}\n" for line in lines) or "{}\n"
        except RecursionError:
            raise ValueError("change: expected values that do not hold themselves") from None


def _lines(given: Mapping[str, object], indent: str) -> Iterator[str]:
    for key, value in given.items():
        if not isinstance(key, str):
            raise TypeError(f"change: expected names as texts, got {short(key)}")
        name = key if _NAME.fullmatch(key) else json.dumps(key, ensure_ascii=False)
        if isinstance(value, Mapping) and value:
            yield f"{indent}{name}:"
            yield from _lines(value, f"{indent}  ")
        else:
            yield f"{indent}{name}: {_written(value, key)}"


def _written(value: object, key: str) -> str:
    """Return a value that stands on one line."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            plain = _WORD.fullmatch(value) and value.lower() not in ("true", "false", "null")
            return value if plain else json.dumps(value, ensure_ascii=False)
        case Integral():
            return str(int(value))
        case Real():
            return repr(float(value)) if math.isfinite(value) else json.dumps(str(float(value)))
        case Mapping():
            return "{}"
        case list() | tuple():
            return f"[{', '.join(_written(each, key) for each in value)}]"
    raise TypeError(
        f"{key}: expected a text, a number, a truth value or a list, got {short(value)}"
    )
