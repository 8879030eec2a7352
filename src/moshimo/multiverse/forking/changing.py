"""Writes a fork's changes into a running universe."""

from __future__ import annotations

from collections.abc import Sequence, Set

from moshimo.compile.layout import Layout
from moshimo.engine.block import Memory, find_ways, keep_secret
from moshimo.engine.kernel.changes import ASLEEP, CLOCKS, EVENTS
from moshimo.engine.kernel.deed import CLAIMED, GOING, role_of
from moshimo.engine.kernel.newborn import newborn
from moshimo.engine.lookout import ANYBODY, Watch, bar
from moshimo.engine.pictures import Held, read_picture, write_picture
from moshimo.engine.program import Program
from moshimo.engine.universe import Universe
from moshimo.lang.laws import Laws
from moshimo.lang.newborns import is_newborn
from moshimo.lang.types import Attribute
from moshimo.multiverse.forking.stage import Refusal
from moshimo.world.people.cast import PATH
from moshimo.world.world import BeatDeed, Fork

NOBODY_AT_ALL = 1 << 40  # a row that nobody has


def meant(deed: BeatDeed, program: Program) -> tuple[int, tuple[int, ...]]:
    """Return a deed that an author names as the block has it: the rule's number, and rows."""
    rows = []
    for word in deed.roles:
        found = program.world.find(word) if word is not None else ("", ANYBODY)
        rows.append(found[1] if found else NOBODY_AT_ALL)
    return program.layout.rules[deed.rule], tuple(rows)


def watch_for(deed: BeatDeed, place: str, program: Program, *, begins: bool, halts: bool) -> Watch:
    """Return how a deed that an author names is looked out for."""
    number, rows = meant(deed, program)
    rule = program.world.laws.rules.get(deed.rule)
    slots = {o.word: i for i, o in enumerate(rule.outcomes if rule else ())}
    outcomes = () if begins else tuple((slots[word], x) for word, x in deed.outcomes)
    found = program.world.find(place) if place else None
    return Watch(number, rows, found[1] if found else ANYBODY, begins, outcomes, halts)


def change(universe: Universe, forks: Sequence[Fork], mark: int) -> Refusal | None:
    """Let forks' changes hold from now on in a universe; return why one cannot, or None.

    Args:
        universe: between two steps, in the forks' own cast. What holds the first of their changes
            that cannot be holds the others that came before it: fork it first.
        forks: in the order in which they were forked of each other.
        mark: the row of the deed that is to stand as the cause of what is changed; 0 for none.

    Raises:
        RunError: something that follows at once has no value.
    """
    for fork in forks:
        b, laws = universe.block, universe.program.world.laws
        if fork.dice is not None:
            throw, _, _ = universe.program.ways(universe.interpreted)
            throw(b, fork.dice)  # of what is under way already, the dice alone
        changed: set[str] = set()
        for (full, owner, key), value in fork.values.items():
            if _set(universe, laws.attribute(full), owner, key, value, mark):
                changed.add(full)
        for belief in fork.beliefs:
            a = belief.attribute
            layout = universe.program.layout
            value = layout.row(a.type.of, -1) if belief.unknown else belief.value
            _believe(universe, a, belief.mind, belief.owner, belief.key, value, mark)
        for secret in fork.secrets:
            keep_secret(b, secret, universe.program.layout, b.now[0])
        if fork.values or fork.beliefs or fork.secrets:
            universe.take_in(_asked_again(changed, laws))
        bar(universe.block, [meant(deed, universe.program) for deed in fork.prevents])
        for deed in fork.makes:
            why = _make(universe, deed)
            if why:
                return why
    return None


def _set(u: Universe, a: Attribute, owner: int, key: int, value: float, mark: int) -> bool:
    """Write a value in truth; whoever had it right has it right again. Return whether it changed.

    What fades counts as changed.
    """
    b, layout = u.block, u.program.layout
    at, own = layout.cell(a, owner, key), layout.columns[a.full]
    cells = b.of(own.value)
    old, new = cells[at], int(value) if a.type.whole else float(value)
    if own.since is not None:
        b.of(own.since)[at] = b.now[0]
    elif old == new:
        return False
    cells[at] = new
    b.of(own.writer)[at] = mark
    if a.kind == "Character":
        b.touched[owner] = 1
    minds = who_had_it(b, layout, a, owner, key, old)
    if a.who == "visible" and a.kind == "Character" and owner not in minds:
        minds.append(owner)  # who sees it himself
    for mind in minds:
        _believe(u, a, mind, owner, key, new, mark)
        _suppose(b, layout, a, mind, owner, key, old, new)
    if a.full == "Character.place":
        b.arrived[b.arrived_n[0]] = owner
        b.arrived_n[0] += 1
    elif a.full == PATH:
        find_ways(b, layout)
    return True


def _asked_again(changed: Set[str], laws: Laws) -> int:
    """Return which events and clocks must be asked again because attributes changed."""
    again = 0
    for rule in laws.rules.values() if changed else ():
        if rule.mark == "event" and rule.watched and changed & rule.reads.attributes:
            again |= EVENTS
        if rule.clock is not None and rule.clock.full in changed:
            again |= CLOCKS
    return again


def who_had_it(
    b: Memory, layout: Layout, a: Attribute, owner: int, key: int, value: float
) -> list[int]:
    """Return the minds in whose picture a value is that; none if it is no open value."""
    if a.full not in layout.pictured or a.who not in ("known", "visible"):
        return []
    minds = range(1, b.n_Character[0] + 1)
    return [m for m in minds if read_picture(b, a, m, owner, key).value == value]


def _believe(
    u: Universe, a: Attribute, mind: int, owner: int, key: int, value: float, mark: int
) -> None:
    """Write a value into a mind's picture, as surely as if it had been there and seen it."""
    b, layout = u.block, u.program.layout
    if a.full not in layout.pictured:
        return
    new = int(value) if a.type.whole else float(value)
    write_picture(b, a, mind, owner, key, Held(new, b.now[0], 1.0, mark))
    b.touched[mind] = 1


def _suppose(
    b: Memory,
    layout: Layout,
    a: Attribute,
    mind: int,
    owner: int,
    key: int,
    old: float,
    new: float,
) -> None:
    """Let a mind take those to know of a change whom it took to have that right before."""
    idea, people = layout.columns[a.full].idea, layout.rows["Character"]
    if idea is None:
        return
    for other in range(1, b.n_Character[0] + 1):
        at = layout.picture(a, mind * people + other, owner, key)
        if b.of(idea.value)[at] == old:
            b.of(idea.value)[at], b.of(idea.time)[at] = new, b.now[0]


def _make(universe: Universe, deed: BeatDeed) -> Refusal | None:
    """Let a deed begin now; return why it cannot, or None."""
    program = universe.program
    number, rows = _now_meant(deed, universe)
    rule = program.world.laws.rules[deed.rule]
    answers = 0
    if rule.answers:
        answers = answered(universe, deed, rows)
        if not answers:
            return Refusal(deed, "answer", rule.answers)
    said = dict(deed.claims)
    unborn = program.layout.row("Character", -1)
    for row, word in zip(rows, deed.roles, strict=True):
        if row == unborn and word not in program.world.indices:
            return Refusal(deed, "unborn", str(word))
    rows = tuple(_said(universe, said[i]) if i in said else row for i, row in enumerate(rows))
    failed = universe.compel(number, rows, answers)
    if failed == ASLEEP:
        return Refusal(deed, "doer", str(deed.roles[0]))
    return Refusal(deed, "condition", rule.conditions[failed - 1].text) if failed else None


def _now_meant(deed: BeatDeed, universe: Universe) -> tuple[int, tuple[int, ...]]:
    """Return a deed as the block has it, with those who were born so far."""
    number, rows = meant(deed, universe.program)
    return number, tuple(newborn(universe.block, x) if is_newborn(x) else x for x in rows)


def _said(universe: Universe, claim: BeatDeed) -> int:
    """Return a claim about a state as of now, as nobody made it before."""
    number, rows = _now_meant(claim, universe)
    value = claim.outcomes[0][1] if claim.outcomes else 0.0
    return universe.claimed(number, rows, value)


def answered(universe: Universe, deed: BeatDeed, rows: tuple[int, ...]) -> int:
    """Return the latest deed that this one can answer: its roles of the same names are the same."""
    program, b = universe.program, universe.block
    rules = program.world.laws.rules
    rule = rules[deed.rule]
    roles = dict(zip((role.word for role in rule.roles), rows, strict=False))
    words = {number: word for word, number in program.layout.rules.items()}
    for d in range(b.deeds_n[0], 0, -1):
        other = rules.get(words.get(b.d_rule[d], ""))
        if other is None or rule.answers not in (other.word, *other.meanings):
            continue
        late = b.now[0] > b.d_end[d] + rule.within
        if b.d_state[d] == CLAIMED or (b.d_state[d] != GOING and late):
            continue
        same = [
            roles.get(role.word, role_of(b, d, i)) == role_of(b, d, i)
            for i, role in enumerate(other.roles)
        ]
        if all(same):
            return d
    return 0
