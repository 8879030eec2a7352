"""Bodies that stand otherwise than a reader was told: a deed whose ground an untold deed changed.

Somebody strikes who was told to be thrown, and not to get up; a knife is kicked away that was not
told to be drawn. What is so of bodies is read from the universe, and what a deed asks of them from
the conditions and weights of its rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bench.telling.history import Change
from bench.telling.threads.halves import is_understood
from bench.telling.told import Fault, Told
from moshimo.engine.journal import Deed
from moshimo.story.lexical.word_choice import tellable
from moshimo.story.lexicon.lexicon import manner_of
from moshimo.story.selection.message import singly

SEVERAL = 2  # deeds of one sentence


def standing(told: Told) -> list[Fault]:
    """Return the told deeds before which a body changed, and this was not told."""
    changes: dict[tuple[str, str], list[Change]] = {}
    for change in told.history.changes:
        if change.attribute.full in told.lexicon.bodies and not change.key:
            changes.setdefault((change.owner, change.attribute.full), []).append(change)
    places = {deed.id: place for place, deed in enumerate(told.deeds)}
    found: list[Fault] = []
    kept = _kept_back(told)
    for deed in told.deeds:
        line = told.told.get(deed.id)
        if line is not None and len(line.deeds) <= SEVERAL:  # more of them are summed up
            found += _faults(deed, changes, places, (told, kept))
    return found


def _kept_back(told: Told) -> frozenset[str]:
    """Return the deeds that their author keeps from the reader, to fool or to spare them."""
    all_of = singly(told.deeds, told.lexicon)
    can_be = {key for one in tellable(all_of, told.lexicon) for key in one.ids}
    return frozenset(one.id for one in told.deeds if one.id not in can_be)


def _faults(
    deed: Deed,
    changes: Mapping[tuple[str, str], Sequence[Change]],
    places: Mapping[str, int],
    shown: tuple[Told, frozenset[str]],
) -> Iterator[Fault]:
    told, kept = shown
    for role, attribute in sorted(manner_of(told.lexicon, deed).asked):
        of = deed.roles.get(role, ""), attribute
        before = [one for one in changes.get(of, ()) if _is_before(one, deed, places)]
        if not before or _is_told(before[-1], told, kept):
            continue
        if _is_told_again(before[-1], of, deed, told):
            continue
        heard = [one.after for one in before if _is_told(one, told, kept)]
        if before[-1].after != (heard[-1] if heard else before[0].before):
            by = told.known[before[-1].deed]
            why = f"{attribute} of {of[0]} was changed by {told.shown(by)}, which is not told"
            yield Fault(told.told[deed.id].text, why, (deed.id, by.id))


def _is_told_again(change: Change, of: tuple[str, str], deed: Deed, told: Told) -> bool:
    """Whether a told deed made the same of a body after a change: who fell lies senseless."""
    later = (one for one in told.deeds if change.time <= one.end <= deed.begin)
    return any(
        one.id in told.told
        and one.id != deed.id
        and (one.roles.get(made.whose), made.attribute) == of
        and made.sure
        and not (made.role or made.begun or made.tests)
        and made.value == f"{int(change.after)}"
        for one in later
        for made in manner_of(told.lexicon, one).made
    )


def _is_before(change: Change, deed: Deed, places: Mapping[str, int]) -> bool:
    """Whether something had changed when a deed began; at that moment, by what ended before it."""
    if change.deed not in places:
        return False
    at = change.time, places[change.deed]
    return at < (deed.begin, places[deed.id])


def _is_told(change: Change, told: Told, kept: frozenset[str]) -> bool:
    """Whether the deed that changed something is told, or is one that its author keeps back."""
    if change.deed not in told.known or is_understood(told.known[change.deed], told):
        return True
    return change.deed in kept and told.known[change.deed].kind == "action"
