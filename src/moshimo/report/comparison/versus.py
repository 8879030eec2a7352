"""Two universes side by side: what they share, where they part, and what each comes to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from moshimo.engine.journal import Deed
from moshimo.multiverse.comparing.both import Both
from moshimo.multiverse.comparing.chains import Chain, Node, node_of
from moshimo.multiverse.comparing.compare import Changed, Comparison, Side
from moshimo.output.shown_letters import visible
from moshimo.report.comparison.explanations import Explainer, Why, act_of, other_outcome
from moshimo.report.comparison.fork_lines import changes, notes
from moshimo.story.lexicon import time_words
from moshimo.story.lexicon.lexicon import Lexicon, is_routine, manner_of, reports
from moshimo.story.realisation.story import Scene, Story
from moshimo.story.rendering.plain_text import text, time_of
from moshimo.story.selection.worth import WORTH_TELLING, worth
from moshimo.story.tell import tell

MANY = (32, 24, 18, 13, 9, 6)  # deeds told of one side, fewer until it is short enough
MOST = 700  # words of one side
BEFORE = 3 * 3600.0  # seconds before they part that are told
LAST = 5  # deeds told of that time
WORN = 0.5  # divisor for each further deed of a kind
STILL = 6  # so many deeds of both are named
WHYS = 3  # of one side in one part of a day

Sides: TypeAlias = Mapping[Side, Sequence[Deed]]


@dataclass(frozen=True, slots=True)
class Half:
    """What one universe comes to in one part of a day: its scenes, and why they differ."""

    scenes: tuple[Scene, ...] = ()
    whys: tuple[Why, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """The same part of a day in both."""

    when: str
    base: Half
    fork: Half


@dataclass(frozen=True, slots=True)
class Versus:
    """Two universes told side by side."""

    title: str  # of the first
    fork: str  # title of the second
    changes: tuple[str, ...]  # what was changed, a line each
    # what else is to be said of the fork: its moment never came, it could not be done
    notes: tuple[str, ...]
    until: str = ""  # when they part, in words; "" if nothing differs
    first: str = ""  # the first difference, as a sentence
    past: tuple[Scene, ...] = ()  # scenes before they part
    rows: tuple[Row, ...] = ()  # the rest, by time
    still: tuple[str, ...] = ()  # the weightiest of what happens in both, a sentence each
    # deeds only in the first, only in the second, in both otherwise, and in both alike
    counts: tuple[int, int, int, int] = (0, 0, 0, 0)

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return not any(self.counts[:3])


def versus(both: Both, lexica: Mapping[Side, Lexicon]) -> Versus:
    """Tell two universes side by side, in those words; each side tells only what differs."""
    c = both.comparison
    deeds: Sides = {"base": both.base.deeds, "fork": both.fork.deeds}
    bare = Versus(
        visible(both.base.program.scenario.title or both.base.program.world.title),
        visible(both.branch.title),
        changes(both.branch.forks, both.branch.program.world, lexica["fork"]),
        notes(both.parted, lexica["fork"]),
        counts=(len(c.only_base), len(c.only_fork), len(c.changed), c.shared),
    )
    if c.first is None:
        return bare
    _, side, what = c.first
    known = {one: {deed.id: deed for deed in deeds[one]} for one in deeds}
    explainer = Explainer(c, known, replace(lexica["base"], worded={}), f"“{bare.fork}”")
    past = _past(deeds["base"], c.until, lexica["base"])
    seen = {scene.place for scene in past}
    halves = {one: _half(c, one, deeds, _seen(lexica[one], seen)) for one in deeds}
    return replace(
        bare,
        until=time_words.moment(lexica["base"].clock, c.until),
        first=explainer.said(side or "fork", what.fork if isinstance(what, Changed) else what),
        past=past,
        rows=_rows(halves, explainer, both.chains, lexica),
        still=_still(explainer, deeds["base"], lexica["base"]),
    )


def _seen(lexicon: Lexicon, places: Collection[str]) -> Lexicon:
    """Return the lexicon for readers who have been shown those places."""
    left = {place: shown for place, shown in lexicon.settings.items() if place not in places}
    return replace(lexicon, settings=left)


def _still(explainer: Explainer, deeds: Sequence[Deed], lexicon: Lexicon) -> tuple[str, ...]:
    """Tell the weightiest of what is done in both, later or sooner."""
    later = [one for one in explainer.comparison.changed if one.mild and "time" in one.ways]
    both = {one.base.id: one for one in later if one.base.result == "done"}
    ranked = _ranked([deed for deed in deeds if deed.id in both], deeds, lexicon)
    worths = worth(deeds, lexicon)
    weighty = [both[key] for key in ranked if worths[key] >= WORTH_TELLING][:STILL]
    told = sorted(weighty, key=lambda one: one.fork.begin)
    return tuple(dict.fromkeys(explainer.said("fork", one.fork) for one in told))


def _half(comparison: Comparison, side: Side, deeds: Sides, lexicon: Lexicon) -> Story:
    """Tell what differs on one side: the weightiest, and less until it is short enough."""
    told = _of_interest(comparison, side, deeds)
    ranked = _ranked([deed for deed in deeds[side] if deed.id in told], deeds[side], lexicon)
    story = Story("", ())
    for many in MANY:
        story = tell(deeds[side], lexicon, title="", only=frozenset(ranked[:many]))
        if len(text(story).split()) <= MOST:
            break
    return story


def _of_interest(comparison: Comparison, side: Side, deeds: Sides) -> Collection[str]:
    """Return the ids of deeds worth telling as a difference.

    Those are deeds that nobody does in the other universe from then on, or that have another
    outcome there; if there are none, all that differ.
    """
    other: Side = "fork" if side == "base" else "base"
    own = comparison.only_base if side == "base" else comparison.only_fork
    begun = comparison.until
    there = {act_of(deed) for deed in deeds[other] if deed.end >= begun and deed.result == "done"}
    found = {deed.id for deed in own if act_of(deed) not in there}
    twins = [(one, one.base if side == "base" else one.fork) for one in comparison.changed]
    found |= {deed.id for one, deed in twins if _otherwise(one)}
    return found or {deed.id for deed in own} | {deed.id for _, deed in twins}


def _ranked(told: Sequence[Deed], deeds: Sequence[Deed], lexicon: Lexicon) -> list[str]:
    """Return the ids of deeds, the weightiest first; each further one of a kind is worth less."""
    worths = worth(deeds, lexicon)
    often: Counter[str] = Counter()
    found: list[tuple[float, str]] = []
    for deed in sorted(told, key=lambda deed: (-worths[deed.id], deed.id)):
        manner = manner_of(lexicon, deed)
        if is_routine(manner) or reports(manner):
            continue
        found.append((worths[deed.id] / (1 + WORN * often[deed.rule]), deed.id))
        often[deed.rule] += 1
    return [key for _, key in sorted(found, key=lambda pair: (-pair[0], pair[1]))]


def _otherwise(one: Changed) -> bool:
    """Whether a deed of both had another result, not only another time."""
    return "result" in one.ways or other_outcome(one) or "words" in one.ways


def _past(deeds: Sequence[Deed], until: float, lexicon: Lexicon) -> tuple[Scene, ...]:
    """Tell the weightiest of what happened shortly before they part."""
    shared = [deed for deed in deeds if deed.end <= until and deed.begin < until]
    worths = worth(shared, lexicon)
    late = [deed for deed in shared if deed.end >= until - BEFORE]
    ranked = sorted(late, key=lambda deed: (-worths[deed.id], deed.id))
    only = frozenset(deed.id for deed in ranked[:LAST])
    return tell(shared, lexicon, title="", only=only).scenes if only else ()


def _rows(
    stories: Mapping[Side, Story],
    explainer: Explainer,
    chains: Mapping[Node, Chain],
    lexica: Mapping[Side, Lexicon],
) -> tuple[Row, ...]:
    """Cut both stories where another part of a day begins."""
    every = sorted(
        ((scene.begin, side, scene) for side, story in stories.items() for scene in story.scenes),
        key=lambda item: (item[0], item[1]),
    )
    found: list[tuple[str, dict[Side, list[Scene]]]] = []
    for _, side, scene in every:
        when = time_of(scene, lexica[side])
        if not found or found[-1][0] != when:
            found.append((when, {"base": [], "fork": []}))
        found[-1][1][side].append(scene)
    worths = {side: worth(list(explainer.deeds[side].values()), lexica[side]) for side in stories}
    explained: set[Node] = set()
    rows: list[Row] = []
    for when, both in found:
        here, there = (
            Half(tuple(told), _whys(told, side, explainer, chains, worths[side], explained))
            for side, told in both.items()
        )
        rows.append(Row(when, here, there))
    return tuple(rows)


def _whys(
    scenes: Sequence[Scene],
    side: Side,
    explainer: Explainer,
    chains: Mapping[Node, Chain],
    worths: Mapping[str, float],
    explained: set[Node],
) -> tuple[Why, ...]:
    """Explain the weightiest differences told there. Adds to `explained`."""
    told = {key for scene in scenes for sentence in scene.sentences for key in sentence.deeds}
    nodes = {key: node_of(side, key, explainer.comparison) for key in told}
    found = [key for key in told if nodes[key] in chains and nodes[key] not in explained]
    found.sort(key=lambda key: (-worths.get(key, 0.0), key))
    made: list[Why] = []
    for key in sorted(found[:WHYS], key=lambda key: (explainer.deeds[side][key].begin, key)):
        chain = chains[nodes[key]]
        made.append(explainer.why(side, explainer.deeds[side][key], chain, explained))
        explained.add(nodes[key])
    return tuple(made)
