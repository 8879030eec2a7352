"""Which of its author's words each deed of a story is told with: those that fit, the least told.

Whether something is done `again` is known only once it is settled what is told, and in which
order; so a story chooses its words then, all at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from moshimo.engine.journal import Deed
from moshimo.lang.model import Ex
from moshimo.story.lexical.conditions import _value
from moshimo.story.lexicon.lexicon import Lexicon, Manner, Worded
from moshimo.story.planning.variation import pick
from moshimo.story.selection.grouping import for_several
from moshimo.story.selection.message import Message
from moshimo.world.telling import of_the_journal
from moshimo.world.ways import Need, Way


@dataclass(slots=True)
class _Choice:
    """What has been told so far, while a story chooses its words."""

    lexicon: Lexicon
    used: Counter[str] = field(default_factory=Counter)
    done: set[tuple[str, str]] = field(default_factory=set)
    plain: dict[int, bool] = field(default_factory=dict)

    def words(self, ways: Sequence[Way], message: Message, own: str) -> str:
        """The text that has been told least, the first of those; "" if that is the rule's own."""
        found: list[tuple[int, int, int, str]] = []
        for place, way in enumerate(ways):
            if self.fits(way, message) and not way.silent:
                found += [
                    (self.used[text], place, pick(f"{message.deed.id}/{text}", 1 << 30), text)
                    for text in way.texts
                ]
        if own and not any(not way.tests for way in ways):
            found.append((self.used[own], len(ways), 0, ""))
        text = min(found)[3] if found else ""
        self.used[text or own] += 1
        return text

    def fits(self, way: Way, message: Message) -> bool:
        """Whether all that it asks for is so; what is done together needs words for that."""
        together = len(message.doers) > 1
        if together and not any(test.word == "together" for test in way.tests):
            return False
        return all(self.holds(test, message) == test.wanted for test in way.tests)

    def holds(self, test: Need, message: Message) -> bool:
        """Whether one thing is so."""
        again = (message.deed.rule, message.doers[0] if message.doers else "") in self.done
        match test.word:
            case "again":
                return again
            case "first":
                return not again
            case "together":
                return len(message.doers) > 1
            case "style":
                return test.style == self.lexicon.style
        return test.ex is not None and bool(self.answer(test.ex, message.deed))

    def answer(self, ex: Ex, deed: Deed) -> object:
        """What an expression comes to at a deed: as the journal says, or as it was asked then."""
        if id(ex) not in self.plain:  # asked again and again, of the same few conditions
            self.plain[id(ex)] = of_the_journal(ex)
        if self.plain[id(ex)]:
            return _value(ex, deed, self.lexicon)
        return self.lexicon.moments.get(deed.id, {}).get(ex, False)


def untold(message: Message, lexicon: Lexicon) -> bool:
    """Whether its author leaves it untold: the first of its ways that fits has no words."""
    manner = lexicon.manners.get(message.deed.rule)
    if manner is None or message.shape in ("sense", "journey"):
        return False
    choice = _Choice(lexicon)
    return next((way.silent for way in manner.ways if choice.fits(way, message)), False)


def worded(lexicon: Lexicon, told: Sequence[Message]) -> Lexicon:
    """The same, with words chosen for all that is told, in the order in which it is."""
    choice = _Choice(lexicon)
    found: dict[str, Worded] = {}
    for message in told:
        manner = lexicon.manners.get(message.deed.rule)
        if manner is None or message.deed.result != "done" or message.shape in ("sense", "journey"):
            continue
        if not (manner.ways or manner.lines or manner.whys or manner.letter):
            continue
        if _told_alone(message, manner):
            found[message.deed.id] = _worded(choice, message, manner)
        choice.done.update((message.deed.rule, doer) for doer in message.doers or ("",))
    return replace(lexicon, worded=found)


def _told_alone(message: Message, manner: Manner) -> bool:
    """Whether a message is one deed, or one that several did and that has words for several.

    Of speech whose words are left out, what was said is the only thing to tell.
    """
    if message.mutual or message.times > 1 or (message.deed.said and message.shape != "speech"):
        return False
    return len(message.deeds) == 1 or (
        len(message.doers) == len(message.deeds) and for_several(manner)
    )


def _worded(choice: _Choice, message: Message, manner: Manner) -> Worded:
    deed = message.deed
    said = ""
    if deed.said and manner.lines:
        index = deed.said[0][1]
        said = choice.words(manner.lines, message, manner.says[index])
    made = Worded(
        choice.words(manner.ways, message, manner.template) if manner.ways else "",
        said,
        choice.words(manner.whys, message, "") if manner.whys else "",
    )
    if manner.letter is None:
        return made
    writer = str(choice.answer(manner.letter.by, deed) or "")
    lines = [way for way in manner.letter.lines if choice.fits(way, message)]
    texts = [choice.words((way,), message, "") for way in lines[: manner.letter.most]]
    return replace(made, letter=tuple(texts), writer=writer)
