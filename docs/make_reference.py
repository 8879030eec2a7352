"""Writes the pages of the reference that the program knows by itself: commands and systems.

python docs/make_reference.py            write them
python docs/make_reference.py --check    say whether they are up to date, and write nothing
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import click

from moshimo.cli import commands
from moshimo.lang import tree
from moshimo.lang.parse import parse
from moshimo.lang.source import read_source
from moshimo.world.folder import SYSTEMS, systems
from moshimo.world.load import NEEDS, needs

REFERENCE = Path(__file__).parent / "reference"
MADE = "*Made from the code by `docs/make_reference.py`.*"
CODE = re.compile(r" \(Y\d+(, Y\d+)*\)")  # of the list of what the source stories need
KINDS_OF_RULES = ("action", "reason", "event", "appraisal", "inference", "worth", "")


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
        click.echo(f"docs/reference/{name} is not up to date; run: python docs/make_reference.py")
    return 1 if stale else 0


def pages() -> dict[str, str]:
    """Return the pages that are made, by their names."""
    return {"commands.md": commands_page(), "systems.md": systems_page()}


# commands -------------------------------------------------------------------------------------


def commands_page() -> str:
    """Return every command with what it says of itself under `--help`."""
    parts = [
        "# Commands\n",
        MADE + "\n",
        "Exit codes: 0 all is well; 1 the world is wrong, or could not run on; 2 the command is; "
        "70 we are, and a report was written. What is told goes to standard output, everything "
        "else to standard error.\n",
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


# systems --------------------------------------------------------------------------------------


def systems_page() -> str:
    """Return every standard system: what it is, what it needs, what it gives."""
    files = {word: _system(word) for word in systems()}
    parts = [
        "# Standard systems\n",
        MADE + "\n",
        "A world uses those that its `world.yaml` lists under `systems:`, with all that they need. "
        "They are written in the world language, in `src/moshimo/systems/`, and a world can give "
        "their actions further reasons.\n",
        "| system | what it is about |\n|---|---|",
        *(
            f"| [{word}](#{word}) | {_first_sentence(made.telling)} |"
            for word, made in files.items()
        ),
        "",
    ]
    for word, made in files.items():
        parts += [f"## {word}\n", *_telling(made), *_classes(word, made), *_rules(made)]
    return "\n".join(parts)


def _system(word: str) -> tree.File:
    path = SYSTEMS / f"{word}.py"
    return parse(read_source(path, SYSTEMS, path.name), path.name)


def _first_sentence(telling: str) -> str:
    first = " ".join(telling.split("\n\n")[0].split())
    return first.split(": ", 1)[-1].removesuffix(".").replace("|", "\\|")


def _telling(made: tree.File) -> list[str]:
    plain = CODE.sub("", made.telling.strip())
    paragraphs = [" ".join(part.split()) for part in plain.split("\n\n")]
    said = [f"{part}\n" for part in paragraphs if not part.startswith(NEEDS)]
    wanted = needs(made.telling)
    also = ", ".join(f"[{word}](#{word})" for word in wanted)
    return [*said, f"Needs: {also}.\n"] if wanted else said


def _classes(word: str, made: tree.File) -> list[str]:
    """Meanings, choices, and the attributes that each kind gets."""
    lines = (SYSTEMS / f"{word}.py").read_text("utf-8").split("\n")
    parts: list[str] = []
    for found in made.classes:
        rows = [_attribute(member, lines) for member in found.members]
        if found.parent == "Choice":
            words = ", ".join(f"`{choice}`" for choice, _ in found.words)
            parts.append(f"**{found.word}**, a choice of {words}.\n")
        elif found.parent == "Deed":
            given = ", ".join(f"{m.word}: {_type(m)}" for m in found.members)
            parts.append(f"**`{found.word}({given})`**, a meaning.{_remark(lines, found.at)}\n")
        else:
            room = f", with room for {found.room} born later" if found.room else ""
            parts += [
                f"**{found.word}**{room}\n",
                "| attribute | who knows it | |",
                "|---|---|---|",
            ]
            parts += [*rows, ""]
    return parts


def _attribute(member: tree.Member, lines: list[str]) -> str:
    known = ""
    if member.value is not None:
        line = lines[member.at.line - 1].split("#")[0]
        known = f"`{line.split('=', 1)[1].strip()}`"
    about = _remark(lines, member.at).strip()
    return f"| `{member.word}: {_type(member)}` | {known} | {about} |"


def _type(member: tree.Member) -> str:
    return f"{member.type}[{member.key}]" if member.key else member.type


def _remark(lines: list[str], at: object) -> str:
    """Return what the author's comment at the end of that line says."""
    line = getattr(at, "line", 0)
    _, apart, said = lines[line - 1].partition("# ")
    return f" {said.strip()[:1].upper()}{said.strip()[1:].rstrip(',.')}." if apart else ""


def _rules(made: tree.File) -> list[str]:
    """Return the rules as lists, by what they are."""
    parts: list[str] = []
    titles = {"": "Quantities", "inference": "Inferences", "worth": "Worth"}
    for mark in KINDS_OF_RULES:
        found = [f for f in made.functions if f.mark == mark]
        if found:
            parts += [f"{titles.get(mark, mark.capitalize() + 's')}\n"]
            parts += [_rule(function) for function in found]
            parts += [""]
    if made.constants:
        named = ", ".join(f"`{c.word}` {c.value:g}" for c in made.constants)
        parts += [f"Numbers: {named}.\n"]
    return parts


def _rule(function: tree.Function) -> str:
    roles = ", ".join(p.word for p in function.parameters)
    gives = f" → {function.returns}" if function.returns else ""
    of = next((value for word, value in function.options if word in ("of", "answers")), None)
    after = f" ({_option(function)} `{of.word}`)" if isinstance(of, tree.Name) else ""
    told = function.telling.strip().split("\n")[0]
    return f"- `{function.word}({roles})`{gives}{after}{': ' + told if told else ''}"


def _option(function: tree.Function) -> str:
    return next(word for word, _ in function.options if word in ("of", "answers"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
