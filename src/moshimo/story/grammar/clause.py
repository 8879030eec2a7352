"""Clauses: a template in the present tense is parsed, and its verbs are found."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Literal, TypeAlias

from moshimo.story.grammar.doubtful_verbs import doubtful_verbs
from moshimo.story.grammar.finite_verbs import Found, finite_verbs
from moshimo.story.grammar.inflection import BE, MODALS, gerund, participle, past
from moshimo.story.grammar.sentence_boundaries import (
    boundaries,
    capital,
    keeps_its_end,
    quotations,
)
from moshimo.story.grammar.tokens import Case, Token

Mood: TypeAlias = Literal["past", "perfect", "bare", "gerund", "would"]

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


@dataclass(frozen=True, slots=True)
class Verb:
    """A finite verb: as written, its base and its past.

    `main` is false in a subordinate clause. `of_role` is false if its subject is surely no role.
    """

    written: str
    base: str
    past: str
    main: bool
    first: bool = False
    of_role: bool = True


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


def read(template: str, own: Mapping[str, str] | None = None) -> Clause | None:
    """Parse a template; return None if it has no finite verb. `own` are an author's past forms."""
    return _read(template, tuple(own.items()) if own else ())


@lru_cache(maxsize=4096)
def _read(template: str, forms: tuple[tuple[str, str], ...]) -> Clause | None:
    own = dict(forms)
    text, mark = _ending(" ".join(template.split(" ")).strip())
    tokens, begins = _tokens(text)
    found, doubted = _verbs(tokens, begins, own)
    first = next((place for place in sorted(found) if found[place].main), None)
    if first is None:
        return None
    pieces: list[Piece] = []
    governor = ""
    for place, token in enumerate(tokens):
        governor = "" if place in begins else governor
        if place in found:
            pieces.append(_verb(tokens, place, found[place], place == first, own))
            governor = found[place].subject
        elif token.role:
            truly = f".{TRULY}}}" in token.text
            named = truly or f".{NAMED}}}" in token.text or token.quoted
            pieces.append(Slot(token.role, _case(tokens, place, found), governor, named, truly))
        else:
            pieces.append(token.text)
    head = tokens[0]
    alone = not head.owner and found[first].subject == head.role and len(found[first].subjects) == 1
    guessed = any(verb.guessed for verb in found.values())
    return Clause(tuple(pieces), mark, head.role if alone else "", first, guessed, doubted)


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
    tokens: tuple[Token, ...], begins: tuple[int, ...], own: Mapping[str, str] | None
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
        of_part = finite_verbs(part, own) if part else {}
        doubted += doubtful_verbs(part, of_part, own)
        for place, verb in of_part.items():
            if not found or not verb.guessed or verb.subject:
                subjects = tuple(start + at for at in verb.subjects)
                found[start + place] = replace(verb, subjects=subjects)
    return found, tuple(dict.fromkeys(doubted))


def mood_of(verb: Verb, mood: Mood, own: Mapping[str, str] | None = None) -> str:
    """Return a verb's form in that mood; modal and subordinate verbs stay in the past."""
    if mood == "past" or not verb.main or verb.base in MODALS:
        return verb.past
    if mood == "bare":
        return verb.base
    if mood == "would":
        return f"would {verb.base}" if verb.first else verb.base
    if mood == "gerund":
        return gerund(verb.base)
    done = "been" if verb.base == "be" else participle(verb.base, own)
    return f"had {done}" if verb.first else done


def can_be(clause: Clause, mood: Mood) -> bool:
    """Whether all main verbs have that mood; modal verbs have only the past."""
    verbs = [piece for piece in clause.pieces if isinstance(piece, Verb) and piece.main]
    return mood == "past" or all(verb.base not in MODALS for verb in verbs)


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
    before = next((a.word for a in reversed(tokens[:place]) if not a.text.isspace()), "")
    return "title" if before == "as" else "object"


def _verb(
    tokens: tuple[Token, ...], place: int, found: Found, first: bool, own: Mapping[str, str] | None
) -> Verb:
    written = tokens[place].text
    after = [token.word for token in tokens[place + 1 :] if not token.text.isspace()]
    if found.form == "past" and found.base == "have":
        told = "had"
    elif found.form == "past":
        done = "been" if found.base == "be" else participle(found.base, own)
        told = f"had {done}"
    else:
        told = _past_of(written.lower(), found.base, after, own)
    head = tokens[0]
    of_role = bool(found.subject) or (first and bool(head.role) and not head.owner)
    return Verb(written, found.base, told, found.main, first, of_role)


def _past_of(written: str, base: str, after: list[str], own: Mapping[str, str] | None) -> str:
    following = after[0] if after else ""
    if written in BE:
        return BE[written]
    if written == "must" and following == "not":
        return "must"
    if written in MODALS and base == written:
        return MODALS[written]
    if own and base in own:
        return own[base]
    if base == "lie":  # to lie to somebody, or to lie on the ground
        return "lied" if following in ("to", "about", "that", "") else "lay"
    if base == "hang" and following.startswith("{"):
        return "hanged"
    return past(base, own)
