"""Deeds that differ because of a fork itself: prevented, made, or with members that it changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from moshimo.engine.journal import Deed
from moshimo.lang.laws import Laws, Rule
from moshimo.lang.typed import Ask, Ex, expressions, walk
from moshimo.multiverse.comparing.compare import Comparison
from moshimo.world.world import BeatDeed, CheckedWorld, Fork

FEW = 0.1  # of the rules that are used: what more of them read says nothing of any of them
BY_A_FORK = "a fork prevents it"


def roots(
    comparison: Comparison, forks: Sequence[Fork], base: CheckedWorld, fork: CheckedWorld
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


def likely(
    comparison: Comparison, forks: Sequence[Fork], base: CheckedWorld, deeds: Iterable[Deed]
) -> frozenset[str]:
    """Return the ids of deeds that differ and whose rules read, somewhere, what forks change.

    What a deed's effects read is not kept; so it is not certain that this deed did. `deeds` are
    those of both: a rule that is never used says nothing.
    """
    told = {full for fork in forks for full, _, _ in fork.values}
    told |= {belief.attribute.full for fork in forks for belief in fork.beliefs}
    told |= {secret.attribute.full for fork in forks for secret in fork.secrets}
    used = {deed.rule for deed in deeds}
    laws = {word: rule for word, rule in base.laws.rules.items() if word in used}
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
    while more := {
        word
        for word, quantity in base.quantities.items()
        if word not in other and _asks(expressions(quantity.body), other)
    }:
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
