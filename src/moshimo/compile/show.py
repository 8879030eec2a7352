"""What became of a rule, for a reader: its text, how it was read, its plan, its Python."""

from __future__ import annotations

import ast
from pathlib import Path

from moshimo.compile.emit import emit
from moshimo.compile.expressions import Emitter
from moshimo.compile.ir.python import annotated
from moshimo.compile.thoughts import plan_of
from moshimo.errors import did_you_mean
from moshimo.lang.laws import Rule
from moshimo.lang.spelling import spelled
from moshimo.world.folder import text_of
from moshimo.world.world import World


def shown(world: World, word: str) -> str:
    """Return the page of one rule.

    Raises:
        KeyError: there is no such rule; with a sentence that says so.
    """
    rule = world.laws.rules.get(word)
    if rule is None:
        meant = did_you_mean(word, world.laws.rules)
        other = "a reason is shown with the action that it is a reason of."
        raise KeyError(f"there is no rule `{word}`; {meant or other}")
    emitted = emit(world)
    wanted = emitted.by_rule.get(word, [])
    functions = [f for f in emitted.functions if f.word in wanted]
    parts = [
        f"{rule.at}\n",
        *(f"    {line}\n" for line in _text(rule)),
        "\nread as\n",
        *_read(rule),
    ]
    if rule.mark == "action":
        parts += ["\nplan\n", *_plan(rule, emitted.emitter)]
    parts.append("\nPython (emitted, interpreted)\n")
    for function in functions:
        made = ast.unparse(annotated(function))
        parts += ["\n", *(f"    {line}\n" for line in made.split("\n"))]
    return "".join(parts)


def _text(rule: Rule) -> list[str]:
    """Return the author's own lines, from the mark to the last of the body."""
    source: Path | None = text_of(rule.at.path)
    if source is None:
        return []
    lines = source.read_text("utf-8").split("\n")
    first = rule.at.line - 1
    while first > 0 and lines[first - 1].startswith("@"):
        first -= 1
    last = rule.at.line
    while last < len(lines) and (not lines[last].strip() or lines[last].startswith((" ", "\t"))):
        last += 1
    return [line for line in lines[first:last] if line.strip()]


def _read(rule: Rule) -> list[str]:
    roles = ", ".join(f"{r.word}: {r.type}" for r in rule.roles)
    made = [f"    {rule.mark} {rule.word}({roles})\n"]
    for n, condition in enumerate(rule.conditions, 1):
        made.append(f"    when {n}: {spelled(condition.test)}\n")
    for weight in rule.weights:
        sign = "deters" if weight.deters else "weighs"
        tests = " and ".join(spelled(x.test) for x in weight.conditions)
        only = f" if {tests}" if tests else ""
        made.append(f"    {sign} {spelled(weight.value)}{only}\n")
    if rule.outcomes:
        shown = ", ".join(f"{o.word}: {o.type}" for o in rule.outcomes)
        made.append(f"    outcomes: {shown}\n")
    read = {*rule.reads.attributes, *(f"deed:{word}" for word in rule.reads.deeds)}
    read |= {f"ask:{word}" for word in rule.reads.quantities}
    for title, found in (("reads", read), ("writes", rule.writes)):
        if found:
            made.append(f"    {title}: {', '.join(sorted(found))}\n")
    return made


def _plan(rule: Rule, emitter: Emitter) -> list[str]:
    taken = frozenset[str]()
    if rule.answers:
        shapes = {**emitter.laws.meanings, **{w: r.roles for w, r in emitter.laws.rules.items()}}
        taken = frozenset(r.word for r in shapes[rule.answers]) & {r.word for r in rule.roles[1:]}
    found = plan_of(rule, taken, emitter)
    made = [f"    first ask {spelled(e)}\n" for e in found.first]
    made += [f"    {word}: from what is answered\n" for word in sorted(taken)]
    for step in found.steps:
        how = {
            "every": f"every {step.role.type}",
            "near": "everybody who is near",
            "seen": "everybody in sight",
            "memory": "the strongest memories",
            "equal": f"{spelled(step.source)}" if step.source is not None else "",
            "given": "given",
        }[step.how]
        made.append(f"    {step.role.word}: {how}\n")
        made += [f"        ask {spelled(e)}\n" for e in step.conditions]
    return made
