"""Rule text → the tree as written. Python's parser reads it; nothing of it is ever run."""

from __future__ import annotations

import ast
import math
from dataclasses import replace
from hashlib import sha256
from typing import Literal

from moshimo.errors import Span, WorldError
from moshimo.lang import written
from moshimo.lang.text.authored import AuthorText, Inset, lone, module
from moshimo.lang.text.slips import refuse, slipped, unreadable
from moshimo.lang.text.source import plain_text
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


def parse(text: str, shown: str) -> written.File:
    """Return the tree of one rule file; `shown` is its path as the author sees it.

    Raises:
        WorldError: with every problem of the file.
    """
    page = AuthorText(plain_text(text, shown), shown)
    page.caps()
    if page.problems:
        raise WorldError(page.problems)
    try:
        parsed = module(page.text)
    except SyntaxError as slip:
        raise WorldError([slipped(page, slip)]) from None
    except (RecursionError, MemoryError, ValueError):
        raise WorldError([unreadable(Span(shown))]) from None
    file = replace(_file(parsed, page), digest=sha256(text.encode()).hexdigest())
    if page.problems:
        raise WorldError(page.problems)
    return file


def read_expression(text: str, within: Span) -> written.Expression:
    """Return the tree of one expression that stands in another file, at `within`.

    Raises:
        WorldError: with every problem of it.
    """
    page = Inset(text, within)
    page.caps()
    if page.problems:
        raise WorldError([replace(p, where=within) for p in page.problems])
    try:
        made = _expression(lone(page.text), page)
    except SyntaxError as slip:
        found = slipped(page, slip)
        what = "this cannot be read as an expression" if found.code == "syntax" else found.what
        raise WorldError([replace(found, where=within, what=what)]) from None
    except (RecursionError, MemoryError, ValueError):
        raise WorldError([unreadable(within)]) from None
    if page.problems:
        raise WorldError(page.problems)
    return made


def _file(parsed: ast.Module, page: AuthorText) -> written.File:
    classes: list[written.Class] = []
    functions: list[written.Function] = []
    constants: list[written.Constant] = []
    telling = ast.get_docstring(parsed) or ""
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
                function = _function(node, page)
                if function:
                    functions.append(function)
            case ast.Assign(
                targets=[ast.Name(id=word)],
                value=ast.Call(func=ast.Name(id="number"), args=[given], keywords=[]),
            ):
                page.named(word, node)
                value = _number(given, page)
                if value is not None:
                    at = page.word_span(node, word)
                    constants.append(written.Constant(word, value, at))
            case _:
                refuse(node, page)
    return written.File(page.shown, telling, tuple(classes), tuple(functions), tuple(constants))


def _number(given: ast.expr, page: AuthorText) -> float | None:
    match _expression(given, page):
        case written.Numeral(value=value):
            return float(value)
        case written.Operation(op="neg", args=(written.Numeral(value=value),)):
            return float(-value)
    page.wrong("not-in-the-language", page.span(given), "`number(…)` takes one number")
    return None


def _class(node: ast.ClassDef, page: AuthorText) -> written.Class:
    page.named(node.name, node)
    parent, room, foreign = "", 0, False
    if node.decorator_list:
        refuse(node.decorator_list[0], page)
    for given in node.bases:
        if isinstance(given, ast.Name) and given.id in ("Choice", "Deed") and not parent:
            parent = given.id
        else:
            foreign = True
            what = "a class can stand on `Choice` (words to choose from) or `Deed` (a meaning)"
            fix = "a kind stands on nothing: `class Office:`."
            page.wrong("bad-class", page.span(given), what, fix=fix)
    for keyword in node.keywords:
        value = _expression(keyword.value, page)
        if keyword.arg == "room" and isinstance(value, written.Numeral) and value.value >= 0:
            room = min(int(value.value), 10_000)
        else:
            page.wrong("bad-class", page.span(keyword), "only `room=NUMBER` can stand here")
    members: list[written.Declared] = []
    words: list[tuple[str, Span]] = []
    for part in node.body:
        match part:
            case ast.Expr(value=ast.Constant(value=str())) | ast.Pass():
                pass
            case ast.Expr(value=ast.Constant(value=mark)) if mark is Ellipsis:
                pass
            case ast.AnnAssign(target=ast.Name(id=word)):
                page.named(word, part)
                members.append(_member(part, word, page))
            case ast.Expr(value=ast.Tuple(elts=elements)) if parent == "Choice":
                for element in elements:
                    if isinstance(element, ast.Name):
                        words.append((element.id, page.span(element)))
                    else:
                        refuse(element, page)
            case ast.Expr(value=ast.Name(id=word)) if parent == "Choice":
                words.append((word, page.span(part)))
            case _ if not foreign:
                refuse(part, page)
    at = page.word_span(node, node.name)
    return written.Class(node.name, parent, room, tuple(members), tuple(words), at)


def _member(node: ast.AnnAssign, word: str, page: AuthorText) -> written.Declared:
    kind, key = "", ""
    match node.annotation:
        case ast.Name(id=kind):
            pass
        case ast.Subscript(value=ast.Name(id=kind), slice=ast.Name(id=key)):
            pass
        case _:
            what = "a type is a word, or a word with a kind in brackets"
            fix = "for example `Level` or `Level[Character]`."
            page.wrong("bad-type", page.span(node.annotation), what, fix=fix)
    value = None
    if node.value is not None:
        made = _expression(node.value, page)
        if isinstance(made, written.Call):
            value = made
        else:
            what = f"`{word}` does not say who can know it"
            why = "who knows an attribute is part of its type."
            fix = "write private(…), shown(…), visible(…) or known(…) round the value."
            page.wrong("bad-attribute", page.span(node.value), what, why=why, fix=fix)
    return written.Declared(
        word, kind, key, value, page.word_span(node, word), page.span(node.annotation)
    )


def _function(node: ast.FunctionDef, page: AuthorText) -> written.Function | None:
    page.named(node.name, node)
    mark, mark_at = "", page.word_span(node, node.name)
    options: tuple[tuple[str, written.Expression], ...] = ()
    if len(node.decorator_list) > 1:
        refuse(node.decorator_list[1], page)
    if node.decorator_list:
        given = node.decorator_list[0]
        mark_at = page.span(given)
        match given:
            case ast.Name(id=mark):
                pass
            case ast.Call(func=ast.Name(id=mark), args=[]):
                options = tuple((k.arg or "", _expression(k.value, page)) for k in given.keywords)
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
        parameters.append(written.Parameter(arg.arg, kind, page.span(arg)))
    returns = node.returns.id if isinstance(node.returns, ast.Name) else ""
    telling = ast.get_docstring(node) or ""
    body = node.body[1:] if telling else node.body
    return written.Function(
        node.name,
        mark,
        options,
        tuple(parameters),
        returns,
        telling,
        _body(body, page),
        page.word_span(node, node.name),
        mark_at,
        page.span(node.body[0]),
    )


def _body(nodes: list[ast.stmt], page: AuthorText) -> tuple[written.Statement, ...]:
    page.deeper(nodes[0] if nodes else None)
    made = [_statement(node, page) for node in nodes]
    page.level -= 1
    return tuple(statement for statement in made if statement is not None)


def _statement(node: ast.stmt, page: AuthorText) -> written.Statement | None:
    at = page.span(node)
    match node:
        case ast.Pass():
            return None
        case ast.Expr(value=ast.Call() as call):
            made = _expression(call, page)
            return written.Do(made) if isinstance(made, written.Call) else None
        case ast.Expr(value=ast.Constant(value=str())):
            return None
        case ast.Assign(targets=[ast.Name(id=word)]):
            page.named(word, node)
            return written.Bind(word, _expression(node.value, page), at)
        case ast.Assign(targets=[target]):
            return written.Set(_expression(target, page), "=", _expression(node.value, page), at)
        case ast.AugAssign(op=ast.Add() | ast.Sub()):
            sign: Literal["+", "-"] = "+" if isinstance(node.op, ast.Add) else "-"
            changed, by = _expression(node.target, page), _expression(node.value, page)
            return written.Set(changed, sign, by, at)
        case ast.If():
            return written.Conditional(
                _expression(node.test, page), _body(node.body, page), _body(node.orelse, page), at
            )
        case ast.For(target=ast.Name(id=word), iter=ast.Name(id=kind), orelse=[]):
            page.named(word, node.target)
            return written.For(word, kind, _body(node.body, page), at, page.span(node.iter))
        case ast.Return() if node.value is not None:
            return written.Return(_expression(node.value, page), at)
        case _:
            refuse(node, page)
            return None


# expressions ----------------------------------------------------------------------------------


def _expression(node: ast.expr, page: AuthorText) -> written.Expression:
    """Return an expression, and note what in it is not of the language."""
    page.deeper(node)
    made = _node(node, page)
    page.level -= 1
    return made


def _node(node: ast.expr, page: AuthorText) -> written.Expression:
    at = page.span(node)
    match node:
        case ast.Constant(value=value):
            return _constant(value, at, page)
        case ast.Name(id=word):
            page.named(word, node)
            return written.Name(word, at)
        case ast.Attribute(value=owner, attr=word):
            page.named(word, node)
            last = Span(at.path, at.line, at.column + at.width - len(word), len(word), at.text)
            return written.Dotted(_expression(owner, page), word, at, last)
        case ast.Subscript(value=whole, slice=key) if not isinstance(key, ast.Slice):
            return written.Item(_expression(whole, page), _expression(key, page), at)
        case ast.Call(func=ast.Name(id=word)):
            args = tuple(_expression(arg, page) for arg in node.args)
            named = tuple((k.arg or "", _expression(k.value, page)) for k in node.keywords)
            return written.Call(word, args, named, at, page.span(node.func))
        case ast.UnaryOp(op=op, operand=operand) if type(op) in _OPERATORS:
            return written.Operation(_OPERATORS[type(op)], (_expression(operand, page),), at)
        case ast.BinOp(op=op, left=left, right=right) if type(op) in _OPERATORS:
            both = (_expression(left, page), _expression(right, page))
            return written.Operation(_OPERATORS[type(op)], both, at)
        case ast.BoolOp(op=op, values=values):
            parts = tuple(_expression(value, page) for value in values)
            return written.Operation(_OPERATORS[type(op)], parts, at)
        case ast.Compare():
            return _compare(node, at, page)
        case ast.IfExp(test=test, body=yes, orelse=no):
            return written.Either(
                _expression(test, page), _expression(yes, page), _expression(no, page), at
            )
        case ast.GeneratorExp(elt=value, generators=[one]):
            return _every(value, one, at, page)
        case _:
            refuse(node, page)
            return written.Numeral(0, False, at)


def _constant(value: object, at: Span, page: AuthorText) -> written.Expression:
    match value:
        case None:
            return written.Hole(at)
        case bool():
            return written.Numeral(int(value), True, at)
        case int() if abs(value) <= LARGEST_WHOLE:
            return written.Numeral(value, False, at)
        case float() if math.isfinite(value):
            return written.Numeral(value, False, at)
        case str():
            return written.Text(value, at)
    whole = isinstance(value, int)
    fix = "one so large is written with a point, `1e20`, and is no whole number." if whole else ""
    page.wrong("bad-number", at, "this number is too large, or no number at all", fix=fix)
    return written.Numeral(0, False, at)


def _compare(node: ast.Compare, at: Span, page: AuthorText) -> written.Expression:
    parts: list[written.Expression] = []
    left = _expression(node.left, page)
    for op, given in zip(node.ops, node.comparators, strict=True):
        if isinstance(op, ast.Is | ast.IsNot):
            if isinstance(given, ast.Name) and given.id == "unknown":
                known = isinstance(op, ast.IsNot)
                parts.append(written.Operation("heard_of" if known else "unknown", (left,), at))
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
        parts.append(written.Operation(_OPERATORS[type(op)], (left, right), at))
        left = right
    if not parts:
        return written.Numeral(0, True, at)
    return parts[0] if len(parts) == 1 else written.Operation("and", tuple(parts), at)


def _every(
    value: ast.expr, one: ast.comprehension, at: Span, page: AuthorText
) -> written.Expression:
    if not isinstance(one.target, ast.Name) or not isinstance(one.iter, ast.Name):
        what = "one goes over the members of a kind"
        fix = "for example `any(x.awake for x in Character)`."
        page.wrong("not-in-the-language", page.span(one.iter), what, fix=fix)
        return written.Numeral(0, False, at)
    return written.Every(
        _expression(value, page),
        one.target.id,
        one.iter.id,
        tuple(_expression(test, page) for test in one.ifs),
        at,
        page.span(one.iter),
    )
