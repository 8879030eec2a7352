"""Right where right is known: against a fixed opponent foresight finds the best response.

What a choice is worth is worked out here by enumeration, and is held to lie in the interval round
what was foreseen. Who has a wrong picture finds the best response to that.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from tests.imagining.seen_ahead import Option, held_to, note, thought_through, universes

pytestmark = pytest.mark.slow

# Kuhn's poker -------------------------------------------------------------------------------------

RANKS = {"jack": 1, "queen": 2, "king": 3}
HERS = (0.5, 0.5)  # how often Ada bets the jack and pays with the queen when she does not think


def bets(card: str, bluffs: float) -> float:
    return {"jack": bluffs, "queen": 0.0, "king": 1.0}[card]


def pays(card: str, rate: float) -> float:
    return {"jack": 0.0, "queen": rate, "king": 1.0}[card]


def beats(own: str, other: str, stake: int) -> int:
    return stake if RANKS[own] > RANKS[other] else -stake


def poker(own: str, moment: str, him: tuple[float, float], card: str) -> dict[str, float]:
    """Return what Ada's choices are worth; letting it pass loses a penny.

    Args:
        own: her card.
        moment: `opening`, `checked` or `raised`, by what Bo has done.
        him: how often Bo bluffs, and pays, as she thinks.
        card: his, if she believes to know it.
    """
    bluffs, rate = him
    his = [card] if card else [c for c in RANKS if c != own]
    seen = {"opening": 1.0, "checked": -1.0, "raised": 0.0}[moment]
    weights = [
        bets(c, bluffs) if moment == "raised" else 1 - bets(c, bluffs) if seen < 0 else 1.0
        for c in his
    ]
    if card:
        weights = [1.0]
    if not any(weights):  # he did what he never does, as she pictures him
        return {}

    def expected(values: Sequence[float]) -> float:
        total = sum(weights)
        return sum(w * x for w, x in zip(weights, values, strict=True)) / total + 1

    if moment == "raised":
        return {"pay": expected([beats(own, c, 2) for c in his]), "fold": expected([-1] * len(his))}
    bet = [pays(c, rate) * beats(own, c, 2) + 1 - pays(c, rate) for c in his]
    check = [float(beats(own, c, 1)) for c in his]
    if moment == "opening":
        mine = pays(own, HERS[1])
        facing = [mine * beats(own, c, 2) - (1 - mine) for c in his]
        check = [
            bets(c, bluffs) * facing[i] + (1 - bets(c, bluffs)) * check[i]
            for i, c in enumerate(his)
        ]
    return {"bet": expected(bet), "check": expected(check)}


@pytest.mark.parametrize(
    ("scenario", "him", "card"),
    [
        ("opening", (0.25, 0.75), ""),
        ("opening-mistaken", (0.0, 0.0), ""),
        ("answering", (0.25, 0.75), ""),
        ("answering-mistaken", (1.0, 1.0), ""),
        ("answering-told", (0.25, 0.75), "jack"),
    ],
)
def test_in_kuhns_poker_one_plays_best_against_whom_one_takes_the_other_for(
    scenario: str, him: tuple[float, float], card: str
) -> None:
    found: dict[tuple[str, str], dict[str, Option]] = {}
    for universe in universes(f"kuhn/{scenario}", range(1, 61)):
        dealt = {d.roles["player"]: d.outcomes["card"] for d in universe.deeds[:2]}
        for deed in thought_through(universe):
            before = {d.rule for d in universe.deeds if d.roles.get("player") == "bo"
                      and d.rule in ("bet", "check") and d.end < deed.begin}  # fmt: skip
            moment = "raised" if "bet" in before else "checked" if before else "opening"
            own = str(dealt["ada"])
            if own != card:  # that is a picture in which one card is there twice
                note(found.setdefault((own, moment), {}), deed)
    assert len(found) >= 4
    for (own, moment), options in found.items():
        if exact := poker(own, moment, him, card):
            held_to(options, exact)


# Liar's dice --------------------------------------------------------------------------------------

FACES = ("one", "two", "three", "four", "five", "six")


def claims(own: str, wary: float, his: Sequence[str]) -> dict[str, float]:
    """Return what each claim is worth; who is wrong pays one."""

    def one(face: str, other: str) -> float:
        raised = -1.0 if own == other else 1.0  # he has then said two of his own, and she doubts
        if other == face:
            return raised
        return wary * (1.0 if own == face else -1.0) + (1 - wary) * raised

    def two(face: str, other: str) -> float:
        return 1.0 if own == face == other else -1.0

    worth = {}
    for face in FACES:
        worth[f"claim one_{face}"] = sum(one(face, other) for other in his) / len(his)
        worth[f"claim two_{face}"] = sum(two(face, other) for other in his) / len(his)
    return worth


@pytest.mark.parametrize(("scenario", "his"), [("opening", FACES), ("opening-told", ("five",))])
def test_in_liars_dice_one_claims_what_is_best_for_what_one_believes(
    scenario: str, his: Sequence[str]
) -> None:
    found: dict[str, dict[str, Option]] = {}
    for universe in universes(f"dice/{scenario}", range(1, 41)):
        own = next(str(d.outcomes["face"]) for d in universe.deeds if d.roles["player"] == "ada")
        for deed in thought_through(universe):
            note(found.setdefault(own, {}), deed)
    assert len(found) >= 5
    for own, options in found.items():
        held_to(options, claims(own, 0.6, his))


# The centipede ------------------------------------------------------------------------------------

PLANS = {"at_first": 1, "at_second": 2, "at_third": 3, "never_take": 9}


def taken_at(turn: int, trust: float, patience: int) -> float:
    """Return what it is worth to let the heap grow until one's own turn of that number."""
    worth, reached, heap = 0.0, 1.0, 4
    for hers in range(1, 4):
        if hers == turn:
            return worth + reached * heap
        passes = trust if hers <= patience else 0.0
        worth += reached * (1 - passes) * heap * 2 / 4
        reached, heap = reached * passes, heap * 4
    return worth + reached * heap


@pytest.mark.parametrize(
    ("scenario", "trust", "patience"),
    [
        ("fickle", 0.1, 9),
        ("fickle-mistaken", 0.5, 9),
        ("patient", 1.0, 1),
        ("patient-mistaken", 1.0, 2),
        ("trusting", 0.5, 9),
    ],
)
def test_in_the_centipede_one_stops_just_before_the_other_is_thought_to(
    scenario: str, trust: float, patience: int
) -> None:
    options: dict[str, Option] = {}
    for universe in universes(f"centipede/{scenario}", range(1, 41)):
        for deed in thought_through(universe):
            note(options, deed)
    exact = {f"mean_to {word}": taken_at(turn, trust, patience) for word, turn in PLANS.items()}
    for word, option in options.items():
        assert abs(option.mean - exact[word]) <= 4 * option.error + 1e-9, word
    most = max(options, key=lambda word: options[word].taken)
    assert exact[most] == max(exact.values())
    assert options[most].taken >= 30


# Doors --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scenario", "keep"),
    [
        ("three", 1 / 3),
        ("three-mistaken", 1.0),
        ("blind", 1 / 2),
        ("two", 1.0),
        ("two-mistaken", 0.0),
    ],
)
def test_before_the_doors_one_does_what_is_best_if_the_host_is_as_one_thinks(
    scenario: str, keep: float
) -> None:
    options: dict[str, Option] = {}
    for universe in universes(f"doors/{scenario}", range(1, 41)):
        for deed in thought_through(universe):
            rules = [(one.rule, one.worth, one.error) for one in deed.foreseen]
            for rule, worth, error in rules:
                options.setdefault(rule, Option()).found.append((worth, error))
            options[deed.rule].taken += 1
    held_to(options, {"keep": keep, "change": 1 - keep})


# The prisoners' dilemma ---------------------------------------------------------------------------


@pytest.mark.parametrize("rounds", [1, 2, 5])
@pytest.mark.parametrize("mimics", [True, False])
def test_in_the_dilemma_one_is_fair_to_whom_one_takes_to_pay_back_if_one_looks_far_enough(
    rounds: int, mimics: bool
) -> None:
    options: dict[str, Option] = {}
    word = f"{rounds}" if mimics else f"{rounds}-mistaken"
    for universe in universes(f"dilemma/looking-{word}", range(1, 41)):
        for deed in thought_through(universe):
            note(options, deed)
    exact = {
        "keep_to_it": 3.0 * rounds,
        "cheat": 5.0 + (rounds - 1) * (1.0 if mimics else 5.0),
    }
    assert {word: option.mean for word, option in options.items()} == exact
    assert all(option.error == 0 for option in options.values())
    if mimics and rounds == 2:
        assert all(option.taken >= 10 for option in options.values())
    else:
        most = max(exact, key=lambda word: exact[word])
        assert options[most].taken >= 34
