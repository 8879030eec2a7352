"""The typed form: expressions, statements, functions. Values, made by `code.py` and `reader.py`.

Every node has its place in an author's (or our own) file; None is the place of what it stands in.
Places are not compared. `verify.py` says what a function must keep to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias, TypeVar, assert_never, dataclass_transform

from moshimo.engine.kernel import numbers
from moshimo.errors import Span
from moshimo.schema.field import Field
from moshimo.schema.scalars import Scalar, Signature

KEPT_WHOLE = numbers.kept_whole.__name__  # what is added in its argument stops at the largest
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
Relation: TypeAlias = Literal["==", "!=", "<", "<=", ">", ">="]


# Expressions --------------------------------------------------------------------------------------


@_node
class Immediate:
    """A number or truth value as it is written."""

    type: Scalar
    value: int | float | bool
    at: Span | None = _place()


@_node
class Variable:
    """A parameter or local name. It has one type in the whole function."""

    word: str
    type: Scalar
    at: Span | None = _place()


@_node
class Load:
    """`b.field[index]`."""

    field: Field
    index: Term
    at: Span | None = _place()

    @property
    def type(self) -> Scalar:
        """What the field holds."""
        return self.field.type


@_node
class Unary:
    """`-x` or `not x`."""

    op: Literal["-", "not"]
    operand: Term
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
    left: Term
    right: Term
    at: Span | None = _place()


@_node
class Compare:
    """A comparison; both sides have one type."""

    op: Relation
    left: Term
    right: Term
    at: Span | None = _place()

    @property
    def type(self) -> Scalar:
        """A truth value."""
        return "bool"


@_node
class Logic:
    """`and` or `or`: a part is asked only if it matters."""

    op: Literal["and", "or"]
    parts: tuple[Term, ...]
    at: Span | None = _place()

    @property
    def type(self) -> Scalar:
        """A truth value."""
        return "bool"


@_node
class Choose:
    """`yes if test else no`: only one side is worked out; both have its type."""

    type: Scalar
    test: Term
    yes: Term
    no: Term
    at: Span | None = _place()


@_node
class Invoke:
    """A call; the block goes along by itself."""

    function: Signature
    args: tuple[Term, ...]
    at: Span | None = _place()

    @property
    def type(self) -> Scalar:
        """What the function gives."""
        return self.function.gives


@_node
class Convert:
    """`i64(x)` or `f64(x)`."""

    type: Scalar
    operand: Term
    at: Span | None = _place()


Term: TypeAlias = (
    "Immediate | Variable | Load | Unary | Binary | Compare | Logic | Choose | Invoke | Convert"
)


# Statements ---------------------------------------------------------------------------------------


@_node
class Let:
    """`name = value`."""

    local: Variable
    value: Term
    at: Span | None = _place()


@_node
class Store:
    """`b.field[index] = value`; the value is worked out first."""

    field: Field
    index: Term
    value: Term
    at: Span | None = _place()


@_node
class Update:
    """`b.field[index] += value`, or `-=`; the place is read first."""

    field: Field
    index: Term
    op: Literal["+", "-"]
    value: Term
    at: Span | None = _place()


@_node
class Perform:
    """A call for its effect."""

    call: Invoke
    at: Span | None = _place()


@_node
class IfElse:
    """`if`, with what is done otherwise."""

    test: Term
    yes: tuple[Instruction, ...]
    no: tuple[Instruction, ...] = ()
    at: Span | None = _place()


@_node
class While:
    """`while`."""

    test: Term
    body: tuple[Instruction, ...]
    at: Span | None = _place()


@_node
class Count:
    """`for local in range(start, stop)`; both ends are asked once."""

    local: Variable
    start: Term
    stop: Term
    body: tuple[Instruction, ...]
    at: Span | None = _place()


@_node
class Exit:
    """`return`, with a value if the function gives one."""

    value: Term | None = None
    at: Span | None = _place()


@_node
class Break:
    """`break`."""

    at: Span | None = _place()


@_node
class Continue:
    """`continue`."""

    at: Span | None = _place()


Instruction: TypeAlias = (
    "Let | Store | Update | Perform | IfElse | While | Count | Exit | Break | Continue"
)


def within(body: Sequence[Instruction]) -> Iterator[Instruction]:
    """Yield statements and all that stand inside them, in order."""
    for s in body:
        yield s
        match s:
            case IfElse(yes=yes, no=no):
                yield from within(yes)
                yield from within(no)
            case While(body=inner) | Count(body=inner):
                yield from within(inner)
            case Let() | Store() | Update() | Perform() | Exit() | Break() | Continue():
                pass
            case _:
                assert_never(s)


def children(node: Term | Instruction) -> tuple[Term, ...]:
    """Return the expressions that stand directly in a node, in order."""
    match node:
        case Immediate() | Variable() | Break() | Continue() | Exit(value=None):
            return ()
        case Load(index=one) | Unary(operand=one) | Convert(operand=one):
            return (one,)
        case Binary(left=left, right=right) | Compare(left=left, right=right):
            return (left, right)
        case Logic(parts=many) | Invoke(args=many):
            return many
        case Choose(test=test, yes=yes, no=no):
            return (test, yes, no)
        case (
            Let(value=one)
            | Perform(call=one)
            | IfElse(test=one)
            | While(test=one)
            | Exit(value=one)
        ):
            return () if one is None else (one,)
        case Store(index=index, value=value) | Update(index=index, value=value):
            return (index, value)
        case Count(start=start, stop=stop):
            return (start, stop)
    assert_never(node)


def calls(function: Routine) -> Iterator[str]:
    """Yield the names of the functions that a function calls."""
    for s in within(function.body):
        waiting = list(children(s))
        while waiting:
            e = waiting.pop()
            waiting += children(e)
            if isinstance(e, Invoke):
                yield e.function.word


@_node
class Routine:
    """A function of the subset.

    Attributes:
        signature: its name, what it takes, what it gives.
        body: its statements.
        at: where it stands; its file is the one that tracebacks name.
        seldom: whether it runs once a deed at most, so that quick machine code is not worth the
            time that LLVM takes for it.
    """

    signature: Signature
    body: tuple[Instruction, ...]
    at: Span | None = _place()
    seldom: bool = False

    @property
    def word(self) -> str:
        """Its name."""
        return self.signature.word
