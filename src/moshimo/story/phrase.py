"""A beat's clause, its roles filled with those it is about."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from zlib import crc32

from moshimo.engine.journal import Deed
from moshimo.story.choose import Beat
from moshimo.story.clause import Clause, Mood, Slot, Verb, can_be, mood_of, read
from moshimo.story.people import count_word
from moshimo.story.refer import Agree, Part, Parts, Ref
from moshimo.story.tongue import Tongue, is_person, member_of, plain

PLACES_PASSED = 3
NOBODY = {"Character": "nobody", "Place": "nowhere"}


def dice(key: str, sides: int, salt: str = "") -> int:
    """The same number from 0 below `sides` for the same key, on every machine."""
    return crc32(f"{salt}/{key}".encode()) % sides


def clause_of(template: str, tongue: Tongue) -> Clause:
    """The template as a clause.

    Raises:
        ValueError: no finite verb is found; `readings` says so for a whole world at once.
    """
    clause = _read(template, tuple(sorted(tongue.verbs.items())))
    if clause is None:
        raise ValueError(f"{plain(template)!r}: expected a sentence with a verb in the present")
    return clause


def readable(template: str, tongue: Tongue) -> bool:
    """Whether a finite verb is found in it."""
    return _read(template, tuple(sorted(tongue.verbs.items()))) is not None


@lru_cache(maxsize=4096)
def _read(template: str, verbs: tuple[tuple[str, str], ...]) -> Clause | None:
    return read(template, dict(verbs))


def template_of(deed: Deed, tongue: Tongue) -> str:
    """The template a deed is told by: the one that was chosen for it, else the rule's own."""
    chosen = tongue.worded.get(deed.id)
    if chosen and chosen.told:
        return chosen.told
    manner = tongue.manners.get(deed.rule)
    if manner is None:
        roles = list(deed.roles)
        return f"{{{roles[0]}}} does this." if roles else "This happens."
    return manner.template


def sentence_parts(
    beat: Beat,
    tongue: Tongue,
    known: Mapping[str, Deed] = MappingProxyType({}),
    *,
    mood: Mood = "past",
    subject: bool = True,
    template: str = "",
) -> Parts:
    """A beat's clause in that mood, with or without what stands before its verb."""
    if not template and mood in ("past", "gerund"):
        template = _chosen(beat.deed, tongue)
    elif not template and beat.deed.rule in tongue.manners:
        template = tongue.manners[beat.deed.rule].template
    clause = clause_of(template or template_of(beat.deed, tongue), tongue)
    pieces = clause.pieces if subject else clause.pieces[clause.verb :]
    parts: list[Part] = []
    if beat.too and subject and not template:  # "she objected too", not once more what she objected
        colon = next((n for n, piece in enumerate(pieces) if piece == ":"), len(pieces))
        pieces = pieces[:colon]
    again = beat.again and mood == "past" and not template
    for piece in pieces:
        if again and isinstance(piece, Verb) and piece.first:
            parts.append("once more ")
        match piece:
            case str():
                parts.append(_lowered(plain(piece), tongue) if not parts else plain(piece))
            case Slot():
                parts.extend(fill(piece, beat, tongue, known, "".join(map(_text, parts))))
            case Verb():
                parts.append(_verb(piece, mood, tongue))
    if beat.shape == "journey" and beat.deed.result == "done":
        parts = [_reached(part) for part in parts]
    parts.extend(_way(beat))
    if beat.mutual:
        parts.append(" again and again" if beat.times > 3 else "")
    elif beat.times > 1:
        parts.append(" twice" if beat.times == 2 else f" {count_word(beat.times)} times")
    if mood == "past" and not template and beat.deed.result == "done":
        parts.append(" too" if beat.too else "")
    return tuple(parts)


def _chosen(deed: Deed, tongue: Tongue) -> str:
    """The author's own way to tell it: nothing is added to that."""
    return tongue.worded[deed.id].told if deed.id in tongue.worded else ""


def gerund_fits(beat: Beat, tongue: Tongue) -> bool:
    """Whether the beat can be told as "…ing", its doer the subject of the clause around it."""
    clause = clause_of(template_of(beat.deed, tongue), tongue)
    return bool(clause.doer) and can_be(clause, "gerund")


def starts_with_doer(beat: Beat, tongue: Tongue) -> bool:
    """Whether its clause is the doer and a verb at once, so that it can be joined to another."""
    clause = clause_of(template_of(beat.deed, tongue), tongue)
    between = clause.pieces[1 : clause.verb]
    own = not beat.doers or set(values(clause.doer, beat)) == set(beat.doers)
    return (
        bool(clause.doer)
        and own
        and all(isinstance(piece, str) and "," not in piece for piece in between)
    )


def names_place(beat: Beat, place: str, tongue: Tongue) -> bool:
    """Whether its clause says the place itself."""
    clause = clause_of(template_of(beat.deed, tongue), tongue)
    slots = (piece for piece in clause.pieces if isinstance(piece, Slot))
    return beat.shape == "journey" or any(place in values(slot.role, beat) for slot in slots)


def has_and(beat: Beat, tongue: Tongue) -> bool:
    """Whether its clause has more than one main verb."""
    clause = clause_of(template_of(beat.deed, tongue), tongue)
    return sum(isinstance(piece, Verb) and piece.main for piece in clause.pieces) > 1


def others_in(beat: Beat, tongue: Tongue) -> frozenset[str]:
    """The people its clause names besides its doers."""
    clause = clause_of(template_of(beat.deed, tongue), tongue)
    roles = {piece.role for piece in clause.pieces if isinstance(piece, Slot)}
    return frozenset(
        key
        for role in roles
        for key in values(role, beat)
        if key not in beat.doers and is_person(member_of(tongue, key))
    )


def values(role: str, beat: Beat) -> tuple[str, ...]:
    """The members in that role in all deeds of the beat, each once."""
    deeds = beat.deeds[-1:] if beat.shape == "journey" else beat.deeds
    return tuple(dict.fromkeys(deed.roles.get(role, "") for deed in deeds if role in deed.roles))


def fill(slot: Slot, beat: Beat, tongue: Tongue, known: Mapping[str, Deed], before: str) -> Parts:
    """What stands in a slot: members, a number, or what another deed was."""
    manner = tongue.manners.get(beat.deed.rule)
    kind = manner.roles.get(slot.role, "") if manner else ""
    if beat.mutual:
        return _each_other(slot, beat)
    keys = values(slot.role, beat)
    if beat.shape == "journey" and manner and slot.role not in (manner.moves,) and kind == "Place":
        keys = (beat.deeds[0].roles.get(slot.role, ""),)
    if not keys:
        return _outcome(slot, beat, tongue)
    if kind == "Deed":
        return _content(known.get(keys[0]), tongue, known, before)
    keys = tuple(key for key in keys if key)
    if not keys:
        return (NOBODY.get(kind, "nothing") + ("'s" if slot.case == "owner" else ""),)
    alike = slot.governor and values(slot.governor, beat) == keys
    case = "self" if slot.case == "object" and alike and len(keys) == 1 else slot.case
    return (Ref(keys, case, named=slot.named),)


def _lowered(text: str, tongue: Tongue) -> str:
    """The first word of a template, small again unless it is a name."""
    word = text.split(" ", 1)[0]
    names = {name for member in tongue.members.values() for name in member.name.split()}
    return text if word in names or word == "I" else text[:1].lower() + text[1:]


def _each_other(slot: Slot, beat: Beat) -> Parts:
    if slot.role == next(iter(beat.deed.roles)):
        return (Ref(beat.doers, slot.case),)
    return ("each other's" if slot.case == "owner" else "each other",)


def _text(part: Part) -> str:
    return part if isinstance(part, str) else "…"


def _verb(verb: Verb, mood: Mood, tongue: Tongue) -> Part:
    told = mood_of(verb, mood, tongue.verbs)
    many = {"was": "were", "wasn't": "weren't"}.get(told)
    return Agree(told, many) if many and verb.of_role else told


def _reached(part: Part) -> Part:
    """Who has arrived did not only walk towards it."""
    return "to" if part in ("towards", "toward") else part


def _way(beat: Beat) -> Parts:
    """What a journey went past, or how long it was."""
    via = tuple(place for place in beat.via if place not in beat.deed.roles.values())
    if via:
        return (", past ", Ref(via[-PLACES_PASSED:], named=True))
    hours = round((beat.end - beat.begin) / 3600)
    if beat.shape != "journey" or hours < 1:
        return ()
    span = "an hour" if hours == 1 else f"{count_word(hours)} hours"
    return (f", and was {span} on the way",)


def _outcome(slot: Slot, beat: Beat, tongue: Tongue) -> Parts:
    value = beat.deed.outcomes.get(slot.role, "")
    if isinstance(value, str):
        return (Ref((value,), slot.case),) if value in tongue.members else (plain(value) or "?",)
    return (count_word(round(value)) if value == round(value) else f"{value:.1f}",)


def _content(deed: Deed | None, tongue: Tongue, known: Mapping[str, Deed], before: str) -> Parts:
    """Another deed as what is spoken of: "of exiling …", "that … had exiled …"."""
    if deed is None or deed.kind == "sense" or not deed.rule:
        return ("what had happened",)
    beat = Beat((deed,), "act", (next(iter(deed.roles.values()), ""),), 0.0)
    lead = before.rstrip().rsplit(" ", 1)[-1].lower()
    if lead in ("that", "how", "why", "because", "whether", ":"):
        return sentence_parts(beat, tongue, {}, mood="perfect")
    return ("how ", *sentence_parts(beat, tongue, {}, mood="perfect"))
