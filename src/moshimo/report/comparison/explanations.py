"""Explanations: a chain of causes in words.

Each step is a clause about the forked universe. It tells what happened there, denies what happened
only in the other, and tells how a deed of both differed: "because Cai did not call the vote,
because Dora voted half an hour later, because of the change".
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from moshimo.engine.journal import Deed
from moshimo.multiverse.comparing.chains import CHANGE, Chain, Link, Node, node_of
from moshimo.multiverse.comparing.compare import Changed, Comparison, Side
from moshimo.story.grammar.clause import can_be
from moshimo.story.grammar.orthography import finished
from moshimo.story.lexical.lexicalisation import phrase_of
from moshimo.story.lexical.phrasing import sentence_parts
from moshimo.story.lexicon import time_words
from moshimo.story.lexicon.lexicon import Lexicon, is_routine, manner_of
from moshimo.story.lexicon.naming import count_word, said_as_list, short_name
from moshimo.story.planning.clauses import clause_of
from moshimo.story.planning.discourse import Attention
from moshimo.story.planning.sentence_plan import Phrase, Ref
from moshimo.story.realisation.referring import Realised, realise
from moshimo.story.selection.message import message_of

FEW = 3  # so many people are named, more are counted
IT_SEEMS = "it seems because"
SUPPOSED = {"upon": "it seems as soon as", "after": "it seems after"}  # of what was done, both
CHANGED = "because of the change"
IN_THE_END = "and in the end"
ABOVE = "for the reason above"
LITTLE = 3600.0  # seconds: what comes so much sooner or later is not told by itself


@dataclass(frozen=True, slots=True)
class WhyStep:
    """One step back."""

    text: str  # "because …", or, if it is not proved, "it seems after …"; no full stop
    link: Link
    routine: bool = False  # a way, an approach: what a person leaves out of a reason

    @property
    def briefly(self) -> str:
        """The step, without a name for what was changed."""
        if self.link.id != CHANGE:
            return self.text
        return CHANGED if self.link.proved else f"it seems {CHANGED}"


@dataclass(frozen=True, slots=True)
class Why:
    """Why a deed differs, in words."""

    deed: str  # its id
    side: Side  # whose journal has it
    head: str  # what differs, as a sentence
    steps: tuple[WhyStep, ...]  # from there back to the change
    above: bool = False  # the rest has been explained before and is left out
    named: bool = False  # what it comes of in the end has been named before in the same list

    def text(self) -> str:
        """Return the explanation as one sentence, with all its steps."""
        ends = [ABOVE] if self.above else []
        said = [step.text for step in self.steps]
        return f"{', '.join([self.head.removesuffix('.'), *said, *ends])}."

    def briefly(self) -> str:
        """Return the explanation as a person would give it: of many steps the first and the last.

        Ways are left out. That all comes of the change is said only where nothing lies between.
        """
        own = [step for step in self.steps if step.link.id != CHANGE]
        steps = [step.text for step in own if not step.routine or step is own[-1]]
        if not steps:
            steps = [step.briefly for step in self.steps]
        told = steps[:1]
        if len(steps) > 1 and not self.named:
            told.append(f"{IN_THE_END} {steps[-1]}")
        return f"{', '.join([self.head.removesuffix('.'), *told])}."

    @property
    def end(self) -> str:
        """The id of the deed that it comes of in the end; "" for the change itself."""
        return next((step.link.id for step in self.steps[::-1] if step.link.id != CHANGE), CHANGE)

    @property
    def proved(self) -> bool:
        """Whether every step is proved."""
        return all(step.link.proved for step in self.steps)


@dataclass(frozen=True)
class Explainer:
    """Puts a comparison into words."""

    comparison: Comparison
    deeds: Mapping[Side, Mapping[str, Deed]]  # all deeds of both universes, by side and id
    lexicon: Lexicon  # the world's words, without texts chosen for a story
    change: str  # what was changed, in a few words
    _times: Mapping[tuple[str, ...], Sequence[float]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        times: dict[tuple[str, ...], list[float]] = {}
        for deed in self.deeds["fork"].values():
            times.setdefault(act_of(deed), []).append(deed.begin)
        object.__setattr__(self, "_times", times)

    def why_in_short(self, side: Side, deed: Deed, chain: Chain, told: Collection[Node]) -> Why:
        """Return the same without the steps that a person would not name."""
        return self.why(side, deed, self._short(chain), told)

    def why(self, side: Side, deed: Deed, chain: Chain, told: Collection[Node] = ()) -> Why:
        """Return a chain in words, up to the first step that is in `told`."""
        chain = self._once(chain)
        ends = [node_of(link.side, link.id, self.comparison) in told for link in chain]
        shown = chain[: ends.index(True) + 1] if any(ends) else chain
        head = self._realise(self.parts(side, deed))
        attention = head.after
        steps: list[WhyStep] = []
        done = self._is_done(side, deed.id)
        for link in shown:
            if link.id == CHANGE:
                word = "because of" if link.proved else "it seems because of"
                steps.append(WhyStep(f"{word} the change: {self.change}", link))
                continue
            parts = self.parts(link.side, self.deeds[link.side][link.id])
            said = self._realise(parts, attention)
            attention = said.after
            comes_after, done = done, self._is_done(link.side, link.id)
            word = joined_by(link, of_done=comes_after and done)
            routine = is_routine(manner_of(self.lexicon, self.deeds[link.side][link.id]))
            steps.append(WhyStep(f"{word} {said.text}", link, routine))
        return Why(deed.id, side, finished(head.text), tuple(steps), any(ends))

    def _is_done(self, side: Side, id_: str) -> bool:
        """Whether a deed is done in the fork, so that it is not told as denied."""
        return side == "fork" or isinstance(self.comparison.side(id_), Changed)

    def _once(self, chain: Chain) -> Chain:
        """Keep one of consecutive links of the same act, such as the legs of a journey."""
        acts = [act_of(self.deeds[link.side].get(link.id)) for link in chain]
        return tuple(
            link for n, link in enumerate(chain) if n + 1 == len(chain) or acts[n] != acts[n + 1]
        )

    def _short(self, chain: Chain) -> Chain:
        """Leave out steps at which something came a little sooner or later, or added to a sum.

        The first step after one that is not proved is not proved either.
        """
        kept: list[Link] = []
        supposed = False
        for number, link in enumerate(chain):
            found = self.comparison.side(link.id)
            last = number + 1 == len(chain)
            if not last and isinstance(found, Changed) and is_slight(found):
                supposed = supposed or not link.proved
                continue
            kept.append(replace(link, proved=link.proved and not supposed))
            supposed = False
        return tuple(kept)

    def done(self, side: Side, deed: Deed) -> str:
        """Tell a deed as it was done in that universe, in a clause without a full stop."""
        message = message_of(deed, self.lexicon)
        return self._realise(phrase_of(message, self.lexicon, self.deeds[side])).text

    def said(self, side: Side, deed: Deed) -> str:
        """Tell in a sentence what became of a deed in the forked universe."""
        return finished(self._realise(self.parts(side, deed)).text)

    def parts(self, side: Side, deed: Deed) -> Phrase:
        """Tell what became of a deed in the forked universe: done, not done, or done otherwise."""
        found = self.comparison.side(deed.id)
        if isinstance(found, Changed):
            return (*self._told("fork", found.fork), *self._otherwise(found))
        if side == "base":
            return _denied(deed, self._when_not(deed), self.lexicon, self.deeds[side])
        return self._told(side, deed)

    def _told(self, side: Side, deed: Deed) -> Phrase:
        message = message_of(deed, self.lexicon)
        return _up_to(":;", phrase_of(message, self.lexicon, self.deeds[side]))

    def _when_not(self, deed: Deed) -> str:
        """Return what follows a denial of a deed that may be done there at another time."""
        times = self._times.get(act_of(deed), ())
        if any(time > deed.begin for time in times):
            return " until later"
        return " again" if times else ""

    def _otherwise(self, one: Changed) -> Phrase:
        """Tell how a deed of both differed in the forked universe."""
        if "result" in one.ways or one.fork.result != "done":
            return ()
        if other_outcome(one):
            return (" with another outcome",)
        if one.base.begin != one.fork.begin and not {"place", "outcome"} & {*one.ways}:
            return (f", {_apart(one.fork.begin - one.base.begin)}",)
        if "place" in one.ways:
            moves = manner_of(self.lexicon, one.fork).moves
            return (" by another way" if moves else " elsewhere",)
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
        names = [short_name(self.lexicon, who) for who in sorted(ids)]
        more = len(names) - FEW
        return said_as_list(names if more < 2 else [*names[:FEW], f"{count_word(more)} more"])

    def _realise(self, parts: Phrase, attention: Attention | None = None) -> Realised:
        """Realise a clause; by default for readers to whom everybody has been named in full."""
        return realise(parts, attention or Attention(frozenset(self.lexicon.members)), self.lexicon)


def act_of(deed: Deed | None) -> tuple[str, ...]:
    """Return a deed's rule and roles."""
    return (deed.rule, *deed.roles.values()) if deed else ()


def joined_by(link: Link, *, of_done: bool) -> str:
    """Return what joins a step to the one before it; `of_done`: both were done in the fork.

    What was not done has no time, so nothing comes as soon as it, or after it.
    """
    if link.proved:
        return "because"
    return SUPPOSED.get(link.word, IT_SEEMS) if of_done else IT_SEEMS


def _denied(deed: Deed, when: str, lexicon: Lexicon, known: Mapping[str, Deed]) -> Phrase:
    """Tell that a deed was not done."""
    message = message_of(deed, lexicon)
    if message.shape == "sense":
        verb = " did not miss " if deed.rule == "misses" else " was not surprised to find "
        return (Ref(message.doers, "subject"), verb, Ref((deed.roles.get("who", ""),)), when)
    manner = lexicon.manners.get(deed.rule)
    clause = clause_of(manner.template, lexicon) if manner else None
    if clause is None or not clause.doer or not message.doers or not can_be(clause, "bare"):
        return (f"it did not come about{when} that ", *sentence_parts(message, lexicon, known))
    bare = _up_to(",:;", sentence_parts(message, lexicon, known, mood="bare", subject=False))
    if _is_state(bare):
        return (f"it did not come about{when} that ", *sentence_parts(message, lexicon, known))
    tried = " did not " if deed.result == "done" else " did not begin to "
    subject = deed.roles.get(clause.doer) or message.doers[0]
    return (Ref((subject,), "subject"), tried, *bare, when)


def _is_state(bare: Phrase) -> bool:
    """Whether a clause tells a state or what is over: "be on top", "have sent for nobody"."""
    words = "".join(part for part in bare if isinstance(part, str)).split()
    return words[:1] in (["be"], ["have"])


def _up_to(marks: str, parts: Phrase) -> Phrase:
    """Cut a clause before its explanation: "counted the hands: the council had named him"."""
    ends = [n for n, part in enumerate(parts) if isinstance(part, str) and part and part in marks]
    return parts[: ends[0]] if ends else parts


def is_slight(one: Changed) -> bool:
    """Whether a deed of both is done in the same way, but a little sooner or later, or to a sum."""
    if "result" in one.ways or other_outcome(one) or {"place", "words"} & {*one.ways}:
        return False
    return abs(one.fork.begin - one.base.begin) < LITTLE


def other_outcome(one: Changed) -> bool:
    """Whether a named outcome differs."""
    here, there = one.base.outcomes, one.fork.outcomes
    return any(here[name] != there.get(name) for name in here if not name.startswith("_"))


def _apart(seconds: float) -> str:
    """Return how much later or sooner."""
    words = time_words.later(abs(seconds)) or "a little later"
    return words if seconds > 0 else words.replace("later", "sooner")
