"""Values of ours as bytes, to be kept in the cache and made again quickly.

They are pickled, which is safe only because the cache is: it holds machine code that is run, and an
entry is opened after its seal was found good. Nothing else is ever given to `opened`.
"""

from __future__ import annotations

import gc
import io
import marshal
import pickle
import zlib
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from types import CodeType
from typing import Any, TypeVar

from moshimo.compile.cache import Cache

QUICKLY = 1  # a quarter of the size in a fiftieth of the time that understanding a world takes


Value = TypeVar("Value")


def kept(name: str, kind: type[Value], make: Callable[[], Value], cache: Cache | None) -> Value:
    """Return what the cache has under a name, if it is of that kind; else make it, and keep it."""
    found = cache.get(name) if cache else None
    value = opened(found) if found else None
    if isinstance(value, kind):
        return value
    value = make()
    if cache and (raw := closed(value)):
        cache.put(name, raw)
        cache.tidy()
    return value


def closed(value: object) -> bytes:
    """Return a value as bytes; none where it cannot be kept, as one that is nested too deep."""
    made = io.BytesIO()
    try:
        _Closing(made, pickle.HIGHEST_PROTOCOL).dump(value)
    except (pickle.PicklingError, RecursionError, TypeError, AttributeError, MemoryError):
        return b""
    return zlib.compress(made.getvalue(), QUICKLY)


def opened(kept: bytes) -> Any:
    """Return the value that `closed` made these bytes of, or None if they are of another kind."""
    collects = gc.isenabled()
    gc.disable()  # so many values are made at once that looking for dead ones takes half the time
    try:
        return pickle.loads(zlib.decompress(kept))
    except Exception:  # noqa: BLE001  whatever it is, the value is made anew
        return None
    finally:
        if collects:
            gc.enable()


class _Closing(pickle.Pickler):
    """A pickler that asks frozen values for their fields directly: in half of the time."""

    def reducer_override(self, value: Any) -> Any:
        """Return how a value is made again."""
        if isinstance(value, CodeType):
            return marshal.loads, (marshal.dumps(value),)
        kind: Any = type(value)
        ask = _asking(kind)
        return NotImplemented if ask is None else (made_again, (kind, *ask(value)))


@cache
def _asking(kind: type) -> Callable[[object], tuple[object, ...]] | None:
    """Return what gives the fields of such values; None for those that Python knows to pickle."""
    if not is_dataclass(kind) or "__slots__" not in vars(kind):
        return None
    if kind.__reduce__ is not object.__reduce__:
        return None
    words = [one.name for one in fields(kind)]
    if len(words) > 1:
        return attrgetter(*words)
    return (lambda value: (getattr(value, words[0]),)) if words else lambda value: ()


def made_again(kind: type, *given: object) -> object:
    """Return a frozen value with these fields; they were checked when it was first made."""
    made: object = object.__new__(kind)
    for put, value in zip(_putting(kind), given, strict=True):
        put(made, value)
    return made


@cache
def _putting(kind: type) -> Sequence[Callable[[object, object], None]]:
    return [getattr(kind, one.name).__set__ for one in fields(kind)]
