"""The program is killed at any moment: what it leaves is whole, and the next run is right."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

SAMPLE = str(Path(__file__).parents[1] / "worlds" / "sample")
BEFORE = "What stood here before.\n"
AGAIN = 5  # after so many kills a run goes to its end, with the cache that they left


def differing(kills: int, seed: int = 1, again: int = AGAIN) -> Iterator[str]:
    """Yield what a killed run left half done, or what came out otherwise after it."""
    dice = random.Random(seed)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        story = folder / "story.html"
        began = time.perf_counter()
        _tell(folder).communicate()  # what is right, and how long it takes with an empty cache
        whole, most = story.read_text("utf-8"), time.perf_counter() - began
        for number in range(1, kills + 1):
            if number % again == 1:
                shutil.rmtree(folder / "cache", ignore_errors=True)
            story.write_text(BEFORE, "utf-8")
            under_way = _tell(folder)
            try:
                under_way.wait(timeout=dice.uniform(0.0, most * 1.1))
            except subprocess.TimeoutExpired:
                under_way.kill()
                under_way.wait()
            if story.read_text("utf-8") not in (BEFORE, whole):
                yield f"kill {number} left half a story"
            if number % again == 0:
                code = _tell(folder).wait()
                if code != 0 or story.read_text("utf-8") != whole:
                    yield f"after kill {number} the story came out otherwise ({code})"


def _tell(folder: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "moshimo.cli", "tell", SAMPLE, "--seed", "7"]
    out = ["--format", "html", "--out", str(folder / "story.html")]
    settings = {**os.environ, "MOSHIMO_CACHE": str(folder / "cache")}
    return subprocess.Popen([*command, *out], env=settings, stderr=subprocess.DEVNULL)
