"""A world made ready to run: interpreted at once, as machine code once that is there."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import resources
from typing import Any, TypeAlias

from moshimo.compile.emit import Emitted, emit
from moshimo.compile.layout import Layout, lay_out
from moshimo.compile.link import link
from moshimo.compile.native import Native, build
from moshimo.engine.block import Memory, opening, roomier, rooms
from moshimo.world.world import Scenario, World

KERNEL = ("dice", "numbers", "due", "notes", "deeds", "learn", "think", "see", "act", "step")
Begin: TypeAlias = Callable[[Memory, int], None]
Run: TypeAlias = Callable[[Memory, float, int], int]


@dataclass(slots=True)
class Program:
    """A world and the scenario in which it starts, made ready to run.

    Attributes:
        world: checked.
        scenario: of that world.
        layout: where everything of a universe stands.
        template: the block in which the scenario begins.
    """

    world: World
    scenario: Scenario
    layout: Layout
    template: Memory
    _emitted: Emitted | None = field(default=None, repr=False)
    _space: dict[str, Any] | None = field(default=None, repr=False)
    _native: Native | None = field(default=None, repr=False)

    @property
    def emitted(self) -> Emitted:
        """The functions that the world's rules come to; made when first wanted."""
        if self._emitted is None:
            self._emitted = emit(self.world, self.scenario.ends_when)
        return self._emitted

    @property
    def space(self) -> dict[str, Any]:
        """The kernel and the world's functions, to be interpreted; made when first wanted."""
        if self._space is None:
            self._space = link(kernel(), self.emitted)
        return self._space

    def ways(self, interpreted: bool | None) -> tuple[Begin, Run]:
        """Return how a universe begins and how it runs, as machine code or interpreted.

        None is machine code if it is at hand.
        """
        if interpreted or (interpreted is None and self.at_hand() is None):
            return self.space["awaken"], self.space["run"]
        begin, run = self.native.begin, self.native.run
        return lambda b, seed: begin(b.address, seed), lambda b, until, n: run(b.address, until, n)

    def make_room(self, block: Memory, word: str) -> None:
        """Let universes to come begin with the room that one has, and with twice as much of one."""
        have = rooms(block)
        self.template = roomier(self.template, {**have, word: have[word] * 2})

    def at_hand(self) -> Native | None:
        """Return the machine code if it need not be made first."""
        return self._native

    @property
    def native(self) -> Native:
        """The same as machine code; made, or fetched from the cache, when first wanted."""
        if self._native is None:
            self._native = build(kernel(), self.emitted)
        return self._native


def prepare(world: World, scenario: Scenario) -> Program:
    """Return a world's scenario, ready to run."""
    layout = lay_out(world)
    return Program(world, scenario, layout, opening(world, scenario, layout))


def kernel() -> list[ast.stmt]:
    """Return the kernel's statements, all its files in a row."""
    package = resources.files("moshimo.engine")
    return [
        node
        for word in KERNEL
        for node in ast.parse((package / f"{word}.py").read_text("utf-8")).body
    ]
