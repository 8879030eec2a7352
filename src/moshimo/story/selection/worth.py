"""The worth of each deed of a journal."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from math import log2

from moshimo.engine.journal import Deed
from moshimo.story.lexicon.lexicon import Lexicon, Manner, doer_of, is_routine, manner_of

WORTH_TELLING = 1.5  # a message worth less is not told
EVERYTHING = 0.0  # the least worth where all that happened is told
BY_THE_WAY = 0.6  # factor for a deed without a tie to the weightiest
WEIGHTY = 4.5  # a message worth more may have its reason told
AWAITED = 10 * WEIGHTY  # the deed that the scenario waited for: always told, and last
RARE = 0.01  # share of all deeds: a rarer rule is not everyday
COMMON = 0.03  # share of all deeds: a commoner rule without speech or meaning is everyday
SMALL = 300  # deeds: shares of fewer say nothing
IN_OWN_WORDS = 0.2  # the least worth of a rule with the author's texts
NEW = 2.0  # added when such a rule is first done
ANOTHER = 2.5  # added where somebody is taken for another from now on, or no longer
UPON_IT = 1.5  # added to what others do about that
AT_ONCE = 60.0  # seconds in which they do so
THRESHOLD = 3.0  # added for a rare move, such as through the gates
STIRRING = 1.0  # feelings go from 0 to 1
STATE = re.compile(r"(?:is|are|has|have)\b(?: not)? (?:\{|(?P<next>\w+))")
VERB_BEFORE = re.compile(r"\b[a-z]+s\b(?! of)|, (?:and|who|which)\b")  # another verb before
DONE_TO = re.compile(r"\w+(?:ed|en|ght|wn|ung|uck|ft|nt|ut|ade|ound|eld|old|aid|ost)$")


def worth(deeds: Sequence[Deed], lexicon: Lexicon, among: Sequence[Deed] = ()) -> dict[str, float]:
    """Return how much each deed deserves to be told.

    Consequences count most: how many deeds that matter it caused; then a meaning, speech, rarity,
    surprise (in bits), and failure. The same deed again counts less each time.
    """
    whole = among or deeds
    often = Counter(deed.rule for deed in whole)
    effects = _effects(deeds, lexicon)
    again: Counter[tuple[str, tuple[str, ...]]] = Counter()
    uttered: Counter[tuple[str, int]] = Counter()
    begun: set[str] = set()
    changes: dict[str, Deed] = {}  # by place: where somebody was last taken for another
    found: dict[str, float] = {}
    for deed in sorted(deeds, key=lambda deed: (deed.begin, deed.end, deed.id)):
        key = (deed.rule, tuple(deed.roles.values()))
        line = (deed.rule, deed.said[0][1] if deed.said else -1)
        if deed.kind == "sense":
            key = (deed.rule, (deed.roles.get("mind", ""),))
        many = max(often[deed.rule], 1)
        rarity = log2(len(whole) / many) / log2(1 + len(whole))
        share = _share(many, len(whole))
        value = _value(deed, lexicon, effects[deed.id], rarity, share)
        manner = manner_of(lexicon, deed)
        value += UPON_IT if _is_upon(changes.get(deed.place), deed, lexicon) else 0.0
        if manner_of(lexicon, deed).another:
            changes[deed.place] = deed
        new = deed.rule not in begun and deed.result == "done"
        if new and manner.ways and not is_routine(manner):
            value += NEW
            begun.add(deed.rule)
        found[deed.id] = value / (1 + again[key] + (0.5 * uttered[line] if deed.said else 0.0))
        again[key] += 1
        uttered[line] += 1
    return _by_the_way(deeds, found)


def _is_upon(change: Deed | None, deed: Deed, lexicon: Lexicon) -> bool:
    """Whether somebody else does a deed just after one by which people are taken for others."""
    if change is None or deed.kind != "action":
        return False
    soon = 0 <= deed.begin - change.end <= AT_ONCE
    return soon and doer_of(deed, lexicon) != doer_of(change, lexicon)


def _by_the_way(deeds: Sequence[Deed], worths: dict[str, float]) -> dict[str, float]:
    """Lower the worth of deeds that neither led to the weightiest deeds nor followed from them."""
    by_id = {deed.id: deed for deed in deeds}
    ranked = sorted(deeds, key=lambda deed: (-worths[deed.id], deed.id))
    spine = {deed.id for deed in ranked[: max(3, len(deeds) // 40)]}
    open_ids = list(spine)
    while open_ids:
        deed = by_id.get(open_ids.pop())
        new = [cause for cause in deed.causes if cause not in spine] if deed else []
        spine.update(new)
        open_ids.extend(new)
    for deed in sorted(deeds, key=lambda deed: (deed.begin, deed.end, deed.id)):
        if spine.intersection(deed.causes):
            spine.add(deed.id)
    spine.update(deed.id for deed in deeds if deed.kind == "sense")
    return {key: value if key in spine else BY_THE_WAY * value for key, value in worths.items()}


def _share(count: int, whole: int) -> float:
    """Return a rule's share of all deeds; in a small journal neither rare nor common."""
    return count / whole if whole >= SMALL else (RARE + COMMON) / 2


def _value(deed: Deed, lexicon: Lexicon, effects: int, rarity: float, share: float) -> float:
    """Return a deed's worth by itself; `share` is its rule's share of all deeds."""
    manner = manner_of(lexicon, deed)
    consequence = 1.2 * log2(1 + effects)
    if deed.kind == "sense":
        return (1.6 if deed.rule == "misses" else 0.0) + 0.5 * consequence
    if (
        deed.rule not in lexicon.manners
        or (_goes_about(manner) and share > RARE)
        or _says_what_is_done(deed, manner)
    ):
        return 0.0
    surprise = min(-log2(deed.chance), 8.0) if deed.chance else 0.0
    value = consequence + 3.0 * (rarity - 0.4) + 0.12 * surprise
    value += 1.5 if manner.meanings else 0.0
    value += 2.0 if manner.letter else 0.0
    value += ANOTHER if manner.another else 0.0
    value += 1.0 if deed.said else 0.5 if manner.speech else 0.0
    if manner.moves:
        value += THRESHOLD
    elif is_routine(manner):
        value -= 2.5 * min(1.0, share / RARE)
    elif not (manner.speech or deed.said):
        value += 0.3 * min(manner.writes - 1, 4)
        value -= 0.0 if manner.meanings or share < COMMON else 1.5
    if deed.result != "done":
        value *= 0.6
    return max(value, IN_OWN_WORDS if manner.ways else 0.0)


def _says_what_is_done(deed: Deed, manner: Manner) -> bool:
    """Whether an event only reports a state: "{guest} has come", "it is over".

    An event that is done to somebody ("is driven out") or has the author's own text is more.
    """
    return deed.kind == "event" and not manner.ways and _says_a_state(manner.template)


@lru_cache(maxsize=1024)
def _says_a_state(template: str) -> bool:
    found = STATE.search(template)
    if found is None or VERB_BEFORE.search(template[: found.start()]):
        return False
    being, following = found[0].split()[0], found["next"] or ""
    return being in ("has", "have") or " not " in found[0] or not DONE_TO.match(following)


def _effects(deeds: Sequence[Deed], lexicon: Lexicon) -> Counter[str]:
    """Count the deeds other than routine that name each deed as a cause."""
    counts: Counter[str] = Counter()
    for deed in deeds:
        manner = manner_of(lexicon, deed)
        if deed.kind == "sense" or not is_routine(manner):
            counts.update(set(deed.causes))
    return counts


def everyday_ways(deeds: Sequence[Deed], lexicon: Lexicon) -> frozenset[str]:
    """Return the rules by which people go about: those that move their doer, but the rare ones."""
    often = Counter(deed.rule for deed in deeds)
    return frozenset(
        rule
        for rule, count in often.items()
        if (manner := lexicon.manners.get(rule))
        and _goes_about(manner)
        and _share(count, len(deeds)) > RARE
    )


def _goes_about(manner: Manner) -> bool:
    """Whether somebody goes somewhere by it, and takes nobody along."""
    return bool(manner.moves) and len(manner.moved) < 2


def stirring(deeds: Sequence[Deed], lexicon: Lexicon) -> frozenset[str]:
    """Return the ids of all deeds that moved the feelings of those there by much, all in all."""
    return frozenset(
        deed.id
        for deed in deeds
        if sum(much for who, much in deed.stirred if who != doer_of(deed, lexicon)) >= STIRRING
        and not is_routine(manner_of(lexicon, deed))
    )


def of_consequence(deeds: Sequence[Deed], lexicon: Lexicon) -> frozenset[str]:
    """Return the ids of all deeds of consequence.

    Such a deed is the cause of another, has a meaning or a named outcome, writes or reads a letter,
    or is the last of its doer.
    """
    found = {cause for deed in deeds for cause in deed.causes}
    last: dict[str, str] = {}
    for deed in sorted(deeds, key=lambda deed: (deed.end, deed.begin, deed.id)):
        manner = manner_of(lexicon, deed)
        if (
            manner.meanings
            or manner.letter
            or any(not name.startswith("_") for name in deed.outcomes)
        ):
            found.add(deed.id)
        if deed.kind != "sense":
            last[doer_of(deed, lexicon)] = deed.id
    return frozenset(found.union(last.values()))
