"""Turn-taking: how an exchange stands when somebody speaks.

Who speaks is clear without saying it if somebody answers and nobody else could: of two alone, and
where two have taken turns (Sacks, Schegloff and Jefferson 1974: adjacency pairs).
"""

from __future__ import annotations

from dataclasses import dataclass

from moshimo.story.grammar.clause import Slot, read
from moshimo.story.lexicon.lexicon import Lexicon, manner_of, member_of
from moshimo.story.planning.discourse import Discourse, SpeakerTurn
from moshimo.story.selection.message import Message

UNBROKEN = 60.0  # seconds between two turns of one exchange
QUICK = 15.0  # the same, of a quick one
ADDRESSING = ("", "to", "at")  # what can stand between a verb and who is addressed
UNSAID = 2  # so many turns in a row may leave out who speaks


@dataclass(frozen=True, slots=True)
class Standing:
    """How an exchange stands.

    Attributes:
        goes_on: the last speaker speaks again, right behind a quotation.
        answers: the speaker was spoken to in the last turn, or that turn brought the words about.
        clear: a reader knows who speaks without being told.
        two: nobody else is there but whom the words are for.
        quick: it comes right after the last turn.
        leads_in: it opens a scene, with a sentence that is not a quotation.
        to_another: whom the last speaker addresses now, and not in the turn before; "" for nobody.
        whom: who is addressed, if a reader would take the words to be for another; "" if clear.
    """

    goes_on: bool = False
    answers: bool = False
    clear: bool = False
    two: bool = False
    quick: bool = False
    leads_in: bool = False
    to_another: str = ""
    whom: str = ""


def standing(
    message: Message, discourse: Discourse, *, after_quote: bool, leads_in: bool
) -> Standing:
    """Return how the exchange stands before a message of speech."""
    deed = message.deed
    if not deed.said:
        return Standing(leads_in=True)
    whom = _unclear(message, discourse)
    if leads_in:
        return Standing(leads_in=True, whom=whom)
    speaker = deed.said[0][0]
    turns = _unbroken(message, discourse.turns)
    last = turns[-1] if turns else None
    if after_quote:
        others = [key for key in deed.roles.values() if is_somebody(key, speaker, discourse)]
        new = others[:1] if last is None or (others[0:1] and others[0] not in last.to) else []
        return Standing(True, quick=last is not None, to_another=next(iter(new), ""))
    two = len({speaker, *deed.witnesses} | (last.present if last else set())) == 2
    if last is None or last.speaker == speaker:
        return Standing(two=two, whom="" if two else whom)
    caused = bool({*last.ids} & {*deed.causes})
    answers = message.involves(last.speaker) and (caused or speaker in last.to)
    in_turn = caused and [turn.speaker for turn in turns[-2:-1]] == [speaker]
    unsaid = [turn.form for turn in turns[-UNSAID:]] == ["bare"] * UNSAID
    clear = answers and (two or in_turn) and not unsaid and (two or last.form != "bare")
    quick = deed.begin - last.end <= QUICK
    whom = "" if two else whom
    return Standing(answers=answers, clear=clear, two=two, quick=quick, whom=whom)


def _unclear(message: Message, discourse: Discourse) -> str:
    """Return who is addressed, if a reader has another in mind, or nobody; else ""."""
    whom = addressee(message, discourse.lexicon)
    last = discourse.turns[-1] if discourse.turns else None
    if last is None:
        near = discourse.attention.recent[-1:] or (frozenset(),)
        return "" if whom in near[0] else whom
    return "" if whom == last.speaker or last.to == {whom} else whom


def addressee(message: Message, lexicon: Lexicon) -> str:
    """Return to whom words are spoken, as far as the rule's own sentence shows it; else "".

    It is who stands right behind the verb: "{speaker} accuses {target}", "speaks to {hearer}".
    """
    manner = manner_of(lexicon, message.deed)
    clause = read(manner.template, lexicon.verbs) if manner.template else None
    rest = clause.pieces[clause.verb + 1 :] if clause else ()
    after = (x for x in rest if not isinstance(x, str) or x.strip() not in ADDRESSING)
    first = next(after, None)
    key = message.deed.roles.get(first.role, "") if isinstance(first, Slot) else ""
    there = {*message.deed.witnesses, *message.deed.begun}
    return key if key in there and key not in message.doers and _is_person(key, lexicon) else ""


def turn_of(message: Message, form: str, discourse: Discourse) -> SpeakerTurn:
    """Return a message of speech as a turn that was taken in that form."""
    deed = message.deed
    speaker = deed.said[-1][0]
    to = frozenset(key for key in deed.roles.values() if is_somebody(key, speaker, discourse))
    present = frozenset((speaker, *deed.witnesses))
    return SpeakerTurn(speaker, to, present, message.ids, deed.place, message.end, form)


def is_somebody(key: str, speaker: str, discourse: Discourse) -> bool:
    """Whether an id is that of a person who is not the speaker."""
    return key not in ("", speaker) and _is_person(key, discourse.lexicon)


def _is_person(key: str, lexicon: Lexicon) -> bool:
    return member_of(lexicon, key).is_person


def _unbroken(message: Message, turns: tuple[SpeakerTurn, ...]) -> tuple[SpeakerTurn, ...]:
    """Return the turns of the same exchange that lead up to a message."""
    begin, found = message.begin, []
    for turn in reversed(turns):
        if turn.place != message.place or begin - turn.end > UNBROKEN:
            break
        found.append(turn)
        begin = turn.end
    return tuple(reversed(found))
