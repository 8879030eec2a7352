"""Exchanges: whether what is said is told with what it answers.

Words of one person to another answer the last words that the other said to them, within four
minutes and at the same place, and that they have not answered before. Words that are for nobody in
particular can be answered by whoever speaks to their speaker next.

- An answer is apart from its challenge if that is not told, or is told behind it, or if two
  paragraphs or more stand between them that do not belong to the exchange.
- A challenge lacks its answer if that is a turning point, or a stirring deed, and is not told.
- A list is a run of speakers none of whom answers another of them, or is answered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from bench.telling.threads.halves import triggers
from bench.telling.threads.turning_points import STIRRING, stirring, turning_points
from bench.telling.told import Fault, Line, Told
from moshimo.engine.journal import Deed
from moshimo.story.lexicon.lexicon import manner_of

SOON = 240.0  # seconds from words to their answer
NEAR = 1  # such paragraphs between a challenge and its answer


def answered_by(told: Told) -> Mapping[str, Deed]:
    """Return the ids of answers, each with the words that it answers."""
    found: dict[str, Deed] = {}
    open_: list[Deed] = []
    for deed in sorted(told.deeds, key=lambda one: (one.begin, one.end)):
        if not _is_spoken(deed, told):
            continue
        rule = told.laws.rules.get(deed.rule)
        asked = triggers(deed, rule, told) if rule and rule.answers else []
        fits = asked or [
            one
            for one in open_
            if one.place == deed.place
            and one.end <= deed.begin <= one.end + SOON
            and told.doer(one) == _to(deed, told)
            and told.doer(deed) == _to(one, told)
        ]
        if fits:
            found[deed.id] = fits[-1]
            open_ = [one for one in open_ if one is not fits[-1] or asked]
        open_.append(deed)
    return found


def _to(deed: Deed, told: Told) -> str:
    """Return who is spoken to: the first of the others who have a role in it."""
    return next((who for who in told.people(deed) if who != told.doer(deed)), "")


def _is_spoken(deed: Deed, told: Told) -> bool:
    aloud = deed.result == "done" and bool(deed.said)
    return aloud and manner_of(told.lexicon, deed).letter is None and bool(told.doer(deed))


def apart(told: Told) -> list[Fault]:
    """Return the answers that are told without their challenge right before them."""
    found: list[Fault] = []
    answers = answered_by(told)
    for key, challenge in answers.items():
        line, first = told.told.get(key), told.told.get(challenge.id)
        if line is None or not line.sentence.speaker:
            continue
        if first is None:
            why = f"it answers {told.shown(challenge)}, which is not told"
        elif first.number > line.number:
            why = f"it answers “{first.text}”, told later"
        elif len(other := _between(challenge, line, answers, told)) > NEAR:
            why = f"it answers “{first.text}”, {len(other)} paragraphs before"
        else:
            continue
        found.append(Fault(line.text, why, (key, challenge.id)))
    return found


def _between(
    challenge: Deed, line: Line, answers: Mapping[str, Deed], told: Told
) -> frozenset[int]:
    """Return the paragraphs between words and their answer that do not belong to the exchange."""
    before = [one for one in told.lines[: line.number] if challenge.id in one.sentence.deeds]
    begin = before[-1].number
    between = told.lines[begin + 1 : line.number]
    own = {one.paragraph for one in between if _root(one, answers) == _root(before[-1], answers)}
    own |= {before[-1].paragraph, line.paragraph}
    own |= {one.paragraph for one in between if challenge.id in one.deeds[0].causes}
    return frozenset(one.paragraph for one in between if one.paragraph not in own)


def _root(line: Line, answers: Mapping[str, Deed]) -> str:
    """Return the first words of an exchange."""
    key = line.deeds[0].id
    while key in answers:
        key = answers[key].id
    return key


def unanswered(told: Told) -> list[Fault]:
    """Return the challenges whose answer turned something, and is not told."""
    if not told.whole:
        return []
    turns = {*turning_points(told)} | {k for k, much in stirring(told).items() if much >= STIRRING}
    return [
        Fault(told.told[challenge.id].text, f"{told.shown(told.known[key])} is not told", (key,))
        for key, challenge in answered_by(told).items()
        if challenge.id in told.told and key in turns and key not in told.told
    ]


def whole(told: Told) -> tuple[int, list[Fault]]:
    """Return how many exchanges the fullest scene has: challenges told with an answer."""
    pairs = {
        (told.told[challenge.id].scene, challenge.id)
        for key, challenge in answered_by(told).items()
        if key in told.told and challenge.id in told.told
    }
    scenes = Counter(scene for scene, _ in pairs)
    return max(scenes.values(), default=0), []


def longest_list(told: Told) -> tuple[int, list[Fault]]:
    """Return the length of the longest list of speeches that do not answer one another."""
    runs = sorted(_lists(told), key=len)
    longest = runs[-1] if runs else []
    texts = " / ".join(line.text[:40] for line in longest)
    deeds = tuple(line.deeds[0].id for line in longest)
    return len(longest), [Fault(texts, f"{len(longest)} in a row", deeds)] if longest else []


def _lists(told: Told) -> Iterator[Sequence[Line]]:
    answers = answered_by(told)
    run: list[Line] = []
    for line in _speeches(told):
        joined = not run or _belong(run[-1], line, answers, told)
        goes_on = (
            bool(run) and run[-1].scene == line.scene and line.paragraph - run[-1].paragraph <= 2
        )
        if run and (joined or not goes_on):
            yield run
            run = []
        run.append(line)
    yield run


def _speeches(told: Told) -> Iterator[Line]:
    """Yield the first line of each speech, but not those of letters."""
    seen: set[str] = set()
    for line in told.lines:
        deed = line.deeds[0]
        if line.sentence.speaker and deed.id not in seen and _is_spoken(deed, told):
            seen.add(deed.id)
            yield line


def _belong(one: Line, other: Line, answers: Mapping[str, Deed], told: Told) -> bool:
    """Whether two speeches answer one another, are of the same person, or one caused the other."""
    first, second = one.deeds[0], other.deeds[0]
    challenge = answers.get(second.id)
    answers_it = challenge is not None and challenge.id == first.id
    concerned = told.doer(first) in told.people(second) and first.id in second.causes
    return answers_it or concerned or told.doer(first) == told.doer(second)
