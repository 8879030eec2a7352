"""What moves one person while a universe runs: what changes within them, and by which deed.

Only what that person can tell of themselves is read: their own private attributes, and at the end
where they take the others to be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from moshimo.engine.block import Memory
from moshimo.engine.kernel.dice import fade
from moshimo.engine.member_ids import Naming
from moshimo.engine.pictures import read_picture
from moshimo.engine.program import Program
from moshimo.lang.typed import Ex
from moshimo.lang.types import Attribute

FLEETING = 900.0  # seconds: what is half gone sooner is no feeling to tell of
PLACE, PERSON = "Character.place", "Character"


@dataclass(frozen=True, slots=True)
class Moved:
    """One private value of somebody that a deed changed.

    Attributes:
        attribute: its full name, `Character.grief`.
        toward: the id of whom it is toward, "" for nobody.
        by: how much more it is than just before; 0 for what is no number.
        after: the id of the member that it is from then on, "" if it is none.
        time: seconds since the start.
    """

    attribute: str
    toward: str
    by: float
    after: str
    time: float


@dataclass(slots=True)
class Heart:
    """What has moved one person so far, and at the end where they take the others to be.

    Attributes:
        program: the world it is of.
        who: the person's id.
        plain: questions that are asked in truth all the same, since all that they tell is what the
            person reads or hears: what stands in letters.
        felt: the deed's id → what it changed in them.
        takes: somebody else's id → where they take that person to be, "" for nowhere they know.
    """

    program: Program
    who: str
    plain: frozenset[Ex] = frozenset()
    felt: dict[str, list[Moved]] = field(default_factory=dict)
    takes: dict[str, str] = field(default_factory=dict)
    _row: int = 0
    _people: int = 0
    _own: list[Attribute] = field(default_factory=list)
    _last: list[Sequence[float]] = field(default_factory=list)
    _since: list[Sequence[float]] = field(default_factory=list)

    def row(self, b: Memory) -> int:
        """Return the person's row in a block, 0 while they are not there."""
        if not self._row and int(b.n_Character[0]) != self._people:
            names, self._people = Naming(self.program.world, self.program.layout), b.n_Character[0]
            rows = range(1, int(self._people) + 1)
            self._row = next((i for i in rows if names.body(b, i) == self.who), 0)
        return self._row

    def look(self, b: Memory) -> None:
        """Note what the last step has changed in them."""
        row = self.row(b)
        if not row:
            return
        if not self._last:
            self._own = list(_felt_by(self.program))
            self._last = [self._cells(b, a, row) for a in self._own]
            self._since = [self._cells(b, a, row, since=True) for a in self._own]
            return
        for n, a in enumerate(self._own):
            cells = self._cells(b, a, row)
            if cells == self._last[n]:
                continue
            for key, (before, after) in enumerate(zip(self._last[n], cells, strict=True)):
                if before != after:
                    self._note(b, n, key, before, after)
            self._last[n], self._since[n] = cells, self._cells(b, a, row, since=True)

    def close(self, b: Memory) -> None:
        """Note where they take the others to be."""
        laws, row = self.program.world.laws, self.row(b)
        place = next((a for a in laws.kinds[PERSON].attributes if a.full == PLACE), None)
        if place is None or not row or PLACE not in self.program.layout.pictured:
            return
        names = Naming(self.program.world, self.program.layout)
        for other in range(1, len(self.program.world.members[PERSON]) + 1):
            if other != row:
                held = read_picture(b, place, row, other)
                known = names.member("Place", int(held.value)) if held.value > 0 else ""
                self.takes[names.body(b, other)] = known if held.sure > 0 else ""

    def forget(self) -> None:
        """Begin anew, as if nothing had been looked at."""
        self.felt, self.takes, self._last, self._since = {}, {}, [], []
        self._row = self._people = 0

    def since(self, before: Heart, moment: float) -> None:
        """Take in what had moved them before a moment, in the universe that this one left then."""
        for key, those in before.felt.items():
            early = [one for one in those if one.time < moment]
            if early:
                self.felt[key] = [*early, *self.felt.get(key, [])]

    def _cells(self, b: Memory, a: Attribute, row: int, *, since: bool = False) -> Sequence[float]:
        columns, rows = self.program.layout.columns[a.full], self.program.layout.rows
        cells = columns.since if since else columns.value
        if cells is None:
            return []
        many = rows[a.key] if a.key else 1
        return b.of(cells)[row * many : (row + 1) * many].tolist()

    def _note(self, b: Memory, n: int, key: int, before: float, after: float) -> None:
        a, layout = self._own[n], self.program.layout
        writer = int(b.of(layout.columns[a.full].writer)[layout.cell(a, self._row, key)])
        if not writer or (a.key == PERSON and key == self._row):
            return
        if self._since[n]:
            before = fade(before, self._since[n][key], b.now[0], a.half_life)
        names = Naming(self.program.world, layout)
        toward = names.there(b, a.key, key) if a.key else ""
        ref = a.type.tag == "ref"
        held = names.there(b, a.type.of, int(after)) if ref and after > 0 else ""
        by = after - before if a.type.tag == "number" else 0.0
        moved = Moved(a.full, toward, by, held, float(b.now[0]))
        self.felt.setdefault(f"{b.d_key[writer]:016x}", []).append(moved)


def _felt_by(program: Program) -> list[Attribute]:
    """Return the private attributes of people that appraisals change."""
    laws, columns = program.world.laws, program.layout.columns
    written = {full for r in laws.rules.values() if r.mark == "appraisal" for full in r.writes}
    return [
        a
        for a in laws.kinds[PERSON].attributes
        if a.who == "private"
        and a.full in written
        and a.type.tag in ("number", "ref")
        and a.full in columns
        and not 0 < a.half_life < FLEETING
    ]
