"""What is told long after its time, or as if it were at the same time, and is not said to be so.

A line is out of order if all that it tells was over ten minutes before something began that has
been told already, unless it is said to look back: by its tenses, or by a word such as "earlier".
"Meanwhile" is wrong of what was over before what is told just before it. And what took long is told
too early if it is told as done (a way as gone, something as having taken hours), and the next line
begins ten minutes or more before that.
"""

from __future__ import annotations

import re

from bench.telling.told import Fault, Line, Told
from bench.telling.wording.tenses import LOOKING_BACK, QUOTED, SAME_TIME
from moshimo.story.lexicon.lexicon import manner_of

LONG = 600.0  # seconds
SETTING_OUT = re.compile(r"\b(?:set out|set off|started|left|began|took the road|made for)\b")
LASTING = re.compile(
    r"\b[Ff]or (?:half an|an|\w+) hours?\b|\b\w+ hours on the way\b"
    r"|\b[Aa]ll (?:night|day|morning)\b"
)
AT_ONCE = 60.0  # seconds: what was over no longer ago can be told as going on


def out_of_order(told: Told) -> list[Fault]:
    """Return the lines that are told long after their time, and those wrongly told as of now.

    Where the story has gone back, it goes on from there: each leap is one fault.
    """
    found: list[Fault] = []
    latest: Line | None = None  # the line that began last of all since the last leap
    before: Line | None = None
    stretch = 0.0  # when what is told at the present place began
    for line in told.lines:
        words = QUOTED.sub("", line.text)
        back = bool(LOOKING_BACK.search(words)) or _told_of(line, told)
        same = bool(SAME_TIME.search(words))
        late = latest.begin - line.end if latest else 0.0
        wrong = ""
        if before and not (same or back) and (early := _too_early(before, line, told)):
            why = f"it is told as done, {_span(early)} before; next comes “{_cut(line.text)}”"
            found.append(Fault(before.text, why, before.sentence.deeds))
        if same and before and stretch - line.end > AT_ONCE:
            wrong = f"it was over {_span(stretch - line.end)} before what is told just before it"
        elif latest and late >= LONG and not (same or back):
            wrong = f"it was over {_span(late)} before “{_cut(latest.text)}”, told already"
        if wrong:
            found.append(Fault(line.text, wrong, line.sentence.deeds))
        if before is None or same or line.deeds[0].place != before.deeds[0].place:
            stretch = line.begin
        if latest is None or line.begin > latest.begin or wrong or same:
            latest = line
        before = line
    return found


def _too_early(before: Line, line: Line, told: Told) -> float:
    """Return how long what is told as done goes on while the next is told; 0 if it does not."""
    early = _done_by(before, told) - line.begin
    goes_on = set(before.sentence.deeds) & set(line.sentence.deeds)
    return early if early >= LONG and line.begin >= before.begin and not goes_on else 0.0


def _done_by(line: Line, told: Told) -> float:
    """Return when what a line tells as done is done, if it took long; else when it began.

    A way is told as gone if where it led is named.
    """
    if line.end - line.begin < LONG:
        return line.begin
    ways = all(manner_of(told.lexicon, deed).moves for deed in line.deeds)
    named = {who for mention in line.narrated for who in mention.who}
    gone = ways and line.deeds[-1].result == "done" and line.deeds[-1].place in named
    gone = gone and not SETTING_OUT.search(line.text)
    return line.end if gone or LASTING.search(QUOTED.sub("", line.text)) else line.begin


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
