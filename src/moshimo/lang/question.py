"""Questions about a universe: one expression of the dialect, with members named by their ids.

They stand in data (`ends: {when: …}`), on the command line and in notebooks.
"""

from __future__ import annotations

from collections.abc import Mapping

from moshimo.errors import Problem, Span, WorldError
from moshimo.lang import words
from moshimo.lang import written as w
from moshimo.lang.laws import Laws
from moshimo.lang.text.parser import read_expression
from moshimo.lang.typed import Ex, Throw, walk_statements
from moshimo.lang.typing import calls
from moshimo.lang.typing.expressions import Names, Typer

LONGEST_QUESTION = 2000


def question(
    text: str,
    span: Span,
    laws: Laws,
    members: Mapping[str, tuple[str, int]],
    problems: list[Problem],
) -> Ex | None:
    """Return the typed question, or None when problems with it were noted.

    Args:
        text: an expression, such as `happened(leave(bo))`.
        span: where it stands.
        laws: of the world that is asked about.
        members: id → kind and index.
        problems: what is wrong is added to these.
    """
    node = expression(text, span, problems)
    if node is None:
        return None
    before = len(problems)
    made = typer_of(names_of(laws, members), problems).value(node)
    return made if len(problems) == before else None


def expression(text: str, span: Span, problems: list[Problem]) -> w.Expression | None:
    """Return the tree of one expression, each piece of it placed inside `span`."""
    if len(text) > LONGEST_QUESTION:
        what = f"this has {len(text):,} letters, and {LONGEST_QUESTION:,} is the most"
        problems.append(Problem("too-long", span, what))
        return None
    try:
        return read_expression(text, span)
    except WorldError as found:
        problems.extend(found.problems)
        return None


def typer_of(names: Names, problems: list[Problem]) -> Typer:
    """Return a typer for questions that have these names."""
    return calls.typer(names, "question", problems, quantity=names.quantities.get)


def births(laws: Laws) -> bool:
    """Whether somebody can be born like another."""
    changes = (s for rule in laws.rules.values() for s in walk_statements(rule.effects))
    return any(isinstance(s, Throw) and s.how == "born" and bool(s.args) for s in changes)


def names_of(laws: Laws, members: Mapping[str, tuple[str, int]]) -> Names:
    """Return all that a question can name: what rules can, and members."""
    names = Names(
        kinds=laws.kinds,
        choices=laws.choices,
        meanings=laws.meanings,
        quantities=laws.quantities,
        numbers=laws.numbers,
        members=dict(members),
        births=births(laws),
    )
    names.deeds.update(words.ENGINE_DEEDS)
    for word, rule in laws.rules.items():
        if rule.mark in ("action", "event"):
            names.deeds[word] = rule.roles
            names.outcomes[word] = {o.word: o.type for o in rule.outcomes if o.word[0] != "_"}
        elif rule.mark == "claim":
            names.claims[word] = rule
    return names
