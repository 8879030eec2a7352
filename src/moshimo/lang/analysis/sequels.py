"""Which events that come `later` can be foreseen by who knows the deed that they come of.

Those can of which roles, time and condition follow from the deed's roles and outcomes, as whatever
is told of it. Who did it knows what it read of its own, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import assert_never

from moshimo.lang import typed as t
from moshimo.lang.analysis.replay import Steady
from moshimo.lang.laws import Laws, Rule


def sequels(rule: Rule, laws: Laws, *, own: bool) -> set[str]:
    """Return the events that are to come of a deed, for all who know of it.

    Args:
        rule: the deed's.
        laws: whose quantities it may use.
        own: for the one who did it.
    """
    changing = {full for one in laws.rules.values() for full in one.writes}
    names = {r.word for r in rule.roles} | {o.word for o in rule.outcomes}
    doer = rule.roles[0].word if own and rule.mark == "action" else ""
    search = _Search(Steady(laws.quantities, changing), doer)
    found = [*search.through(rule.effects, names, True)]
    return {word for word, plain in found if plain} - {word for word, plain in found if not plain}


@dataclass(frozen=True, slots=True)
class _Search:
    steady: Steady
    doer: str

    def through(
        self, body: Sequence[t.Statement], names: set[str], plain: bool
    ) -> Iterator[tuple[str, bool]]:
        """Yield every event that comes later, and whether all that it hangs on is known."""
        for s in body:
            match s:
                case t.Later(event=word, args=args, after=after):
                    yield word, plain and all(self.knows(e, names) for e in (*args, after))
                case t.Local(word=word, value=value) if self.knows(value, names):
                    names = names | {word}
                case t.If(test=test, yes=yes, no=no):
                    known = plain and self.knows(test, names)
                    yield from self.through(yes, names, known)
                    yield from self.through(no, names, known)
                case t.Loop(var=var, kind=kind, body=inner):
                    everybody = plain and kind != "Character"  # nobody knows of all who are there
                    yield from self.through(inner, names | {var.word}, everybody)
                case t.Local() | t.Write() | t.Means() | t.Inform() | t.Throw() | t.Gone():
                    pass
                case t.Reveal() | t.Disguise() | t.Note() | t.Look() | t.Foil() | t.Say():
                    pass
                case t.Give():
                    pass
                case _:
                    assert_never(s)

    def knows(self, e: t.Ex, names: set[str]) -> bool:
        """Whether a value is known to who knows these names."""
        if isinstance(e, t.Read) and isinstance(e.owner, t.Var) and e.owner.word == self.doer:
            own = e.attribute.who != "known"
            return own and (e.key is None or self.knows(e.key, names))
        if isinstance(e, t.Calc):
            return all(self.knows(x, names) for x in t.children(e))
        return self.steady.holds(e, names)
