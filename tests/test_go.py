"""Facts about `./go`, as far as they show without making a virtual environment."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_a_python_too_old_can_read_go_and_say_so() -> None:
    ast.parse((ROOT / "go").read_text(encoding="utf-8"), feature_version=(3, 6))


def test_every_package_of_the_lock_has_hashes_and_no_source_of_its_own() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    packages = re.findall(r"^[a-z0-9-]+==\S+.*\\\n {4}--hash=sha256:", lock, re.MULTILINE)
    assert len(packages) == len(re.findall(r"^[a-z]", lock, re.MULTILINE))
    assert not re.search(r"://|^-", lock, re.MULTILINE)
