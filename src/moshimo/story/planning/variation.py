"""Variation: a choice among several phrasings that is always the same for the same key."""

from __future__ import annotations

from zlib import crc32


def pick(key: str, sides: int, salt: str = "") -> int:
    """Return a number from 0 below `sides`, the same for the same key on every machine."""
    return crc32(f"{salt}/{key}".encode()) % sides
