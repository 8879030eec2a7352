"""Two universes side by side: what they share, where they part, and what each comes to."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from moshimo.engine.journal import Deed
from moshimo.multiverse.comparing.both import Both
from moshimo.multiverse.comparing.chains import Chain, Node, node_of
from moshimo.multiverse.comparing.compare import Changed, Comparison, Side
from moshimo.output.shown_letters import visible
from moshimo.report.comparison.chief_odds import ToldOdds
from moshimo.report.comparison.ending import reached
from moshimo.report.comparison.explanations import Explainer, Why, is_slight
from moshimo.report.comparison.fork_lines import changes, notes
from moshimo.report.comparison.weighty import Sides, of_interest, ranked
from moshimo.report.universe_name import universe_name
from moshimo.story.grammar.orthography import finished
from moshimo.story.lexicon import time_words
from moshimo.story.lexicon.lexicon import Clock, Lexicon, is_routine, manner_of
from moshimo.story.realisation.story import Paragraph, Scene, Story
from moshimo.story.rendering.chapters import paragraphs_of
from moshimo.story.rendering.plain_text import text
from moshimo.story.selection.worth import WORTH_TELLING, worth
from moshimo.story.tell import tell

MANY = (32, 24, 18, 13, 9, 6)  # deeds told of one side, fewer until it is short enough
MOST = 700  # words of one side
BEFORE = 3 * 3600.0  # seconds before they part that are told
LAST = 5  # deeds told of that time
STILL = 6  # so many deeds of both are named
WHYS = 6  # so many deeds of each side are explained
MOMENT = 900.0  # seconds: what begins within so much is told beside each other

NO_ODDS = ToldOdds()


@dataclass(frozen=True, slots=True)
class Half:
    """What one universe comes to at one moment: what is told of it, and why it differs."""

    paragraphs: tuple[Paragraph, ...] = ()
    whys: tuple[Why, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """The same moment in both."""

    when: str  # the day and its part, "" if they are those of the row before
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
    which: str = ""  # which universe it is, in words
    reached: tuple[str, ...] = ()  # what of the change reached the ending, a sentence each
    odds: ToldOdds = NO_ODDS  # how likely the chief differences are in other universes
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


def versus(both: Both, lexica: Mapping[Side, Lexicon], odds: ToldOdds = NO_ODDS) -> Versus:
    """Tell two universes side by side, in those words; each side tells only what differs.

    `odds` says how likely the chief differences are.
    """
    c = both.comparison
    deeds: Sides = {"base": both.base.deeds, "fork": both.fork.deeds}
    known = {one: {deed.id: deed for deed in deeds[one]} for one in deeds}
    title = visible(both.branch.title)
    explainer = Explainer(c, known, replace(lexica["base"], worded={}), f"“{title}”")
    bare = Versus(
        visible(both.base.program.scenario.title or both.base.program.world.title),
        title,
        changes(both.branch.forks, both.branch.program.world, lexica["fork"]),
        notes(both.parted, lexica["fork"]),
        universe_name(both.base),
        reached(both, explainer, deeds, explainer.lexicon),
        odds,
        counts=(len(c.only_base), len(c.only_fork), len(c.changed), c.shared),
    )
    if c.first is None:
        return bare
    _, side, what = c.first
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
    """Tell the weightiest of what is done in both, though not at the same time."""
    later = [one for one in explainer.comparison.changed if one.mild and "time" in one.ways]
    both = {one.base.id: one for one in later if one.base.result == "done"}
    heavy = ranked([deed for deed in deeds if deed.id in both], deeds, lexicon)
    worths = worth(deeds, lexicon)
    weighty = [both[key] for key in heavy if worths[key] >= WORTH_TELLING][:STILL]
    told = sorted(weighty, key=lambda one: one.fork.begin)
    said = [
        finished(explainer.done("fork", one.fork))
        if is_slight(one)
        else explainer.said("fork", one.fork)
        for one in told
    ]
    return tuple(dict.fromkeys(said))


def _half(comparison: Comparison, side: Side, deeds: Sides, lexicon: Lexicon) -> Story:
    """Tell what differs on one side: the weightiest, and less until it is short enough."""
    told = of_interest(comparison, side, deeds)
    heavy = ranked([deed for deed in deeds[side] if deed.id in told], deeds[side], lexicon)
    story = Story("", ())
    for many in MANY:
        story = tell(deeds[side], lexicon, title="", only=frozenset(heavy[:many]))
        if len(text(story).split()) <= MOST:
            break
    return story


def _past(deeds: Sequence[Deed], until: float, lexicon: Lexicon) -> tuple[Scene, ...]:
    """Tell the weightiest of what happened shortly before they part."""
    shared = [deed for deed in deeds if deed.end <= until and deed.begin < until]
    worths = worth(shared, lexicon)
    late = [deed for deed in shared if deed.end >= until - BEFORE]
    heavy = sorted(late, key=lambda deed: (-worths[deed.id], deed.id))
    only = frozenset(deed.id for deed in heavy[:LAST])
    return tell(shared, lexicon, title="", only=only).scenes if only else ()


def _rows(
    stories: Mapping[Side, Story],
    explainer: Explainer,
    chains: Mapping[Node, Chain],
    lexica: Mapping[Side, Lexicon],
) -> tuple[Row, ...]:
    """Set both stories beside each other by moments: what is told of about the same time."""
    moments: list[tuple[float, Side, Paragraph]] = []
    for side, story in stories.items():
        began, last = {deed: one.begin for deed, one in explainer.deeds[side].items()}, 0.0
        for paragraph in paragraphs_of(story.scenes):
            times = [began[key] for one in paragraph.sentences for key in one.deeds]
            last = max(last, min(times)) if times and not paragraph.letter else last
            moments.append((last, side, paragraph))
    moments.sort(key=lambda moment: moment[0])  # stable: each side keeps its order
    clock = lexica["base"].clock
    rows: list[tuple[float, dict[Side, list[Paragraph]]]] = []
    for time, side, paragraph in moments:
        if not rows or not _goes_on(rows[-1], time, side, clock):
            rows.append((time, {"base": [], "fork": []}))
        rows[-1][1][side].append(paragraph)
    whys = {side: _whys(stories[side], side, explainer, chains, lexica[side]) for side in stories}
    explained: set[Node] = set()
    made: list[Row] = []
    when = ""
    for time, both in rows:
        here, there = (
            Half(tuple(told), _told_whys(told, side, explainer, chains, whys[side], explained))
            for side, told in both.items()
        )
        now = time_words.moment(clock, time).capitalize()
        made.append(Row("" if now == when else now, here, there))
        when = now
    return tuple(made)


def _goes_on(
    row: tuple[float, Mapping[Side, Sequence[Paragraph]]], time: float, side: Side, clock: Clock
) -> bool:
    """Whether what is told of that side is of the row's moment, or alone and of its part of day."""
    begun, both = row
    alone = not both["fork" if side == "base" else "base"]
    same_part = time_words.moment(clock, begun) == time_words.moment(clock, time)
    return time - begun < MOMENT or (alone and same_part)


def _whys(
    story: Story,
    side: Side,
    explainer: Explainer,
    chains: Mapping[Node, Chain],
    lexicon: Lexicon,
) -> frozenset[str]:
    """Return the ids of the deeds that are explained: the weightiest of those told."""
    deeds = explainer.deeds[side]
    worths = worth(list(deeds.values()), lexicon)
    told = {key for sentence in story.sentences for key in sentence.deeds}
    c = explainer.comparison
    slight = {key for key in told if isinstance(one := c.side(key), Changed) and is_slight(one)}
    slight |= {key for key in told if is_routine(manner_of(lexicon, deeds[key]))}
    found = [key for key in told - slight if node_of(side, key, c) in chains]
    return frozenset(sorted(found, key=lambda key: (-worths.get(key, 0.0), key))[:WHYS])


def _told_whys(
    told: Sequence[Paragraph],
    side: Side,
    explainer: Explainer,
    chains: Mapping[Node, Chain],
    asked: Collection[str],
    explained: set[Node],
) -> tuple[Why, ...]:
    """Explain the deeds told there that are to be explained. Adds to `explained`."""
    deeds = explainer.deeds[side]
    keys = {key for one in told for sentence in one.sentences for key in sentence.deeds}
    made: list[Why] = []
    for key in sorted(keys.intersection(asked), key=lambda key: (deeds[key].begin, key)):
        node = node_of(side, key, explainer.comparison)
        if node not in explained:
            why = explainer.why_in_short(side, deeds[key], chains[node], explained)
            made.append(replace(why, named=any(why.end == one.end for one in made)))
            explained.add(node)
    return tuple(made)
