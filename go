#!/usr/bin/env python3
"""Set Moshimo up beside this file, then do what was asked.

    ./go                  tell the story of the leaf
    ./go test [quick] …   run the tests (quick: those not marked slow)
    ./go lint             lint, format check, types
    ./go faults …         plant faults and show that the tests catch them
    ./go fuzz MINUTES     throw drawn worlds, slips, questions and commands at Moshimo
    ./go nightly …        the long checks: universes replayed, runs killed, many threads
    ./go bench NAME …     run bench/NAME.py
    ./go COMMAND …        moshimo COMMAND …

Everything lives in `.venv`, with the versions and hashes of `requirements.lock`; what only
developers need is in `requirements-dev.lock`, and installed when it is first asked for. This file
needs the standard library alone, and a Python too old for the rest can still read it.
"""

import contextlib
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

TYPE_CHECKING = False  # as in typing, which is slow to import
if TYPE_CHECKING:
    from collections.abc import Iterator

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

OLDEST = (3, 11)
KNOWN = ("python3.14", "python3.13", "python3.12", "python3.11")
ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WARM = "import moshimo; moshimo.load('leaf').program.native"  # into the user's cache
LOCK = ROOT / "requirements.lock"  # what runs Moshimo
WHOLE_LOCK = ROOT / "requirements-dev.lock"  # the same versions, and what developers need
DEVELOPERS = ("test", "lint", "faults", "fuzz", "nightly", "bench")
RUNS = {"faults": "tests.faults.run", "fuzz": "tests.fuzz.run", "nightly": "tests.long.run"}
STAMP = VENV / "set-up.stamp"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")


def main(words: "list[str]") -> int:
    """Set up if anything changed, then do what `words` ask for."""
    if sys.version_info < OLDEST:
        return again_with_newer_python(words)
    whole = bool(words) and words[0] in DEVELOPERS
    try:
        if not is_set_up(whole):
            with one_at_a_time():
                if not is_set_up(whole):
                    set_up(whole)
        return run(words)
    except KeyboardInterrupt:
        return 130


def run(words: "list[str]") -> int:
    """Do what `words` ask for with what `.venv` holds."""
    if not words:
        return first_story()
    first, rest = words[0], words[1:]
    if first == "test":
        quick = rest[:1] == ["quick"]
        chosen = ["-m", "not slow", *rest[1:]] if quick else rest
        return become(PYTHON, "-m", "pytest", "-n", "2", *chosen, at=ROOT)
    if first == "lint":
        return lint()
    if first in RUNS:
        return become(PYTHON, "-m", RUNS[first], *rest, at=ROOT)
    if first == "bench":
        return bench(rest)
    return become(BIN / "moshimo", first, *rest)


def lint() -> int:
    """Run every check even where one fails, so that all is seen at once."""
    checks = (["ruff", "check"], ["ruff", "format", "--check"], ["mypy"])
    failed = [check for check in checks if subprocess.call([PYTHON, "-m", *check], cwd=ROOT) != 0]
    return 1 if failed else 0


def bench(words: "list[str]") -> int:
    """Run one script of `bench/`, or one of its folders that has a `__main__.py`."""
    at = ROOT / "bench"
    folders = (path.parent for path in at.glob("*/__main__.py"))
    known = sorted(path.stem for path in (*at.glob("*.py"), *folders))
    if not words or words[0] not in known:
        say(f"./go bench NAME, where NAME is one of: {', '.join(known) or '(there is none yet)'}")
        return 2
    return become(PYTHON, "-m", f"bench.{words[0]}", *words[1:], at=ROOT)


def first_story() -> int:
    """Tell the story of the leaf, and name the other one where it does not disturb the text."""
    code = subprocess.call([str(BIN / "moshimo"), "tell", "leaf"])
    if code == 0:
        sys.stderr.write("another story of this world: ./go tell leaf/succession\n")
    return code


def become(*command: "str | Path", at: "Path | None" = None) -> int:
    """Turn into `command`, which keeps this process where the system can do that."""
    if at:
        os.chdir(at)
    text = [str(part) for part in command]
    if os.name != "nt":  # there exec would return to the prompt at once
        os.execv(text[0], text)
    return subprocess.call(text)


def is_set_up(whole: bool) -> bool:
    """Return whether `.venv` was made here, by this Python, from these files; `whole`, for all."""
    made = stamped()
    return made[:2] == stamp() and (not whole or made[2:] == (WHOLE_LOCK.name,))


def stamped() -> "tuple[str, ...]":
    """Return the lines of the stamp that the last set-up left: as `stamp`, and the lock it took."""
    try:
        return tuple(STAMP.read_text(encoding="utf-8").split("\n"))
    except OSError:
        return ()


def stamp() -> "tuple[str, str]":
    """Return what `.venv` is to be made by, and what from."""
    files = (LOCK, WHOLE_LOCK, ROOT / "pyproject.toml")
    read = hashlib.sha256(b"\0".join(path.read_bytes() for path in files))
    return f"{sys.implementation.name} {sys.version.split()[0]} at {ROOT}", read.hexdigest()


def set_up(whole: bool) -> None:
    """Make or renew `.venv`: the locked packages, then the project; what is there already stays."""
    started = time.perf_counter()
    lock, what = (WHOLE_LOCK, ", for developers") if whole else (LOCK, "")
    say(f"setting up .venv{what} (once; some seconds to a minute)")
    if stamped()[:1] != stamp()[:1] or not PYTHON.exists():
        make_venv()
    if not (whole and installed("uv", lock)) and not installed("pip", lock):
        raise stopped("the packages could not be installed; pip says above why. Online?")
    subprocess.run([PYTHON, "-c", WARM], check=False)  # without it the first stories come slower
    STAMP.write_text("\n".join((*stamp(), lock.name)), encoding="utf-8")
    say(f"ready after {time.perf_counter() - started:.1f} s")


def make_venv() -> None:
    """Make `.venv` anew, removing what an earlier or broken-off set-up left."""
    if importlib.util.find_spec("ensurepip") is None:
        raise stopped(
            "this Python came without ensurepip, which makes virtual environments.\n"
            f"On Debian and Ubuntu: sudo apt install python3.{sys.version_info[1]}-venv"
        )
    base = getattr(sys, "_base_executable", "") or sys.executable
    done = subprocess.run([base, "-m", "venv", "--clear", VENV], capture_output=True, text=True)
    if done.returncode != 0:
        raise stopped(f"Python could not make .venv:\n{done.stdout}{done.stderr}")


def installed(tool: str, lock: Path) -> bool:
    """Install a lock and the project with `tool`, and return whether all went well.

    Developers' packages are many, and uv is quicker; for a user's few it is not worth its size.
    """
    locked = ("install", "--require-hashes", "--no-deps", "-r")
    project = ("install", "--no-deps", "--no-build-isolation", "-e", str(ROOT))
    steps: list[tuple[str, ...]] = [("pip", *locked, str(lock)), ("pip", *project)]
    if tool == "uv":
        own = VENV / "uv.lock"
        own.write_text(uv_alone(lock.read_text(encoding="utf-8")), encoding="utf-8")
        here = ("--python", str(PYTHON))
        steps = [("pip", *locked, str(own)), *(("uv", *step, *here) for step in steps)]
    return all(succeeds(step, show=tool == "pip") for step in steps)


def uv_alone(lock: str) -> str:
    """Return the part of the lock that is about uv: its version and hashes."""
    found = re.search(r"^uv==.*\n(?:[ \t].*\n?)*", lock, re.MULTILINE)
    return found[0] if found else ""


def succeeds(module: "tuple[str, ...]", show: bool) -> bool:
    """Run a module of `.venv`, and return whether it ended well; if not, `show` what it said."""
    command = [str(PYTHON), "-m", *module]
    settings = dict(os.environ, PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_NO_INPUT="1")
    settings.setdefault("UV_SYSTEM_CERTS", "true")  # as pip does, for networks with their own
    done = subprocess.run(command, cwd=ROOT, env=settings, capture_output=True, text=True)
    if done.returncode != 0 and show:
        sys.stderr.write(done.stdout + done.stderr)
    return done.returncode == 0


@contextlib.contextmanager
def one_at_a_time() -> "Iterator[None]":
    """Wait until no other set-up of this folder is running, and keep others waiting."""
    with (ROOT / ".venv.lock").open("w") as held:
        if sys.platform == "win32":
            while True:
                try:
                    msvcrt.locking(held.fileno(), msvcrt.LK_LOCK, 1)
                    break
                except OSError:  # it gives up after ten seconds
                    continue
        else:
            fcntl.flock(held, fcntl.LOCK_EX)
        yield


def again_with_newer_python(words: "list[str]") -> int:
    """Start over with the newest Python that is installed and new enough."""
    new_enough = f"import sys; sys.exit(sys.version_info < {OLDEST})"
    for name in KNOWN:
        path = shutil.which(name)
        if path and subprocess.call([path, "-c", new_enough], stderr=subprocess.DEVNULL) == 0:
            return become(path, __file__, *words)
    raise stopped(f"Moshimo needs Python 3.{OLDEST[1]} or newer; this is {sys.version.split()[0]}.")


def say(text: str) -> None:
    """Tell the person at the terminal, apart from what the program prints."""
    sys.stderr.write(f"go: {text}\n")


def stopped(text: str) -> SystemExit:
    """Return the end of this program, which says why nothing can be done."""
    return SystemExit(f"go: {text}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
