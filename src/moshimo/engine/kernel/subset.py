"""The types of the subset in which the kernel and all emitted code are written.

docs/reference/subset.md has the closed table of operators; tests/engine/test_subset.py holds it.
"""

from __future__ import annotations

from typing import Any, TypeAlias

i64: TypeAlias = int  # overflow is an error
u64: TypeAlias = int  # wraps: every product and sum is masked with M64
f64: TypeAlias = float

M64 = 0xFFFFFFFFFFFFFFFF
FOREVER = float("inf")


class Block:
    """One universe: its fields are one-dimensional arrays over one piece of memory."""

    def __getattr__(self, field: str) -> Any:
        raise AttributeError(field)
