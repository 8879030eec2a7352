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

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import prod
from typing import Literal, TypeAlias

from moshimo.lang.model import Attribute, Inform, Laws, Look, Read, Rule, Write
from moshimo.lang.replay import statements
from moshimo.lang.words import ENGINE_DEEDS
from moshimo.world.world import CheckedWorld, Fork, Scenario

SAME_KIND = 12  # memories a mind keeps of one kind of deed; the faintest goes first
OPEN = 12  # deeds one may still answer
STRONG = 4  # memories that a role of type Deed ranges over
WATCHES = 64  # deeds that may be asked about at a time
BARS = 64  # deeds that forks may prevent
LARGE = 1 << 16  # bytes of a table that is worth copying by rows
MOST_ROLES = 4  # of a deed at most
RACE = OPEN + 2  # runners of one thought, a rule: itself, and once for each deed it may answer


Form: TypeAlias = Literal["q", "Q", "d"]  # as in `struct`: i64, u64, f64


@dataclass(frozen=True, slots=True)
class Field:
    """One array of the block.

    Attributes:
        word: its name.
        form: what it holds.
        size: how many; of a pool's column, 0: one a row; of an array over a pool's rows, how many
            cells a row has.
        start: bytes from the block's beginning; of a pool's, from the beginning of a row.
        pool: the pool whose column it is, "" for none.
        step: bytes from one to the next.
        axes: the kinds whose rows it has a cell for, the slowest first; of what has no such, none.
    """

    word: str
    form: Form
    size: int
    start: int = 0
    pool: str = ""
    step: int = 8
    axes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pool:
    """Rows of which there may be more and more.

    Attributes:
        word: its name; `at_word` and `room_word` of the block tell where it begins, and its rows.
        q, d, Q: the names of its columns, by form.
        room: rows to begin with.
        most: rows at most; who needs more has a rule that never rests.
        array: the name of the whole numbers with which a row begins, "" for none: one field over
            all cells of all rows.
        lead: how many those are.
    """

    word: str
    prefix: str
    q: str
    d: str
    Q: str
    room: int
    most: int
    array: str = ""
    lead: int = 0

    @property
    def columns(self) -> tuple[tuple[str, Form], ...]:
        """Its columns, in the order in which they stand in a row."""
        given: tuple[tuple[Form, str], ...] = (("q", self.q), ("d", self.d), ("Q", self.Q))
        return tuple((self.prefix + w, form) for form, words in given for w in words.split())

    @property
    def width(self) -> int:
        """Bytes of a row."""
        return 8 * (self.lead + len(self.columns))


POOLS = (
    Pool(
        "deeds",  # deed values: happened, claimed, waiting
        "d_",
        "rule state place answers cause over",
        "o0 o1 o2 o3 begin end chance",
        "key hash",
        1024,
        1 << 21,
        "role",
        MOST_ROLES,
    ),
    Pool("memories", "m_", "deed next from", "at sure", "hash", 4096, 1 << 22),
    Pool("due", "due_", "order what a c", "time", "tie", 512, 1 << 20),
    Pool("wishes", "wish_", "", "at", "key", 2048, 1 << 22),  # a power of two
    Pool("notes", "notes_", "what deed a", "x", "", 4096, 1 << 21),
    Pool("bids", "bid_", "rule r1 r2 r3 deed", "w", "", 512, 1 << 18),  # bindings of one runner
)


DEED_CELLS = POOLS[0].width // 8


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
    flags: dict[str, tuple[str, int]]  # state-triggered rule → its field and size
    sparse: tuple[Sparse, ...] = ()  # in the order of their places, all within `core`

    def row(self, kind: str, index: int) -> int:
        """Return the row of a value as data has it: -1 is unknown."""
        return self.rows[kind] - 1 if index < 0 else index

    def cell(self, a: Attribute, owner: int, key: int = 0) -> int:
        """Return the index of a value in truth."""
        return owner * self.rows[a.key] + key if a.key else owner

    def picture(self, a: Attribute, mind: int, owner: int, key: int = 0) -> int:
        """Return the index of a value in a mind's picture."""
        return self.cell(a, mind * self.rows[a.kind] + owner, key)


def lay_out(world: CheckedWorld) -> Layout:
    """Return the layout that a world's rules and members need."""
    laws = world.laws
    born = {kind: len(world.members.get(kind, ())) for kind in laws.kinds}
    rows = {
        kind: born[kind] + world.vacant.get(kind, 0) + laws.kinds[kind].room + 2
        for kind in laws.kinds
    }
    deeds = sorted([w for w, r in laws.rules.items() if r.mark in ("action", "event")])
    rules = {word: number for number, word in enumerate([*deeds, *ENGINE_DEEDS], 1)}
    written = {
        s.attribute.full
        for r in laws.rules.values()
        for s in statements((*r.begin, *r.end))
        if isinstance(s, Write)
    }
    pictured = _pictured(world, written)
    written |= {full for fork in world.forks.values() for full, _, _ in fork.values}
    fields: list[Field] = []
    for kind in sorted(laws.kinds):
        fields += [Field(f"key_{kind}", "Q", rows[kind]), Field(f"n_{kind}", "q", 1)]
        for a in laws.kinds[kind].attributes:
            axes = (kind, a.key) if a.key else (kind,)
            form: Form = "q" if a.type.whole else "d"
            fields += [_table(f"v_{stem(a)}", form, axes, rows)]
            fields += [_table(f"w_{stem(a)}", "q", axes, rows)]
            if a.half_life:
                fields.append(_table(f"t_{stem(a)}", "d", axes, rows))
            if a.full in pictured:
                axes = ("Character", *axes)
                fields.append(_table(f"p_{stem(a)}", form, axes, rows))
                fields += [_table(f"p{x}_{stem(a)}", "d", axes, rows) for x in ("t", "s")]
                fields.append(_table(f"pw_{stem(a)}", "q", axes, rows))
    flags: dict[str, tuple[str, int]] = {}
    for word, rule in laws.rules.items():
        if watched(rule):
            raised = _table(f"f_{word}", "q", tuple(role.type.of for role in rule.roles), rows)
            flags[word] = (raised.word, raised.size)
            fields.append(raised)
    fields += _pools(rows, len(rules) + 1)
    fields += _pool("memo_", len(laws.quantities) + 1, q="at of n", d="x")
    writers = [f for f in fields if f.word.startswith(("w_", "pw_"))]
    placed, size = _placed([*(f for f in fields if f not in writers), *writers])
    core = size - 8 * sum(f.size for f in writers)
    return Layout(
        placed,
        size,
        core,
        rows,
        born,
        frozenset(pictured),
        frozenset(written),
        rules,
        flags,
        tuple(_sparse([f for f in placed if f.start < core], rows, laws)),
    )


def _table(word: str, form: Form, axes: tuple[str, ...], rows: dict[str, int]) -> Field:
    """Return a field with a cell for each row of these kinds."""
    return Field(word, form, prod(rows.get(kind, 1) for kind in axes), axes=axes)


def _sparse(fields: list[Field], rows: dict[str, int], laws: Laws) -> Iterator[Sparse]:
    """Yield the large tables with rows for members yet to be born."""
    for f in fields:
        roomy = [n for n, kind in enumerate(f.axes) if kind in laws.kinds and laws.kinds[kind].room]
        if roomy and 8 * f.size >= LARGE:
            before = prod(rows[kind] for kind in f.axes[: roomy[0]])
            many = rows[f.axes[roomy[0]]]
            yield Sparse(f.start, f.axes[roomy[0]], (before, many, 8 * f.size // before // many))


def _placed(fields: list[Field]) -> tuple[tuple[Field, ...], int]:
    """Give each field its place, and add the columns of the pools; return how many bytes it is."""
    made: list[Field] = []
    start = 0
    for f in fields:
        made.append(replace(f, start=start))
        start += 8 * f.size
    for pool in POOLS:
        if pool.array:
            word = pool.prefix + pool.array
            made.append(Field(word, "q", pool.width // 8, 0, pool.word))
        made += [
            Field(word, form, 0, 8 * i, pool.word, pool.width)
            for i, (word, form) in enumerate(pool.columns, pool.lead)
        ]
    return tuple(made), start


def stem(a: Attribute) -> str:
    """Return the attribute's part of its fields' names, which no other attribute shares."""
    return f"{a.kind.replace('_', '__')}_{a.word}"


def watched(rule: Rule) -> bool:
    """Whether a rule runs whenever its `when` becomes true."""
    if rule.mark == "event":
        return not rule.of and rule.clock is None and not rule.mean
    return rule.mark == "inference" or (rule.mark == "appraisal" and not rule.of)


def _pictured(world: CheckedWorld, written: set[str]) -> set[str]:
    """Return the attributes that somebody could have wrong; all others cost no picture."""
    laws = world.laws
    changed = set(written)
    starts: list[Scenario | Fork] = [*world.scenarios.values(), *world.forks.values()]
    for one in starts:
        changed |= {belief.attribute.full for belief in one.beliefs}
        changed |= {secret.attribute.full for secret in one.secrets}
    taught = _taught(laws)
    found = {"Character.place"}
    for kind in laws.kinds.values():
        for a in kind.attributes:
            hidden = a.who == "private" and kind.word != "Character"
            if a.who in ("known", "visible") and a.full in changed | taught:
                found.add(a.full)
            if (a.who == "private" and a.full in taught) or hidden:
                found.add(a.full)
    return found


def _taught(laws: Laws) -> set[str]:
    found: set[str] = set()
    for rule in laws.rules.values():
        for s in statements((*rule.begin, *rule.end)):
            match s:
                case Look(read=read):
                    found.add(read.attribute.full)
                case Inform(what=Read() as read):
                    found.add(read.attribute.full)
                case Write(attribute=attribute) if rule.mark == "inference":
                    found.add(attribute.full)
    return found


def _pools(rows: dict[str, int], rules: int) -> list[Field]:
    """Return the fields that every world has, whatever its kinds."""
    people, places = rows["Character"], rows["Place"]
    return [
        # the clock, the dice, and how the run is going
        *_pool("", 1, d="now starts day sunrise noon sunset own_pace", Q="seed dice_c dice_b"),
        *_pool("", 1, q="steps instant trouble trouble_at provenance thoughts weighed learnings"),
        *_pool("", 1, q="lean blind forgets chances fresh alive_n", d="ends_at"),
        *_pool("k_", 1, q="rules people places meets plain"),
        # one thought or step: who is near, what bids, what races, what is best so far
        *_pool("", 1, q="mind asking staying silent at_rule bid_n bid_start race_n"),
        *_pool("", 1, q="near_n near_at seen_n saw_n"),
        *_pool("", 1, q="strong_n strong_at there_for arrived_n"),
        *_pool("", 1, d="think_at moved habit bid_top rival"),
        *_pool("best_", 1, q="rule deed place from n", d="time weight sum own"),
        *_pool("best_", 4, q="role"),
        *_pool("race_", rules * RACE, q="rule", d="w v"),
        *_pool("", STRONG, q="strong"),
        *_pool("", people, q="near seen arrived saw saw_who beside next_at"),
        *_pool("", places, q="there first_at", d="voice"),
        # a person, a rule, and the two together
        *_pool("c_", people, q="main aside stamp begun epoch open_n startled"),
        *_pool("c_", people, d="think_at period pace phase listens", Q="dice"),
        *_pool("open_", people * OPEN, q="deed", d="until"),
        *_pool("lately_", people * STRONG, q="rule"),
        *_pool("k_", rules, q="speech moves carries aside sense answered whole action"),
        *_pool("k_", rules, q="role_n", d="again within reach", Q="luck"),
        *_pool("k_", rules * MOST_ROLES, q="person"),
        *_pool("seen_", people * rules, q="at", d="w"),
        *_pool("did_", people * rules, q="n"),
        *_pool("done_", rules, q="n"),
        # what is looked out for, and what must not be
        *_pool("k_", rules, q="watched barred"),
        *_pool("", 1, q="watch_n bar_n halted under_way"),
        *_pool("", people, q="touched"),
        *_pool("watch_", WATCHES, q="rule place begins has halts count step"),
        *_pool("watch_", WATCHES, d="o0 o1 o2 o3 first"),
        *_pool("watch_", WATCHES * MOST_ROLES, q="role"),
        *_pool("bar_", BARS, q="rule"),
        *_pool("bar_", BARS * MOST_ROLES, q="role"),
        # how full the pools are, where they begin, how many rows they have
        *_pool("", 1, q="deeds_n memory_n memory_free due_n notes_n wishes_n over_n"),
        *_pool("at_", 1, q=" ".join(pool.word for pool in POOLS)),
        *_pool("room_", 1, q=" ".join(pool.word for pool in POOLS)),
        *_pool("most_", 1, q=" ".join(pool.word for pool in POOLS)),
        *_pool("m_", people * rules, q="head count"),
        # ways between places
        *_pool("", places * places, q="step", d="way"),
    ]


def _pool(prefix: str, size: int, q: str = "", d: str = "", Q: str = "") -> Iterator[Field]:  # noqa: N803
    """Yield fields of one size; each argument lists the words of its form."""
    given: tuple[tuple[Form, str], ...] = (("q", q), ("d", d), ("Q", Q))
    for form, words in given:
        for word in words.split():
            yield Field(prefix + word, form, size)
