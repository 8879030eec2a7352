"""Ctrl-C and SIGTERM stop whatever a command is at, and no worker is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest
from tests.engine.tiny import SAMPLE

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="signals are of POSIX"),
]
SOON = 2.0  # seconds: half a second on a quiet machine
FOR_EVER = ["odds", str(SAMPLE), "happened(leave(bo))", "--within", "0.00001"]
COMMANDS = {
    "odds on threads": FOR_EVER,
    "odds on processes": [*FOR_EVER, "--on", "processes"],
    "making machine code": [*FOR_EVER, "--universes", "1000000"],
}


def begun(words: list[str], **environ: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "moshimo.cli", *words]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, env={**os.environ, **environ}, start_new_session=True, **pipes)  # type: ignore[call-overload, no-any-return]


def of_session(leader: int) -> list[int]:
    """Return the processes that a command and its children have still running."""
    listed = subprocess.run(
        ["ps", "-e", "-o", "pid=,sess=,stat="],
        capture_output=True,
        text=True,
        check=True,
    )
    rows = [line.split() for line in listed.stdout.splitlines()]
    return [int(pid) for pid, session, state in rows if int(session) == leader and state[0] != "Z"]


def gone(leader: int, within: float) -> bool:
    deadline = time.monotonic() + within
    while of_session(leader):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


STOPPED_EARLY = """
import sys
class Stop:
    def find_spec(self, name, path=None, target=None):
        if name == "moshimo.cli":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Stop())
from moshimo.__main__ import main
main()
"""


def test_a_command_that_is_stopped_before_it_has_begun_ends_quietly() -> None:
    done = subprocess.run([sys.executable, "-c", STOPPED_EARLY], capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


def test_little_is_imported_before_ctrl_c_is_heard() -> None:
    project = tomllib.loads((SAMPLE.parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["scripts"] == {"moshimo": "moshimo.__main__:main"}
    asked = "import moshimo.__main__, sys; print([m for m in sys.modules if 'moshimo' in m])"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, check=True)
    assert done.stdout.split() == [b"['moshimo',", b"'moshimo.__main__']"]


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_a_signal_stops_a_command_soon(
    words: list[str], number: signal.Signals, code: int, tmp_path: Path
) -> None:
    cold = {"MOSHIMO_CACHE": str(tmp_path / "cache")} if "1000000" in words else {}
    running = begun(words, **cold)
    try:
        time.sleep(4)
        assert running.poll() is None, running.communicate()
        sent = time.monotonic()
        running.send_signal(number)
        assert running.wait(timeout=20) == code
        assert time.monotonic() - sent < SOON
        assert gone(running.pid, within=20)
    finally:
        running.kill()
        _, err = running.communicate()
    assert b"Stopped." in err
    assert b"Traceback" not in err


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
@pytest.mark.parametrize("on", ["processes", "dask-local"])
def test_workers_end_with_the_command_that_began_them(number: signal.Signals, on: str) -> None:
    running = begun([*FOR_EVER, "--on", on])
    try:
        deadline = time.monotonic() + 30
        while len(of_session(running.pid)) < 3 and time.monotonic() < deadline:
            time.sleep(0.1)
        assert len(of_session(running.pid)) >= 3  # it and two workers
        running.send_signal(number)
        running.wait(timeout=20)
        assert gone(running.pid, within=20)
    finally:
        for pid in of_session(running.pid):
            os.kill(pid, signal.SIGKILL)
        running.communicate()
