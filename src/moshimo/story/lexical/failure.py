"""Attempts that failed, and why they failed."""

from __future__ import annotations

import re
from collections.abc import Mapping

from moshimo.engine.journal import Deed
from moshimo.story.grammar.clause import can_be
from moshimo.story.lexical.phrasing import sentence_parts
from moshimo.story.lexicon.lexicon import Lexicon, is_person, member_of
from moshimo.story.planning.clauses import clause_of, template_of
from moshimo.story.planning.sentence_plan import Agree, Phrase, Ref
from moshimo.story.planning.variation import pick
from moshimo.story.selection.message import Message

NAME = re.compile(r"[A-Za-z_]\w*")


def failing(
    message: Message, lexicon: Lexicon, known: Mapping[str, Deed], *, cut_short: bool = False
) -> Phrase:
    """Tell a deed that was foiled or broken off.

    With `cut_short`, the next clause tells what interrupted it.
    """
    clause = clause_of(template_of(message.deed, lexicon), lexicon)
    if not clause.doer or not can_be(clause, "bare"):
        told = sentence_parts(message, lexicon, known)
        return (*told, ", but it came to nothing")
    doer = Ref(message.doers or (message.deed.roles.get(clause.doer, ""),), "subject")
    bare = sentence_parts(message, lexicon, known, mood="bare", subject=False)
    if message.deed.result == "broken off":
        if cut_short:
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
    people = [
        deed.roles[name]
        for name in NAME.findall(failed)
        if deed.roles.get(name) and is_person(member_of(lexicon, deed.roles[name]))
    ]
    others = tuple(dict.fromkeys(key for key in people if key not in message.doers))
    if not others:
        return ()
    other = Ref(others[:1], "subject")
    if ".alive" in failed:
        return (other, " ", Agree("was", "were"), " dead")
    if re.search(r"\bhere\(|\bsees\(|\bnear\(|\.place\b", failed):
        return (other, " ", Agree("was", "were"), " not there")
    if ".awake" in failed:
        return (other, " ", Agree("was", "were"), " not awake")
    return ()
