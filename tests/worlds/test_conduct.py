"""The Leaf: people do not do what nobody would believe of them."""

from __future__ import annotations

from collections import defaultdict

import pytest

from moshimo import Change, World, load
from moshimo.engine.journal import Deed

pytestmark = pytest.mark.slow
SEEDS = range(1, 26)
TOLD = (31, 77, 100, 135, 145, 147)  # in these the one who goes says so


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


# a going that is known ------------------------------------------------------------------------


def test_whoever_hears_that_somebody_goes_for_good_answers(exile: World) -> None:
    answered = 0
    told = 0
    for seed in TOLD:
        deeds = exile.run(seed, interpreted=False).deeds
        for said in done(deeds, "say_that_one_goes"):
            told += 1
            answers = [d for d in done(deeds, "beg_to_wait", "give_word") if d.begin >= said.end]
            answered += any(d.roles["witness"] == said.roles["witness"] for d in answers)
        begged = done(deeds, "cannot_wait", "stay_till_light")
        assert len(begged) <= 1
    assert told
    assert answered >= told / 2


def test_who_has_left_the_farewell_does_not_go_home_again(journals: list[list[Deed]]) -> None:
    for deeds, left in each(journals, "leave_letter"):
        walks = [d for d in done(deeds, "walk") if d.begin > left.end]
        own = [d for d in walks if d.roles["walker"] == left.roles["author"]]
        assert not [d for d in own if d.place == left.place]


def test_a_place_that_was_gone_to_for_a_last_look_is_looked_at(journals: list[list[Deed]]) -> None:
    looks = len(each(journals, "linger")) / len(each(journals, "depart"))
    assert looks > 4  # it was 2.6: seven houses gone to, and one looked at


def test_whoever_has_gone_after_somebody_does_not_go_there_again_for_that(
    journals: list[list[Deed]],
) -> None:
    again = 0
    for deeds, taken in each(journals, "take_letter"):
        walks = [d for d in done(deeds, "walk") if taken.end < d.begin < taken.end + 7200]
        own = [d for d in walks if d.roles["walker"] == taken.roles["finder"]]
        again += sum(d.roles["to"] == taken.place for d in own)
    assert again == 0


# who is spoken to answers ---------------------------------------------------------------------


def test_what_was_said_to_somebodys_face_is_answered_once(journals: list[list[Deed]]) -> None:
    for deeds, answer in each(journals, "deflect", "provoke"):
        speaker, target = answer.roles["speaker"], answer.roles["target"]
        pair = {speaker, target}
        said = [d for d in done(deeds, "reproach", "condemn", "rage_at") if d.end <= answer.begin]
        own = [d.end for d in said if next(iter(d.roles.values())) == speaker
               and d.roles["target"] == target]  # fmt: skip
        before = [d.end for d in done(deeds, "deflect", "provoke")
                  if d.end <= answer.begin and set(d.roles.values()) & pair == pair]  # fmt: skip
        assert own
        assert max(own) >= max(before, default=0)


def test_nobody_asks_what_is_wrong_where_somebody_has_just_asked(
    succession_journals: list[list[Deed]],
) -> None:
    again = 0
    asked = each(succession_journals, "ask_whats_wrong")
    for deeds, first in asked:
        later = [
            d for d in done(deeds, "ask_whats_wrong") if first.end <= d.begin < first.end + 300
        ]
        again += any(d.roles["asked"] == first.roles["asked"] and d.place == first.place
                     and d.roles["asker"] != first.roles["asker"] for d in later)  # fmt: skip
    assert again <= len(asked) / 10


# the day of the succession --------------------------------------------------------------------


@pytest.fixture(scope="module")
def succession_journals() -> list[list[Deed]]:
    world = load("leaf/succession")
    return [world.run(seed, interpreted=False).deeds for seed in (*range(1, 41), 613, 999)]


def test_a_messenger_who_stands_before_them_tells_them(
    succession_journals: list[list[Deed]],
) -> None:
    gone = 0
    sent = each(succession_journals, "sent_for_them")
    for deeds, order in sent:
        own = [d for d in deeds if next(iter(d.roles.values()), "") == order.roles["messenger"]]
        for entered in done(own, "comes_in")[:1]:
            after = [d for d in done(own, "walk", "bring_call") if d.begin >= entered.end]
            gone += any(d.rule == "walk" for d in after[:1])
    assert gone <= len(sent) / 10


@pytest.mark.parametrize(
    ("rule", "minutes"), [("know_no_more", 4), ("deny_calling", 9), ("own_up", 30)]
)
def test_what_is_asked_twice_is_answered_once(
    succession_journals: list[list[Deed]], rule: str, minutes: int
) -> None:
    for deeds, answer in each(succession_journals, rule):
        again = [d for d in done(deeds, rule) if answer.end <= d.begin < answer.end + 60 * minutes]
        assert not [d for d in again if d.place == answer.place]


@pytest.mark.parametrize("rule", ["embrace", "congratulate", "give_up_hope", "fear_the_worst"])
def test_what_is_felt_once_is_shown_once(succession_journals: list[list[Deed]], rule: str) -> None:
    for deeds in succession_journals:
        pairs = [tuple(d.roles.values())[:2] for d in done(deeds, rule)]
        assert len(pairs) == len(set(pairs))


def test_who_has_been_asked_stays_until_there_is_an_answer(
    succession_journals: list[list[Deed]],
) -> None:
    gone = 0
    asked = each(succession_journals, "ask_why_called")
    for deeds, question in asked:
        answered = min((d.end for d in done(deeds, "send_on")), default=question.end + 120)
        until = min(answered, question.end + 120)
        own = [d for d in done(deeds, "walk") if d.roles["walker"] == question.roles["host"]]
        gone += any(question.end <= d.begin < until for d in own)
    assert gone <= len(asked) / 30


def test_nobody_knocks_where_somebody_stands_and_knocks(
    succession_journals: list[list[Deed]],
) -> None:
    knocks = each(succession_journals, "knock")
    twice = sum(
        any(0 <= d.begin - first.begin < 180 and d is not first
            and d.roles["to"] == first.roles["to"] for d in done(deeds, "knock"))
        for deeds, first in knocks
    )  # fmt: skip
    assert twice <= len(knocks) / 30


def test_those_who_meet_the_one_who_called_them_are_asked_up(
    succession_journals: list[list[Deed]],
) -> None:
    for deeds, asked in each(succession_journals, "ask_up"):
        assert done(deeds, "call_friends")
        assert asked.place != "hokage_roof"


def test_guests_do_not_go_home_as_soon_as_they_have_come(
    succession_journals: list[list[Deed]],
) -> None:
    gone = 0
    came = each(succession_journals, "comes_in")
    for deeds, entered in came:
        if entered.place == "hyuga_estate" and entered.roles["visitor"] != "konohamaru":
            own = [d for d in done(deeds, "walk") if d.roles["walker"] == entered.roles["visitor"]]
            gone += any(0 <= d.begin - entered.end < 3600 and str(d.roles["to"]).endswith(
                ("_house", "_shop", "_flat")) for d in own)  # fmt: skip
    assert gone <= len(came) / 50


def test_what_begins_with_a_false_guess_is_set_right(
    succession_journals: list[list[Deed]],
) -> None:
    guessed = [deeds for deeds in succession_journals if done(deeds, "give_up_hope")]
    righted = [d for d in guessed if done(d, "see_the_mistake", "know_better")]
    assert len(guessed) > 15
    assert len(righted) >= 0.9 * len(guessed)
