"""What rules ask of one mind's idea of another: `believes(other, …)` where a mind is read.

Only for these attributes is kept what each takes each other to hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from moshimo.lang import typed as t
from moshimo.lang.laws import Laws, Rule

PLAIN = ("time_of_day", "next_time", "day", "way", "step", "unknown")  # words that ask no mind


def ideas(laws: Laws, ends: Iterable[t.Ex] = ()) -> frozenset[str]:
    """Return the attributes that are read in one mind's idea of another.

    Args:
        laws: of the world.
        ends: the questions that end its scenarios.
    """
    found: set[str] = set()
    for rule in laws.rules.values():
        mind = rule.roles[0].word if rule.mark == "action" else "mind"
        inward = rule.mark in ("appraisal", "inference")
        asked = [(e, rule.mark != "event") for e in rule.asked()]
        asked += [(e, inward) for s in t.walk_statements(rule.effects) for e in t.children(s)]
        for e, inside in asked:
            if any(isinstance(x, t.Believe) for x in t.walk(e)):
                found |= _within(e, mind, inside=inside)
    for quantity in laws.quantities.values():
        for s in t.walk_statements(quantity.body):
            for e in t.children(s):
                found |= _within(e, "mind", inside=True)
    for e in ends:
        found |= asked_of(e)
    while more := _concluded(laws, found) - found:
        found |= more
    return frozenset(found)


def _concluded(laws: Laws, kept: set[str]) -> set[str]:
    """Return what is read where one mind lets another conclude something that is kept."""
    rules = [rule for rule in laws.rules.values() if rule.writes & kept and is_supposed(rule)]
    return {full for rule in rules for e in _parts(rule) for full in _all_read(e)}


def is_supposed(rule: Rule) -> bool:
    """Whether it is an inference that one mind can let another make, as it takes that to be.

    It reads no more than what stands in an idea of another mind: what is visible or known.
    """
    return rule.mark == "inference" and all(_is_open(e) for e in _parts(rule))


def _parts(rule: Rule) -> Iterator[t.Ex]:
    yield from rule.asked()
    for s in t.walk_statements(rule.effects):
        yield from t.children(s)


def _all_read(e: t.Ex) -> set[str]:
    return {x.attribute.full for x in t.walk(e) if isinstance(x, t.Read)}


def _is_open(e: t.Ex) -> bool:
    for x in t.walk(e):
        match x:
            case t.Const() | t.Unknown() | t.Var() | t.Calc() | t.Each():
                continue
            case t.Read(attribute=a) if a.who in ("visible", "known"):
                continue
            case t.Builtin(word=word, args=args) if word in PLAIN or not args:
                continue
        return False
    return True


def asked_of(e: t.Ex) -> frozenset[str]:
    """Return the attributes that a question reads in one mind's idea of another."""
    return frozenset(_within(e, "", inside=False))


def _within(e: t.Ex, mind: str, *, inside: bool) -> set[str]:
    """Return what is read of another's mind; the expression is `inside` a picture or not."""
    found: set[str] = set()
    for one, own in _beliefs(e, mind, inside=inside):
        if not own:
            found |= _all_read(one.value)
    return found


def _beliefs(e: t.Ex, mind: str, *, inside: bool) -> Iterator[tuple[t.Believe, bool]]:
    """Yield the beliefs that are asked for, and whether each is read in the mind's own picture."""
    waiting = [(e, mind, inside)]
    while waiting:
        x, whose, within = waiting.pop()
        if isinstance(x, t.Believe):
            word = x.mind.word if isinstance(x.mind, t.Var) else ""
            yield x, not within or (word in ("mind", whose) and bool(word))
            waiting += [(x.mind, whose, within), (x.value, word or whose, True)]
        else:
            waiting += [(y, whose, within) for y in t.children(x)]
