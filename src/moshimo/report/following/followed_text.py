"""A plot that was followed, as text: a line a beat with its chance, and what is the matter."""

from __future__ import annotations

import math
from collections.abc import Iterator

from moshimo.engine.universe import Universe
from moshimo.errors import counted
from moshimo.multiverse.following.course import spelled_deed
from moshimo.multiverse.following.verdicts import Fault, FollowedBeat, FollowedPlot
from moshimo.output.cells import cut, wrapped
from moshimo.output.shown_letters import visible
from moshimo.world.text.times import shown

MARKS = {"holds": " ", "strains": "?", "intended": "~", "breaks": "!"}
BAR = 10  # cells of the curve of surprise
BITS = 1.0  # that a cell stands for
WORDS = {  # of what kind of fault, what is said of it
    "unlikely": "the rules allow it, and it hardly ever comes",
    "characterisation": "they could, and would not by themselves",
}


def followed_text(found: FollowedPlot, universe: Universe, width: int) -> str:
    """Return what became of a plot, to read; lines fit in that many cells."""
    program = universe.program
    where = f"{program.world.word}/{program.scenario.word}"
    lines = [f"{found.plot.title}, followed in {where}, universe {universe.seed}", ""]
    wide = max((len(one.beat.id) for one in found.beats), default=0)
    for one in found.beats:
        lines.append(cut(visible(_line(one, universe, wide)).rstrip(), width))
        for line in _why(one, universe):
            lines += wrapped(visible(line), width, "      ", "        ")
    lines += ["", *_sum(found)]
    return "".join(f"{line}\n" for line in lines)


def surprise(one: FollowedBeat) -> float | None:
    """Return how surprising a beat is, in bits; None where its chance is not known, or 0."""
    return -math.log2(one.chance) if one.chance else None


def _line(one: FollowedBeat, universe: Universe, wide: int) -> str:
    bits = surprise(one)
    bar = "" if bits is None else "█" * min(math.ceil(bits / BITS - 0.25), BAR)
    share = f"{one.came} of {one.tried}" if one.tried else ""
    when = _moment(one.at, universe) if one.at is not None else ""
    deeds = ", ".join(spelled_deed(deed) for deed in one.beat.deeds)
    mark = MARKS[one.verdict]
    return f"{mark} {one.beat.id:{wide}}  {share:>10}  {bar:{BAR}}  {when:11}  {deeds}"


def _why(one: FollowedBeat, universe: Universe) -> Iterator[str]:
    fault = one.fault
    if one.verdict == "holds" or fault is None:
        return
    kind = f" ({fault.kind})" if fault.kind else ""
    when = _when(fault, universe) if one.at is None else ""
    yield f"{one.verdict}{kind}: {fault.deed}{when}"
    if fault.condition:
        yield f"what fails: {fault.condition}"
    if fault.value:
        yield f"but {fault.value}{_by(fault, universe)}"
    for text in fault.against:
        yield f"against it: {text}"
    if fault.kind in WORDS:
        yield f"{WORDS[fault.kind]}: in {one.came} of {one.tried} universes"
    if one.beat.intended:
        yield f"intended: {one.beat.intended}"


def _when(fault: Fault, universe: Universe) -> str:
    return "" if fault.at is None else f", nearest on {_moment(fault.at, universe)}"


def _by(fault: Fault, universe: Universe) -> str:
    if fault.culprit is None:
        return ""
    if not fault.culprit.deed:
        return ", from the start"
    return f", since {fault.culprit.deed} on {_moment(fault.culprit.at, universe)}"


def _moment(seconds: float, universe: Universe) -> str:
    program = universe.program
    return shown(program.scenario.starts + seconds, program.world.calendar.day)


def _sum(found: FollowedPlot) -> Iterator[str]:
    many = {word: sum(1 for one in found.beats if one.verdict == word) for word in MARKS}
    said = [f"{n} {word}" for word, n in _counted(many)]
    yield f"{counted(len(found.beats), 'beat')}: {', '.join(said)}."
    bits = sum(surprise(one) or 0.0 for one in found.beats)
    if bits >= 1.0:
        yield f"Surprise in all: {bits:.0f} bits; a cell of the bars is one."


def _counted(many: dict[str, int]) -> Iterator[tuple[str, int]]:
    words = {
        "holds": ("hold", "holds"),
        "strains": ("strain", "strains"),
        "intended": ("are intended", "is intended"),
        "breaks": ("break", "breaks"),
    }
    for word, (several, one) in words.items():
        if many[word]:
            yield (one if many[word] == 1 else several), many[word]
