"""From the journal of a universe to prose."""

from __future__ import annotations
