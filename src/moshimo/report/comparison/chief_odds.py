"""How likely the chief differences of two universes are, in a few others of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from moshimo.asked.arguments import number_given
from moshimo.engine.journal import Deed
from moshimo.engine.limits import Limits
from moshimo.engine.program import Program
from moshimo.errors import counted
from moshimo.multiverse.asking.figures import Odds, Share
from moshimo.multiverse.asking.odds import odds
from moshimo.multiverse.comparing.both import Both
from moshimo.multiverse.comparing.compare import Side
from moshimo.multiverse.sampling import Sampling
from moshimo.output.shown_letters import visible
from moshimo.report.comparison.ending import chief_deeds
from moshimo.report.comparison.explanations import Explainer
from moshimo.report.comparison.weighty import Sides, ranked
from moshimo.report.odds.chart_rows import Bar, share_text
from moshimo.story.grammar.orthography import finished
from moshimo.story.lexicon.lexicon import Lexicon
from moshimo.story.lexicon.of_world import lexicon_of
from moshimo.world.forks.change import Change
from moshimo.world.telling.ways import PLAIN

EACH = 2  # so many deeds of each universe are asked for
SECONDS = 10.0  # after which those universes count that have come
WITHOUT = "without it"
HAVING = "with it"


@dataclass(frozen=True, slots=True)
class OddsRow:
    """How likely one deed is: a share and its interval, without the change and with it."""

    what: str
    without: str
    having: str

    def __str__(self) -> str:
        return f"{self.what}: {self.without} {WITHOUT}, {self.having} {HAVING}."


@dataclass(frozen=True, slots=True)
class ToldOdds:
    """Odds in words: a row for each deed that the change makes likelier or rarer."""

    rows: tuple[OddsRow, ...] = ()
    note: str = ""  # how many universes there are, and how sure that is; "" if none were run

    @property
    def lines(self) -> tuple[str, ...]:
        """A line each, and the note; none if they are not known."""
        return (*map(str, self.rows), self.note) if self.note else ()


@dataclass(frozen=True, slots=True)
class ChiefOdds:
    """How likely a few deeds are, without the change and with it.

    Attributes:
        deeds: which, each with the universe from which it is.
        odds: of each of them, in the same order.
    """

    deeds: tuple[tuple[Side, Deed], ...]
    odds: Odds

    def told(self, explainer: Explainer) -> ToldOdds:
        """Return them in words."""
        without, having = self.odds.figures[0], self.odds.figures[-1]
        rows = [
            OddsRow(
                finished(explainer.done(side, deed)).removesuffix("."), _share(one), _share(two)
            )
            for (side, deed), one, two in zip(self.deeds, without, having, strict=True)
            if isinstance(one, Share) and isinstance(two, Share) and one.estimate != two.estimate
        ]
        sample = self.odds.sample
        each = f"In {counted(sample.universes, 'universe')} of each"
        if sample.stopped == "time":
            each += f", as many as {SECONDS:g} seconds gave"
        if not rows:
            return ToldOdds((), f"{each}, none of these was likelier or rarer with it.")
        return ToldOdds(tuple(rows), f"{each}; an interval holds with {100 * sample.level:g} %.")


def chief_odds(
    program: Program,
    both: Both,
    change: Change | str,
    universes: int,
    since: str = "",
    seed: int = 1,
    limits: Limits | None = None,
) -> ChiefOdds | None:
    """Find out how likely the chief differences of two universes are; None if there are none.

    Args:
        program: of the world without the change.
        both: the two.
        change: what differs.
        universes: how many of each are run; 0 for none.
        since: from when on, as for `World.compare`; then with the past that both have.
        seed: that of both.
        limits: of each.
    """
    if not number_given(universes, "universes"):
        return None
    world, scenario = both.base.program.world, both.base.program.scenario
    deeds = asked_of(both, lexicon_of(world, scenario, PLAIN))
    if not deeds:
        return None
    row = seed if since else 1
    drawn = Sampling(universes=universes, forks=(change,), since=since, seed=row, seconds=SECONDS)
    asked = [question(deed, both) for _, deed in deeds]
    return ChiefOdds(deeds, odds(program, asked, drawn, limits=limits))


def asked_of(both: Both, lexicon: Lexicon) -> tuple[tuple[Side, Deed], ...]:
    """Return the deeds that are worth asking for: the chief ones that one of both has alone.

    Where the change did not reach the ending, the weightiest that came after it; where nothing
    differs, none. What somebody does who is born on the way cannot be asked for.
    """
    deeds: Sides = {"base": both.base.deeds, "fork": both.fork.deeds}
    known = {side: {deed.id: deed for deed in deeds[side]} for side in deeds}
    explainer = Explainer(both.comparison, known, replace(lexicon, worded={}), "")
    chief = chief_deeds(deeds, lexicon, explainer)
    found: list[tuple[Side, Deed]] = [
        (side, deed) for side in chief for deed in _nameable(chief[side], both)[:EACH]
    ]
    if found or both.comparison.same:
        return tuple(found)
    parted = both.comparison.until
    done = [one for one in both.base.deeds if one.result == "done" and one.begin >= parted]
    by_id = {deed.id: deed for deed in done}
    heavy = [by_id[key] for key in ranked(done, deeds["base"], lexicon)]
    return tuple(("base", deed) for deed in _nameable(heavy, both)[:EACH])


def question(deed: Deed, both: Both) -> str:
    """Return the question whether a deed happens."""
    rule = both.base.program.world.laws.rules[deed.rule]
    roles = [
        deed.roles.get(role.word) or "None" if role.type.tag == "ref" else "None"
        for role in rule.roles
    ]
    while roles and roles[-1] == "None":
        roles.pop()
    return f"happened({deed.rule}({', '.join(roles)}))"


def _nameable(deeds: Sequence[Deed], both: Both) -> list[Deed]:
    """Return those whose people and things are in both worlds from the beginning."""
    worlds = (both.base.program.world, both.branch.program.world)
    there = {*worlds[0].indices} & {*worlds[1].indices}
    rules = worlds[0].laws.rules
    return [
        deed
        for deed in deeds
        if deed.rule in rules
        and all(
            not who or who in there or rules[deed.rule].roles[n].type.tag != "ref"
            for n, who in enumerate(deed.roles.values())
        )
    ]


def _share(figure: Share) -> str:
    return visible(share_text(Bar("", figure.estimate, figure.low, figure.high)))
