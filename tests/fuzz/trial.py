"""Tries one case in a process of its own, and says what it did that it must not do."""

from __future__ import annotations

import faulthandler
import os
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

SECONDS = 2.0  # of processor time
MEGABYTES = 512  # more than the case began with
MUST_NOT = (
    "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork", "socket.connect",
    "socket.bind", "shutil.rmtree", "ctypes.dlopen", "os.symlink",
)  # fmt: skip
CHANGES = ("os.rename", "os.remove", "os.mkdir", "os.link", "os.chmod", "os.truncate")
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a case: `fault` is what it did wrong, or "" if all is well."""

    fault: str
    told: str
    seconds: float
    megabytes: float


def tried(case: Callable[[], str], inside: tuple[Path, ...], seconds: float = SECONDS) -> Verdict:
    """Run a case in a child of this process, within bounds; it may write in the folders `inside`.

    `case` returns what it told. An exception that comes out of it is a fault.
    """
    with tempfile.TemporaryFile() as heard:
        started = time.monotonic()
        child = os.fork()
        if child == 0:
            _run(case, inside, heard.fileno(), seconds)
        _, status, used = _awaited(child, started + seconds * 8 + 20)
        heard.seek(0)
        began, _, text = heard.read().decode("utf-8", "replace").partition("\n")
    spent, big = used.ru_utime + used.ru_stime, max(used.ru_maxrss / 1024 - float(began), 0.0)
    return Verdict(_fault(status, text, spent, big, seconds), text, spent, big)


def _resident() -> float:
    """Return how many megabytes this process has in memory; 0 where the system does not say."""
    told = Path("/proc/self/statm")
    pages = int(told.read_text().split()[1]) if told.exists() else 0
    return pages * resource.getpagesize() / 2**20


def _fault(status: int, text: str, spent: float, big: float, seconds: float) -> str:
    if os.WIFSIGNALED(status):
        name = signal.Signals(os.WTERMSIG(status)).name
        return f"{'hangs' if name in ('SIGXCPU', 'SIGKILL') else 'ended by ' + name}"
    if os.WEXITSTATUS(status) == 3:
        return text.strip().rsplit("\n", 1)[-1][:200] or "raised"
    if os.WEXITSTATUS(status) != 0:
        return f"ended with {os.WEXITSTATUS(status)}"
    if big > MEGABYTES:  # asked first: what is large is often slow, too
        return f"large: {big:.0f} MB"
    return f"slow: {spent:.1f} s" if spent > seconds else ""


def _awaited(child: int, deadline: float) -> tuple[int, int, resource.struct_rusage]:
    """Wait for the child; end it if it still runs at the deadline (a sleep uses no time)."""
    while True:
        pid, status, used = os.wait4(child, os.WNOHANG)
        if pid:
            return pid, status, used
        if time.monotonic() > deadline:
            os.kill(child, signal.SIGKILL)
        time.sleep(0.005)


def _run(case: Callable[[], str], inside: tuple[Path, ...], heard: int, seconds: float) -> None:
    """Be the child: write what it has in memory, run the case, write what it told, end."""
    code = 3
    os.write(heard, f"{_resident()}\n".encode())
    try:
        most = int(seconds * 2) + 2
        resource.setrlimit(resource.RLIMIT_CPU, (most, most + 2))
        resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        faulthandler.disable()
        sys.addaudithook(_guard(tuple(map(str, inside))))
        told = case()
        code = 0
    except BaseException:  # noqa: BLE001  whatever comes out is the finding
        told = traceback.format_exc()
    os.write(heard, told.encode("utf-8", "replace")[-20_000:])
    os._exit(code)


class Trespass(BaseException):
    """The case did what no case may do. Not an `Exception`: nobody may swallow it."""


def _guard(inside: tuple[str, ...]) -> Callable[[str, tuple[object, ...]], None]:
    """Return an audit hook that stops what a world must never come to."""

    def ensure_inside(event: str, path: object) -> None:
        if isinstance(path, str | bytes) and path:
            whole = os.path.abspath(os.fsdecode(path))  # noqa: PTH100
            if not whole.startswith((*inside, "/dev/null")):
                raise Trespass(f"{event} outside: {whole}")

    def guard(event: str, args: tuple[object, ...]) -> None:
        if event in MUST_NOT:
            raise Trespass(f"{event}: {args!r}"[:300])
        writes = event == "open" and isinstance(args[2], int) and args[2] & WRITES
        if writes or event in CHANGES:
            ensure_inside(event, args[0])

    return guard
