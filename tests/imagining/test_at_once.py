"""What is written at once when an imagined universe begins is what each attribute's rule says."""

from __future__ import annotations

import numpy as np
from tests.test_front import SAMPLE

from moshimo import load
from moshimo.engine.block import copy
from moshimo.engine.imagining.at_once import at_once, cells
from moshimo.engine.imagining.pictured_truth import _attribute, _shown, pictured
from moshimo.engine.imagining.spread import spread


def test_all_at_once_is_as_one_by_one() -> None:
    world = load(SAMPLE)
    program, laws = world.program, world.checked.laws
    block = world.run(3, until="day 2 09:00").block
    places = at_once(laws, program.layout)
    old = spread(block, laws).attributes
    assert len(places.apart) < len(old)
    for mind in range(1, int(block.n_Character[0]) + 1):
        picture = pictured(laws, program.layout, block, mind, lambda _: True)
        made, other = copy(program.template), copy(program.template)
        places.write(made, block, mind, block.now[0])
        for n in places.shown:
            for x, y in _shown(picture, old[n].attribute):
                spread(made, laws).attributes[n].truth[y] = old[n].truth[x]
        for n, new in enumerate(spread(other, laws).attributes):
            if n not in places.apart:
                _attribute(picture, other, new, old[n])
        assert np.array_equal(cells(made), cells(other))
