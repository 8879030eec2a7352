"""A story file: a plot as beats, each one deed or several that belong together."""

from __future__ import annotations

import re
from collections.abc import Collection

from moshimo.errors import Span
from moshimo.lang import minds, tree
from moshimo.lang.model import Const, Pattern
from moshimo.lang.question import expression, typer
from moshimo.world.cast import Cast
from moshimo.world.findings import Findings
from moshimo.world.world import Beat, BeatDeed, Story
from moshimo.world.yaml_text import Value

_BEAT_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,31}")
EXAMPLE = "{id: E1, deed: leave(bo)}"


def story(word: str, value: Value, scenarios: Collection[str], first: str, cast: Cast) -> Story:
    """Return what a story file says, noting what is wrong in it."""
    findings = cast.findings
    given = findings.mapping(value, "a story", "story: Exile")
    findings.only(value, ("story", "of", "beats"), "a story")
    of = findings.text(given, "of", first)
    if of not in scenarios and "of" in given:
        what = f"there is no scenario `{of}`"
        findings.unknown("unknown-scenario", given["of"].where, what, of, scenarios)
    beats: list[Beat] = []
    places: dict[str, Span] = {}
    if "beats" not in given:
        fix = f"for example `beats: [{EXAMPLE}]`."
        findings.wrong("missing-key", value.where, "a story has `beats`", fix=fix)
    else:
        for entry in findings.listing(given["beats"], "`beats`", f"beats: [{EXAMPLE}]"):
            beat = _beat(entry, places, cast)
            if beat is not None:
                beats.append(beat)
    title = findings.text(given, "story", word.replace("_", " ").capitalize())
    return Story(word, title, of, tuple(beats))


def _beat(value: Value, places: dict[str, Span], cast: Cast) -> Beat | None:
    findings = cast.findings
    given = findings.mapping(value, "a beat", EXAMPLE)
    if not isinstance(value.data, dict):
        return None
    beat_id = _beat_id(given, value, places, findings)
    texts = [given["deed"]] if "deed" in given else []
    if "deeds" in given:
        texts += findings.listing(given["deeds"], "`deeds`", "deeds: [leave(bo)]")
    if any(_is_cut(text, findings) for text in texts):
        return None
    findings.only(value, ("id", "deed", "deeds", "place", "intended"), "a beat")
    if not texts:
        what = "a beat has a `deed`, or several `deeds`"
        findings.wrong("missing-key", value.where, what, fix=f"for example `{EXAMPLE}`.")
    deeds = [_deed(text, cast) for text in texts]
    place = findings.text(given, "place")
    if place and not cast.somebody(place, given["place"].where, "Place"):
        place = ""
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
        also = ((places[word], "first time"),)
        findings.wrong("name-twice", at, f"`{word}` is given twice", "second time", also=also)
    places[word] = at
    return word


def _is_cut(value: Value, findings: Findings) -> bool:
    """Whether YAML took a comma within a deed for the end of it; then that is noted."""
    if not isinstance(value.data, str) or value.data.count("(") <= value.data.count(")"):
        return False
    line, start = value.where.text, value.where.column - 1
    end = line.find(")", start) + 1
    deed = line[start:end] if end else f"{value.data}, …)"
    findings.wrong(
        "yaml-comma",
        value.where,
        "this deed ends at a comma",
        "cut here",
        why="inside braces and brackets, a comma begins the next entry.",
        fix=f'put quotes round it: "{deed}"',
    )
    return True


def _deed(value: Value, cast: Cast) -> BeatDeed | None:
    """Return the deed that a beat names: `exile(ana, None, reeve)`."""
    findings = cast.findings
    text = value.data
    if not isinstance(text, str):
        fix = "for example `leave(bo)`."
        findings.wrong("wrong-type", value.where, "this is no deed", fix=fix)
        return None
    before = len(findings.problems)
    node = expression(text, value.where, findings.problems)
    if node is None:
        return None
    if isinstance(node, tree.Name):
        node = tree.Call(node.word, (), (), node.at, node.at)
    if isinstance(node, tree.Call) and node.word in cast.laws.meanings:
        what = f"`{node.word}` is a meaning, and a beat names a deed"
        findings.wrong("unknown-deed", node.word_at, what, fix=_with_meaning(node.word, cast))
        return None
    pattern = minds.pattern(node, typer(cast.laws, cast.members, findings.problems))
    if pattern is None or len(findings.problems) > before:
        return None
    return _as_beat(node, pattern, cast)


def _as_beat(node: tree.Expression, pattern: Pattern, cast: Cast) -> BeatDeed | None:
    assert isinstance(node, tree.Call)
    roles: list[str | None] = [None] * len(pattern.args)
    for i, arg in enumerate(node.args):
        if isinstance(arg, tree.Hole):
            continue
        if not isinstance(arg, tree.Name) or arg.word not in cast.members:
            what = "a beat names its people and things by their ids"
            fix = "write an id, or `None` for anybody."
            cast.findings.wrong("wrong-type", arg.at, what, fix=fix)
            return None
        roles[i] = arg.word
    outcomes = []
    for word, value in pattern.outcomes:
        if not isinstance(value, Const):
            what = f"here `{word}` is compared with something that changes"
            fix = f"compare it with what it came to, for example `{word}=True`."
            cast.findings.wrong("not-constant", node.at, what, fix=fix)
            return None
        outcomes.append((word, float(value.value)))
    return BeatDeed(pattern.word, tuple(roles), tuple(outcomes))


def _with_meaning(meaning: str, cast: Cast) -> str:
    deeds = [word for word, rule in cast.laws.rules.items() if meaning in rule.meanings]
    return f"deeds of that meaning: {', '.join(deeds[:7])}." if deeds else ""
