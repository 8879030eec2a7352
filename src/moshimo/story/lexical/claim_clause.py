"""What is claimed of a state, told as the content of speech: "that Bo was at the mill"."""

from __future__ import annotations

import re

from moshimo.engine.journal import Deed
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


def deed_of_claim(key: str, lexicon: Lexicon) -> Deed | None:
    """Return a claim as a deed with the roles `member`, `toward` and `value`, if it has ways."""
    found = _CLAIM.fullmatch(key)
    rule = lexicon.claims.get(f"{found[1]}.{found[2]}", "") if found else ""
    if found is None or not rule:
        return None
    roles = {"member": found[4]} | ({"toward": found[3]} if found[3] else {})
    value = "" if found[5] == "nothing" else found[5]
    outcomes: dict[str, float | str] = {}
    if "value" in lexicon.manners[rule].roles:
        roles["value"] = value
    else:
        outcomes["value"] = _number(value)
    return Deed(key, rule, "action", roles, outcomes, 0.0, 0.0, "", "done")


def _number(value: str) -> float | str:
    if value in ("True", "False"):
        return float(value == "True")
    try:
        return float(value)
    except ValueError:
        return value


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
