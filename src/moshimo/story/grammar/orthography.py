"""Orthography: capitals, spaces and the final mark of a sentence."""

from __future__ import annotations

import re

FIRST_WORD = re.compile(r"[^\W\d_][\w'’-]*")


def finished(text: str, mark: str = ".") -> str:
    """Return a sentence with its capitals, spaces and final mark."""
    text = re.sub(r" {2,}", " ", text.strip())
    text = re.sub(r" ([,;:.!?])", r"\1", text)
    text = re.sub(r'^(["(]?)(\w)', lambda m: m[1] + m[2].upper(), text)
    text = re.sub(r"(?<![.])([.!?] )([a-z])", lambda m: m[1] + m[2].upper(), text)
    text = re.sub(r'([.:!?] ")(\w)', lambda m: m[1] + m[2].upper(), text)
    if text.endswith((".", "!", "?", "…", '."', '!"', '?"', '…"', '—"')):
        return text
    return text + mark


def placed(raw: str, text: str) -> list[int]:
    """Return where each letter of a sentence stands once it is `finished`, and its end."""
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
    """Return the first word in small letters, also behind a quotation mark."""
    found = FIRST_WORD.search(text)
    return found[0].lower() if found else ""
