"""Letters that can be shown: nothing hidden, and nothing that commands or that an encoding lacks.

Every text of an author passes `visible` before it reaches a terminal, JSON, Markdown, a picture or
a page. Letters of all scripts stay as they are, and so do emoji.
"""

from __future__ import annotations

import re
import unicodedata

from moshimo.output.cells import cells_of, clusters

JOINERS = "\u200c\u200d"  # part of the spelling of Persian, of Hindi, and of many emoji
_VIRAMA = 9  # the combining class of marks after which a joiner may end a word
_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
# Letters that are drawn as nothing, though Python calls them printable or unassigned.
_BLANK = (
    "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164"
    "\ufdd0-\ufdef\uffa0\ufff0-\ufff8\ufffe\uffff"
)
_DRAWN = "\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2"  # around a number; these are seen
_IS_BLANK = re.compile(f"[{_BLANK}\U000e0000-\U000e00ff\U000e01f0-\U000e0fff]")
_IS_DRAWN = re.compile(f"[{_DRAWN}]")
_IS_SELECTOR = re.compile(f"[{_SELECTORS}]")

_LIKE = {
    letter: like
    for like, letters in (
        ("'", "‘’‚‛‹›"),
        ('"', "“”„‟«»"),
        ("-", "‐‑‒–—―−─"),
        ("|", "│┊├┤"),
        ("*", "·•●◆"),
        ("->", "→"),
        ("<-", "←"),
        ("+-", "±"),
        ("<=", "≤"),
        (">=", "≥"),
        ("x", "×"),
        ("ss", "ß"),
        ("ae", "æ"),
        ("oe", "œ"),
        ("o", "ø"),
        ("O", "Ø"),
        ("l", "ł"),
        ("L", "Ł"),
        ("d", "đ"),
        ("i", "ı"),
    )
    for letter in letters
}


def visible(text: str) -> str:
    """Return an author's text with every letter that is not seen, or that commands, spelt out.

    A newline, an escape or a letter that turns the direction of writing could make a message look
    like another one. A joiner stays where it joins, between letters of scripts that need it and
    between emoji; a variation selector stays behind a sign that has variants.
    """
    if text.isprintable() and not (_IS_BLANK.search(text) or _IS_SELECTOR.search(text)):
        return text
    return "".join(spelt(text))


def hidden_at(text: str) -> list[int]:
    """Return where a text has letters that are not seen, or that command."""
    return [
        i
        for i, (letter, shown) in enumerate(zip(text, spelt(text), strict=True))
        if shown != letter
    ]


def spelt(text: str) -> list[str]:
    """Return how each letter of a text is shown: itself, or an escape."""
    around = zip(f" {text}", text, f"{text[1:]} ", strict=False)
    return [
        here.encode("unicode_escape").decode("ascii") if _hidden(before, here, after) else here
        for before, here, after in around
    ]


def visible_lines(text: str) -> str:
    """Return a text of many lines, each made visible."""
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    return "\n".join(map(visible, text.split("\n")))


def fitting(text: str, encoding: str) -> str:
    """Return a text that an encoding can write: letters that it lacks are replaced.

    A sign becomes one that looks like it, an accented letter its plain one, and any other letter
    as many question marks as it takes cells. An unknown encoding is taken for ASCII.
    """
    if _has(encoding, text):
        return text
    return "".join(_replaced(x, encoding) for x in clusters(unicodedata.normalize("NFC", text)))


def _hidden(before: str, letter: str, after: str) -> bool:
    if letter in JOINERS:
        needed = unicodedata.combining(before) == _VIRAMA
        return not (needed or (_is_joined(before) and _is_joined(after)))
    if _IS_SELECTOR.match(letter):
        varied = before >= "\u2000" and unicodedata.category(before)[0] in "LNPS"
        return not (varied or before in "©®" or after == "\u20e3")
    hidden = unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp")
    return (hidden and not _IS_DRAWN.match(letter)) or _IS_BLANK.match(letter) is not None


def _is_joined(letter: str) -> bool:
    """Whether a letter is of a script whose letters are joined, from Arabic to Mongolian, or emoji.

    A skin colour and a variation selector end an emoji too.
    """
    script = "\u0600" <= letter < "\u1900" and unicodedata.category(letter)[0] in "LM"
    emoji = letter > "\xff" and unicodedata.category(letter) in ("So", "Sk")
    return script or emoji or letter == "\ufe0f"


def _replaced(cluster: str, encoding: str) -> str:
    """Return what stands for a letter, and for what is drawn onto it, in an encoding."""
    if _has(encoding, cluster):
        return cluster
    bare = "".join(
        x for x in unicodedata.normalize("NFKD", cluster[0]) if not unicodedata.combining(x)
    )
    like = _LIKE.get(cluster[0], bare)
    return like if like and _has(encoding, like) else "?" * cells_of(cluster)


def _has(encoding: str, text: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    except LookupError:
        return text.isascii()
    return True
