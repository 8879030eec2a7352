"""The tokens of a template, and which slots are the subject of a verb."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from moshimo.story.grammar.small_words import (
    ADVERBS,
    JOINERS,
    NOUNS_IN_LY,
    PREPOSITIONS,
    SHORTENED,
    SUBORDINATORS,
    words,
)

Case: TypeAlias = Literal["subject", "object", "owner", "title", "self"]

# Between a subject and its verb: "{a} and {b} both run".
BESIDE = words("both all each alone themselves himself herself itself")
TIMES = words("once last first now")  # "at once {a} runs": {a} does not belong to "at"


@dataclass(frozen=True, slots=True)
class Token:
    """A word, mark, space or slot of a template.

    `word` is the text in small letters; `passed` is true of spaces and adverbs. An `owner` ends
    in 's, and what belongs to it follows. What is `quoted` stands inside a quotation, where no
    verb is the clause's.
    """

    text: str
    role: str = ""
    owner: bool = False
    case: Case | None = None
    marked: bool = False
    quoted: bool = False
    word: str = field(init=False)
    passed: bool = field(init=False)

    def __post_init__(self) -> None:
        word = self.text.lower()
        adverb = word in ADVERBS or (
            word.endswith("ly") and len(word) > 4 and word not in NOUNS_IN_LY
        )
        if not self.role and word.endswith(("'s", "’s", "s'", "s’")):
            short = word.replace("’", "'").removesuffix("'s") in SHORTENED
            object.__setattr__(self, "owner", not short)
        object.__setattr__(self, "word", word)
        object.__setattr__(self, "passed", word.isspace() or (adverb and not self.role))


def subjects_of(tokens: tuple[Token, ...], place: int) -> tuple[int, ...]:
    """Return the places of the slots that are the subject of a verb at `place`, in order.

    Several that are joined by "and" count together only at the start of a sentence or clause.
    """
    at = word_before(tokens, place)
    while at is not None and tokens[at].word in BESIDE:  # "{a} and {b} both run"
        at = word_before(tokens, at)
    if at is not None and tokens[at].text == ",":  # {judge}, as {office}, exiles …
        at = _over_aside(tokens, at)
    if at is None or not is_name(tokens[at]):
        return ()
    chain = [at]
    while True:
        joint = word_before(tokens, chain[0])
        if joint is None:
            return tuple(chain)
        word, ahead = tokens[joint].word, word_before(tokens, joint)
        if word in ("and", "or", "nor", ",") and ahead is not None and is_name(tokens[ahead]):
            chain.insert(0, ahead)
            continue
        between = {token.word for token in tokens[joint + 1 : chain[0]]}
        if word in PREPOSITIONS and word not in SUBORDINATORS and not between & TIMES:
            return ()
        begins = word in SUBORDINATORS | JOINERS | PREPOSITIONS | {",", ";", ":", "both"}
        return tuple(chain) if begins or word in ("neither", "either") else (at,)


def antecedent(tokens: tuple[Token, ...], place: int) -> str:
    """Return the role of whom a relative clause tells more: "{a}, who loves"; else ""."""
    at = word_before(tokens, place)
    if at is None or tokens[at].word not in ("who", "that", "which"):
        return ""
    at = word_before(tokens, at)
    if at is not None and tokens[at].text == ",":
        at = word_before(tokens, at)
    return tokens[at].role if at is not None and is_name(tokens[at]) else ""


def is_name(token: Token) -> bool:
    """Whether it is a slot that names somebody, and no possessive."""
    return bool(token.role) and not token.owner


def word_before(tokens: tuple[Token, ...], place: int) -> int | None:
    """Return the place of the nearest token before that is neither a space nor an adverb."""
    for at in range(place - 1, -1, -1):
        if not tokens[at].passed:
            return at
    return None


def word_after(tokens: tuple[Token, ...], place: int) -> int | None:
    """Return the place of the next token that is not a space."""
    for at in range(place + 1, len(tokens)):
        if not tokens[at].text.isspace():
            return at
    return None


def _over_aside(tokens: tuple[Token, ...], comma: int) -> int | None:
    for place in range(comma - 1, -1, -1):
        if tokens[place].text == ",":
            return word_before(tokens, place)
    return None
