"""Fail with a list of everything that offends, a line each, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable

import pytest


def hold(offences: Iterable[str]) -> None:
    """Fail if there are any offences, and list them all."""
    if found := list(offences):
        pytest.fail("\n".join([f"{len(found)} found", *found]), pytrace=False)
