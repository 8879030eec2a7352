"""Rule text → our own tree. Python's parser reads it; nothing of it is ever run."""

from __future__ import annotations

import ast
import warnings
from dataclasses import replace
from hashlib import sha256

from moshimo.errors import Span, WorldError
from moshimo.lang import syntax, tree
from moshimo.lang.page import Inset, Page
from moshimo.lang.slips import refuse, slipped, unreadable
from moshimo.lang.source import plain_text
from moshimo.lang.terms import expression

MARKS = ("action", "reason", "event", "appraisal", "inference", "worth")


def parse(text: str, shown: str) -> tree.File:
    """Return the tree of one rule file; `shown` is its path as the author sees it.

    Raises:
        WorldError: with every problem of the file.
    """
    page = Page(plain_text(text, shown), shown)
    page.caps()
    if page.problems:
        raise WorldError(page.problems)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Python's remarks on what is never run
            module = syntax.module(page.text)
    except SyntaxError as slip:
        raise WorldError([slipped(page, slip)]) from None
    except (RecursionError, MemoryError, ValueError):
        raise WorldError([unreadable(Span(shown))]) from None
    file = replace(_file(module, page), digest=sha256(text.encode()).hexdigest())
    if page.problems:
        raise WorldError(page.problems)
    return file


def read_expression(text: str, within: Span) -> tree.Expression:
    """Return the tree of one expression that stands in another file, at `within`.

    Raises:
        WorldError: with every problem of it.
    """
    page = Inset(text, within)
    page.caps()
    if page.problems:
        raise WorldError([replace(p, where=within) for p in page.problems])
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            body = syntax.lone(page.text)
        made = expression(body, page)
    except SyntaxError as slip:
        found = slipped(page, slip)
        what = "this cannot be read as an expression" if found.code == "syntax" else found.what
        raise WorldError([replace(found, where=within, what=what)]) from None
    except (RecursionError, MemoryError, ValueError):
        raise WorldError([unreadable(within)]) from None
    if page.problems:
        raise WorldError(page.problems)
    return made


def _file(module: ast.Module, page: Page) -> tree.File:
    classes: list[tree.Class] = []
    functions: list[tree.Function] = []
    constants: list[tree.Constant] = []
    telling = ast.get_docstring(module) or ""
    for node in module.body:
        match node:
            case ast.Expr(value=ast.Constant(value=str())):
                pass
            case ast.ImportFrom(module="moshimo.rules", names=[ast.alias(name="*")]):
                pass
            case ast.Import() | ast.ImportFrom():
                page.wrong(
                    "not-in-the-language",
                    page.span(node),
                    "a rule file imports nothing of its own",
                    fix="the only import there is is `from moshimo.rules import *`.",
                )
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
                    constants.append(tree.Constant(word, value, at))
            case _:
                refuse(node, page)
    return tree.File(page.shown, telling, tuple(classes), tuple(functions), tuple(constants))


def _number(given: ast.expr, page: Page) -> float | None:
    match expression(given, page):
        case tree.Number(value=value):
            return float(value)
        case tree.Operation(op="neg", args=(tree.Number(value=value),)):
            return float(-value)
    page.wrong("not-in-the-language", page.span(given), "`number(…)` takes one number")
    return None


def _class(node: ast.ClassDef, page: Page) -> tree.Class:
    page.named(node.name, node)
    parent, room, foreign = "", 0, False
    if node.decorator_list:
        refuse(node.decorator_list[0], page)
    for given in node.bases:
        if isinstance(given, ast.Name) and given.id in ("Choice", "Deed") and not parent:
            parent = given.id
        else:
            foreign = True
            page.wrong(
                "bad-class",
                page.span(given),
                "a class can stand on `Choice` (words to choose from) or `Deed` (a meaning)",
                fix="a kind stands on nothing: `class Office:`.",
            )
    for keyword in node.keywords:
        value = expression(keyword.value, page)
        if keyword.arg == "room" and isinstance(value, tree.Number) and value.value >= 0:
            room = min(int(value.value), 10_000)
        else:
            page.wrong("bad-class", page.span(keyword), "only `room=NUMBER` can stand here")
    members: list[tree.Member] = []
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
    return tree.Class(node.name, parent, room, tuple(members), tuple(words), at)


def _member(node: ast.AnnAssign, word: str, page: Page) -> tree.Member:
    kind, key = "", ""
    match node.annotation:
        case ast.Name(id=kind):
            pass
        case ast.Subscript(value=ast.Name(id=kind), slice=ast.Name(id=key)):
            pass
        case _:
            page.wrong(
                "bad-type",
                page.span(node.annotation),
                "a type is a word, or a word with a kind in brackets",
                fix="for example `Level` or `Level[Character]`.",
            )
    value = None
    if node.value is not None:
        made = expression(node.value, page)
        if isinstance(made, tree.Call):
            value = made
        else:
            page.wrong(
                "bad-attribute",
                page.span(node.value),
                f"`{word}` does not say who can know it",
                why="who knows an attribute is part of its type.",
                fix="write private(…), shown(…), visible(…) or known(…) round the value.",
            )
    return tree.Member(
        word, kind, key, value, page.word_span(node, word), page.span(node.annotation)
    )


def _function(node: ast.FunctionDef, page: Page) -> tree.Function | None:
    page.named(node.name, node)
    mark, mark_at = "", page.word_span(node, node.name)
    options: tuple[tuple[str, tree.Expression], ...] = ()
    if len(node.decorator_list) > 1:
        refuse(node.decorator_list[1], page)
    if node.decorator_list:
        given = node.decorator_list[0]
        mark_at = page.span(given)
        match given:
            case ast.Name(id=mark):
                pass
            case ast.Call(func=ast.Name(id=mark), args=[]):
                options = tuple((k.arg or "", expression(k.value, page)) for k in given.keywords)
        if mark not in MARKS:
            page.wrong(
                "unknown-mark",
                mark_at,
                "a rule is an @action, @reason, @event, @appraisal, @inference or @worth",
                fix="a plain `def` without a mark is a quantity.",
            )
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
        parameters.append(tree.Parameter(arg.arg, kind, page.span(arg)))
    returns = node.returns.id if isinstance(node.returns, ast.Name) else ""
    telling = ast.get_docstring(node) or ""
    body = node.body[1:] if telling else node.body
    return tree.Function(
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


def _body(nodes: list[ast.stmt], page: Page) -> tuple[tree.Statement, ...]:
    page.deeper(nodes[0] if nodes else None)
    made = [_statement(node, page) for node in nodes]
    page.level -= 1
    return tuple(statement for statement in made if statement is not None)


def _statement(node: ast.stmt, page: Page) -> tree.Statement | None:
    at = page.span(node)
    match node:
        case ast.Pass():
            return None
        case ast.Expr(value=ast.Call() as call):
            made = expression(call, page)
            return tree.Do(made) if isinstance(made, tree.Call) else None
        case ast.Expr(value=ast.Constant(value=str())):
            return None
        case ast.Assign(targets=[ast.Name(id=word)]):
            page.named(word, node)
            return tree.Bind(word, expression(node.value, page), at)
        case ast.Assign(targets=[target]):
            return tree.Set(expression(target, page), "=", expression(node.value, page), at)
        case ast.AugAssign(op=ast.Add() | ast.Sub()):
            op = "+" if isinstance(node.op, ast.Add) else "-"
            return tree.Set(expression(node.target, page), op, expression(node.value, page), at)
        case ast.If():
            return tree.If(
                expression(node.test, page), _body(node.body, page), _body(node.orelse, page), at
            )
        case ast.For(target=ast.Name(id=word), iter=ast.Name(id=kind), orelse=[]):
            page.named(word, node.target)
            return tree.For(word, kind, _body(node.body, page), at, page.span(node.iter))
        case ast.Return() if node.value is not None:
            return tree.Return(expression(node.value, page), at)
        case _:
            refuse(node, page)
            return None
