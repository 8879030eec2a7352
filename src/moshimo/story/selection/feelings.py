"""What the person of the perspective felt at a deed, as deeds of their mind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from moshimo.engine.journal import Deed
from moshimo.engine.within.heart import Moved
from moshimo.story.lexicon.conditions import value_of
from moshimo.story.lexicon.lexicon import Lexicon, Stir, manner_of
from moshimo.story.lexicon.stirs import MIND
from moshimo.world.telling.telling import of_the_journal

FELT = "/felt"  # ends the id of what somebody felt at a deed
LEAST = 0.1  # all changes of a mind added up: less is not told
DECIDED = 0.3  # what it counts that somebody is taken for something from now on


@dataclass(frozen=True, slots=True)
class Feeling:
    """What somebody felt at a deed, and how strongly, all that it changed added up."""

    deed: Deed
    size: float


def feelings_at(deeds: Sequence[Deed], lexicon: Lexicon) -> tuple[Feeling, ...]:
    """Return what the person felt at these deeds, the strongest first."""
    found = [feeling for deed in deeds for feeling in _at(deed, lexicon)]
    return tuple(sorted(found, key=lambda one: (-one.size, one.deed.id)))


def _at(deed: Deed, lexicon: Lexicon) -> Iterable[Feeling]:
    moved = lexicon.felt.get(deed.id, ())
    if not moved or deed.result == "foiled":
        return
    seen: set[str] = set()
    known = manner_of(lexicon, deed).stirs
    for stir in (*known, *(mood for mood in lexicon.moods if _decides(mood, moved))):
        own = [one for one in moved if any(one.attribute == full for full, *_ in stir.writes)]
        if not own or stir.rule not in lexicon.manners or stir.rule in seen:
            continue
        roles = _roles(stir, deed, own, lexicon)
        if roles is None:
            continue
        size = sum(abs(one.by) for one in own) + DECIDED * any(one.after for one in own)
        felt = Deed(
            f"{deed.id}/{stir.rule}{FELT}", stir.rule, "action", roles, _changes(own),
            deed.begin, deed.end, deed.place, "done", witnesses=(lexicon.eyes,),
        )  # fmt: skip
        if size >= LEAST and all(_holds(stir, n, felt, lexicon) for n in range(len(stir.tests))):
            seen.add(stir.rule)
            yield Feeling(felt, size)


def _decides(mood: Stir, moved: Sequence[Moved]) -> bool:
    """Whether somebody is from now on taken for all that a mood takes them for."""
    wanted = {full for full, _, becomes in mood.writes if becomes}
    return bool(wanted) and wanted <= {one.attribute for one in moved if one.after}


def _roles(
    stir: Stir, deed: Deed, moved: Sequence[Moved], lexicon: Lexicon
) -> dict[str, str] | None:
    """Return who has which role in a feeling; None if it is not sure."""
    wanted = lexicon.manners[stir.rule].roles
    found = {MIND: lexicon.eyes}
    for mine, role in stir.roles.items():
        value = deed.roles.get(role, deed.outcomes.get(role, ""))
        if isinstance(value, str) and value:
            found[mine] = value
    for full, role, becomes in stir.writes:
        for one in moved:
            other = one.after if becomes else one.toward
            if role and one.attribute == full and other:
                found.setdefault(role, other)
    members = {role for role, kind in wanted.items() if kind}
    return {r: found[r] for r in wanted if r in found} if members <= found.keys() else None


def _changes(moved: Sequence[Moved]) -> dict[str, float | str]:
    """Return by how much each thing in the mind changed, by its short name."""
    found: dict[str, float | str] = {}
    for one in moved:
        word = one.attribute.partition(".")[2]
        found[word] = float(found.get(word, 0.0)) + one.by
    return found


def _holds(stir: Stir, n: int, felt: Deed, lexicon: Lexicon) -> bool:
    """Whether a condition of the appraisal held, as far as the journal tells."""
    test = stir.tests[n]
    return not of_the_journal(test) or bool(value_of(test, felt, lexicon))
