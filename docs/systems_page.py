"""The page of the reference that lists the standard systems, made of their files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from moshimo.errors import Span
from moshimo.lang import written
from moshimo.lang.text.parser import parse
from moshimo.lang.text.source import read_source
from moshimo.world.text.folder import SYSTEMS, systems
from moshimo.world.text.rule_files import NEEDS, needs

CODE = re.compile(r" \(Y\d+(, Y\d+)*\)")  # of the list of what the source stories need
HEAD = """\
A world uses those that its `world.yaml` lists under `systems:`, with all that they need. They are
written in the world language, in `src/moshimo/systems/`, and can do nothing that a world's own
rules could not: `moshimo show WORLD RULE` prints the text of any rule here.

Of each system this page says what it brings:

- **Attributes** are set for each member, in the files of a world and in its scenarios. *Yours* are
  those that no standard rule ever changes.
- **Actions** can be answered (`answers=`), remembered (`recalls`), and given further reasons
  (`@reason(of=…)`) by your own rules. *Wanted* and *held back* are the reasons that they have
  already. Roles of which no kind is named are people.
- **Meanings** are what deeds of your own can say that they come to (`means`), and what your
  appraisals can answer.
- **Quantities** are there for your rules to use.
"""
TITLES = {
    "action": "Actions",
    "reason": "Reasons that it gives to actions",
    "event": "Events",
    "appraisal": "Appraisals",
    "inference": "Inferences",
    "worth": "Worth",
    "": "Quantities",
}
SHOWN = 5  # attributes of one member in an example


@dataclass(frozen=True, slots=True)
class System:
    """A standard system's file: its name, its tree, and its lines for the remarks in them."""

    word: str
    file: written.File
    lines: list[str]

    @property
    def kinds(self) -> list[written.Class]:
        """The kinds that it adds, or adds to."""
        return [found for found in self.file.classes if found.parent not in ("Choice", "Deed")]


def systems_page(made: str) -> str:
    """Return every standard system: what it is, what it needs, what it brings.

    `made` says that the page is made.
    """
    known = {word: _system(word) for word in systems()}
    changed = {word for system in known.values() for word in _changed(system)}
    parts = [
        "# Standard systems\n",
        made + "\n",
        HEAD,
        "| system | what it is about | brings |\n|---|---|---|",
        *(
            f"| [{word}](#{word}) | {_first_sentence(system.file.telling)} | {_brings(system)} |"
            for word, system in known.items()
        ),
        "",
    ]
    for word, system in known.items():
        parts += [
            f"## {word}\n",
            *_telling(system, known),
            _example(system, known, changed),
            *_meanings(system),
            *_attributes(system, changed),
            *_rules(system),
        ]
    return "\n".join(parts)


def _system(word: str) -> System:
    path = SYSTEMS / f"{word}.py"
    source = read_source(path, SYSTEMS, path.name)
    return System(word, parse(source, path.name), path.read_text("utf-8").split("\n"))


def _first_sentence(telling: str) -> str:
    first = " ".join(telling.split("\n\n")[0].split())
    return first.split(": ", 1)[-1].removesuffix(".").replace("|", "\\|")


def _brings(system: System) -> str:
    """The actions, or else what there is."""
    named = [f.word for f in system.file.functions if f.mark == "action"]
    named = named or [f.word for f in system.file.functions if not f.mark]
    return ", ".join(f"`{word}`" for word in named)


def _telling(system: System, known: dict[str, System]) -> list[str]:
    plain = CODE.sub("", system.file.telling.strip())
    paragraphs = [" ".join(part.split()) for part in plain.split("\n\n")]
    said = [f"{part}\n" for part in paragraphs if not part.startswith(NEEDS)]
    users = [word for word in known if system.word in needs(known[word].file.telling)]
    for title, words in (("Needs", needs(system.file.telling)), ("Needed by", users)):
        if words:
            said.append(f"{title}: {', '.join(f'[{word}](#{word})' for word in words)}.\n")
    return said


# how it stands in a world


def _example(system: System, known: dict[str, System], changed: set[str]) -> str:
    """Three lines or a few more: the systems to list, and members with what is theirs to have."""
    listed = sorted(_all_needed(system.word, known))
    choices = {c.word: c.words for word in listed for c in known[word].file.classes if c.words}
    chosen = {kind.word: _chosen(kind, changed, choices) for kind in system.kinds if not kind.room}
    chosen = {kind: given for kind, given in chosen.items() if given}
    named = {key for given in chosen.values() for m in given for key in (m.type, m.key)}
    bare = {"Character", "Place"} & named
    rooms = {k.word for word in listed for k in known[word].kinds} & named
    lines = [f"systems: [{', '.join(listed)}]"]
    for kind in [*chosen, *sorted((bare | rooms) - set(chosen))]:
        given = [f"{m.word}: {_sample(m, choices)}" for m in chosen.get(kind, [])]
        lines += [f"{kind}:", f"  {_id(kind)}: {{{', '.join(given)}}}"]
        if kind == "Character" and kind in named:
            lines += ["  another: {}"]
    head = "In `world.yaml`" + (", and in any other file:" if len(lines) > 1 else ":")
    return f"{head}\n\n```yaml\n" + "\n".join(lines) + "\n```\n"


def _all_needed(word: str, known: dict[str, System]) -> set[str]:
    found, open_words = {word}, [word]
    while open_words:
        new = [w for w in needs(known[open_words.pop()].file.telling) if w not in found]
        found.update(new)
        open_words += new
    return found


def _chosen(
    kind: written.Class, changed: set[str], choices: dict[str, tuple[tuple[str, Span], ...]]
) -> list[written.Declared]:
    """The attributes that an author would set first: what no rule changes, then what lasts."""
    fit = [m for m in kind.members if m.type != "Deed" and m.value is not None]
    yours = [m for m in fit if m.word not in changed]
    lasting = [m for m in fit if m.word in changed and m.type in ("Level", "Lean")]
    lasting = [m for m in lasting if not any(name == "half_life" for name, _ in _named(m))]
    return (yours or lasting)[:SHOWN]


def _sample(member: written.Declared, choices: dict[str, tuple[tuple[str, Span], ...]]) -> str:
    """A value that would do, such as an author might write."""
    default = member.value.args[0] if member.value and member.value.args else None
    off = isinstance(default, written.Numeral) and not default.value
    match member.type:
        case "bool":
            value = "true" if off else "false"
        case "int" | "Amount":
            value = "2"
        case "Level" | "Lean":
            value = "0.6"
        case "Moment":
            value = "day 1 18:00"
        case "Span":
            value = "20 minutes"
        case "Character":
            value = "another"
        case kind:
            value = choices[kind][-1][0] if kind in choices else _id(kind)
    key = "another" if member.key == "Character" else _id(member.key)
    return f"{{{key}: {value}}}" if member.key else value


def _id(kind: str) -> str:
    return "somebody" if kind == "Character" else f"some_{kind.lower()}"


# meanings, choices and attributes


def _meanings(system: System) -> list[str]:
    parts = []
    for found in system.file.classes:
        said = _remark(system.lines, found.at)
        if found.parent == "Choice":
            words = ", ".join(f"`{choice}`" for choice, _ in found.words)
            parts.append(f"- **`{found.word}`**, a choice: {words}.{said}")
        elif found.parent == "Deed":
            given = ", ".join(
                m.word if m.type == "Character" else f"{m.word}: {_type(m)}" for m in found.members
            )
            parts.append(f"- **`{found.word}({given})`**, a meaning.{said}")
    return ["Words\n", *parts, ""] if parts else []


def _attributes(system: System, changed: set[str]) -> list[str]:
    parts: list[str] = []
    for kind in system.kinds:
        room = ""
        if isinstance(kind.room, written.Numeral):
            room = f", with room for {kind.room.value} born while the world runs"
        parts += [
            f"**{kind.word}**{room}\n",
            "| attribute | type | who knows it | at first | |",
            "|---|---|---|---|---|",
            *(_attribute(member, system.lines, changed) for member in kind.members),
            "",
        ]
    return parts


def _attribute(member: written.Declared, lines: list[str], changed: set[str]) -> str:
    first, who = "", ""
    if member.value is not None:
        first = ", ".join(f"`{_spelt(x, lines)}`" for x in member.value.args)
        who = "; ".join(
            [member.value.word, *(_how(name, _spelt(x, lines)) for name, x in _named(member))]
        )
    about = _remark(lines, member.at).strip()
    yours = "" if member.word in changed else "*Yours.*"
    said = " ".join(part for part in (about, yours) if part)
    return f"| `{member.word}` | `{_type(member)}` | {who} | {first} | {said} |"


def _how(name: str, value: str) -> str:
    match name:
        case "half_life":
            return "halved in " + re.sub(r"(\w+)\((\S+)\)", r"\2 \1", value)
        case "guess":
            return f"others guess `{value}`"
        case "self":
            return f"`{value}` toward oneself"
        case _:
            return f"`{name}={value}`"


def _named(member: written.Declared) -> tuple[tuple[str, written.Expression], ...]:
    return member.value.named if member.value is not None else ()


def _type(member: written.Declared) -> str:
    return f"{member.type}[{member.key}]" if member.key else member.type


def _spelt(value: written.Expression, lines: list[str]) -> str:
    """Return an expression as its author wrote it."""
    first = value.at.column - 1
    return lines[value.at.line - 1][first : first + value.at.width]


def _remark(lines: list[str], at: object) -> str:
    """Return what the author's comment at the end of that line says."""
    line = getattr(at, "line", 0)
    _, apart, said = lines[line - 1].partition("# ")
    return f" {said.strip()[:1].upper()}{said.strip()[1:].rstrip(',.')}." if apart else ""


# rules


def _rules(system: System) -> list[str]:
    """Return the rules as lists, by what they are."""
    parts: list[str] = []
    for mark, title in TITLES.items():
        found = [f for f in system.file.functions if f.mark == mark]
        if found:
            parts += [f"{title}\n", *(_rule(function, system.lines) for function in found), ""]
    if system.file.constants:
        named = ", ".join(f"`{c.word}` {c.value:g}" for c in system.file.constants)
        parts += [f"Numbers that a fork can alter: {named}.\n"]
    return parts


def _rule(function: written.Function, lines: list[str]) -> str:
    """One rule: its roles, its sentence, and what it answers, wants, means and changes."""
    roles = ", ".join(
        p.word if p.kind in ("", "Character") else f"{p.word}: {p.kind}"
        for p in function.parameters
    )
    gives = f" → {function.returns}" if function.returns else ""
    options = "".join(
        f", {'spoken' if name == 'speech' else f'`{name}={_spelt(value, lines)}`'}"
        for name, value in function.options
        if name in ("of", "at", "mean", "answers", "carries", "within", "speech", "sure")
    )
    told = function.telling.strip().split("\n")[0] or _remark(lines, function.at).strip()
    head = f"- **`{function.word}({roles})`**{gives}{options}{': ' + told if told else ''}"
    calls = list(_calls(function.body))
    wishes, scruples = _reasons(calls, "weigh"), _reasons(calls, "deter")
    meant = {
        x.word for c in calls if c.word == "means" for x in c.args if isinstance(x, written.Call)
    }
    sets = dict.fromkeys(_set(function.body))
    about = [
        f"wanted: {'; '.join(wishes)}" if wishes else "",
        f"held back: {'; '.join(scruples)}" if scruples else "",
        f"means {_code(sorted(meant))}" if meant else "",
        f"changes {_code(list(sets))}" if sets else "",
    ]
    said = [f"  - {line}" for line in about if line]
    return "\n".join([head, *said])


def _reasons(calls: list[written.Call], word: str) -> list[str]:
    return [
        text.value
        for call in calls
        if call.word == word
        for text in call.args
        if isinstance(text, written.Text)
    ]


def _code(words: list[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _calls(body: Sequence[written.WrittenStatement]) -> Iterator[written.Call]:
    """Yield every call that stands alone, however deep."""
    for statement in body:
        match statement:
            case written.Do():
                yield statement.call
            case written.Conditional():
                yield from _calls([*statement.yes, *statement.no])
            case written.For():
                yield from _calls(statement.body)
            case _:
                pass


def _set(body: Sequence[written.WrittenStatement]) -> Iterator[str]:
    """Yield the names of the attributes that are written, however deep."""
    for statement in body:
        match statement:
            case written.Set():
                target = statement.target
                if isinstance(target, written.Item):
                    target = target.whole
                if isinstance(target, written.Dotted):
                    yield target.name
            case written.Conditional():
                yield from _set([*statement.yes, *statement.no])
            case written.For():
                yield from _set(statement.body)
            case _:
                pass


def _changed(system: System) -> set[str]:
    return {word for function in system.file.functions for word in _set(function.body)}
