"""The members of a world, or of one of its forks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from moshimo.errors import Span
from moshimo.lang.laws import Laws
from moshimo.world.people import members
from moshimo.world.people.cast import Cast
from moshimo.world.people.members import Entry, Member
from moshimo.world.text.findings import Findings
from moshimo.world.text.yaml_text import Value


@dataclass(frozen=True, slots=True)
class Company:
    """Members with what their authors gave them.

    Attributes:
        entries: of each kind, sorted by key.
        spoilt: ids whose entries are wrong.
        gone: id → a member that a fork removes, and where that is said.
    """

    entries: Mapping[str, list[Entry]]
    spoilt: frozenset[str] = frozenset()
    gone: Mapping[str, tuple[Member, Span]] = field(default_factory=dict)

    def cast(self, laws: Laws, day: float, findings: Findings, *, told: bool = False) -> Cast:
        """Return what the names of these members mean.

        `told` says whether it is wrong to name who is gone. Else it means nothing.
        """
        all_ = self.entries.items()
        places = {e.member.id: (kind, i) for kind, es in all_ for i, e in enumerate(es, 1)}
        places |= dict.fromkeys(self.spoilt, ("", 0))
        places |= {word: (member.kind, 0) for word, (member, _) in self.gone.items()}
        counts = {kind: len(es) for kind, es in self.entries.items()}
        gone = {word: at for word, (_, at) in self.gone.items()} if told else {}
        return Cast(laws, places, counts, day, findings, gone)

    def members(self) -> dict[str, tuple[Member, ...]]:
        """Return the members of each kind, sorted by key."""
        return {kind: tuple(e.member for e in es) for kind, es in self.entries.items()}

    def by_id(self) -> dict[str, Member]:
        """Return the members under their ids."""
        return {e.member.id: e.member for es in self.entries.values() for e in es}

    def without(self, removed: Mapping[str, Span]) -> Company:
        """Return the others, when these have gone."""
        there = self.by_id()
        left = {
            kind: [e for e in es if e.member.id not in removed] for kind, es in self.entries.items()
        }
        gone = {word: (there[word], at) for word, at in removed.items()}
        return Company(left, self.spoilt, {**self.gone, **gone})

    def joined(self, file: Value, laws: Laws, findings: Findings) -> Company:
        """Return these with those that a file adds, noting what is wrong with the new ones."""
        taken = {word: member.at for word, member in self.by_id().items()}
        taken |= {word: member.at for word, (member, _) in self.gone.items()}
        new, spoilt = members.entries([file], laws, findings, taken)
        both = {
            kind: sorted([*es, *new[kind]], key=lambda entry: entry.member.key)
            for kind, es in self.entries.items()
        }
        return Company(both, self.spoilt | spoilt - taken.keys(), self.gone)


def company(files: Sequence[Value], laws: Laws, findings: Findings) -> Company:
    """Return the members that the files of a world's folder have."""
    entries, spoilt = members.entries(files, laws, findings)
    return Company(entries, frozenset(spoilt))
