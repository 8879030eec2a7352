"""Laws that the kernel's own functions keep, whatever they are given."""

from __future__ import annotations

import math
from decimal import Decimal, localcontext
from typing import Any
from unittest import mock

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from moshimo.engine.kernel import dice, due, numbers
from moshimo.engine.kernel.minds import learn, think
from moshimo.engine.kernel.subset import Block

DAY = 86400.0
moments = st.floats(0, 1e7)
shares = st.floats(0, 1)
words64 = st.integers(0, 2**64 - 1)


ROOM = 500


class Lists(Block):
    """A block whose fields are lists, with only those that a test needs."""

    def __init__(self, **fields: list[Any]) -> None:
        self.__dict__.update(trouble=[0], trouble_at=[0], now=[0.0], **fields)


def calendar() -> Lists:
    fields = {f"due_{word}": [0] * ROOM for word in ("time", "order", "tie", "what", "a", "c")}
    return Lists(due_n=[0], room_due=[ROOM], **fields)


# the calendar ---------------------------------------------------------------------------------

entries = st.tuples(st.sampled_from([0.0, 1.0, 1.5, 7.0]) | moments, st.integers(0, 1), words64)


@given(st.lists(entries, max_size=60))
def test_what_is_due_comes_out_in_order(wanted: list[tuple[float, int, int]]) -> None:
    b = calendar()
    for n, (time, order, tie) in enumerate(wanted):
        due.push(b, time, order, tie, due.THINKS, n, 0)
    came = []
    while b.due_n[0]:
        came.append((b.due_time[0], b.due_order[0], b.due_tie[0]))
        due.pop(b)
    assert came == sorted(wanted)


@given(st.lists(st.none() | entries, max_size=60))
def test_what_is_put_in_between_keeps_the_order(
    steps: list[tuple[float, int, int] | None],
) -> None:
    b, model = calendar(), []
    for step in steps:
        if step is not None:
            due.push(b, *step, due.THINKS, 0, 0)
            model.append(step)
        elif model:
            model.sort()
            first = (b.due_time[0], b.due_order[0], b.due_tie[0])
            assert first == model.pop(0)
            due.pop(b)


def test_a_full_calendar_is_trouble_and_not_a_loss() -> None:
    b = calendar()
    for n in range(ROOM + 1):
        due.push(b, float(n), 0, n, due.THINKS, n, 0)
    assert b.trouble[0] == numbers.FULL_CALENDAR
    assert b.due_n[0] == ROOM


people = st.lists(words64, min_size=2, max_size=12, unique=True)


@given(people.flatmap(lambda keys: st.tuples(st.just(keys), st.permutations(keys))), words64)
def test_who_thinks_first_at_one_instant_hangs_on_who_it_is_and_on_no_row(
    rows: tuple[list[int], list[int]], seed: int
) -> None:
    one, other = (thinking_together(keys, seed) for keys in rows)
    assert one == other


def test_nobody_thinks_always_first() -> None:
    assert {thinking_together([1, 2], seed)[0] for seed in range(40)} == {1, 2}


def thinking_together(keys: list[int], seed: int) -> list[int]:
    """Return in which order people think who are all to think at one instant; nobody is gone."""
    b = calendar()
    rows = len(keys) + 1
    b.__dict__.update(seed=[seed], key_Character=[0, *keys])
    b.__dict__.update(c_stamp=[0] * rows, c_think_at=[0.0] * rows)
    with mock.patch.object(think, "gone_of", return_value=False):
        for m in range(1, rows):
            think.plan_thought(b, m, 7.5)
    came = []
    while b.due_n[0]:
        came.append(keys[b.due_a[0] - 1])
        due.pop(b)
    return came


# dice -----------------------------------------------------------------------------------------


def test_different_pairs_of_words_never_share_a_key() -> None:
    keys = {dice.mix(dice.mix(7, a), c) for a in range(400) for c in range(400)}
    assert len(keys) == 400 * 400


@given(words64, words64, words64)
def test_the_order_of_words_is_part_of_a_key(h: int, a: int, c: int) -> None:
    assert (dice.mix(dice.mix(h, a), c) == dice.mix(dice.mix(h, c), a)) == (a == c)


@given(words64, st.integers(-(2**63), 2**63 - 1))
def test_a_key_is_64_bits_also_of_a_negative_word(h: int, x: int) -> None:
    assert dice.mix(h, x) == dice.mix(h, x % 2**64) < 2**64


@given(words64)
@example(0)
@example(2**64 - 1)
def test_a_draw_is_never_an_end(h: int) -> None:
    assert 0.0 < dice.unit(h) < 1.0


asks = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.none() | words64), min_size=1)


@given(words64, st.lists(words64, min_size=4, max_size=4), asks, st.randoms(use_true_random=False))
def test_a_draw_is_the_same_however_often_and_in_whatever_order_it_is_asked_for(
    seed: int, keys: list[int], wanted: list[tuple[int, int, int | None]], anyhow: Any
) -> None:
    b = Lists(seed=[seed], d_key=keys)
    more = [*wanted, *wanted]
    anyhow.shuffle(more)
    in_a_row = {ask: drawn(b, *ask) for ask in more}
    alone = {ask: drawn(Lists(seed=[seed], d_key=keys), *ask) for ask in wanted}
    assert in_a_row == alone


def drawn(b: Block, d: int, slot: int, member: int | None) -> float:
    """Return a deed's draw, or that of a member who could be picked in it."""
    if member is None:
        return dice.thrown(b, d, slot)
    return dice.unit(dice.mix(dice.dice_of(b, d, slot), member))


@given(words64)
@example(0)
@example(2**64 - 1)
def test_noise_is_positive_and_finite(h: int) -> None:
    assert 0.0 < -dice.logarithm(dice.unit(h)) < 40.0


@given(st.floats(1e-300, 1))
@example(1.0)
@example(0.7071067811865476)
def test_the_logarithm_is_the_logarithm(x: float) -> None:
    assert dice.logarithm(x) == pytest.approx(math.log(x), rel=1e-12, abs=1e-15)


# Where our logarithm rounds its last bit otherwise than both the exact value and fdlibm do. The
# right column is IEEE arithmetic and nothing else, so it is the same on every machine.
OUR_BITS = [
    ("0x1.cfbf444a0e188p-1", "-0x1.95717dea32aacp-4"),  # 0.906
    ("0x1.9f8b0dfa22dc5p-1", "-0x1.ab7edff511a5ap-3"),  # 0.812
    ("0x1.9729819ef1e37p-1", "-0x1.d539471f383d0p-3"),  # 0.795
    ("0x1.3f7b4c5a839dbp-1", "-0x1.e2f19f0c0ea08p-2"),  # 0.624
    ("0x1.2684c5a4ec5bep-1", "-0x1.1b207fe78edcap-1"),  # 0.575
    ("0x1.aa1b5eaf3799bp-2", "-0x1.c0e981e540b34p-1"),  # 0.416
    ("0x1.5d0143cc7cca7p-2", "-0x1.138e03d561626p+0"),  # 0.341
    ("0x1.57003251d5bebp-3", "-0x1.c971616e2775ep+0"),  # 0.167
    ("0x1.30956f44315a4p-3", "-0x1.e7da2ef3c9102p+0"),  # 0.149
    ("0x1.97c742b006baep-7", "-0x1.18bc27066466ap+2"),  # 0.012
]


@pytest.mark.parametrize(("x", "ours"), OUR_BITS)
def test_the_logarithm_has_our_own_bits_and_no_librarys(x: str, ours: str) -> None:
    assert dice.logarithm(float.fromhex(x)).hex() == ours
    with localcontext(prec=60):
        rounded = float(Decimal(float.fromhex(x)).ln())
    assert rounded.hex() != ours  # so that who asks a library is found out


@given(st.floats(1e-300, 1), st.floats(1e-300, 1))
def test_the_logarithm_never_falls(x: float, y: float) -> None:
    assert dice.logarithm(min(x, y)) <= dice.logarithm(max(x, y))


@given(st.floats(0, 59.9))
@example(0.5)
@example(0.0)
def test_halving_is_a_power_of_two(x: float) -> None:
    assert dice.halving(x) == pytest.approx(2.0**-x, rel=1e-12)


@given(st.floats(0, 100), st.floats(0, 100))
def test_halving_never_rises(x: float, y: float) -> None:
    assert dice.halving(max(x, y)) <= dice.halving(min(x, y))


def test_whole_halvings_are_exact() -> None:
    assert [dice.halving(float(n)) for n in range(60)] == [2.0**-n for n in range(60)]
    assert dice.halving(60.0) == dice.halving(math.inf) == 0.0


@given(st.floats(-1, 1), moments, st.floats(1, 1e6), st.floats(1, 1e6))
def test_one_long_fading_is_two_short_ones(
    value: float, since: float, span: float, half_life: float
) -> None:
    half = dice.fade(value, since, since + span / 2, half_life)
    twice = dice.fade(half, since + span / 2, since + span, half_life)
    once = dice.fade(value, since, since + span, half_life)
    if abs(once) < 1.1e-9:  # below 1e-9 is 0
        assert abs(twice) < 1.1e-9
    else:
        assert twice == pytest.approx(once, abs=1e-12)


@given(st.floats(-1, 1), moments, st.floats(0, 1e6), st.floats(1, 1e6))
def test_what_fades_keeps_its_sign_and_never_grows(
    value: float, since: float, span: float, half_life: float
) -> None:
    left = dice.fade(value, since, since + span, half_life)
    assert abs(left) <= abs(value)
    assert left * value >= 0


@given(st.floats(0, 1e6), st.floats(0, 1e6))
def test_a_contest_goes_by_shares(one: float, other: float) -> None:
    share = one / (one + other) if one + other else 0.5
    assert dice.contest(one, other, max(share - 1e-9, 0)) or share < 1e-8
    assert not dice.contest(one, other, min(share + 1e-9, 1.0))


# numbers --------------------------------------------------------------------------------------


@given(st.floats(allow_nan=True), st.floats(-1e9, 0), st.floats(0, 1e9))
def test_what_is_kept_is_inside_its_type(x: float, low: float, high: float) -> None:
    b = Lists()
    made = numbers.kept(b, x, low, high, 3)
    assert low <= made <= high
    assert made == x or not low <= x <= high
    assert (b.trouble[0], b.trouble_at[0]) == ((numbers.NOT_FINITE, 3) if x != x else (0, 0))


@given(st.integers(-(10**6), 10**6), st.integers(-1000, 1000))
def test_whole_division_is_pythons(x: int, y: int) -> None:
    b = Lists()
    made = numbers.whole_quotient(b, x, y, 5), numbers.remainder(b, x, y, 5)
    assert made == (divmod(x, y) if y else (0, 0))
    assert (b.trouble[0], b.trouble_at[0]) == ((0, 0) if y else (numbers.DIVIDED, 5))


@given(st.floats(-1e15, 1e15))
@example(-0.0)
def test_the_floor_is_the_floor(x: float) -> None:
    assert numbers.floor(x) == math.floor(x)


@given(st.floats(-1e9, 1e9), st.floats(-1e9, 1e9))
def test_our_own_small_functions_are_the_usual_ones(x: float, y: float) -> None:
    assert numbers.smaller(x, y) == min(x, y)
    assert numbers.larger(x, y) == max(x, y)
    assert numbers.size(x) == abs(x)
    assert numbers.within(x, -1.0, 1.0) == min(max(x, -1.0), 1.0)


def test_only_the_first_trouble_is_told() -> None:
    b = Lists()
    numbers.quotient(b, 1.0, 0.0, 4)
    numbers.trip(b, numbers.FULL_DEEDS, 9)
    assert (b.trouble[0], b.trouble_at[0]) == (numbers.DIVIDED, 4)


# time -----------------------------------------------------------------------------------------


@given(st.integers(0, 86399), st.integers(0, 10**7), st.integers(0, 86399))
def test_the_next_time_of_day_is_later_by_a_day_at_most(
    starts: int, time: int, of_day: int
) -> None:
    b = Lists(starts=[float(starts)], day=[DAY])
    then = numbers.next_time(b, float(of_day), float(time))
    assert time < then <= time + DAY
    assert numbers.time_of_day(b, then) == of_day


@given(st.integers(0, 86399), st.integers(1, 100))
def test_a_day_begins_at_midnight(starts: int, number: int) -> None:
    b = Lists(starts=[float(starts)], day=[DAY])
    then = numbers.midnight(b, float(number))
    assert then == (number - 1) * DAY - starts
    assert numbers.time_of_day(b, then) == 0.0


# knowing --------------------------------------------------------------------------------------


@given(shares, shares, st.floats(0, 1e6))
def test_a_sign_outweighs_what_is_less_sure_by_now(sure: float, old: float, age: float) -> None:
    left = old * 2.0 ** (-age / learn.HALF_SURE)
    if abs(sure - left) > 1e-9:
        assert learn.outweighs(sure, old, 0.0, age) == (sure > left)
