"""The Leaf: people do not do what nobody would believe of them."""

from __future__ import annotations

from collections import defaultdict

import pytest

from moshimo import Change, World, load
from moshimo.engine.journal import Deed

pytestmark = pytest.mark.slow
SEEDS = range(1, 26)


@pytest.fixture(scope="module")
def exile() -> World:
    return load("leaf/exile")


@pytest.fixture(scope="module")
def journals(exile: World) -> list[list[Deed]]:
    return [exile.run(seed, interpreted=False).deeds for seed in SEEDS]


def done(deeds: list[Deed], *rules: str) -> list[Deed]:
    return [deed for deed in deeds if deed.rule in rules and deed.result == "done"]


def each(journals: list[list[Deed]], *rules: str) -> list[tuple[list[Deed], Deed]]:
    found = [(deeds, deed) for deeds in journals for deed in done(deeds, *rules)]
    assert found, rules
    return found


def test_the_law_of_need_answers_an_objection(journals: list[list[Deed]]) -> None:
    for deeds, invoked in each(journals, "invoke"):
        before = [d for d in done(deeds, "object_to", "stand_on_law") if d.end <= invoked.begin]
        assert before
        assert invoked.roles["invoker"] in before[-1].roles.values()


def test_a_motion_that_has_fallen_is_moved_again_only_on_a_new_ground(
    journals: list[list[Deed]],
) -> None:
    for deeds in journals:
        for fallen in done(deeds, "declare_lost", "withdraw"):
            for again in done(deeds, "move_motion"):
                if again.begin > fallen.end:
                    between = [d for d in deeds if fallen.end <= d.end <= again.begin]
                    assert done(between, "accuse", "strike", "lay_hands_on")


def test_nobody_raises_a_hand_both_ways(journals: list[list[Deed]]) -> None:
    for deeds in journals:
        for called in done(deeds, "call_vote"):
            hands = [d for d in deeds if d.rule in ("vote_for", "vote_against")]
            voters = [d.roles["voter"] for d in hands if 0 <= d.begin - called.begin < 120]
            assert len(voters) == len(set(voters))


def test_a_lost_motion_costs_standing(exile: World) -> None:
    nobody_for_it = Change(word="lost", prevent="vote_for(None, danzo)")
    universe = exile.with_change(nobody_for_it).run(2, interpreted=False)
    assert done(universe.deeds, "declare_lost", "withdraw")
    people = universe.names("Character")
    mover = people.index("danzo")
    before, after = exile.universe()["Character.trust"], universe["Character.trust"]
    for elder in ("shimura_elder", "kurama_elder", "mitokado_elder"):
        assert after[people.index(elder), mover] < before[people.index(elder), mover]


def test_whoever_finds_the_letter_has_not_watched_it_being_left(
    journals: list[list[Deed]],
) -> None:
    seen = 0
    for deeds, taken in each(journals, "take_letter"):
        seen += any(taken.roles["finder"] in d.witnesses for d in done(deeds, "leave_letter"))
    assert seen <= len(each(journals, "take_letter")) / 10


def test_a_messenger_does_not_ask_those_who_have_sent_him(journals: list[list[Deed]]) -> None:
    for deeds in journals:
        for sent in done(deeds, "send_for"):
            asked = [d for d in done(deeds, "ask_after") if d.begin > sent.end]
            own = [d for d in asked if d.roles["asker"] == sent.roles["messenger"]]
            assert not [d for d in own if d.roles["asked"] == sent.roles["sender"]]
            assert not [d for d in own if d.place == sent.place and d.begin < sent.end + 600]


def test_a_messenger_who_has_found_nobody_comes_back_and_says_so(
    journals: list[list[Deed]],
) -> None:
    for deeds, told in each(journals, "report_in_vain"):
        sent = [d for d in done(deeds, "send_for") if d.end <= told.begin][-1]
        assert told.roles["guest"] == sent.roles["guest"]
        assert told.roles["sender"] == sent.roles["sender"]


def test_nobody_is_tended_before_a_council(journals: list[list[Deed]]) -> None:
    tended = [d for _, d in each(journals, "tend")]
    assert sum(d.place == "hokage_office" for d in tended) <= len(tended) / 10


def test_what_is_handed_in_lies_there_or_is_taken_into_keeping(
    journals: list[list[Deed]],
) -> None:
    for deeds, _ in each(journals, "hand_in"):
        assert done(deeds, "lies_there")
    assert each(journals, "take_in_keeping")


def test_who_goes_for_good_and_has_looked_back_does_not_come_back(
    journals: list[list[Deed]],
) -> None:
    back = 0
    for deeds, looked in each(journals, "look_back"):
        own = [d for d in done(deeds, "walk") if d.roles["walker"] == looked.roles["leaver"]]
        back += any(looked.end <= d.begin < looked.end + 3600 for d in own)
    assert back <= len(each(journals, "look_back")) / 5


def test_hardly_anybody_walks_to_and_fro_for_nothing(journals: list[list[Deed]]) -> None:
    idle = sum(idle_returns(deeds) for deeds in journals)
    assert idle / len(journals) < 20  # there were 114, when the same dice were drawn again


def idle_returns(deeds: list[Deed]) -> int:
    """Return how often somebody is back within half an hour, and has done nothing in between."""
    own: defaultdict[str, list[Deed]] = defaultdict(list)
    for deed in sorted(deeds, key=lambda d: d.begin):
        if deed.result == "done" and deed.kind == "action":
            own[next(iter(deed.roles.values()))].append(deed)
    found = 0
    for acts in own.values():
        runs: list[list[Deed]] = [[]]
        for act in acts:
            if act.rule == "walk":
                runs[-1].append(act)
            else:
                runs.append([])
        for run in runs:
            places = [d.place for d in run]
            found += sum(
                places[i] == places[i - 2] and run[i].end - run[i - 2].end < 1800
                for i in range(2, len(run))
            )
    return found


# custody --------------------------------------------------------------------------------------


def struck(exile: World, seed: int) -> list[Deed]:
    blow = Change(word="blow", at={"after": "take_up(danzo)"}, make="strike(naruto, danzo)")
    return exile.with_change(blow).run(seed, interpreted=False).deeds


def test_who_strikes_the_head_before_the_council_is_seized_and_stays(exile: World) -> None:
    held: list[bool] = []
    for seed in SEEDS:
        deeds = struck(exile, seed)
        for blow in [d for d in done(deeds, "strike") if d.place == "hokage_office"]:
            hands = [d for d in done(deeds, "lay_hands_on") if 0 <= d.end - blow.end < 60]
            held.append(bool(hands))
            walks = [d for d in done(deeds, "walk") if d.roles["walker"] == "naruto"]
            for seized in hands:
                assert not [d for d in walks if seized.end <= d.begin and d.place == "hokage_hall"
                            and d.begin < seized.end + 60]  # fmt: skip
    assert held
    assert sum(held) > 0.8 * len(held)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_deserter_does_not_walk_out_past_whoever_sits_by_the_bed(exile: World, seed: int) -> None:
    lies = {"place": "hospital", "bed": "hospital", "rests_at": "hospital", "foe": "nobody"}
    bed = {f"sasuke.{word}": value for word, value in lies.items()}
    watched = {"izumo.place": "hospital", "izumo.watches": "sasuke", "naruto.foe": "nobody"}
    there = exile.with_change(Change(word="bed", change=bed | watched))
    deeds = there.run(seed, interpreted=False, until="day 1 19:00").deeds
    assert not done(deeds, "leave_sickbed")
