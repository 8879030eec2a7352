"""The block's layout: every attribute one field, then the pools. One world, one layout.

What grows while a universe runs (deeds, memories, what is due …) stands in pools behind the fields:
rows of a fixed width, as many as there is room for. Where each pool begins and how many rows it has
stand in the block itself, so that a universe that needs more gets a larger block and runs the same
code.

A kind's rows are 0 (its none member), 1 to N (its members, and the room for those yet to be
born, or gone with a fork), and N + 1 (*unknown*, which reads as defaults). Characters' rows are
also the rows of minds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import accumulate
from math import prod

from moshimo.lang.analysis.other_minds import ideas
from moshimo.lang.laws import Laws
from moshimo.lang.typed import (
    Believe,
    Builtin,
    Disguise,
    Gone,
    Inform,
    Look,
    Read,
    Recall,
    Reveal,
    Throw,
    Write,
    expressions,
    walk,
    walk_statements,
)
from moshimo.lang.types import Attribute
from moshimo.lang.words import ENGINE_DEEDS, TRIED
from moshimo.schema.attributes import Columns, columns, count, keys
from moshimo.schema.block_fields import BODY, FIXED, IDEA, PICTURES, POOLS
from moshimo.schema.field import QUANTITY, RULE, Axis, Field
from moshimo.world.world import CheckedWorld, Fork, Scenario

PLACE = "Character.place"  # the kernel reads its pictures
COLUMNS = 4  # cells of a picture: value, time, how sure, writer
LARGE = 1 << 16  # bytes of a table that is worth copying by rows
DENSE = 32 << 20  # bytes that pictures may take with a cell for every mind; docs/explain/minds.md
FIRST_ROWS = 1 << 14  # of the table of those that are hashed, at the start


@dataclass(frozen=True, slots=True)
class Sparse:
    """A large table of which most stands for members that may never be born.

    Attributes:
        start: bytes from the block's beginning.
        kind: whose members' rows are its second axis.
        shape: its axes: how often, rows, bytes of a row.
    """

    start: int
    kind: str
    shape: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything of a universe stands."""

    fields: tuple[Field, ...]
    size: int  # bytes before the pools
    core: int  # bytes of them before what only provenance asks for: who wrote what
    rows: dict[str, int]  # kind → rows, none and unknown among them
    born: dict[str, int]  # kind → members at the start
    pictured: frozenset[str]  # attributes of which every mind has a picture
    traced: frozenset[str]  # attributes whose last writer is kept
    rules: dict[str, int]  # deed → number, from 1
    flags: dict[str, Field]  # state-triggered rule → whether its `when` was true, a cell for each
    columns: dict[str, Columns]  # attribute → its fields
    sparse: tuple[Sparse, ...] = ()  # in the order of their places, all within `core`
    hashed: tuple[str, ...] = ()  # attributes whose pictures stand in a hash table
    ideas: frozenset[str] = frozenset()  # those of which minds take each other to hold something
    bodies: bool = False  # whether there can be other bodies than everybody's own
    guise: int = 0  # how many rows after a person's own its disguise has one; 0: nobody's has
    leaving: Mapping[str, Field] = field(default_factory=dict)  # kind → 1 for those who are gone

    @property
    def rooms(self) -> dict[str, int]:
        """How many rows each pool has at the start."""
        made = {pool.word: pool.room for pool in POOLS}
        return made | ({PICTURES.word: FIRST_ROWS} if self.hashed else {})

    @property
    def start_bytes(self) -> int:
        """Bytes of a block at the start; of those that are 0, most take memory once they change."""
        return self.size + sum(self.rooms[pool.word] * pool.width for pool in POOLS)

    def parts(self, rooms: Mapping[str, int] | None = None) -> dict[str, int]:
        """Return what takes memory in a block: attribute, rule or pool → bytes.

        Args:
            rooms: rows of the pools; those at the start if None.
        """
        size = {f.word: 8 * f.size for f in self.fields if not f.pool}
        fields = {full: (*own.tables, *own.writers) for full, own in self.columns.items()}
        fields |= {word: (flag,) for word, flag in self.flags.items()}
        made = {word: sum(size[f.word] for f in own) for word, own in fields.items()}
        own = rooms or self.rooms
        return made | {pool.word: own[pool.word] * pool.width for pool in POOLS}

    def row(self, kind: str, index: int) -> int:
        """Return the row of a value as data has it: -1 is unknown. A newborn's number stays."""
        return self.rows[kind] - 1 if index == -1 else index

    def cell(self, a: Attribute, owner: int, key: int = 0) -> int:
        """Return the index of a value in truth."""
        return owner * self.rows[a.key] + key if a.key else owner

    def picture(self, a: Attribute, mind: int, owner: int, key: int = 0) -> int:
        """Return the index of a value in a mind's picture."""
        return self.cell(a, mind * self.rows[a.kind] + owner, key)


def lay_out(world: CheckedWorld, like: Layout | None = None) -> Layout:
    """Return the layout that a world's rules and members need.

    With `like`, of a world with the same rules and another cast, pictures stand as they do there.
    """
    laws = world.laws
    born = {kind: len(world.members.get(kind, ())) for kind in laws.kinds}
    rows = {
        kind: born[kind] + world.vacant.get(kind, 0) + laws.kinds[kind].room + 2
        for kind in laws.kinds
    }
    bodies, disguises, leavers = _bodies(laws)
    rows["Character"] += (guise := rows["Character"] - 2 if disguises else 0)
    (dated, tried, believes), written = _asked(laws), _written(laws, leavers)
    rules, pictured = _numbered(laws, tried), _pictured(world, written | dated)
    written |= {full for fork in world.forks.values() for full, _, _ in fork.values}
    extents: dict[Axis, int] = {RULE: len(rules) + 1, QUANTITY: len(laws.quantities) + 1}
    extents.update(rows.items())
    kept = _ideas(world, believes) & pictured
    extents[BODY], extents[IDEA] = (rows["Character"] if any_ else 1 for any_ in (bodies, kept))
    bred = {kind for kind in rows if laws.kinds[kind].room}
    hashed = _hashed(world, pictured - kept, rows) if like is None else like.hashed
    first = _first_cells(hashed, laws, rows)
    fields: list[Field] = []
    found: dict[str, Columns] = {}
    for kind in sorted(laws.kinds):
        fields += [keys(kind), count(kind)]
        for a in laws.kinds[kind].attributes:
            seen, place = a.full in pictured, (len(found) + 1, first.get(a.full))
            found[a.full] = columns(
                a, stem(a), *place, pictured=seen, bred=a.key in bred, ideas=a.full in kept
            )
    tables = [f for one in found.values() for f in one.tables]
    writers = [f for one in found.values() for f in one.writers]
    flags = {
        word: Field(f"f_{word}", "i64", tuple(role.type.of for role in rule.roles))
        for word, rule in laws.rules.items()
        if rule.watched
    }
    leaving = {kind: Field(f"gone_{kind}", "i64", (kind,)) for kind in leavers}
    fields += [*tables, *flags.values(), *leaving.values(), *FIXED]
    placed, size = _placed([*fields, *writers], extents)
    return Layout(
        placed,
        size,
        size - 8 * sum(_size(f, extents) for f in writers),
        rows,
        born,
        frozenset(pictured),
        frozenset(written),
        rules,
        flags,
        found,
        tuple(_sparse(placed, [] if guise else [*tables, *flags.values()], rows, laws)),
        hashed,
        kept,
        bodies,
        guise,
        {kind: f for f in placed for kind in leavers if f.word == leaving[kind].word},
    )


def _written(laws: Laws, leavers: Sequence[str]) -> set[str]:
    """Return the attributes that some rule writes; who is gone is nowhere."""
    changes = [s for rule in laws.rules.values() for s in walk_statements(rule.effects)]
    places = (laws.kinds[kind].place for kind in leavers)
    return {s.attribute.full for s in changes if isinstance(s, Write)} | {
        place.full for place in places if place is not None
    }


def _bodies(laws: Laws) -> tuple[bool, bool, list[str]]:
    """Return whether there can be other bodies, and disguises; and the kinds of who can be gone."""
    changes = [s for rule in laws.rules.values() for s in walk_statements(rule.effects)]
    made = {type(s) for s in changes}
    thrown = [s for s in changes if isinstance(s, Throw) and s.how == "born"]
    births = any(s.type.of == "Character" for s in thrown)
    leavers = sorted({s.who.type.of for s in changes if isinstance(s, Gone)})
    bodies = births or "Character" in leavers or bool(made & {Reveal, Disguise})
    return bodies, Disguise in made, leavers


def _asked(laws: Laws) -> tuple[set[str], set[str], bool]:
    """Return what rules ask of minds.

    Of which attributes they ask when there were last news, changed or not; of which actions and
    meanings, whether they were tried; and whether they ask what minds believe.
    """
    rules, quantities = laws.rules.values(), laws.quantities.values()
    asked = [e for rule in rules for e in (*walk(*rule.asked()), *expressions(rule.effects))]
    asked += [e for quantity in quantities for e in expressions(quantity.body)]
    reads = [e.args[0] for e in asked if isinstance(e, Builtin) and e.word == "last_heard"]
    dated = {read.attribute.full for read in reads if isinstance(read, Read)}
    tried = {e.pattern.word for e in asked if isinstance(e, Recall) and e.how == "tried"}
    return dated, tried, any(isinstance(e, Believe) for e in asked)


def _numbered(laws: Laws, tried: Set[str]) -> dict[str, int]:
    """Return the numbers of all kinds of deeds, and of those that are only memories."""
    rules = laws.rules.items()
    deeds = sorted([w for w, r in rules if r.mark in ("action", "event")])
    claims = sorted([w for w, r in rules if r.mark == "claim"])
    kept = sorted(w for w, r in rules if r.mark == "action" and {w, *r.meanings} & tried)
    own = [*deeds, *ENGINE_DEEDS, *claims, *(TRIED + word for word in kept)]
    return {word: number for number, word in enumerate(own, 1)}


def _ideas(world: CheckedWorld, believes: bool) -> frozenset[str]:
    """Return the attributes of which somebody asks what one mind takes another to hold."""
    ends = [one.ends_when for one in world.scenarios.values() if one.ends_when is not None]
    believes = believes or any(isinstance(e, Believe) for e in walk(*ends))
    return ideas(world.laws, ends) if believes else frozenset()


def _size(f: Field, extents: dict[Axis, int]) -> int:
    """Return how many cells a field has."""
    return prod(axis if isinstance(axis, int) else extents.get(axis, 1) for axis in f.axes)


def _sparse(
    fields: Sequence[Field], tables: Sequence[Field], rows: dict[str, int], laws: Laws
) -> Iterator[Sparse]:
    """Yield those of some tables that are large and have rows for members yet to be born."""
    words = {f.word for f in tables}
    for f in fields:
        kinds = [str(axis) for axis in f.axes]
        roomy = [n for n, kind in enumerate(kinds) if kind in laws.kinds and laws.kinds[kind].room]
        if f.word in words and roomy and 8 * f.size >= LARGE:
            before = prod(rows[kind] for kind in kinds[: roomy[0]])
            many = rows[kinds[roomy[0]]]
            yield Sparse(f.start, kinds[roomy[0]], (before, many, 8 * f.size // before // many))


def _placed(fields: list[Field], extents: dict[Axis, int]) -> tuple[tuple[Field, ...], int]:
    """Give each field its place, and add the columns of the pools; return how many bytes it is."""
    made: list[Field] = []
    start = 0
    for f in fields:
        made.append(replace(f, start=start, size=_size(f, extents)))
        start += 8 * made[-1].size
    for pool in POOLS:
        at = 0
        for f in pool.columns:
            column = replace(f, size=pool.width // 8) if f.axes else replace(f, step=pool.width)
            made.append(replace(column, start=at))
            at += 8 * f.cells
    return tuple(made), start


def stem(a: Attribute) -> str:
    """Return the attribute's part of its fields' names, which no other attribute shares."""
    return f"{a.kind.replace('_', '__')}_{a.word}"


def _pictured(world: CheckedWorld, changed: Set[str]) -> set[str]:
    """Return the attributes that somebody could have wrong; all others cost no picture."""
    laws = world.laws
    starts: list[Scenario | Fork] = [*world.scenarios.values(), *world.forks.values()]
    held = {belief.attribute.full for one in starts for belief in one.beliefs}
    held |= {secret.attribute.full for one in starts for secret in one.secrets}
    changed = changed | held
    taught = _taught(laws) | held
    found = {PLACE}
    for kind in laws.kinds.values():
        for a in kind.attributes:
            hidden = a.who == "private" and kind.word != "Character"
            if a.who in ("known", "visible") and a.full in changed | taught:
                found.add(a.full)
            if (a.who == "private" and a.full in taught) or hidden:
                found.add(a.full)
    return found


def _cells(a: Attribute, rows: dict[str, int]) -> int:
    """Return how many cells the pictures of an attribute have."""
    return rows["Character"] * rows[a.kind] * (rows[a.key] if a.key else 1)


def _first_cells(hashed: Sequence[str], laws: Laws, rows: dict[str, int]) -> dict[str, int]:
    """Return the number of the first cell of each attribute whose pictures are hashed."""
    counts = accumulate((_cells(laws.attribute(full), rows) for full in hashed), initial=1)
    return dict(zip(hashed, counts, strict=False))


def _hashed(world: CheckedWorld, pictured: set[str], rows: dict[str, int]) -> tuple[str, ...]:
    """Return the attributes whose pictures are hashed: the largest, until the others fit.

    None is where there are other bodies: what is copied from body to body has fields.
    """
    if _bodies(world.laws)[0]:
        return ()
    cells = {full: _cells(world.laws.attribute(full), rows) for full in pictured - {PLACE}}
    found: list[str] = []
    left = sum(cells.values())
    for full in sorted(cells, key=lambda full: (-cells[full], full)):
        if left * 8 * COLUMNS <= DENSE:
            break
        found.append(full)
        left -= cells[full]
    return tuple(sorted(found))


def _taught(laws: Laws) -> set[str]:
    found: set[str] = set()
    for rule in laws.rules.values():
        if rule.mark == "claim":
            found |= rule.writes
        for s in walk_statements(rule.effects):
            match s:
                case Look(read=read):
                    found.add(read.attribute.full)
                case Inform(what=Read() as read):
                    found.add(read.attribute.full)
                case Write(attribute=attribute) if rule.mark == "inference":
                    found.add(attribute.full)
    return found
