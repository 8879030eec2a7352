"""Which of its author's words each deed of a story is told with: those that fit, the least told.

Whether something is done `again` is known only once it is settled what is told, and in which
order; so a story chooses its words then, all at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from moshimo.engine.journal import Deed
from moshimo.lang.model import Calc, Const, Ex, Var
from moshimo.story.choose import Beat
from moshimo.story.gather import for_several
from moshimo.story.phrase import dice
from moshimo.story.tongue import Manner, Tongue, Worded
from moshimo.world.telling.telling import of_the_journal
from moshimo.world.telling.ways import Need, Way


@dataclass(slots=True)
class _Choice:
    """What has been told so far, while a story chooses its words."""

    tongue: Tongue
    used: Counter[str] = field(default_factory=Counter)
    done: set[tuple[str, str]] = field(default_factory=set)
    plain: dict[int, bool] = field(default_factory=dict)

    def words(self, ways: Sequence[Way], beat: Beat, own: str) -> str:
        """The text that has been told least, the first of those; "" if that is the rule's own."""
        found: list[tuple[int, int, int, str]] = []
        for place, way in enumerate(ways):
            if self.fits(way, beat) and not way.silent:
                found += [
                    (self.used[text], place, dice(f"{beat.deed.id}/{text}", 1 << 30), text)
                    for text in way.texts
                ]
        if own and not any(not way.tests for way in ways):
            found.append((self.used[own], len(ways), 0, ""))
        text = min(found)[3] if found else ""
        self.used[text or own] += 1
        return text

    def fits(self, way: Way, beat: Beat) -> bool:
        """Whether all that it asks for is so; what is done together needs words for that."""
        together = len(beat.doers) > 1
        if together and not any(test.word == "together" for test in way.tests):
            return False
        return all(self.holds(test, beat) == test.wanted for test in way.tests)

    def holds(self, test: Need, beat: Beat) -> bool:
        """Whether one thing is so."""
        again = (beat.deed.rule, beat.doers[0] if beat.doers else "") in self.done
        match test.word:
            case "again":
                return again
            case "first":
                return not again
            case "together":
                return len(beat.doers) > 1
            case "style":
                return test.style == self.tongue.style
        return test.ex is not None and bool(self.answer(test.ex, beat.deed))

    def answer(self, ex: Ex, deed: Deed) -> object:
        """What an expression comes to at a deed: as the journal says, or as it was asked then."""
        if id(ex) not in self.plain:  # asked again and again, of the same few conditions
            self.plain[id(ex)] = of_the_journal(ex)
        if self.plain[id(ex)]:
            return _value(ex, deed, self.tongue)
        return self.tongue.moments.get(deed.id, {}).get(ex, False)


def untold(beat: Beat, tongue: Tongue) -> bool:
    """Whether its author leaves it untold: the first of its ways that fits has no words."""
    manner = tongue.manners.get(beat.deed.rule)
    if manner is None or beat.shape in ("sense", "journey"):
        return False
    choice = _Choice(tongue)
    return next((way.silent for way in manner.ways if choice.fits(way, beat)), False)


def worded(tongue: Tongue, told: Sequence[Beat]) -> Tongue:
    """The same, with words chosen for all that is told, in the order in which it is."""
    choice = _Choice(tongue)
    found: dict[str, Worded] = {}
    for beat in told:
        manner = tongue.manners.get(beat.deed.rule)
        if manner is None or beat.deed.result != "done" or beat.shape in ("sense", "journey"):
            continue
        if not (manner.ways or manner.lines or manner.whys or manner.letter):
            continue
        if _told_alone(beat, manner):
            found[beat.deed.id] = _worded(choice, beat, manner)
        choice.done.update((beat.deed.rule, doer) for doer in beat.doers or ("",))
    return replace(tongue, worded=found)


def _told_alone(beat: Beat, manner: Manner) -> bool:
    """Whether a beat is one deed, or one that several did and that has words for several.

    Of speech whose words are left out, what was said is the only thing to tell.
    """
    if beat.mutual or beat.times > 1 or (beat.deed.said and beat.shape != "speech"):
        return False
    return len(beat.deeds) == 1 or (len(beat.doers) == len(beat.deeds) and for_several(manner))


def _worded(choice: _Choice, beat: Beat, manner: Manner) -> Worded:
    deed = beat.deed
    said = ""
    if deed.said and manner.lines:
        index = deed.said[0][1]
        said = choice.words(manner.lines, beat, manner.says[index])
    made = Worded(
        choice.words(manner.ways, beat, manner.template) if manner.ways else "",
        said,
        choice.words(manner.whys, beat, "") if manner.whys else "",
    )
    if manner.letter is None:
        return made
    writer = str(choice.answer(manner.letter.by, deed) or "")
    lines = [way for way in manner.letter.lines if choice.fits(way, beat)]
    texts = [choice.words((way,), beat, "") for way in lines[: manner.letter.most]]
    return replace(made, letter=tuple(texts), writer=writer)


def _value(ex: Ex, deed: Deed, tongue: Tongue) -> object:
    """What an expression over the roles, place and outcomes of a deed comes to."""
    match ex:
        case Const(type=kind, value=value) if kind.tag in ("ref", "choice"):
            return tongue.names.get((kind.of, int(value)), "" if value >= 0 else None)
        case Const(value=value):
            return "" if ex.type.tag == "none" else value
        case Var(word=word):
            held = deed.roles.get(word, deed.outcomes.get(word))
            return deed.place if held is None and word == "place" else held
        case Calc(op=op, args=args):
            return _calc(op, [_value(arg, deed, tongue) for arg in args])
    return False


def _calc(op: str, values: Sequence[object]) -> bool:
    match op:
        case "and":
            return all(values)
        case "or":
            return any(values)
        case "not":
            return not values[0]
        case "==":
            return values[0] == values[1]
        case "!=":
            return values[0] != values[1] and None not in values
    one, other = values
    if not isinstance(one, int | float) or not isinstance(other, int | float):
        return False
    return {"<": one < other, "<=": one <= other, ">": one > other, ">=": one >= other}[op]
