"""Copies a running universe into the layout of a world with another cast.

Members are matched by id. Members of both casts keep all their state, new members have the state
that the new world's start gives them, and of removed members only past deeds stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product, takewhile
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from moshimo.compile.layout import stem
from moshimo.engine.block import Memory, roomier, rooms
from moshimo.engine.kernel.deed import role_of
from moshimo.engine.kernel.due import CHANCES, ENDS, HAPPENS, STRIKES, THINKS, push
from moshimo.engine.program import Program
from moshimo.lang.newborns import is_newborn, likeness, numbered
from moshimo.lang.types import Type
from moshimo.lang.words import ENGINE_DEEDS
from moshimo.multiverse.forking.hashed_pictures import carry_pictures
from moshimo.multiverse.forking.taken_bodies import add_guises, carry_bodies
from moshimo.schema.block_fields import DEED_CELLS, POOLS
from moshimo.schema.field import RULE, Field
from moshimo.schema.sizes import MOST_ROLES

if TYPE_CHECKING:
    from numpy.typing import NDArray

Rows: TypeAlias = "dict[str, NDArray[np.int64]]"  # kind → old row to new row, 0 for who is gone
COLUMNS = ("deeds", "memories", "wishes")  # pools that are carried over row by row


def transplant(block: Memory, old: Program, new: Program) -> Memory:
    """Return a universe, between two steps and its notes taken, in the layout of another cast.

    Both programs have the same rules.
    """
    made = roomier(new.template, rooms(block))
    block = roomier(block, rooms(made))
    rows = _rows(block, old, new)
    add_guises(rows["Character"], block, made)
    _scalars(block, made)
    _members(block, made, rows, old, new)
    _tables(block, made, rows, new)
    carry_bodies(block, made, rows["Character"])
    _pools(block, made)
    _deeds(block, made, rows, new)
    _calendar(block, made, rows, new)
    if not made.layout.hashed:
        return made
    return carry_pictures(block, made, new.template, rows, new.world.laws)


def newcomers(block: Memory, old: Program, new: Program) -> dict[str, list[int]]:
    """Return the rows, by kind, of who and what is in the new cast alone."""
    found = {kind: set(rows.tolist()) for kind, rows in _rows(block, old, new).items()}
    return {
        kind: [i for i in range(1, many + 1) if i not in found.get(kind, ())]
        for kind, many in new.layout.born.items()
    }


def by_chance(
    block: Memory, new: Program, fresh: Mapping[str, Sequence[int]]
) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield the events of pure chance that may befall newcomers: rule's number, rows of roles."""
    for word, rule in new.world.laws.rules.items():
        if rule.mark != "event" or not rule.mean:
            continue
        kinds = [role.type.of for role in rule.roles]
        everybody = [range(1, block.__dict__[f"n_{kind}"][0] + 1) for kind in kinds]
        for rows in product(*everybody):
            if any(row in fresh[kind] for row, kind in zip(rows, kinds, strict=True)):
                yield new.layout.rules[word], rows


def _rows(block: Memory, old: Program, new: Program) -> Rows:
    made: Rows = {}
    for kind, many in old.layout.rows.items():
        found = {m.id: i for i, m in enumerate(new.world.members.get(kind, ()), 1)}
        rows = np.zeros(many, np.int64)
        for i, member in enumerate(old.world.members.get(kind, ()), 1):
            rows[i] = found.get(member.id, 0)
        before, after = old.layout.born[kind], new.layout.born[kind]
        for i in range(before + 1, block.__dict__[f"n_{kind}"][0] + 1):
            rows[i] = i - before + after  # born while it ran
        rows[many - 1] = new.layout.rows[kind] - 1  # unknown
        made[kind] = rows
    return made


def _scalars(block: Memory, made: Memory) -> None:
    for field in block.layout.fields:
        if field.lasts == "state" and not field.pool and not field.axes:
            made.__dict__[field.word][0] = block.__dict__[field.word][0]
    for word in ("near_at", "strong_at"):
        made.__dict__[word][0] = -1
    made.there_for[0] = 0


def _members(block: Memory, made: Memory, rows: Rows, old: Program, new: Program) -> None:
    for kind in old.layout.rows:
        bred = block.__dict__[f"n_{kind}"][0] - old.layout.born[kind]
        made.__dict__[f"n_{kind}"][0] = new.layout.born[kind] + bred
        keys, found = made.__dict__[f"key_{kind}"], block.__dict__[f"key_{kind}"]
        for i, row in enumerate(rows[kind].tolist()):
            if row and i:
                keys[row] = found[i]
    made.welcomed[0] = made.n_Character[0]  # between two steps nobody was just born


def _tables(block: Memory, made: Memory, rows: Rows, new: Program) -> None:
    """Carry over what a universe has come to: of members, in truth and in minds; and all flags."""
    there = {kind: _there(block, kind) for kind in rows}
    kinds = new.world.laws.kinds.values()
    types = {f"{x}_{stem(a)}": a.type for kind in kinds for a in kind.attributes for x in "vpsi"}
    for field in block.layout.fields:
        known = all(axis in rows or axis == RULE or isinstance(axis, int) for axis in field.axes)
        if field.axes and known and field.lasts == "state" and not field.word.startswith("key_"):
            _carry(block, made, field, rows, there, types.get(field.word))


def _there(block: Memory, kind: str) -> list[int]:
    """Return the rows of who and what there is of a kind; people have some of disguises too."""
    own = range(1, block.__dict__[f"n_{kind}"][0] + 1)
    guise = block.layout.guise if kind == "Character" else 0
    return [*own, *(i + guise for i in own if guise)]


def _carry(
    block: Memory,
    made: Memory,
    field: Field,
    rows: Rows,
    there: dict[str, list[int]],
    of: Type | None,
) -> None:
    """Copy the cells of a field whose owners are in both casts."""
    source = np.asarray(block.__dict__[field.word])
    target = np.asarray(made.__dict__[field.word])
    flag = field.word.startswith("f_")  # in nobody's row: whether one is up for anybody
    kinds = [str(axis) for axis in takewhile(rows.__contains__, field.axes)]
    own = [[0] * flag + there[k] for k in kinds]
    kept = [[i for i in each if rows[k][i] or i == 0] for k, each in zip(kinds, own, strict=True)]
    before = np.ix_(*kept)
    after = np.ix_(*(rows[k][own] for k, own in zip(kinds, kept, strict=True)))
    cells = source.reshape([*(block.layout.rows[kind] for kind in kinds), -1])[before]
    if of is not None and of.tag == "ref":
        cells = rows[of.of][cells]
    target.reshape([*(made.layout.rows[kind] for kind in kinds), -1])[after] = cells


def _pools(block: Memory, made: Memory) -> None:
    for pool in POOLS:
        if pool.word in COLUMNS:
            start, at = (x.__dict__[f"at_{pool.word}"][0] for x in (block, made))
            size = pool.width * rooms(block)[pool.word]
            made.raw[at : at + size] = block.raw[start : start + size]


def _deeds(block: Memory, made: Memory, rows: Rows, new: Program) -> None:
    """Let the deeds name the new rows; who is gone is nobody in them."""
    words = {number: word for word, number in new.layout.rules.items()}
    places, people = rows["Place"], rows["Character"]
    for d in range(1, made.deeds_n[0] + 1):
        made.d_place[d] = places[block.d_place[d]]
        number = block.d_rule[d]
        if number not in words:
            continue
        _roles(block.d_role, made.d_role, d * DEED_CELLS, words[number], rows, new)
        rule = new.world.laws.rules.get(words[number])
        for i, outcome in enumerate(rule.outcomes if rule else ()):
            if outcome.type.tag == "ref":
                cells = made.__dict__[f"d_o{i}"]
                cells[d] = float(rows[outcome.type.of][int(cells[d])])
    for k in range(1, made.memory_n[0] + 1):
        made.m_from[k] = people[block.m_from[k]]
    for i in range(block.bar_n[0]):
        made.k_barred[block.bar_rule[i]] = 1
        made.bar_rule[i] = block.bar_rule[i]
        _roles(block.bar_role, made.bar_role, i * MOST_ROLES, words[block.bar_rule[i]], rows, new)


def _roles(
    source: memoryview[int], target: memoryview[int], at: int, word: str, rows: Rows, new: Program
) -> None:
    rule = new.world.laws.rules.get(word)
    types = [role.type for role in (rule.roles if rule else ENGINE_DEEDS[word])]
    for n in range(MOST_ROLES):
        value = source[at + n]
        if n < len(types) and types[n].tag == "ref" and is_newborn(value):
            index, which = likeness(value)
            value = numbered(int(rows[types[n].of][index]), which)
        elif n < len(types) and types[n].tag == "ref" and value > 0:
            value = int(rows[types[n].of][value])
        target[at + n] = value


def _calendar(block: Memory, made: Memory, rows: Rows, new: Program) -> None:
    """Put what is due into the new calendar, but for what only those who are gone were to do."""
    made.due_n[0] = 0
    words = ("time", "order", "tie", "what", "a", "c")
    columns = [block.__dict__[f"due_{word}"][: block.due_n[0]] for word in words]
    for time, order, tie, what, a, c in zip(*columns, strict=True):
        if what == THINKS:
            a = int(rows["Character"][a])
            kept = a > 0
        elif what == ENDS:  # a deed under way ends, and its removed members are not there
            kept = role_of(made, a, 0) > 0
        elif what in (HAPPENS, CHANCES):  # if nobody in its roles is gone
            roles = ((role_of(block, a, n), role_of(made, a, n)) for n in range(MOST_ROLES))
            kept = all(bool(old) == bool(row) for old, row in roles)
        elif what == STRIKES:
            word = next(w for w, number in new.layout.rules.items() if number == a)
            clock = new.world.laws.rules[word].clock
            assert clock is not None
            c = int(rows[clock.kind][c])
            kept = c > 0
        else:
            kept = False
        if kept:
            push(made, time, order, tie, what, a, c)
