"""Rule text → the tree as written. Python's parser reads it; nothing of it is ever run."""

from __future__ import annotations

import ast
import math
import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from hashlib import sha256
from types import EllipsisType
from typing import TypeAlias

from moshimo.errors import Problem, Span, WorldError
from moshimo.lang import written as w
from moshimo.lang.text.authored import NOT_OURS, lone, module, tree
from moshimo.lang.text.code_letters import LONGEST_NAME, bad_name, wrong_letters
from moshimo.lang.text.letters import hidden_problems, plain_text, starts_of
from moshimo.lang.types import LARGEST_WHOLE, Operator

_OPERATORS: dict[type[ast.AST], Operator] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.USub: "neg",
    ast.Not: "not",
    ast.And: "and",
    ast.Or: "or",
}

MARKS = ("action", "reason", "event", "appraisal", "inference", "worth")
MOST_LEVELS = 80  # of anything within anything; what comes after recurses too
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_Piece: TypeAlias = ast.stmt | ast.expr | ast.arg | ast.keyword


def parse(text: str, shown: str) -> w.File:
    """Return the tree of one rule file; `shown` is its path as the author sees it.

    Raises:
        WorldError: with every problem of the file.
    """
    plain = plain_text(text, shown)
    page = _Page(shown, plain.split("\n"))
    parsed = tree(plain, shown, module)
    file = _file(parsed, page)
    page.problems += wrong_letters(parsed, page.rows, page.place, page.problems)
    if page.problems:
        raise WorldError(page.problems)
    return replace(file, digest=sha256(text.encode()).hexdigest())


def read_expression(text: str, within: Span) -> w.Expression:
    """Return the tree of one expression that stands in another file, at `within`.

    Raises:
        WorldError: with every problem of it.
    """
    plain = " ".join(text.split())
    page = _Page(within.path, [plain], within)
    if hidden := hidden_problems(plain, within):
        raise WorldError(hidden)
    try:
        parsed = tree(plain, within.path, lone)
    except WorldError as slip:
        said = {"syntax": "this cannot be read as an expression"}
        raise WorldError(
            replace(found, where=within, what=said.get(found.code, found.what))
            for found in slip.problems
        ) from None
    made = _expression(parsed, page)
    page.problems += wrong_letters(parsed, page.rows, page.place, page.problems)
    if page.problems:
        raise WorldError(page.problems)
    return made


@dataclass(slots=True)
class _Page:
    """The lines of a text, where its pieces stand, and the problems with them.

    `within` is the place of an expression that stands in a line of another file.
    """

    shown: str
    rows: list[str]
    within: Span | None = None
    problems: list[Problem] = field(default_factory=list)
    level: int = 0
    starts: dict[int, list[int]] = field(default_factory=dict)  # of lines, once worked out

    def span(self, node: _Piece) -> Span:
        """Return the place of a node of Python's tree, whose columns count bytes."""
        row = self.rows[node.lineno - 1]
        start, last = node.col_offset, node.end_lineno == node.lineno
        end = (node.end_col_offset or 0) if last else 4 * len(row)
        if not row.isascii():
            found = self.starts[node.lineno] = self.starts.get(node.lineno) or starts_of(row)
            start, end = bisect_left(found, start), bisect_left(found, end)
        return self.place(node.lineno, start, max(min(end, len(row)) - start, 1))

    def place(self, line: int, start: int, width: int) -> Span:
        """Return the place of some letters of a line."""
        row = self.rows[line - 1]
        if self.within is None:
            return Span(self.shown, line, start + 1, width, row)
        inset = self.within.text.find(row, self.within.column - 1) if row else -1
        if inset < 0:  # it is folded or escaped there: no letter has a place of its own
            return self.within
        return replace(self.within, column=inset + start + 1, width=width)

    def wrong(self, code: str, at: Span, what: str, why: str = "", fix: str = "") -> None:
        """Note a problem."""
        self.problems.append(Problem(code, at, what, why=why, fix=fix))

    def refuse(self, node: _Piece) -> None:
        """Note a piece of Python that the language does not have."""
        what, why = "this is Python, but not part of the world language", NOT_OURS.get(type(node))
        fix = "" if why else "docs/reference/language.md lists what a rule can hold."
        self.wrong("not-in-the-language", self.span(node), what, why=why or "", fix=fix)

    def deeper(self, node: _Piece) -> None:
        """Go one level down; raise where the stages that follow could not recurse further."""
        self.level += 1
        if self.level > MOST_LEVELS:
            what = f"more than {MOST_LEVELS} things stand inside each other here"
            fix = "give some of them names of their own."
            raise WorldError([*self.problems, Problem("too-deep", self.span(node), what, fix=fix)])

    def named(self, word: str, node: _Piece) -> None:
        """Note a word that cannot be a name."""
        if not _NAME.fullmatch(word) or "__" in word or len(word) > LONGEST_NAME:
            self.problems.append(bad_name(word, self.span(node).of(word)))


# files, classes and functions -----------------------------------------------------------------


def _file(parsed: ast.Module, page: _Page) -> w.File:
    classes: list[w.Class] = []
    functions: list[w.Function] = []
    constants: list[w.Constant] = []
    for node in parsed.body:
        match node:
            case ast.Expr(value=ast.Constant(value=str())):
                pass
            case ast.ImportFrom(module="moshimo.rules", names=[ast.alias(name="*")]):
                pass
            case ast.Import() | ast.ImportFrom():
                what = "a rule file imports nothing of its own"
                fix = "the only import there is is `from moshimo.rules import *`."
                page.wrong("not-in-the-language", page.span(node), what, fix=fix)
            case ast.ClassDef():
                classes.append(_class(node, page))
            case ast.FunctionDef():
                if function := _function(node, page):
                    functions.append(function)
            case ast.Assign(
                targets=[ast.Name(id=word)],
                value=ast.Call(func=ast.Name(id="number"), args=[given], keywords=[]),
            ):
                page.named(word, node)
                if (value := _number(given, page)) is not None:
                    constants.append(w.Constant(word, value, page.span(node).of(word)))
            case _:
                page.refuse(node)
    telling = ast.get_docstring(parsed) or ""
    return w.File(page.shown, telling, tuple(classes), tuple(functions), tuple(constants))


def _number(given: ast.expr, page: _Page) -> float | None:
    match _expression(given, page):
        case w.Numeral(value=value):
            return float(value)
        case w.Operation(op="neg", args=(w.Numeral(value=value),)):
            return float(-value)
    page.wrong("not-in-the-language", page.span(given), "`number(…)` takes one number")
    return None


def _class(node: ast.ClassDef, page: _Page) -> w.Class:
    page.named(node.name, node)
    parent, foreign = "", False
    room: w.Expression | None = None
    if node.decorator_list:
        page.refuse(node.decorator_list[0])
    for given in node.bases:
        if isinstance(given, ast.Name) and given.id in ("Choice", "Deed") and not parent:
            parent = given.id
        else:
            foreign = True
            what = "a class can stand on `Choice` (words to choose from) or `Deed` (a meaning)"
            fix = "a kind stands on nothing: `class Office:`."
            page.wrong("bad-class", page.span(given), what, fix=fix)
    for keyword in node.keywords:
        if keyword.arg == "room":
            room = _expression(keyword.value, page)
        else:
            page.wrong("bad-class", page.span(keyword), "only `room=NUMBER` can stand here")
    members: list[w.Declared] = []
    words: list[tuple[str, Span]] = []
    for part in node.body:
        match part:
            case ast.Pass() | ast.Expr(value=ast.Constant(value=str() | EllipsisType())):
                pass
            case ast.AnnAssign(target=ast.Name(id=word)):
                page.named(word, part)
                members.append(_member(part, word, page))
            case ast.Expr(value=ast.Tuple(elts=elements)) if parent == "Choice":
                for element in elements:
                    if isinstance(element, ast.Name):
                        words.append((element.id, page.span(element)))
                    else:
                        page.refuse(element)
            case ast.Expr(value=ast.Name(id=word)) if parent == "Choice":
                words.append((word, page.span(part)))
            case _ if not foreign:
                page.refuse(part)
    at = page.span(node).of(node.name)
    return w.Class(node.name, parent, room, tuple(members), tuple(words), at)


def _member(node: ast.AnnAssign, word: str, page: _Page) -> w.Declared:
    kind, key, type_at = "", "", page.span(node.annotation)
    match node.annotation:
        case ast.Name(id=kind):
            pass
        case ast.Subscript(value=ast.Name(id=kind), slice=ast.Name(id=key)):
            pass
        case _:
            what = "a type is a word, or a word with a kind in brackets"
            fix = "for example `Level` or `Level[Character]`."
            page.wrong("bad-type", type_at, what, fix=fix)
    value = None
    if node.value is not None:
        made = _expression(node.value, page)
        if isinstance(made, w.Call):
            value = made
        else:
            what = f"`{word}` does not say who can know it"
            why = "who knows an attribute is part of its type."
            fix = "write private(…), shown(…), visible(…) or known(…) round the value."
            page.wrong("bad-attribute", page.span(node.value), what, why=why, fix=fix)
    return w.Declared(word, kind, key, value, page.span(node).of(word), type_at)


def _function(node: ast.FunctionDef, page: _Page) -> w.Function | None:
    page.named(node.name, node)
    mark, mark_at = "", page.span(node).of(node.name)
    options: tuple[tuple[str, w.Expression], ...] = ()
    if len(node.decorator_list) > 1:
        page.refuse(node.decorator_list[1])
    if node.decorator_list:
        given = node.decorator_list[0]
        mark_at = page.span(given)
        match given:
            case ast.Name(id=mark):
                pass
            case ast.Call(func=ast.Name(id=mark), args=[]):
                options = _named(given.keywords, page)
        if mark not in MARKS:
            what = "a rule is an @action, @reason, @event, @appraisal, @inference or @worth"
            fix = "a plain `def` without a mark is a quantity."
            page.wrong("unknown-mark", mark_at, what, fix=fix)
            return None
    spare = node.args
    if spare.vararg or spare.kwarg or spare.kwonlyargs or spare.defaults or spare.posonlyargs:
        page.wrong("not-in-the-language", mark_at, "roles have names and kinds, nothing more")
    parameters = []
    for arg in spare.args:
        page.named(arg.arg, arg)
        kind = ""
        if isinstance(arg.annotation, ast.Name):
            kind = arg.annotation.id
        elif arg.annotation is not None:
            page.wrong("bad-type", page.span(arg.annotation), "a role's kind is one word")
        parameters.append(w.RoleName(arg.arg, kind, page.span(arg)))
    returns = node.returns.id if isinstance(node.returns, ast.Name) else ""
    telling = ast.get_docstring(node) or ""
    body = node.body[1:] if telling else node.body
    return w.Function(
        node.name,
        mark,
        options,
        tuple(parameters),
        returns,
        telling,
        _body(body, page),
        page.span(node).of(node.name),
        mark_at,
        page.span(node.body[0]),
    )


def _body(nodes: list[ast.stmt], page: _Page) -> tuple[w.WrittenStatement, ...]:
    if not nodes:
        return ()
    page.deeper(nodes[0])
    made = [_statement(node, page) for node in nodes]
    page.level -= 1
    return tuple(statement for statement in made if statement is not None)


def _statement(node: ast.stmt, page: _Page) -> w.WrittenStatement | None:
    at = page.span(node)
    match node:
        case ast.Pass() | ast.Expr(value=ast.Constant(value=str())):
            return None
        case ast.Expr(value=ast.Call() as call):
            made = _expression(call, page)
            return w.Do(made) if isinstance(made, w.Call) else None
        case ast.Assign(targets=[ast.Name(id=word)]):
            page.named(word, node)
            return w.Bind(word, _expression(node.value, page), at)
        case ast.Assign(targets=[target]):
            return w.Set(_expression(target, page), "=", _expression(node.value, page), at)
        case ast.AugAssign(op=ast.Add() | ast.Sub()):
            changed, by = _expression(node.target, page), _expression(node.value, page)
            return w.Set(changed, "+" if isinstance(node.op, ast.Add) else "-", by, at)
        case ast.If():
            test = _expression(node.test, page)
            return w.Conditional(test, _body(node.body, page), _body(node.orelse, page), at)
        case ast.For(target=ast.Name(id=word), iter=ast.Name(id=kind), orelse=[]):
            page.named(word, node.target)
            return w.For(word, kind, _body(node.body, page), at, page.span(node.iter))
        case ast.Return() if node.value is not None:
            return w.Return(_expression(node.value, page), at)
        case _:
            page.refuse(node)
            return None


# expressions ----------------------------------------------------------------------------------


def _expression(node: ast.expr, page: _Page) -> w.Expression:
    """Return an expression, and note what in it is not of the language."""
    page.deeper(node)
    made = _node(node, page)
    page.level -= 1
    return made


def _node(node: ast.expr, page: _Page) -> w.Expression:
    at = page.span(node)
    match node:
        case ast.Constant(value=value):
            return _constant(value, at, page)
        case ast.Name(id=word):
            page.named(word, node)
            return w.Name(word, at)
        case ast.Attribute(value=owner, attr=word):
            page.named(word, node)
            last = Span(at.path, at.line, at.column + at.width - len(word), len(word), at.text)
            return w.Dotted(_expression(owner, page), word, at, last)
        case ast.Subscript(value=whole, slice=key) if not isinstance(key, ast.Slice):
            return w.Item(_expression(whole, page), _expression(key, page), at)
        case ast.Call(func=ast.Name(id=word)):
            args = tuple(_expression(arg, page) for arg in node.args)
            return w.Call(word, args, _named(node.keywords, page), at, page.span(node.func))
        case ast.UnaryOp(op=op, operand=operand) if type(op) in _OPERATORS:
            return w.Operation(_OPERATORS[type(op)], (_expression(operand, page),), at)
        case ast.BinOp(op=op, left=left, right=right) if type(op) in _OPERATORS:
            both = (_expression(left, page), _expression(right, page))
            return w.Operation(_OPERATORS[type(op)], both, at)
        case ast.BoolOp(op=op, values=values):
            parts = tuple(_expression(value, page) for value in values)
            return w.Operation(_OPERATORS[type(op)], parts, at)
        case ast.Compare():
            return _compare(node, at, page)
        case ast.IfExp(test=test, body=yes, orelse=no):
            asked, one = _expression(test, page), _expression(yes, page)
            return w.Either(asked, one, _expression(no, page), at)
        case ast.GeneratorExp(elt=value, generators=[one]):
            return _every(value, one, at, page)
        case _:
            page.refuse(node)
            return w.Numeral(0, False, at)


def _named(given: list[ast.keyword], page: _Page) -> tuple[tuple[str, w.Expression], ...]:
    return tuple((one.arg or "", _expression(one.value, page)) for one in given)


def _constant(value: object, at: Span, page: _Page) -> w.Expression:
    match value:
        case None:
            return w.Hole(at)
        case bool():
            return w.Numeral(int(value), True, at)
        case int() if abs(value) <= LARGEST_WHOLE:
            return w.Numeral(value, False, at)
        case float() if math.isfinite(value):
            return w.Numeral(value, False, at)
        case str():
            return w.Text(value, at)
    whole = isinstance(value, int)
    fix = "one so large is written with a point, `1e20`, and is no whole number." if whole else ""
    page.wrong("bad-number", at, "this number is too large, or no number at all", fix=fix)
    return w.Numeral(0, False, at)


def _compare(node: ast.Compare, at: Span, page: _Page) -> w.Expression:
    parts: list[w.Expression] = []
    left = _expression(node.left, page)
    for op, given in zip(node.ops, node.comparators, strict=True):
        if isinstance(op, ast.Is | ast.IsNot):
            if isinstance(given, ast.Name) and given.id == "unknown":
                known = isinstance(op, ast.IsNot)
                parts.append(w.Operation("heard_of" if known else "unknown", (left,), at))
            else:
                what = "`is` asks only whether something is unknown"
                fix = "compare values with `==`."
                page.wrong("not-in-the-language", page.span(given), what, fix=fix)
            continue
        if type(op) not in _OPERATORS:
            what = "`in` is not part of the world language"
            fix = "compare with `==`, and join several comparisons with `or`."
            page.wrong("not-in-the-language", at, what, fix=fix)
            continue
        right = _expression(given, page)
        parts.append(w.Operation(_OPERATORS[type(op)], (left, right), at))
        left = right
    return parts[0] if len(parts) == 1 else w.Operation("and", tuple(parts), at)


def _every(value: ast.expr, one: ast.comprehension, at: Span, page: _Page) -> w.Expression:
    if not isinstance(one.target, ast.Name) or not isinstance(one.iter, ast.Name):
        what = "one goes over the members of a kind"
        fix = "for example `any(x.awake for x in Character)`."
        page.wrong("not-in-the-language", page.span(one.iter), what, fix=fix)
        return w.Numeral(0, False, at)
    return w.Every(
        _expression(value, page),
        one.target.id,
        one.iter.id,
        tuple(_expression(test, page) for test in one.ifs),
        at,
        page.span(one.iter),
    )
