"""The dead, the senseless and sleepers take no part, and nobody treats them as if they did."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.engine.tiny import Tiny, of, tiny, told, true

from moshimo import Sampling, World

SYSTEMS = "systems: [time, perception, space, ties, feelings, knowledge, speech]\n"
RULES = '''
class Character:
    falls_at: Moment = private(never)
    fate: Level = private(0.0)


@event(at=Character.falls_at, carries=place)
def falls(who: Character):
    """{who} falls."""
    who.alive = who.fate < 0.9
    who.senseless = who.fate > 0.4 and who.fate < 0.9
    who.asleep = who.fate <= 0.4
    means(Loss(who, 1.0))
'''
PEOPLE = """
ana: {place: hall, home: mill, affection: {bo: 0.9}, trust: {bo: 0.9}, debt: {bo: 0.9},
      grief: 0.2, anger: {bo: 0.9}, temper: 0.9, composure: 0.0}
bo: {place: hall, home: mill, tears: 1.0, falls_at: day 1 06:01, fate: FATE}
"""
SPOKEN_TO = ("comfort", "thank", "condemn", "rage_at", "ask_whats_wrong", "tell_news", "accuse")


def fallen(folder: Path, fate: float) -> World:
    """Return a world in which bo weeps, and then falls asleep (0), senseless (0.5) or dead (1)."""
    people = PEOPLE.replace("FATE", str(fate)).replace(",\n      ", ", ")
    return tiny(folder, Tiny(RULES, people, front=SYSTEMS, ends="day 1 09:00"))


@pytest.mark.parametrize("fate", [0.0, 0.5, 1.0], ids=["asleep", "senseless", "dead"])
@pytest.mark.parametrize("interpreted", [True, False], ids=["interpreted", "native"])
def test_nobody_speaks_to_or_comforts_who_takes_no_part(
    tmp_path: Path, fate: float, interpreted: bool
) -> None:
    start = fallen(tmp_path, fate)
    for seed in range(3):
        universe = start.run(seed, interpreted=interpreted)
        (fall,) = of(universe, "falls")
        after = [deed for deed in universe.deeds if deed.begin > fall.end]
        assert not [d for d in after if d.rule in SPOKEN_TO and "bo" in d.roles.values()]
        assert not [d for d in after if "bo" in d.witnesses]


def test_who_is_awake_is_spoken_to_and_comforted(tmp_path: Path) -> None:
    people = PEOPLE.replace("FATE", "0").replace(",\n      ", ", ").replace("day 1 06:01", "never")
    start = tiny(tmp_path, Tiny(RULES, people, front=SYSTEMS, ends="day 1 09:00"))
    done = {deed.rule for seed in range(9) for deed in start.run(seed).deeds}
    assert {"comfort", "thank"} <= done


def test_nobody_mourns_their_own_death(tmp_path: Path) -> None:
    universe = fallen(tmp_path, 1.0).run(1)
    assert true(universe, "Character.grief", "bo") == 0.0
    assert "falls(bo)" in told(universe)


TELLS = '''
class Character:
    asleep: bool = visible(False)
    lost: bool = known(False)


def awake(mind: Character) -> bool:
    return not mind.asleep


@action(again=days(1))
def tell(who: Character, other: Character):
    """{who} tells {other}."""
    when(who.place == other.place, not who.asleep)
    weigh(99, "{who} has to")
    inform(other, lose(who, None))
    inform(other, who.lost)


@action()
def lose(who: Character, other: Character):
    """{who} loses."""
    when(who.place == nowhere)
    weigh(1, "{who} is unlucky")
    who.lost = True
'''


@pytest.mark.parametrize(("asleep", "known"), [("true", 0), ("false", 1)])
def test_who_is_not_awake_hears_nothing(tmp_path: Path, asleep: str, known: float) -> None:
    people = f"ana: {{place: hall}}\nbo: {{place: hall, asleep: {asleep}}}"
    start = tiny(tmp_path, Tiny(TELLS, people))
    universe = start.run(1)
    assert "tell(ana, bo)" in told(universe)
    assert bool(
        start.odds("recalls(bo, lose(ana, None))", Sampling(universes=3)).answers.all()
    ) is bool(known)
