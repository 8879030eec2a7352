"""Clauses: a template in the present tense is parsed, and its verbs are found."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import TypeAlias

from moshimo.story.grammar.parsing.doubtful_verbs import doubtful_verbs
from moshimo.story.grammar.parsing.finite_verbs import finite_verbs
from moshimo.story.grammar.parsing.found_verb import Found
from moshimo.story.grammar.parsing.told_verbs import told_verbs
from moshimo.story.grammar.parsing.verb_groups import verb_at
from moshimo.story.grammar.sentence_boundaries import (
    boundaries,
    capital,
    keeps_its_end,
    quotations,
)
from moshimo.story.grammar.small_words import JOINERS, PREPOSITIONS, words
from moshimo.story.grammar.tokens import Case, Token, word_after, word_before
from moshimo.story.grammar.verb import Mood, Verb, can_be_told, mood_of

__all__ = ["Clause", "Mood", "Piece", "Slot", "Verb", "can_be", "mood_of", "read"]

TOKEN = re.compile(
    r"\{[^{}]*\}(?:'s|’s)?|\*[\w'’-]+\*|\w+://[^\s{}]*[\w/]|\d+(?:[.:,]\d+)+"
    r"|[\w][\w'’-]*|\s+|.",
    re.DOTALL,
)
NAMED = "name"  # as in {judge.name}
TRULY = "truly"  # as in {target.truly}
EXPLICIT: dict[str, Case] = {
    "they": "subject",
    "them": "object",
    "their": "owner",
    "themself": "self",
}
PLACED = PREPOSITIONS | words("there outside inside here so nor neither then")


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of a role in a clause.

    `governor` is the role that is the subject there, "" if none. `named` asks for a name even where
    a pronoun would do. `truly` asks for who it is, not for whom they were taken.
    """

    role: str
    case: Case
    governor: str = ""
    named: bool = False
    truly: bool = False


Piece: TypeAlias = str | Slot | Verb


@dataclass(frozen=True, slots=True)
class Clause:
    """A parsed template."""

    pieces: tuple[Piece, ...]  # words with their spaces, slots and verbs, without the final mark
    mark: str  # the final mark, "." if the author set none
    doer: str  # the role that alone is the subject at the start of the clause; else ""
    verb: int  # index of the main verb in `pieces`
    guessed: bool = False  # a verb is in no table and was guessed from its position
    doubted: tuple[str, ...] = ()  # words of which it is not sure whether they are verbs

    @property
    def main(self) -> Verb:
        """The first main verb."""
        found = self.pieces[self.verb]
        assert isinstance(found, Verb)
        return found


def read(
    template: str, own: Mapping[str, str] | None = None, *, told: bool = False
) -> Clause | None:
    """Parse a template; return None if it has no finite verb.

    Args:
        template: what its author wrote.
        own: the author's past forms.
        told: it is written in the past, as it will be told.
    """
    return _read(template, tuple(own.items()) if own else (), told)


@lru_cache(maxsize=4096)
def _read(template: str, forms: tuple[tuple[str, str], ...], told: bool) -> Clause | None:
    own = dict(forms)
    text, mark = _ending(" ".join(template.split(" ")).strip())
    tokens, begins = _tokens(text)
    found, doubted = _verbs(tokens, begins, own, told)
    first = next((place for place in sorted(found) if found[place].main), None)
    if first is None:
        return None
    groups = {}
    for place in sorted(found):
        verb, begin, end = verb_at(tokens, found, place, own, first=place == first)
        groups[begin] = (place, verb, end)
    pieces: list[Piece] = []
    governor, reached, main = "", 0, 0
    for place, token in enumerate(tokens):
        governor = "" if place in begins else governor
        if place < reached:
            continue
        if place in groups:
            at, verb, reached = groups[place]
            main = len(pieces) if verb.first else main
            pieces.append(verb)
            governor = found[at].subject
        elif token.role:
            truly = f".{TRULY}}}" in token.text
            named = truly or f".{NAMED}}}" in token.text or token.quoted
            named = named or _inverted(tokens, place, found)
            pieces.append(Slot(token.role, _case(tokens, place, found), governor, named, truly))
        else:
            pieces.append(token.text)
    head = tokens[0]
    alone = not head.owner and found[first].subject == head.role and len(found[first].subjects) == 1
    guessed = any(verb.guessed for verb in found.values())
    return Clause(tuple(pieces), mark, head.role if alone else "", main, guessed, doubted)


def _tokens(text: str) -> tuple[tuple[Token, ...], tuple[int, ...]]:
    """Return the tokens of a text, and the places of those that begin a further sentence."""
    pieces = TOKEN.findall(text)
    starts = (0, *accumulate(len(piece) for piece in pieces))
    inner, ends = quotations(text), boundaries(text, narrated=True)
    begins = tuple(place for place, start in enumerate(starts) if start in ends)
    tokens = [
        _token(piece, any(begin <= start < end for begin, end in inner))
        for piece, start in zip(pieces, starts, strict=False)
    ]
    for place in begins:
        if not tokens[place].role:
            tokens[place] = replace(tokens[place], text=capital(tokens[place].text))
    return tuple(tokens), begins


def _verbs(
    tokens: tuple[Token, ...], begins: tuple[int, ...], own: Mapping[str, str] | None, told: bool
) -> tuple[dict[int, Found], tuple[str, ...]]:
    """Find the finite verbs of each sentence of a template, and of each part before a semicolon.

    Also returns the words that are doubtful.
    """
    after = (place + 1 for place, token in enumerate(tokens) if token.text == ";")
    edges = sorted({0, *begins, *after, len(tokens)})
    found: dict[int, Found] = {}
    doubted: list[str] = []
    for start, end in pairwise(edges):
        while start < end and tokens[start].text.isspace():
            start += 1
        part = tokens[start:end]
        of_part = told_verbs(part) if told else finite_verbs(part, own) if part else {}
        doubted += () if told else doubtful_verbs(part, of_part, own)
        for place, verb in of_part.items():
            if not found or not verb.guessed or verb.subject:
                subjects = tuple(start + at for at in verb.subjects)
                found[start + place] = replace(verb, subjects=subjects)
    return found, tuple(dict.fromkeys(doubted))


def can_be(clause: Clause, mood: Mood) -> bool:
    """Whether all main verbs have that mood; modal verbs have only the past."""
    return can_be_told((piece for piece in clause.pieces if isinstance(piece, Verb)), mood)


def _ending(text: str) -> tuple[str, str]:
    if text.endswith((".", "!", "?")) and not keeps_its_end(text):
        return text.rstrip(".!?").rstrip(), text[-1]
    return text, "."


@lru_cache(maxsize=4096)
def _token(text: str, quoted: bool = False) -> Token:
    if text.startswith("{"):
        owner = text.endswith("s")
        inner = text[1:].split("}")[0]
        role, _, form = inner.partition(".")
        case = EXPLICIT.get(form)
        return Token(text, role.strip() or "?", owner or case == "owner", case, quoted=quoted)
    if text.startswith("*") and len(text) > 2:
        return Token(text[1:-1], marked=not quoted, quoted=quoted)
    return Token(text, quoted=quoted)


def _case(tokens: tuple[Token, ...], place: int, found: Mapping[int, Found]) -> Case:
    token = tokens[place]
    if token.case:
        return token.case
    if token.owner:
        return "owner"
    if any(place in verb.subjects for verb in found.values()):
        return "subject"
    before = word_before(tokens, place)
    after = word_after(tokens, place)
    if _leads(tokens, place, found):
        return "subject"
    if before is None:
        return "object"
    who = after is not None and tokens[after].word in ("who", "that")
    if who and before in found and found[before].base == "be":  # "it is {a} who asks"
        return "subject"
    return "title" if tokens[before].word == "as" else "object"


def _leads(tokens: tuple[Token, ...], place: int, found: Mapping[int, Found]) -> bool:
    """Whether it begins a subject of which the rest is no slot: "{a} and the others laugh"."""
    before, joint = word_before(tokens, place), word_after(tokens, place)
    begins = before is None or tokens[before].word in JOINERS | {";"}
    verb = min((at for at in found if at > place), default=None)
    if not begins or joint is None or tokens[joint].word not in ("and", "or") or verb is None:
        return False
    last, rest = word_before(tokens, verb), word_after(tokens, joint)
    behind = last is not None and last > joint and tokens[last].text != ","
    return behind and rest is not None and not found[verb].subjects and rest not in found


def _inverted(tokens: tuple[Token, ...], place: int, found: Mapping[int, Found]) -> bool:
    """Whether a subject stands behind its verb: "outside stands {visitor}"."""
    verb = word_before(tokens, place)
    if verb is not None and tokens[verb].text == "," and tokens[place - 2].word == "then":
        return True  # "{a} bows, then {b}"
    if verb is None or verb not in found or found[verb].subject or tokens[place].owner:
        return False
    clause = [token for token in tokens[:verb] if not token.text.isspace()]
    for at in range(len(clause) - 1, -1, -1):
        if clause[at].text in ",;:" or clause[at].word in JOINERS:
            clause = clause[at + 1 :] if clause[at].word not in PLACED else clause[at:]
            break
    start = clause[0].word if clause else ""
    return start in PLACED or (found[verb].base == "be" and start == "the")
