"""Sentence boundaries: where a sentence of a text ends, and which dots end none."""

from __future__ import annotations

import re

from moshimo.story.grammar.small_words import words

# Before a name, a number or in the middle of a sentence, in any case of letters.
ABBREVIATIONS = words(
    "mr mrs ms mx messrs mme mlle dr drs prof st ste mt ft jr sr esq etc vs cf viz approx ca al "
    "ibid incl esp dept inc ltd co corp bros ave blvd rd hr hrs oz lb lbs tsp tbsp mi km cm mm kg"
)
# The same where they begin with a capital.
RANKS = words(
    "Gen Col Capt Cpt Lt Sgt Cpl Pvt Maj Cmdr Adm Sen Gov Rep Pres Hon Rev Fr Br Supt Insp Det "
    "Jan Feb Apr Aug Sept Sep Oct Nov Dec Mon Tue Tues Wed Thu Thurs Fri"
)
NUMBERED = words("vol vols p pp ch chap fig figs art sec op bk pt")  # before a number
DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}")  # U.S, p.m, Ph.D
NUMBER = re.compile(r"\d|[ivxlcIVXLC]+\b")
COUNTED = words("no nos nr")  # before a figure: "No. I won't" has two sentences
LAST_WORD = re.compile(r"(?:[^\W_]|[.&])(?:[^\s\"“”(\[{}]*[^\s\"“”(\[{}'’])?$")
END = re.compile(r"(?P<mark>[.!?…]+)(?P<closers>[\"'”’)\]]*)\s+")
OPENERS = "\"'“‘(["
CLOSERS = "\"'”’)]"
INNER = re.compile(r"\"[^\"]*\"|“[^”]*”|(?<![\w}])'(?=\S).*?(?<=\S)'(?!\w)|‘[^’]*’(?!\w)")


def boundaries(text: str, *, narrated: bool = False) -> tuple[int, ...]:
    """Return where each sentence after the first begins.

    A dot behind an abbreviation, an initial or inside a quotation ends no sentence, and in direct
    speech neither does an ellipsis. In what is `narrated`, the next may begin with a small letter.
    """
    if not any(mark in text for mark in ".!?…"):
        return ()
    inner = quotations(text)
    found: list[int] = []
    for end in END.finditer(text):
        after = text[end.end() :].lstrip(OPENERS)
        within = [span for span in inner if span[0] < end.start() < span[1]]
        if any(begin < end.end() < close for begin, close in inner) or not after:
            continue
        mark = end["mark"]
        plain = mark == "." and not is_abbreviated(text[: end.start()], text[end.end() :])
        if mark == "." and not plain:
            continue
        if after[0].islower() and not (plain and narrated and not within):
            continue
        if ("…" in mark or ".." in mark) and not narrated:
            continue
        if within and after[0] == "{" and mark != ".":  # "Stop!" {b} shouts
            continue
        found.append(end.end())
    return tuple(found)


def quotations(text: str) -> list[tuple[int, int]]:
    """Return where each quotation inside a text begins and ends, its marks included."""
    if not any(mark in text for mark in "\"“'‘"):
        return []
    return [found.span() for found in INNER.finditer(text)]


def is_abbreviated(before: str, after: str = "") -> bool:
    """Whether a dot between these two texts belongs to the word before it, and ends nothing."""
    found = LAST_WORD.search(before)
    if found is None:
        return False
    word, ahead = found[0], before[: found.start()].rstrip()
    small = word.lower()
    if small in ABBREVIATIONS or word in RANKS or DOTTED.fullmatch(word):
        return True
    if small in NUMBERED and NUMBER.match(after):
        return True
    if small in COUNTED and after[:1].isdigit():
        return True
    if len(word) == 1 and word.isalpha():
        chained = len(ahead) > 1 and ahead[-1] == "." and not ahead[-3:-2].isalnum()
        return chained or (bool(after) and word != "I")
    return word.isdigit() and (not ahead or after[:1].islower())


def bare_end(text: str) -> tuple[str, str]:
    """Split a text into its words and the closing marks of quotations and brackets behind them."""
    body = text.rstrip().rstrip(CLOSERS)
    return body, text.rstrip()[len(body) :]


def keeps_its_end(text: str) -> bool:
    """Whether the dots at the end of a text belong to its last word, or are an ellipsis."""
    ellipsis = text.endswith(("…", ".."))
    return ellipsis or (text.endswith(".") and is_abbreviated(text[:-1]))


def begins_sentence(text: str) -> bool:
    """Whether what follows this text begins a sentence."""
    last = text.rstrip()[-1:]
    if not last or last not in '.!?…"”' or text[-1] not in ' "':
        return False
    return len(text.rstrip(OPENERS)) in boundaries(text + "{", narrated=True)


def capital(text: str) -> str:
    """Return a text with its first letter large, behind what opens a quotation.

    A letter without a single large form, such as ß, stays.
    """
    at = len(text) - len(text.lstrip(OPENERS))
    large = text[at : at + 1].title()
    return text[:at] + large + text[at + 1 :] if len(large) == 1 else text
