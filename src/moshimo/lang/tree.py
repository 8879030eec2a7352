"""What an author wrote in a rule file, as a tree of our own with places kept.

Nothing here knows what a name means; `check` finds that out and makes the model.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from moshimo.errors import Span


@dataclass(frozen=True, slots=True)
class Number:
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
class Field:
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
    """An operator, by its sign; or `neg`, `unknown`, `heard_of`."""

    op: str
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
    Number | Text | Hole | Name | Field | Item | Call | Operation | Either | Every
)


@dataclass(frozen=True, slots=True)
class Set:
    """`target = value`, `target += value`, `target -= value`."""

    target: Expression
    op: str
    value: Expression
    at: Span


@dataclass(frozen=True, slots=True)
class Bind:
    """`word = value`: a shorthand, or an outcome where the value is thrown by dice."""

    word: str
    value: Expression
    at: Span


@dataclass(frozen=True, slots=True)
class If:
    """A condition with what follows from it, and what otherwise."""

    test: Expression
    yes: tuple[Statement, ...]
    no: tuple[Statement, ...]
    at: Span


@dataclass(frozen=True, slots=True)
class For:
    """`for word in Kind:`."""

    word: str
    kind: str
    body: tuple[Statement, ...]
    at: Span
    kind_at: Span


@dataclass(frozen=True, slots=True)
class Do:
    """A call that stands alone, such as `when`, `weigh`, `means` or `say`."""

    call: Call


@dataclass(frozen=True, slots=True)
class Return:
    """What a quantity comes to."""

    value: Expression
    at: Span


Statement: TypeAlias = Set | Bind | If | For | Do | Return


@dataclass(frozen=True, slots=True)
class Parameter:
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
    parameters: tuple[Parameter, ...]
    returns: str
    telling: str
    body: tuple[Statement, ...]
    at: Span
    mark_at: Span
    telling_at: Span


@dataclass(frozen=True, slots=True)
class Member:
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
    room: int
    members: tuple[Member, ...]
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
    digest: str = ""  # of its text: what is made of it is known again by that
