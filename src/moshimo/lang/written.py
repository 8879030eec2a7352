"""The tree as written: an author's rule file, each node with its place.

No name has a meaning here yet. `typing` finds the meanings and makes the typed tree.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, assert_never

from moshimo.errors import Span
from moshimo.lang.types import Operator


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number, or `True` or `False` (then `truth` is set)."""

    value: float | int
    truth: bool
    at: Span


@dataclass(frozen=True, slots=True)
class Text:
    """A reason, or words spoken aloud."""

    value: str
    at: Span


@dataclass(frozen=True, slots=True)
class Hole:
    """`None` in a pattern: anybody, anything."""

    at: Span


@dataclass(frozen=True, slots=True)
class Name:
    """A word of the author's."""

    word: str
    at: Span


@dataclass(frozen=True, slots=True)
class Dotted:
    """`owner.name`."""

    owner: Expression
    name: str
    at: Span
    name_at: Span


@dataclass(frozen=True, slots=True)
class Item:
    """`whole[key]`."""

    whole: Expression
    key: Expression
    at: Span


@dataclass(frozen=True, slots=True)
class Call:
    """`word(…, name=…)`."""

    word: str
    args: tuple[Expression, ...]
    named: tuple[tuple[str, Expression], ...]
    at: Span
    word_at: Span


@dataclass(frozen=True, slots=True)
class Operation:
    """An operator; or `unknown` (`is unknown`), `heard_of` (`is not unknown`)."""

    op: Operator | Literal["unknown", "heard_of"]
    args: tuple[Expression, ...]
    at: Span


@dataclass(frozen=True, slots=True)
class Either:
    """`yes if test else no`."""

    test: Expression
    yes: Expression
    no: Expression
    at: Span


@dataclass(frozen=True, slots=True)
class Every:
    """`value for word in kind if conditions`, as it stands inside any, all, sum or most."""

    value: Expression
    word: str
    kind: str
    conditions: tuple[Expression, ...]
    at: Span
    kind_at: Span


Expression: TypeAlias = (
    Numeral | Text | Hole | Name | Dotted | Item | Call | Operation | Either | Every
)


@dataclass(frozen=True, slots=True)
class Set:
    """`target = value`, `target += value`, `target -= value`."""

    target: Expression
    op: Literal["=", "+", "-"]
    value: Expression
    at: Span


@dataclass(frozen=True, slots=True)
class Bind:
    """`word = value`: a shorthand, or an outcome where the value is thrown by dice."""

    word: str
    value: Expression
    at: Span


@dataclass(frozen=True, slots=True)
class Conditional:
    """A condition with what follows from it, and what otherwise."""

    test: Expression
    yes: tuple[WrittenStatement, ...]
    no: tuple[WrittenStatement, ...]
    at: Span


@dataclass(frozen=True, slots=True)
class For:
    """`for word in Kind:`."""

    word: str
    kind: str
    body: tuple[WrittenStatement, ...]
    at: Span
    kind_at: Span


@dataclass(frozen=True, slots=True)
class Do:
    """A call that stands alone, such as `when`, `weigh`, `means` or `say`."""

    call: Call

    @property
    def at(self) -> Span:
        """Where the call stands."""
        return self.call.at


@dataclass(frozen=True, slots=True)
class Return:
    """The value of a quantity."""

    value: Expression
    at: Span


WrittenStatement: TypeAlias = Set | Bind | Conditional | For | Do | Return


def children(node: Expression | WrittenStatement) -> tuple[Expression, ...]:
    """Return the expressions that stand directly in a node, in order."""
    match node:
        case Numeral() | Text() | Hole() | Name() | For():
            return ()
        case Dotted(owner=one) | Do(call=one) | Bind(value=one) | Return(value=one):
            return (one,)
        case Conditional(test=one):
            return (one,)
        case Item(whole=whole, key=key):
            return (whole, key)
        case Call(args=args, named=named):
            return (*args, *(value for _, value in named))
        case Operation(args=args):
            return args
        case Either(test=test, yes=yes, no=no):
            return (test, yes, no)
        case Every(value=value, conditions=conditions):
            return (value, *conditions)
        case Set(target=target, value=value):
            return (target, value)
    assert_never(node)


def walk(*nodes: Expression) -> Iterator[Expression]:
    """Yield expressions and everything within them, outermost first."""
    for node in nodes:
        yield node
        yield from walk(*children(node))


def joined_by_and(node: Expression) -> Iterator[Expression]:
    """Yield what a condition joins by `and`, in order; a condition without `and` as it is."""
    if isinstance(node, Operation) and node.op == "and":
        for part in node.args:
            yield from joined_by_and(part)
    else:
        yield node


def walk_statements(body: Sequence[WrittenStatement]) -> Iterator[WrittenStatement]:
    """Yield every statement of a body, those within others too."""
    for s in body:
        yield s
        if isinstance(s, Conditional):
            yield from walk_statements((*s.yes, *s.no))
        elif isinstance(s, For):
            yield from walk_statements(s.body)


def expressions(body: Sequence[WrittenStatement]) -> Iterator[Expression]:
    """Yield every expression of a body, those within others too."""
    for s in walk_statements(body):
        yield from walk(*children(s))


@dataclass(frozen=True, slots=True)
class RoleName:
    """A role of a rule, with its kind if the author named one."""

    word: str
    kind: str
    at: Span


@dataclass(frozen=True, slots=True)
class Function:
    """A `def` with its mark (action, event …) and the mark's options."""

    word: str
    mark: str
    options: tuple[tuple[str, Expression], ...]
    parameters: tuple[RoleName, ...]
    returns: str
    telling: str
    body: tuple[WrittenStatement, ...]
    at: Span
    mark_at: Span
    telling_at: Span


@dataclass(frozen=True, slots=True)
class Declared:
    """`name: Type[Key] = word(…)` in a class."""

    word: str
    type: str
    key: str
    value: Call | None
    at: Span
    type_at: Span


@dataclass(frozen=True, slots=True)
class Class:
    """A kind, a choice (then `words`), or a meaning."""

    word: str
    parent: str
    room: Expression | None
    members: tuple[Declared, ...]
    words: tuple[tuple[str, Span], ...]
    at: Span


@dataclass(frozen=True, slots=True)
class Constant:
    """`name = number(4)`."""

    word: str
    value: float
    at: Span


@dataclass(frozen=True, slots=True)
class File:
    """One rule file."""

    path: str
    telling: str
    classes: tuple[Class, ...]
    functions: tuple[Function, ...]
    constants: tuple[Constant, ...]
    digest: str = ""  # of its text: identifies the machine code that is made of it
