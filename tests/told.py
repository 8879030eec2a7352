"""Run a command of ours as a person would, without another process."""

from __future__ import annotations

import contextlib
import io
import sys
from dataclasses import dataclass
from unittest import mock

from moshimo.cli import main


@dataclass(frozen=True, slots=True)
class Told:
    """What a command told, and how it ended."""

    out: str
    err: str
    code: int


def moshimo(*words: str) -> Told:
    """Return what `moshimo WORDS` tells."""
    out, err = io.StringIO(), io.StringIO()
    with (
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        mock.patch.object(sys, "argv", ["moshimo", *words]),
    ):
        try:
            main()
        except SystemExit as ended:
            return Told(out.getvalue(), err.getvalue(), int(ended.code or 0))
    raise AssertionError("main always ends the program")
