"""Slips of grammar: tenses that were shifted twice or not at all, verbs that do not agree.

Only what the teller says is looked at, and neither quotations nor letters. Verbs are checked with
the teller's own tables of forms; a subject is a name or pronoun that the story says is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bench.telling.told import Fault, Line, Told
from bench.telling.wording.tenses import DONE
from moshimo.story.grammar.articles import article
from moshimo.story.grammar.inflection import base_of_third, is_known, past, third
from moshimo.story.grammar.small_words import PLURALS
from moshimo.story.grammar.vocabulary import IRREGULAR
from moshimo.story.lexicon.lexicon import member_of
from moshimo.story.lexicon.naming import NUMBERS

SHIFTED = "|".join(sorted({forms[0] for base, forms in IRREGULAR.items() if forms[0] != base}))
BETWEEN = r"(?:(?:once|always|never|already|just|only|ever|not|long|also) )"
PATTERNS: tuple[tuple[str, str], ...] = (
    (rf"\bhad {BETWEEN}?had {BETWEEN}?{DONE}\b(?! of)", "a pluperfect twice"),
    (rf"\bhad been {BETWEEN}?had\b", "a pluperfect twice"),
    (rf"\bhad been {BETWEEN}had {DONE}\b", "a pluperfect twice"),
    (r"\bhad used to\b", "a pluperfect of “used to”"),
    (rf"\b(?:would|could|should|might)(?: not|n't)? have had {DONE}\b", "a conditional twice"),
    (rf"\b(?:always|never|already|once|just) had {DONE}\b", "an adverb before “had”"),
    (
        r"\bhad (?:would|could|can|may|might|must|shall|should|will|was|were|is|are)\b",
        "“had” twice",
    ),
    (rf"\bdid(?: not|n't) (?:\w{{2,}}[^e\W]ed|{SHIFTED})\b", "a past behind “did”"),
    (rf", (?!\w+ed (?:up|and))[a-z]\w*ed (?:\w+ed|{SHIFTED})\b", "two pasts side by side"),
    (
        r"(?:^|[.;:,] (?:and |but |that )?)(?:[Tt]he|[Hh]is|[Hh]er|[Ii]ts|[Tt]h(?:is|at)|[Aa]n?) "
        r"(?!rest|other|number)"
        rf"(?!(?:{'|'.join(sorted((*PLURALS, *NUMBERS[2:])))})\b)\w+(?<!ed)(?<![s\W]) were\b",
        "agreement",
    ),
    (r"\b(?:for|by|with|of|to) (?:\w+ )?\w+'s \w+ed\b(?=[.,;:!?]|$)", "a noun for a verb"),
    (r"(?:^|[.!?:;] )(?:Him|Them|Me|Us) \w+", "an object that stands as the subject"),
    # not "it took her a long time"
    (r"\b(?:another|a|an|the|his|its|their|every|each) (?:the|a|an)\b", "two articles"),
    (r"\b(?!had\b|that\b|her\b|his\b)(\w+) \1\b", "a word twice"),
    (r"(?<![Ii]f )(?<!though )(?<!than )\b(?:he|she|it) (?:were|are)\b", "agreement"),
    (r"\b(?:they|we) (?:was|is|has)\b", "agreement"),
    (r"\b(?:both|all|they|we|these|those|two|three) (?:of them )?are\b", "not in the past"),
    (r"(?:^|[.!?] )[a-z]", "a small letter at the beginning"),
    (r"[{}]|\b_\w|  ", "what is left of a template"),
)
FOUND = tuple((re.compile(pattern), why) for pattern, why in PATTERNS)
QUOTED = re.compile(r'"[^"]*"|“[^”]*”|\*[^*]*\*')
SUBJUNCTIVE = re.compile(r"\b(?:if|though|unless|wish(?:ed)?|than) (?:\w+ ){0,3}$")
JOINED = re.compile(
    r"\b(?:and|but|or|who|then) ([a-z]+s) (?:his|her|him|the|a|an|it|its|their|them|up|down|on|in"
    r"|at|to|out|off|over|back|not|away|into)\b"
)


def slips(told: Told) -> list[Fault]:
    """Return the lines with a slip of grammar."""
    found: list[Fault] = []
    for line in told.lines:
        if not line.sentence.letter:
            why = next(_slip(line, told), "")
            if why:
                found.append(Fault(line.text, why, line.sentence.deeds))
    return found


def _slip(line: Line, told: Told) -> Iterator[str]:
    words = QUOTED.sub(lambda found: '"' + "x" * (len(found[0]) - 2) + '"', line.text)
    for pattern, why in FOUND:
        if match := pattern.search(words):
            yield f"{why}: “{match[0].strip()}”"
    for match in re.finditer(r"\b([Aa]n?) (\w+)", words):
        if article(words[match.start(2) :]) != match[1].lower() and '"' not in match[0]:
            yield f"an article: “{match[0]}”"
    for match in JOINED.finditer(words):
        if is_present(match[1], told):
            yield f"not in the past: “{match[0]}”"
    yield from _verbs(line, words, told)


def _verbs(line: Line, words: str, told: Told) -> Iterator[str]:
    """Yield verbs right behind their subjects that are not in the past, or do not agree."""
    for mention in line.narrated:
        if mention.case != "subject" or words[mention.end : mention.end + 1] != " ":
            continue
        verb = re.match(r" (\w+)", words[mention.end :])
        if verb is None or SUBJUNCTIVE.search(words[: mention.begin]):
            continue
        many = len(mention.who) > 1 or any(_is_plural(who, told) for who in mention.who)
        subject = words[mention.begin : mention.end]
        joined = words[: mention.begin].endswith(" and ")  # "Ana and Bram were"
        many = many or joined or " and " in subject or subject.lower() in ("they", "you")
        wrong = ("was", "is", "has") if many else ("were", "are", "have")
        if verb[1] in wrong and not (joined and verb[1] == "was"):
            yield f"agreement: “{subject}{verb[0]}”"
        elif is_present(verb[1], told):
            yield f"not in the past: “{subject}{verb[0]}”"


def _is_plural(who: str, told: Told) -> bool:
    member = member_of(told.lexicon, who)
    return member.plural or member.pronouns == "they"


def is_present(word: str, told: Told) -> bool:
    """Whether a word can only be the third person of a verb in the present."""
    if word in ("is", "has", "does", "are"):
        return True
    base = base_of_third(word, told.lexicon.verbs)
    known = bool(base) and is_known(base, told.lexicon.verbs) and third(base) == word
    return known and past(base, told.lexicon.verbs) != word
