"""Lines of a terminal: how many cells a text takes, and texts cut, padded and wrapped to fit.

A wide letter takes two cells. What is drawn onto the letter before it takes none, and stays with
it: accents, the vowels of Korean syllables written apart, the further parts of an emoji.
"""

from __future__ import annotations

import unicodedata

NARROWEST = 10  # cells; a narrower terminal is taken for one of that width


def cells_of(text: str) -> int:
    """Return how many cells of a terminal a text takes."""
    return len(text) if text.isascii() else sum(map(_cells, clusters(text)))


def clusters(text: str) -> list[str]:
    """Return a text cut into letters, each with what is drawn onto it."""
    if text.isascii():
        return list(text)
    made: list[str] = []
    for letter in text:
        emoji = unicodedata.category(letter) == "So"
        if made and (_is_drawn_onto(letter) or (emoji and made[-1].endswith("\u200d"))):
            made[-1] += letter
        else:
            made.append(letter)
    return made


def cut(text: str, room: float, mark: str = "…") -> str:
    """Return a text in at most so many cells; a longer one is cut and marked."""
    if cells_of(text) <= room:
        return text
    letters = clusters(text)
    cells = [*map(_cells, letters)]
    taken = sum(cells)
    while letters and taken > room - cells_of(mark):
        taken -= cells.pop()
        letters.pop()
    return "".join(letters).rstrip() + mark


def padded(text: str, room: int, filling: str = " ") -> str:
    """Return a text that takes at least so many cells, filled up behind."""
    return text + filling * (room - cells_of(text))


def wrapped(text: str, width: float, first: str = "", later: str = "") -> list[str]:
    """Return a text in lines of at most so many cells, broken at spaces; too long a word within.

    `first` begins the first line, `later` the others. A text without words has no lines.
    """
    lines: list[str] = []
    for word in text.split():
        if lines and cells_of(lines[-1]) + 1 + cells_of(word) <= width:
            lines[-1] += f" {word}"
            continue
        lines.append(later if lines else first)
        begun = True
        for letter in clusters(word):
            if not begun and cells_of(lines[-1]) + cells_of(letter) > width:
                lines.append(later)
            lines[-1] += letter
            begun = False
    return lines


def _is_drawn_onto(letter: str) -> bool:
    skin, jamo = "\U0001f3fb" <= letter <= "\U0001f3ff", "\u1160" <= letter <= "\u11ff"
    return skin or jamo or unicodedata.category(letter) in ("Mn", "Me", "Cf")


def _cells(cluster: str) -> int:
    first = cluster[0]
    if _is_drawn_onto(first) and len(cluster) == 1 and not "\U0001f3fb" <= first <= "\U0001f3ff":
        return 0
    return 2 if unicodedata.east_asian_width(first) in "WF" or "\ufe0f" in cluster else 1
