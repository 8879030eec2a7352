"""Direct speech: quotations, and who spoke in which way."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

from moshimo.engine.journal import Deed
from moshimo.engine.member_ids import STRANGER
from moshimo.output.shown_letters import visible
from moshimo.story.grammar.clause import EXPLICIT, Clause, Slot
from moshimo.story.grammar.sentence_boundaries import (
    bare_end,
    boundaries,
    keeps_its_end,
)
from moshimo.story.grammar.small_words import PLAIN, QUOTABLE
from moshimo.story.lexical.phrasing import add_filled, sentence_parts
from moshimo.story.lexicon.lexicon import Lexicon, absent, looks_of, manner_of, member_of
from moshimo.story.lexicon.naming import FORMS, outcome_words, word_of
from moshimo.story.planning.clauses import (
    clause_of,
    gerund_fits,
    has_and,
    starts_with_doer,
    template_of,
)
from moshimo.story.planning.sentence_plan import Phrase, PhrasePart, Ref, pick
from moshimo.story.selection.message import Message

SLOT = re.compile(r"(\{[^{}]*\})")
SHORT = 15  # pieces of a clause, spaces counted, that may follow a quotation
NAME = "\ufffc"  # stands for a name while a line is cut
CURLY = str.maketrans({'"': "'", "“": "‘", "”": "’"})  # the marks inside ours
TRAILING = ("…", "..", "—", "–", "-")  # a line that breaks off
NO_COMMA = ("?", "!", ",", ";", ":", *TRAILING)  # no comma stands behind these


def spoken(
    message: Message, lexicon: Lexicon, known: Mapping[str, Deed], avoid: tuple[str, ...]
) -> list[tuple[str, Phrase]]:
    """Return the sentences of a deed with speech, each with the name of its form.

    The author's words do not change. The form of attribution varies: a form in `avoid` is used only
    if there is no other.
    """
    deed = message.deed
    lines = [(speaker, line_of(deed, index, speaker, lexicon)) for speaker, index in deed.said]
    form = _form(message, lines[0][0], lexicon, avoid)
    told = _bring_in(form, message, *lines[0], lexicon, known)
    sentences = [(form, parts) for parts in told]
    for (before, _), (speaker, line) in pairwise(lines):
        parts = quoted(line) if speaker == before else _after(line, speaker, "said", deed)
        sentences.append(("quote", parts))
    return sentences


def quoted(line: Phrase) -> Phrase:
    """Return a line alone in quotation marks."""
    return ('"', *_ended(line), '"')


def _form(message: Message, speaker: str, lexicon: Lexicon, avoid: tuple[str, ...]) -> str:
    clause = clause_of(template_of(message.deed, lexicon), lexicon)
    manner = manner_of(lexicon, message.deed)
    if not message.doers or speaker != message.doers[0] or not clause.doer:
        return "before"
    quotable = clause.main.base in QUOTABLE and _addressee_only(clause, message, lexicon)
    chosen = message.deed.id in lexicon.worded and bool(lexicon.worded[message.deed.id].told)
    if is_plain(clause) and not (chosen and _says_more(clause)):
        return "plain"
    if quotable:
        return "before" if "verb" in avoid else "verb"
    forms = ["before"]
    colon = any(isinstance(piece, str) and ":" in piece for piece in clause.pieces)
    if manner.speech and not colon:
        forms.append("colon")
    short = len(clause.pieces) <= SHORT and not has_and(message, lexicon)
    no_beside = {"be", "do", "have", *PLAIN, *QUOTABLE} if chosen else ()
    between = "".join(p if isinstance(p, str) else "x" for p in clause.pieces[1 : clause.verb])
    short = short and not (chosen and between.strip())  # "hardly turns": not "said, turning"
    short = short and clause.main.base not in no_beside  # "said, doing not look", "said, saying"
    if short and gerund_fits(message, lexicon) and starts_with_doer(message, lexicon):
        forms += ["gerund"]
        if not (manner.speech and clause.main.base in QUOTABLE):
            forms.append("and")
    forms = [form for form in forms if form not in avoid] or forms
    return forms[pick(message.deed.id, len(forms), "form")]


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


def _says_more(clause: Clause) -> bool:
    """Whether the author wrote more behind the verb than the addressee."""
    rest = clause.pieces[clause.verb + 1 :]
    words = "".join(piece if isinstance(piece, str) else " " for piece in rest).split()
    return words not in ([], ["to"], ["at"])


def _plain(message: Message, speaker: str, line: Phrase, lexicon: Lexicon) -> list[Phrase]:
    """Quote the words with their speaker, and the addressee if the words do not name them."""
    clause = clause_of(template_of(message.deed, lexicon), lexicon)
    first, rest = _halves(line)
    verb = PLAIN[clause.main.base]
    if verb in ("said", "asked"):
        verb = _said(first) if _said(first) != "cried" else "said"
    slots = [piece.role for piece in clause.pieces[clause.verb + 1 :] if isinstance(piece, Slot)]
    other = message.deed.roles.get(slots[0], "") if slots else ""
    to = {"said": " to ", "asked": " ", "shouted": " at "}.get(verb, "")
    called = {key for part in line if isinstance(part, Ref) for key in part.who}
    known = other in called or other == speaker or not member_of(lexicon, other).is_person
    whom: Phrase = (to, Ref((other,))) if to and other and not known else ()
    told = ('"', *_comma(first), '" ', Ref((speaker,), "subject"), f" {verb}", *whom)
    return [(*told, ". ", *quoted(rest))] if rest else [told]


def _addressee_only(clause: Clause, message: Message, lexicon: Lexicon) -> bool:
    rest = clause.pieces[clause.verb + 1 :]
    slots = [piece for piece in rest if isinstance(piece, Slot)]
    words = "".join(piece for piece in rest if isinstance(piece, str)).split()
    people = all(
        member_of(lexicon, message.deed.roles.get(slot.role, "")).is_person for slot in slots
    )
    return len(slots) <= 1 and len(words) <= len(slots) and people and len(rest) <= 4


def _bring_in(
    form: str,
    message: Message,
    speaker: str,
    line: Phrase,
    lexicon: Lexicon,
    known: Mapping[str, Deed],
) -> list[Phrase]:
    who = Ref((speaker,), "subject")
    match form:
        case "plain":
            return _plain(message, speaker, line, lexicon)
        case "verb":
            return _around(line, sentence_parts(message, lexicon, known))
        case "colon":
            return [(*sentence_parts(message, lexicon, known), ": ", *quoted(line))]
        case "gerund":
            doing = sentence_parts(message, lexicon, known, mood="gerund", subject=False)
            return [('"', *_comma(line), '" ', who, f" {_said(line)}, ", *doing)]
        case "and":
            doing = sentence_parts(message, lexicon, known, subject=False)
            return [('"', *_comma(line), '" ', who, f" {_said(line)}, and ", *doing)]
        case _:
            sentence = sentence_parts(message, lexicon, known)
            same = message.doers[:1] == (speaker,)
            return [sentence, quoted(line) if same else _after(line, speaker, "", message.deed)]


def _around(line: Phrase, attribution: Phrase) -> list[Phrase]:
    """Quote the first sentence of a line, attribute it, and quote the rest."""
    first, rest = _halves(line)
    told = ('"', *_comma(first), '" ', *attribution)
    return [told, quoted(rest)] if rest else [told]


def _after(line: Phrase, speaker: str, verb: str, deed: Deed) -> Phrase:
    """Quote a line with its speaker behind it, or in the middle of it."""
    who = Ref((speaker,), "subject")
    first, rest = _halves(line)
    said: Phrase = (who, f" {verb or _said(line)}")
    if rest:
        return ('"', *_comma(first), '" ', *said, '. "', *_ended(rest), '"')
    return ('"', *_comma(first), '" ', *said)


def _said(line: Phrase) -> str:
    last = line[-1] if line else ""
    if isinstance(last, str) and last.endswith("?"):
        return "asked"
    if isinstance(last, str) and last.endswith("!"):
        return "cried"
    return "said"


def line_of(deed: Deed, index: int, speaker: str, lexicon: Lexicon) -> Phrase:
    """Return the author's line with its slots filled."""
    says = manner_of(lexicon, deed).says
    text = says[index] if 0 <= index < len(says) else "…"
    chosen = lexicon.worded.get(deed.id)
    if chosen and chosen.said and deed.said and deed.said[0] == (speaker, index):
        text = chosen.said
    return spoken_parts(text, deed, speaker, lexicon)


def spoken_parts(text: str, deed: Deed, speaker: str, lexicon: Lexicon) -> Phrase:
    """Return what a speaker or writer says, everybody as that speaker takes and names them."""
    parts: list[PhrasePart] = []
    taken = {role: x for mind, role, x in deed.taken if mind == speaker and role in deed.roles}
    deed = replace(deed, roles=deed.roles | taken) if taken else deed
    for bit in filter(None, SLOT.split(text.strip())):
        part = _spoken_part(bit, deed, speaker, lexicon)
        if bit.startswith("{"):
            add_filled(parts, (part,))
        else:
            parts.append(part)
    return tuple(part for part in parts if part)


def _spoken_part(bit: str, deed: Deed, speaker: str, lexicon: Lexicon) -> PhrasePart:
    if not bit.startswith("{"):
        return visible(bit).translate(CURLY)
    role, _, form = (part.strip() for part in bit[1:-1].partition("."))
    key = str(deed.roles.get(role, "") or deed.outcomes.get(role, ""))
    if role in deed.roles and not key:
        return absent(role, deed, lexicon)
    key = looks_of(key)  # so everybody addresses it
    if form in EXPLICIT and key in lexicon.members:
        return FORMS[word_of(lexicon, key)][EXPLICIT[form]]
    if key in lexicon.members or key.startswith(STRANGER):
        return Ref((key,), speaker=speaker)
    return visible(key) if role in deed.roles else outcome_words(role, deed, lexicon)


def _halves(line: Phrase) -> tuple[Phrase, Phrase]:
    """Split a line behind its first sentence; quotations inside it stay whole."""
    ends = boundaries("".join(part if isinstance(part, str) else NAME for part in line))
    at = ends[0] if ends else 0
    for place, part in enumerate(line if ends else ()):
        if isinstance(part, str) and 0 < at < len(part):
            return (*line[:place], part[:at].rstrip()), (part[at:], *line[place + 1 :])
        if not at:
            return line[:place], line[place:]
        at -= len(part) if isinstance(part, str) else 1
    return line, ()


def _comma(line: Phrase) -> Phrase:
    """End a line for a following attribution: a full stop becomes a comma."""
    last = line[-1] if line else ""
    if not isinstance(last, str):
        return (*line, ",")
    body, closers = bare_end(last)
    if body.endswith(NO_COMMA):
        return (*line[:-1], last.rstrip())
    if body.endswith(".") and not keeps_its_end(body):
        return (*line[:-1], f"{body[:-1]},{closers}")
    return (*line[:-1], f"{body}{closers},")


def _ended(line: Phrase) -> Phrase:
    last = line[-1] if line else ""
    body = bare_end(last)[0] if isinstance(last, str) else ""
    if body.endswith((".", "?", "!", *TRAILING)):
        return line
    return (*line, ".")
