"""The indefinite article: "a" or "an", by how the next word is spoken."""

from __future__ import annotations

import re
from unicodedata import normalize

WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")
EIGHT = re.compile(r"8|(?:11|18)(?:,\d{3})*(?!,?\d)")  # eight…, eleven, eighteen
SILENT_H = re.compile(r"hour|hono[u]?r|honest|heir(?!arch)")
LIKE_YOU = re.compile(  # spoken with a y: unicorn, use, European, ewe; not uninvited, usher
    r"eu|ew|uni(?!n|m|d|ss)|unani|us(?![h\W]|$)|ut[eio]|ur[aeiou]|ubi|uk|ugan|uv|ufo|u-"
)
LIKE_WON = re.compile(r"on(?:e|ce)(?![a-z])|ones|ouija")  # one-eyed, once
Y_VOWEL = re.compile(r"y(?:tt|ps|vo|lang)")  # Yvonne, ylang
LETTERS = "AEFHILMNORSX"  # their names begin with a vowel: an MP, an X-ray
SPOKEN_AS_WORDS = frozenset(("ram", "sim", "rom", "nato", "laser", "radar", "scuba", "nasa"))


def article(words: str) -> str:
    """Return "a" or "an", as it stands before these words."""
    plain = normalize("NFD", words.lstrip("\"'“‘(*_—– "))
    found = WORD.match(plain)
    if found is None:
        return "a"
    word = found[0]
    small = "".join(letter for letter in plain[: found.end() + 2] if letter.isascii()).lower()
    if word[0].isdigit():
        return "an" if EIGHT.match(plain) else "a"
    if _spelled(word):
        return "an" if word[0].upper() in LETTERS else "a"
    if word[0].lower() in "aeiouæøœ":
        return "a" if LIKE_YOU.match(small) or LIKE_WON.match(small) else "an"
    return "an" if SILENT_H.match(small) or Y_VOWEL.match(small) else "a"


def _spelled(word: str) -> bool:
    """Whether a word is spoken letter by letter: "X-ray", "MP", "U.S", "HQ"; not "NATO"."""
    if len(word) == 1:
        return word.lower() != "a" or word.isupper()
    if "." in word:
        return all(len(part) == 1 for part in word.split("."))
    if not word.isupper() or word.lower() in SPOKEN_AS_WORDS:
        return False
    return len(word) <= 3 or not any(letter in "AEIOU" for letter in word)
