"""Which letters an author's text can have, and how the others are told.

Letters that nobody sees or that command a terminal stand nowhere. Names have plain letters only:
Unicode has letters that look like others, and Python's parser takes some of them for the same.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import accumulate

from moshimo.errors import Problem, Span, WorldError
from moshimo.output.shown_letters import JOINERS, hidden_at, visible

# Letters that no file may have: code, name, the letters, how to mend it.
UNSEEN = (
    (
        "byte-order-mark",
        "a byte order mark",
        re.compile("\ufeff"),
        "save the file as UTF-8 without a byte order mark.",
    ),
    (
        "lone-carriage-return",
        "a carriage return without a line feed",
        re.compile("\r"),
        "save the file with the line ends of Unix or Windows.",
    ),
    (
        "bidi-control",
        "a letter that turns the direction of writing",
        re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"),
        "delete it; Arabic and Hebrew need none, and it can hide what a line says.",
    ),
    (
        "control-character",
        "a line end that is not plain",
        re.compile("[\x85\u2028\u2029]"),
        "put a plain line end in its place.",
    ),
    (
        "control-character",
        "half a letter (a lone surrogate)",
        re.compile("[\ud800-\udfff]"),
        "delete it, or write the whole letter.",
    ),
    (
        "control-character",
        "a control character",
        re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]"),
        "delete it.",
    ),
    (
        "unseen-letter",
        "a letter that nobody sees",
        re.compile(
            "[\xad\u180e\u200b\u2060-\u2064\u206a-\u206f\u3164\uffa0\ufff9-\ufffb"
            "\U000e0000-\U000e007f]"
        ),
        "delete it.",
    ),
)
# Letters that look like a plain one, or are typed for it, and that Unicode does not count as it.
_ALPHABETS = dict(  # of Cyrillic, Greek and Turkish
    zip(
        "аесорхуіјѕԁһԛԝАВЕКМНОРСТХУІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧοı",
        "aecopxyijsdhqwABEKMHOPCTXYIJSABEZHIKMNOPTYXoi",
        strict=True,
    )
)
_SIGNS = dict(zip("‐‑‒–—―−•·“”„‟‘’‚‛×∶꞉∗", "---------\"\"\"\"''''*::*", strict=True))
_TWINS = _ALPHABETS | _SIGNS | {"≤": "<=", "≥": ">=", "≠": "!=", "÷": "/"}


def plain_text(text: str, shown: str) -> str:
    """Return `text` with plain line ends.

    Raises:
        WorldError: there are letters in it that nobody sees, or that command a terminal.
    """
    plain = text.replace("\r\n", "\n")
    problems = []
    for hidden in hidden_letters(plain):
        more = f", and {hidden.n - 1} more" if hidden.n > 1 else ""
        what = f"the file has {hidden.name} (`{hidden.letter}`) here{more}"
        where = span_at(plain, hidden.first, shown)
        problems.append(Problem(hidden.code, where, what, "here", fix=hidden.fix))
    if problems:
        raise WorldError(problems)
    return plain


def span_at(text: str, offset: int, shown: str) -> Span:
    """Return the place of one letter of a text."""
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    line = text[start : end if end >= 0 else None]
    return Span(shown, text.count("\n", 0, offset) + 1, offset - start + 1, 1, line)


# letters that nobody sees ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Hidden:
    """A sort of letter that nobody sees: where it stands first, and how often."""

    code: str
    name: str
    letter: str
    first: int
    n: int
    fix: str


def hidden_letters(text: str) -> list[Hidden]:
    """Return the letters in `text` that nobody sees or that command a terminal, by sort."""
    if text.isascii() and text.replace("\n", "").replace("\t", "").isprintable():
        return []
    found, known = [], "\t\n"
    for code, name, pattern, fix in UNSEEN:
        places = [place.start() for place in pattern.finditer(text)]
        if places:
            found.append(Hidden(code, name, text[places[0]], places[0], len(places), fix))
            known += "".join(text[i] for i in places)
    others = [i for i in hidden_at(text) if text[i] not in known]
    if others:  # what only its neighbours make hidden: a joiner between Latin letters
        code, name, _, fix = UNSEEN[-1]
        found.append(Hidden(code, name, text[others[0]], others[0], len(others), fix))
    return found


def hidden_problems(text: str, at: Span) -> list[Problem]:
    """Return what is wrong with a text at that place that has such letters, by sort."""
    fix = "delete it."
    return [
        Problem(
            one.code, at, f"this text has {one.name} in it (`{one.letter}`)", "in here", "", fix
        )
        for one in hidden_letters(text)
    ]


# letters that look like others ----------------------------------------------------------------


def plain_form(text: str) -> str:
    """Return `text` with a plain letter for each that looks like one (NFKC, and their twins)."""
    return text if text.isascii() else "".join(map(_plain, text))


def odd_name(name: str) -> tuple[str, str, str] | None:
    """Return the first letter of a name that names cannot have, what it is, and how to mend it.

    Whole words in other scripts are no mistake; a letter of theirs among plain ones is.
    """
    if name.isascii():
        return None
    mixed = re.search("[A-Za-z]", name) is not None
    for letter in name:
        if letter in JOINERS or (_plain(letter) != letter and (mixed or letter not in _ALPHABETS)):
            return letter, *said_of(letter)
    form = unicodedata.normalize("NFKC", name)
    if form != name:
        what = f"`{name}` has letters that are put together from parts"
        return name, what, f"type it anew, or copy it from here: `{form}`."
    return None


def said_of(letter: str) -> tuple[str, str]:
    """Return what a letter is that looks like another, and how to mend it."""
    name = unicodedata.name(letter, "letter without a name").lower()
    article = "an" if name[0] in "aeio" else "a"
    plain = _plain(letter)
    if plain == letter:
        fix = "delete it."
    else:
        fix = f"put a plain {'space' if plain == ' ' else f'`{plain}`'} in its place."
    return f"`{spelt(letter)}` is {article} {name}", fix


def spelt(text: str) -> str:
    """Return `text` with every letter spelt out that is not seen, blanks and joiners too."""
    unseen = (x != " " and (x.isspace() or x in JOINERS) for x in text)
    return "".join(
        letter.encode("unicode_escape").decode("ascii") if hidden else visible(letter)
        for letter, hidden in zip(text, unseen, strict=True)
    )


def _plain(letter: str) -> str:
    """Return the plain letter, or letters, that a letter looks like; else itself."""
    if letter.isascii():
        return letter
    if letter.isspace():
        return " "
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    return _TWINS.get(letter) or unicodedata.normalize("NFKC", letter)


def starts_of(row: str) -> list[int]:
    """Return at which byte of a line, as UTF-8, each of its letters begins."""
    return list(accumulate((len(letter.encode()) for letter in row[:-1]), initial=0))
