"""What differs between two universes, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from moshimo.engine.journal import Deed
from moshimo.multiverse.comparing.chains import Chain, Node
from moshimo.multiverse.comparing.compare import Changed, Comparison, Differing, Side
from moshimo.report.comparison.explanations import Explainer, Why
from moshimo.story.rendering.jsonl import as_line


def compared(
    comparison: Comparison, explainer: Explainer, chains: Mapping[Node, Chain]
) -> dict[str, Any]:
    """Return the differences as plain values, with their chains in words.

    `until` is null if nothing differs. A chain belongs to the deed that it explains (of one in
    both, the fork's); a link without a deed is the change itself.
    """

    def line(side: Side, deed: Deed) -> dict[str, Any]:
        return as_line(deed, explainer.deeds[side], explainer.lexicon)

    first = comparison.first
    changed = [
        {"base": line("base", one.base), "fork": line("fork", one.fork), "ways": list(one.ways)}
        for one in comparison.changed
    ]
    return {
        "same": comparison.same,
        "until": None if first is None else comparison.until,
        "first": None if first is None else _first(first, explainer),
        "only_base": [line("base", deed) for deed in comparison.only_base],
        "only_fork": [line("fork", deed) for deed in comparison.only_fork],
        "changed": changed,
        "chains": [
            _chain(explainer.why(side, explainer.deeds[side][key], chain))
            for (side, key), chain in chains.items()
        ],
    }


def _first(first: tuple[float, Side | None, Differing], explainer: Explainer) -> dict[str, Any]:
    time, side, what = first
    deed = what.fork if isinstance(what, Changed) else what
    only = {"base": "base", "fork": "fork", None: "both"}[side]
    text = explainer.said(side or "fork", deed)
    return {"time": time, "in": only, "deed": deed.id, "text": text}


def _chain(why: Why) -> dict[str, Any]:
    links = [
        {
            "word": step.link.word,
            "in": step.link.side,
            "deed": step.link.id or None,
            "proved": step.link.proved,
            "text": f"{step.word} {step.text}",
        }
        for step in why.steps
    ]
    return {
        "deed": why.deed,
        "in": why.side,
        "text": why.text,
        "proved": why.proved,
        "links": links,
    }
