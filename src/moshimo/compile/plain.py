"""Whether a world is plain: nobody's memories or beliefs can make a difference in it.

Where no journal is kept, minds of a plain world need not learn anything. That is so if no rule
feels, infers, answers, remembers, informs or looks, no picture is kept but of who is where, no rule
asks for that, everybody at a place always sees who comes and goes, and nobody is ever at something
that could become pointless.
"""

from __future__ import annotations

from moshimo.compile.layout import PLACE, Layout
from moshimo.lang.laws import Rule
from moshimo.lang.typed import (
    Believe,
    Ex,
    Guess,
    Inform,
    Later,
    Look,
    Read,
    Recall,
    Var,
    Write,
    walk,
    walk_statements,
)
from moshimo.lang.words import ENGINE_QUANTITIES
from moshimo.world.world import CheckedWorld, Fork, Scenario

_SEEN = ("place", "earshot", "realm")


def plain(world: CheckedWorld, layout: Layout) -> bool:
    """Return whether minds of this world need learn nothing where no journal is kept."""
    laws = world.laws
    defined = {word for word in ENGINE_QUANTITIES if word in laws.quantities and word != "pace"}
    starts: list[Scenario | Fork] = [*world.scenarios.values(), *world.forks.values()]
    hidden = any(one.beliefs or one.secrets for one in starts)
    return (
        layout.pictured == {PLACE}
        and not layout.bodies
        and not laws.foresees
        and not hidden
        and not defined
        and not any(PLACE in q.reads.attributes for q in laws.quantities.values())
        and all(_plain(rule) for rule in laws.rules.values())
    )


def _plain(rule: Rule) -> bool:
    """Whether a rule neither asks what somebody knows nor changes it unseen."""
    if rule.mark not in ("action", "event") or rule.answers:
        return False
    if rule.span is not None:
        return False
    if any(role.type.tag == "deed" for role in rule.roles):
        return False
    if any(isinstance(s, Inform | Look | Later) for s in walk_statements(rule.effects)):
        return False
    actor = rule.roles[0] if rule.roles else None
    if any(_minds(e, actor) for e in walk(*rule.asked())):
        return False
    moved = [
        s
        for s in walk_statements(rule.effects)
        if isinstance(s, Write) and s.attribute.full == PLACE
    ]
    own = all(isinstance(s.owner, Var) and s.owner.word == rule.roles[0].word for s in moved)
    return not moved or (own and rule.mark == "action" and rule.carries in _SEEN)


def _minds(e: Ex, actor: Var | None) -> bool:
    """Whether a part of what is asked hangs on what a mind holds of others."""
    place = isinstance(e, Read) and e.attribute.full == PLACE and e.owner != actor
    return place or isinstance(e, Believe | Guess | Recall)
