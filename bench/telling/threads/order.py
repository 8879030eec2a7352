"""What is told long after its time, or as if it were at the same time, and is not said to be so.

A line is out of order if all that it tells was over ten minutes before something began that has
been told already, unless it is said to look back: by its tenses, or by a word such as "earlier".
"Meanwhile" is wrong of what was over before what is told just before it.
"""

from __future__ import annotations

import re

from bench.telling.told import Fault, Line, Told

LONG = 600.0  # seconds
AT_ONCE = 60.0  # seconds: what was over no longer ago can be told as going on
LOOKING_BACK = re.compile(
    r"\b(?:had|hadn't) (?:\w+ ){0,3}?\w+|\b[Ee]arlier\b|\bby then\b|\b[Bb]y that time\b"
    r"|\bbefore (?:that|then)\b|\bused to\b|\b(?:hours?|minutes?|days?|nights?) before\b"
)
SAME_TIME = re.compile(
    r"(?:^|[,;] )(?:[Mm]eanwhile|[Aa]t the same (?:hour|time|moment)|[Aa]ll this time"
    r"|[Ii]n the meantime|[Aa]t that (?:hour|moment))\b"
)
QUOTED = re.compile(r'"[^"]*"|“[^”]*”')


def out_of_order(told: Told) -> list[Fault]:
    """Return the lines that are told long after their time, and those wrongly told as of now."""
    found: list[Fault] = []
    latest: Line | None = None  # the line that began last of all so far
    before: Line | None = None
    for line in told.lines:
        words = QUOTED.sub("", line.text)
        late = latest.begin - line.end if latest else 0.0
        back = bool(LOOKING_BACK.search(words))
        same = bool(SAME_TIME.search(words))
        if same and before and before.begin - line.end > AT_ONCE:
            why = f"it was over {_span(before.begin - line.end)} before “{_cut(before.text)}” began"
            found.append(Fault(line.text, why, line.sentence.deeds))
        elif late >= LONG and not back and latest and not _told_of(line, told):
            why = f"it was over {_span(late)} before “{_cut(latest.text)}”, told already"
            found.append(Fault(line.text, why, line.sentence.deeds))
        if latest is None or line.begin > latest.begin:
            latest = line
        before = line
    return found


def _told_of(line: Line, told: Told) -> bool:
    """Whether the line goes on with what the last line looks back to, of the same deeds."""
    if line.number == 0 or line.opens:
        return False
    other = told.lines[line.number - 1]
    same = bool(set(line.sentence.deeds) & set(other.sentence.deeds))
    return same and bool(LOOKING_BACK.search(QUOTED.sub("", other.text)))


def _span(seconds: float) -> str:
    return f"{seconds / 60:.0f} min" if seconds < 7200 else f"{seconds / 3600:.1f} h"


def _cut(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"
