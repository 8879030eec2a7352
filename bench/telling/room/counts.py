"""Counts in words that the journal does not bear out.

- A number in the name of a group must be the number of those meant; "all" and "both" must mean
  everybody of that noun (but for those named beside it, where they are "the other" ones).
- Who does the same together must each have done it once, in one go: two ballots are not added up.
- Of an answer that many give at once, such as a hand at a vote, all that gave it are told together.
- "Five to four", "six hands": numbers beside such answers must be how many there were.
- "Once more" must not be the first time; whoever is "alone" must be.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from bench.telling.room.presence import place_of
from bench.telling.threads.halves import triggers
from bench.telling.told import Fault, Line, Told
from bench.telling.wording.tenses import QUOTED
from moshimo.engine.journal import Deed
from moshimo.story.lexicon.lexicon import manner_of, member_of
from moshimo.story.lexicon.naming import NUMBERS, noun_of
from moshimo.story.realisation.story import Mention

NUMBER = {word: n for n, word in enumerate(NUMBERS) if n} | {"a dozen": 12}
COUNT = "|".join(sorted((*NUMBER, r"\d+"), key=len, reverse=True))
IN_GROUP = re.compile(rf"\b({COUNT})\b(?: of)?(?: the)?(?: other)?", re.IGNORECASE)
PARTS = re.compile(r", | and ")
SCORE = re.compile(rf"\b({COUNT}|none|nobody) (?:to|against) ({COUNT}|none|nobody)\b")
HANDS = re.compile(rf"\b({COUNT}) (?:of them|hands|votes|voices)\b", re.IGNORECASE)
ONCE_MORE = re.compile(r"\s*(?:once more|once again|again)\b", re.IGNORECASE)  # behind a subject
MANY = 3  # answers to one deed from which on numbers are theirs
ALONE = re.compile(r"\b(?:was|were|stayed|left) (?:quite |all )?alone\b|\bsent everybody out\b")


def miscounted(told: Told) -> list[Fault]:
    """Return the lines with a count that is not so."""
    found: list[Fault] = []
    for line in told.lines:
        why = next(_wrong(line, told), "")
        if why:
            found.append(Fault(line.text, why, line.sentence.deeds))
    return found


def _wrong(line: Line, told: Told) -> Iterator[str]:
    for mention in line.narrated:
        if len(mention.who) > 1 and not mention.pronoun:
            yield from _group(line, mention, told)
    yield from _together(line, told)
    words = QUOTED.sub("", line.text)
    yield from _score(line, words, told)
    again = any(ONCE_MORE.match(line.text, m.end) for m in line.narrated if m.case == "subject")
    if again and not any(_before(deed, told) for deed in line.deeds):
        yield "it was the first time"
    if ALONE.search(words) and told.whole:
        there = told.history.were_at(place_of(line, told), line.end, line.end)
        named = {who for mention in line.narrated for who in mention.who}
        awake = [who for who in sorted(there - named) if told.history.awake(who, line.end)]
        if awake:
            yield f"{', '.join(awake[:4])} was there too"


def _group(line: Line, mention: Mention, told: Told) -> Iterator[str]:
    """Yield how a group's name says another number than those meant, or "all" of some."""
    text = line.text[mention.begin : mention.end]
    keys = dict.fromkeys(mention.who)
    counted = [NUMBER.get(word.lower()) or _figure(word) for word in IN_GROUP.findall(text)]
    named = sum(_is_named(key, text, told) for key in keys)
    parts = len(PARTS.split(text))
    if len(counted) == 1 and "others" in text and len(keys) in (named, parts - 1):
        yield from _others(line, mention, counted[0], told)
    elif len(counted) == 1:
        fits = {counted[0], counted[0] + named, counted[0] + parts - 1}
        if len(keys) not in fits:
            yield f"“{text}” are {len(keys)}"
    nouns = Counter(noun_of(member_of(told.lexicon, key)) for key in keys)
    noun, many = max(nouns.items(), key=lambda one: (one[0] != "", one[1]))
    if noun and re.search(r"\b(?:all|both)\b", text):
        every = [key for key, one in told.lexicon.members.items() if noun_of(one) == noun]
        beside = {who for m in line.narrated if m is not mention for who in m.who}
        left = [key for key in every if key not in beside or "other" not in text]
        if many != len(left):
            yield f"“{text}” are {many} of {len(left)}"


def _others(line: Line, mention: Mention, many: int, told: Told) -> Iterator[str]:
    """Yield how many others were there, of a list that says only their number."""
    if told.whole:
        place = place_of(line, told)
        at_first = {who for who in told.history.people if _is_there(who, place, line.begin, told)}
        at_last = {who for who in told.history.people if _is_there(who, place, line.end, told)}
        real = {len(there - set(mention.who)) for there in (at_first, at_last)}
        if many not in real:
            yield f"there were {' or '.join(str(n) for n in sorted(real))} others at {place}"


def _is_there(who: str, place: str, time: float, told: Told) -> bool:
    return told.history.place(who, time) == place and told.history.awake(who, time)


def _figure(word: str) -> int:
    return int(word) if word.isdigit() else 0


def _is_named(key: str, text: str, told: Told) -> bool:
    member = member_of(told.lexicon, key)
    return member.name in text or (bool(member.short) and member.short in text)


def _together(line: Line, told: Told) -> Iterator[str]:
    """Yield who does the same twice in one line, and who else gave the same answer."""
    for rule in dict.fromkeys(deed.rule for deed in line.deeds):
        deeds = [deed for deed in line.deeds if deed.rule == rule and deed.kind == "action"]
        if len(deeds) < 2 or rule not in told.laws.rules:
            continue
        doers = Counter(told.doer(deed) for deed in deeds)
        twice = [who for who, many in doers.items() if who and many > 1]
        groups = (line.text[m.begin : m.end] for m in line.narrated if len(m.who) > 1)
        said = any(IN_GROUP.search(text) for text in groups) or IN_GROUP.match(line.text)
        counted = told.laws.rules[rule].answers or said
        if twice and counted and len(doers) > 1 and not manner_of(told.lexicon, deeds[0]).moves:
            yield f"{', '.join(twice)} is counted twice"
        yield from _left_out(deeds, line, told)


def _left_out(deeds: Sequence[Deed], line: Line, told: Told) -> Iterator[str]:
    """Yield who gave the same answer to the same deed at once, and is not told with the others."""
    first = deeds[0]
    asked = triggers(first, told.laws.rules[first.rule], told)
    if not asked:
        return
    same = answers(asked[-1], first.rule, told)
    at_once = [one for one in same if line.begin <= one.begin <= line.end]
    left = [told.doer(one) for one in at_once if one.id not in told.told]
    if left and "thers" not in line.text:
        yield f"{', '.join(left)} did so too, which makes {len(same)}"


def answers(asked: Deed, rule: str, told: Told) -> list[Deed]:
    """Return the deeds of a rule that answer a deed and were done."""
    law = told.laws.rules[rule]
    return [
        deed
        for deed in told.deeds
        if deed.rule == rule
        and deed.result == "done"
        and asked.begin <= deed.begin <= asked.end + law.within + 1.0
        and asked in triggers(deed, law, told)
        and triggers(deed, law, told)[-1] is asked
    ]


def _score(line: Line, words: str, told: Told) -> Iterator[str]:
    """Yield numbers of answers that were not so many."""
    said = [word for pair in SCORE.findall(words) for word in pair]
    said += HANDS.findall(words)
    if not said:
        return
    asked = _ballot(line, told)
    if asked is None:
        return
    rules = {one.rule for one in told.deeds if one.causes and asked.id in one.causes}
    laws = told.laws.rules
    rules = {word for word in rules if word in laws and laws[word].answers}
    if sum(len(answers(asked, word, told)) for word in rules) < MANY:
        return
    counts = {len(answers(asked, word, told)) for word in rules}
    counts |= {sum(counts)}
    counts |= {round(x) for d in line.deeds for x in d.outcomes.values() if isinstance(x, float)}
    for word in said:
        many = NUMBER.get(word.lower(), _figure(word))
        if many not in counts:
            yield f"“{word}” were {' or '.join(str(n) for n in sorted(counts))}"


def _ballot(line: Line, told: Told) -> Deed | None:
    """Return the deed that is answered, of a line that tells answers or what came of them."""
    deeds = [*line.deeds]
    deeds += [told.known[key] for deed in line.deeds for key in deed.causes if key in told.known]
    for deed in deeds:
        rule = told.laws.rules.get(deed.rule)
        if rule and rule.answers and (asked := triggers(deed, rule, told)):
            return asked[-1]
    return None


def _before(deed: Deed, told: Told) -> bool:
    """Whether its doer has done, or tried, the same before."""
    doer = told.doer(deed)
    same = (one for one in told.deeds if one.rule == deed.rule and one.id != deed.id)
    return any(told.doer(one) == doer and one.begin < deed.begin for one in same)
