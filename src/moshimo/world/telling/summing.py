"""Under `sums:`, what many deeds in quick succession came to, each in one sentence.

A fight is told blow by blow where something turns; the blows between are summed up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from moshimo.world.people.cast import Cast
from moshimo.world.telling.telling import entries_of, sentence_of
from moshimo.world.telling.ways import Setting, Sum, Telling
from moshimo.world.text.yaml_text import Value

SUMS = "sums"
CAME_TO = "came_to"
SIDES = ("neither", "one", "both")  # who of two did what came to that
EXAMPLE = "Blow: {came_to: Wound, neither: [neither of them *gets* through]}"


def with_sums(made: Telling, files: Sequence[Value], cast: Cast) -> Telling:
    """Return a telling with its sums, noting what is wrong in them."""
    given = [file.data[SUMS] for file in files if isinstance(file.data, dict) and SUMS in file.data]
    found: dict[str, Sum] = {}
    for word, value, at in entries_of(given, SUMS, EXAMPLE, cast):
        if word not in cast.laws.meanings:
            what = f"there is no meaning `{word}`"
            cast.findings.unknown("unknown-deed", at, what, word, cast.laws.meanings)
        elif made_of := _sum(value, word, cast):
            found[word] = made_of
    return replace(made, sums=found)


def _sum(value: Value, word: str, cast: Cast) -> Sum | None:
    fields = cast.findings.mapping(value, f"`{word}`", EXAMPLE)
    cast.findings.only(value, (CAME_TO, *SIDES), "a sum")
    if CAME_TO not in fields:
        what = "a sum says to which meaning such a deed can come (`came_to`)"
        cast.findings.wrong("missing-key", value.where, what, fix=f"for example `{EXAMPLE}`.")
        return None
    came_to = str(fields[CAME_TO].data)
    if came_to not in cast.laws.meanings:
        what, meanings = f"there is no meaning `{came_to}`", cast.laws.meanings
        cast.findings.unknown("unknown-deed", fields[CAME_TO].where, what, came_to, meanings)
        return None
    roles = tuple(role.word for role in cast.laws.meanings[word])
    return Sum(roles, came_to, _texts(fields, word, roles, cast))


def _texts(
    fields: Mapping[str, Value], word: str, roles: Sequence[str], cast: Cast
) -> Mapping[str, Setting]:
    """Return the sentences for each side; their roles are those of the meaning."""
    found: dict[str, Setting] = {}
    for side in (one for one in SIDES if one in fields):
        given = fields[side].each
        texts = tuple(sentence_of(entry, word, roles, cast) for entry in given)
        found[side] = Setting(texts, (), tuple(entry.where for entry in given))
    return found
