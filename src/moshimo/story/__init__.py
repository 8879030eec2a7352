"""A universe's journal told as a story."""

from __future__ import annotations
