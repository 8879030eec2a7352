"""Words by which a sentence says that it looks back, or tells of the same time elsewhere."""

from __future__ import annotations

import re

from moshimo.story.grammar.vocabulary import IRREGULAR

DONE = "(?:" + "|".join((r"\w+ed", *sorted({forms[1] for forms in IRREGULAR.values()}))) + ")"
BETWEEN = "(?:not|never|once|always|already|only|just|long|since|also|still|hardly|all|both) "
LOOKING_BACK = re.compile(
    rf"\b(?:had|hadn't) (?:{BETWEEN}){{0,2}}{DONE}\b|\b[Ee]arlier\b|\b[Bb]y then\b"
    r"|\b[Bb]y that time\b|\bbefore (?:that|then)\b|\bused to\b"
    r"|\b(?:hours?|minutes?|days?|nights?) before\b"
)
SAME_TIME = re.compile(
    r"(?:^|[,;] )(?:[Mm]eanwhile|[Aa]t the same (?:hour|time|moment)|[Aa]ll this time"
    r"|[Ii]n the meantime|[Aa]t that (?:hour|moment))\b"
)
QUOTED = re.compile(r'"[^"]*"|“[^”]*”')
