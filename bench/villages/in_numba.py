"""The village in Numba: the same arrays and the same dice as in C, and the same bits come out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
from numba import njit

from bench.villages.common import FIGURES, FIRST, Row, Run, cast, in_threads, places_for

Array: TypeAlias = np.ndarray[Any, Any]
u64 = np.uint64
GAMMA, ONE, TWO = u64(0x9E3779B97F4A7C15), u64(0xBF58476D1CE4E5B9), u64(0x94D049BB133111EB)
S11, S27, S30, S31, S32 = u64(11), u64(27), u64(30), u64(31), u64(32)
MOST = 64  # people at one place
CHAT, GOSSIP, QUARREL, HELP, MOVE = 0, 1, 2, 3, 4


@njit(cache=True, inline="always")
def mix(z: u64) -> u64:
    """Return the finaliser of SplitMix64."""
    z = (z ^ (z >> S30)) * ONE
    z = (z ^ (z >> S27)) * TWO
    return z ^ (z >> S31)


@njit(cache=True, inline="always")
def unit(key: u64, turn: int, person: int, draw: int) -> float:
    """Return a number in [0, 1)."""
    place = (u64(turn) << S32) + u64(person * 8 + draw + 1)
    return np.float64(mix(key + place * GAMMA) >> S11) * 1.1102230246251565e-16


@njit(cache=True, inline="always")
def ones(bits: int) -> int:
    """Return how many bits are set."""
    n = 0
    while bits != 0:
        bits &= bits - 1
        n += 1
    return n


@njit(cache=True, inline="always", error_model="numpy")
def move(a: int, to: int, place: Array, there: Array, number: Array) -> bool:
    """Take somebody elsewhere; False if it is full there."""
    here = place[a]
    i = 0
    while there[here, i] != a:
        i += 1
    number[here] -= 1
    for q in range(i, number[here]):
        there[here, q] = there[here, q + 1]
    if number[to] >= MOST:
        return False
    there[to, number[to]] = a
    number[to] += 1
    place[a] = to
    return True


@njit(cache=True, inline="always", error_model="numpy")
def act(action: int, a: int, b: int, die: float, know: Array, mood: Array, aff: Array) -> None:
    """Do something to somebody."""
    if action == CHAT:
        aff[a, b] += 0.02 * (1.0 - aff[a, b])
        aff[b, a] += 0.015 * (1.0 - aff[b, a])
        mood[a] += 0.05 * (1.0 - mood[a])
    elif action == GOSSIP:
        known = know[a]
        for _ in range(int(die * ones(know[a]))):
            known &= known - 1
        known &= -known
        if know[b] & known:
            aff[b, a] -= 0.01 * (1.0 + aff[b, a])
        else:
            know[b] |= known
            aff[b, a] += 0.01 * (1.0 - aff[b, a])
    elif action == QUARREL:
        aff[a, b] -= 0.1 * (1.0 + aff[a, b])
        aff[b, a] -= 0.12 * (1.0 + aff[b, a])
        mood[a] -= 0.1 * (1.0 + mood[a])
        mood[b] -= 0.2 * (1.0 + mood[b])
    else:
        aff[b, a] += 0.1 * (1.0 - aff[b, a])
        aff[a, b] += 0.03 * (1.0 - aff[a, b])
        mood[b] += 0.15 * (1.0 - mood[b])


@njit(cache=True, nogil=True, error_model="numpy")
def run_one(
    seed: u64,
    turns: int,
    traits: Array,
    place: Array,
    there: Array,
    number: Array,
    know: Array,
    mood: Array,
    affection: Array,
    counts: Array,
) -> bool:
    """Run one universe; False where a place is too full."""
    n, places = mood.shape[0], number.shape[0]
    key = mix(seed + GAMMA)
    w = np.empty((MOVE, MOST))
    near = np.empty(MOST, np.int64)
    top = np.empty(MOVE + 1)
    of_all = np.empty(MOVE)
    order = np.arange(n)
    for i in range(n - 1, 0, -1):
        j = int(unit(key, FIRST, i, 0) * (i + 1))
        order[i], order[j] = order[j], order[i]
    for turn in range(turns):
        for a in order:
            here, m = place[a], mood[a]
            top[:] = 0.0
            of_all[:] = 0.0
            others = 0
            for i in range(number[here]):
                b = there[here, i]
                if b == a:
                    continue
                f = affection[a, b]
                w[CHAT, others] = traits[a, 0] * (1.0 + f) * (1.0 + 0.5 * m)
                w[GOSSIP, others] = traits[a, 1] * (0.25 + 0.25 * f) if know[a] != 0 else 0.0
                w[QUARREL, others] = traits[a, 2] * (1.0 - f) * 0.25 * (1.0 - m)
                w[HELP, others] = traits[a, 3] * (0.1 + 0.4 * (f if f > 0.0 else 0.0))
                for k in range(MOVE):
                    of_all[k] += w[k, others]
                    top[k] = max(top[k], w[k, others])
                near[others] = b
                others += 1
            top[MOVE] = 0.4 - 0.2 * m
            total = 0.0
            for k in range(MOVE + 1):
                total += top[k]
            x = unit(key, turn, a, 0) * total
            action, past = 0, top[0]
            while action < MOVE and past <= x:
                action += 1
                past += top[action]
            counts[action] += 1
            if action == MOVE:
                to = int(unit(key, turn, a, 1) * (places - 1))
                if not move(a, to + (to >= here), place, there, number):
                    return False
            else:
                y = unit(key, turn, a, 2) * of_all[action]
                i, past = 0, w[action, 0]
                while past <= y and i < others - 1:
                    i += 1
                    past += w[action, i]
                act(action, a, near[i], unit(key, turn, a, 1), know, mood, affection)
            mood[a] *= 0.98
    return True


@njit(cache=True, nogil=True, error_model="numpy")
def run_many(
    seeds: Array, turns: int, places: int, at: Array, mood: Array, traits: Array, knows: Array
) -> Array:
    """Return the figures of the universes of these seeds; none where a place is too full."""
    n = mood.shape[0]
    out = np.empty((seeds.shape[0], 8))
    there = np.empty((places, MOST), np.int32)
    affection = np.empty((n, n))
    for u in range(seeds.shape[0]):
        counts = np.zeros(MOVE + 1, np.int64)
        number = np.zeros(places, np.int64)
        place, know, moods = at.copy(), knows.copy(), mood.copy()
        affection[:] = 0.0
        for a in range(n):
            if number[place[a]] >= MOST:
                return out[:0]
            there[place[a], number[place[a]]] = a
            number[place[a]] += 1
        state = (traits, place, there, number, know, moods, affection, counts)
        if not run_one(seeds[u], turns, *state):
            return out[:0]
        affections, feeling, known = 0.0, 0.0, 0
        for a in range(n):
            for b in range(n):
                affections += affection[a, b]
            feeling += moods[a]
            known += ones(know[a])
        out[u, 0] = counts[MOVE]
        out[u, 1:5] = counts[:MOVE]
        out[u, 5] = affections / (n * (n - 1))
        out[u, 6] = feeling / n
        out[u, 7] = known / (8 * n)
    return out


def prepare(people: int, turns: int) -> Run:
    """Return how to run it."""
    start = cast(people)
    place = np.array([p.place for p in start], np.int64)
    mood = np.array([p.mood for p in start], np.float64)
    traits = np.array([p.traits for p in start], np.float64)
    know = np.array([sum(1 << r for r in p.knows) for p in start], np.int64)

    def run(seeds: Sequence[int]) -> list[Row]:
        own = np.array(seeds, np.uint64)
        out = run_many(own, turns, places_for(people), place, mood, traits, know)
        if out.shape != (len(seeds), len(FIGURES)):
            raise RuntimeError("more people at one place than there is room for")
        return [tuple(row) for row in out.tolist()]

    return lambda seeds, threads: in_threads(run, seeds, threads)
