"""Orthography: capitals, spaces and the final mark of a sentence."""

from __future__ import annotations

import re

from moshimo.story.grammar.sentence_boundaries import bare_end, boundaries, capital

FIRST_WORD = re.compile(r"[^\W\d_][\w'’-]*")
ENDS = (".", "!", "?", "…")
QUOTED_ENDS = (*ENDS, "—", "–", "-")  # a quotation may also break off


def finished(text: str, mark: str = ".") -> str:
    """Return a sentence with its capitals, spaces and final mark.

    Capitals are put at its begin and at that of a quotation. Elsewhere its parts have theirs.
    """
    text = re.sub(r" {2,}", " ", text.strip())
    text = re.sub(r" ([,;:!?]|\.(?![.\w]))", r"\1", text)
    text = capital(text)
    text = re.sub(r'(: ")(\w)', lambda m: m[1] + capital(m[2]), text)
    for at in boundaries(text, narrated=True):
        if text[at] == '"':
            text = text[:at] + capital(text[at:])
    body, closers = bare_end(text)
    if body.endswith(QUOTED_ENDS if '"' in closers else ENDS):
        return text
    return text + mark


def placed(raw: str, text: str) -> list[int]:
    """Return where each letter of a sentence stands once it is `finished`, and its end."""
    found: list[int] = []
    at = 0
    for letter in raw:
        found.append(at)
        if text[at : at + 1] == letter:
            at += 1
        elif text.startswith(same := letter.title(), at):
            at += len(same)
    return [*found, at]


def first_word(text: str) -> str:
    """Return the first word in small letters, also behind a quotation mark."""
    found = FIRST_WORD.search(text)
    return found[0].lower() if found else ""
