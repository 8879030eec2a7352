"""What became of a rule, for a reader: its text, how it was read, its search, its code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from moshimo.asked.which import rule_called
from moshimo.compile.emission.search import considered
from moshimo.compile.emit import Emitted, emit
from moshimo.compile.ir.nodes import Count, IfElse, Instruction, Routine, While
from moshimo.compile.ir.python import python
from moshimo.errors import TAB, Span
from moshimo.lang.analysis.optimise import optimised, watch
from moshimo.lang.analysis.plan import Query, plan, roles_of
from moshimo.lang.laws import Laws, Rule
from moshimo.lang.spelling import spelled
from moshimo.lang.text.source import read_source
from moshimo.output.shown_letters import visible
from moshimo.world.text.folder import SYSTEMS, systems
from moshimo.world.text.world_source import Source
from moshimo.world.world import CheckedWorld

_CODE = """
code
    It is interpreted, or made into machine code. `b` is the block, `b.field[x, y]` its cell for two
    members, `d.role` who has that role in deed `d`. After a `#` stands the author's line of which
    the next statements were made.
"""
_ROLE = re.compile(r"b\.d_role\[d, ([a-z]\w*)\]")
_HOW = {
    "near": "everybody who is near",
    "seen": "everybody in sight",
    "memory": "the strongest memories",
}


def shown(world: CheckedWorld, word: str) -> str:
    """Return the page of one rule.

    Raises:
        WorldError: there is no such rule.
    """
    rule = rule_called(word, world)
    parts = [f"{rule.at}\n", *(f"    {line}\n" for line in _text(rule, world.texts.source))]
    parts += ["\nread as\n", *_read(rule)]
    query = _query(rule, world.laws)
    if query is not None:
        parts += ["\nplan\n", *(f"    {line}\n" for line in _plan(query))]
    return "".join([*parts, _CODE, *_Printer(rule, emit(world), world.texts.source).code()])


def _lines(shown: str, source: Source) -> list[str]:
    """Return the lines of a world's file, as it was loaded, or of a standard system."""
    word = shown.removeprefix("systems/").removesuffix(".py")
    if shown == f"systems/{word}.py" and word in systems():
        return read_source(SYSTEMS / f"{word}.py", SYSTEMS, shown).split("\n")
    texts = (text for path, text in source.files.items() if source.show(path) == shown)
    return (next(texts, "") or "").split("\n")


def _text(rule: Rule, source: Source) -> list[str]:
    """Return the author's own lines, from the mark to the last of the body."""
    lines = _lines(rule.at.path, source)
    first = rule.at.line - 1
    while first > 0 and lines[first - 1].startswith("@"):
        first -= 1
    last = rule.at.line
    while last < len(lines) and (not lines[last].strip() or lines[last].startswith((" ", "\t"))):
        last += 1
    return [visible(line.expandtabs(TAB)) for line in lines[first:last] if line.strip()]


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
    if rule.seems or rule.unseen:
        made.append(f"    seems: {rule.seems or None}\n")
    if rule.recovers is not None:
        made.append(f"    recovers: {spelled(rule.recovers)}\n")
    if rule.outcomes:
        shown = ", ".join(f"{o.word}: {o.type}" for o in rule.outcomes)
        made.append(f"    outcomes: {shown}\n")
    read = {*rule.reads.attributes, *(f"deed:{word}" for word in rule.reads.deeds)}
    read |= {f"ask:{word}" for word in rule.reads.quantities}
    for title, found in (("reads", read), ("writes", rule.writes)):
        if found:
            made.append(f"    {title}: {', '.join(sorted(found))}\n")
    return made


# the plan -------------------------------------------------------------------------------------


def _query(rule: Rule, laws: Laws) -> Query | None:
    """Return the search of a rule, if it has one."""
    if rule.mark == "action":
        return optimised(considered(rule, laws))
    if rule.watched:
        return watch(rule)
    given = ["mind", *(r.word for r in roles_of(rule.of, laws))]
    return plan(rule, given, laws.quantities) if rule.of else None


def _plan(query: Query) -> Iterator[str]:
    yield from (f"{role.word}: given" for role in query.given)
    for level in range(len(query.steps) + 1):
        margin = "    " if level else ""
        if level:
            step = query.steps[level - 1]
            source = f"every {step.role.type}" if step.source is None else spelled(step.source)
            yield f"{step.role.word}: {_HOW.get(step.how, source)}"
        for condition in query.asked(level):
            yield f"{margin or 'first '}ask {spelled(condition.test)}"
        if level == 1 and query.confined is not None:
            yield "    pass over it unless one of these holds:"
            confined = (*query.confined.anywhere, *query.confined.here)
            yield from (f"        {spelled(e)}" for e in confined)
            if query.confined.people:
                yield "        somebody is believed to be there"
        weighed = query.actor and level == query.level
        for e, when in query.hoisted:
            if (when == "search" and not level) or (when != "search" and weighed):
                yield f"{margin}work out once: {spelled(e)}"
        if weighed:
            yield f"{margin}weigh it"


# the code -------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Printer:
    """Prints functions, each statement under the author's line that it was made of.

    Attributes:
        rule: whose page it is.
        emitted: all functions of the world.
        source: the world's files.
        at: the line that was printed last.
        texts: the author's files, by their names.
    """

    rule: Rule
    emitted: Emitted
    source: Source
    at: tuple[str, int] = ("", 0)
    texts: dict[str, list[str]] = field(default_factory=dict)

    def code(self) -> Iterator[str]:
        """Yield the functions made of the rule, and what they call of the world's, each once."""
        functions = {made.word: made for made in self.emitted.functions}
        own = self.emitted.by_rule.get(self.rule.word, [])
        others = {word for made in self.emitted.by_rule.values() for word in made} - {*own}
        waiting, done = list(own), others
        while waiting:
            word = waiting.pop(0)
            if word not in done and word in functions:
                done.add(word)
                written = python(functions[word])
                waiting += _called(written)
                self.make_readable(written, word in own)
                yield f"\n    {_head(functions[word])}\n"
                self.at = (self.rule.at.path, 0)
                yield from self.statements(functions[word].body, written.body, "        ")

    def statements(
        self, body: Sequence[Instruction], written: Sequence[ast.stmt], margin: str
    ) -> Iterator[str]:
        """Yield statements, and what stands inside them."""
        if not body:
            yield f"{margin}pass\n"
        for s, text in zip(body, written, strict=False):
            if s.at is not None and s.at.line and (s.at.path, s.at.line) != self.at:
                yield f"{margin}# {self.author(s.at)}\n"
            first = _ROLE.sub(r"d.\1", ast.unparse(text).splitlines()[0])
            yield f"{margin}{first}\n"
            if isinstance(s, IfElse) and isinstance(text, ast.If):
                yield from self.statements(s.yes, text.body, f"{margin}    ")
                if s.no:
                    yield f"{margin}else:\n"
                    yield from self.statements(s.no, text.orelse, f"{margin}    ")
            elif isinstance(s, While | Count) and isinstance(text, ast.While | ast.For):
                yield from self.statements(s.body, text.body, f"{margin}    ")

    def author(self, at: Span) -> str:
        """Return an author's line with its number, and its file if that is another one."""
        self.at = (at.path, at.line)
        text = self.texts.get(at.path) or self.texts.setdefault(
            at.path, _lines(at.path, self.source)
        )
        place = str(at.line) if at.path == self.rule.at.path else f"{at.path}:{at.line}"
        return f"{place}: {visible(''.join(text[at.line - 1 : at.line]).strip())}"

    def make_readable(self, made: ast.FunctionDef, own: bool) -> None:
        """Write the cells of fields by what they are of. Changes the tree."""
        deeds = own and self.rule.mark in ("action", "event")
        roles = [role.word for role in self.rule.roles] if deeds else []
        fields = {f.word: f for f in self.emitted.layout.fields}
        for cell in ast.walk(made):
            if isinstance(cell, ast.Subscript) and isinstance(cell.value, ast.Attribute):
                declared = fields[cell.value.attr]
                parts = _parts(cell.slice, len(declared.axes) + bool(declared.pool))
                match parts:
                    case [ast.Name(id="d"), ast.Constant(value=int(n))] if n < len(roles):
                        parts[1] = ast.Name(roles[n])
                cell.slice = parts[0] if len(parts) == 1 else ast.Tuple(parts)


def _called(made: ast.FunctionDef) -> list[str]:
    calls = (node.func for node in ast.walk(made) if isinstance(node, ast.Call))
    return [called.id for called in calls if isinstance(called, ast.Name)]


def _parts(index: ast.expr, many: int) -> list[ast.expr]:
    """Return what an index, `x * rows + y`, was worked out from."""
    match index:
        case ast.BinOp(ast.BinOp(left, ast.Mult(), ast.Constant()), ast.Add(), last) if many > 1:
            return [*_parts(left, many - 1), last]
    return [index]


def _head(made: Routine) -> str:
    """Return a function's first line."""
    taken = ", ".join(["b", *(f"{p.word}: {p.type}" for p in made.signature.parameters)])
    gives = "" if made.signature.gives == "none" else f" -> {made.signature.gives}"
    return f"def {made.word}({taken}){gives}:"
