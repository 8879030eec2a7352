"""The typed tree: expressions and statements, every name found and every type known.

`typing` makes it of the tree as written; `compile` makes code of it. All values are frozen. `at` is
the node's place in the author's text. Two nodes that differ only in their places are equal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias, assert_never

from moshimo.errors import Span
from moshimo.lang.types import BAD, OURS, Attribute, Operator, Type

Numeric: TypeAlias = Literal["min", "max", "abs", "clip"]
Bare: TypeAlias = Literal["now", "noon", "midnight", "sunrise", "sunset"]
Plain: TypeAlias = Literal[
    "time_of_day", "next_time", "day", "way", "step", "in_time", "sees", "recovering", "about"
]
Recalled: TypeAlias = Literal["recalls", "since", "happened", "first", "tried"]
Gatherer: TypeAlias = Literal["any", "all", "sum", "count", "most", "least"]
Dice: TypeAlias = Literal["chance", "contest", "between", "roll", "pick", "born"]


# expressions ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Const:
    """A number, a truth, a choice's index, or a member's; 0 is the kind's none member."""

    type: Type
    value: float
    at: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Unknown:
    """`unknown`: no member that the mind knows of."""

    type: Type
    at: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Var:
    """A role, an outcome, a shorthand in effects, or the variable of a `for`."""

    type: Type
    word: str
    at: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Read:
    """The value of an attribute. Its context decides in whose picture it is read.

    If it is `settled` it is read in truth, also in a picture: no rule ever writes it, and a deed
    that is replayed has changed what it changed by what was so.
    """

    type: Type
    attribute: Attribute
    owner: Ex
    key: Ex | None
    at: Span = field(compare=False)
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Calc:
    """An operator over values, `if` (test, yes, no) among them."""

    type: Type
    op: Operator | Numeric | Literal["if"]
    args: tuple[Ex, ...]
    at: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Builtin:
    """A word of the closed table, with what it takes."""

    type: Type
    word: Bare | Plain | Literal["last_heard", "unknown", "is_so", "is_false", "foresee"]
    args: tuple[Ex, ...]
    at: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Doing:
    """Whether somebody does such a deed now."""

    type: Type
    who: Ex
    deed: str
    at: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Ask:
    """A named quantity, of these values."""

    type: Type
    quantity: str
    args: tuple[Ex, ...]
    at: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Each:
    """A value gathered over the members of a kind; `most` and `least` can go `by` a number."""

    type: Type
    how: Gatherer
    var: Var
    kind: str
    conditions: tuple[Ex, ...]
    value: Ex
    by: Ex | None
    at: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A deed or meaning with holes (None), and the outcomes it must have had."""

    word: str
    args: tuple[Ex | None, ...]
    outcomes: tuple[tuple[str, Ex], ...]
    at: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Recall:
    """Asks a mind's memory (`recalls`, `since`, `tried`), or without a mind the past."""

    type: Type
    how: Recalled
    mind: Ex | None
    pattern: Pattern
    within: Ex | None
    at: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Believe:
    """The value of an expression in a mind's picture."""

    type: Type
    mind: Ex
    value: Ex
    at: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Guess:
    """Another's private attribute as the mind supposes it."""

    type: Type
    read: Read
    at: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim about a state, as a deed: made where it stands, or (with holes) what one must be."""

    type: Type
    pattern: Pattern
    at: Span = field(compare=False)


_OfMinds: TypeAlias = Recall | Believe | Guess | Claim
Ex: TypeAlias = Const | Unknown | Var | Read | Calc | Builtin | Doing | Ask | Each | _OfMinds
NOTHING = Const(BAD, 0.0, OURS)  # the value of an expression that has a problem


# statements -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Write:
    """`owner.attribute[key] op= value`."""

    attribute: Attribute
    owner: Ex
    key: Ex | None
    op: Literal["=", "+", "-"]
    value: Ex
    at: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Local:
    """A shorthand in effects, worked out where it stands."""

    word: str
    value: Ex
    at: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Throw:
    """An outcome, by dice or by birth. Of `pick`, `gather` has the members and their weights."""

    word: str
    type: Type
    how: Dice
    args: tuple[Ex, ...]
    gather: Each | None
    at: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Note:
    """An outcome that keeps a value, so that a mind that hears of the deed can replay it."""

    word: str
    value: Ex
    at: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class If:
    """if and else."""

    test: Ex
    yes: tuple[Statement, ...]
    no: tuple[Statement, ...]
    at: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Loop:
    """for x in Kind."""

    var: Var
    kind: str
    body: tuple[Statement, ...]
    at: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Means:
    """Gives the deed a meaning."""

    meaning: str
    args: tuple[Ex, ...]
    at: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Inform:
    """The hearer learns a deed value, a deed with these roles, or the teller's idea of a value.

    Of a deed that tells of itself, `noted` are the outcomes that it has by then. Of a claim that is
    `denied` the hearer learns what the teller holds instead.
    """

    hearer: Ex
    what: Ex | Pattern
    at: Span = field(compare=False)
    noted: tuple[str, ...] = ()
    denied: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """A true value enters a mind."""

    mind: Ex
    read: Read
    at: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Later:
    """An event, after a time."""

    event: str
    args: tuple[Ex, ...]
    after: Ex
    at: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Foil:
    """Breaks off the deed that somebody is doing."""

    who: Ex
    at: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Gone:
    """Takes a member out of the world, for good."""

    who: Ex
    at: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Reveal:
    """Who learns of the deed knows whose body this is."""

    who: Ex
    at: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Disguise:
    """Somebody looks like another from now on; like themselves, or (nobody) like nobody known."""

    who: Ex
    like: Ex
    at: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Say:
    """Words spoken aloud: the rule's `says[index]`."""

    speaker: Ex
    index: int
    at: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Give:
    """The value of a quantity. It stands only in quantities."""

    value: Ex
    at: Span = field(compare=False)


Statement: TypeAlias = (
    Write | Local | Throw | Note | If | Loop | Means | Inform | Look | Later | Foil | Gone | Reveal
    | Disguise | Say | Give
)  # fmt: skip


# walking --------------------------------------------------------------------------------------


def children(node: Ex | Statement | Pattern) -> tuple[Ex, ...]:
    """Return the expressions that stand directly in a node, in order."""
    match node:
        case Const() | Unknown() | Var() | Loop():
            return ()
        case Read(owner=owner, key=key):
            return (owner,) if key is None else (owner, key)
        case Calc(args=args) | Builtin(args=args) | Ask(args=args) | Means(args=args):
            return args
        case Each(conditions=conditions, value=value, by=by):
            return (*conditions, value) if by is None else (*conditions, value, by)
        case Pattern(args=holes, outcomes=outcomes):
            return (*(x for x in holes if x is not None), *(x for _, x in outcomes))
        case Claim(pattern=pattern):
            return children(pattern)
        case Recall(mind=mind, pattern=pattern, within=within):
            return tuple(x for x in (mind, *children(pattern), within) if x is not None)
        case Believe(mind=one, value=x) | Look(mind=one, read=x) | Disguise(who=one, like=x):
            return (one, x)
        case Doing(who=one) | Foil(who=one) | Gone(who=one) | Reveal(who=one):
            return (one,)
        case Say(speaker=one) | If(test=one) | Local(value=one) | Note(value=one):
            return (one,)
        case Give(value=one) | Guess(read=one):
            return (one,)
        case Write(owner=owner, key=key, value=value):
            return (owner, value) if key is None else (owner, key, value)
        case Throw(args=args, gather=gather):
            return args if gather is None else (*args, gather)
        case Inform(hearer=hearer, what=what):
            return (hearer, *(children(what) if isinstance(what, Pattern) else (what,)))
        case Later(args=args, after=after):
            return (*args, after)
    assert_never(node)


def rewrite(e: Ex, f: Callable[[Ex], Ex]) -> Ex:
    """Return the expression with `f` applied to each of its children."""
    match e:
        case Const() | Unknown() | Var():
            return e
        case Read(kind, attribute, owner, key, at, settled):
            toward = None if key is None else f(key)
            return Read(kind, attribute, f(owner), toward, at, settled)
        case Calc(kind, op, args, at):
            return Calc(kind, op, tuple(map(f, args)), at)
        case Builtin(kind, word, args, at):
            return Builtin(kind, word, tuple(map(f, args)), at)
        case Doing(kind, who, deed, at):
            return Doing(kind, f(who), deed, at)
        case Ask(kind, quantity, args, at):
            return Ask(kind, quantity, tuple(map(f, args)), at)
        case Each(kind, how, var, of, conditions, value, by, at):
            order = None if by is None else f(by)
            return Each(kind, how, var, of, tuple(map(f, conditions)), f(value), order, at)
        case Recall(kind, how, mind, pattern, within, at):
            asked = None if mind is None else f(mind)
            limit = None if within is None else f(within)
            return Recall(kind, how, asked, rewrite_pattern(pattern, f), limit, at)
        case Believe(kind, mind, value, at):
            return Believe(kind, f(mind), f(value), at)
        case Claim(kind, pattern, at):
            return Claim(kind, rewrite_pattern(pattern, f), at)
        case Guess(kind, read, at):
            made = f(read)
            assert isinstance(made, Read)
            return Guess(kind, made, at)
    assert_never(e)


def rewrite_pattern(pattern: Pattern, f: Callable[[Ex], Ex]) -> Pattern:
    """Return the pattern with `f` applied to each of its values."""
    args = tuple(None if a is None else f(a) for a in pattern.args)
    outcomes = tuple((word, f(x)) for word, x in pattern.outcomes)
    return Pattern(pattern.word, args, outcomes, pattern.at)


def walk(*nodes: Ex) -> Iterator[Ex]:
    """Yield expressions and everything within them, outermost first."""
    waiting = list(reversed(nodes))
    while waiting:
        e = waiting.pop()
        yield e
        waiting.extend(reversed(children(e)))


def walk_statements(body: Sequence[Statement]) -> Iterator[Statement]:
    """Yield every statement of a body, those within others too."""
    for s in body:
        yield s
        inner = (*s.yes, *s.no) if isinstance(s, If) else s.body if isinstance(s, Loop) else ()
        yield from walk_statements(inner)


def expressions(body: Sequence[Statement]) -> Iterator[Ex]:
    """Yield every expression of a body, those within others too."""
    for s in walk_statements(body):
        yield from walk(*children(s))


def named(e: Ex) -> set[str]:
    """Return the roles that an expression needs."""
    own = {x.var.word for x in walk(e) if isinstance(x, Each)}
    return {x.word for x in walk(e) if isinstance(x, Var)} - own
