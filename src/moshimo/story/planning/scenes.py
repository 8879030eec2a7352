"""Scenes: messages of one place, close in time, told without a break."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from moshimo.engine.journal import Deed
from moshimo.lang.newborns import CLONE
from moshimo.story.lexicon.lexicon import DAY, Lexicon, manner_of, member_of
from moshimo.story.lexicon.naming import noun_of
from moshimo.story.lexicon.time_words import night_of
from moshimo.story.planning.debate import WHOLE, Measure, debated
from moshimo.story.planning.ordering import LATE, in_time, interleaved, told_at
from moshimo.story.selection.as_a_sum import summed
from moshimo.story.selection.bodies.postures import Postures
from moshimo.story.selection.bodies.whereabouts import Whereabouts
from moshimo.story.selection.message import Message, main_people
from moshimo.story.selection.needs import whole
from moshimo.story.selection.paring import heroes_of, pared
from moshimo.story.selection.searches import CHIEF
from moshimo.story.selection.slimming import slimmed
from moshimo.story.selection.worth import EVERYTHING, WEIGHTY, WORTH_TELLING

PAUSE = 2700.0  # seconds without a message that end a scene, on a day of 24 hours
AWAY = 900.0  # seconds after which somebody's return begins a scene
LEAST_OF_A_SCENE = 5.0  # a scene worth less is dropped, unless it has main people only
OF_THE_CHIEF = 2.0  # and theirs is dropped if worth less than this
STRAY = 2.0  # a message worth less is not the last
FEW = 2  # messages that make no scene while another lasts
FOR_A_WAY = 12  # so many deeds are told for each journey that is a scene
A_WHILE = 3 * 3600.0  # within it, the same place is no new scene
LATELY = 300.0  # seconds before a scene begins: who came then, and acts later, is told to come
LONG_WAY = 3600.0  # a journey that may be a scene
UNSEEN = Postures()


@dataclass(frozen=True, slots=True)
class ScenePlan:
    """What is told without a break."""

    place: str
    messages: tuple[Message, ...]  # what is told, in order
    present: tuple[str, ...] = ()  # who is there when it begins, those who matter most first
    meanwhile: bool = False  # it begins before the previous scene ends
    follows: bool = False  # it continues with the same person alone; no break precedes it
    aside: bool = False  # it is short and told in passing; no break precedes it

    @property
    def begin(self) -> float:
        """When its first message began; an arrival is told when it ends."""
        return told_at(self.messages[0])

    @property
    def end(self) -> float:
        """When its last message ended."""
        return max(message.end for message in self.messages)

    @property
    def doers(self) -> frozenset[str]:
        """All who act in it."""
        return frozenset(doer for message in self.messages for doer in message.doers)


def scenes(
    messages: Sequence[Message],
    lexicon: Lexicon,
    where: Whereabouts,
    least: float = WORTH_TELLING,
    eyes: str = "",
    always: frozenset[str] = frozenset(),
    bodies: Postures = UNSEEN,
) -> list[ScenePlan]:
    """Return the scenes in the order of telling.

    Args:
        messages: all that can be told.
        lexicon: the words of the world.
        where: where everybody is.
        least: the worth of what is told.
        eyes: the person of the perspective.
        always: the ids of deeds that are told whatever they are worth.
        bodies: what became of bodies.
    """
    told = pared(messages, lexicon, least)
    journeys = [message for message in messages if message.shape == "journey"]
    heroes = heroes_of([message for message in told if message.shape != "sense"], lexicon, 0.0)
    measure = min(1.0, least / WORTH_TELLING)
    stretches = _stretches(told, lexicon, where)
    if least > EVERYTHING:
        chief = (eyes,) if eyes else heroes[:CHIEF]
        shown = [one for one in stretches if not _is_stray(one, chief, always)] or stretches
        stretches = [one for one in shown if _deserves(one, heroes, measure)] or shown
    stretches.sort(key=lambda stretch: (stretch[0].begin, stretch[0].deed.id))
    if least > EVERYTHING:
        stretches = _until_the_end(_not_stale(stretches), STRAY * measure)
        chosen = [message for stretch in stretches for message in stretch]
        needed = whole(chosen, messages, lexicon, always, bodies)
        needed = slimmed(needed, lexicon, always, bodies)
        needed = summed(needed, messages, lexicon, always, bodies)
        stretches = _stretches(needed, lexicon, where)
        if not eyes:
            most = round(WHOLE / min(1.0, measure))
            stretches = _debates(stretches, messages, Measure(lexicon, where, always, {}, most))
    stretches = in_time(interleaved(stretches), lexicon)
    used = {one.deed.id for those in stretches for one in those if one.shape == "journey"}
    made: list[ScenePlan] = []
    for stretch in stretches:
        ways = _ways(stretch, journeys, used)
        made.append(_scene(stretch, ways, _Setting(lexicon, where, heroes, eyes), made))
    if least > EVERYTHING:
        journeys = _standing(journeys, made, lexicon, bodies)
    lonely = _lonely_ways(journeys, used, (eyes,) if eyes else heroes, made)
    found: list[ScenePlan] = []
    for scene in _set_among(made, lonely):
        goes_on = bool(found) and _goes_on(found[-1], scene, lexicon)
        found.append(replace(scene, follows=True, meanwhile=False) if goes_on else scene)
    return found


def _debates(
    stretches: Sequence[list[Message]], messages: Sequence[Message], measure: Measure
) -> list[list[Message]]:
    """Return what is told at each place, its exchanges whole."""
    made: list[list[Message]] = []
    for stretch in stretches:
        elsewhere = [one for other in stretches if other is not stretch for one in other]
        shares = main_people(elsewhere, measure.lexicon)
        most = max(shares.values(), default=1.0) or 1.0
        known = {who: share / most for who, share in shares.items()}
        needed = {c for one in elsewhere for deed in one.deeds for c in deed.causes}
        always = frozenset(measure.always) | needed
        given = replace(measure, known=known, always=always)
        made.append(debated(stretch, messages, given))
    return made


def _set_among(made: Sequence[ScenePlan], lonely: Sequence[ScenePlan]) -> list[ScenePlan]:
    """Put each journey that is a scene before the first scene that begins after it.

    It is told as begun if that scene begins before it is over.
    """
    found = list(made)
    for way in sorted(lonely, key=lambda scene: (scene.begin, scene.place)):
        place = next((n for n, one in enumerate(found) if one.begin > way.begin), len(found))
        soon = place < len(found) and found[place].begin < way.end - LATE
        gone = tuple(replace(message, sets_out=soon) for message in way.messages)
        found.insert(place, replace(way, messages=gone))
    return found


def _deserves(stretch: Sequence[Message], heroes: Sequence[str], measure: float) -> bool:
    """Whether a stretch is a scene: enough happened, or a main person found nobody."""
    worth = sum(message.worth for message in stretch) / measure
    chief = all(doer in heroes[:CHIEF] for message in stretch for doer in message.doers)
    searched = any(message.shape == "sense" for message in stretch)
    return worth >= LEAST_OF_A_SCENE or (chief and (searched or worth >= OF_THE_CHIEF))


def _is_stray(stretch: Sequence[Message], chief: Sequence[str], always: Collection[str]) -> bool:
    """Whether one light thing is all that is told there, and no main person does it."""
    alone = stretch[0] if len(stretch) == 1 else None
    if alone is None or alone.worth >= STRAY or any(doer in chief for doer in alone.doers):
        return False
    return not {*always} & {*alone.ids}


def _goes_on(before: ScenePlan, scene: ScenePlan, lexicon: Lexicon) -> bool:
    """Whether a scene has the same person alone, or the same place a while later."""
    alone = before.doers | scene.doers
    same_day = night_of(lexicon.clock, before.begin) == night_of(lexicon.clock, scene.begin)
    gap = scene.begin - before.end
    stays = before.place == scene.place and 0 <= gap < A_WHILE * lexicon.clock.day / DAY
    return same_day and (stays or (len(alone) == 1 and len(scene.present) <= 1))


def _stretches(
    told: Sequence[Message], lexicon: Lexicon, where: Whereabouts
) -> list[list[Message]]:
    """Group messages by place; a long pause, the end of a day and departures end a group."""
    pause = PAUSE * lexicon.clock.day / DAY
    running: dict[str, list[Message]] = {}
    done: list[list[Message]] = []
    last_place: dict[str, str] = {}
    for message in told:
        place = _set_out_from(message, last_place, running, where)
        stretch = running.get(place)
        if stretch and (
            message.begin - max(other.end for other in stretch) > pause
            or (place == message.place and _came_back(stretch, message, last_place))
        ):
            done.append(running.pop(place))
        running.setdefault(place, []).append(message)
        last_place.update((doer, message.place) for doer in message.doers)
    return [*done, *running.values()]


def _set_out_from(
    message: Message,
    last_place: Mapping[str, str],
    running: Mapping[str, list[Message]],
    where: Whereabouts,
) -> str:
    """Return the place where a message is told.

    It is where it ended. What one does while being taken elsewhere is told there, and a long deed
    that led away is told where it began.
    """
    if not message.doers or message.shape not in ("act", "speech"):
        return message.place
    taken = where.way_of(message.doers[0], message.begin)
    if taken and taken.id not in message.ids:
        return taken.place
    begun = last_place.get(message.doers[0], message.place)
    return begun if message.end - message.begin >= PAUSE and begun in running else message.place


def _came_back(stretch: Sequence[Message], message: Message, last_place: Mapping[str, str]) -> bool:
    """Whether one doer, or every doer, of the stretch has since been told of elsewhere."""
    doers = {doer for other in stretch for doer in other.doers}
    back = any(last_place.get(doer, message.place) != message.place for doer in message.doers)
    if back and message.begin - max(other.end for other in stretch) > AWAY:
        return True
    return bool(doers) and all(last_place.get(doer) != message.place for doer in doers)


def _not_stale(stretches: list[list[Message]]) -> list[list[Message]]:
    """Drop short stretches elsewhere about people who have already been told of later."""
    kept: list[list[Message]] = []
    for stretch in stretches:
        before = kept[-1] if kept else []
        people = {
            key for message in stretch for deed in message.deeds for key in deed.roles.values()
        }
        people.difference_update(doer for message in stretch for doer in message.doers)
        met_again = any(
            message.begin > stretch[-1].end
            and message.shape != "sense"
            and set(message.doers) & people
            for message in before
        )
        if not (len(stretch) <= FEW and met_again and stretch[0].begin < before[-1].end):
            kept.append(stretch)
    return kept


def _until_the_end(stretches: list[list[Message]], stray: float) -> list[list[Message]]:
    """Drop what follows the last weighty message."""
    weights = [max(message.worth for message in stretch) for stretch in stretches]
    if not weights:
        return stretches
    weighty = min(WEIGHTY, max(weights) / 2)
    last = max(n for n, weight in enumerate(weights) if weight >= weighty)
    end = stretches[last]
    kept = max(n for n, message in enumerate(end) if message.worth >= min(stray, weighty))
    return [*stretches[:last], end[: kept + 1]]


def _ways(stretch: Sequence[Message], journeys: Iterable[Message], used: set[str]) -> list[Message]:
    """Return the arrivals of the doers of a scene. Adds their ids to `used`."""
    begin, end, place = stretch[0].begin, stretch[-1].end, stretch[0].place
    first: dict[str, float] = {}  # when each doer first acts
    for message in stretch:
        for doer in message.doers if len(message.doers) == 1 else ():
            first.setdefault(doer, message.begin)
    ways: list[Message] = []
    for way in journeys:
        doer = way.doers[0]
        comes = way.place == place and begin <= way.end <= end and doer in first
        comes = comes and way.deed.result == "done"
        if way.deed.id in used or not comes or way.end > first[doer]:
            continue
        used.add(way.deed.id)  # a second arrival replaces the first
        ways = [other for other in ways if other.doers != way.doers]
        ways.append(replace(way, times=0))  # 0: told as an arrival
    return ways


@dataclass(frozen=True, slots=True)
class _Setting:
    """What is known of a whole story while a scene is made."""

    lexicon: Lexicon
    where: Whereabouts
    heroes: Sequence[str]
    eyes: str


def _scene(
    stretch: Sequence[Message],
    ways: Sequence[Message],
    setting: _Setting,
    before: Sequence[ScenePlan],
) -> ScenePlan:
    lexicon, heroes, eyes = setting.lexicon, setting.heroes, setting.eyes
    ways = [*ways, *_comings(stretch, ways, setting.where, lexicon)]
    coming = {doer for way in ways if way.times == 0 for doer in way.doers}
    coming |= _brought_in(stretch[1:], lexicon) - {*stretch[0].doers}
    seen = {key for deed in stretch[0].deeds for key in _perceived(deed, lexicon)} - coming
    told = sorted(
        [*stretch, *ways], key=lambda message: (told_at(message), message.times > 0, message.end)
    )
    doers = {doer for message in stretch for doer in message.doers}
    first = seen | set(stretch[0].doers) if eyes and seen else doers | seen
    there = {key for key in first - coming if member_of(lexicon, key).is_person}
    there = {key for key in there if not key.startswith(CLONE)}  # their birth brings them in
    present = sorted(there, key=lambda key: (heroes.index(key) if key in heroes else 999, key))
    meanwhile = bool(before) and before[-1].begin <= stretch[0].begin < before[-1].end - 60
    light = all(message.worth < WEIGHTY and message.shape != "speech" for message in stretch)
    aside = bool(before) and len(stretch) <= 2 and light
    return ScenePlan(stretch[0].place, tuple(told), tuple(present), meanwhile, aside=aside)


def _brought_in(stretch: Sequence[Message], lexicon: Lexicon) -> set[str]:
    """Return who comes by an event that is told, such as a door that is opened to them."""
    events = [deed for message in stretch for deed in message.deeds if deed.kind == "event"]
    there = {deed.roles.get(role, "") for deed in events for role in manner_of(lexicon, deed).moved}
    return there - {""}


def _comings(
    stretch: Sequence[Message], ways: Sequence[Message], where: Whereabouts, lexicon: Lexicon
) -> list[Message]:
    """Return how those came who act in a scene, and were elsewhere when it began."""
    begin, place = stretch[0].begin, stretch[0].place
    told = {key for message in (*stretch, *ways) for key in message.ids}
    known = {doer for way in ways for doer in way.doers} | {*stretch[0].doers}
    made: list[Message] = []
    for message in stretch:
        for doer in message.doers:
            stay = where.stay(doer, message.begin) if doer not in known else None
            known.add(doer)
            since = begin - (0.0 if _is_of_a_body(doer, lexicon) else LATELY)
            came = stay and stay.came and stay.place == place and since < stay.since
            if stay and came and stay.deed.id not in told:
                made.append(Message((stay.deed,), "journey", (doer,), 0.0, times=0))
    return made


def _is_of_a_body(who: str, lexicon: Lexicon) -> bool:
    """Whether somebody is one of several of one noun, such as elders, or several people."""
    member = member_of(lexicon, who)
    return member.plural or bool(noun_of(member))


def _perceived(deed: Deed, lexicon: Lexicon) -> Iterable[str]:
    """Return who was present at a deed; unknown for a deed that carries far."""
    manner = manner_of(lexicon, deed)
    afar = not deed.place or manner.afar
    if manner.moves:  # its witnesses are where it began
        return deed.roles.values()
    long = deed.end - deed.begin >= PAUSE  # its first witnesses may have stayed
    return () if afar else (*deed.witnesses, *(() if long else deed.begun))


def _standing(
    ways: Iterable[Message], made: Sequence[ScenePlan], lexicon: Lexicon, bodies: Postures
) -> list[Message]:
    """Return the journeys of whom a reader does not take to lie, or to be held, when they go."""
    told = {key for scene in made for message in scene.messages for key in _told_by(message)}
    return [
        way
        for way in ways
        if not any(True for leg in way.deeds for _ in bodies.lacking(leg, told, lexicon))
    ]


def _told_by(message: Message) -> Iterable[str]:
    return (*message.ids, message.answer.id) if message.answer else message.ids


def _lonely_ways(
    journeys: Iterable[Message], used: set[str], heroes: Sequence[str], made: Sequence[ScenePlan]
) -> list[ScenePlan]:
    """Return long journeys of the main people as scenes of their own."""
    if not made:
        return []
    end = max(scene.end for scene in made)
    chief = heroes[:CHIEF]
    told = [message for scene in made for message in scene.messages]
    acts = [one for one in told if one.deed.kind == "action" and one.shape != "journey"]
    ways = [
        way
        for way in journeys
        if way.doers[0] in chief
        and way.deed.id not in used
        and way.end <= end + PAUSE
        and any(_belongs(way, act) for act in acts)
    ]
    last = {way.doers[0]: way for way in ways}
    long = [way for way in ways if way is last[way.doers[0]] or way.end - way.begin >= LONG_WAY]
    long.sort(key=lambda way: (way.begin - way.end, way.deed.id))  # the longest first
    chosen = long[: len(acts) // FOR_A_WAY]
    return [ScenePlan(way.place, (way,), way.doers, aside=True) for way in chosen]


def _belongs(way: Message, act: Message) -> bool:
    """Whether a journey leads to a weighty deed of its walker, or away from one."""
    if way.doers[0] not in act.doers:
        return False
    comes = 0 <= act.begin - way.end <= PAUSE and act.place == way.place
    long = max(leg.end - leg.begin for leg in way.deeds) >= LONG_WAY  # one leg, not many errands
    return long and (comes or 0 <= way.begin - act.end <= PAUSE)
