"""Interrupts: Ctrl-C and SIGTERM stop a command within half a second, whatever it is at.

The main thread hears a signal only between two steps of the interpreter: not while LLVM compiles
a module. So a second thread hears it too. It gives the main thread time to end in good order, and
then ends the process.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import sys
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import FrameType

PATIENCE = 0.4  # seconds that the main thread has to notice a signal
TO_TIDY = 1.0  # seconds that it then has to tell what it knows, and to end
CODES: Mapping[int, int] = {signal.SIGINT: 130, signal.SIGTERM: 143}


@dataclass(slots=True)
class Heard:
    """Which signal was heard first; 0 for none."""

    number: int = 0

    @property
    def code(self) -> int:
        """The exit code of a command that it stopped, 0 for none."""
        return CODES.get(self.number, 0)


@contextlib.contextmanager
def interruptible() -> Iterator[Heard]:
    """Let signals stop what runs in here: the first by an exception, the second at once.

    Outside the main thread nothing is changed.

    Raises:
        KeyboardInterrupt: it was stopped.
    """
    heard = Heard()
    if threading.current_thread() is not threading.main_thread():
        yield heard
        return
    ours, theirs = socket.socketpair()
    theirs.setblocking(False)
    noticed = threading.Event()

    def notice(number: int, _: FrameType | None) -> None:
        if not heard.number:
            heard.number = number
            noticed.set()
            raise KeyboardInterrupt

    before = {number: signal.signal(number, notice) for number in CODES}
    waking = signal.set_wakeup_fd(theirs.fileno(), warn_on_full_buffer=False)
    threading.Thread(target=_see_to_it, args=(ours, noticed), daemon=True).start()
    try:
        yield heard
    finally:
        signal.set_wakeup_fd(waking)
        for number, old in before.items():
            signal.signal(number, old)
        theirs.close()


def _see_to_it(signals: socket.socket, noticed: threading.Event) -> None:
    """End the process if the first signal stops nothing in time, or at the second one."""
    with signals:
        first = _next(signals)
        if not first:
            return
        if noticed.wait(PATIENCE):
            signals.settimeout(TO_TIDY)
            with contextlib.suppress(TimeoutError):
                first = _next(signals)
        if first:
            os.write(sys.stderr.fileno(), b"\nStopped.\n")
            os._exit(CODES[first])


def _next(signals: socket.socket) -> int:
    """Return the next signal that stops a command; 0 if none can come any more."""
    while written := signals.recv(1):
        if written[0] in CODES:
            return written[0]
    return 0
