"""Runs one universe and writes its journal: the only part of the engine outside the subset."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import resources
from typing import TYPE_CHECKING, Any

from moshimo.compile import code as c
from moshimo.compile.emit import Emitted, emit
from moshimo.compile.layout import stem
from moshimo.compile.link import kernel_code, link
from moshimo.compile.values import Emitter
from moshimo.compile.views import View
from moshimo.engine.block import Memory, copy, opening
from moshimo.engine.journal import Deed
from moshimo.engine.numbers import TOO_LONG
from moshimo.engine.pages import Pages
from moshimo.engine.trouble import trouble
from moshimo.world.world import Scenario, World

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SEMANTICS = "1"  # changes whenever the same world and seed may give another journal
KERNEL = ("dice", "numbers", "due", "notes", "deeds", "learn", "think", "see", "act", "step")
AWAITED = "what it waited for has happened"
# Any number would do. With this one the first universe of the shipped evening, which a newcomer
# reads, is one in which most of the plot comes about; no test and no share rests on it.
SALT = 0x4D0B
MOST_STEPS = 2_000_000  # steps of one universe; more is a world that never rests


@dataclass(slots=True)
class Program:
    """A world made ready to run: its code, and the block in which its scenario begins."""

    world: World
    scenario: Scenario
    emitted: Emitted
    space: dict[str, Any]
    template: Memory
    ends_when: Callable[[Memory], bool] | None

    def universe(self, seed: int = 1, *, provenance: bool = True) -> Universe:
        """Return a universe at its beginning.

        Args:
            seed: 0 to 2^64 - 1; the same seed gives the same universe, bit for bit.
            provenance: whether each deed keeps its causes and reasons.
        """
        if not 0 <= seed < 2**64:
            raise ValueError(f"seed: expected 0 to 2^64 - 1, got {seed}")
        block = copy(self.emitted.layout, self.template)
        mix = self.space["mix"]
        block.seed[0] = mix(mix(SALT, seed), 1)
        block.provenance[0] = int(provenance)
        made = Universe(self, block, seed)
        made.begin()
        return made


def prepare(world: World, scenario: Scenario) -> Program:
    """Return a world's scenario, ready to run."""
    emitted = emit(world)
    end = _question(scenario, emitted)
    package = resources.files("moshimo.engine")
    sources = [(word, (package / f"{word}.py").read_text("utf-8")) for word in KERNEL]
    space = link(kernel_code(sources), emitted)
    template = opening(world, scenario, emitted)
    return Program(world, scenario, emitted, space, template, space.get(end) if end else None)


def _question(scenario: Scenario, emitted: Emitted) -> str:
    """Emit the question that ends a scenario; return its function's name."""
    if scenario.ends_when is None:
        return ""
    emitter: Emitter = emitted.emitter
    made = emitter.truth(scenario.ends_when, View(False, "", {}))
    emitted.functions += [
        *emitter.functions,
        c.function("scenario_ends", [], [c.give(made)], "bool"),
    ]
    emitter.functions.clear()
    return "scenario_ends"


@dataclass(slots=True)
class Universe:
    """One universe under way.

    Attributes:
        program: the world it is a universe of.
        block: its state.
        seed: as given.
        deeds: its journal so far, in the order in which deeds ended.
        ended: why it ended, "" while it goes on.
    """

    program: Program
    block: Memory
    seed: int
    deeds: list[Deed] = field(default_factory=list)
    ended: str = ""
    _pages: Pages | None = None

    @property
    def now(self) -> float:
        """Seconds since the scenario's start."""
        return float(self.block.now[0])

    def begin(self) -> None:
        """Let everybody take in the beginning, and plan the first thoughts."""
        space, b = self.program.space, self.block
        self._pages = Pages(self.program.world, self.program.emitted.layout)
        for m in range(1, b.n_Character[0] + 1):
            space["infer_all"](b, m)
            space["set_period"](b, m)
            space["plan_thought"](b, m, b.think_at[0])
        space["watch_all"](b)
        space["plan_chances"](b)
        self._clocks()
        self._turn_page()

    def _clocks(self) -> None:
        """Plan the events whose moment is already in the data."""
        space, b, layout = self.program.space, self.block, self.program.emitted.layout
        for word, rule in self.program.world.laws.rules.items():
            if rule.clock is not None:
                cells = getattr(b, f"v_{stem(rule.clock)}")
                for owner in range(1, layout.rows[rule.clock.kind] - 1):
                    if cells[owner] < math.inf:
                        key = getattr(b, f"key_{rule.clock.kind}")[owner]
                        space["plan_strike"](b, cells[owner], layout.rules[word], owner, key)

    def step(self) -> bool:
        """Do the next thing that is due; return whether the universe goes on."""
        if self.ended:
            return False
        b, scenario = self.block, self.program.scenario
        if b.due_n[0] == 0:
            return self._end("nothing is due")
        if b.due_time[0] >= scenario.ends_at:
            b.now[0] = scenario.ends_at
            return self._end("its time is over")
        self.program.space["step"](b)
        if b.notes_n[0]:
            fresh = self._turn_page()
            when = self.program.ends_when
            if fresh and when is not None and when(b):
                return self._end(AWAITED)
        if b.steps[0] > MOST_STEPS:
            b.trouble[0] = TOO_LONG
        if b.trouble[0]:
            raise trouble(self.program.world, self.program.emitted, b)
        return True

    def until(self, time: float = math.inf) -> Universe:
        """Run to that moment (seconds since the start) or to the scenario's end; return itself."""
        b = self.block
        while not self.ended and (b.due_n[0] == 0 or b.due_time[0] <= time):
            if not self.step():
                break
        if not self.ended and b.now[0] < time < math.inf:
            b.now[0] = time
        return self

    def _end(self, why: str) -> bool:
        self.ended = why
        return False

    def _turn_page(self) -> bool:
        """Take what the last step noted into the journal; return whether a deed ended."""
        assert self._pages is not None
        fresh = self._pages.take(self.block)
        self.deeds += fresh
        return bool(fresh)

    def hash(self) -> str:
        """Return the universe's identity: SHA-256 over semantics version and journal."""
        made = hashlib.sha256(f"moshimo {SEMANTICS}\n".encode())
        for deed in self.deeds:
            line = [
                deed.id, deed.rule, deed.roles, deed.outcomes, repr(deed.begin), repr(deed.end),
                deed.place, deed.result, deed.failed, deed.witnesses, deed.said,
            ]  # fmt: skip
            made.update(json.dumps(line, ensure_ascii=True, separators=(",", ":")).encode() + b"\n")
        return made.hexdigest()

    def __getitem__(self, attribute: str) -> NDArray[np.generic]:
        """Return an attribute as an array, without the none and unknown rows; a copy.

        `universe["affection"]`, or `universe["Letter.author"]` where several kinds have it. Axes
        go by `universe.names(kind)`. References are indices into those names plus 1, 0 for none.
        """
        import numpy as np

        kinds = self.program.world.laws.kinds
        found = [a for k in kinds.values() for a in k.attributes if attribute in (a.word, a.full)]
        if len(found) != 1:
            raise KeyError(attribute)
        a, layout = found[0], self.program.emitted.layout
        cells = np.array(getattr(self.block, f"v_{stem(a)}"))
        if a.key:
            shaped = cells.reshape(layout.rows[a.kind], layout.rows[a.key])
            return shaped[1 : 1 + self._count(a.kind), 1 : 1 + self._count(a.key)]
        return cells[1 : 1 + self._count(a.kind)]

    def _count(self, kind: str) -> int:
        return int(getattr(self.block, f"n_{kind}")[0])

    def names(self, kind: str) -> tuple[str, ...]:
        """Return the members of a kind in the order of the arrays."""
        assert self._pages is not None
        return tuple(self._pages.member(kind, i) for i in range(1, self._count(kind) + 1))

    @property
    def counts(self) -> dict[str, int]:
        """How much went on: thoughts, options weighed, learnings, steps."""
        b = self.block
        return {
            word: int(getattr(b, word)[0]) for word in ("thoughts", "weighed", "learnings", "steps")
        }
