"""Lexical choice: which of the author's texts tells each deed.

A text must fit the deed; among those that fit, the least used one is taken. Whether a deed is
done `again` depends on what is told before it, so all texts are chosen at once, in order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import inf
from typing import TypeAlias

from moshimo.engine.journal import Deed
from moshimo.lang.typed import Const, Ex, Recall, walk
from moshimo.story.lexicon.conditions import is_like, value_of
from moshimo.story.lexicon.lexicon import Lexicon, Manner, Worded, doer_role, manner_of
from moshimo.story.planning.sentence_plan import pick
from moshimo.story.selection.grouping import for_several
from moshimo.story.selection.message import Message, felt_message, message_of
from moshimo.world.telling.telling import of_the_journal
from moshimo.world.telling.ways import Need, Way

# What a condition came to at a deed, by the places of both in memory. They stand beside the answer,
# so that neither place becomes another's.
AnswersSoFar: TypeAlias = dict[tuple[int, int], tuple[Ex, Deed, object]]
WHOLE_PARTS = 2  # parts of a letter that is read out to many are told with all their lines


@dataclass(slots=True)
class _Choice:
    """What has been told so far, while a story chooses its words."""

    lexicon: Lexicon
    used: Counter[str] = field(default_factory=Counter)
    done: set[tuple[str, str]] = field(default_factory=set)
    told: list[Deed] = field(default_factory=list)  # in the order of telling
    answers: AnswersSoFar = field(default_factory=dict)

    def words(self, ways: Sequence[Way], message: Message, own: str, salt: str = "") -> str:
        """Return the least used text, the first of several; "" for the rule's own.

        Of those that fit equally, another is the first for another `salt`.
        """
        found: list[tuple[int, int, int, str]] = []
        for place, way in enumerate(ways):
            if self.fits(way, message) and not way.silent:
                found += [
                    (self.used[text], place, pick(f"{message.deed.id}/{text}", 1 << 30, salt), text)
                    for text in way.texts
                ]
        if own and not any(not way.tests for way in ways):
            found.append((self.used[own], len(ways), 0, ""))
        text = min(found)[3] if found else ""
        self.used[text or own] += 1
        return text

    def has_fresh(self, ways: Sequence[Way], message: Message) -> bool:
        """Whether one of the texts that fit has not been told."""
        fit = (text for way in ways if self.fits(way, message) for text in way.texts)
        return any(not self.used[text] for text in fit)

    def fits(self, way: Way, message: Message) -> bool:
        """Whether all conditions of a text hold; what several do together needs texts for that."""
        if self.together(message) and not any(test.word == "together" for test in way.tests):
            return False
        return all(self.holds(test, message) == test.wanted for test in way.tests)

    def together(self, message: Message) -> bool:
        """Whether several do it, or several parts of a letter are told at once."""
        return len(message.doers) > 1 or _summed_up(message, manner_of(self.lexicon, message.deed))

    def holds(self, test: Need, message: Message) -> bool:
        """Whether one condition holds."""
        again = (message.deed.rule, message.doers[0] if message.doers else "") in self.done
        match test.word:
            case "again":
                return again
            case "first":
                return not again
            case "together":
                return self.together(message)
            case "seemed":
                seen = message.deed.roles.get(test.style, "")
                return bool(seen) and message.reveals[1] == seen
            case "style":
                return test.style == self.lexicon.style
            case "told":
                asked = (
                    [part for part in walk(test.ex) if isinstance(part, Recall)] if test.ex else []
                )
                return all(self.has_told(one, message.deed) for one in asked)
        return test.ex is not None and bool(self.answer(test.ex, message.deed))

    def has_told(self, asked: Recall, deed: Deed) -> bool:
        """Whether a deed is told before this one that is as a condition asks."""
        within = asked.within.value if isinstance(asked.within, Const) else inf
        return any(
            is_like(other, asked.pattern, deed, self.lexicon)
            for other in reversed(self.told)
            if deed.begin - other.end <= within
        )

    def answer(self, ex: Ex, deed: Deed) -> object:
        """Return the value of an expression at a deed: by the journal, or as it was asked then."""
        key = id(ex), id(deed)
        if key not in self.answers:  # the same few conditions are asked often
            if of_the_journal(ex):
                found = value_of(ex, deed, self.lexicon)
            else:
                found = self.lexicon.moments.get(deed.id, {}).get(ex, False)
            self.answers[key] = ex, deed, found
        return self.answers[key][2]


def tellable(found: Sequence[Message], lexicon: Lexicon, eyes: str = "") -> list[Message]:
    """Drop messages that their author leaves untold: the first text that fits is empty.

    What the person of the perspective (`eyes`) did unseen is told all the same.
    """
    choice = _Choice(lexicon)
    return [one for one in found if _is_own_secret(one, eyes) or not _is_untold(one, choice)]


def worded(
    lexicon: Lexicon,
    told: Sequence[Message],
    answers: AnswersSoFar | None = None,
    *,
    whole_letters: bool = False,
) -> Lexicon:
    """Return the lexicon with texts chosen for all messages, in the order of telling.

    `answers` are those of earlier tellings of the same universe; it gets those of this one. Of the
    lesser parts of a letter one line is quoted, unless `whole_letters`.
    """
    choice = _Choice(lexicon, answers={} if answers is None else answers)
    found: dict[str, Worded] = {}
    for message in _with_answers(told, lexicon):
        manner = manner_of(lexicon, message.deed)
        choice.told += message.between
        if message.deed.result != "done" or message.shape in ("sense", "journey"):
            continue
        if message.reported:
            found[message.deed.id] = Worded(_reported(choice, message, manner))
            continue
        if not (manner.ways or manner.lines or manner.whys or manner.letter):
            choice.told += message.deeds
            continue
        if _told_alone(message, manner):
            found[message.deed.id] = _worded(choice, message, manner)
        choice.told += message.deeds
        choice.done.update((message.deed.rule, doer) for doer in message.doers or ("",))
    for key in () if whole_letters else _shortened(told, lexicon):
        if key in found:
            found[key] = replace(found[key], letter=found[key].letter[:1])
    return replace(lexicon, worded=found)


def _shortened(told: Sequence[Message], lexicon: Lexicon) -> list[str]:
    """Return the deeds by which the lesser parts of a letter are read out: one line is enough."""
    parts: dict[str, list[Message]] = {}
    for message in told:
        if manner_of(lexicon, message.deed).read_aloud:
            parts.setdefault(message.deed.rule, []).append(message)
    ranked = (sorted(those, key=lambda one: (-one.worth, one.begin)) for those in parts.values())
    return [key for those in ranked for message in those[WHOLE_PARTS:] for key in message.ids]


def _with_answers(told: Sequence[Message], lexicon: Lexicon) -> Iterator[Message]:
    for message in told:
        yield message
        if message.answer:
            yield message_of(message.answer, lexicon)
        yield from (felt_message(feeling.deed, lexicon) for feeling in message.felt)


def _is_untold(message: Message, choice: _Choice) -> bool:
    if message.shape in ("sense", "journey"):
        return False
    ways = manner_of(choice.lexicon, message.deed).ways
    return next((way.silent for way in ways if choice.fits(way, message)), False)


def _is_own_secret(message: Message, eyes: str) -> bool:
    """Whether they did it with nobody there to see it."""
    seen = {*message.deed.witnesses, *message.deed.begun} - {eyes}
    return eyes in message.doers and message.deed.kind == "action" and not seen


def _told_alone(message: Message, manner: Manner) -> bool:
    """Whether a message is one deed, or one of several people with a text for several.

    Speech that is told without its words is left to the rule's own sentence, unless its author has
    other words for it.
    """
    unsaid = message.deed.said and message.shape != "speech"
    if message.times > 1 + message.mutual or (unsaid and (message.too or not manner.lines)):
        return False
    return len(message.deeds) == 1 or (
        (len(message.doers) == len(message.deeds) or _summed_up(message, manner))
        and for_several(manner)
    )


def _reported(choice: _Choice, message: Message, manner: Manner) -> str:
    """Return a text that says in short who spoke: the author's, else the teller's own."""
    own = f"{{{doer_role(manner)}}} has something to say as well"
    return choice.words(manner.reported, message, own) or own


def _summed_up(message: Message, manner: Manner) -> bool:
    """Whether several parts of a letter are told at once, and not quoted."""
    return manner.letter is not None and len(message.deeds) > 1


def _worded(choice: _Choice, message: Message, manner: Manner) -> Worded:
    deed, said = message.deed, ""
    if deed.said and manner.lines:
        if message.shape != "speech" and not choice.has_fresh(manner.lines, message):
            return Worded()
        said = choice.words(manner.lines, message, manner.says[deed.said[0][1]])
    made = Worded(
        choice.words(manner.ways, message, manner.template, choice.lexicon.eyes)
        if manner.ways
        else "",
        said,
        choice.words(manner.whys, message, "") if manner.whys else "",
    )
    if manner.letter is None or _summed_up(message, manner):
        return made
    writer = str(choice.answer(manner.letter.by, deed) or "")
    lines = [way for way in manner.letter.lines if choice.fits(way, message)]
    texts = [choice.words((way,), message, "") for way in lines[: manner.letter.most]]
    return replace(made, letter=tuple(texts), writer=writer)
