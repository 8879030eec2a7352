"""Read YAML and keep the place of every word, so that messages can point at it.

Plain YAML has traps for authors: `no` becomes false, 12:30 becomes 750, and a repeated key
silently wins. Here only `true`, `false` and `null` are special words and only plain numbers
are numbers, as in YAML 1.2; what stands in quotes is always text.

Plain YAML has traps for programs too: a few letters of aliases unfold to gigabytes, tags make
objects, and deep nesting overruns the C stack of a tree builder. This reader takes the parser's
*events* one at a time, which needs no stack, and stops at the first bound.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import yaml

from moshimo.errors import Problem, Span, WorldError
from moshimo.lang.text.letters import hidden_problems, odd_name, plain_text
from moshimo.lang.text.source import Allowance
from moshimo.lang.types import LARGEST_WHOLE
from moshimo.world.text.yaml_slips import told

LARGEST = 1024 * 1024  # bytes
DEEPEST = 50  # a person's data needs four or five
MOST_VALUES = 100_000  # about what fits into LARGEST when it is written by people

Data: TypeAlias = "bool | int | float | str | list[Value] | dict[str, Value] | None"

# Without its C half the parser is ten times slower and understands the same.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
TRUE, FALSE = ("true", "True", "TRUE"), ("false", "False", "FALSE")
NULL = ("", "~", "null", "Null", "NULL")
WHOLE = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
LONGEST_WHOLE = 80  # letters; a longer one is not even turned into a number
UNFOLDS = "a few letters of repetition can unfold to gigabytes, so a world has none."


@dataclass(frozen=True, slots=True)
class Value:
    """A YAML value and where it stands. `keys` holds where each key of a mapping stands."""

    data: Data
    where: Span
    keys: Mapping[str, Span] = field(default_factory=dict)

    @property
    def each(self) -> list[Value]:
        """The entries of a list; what is no list is the one entry."""
        return self.data if isinstance(self.data, list) else [self]


def parse(text: str, shown: str, left: Allowance | None = None) -> Value:
    """Return the contents of a YAML text. An empty one is null.

    Args:
        text: of the whole file.
        shown: the file's name in messages.
        left: what may still be read of its world; it gets less.

    Raises:
        WorldError: every problem that was found in it.
    """
    if len(text.encode(errors="replace")) > LARGEST:
        what = f"the text is larger than {LARGEST // 1024} KiB"
        raise WorldError([Problem("file-too-large", Span(shown), what)])
    plain = plain_text(text, shown)
    events = yaml.parse(plain, Loader=LOADER)
    reading = _Reading(shown, plain.split("\n"), events, left or Allowance())
    try:
        value = _contents(reading)
    except yaml.YAMLError as error:
        raise WorldError([*reading.problems, told(error, reading.lines, shown)]) from None
    except (ValueError, OverflowError):  # without its C half the parser lets these through
        what = "an escape in this file stands for no letter"
        raise WorldError([Problem("yaml-escape", Span(shown), what)]) from None
    except _TooMuch:
        raise WorldError(reading.problems) from None
    if reading.problems:
        raise WorldError(reading.problems)
    return value


class _TooMuch(Exception):  # noqa: N818  (it is caught in this file)
    """A bound was reached. The problem is among those of the reading."""


@dataclass(slots=True)
class _Reading:
    """One text being read, and what was wrong in it so far."""

    shown: str
    lines: list[str]
    events: Iterator[yaml.Event]
    left: Allowance
    problems: list[Problem] = field(default_factory=list)
    n_values: int = 0

    def span(self, start: yaml.Event, end: yaml.Event) -> Span:
        """Return from where `start` begins to where `end` ends, on its first line."""
        first, last = start.start_mark, end.end_mark
        assert first is not None  # the parser sets them on every event
        assert last is not None
        text = self.lines[first.line] if first.line < len(self.lines) else ""
        stop = last.column if last.line == first.line else len(text.rstrip())
        width = max(stop - first.column, 1)
        return Span(self.shown, first.line + 1, first.column + 1, width, text)

    def add(
        self, code: str, where: Span, what: str, label: str, fix: str = "", why: str = ""
    ) -> None:
        """Note one thing to mend."""
        self.problems.append(Problem(code, where, what, label, why, fix))


def _contents(reading: _Reading) -> Value:
    value: Value | None = None
    for event in reading.events:
        if isinstance(event, yaml.DocumentStartEvent):
            if value is not None:
                at, fix = reading.span(event, event), "put it into a file of its own."
                what = "a second document begins here"
                reading.add("second-document", at, what, "second document", fix)
                break
            value = _value(next(reading.events), reading, 0)
    return value or Value(None, Span(reading.shown, 1, 1, 1, reading.lines[0]))


def _value(event: yaml.Event, reading: _Reading, depth: int) -> Value:
    """Return the value that begins with `event`, reading on to its end."""
    _count(event, reading, depth)
    _refuse_marks(event, reading)
    match event:
        case yaml.SequenceStartEvent():
            return _list(event, reading, depth)
        case yaml.MappingStartEvent():
            return _mapping(event, reading, depth)
        case yaml.ScalarEvent():
            where = reading.span(event, event)
            return Value(_scalar(event, where, reading), where)
    return Value(None, reading.span(event, event))


def _list(start: yaml.Event, reading: _Reading, depth: int) -> Value:
    values = []
    while not isinstance(event := next(reading.events), yaml.SequenceEndEvent):
        values.append(_value(event, reading, depth + 1))
    return Value(values, reading.span(start, event))


def _mapping(start: yaml.Event, reading: _Reading, depth: int) -> Value:
    data: dict[str, Value] = {}
    keys: dict[str, Span] = {}
    while not isinstance(event := next(reading.events), yaml.MappingEndEvent):
        key, at = _key(event, reading, depth + 1)
        value = _value(next(reading.events), reading, depth + 1)
        if key is None:
            continue
        if key in keys:
            what, fix = f"`{key}` is given twice", "keep one of them."
            also = ((keys[key], "first time"),)
            problem = Problem("repeated-key", at, what, "second time", fix=fix, also=also)
            reading.problems.append(problem)
        else:
            data[key], keys[key] = value, at
    return Value(data, reading.span(start, event), keys)


def _key(event: yaml.Event, reading: _Reading, depth: int) -> tuple[str | None, Span]:
    """Return a key as it is written, or None when a problem with it was noted."""
    at = reading.span(event, event)
    if isinstance(event, yaml.ScalarEvent):
        _count(event, reading, depth)
        _refuse_marks(event, reading)
        _refuse_hidden(event, at, reading)
        if odd := odd_name(str(event.value)):
            letter, what, fix = odd
            reading.add("odd-letter", at.of(letter), what, "this letter", fix)
            return None, at
        if event.value:
            return str(event.value), at
        reading.add("yaml-key", at, "no name stands before this colon", "here", "write a name.")
    else:
        n_before = len(reading.problems)
        _value(event, reading, depth)
        if len(reading.problems) == n_before:
            what = "a list or a mapping cannot be a name"
            reading.add("yaml-key", at, what, "before a colon", "write a plain name.")
    return None, at


def _count(event: yaml.Event, reading: _Reading, depth: int) -> None:
    """Stop at the bounds, before anything is built."""
    reading.n_values += 1
    reading.left.n_values -= 1
    if depth > DEEPEST:
        what = f"values stand inside each other more than {DEEPEST} deep"
        reading.add("too-deep", reading.span(event, event), what, "too deep")
        raise _TooMuch
    if reading.left.n_values < 0:
        what = "with this file the world has more values than is read of one"
        where = reading.span(event, event)
        reading.add("world-too-large", where, what, "too many", "make two worlds of it.")
        raise _TooMuch
    if reading.n_values > MOST_VALUES:
        what = f"the file has more than {MOST_VALUES:,} values"
        where = reading.span(event, event)
        reading.add("too-many-values", where, what, "too many", "split the file.")
        raise _TooMuch


def _refuse_marks(event: yaml.Event, reading: _Reading) -> None:
    """Note anchors, aliases and tags, which a world has no use for."""
    anchor = getattr(event, "anchor", None)
    tag = getattr(event, "tag", None)
    if anchor is None and tag is None:
        return
    where = reading.span(event, event)
    if isinstance(event, yaml.AliasEvent):
        what = f"`*{anchor}` would repeat what stands elsewhere"
        fix = f'write it out; or, if it is text, put quotes round it: "*{anchor}"'
        reading.add("yaml-alias", where, what, "an alias", fix, UNFOLDS)
    elif anchor is not None:
        what = f"`&{anchor}` would name this for use elsewhere"
        fix = f'delete it; or, if it is text, put quotes round it: "&{anchor} …"'
        reading.add("yaml-anchor", where, what, "an anchor", fix, UNFOLDS)
    if tag is not None:
        written = tag.replace("tag:yaml.org,2002:", "!!", 1)
        what = f"`{written}` would turn this into something else"
        fix = f'delete it; or, if it is text, put quotes round it: "{written} …"'
        reading.add("yaml-tag", where, what, "a tag", fix)


def _refuse_hidden(event: yaml.ScalarEvent, where: Span, reading: _Reading) -> None:
    """Note letters that nobody sees and that an escape in quotes brings in."""
    reading.problems += hidden_problems(event.value, where)


def _scalar(event: yaml.ScalarEvent, where: Span, reading: _Reading) -> Data:
    text = str(event.value)
    if not event.implicit[0]:  # in quotes, or below `|` or `>`
        _refuse_hidden(event, where, reading)
        return text
    if text in TRUE or text in FALSE:
        return text in TRUE
    if text in NULL:
        return None
    if WHOLE.fullmatch(text):
        form = 0 if text[:2] in ("0o", "0x") else 10
        number = int(text, form) if len(text) <= LONGEST_WHOLE else LARGEST_WHOLE + 1
        if abs(number) <= LARGEST_WHOLE:
            return number
    elif DECIMAL.fullmatch(text):
        decimal = float(text)
        if math.isfinite(decimal):
            return decimal
    else:
        return text
    reading.add("number-too-large", where, "this number is too large", "too large")
    return None
