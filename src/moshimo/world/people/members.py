"""Members of kinds: who and what there is, from any file of the folder."""

from __future__ import annotations

import hashlib
import keyword
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from moshimo.errors import Span
from moshimo.lang import words
from moshimo.lang.laws import Laws
from moshimo.lang.types import Kind
from moshimo.world.people.cast import Cast
from moshimo.world.people.values import Given, both_ways, cells
from moshimo.world.text.findings import Findings
from moshimo.world.text.yaml_text import Value

PRONOUNS = ("he", "she", "they", "it")
NUMBERS = ("singular", "plural")
MOST_OF_A_KIND = 10_000
_ID = re.compile(r"[a-z][a-z0-9_]{0,63}")
# By these alone nobody is called: "The Fox", "King Olaf", "de Witt".
_NO_NAMES = """
the a an mr mrs ms miss mx dr st sir dame lord lady king queen prince princess saint old young
captain colonel general major sergeant doctor professor judge father mother brother sister uncle
aunt granny little big
"""
_TAKEN = {*(words.RESERVED - words.NAMES_TOO), "true", "false", "null", "mind", "own"}


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody or something there is. `key` stands for it wherever an order is needed.

    `number` is "singular" or "plural", "" where no author says it: "the twins" are several.
    """

    id: str
    kind: str
    name: str
    short: str
    pronouns: str
    key: int
    at: Span
    number: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A member with what its author gave it, before that is read."""

    member: Member
    value: Value


def entries(
    files: Sequence[Value], laws: Laws, findings: Findings, taken: Mapping[str, Span] | None = None
) -> tuple[dict[str, list[Entry]], set[str]]:
    """Return the members of every kind, sorted by key, and the ids whose entries are wrong.

    `taken` are ids that others have already, and where.
    """
    found: dict[str, list[Entry]] = {kind: [] for kind in laws.kinds}
    spoilt: set[str] = set()
    places: dict[str, Span] = dict(taken or {})
    for file in files:
        sections = findings.entries(file, "a file of members", "Character: {ana: {…}}")
        for kind, section, at in sections:
            if kind not in laws.kinds:
                what = f"there is no kind `{kind}`"
                findings.unknown("unknown-kind", at, what, kind, laws.kinds, "no such kind")
                spoilt.update(section.keys)
                continue
            example = f"{kind}: {{some_id: {{…}}}}"
            for word, value, where in findings.entries(section, f"`{kind}`", example):
                if _is_free(word, where, places, laws, findings):
                    places[word] = where
                    counted = laws.kinds[kind].attribute(words.HOW_MANY) is None
                    member = _member(word, kind, value, where, findings, counted=counted)
                    found[kind].append(Entry(member, value))
                else:
                    spoilt.add(word)
    for kind, some in found.items():
        some.sort(key=lambda entry: entry.member.key)
        if len(some) > MOST_OF_A_KIND:
            what = f"there are more than {MOST_OF_A_KIND:,} members of `{kind}`"
            findings.wrong("too-many-members", some[0].member.at, what)
    return found, spoilt


def given(
    found: Mapping[str, list[Entry]], cast: Cast, only: Collection[str] | None = None
) -> Given:
    """Return every value that the members' entries give, or those with the ids in `only`."""
    made: Given = {}
    for kind, some in found.items():
        for index, entry in enumerate(some, 1):
            if only is not None and entry.member.id not in only:
                continue
            of = cast.laws.kinds[kind]
            data = entry.value.data if isinstance(entry.value.data, dict) else {}
            for word, value in data.items():
                if word not in _of_members(of):
                    attribute = cast.attribute(of, word, entry.value.keys[word])
                    made |= cells(value, attribute, index, cast) if attribute else {}
    return both_ways(made, cast)


def _of_members(kind: Kind) -> tuple[str, ...]:
    """Return what stands in a member's entry beside its attributes."""
    own = () if kind.attribute(words.HOW_MANY) else (words.HOW_MANY,)
    return (*words.OF_MEMBERS, *own)


def key_of(kind: str, word: str) -> int:
    """Return the 64-bit key of a member, made of its name and never 0."""
    digest = hashlib.sha256(f"{kind}:{word}".encode()).digest()
    return int.from_bytes(digest[:8], "little") or 1


def _is_free(word: str, at: Span, places: dict[str, Span], laws: Laws, findings: Findings) -> bool:
    """Whether a word can be the id of one more member; else note why not."""
    if not _ID.fullmatch(word) or "__" in word:
        plain = re.sub(r"[^a-z0-9]+", "_", word.lower()).strip("_")
        fix = f"write `{plain}`, and `name: {word}` below it." if _ID.fullmatch(plain) else ""
        why = "an id has plain small letters, digits and single underscores, 64 at most."
        findings.wrong("bad-id", at, f"`{word}` cannot be an id", "an id", why, fix)
    elif word in _TAKEN or keyword.iskeyword(word):
        what, fix = f"`{word}` is a word of the language", f"for example `{word}_1`."
        findings.wrong("bad-id", at, what, "taken", fix=fix)
    elif word in laws.numbers:
        findings.wrong("bad-id", at, f"`{word}` is a number with a name in the rules", "taken")
    elif word in places:
        why = "an id is unique in the world, over all kinds and files."
        findings.twice(at, places[word], f"`{word}` is given twice", why)
    else:
        return True
    return False


def _member(
    word: str, kind: str, value: Value, at: Span, findings: Findings, *, counted: bool
) -> Member:
    """Return a member; it is `counted` where its entry can say that it is several."""
    person = kind == "Character"
    plain = word.replace("_", " ")
    given = findings.mapping(value, f"`{word}`", f"{word}: {{name: {plain.title()}}}")
    name = findings.text(given, "name", plain.title() if person else plain, 80)
    short = findings.text(given, "short", _short(name) if person else name, 80)
    pronouns = findings.text(given, "pronouns", "they" if person else "it")
    number = findings.text(given, words.HOW_MANY, "") if counted else ""
    for named, one, known in (("pronouns", pronouns, PRONOUNS), (words.HOW_MANY, number, NUMBERS)):
        if one and one not in known:
            what = f"`{one}` is not one of the {named if named == 'pronouns' else 'numbers'}"
            where = given[named].where
            findings.unknown("unknown-choice", where, what, one, known, "not one of them")
    return Member(word, kind, name, short, pronouns, key_of(kind, word), at, number)


def _short(name: str) -> str:
    """Return the first word of a person's name, or all of it where that alone is no name."""
    first = name.split()[0]
    no_name = first.endswith(".") or not first[:1].isupper() or first.lower() in _NO_NAMES.split()
    return name if no_name else first
