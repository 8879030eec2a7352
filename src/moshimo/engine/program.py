"""A world made ready to run: interpreted at once, as machine code once that is there."""

from __future__ import annotations

import ast
import atexit
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from moshimo.compile.cache import Cache, open_cache
from moshimo.compile.emit import Emitted, emit
from moshimo.compile.fuel import kernel_costs, metered
from moshimo.compile.ir.reader import declared
from moshimo.compile.kept_values import kept
from moshimo.compile.kernel import Kernel, link, read_kernel, verify_emitted
from moshimo.compile.layout import Layout, lay_out
from moshimo.compile.native import HERE, Native, build, linked, machine, named, packed, unpacked
from moshimo.engine.block import Memory, opening, roomier, rooms
from moshimo.engine.limits import Bounds, Limits, begun, out_of_memory
from moshimo.lang.text.authored import module
from moshimo.lang.text.source import own_digest, own_file, own_files
from moshimo.world.scenarios.left_out import left_out
from moshimo.world.world import CheckedWorld, Scenario

SEMANTICS = "4"  # changes whenever the same world and seed may give another journal
MANY = 1 << 62
SLICE = 256  # steps after which an interpreted universe may go on as machine code
WORTH = 20_000  # interpreted steps take about as long as making machine code
SMALLEST = 2.2250738585072014e-308  # the smallest normal double
FLUSHED = (
    "some library has told this thread's processor to take the smallest numbers for 0 "
    "(flush-to-zero, as `-ffast-math` does); no universe would come out as elsewhere."
)
TakeIn: TypeAlias = Callable[[Memory, int], None]
Plant: TypeAlias = Callable[[Memory, int, int, int, int, int], None]
Compel: TypeAlias = Callable[[Memory, int, int, int, int, int, int], int]
Conceive: TypeAlias = Callable[[Memory, int], None]
Consult: TypeAlias = Callable[[Memory, int, int, int, int], float]
Begin: TypeAlias = Callable[[Memory, int], None]
Run: TypeAlias = Callable[[Memory, float, int], int]


@dataclass(slots=True)
class Code:
    """The code made of rules in a layout so far; each part is made when it is first wanted.

    Attributes:
        space: those and the kernel, to be interpreted.
        cache: where machine code is kept, once that was looked for.
        walked: interpreted steps so far.
        making: held by the thread that makes machine code.
        looking: held by the thread that looks for it, or makes a part that takes no time.
    """

    emitted: Emitted | None = None
    space: dict[str, Any] | None = None
    native: Native | None = None
    cache: Cache | None = None
    walked: int = 0
    making: threading.RLock = field(default_factory=threading.RLock)
    looking: threading.RLock = field(default_factory=threading.RLock)


@dataclass(slots=True, repr=False, eq=False)
class Program:
    """A world and the scenario in which it starts, made ready to run.

    Attributes:
        layout: where everything of a universe stands.
        template: the block in which the scenario begins.
        code: what its rules were made into; programs that begin otherwise (`replace`) share it.
        bounds: how much its universes may take.
    """

    world: CheckedWorld
    scenario: Scenario
    layout: Layout
    template: Memory
    code: Code = field(default_factory=Code)
    bounds: Bounds = field(default_factory=Bounds)

    def within(self, limits: Limits | None) -> Program:
        """Return the same program, whose universes have these limits; their time begins now."""
        return replace(self, bounds=begun(limits))

    def __repr__(self) -> str:
        return f"<Program {self.world.word}/{self.scenario.word}>"

    def __reduce__(self) -> tuple[type[Program], tuple[object, ...]]:
        return Program, (self.world, self.scenario, self.layout, self.template)

    def __deepcopy__(self, memo: object) -> Program:
        return self  # nothing that a universe can tell is ever changed in it

    @property
    def emitted(self) -> Emitted:
        """The functions that the world's rules come to; made when first wanted."""
        with self.code.looking:
            if self.code.emitted is None:
                made = emit(self.world, self.scenario.ends_when, self.layout)
                functions = metered(made.functions, costs(), self.layout.rows, made.emitter.site)
                made = replace(made, functions=functions)
                verify_emitted(kernel(), made)
                self.code.emitted = made
            return self.code.emitted

    @property
    def space(self) -> dict[str, Any]:
        """The kernel and the world's functions, to be interpreted; made when first wanted."""
        with self.code.looking:
            if self.code.space is None:
                self.code.space = link(kernel(), self.emitted)
            return self.code.space

    def ways(self, interpreted: bool | None) -> tuple[Begin, Run, int]:
        """Return how a universe begins, how it runs, and how many steps it runs at a time.

        Args:
            interpreted: whether Python's interpreter is to run it; None is as machine code if that
                is at hand, and else by the interpreter until `after` says otherwise.
        """
        if interpreted or (interpreted is None and self.at_hand() is None):
            return self.space["awaken"], self.space["run"], MANY if interpreted else SLICE
        native = self.native
        if not native.survives(SMALLEST):
            raise RuntimeError(FLUSHED)
        begin, run = native.begin, native.run
        return (
            lambda b, seed: begin(b.address, seed),
            lambda b, until, most: run(b.address, until, most),
            MANY,
        )

    def changing(self, interpreted: bool | None) -> tuple[TakeIn, TakeIn, Plant, Compel]:
        """Return `take_in`, `join`, `plant_chance` and `compel`, to be called from here."""
        if interpreted or (interpreted is None and self.at_hand() is None):
            s = self.space
            return s["take_in"], s["join"], s["plant_chance"], s["compel"]
        native = self.native
        return (
            lambda b, again: native.take_in(b.address, again),
            lambda b, m: native.join(b.address, m),
            lambda b, *event: native.plant_chance(b.address, *event),
            lambda b, *deed: native.compel(b.address, *deed),
        )

    def imagining(self, interpreted: bool | None) -> tuple[Conceive, Begin, Consult]:
        """Return `conceive`, `envision` and `consult`, to be called from here."""
        if interpreted or (interpreted is None and self.at_hand() is None):
            s = self.space
            return s["conceive"], s["envision"], s["consult"]
        native = self.native
        return (
            lambda b, m: native.conceive(b.address, m),
            lambda b, seed: native.envision(b.address, seed),
            lambda b, *asked: native.consult(b.address, *asked),
        )

    def after(self, steps: int) -> Native | None:
        """Count interpreted steps; return the machine code once they would have paid for it."""
        self.code.walked += steps
        return self.native if self.code.walked > WORTH or self.code.native else None

    def make_room(self, block: Memory, word: str) -> None:
        """Let universes to come begin with the room that one has, and with twice as much of one."""
        have = rooms(block)
        self.keep_room({**have, word: have[word] * 2})

    def keep_room(self, wanted: Mapping[str, int]) -> None:
        """Let universes to come begin with at least so much room in the pools."""
        with self.code.looking:  # what two threads want is both kept
            have = rooms(self.template)
            if any(wanted[word] > have[word] for word in wanted):
                self.template = roomier(self.template, wanted)

    def at_hand(self) -> Native | None:
        """Return the machine code if it need not be made first."""
        if self.code.native is not None:
            return self.code.native
        with self.code.looking:
            if self.code.cache is None:
                cache = open_cache()
                found = cache.get(self._name) if cache else None
                if found is not None:
                    self.code.native = linked(unpacked(found), machine(HERE))
                self.code.cache = cache
            return self.code.native

    @property
    def native(self) -> Native:
        """The same as machine code; made, or fetched from the cache, when first wanted."""
        self._make(lambda: False)
        assert self.code.native is not None
        return self.code.native

    def _make(self, stopped: Callable[[], bool]) -> None:
        """Make the machine code if it is not there; one thread makes it, others wait."""
        with self.code.making:
            if self.at_hand() is not None:
                return
            made = build(kernel(), self.emitted, cache=self.code.cache, stopped=stopped)
            if self.code.cache and made:
                self.code.cache.put(self._name, packed(made.objects))
                self.code.cache.tidy()
            self.code.native = made

    def make_beside(self) -> None:
        """Make the machine code in another thread; universes go on in it once it is there.

        If the program ends before, what is done of it is kept for the next time.
        """
        if self.at_hand() is None and self.code.cache is not None:
            _ = self.space  # both need it: made before
            stop = threading.Event()
            beside = threading.Thread(target=self._make, args=(stop.is_set,), daemon=True)
            beside.start()
            atexit.register(beside.join)
            atexit.register(stop.set)  # the last to be registered is the first to be called

    @property
    def _name(self) -> str:
        """The name under which the cache keeps this world's machine code."""
        layout = (self.layout.fields, sorted(self.layout.rows.items()), sorted(self.layout.traced))
        about = (SEMANTICS, _own_text(), self.world.laws.source, layout, self.scenario.ends_when)
        return named(repr(about).encode(), HERE)


def _own_text() -> str:
    """Return a digest of our own text that makes machine code: other text makes other code."""
    return own_digest("lang", "schema", "compile", "engine")


def prepare(
    world: CheckedWorld,
    scenario: Scenario,
    like: Layout | None = None,
    bounds: Bounds | None = None,
) -> Program:
    """Return a world's scenario, ready to run; `like` is as for `lay_out`.

    It is within the usual bounds if none are given; then a universe asks whether it is too large.

    Raises:
        RunError: its universes are too large to begin; no memory was taken for that.
    """
    world = left_out(world, scenario.without)
    layout = lay_out(world, like)
    if bounds and layout.start_bytes > bounds.limits.memory:
        raise out_of_memory(bounds.limits, world.word, ())
    template = opening(world, scenario, layout)
    return Program(world, scenario, layout, template, bounds=bounds or Bounds())


def kernel_files() -> list[Path]:
    """Return the kernel's files: those of its folder that define functions of the subset."""
    others = ("__init__.py", "subset.py", "emitted.py")  # types and stubs
    return [path for path in own_files("engine", "kernel") if path.name not in others]


@cache
def kernel() -> Kernel:
    """Return the kernel, read and verified; it is, once for each text that it ever has."""
    return kept(f"kernel-{_own_text()}", Kernel, _kernel, open_cache())


def _kernel() -> Kernel:
    files = {str(path): module(own_file(str(path))) for path in kernel_files()}
    asked = module(own_file("engine", "kernel", "emitted.py")).body
    slots = [declared(node) for node in asked if isinstance(node, ast.FunctionDef)]
    return read_kernel(files, slots)


@cache
def costs() -> Mapping[str, int]:
    """Return what calls of the kernel's functions cost."""
    return kernel_costs(kernel().functions)
