"""Each standard system left out in turn: what no longer comes about? Nothing: then it is a stub.

What is left out is what a system does: nobody chooses its actions, its events never come, its
appraisals, inferences, wishes and scruples are gone. What it is made of stays, so that all other
rules mean what they meant: its kinds, its meanings, its quantities. A system with no rules at all
gives nothing but quantities; of such a one these are left out, and come to 0, no or nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from bench.plots.tally import Tally, level, tally
from moshimo.engine.program import prepare
from moshimo.lang.laws import Laws, Quantity, Reads
from moshimo.lang.typed import Const, Give
from moshimo.multiverse.statistics.paired_difference import independent_difference
from moshimo.world.scenarios.left_out import file_of, left_out
from moshimo.world.world import CheckedWorld, Plot, Scenario


def without(world: CheckedWorld, system: str) -> CheckedWorld:
    """Return the world with one of its systems left out."""
    without_it = left_out(world, [system])
    if without_it is not world:
        return without_it
    laws = world.laws
    source = sha256(f"{laws.source} without {system}".encode()).hexdigest()
    silent = _silent(laws, file_of(system))
    return replace(world, laws=replace(laws, quantities=silent, source=source))


def _silent(laws: Laws, path: str) -> dict[str, Quantity]:
    """Return the quantities, those of one file coming to 0."""
    return {
        word: replace(q, body=(Give(Const(q.type, 0.0, q.at), q.at),), reads=Reads())
        if q.at.path == path
        else q
        for word, q in laws.quantities.items()
    }


@dataclass(frozen=True, slots=True)
class Lost:
    """What is lost without a system: each a beat or a kind of deed, with its share here.

    Attributes:
        gone: beats that never come about any more.
        rarer: beats that come about less often.
        own: kinds of deeds, of the system itself, that are not done any more.
        others: kinds of deeds, of other rules, that are gone or rarer.
        more: beats that come about more often.
    """

    gone: tuple[str, ...]
    rarer: tuple[str, ...]
    own: tuple[str, ...]
    others: tuple[str, ...]
    more: tuple[str, ...]

    @property
    def nothing(self) -> bool:
        """Whether the system is a stub."""
        return not (self.gone or self.rarer or self.own or self.others)


def lost(world: CheckedWorld, system: str, base: Tally, here: Tally, sure: float) -> Lost:
    """Return what is lost: what comes about less often by more than chance can explain."""
    beats = {beat: sum(came) for beat, came in base.beats.items()}
    left = {beat: sum(came) for beat, came in here.beats.items()}
    less = _fewer(beats, left, base.universes, here.universes, sure)
    more = _fewer(left, beats, here.universes, base.universes, sure)
    kinds = _fewer(base.kinds, here.kinds, base.universes, here.universes, sure)
    rules = world.laws.rules
    own = [word for word in kinds if rules[word].at.path == file_of(system)]
    return Lost(
        tuple(beat for beat in less if not left[beat]),
        tuple(beat for beat in less if left[beat]),
        tuple(own),
        tuple(word for word in kinds if word not in own),
        tuple(more),
    )


def _fewer(
    before: Mapping[str, int], after: Mapping[str, int], n: int, m: int, sure: float
) -> list[str]:
    """Return what happens in significantly fewer universes."""
    return [
        word
        for word, hits in before.items()
        if independent_difference((after.get(word, 0), m), (hits, n), sure).high < 0
    ]


def leave_out(
    world: CheckedWorld, scenario: Scenario, story: Plot, systems: Sequence[str], n: int
) -> bool:
    """Print what is lost without each system; return whether none of them is a stub."""
    base = tally(prepare(world, scenario), story, n)
    each = level(len(systems) * (len(base.beats) + len(base.kinds)))
    stubs: list[str] = []
    idle: list[str] = []
    print(f"{n} universes each, {len(base.beats)} beats, {len(base.kinds)} kinds of deeds; what "
          "is called lost is so with 99 per cent for the whole table")  # fmt: skip
    for system in systems:
        here = tally(prepare(without(world, system), scenario), story, n)
        found = lost(world, system, base, here, each)
        moved = {
            beat: f"{beat} {sum(base.beats[beat]) / n:.2f}→{sum(here.beats[beat]) / n:.2f}"
            for beat in base.beats
        }
        kinds = {
            word: word
            if not here.kinds[word]
            else f"{word} {many / n:.2f}→{here.kinds[word] / n:.2f}"
            for word, many in base.kinds.items()
        }
        print(f"{system}")
        _line("beats gone", found.gone)
        _line("beats rarer", [moved[beat] for beat in found.rarer])
        _line("beats more often", [moved[beat] for beat in found.more])
        _line("its own deeds gone", found.own)
        _line("other deeds gone or rarer", [kinds[word] for word in found.others])
        if found.nothing:
            stubs.append(system)
        elif not found.gone and not found.rarer:
            idle.append(system)
    print("no beat is seen to be lost without:", ", ".join([*stubs, *idle]) or "none of them")
    print("nothing at all (a stub, unless more universes show a loss):", ", ".join(stubs) or "none")
    return not stubs


def _line(what: str, words: Sequence[str]) -> None:
    if words:
        print(f"  {what:26}{len(words):3}  {', '.join(words)}")
