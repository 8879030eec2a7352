"""What nobody can know makes no difference to anybody: to no option, chance, moment, order or id.

Two universes differ in something that two watchers cannot know: who is in a body, who is behind a
mask, a secret, somebody who hides or is gone unseen, how long something still takes, and whether
something is to come of it. Until they perceive a difference, all that the watchers hold, do, plan
and foresee is the same to the last bit.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.engine.tiny import Tiny, tiny
from tests.engine.unseen import BELIEFS, HEAD, PARTS, PLACES, lives, pairs, people

from moshimo import World

pytestmark = pytest.mark.slow
NAMES = sorted(pairs([0] * 5))
SEEN = ("a body like hal's", "moe in disguise")  # until they are revealed


def made(folder: Path, parts: Sequence[str], who: dict[str, str]) -> World:
    """Return a world of these rules and people."""
    rules, ends = HEAD + "".join(parts), "day 1 06:15"
    how = Tiny(rules, people(who), PLACES, pace="30 seconds", scenario=BELIEFS, ends=ends)
    return tiny(folder, how)


def differences(
    folder: Path,
    name: str,
    due: list[int],
    seed: int,
    moments: list[float],
    parts: Sequence[str] = PARTS,
    *,
    interpreted: bool = True,
) -> list[tuple[float, str | None, str | None]]:
    """Return what the watchers could tell a pair of universes apart by, and when."""
    pair = pairs(due)[name]
    one, other = (
        made(folder / what, parts, who)
        for what, who in (("plain", pair.plain), ("other", pair.other))
    )
    before = [moment for moment in moments if moment < pair.until]
    both = (lives(world, seed, before, interpreted=interpreted) for world in (one, other))
    return [
        (moment, *lines)
        for moment, *held in zip(before, *both, strict=True)
        for lines in zip_longest(*held)
        if lines[0] != lines[1]
    ]


@pytest.mark.parametrize(
    ("name", "interpreted"), [*((name, True) for name in NAMES), *((name, False) for name in SEEN)]
)
def test_what_watchers_cannot_know_makes_no_difference_to_them(
    name: str, interpreted: bool, tmp_path: Path
) -> None:
    due, moments = [100, 200, 300, 700, 800], [50.0, 150.0, 210.0, 400.0, 690.0]
    assert not differences(tmp_path, name, due, 2, moments, interpreted=interpreted)


@pytest.mark.parametrize("name", SEEN)
def test_who_sees_the_truth_come_out_can_tell(name: str, tmp_path: Path) -> None:
    due = [100, 200, 300, 400, 800]
    assert differences(tmp_path, name, due, 1, [450.0])


@given(data=st.data())
@settings(
    max_examples=4,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_in_whatever_world_it_is_so(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    name = data.draw(st.sampled_from(NAMES))
    count = st.lists(st.integers(20, 600), min_size=4, max_size=4, unique=True)
    comes, slights, smiles, parts = sorted(data.draw(count))
    chosen = [PARTS[0], *(part for part in PARTS[1:] if data.draw(st.booleans()))]
    seed = data.draw(st.integers(1, 50))
    moments = [comes + 5.0, slights + 4.0, smiles + 9.0, 840.0]
    folder = tmp_path_factory.mktemp("pair")
    due = [comes, slights, smiles, 899, parts]
    assert not differences(folder, name, due, seed, sorted(moments), chosen)
