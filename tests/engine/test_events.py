"""What happens by itself: at a moment, by chance, after a deed, when something becomes true."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.engine.exact import likely
from tests.engine.tiny import MakeWorld, Tiny, of, tiny, told, true

CLOCK = '''
class Character:
    bell: Moment = private(never)
    knock: Moment = private(never)
    puts: Span = private(seconds(0))


@event(at=Character.bell)
def ring(who: Character):
    """The bell rings for {who}."""


@event(at=Character.knock)
def set_bell(who: Character):
    """Somebody sets the bell of {who}."""
    who.bell = now + who.puts
'''


def at(minutes: float) -> float:
    return 60.0 * minutes


def test_an_event_comes_at_its_moment(world: MakeWorld) -> None:
    (ring,) = of(world(CLOCK, "ana: {bell: day 1 06:10}").run(1), "ring")
    assert ring.begin == ring.end == at(10)


def test_writing_a_moment_moves_the_event(world: MakeWorld) -> None:
    people = "ana: {bell: day 1 06:10, knock: day 1 06:05, puts: 20 minutes}"
    assert [d.begin for d in of(world(CLOCK, people).run(1), "ring")] == [at(25)]


def test_a_moment_written_twice_comes_once(world: MakeWorld) -> None:
    people = "ana: {bell: day 1 06:10, knock: day 1 06:05, puts: 5 minutes}"
    assert [d.begin for d in of(world(CLOCK, people).run(1), "ring")] == [at(10)]


def test_a_moment_that_is_now_comes_now(world: MakeWorld) -> None:
    people = "ana: {knock: day 1 06:05}"
    assert [d.begin for d in of(world(CLOCK, people).run(1), "ring")] == [at(5)]


def test_a_moment_written_into_the_past_comes_at_once(world: MakeWorld) -> None:
    rules = CLOCK.replace("now + who.puts", "now - minutes(1)")
    people = "ana: {knock: day 1 06:05, bell: day 1 06:30}"
    assert [d.begin for d in of(world(rules, people).run(1), "ring")] == [at(5)]


def test_a_moment_before_the_scenario_is_over(world: MakeWorld) -> None:
    assert of(world(CLOCK, "ana: {bell: day 1 05:30}").run(1), "ring") == []


def test_what_sets_a_moment_to_never_calls_the_event_off(world: MakeWorld) -> None:
    rules = CLOCK.replace("now + who.puts", "never")
    people = "ana: {knock: day 1 06:05, bell: day 1 06:30}"
    assert of(world(rules, people).run(1), "ring") == []


# by chance ------------------------------------------------------------------------------------

RAIN = '''
class Character:
    outside: bool = known(True)


@event(mean=minutes(10))
def drop(who: Character):
    """A drop falls on {who}."""
    when(who.outside)
'''


def test_what_comes_by_chance_comes_as_often_as_it_says(world: MakeWorld) -> None:
    start = world(RAIN, "ana: {place: hall}", ends="day 3 06:00")
    drops = sum(len(start.run(seed).deeds) for seed in range(10))
    tries = 10**9  # so many instants, each with its small chance: a Poisson law
    assert likely(drops, tries, 10 * 2 * 24 * 6 / tries)


def test_what_comes_by_chance_keeps_no_step(world: MakeWorld) -> None:
    start = world(RAIN, "ana: {place: hall}", ends="day 3 06:00")
    deeds = [d for seed in range(10) for d in start.run(seed).deeds]
    waits = [b.begin - a.begin for a, b in pairwise(deeds) if b.begin > a.begin]
    longer = sum(wait > at(10) for wait in waits)
    assert likely(longer, len(waits), 0.36787944117144233)


def test_what_comes_by_chance_comes_only_where_its_conditions_hold(world: MakeWorld) -> None:
    people = "ana: {place: hall}\nbo: {place: hall, outside: false}"
    universe = world(RAIN, people, ends="day 2 06:00").run(1)
    assert {d.roles["who"] for d in universe.deeds} == {"ana"}


EGGS = '''
class Hen(room=3):
    broods: int = private(3)
    lays_at: Moment = private(never)


@event(at=Hen.lays_at)
def lay(hen: Hen):
    """{hen} *lays* an egg."""
    chick = born(Hen)
    chick.broods = hen.broods - 1
    if chick.broods > 0:
        chick.lays_at = now + minutes(1)


@event(mean=minutes(10))
def cluck(hen: Hen):
    """{hen} *clucks*."""


@event(mean=hours(1))
def peck(hen: Hen, other: Hen):
    """{hen} *pecks* at {other}."""
    when(hen != other)
'''


def test_what_comes_by_chance_comes_to_the_newborn_too_and_as_often(world: MakeWorld) -> None:
    start = world(EGGS, more="Hen:\n  red: {lays_at: day 1 06:00}\n", ends="day 2 06:00")
    universe = start.run(1)
    clucks = Counter(d.roles["hen"] for d in of(universe, "cluck"))
    pecks = Counter((d.roles["hen"], d.roles["other"]) for d in of(universe, "peck"))
    tries = 10**9  # so many instants, each with its small chance: a Poisson law
    assert len(clucks) == 4
    assert all(likely(n, tries, 24 * 6 / tries, among=4) for n in clucks.values())
    assert len(pecks) == 4 * 3
    assert all(likely(n, tries, 24 / tries, among=12) for n in pecks.values())


def test_what_comes_later_comes_to_those_born_meanwhile(world: MakeWorld) -> None:
    grown = '''
@event(of=lay)
def hatch(hen: Hen):
    """{hen} *broods*."""
    egg = born(Hen)
    later(chirp(egg), after=minutes(2))


@event()
def chirp(hen: Hen):
    """{hen} *chirps*."""
    when(hen.broods > 100)
'''
    more = "Hen:\n  red: {lays_at: day 1 06:00, broods: 1}\n"
    rules = EGGS + grown.replace("broods > 100", "broods == 3")
    universe = world(rules, more=more, ends="day 1 07:00").run(1)
    (lay,), (hatch,) = of(universe, "lay"), of(universe, "hatch")
    late = [d for d in of(universe, "chirp") if d.begin == hatch.begin + 120]
    assert [d.roles["hen"] for d in late] == [hatch.outcomes["egg"]]
    assert lay.outcomes["chick"] != hatch.outcomes["egg"]


def test_what_befalls_a_place_is_perceived_by_those_who_are_there(world: MakeWorld) -> None:
    quake = '''
class Place:
    quakes_at: Moment = known(never)


@event(at=Place.quakes_at)
def quake(place: Place):
    """{place} shakes."""
'''
    places = "Place:\n  hall: {quakes_at: day 1 06:30, path: {mill: 4 minutes}}\n  mill: {}\n"
    people = "ana: {place: hall}\nbo: {place: mill}"
    universe = world(quake, people, places=places).run(1)
    (quake_,) = of(universe, "quake")
    assert (quake_.place, quake_.witnesses) == ("hall", ("ana",))


# after a deed ---------------------------------------------------------------------------------

AFTER = '''
class Fall(Deed):
    who: Character
    deep: Level


class Character:
    trip_at: Moment = private(never)
    slip_at: Moment = private(never)
    bruises: int = known(0)
    pity: int = known(0)
    groan: int = known(0)


@event(at=Character.trip_at)
def trip(walker: Character):
    """{walker} trips."""
    means(Fall(walker, 0.3))


@event(at=Character.slip_at)
def slip(walker: Character):
    """{walker} slips."""
    badly = chance(1)
    if badly:
        means(Fall(walker, 0.8))


@event(of=Fall)
def bruise(who: Character):
    """{who} is bruised."""
    who.bruises += 1


@event(of=slip)
def groan(walker: Character):
    """{walker} groans."""
    walker.groan += 1


@event(of=Fall)
def pitied(who: Character, other: Character):
    """{other} pities {who}."""
    when(other != who, other.place == who.place)
    who.pity += 1
'''


def test_an_event_follows_a_deed_and_a_meaning(world: MakeWorld) -> None:
    people = "ana: {place: hall, trip_at: day 1 06:10}\nbo: {place: mill, slip_at: day 1 06:20}"
    universe = world(AFTER, people).run(1)
    assert told(universe)[:3] == ["trip(ana)", "bruise(ana)", "slip(bo)"]
    assert sorted(told(universe)[3:]) == ["bruise(bo)", "groan(bo)"]
    assert true(universe, "Character.bruises", "ana") == 1
    assert true(universe, "Character.groan", "bo") == 1


BELL = '''
class Character:
    bell: Moment = private(never)
    score: int = private(1)


@event(at=Character.bell)
def ring(who: Character):
    """The bell rings for {who}."""
    who.bell = now + minutes(1)
'''
FOLLOWS = '''

@event(of=ring, luck="{luck}")
def {word}(who: Character):
    """{luck} adds to it."""
    who.score = (3 * who.score + {n}) % 1000
'''
LUCKS = ["ants", "bees", "crabs", "doves"]
WORDS = ["east", "north", "south", "west"]


@pytest.mark.slow
@settings(max_examples=10)
@given(st.permutations(WORDS))
@example(WORDS[::-1])
def test_what_comes_first_at_one_instant_hangs_on_luck_and_on_no_name_or_place(
    words: list[str],
) -> None:
    one, other = scored(WORDS), scored(words)
    assert other == one
    lucks = [luck for luck, _, _ in one[0]]
    assert len({tuple(lucks[i : i + 4]) for i in range(0, len(lucks), 4)}) > 4


def scored(words: list[str]) -> tuple[list[tuple[str, float, str]], float]:
    """Return the lucks, times and ids of what followed if the rules have these names; the score."""
    rules = BELL
    for n, (luck, word) in enumerate(zip(LUCKS, words, strict=True)):
        rules += FOLLOWS.format(luck=luck, word=word, n=n)
    with TemporaryDirectory() as folder:
        universe = tiny(Path(folder), Tiny(rules, "ana: {bell: day 1 06:10}")).run(1)
    lucks = dict(zip(words, LUCKS, strict=True))
    followed = [(lucks[d.rule], d.end, d.id) for d in universe.deeds if d.rule != "ring"]
    return followed, true(universe, "Character.score", "ana")


def test_a_further_role_of_an_event_ranges(world: MakeWorld) -> None:
    people = "\n".join(
        [
            "ana: {place: hall, trip_at: day 1 06:10}",
            *(
                f"{who}: {{place: {where}}}"
                for who, where in (("bo", "hall"), ("cai", "hall"), ("dora", "mill"))
            ),
        ]
    )
    universe = world(AFTER, people).run(1)
    assert sorted(d.roles["other"] for d in of(universe, "pitied")) == ["bo", "cai"]
    assert true(universe, "Character.pity", "ana") == 2


def test_an_event_names_the_deed_that_set_it_off(world: MakeWorld) -> None:
    universe = world(AFTER, "ana: {place: hall, trip_at: day 1 06:10}").run(1)
    trip, bruise = universe.deeds
    assert bruise.causes == (trip.id,)


# when it becomes true -------------------------------------------------------------------------

BECOMES = '''
class Blow(Deed):
    to: Character


class Character:
    water: int = known(0)
    pours_at: Moment = private(never)
    anger: Level = private(0.0)
    floods: int = private(0)


@event(at=Character.pours_at)
def pour(who: Character):
    """It pours into the cup of {who}."""
    who.water = (who.water + 1) % 5
    means(Blow(who))
    who.pours_at = now + minutes(1)


@event()
def flood(who: Character):
    """The cup of {who} runs over."""
    when(who.water >= 3)
    who.floods += 1


@event()
def drip(who: Character, other: Character):
    """It drips from the cup of {who} on {other}."""
    when(who.water >= 3, other != who, other.place == who.place)


@appraisal(of=Blow)
def annoyed(to, mind):
    """{mind} is annoyed."""
    when(to == mind)
    mind.anger += 0.3


@event()
def burst(who: Character):
    """{who} bursts out."""
    when(who.anger > 0.5)
'''


def test_an_event_comes_once_each_time_its_condition_becomes_true(world: MakeWorld) -> None:
    universe = world(BECOMES, "ana: {place: hall, pours_at: day 1 06:01}", ends="day 1 06:15").run(
        1
    )
    assert [d.begin for d in of(universe, "flood")] == [at(3), at(8), at(13)]
    assert true(universe, "Character.floods", "ana") == 3


def test_an_event_of_two_comes_for_each_pair_and_again_once_it_was_false_of_all(
    world: MakeWorld,
) -> None:
    cast = "ana: {place: hall, pours_at: day 1 06:01}\nben: {place: hall}\ncai: {place: hall}"
    universe = world(BECOMES, cast, ends="day 1 06:10").run(1)
    found = [(d.begin, d.roles["who"], d.roles["other"]) for d in of(universe, "drip")]
    assert sorted(found) == [
        (at(3), "ana", "ben"),
        (at(3), "ana", "cai"),
        (at(8), "ana", "ben"),
        (at(8), "ana", "cai"),
    ]


def test_what_is_true_at_the_start_becomes_true_then(world: MakeWorld) -> None:
    universe = world(BECOMES, "ana: {place: hall, water: 3}", ends="day 1 06:15").run(1)
    assert [d.begin for d in of(universe, "flood")] == [0.0]


def test_a_feeling_can_make_an_event_come_true(world: MakeWorld) -> None:
    universe = world(BECOMES, "ana: {place: hall, pours_at: day 1 06:01}", ends="day 1 06:15").run(
        1
    )
    assert [d.begin for d in of(universe, "burst")] == [at(3)]  # 0.3, 0.45, 0.525


KEEPS_COUNT = (
    BECOMES
    + '''

class Character:
    noted: int = private(0)
    times: int = private(0)


@appraisal()
def notes(mind: Character):
    """{mind} sees that there is more water, and notes how much."""
    when(mind.noted != mind.water)
    mind.noted = mind.water
    mind.times += 1
'''
)


def test_what_a_mind_has_dealt_with_can_become_true_for_it_again(world: MakeWorld) -> None:
    cast = "ana: {place: hall, pours_at: day 1 06:01}"
    universe = world(KEEPS_COUNT, cast, ends="day 1 06:04").run(1)
    assert true(universe, "Character.noted", "ana") == 3
    assert true(universe, "Character.times", "ana") == 3


# later ----------------------------------------------------------------------------------------

LATER = '''
class Character:
    lights: Moment = private(never)
    wait: Span = private(minutes(10))
    bangs: int = known(0)


@event(at=Character.lights)
def light(who: Character):
    """{who} lights two fuses."""
    later(bang(who), after=who.wait)
    later(bang(who), after=who.wait)
    who.lights = now + minutes(5)
    who.wait -= minutes(5)


@event()
def bang(who: Character):
    """There is a bang under {who}."""
    when(who.bangs > 1000)
    who.bangs += 1


@event(of=light)
def hiss(who: Character):
    """A fuse hisses."""
'''


def test_what_comes_later_comes_then(world: MakeWorld) -> None:
    rules = LATER.replace("    when(who.bangs > 1000)\n", "    when(who.bangs >= 0)\n")
    universe = world(rules, "ana: {place: hall, lights: day 1 06:00}", ends="day 1 06:12").run(1)
    bangs = [d.begin for d in of(universe, "bang")]
    assert bangs.count(at(10)) == 6


def test_each_deed_has_an_id_of_its_own(world: MakeWorld) -> None:
    # six of the same event at one instant, called for at three different times
    rules = LATER.replace("    when(who.bangs > 1000)\n", "    when(who.bangs >= 0)\n")
    universe = world(rules, "ana: {place: hall, lights: day 1 06:00}", ends="day 1 06:12").run(1)
    ids = [d.id for d in universe.deeds]
    assert len(set(ids)) == len(ids)


def test_what_comes_never_does_not_come(world: MakeWorld) -> None:
    rules = LATER.replace("after=who.wait", "after=never - now").replace(
        "bangs > 1000", "bangs >= 0"
    )
    universe = world(rules, "ana: {place: hall, lights: day 1 06:00}", ends="day 1 06:12").run(1)
    assert [d.begin for d in of(universe, "bang")] == [0.0]  # it was true from the start


# the end --------------------------------------------------------------------------------------


def test_a_scenario_ends_at_its_time(world: MakeWorld) -> None:
    universe = world(RAIN, "ana: {place: hall}", ends="day 1 09:00").run(1)
    assert universe.ended == "its time is over"
    assert universe.now == 3 * 3600


def test_a_scenario_ends_when_what_it_waits_for_has_happened(world: MakeWorld) -> None:
    start = world(RAIN, "ana: {place: hall}", ends="day 9 06:00, when: happened(drop(ana))")
    universe = start.run(1)
    assert universe.ended == "what it waited for has happened"
    assert told(universe) == ["drop(ana)"]
    assert universe.now == universe.deeds[0].end


@pytest.mark.parametrize("interpreted", [True, False])
def test_a_scenario_ends_at_once_where_what_it_waits_for_is_so_already(
    world: MakeWorld, interpreted: bool
) -> None:
    start = world(RAIN, "ana: {place: hall}", ends="day 9 06:00, when: ana.place == hall")
    universe = start.run(1, interpreted=interpreted)
    assert universe.ended == "what it waited for has happened"
    assert (universe.now, universe.deeds) == (0.0, [])


@pytest.mark.slow
@pytest.mark.parametrize("interpreted", [True, False])
@pytest.mark.parametrize(
    ("when", "ended"),
    [
        ("first(drop(ana)) < first(drop(ana))", "its time is over"),
        ("first(drop(ana)) < day(2) and now > day(2)", "what it waited for has happened"),
        ("first(drop(bo)) < first(drop(bo))", "its time is over"),  # `never` is not before `never`
        ("first(drop(bo)) <= first(drop(bo))", "what it waited for has happened"),
        ("first(drop(ana)) < first(drop(bo))", "what it waited for has happened"),
        ("first(drop(bo)) == never", "what it waited for has happened"),
    ],
)
def test_a_question_knows_when_something_was_first_done(
    world: MakeWorld, when: str, ended: str, interpreted: bool
) -> None:
    people = "ana: {place: hall}\nbo: {place: hall, outside: false}"
    universe = world(RAIN, people, ends=f"day 2 06:00, when: {when}").run(
        1, interpreted=interpreted
    )
    assert universe.ended == ended


def test_a_scenario_ends_when_nothing_is_due(world: MakeWorld) -> None:
    universe = world(CLOCK, "", places="", more="Place:\n  hall: {}\n").run(1)
    assert universe.ended == "nothing is due"


@pytest.mark.parametrize("pause", [1.0, 61.0, 599.9])
def test_a_run_in_pieces_is_the_run_in_one(world: MakeWorld, pause: float) -> None:
    start = world(BECOMES, "ana: {place: hall, pours_at: day 1 06:01}", ends="day 1 06:15")
    pieces = start.universe(5)
    while not pieces.ended:
        pieces.until(pieces.now + pause)
    assert pieces.hash() == start.run(5).hash()
