"""A beat's clause, its roles filled with those it is about."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from moshimo.engine.journal import Deed
from moshimo.story.grammar.clause import Mood, Slot, Verb, mood_of
from moshimo.story.lexicon.lexicon import Tongue, plain
from moshimo.story.lexicon.naming import count_word
from moshimo.story.planning.clauses import clause_of, template_of, values
from moshimo.story.planning.sentence_plan import Agree, Part, Parts, Ref
from moshimo.story.selection.message import Beat

PLACES_PASSED = 3
NOBODY = {"Character": "nobody", "Place": "nowhere"}


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
