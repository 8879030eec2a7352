"""What was so in a universe, and since when: each change of its state, and who it is due to.

The journal says what was done; this says what that made of people, offices and laws. It is read
from the universe while it runs, so no rule is known by its name here.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from moshimo.engine.member_ids import Naming
from moshimo.engine.moments import Answers, watching
from moshimo.engine.program import Program
from moshimo.engine.question_code import QuestionCode, terms
from moshimo.engine.recording import WITHOUT_CAUSES
from moshimo.engine.universe import Universe
from moshimo.engine.within.heart import Heart
from moshimo.lang.typed import Ask, Ex, Var
from moshimo.lang.types import BOOL, OURS, Attribute

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from moshimo.engine.block import Memory
    from moshimo.schema.field import Field

STATE = ("bool", "choice", "ref")  # types of what somebody or something is, not how much
PLACE, PERSON = "Character.place", "Character"


@dataclass(frozen=True, slots=True)
class Change:
    """One value that became another.

    Attributes:
        attribute: whose value it is.
        owner: the member's id.
        key: toward whom, "" for an attribute that is toward nobody.
        time: seconds since the start.
        deed: the id of the deed that wrote it, "" for none.
        before: the value before, as in the block.
        after: the value after.
    """

    attribute: Attribute
    owner: str
    key: str
    time: float
    deed: str
    before: float
    after: float


@dataclass(slots=True)
class History:
    """What was so while a universe ran.

    Attributes:
        people: the ids of all who were there at some time.
        places: person to the moments of change, and the places from then on, "" for nowhere.
        waking: person to the moments of change, and whether they were awake from then on.
        changes: all changes of what somebody or something is, in order.
        lasting: those after which the value stayed as it was written, and was not that at first.
    """

    people: tuple[str, ...] = ()
    places: dict[str, list[tuple[float, str]]] = field(default_factory=dict)
    waking: dict[str, list[tuple[float, bool]]] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    lasting: list[Change] = field(default_factory=list)

    def place(self, who: str, time: float) -> str:
        """Return where somebody was at a moment, "" if nowhere."""
        return str(_at(self.places.get(who, ()), time) or "")

    def awake(self, who: str, time: float) -> bool:
        """Whether somebody was awake at a moment."""
        return bool(_at(self.waking.get(who, ()), time))

    def were_at(self, place: str, begin: float, end: float) -> frozenset[str]:
        """Return who was at a place at some time between two moments."""
        return frozenset(
            who
            for who in self.people
            if self.place(who, begin) == place
            or any(begin <= time <= end and where == place for time, where in self.places[who])
        )


def _at(steps: Sequence[tuple[float, Any]], time: float) -> object:
    n = bisect_right(steps, time, key=lambda step: step[0])
    return steps[n - 1][1] if n else None


def lived_through(
    program: Program,
    seed: int,
    questions: Mapping[str, Sequence[Ex]],
    heart: Heart | None = None,
) -> tuple[Universe, dict[str, Answers], History]:
    """Run a universe; return it, what was asked of its deeds, and its history."""
    ahead = Universe(program, seed)
    behind = Universe(program, seed, WITHOUT_CAUSES)
    watch = watching(ahead, behind, questions, heart)
    watch.ahead.expect(np.inf)
    keeper = _Keeper(program, ahead)
    while not ahead.ended and ahead.block.due_n[0]:
        ahead.step()
        watch.look()
        keeper.look()
        behind.step()
    ahead.until()
    if heart:
        heart.close(ahead.block)
    return ahead, watch.found, keeper.close()


class _Keeper:
    """Looks at a universe after each step and notes what has changed."""

    def __init__(self, program: Program, universe: Universe) -> None:
        self.universe, self.layout = universe, program.layout
        self.names = Naming(program.world, program.layout)
        self.attributes = _looked_at(program)
        sizes = [len(universe.block.of(self._column(a))) for a in self.attributes]
        self.ends = np.cumsum(sizes)
        self.of_waking = _asked_of_waking(program)
        self.is_awake = _waking(program)
        self.history = History()
        self.views: list[NDArray[np.int64]] = []
        self.block: object = None
        self.now = self._cells()
        self.people = 0
        self._welcome()

    def look(self) -> None:
        """Note what the last step has changed."""
        self._welcome()
        cells = self._cells()
        changed = np.flatnonzero(cells != self.now)
        touched: set[str] = set()
        for at in changed:
            n = int(np.searchsorted(self.ends, at, side="right"))
            a = self.attributes[n]
            cell = int(at - (self.ends[n - 1] if n else 0))
            self._note(a, cell, *(_value(a, whole[at]) for whole in (self.now, cells)))
            touched.add(a.full)
        self.now = cells
        if touched & self.of_waking:
            self._wake()
        if PLACE in touched:
            self._move()

    def close(self) -> History:
        """Return the history, with what stayed as it was written."""
        last: dict[tuple[str, str, str], Change] = {}
        first: dict[tuple[str, str, str], float] = {}
        for change in self.history.changes:
            cell = (change.attribute.full, change.owner, change.key)
            first.setdefault(cell, change.before)
            last[cell] = change
        self.history.lasting = [c for cell, c in last.items() if c.after != first[cell]]
        return self.history

    def _column(self, a: Attribute) -> Field:
        return self.layout.columns[a.full].value

    def _cells(self) -> NDArray[np.int64]:
        """Return all that is looked at, in one array of bits."""
        if self.universe.block is not self.block:  # it moves when it needs more room
            self.block = self.universe.block
            columns = (self.universe.block.of(self._column(a)) for a in self.attributes)
            self.views = [np.frombuffer(column, np.int64) for column in columns]
        return np.concatenate(self.views) if self.views else np.zeros(0, np.int64)

    def _ids(self, a: Attribute, cell: int) -> tuple[str, str]:
        b = self.universe.block
        if not a.key:
            return self.names.there(b, a.kind, cell), ""
        owner, key = divmod(cell, self.layout.rows[a.key])
        return self.names.there(b, a.kind, owner), self.names.there(b, a.key, key)

    def _writer(self, a: Attribute, cell: int) -> str:
        b = self.universe.block
        deed = int(b.of(self.layout.columns[a.full].writer)[cell])
        return f"{b.d_key[deed]:016x}" if deed else ""

    def _note(self, a: Attribute, cell: int, before: float, after: float) -> None:
        owner, key = self._ids(a, cell)
        writer, time = self._writer(a, cell), self.universe.now
        self.history.changes.append(Change(a, owner, key, time, writer, before, after))

    def _welcome(self) -> None:
        """Take in who is there and was not known before."""
        if int(self.universe.block.n_Character[0]) != self.people:
            self.history.people = self.universe.names(PERSON)
            self.people = len(self.history.people)
            self._move()
            self._wake()

    def _move(self) -> None:
        b = self.universe.block
        places = b.of(self.layout.columns[PLACE].value)
        for n, who in enumerate(self.history.people, 1):
            place = self.names.member("Place", places[n])
            _step(self.history.places.setdefault(who, []), self.universe.now, place)

    def _wake(self) -> None:
        b = self.universe.block
        for n, who in enumerate(self.history.people, 1):
            awake = bool(self.is_awake(b, n)) if self.is_awake else True
            _step(self.history.waking.setdefault(who, []), self.universe.now, awake)


def _looked_at(program: Program) -> list[Attribute]:
    """Return the attributes that say what somebody or something is."""
    rules = program.world.laws.rules.values()
    every = [a for kind in program.world.laws.kinds.values() for a in kind.attributes]
    written = {full for r in rules if r.mark in ("action", "event") for full in r.writes}
    return [a for a in every if a.full in written and a.type.tag in STATE]


def _value(a: Attribute, bits: np.int64) -> float:
    return float(bits) if a.type.whole else float(bits.view(np.float64))


def _step(steps: list[tuple[float, Any]], time: float, value: object) -> None:
    if not steps or steps[-1][1] != value:
        steps.append((time, value))


def _asked_of_waking(program: Program) -> frozenset[str]:
    """Return the attributes on which it depends whether somebody is awake."""
    found = program.world.laws.quantities.get("awake")
    return found.reads.attributes if found else frozenset()


def _waking(program: Program) -> Callable[..., bool | float] | None:
    """Return what says of a block and a person's row whether they are awake."""
    laws = program.world.laws
    if "awake" not in laws.quantities:
        return None
    acts = (r for r in laws.rules.values() if r.mark == "action")
    rule = min(acts, key=lambda r: len(terms(r)), default=None)
    if rule is None:
        return None
    doer = rule.roles[0]
    asked = QuestionCode(program).function(
        Ask(BOOL, "awake", (Var(doer.type, doer.word, OURS),), OURS), rule
    )
    place = [term.word for term in terms(rule)].index(doer.word)
    many = len(terms(rule))

    def is_awake(b: Memory, row: int) -> bool | float:
        given = [0] * many
        given[place] = row
        return asked(b, *given)

    return is_awake
