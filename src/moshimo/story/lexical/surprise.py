"""Expectations that were disappointed: whom somebody expected, and whom they found."""

from __future__ import annotations

from moshimo.story.lexicon.lexicon import Lexicon, is_person, member_of
from moshimo.story.planning.sentence_plan import Phrase, Ref
from moshimo.story.planning.variation import pick
from moshimo.story.selection.message import Message


def finding(message: Message, lexicon: Lexicon, *, coming: bool = False) -> Phrase:
    """Tell whom one mind found and missed; with `coming`, also that it arrived."""
    missed = _whom(message, "misses", lexicon)
    met = _whom(message, "meets", lexicon)
    mind = Ref(message.doers, "subject")
    if coming:
        return _on_coming(mind, missed, met)
    if missed and met:
        return (mind, " had expected ", Ref(missed), ", and found ", _some(met), " instead")
    if met:
        return (mind, " had not thought to find ", _some(met), " there")
    if len(missed) > 1:
        none = "neither" if len(missed) == 2 else "none of them"
        return (mind, " had expected ", Ref(missed), f" there, and found {none}")
    ways: tuple[Phrase, ...] = (
        (mind, " had expected ", Ref(missed), " there, and did not find ", Ref(missed)),
        (mind, " looked in vain for ", Ref(missed)),
        (
            mind,
            " had thought to find ",
            Ref(missed),
            " there, but of ",
            Ref(missed),
            " there was no sign",
        ),
    )
    return ways[pick(message.deed.id, len(ways), "finding")]


def _on_coming(mind: Ref, missed: tuple[str, ...], met: tuple[str, ...]) -> Phrase:
    if missed and met:
        return (mind, " came expecting ", Ref(missed), ", and found ", _some(met))
    if missed:
        return (mind, " came expecting ", Ref(missed), ", of whom there was no sign")
    return (mind, " came, not expecting to find ", _some(met), " there")


def _whom(message: Message, rule: str, lexicon: Lexicon) -> tuple[str, ...]:
    keys = (deed.roles.get("who", "") for deed in message.deeds if deed.rule == rule)
    return tuple(dict.fromkeys(key for key in keys if is_person(member_of(lexicon, key))))


def _some(met: tuple[str, ...]) -> Ref:
    return Ref(met, named=len(met) > 1)
