"""A deed as an author names it in data: `exile(ana, None, reeve)`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from moshimo.lang import written
from moshimo.lang.newborns import clone_id, is_newborn, likeness
from moshimo.lang.question import expression, typer_of
from moshimo.lang.typed import Claim, Const, Pattern
from moshimo.lang.typing import calls
from moshimo.world.people.cast import Cast
from moshimo.world.text.findings import Findings
from moshimo.world.text.yaml_text import Value
from moshimo.world.world import BeatDeed


def is_cut(value: Value, findings: Findings) -> bool:
    """Whether YAML took a comma within a deed for the end of it; then that is noted."""
    if not isinstance(value.data, str) or value.data.count("(") <= value.data.count(")"):
        return False
    line, start = value.where.text, value.where.column - 1
    end = line.find(")", start) + 1
    deed = line[start:end] if end else f"{value.data}, …)"
    why, fix = "inside braces and brackets, a comma begins the next entry.", "put quotes round it"
    what = "this deed ends at a comma"
    findings.wrong("yaml-comma", value.where, what, "cut here", why, f'{fix}: "{deed}"')
    return True


def deed(value: Value, what: str, cast: Cast, *, wide: bool = False) -> BeatDeed | None:
    """Return the deed that is named, or None after noting what is wrong with it.

    Messages say `what` it stands in: `a beat`. If `wide`, a role can be a claim about a state, and
    the deed one that was only `tried(…)`.
    """
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
    tried = wide and isinstance(node, written.Call) and node.word == "tried"
    if tried and isinstance(node, written.Call) and len(node.args) == 1:
        node = node.args[0]
    if isinstance(node, written.Name):
        node = written.Call(node.word, (), (), node.at, node.at)
    if isinstance(node, written.Call) and node.word in cast.laws.meanings:
        said = f"`{node.word}` is a meaning, and {what} names a deed"
        findings.wrong("unknown-deed", node.word_at, said, fix=_with_meaning(node.word, cast))
        return None
    pattern = calls.pattern(node, typer_of(cast.names, findings.problems))
    if pattern is None or len(findings.problems) > before:
        return None
    made = _by_ids(node, pattern, what, cast, claims=wide)
    return replace(made, tried=True) if made and tried else made


def _by_ids(
    node: written.Expression, pattern: Pattern, what: str, cast: Cast, *, claims: bool
) -> BeatDeed | None:
    assert isinstance(node, written.Call)
    roles: list[str | None] = [None] * len(pattern.args)
    said: list[tuple[int, BeatDeed]] = []
    for i, arg in enumerate(node.args):
        given = pattern.args[i]
        if isinstance(given, Claim) and claims:
            claim = _claim(given.pattern, cast)
            if claim is None:
                fix = "write ids, numbers, and `None` for anything."
                what = "what is claimed here hangs on what is so then"
                cast.findings.wrong("not-constant", arg.at, what, fix=fix)
                return None
            said.append((i, claim))
            continue
        if isinstance(arg, written.Hole):
            continue
        if not isinstance(arg, written.Name) or not cast.has(arg.word):
            wrong = f"{what} names its people and things by their ids"
            fix = "write an id, or `None` for anybody."
            cast.findings.wrong("wrong-type", arg.at, wrong, fix=fix)
            return None
        if cast.missed(arg.word, arg.at):
            return None
        roles[i] = arg.word
    outcomes = []
    for word, value in pattern.outcomes:
        if not isinstance(value, Const):
            wrong = f"here `{word}` is compared with something that changes"
            fix = f"compare it with what it came to, for example `{word}=True`."
            cast.findings.wrong("not-constant", node.at, wrong, fix=fix)
            return None
        outcomes.append((word, float(value.value)))
    return BeatDeed(pattern.word, tuple(roles), tuple(outcomes), tuple(said))


def _claim(pattern: Pattern, cast: Cast) -> BeatDeed | None:
    """Return a claim by the ids of its members, if it has no more than constants."""
    ids = {found: word for word, found in cast.members.items()}
    roles: list[str | None] = []
    for given in pattern.args:
        if given is not None and not (isinstance(given, Const) and given.type.tag == "ref"):
            return None
        roles.append(None if given is None else _id(given, ids))
    values = [(word, x.value) for word, x in pattern.outcomes if isinstance(x, Const)]
    if len(values) < len(pattern.outcomes):
        return None
    return BeatDeed(pattern.word, tuple(roles), tuple(values))


def _id(given: Const, ids: Mapping[tuple[str, int], str]) -> str:
    """Return a member's id, or a newborn's."""
    if not is_newborn(given.value):
        return ids.get((given.type.of, int(given.value)), "")
    index, which = likeness(given.value)
    return clone_id(ids.get((given.type.of, index), ""), which)


def _with_meaning(meaning: str, cast: Cast) -> str:
    deeds = [word for word, rule in cast.laws.rules.items() if meaning in rule.meanings]
    return f"deeds of that meaning: {', '.join(deeds[:7])}." if deeds else ""
