"""The typed form: expressions, statements, functions. Values, made by `code.py` and `reader.py`.

Every node has its place in an author's (or our own) file; None is the place of what it stands in.
Places are not compared. `verify.py` says what a function must keep to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias, TypeVar, assert_never, dataclass_transform

from moshimo.errors import Span
from moshimo.schema.field import Field
from moshimo.schema.scalars import Scalar, Signature

KEPT_WHOLE = "kept_whole"  # what is worked out straight into it may be too large, and stops there
_Node = TypeVar("_Node")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def _node(cls: type[_Node]) -> type[_Node]:
    """Make a class of frozen values: mypy refuses changes.

    Nothing checks that again while running: a large world has 200,000 nodes, and a dataclass that
    does takes three times as long to make one.
    """
    return dataclass(slots=True)(cls)


def _place() -> Span | None:
    return field(default=None, compare=False, repr=False)


Arithmetic: TypeAlias = Literal[
    "+", "-", "*", "/", "//", "%", "&", "^", ">>", "+sat", "-sat", "*sat"
]  # those with `sat` stop at the largest number, and stand only in a call of `kept_whole`
Comparison: TypeAlias = Literal["==", "!=", "<", "<=", ">", ">="]


# Expressions --------------------------------------------------------------------------------------


@_node
class Const:
    """A number or truth value as it is written."""

    type: Scalar
    value: int | float | bool
    at: Span | None = _place()


@_node
class Local:
    """A parameter or local name. It has one type in the whole function."""

    word: str
    type: Scalar
    at: Span | None = _place()


@_node
class Load:
    """`b.field[index]`."""

    field: Field
    index: Expression
    at: Span | None = _place()

    @property
    def type(self) -> Scalar:
        """What the field holds."""
        return self.field.type


@_node
class Unary:
    """`-x` or `not x`."""

    op: Literal["-", "not"]
    operand: Expression
    at: Span | None = _place()

    @property
    def type(self) -> Scalar:
        """What its operand is."""
        return self.operand.type


@_node
class Binary:
    """An arithmetic operator; both sides have its type."""

    type: Scalar
    op: Arithmetic
    left: Expression
    right: Expression
    at: Span | None = _place()


@_node
class Compare:
    """A comparison; both sides have one type."""

    op: Comparison
    left: Expression
    right: Expression
    at: Span | None = _place()

    @property
    def type(self) -> Scalar:
        """A truth value."""
        return "bool"


@_node
class Logic:
    """`and` or `or`: a part is asked only if it matters."""

    op: Literal["and", "or"]
    parts: tuple[Expression, ...]
    at: Span | None = _place()

    @property
    def type(self) -> Scalar:
        """A truth value."""
        return "bool"


@_node
class Choose:
    """`yes if test else no`: only one side is worked out; both have its type."""

    type: Scalar
    test: Expression
    yes: Expression
    no: Expression
    at: Span | None = _place()


@_node
class Call:
    """A call; the block goes along by itself."""

    function: Signature
    args: tuple[Expression, ...]
    at: Span | None = _place()

    @property
    def type(self) -> Scalar:
        """What the function gives."""
        return self.function.gives


@_node
class Convert:
    """`i64(x)` or `f64(x)`."""

    type: Scalar
    operand: Expression
    at: Span | None = _place()


Expression: TypeAlias = (
    "Const | Local | Load | Unary | Binary | Compare | Logic | Choose | Call | Convert"
)


# Statements ---------------------------------------------------------------------------------------


@_node
class Let:
    """`name = value`."""

    local: Local
    value: Expression
    at: Span | None = _place()


@_node
class Store:
    """`b.field[index] = value`; the value is worked out first."""

    field: Field
    index: Expression
    value: Expression
    at: Span | None = _place()


@_node
class Change:
    """`b.field[index] += value`, or `-=`; the place is read first."""

    field: Field
    index: Expression
    op: Literal["+", "-"]
    value: Expression
    at: Span | None = _place()


@_node
class Do:
    """A call for its effect."""

    call: Call
    at: Span | None = _place()


@_node
class If:
    """`if`, with what is done otherwise."""

    test: Expression
    yes: tuple[Statement, ...]
    no: tuple[Statement, ...] = ()
    at: Span | None = _place()


@_node
class While:
    """`while`."""

    test: Expression
    body: tuple[Statement, ...]
    at: Span | None = _place()


@_node
class Count:
    """`for local in range(start, stop)`; both ends are asked once."""

    local: Local
    start: Expression
    stop: Expression
    body: tuple[Statement, ...]
    at: Span | None = _place()


@_node
class Return:
    """`return`, with a value if the function gives one."""

    value: Expression | None = None
    at: Span | None = _place()


@_node
class Break:
    """`break`."""

    at: Span | None = _place()


@_node
class Continue:
    """`continue`."""

    at: Span | None = _place()


Statement: TypeAlias = "Let | Store | Change | Do | If | While | Count | Return | Break | Continue"


def within(body: Sequence[Statement]) -> Iterator[Statement]:
    """Yield statements and all that stand inside them, in order."""
    for s in body:
        yield s
        match s:
            case If(yes=yes, no=no):
                yield from within(yes)
                yield from within(no)
            case While(body=inner) | Count(body=inner):
                yield from within(inner)
            case Let() | Store() | Change() | Do() | Return() | Break() | Continue():
                pass
            case _:
                assert_never(s)


def children(node: Expression | Statement) -> tuple[Expression, ...]:
    """Return the expressions that stand directly in a node, in order."""
    match node:
        case Const() | Local() | Break() | Continue() | Return(value=None):
            return ()
        case Load(index=one) | Unary(operand=one) | Convert(operand=one):
            return (one,)
        case Binary(left=left, right=right) | Compare(left=left, right=right):
            return (left, right)
        case Logic(parts=many) | Call(args=many):
            return many
        case Choose(test=test, yes=yes, no=no):
            return (test, yes, no)
        case Let(value=one) | Do(call=one) | If(test=one) | While(test=one) | Return(value=one):
            return () if one is None else (one,)
        case Store(index=index, value=value) | Change(index=index, value=value):
            return (index, value)
        case Count(start=start, stop=stop):
            return (start, stop)
    assert_never(node)


def calls(function: Function) -> Iterator[str]:
    """Yield the names of the functions that a function calls."""
    for s in within(function.body):
        waiting = list(children(s))
        while waiting:
            e = waiting.pop()
            waiting += children(e)
            if isinstance(e, Call):
                yield e.function.word


@_node
class Function:
    """A function of the subset.

    Attributes:
        signature: its name, what it takes, what it gives.
        body: its statements.
        at: where it stands; its file is the one that tracebacks name.
        seldom: whether it runs once a deed at most, so that quick machine code is not worth the
            time that LLVM takes for it.
    """

    signature: Signature
    body: tuple[Statement, ...]
    at: Span | None = _place()
    seldom: bool = False

    @property
    def word(self) -> str:
        """Its name."""
        return self.signature.word
