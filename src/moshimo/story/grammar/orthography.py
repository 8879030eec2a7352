"""The outside of a sentence: capitals, spaces, the mark at its end, its first word."""

from __future__ import annotations

import re

FIRST_WORD = re.compile(r"[^\W\d_][\w'’-]*")


def finished(text: str, mark: str = ".") -> str:
    """A sentence with its capitals, spaces and end mark."""
    text = re.sub(r" {2,}", " ", text.strip())
    text = re.sub(r" ([,;:.!?])", r"\1", text)
    text = re.sub(r'^(["(]?)(\w)', lambda m: m[1] + m[2].upper(), text)
    text = re.sub(r"(?<![.])([.!?] )([a-z])", lambda m: m[1] + m[2].upper(), text)
    text = re.sub(r'([.:!?] ")(\w)', lambda m: m[1] + m[2].upper(), text)
    if text.endswith((".", "!", "?", "…", '."', '!"', '?"', '…"', '—"')):
        return text
    return text + mark


def placed(raw: str, text: str) -> list[int]:
    """Where each letter of a sentence stands when it is `finished`; and its end, as the last."""
    found: list[int] = []
    at = 0
    for letter in raw:
        found.append(at)
        for same in (letter, letter.upper()):
            if text.startswith(same, at):
                at += len(same)
                break
    return [*found, at]


def first_word(text: str) -> str:
    """The first word, small, also behind a quotation mark."""
    found = FIRST_WORD.search(text)
    return found[0].lower() if found else ""
