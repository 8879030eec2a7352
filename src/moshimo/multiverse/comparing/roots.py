"""Where a fork itself touches a universe: what it wrote, prevented, made, and whom it added or not.

In the fork's own universe the deed that stands for it is the last writer of what it changed. Here
the same cells are marked in the universe it was forked of, where they keep their values: so that
what read them there, and came out otherwise in the fork, is known to hang on the change too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from moshimo.compile.layout import stem
from moshimo.engine.block import Memory
from moshimo.engine.journal import Deed
from moshimo.engine.program import Program
from moshimo.lang.laws import Laws, Rule
from moshimo.lang.typed import Ask, Ex, expressions, walk
from moshimo.lang.types import Attribute
from moshimo.multiverse.comparing.compare import Comparison
from moshimo.multiverse.forking.walk import put_mark
from moshimo.world.world import BeatDeed, Belief, Fork, Secret, World

FEW = 0.1  # of all rules: what more of them read says nothing of any of them
BY_A_FORK = "a fork prevents it"


def mark(block: Memory, program: Program, forks: Sequence[Fork], world: World, key: int) -> None:
    """Name the forks' deed as the last writer of what they change. Changes `block` in place.

    Args:
        block: of a universe without those forks.
        program: its own.
        forks: that leave it now.
        world: as it is for the forks: their indices are those of its cast.
        key: the forks' deed's.
    """
    row = put_mark(block, key)
    if not row:  # the chains have one proof less
        return
    for fork in forks:
        for word in fork.removed:
            for cells in _all_of(block, program, word):
                for cell, at in cells:
                    block.__dict__[cell][at] = row
        for full, owner, key_ in fork.values:
            _mark_value(block, program, world, full, owner, key_, row)
        pictured: tuple[Belief | Secret, ...] = (*fork.beliefs, *fork.secrets)
        for one in pictured:
            minds = (one.mind,) if isinstance(one, Belief) else ()
            place = _place(program, world, one.attribute.full, one.owner, one.key)
            if place is not None:
                _mark_pictures(block, program, one.attribute.full, place, minds, row)


def _mark_value(
    block: Memory, program: Program, world: World, full: str, owner: int, key: int, row: int
) -> None:
    """Mark a value, and the pictures of those who have it right."""
    place = _place(program, world, full, owner, key)
    if place is None:
        return
    a = _attribute(program.world, full)
    block.__dict__[f"w_{stem(a)}"][place] = row
    if full in program.layout.pictured and a.who in ("known", "visible"):
        size = len(block.__dict__[f"v_{stem(a)}"])
        truth, picture = block.__dict__[f"v_{stem(a)}"][place], block.__dict__[f"p_{stem(a)}"]
        minds = range(1, block.n_Character[0] + 1)
        right = tuple(m for m in minds if picture[m * size + place] == truth)
        if right:
            _mark_pictures(block, program, full, place, right, row)


def _mark_pictures(
    block: Memory, program: Program, full: str, place: int, minds: Sequence[int], row: int
) -> None:
    """Mark what minds picture of a value; all minds if none is named."""
    if full not in program.layout.pictured:
        return
    a = _attribute(program.world, full)
    size = len(block.__dict__[f"v_{stem(a)}"])
    for mind in minds or range(1, block.n_Character[0] + 1):
        block.__dict__[f"pw_{stem(a)}"][mind * size + place] = row


def _place(program: Program, world: World, full: str, owner: int, key: int) -> int | None:
    """Return where a value of the forks' world stands here; None if it has no place."""
    a = _attribute(program.world, full)
    here = _row(program.world, world, a.kind, owner)
    there = _row(program.world, world, a.key, key) if a.key else 0
    if here is None or there is None:
        return None
    return here * program.layout.rows[a.key] + there if a.key else here


def _row(world: World, other: World, kind: str, row: int) -> int | None:
    if row <= 0:
        return row
    members = other.members[kind]
    found = world.find(members[row - 1].id) if row <= len(members) else None
    return found[1] if found else None


def _all_of(block: Memory, program: Program, word: str) -> Iterator[list[tuple[str, int]]]:
    """Yield the cells in which it stands who wrote what somebody is, and how others stand to it."""
    found = program.world.find(word)
    if found is None:
        return
    kind, row = found
    rows, pictured = program.layout.rows, program.layout.pictured
    for k in program.world.laws.kinds.values():
        for a in k.attributes:
            many = rows[a.key] if a.key else 1
            places = [row * many + i for i in range(many)] if a.kind == kind else []
            if a.key == kind:
                places += [i * many + row for i in range(rows[a.kind])]
            yield [(f"w_{stem(a)}", at) for at in places]
            if a.full in pictured:
                size = rows[a.kind] * many
                minds = range(1, block.n_Character[0] + 1)
                yield [(f"pw_{stem(a)}", m * size + at) for m in minds for at in places]


def _attribute(world: World, full: str) -> Attribute:
    kind, _, word = full.partition(".")
    found = world.laws.kinds[kind].attribute(word)
    assert found is not None
    return found


def roots(
    comparison: Comparison, forks: Sequence[Fork], base: World, fork: World
) -> frozenset[str]:
    """Return the ids of the deeds that differ for what the forks themselves did, and no deed.

    They are prevented or made; somebody is in them who is there in one universe only; or a number
    of their rule is another.
    """
    rules = _other_rules(base.laws, fork.laws) if any(f.numbers for f in forks) else frozenset()
    strangers = {word for f in forks for word in (*f.added, *f.removed)}
    prevented = [deed for f in forks for deed in f.prevents]
    made = [deed for f in forks for deed in f.makes]
    found: set[str] = set()
    for one in comparison.changed:
        apart = {*one.base.witnesses} ^ {*one.fork.witnesses}
        new_rule = one.base.rule in rules
        if new_rule or apart & strangers or one.fork.failed == BY_A_FORK:
            found.add(one.fork.id)
    for deed in (*comparison.only_base, *comparison.only_fork):
        if deed.rule in rules or strangers.intersection(deed.roles.values()):
            found.add(deed.id)
    found |= {deed.id for deed in comparison.only_base if _is_any(deed, prevented)}
    found |= {d.id for d in comparison.only_fork if _is_any(d, made) or d.failed == BY_A_FORK}
    return frozenset(found)


def likely(comparison: Comparison, forks: Sequence[Fork], base: World) -> frozenset[str]:
    """Return the ids of deeds that differ and whose rules read, somewhere, what forks change.

    What a deed's effects read is not kept; so it is not certain that this deed did.
    """
    told = {full for fork in forks for full, _, _ in fork.values}
    told |= {belief.attribute.full for fork in forks for belief in fork.beliefs}
    told |= {secret.attribute.full for fork in forks for secret in fork.secrets}
    laws = base.laws.rules
    readers = {
        full: {word for word, rule in laws.items() if full in rule.reads.attributes}
        for full in told
    }
    few = [words for words in readers.values() if len(words) <= FEW * len(laws)]
    rules = frozenset[str]().union(*few)
    every = [*comparison.only_base, *comparison.only_fork]
    every += [deed for one in comparison.changed for deed in (one.base, one.fork)]
    return frozenset(deed.id for deed in every if deed.rule in rules)


def _is_any(deed: Deed, named: Collection[BeatDeed]) -> bool:
    """Whether it is one that an author names; who is not named may be anybody."""
    given = tuple(deed.roles.values())
    return any(
        one.rule == deed.rule
        and all(who in (None, given[i]) for i, who in enumerate(one.roles) if i < len(given))
        for one in named
    )


def _other_rules(base: Laws, fork: Laws) -> frozenset[str]:
    """Return the rules in which a number is another: their own, or a quantity's they ask for."""
    other = {w for w, q in base.quantities.items() if fork.quantities.get(w) != q}
    while True:
        more = {
            word
            for word, quantity in base.quantities.items()
            if word not in other and _asks(expressions(quantity.body), other)
        }
        if not more:
            break
        other |= more
    return frozenset(
        word
        for word, rule in base.rules.items()
        if fork.rules.get(word) != rule or _asks(_of_rule(rule), other)
    )


def _of_rule(rule: Rule) -> Iterator[Ex]:
    yield from walk(*rule.asked(), *(() if rule.span is None else (rule.span,)))
    yield from expressions(rule.effects)


def _asks(found: Iterator[Ex], quantities: Collection[str]) -> bool:
    return any(isinstance(e, Ask) and e.quantity in quantities for e in found)
