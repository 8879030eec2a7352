"""The words, marks and slots of a template, and who stands where among them."""

from __future__ import annotations

from dataclasses import dataclass

from moshimo.story.grammar.small_words import ADVERBS, PREPOSITIONS, SUBORDINATORS


@dataclass(frozen=True, slots=True)
class Atom:
    """A word, mark, space or slot of a template."""

    text: str
    role: str = ""
    owner: bool = False
    case: str = ""
    marked: bool = False


def subjects_of(atoms: tuple[Atom, ...], place: int) -> tuple[int, ...]:
    """Places of the slots that are the subject of a verb at `place`, in order.

    Several joined by "and" are all of it only at the beginning of a sentence or clause.
    """
    at = word_before(atoms, place)
    if at is not None and atoms[at].text == ",":  # {judge}, as {office}, exiles …
        at = _over_aside(atoms, at)
    if at is not None and atoms[at].text.lower() in ("who", "that", "which"):
        at = word_before(atoms, at)
        return (at,) if at is not None and is_name(atoms[at]) else ()
    if at is None or not is_name(atoms[at]):
        return ()
    chain = [at]
    while True:
        joint = word_before(atoms, chain[0])
        if joint is None:
            return tuple(chain)
        word = atoms[joint].text.lower()
        ahead = word_before(atoms, joint)
        if word not in ("and", ",") or ahead is None or not is_name(atoms[ahead]):
            if word in SUBORDINATORS:
                return tuple(chain)
            if word in PREPOSITIONS:
                return ()
            return (at,)
        chain.insert(0, ahead)


def is_name(atom: Atom) -> bool:
    """Whether a slot that names somebody, and not somebody's."""
    return bool(atom.role) and not atom.owner


def word_before(atoms: tuple[Atom, ...], place: int) -> int | None:
    """Place of the nearest atom before that is neither space nor adverb."""
    for at in range(place - 1, -1, -1):
        word = atoms[at].text.lower()
        adverb = word in ADVERBS or (word.endswith("ly") and len(word) > 4)
        if word in ("then",) and at > 0:
            adverb = True
        if not word.isspace() and not (adverb and not atoms[at].role):
            return at
    return None


def word_after(atoms: tuple[Atom, ...], place: int) -> int | None:
    """Place of the next atom that is no space."""
    for at in range(place + 1, len(atoms)):
        if not atoms[at].text.isspace():
            return at
    return None


def _over_aside(atoms: tuple[Atom, ...], comma: int) -> int | None:
    for place in range(comma - 1, -1, -1):
        if atoms[place].text == ",":
            return word_before(atoms, place)
    return None
