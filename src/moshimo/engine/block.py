"""One universe is one piece of memory: a fork is a copy of it, a hash a hash of it."""

from __future__ import annotations

import ctypes
import math
import mmap
import struct
import sys
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from itertools import product
from typing import Any

from moshimo.compile.layout import Layout
from moshimo.compile.plain import plain
from moshimo.engine.kernel import numbers
from moshimo.engine.kernel.minds import see
from moshimo.engine.kernel.minds.think import QUICKEST
from moshimo.engine.kernel.subset import Block
from moshimo.engine.pictures import Held, fill, read_picture, rows_of, write_picture
from moshimo.errors import Problem, RunError, Span
from moshimo.lang.laws import Rule
from moshimo.lang.typed import Recall, Throw, walk, walk_statements
from moshimo.lang.types import Attribute
from moshimo.lang.words import TRIED
from moshimo.schema.block_fields import POOLS
from moshimo.schema.field import Field
from moshimo.schema.sizes import MOST_ROLES, STEP_WORK
from moshimo.world.rest import waits_for_time
from moshimo.world.world import CheckedWorld, Scenario, Secret

ZEROS = bytes(1 << 14)
NO_MEMORY = (MemoryError, OSError, OverflowError)
MANY_PLACES = 64  # of which whole rows of ways are worth looking at: the same sums, sooner
_HOLDS = {  # pool: what fills it
    "deeds": "deeds, one for each that was done, told or thought of",
    "memories": "memories, one for each deed that somebody perceived",
    "due": "the calendar, one for all that is due",
    "wishes": "last times, one for each thing done to somebody",
    "pictures": "pictures, one for each change that somebody knows of",
    "notes": "notes for the journal",
    "bids": "bids, one for each thing that one person could do at a moment",
}
POOL_OF = {  # trouble: the pool in which there was no room left
    numbers.FULL_DEEDS: "deeds",
    numbers.FULL_MEMORY: "memories",
    numbers.FULL_CALENDAR: "due",
    numbers.FULL_WISHES: "wishes",
    numbers.FULL_PICTURES: "pictures",
    numbers.FULL_NOTES: "notes",
    numbers.FULL_BIDS: "bids",
}
_CARRIES = {
    "roles": see.ROLES,
    "place": see.PLACE,
    "earshot": see.EARSHOT,
    "sight": see.SIGHT,
    "realm": see.REALM,
}


class Memory(Block):
    """The block's fields as memoryviews over one piece of memory, by their names.

    Attributes:
        raw: all of it, as bytes.
        address: where they stand, for machine code.
    """

    def __init__(self, layout: Layout, raw: bytearray | memoryview[int]) -> None:
        self.layout, self.raw = layout, memoryview(raw)
        self.address = ctypes.addressof(ctypes.c_char.from_buffer(raw))
        forms: dict[str, memoryview[Any]] = {
            "i64": self.raw.cast("q"),
            "u64": self.raw.cast("Q"),
            "f64": self.raw.cast("d"),
        }
        for field in layout.fields:
            cells, start, stop = forms[field.type], field.start // 8, field.size
            if field.pool:  # the head of the block, read before, tells where its pool is
                at = self.__dict__[f"at_{field.pool}"][0] // 8
                stop = at + (field.size or field.step // 8) * self.__dict__[f"room_{field.pool}"][0]
                self.__dict__[field.word] = cells[at + start : stop : field.step // 8]
            else:
                self.__dict__[field.word] = cells[start : start + stop]

    def __reduce__(self) -> tuple[type[Memory], tuple[Layout, bytearray]]:
        return Memory, (self.layout, bytearray(self.raw))

    def of(self, field: Field) -> memoryview[Any]:
        """Return the cells of a field."""
        cells: memoryview[Any] = self.__dict__[field.word]
        return cells


def empty(layout: Layout, wanted: Mapping[str, int] | None = None) -> Memory:
    """Return a block of zeros; `wanted` says how many rows the pools have, if not as usual."""
    size, usual = layout.size, layout.rooms
    places: dict[str, tuple[int, int]] = {}
    for pool in POOLS:
        room = (wanted or usual).get(pool.word, usual[pool.word])
        places[pool.word] = size, room
        size += room * pool.width
    try:
        raw = _zeros(size)
    except NO_MEMORY:
        raise _too_large(layout, size, {word: room for word, (_, room) in places.items()}) from None
    heads = {f.word: f.start for f in layout.fields}
    for word, (at, room) in places.items():
        struct.pack_into("=q", raw, heads[f"at_{word}"], at)
        struct.pack_into("=q", raw, heads[f"room_{word}"], room)
    for pool in POOLS:
        struct.pack_into("=q", raw, heads[f"most_{pool.word}"], pool.most)
    return Memory(layout, raw)


def copy(block: Memory) -> Memory:
    """Return a block that goes its own way from here."""
    size = len(block.raw)
    try:
        raw = _zeros(size)
    except NO_MEMORY:
        raise _too_large(block.layout, size, rooms(block)) from None
    _move(block.raw, raw)
    return Memory(block.layout, raw)


def _zeros(size: int) -> memoryview[int]:
    """Return memory of zeros of which the machine gives only those pages that are written."""
    private = {} if sys.platform == "win32" else {"flags": mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS}
    return memoryview(mmap.mmap(-1, size, **private))


def _too_large(layout: Layout, size: int, room: Mapping[str, int]) -> RunError:
    """Return the error for a block for which there is no memory: how large, and because of what."""
    word, most = max(layout.parts(room).items(), key=lambda part: part[1])
    if word in room:
        of = f"{room[word]} rows of {_HOLDS[word]}"
        fix = "let the scenario end sooner, or fewer people see what happens."
    else:
        of = f"`{word}`, for each of its members"
        fix = "have fewer members, less `room`, or no value of each toward each other one."
    what = f"there is no memory for a universe, which takes {size / 1e6:.0f} MB"
    why = f"{most / 1e6:.0f} MB of it are for {of}."
    return RunError(Problem("out-of-memory", Span("moshimo"), what, why=why, fix=fix))


def _move(old: memoryview[int], new: memoryview[int]) -> None:
    """Copy into memory of zeros; pages of zeros stay as they are."""
    for at in range(0, len(old), len(ZEROS)):
        some = old[at : at + len(ZEROS)].tobytes()
        if some != ZEROS:
            new[at : at + len(some)] = some


def rooms(block: Memory) -> dict[str, int]:
    """Return how many rows each pool has."""
    return {pool.word: int(block.__dict__[f"room_{pool.word}"][0]) for pool in POOLS}


def size_with(block: Memory, wanted: Mapping[str, int]) -> int:
    """Return the bytes of a block with so much room in some pools, and as much as now in others."""
    more = {pool.word: wanted.get(pool.word, 0) for pool in POOLS}
    now = rooms(block)
    return len(block.raw) + sum(
        max(0, more[pool.word] - now[pool.word]) * pool.width for pool in POOLS
    )


def crowded(block: Memory) -> dict[str, int]:
    """Return twice the room of each pool that is fuller than a step should find it."""
    used = {
        "deeds": block.deeds_n[0],
        "memories": block.memory_n[0],
        "due": block.due_n[0],
        "wishes": block.wishes_n[0],
        "pictures": block.pictures_n[0],
    }
    have = rooms(block)
    return {word: have[word] * 2 for word, many in used.items() if many * 2 > have[word]}


def roomier(block: Memory, wanted: Mapping[str, int]) -> Memory:
    """Return the same universe with at least so much room in some pools."""
    now = rooms(block)
    made = empty(block.layout, {word: max(n, wanted.get(word, 0)) for word, n in now.items()})
    start = {pool.word: block.__dict__[f"at_{pool.word}"][0] for pool in POOLS}
    for pool in POOLS:
        at, stop = start[pool.word], start[pool.word] + now[pool.word] * pool.width
        new = made.__dict__[f"at_{pool.word}"][0]
        _move(block.raw[at:stop], made.raw[new:])
    heads = [f for f in block.layout.fields if f.word.startswith(("at_", "room_"))]
    kept = [bytes(made.raw[f.start : f.start + 8]) for f in heads]
    _move(block.raw[: block.layout.size], made.raw)
    for f, head in zip(heads, kept, strict=True):
        made.raw[f.start : f.start + 8] = head
    if made.room_wishes[0] > now["wishes"]:
        _rehash(block, made)
    if made.room_pictures[0] > now["pictures"] and block.pictures_n[0]:
        fill(made, rows_of(block))
    return made


def _rehash(old: Memory, new: Memory) -> None:
    """Put the last times where they belong in a larger table, as `wish_slot` looks for them."""
    last = new.room_wishes[0] - 1
    for i in range(last + 1):
        new.wish_key[i], new.wish_at[i] = 0, 0.0
    for key, at in zip(old.wish_key, old.wish_at, strict=True):
        if key:
            i = (key >> 12) & last
            while new.wish_key[i]:
                i = (i + 1) & last
            new.wish_key[i], new.wish_at[i] = key, at


def opening(world: CheckedWorld, scenario: Scenario, layout: Layout) -> Memory:
    """Return the block in which a scenario begins, all minds as its data say."""
    wanted = layout.rooms
    while True:
        b = _opened(world, scenario, layout, wanted)
        if b.trouble[0] != numbers.FULL_PICTURES:
            return b
        wanted["pictures"] *= 2


def _opened(
    world: CheckedWorld, scenario: Scenario, layout: Layout, wanted: Mapping[str, int]
) -> Memory:
    b = empty(layout, wanted)
    _constants(b, world, scenario, layout)
    _members(b, world, layout)
    given: dict[str, list[tuple[int, int, float]]] = {}
    for (full, owner, key), value in scenario.values.items():
        given.setdefault(full, []).append((owner, key, value))
    for a in _attributes(world):
        _values(b, a, given.get(a.full, ()), layout)
        _pictures(b, a, layout, scenario)
    for belief in scenario.beliefs:
        a = belief.attribute
        if a.full in layout.pictured:
            unknown = layout.row(a.type.of, -1) if a.type.tag == "ref" else 0
            value = unknown if belief.unknown else _fit(a, belief.value)
            cell = belief.mind, belief.owner, belief.key
            write_picture(b, a, *cell, replace(read_picture(b, a, *cell), value=value, sure=1.0))
    for full in sorted(layout.ideas):
        _ideas(b, world.laws.attribute(full), layout, scenario)
    find_ways(b, layout)
    return b


def _attributes(world: CheckedWorld) -> Iterator[Attribute]:
    for kind in sorted(world.laws.kinds):
        yield from world.laws.kinds[kind].attributes


def _fit(a: Attribute, value: float) -> float | int:
    return int(value) if a.type.whole else float(value)


def _constants(b: Memory, world: CheckedWorld, scenario: Scenario, layout: Layout) -> None:
    rules = world.laws.rules
    b.k_rules[0] = len(layout.rules) + 1
    b.k_people[0] = layout.rows["Character"]
    b.k_cast[0], b.k_guise[0] = layout.born["Character"], layout.guise
    b.k_places[0] = layout.rows["Place"]
    b.k_meets[0] = layout.rules["meets"]
    b.k_ideas[0] = int(bool(layout.ideas))
    b.k_claims[0] = layout.rules["misses"] + 1
    b.k_plain[0] = int(plain(world, layout))
    b.own_pace[0], b.least_pace[0] = world.pace, QUICKEST
    b.budget[0] = STEP_WORK
    b.starts[0] = scenario.starts
    b.ends_at[0] = scenario.ends_at
    for word in ("day", "sunrise", "noon", "sunset"):
        getattr(b, word)[0] = getattr(world.calendar, word)
    answers = [r for r in rules.values() if r.answers and not r.is_left_out]
    tried = _tried(scenario)
    for word, n in layout.rules.items():
        rule = rules.get(word)
        b.k_luck[n] = key_of("rule", rule.luck or word if rule else word)
        if rule is None:
            b.k_carries[n] = _CARRIES["roles"]
            b.k_sense[n] = 1
            b.k_role_n[n] = b.k_person[n * MOST_ROLES] = 1
            continue
        b.k_carries[n] = _CARRIES[rule.carries]
        b.k_reach[n] = rule.reach
        b.k_speech[n] = int(rule.speech)
        b.k_action[n] = int(rule.mark == "action")
        asked = word in tried or bool(rule.meanings & tried)
        b.k_tried[n] = layout.rules.get(TRIED + word, -int(asked))
        b.k_whole[n] = int(bool(rule.whole))
        b.k_recovers[n] = int(rule.recovers is not None)
        b.k_seems[n] = -1 if rule.unseen else layout.rules.get(rule.seems, 0)
        b.k_aside[n] = int(rule.mark == "action" and rule.is_aside)
        b.k_again[n] = rule.mean or rule.again
        own = [r for r in answers if r.answers == word or r.answers in rule.meanings]
        b.k_answered[n] = int(bool(own))
        b.k_within[n] = max((r.within for r in own), default=0.0)
        b.k_timeless[n] = int(bool(rule.mean) and not waits_for_time(rule, world.laws))
        b.k_role_n[n] = len(rule.roles)
        b.k_ground[n] = next((i for i, r in enumerate(rule.roles, 1) if r.type.of == "Place"), 0)
        b.k_picked[n] = _picked(rule)
        for i, role in enumerate(rule.roles):
            b.k_person[n * MOST_ROLES + i] = int(role.type.of == "Character")


def _picked(rule: Rule) -> int:
    """Return which outcomes are people who are picked, a bit each."""
    thrown = [s for s in walk_statements(rule.effects) if isinstance(s, Throw) and s.how == "pick"]
    words = {s.word for s in thrown if s.type.of == "Character"}
    return sum(1 << i for i, outcome in enumerate(rule.outcomes) if outcome.word in words)


def _tried(scenario: Scenario) -> set[str]:
    """Return the deeds and meanings of which a scenario's end asks whether they were tried."""
    parts = () if scenario.ends_when is None else walk(scenario.ends_when)
    return {e.pattern.word for e in parts if isinstance(e, Recall) and e.how == "tried"}


def key_of(kind: str, word: str) -> int:
    """Return the key of something that a world names; never 0."""
    return int.from_bytes(sha256(f"{kind}:{word}".encode()).digest()[:8], "little") or 1


def _members(b: Memory, world: CheckedWorld, layout: Layout) -> None:
    if layout.bodies:
        b.likeness[:] = memoryview(array("q", range(layout.rows["Character"])))
    for kind in layout.rows:
        keys = getattr(b, f"key_{kind}")
        for i, member in enumerate(world.members.get(kind, ()), 1):
            keys[i] = member.key
            if kind == "Character" and layout.guise:
                keys[i + layout.guise] = key_of("guise", member.id)
        getattr(b, f"n_{kind}")[0] = layout.born[kind]


def _values(
    b: Memory, a: Attribute, given: Iterable[tuple[int, int, float]], layout: Layout
) -> None:
    cells = b.of(layout.columns[a.full].value)
    default = _fit(a, a.default)
    if default:
        cells[:] = _many(a, default, len(cells))
    for owner, key, value in given:
        cells[layout.cell(a, owner, key)] = _fit(a, value)


def _pictures(b: Memory, a: Attribute, layout: Layout, scenario: Scenario) -> None:
    """Every mind starts with the truth of what is visible and known."""
    own = layout.columns[a.full]
    truth, seen = b.of(own.value), own.picture
    if own.hashed is not None and own.hashed.start is not None:
        b.of(own.hashed.start)[:] = truth
    if seen is not None:
        open_ = a.who in ("visible", "known")
        picture, sure, many = b.of(seen.value), b.of(seen.sure), len(truth)
        if open_:
            sure[:] = array("d", [1.0]) * len(sure)
        elif a.default:
            truth = _many(a, _fit(a, a.default), many)
        if open_ or a.default:
            for start in range(0, len(picture), many):
                picture[start : start + many] = truth
    for secret in scenario.secrets:
        if secret.attribute.full == a.full:
            keep_secret(b, secret, layout, 0.0)


def _ideas(b: Memory, a: Attribute, layout: Layout, scenario: Scenario) -> None:
    """Each mind takes the others to hold what it holds itself; of secrets, what they do hold."""
    own = layout.columns[a.full]
    assert own.idea is not None
    assert own.picture is not None
    picture, idea = b.of(own.picture.value), b.of(own.idea.value)
    minds = layout.rows["Character"]
    cells = len(picture) // minds
    for mind in range(minds):
        held = picture[mind * cells : (mind + 1) * cells]
        for start in range(mind * minds * cells, (mind + 1) * minds * cells, cells):
            idea[start : start + cells] = held
    for secret in scenario.secrets:
        if secret.attribute.full == a.full:
            cell = layout.cell(a, secret.owner, secret.key)
            outside = [o for o in range(minds) if o not in secret.knowers]
            for mind, o in product(secret.knowers, outside):
                idea[(mind * minds + o) * cells + cell] = picture[o * cells + cell]


def _many(a: Attribute, value: float | int, times: int) -> memoryview[Any]:
    return memoryview(array("q" if a.type.whole else "d", [value]) * times)


def keep_secret(b: Memory, secret: Secret, layout: Layout, now: float) -> None:
    """Let only these know a value from now on, and the others suppose what one would."""
    a, own = secret.attribute, layout.columns[secret.attribute.full]
    if a.full not in layout.pictured:
        return
    true = b.of(own.value)[layout.cell(a, secret.owner, secret.key)]
    supposed = a.guess if isinstance(a.guess, float | int) else a.default
    if a.type.tag == "ref" and not supposed:
        supposed = layout.row(a.type.of, -1)  # unknown
    for mind in range(layout.rows["Character"]):
        cell = mind, secret.owner, secret.key
        knows = mind in secret.knowers
        value, writer = true if knows else _fit(a, supposed), read_picture(b, a, *cell).writer
        write_picture(b, a, *cell, Held(value, now, 1.0 if knows else 0.0, writer))


def find_ways(b: Memory, layout: Layout) -> None:
    """Shortest ways between places (Floyd 1962, "Algorithm 97"), and the first step on each."""
    n = layout.rows["Place"]
    for i in range(n):
        for j in range(n):
            path = b.v_Place_path[i * n + j]
            far = 0.0 if i == j else (path if path > 0 else math.inf)
            b.way[i * n + j] = far
            b.step[i * n + j] = j if far < math.inf else 0
    if n > MANY_PLACES:
        _find_at_once(b, n)
        return
    way, step = b.way, b.step
    for k in range(1, n - 1):
        for i in range(1, n - 1):
            via = way[i * n + k]
            if via == math.inf or i == k:
                continue
            for j in range(1, n - 1):
                if via + way[k * n + j] < way[i * n + j]:
                    way[i * n + j] = via + way[k * n + j]
                    step[i * n + j] = step[i * n + k]


def _find_at_once(b: Memory, n: int) -> None:
    import numpy as np

    way, step = (np.asarray(field).reshape(n, n) for field in (b.way, b.step))
    inner = slice(1, n - 1)
    for k in range(1, n - 1):
        by_k = way[inner, k, None] + way[None, k, inner]
        shorter = by_k < way[inner, inner]
        shorter[k - 1] = False
        way[inner, inner] = np.where(shorter, by_k, way[inner, inner])
        step[inner, inner] = np.where(shorter, step[inner, k, None], step[inner, inner])
