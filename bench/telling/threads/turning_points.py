"""Turning points, worked out of laws, journal and history; and those that are not told.

A turning point is a deed that changed for good what somebody is or what an office, a council, a law
or a secret is; that took somebody away for good; or on which three told deeds rest.

- What somebody is: an attribute of theirs that others can know, that is no number, no hour, no
  place and no thing. What is not `known` but seen counts only if another did it to them, and it
  holds them still: it is their body, or their freedom.
- For good: at the end of the universe it is as that deed made it, and it was not so at first.
- Away for good: their last way took an hour or more, and at the end nobody is there who was not
  taken there with them.
- To rest on a deed is to have it as a cause; not on one that is everyday, or that only changes who
  is where, awake or seen; nor on one that its author leaves untold (what is done in hiding).

What an event for which there are no words turned, the deed turned on which it follows at once.
Beside them stand the stirring deeds: those that moved people by `STIRRING` in all, counting only
whom they startled.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from bench.telling.history import Change
from bench.telling.told import Fault, Told
from moshimo.engine.journal import Deed
from moshimo.lang.laws import Laws
from moshimo.story.lexical.word_choice import tellable
from moshimo.story.lexicon.lexicon import is_routine, manner_of
from moshimo.story.selection.message import message_of

STIRRING = 1.0  # feelings go from 0 to 1
AT_ONCE = 1.0  # seconds
FAR = 3600.0  # seconds on the way
RESTING = 3  # told deeds that rest on one


def turning_points(told: Told) -> Mapping[str, str]:
    """Return the ids of the turning points, each with what it turned; in the journal's order."""
    found = {**for_good(told)}
    for key, many in rested_on(told).items():
        if many >= RESTING and key in told.known and not is_everyday(told.known[key], told):
            _add(found, key, f"{many} told deeds rest on it", told, everyday=False)
    return {deed.id: found[deed.id] for deed in told.deeds if deed.id in found}


def for_good(told: Told) -> Mapping[str, str]:
    """Return the ids of the deeds that changed something for good, each with what it was."""
    found: dict[str, str] = {}
    for change in told.history.lasting:
        if change.deed in told.known and _turns(change, told):
            _add(found, change.deed, _turned(change), told)
    for deed, who in away(told).items():
        _add(found, deed, f"it took {who} away for good", told)
    return found


def untold(told: Told) -> list[Fault]:
    """Return the turning points that no sentence tells."""
    return _missing(told, turning_points(told)) if told.whole else []


def unsaid_stirring(told: Told) -> list[Fault]:
    """Return the stirring deeds that no sentence tells."""
    if not told.whole:
        return []
    found: dict[str, str] = {}
    for key, much in stirring(told).items():
        if much >= STIRRING and not is_everyday(told.known[key], told):
            _add(found, key, f"it moved people by {much:.2g}", told, everyday=False)
    return _missing(told, found)


def _missing(told: Told, points: Mapping[str, str]) -> list[Fault]:
    return [
        Fault("", f"{told.shown(told.known[key])} is not told: {why}", (key,))
        for key, why in points.items()
        if key not in told.told
    ]


def _add(found: dict[str, str], key: str, why: str, told: Told, *, everyday: bool = True) -> None:
    """Note what a deed turned; of what has no words, that the deed before it did."""
    deed = told.known[key]
    while is_wordless(deed, told):
        of = told.laws.rules[deed.rule].of if deed.rule in told.laws.rules else ""
        before = [told.known[cause] for cause in deed.causes if cause in told.known]
        at_once = [one for one in before if abs(deed.begin - one.end) <= AT_ONCE]
        at_once.sort(key=lambda one: (of in (one.rule, *_meanings(one, told)), one.end))
        if not at_once:
            return
        deed = at_once[-1]
    if everyday or not is_everyday(deed, told):
        found.setdefault(deed.id, why)


def _meanings(deed: Deed, told: Told) -> frozenset[str]:
    rule = told.laws.rules.get(deed.rule)
    return rule.meanings if rule else frozenset()


def rested_on(told: Told) -> Counter[str]:
    """Count the told deeds that name each deed as a cause.

    Nobody's walking to a place, say, counts; and nothing rests on a birth that the reader is not to
    know of yet, such as a double's.
    """
    resting = [told.known[key] for key in told.told]
    named = Counter(
        cause for deed in resting if not is_everyday(deed, told) for cause in set(deed.causes)
    )
    for key in [key for key in named if key in told.known and _is_kept(told.known[key], told)]:
        del named[key]
    return named


def _is_kept(deed: Deed, told: Told) -> bool:
    """Whether the reader is not to know of a deed yet: a double's birth, what one hidden does."""
    another = manner_of(told.lexicon, deed).another
    return another or not tellable([message_of(deed, told.lexicon)], told.lexicon)


def stirring(told: Told) -> dict[str, float]:
    """Return how much each deed moved the others whom it startled, all of them added up.

    What its doer felt at it is no consequence: it is why they did it.
    """
    found = {}
    for deed in told.deeds:
        much = sum(x for who, x in deed.stirred if who != told.doer(deed))
        if much and deed.kind != "sense":
            found[deed.id] = much
    return found


def away(told: Told) -> dict[str, str]:
    """Return the deeds that took somebody away for good, and whom."""
    if not told.deeds:
        return {}
    end = max(deed.end for deed in told.deeds)
    last = {who: told.history.place(who, end) for who in told.history.people}
    found: dict[str, str] = {}
    for change in reversed(told.history.changes):
        who, deed = change.owner, told.known.get(change.deed)
        if change.attribute.full != "Character.place" or deed is None or who not in last:
            continue
        where = last.pop(who)
        there = {one for one in told.history.people if told.history.place(one, end) == where}
        alone = all(one in told.people(deed) for one in there - {who})
        if where and alone and _is_far(deed, told):
            found[deed.id] = who
    return found


def _is_far(deed: Deed, told: Told) -> bool:
    return deed.end - deed.begin >= FAR and told.doer(deed) != ""


def is_wordless(deed: Deed, told: Told) -> bool:
    """Whether a deed is an event that is told with the one before, as its author would have it."""
    if deed.kind == "sense":
        return True
    manner = manner_of(told.lexicon, deed)
    silent = bool(manner.ways) and all(way.silent for way in manner.ways)
    return deed.kind == "event" and (silent or not manner.ways)


def _turns(change: Change, told: Told) -> bool:
    """Whether a lasting change is one of status, body, freedom, office or law."""
    a, deed = change.attribute, told.known[change.deed]
    if a.who == "private" or a.type.of in ("Place", "Thing"):
        return False
    if a.kind != "Character":
        return a.kind != "Place" and not _is_a_thing(a.kind, told.laws)
    if a.who == "known":
        return True
    born = told.history.places.get(change.owner, [(0.0, "")])[0][0] > 0
    holds = a.type.tag == "bool" or (a.type.tag == "ref" and change.after != 0)
    return holds and not born and told.doer(deed) != change.owner


def is_everyday(deed: Deed, told: Told) -> bool:
    """Whether a deed is a sense or routine, or only changes who is where, awake or seen."""
    manner = manner_of(told.lexicon, deed)
    if deed.kind == "sense" or is_routine(manner):
        return True
    rule = told.laws.rules.get(deed.rule)
    return rule is not None and not rule.meanings and rule.writes <= _of_presence(told.laws)


def _of_presence(laws: Laws) -> frozenset[str]:
    """Return the attributes that say who is where, or is to be, and who is awake or seen."""
    asked = (laws.quantities[word] for word in ("sees", "awake") if word in laws.quantities)
    every = [a for kind in laws.kinds.values() for a in kind.attributes]
    where = {a.full for a in every if a.type.of == "Place" or a.type.tag == "moment"}
    own = {a.full for a in every if a.type.tag == "number" and a.who == "private"}
    return frozenset(where | own).union(*(one.reads.attributes for one in asked))


def _is_a_thing(kind: str, laws: Laws) -> bool:
    """Whether members of a kind lie somewhere, or somebody has them on."""
    words = {a.word for a in laws.kinds[kind].attributes if a.type.tag == "ref"}
    return bool(words & {"place", "bearer"})


def _turned(change: Change) -> str:
    toward = f"[{change.key}]" if change.key else ""
    return f"{change.attribute.full}{toward} of {change.owner} is another for good"
