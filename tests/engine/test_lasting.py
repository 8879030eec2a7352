"""What changed for good what somebody, an office or a law is."""

from __future__ import annotations

from tests.engine.tiny import MakeWorld

from moshimo.report.lasting import lasting

RULES = '''
class Office:
    holder: Character = known(nobody)


class Character:
    rank: bool = known(True)
    tied: bool = visible(False)
    hat: bool = visible(False)
    sulks: bool = private(False)
    falls_at: Moment = private(never)
    rises_at: Moment = private(never)


@event(at=Character.falls_at)
def lose_rank(who: Character):
    """{who} loses the rank."""
    who.rank = False
    who.hat = True
    who.sulks = True


@event(at=Character.rises_at)
def regain_rank(who: Character):
    """{who} has the rank again."""
    who.rank = True


@event(of=lose_rank)
def is_tied(who, other: Character):
    """{who} ties {other} up."""
    when(other != who)
    other.tied = True
'''


def rules_of(world: MakeWorld, cast: str) -> set[str]:
    universe = world(RULES, cast, ends="day 1 06:30").run(1)
    ids = lasting(universe)
    return {deed.rule for deed in universe.deeds if deed.id in ids}


def test_who_lost_a_rank_lost_it_for_good_if_nobody_gave_it_back(world: MakeWorld) -> None:
    assert rules_of(world, "ana: {place: hall, falls_at: day 1 06:01}") == {"lose_rank"}


def test_what_was_undone_turned_nothing(world: MakeWorld) -> None:
    cast = "ana: {place: hall, falls_at: day 1 06:01, rises_at: day 1 06:02}"
    assert rules_of(world, cast) == set()


def test_what_is_seen_of_somebody_counts_where_another_did_it(world: MakeWorld) -> None:
    cast = "ana: {place: hall, falls_at: day 1 06:01}\nben: {place: hall}"
    assert rules_of(world, cast) == {"lose_rank", "is_tied"}
