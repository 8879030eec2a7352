"""Standard output and standard error: what is printed arrives whole, or the command says so.

Everything that a command prints passes a `Screen`. Nothing in it commands a terminal, letters that
the terminal's encoding lacks are replaced, and a write that fails ends the command in one line.
"""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TextIO, cast

import click

from moshimo.cli.exit_codes import NOT_WRITTEN
from moshimo.output.shown_letters import fitting, visible, visible_lines

WIPED = "\r\x1b[K"  # takes a line of a terminal away


class NotWritten(click.ClickException):
    """What was made could not be written."""

    exit_code = NOT_WRITTEN


class ReaderGone(BaseException):
    """Nobody reads standard output any more, as after `| head`: there is nothing left to do."""


@dataclass(slots=True, weakref_slot=True, eq=False)
class Screen:
    """A text stream in the place of standard output or standard error.

    Attributes:
        stream: what it writes to; None if it was closed before the command began.
        is_output: whether it is standard output, which must arrive. What cannot be said on standard
            error is left unsaid.
    """

    stream: TextIO | None
    is_output: bool

    @property
    def encoding(self) -> str:
        """The encoding of what is written."""
        return getattr(self.stream, "encoding", None) or "utf-8"

    def fileno(self) -> int:
        """Return the number of the stream that is written to.

        Raises:
            OSError: it has none, or was closed.
        """
        if self.stream is None:
            raise OSError(errno.EBADF, "it is closed")
        return self.stream.fileno()

    def isatty(self) -> bool:
        """Whether somebody looks on, at a terminal that can wipe a line."""
        stream = self.stream
        return stream is not None and stream.isatty() and os.environ.get("TERM", "") != "dumb"

    def write(self, text: str) -> int:
        """Write a text, made visible; on standard error a line may be wiped away."""
        parts = [text] if self.is_output else text.split(WIPED)
        shown = WIPED.join(map(visible_lines, parts))
        with self._told():
            if self.stream is None:
                raise OSError(errno.EBADF, "it is closed")
            self.stream.write(fitting(shown, self.encoding))
        return len(text)

    def hand_on(self, text: str) -> None:
        """Write a text for programs: in UTF-8, which JSON, pages and pictures are in, as it is."""
        with self._told():
            if self.stream is None:
                raise OSError(errno.EBADF, "it is closed")
            self.stream.flush()
            binary = getattr(self.stream, "buffer", None)
            if binary is None:
                self.stream.write(text)
            else:
                binary.write(text.encode("utf-8"))
            self.stream.flush()

    def flush(self) -> None:
        """Let what was written arrive."""
        if self.stream is not None:
            with self._told():
                self.stream.flush()

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        """Turn a failed write into `NotWritten`, or into nothing on standard error."""
        try:
            yield
        except OSError as wrong:
            self._give_up()
            if not self.is_output:
                return
            gone = errno.EINVAL if sys.platform == "win32" else errno.EPIPE
            if wrong.errno in (errno.EPIPE, gone):
                raise ReaderGone from None
            raise NotWritten(f"standard output could not be written: {why(wrong)}.") from None

    def _give_up(self) -> None:
        """Send what is still buffered nowhere, so that the interpreter's end does not fail too."""
        stream, self.stream = self.stream, None if self.is_output else self.stream
        with contextlib.suppress(OSError, ValueError, AttributeError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, cast(Any, stream).fileno())
            os.close(nowhere)


@contextlib.contextmanager
def screens() -> Iterator[None]:
    """Put a `Screen` in the place of standard output, and of standard error."""
    _occupy_closed()
    out, err = Screen(_steady(sys.stdout), is_output=True), Screen(_steady(sys.stderr), False)
    with (
        contextlib.redirect_stdout(cast(TextIO, out)),
        contextlib.redirect_stderr(cast(TextIO, err)),
    ):
        yield


def why(wrong: OSError) -> str:
    """Return why something could not be written, as the system says it."""
    said = wrong.strerror or str(wrong) or "it cannot be written"
    return visible(said[:1].lower() + said[1:])


def _steady(stream: TextIO | None) -> TextIO | None:
    """Return a stream that writes a text whole, also where Python was told not to buffer.

    Without a buffer Python writes once and passes over what the system did not take.
    """
    raw = getattr(stream, "buffer", None)
    if not isinstance(stream, io.TextIOWrapper) or not isinstance(raw, io.RawIOBase):
        return stream
    again = io.BufferedWriter(io.FileIO(raw.fileno(), "w", closefd=False))
    return io.TextIOWrapper(again, stream.encoding, stream.errors, write_through=True)


def _occupy_closed() -> None:
    """Open what was closed before we came, so that no file of ours gets the number of a stream."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            with contextlib.suppress(OSError):
                os.open(os.devnull, os.O_RDWR)
