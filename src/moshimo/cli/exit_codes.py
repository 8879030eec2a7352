"""How a command ends: its exit codes, and what each says."""

from __future__ import annotations

WELL, WRONG_WORLD, WRONG_COMMAND = 0, 1, 2
OUR_FAULT, NOT_WRITTEN = 70, 74  # EX_SOFTWARE and EX_IOERR of sysexits.h
INTERRUPTED, TERMINATED = 130, 143  # 128 and the signal's number, as shells say it

MEANINGS = {
    WELL: "all is well; also if the reader of a pipe left before its end, as `head` does",
    WRONG_WORLD: "something is wrong in the world, in a fork or in a question, or a universe could "
    "not run on",
    WRONG_COMMAND: "the command is wrong: an option, a name, or an `--out` whose folder is missing",
    OUR_FAULT: "a bug of ours; a report of it was written to a file, which is named",
    NOT_WRITTEN: "what was made could not be written: the disk is full, nobody may write there, "
    "standard output is closed",
    INTERRUPTED: "stopped by Ctrl-C",
    TERMINATED: "stopped by SIGTERM",
}
