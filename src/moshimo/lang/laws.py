"""A world's rules and quantities, checked: what it can be compiled from. All values are frozen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from moshimo.errors import Span
from moshimo.lang.typed import Builtin, Const, Ex, Statement, Var, walk
from moshimo.lang.types import Attribute, Kind, Type

Mark: TypeAlias = Literal["action", "reason", "event", "appraisal", "inference", "worth", "claim"]
MOST_OUTCOMES = 4  # a deed is remembered with at most so many
ASIDE = 60.0  # seconds: what takes no longer can be done beside something longer


@dataclass(frozen=True, slots=True)
class Reads:
    """The attributes (`Kind.word`), deeds and quantities that a rule or quantity asks about."""

    attributes: frozenset[str] = frozenset()
    deeds: frozenset[str] = frozenset()
    quantities: frozenset[str] = frozenset()

    def any_of(self, other: Reads) -> bool:
        """Whether something is in both."""
        return bool(
            self.attributes & other.attributes
            or self.deeds & other.deeds
            or self.quantities & other.quantities
        )


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a `when`, with the author's own words for messages."""

    test: Ex
    text: str
    at: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Weight:
    """One wish or scruple. `conditions` are those of the @reason that it stands in."""

    value: Ex
    reason: str
    deters: bool
    conditions: tuple[Condition, ...]
    at: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a deed's dice (or of its hidden circumstances), by slot. Ours begin with _."""

    word: str
    type: Type


@dataclass(frozen=True, slots=True)
class Rule:
    """One checked rule. The fields that its mark does not have are empty.

    Attributes:
        of: of a reason, event or appraisal: the deed or meaning that it follows.
        seems: the action that others see begin in its place.
        unseen: nobody else sees it begin.
        recovers: how long its actor recovers from it.
        replay_begin, replay_end, meanings, reads, writes: worked out by `analysis/replay.py`.
    """

    word: str
    mark: Mark
    roles: tuple[Var, ...]
    at: Span
    telling: str = ""
    of: str = ""
    conditions: tuple[Condition, ...] = ()
    weights: tuple[Weight, ...] = ()
    span: Ex | None = None
    whole: str = ""
    begin: tuple[Statement, ...] = ()
    end: tuple[Statement, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    says: tuple[str, ...] = ()
    carries: str = "place"
    reach: float = 0.0
    speech: bool = False
    answers: str = ""
    within: float = 0.0
    again: float = 1800.0
    luck: str = ""
    variant_of: str = ""
    moves: bool = False
    mean: float = 0.0
    clock: Attribute | None = None
    sure: float = 0.0
    seems: str = ""
    unseen: bool = False
    recovers: Ex | None = None
    replay_begin: tuple[Statement, ...] = ()
    replay_end: tuple[Statement, ...] = ()
    meanings: frozenset[str] = frozenset()
    reads: Reads = Reads()
    writes: frozenset[str] = frozenset()

    @property
    def shape(self) -> tuple[Var, ...]:
        """Its roles as others name them; what a claim says of a value is one, though no member."""
        if self.mark != "claim" or not self.outcomes:
            return self.roles
        return (*self.roles, Var(self.outcomes[0].type, self.outcomes[0].word, self.at))

    @property
    def effects(self) -> tuple[Statement, ...]:
        """What it changes as it begins, and at its end."""
        return (*self.begin, *self.end)

    @property
    def is_aside(self) -> bool:
        """Whether it can be done beside something longer."""
        short = self.span is None or (isinstance(self.span, Const) and self.span.value <= ASIDE)
        return short and not self.moves and "Character.place" not in self.writes

    @property
    def watched(self) -> bool:
        """Whether it runs whenever its `when` becomes true."""
        if self.mark == "event":
            return not (self.of or self.clock or self.mean or self.is_left_out)
        return self.mark == "inference" or (self.mark == "appraisal" and not self.of)

    @property
    def is_left_out(self) -> bool:
        """Whether it never is, since what it asks first is false."""
        first = self.conditions[0].test if self.conditions else None
        return isinstance(first, Const) and not first.value

    def asked(self) -> Iterator[Ex]:
        """Yield its conditions, its wishes and scruples, and the conditions of those."""
        yield from (x.test for x in self.conditions)
        for weight in self.weights:
            yield weight.value
            yield from (x.test for x in weight.conditions)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A named quantity: shorthands, then a value, perhaps by cases.

    Attributes:
        intimate: the roles whose private attributes it reads.
        reads: worked out by `analysis/replay.py`.
        searches: whether it goes through members or memories, itself or in what it asks; worked
            out there too.
        levels: how many expressions stand inside each other, in it and in what it asks.
    """

    word: str
    roles: tuple[Var, ...]
    type: Type
    body: tuple[Statement, ...]
    at: Span
    intimate: frozenset[int]
    reads: Reads = Reads()
    searches: bool = False
    levels: int = 0


@dataclass(frozen=True, slots=True)
class Laws:
    """All rules of a world, checked. `source` is a digest of their text and numbers."""

    kinds: dict[str, Kind] = field(default_factory=dict)
    choices: dict[str, tuple[str, ...]] = field(default_factory=dict)
    meanings: dict[str, tuple[Var, ...]] = field(default_factory=dict)
    quantities: dict[str, Quantity] = field(default_factory=dict)
    rules: dict[str, Rule] = field(default_factory=dict)
    numbers: dict[str, float] = field(default_factory=dict)
    source: str = ""

    @property
    def feigns(self) -> bool:
        """Whether some deed begins as another one, or unseen."""
        return any(rule.seems or rule.unseen for rule in self.rules.values())

    @property
    def foresees(self) -> bool:
        """Whether somebody weighs what would come of a choice."""
        return any(
            isinstance(e, Builtin) and e.word == "foresee"
            for rule in self.rules.values()
            for e in walk(*(w.value for w in rule.weights))
        )

    @property
    def worths(self) -> list[Rule]:
        """The rules that say what an outcome is worth to a mind, by name."""
        return [rule for _, rule in sorted(self.rules.items()) if rule.mark == "worth"]

    def attribute(self, full: str) -> Attribute:
        """Return the attribute `Kind.word`."""
        kind, _, word = full.partition(".")
        return next(a for a in self.kinds[kind].attributes if a.word == word)
