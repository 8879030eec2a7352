"""What a rule asks of a deed, put to one universe: what fails, what is so, who made it so."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from moshimo.engine.block import Memory
from moshimo.engine.kernel.deed import CLAIMED, role_of
from moshimo.engine.lookout import ANYBODY
from moshimo.engine.member_ids import Naming
from moshimo.engine.pictures import read_picture
from moshimo.engine.program import Program
from moshimo.engine.question_code import QuestionCode, terms
from moshimo.lang.laws import Condition, Rule
from moshimo.lang.spelling import spelled
from moshimo.lang.typed import Believe, Calc, Ex, Read, Var, walk
from moshimo.lang.types import BOOL, Type
from moshimo.multiverse.following.verdicts import Culprit

MOST_WAYS = 200  # in which open roles of a deed are filled, at most
NOBODY = {"Character": "nobody", "Place": "nowhere"}


@dataclass(frozen=True, slots=True)
class Fact:
    """What is so where something else was asked for.

    Attributes:
        text: `bo.place is mill`.
        culprit: the deed that last wrote it; None if that left no trace.
        place: whether it says where somebody is.
    """

    text: str
    culprit: Culprit | None
    place: bool


@dataclass(slots=True)
class Asked:
    """A rule's conditions, ready to be put to universes of one program."""

    program: Program
    rule: Rule
    code: QuestionCode = field(init=False)
    names: Naming = field(init=False)
    _known: dict[Ex, Callable[..., bool | float]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self.code = QuestionCode(self.program)
        self.names = Naming(self.program.world, self.program.layout)

    def holds(self, b: Memory, rows: Sequence[int], test: Ex) -> bool:
        """Whether something holds in truth."""
        return bool(self._value(b, rows, test))

    def unheld(self, b: Memory, rows: Sequence[int]) -> Condition | None:
        """Return the first condition that the actor does not take to hold; None: it takes all to.

        Their picture is theirs alone, so what it lacks they cannot know.
        """
        actor = self.rule.roles[0]
        for condition in self.rule.conditions:
            mind = Believe(BOOL, actor, condition.test, condition.at)
            if not self._value(b, rows, mind):
                return condition
        return None

    def fact(self, b: Memory, rows: Sequence[int], test: Ex, *, held: bool = False) -> Fact | None:
        """Return what is so of all that a failing condition reads, written last; None: nothing.

        Args:
            b: the block.
            rows: those in the deed's roles.
            test: the condition.
            held: whether what the actor holds to be so is meant.
        """
        facts = [self._fact(b, rows, read, held=held) for read in self._reads(b, rows, test)]
        return max(facts, key=_when, default=None)

    def _reads(self, b: Memory, rows: Sequence[int], test: Ex) -> Iterator[Read]:
        """Yield what the part of a condition that fails reads of members that the deed names."""
        match test:
            case Calc(op="and", args=args):
                failing = next((arg for arg in args if not self.holds(b, rows, arg)), args[0])
                yield from self._reads(b, rows, failing)
                return
        own = {term.word for term in terms(self.rule)}
        for ex in walk(test):
            if isinstance(ex, Read) and ex.attribute.full in self.program.layout.columns:
                named = {inner.word for inner in walk(ex) if isinstance(inner, Var)}
                if named <= own:
                    yield ex

    def _fact(self, b: Memory, rows: Sequence[int], read: Read, *, held: bool) -> Fact:
        a, layout = read.attribute, self.program.layout
        owner = int(self._value(b, rows, read.owner))
        key = int(self._value(b, rows, read.key)) if read.key is not None else 0
        of = self.names.there(b, a.kind, owner)
        toward = f"[{self.names.there(b, a.key, key)}]" if a.key and read.key is not None else ""
        if held and a.full in layout.pictured:
            seen = read_picture(b, a, rows[0], owner, key)
            value, writer = seen.value, seen.writer
        else:
            at, column = layout.cell(a, owner, key), layout.columns[a.full]
            value, writer = b.of(column.value)[at], b.of(column.writer)[at]
        is_place = a.type.tag == "ref" and a.type.of == "Place"
        return Fact(
            f"{of}.{a.word}{toward} is {self._said(b, a.type, value)}",
            self.culprit(b, int(writer)),
            is_place,
        )

    def _said(self, b: Memory, kind: Type, value: float) -> str:
        match kind.tag:
            case "ref":
                nobody = NOBODY.get(kind.of, "nothing")
                return self.names.there(b, kind.of, int(value)) or nobody
            case "span" | "moment" | "number":
                return f"{value:.3g}"
        return self.names.valued(kind, value)

    def culprit(self, b: Memory, d: int) -> Culprit | None:
        """Return a deed of a block by its row; row 0: it was so from the start."""
        if not d:
            return Culprit("", 0.0)
        words = {number: word for word, number in self.program.layout.rules.items()}
        word = words.get(b.d_rule[d], "")
        rule = self.program.world.laws.rules.get(word)
        if rule is None or b.d_state[d] == CLAIMED:
            return None
        given = [
            self.names.named(b, role.type, role_of(b, d, i)) for i, role in enumerate(rule.roles)
        ]
        text = f"{word}({', '.join(one or 'None' for one in given)})" if given else word
        return Culprit(text, float(min(b.d_end[d], b.now[0])))

    def spelled(self, b: Memory, rows: Sequence[int], condition: Condition) -> str:
        """Return a condition with the ids of those in the roles."""
        ids = {
            role.word: self.names.named(b, role.type, row)
            for role, row in zip(self.rule.roles, rows, strict=False)
        }
        return _with_ids(condition.text or spelled(condition.test), ids)

    def ways(self, b: Memory, rows: Sequence[int]) -> Iterator[tuple[int, ...]]:
        """Yield the rows with which the open roles of a deed can be filled, `MOST_WAYS` at most."""
        kinds = [role.type for role in self.rule.roles]
        fills = [
            [row]
            if row != ANYBODY
            else range(1, int(getattr(b, f"n_{kind.of}")[0]) + 1)
            if kind.tag == "ref"
            else [0]
            for row, kind in zip(rows, kinds, strict=False)
        ]
        for way in itertools.islice(itertools.product(*fills), MOST_WAYS):
            people = [x for x, k in zip(way, kinds, strict=False) if k.of == "Character"]
            if len(set(people)) == len(people):
                yield way

    def _value(self, b: Memory, rows: Sequence[int], ex: Ex) -> float:
        if ex not in self._known:
            self._known[ex] = self.code.function(ex, self.rule)
        given: Mapping[str, float] = {
            role.word: row for role, row in zip(self.rule.roles, rows, strict=False)
        }
        place = b.v_Character_place[rows[0]] if rows else 0
        words = [term.word for term in terms(self.rule)]
        b.fuel[0] = 1 << 25
        found = self._known[ex](b, *(place if w == "place" else given.get(w, 0) for w in words))
        b.trouble[0] = 0
        return float(found)


def _when(fact: Fact) -> float:
    return fact.culprit.at if fact.culprit else -1.0


def _with_ids(text: str, ids: Mapping[str, str]) -> str:
    """Return a condition's text with ids in the place of its roles' names."""
    return re.sub(r"(?<![\w.])[A-Za-z_]\w*(?!\w|\()", lambda f: ids.get(f[0], "") or f[0], text)
