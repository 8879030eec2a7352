"""Which of several ways to say something: the same each time, and no chance."""

from __future__ import annotations

from zlib import crc32


def pick(key: str, sides: int, salt: str = "") -> int:
    """The same number from 0 below `sides` for the same key, on every machine."""
    return crc32(f"{salt}/{key}".encode()) % sides
