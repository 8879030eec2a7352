"""Writes the pages of the reference that the program knows by itself: commands, Python, systems.

python -m docs.make_reference            write them
python -m docs.make_reference --check    say whether they are up to date, and write nothing
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import click
from docs.python_page import python_page
from docs.systems_page import systems_page

from moshimo.cli import commands
from moshimo.cli.exit_codes import MEANINGS

REFERENCE = Path(__file__).parent / "reference"
MADE = "*Made from the code by `docs/make_reference.py`.*"
WIDEST = 100
TERMINAL = """\
A text is printed in the encoding of standard output. Letters that it lacks, as on Windows in a
pipe, are replaced by others that look like them, else by question marks. `--format json`, `jsonl`,
`html` and `svg` are always in UTF-8, and so is every file that `--out` writes. Nothing is coloured.
While `odds` runs, its progress is a line that is wiped away, on standard error if that is a
terminal whose `TERM` is not `dumb`. Lines of `odds` and `compare` fit the terminal, or `COLUMNS`;
the sentences of stories and messages are left to the terminal to break, so that they can be copied.

Nothing that an author writes commands a terminal: control characters, letters that turn the
direction of writing, and letters that take no room are spelt out, as `\\x1b` or `\\u202e`. A joiner
(`\\u200d`) stays where its script or an emoji needs it. In JSON no number is infinite or undefined:
such a one is `null`, for example a moment that never comes.

`--out` replaces a file by a whole new one, which keeps the mode of the old. A link is followed.
A pipe or a device is written through. If it fails, the file that was there is as it was.
"""
# What a line may begin with: a list's mark and a word, code whole, and no mark alone ("-", "1.").
WORD = re.compile(r"(?:^ *(?:- )?)?(?:`[^`]*`|[^\s`])+(?: (?:[-+*#>=|]+|\d+[.)])(?=\s|$))*")


def main(words: list[str]) -> int:
    """Write the pages, or compare them."""
    stale = []
    for name, text in pages().items():
        path = REFERENCE / name
        if words == ["--check"]:
            stale += [] if path.is_file() and path.read_text("utf-8") == text else [name]
        else:
            path.write_text(text, encoding="utf-8", newline="\n")
    for name in stale:
        click.echo(f"docs/reference/{name} is not up to date; run: python -m docs.make_reference")
    return 1 if stale else 0


def pages() -> dict[str, str]:
    """Return the pages that are made, by their names."""
    made = {"commands.md": commands_page(), "systems.md": systems_page(MADE)}
    wrapped = {name: "\n".join(_wrapped(page)) for name, page in made.items()}
    return {**wrapped, "python.md": python_page(MADE)}


def _wrapped(page: str) -> Iterator[str]:
    """Yield a page's lines, paragraphs and list items broken where they are too wide."""
    in_code = False
    for line in page.split("\n"):
        in_code ^= line.startswith("```")
        if len(line) <= WIDEST or in_code or line.startswith("|"):
            yield line
            continue
        row, *words = WORD.findall(line)
        deeper = " " * (len(row) - len(row.lstrip(" -")))
        for word in words:
            if len(row) + len(word) < WIDEST:
                row += f" {word}"
            else:
                yield row
                row = deeper + word
        yield row


# commands -------------------------------------------------------------------------------------


def commands_page() -> str:
    """Return every command with what it says of itself under `--help`."""
    parts = [
        "# Commands\n",
        MADE + "\n",
        "What is told goes to standard output, everything else to standard error. What a command "
        "prints arrives whole, or its exit code says so:\n",
        "| exit code | what it says |\n|---|---|",
        *(f"| {code} | {meaning} |" for code, meaning in MEANINGS.items()),
        "",
        TERMINAL,
        _help(commands, "moshimo"),
    ]
    for word in sorted(commands.commands):
        command = commands.commands[word]
        parts += [f"## moshimo {word}\n", _help(command, f"moshimo {word}")]
    return "\n".join(parts)


def _help(command: click.Command, called: str) -> str:
    settings = {**commands.context_settings, "max_content_width": 100, "terminal_width": 100}
    context = click.Context(command, info_name=called, **settings)
    return f"```text\n{command.get_help(context)}\n```\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
