"""A story file: a plot as beats, each one deed or several that belong together."""

from __future__ import annotations

import re
from collections.abc import Collection

from moshimo.errors import Span
from moshimo.world.people.cast import Cast
from moshimo.world.scenarios.named_deeds import deed, is_cut
from moshimo.world.text.findings import Findings
from moshimo.world.text.yaml_text import Value
from moshimo.world.world import Beat, Plot

_BEAT_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,31}")
EXAMPLE = "{id: E1, deed: leave(bo)}"


def plot(word: str, value: Value, scenarios: Collection[str], first: str, cast: Cast) -> Plot:
    """Return what a story file says, noting what is wrong in it."""
    findings = cast.findings
    given = findings.mapping(value, "a story", "story: Exile")
    findings.only(value, ("story", "of", "beats"), "a story")
    of = findings.text(given, "of", first)
    if of not in scenarios and "of" in given:
        what = f"there is no scenario `{of}`"
        findings.unknown("unknown-scenario", given["of"].where, what, of, scenarios)
    example = f"beats: [{EXAMPLE}]"
    if "beats" not in given:
        fix = f"for example `{example}`."
        findings.wrong("missing-key", value.where, "a story has `beats`", fix=fix)
    places: dict[str, Span] = {}
    entries = findings.listing(given.get("beats"), "`beats`", example)
    beats = tuple(beat for entry in entries if (beat := _beat(entry, places, cast)))
    title = findings.text(given, "story", word.replace("_", " ").capitalize())
    return Plot(word, title, of, beats)


def _beat(value: Value, places: dict[str, Span], cast: Cast) -> Beat | None:
    findings = cast.findings
    given = findings.mapping(value, "a beat", EXAMPLE)
    if not isinstance(value.data, dict):
        return None
    beat_id = _beat_id(given, value, places, findings)
    texts = [given["deed"]] if "deed" in given else []
    texts += findings.listing(given.get("deeds"), "`deeds`", "deeds: [leave(bo)]")
    if any(is_cut(text, findings) for text in texts):
        return None
    findings.only(value, ("id", "deed", "deeds", "place", "intended"), "a beat")
    if not texts:
        what = "a beat has a `deed`, or several `deeds`"
        findings.wrong("missing-key", value.where, what, fix=f"for example `{EXAMPLE}`.")
    place = findings.text(given, "place")
    deeds = [deed(text, "a beat", cast, wide=not place) for text in texts]
    if place:
        cast.somebody(place, given["place"].where, "Place")
    intended = findings.text(given, "intended", longest=500)
    return Beat(beat_id, tuple(d for d in deeds if d is not None), place, intended)


def _beat_id(
    given: dict[str, Value], value: Value, places: dict[str, Span], findings: Findings
) -> str:
    if "id" not in given:
        findings.wrong("missing-key", value.where, "a beat has an `id`", fix=f"as in `{EXAMPLE}`.")
        return ""
    word, at = findings.text(given, "id"), given["id"].where
    if word and not _BEAT_ID.fullmatch(word):
        why = "a beat's id is one short word."
        findings.wrong("bad-id", at, f"`{word}` cannot be an id", why=why)
    elif word in places:
        findings.twice(at, places[word], f"`{word}` is given twice")
    places[word] = at
    return word
