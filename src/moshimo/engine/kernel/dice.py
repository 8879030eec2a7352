"""Dice without a generator: each draw is a hash of what it is for.

`mix` is the finaliser of SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number
generators", 2014) over what was hashed before and the next word. `logarithm` follows fdlibm's
e_log (Sun Microsystems, 1993): only + - * /, so that every machine gets the same bits. `halving`
sums the exponential's series as Estrin does ("Organization of computer systems", 1960): short
chains of products, which a processor works on side by side.
"""

from __future__ import annotations

from moshimo.engine.kernel.subset import M64, Block, f64, i64, u64


def mix(h: u64, x: u64) -> u64:
    """Return the hash of a hash and one more word."""
    z = ((h ^ x) + 0x9E3779B97F4A7C15) & M64
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & M64
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & M64
    return z ^ (z >> 31)


def unit(h: u64) -> f64:
    """Return a number inside (0, 1), never an end of it, from a hash.

    52 bits and not 53: with one bit more the half is rounded away, and the top comes to 1.
    """
    return (f64(h >> 12) + 0.5) * 2.220446049250313e-16


def logarithm(x: f64) -> f64:
    """Return the natural logarithm of x in (0, 1]."""
    k = 0.0
    while x < 0.7071067811865476:
        x = x * 2.0
        k = k - 1.0
    f = x - 1.0
    s = f / (2.0 + f)
    z = s * s
    r = 1.531383769920937332e-01 + z * 1.479819860511658591e-01
    r = 2.222219843214978396e-01 + z * (1.818357216161805012e-01 + z * r)
    r = z * (
        6.666666666666735130e-01
        + z * (3.999999999940941908e-01 + z * (2.857142874366239149e-01 + z * r))
    )
    half = 0.5 * f * f
    return k * 6.93147180369123816490e-01 - (
        (half - (s * (half + r) + k * 1.90821492927058770002e-10)) - f
    )


def halving(x: f64) -> f64:
    """Return 2 to the power of -x for x of 0 or more; 0 beyond 60."""
    if x >= 60.0:
        return 0.0
    n = i64(x + 0.5)  # how often 1 comes off until at most a half is left
    y = x - f64(n)
    if y == -0.5:
        n = n - 1
        y = 0.5
    scale = 1.0 if n & 1 == 0 else 0.5
    if n & 2 != 0:
        scale = scale * 0.25
    if n & 4 != 0:
        scale = scale * 0.0625
    if n & 8 != 0:
        scale = scale * 0.00390625
    if n & 16 != 0:
        scale = scale * 0.0000152587890625
    if n & 32 != 0:
        scale = scale * 2.3283064365386963e-10
    t = y * -0.6931471805599453
    t2 = t * t
    t4 = t2 * t2
    low = (1.0 + t) + t2 * (0.5 + t * 0.16666666666666666)
    middle = (0.041666666666666664 + t * 0.008333333333333333) + t2 * (
        0.001388888888888889 + t * 0.0001984126984126984
    )
    high = (2.48015873015873e-05 + t * 2.7557319223985893e-06) + t2 * 2.755731922398589e-07
    return scale * (low + t4 * (middle + t4 * high))


def fade(value: f64, since: f64, now: f64, half_life: f64) -> f64:
    """Return what is left of a fading value; what is below 1e-9 is 0."""
    if value == 0.0 or since == now:
        return value
    left = value * halving((now - since) / half_life)
    if left > -1e-9 and left < 1e-9:
        return 0.0
    return left


def thrown(b: Block, d: i64, slot: i64) -> f64:
    """Return the unit draw of a deed's outcome, keyed by the deed and its slot."""
    return unit(dice_of(b, d, slot))


def dice_of(b: Block, d: i64, slot: i64) -> u64:
    """Return the hash of which all draws of a deed's outcome are made."""
    return mix(mix(b.seed[0], b.d_key[d]), 0xD1CE + slot)


def rolled(b: Block, d: i64, slot: i64, low: i64, high: i64) -> i64:
    """Return the whole number that a die of a deed shows, from one end to the other, all alike.

    Of the 2^62 draws, those beyond the last whole run of faces are drawn again.
    """
    first = low if low < high else high
    faces = high - low + 1 if low < high else low - high + 1
    fair = 4611686018427387904 - 4611686018427387904 % faces
    h = dice_of(b, d, slot)
    x = i64(h >> 2)
    while x >= fair:
        h = mix(h, 1)
        x = i64(h >> 2)
    return first + x % faces


def contest(one: f64, other: f64, u: f64) -> bool:
    """Whether one beats the other; even when both are 0."""
    if one < 0.0:
        one = 0.0
    if other < 0.0:
        other = 0.0
    if one + other <= 0.0:
        return u < 0.5
    return u * (one + other) < one
