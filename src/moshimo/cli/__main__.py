"""`python -m moshimo.cli`: the command, where it is not installed."""

from __future__ import annotations

from moshimo.cli import main

main()
