"""Which openings and endings of an author fit a universe, as it stands where it ends."""

from __future__ import annotations

from collections.abc import Sequence

from moshimo.engine.member_ids import Naming
from moshimo.engine.question_code import QuestionCode
from moshimo.engine.universe import Universe
from moshimo.lang.typed import Ex
from moshimo.story.realisation.framing import FittingFrame, Frames
from moshimo.world.telling.ways import Frame


def frames_of(universe: Universe) -> Frames:
    """Return the openings and endings that fit a universe; none while it goes on."""
    program = universe.program
    telling, word = program.world.telling, program.scenario.word
    if not universe.ended:
        return Frames()
    asked = _AtTheEnd(universe)
    return Frames(
        asked.fitting(telling.openings.get(word, ())),
        asked.fitting(telling.endings.get(word, ())),
        universe.seed,
        ended=True,
    )


class _AtTheEnd:
    """Answers to what frames ask of a universe, in truth."""

    def __init__(self, universe: Universe) -> None:
        self.universe, self.code = universe, QuestionCode(universe.program)
        self.names = Naming(universe.program.world, universe.program.layout)

    def fitting(self, frames: Sequence[Frame]) -> tuple[FittingFrame, ...]:
        """Return those of which all that is asked of the universe holds, and nobody is missing."""
        found = []
        for frame in frames:
            tests = (test for test in frame.tests if not test.word and test.ex is not None)
            if not all(bool(self.answer(test.ex)) == test.wanted for test in tests if test.ex):
                continue
            roles = {word: self.member(ex) for word, ex in frame.roles}
            if all(roles.values()):
                found.append(FittingFrame(frame, roles))
        return tuple(found)

    def answer(self, ex: Ex) -> float:
        """Return what something comes to; 0 for what has no value, such as a division by 0."""
        block = self.universe.block
        value = float(self.code.function(ex)(block))
        if block.trouble[0]:
            block.trouble[0] = 0
            return 0.0
        return value

    def member(self, ex: Ex) -> str:
        """Return the id of whom or what an expression comes to, "" for none."""
        return self.names.member(ex.type.of, int(self.answer(ex)))
