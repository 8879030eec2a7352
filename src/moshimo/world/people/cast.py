"""What the names in an author's data mean: kinds, attributes and members."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from moshimo.errors import Span
from moshimo.lang.laws import Laws
from moshimo.lang.newborns import newborn
from moshimo.lang.question import names_of
from moshimo.lang.types import Attribute, Kind
from moshimo.lang.typing.expressions import Names
from moshimo.world.text.findings import Findings

PATH = "Place.path"
_ADDRESS = re.compile(r"([A-Za-z0-9_]+)\.([A-Za-z0-9_]+)(?:\[([A-Za-z0-9_]+)\])?")


@dataclass(frozen=True, slots=True)
class Cell:
    """One attribute of one member, toward one other (`key`) or toward nobody (0)."""

    attribute: Attribute
    owner: int
    key: int


@dataclass(frozen=True, slots=True)
class Address:
    """What `bo.place` or `ana.affection[bo]` names. `key` is None where none was written."""

    attribute: Attribute
    owner: int
    key: int | None
    at: Span

    @property
    def is_whole(self) -> bool:
        """Whether it names one value, not one toward each member."""
        return not self.attribute.key or self.key is not None

    @property
    def cell(self) -> Cell:
        """The one value that it names."""
        return Cell(self.attribute, self.owner, self.key or 0)


@dataclass(frozen=True)
class Cast:
    """Everybody and everything there is, by id.

    Attributes:
        members: id → kind and index. An id whose own entry is wrong has the kind "", and one
            whose member a fork removes has the index 0: no further problem is noted for them.
        counts: how many members each kind has.
        day: seconds.
        gone: ids that have been removed, and where, if naming them is wrong.
    """

    laws: Laws
    members: Mapping[str, tuple[str, int]]
    counts: Mapping[str, int]
    day: float
    findings: Findings
    gone: Mapping[str, Span] = field(default_factory=dict)

    @cached_property
    def names(self) -> Names:
        """All that conditions in the data can name; gathered when first wanted, once."""
        return names_of(self.laws, self.members)

    def has(self, word: str) -> bool:
        """Whether an id is a member's, or that of who is born like one."""
        return word in self.members or newborn(word, self.members) is not None

    def member(self, word: str, at: Span, kind: str) -> int | None:
        """Return the index of a member of that kind, 0 for none, or note that it is neither."""
        if word == self.laws.kinds[kind].none:
            return 0
        found = self.members.get(word)
        if found is None and self.unborn(word, at):
            return None
        if found is None:
            known = [each for each, (of, i) in self.members.items() if of == kind and i]
            what = f"there is no {kind} `{word}`"
            self.findings.unknown("unknown-member", at, what, word, known, "no such id")
            return None
        if not found[1]:
            self.missed(word, at)
            return None
        if found[0] != kind:
            what = f"`{word}` is {a(found[0])}, where {a(kind)} is needed"
            self.findings.wrong("wrong-type", at, what, a(found[0]))
            return None
        return found[1]

    def unborn(self, word: str, at: Span) -> bool:
        """Whether an id is that of who is born while the world runs; then that is noted."""
        if newborn(word, self.members) is None:
            return False
        what = f"`{word}` is born while the world runs, and nothing is so of them before"
        fix = "name them in deeds and questions, or let the rule that bears them say it."
        self.findings.wrong("unknown-member", at, what, "not there yet", fix=fix)
        return True

    def somebody(self, word: str, at: Span, kind: str) -> int | None:
        """Return the index of a member that is not none, or note that there is no such one."""
        found = self.member(word, at, kind)
        if found == 0:
            what = f"`{word}` is none, and a member is needed here"
            self.findings.wrong("unknown-member", at, what, "none")
        return found or None

    def missed(self, word: str, at: Span) -> bool:
        """Whether a member has been removed whom it is wrong to name; then that is noted."""
        if word in self.gone:
            self.findings.removed(word, at, self.gone[word])
        return word in self.gone

    def attribute(self, kind: Kind, word: str, at: Span) -> Attribute | None:
        """Return that attribute of a kind, or note that it has none."""
        found = kind.attribute(word)
        if found is None:
            known = [each.word for each in kind.attributes]
            what = f"`{kind.word}` has no attribute `{word}`"
            self.findings.unknown("unknown-attribute", at, what, word, known, "no such attribute")
        return found

    def toward(self, word: str, at: Span, attribute: Attribute, owner: int) -> int | None:
        """Return the index of the one toward whom a value is given, or note why none can be."""
        key = self.somebody(word, at, attribute.key)
        fixed = attribute.own is not None or attribute.full == PATH
        if key != owner or attribute.key != attribute.kind or not fixed:
            return key
        if attribute.own is None:
            what = "no way leads from a place to itself"
            self.findings.wrong("bad-path", at, what, "the place itself", fix="leave it out.")
        else:
            what = f"`{attribute.word}` toward oneself is always {attribute.own:g}"
            also = ((attribute.at, "it is declared so here"),)
            self.findings.wrong("toward-oneself", at, what, "itself", "", "leave it out.", also)
        return None

    def address(self, text: str, at: Span) -> Address | None:
        """Return what a text like `ana.affection[bo]` names, or note why it names nothing."""
        found = _ADDRESS.fullmatch(text)
        if not found:
            what = f"`{text}` does not name an attribute of a member"
            fix = "write `ID.ATTRIBUTE`, or `ID.ATTRIBUTE[ID]` toward somebody."
            self.findings.wrong("bad-address", at, what, fix=fix)
            return None
        owner, word, toward = found.groups()
        where = self.members.get(owner)
        if where is None:
            what = f"there is no member `{owner}`"
            piece = _piece(at, found, 1)
            if self.unborn(owner, piece):
                return None
            self.findings.unknown("unknown-member", piece, what, owner, self.members, "no such id")
            return None
        kind, index = where
        if not index:
            self.missed(owner, _piece(at, found, 1))
            return None
        attribute = self.attribute(self.laws.kinds[kind], word, _piece(at, found, 2))
        if attribute is None:
            return None
        if toward is None:
            return Address(attribute, index, None, at)
        if not attribute.key:
            what, fix = f"`{word}` is one value, toward nobody", f"write `{owner}.{word}`."
            self.findings.wrong("wrong-type", at, what, fix=fix)
            return None
        key = self.toward(toward, _piece(at, found, 3), attribute, index)
        return None if key is None else Address(attribute, index, key, at)


def a(word: str) -> str:
    """Return a name with its article."""
    return f"{'an' if word[:1] in 'AEIOUaeiou' else 'a'} {word}"


def _piece(at: Span, found: re.Match[str], group: int) -> Span:
    """Return the place of a piece of a name that stands at `at`, perhaps in quotes."""
    start = at.text.find(found.string, at.column - 1)
    if start < 0:
        return at
    return Span(at.path, at.line, start + found.start(group) + 1, len(found[group]), at.text)
