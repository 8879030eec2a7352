"""One voice at a place: speech waits for the speech of those whom a mind perceives."""

from __future__ import annotations

from moshimo.engine.kernel.emitted import sees_of
from moshimo.engine.kernel.subset import Block, f64, i64

LISTENS = 30.0  # seconds for which a speaker then lets others speak


def raise_voice(b: Block, m: i64, place: i64, until: f64) -> None:
    """Let `m` speak at a place until then, and listen to others afterwards."""
    b.c_listens[m] = until + LISTENS
    if until >= b.voice[place]:
        b.voice[place] = until
        b.speaker[place] = b.key_Character[m]


def silent_until(b: Block, m: i64) -> f64:
    """Return until when `m` lets others speak: those whom it hears now, and after its own words."""
    until = b.c_listens[m]
    here = b.v_Character_place[m]
    voice = b.voice[here]
    if voice <= until or voice <= b.now[0]:
        return until
    x = b.first_at[here]
    while x != 0:
        if x == m or sees_of(b, m, x):
            d = b.c_main[x]
            if b.k_speech[b.d_rule[d]] == 0:
                d = b.c_aside[x]
            if b.k_speech[b.d_rule[d]] == 1 and b.d_end[d] > until:
                until = b.d_end[d]
        elif b.key_Character[x] == b.speaker[here]:
            voice = 0.0  # nothing to be heard; of those who speak besides, something is
        x = b.next_at[x]
    return voice if voice > until else until
