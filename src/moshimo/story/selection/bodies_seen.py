"""For whom somebody takes the bodies that they see, and what these are called in their story.

A stranger and a double have no name that their beholder knows. So they are named in the order in
which the beholder first saw them: their rows, and whose bodies they are, give nothing away.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from moshimo.engine.journal import Deed
from moshimo.engine.member_ids import STRANGER
from moshimo.lang.newborns import CLONE, clone_id, clone_origin
from moshimo.story.lexicon.lexicon import DOUBLE, looks_of


def as_taken(deed: Deed, who: str) -> Deed:
    """Return a deed with those in its roles, and those who speak, for whom that person takes them.

    What it has of `taken` afterwards is for whom: the body, then that id.
    """
    perceived = who in deed.witnesses or who in deed.begun or deed.roles.get("mind") == who
    taken = {
        role: as_looks(deed, role, x)
        for mind, role, x in deed.taken
        if mind == (who if perceived else "")
    }
    others = {role: x for role, x in taken.items() if deed.roles.get(role, who) != who}
    picked = {word: x for word, x in taken.items() if deed.outcomes.get(word, who) != who}
    bodies = {deed.roles[role]: x for role, x in others.items()}
    said = tuple((bodies.get(speaker, speaker), index) for speaker, index in deed.said)
    dressed = {role for mind, role, _ in deed.taken if not mind}
    pairs = tuple(
        (who, _body(deed, x, dressed=role in dressed), others.get(role, x))
        for role, x in deed.roles.items()
        if role in others or (role in dressed and x != who)
    )
    outcomes = deed.outcomes | picked
    return replace(deed, roles=deed.roles | others, outcomes=outcomes, said=said, taken=pairs)


def as_looks(deed: Deed, role: str, x: str) -> str:
    """Return for whom somebody is taken; a stranger with a known face is a double of that person.

    So nobody can tell a mask from a clone by what these are called.
    """
    looks = dict(deed.masked).get(deed.roles.get(role, ""), "") if x.startswith(STRANGER) else ""
    return f"{DOUBLE}{looks}_{x.removeprefix(STRANGER)}" if looks else x


def first_double(x: str) -> str:
    """Return the id of the first double of somebody for any; any other id as it is."""
    return f"{DOUBLE}{looks_of(x)}_1" if x.startswith(DOUBLE) else x


def _body(deed: Deed, x: str, *, dressed: bool = True) -> str:
    """Return what stands for somebody's body in a deed; in each disguise it is another one."""
    looks = dict(deed.masked).get(x, "")
    return f"{x} as {looks}" if dressed and looks else x


@dataclass(slots=True)
class Beholder:
    """What somebody has seen of others so far.

    Attributes:
        who: their id.
        takes: body → for whom it was last taken; any other for whom it looks like.
        known: of whom they know, as they take people.
        called: the id of who has no name → what they are called.
        births: of whom they know that these are clones.
    """

    who: str
    takes: dict[str, str] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)
    called: dict[str, str] = field(default_factory=dict)
    births: set[str] = field(default_factory=set)

    def see(self, deed: Deed, *, whole: bool) -> Deed:
        """Return the next deed that they perceive (`as_taken`), to its end or not, as they see it.

        Among its witnesses are only those whom they have seen before.
        """
        born = {str(x) for x in deed.outcomes.values() if str(x).startswith(CLONE)}
        self.births |= born if whole else set()
        self.takes |= {x: x for x in deed.roles.values() if x.startswith(CLONE)}
        self.takes |= {body: x for _, body, x in deed.taken}
        self.known |= {*deed.roles.values(), self.who}
        return replace(
            self.hear(deed),
            said=tuple((self.name(x), index) for x, index in deed.said),
            witnesses=self._seen(deed, deed.witnesses),
            begun=self._seen(deed, deed.begun),
            taken=(),
        )

    def hear(self, deed: Deed) -> Deed:
        """Return a deed with everybody in its roles under the name that they have for them."""
        roles = {role: self.name(x) for role, x in deed.roles.items()}
        outcomes = {w: self.name(x) if isinstance(x, str) else x for w, x in deed.outcomes.items()}
        return replace(deed, roles=roles, outcomes=outcomes)

    def name(self, x: str) -> str:
        """Return the id by which somebody stands in their story."""
        if x.startswith(STRANGER):
            return self._in_order(x, STRANGER)
        if x.startswith((CLONE, DOUBLE)) and x not in self.births and x != self.who:
            return self._in_order(x, f"{DOUBLE}{looks_of(x)}_")
        return self._clone(x) if x in self.births else x

    def _clone(self, x: str) -> str:
        """Return the id of a clone of whose birth they know, in the order in which they learned."""
        like = clone_origin(x)
        if x not in self.called:
            others = (name for name in self.called.values() if name.startswith(CLONE))
            self.called[x] = clone_id(
                like, 1 + sum(clone_origin(other) == like for other in others)
            )
        return self.called[x]

    def _in_order(self, x: str, first: str) -> str:
        if x not in self.called:
            many = sum(1 for name in self.called.values() if name.startswith(first))
            self.called[x] = f"{first}{many + 1}"
        return self.called[x]

    def _seen(self, deed: Deed, people: Iterable[str]) -> tuple[str, ...]:
        """Return by name whom they know of the people who were there."""
        persons = {self._person(deed, x) for x in people}
        return tuple(sorted(self.name(x) for x in persons & self.known))

    def _person(self, deed: Deed, x: str) -> str:
        if x == self.who:
            return x
        looks = dict(deed.masked).get(x) or (clone_origin(x) if x.startswith(CLONE) else x)
        return self.takes.get(_body(deed, x), x if x in self.births else looks)
