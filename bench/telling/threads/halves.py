"""What is told by half: a deed without what a reader needs to understand it.

Four kinds, all found in rules and journal:

- an answer, and not what it answers (`answers=`);
- what can only be done because something was done (`recalls` in its `when`), and not that;
- what is done toward somebody and rests on what they did toward one, and none of that;
- a deed that came to nothing, told as if it had been done, and not taken up again; or a beginning
  that another deed ended, and not how: somebody is told to be held, and not to be let go.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bench.telling.threads.turning_points import is_everyday, is_wordless
from bench.telling.told import Fault, Line, Told
from moshimo.engine.journal import Deed
from moshimo.lang import typed as t
from moshimo.lang.laws import Laws, Rule

SOON = 1.0  # seconds that an answer may be late
FAILED = re.compile(
    r"\b(?:but|began|begun|broke off|left off|stopped|tried|meant to|wanted|would have|was going to"
    r"|never|not|no|nothing|nobody|until|before|half|almost|nearly|missed|too (?:late|slow|far)"
    r"|could not|wide|past|short|empty|instead|once it|turned back)\b|n't\b"
)


def halves(told: Told) -> list[Fault]:
    """Return the lines that tell one half of a pair."""
    found: list[Fault] = []
    noted: set[str] = set()
    for line in told.lines:
        for deed in line.deeds:
            if deed.id in noted or told.told[deed.id] is not line:
                continue
            noted.add(deed.id)
            why = _lacks(deed, line, told)
            if why:
                found.append(Fault(_text(deed, told), why, (deed.id,)))
                break
    return found


def _text(deed: Deed, told: Told) -> str:
    """Return the first two sentences that tell a deed."""
    texts = [line.text for line in told.lines if deed.id in line.sentence.deeds]
    return " / ".join(texts[:2])


def _lacks(deed: Deed, line: Line, told: Told) -> str:
    """Return what a told deed lacks, "" if nothing."""
    rule = told.laws.rules.get(deed.rule)
    if rule is None or deed.kind == "sense":
        return ""
    asked = triggers(deed, rule, told)
    if asked and not any(is_understood(one, told) for one in asked):
        return f"it answers {told.shown(asked[-1])}, which is not told"
    recollections = [*recalled(deed, rule, told)]
    for past in recollections:
        if not any(is_understood(one, told) for one in past):
            return f"it goes back to {told.shown(past[-1])}, which is not told"
    mutual = [] if asked or recollections else done_before(deed, told)
    if rule.speech and mutual and not any(is_understood(one, told) for one in mutual):
        return f"it rests on {told.shown(mutual[-1])}, which is not told"
    failed = deed.result in ("foiled", "broken off") and not is_everyday(deed, told)
    if failed and not _is_said_to_fail(deed, told):
        return f"{told.shown(deed)} came to nothing, and this is not said"
    return ""


def is_understood(deed: Deed, told: Told) -> bool:
    """Whether a deed is told, or has no words and follows on one that is told."""
    if deed.id in told.told:
        return True
    return is_wordless(deed, told) and any(cause in told.told for cause in deed.causes)


def _is_said_to_fail(deed: Deed, told: Told) -> bool:
    lines = [line for line in told.lines if deed.id in line.sentence.deeds]
    again = [one for line in lines for one in line.deeds if one.result == "done"]
    return any(FAILED.search(line.text) for line in lines) or any(
        (one.rule, one.roles) == (deed.rule, deed.roles) and one.begin >= deed.end for one in again
    )


def triggers(deed: Deed, rule: Rule, told: Told) -> list[Deed]:
    """Return the deeds that a deed could be the answer to, in the journal's order."""
    if not rule.answers:
        return []
    return [
        other
        for other in told.deeds
        if other.id != deed.id
        and other.begin <= deed.begin <= other.end + rule.within + SOON
        and _fits(deed, other, rule, told)
    ]


def _fits(deed: Deed, other: Deed, rule: Rule, told: Told) -> bool:
    """Whether an answer has the roles of the other deed, or of the meaning it answers."""
    answered = told.laws.rules.get(other.rule)
    if answered is None:
        return False
    names = [role.word for role in rule.roles]
    if other.rule == rule.answers or answered.variant_of == rule.answers:
        return all(deed.roles.get(w, x) == x for w, x in other.roles.items() if w in names)
    return any(
        all(deed.roles.get(w, x) == x for w, x in given.items() if w in names)
        for given in meant(other, answered, rule.answers, told.laws)
    )


def meant(deed: Deed, rule: Rule, meaning: str, laws: Laws) -> Iterator[dict[str, str]]:
    """Yield the roles that a deed gives to a meaning, where they are plain roles of its own."""
    shape = [role.word for role in laws.meanings.get(meaning, ())]
    for s in t.walk_statements(rule.effects):
        if isinstance(s, t.Means) and s.meaning == meaning:
            pairs = zip(shape, s.args, strict=False)
            yield {
                w: deed.roles[e.word]
                for w, e in pairs
                if isinstance(e, t.Var) and e.word in deed.roles
            }


def recalled(deed: Deed, rule: Rule, told: Told) -> Iterator[list[Deed]]:
    """Yield what must have been done for a deed to be done: the deeds of the journal that fit.

    Not what nobody did while the universe ran: that is older than the story.
    """
    for condition in rule.conditions:
        for e in _parts(condition.test):
            if isinstance(e, t.Recall) and e.how == "recalls":
                past = [x for x in told.deeds if x.end <= deed.begin and _matches(x, e, deed, told)]
                if past:
                    yield past


def _parts(e: t.Ex) -> Iterator[t.Ex]:
    """Yield what must hold for a condition to hold."""
    if isinstance(e, t.Calc) and e.op == "and":
        for part in e.args:
            yield from _parts(part)
    else:
        yield e


def _matches(other: Deed, e: t.Recall, deed: Deed, told: Told) -> bool:
    """Whether a deed is one of those that a recollection asks for."""
    rule = told.laws.rules.get(other.rule)
    if rule is None or other.result != "done":
        return False
    wanted = [
        deed.roles.get(x.word) if x is not None and isinstance(x, t.Var) else None
        for x in e.pattern.args
    ]
    if other.rule == e.pattern.word:
        return _agree([*other.roles.values()], wanted)
    if e.pattern.word in rule.meanings:
        shape = [role.word for role in told.laws.meanings[e.pattern.word]]
        given = meant(other, rule, e.pattern.word, told.laws)
        return any(_agree([one.get(word) for word in shape], wanted) for one in given)
    return False


def _agree(given: Sequence[str | None], wanted: Sequence[str | None]) -> bool:
    pairs = zip(given, wanted, strict=False)
    return all(want is None or have is None or have == want for have, want in pairs)


def done_before(deed: Deed, told: Told) -> list[Deed]:
    """Return what whom a deed is done to did and its doer saw, as far as the deed rests on it.

    Nothing if none of that was done toward its doer.
    """
    doer = told.doer(deed)
    others = set(told.people(deed)) - {doer}
    causes = [told.known[key] for key in deed.causes if key in told.known and doer]
    theirs = [one for one in causes if one.kind != "sense" and told.doer(one) in others]
    if not any(doer in told.people(one) for one in theirs):
        return []
    theirs.sort(key=lambda one: doer in told.people(one))
    return [one for one in theirs if not is_everyday(one, told)]
