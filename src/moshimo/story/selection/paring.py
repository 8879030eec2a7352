"""What of a journal is told, and how: nothing twice, no failures, no stale news."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from moshimo.engine.journal import Deed
from moshimo.story.lexicon.lexicon import DAY, Tongue, doer_role, is_person, is_routine, member_of
from moshimo.story.selection.grouping import gathered
from moshimo.story.selection.message import Beat, main_people
from moshimo.story.selection.searches import searches
from moshimo.story.selection.worth import WEIGHTY, WORTH_TELLING

STALE = 0.35  # how much less a rule's deeds are worth for each that was told before
WORN, FRESH = 0.1, 3  # and each after so many in which something is said
APART = 6  # beats between two who do the same "too"
UNSPOKEN = 0.5  # what is left of the worth of words that have been quoted once already
SECOND = 2.0  # a deed is worth so much less when it comes for the second time
SECOND_WORDS = 2.5 / UNSPOKEN  # and one with words
AGAIN = 1800.0  # the same deed again is not told sooner, on a day of 24 hours
FAR = 3 * 3600.0  # the same words may be quoted again after so long, of another speaker
OFTEN = 2  # how often at most the same people are told to do the same in a story


@dataclass(slots=True)
class _Told:
    """What has been told so far."""

    rules: Counter[str] = field(default_factory=Counter)
    acts: dict[tuple[str, ...], float] = field(default_factory=dict)
    often: Counter[tuple[str, ...]] = field(default_factory=Counter)
    places: dict[tuple[str, ...], float] = field(default_factory=dict)
    too: int = -APART  # how much had been told when somebody last did something "too"


def heroes_of(found: Sequence[Beat], tongue: Tongue, least: float) -> tuple[str, ...]:
    """The story's people, those who matter most first."""
    shares = main_people([beat for beat in found if beat.worth >= least], tongue)
    return tuple(sorted(shares, key=lambda key: (-shares[key], key)))


def pared(found: Sequence[Beat], tongue: Tongue, least: float) -> list[Beat]:
    """The beats that are told, without the journeys, in the order in which they began."""
    known = {deed.id: deed for beat in found for deed in beat.deeds}
    heroes = heroes_of(found, tongue, least)
    acts = [beat for beat in found if beat.shape in ("act", "speech") and beat.worth > 0]
    acts = _that_mattered(acts, least)
    acts = gathered(_quoted_once(acts, tongue, least), tongue)
    acts = _with_questions(_not_again(acts, tongue, least), acts)
    acts = _fresh_news(acts, known, tongue)
    looked = searches(found, heroes)
    return sorted([*acts, *looked], key=lambda beat: (beat.begin, beat.end))


def _that_mattered(acts: Sequence[Beat], least: float) -> list[Beat]:
    """Without what was foiled or broken off, unless somebody else's answer to it is told."""
    answers = [beat for beat in acts if beat.deed.result == "done" and beat.worth >= least]
    return [
        beat
        for beat in acts
        if beat.deed.result == "done"
        or (beat.deed.result == "broken off" and any(_stopped_by(beat, one) for one in answers))
    ]


def _stopped_by(beat: Beat, answer: Beat) -> bool:
    deed = answer.deed
    return (
        beat.deed.id in deed.causes
        and not set(beat.doers) & set(answer.doers)
        and any(doer in deed.roles.values() for doer in beat.doers)
        and not deed.said
        and abs(answer.end - beat.end) < 60
    )


def _quoted_once(acts: Sequence[Beat], tongue: Tongue, least: float) -> list[Beat]:
    """The beats, words that have been quoted before told without them."""
    far = FAR * tongue.calendar.day / DAY
    quoted: dict[tuple[str, int], tuple[float, set[str]]] = {}
    made: list[Beat] = []
    fresh: Counter[str] = Counter()
    for beat in acts:
        if beat.shape == "speech" and fresh[beat.deed.rule] < _other_words(beat, tongue):
            fresh[beat.deed.rule] += 1
        elif beat.shape == "speech" and beat.deed.result == "done" and beat.worth >= least:
            speaker, index = beat.deed.said[0]
            line = (beat.deed.rule, index)
            when, speakers = quoted.get(line, (-far, set()))
            if line in quoted and (beat.begin - when < far or speaker in speakers):
                made.append(replace(beat, shape="act", worth=UNSPOKEN * beat.worth))
                continue
            quoted[line] = (beat.begin, speakers | {speaker} if len(speakers) < 2 else speakers)
        made.append(beat)
    return made


def _other_words(beat: Beat, tongue: Tongue) -> int:
    """How often a rule can be counted on to have other words; not all that there are fit."""
    manner = tongue.manners.get(beat.deed.rule)
    texts = {text for way in manner.lines for text in way.texts} if manner else ()
    return (len(texts) + 1) // 2


def _not_again(acts: Sequence[Beat], tongue: Tongue, least: float) -> list[Beat]:
    """The beats worth telling, each rule's worth less the more of its deeds have been told."""
    pause = AGAIN * tongue.calendar.day / DAY
    told = _Told()
    made: list[Beat] = []
    heard: dict[str, set[str]] = {}  # words read aloud, and who of those meant has not answered yet
    for given in acts:
        beat = _newcomers(given, told, pause)
        rule = beat.deed.rule
        worth = beat.worth
        if _is_read(beat, tongue):
            heard.update((deed.id, {*deed.roles.values()} - {*beat.doers}) for deed in beat.deeds)
            worth = max(worth, least)
        elif _answers(beat, heard):
            worth = max(worth, least)
        else:
            worth /= _wear(beat, told.rules[rule], tongue)
        keys = [(rule, *roles) for roles in _role_sets(beat)]
        others = (rule, beat.place, *_others(beat, tongue))
        before = [told.acts[key] for key in keys if key in told.acts]
        last = max(before) if len(before) == len(keys) else None
        if last is not None:  # it was worth so much before it was told the first time
            first = beat.worth * (SECOND_WORDS if beat.deed.said else SECOND)
            if first < 1.6 * WEIGHTY or beat.begin - last < pause or not others[2:]:
                continue
            worth = first / 2
        if worth < _needed(beat, least, tongue) or any(told.often[key] >= OFTEN for key in keys):
            continue
        too = last is None and beat.begin - told.places.get(others, -pause) < pause / 6
        too = too and beat.shape == "act" and beat.deed.result == "done"
        too = too and len(made) - told.too > APART
        told.too = len(made) if too else told.too
        told.rules[rule] += 1
        told.acts.update((key, beat.end) for key in keys)
        told.acts.update(((*key[:-1], ""), beat.end) for key in keys)
        told.often.update(keys)
        told.places[others] = beat.end
        made.append(replace(beat, worth=worth, too=too, again=last is not None))
    return made


def _needed(beat: Beat, least: float, tongue: Tongue) -> float:
    """How much it has to be worth: where smaller things are told, those of every day are not."""
    manner = tongue.manners.get(beat.deed.rule)
    everyday = beat.shape == "act" and manner is not None and is_routine(manner)
    return max(least, WORTH_TELLING) if everyday else least


def _wear(beat: Beat, often: int, tongue: Tongue) -> float:
    """How much less it is worth if its rule has been told so often: less, once words run out."""
    if beat.shape == "act":
        return 1 + STALE * often
    manner = tongue.manners.get(beat.deed.rule)
    own = len(manner.says) if manner else 0
    words = max(own, sum(len(way.texts) for way in manner.lines) if manner else 0)
    return 1 + WORN * max(0, often - FRESH) + STALE * max(0, often - words)


def _is_read(beat: Beat, tongue: Tongue) -> bool:
    """Whether a letter is read aloud by it: each part of one is told."""
    manner = tongue.manners.get(beat.deed.rule)
    return manner is not None and manner.letter is not None and manner.speech


def _answers(beat: Beat, heard: Mapping[str, set[str]]) -> bool:
    """Whether it is the first that somebody does about words read out to them. Changes `heard`."""
    found = False
    for cause in beat.deed.causes:
        waiting = heard.get(cause, set()) & {*beat.doers}
        if waiting and beat.deed.result == "done":
            heard[cause] -= waiting
            found = True
    return found


def _newcomers(beat: Beat, told: _Told, pause: float) -> Beat:
    """A beat of several without those who have only just done the same."""
    deeds = tuple(
        deed
        for deed in beat.deeds
        if deed.begin - told.acts.get((deed.rule, *deed.roles.values(), ""), -pause) >= pause
    )
    if beat.mutual or beat.times > 1 or not deeds or len(beat.doers) != len(beat.deeds):
        return beat
    doers = tuple(who for who, deed in zip(beat.doers, beat.deeds, strict=True) if deed in deeds)
    return replace(beat, deeds=deeds, doers=doers)


def _with_questions(told: Sequence[Beat], acts: Sequence[Beat]) -> list[Beat]:
    """The beats told, and those that words among them answer."""
    ids = {deed.id for beat in told for deed in beat.deeds}
    wanted = {
        (cause, key)
        for beat in told
        if beat.shape == "speech"
        for cause in beat.deed.causes
        for key in beat.deed.roles.values()
    }
    missing = [
        replace(beat, shape="act", again=_done_before(beat, told))
        for beat in acts
        if beat.deed.id not in ids
        and beat.deed.result == "done"
        and len(beat.deed.roles) > 2
        and any((beat.deed.id, doer) in wanted for doer in beat.doers)
    ]
    return sorted([*told, *missing], key=lambda beat: beat.end)


def _done_before(beat: Beat, told: Sequence[Beat]) -> bool:
    """Whether the same people are told to have done the same."""
    return any(
        other.deed.rule == beat.deed.rule and other.doers == beat.doers and other.end < beat.begin
        for other in told
    )


def _role_sets(beat: Beat) -> Iterable[tuple[str, ...]]:
    """Who did it to whom, and in which words."""
    line = f"line {beat.deed.said[0][1]}" if beat.shape == "speech" else ""
    return sorted({(*deed.roles.values(), line) for deed in beat.deeds})


def _others(beat: Beat, tongue: Tongue) -> tuple[str, ...]:
    """Whom and what it was done to."""
    manner = tongue.manners.get(beat.deed.rule)
    doer = doer_role(manner) if manner else ""
    return tuple(key for role, key in beat.deed.roles.items() if role != doer)


def _fresh_news(acts: Sequence[Beat], known: Mapping[str, Deed], tongue: Tongue) -> list[Beat]:
    """Without the telling of what the hearer has seen, has heard, or the reader has not."""
    told = {deed.id for beat in acts for deed in beat.deeds if beat.worth >= WEIGHTY}
    informed: set[str] = set()
    made: list[Beat] = []
    for beat in acts:
        if not _is_news(beat, tongue) or beat.shape == "speech" or beat.news:
            made.append(beat)
            continue
        hearers = {
            key
            for key in beat.deed.roles.values()
            if key and key not in beat.doers and is_person(member_of(tongue, key))
        }
        news = [known[key] for key in beat.deed.roles.values() if key in known]
        seen = {who for deed in news for who in (*deed.witnesses, *deed.begun)} | informed
        if hearers - seen and all(deed.id in told for deed in news):
            informed |= hearers
            made.append(beat)
    return made


def _is_news(beat: Beat, tongue: Tongue) -> bool:
    manner = tongue.manners.get(beat.deed.rule)
    return manner is not None and "Deed" in manner.roles.values()
