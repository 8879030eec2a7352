"""Shared set-up. Keep it short: a test should be readable alone."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

if "MOSHIMO_TESTS" not in os.environ:  # one folder of machine code for a run, and all its workers
    os.environ["MOSHIMO_TESTS"] = tempfile.mkdtemp(prefix="moshimo-tests-")
    atexit.register(shutil.rmtree, os.environ["MOSHIMO_TESTS"], ignore_errors=True)
os.environ.pop("COLUMNS", None)  # nor on how wide somebody's terminal is
os.environ["MOSHIMO_CACHE"] = os.environ["MOSHIMO_TESTS"]  # nothing hangs on runs before this one

# The first call of a compiled function compiles it, which takes longer than any deadline.
settings.register_profile("moshimo", deadline=None, derandomize=True)
settings.load_profile("moshimo")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write", action="store_true", help="rewrite golden files; read the diff")
    whole = "go through all cases where otherwise a part of them has to do"
    parser.addoption("--whole", action="store_true", help=whole)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compare a text with the file that holds it, or renew the file under `--write`."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--write"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.exists(), f"{path.name} is not there yet; run: ./go test --write"
        assert text == path.read_text(encoding="utf-8")

    return compare
