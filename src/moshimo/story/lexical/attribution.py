"""Attribution: where a speaker is named, and where a gesture stands beside the words.

Which forms fit follows from how the exchange stands; of those that fit, the one is taken that has
been least used of late.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal, TypeAlias, assert_never

from moshimo.engine.journal import Deed
from moshimo.story.grammar.clause import Clause, Mood, Slot, Verb
from moshimo.story.grammar.small_words import PLAIN, QUOTABLE
from moshimo.story.lexical.phrasing import sentence_parts
from moshimo.story.lexical.quotation import comma, ended, halves, line_of, quoted, said_of
from moshimo.story.lexicon.lexicon import Lexicon, manner_of, member_of
from moshimo.story.planning.clauses import (
    clause_of,
    gerund_fits,
    has_and,
    starts_with_doer,
    template_of,
)
from moshimo.story.planning.sentence_plan import Phrase, Ref, pick
from moshimo.story.planning.turn_taking import Standing
from moshimo.story.selection.message import Message

SpeechForm: TypeAlias = Literal[
    "before",  # He nods. "Yes. I will."
    "colon",  # He calls for order: "Sit down."
    "after",  # "Yes." He nods.
    "between",  # "Yes," he says. He nods. "I will."
    "gerund",  # "Yes," he says, nodding. "I will."
    "and",  # "Yes," he says, and nods. "I will."
    "plain",  # "Yes," he says to her. "I will."
    "verb",  # "Yes," he answers. "I will."
    "turn",  # He turns to her. "Yes. I will."
    "on",  # his words go on within the same marks
    "bare",  # "Yes. I will."
]
SHORT = 15  # pieces of a clause, spaces counted, that may follow a quotation
LINE = 24  # words of a line behind which a gesture still shows who spoke
CRY = 14  # words of one that somebody says who was not spoken to
FIRST = 16  # words of a first sentence behind which more than a tag can stand
AT_ONCE = 9  # words of a line that is not cut
LATE = 10  # forms that a reader still has in mind
CUT = ("plain", "verb", "gerund", "and", "between")
REPLY = 10  # words of a line for which a gesture can be left out


@dataclass(frozen=True, slots=True)
class _Speech:
    """A deed with speech, and how it stands when its words are told."""

    message: Message
    speaker: str
    line: Phrase
    lexicon: Lexicon
    known: Mapping[str, Deed]
    standing: Standing
    cut_last: bool  # the words before were cut by who spoke

    @property
    def clause(self) -> Clause:
        """The clause that tells the deed."""
        return clause_of(template_of(self.message.deed, self.lexicon), self.lexicon)

    @property
    def chosen(self) -> bool:
        """Whether its author has chosen a text for it."""
        found = self.lexicon.worded.get(self.message.deed.id)
        return bool(found and found.told)

    def told(self, *, mood: Mood = "past", subject: bool = True) -> Phrase:
        """Return the clause in that mood, with or without the words before its verb."""
        return sentence_parts(self.message, self.lexicon, self.known, mood=mood, subject=subject)

    def cut(self) -> tuple[Phrase, Phrase]:
        """Split the line behind its first sentence; a short one only now and then."""
        at_once = self.cut_last and _length(self.line) <= AT_ONCE
        return (self.line, ()) if at_once else halves(self.line)


def spoken(
    message: Message,
    lexicon: Lexicon,
    known: Mapping[str, Deed],
    standing: Standing,
    forms: Sequence[str],
) -> list[tuple[SpeechForm, Phrase]]:
    """Return the sentences of a deed with speech, each with the form of the first.

    The author's words do not change.

    Args:
        message: what is told.
        lexicon: the world's words.
        known: all deeds by their ids.
        standing: how the exchange stands.
        forms: those of all words spoken so far.
    """
    deed = message.deed
    lines = [(speaker, line_of(deed, index, speaker, lexicon)) for speaker, index in deed.said]
    cut_last = bool(forms) and forms[-1] in CUT
    speech = _Speech(message, *lines[0], lexicon, known, standing, cut_last)
    form = _least_used(_fitting(speech), forms, deed.id)
    brought = _bring_in(form, speech)
    sentences = [(form, parts) for parts in _made_clear(form, brought, speech)]
    for (before, _), (speaker, line) in pairwise(lines):
        parts = quoted(line) if speaker == before else _after(line, speaker, "said")
        sentences.append((form, parts))
    return sentences


def _made_clear(form: SpeechForm, brought: list[Phrase], speech: _Speech) -> list[Phrase]:
    """Say to whom somebody speaks, if nothing else says it and a reader would be wrong."""
    whom = speech.standing.whom
    named = {
        key for parts in brought for part in parts if isinstance(part, Ref) for key in part.who
    }
    if not whom or whom in named or form in ("on", "turn", "bare", "colon", "verb"):
        return brought
    verb = said_of(speech.cut()[0])
    to = {"asked": " asked ", "cried": " cried to "}.get(verb, " said to ")
    gesture = speech.told()
    his = gesture[:1] == (Ref((speech.speaker,), "subject"),) and form != "plain"
    told = _around(speech, (Ref((speech.speaker,), "subject", sure=his), to, Ref((whom,))))
    own = form == "plain" or speech.message.doers[:1] != (speech.speaker,)
    return told if own else [gesture, *told]


def is_plain(clause: Clause) -> bool:
    """Whether a clause says only that somebody spoke, perhaps to whom or about what."""
    if not clause.doer or clause.main.base not in PLAIN:
        return False
    rest = clause.pieces[clause.verb + 1 :]
    told = [
        p.strip() if isinstance(p, str) else "{}" if isinstance(p, Slot) else "verb" for p in rest
    ]
    words = [word for word in told if word]
    asks = any(
        one == "to" and other not in ("{}", "the", "a") and clause.main.base == "ask"
        for one, other in pairwise(words)
    )
    return "that" not in words and "how" not in words and not asks


def _fitting(speech: _Speech) -> Sequence[SpeechForm]:
    """Return the forms that fit as the exchange stands."""
    message, standing, clause = speech.message, speech.standing, speech.clause
    if message.doers[:1] != (speech.speaker,):
        return ["before"]
    quotable = clause.main.base in QUOTABLE and _addressee_only(clause, message, speech.lexicon)
    plain = is_plain(clause) and not (speech.chosen and _says_more(clause))
    if not (plain or (quotable and clause.doer)):
        return _beside(speech)
    if standing.goes_on:
        return ["turn" if standing.to_another else "on" if standing.quick else "colon"]
    if standing.leads_in and not plain:
        return ["colon"]
    bare: list[SpeechForm] = ["bare"] if standing.clear and len(message.deed.said) == 1 else []
    return ["plain" if plain else "verb", *bare]


def _beside(speech: _Speech) -> Sequence[SpeechForm]:
    """Return the forms that fit a clause that says more than that somebody spoke."""
    message, clause, standing = speech.message, speech.clause, speech.standing
    manner = manner_of(speech.lexicon, message.deed)
    colon = any(isinstance(piece, str) and ":" in piece for piece in clause.pieces)
    verbs = (piece for piece in clause.pieces if isinstance(piece, Verb))
    says = any(verb.base in PLAIN or verb.base in QUOTABLE for verb in verbs)
    fit: list[SpeechForm] = ["before"] if speech.chosen or colon or not manner.speech else ["colon"]
    if speech.chosen and says and not colon:
        fit.append("colon")
    if standing.leads_in or standing.goes_on or colon:
        return fit
    first, rest = halves(speech.line)
    tags = not rest or _length(first) <= FIRST
    own = bool(clause.doer) and starts_with_doer(message, speech.lexicon)
    if own and tags and not says and _is_short(speech):
        fit += ["gerund", "and"]
    if not speech.chosen or manner.acts:  # what is done, and no mere gesture
        return fit
    if rest and tags and not says:
        fit.append("between")
    head = clause.pieces[0]
    speaker = isinstance(head, Slot) and message.deed.roles.get(head.role) == speech.speaker
    if speaker and _length(speech.line) <= (LINE if standing.answers or standing.two else CRY):
        fit.append("after")
    if standing.clear and standing.quick and _length(speech.line) <= REPLY and not says:
        fit.append("bare")
    return fit


def _is_short(speech: _Speech) -> bool:
    """Whether a clause can stand as "…ing" behind who spoke."""
    message, clause = speech.message, speech.clause
    between = "".join(p if isinstance(p, str) else "x" for p in clause.pieces[1 : clause.verb])
    hardly = speech.chosen and between.strip()  # "hardly turns": not "said, turning"
    short = len(clause.pieces) <= SHORT and not has_and(message, speech.lexicon) and not hardly
    return (
        short
        and clause.main.base not in ("be", "do", "have")
        and gerund_fits(message, speech.lexicon)
    )


def _least_used(fit: Sequence[SpeechForm], forms: Sequence[str], key: str) -> SpeechForm:
    """Return the form whose shape has been least used of late; of those, the one longest unused."""
    shapes = Counter(_shape(form) for form in forms[-LATE:])
    ago = {form: n for n, form in enumerate(forms)}
    return min(
        fit,
        key=lambda form: (
            shapes[_shape(form)],
            ago.get(form, -1),
            pick(f"{key}/{form}", 1 << 30),
        ),
    )


def _shape(form: str) -> str:
    """Return what forms have in common that look alike on the page."""
    return "tag" if form in ("plain", "verb", "gerund", "and") else form


def _says_more(clause: Clause) -> bool:
    """Whether the author wrote more behind the verb than the addressee."""
    rest = clause.pieces[clause.verb + 1 :]
    words = "".join(piece if isinstance(piece, str) else " " for piece in rest).split()
    return words not in ([], ["to"], ["at"])


def _addressee_only(clause: Clause, message: Message, lexicon: Lexicon) -> bool:
    rest = clause.pieces[clause.verb + 1 :]
    slots = [piece for piece in rest if isinstance(piece, Slot)]
    words = "".join(piece for piece in rest if isinstance(piece, str)).split()
    people = all(
        member_of(lexicon, message.deed.roles.get(slot.role, "")).is_person for slot in slots
    )
    return len(slots) <= 1 and len(words) <= len(slots) and people and len(rest) <= 4


def _bring_in(form: SpeechForm, speech: _Speech) -> list[Phrase]:
    who, line = Ref((speech.speaker,), "subject"), speech.line
    match form:
        case "plain":
            return _around(speech, _plainly(speech))
        case "verb":
            return _around(speech, speech.told())
        case "colon":
            return [(*speech.told(), ": ", *quoted(line))]
        case "gerund":
            doing = speech.told(mood="gerund", subject=False)
            return _around(speech, (who, f" {said_of(speech.cut()[0])}, ", *doing))
        case "and":
            doing = speech.told(subject=False)
            return _around(speech, (who, f" {said_of(speech.cut()[0])}, and ", *doing))
        case "between":
            first, rest = halves(line)
            said: Phrase = ('"', *comma(first), '" ', who, f" {said_of(first)}")
            return [said, _his(speech.told(), speech.speaker), quoted(rest)]
        case "after":
            return [quoted(line), speech.told()]
        case "turn":
            return [(who, " turned to ", Ref((speech.standing.to_another,))), quoted(line)]
        case "on" | "bare":
            return [quoted(line)]
        case "before":
            same = speech.message.doers[:1] == (speech.speaker,)
            return [speech.told(), quoted(line) if same else _after(line, speech.speaker, "")]
    assert_never(form)


def _his(told: Phrase, speaker: str) -> Phrase:
    """Let a pronoun begin a clause behind "Bo said", if it is his."""
    first = told[0] if told else ""
    own = isinstance(first, Ref) and first.who == (speaker,) and first.case in ("subject", "owner")
    return (replace(first, sure=True), *told[1:]) if own and isinstance(first, Ref) else told


def _plainly(speech: _Speech) -> Phrase:
    """Say who spoke, and to whom if the words do not name them."""
    clause, deed = speech.clause, speech.message.deed
    verb = PLAIN[clause.main.base]
    if verb in ("said", "asked"):
        verb = said_of(speech.cut()[0])
        verb = verb if verb != "cried" else "said"
    slots = [piece.role for piece in clause.pieces[clause.verb + 1 :] if isinstance(piece, Slot)]
    other = deed.roles.get(slots[0], "") if slots else ""
    to = {"said": " to ", "asked": " ", "shouted": " at "}.get(verb, "")
    called = {key for part in speech.line if isinstance(part, Ref) for key in part.who}
    person = member_of(speech.lexicon, other).is_person
    known = other in called or other == speech.speaker or not person
    whom: Phrase = (to, Ref((other,))) if to and other and not known else ()
    return (Ref((speech.speaker,), "subject"), f" {verb}", *whom)


def _around(speech: _Speech, attribution: Phrase) -> list[Phrase]:
    """Quote a line up to where it is cut, attribute it, and quote the rest."""
    first, rest = speech.cut()
    told = ('"', *comma(first), '" ', *attribution)
    return [told, quoted(rest)] if rest else [told]


def _after(line: Phrase, speaker: str, verb: str) -> Phrase:
    """Quote a line with its speaker behind it, or in the middle of it."""
    who = Ref((speaker,), "subject")
    first, rest = halves(line)
    said: Phrase = (who, f" {verb or said_of(line)}")
    if rest:
        return ('"', *comma(first), '" ', *said, '. "', *ended(rest), '"')
    return ('"', *comma(first), '" ', *said)


def _length(line: Phrase) -> int:
    return sum(len(part.split()) if isinstance(part, str) else 1 for part in line)
