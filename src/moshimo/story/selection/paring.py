"""Paring: nothing is told twice, and no failures and no old news are told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from moshimo.engine.journal import Deed
from moshimo.story.lexicon.lexicon import (
    DAY,
    Lexicon,
    doer_role,
    is_routine,
    manner_of,
    member_of,
    reports,
)
from moshimo.story.selection.exchanges import with_answers, with_triggers
from moshimo.story.selection.grouping import gathered
from moshimo.story.selection.message import Message, main_people
from moshimo.story.selection.searches import searches
from moshimo.story.selection.worth import EVERYTHING, WEIGHTY, WORTH_TELLING

STALE = 0.35  # divisor for each deed of the rule told before
WORN, FRESH = 0.1, 3  # the same for speech, and after how many
APART = 6  # messages between two uses of "too"
UNSPOKEN = 0.5  # factor for words that have been quoted
SECOND = 2.0  # divisor for the same deed again
SECOND_WORDS = 2.5 / UNSPOKEN  # and for one with direct speech
AGAIN = 1800.0  # seconds before the same deed may be told again, on a day of 24 hours
FAR = 3 * 3600.0  # seconds before another speaker may be quoted alike
OFTEN = 2  # how often a story tells the same people doing the same
ENOUGH = 3  # and how often anybody doing so, where little comes of it
AT_A_STRETCH = 8  # deeds in quick succession without a word
IN_SUCCESSION = 60.0  # seconds from the beginning of one to that of the next


@dataclass(slots=True)
class _Told:
    """What has been told so far."""

    rules: Counter[str] = field(default_factory=Counter)
    acts: dict[tuple[str, ...], float] = field(default_factory=dict)
    often: Counter[tuple[str, ...]] = field(default_factory=Counter)
    places: dict[tuple[str, ...], float] = field(default_factory=dict)
    too: int = -APART  # how many messages were told at the last "too"


def heroes_of(found: Sequence[Message], lexicon: Lexicon, least: float) -> tuple[str, ...]:
    """Return the story's people, those who matter most first."""
    shares = main_people([message for message in found if message.worth >= least], lexicon)
    return tuple(sorted(shares, key=lambda key: (-shares[key], key)))


def pared(found: Sequence[Message], lexicon: Lexicon, least: float) -> list[Message]:
    """Return the messages to tell, without the journeys, in the order in which they began.

    If `least` is `EVERYTHING`, only repetitions are left out.
    """
    known = {deed.id: deed for message in found for deed in message.deeds}
    heroes = heroes_of(found, lexicon, least)
    acts = [one for one in found if one.shape in ("act", "speech") and one.worth > 0]
    if least > EVERYTHING:
        acts = _that_mattered(acts, least)
    grouped = gathered(_quoted_once(acts, lexicon, least), lexicon)
    acts = _with_questions(_not_again(grouped, lexicon, least), grouped)
    if least > EVERYTHING:
        acts = _thinned(sorted(acts, key=lambda message: (message.begin, message.end)))
        small = [one for one in found if one.shape == "act" and one.worth <= 0]
        acts = with_triggers(_fresh_news(acts, known, lexicon), [*grouped, *small])
        acts = with_answers(acts, found, lexicon)
    looked = searches(found, heroes)
    return sorted([*acts, *looked], key=lambda message: (message.begin, message.end))


def _thinned(acts: Sequence[Message]) -> list[Message]:
    """Of what is done in quick succession without a word, such as blows, keep what weighs most."""
    dropped: set[int] = set()
    run: list[Message] = []
    for message in acts:
        if run and not _goes_on(run[-1], message):
            dropped.update(_lighter(run))
            run = []
        run.append(message)
    dropped.update(_lighter(run))
    return [message for message in acts if id(message) not in dropped]


def _goes_on(before: Message, message: Message) -> bool:
    at_once = message.place == before.place and message.begin - before.begin < IN_SUCCESSION
    return at_once and before.shape == message.shape == "act"


def _lighter(run: Sequence[Message]) -> list[int]:
    by_worth = sorted(run, key=lambda one: (-one.worth, one.begin))
    return [id(message) for message in by_worth[AT_A_STRETCH:]]


def _that_mattered(acts: Sequence[Message], least: float) -> list[Message]:
    """Drop what was foiled or broken off, unless somebody's answer to it is told."""
    answers = [one for one in acts if one.deed.result == "done" and one.worth >= least]
    return [
        message
        for message in acts
        if message.deed.result == "done" or any(_stopped_by(message, one) for one in answers)
    ]


def _stopped_by(message: Message, answer: Message) -> bool:
    deed = answer.deed
    return (
        message.deed.result == "broken off"
        and message.deed.id in deed.causes
        and not set(message.doers) & set(answer.doers)
        and any(doer in deed.roles.values() for doer in message.doers)
        and not deed.said
        and abs(answer.end - message.end) < 60
    )


def _quoted_once(acts: Sequence[Message], lexicon: Lexicon, least: float) -> list[Message]:
    """Drop the direct speech of messages whose words have been quoted before."""
    far = FAR * lexicon.clock.day / DAY
    quoted: dict[tuple[str, int], tuple[float, set[str]]] = {}
    made: list[Message] = []
    fresh: Counter[str] = Counter()
    for message in acts:
        if message.shape == "speech" and fresh[message.deed.rule] < _other_words(message, lexicon):
            fresh[message.deed.rule] += 1
        elif message.shape == "speech" and message.deed.result == "done" and message.worth >= least:
            speaker, index = message.deed.said[0]
            line = (message.deed.rule, index)
            when, speakers = quoted.get(line, (-far, set()))
            if line in quoted and (message.begin - when < far or speaker in speakers):
                made.append(replace(message, shape="act", worth=UNSPOKEN * message.worth))
                continue
            quoted[line] = (message.begin, speakers | {speaker} if len(speakers) < 2 else speakers)
        made.append(message)
    return made


def _other_words(message: Message, lexicon: Lexicon) -> int:
    """Return how many different lines a rule has at least, since not all may fit."""
    manner = manner_of(lexicon, message.deed)
    texts = {text for way in manner.lines for text in way.texts}
    return (len(texts) + 1) // 2


def _not_again(acts: Sequence[Message], lexicon: Lexicon, least: float) -> list[Message]:
    """Return the messages worth telling; a rule's worth falls with each deed told."""
    pause = AGAIN * lexicon.clock.day / DAY
    told = _Told()
    made: list[Message] = []
    heard: dict[str, set[str]] = {}  # deed of reading to those addressed who have not answered
    for given in acts:
        message = _newcomers(given, told, pause)
        rule = message.deed.rule
        is_read = manner_of(lexicon, message.deed).read_aloud  # each part of it is told
        if is_read:
            doers = {*message.doers}
            heard.update((deed.id, {*deed.roles.values()} - doers) for deed in message.deeds)
        enough = False
        if is_read or _answers(message, heard):
            worth = max(message.worth, least)
        else:
            worth = message.worth / _wear(message, told.rules[rule], lexicon)
            enough = told.rules[rule] >= ENOUGH and message.worth < WEIGHTY and least > EVERYTHING
        keys = [(rule, *roles) for roles in _role_sets(message)]
        others = (rule, message.place, *_others(message, lexicon))
        before = [told.acts[key] for key in keys if key in told.acts]
        last = max(before) if len(before) == len(keys) else None
        if last is not None:  # its worth before it was told the first time
            first = message.worth * (SECOND_WORDS if message.deed.said else SECOND)
            if first < 1.6 * WEIGHTY or message.begin - last < pause or not others[2:]:
                continue
            worth = first / 2
        worn = enough or any(told.often[key] >= OFTEN for key in keys)
        if worn or worth < _needed(message, least, lexicon):
            continue
        too = last is None and message.begin - told.places.get(others, -pause) < pause / 6
        too = too and message.shape == "act" and message.deed.result == "done"
        too = too and len(made) - told.too > APART
        told.too = len(made) if too else told.too
        told.rules[rule] += 1
        told.acts.update((key, message.end) for key in keys)
        told.acts.update(((*key[:-1], ""), message.end) for key in keys)
        told.often.update(keys)
        told.places[others] = message.end
        made.append(replace(message, worth=worth, too=too, again=last is not None))
    return made


def _needed(message: Message, least: float, lexicon: Lexicon) -> float:
    """Return the worth a message needs; everyday deeds are not told among the smaller ones."""
    everyday = message.shape == "act" and is_routine(manner_of(lexicon, message.deed))
    return max(least, WORTH_TELLING) if everyday and least > EVERYTHING else least


def _wear(message: Message, often: int, lexicon: Lexicon) -> float:
    """Return the divisor for a rule told so often: larger once its texts are used up."""
    if message.shape == "act":
        return 1 + STALE * often
    manner = manner_of(lexicon, message.deed)
    words = max(len(manner.says), sum(len(way.texts) for way in manner.lines))
    return 1 + WORN * max(0, often - FRESH) + STALE * max(0, often - words)


def _answers(message: Message, heard: Mapping[str, set[str]]) -> bool:
    """Whether it is a person's first answer to words read out to them. Changes `heard`."""
    found = False
    for cause in message.deed.causes:
        waiting = heard.get(cause, set()) & {*message.doers}
        if waiting and message.deed.result == "done":
            heard[cause] -= waiting
            found = True
    return found


def _newcomers(message: Message, told: _Told, pause: float) -> Message:
    """Drop from a message of several people those who have just done the same."""
    deeds = tuple(
        deed
        for deed in message.deeds
        if deed.begin - told.acts.get((deed.rule, *deed.roles.values(), ""), -pause) >= pause
    )
    if message.mutual or message.times > 1 or not deeds or len(message.doers) != len(message.deeds):
        return message
    pairs = zip(message.doers, message.deeds, strict=True)
    return replace(message, deeds=deeds, doers=tuple(who for who, deed in pairs if deed in deeds))


def _with_questions(told: Sequence[Message], acts: Sequence[Message]) -> list[Message]:
    """Return the messages told, and those which direct speech among them answers."""
    ids = {key for message in told for key in message.ids}
    wanted = {
        (cause, key)
        for message in told
        if message.shape == "speech"
        for cause in message.deed.causes
        for key in message.deed.roles.values()
    }
    missing = [
        replace(message, shape="act", again=any(_same_before(one, message) for one in told))
        for message in acts
        if message.deed.id not in ids
        and message.deed.result == "done"
        and len(message.deed.roles) > 2
        and any((message.deed.id, doer) in wanted for doer in message.doers)
    ]
    return sorted([*told, *missing], key=lambda message: message.end)


def _same_before(other: Message, message: Message) -> bool:
    """Whether a message tells of the same people doing the same before."""
    same = other.deed.rule == message.deed.rule and other.doers == message.doers
    return same and other.end < message.begin


def _role_sets(message: Message) -> Iterable[tuple[str, ...]]:
    """Return who did it to whom, and in which words."""
    line = f"line {message.deed.said[0][1]}" if message.shape == "speech" else ""
    return sorted({(*deed.roles.values(), line) for deed in message.deeds})


def _others(message: Message, lexicon: Lexicon) -> tuple[str, ...]:
    """Return to whom and to what it was done."""
    doer = doer_role(manner_of(lexicon, message.deed))
    return tuple(key for role, key in message.deed.roles.items() if role != doer)


def _fresh_news(
    acts: Sequence[Message], known: Mapping[str, Deed], lexicon: Lexicon
) -> list[Message]:
    """Drop reports of what the hearer knows already, or the reader does not know."""
    told = {deed.id for message in acts for deed in message.deeds if message.worth >= WEIGHTY}
    informed: set[str] = set()
    made: list[Message] = []
    for message in acts:
        about = reports(manner_of(lexicon, message.deed))
        if not about or message.shape == "speech" or message.news:
            made.append(message)
            continue
        others = {key for key in message.deed.roles.values() if key} - {*message.doers}
        hearers = {key for key in others if member_of(lexicon, key).is_person}
        news = [known[key] for key in message.deed.roles.values() if key in known]
        seen = {who for deed in news for who in (*deed.witnesses, *deed.begun)} | informed
        if hearers - seen and all(deed.id in told for deed in news):
            informed |= hearers
            made.append(message)
    return made
