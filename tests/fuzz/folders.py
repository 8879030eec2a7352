"""Draws worlds as folders: made from the grammar, or a good one with a few slips."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TypeAlias

from tests.fuzz.draw import LETTERS, NUMBERS, ODD, PLAIN, Draw, name, number
from tests.fuzz.rule_text import Author, Known

Folder: TypeAlias = dict[str, bytes]
TOKEN = re.compile(rb"\w+|\s+|[^\w\s]")
WORDS = (
    *PLAIN,
    *ODD,
    *NUMBERS,
    *"  |\n|:|{|}|[|]|- |#|'|&a|*a|!!python/object|<<|>|others|everybody|unknown|never".split("|"),
    *'at|when|before|after|of|deed|prevent|remove|add|day 2 12:00|3 minutes|"|\\'.split("|"),
)


def made(draw: Draw) -> tuple[Folder, Known]:
    """Return a world drawn from the grammar, and what questions can speak of in it."""
    known = Known()
    folder: Folder = {"rules/r.py": Author(draw, known).file().encode("utf-8", "surrogatepass")}
    people = [f"p{i}" for i in range(draw.many(2, 5))]
    folder["world.yaml"] = _world(draw)
    folder["people.yaml"] = _members(draw, known, people)
    if draw.yes(0.8):
        folder["scenarios/s.yaml"] = _scenario(draw, known, people)
    for i in range(draw.many(0, 2)):
        folder[f"forks/f{i}.yaml"] = _fork(draw, known, people)
    if draw.yes(0.3) and "scenarios/s.yaml" in folder:
        folder["stories/t.yaml"] = _story(draw, known, people)
    if draw.yes(0.3):
        folder["telling/t.yaml"] = _telling(draw, known)
    return folder, known


def _world(draw: Draw) -> bytes:
    systems = draw.one(["[]", "[]", "[time]", "[time, perception, space, ties, feelings]"])
    lines = [
        "title: T",
        f"systems: {systems}",
        f"pace: {draw.one(['10 minutes', '1 hour', '1 second'])}",
    ]
    return _yaml(lines)


def _members(draw: Draw, known: Known, people: list[str]) -> bytes:
    lines = [
        "Place:",
        "  hall: {name: the hall, path: {mill: 2 minutes}}",
        "  mill: {name: the mill}",
    ]
    lines.append("Character:")
    for who in people:
        values = [f"{w}: {_value(draw, t, people)}" for (k, t), has in known.attributes.items()
                  if k == "Character" for w, key in has if not key and draw.yes(0.3)]  # fmt: skip
        lines.append(f"  {who}: {{{', '.join(['place: hall', *values])}}}")
    for kind in known.kinds[2:]:
        if draw.yes(0.7):
            lines += [f"{kind}:", f"  {kind.lower()}1: {{name: the {kind.lower()}}}"]
    return _yaml(lines)


def _value(draw: Draw, type_: str, people: list[str]) -> str:
    forms = {
        "bool": ["true", "false"],
        "Character": [*people, "nobody"],
        "Place": ["hall", "mill"],
        "Moment": ["day 1 12:00", "never"],
        "Span": ["3 minutes", "2 hours"],
        "Rank": ["low", "high"],
        "whole": ["0", "1"],
    }
    if type_ in forms:
        return draw.one(forms[type_])
    if type_ != "num":
        return "nothing"
    return number(draw) if draw.yes(0.02) else draw.one(["0.1", "0.5", "1", "0"])


def _state(draw: Draw, known: Known, people: list[str]) -> str:
    entries = []
    for (kind, type_), has in known.attributes.items():
        for word, key in has:
            if kind == "Character" and draw.yes(0.3):
                spot = f"[{draw.one(people)}]" if key == "Character" else ""
                entries.append(f'"{draw.one(people)}.{word}{spot}": {_value(draw, type_, people)}')
    return "{" + ", ".join(entries) + "}"


def _deed(draw: Draw, known: Known, people: list[str]) -> str:
    if not known.deeds:
        return "meets(p0, p1)"
    word, kinds = draw.one(known.deeds)
    some = {"Character": people, "Place": ["hall", "mill"]}
    some["Deed"] = [f"is_so(place, {draw.one(people)}, {draw.one(['hall', 'mill', 'None'])})"]
    given = [draw.one(some.get(k, ["None"])) for k in kinds]
    return f"{word}({', '.join('None' if draw.yes(0.1) else one for one in given)})"


def _scenario(draw: Draw, known: Known, people: list[str]) -> bytes:
    lines = ["scenario: S", 'starts: "06:00"']
    ends = [f"at: day 1 06:{draw.many(10, 40)}"] if draw.yes(0.9) else []
    past = draw.one(["happened", "happened", "tried"])
    ends += [f'when: "{past}({_deed(draw, known, people)})"'] if draw.yes(0.3) else []
    lines += [f"ends: {{{', '.join(ends)}}}"] if ends else []
    lines += ["minds: {p0: {p1.place: mill}}"] if draw.yes(0.2) else []
    for key in draw.some(["change", "secret"], 0, 2):
        lines.append(f"{key}: {_state(draw, known, people)}" if key == "change" else "secret: {}")
    return _yaml(lines)


def _fork(draw: Draw, known: Known, people: list[str]) -> bytes:
    deed = _deed(draw, known, people)
    lines = ["fork: F"]
    when = draw.one(
        [
            "",
            "at: day 1 09:00",
            f'at: {{before: "{deed}"}}',
            f'at: {{after: "{deed}", every: true}}',
        ]
    )
    makes = [f"change: {_state(draw, known, people)}", f'prevent: "{deed}"', f'make: "{deed}"']
    makes.append(f"remove: [{draw.one(people)}]")
    makes.append(f"add: {{Character: {{{name(draw)}: {{place: mill}}}}}}")
    makes = makes[:3] if when and draw.yes(0.9) else makes
    return _yaml([*lines, *filter(None, [when]), draw.one(makes)])


def _story(draw: Draw, known: Known, people: list[str]) -> bytes:
    deeds = [_deed(draw, known, people) for _ in range(draw.many(1, 4))]
    deeds = [f"tried({deed})" if draw.yes(0.2) else deed for deed in deeds]
    beats = [f'  - {{id: M{i}, deed: "{deed}"}}' for i, deed in enumerate(deeds)]
    return _yaml(["story: T", "of: s", "beats:", *beats])


def _telling(draw: Draw, known: Known) -> bytes:
    word = draw.one(known.deeds)[0] if known.deeds else "x"
    return _yaml(
        [
            "tell:",
            f"  {word}:",
            f'    - {{when: "{draw.one(["again", "a.mood > 1"])}", as: "{{a}} goes"}}',
            '    - "{a} nods"',
        ]
    )


def _yaml(lines: list[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode("utf-8", "surrogatepass")


def question(draw: Draw, known: Known, people: list[str]) -> str:
    """Return a question in one line: an expression that names members by their ids."""
    roles = dict.fromkeys(people, "Character") | {"hall": "Place"}
    author = Author(draw, known)
    one, two = _deed(draw, known, people), _deed(draw, known, people)
    ways = [author.truth(roles, 3), author.num(roles, 3), f"happened({one})"]
    ways += [f"first({one}) - day(1)", f"first({one}) < first({two})", f"tried({one})"]
    mind, other = draw.one(people), draw.one(people)
    ways.append(f"believes({mind}, believes({other}, {author.truth(roles, 1)}))")
    ways.append(f"believes({mind}, believes({other}, {draw.one(people)}.place == hall))")
    ways.append(f"recalls({mind}, {author.claim(roles)})")
    return draw.one(ways)


def slipped(draw: Draw, folder: Folder) -> Folder:
    """Return a world with a few slips: bytes, words and lines that were changed or moved."""
    changed = dict(folder)
    for _ in range(draw.many(1, 4)):
        path = draw.one(sorted(changed))
        changed[path] = _slip(draw, changed[path], changed)
    if draw.yes(0.03):
        changed[draw.one(["M.YAML", "rules/A.PY", "x.yml", "forks/é.yaml", "telling/.t.yaml"])] = (
            b"a: 1\n"
        )
    return changed


def _slip(draw: Draw, text: bytes, folder: Folder) -> bytes:
    tokens = TOKEN.findall(text) or [b"x"]
    i = draw.of.randrange(len(tokens))
    other = TOKEN.findall(folder[draw.one(sorted(folder))]) or [b"y"]
    match draw.many(0, 9):
        case 0:
            tokens[i] = draw.one(other)
        case 1:
            tokens[i] = draw.one(WORDS).encode("utf-8", "surrogatepass")
        case 2:
            del tokens[i : i + draw.many(1, 20)]
        case 3:
            tokens[i:i] = tokens[i - draw.many(1, 40) : i]
        case 4:
            j = draw.of.randrange(len(tokens))
            tokens[i], tokens[j] = tokens[j], tokens[i]
        case 5:
            tokens.insert(i, draw.one(LETTERS).encode("utf-8", "surrogatepass"))
        case 6:
            numbers = [n for n, t in enumerate(tokens) if t[:1].isdigit()]
            tokens[draw.one(numbers or [i])] = draw.one(NUMBERS).encode()
        case 7:
            tokens[i] = tokens[i] * draw.one([2, 100, 5000])
        case 8:
            lines = text.split(b"\n")
            lines.insert(draw.of.randrange(len(lines)), draw.one(lines))
            return b"\n".join(lines)
        case _:
            tokens[i] = bytes([draw.of.randrange(256)])
    return b"".join(tokens)


def read(root: Path) -> Folder:
    """Return the files of a world as a folder."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


def write(folder: Folder, root: Path) -> None:
    """Write a folder's files below `root`."""
    for path, text in folder.items():
        where = root / path
        where.parent.mkdir(parents=True, exist_ok=True)
        where.write_bytes(text)
