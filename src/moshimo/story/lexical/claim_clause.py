"""What is claimed of a state, told as the content of speech: "that Bo was at the mill"."""

from __future__ import annotations

import re

from moshimo.story.lexicon.lexicon import Lexicon
from moshimo.story.planning.sentence_plan import Phrase, Ref

_CLAIM = re.compile(r"is_so\((\w+)\.(\w+)(?:\[(\w*)\])?, (\w*), ([^()]*)\)")


def claimed(key: str, lexicon: Lexicon) -> Phrase:
    """Return what a claim says, as a clause in the past tense."""
    found = _CLAIM.fullmatch(key)
    if found is None or found[4] not in lexicon.members:
        return ("something was so",)
    _, attribute, toward, owner, value = found.groups()
    word, who = attribute.replace("_", " "), Ref((owner,), "subject")
    of: Phrase = (" toward ", Ref((toward,))) if toward in lexicon.members else ()
    if value in ("True", "False"):
        return (who, " was " if value == "True" else " was not ", word, *of)
    if value in lexicon.members:
        if attribute == "place":
            return (who, " was at ", Ref((value,)))
        return (Ref((owner,), "owner"), f" {word} was ", Ref((value,)), *of)
    if value == "nothing":
        return (who, f" had no {word}", *of) if attribute != "place" else (who, " was gone")
    how = _much(value)
    if how:
        return (who, f" had {how} {word}", *of)
    return (Ref((owner,), "owner"), f" {word} was {value}", *of)


def _much(value: str) -> str:
    """Return a share as words; "" of what is no fraction."""
    try:
        share = float(value)
    except ValueError:
        return ""
    if not -1 <= share <= 1 or "." not in value:
        return ""
    if share < 0:
        return "anything but"
    return "much" if share >= 0.5 else "some" if share > 0 else "no"
