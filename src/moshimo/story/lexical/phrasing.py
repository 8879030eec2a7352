"""A message's clause, its slots filled with the deed's members."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from moshimo.engine.journal import Deed, is_claim
from moshimo.lang.newborns import CLONE
from moshimo.output.shown_letters import visible
from moshimo.story.grammar.articles import article
from moshimo.story.grammar.clause import Mood, Piece, Slot, Verb, mood_of
from moshimo.story.grammar.sentence_boundaries import begins_sentence, capital
from moshimo.story.grammar.small_words import (
    DETERMINERS,
    JOINERS,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
)
from moshimo.story.grammar.verb import for_several
from moshimo.story.lexical.claim_clause import claimed, deed_of_claim
from moshimo.story.lexicon.conditions import value_of
from moshimo.story.lexicon.lexicon import NOBODY, SOMEBODY, Lexicon, absent, manner_of
from moshimo.story.lexicon.naming import MANY_NAMES, count_word, outcome_words
from moshimo.story.planning.clauses import clause_of, template_of, values
from moshimo.story.planning.sentence_plan import Agree, Phrase, PhrasePart, Ref, pick
from moshimo.story.selection.message import Message
from moshimo.world.telling.telling import of_the_journal

PLACES_PASSED = 3
NAMED = 2  # of many who spoke in short
ABSENT = frozenset((*NOBODY.values(), *SOMEBODY.values(), "nothing", "something"))
AN = re.compile(r"\ban? $")
NOT_BEFORE = (
    re.compile(r"\b(?:an?|the) $"),
    re.compile(r"\b(?:to|at|in|into|towards?) (?:the )?$"),
)
_LEADS = re.compile(r"(?:^|\s)(?:that|how|why|because|whether|:)\s*$", re.IGNORECASE)
SMALL_WORDS = DETERMINERS | PREPOSITIONS | SUBORDINATORS | JOINERS | PRONOUNS - {"i"}


def sentence_parts(
    message: Message,
    lexicon: Lexicon,
    known: Mapping[str, Deed] = MappingProxyType({}),
    *,
    mood: Mood = "past",
    subject: bool = True,
    template: str = "",
) -> Phrase:
    """Return a message's clause in that mood, with or without the words before its verb."""
    chosen = lexicon.worded.get(message.deed.id)
    if not template and mood in ("past", "gerund"):  # nothing is added to the author's own way
        template = chosen.told if chosen else ""
    elif not template and message.deed.rule in lexicon.manners:
        template = lexicon.manners[message.deed.rule].template
    clause = clause_of(template or template_of(message.deed, lexicon), lexicon)
    pieces = clause.pieces if subject else clause.pieces[clause.verb :]
    parts: list[PhrasePart] = []
    if message.too and subject and not template:  # "she objected too", without what she objected
        colon = next((n for n, piece in enumerate(pieces) if piece == ":"), len(pieces))
        pieces = pieces[:colon]
    again = message.again and mood == "past" and not template
    for place, piece in enumerate(pieces):
        first_verb = again and isinstance(piece, Verb) and piece.first
        if first_verb and not _is_helping(piece):
            parts.append("once more ")
        match piece:
            case str():
                first = not place and subject and pieces[1:2] != (".",)  # "Dr." keeps its capital
                parts.append(_lowered(visible(piece), lexicon) if first else visible(piece))
            case Slot():
                filled = fill(piece, message, lexicon, known, "".join(map(_text, parts)))
                add_filled(parts, filled)
            case Verb():
                parts.append(_verb(piece, mood, lexicon))
                parts.append(" once more" if first_verb and _is_helping(piece) else "")
    if message.shape == "journey" and message.deed.result == "done":
        parts = [_reached(part) for part in parts]
    parts.extend(_way(message))
    if message.mutual:
        parts.append(" again and again" if message.times > 3 else "")
    elif message.times > 1:
        parts.append(" twice" if message.times == 2 else f" {count_word(message.times)} times")
    if mood == "past" and not template and message.deed.result == "done":
        parts.append(" too" if message.too else "")
    return tuple(part for part in parts if part)


def fill(
    slot: Slot, message: Message, lexicon: Lexicon, known: Mapping[str, Deed], before: str
) -> Phrase:
    """Return the contents of a slot: members, a number, or another deed."""
    manner = manner_of(lexicon, message.deed)
    kind = manner.roles.get(slot.role, "")
    if message.mutual:
        return _each_other(slot, message)
    keys = values(slot.role, message)
    if slot.truly and message.reveals[1] in keys:
        who, as_whom = message.reveals
        if who.startswith(CLONE):
            return ("a clone of ", Ref((as_whom,), named=True))
        keys = (who,)
    if message.shape == "journey" and slot.role != manner.moves and kind == "Place":
        keys = (message.deeds[0].roles.get(slot.role, ""),)
    if not keys:
        return _outcome(slot, message, lexicon)
    if kind == "Deed" and is_claim(keys[0]):
        parts = _claimed(keys[0], lexicon)
        return parts if _LEADS.search(before) else ("that ", *parts)
    if kind == "Deed":
        return _content(known.get(keys[0]), lexicon, known, before)
    keys = tuple(key for key in keys if key)
    if not keys:
        nobody = absent(slot.role, message.deed, lexicon)
        return (nobody + ("'s" if slot.case == "owner" else ""),)
    alike = slot.governor and values(slot.governor, message) == keys
    if message.reported and keys == message.doers and len(keys) > MANY_NAMES:
        more = f" and {count_word(len(keys) - NAMED)} more"
        return (Ref(keys[:1], slot.case), ", ", Ref(keys[1:NAMED], named=True), more)
    case = "self" if slot.case == "object" and alike and len(keys) == 1 else slot.case
    return (Ref(keys, case, named=slot.named),)


def _claimed(key: str, lexicon: Lexicon) -> Phrase:
    """Return what is claimed in the author's first words that fit, else in the teller's own."""
    deed = deed_of_claim(key, lexicon)
    for way in manner_of(lexicon, deed).ways if deed else ():
        asked = [test for test in way.tests if test.ex is None or not of_the_journal(test.ex)]
        if deed is None or way.silent or asked:
            continue
        holds = (bool(value_of(t.ex, deed, lexicon)) == t.wanted for t in way.tests if t.ex)
        if all(holds):
            text = way.texts[pick(key, len(way.texts), "claim")]
            return sentence_parts(Message((deed,), "act", (), 0.0), lexicon, {}, template=text)
    return claimed(key, lexicon)


def add_filled(parts: list[PhrasePart], filled: Phrase) -> None:
    """Add what fills a slot; words that are no name are fitted to what stands before them."""
    words = filled[0]
    if not isinstance(words, str):
        parts.extend(filled)
        return
    near = [part for part in parts[-4:] if isinstance(part, str)]
    before = "".join(near)
    left = NOT_BEFORE[words == "nowhere"] if words in ABSENT else AN
    fitted = left.sub("" if words in ABSENT else f"{article(words)} ", before)
    if fitted != before and near == parts[len(parts) - len(near) :]:
        parts[len(parts) - len(near) :] = [fitted]
    if begins_sentence("".join(map(_text, parts))):
        words = capital(words)
    parts.extend((words, *filled[1:]))


def _lowered(text: str, lexicon: Lexicon) -> str:
    """Make the first letter of a template small, unless a name or an abbreviation begins there."""
    word = text.split(" ", 1)[0]
    small = text[:1].lower() + text[1:]
    if small in SMALL_WORDS:
        return small
    names = {name for member in lexicon.members.values() for name in member.name.split()}
    kept = word in names or word.split("'")[0] == "I" or not (word[1:] or "a").islower()
    return text if kept else small


def _each_other(slot: Slot, message: Message) -> Phrase:
    if slot.role == next(iter(message.deed.roles)):
        return (Ref(message.doers, slot.case),)
    return ("each other's" if slot.case == "owner" else "each other",)


def _is_helping(piece: Piece) -> bool:
    """Whether an adverb stands behind a verb: "was once more", not "once more was"."""
    return isinstance(piece, Verb) and piece.base in ("be", "have")


def _text(part: PhrasePart) -> str:
    return part if isinstance(part, str) else "_"


def _verb(verb: Verb, mood: Mood, lexicon: Lexicon) -> PhrasePart:
    told = mood_of(verb, mood, lexicon.verbs)
    many = for_several(told)
    return Agree(told, many) if many != told and verb.of_role else told


def _reached(part: PhrasePart) -> PhrasePart:
    """Replace "towards" by "to": the journey has ended there."""
    return "to" if part in ("towards", "toward") else part


def _way(message: Message) -> Phrase:
    """Return which places a journey passed, or how long it took."""
    via = tuple(place for place in message.via if place not in message.deed.roles.values())
    if via:
        return (", past ", Ref(via[-PLACES_PASSED:], named=True))
    hours = round((message.end - message.begin) / 3600)
    if message.shape != "journey" or hours < 1:
        return ()
    span = "an hour" if hours == 1 else f"{count_word(hours)} hours"
    return (f", and was {span} on the way",)


def _outcome(slot: Slot, message: Message, lexicon: Lexicon) -> Phrase:
    value = str(message.deed.outcomes.get(slot.role, ""))
    if value in lexicon.members:
        return (Ref((value,), slot.case, named=slot.named),)
    words = outcome_words(slot.role, message.deed, lexicon)
    return (words + ("'s" if slot.case == "owner" else ""),)


def _content(deed: Deed | None, lexicon: Lexicon, known: Mapping[str, Deed], before: str) -> Phrase:
    """Tell another deed as the content of speech: "of exiling …", "that … had exiled …"."""
    if deed is None or deed.kind == "sense" or not deed.rule:
        return ("what had happened",)
    message = Message((deed,), "act", (next(iter(deed.roles.values()), ""),), 0.0)
    if _LEADS.search(before):
        return sentence_parts(message, lexicon, {}, mood="perfect")
    return ("how ", *sentence_parts(message, lexicon, {}, mood="perfect"))
