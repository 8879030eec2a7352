"""Functions of the subset → machine code in this process, called without the interpreter's lock.

Each rule is a module of its own, and so is the kernel; a module whose text has not changed is not
compiled again. Small functions are copied into the modules that call them, where LLVM can open
them up; the copy is used there and nowhere else.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from typing import Any

import llvmlite
import llvmlite.binding as llvm

from moshimo.compile.cache import Cache
from moshimo.compile.emit import Emitted
from moshimo.compile.ir.llvm import OURS, Known, Lowered, lower
from moshimo.compile.ir.nodes import Routine
from moshimo.compile.kernel import Kernel
from moshimo.engine.kernel import changes, step
from moshimo.engine.kernel.minds import imagined
from moshimo.schema.field import Field

KERNEL = "kernel"  # the name of its module
SMALL = 30  # lines of LLVM text; what is no longer is copied to where it is called
SMALL_OF_KERNEL = 200  # of the kernel's own, which all rules call
SELDOM = "seldom "  # what the names of modules begin with that are compiled without much ado
HURRIED = 0  # the level for those: a tenth of the time, and code that takes three times as long
TOGETHER = 24  # functions of no single rule that make a module
ENTERED = (  # the functions of the kernel that are called from outside
    *(step.awaken, step.run, step.survives, changes.take_in, changes.join),
    *(step.plant_chance, changes.compel),
    *(imagined.conceive, imagined.envision, imagined.consult),
)
_DECLARED = """\
declare i64 @llvm.fptosi.sat.i64.f64(double)
declare i64 @llvm.sadd.sat.i64(i64, i64)
declare i64 @llvm.ssub.sat.i64(i64, i64)
declare i64 @llvm.smul.fix.sat.i64(i64, i64, i32)
attributes #0 = { nounwind "no-builtins" }
!0 = !{!"block"}
!1 = !{!"branch_weights", i32 1000000, i32 1}
!2 = !{}
!3 = !{!"branch_weights", i32 1, i32 1000000}
"""


@dataclass(frozen=True, slots=True)
class Target:
    """What is compiled for, and how hard LLVM tries.

    Attributes:
        cpu: "" for the processor at hand, or a name that LLVM knows.
        level: 0 to 3.
    """

    cpu: str = ""
    level: int = 2


HERE = Target()


@dataclass(slots=True)
class Native:
    """Machine code. It lives as long as this does.

    Attributes:
        begin: `begin(block, seed)`.
        run: `run(block, until, steps)`, which returns why it stopped.
        survives: whether halves of the smallest normal number are kept in the thread that asks.
        take_in: `take_in(block, again)`, after a change from outside.
        join: `join(block, row)`, for somebody new.
        plant_chance: `plant_chance(block, rule, four roles)`, for an event that may befall them.
        compel: `compel(block, rule, four roles, answered)`, which returns why it cannot, or 0.
        conceive: `conceive(block, row)`, of what somebody pictures.
        envision: `envision(block, seed)`, the beginning of one imagined course of things.
        consult: `consult(block, what, row, two more rows)`, a number that only the rules can tell.
        compiled: how many modules were compiled; the others were found in the cache.
        objects: the machine code of each.
        engine: LLVM's own.
    """

    begin: Callable[[int, int], None]
    run: Callable[[int, float, int], int]
    survives: Callable[[float], bool]
    take_in: Callable[[int, int], None]
    join: Callable[[int, int], None]
    plant_chance: Callable[[int, int, int, int, int, int], None]
    compel: Callable[[int, int, int, int, int, int, int], int]
    conceive: Callable[[int, int], None]
    envision: Callable[[int, int], None]
    consult: Callable[[int, int, int, int, int], float]
    compiled: int
    objects: Sequence[bytes]
    engine: Any


def modules(kernel: Kernel, emitted: Emitted, guarded: bool = True) -> dict[str, str]:
    """Return the modules of a world as LLVM text, by name: the kernel, each rule, and the rest."""
    every = {f.word: f for f in (*kernel.functions, *emitted.functions)}
    known = knowing(emitted.layout.fields, emitted.guards, guarded)
    groups: dict[str, list[str]] = {KERNEL: [f.word for f in kernel.functions]}
    for rule, words in emitted.by_rule.items():
        groups[f"rule {rule}"] = [word for word in words if not every[word].seldom]
        groups[f"{SELDOM}rule {rule}"] = [word for word in words if every[word].seldom]
    placed = {word for words in groups.values() for word in words}
    rest = [word for word in every if word not in placed]
    for often in (True, False):
        left = [word for word in rest if every[word].seldom is not often]
        for n in range(0, len(left), TOGETHER):
            groups[f"{'' if often else SELDOM}world {n // TOGETHER}"] = left[n : n + TOGETHER]
    return separated({name: words for name, words in groups.items() if words}, every, known)


def knowing(fields: Sequence[Field], guards: Mapping[str, int], guarded: bool = True) -> Known:
    """Return what functions are written with: fields of the block, each with its alias class."""
    tags = {f.word: 11 + 2 * n for n, f in enumerate(fields)}
    return Known({f.word: f for f in fields}, tags, guards, guarded)


def separated(
    groups: Mapping[str, Sequence[str]], functions: Mapping[str, Routine], known: Known
) -> dict[str, str]:
    """Return functions, which were verified, as LLVM text, each group of them a module."""
    lowered = {word: lower(f, known) for word, f in functions.items()}
    small = {word for word, made in lowered.items() if made.size <= SMALL}
    small |= {word for word in groups.get(KERNEL, ()) if lowered[word].size <= SMALL_OF_KERNEL}
    return {name: _assembled(words, lowered, small, known) for name, words in groups.items()}


def _assembled(
    words: Sequence[str],
    lowered: Mapping[str, Lowered],
    small: Collection[str],
    known: Known,
) -> str:
    """Return a module: its functions, copies of the small ones they call, and the others' heads."""
    inside = dict.fromkeys(words)
    copied: dict[str, None] = {}
    declared: dict[str, None] = {}
    waiting = list(words)
    while waiting:
        for word in lowered[waiting.pop()].calls:
            if word in inside or word in copied or word in declared:
                continue
            if word in small:
                copied[word] = None
                waiting.append(word)
            else:
                declared[word] = None
    parts = [f"define {lowered[w].text}" for w in inside]
    parts += [f"define available_externally {lowered[w].text}" for w in copied]
    parts += [f"declare {lowered[w].head}\n" for w in declared]
    touched = dict.fromkeys(f for w in (*inside, *copied) for f in lowered[w].fields)
    for word in touched:
        tag = known.tags[word]
        parts.append(f'!{tag - 1} = !{{!"{word}", !0}}\n')
        parts.append(f"!{tag} = !{{!{tag - 1}, !{tag - 1}, i64 0}}\n")
    return "".join([*parts, _DECLARED])


@cache
def _ready() -> None:
    """Make LLVM ready, once."""
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()


def machine(target: Target) -> Any:
    """Return LLVM's description of what is compiled for."""
    _ready()
    cpu = target.cpu or llvm.get_host_cpu_name()
    features = "" if target.cpu else llvm.get_host_cpu_features().flatten()
    triple = llvm.Target.from_default_triple()
    return triple.create_target_machine(
        cpu=cpu, features=features, opt=target.level, reloc="pic", codemodel="small", jit=True
    )


def compiled(text: str, made_for: Any, level: int) -> bytes:
    """Return a module's machine code."""
    module = llvm.parse_assembly(text)
    options = llvm.create_pipeline_tuning_options(speed_level=level)
    options.loop_vectorization = options.slp_vectorization = False
    options.loop_unrolling = options.loop_interleaving = False
    builder = llvm.create_pass_builder(made_for, options)
    builder.getModulePassManager().run(module, builder)
    return bytes(made_for.emit_object(module))


def build(
    kernel: Kernel,
    emitted: Emitted,
    target: Target = HERE,
    cache: Cache | None = None,
    guarded: bool = True,
    stopped: Callable[[], bool] = lambda: False,
) -> Native | None:
    """Return a world as machine code; modules that the cache has are not compiled again.

    Args:
        kernel: read and verified.
        emitted: the world's functions.
        target: what it is compiled for.
        cache: where modules are kept, if anywhere.
        guarded: whether places outside their fields are looked for.
        stopped: asked between modules; where it says so, nothing is returned, but what was compiled
            so far is kept.
    """
    objects: list[bytes] = []
    fresh = 0
    hurried = replace(target, level=min(target.level, HURRIED))
    machines = {how: machine(how) for how in (target, hurried)}
    for word, text in sorted(modules(kernel, emitted, guarded).items(), key=lambda m: len(m[1])):
        if stopped():
            return None
        how = hurried if word.startswith(SELDOM) else target
        name = named(text.encode(), how)
        kept = cache.get(name) if cache else None
        if kept is None:
            kept, fresh = compiled(text, machines[how], how.level), fresh + 1
            if cache:
                cache.put(name, kept)
        objects.append(kept)
    return linked(objects, machines[target], fresh)


def named(content: bytes, target: Target) -> str:
    """Return the name under which what is made of `content` is kept."""
    cpu = target.cpu or f"{llvm.get_host_cpu_name()} {llvm.get_host_cpu_features().flatten()}"
    about = [*llvm.llvm_version_info, llvmlite.__version__, llvm.get_default_triple(), cpu]
    head = " ".join(str(word) for word in (*about, target.level))
    return sha256(head.encode() + b"\0" + content).hexdigest()


def packed(objects: Sequence[bytes]) -> bytes:
    """Return machine code of many modules as one row of bytes."""
    return b"".join(len(one).to_bytes(8, "little") + one for one in objects)


def unpacked(raw: bytes) -> list[bytes]:
    """Return what was packed."""
    found, at = [], 0
    while at < len(raw):
        size = int.from_bytes(raw[at : at + 8], "little")
        found.append(raw[at + 8 : at + 8 + size])
        at += 8 + size
    return found


def linked(objects: Sequence[bytes], made_for: Any, compiled: int = 0) -> Native:
    """Return machine code of many modules as one. Its functions run without Python's lock."""
    code, alive = joined(objects, made_for, [f.__name__ for f in ENTERED])
    awaken, run, survives, take_in, join, plant, compel, conceive, envision, consult = code.values()
    block, u64, i64, f64 = ctypes.c_void_p, ctypes.c_uint64, ctypes.c_int64, ctypes.c_double
    return Native(
        ctypes.CFUNCTYPE(None, block, u64)(awaken),
        ctypes.CFUNCTYPE(i64, block, f64, i64)(run),
        ctypes.CFUNCTYPE(ctypes.c_bool, f64)(survives),
        ctypes.CFUNCTYPE(None, block, i64)(take_in),
        ctypes.CFUNCTYPE(None, block, i64)(join),
        ctypes.CFUNCTYPE(None, block, *[i64] * 5)(plant),
        ctypes.CFUNCTYPE(i64, block, *[i64] * 6)(compel),
        ctypes.CFUNCTYPE(None, block, i64)(conceive),
        ctypes.CFUNCTYPE(None, block, u64)(envision),
        ctypes.CFUNCTYPE(f64, block, *[i64] * 4)(consult),
        compiled,
        objects,
        alive,
    )


def joined(
    objects: Sequence[bytes], made_for: Any, words: Sequence[str]
) -> tuple[dict[str, int], Any]:
    """Return where these functions stand in this process, and what must live as long as they."""
    engine = llvm.create_lljit_compiler(made_for, use_jit_link=True)
    library = llvm.JITLibraryBuilder()
    for one in objects:
        library.add_object_img(one)
    for word in words:
        library.export_symbol(OURS + word)
    code = library.link(engine, "moshimo")
    return {word: code[OURS + word] for word in words}, (code, engine)
