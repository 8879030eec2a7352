"""Odds in words, with a chart: what `moshimo odds` prints."""

from __future__ import annotations

import itertools
import math

from moshimo.errors import counted
from moshimo.multiverse.asking.counting import Progress
from moshimo.multiverse.asking.figures import Figure, Mean, Odds, PairedDifference, Share
from moshimo.output.cells import NARROWEST, wrapped
from moshimo.output.shown_letters import visible
from moshimo.report.odds import chart_rows as chart
from moshimo.report.odds.chart_lines import WIDEST
from moshimo.report.odds.chart_lines import chart as drawn

DATA_ALONE = "Your numbers are those of the data; those that stand in rules stay as they are."
SPANS = ((86400.0, "days"), (3600.0, "hours"), (60.0, "minutes"), (1.0, "seconds"))


def likely(odds: Odds, width: int = 80, encoding: str = "utf-8") -> str:
    """Return odds as text for a terminal that is `width` cells wide."""
    text = drawn(rows(odds), width, encoding, note(odds))
    room = min(max(width, NARROWEST), WIDEST)
    lines = [line for said in verdicts(odds) for line in wrapped(visible(said), room)]
    return text + "".join(f"{line}\n" for line in lines)


def verdicts(odds: Odds) -> list[str]:
    """Return what can be said beside the figures, a sentence each."""
    return [*_sides(odds), *_likelier(odds), *([DATA_ALONE] if odds.shaken else [])]


def under_way(found: Progress) -> str:
    """Return one line about universes that are still being run."""
    made = f"{counted(found.universes, 'universe')}, {found.rate:.0f} a second"
    if found.interval is None:
        made += "; shaking the numbers"
    elif math.isfinite(found.interval.half):
        made += f"; {found.question}: {found.interval.estimate:.3f} ± {found.interval.half:.3f}"
    if found.left is not None:
        made += f"; about {found.left:.0f} s left"
    return made


def rows(odds: Odds) -> list[chart.ChartRow]:
    """Return the rows of a chart of odds, one a question."""
    return [_row(odds, i) for i in range(len(odds.questions))]


def note(odds: Odds) -> str:
    """Return how many universes there are, and what the intervals mean."""
    sample = odds.sample
    took = f"{sample.seconds:.1f} s"
    row = f"seed {sample.seed}" if sample.seed != 1 else ""
    if sample.since:
        row = f"from {sample.since} of universe {sample.seed}"
    each = f"{counted(sample.universes, 'universe')}{' in each' if len(odds.variants) > 1 else ''}"
    sure = f"intervals hold with {100 * sample.level:g} %"
    if sample.anytime:
        sure += ", wherever one stops"
    stopped = "stopped" if sample.stopped == "interrupted" else ""
    return "; ".join(part for part in (each, row, sure, stopped, took) if part) + "."


def _row(odds: Odds, i: int) -> chart.ChartRow:
    named = len(odds.variants) > 1
    figures = [variant[i] for variant in odds.figures]
    labels = [c.title or c.word or "as it is" for c in odds.variants] if named else [""]
    text = odds.questions[i].text
    remark = " ".join(filter(None, [_without(odds, i), _differences(odds, i), _shaken(odds, i)]))
    if isinstance(figures[0], Share):
        bars = [
            chart.Bar(label, f.estimate, f.low, f.high, n)
            for n, (label, f) in enumerate(zip(labels, figures, strict=True))
            if isinstance(f, Share)
        ]
        return chart.ShareRow(text, tuple(bars), remark)
    size, unit = _unit(figures[0])
    shapes = [
        chart.Histogram(
            label,
            f.mean / size,
            f.low / size,
            f.high / size,
            f.spread / size,
            tuple((b.low / size, b.high / size, b.many) for b in f.bins),
            n,
            f.others,
        )
        for n, (label, f) in enumerate(zip(labels, figures, strict=True))
        if isinstance(f, Mean)
    ]
    return chart.NumberRow(text, tuple(shapes), remark, unit)


def _unit(figure: Figure) -> tuple[float, str]:
    """Return the unit in which a time is told: its seconds, and its name."""
    if not isinstance(figure, Mean) or not figure.is_span:
        return 1.0, ""
    return next((s for s in SPANS if abs(figure.mean) >= s[0]), SPANS[-1])


def _without(odds: Odds, i: int) -> str:
    """Tell in how many universes there is no such number, of the base and of each fork."""
    said = []
    for variant, figures in zip(odds.variants, odds.figures, strict=True):
        figure = figures[i]
        if isinstance(figure, Share) or not figure.none.hits:
            continue
        who = f"{variant.title or variant.word or 'As it is'}: " if len(odds.variants) > 1 else ""
        none = figure.none
        share = chart.share_text(chart.Bar("", none.estimate, none.low, none.high))
        left = odds.sample.universes - none.hits
        there = f"there is none in {share}"
        rest = f"; the figure is of the other {counted(left, 'universe')}." if left else "."
        said.append(f"{who}{there}{rest}" if who else f"{there[:1].upper()}{there[1:]}{rest}")
    return " ".join(said)


def _differences(odds: Odds, i: int) -> str:
    """Tell by how much each fork differs in one question."""
    said = []
    for variant, found in zip(odds.variants[1:], odds.differences, strict=True):
        one = found[i]
        who = f"{variant.title or variant.word}: " if len(odds.variants) > 2 else ""
        figure = odds.figures[0][i]
        times = 100 if isinstance(figure, Share) else 1
        size, unit = (1.0, "points") if isinstance(figure, Share) else _unit(figure)
        said.append(f"{who}{_difference(one, times / size, unit, odds.sample.universes)}")
    return " ".join(said).replace("-", "−")


def _difference(found: PairedDifference, times: float, unit: str, universes: int) -> str:
    """Tell one difference, in a unit of which `times` is what one of its own is."""
    if math.isnan(found.estimate):
        return "no universe has one in both."
    dice = "with the same dice"
    if found.pairs < universes:
        dice += f", in the {counted(found.pairs, 'universe')} that have one in both"
    if found.others is not None:
        x = times * found.estimate
        middle = f"{x:+.{chart.digits_of(abs(x) / 10) if x else 0}f} {unit}".strip()
        return f"{middle} in each {dice}; another in {chart.most_text(found.others)}."
    digits = chart.digits_of(times * (found.high - found.low) / 2)
    ends = (f"{times * x:+.{digits}f}" for x in (found.low, found.estimate, found.high))
    low, middle, high = ends
    return f"{f'{middle} {unit}'.strip()} ({low} to {high}) {dice}."


def _shaken(odds: Odds, i: int) -> str:
    """Tell how an answer changes when the data's numbers are off."""
    found = odds.shaken[i] if odds.shaken else None
    if found is None:
        return ""
    figure = odds.base[i]
    size, unit = (0.01, "%") if isinstance(figure, Share) else _unit(figure)
    low, high = found.low, found.high
    if isinstance(figure, Share):
        low, high = max(low, 0.0), min(high, 1.0)
    numbers = f"With your numbers off by up to {100 * found.off:g} %"
    if low == high:
        return f"{numbers} it came out the same each time."
    wide, dice = high - low, figure.high - figure.low
    digits = chart.digits_of(max(wide, dice) / 2 / size)
    ends = (chart.in_digits(x / size, digits) for x in (low, high))
    said = f"{numbers}: {' to '.join(ends)} {unit}".strip()
    more = " It hangs on them more than on the dice." if wide > 2 * dice else ""
    return f"{said}.{' It hardly hangs on them.' if wide < dice else more}"


def _sides(odds: Odds) -> list[str]:
    """Tell on which side of the threshold each share is."""
    if odds.threshold is None:
        return []
    shares = [q.text for q in odds.questions if not q.is_number]
    names = [(c.title or c.word, text) for c in odds.variants for text in shares]
    said = []
    for (variant, text), side in zip(names, odds.above, strict=True):
        where = f" ({variant})" if variant else ""
        if side == "unsure":
            said.append(f"{text}{where}: too near to {100 * odds.threshold:g} % to say.")
        else:
            said.append(f"{text}{where}: {side} {100 * odds.threshold:g} %.")
    return said


def _likelier(odds: Odds) -> list[str]:
    """Tell which of two shares next to each other is likelier."""
    shares = [f for f in odds.base if isinstance(f, Share)]
    ranked = sorted(shares, key=lambda f: -f.hits)
    found = {frozenset((v.one, v.other)): v for v in odds.likelier}
    said = []
    for one, other in itertools.pairwise(ranked):
        verdict = found.get(frozenset((one.question, other.question)))
        if verdict is None or one.question == other.question:
            continue
        if verdict.side == "unsure":
            said.append(
                f"{one.question} or {other.question}: it cannot be said yet which is likelier."
            )
        else:
            said.append(f"{one.question} is likelier than {other.question}.")
    return said
