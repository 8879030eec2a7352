"""A chain of causes in words: each step a clause about the universe that was forked.

What happened there is told, what happened only in the other is denied, and what happened in both
is told with how it differed: "because Cai did not call the vote, because Dora voted
half an hour later, because of the change".
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from moshimo.engine.journal import Deed
from moshimo.multiverse.comparing.chains import CHANGE, Chain, Link, Node, node_of
from moshimo.multiverse.comparing.compare import Changed, Comparison, Side
from moshimo.story.grammar.clause import can_be
from moshimo.story.grammar.orthography import finished
from moshimo.story.lexical.failure import failing
from moshimo.story.lexical.phrasing import sentence_parts
from moshimo.story.lexical.surprise import finding
from moshimo.story.lexicon import time_words
from moshimo.story.lexicon.lexicon import Tongue
from moshimo.story.lexicon.naming import count_word, said_as_list, short_name
from moshimo.story.planning.clauses import clause_of
from moshimo.story.planning.discourse import Attention
from moshimo.story.planning.sentence_plan import Parts, Ref
from moshimo.story.realisation.referring import voice
from moshimo.story.selection.message import Beat, doer_of

FEW = 3  # people who are named where more are counted
SUPPOSED = {  # in words, what is not proved: of what was done in the fork, and what was not
    "instead of": ("it seems because", "it seems because"),
    "upon": ("it seems as soon as", "it seems because"),
    "after": ("it seems after", "it seems since"),
}
ABOVE = "for the reason above"


@dataclass(frozen=True, slots=True)
class Step:
    """One step back.

    Attributes:
        word: how it is tied to what it explains: "because", or, not proved, "it seems after".
        text: a clause; no capital, no full stop.
        link: what it says.
    """

    word: str
    text: str
    link: Link


@dataclass(frozen=True, slots=True)
class Why:
    """Why a deed differs, in words.

    Attributes:
        deed: the id of what it is about.
        side: in whose journal that stands.
        head: what differs, as a sentence.
        steps: from there back to the change.
        above: they end at what has been explained before, and the rest is left out.
    """

    deed: str
    side: Side
    head: str
    steps: tuple[Step, ...]

    above: bool = False

    @property
    def text(self) -> str:
        """All of it as one sentence."""
        said = [f"{step.word} {step.text}" for step in self.steps]
        ends = [ABOVE] if self.above else []
        return f"{', '.join([self.head.removesuffix('.'), *said, *ends])}."

    @property
    def proved(self) -> bool:
        """Whether no step of it is supposed."""
        return all(step.link.proved for step in self.steps)


@dataclass(frozen=True)
class Speaker:
    """What is needed to put a comparison into words.

    Attributes:
        comparison: the differences.
        deeds: all deeds of both universes, by side and id.
        tongue: the world's words, none of them chosen for a story.
        change: what was changed, in a few words.
    """

    comparison: Comparison
    deeds: Mapping[Side, Mapping[str, Deed]]
    tongue: Tongue
    change: str
    _times: Mapping[tuple[str, ...], Sequence[float]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        times: dict[tuple[str, ...], list[float]] = {}
        for deed in self.deeds["fork"].values():
            times.setdefault(act_of(deed), []).append(deed.begin)
        object.__setattr__(self, "_times", times)

    def why(self, side: Side, deed: Deed, chain: Chain, told: Collection[Node] = ()) -> Why:
        """A chain in words, as far as the first step that has been `told` before."""
        chain = self._once(chain)
        ends = [node_of(link.side, link.id, self.comparison) in told for link in chain]
        shown = chain[: ends.index(True) + 1] if any(ends) else chain
        head, attention = self._voiced(self.parts(side, deed), self._start)
        steps: list[Step] = []
        for link in shown:
            if link.id == CHANGE:
                word = "because of" if link.proved else "it seems because of"
                steps.append(Step(f"{word} the change:", self.change, link))
                continue
            parts = self.parts(link.side, self.deeds[link.side][link.id])
            text, attention = self._voiced(parts, attention)
            steps.append(Step(_word(link), text, link))
        return Why(deed.id, side, finished(head), tuple(steps), any(ends))

    def _once(self, chain: Chain) -> Chain:
        """A chain in which what is done again and again stands once: the legs of one way."""
        acts = [act_of(self.deeds[link.side].get(link.id)) for link in chain]
        return tuple(
            link for n, link in enumerate(chain) if n + 1 == len(chain) or acts[n] != acts[n + 1]
        )

    def said(self, side: Side, deed: Deed) -> str:
        """What became of a deed in the forked universe, as a sentence."""
        return finished(self._voiced(self.parts(side, deed), self._start)[0])

    def parts(self, side: Side, deed: Deed) -> Parts:
        """What became of a deed in the forked universe: it was done, was not, or otherwise."""
        found = self.comparison.side(deed.id)
        if isinstance(found, Changed):
            told = _up_to(":;", _told(found.fork, self.tongue, self.deeds["fork"]))
            return (*told, *self._otherwise(found))
        if side == "base":
            return _denied(deed, self._when_not(deed), self.tongue, self.deeds[side])
        return _up_to(":;", _told(deed, self.tongue, self.deeds[side]))

    def _when_not(self, deed: Deed) -> str:
        """How something is denied that may be done in the forked universe at another time."""
        times = self._times.get(act_of(deed), ())
        if any(time > deed.begin for time in times):
            return "not yet"
        return "not again" if times else "not"

    def _otherwise(self, one: Changed) -> Parts:
        """How a deed of both differed in the forked universe."""
        if "result" in one.ways or one.fork.result != "done":
            return ()
        if any(not name.startswith("_") for name in _other_outcomes(one)):
            return (" with another outcome",)
        if one.base.begin != one.fork.begin and not {"place", "outcome"} & {*one.ways}:
            return (f", {_apart(one.fork.begin - one.base.begin)}",)
        if "place" in one.ways:
            return (" by another way",)
        if "outcome" in one.ways:
            return (" to another effect",)
        if one.base.end != one.fork.end:
            return (f" for {'longer' if one.fork.end > one.base.end else 'less long'}",)
        if "words" in one.ways:
            return (" in other words",)
        came = self._people({*one.fork.witnesses} - {*one.base.witnesses})
        missed = self._people({*one.base.witnesses} - {*one.fork.witnesses})
        also = [f"with {came} there"] if came else []
        also += [f"without {missed} there"] if missed else []
        return (f" {said_as_list(also)}",)

    def _people(self, ids: set[str]) -> str:
        names = [short_name(self.tongue, who) for who in sorted(ids)]
        more = len(names) - FEW
        return said_as_list(names if more < 2 else [*names[:FEW], f"{count_word(more)} more"])

    @property
    def _start(self) -> Attention:
        """In which everybody is called by the everyday name."""
        return Attention(frozenset(self.tongue.members))

    def _voiced(self, parts: Parts, attention: Attention) -> tuple[str, Attention]:
        return voice(parts, attention, self.tongue)


def act_of(deed: Deed | None) -> tuple[str, ...]:
    """A deed's rule and roles."""
    return (deed.rule, *deed.roles.values()) if deed else ()


def _word(link: Link) -> str:
    if link.proved:
        return "because"
    return SUPPOSED[link.word][link.side == "base"]


def _beat(deed: Deed, tongue: Tongue) -> Beat:
    doer = doer_of(deed, tongue)
    shape = "sense" if deed.kind == "sense" else "act"
    return Beat((deed,), "sense" if shape == "sense" else "act", (doer,) if doer else (), 0.0)


def _told(deed: Deed, tongue: Tongue, known: Mapping[str, Deed]) -> Parts:
    beat = _beat(deed, tongue)
    if beat.shape == "sense":
        return finding(beat, tongue)
    if deed.result != "done":
        return failing(beat, tongue, known)
    return sentence_parts(beat, tongue, known)


def _denied(deed: Deed, no: str, tongue: Tongue, known: Mapping[str, Deed]) -> Parts:
    """That it was not done."""
    beat = _beat(deed, tongue)
    if beat.shape == "sense":
        verb = f" did {no} miss " if deed.rule == "misses" else f" was {no} surprised to find "
        return (Ref(beat.doers, "subject"), verb, Ref((deed.roles.get("who", ""),)))
    manner = tongue.manners.get(deed.rule)
    clause = clause_of(manner.template, tongue) if manner else None
    if clause is None or not clause.doer or not beat.doers or not can_be(clause, "bare"):
        return (f"it did {no} come about that ", *sentence_parts(beat, tongue, known))
    bare = _up_to(",:;", sentence_parts(beat, tongue, known, mood="bare", subject=False))
    tried = f" did {no} " if deed.result == "done" else f" did {no} begin to "
    return (Ref(beat.doers, "subject"), tried, *bare)


def _up_to(marks: str, parts: Parts) -> Parts:
    """A clause without what only explains it: "counted the hands: the council had named him"."""
    ends = [n for n, part in enumerate(parts) if isinstance(part, str) and part and part in marks]
    return parts[: ends[0]] if ends else parts


def _other_outcomes(one: Changed) -> list[str]:
    """The names of the outcomes that differ."""
    here, there = one.base.outcomes, one.fork.outcomes
    return [name for name in here if here[name] != there.get(name)]


def _apart(seconds: float) -> str:
    """How much later, or sooner."""
    words = time_words.later(abs(seconds)) or "a little later"
    return words if seconds > 0 else words.replace("later", "sooner")
