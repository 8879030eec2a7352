"""Rule text → our own tree. Python's parser reads it; nothing of it is ever run."""

from __future__ import annotations

import ast
import math
import re
import warnings
from dataclasses import replace

from moshimo.errors import Problem, Span, WorldError
from moshimo.lang import tree
from moshimo.lang.source import plain_text

MOST_LETTERS = 262_144  # Python's parser takes up to 900 times a text's size in memory
MOST_WORDS = 20_000
DEEPEST = 40  # brackets within brackets; deeper ones exhaust the parser's stack
MOST_LEVELS = 80  # of anything within anything; what comes after recurses too
LONGEST_NAME = 64
MARKS = ("action", "reason", "event", "appraisal", "inference", "worth")
_OPERATORS: dict[type[ast.AST], str] = {
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
_NOT_OURS = {
    ast.While: "`while` could run for ever",
    ast.Lambda: "functions without a name are not part of the language",
    ast.JoinedStr: "texts are not put together here; braces in a telling are filled in by the engine",
    ast.Import: "the only import there is is `from moshimo.rules import *`, for editors",
    ast.Try: "a rule cannot go wrong in a way that it could catch",
    ast.With: "a rule opens nothing",
    ast.Global: "there is nothing global",
    ast.Delete: "attributes are declared once and stay",
    ast.ListComp: "use any, all, sum, count or most over `… for x in Kind`",
    ast.List: "there are no lists; attributes toward each member of a kind take their place",
    ast.Dict: "there are no dictionaries; attributes toward each member take their place",
    ast.AsyncFunctionDef: "everything happens in the world's own time",
}


def parse(text: str, shown: str) -> tree.File:
    """Return the tree of one rule file; `shown` is its path as the author sees it.

    Raises:
        WorldError: with every problem of the file.
    """
    reader = _Reader(plain_text(text, shown), shown)
    reader.caps()
    if reader.problems:
        raise WorldError(reader.problems)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Python's remarks on what is never run
            module = ast.parse(reader.text)
    except SyntaxError as slip:
        raise WorldError([_syntax(reader, slip)]) from None
    except (RecursionError, MemoryError, ValueError):
        raise WorldError([_unreadable(Span(shown))]) from None
    file = reader.file(module)
    if reader.problems:
        raise WorldError(reader.problems)
    return file


def read_expression(text: str, within: Span) -> tree.Expression:
    """Return the tree of one expression that stands in another file, at `within`.

    Raises:
        WorldError: with every problem of it.
    """
    reader = _Inset(text, within)
    reader.caps()
    if reader.problems:
        raise WorldError([replace(p, where=within) for p in reader.problems])
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            body = ast.parse(reader.text, mode="eval").body
        made = reader.expression(body)
    except SyntaxError as slip:
        found = _syntax(reader, slip)
        what = "this cannot be read as an expression" if found.code == "syntax" else found.what
        raise WorldError([replace(found, where=within, what=what)]) from None
    except (RecursionError, MemoryError, ValueError):
        raise WorldError([_unreadable(within)]) from None
    if reader.problems:
        raise WorldError(reader.problems)
    return made


class _Reader:
    """Walks Python's tree against the list of what the language has, and keeps every place."""

    def __init__(self, text: str, shown: str) -> None:
        self.text, self.shown = text, shown
        self.rows = text.split("\n")
        self.raw = [row.encode() for row in self.rows]
        self.problems: list[Problem] = []
        self.level = 0

    # places -----------------------------------------------------------------------------------

    def span(self, node: ast.AST) -> Span:
        line, start = getattr(node, "lineno", 1), getattr(node, "col_offset", 0)
        row = self.raw[line - 1]
        end = getattr(node, "end_col_offset", start + 1)
        if getattr(node, "end_lineno", line) != line:
            end = len(row)
        column = len(row[:start].decode()) + 1
        width = max(len(row[start:end].decode()), 1)
        return Span(self.shown, line, column, width, self.rows[line - 1])

    def word_span(self, node: ast.AST, word: str) -> Span:
        whole = self.span(node)
        found = whole.text.find(word, whole.column - 1)
        if found < 0:
            return whole
        return Span(self.shown, whole.line, found + 1, len(word), whole.text)

    def wrong(self, code: str, at: Span, what: str, why: str = "", fix: str = "") -> None:
        self.problems.append(Problem(code, at, what, why=why, fix=fix))

    def caps(self) -> None:
        first = Span(self.shown, 1, 1, 1, self.rows[0])
        if len(self.text) > MOST_LETTERS:
            self.wrong("too-long", first, f"this file has more than {MOST_LETTERS:,} letters")
            return
        if len(re.findall(r"\w+|[^\w\s]", self.text)) > MOST_WORDS:
            self.wrong("too-long", first, f"this file has more than {MOST_WORDS:,} words and signs")
            return
        depth = 0
        for number, row in enumerate(self.rows, 1):
            for column, letter in enumerate(row, 1):
                depth += (letter in "([{") - (letter in ")]}")
                if depth > DEEPEST:
                    at = Span(self.shown, number, column, 1, row)
                    self.wrong("too-deep", at, f"more than {DEEPEST} brackets are open here")
                    return
            if re.search(
                r"(?:[-~+]\s*|not\s+|\*\*\s*){60}|(?:\.\w+){60}|(?:[-+*/]\s*\w+\s*){400}", row
            ):
                at = Span(self.shown, number, 1, 1, row[:80])
                self.wrong("too-deep", at, "this line is too long a chain to be read")
                return

    # a file -----------------------------------------------------------------------------------

    def file(self, module: ast.Module) -> tree.File:
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
                    self.wrong(
                        "not-in-the-language",
                        self.span(node),
                        "a rule file imports nothing of its own",
                        fix="the only import there is is `from moshimo.rules import *`.",
                    )
                case ast.ClassDef():
                    classes.append(self.klass(node))
                case ast.FunctionDef():
                    function = self.function(node)
                    if function:
                        functions.append(function)
                case ast.Assign(
                    targets=[ast.Name(id=word)],
                    value=ast.Call(func=ast.Name(id="number"), args=[given], keywords=[]),
                ):
                    self.named(word, node)
                    value = self.expression(given)
                    if isinstance(value, tree.Operation) and value.op == "neg":
                        inner = value.args[0]
                        if isinstance(inner, tree.Number):
                            value = tree.Number(-inner.value, False, value.at)
                    if isinstance(value, tree.Number):
                        constants.append(
                            tree.Constant(word, float(value.value), self.word_span(node, word))
                        )
                    else:
                        self.wrong(
                            "not-in-the-language", self.span(given), "`number(…)` takes one number"
                        )
                case _:
                    self.refuse(node)
        return tree.File(self.shown, telling, tuple(classes), tuple(functions), tuple(constants))

    def refuse(self, node: ast.AST) -> None:
        why = next((text for kind, text in _NOT_OURS.items() if isinstance(node, kind)), "")
        self.wrong(
            "not-in-the-language",
            self.span(node),
            "this is Python, but not part of the world language",
            why=f"{why}." if why else "",
            fix="" if why else "docs/reference/language.md lists what a rule can hold.",
        )

    def named(self, word: str, node: ast.AST) -> None:
        plain = re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", word) and "__" not in word
        if not plain or len(word) > LONGEST_NAME:
            self.wrong(
                "bad-name",
                self.word_span(node, word),
                f"`{word[:LONGEST_NAME]}` cannot be a name here",
                why="a name has plain letters, digits and single underscores, begins with a letter "
                f"and has at most {LONGEST_NAME} of them.",
            )

    def klass(self, node: ast.ClassDef) -> tree.Class:
        self.named(node.name, node)
        parent, room, foreign = "", 0, False
        if node.decorator_list:
            self.refuse(node.decorator_list[0])
        for given in node.bases:
            if isinstance(given, ast.Name) and given.id in ("Choice", "Deed") and not parent:
                parent = given.id
            else:
                foreign = True
                self.wrong(
                    "bad-class",
                    self.span(given),
                    "a class can stand on `Choice` (words to choose from) or `Deed` (a meaning)",
                    fix="a kind stands on nothing: `class Office:`.",
                )
        for keyword in node.keywords:
            value = self.expression(keyword.value)
            if keyword.arg == "room" and isinstance(value, tree.Number) and value.value >= 0:
                room = min(int(value.value), 10_000)
            else:
                self.wrong("bad-class", self.span(keyword), "only `room=NUMBER` can stand here")
        members: list[tree.Member] = []
        words: list[tuple[str, Span]] = []
        for part in node.body:
            match part:
                case ast.Expr(value=ast.Constant(value=str())) | ast.Pass():
                    pass
                case ast.Expr(value=ast.Constant(value=mark)) if mark is Ellipsis:
                    pass
                case ast.AnnAssign(target=ast.Name(id=word)):
                    self.named(word, part)
                    members.append(self.member(part, word))
                case ast.Expr(value=ast.Tuple(elts=elements)) if parent == "Choice":
                    for element in elements:
                        if isinstance(element, ast.Name):
                            words.append((element.id, self.span(element)))
                        else:
                            self.refuse(element)
                case ast.Expr(value=ast.Name(id=word)) if parent == "Choice":
                    words.append((word, self.span(part)))
                case _ if not foreign:
                    self.refuse(part)
        at = self.word_span(node, node.name)
        return tree.Class(node.name, parent, room, tuple(members), tuple(words), at)

    def member(self, node: ast.AnnAssign, word: str) -> tree.Member:
        kind, key = "", ""
        match node.annotation:
            case ast.Name(id=kind):
                pass
            case ast.Subscript(value=ast.Name(id=kind), slice=ast.Name(id=key)):
                pass
            case _:
                self.wrong(
                    "bad-type",
                    self.span(node.annotation),
                    "a type is a word, or a word with a kind in brackets",
                    fix="for example `Level` or `Level[Character]`.",
                )
        value = None
        if node.value is not None:
            made = self.expression(node.value)
            if isinstance(made, tree.Call):
                value = made
            else:
                self.wrong(
                    "bad-attribute",
                    self.span(node.value),
                    f"`{word}` does not say who can know it",
                    why="who knows an attribute is part of its type.",
                    fix="write private(…), shown(…), visible(…) or known(…) round the value.",
                )
        return tree.Member(
            word, kind, key, value, self.word_span(node, word), self.span(node.annotation)
        )

    def function(self, node: ast.FunctionDef) -> tree.Function | None:
        self.named(node.name, node)
        mark, mark_at = "", self.word_span(node, node.name)
        options: tuple[tuple[str, tree.Expression], ...] = ()
        if len(node.decorator_list) > 1:
            self.refuse(node.decorator_list[1])
        if node.decorator_list:
            given = node.decorator_list[0]
            mark_at = self.span(given)
            match given:
                case ast.Name(id=mark):
                    pass
                case ast.Call(func=ast.Name(id=mark), args=[]):
                    options = tuple((k.arg or "", self.expression(k.value)) for k in given.keywords)
            if mark not in MARKS:
                self.wrong(
                    "unknown-mark",
                    mark_at,
                    "a rule is an @action, @reason, @event, @appraisal, @inference or @worth",
                    fix="a plain `def` without a mark is a quantity.",
                )
                return None
        spare = node.args
        if spare.vararg or spare.kwarg or spare.kwonlyargs or spare.defaults or spare.posonlyargs:
            self.wrong("not-in-the-language", mark_at, "roles have names and kinds, nothing more")
        parameters = []
        for arg in spare.args:
            self.named(arg.arg, arg)
            kind = ""
            if isinstance(arg.annotation, ast.Name):
                kind = arg.annotation.id
            elif arg.annotation is not None:
                self.wrong("bad-type", self.span(arg.annotation), "a role's kind is one word")
            parameters.append(tree.Parameter(arg.arg, kind, self.span(arg)))
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
            self.body(body),
            self.word_span(node, node.name),
            mark_at,
            self.span(node.body[0]),
        )

    # statements -------------------------------------------------------------------------------

    def body(self, nodes: list[ast.stmt]) -> tuple[tree.Statement, ...]:
        self.deeper(nodes[0] if nodes else None)
        made = [self.statement(node) for node in nodes]
        self.level -= 1
        return tuple(statement for statement in made if statement is not None)

    def statement(self, node: ast.stmt) -> tree.Statement | None:
        at = self.span(node)
        match node:
            case ast.Pass():
                return None
            case ast.Expr(value=ast.Call() as call):
                made = self.expression(call)
                return tree.Do(made) if isinstance(made, tree.Call) else None
            case ast.Expr(value=ast.Constant(value=str())):
                return None
            case ast.Assign(targets=[ast.Name(id=word)]):
                self.named(word, node)
                return tree.Bind(word, self.expression(node.value), at)
            case ast.Assign(targets=[target]):
                return tree.Set(self.expression(target), "=", self.expression(node.value), at)
            case ast.AugAssign(op=ast.Add() | ast.Sub()):
                op = "+" if isinstance(node.op, ast.Add) else "-"
                return tree.Set(self.expression(node.target), op, self.expression(node.value), at)
            case ast.If():
                return tree.If(
                    self.expression(node.test), self.body(node.body), self.body(node.orelse), at
                )
            case ast.For(target=ast.Name(id=word), iter=ast.Name(id=kind), orelse=[]):
                self.named(word, node.target)
                return tree.For(word, kind, self.body(node.body), at, self.span(node.iter))
            case ast.Return() if node.value is not None:
                return tree.Return(self.expression(node.value), at)
            case _:
                self.refuse(node)
                return None

    # expressions ------------------------------------------------------------------------------

    def deeper(self, node: ast.AST | None) -> None:
        """Go one level down, and no further than what comes after can follow."""
        self.level += 1
        if self.level > MOST_LEVELS and node is not None:
            what = f"more than {MOST_LEVELS} things stand inside each other here"
            fix = "give some of them names of their own."
            raise WorldError([*self.problems, Problem("too-deep", self.span(node), what, fix=fix)])

    def expression(self, node: ast.expr) -> tree.Expression:
        self.deeper(node)
        made = self.one(node)
        self.level -= 1
        return made

    def one(self, node: ast.expr) -> tree.Expression:
        at = self.span(node)
        match node:
            case ast.Constant(value=None):
                return tree.Hole(at)
            case ast.Constant(value=bool(value)):
                return tree.Number(int(value), True, at)
            case ast.Constant(value=int(value)) if abs(value) < 2**63:
                return tree.Number(value, False, at)
            case ast.Constant(value=float(value)) if math.isfinite(value):
                return tree.Number(value, False, at)
            case ast.Constant(value=str(value)):
                return tree.Text(value, at)
            case ast.Constant():
                self.wrong("bad-number", at, "this number is too large, or no number at all")
                return tree.Number(0, False, at)
            case ast.Name(id=word):
                self.named(word, node)
                return tree.Name(word, at)
            case ast.Attribute(value=owner, attr=word):
                self.named(word, node)
                last = Span(at.path, at.line, at.column + at.width - len(word), len(word), at.text)
                return tree.Field(self.expression(owner), word, at, last)
            case ast.Subscript(value=whole, slice=key) if not isinstance(key, ast.Slice):
                return tree.Item(self.expression(whole), self.expression(key), at)
            case ast.Call(func=ast.Name(id=word)):
                args = tuple(self.expression(arg) for arg in node.args)
                named = tuple((k.arg or "", self.expression(k.value)) for k in node.keywords)
                return tree.Call(word, args, named, at, self.span(node.func))
            case ast.UnaryOp(op=op, operand=operand) if type(op) in _OPERATORS:
                return tree.Operation(_OPERATORS[type(op)], (self.expression(operand),), at)
            case ast.BinOp(op=op, left=left, right=right) if type(op) in _OPERATORS:
                both = (self.expression(left), self.expression(right))
                return tree.Operation(_OPERATORS[type(op)], both, at)
            case ast.BoolOp(op=op, values=values):
                parts = tuple(self.expression(value) for value in values)
                return tree.Operation(_OPERATORS[type(op)], parts, at)
            case ast.Compare():
                return self.compare(node, at)
            case ast.IfExp(test=test, body=yes, orelse=no):
                return tree.Either(
                    self.expression(test), self.expression(yes), self.expression(no), at
                )
            case ast.GeneratorExp(elt=value, generators=[one]):
                return self.every(value, one, at)
            case _:
                self.refuse(node)
                return tree.Number(0, False, at)

    def compare(self, node: ast.Compare, at: Span) -> tree.Expression:
        parts: list[tree.Expression] = []
        left = self.expression(node.left)
        for op, given in zip(node.ops, node.comparators, strict=True):
            if isinstance(op, ast.Is | ast.IsNot):
                if isinstance(given, ast.Name) and given.id == "unknown":
                    word = "unknown" if isinstance(op, ast.Is) else "heard_of"
                    parts.append(tree.Operation(word, (left,), at))
                else:
                    self.wrong(
                        "not-in-the-language",
                        self.span(given),
                        "`is` asks only whether something is unknown",
                        fix="compare values with `==`.",
                    )
                continue
            if type(op) not in _OPERATORS:
                self.wrong(
                    "not-in-the-language",
                    at,
                    "`in` is not part of the world language",
                    fix="compare with `==`, and join several comparisons with `or`.",
                )
                continue
            right = self.expression(given)
            parts.append(tree.Operation(_OPERATORS[type(op)], (left, right), at))
            left = right
        if not parts:
            return tree.Number(0, True, at)
        return parts[0] if len(parts) == 1 else tree.Operation("and", tuple(parts), at)

    def every(self, value: ast.expr, one: ast.comprehension, at: Span) -> tree.Expression:
        if not isinstance(one.target, ast.Name) or not isinstance(one.iter, ast.Name):
            self.wrong(
                "not-in-the-language",
                self.span(one.iter),
                "one goes over the members of a kind",
                fix="for example `any(x.awake for x in Character)`.",
            )
            return tree.Number(0, False, at)
        return tree.Every(
            self.expression(value),
            one.target.id,
            one.iter.id,
            tuple(self.expression(test) for test in one.ifs),
            at,
            self.span(one.iter),
        )


def _unreadable(at: Span) -> Problem:
    return Problem("too-deep", at, "Python's parser cannot follow this: it is nested too deeply")


class _Inset(_Reader):
    """Reads an expression inside a line of another file, and keeps its places in that line."""

    def __init__(self, text: str, within: Span) -> None:
        super().__init__(" ".join(text.split()), within.path)
        self.within = within
        self.offset = within.text.find(self.text, within.column - 1) if self.text else -1

    def span(self, node: ast.AST) -> Span:
        if self.offset < 0:  # it is folded or escaped there: no letter has a place of its own
            return self.within
        found = super().span(node)
        whole = self.within
        return Span(whole.path, whole.line, self.offset + found.column, found.width, whole.text)


def _syntax(reader: _Reader, slip: SyntaxError) -> Problem:
    """Say in an author's words what Python's parser could not read."""
    line = min(max(slip.lineno or 1, 1), len(reader.rows))
    row = reader.rows[line - 1]
    column = min(max(slip.offset or 1, 1), len(row) + 1)
    at = Span(reader.shown, line, column, 1, row)
    for sign in "“”‘’":
        if sign in row:
            at = Span(reader.shown, line, row.index(sign) + 1, 1, row)
            return Problem(
                "curly-quotes", at, f"`{sign}` is a printer's quotation mark", fix='use plain ".'
            )
    if isinstance(slip, TabError) or "\t" in row:
        return Problem("tabs", at, "tabs and spaces do not mix here", fix="use four spaces.")
    if isinstance(slip, IndentationError):
        return Problem("indentation", at, "this line stands too far in or out")
    message = slip.msg or ""
    if "expected ':'" in message:
        return Problem("syntax", at, "a colon is missing", fix="end the line with `:`.")
    if re.search(r"[^=!<>]=[^=]", row) and ("==" in message or "cannot assign" in message):
        return Problem(
            "syntax", at, "`=` sets a value; this looks like a comparison", fix="write `==`."
        )
    if "was never closed" in message:
        sign = {"(": ")", "[": "]", "{": "}"}.get(row[column - 1 : column], "")
        what = "a bracket is opened here and never closed"
        return Problem("syntax", at, what, fix=f"close it with `{sign}`." if sign else "")
    if "unterminated" in message:
        return Problem("syntax", at, "a text begins here and never ends", fix='close it with ".')
    return Problem("syntax", at, "this line cannot be read as a rule")
