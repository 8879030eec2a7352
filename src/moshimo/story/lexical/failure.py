"""What failed: attempts, and looking for somebody."""

from __future__ import annotations

import re
from collections.abc import Mapping

from moshimo.engine.journal import Deed
from moshimo.story.grammar.clause import can_be
from moshimo.story.lexical.phrasing import sentence_parts
from moshimo.story.lexicon.lexicon import Lexicon, member_of
from moshimo.story.planning.clauses import clause_of, template_of
from moshimo.story.planning.sentence_plan import Agree, Phrase, Ref, pick
from moshimo.story.selection.message import Message

NAME = re.compile(r"[A-Za-z_]\w*")
FAILED = (  # what a condition asks of somebody, and what they were if it failed
    (re.compile(r"\.alive"), " dead"),
    (re.compile(r"\bhere\(|\bsees\(|\bnear\(|\.place\b"), " not there"),
    (re.compile(r"\.awake"), " not awake"),
)


def failing(
    message: Message, lexicon: Lexicon, known: Mapping[str, Deed], *, cut_short: bool = False
) -> Phrase:
    """Tell a deed that was foiled or broken off.

    With `cut_short`, the next clause tells what interrupted it.
    """
    clause = clause_of(template_of(message.deed, lexicon), lexicon)
    if not clause.doer or not can_be(clause, "bare"):
        told = sentence_parts(message, lexicon, known)
        going_on = cut_short or message.deed.result == "under way"
        return told if going_on else (*told, ", but it came to nothing")
    doer = Ref(message.doers or (message.deed.roles.get(clause.doer, ""),), "subject")
    bare = sentence_parts(message, lexicon, known, mood="bare", subject=False)
    if message.deed.result in ("broken off", "under way"):
        if cut_short or message.deed.result == "under way":
            return (doer, " began to ", *bare)
        ended = (", and broke off", ", and left off", ", but did not finish")
        return (doer, " began to ", *bare, ended[pick(message.deed.id, 3, "broken")])
    why = _why(message, lexicon)
    if why:
        return (doer, " wanted to ", *bare, ", but ", *why)
    ways = (" tried in vain to ", " meant to ")
    way = pick(message.deed.id, 2, "failing")
    return (doer, ways[way], *bare, ", and could not" if way else "")


def _why(message: Message, lexicon: Lexicon) -> Phrase:
    """Return the condition that failed, if a sentence can tell it."""
    failed, deed = message.deed.failed, message.deed
    keys = [deed.roles.get(name, "") for name in NAME.findall(failed)]
    others = (key for key in keys if key and key not in message.doers)
    other = next((key for key in others if member_of(lexicon, key).is_person), "")
    how = next((words for asked, words in FAILED if asked.search(failed)), "")
    return (Ref((other,), "subject"), " ", Agree("was", "were"), how) if other and how else ()


def finding(message: Message, lexicon: Lexicon, *, coming: bool = False) -> Phrase:
    """Tell whom one mind found and missed; with `coming`, also that it arrived."""
    missed = _whom(message, "misses", lexicon)
    met = _whom(message, "meets", lexicon)
    mind = Ref(message.doers, "subject")
    if coming:
        return _on_coming(mind, missed, met)
    if missed and met:
        return (mind, " had expected ", Ref(missed), ", and found ", _some(met), " instead")
    if met:
        return (mind, " had not thought to find ", _some(met), " there")
    if len(missed) > 1:
        none = "neither" if len(missed) == 2 else "none of them"
        return (mind, " had expected ", Ref(missed), f" there, and found {none}")
    one = Ref(missed)
    ways: tuple[Phrase, ...] = (
        (mind, " had expected ", one, " there, and did not find ", one),
        (mind, " looked in vain for ", one),
        (mind, " had thought to find ", one, " there, but of ", one, " there was no sign"),
    )
    return ways[pick(message.deed.id, len(ways), "finding")]


def _on_coming(mind: Ref, missed: tuple[str, ...], met: tuple[str, ...]) -> Phrase:
    if missed and met:
        return (mind, " came expecting ", Ref(missed), ", and found ", _some(met))
    if missed:
        return (mind, " came expecting ", Ref(missed), ", of whom there was no sign")
    return (mind, " came, not expecting to find ", _some(met), " there")


def _whom(message: Message, rule: str, lexicon: Lexicon) -> tuple[str, ...]:
    keys = (deed.roles.get("who", "") for deed in message.deeds if deed.rule == rule)
    return tuple(dict.fromkeys(key for key in keys if member_of(lexicon, key).is_person))


def _some(met: tuple[str, ...]) -> Ref:
    return Ref(met, named=len(met) > 1)
