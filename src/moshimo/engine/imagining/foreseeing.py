"""Finds out what would come of choices: each is imagined several times, and doing nothing too.

All choices of one thought are imagined with the same dice, from the same beginning. What a choice
is worth is the mean of what it leads to, less what doing nothing leads to.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from moshimo.engine.block import POOL_OF, Memory, crowded, rooms
from moshimo.engine.imagining.conceiving import MOST_MINDS, conceived
from moshimo.engine.imagining.desk import Desk
from moshimo.engine.imagining.prospect import Choice, Prospect, Turn
from moshimo.engine.imagining.turns import Watched
from moshimo.engine.kernel import step
from moshimo.engine.kernel.dice import mix
from moshimo.engine.kernel.minds.imagined import FORESIGHT, IMAGININGS, WORTH
from moshimo.engine.kernel.minds.think import QUICKEST
from moshimo.engine.kernel.numbers import FULL_BIRTHS, LONGEST
from moshimo.engine.program import Begin, Compel, Consult, Program, Run
from moshimo.schema.sizes import MOST_ROLES

MOST_COPIES = 64
THOUGHTS = 120  # unasked ones of all minds together in one imagined universe
STEPS = 4000  # of one imagined universe; what is still to come then is not imagined
SALT = 0x13A6


class Troubled(Exception):  # noqa: N818 - the caller says what the trouble is
    """What somebody imagines ran into trouble, which stands in its block."""

    def __init__(self, block: Memory) -> None:
        super().__init__()
        self.block = block


def foresee(
    program: Program, block: Memory, interpreted: bool | None, run: Run, desk: Desk
) -> list[Prospect]:
    """Answer what would come of the choices that somebody asks about; write it into the block.

    It is imagined on a desk, which the next thought may use again.

    Raises:
        Troubled: what is imagined runs into trouble, say because a rule divides by nothing.
    """
    _, envision, consult = program.imagining(interpreted)
    *_, compel = program.changing(interpreted)
    rules = len(program.world.laws.worths)
    start = conceived(program, block, interpreted, desk)
    made = _Imagining(program, block, run, start.deeds, envision, consult, compel, rules, desk)
    found = made.prospects()
    first = int(block.foreseen_n[0])
    for i, prospect in enumerate(found):
        block.wanted_worth[first + i] = prospect.worth
    block.foreseen_n[0] = block.wanted_n[0]
    block.foresights[0] += int(first == 0)  # a thought is one, however often it asks
    return found


@dataclass(slots=True)
class _Imagining:
    """The choices of one thought, imagined."""

    program: Program
    block: Memory
    run: Run
    deeds: Mapping[int, int]
    envision: Begin
    consult: Consult
    compel: Compel
    rules: int
    desk: Desk

    def prospects(self) -> list[Prospect]:
        """Return what would come of each choice that is not answered yet."""
        b, mind = self.block, self.mind
        most = self.consult(b, FORESIGHT, mind, 0, 0)
        copies = int(min(max(self.consult(b, IMAGININGS, mind, 0, 0), 1), MOST_COPIES))
        asked = range(int(b.foreseen_n[0]), int(b.wanted_n[0]))
        choices = [_choice(b, i, most) for i in asked]
        spans = sorted({choice.span for choice in choices})
        gained: list[list[tuple[float, ...]]] = [[] for _ in choices]
        dice = mix(mix(b.c_dice[mind], int(b.c_begun[mind])), SALT)
        for k in range(copies):
            seed = mix(dice, k + 1)
            nothing = {span: self.course(seed, None, span) for span in spans}
            for i, choice in enumerate(choices):
                came, still = self.course(seed, choice, choice.span), nothing[choice.span]
                pairs = zip(came or still, still, strict=True)
                gained[i].append(tuple(one - other for one, other in pairs))
        found = [_prospect(*one) for one in zip(choices, gained, strict=True)]
        if not b.provenance[0]:
            return found
        return [replace(p, turns=self.turns(mix(dice, p.typical), p.choice)) for p in found]

    @property
    def mind(self) -> int:
        """The row of who imagines."""
        return int(self.block.awaits[0])

    def course(self, seed: int, choice: Choice | None, span: float) -> tuple[float, ...]:
        """Return what one course of things is worth after a span, by rule of worth.

        Nothing (empty) comes of a choice that cannot be made. Where there is no room, all is
        imagined anew with more.
        """
        while True:
            b = self.desk.course()
            found, more = self.imagine(b, seed, choice, span)
            word = POOL_OF.get(b.trouble[0], "")
            if word and rooms(b)[word] < getattr(b, f"most_{word}")[0]:
                more = {word: 2 * rooms(b)[word]}
            elif b.trouble[0]:
                raise Troubled(b)
            if not more:
                return found
            self.desk.grow(more)

    def turns(self, seed: int, choice: Choice) -> tuple[Turn, ...]:
        """Return the deeds on which it turns what comes of a choice, with those dice."""
        b = self.desk.course()
        self.set_out(b, seed, choice.span)
        until, before = float(b.now[0]) + choice.span, int(b.deeds_n[0])
        if self.begin(b, choice) or b.deeds_n[0] == before:
            return ()
        watched = Watched(b, self.run, lambda: math.fsum(self.worths(b)), until, STEPS)
        return watched.turns()

    def imagine(
        self, b: Memory, seed: int, choice: Choice | None, span: float
    ) -> tuple[tuple[float, ...], dict[str, int]]:
        """Imagine one course of things in this block; return what it is worth, or the room missed.

        In place of a choice that is None the actor does nothing of what it weighs. When nobody more
        can be born, it is left as it is then.
        """
        until, left = b.now[0] + span, STEPS
        self.set_out(b, seed, span)
        if choice is None:
            self.bar(b)
        elif self.begin(b, choice) or (b.trouble[0] and b.trouble[0] != FULL_BIRTHS):
            return (), {}
        while left > 0 and not b.trouble[0]:
            before = b.steps[0]
            why = self.run(b, until, left)
            left -= b.steps[0] - before
            if why == step.CROWDED:
                return (), crowded(b)
            if why not in (step.PAUSED, step.NOTED):
                break
        if b.trouble[0] == FULL_BIRTHS:
            b.trouble[0] = 0
        b.now[0] = max(b.now[0], min(until, LONGEST))
        return self.worths(b), {}

    def set_out(self, b: Memory, seed: int, span: float) -> None:
        """Begin a course of things, in which all together think so often in so long a time."""
        b.least_pace[0] = max(QUICKEST, span * MOST_MINDS / THOUGHTS)
        self.envision(b, seed)

    def bar(self, b: Memory) -> None:
        """Keep the actor from all that it weighs by what would come of it."""
        rules = sorted({self.block.wanted_rule[i] for i in range(int(self.block.wanted_n[0]))})
        for i, rule in enumerate(rules):
            b.k_barred[rule], b.bar_rule[i] = 1, rule
            b.bar_role[i * MOST_ROLES] = self.mind
            for role in range(1, MOST_ROLES):
                b.bar_role[i * MOST_ROLES + role] = -1
        b.bar_n[0] = len(rules)

    def begin(self, b: Memory, choice: Choice) -> int:
        """Let the actor do what it thinks of; return 0, or why that cannot be."""
        answered = self.deeds.get(choice.answered, 0)
        r0, r1, r2, r3 = choice.roles
        return self.compel(b, choice.rule, r0, r1, r2, r3, answered)

    def worths(self, b: Memory) -> tuple[float, ...]:
        """Return what the universe is worth to the actor now, by rule of worth."""
        return tuple(self.consult(b, WORTH, self.mind, which, 0) for which in range(self.rules))


def _choice(b: Memory, i: int, most: float) -> Choice:
    roles = tuple(int(b.wanted_role[i * MOST_ROLES + role]) for role in range(MOST_ROLES))
    span = min(max(float(b.wanted_span[i]), 0.0), most, LONGEST)
    return Choice(int(b.wanted_rule[i]), roles, int(b.wanted_deed[i]), span)


def _prospect(choice: Choice, gained: Sequence[tuple[float, ...]]) -> Prospect:
    copies = len(gained)
    worths = tuple(math.fsum(one) / copies for one in zip(*gained, strict=True))
    sums = [math.fsum(one) for one in gained]
    mean = math.fsum(sums) / copies
    spread = math.fsum((x - mean) ** 2 for x in sums) / (copies - 1) if copies > 1 else 0.0
    typical = min(range(copies), key=lambda k: (abs(sums[k] - mean), k)) + 1
    return Prospect(choice, worths, copies, math.sqrt(spread / copies), typical)
