"""Who could do something at this moment, how much they want it, and what keeps the others."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from moshimo.compile import thoughts
from moshimo.compile.link import add
from moshimo.engine.learn import OPEN
from moshimo.engine.notes import REASON
from moshimo.engine.run import Universe
from moshimo.errors import did_you_mean
from moshimo.lang.model import Rule
from moshimo.world.text.times import shown


@dataclass(frozen=True, slots=True)
class Option:
    """One binding that a mind believes possible.

    `left` is what satiation leaves of its weight: less than 1 if it was done lately. `scruples`
    are the shares that they take.
    """

    roles: tuple[int, ...]
    weight: float
    left: float
    wishes: tuple[tuple[str, float], ...]
    scruples: tuple[tuple[str, float], ...]


def attempts(universe: Universe, word: str) -> str:
    """Return who could do `word` now, with weights and reasons; for the others, what fails.

    Raises:
        KeyError: there is no such action; with a sentence that says so.
    """
    laws = universe.program.world.laws
    actions = [w for w, r in laws.rules.items() if r.mark == "action"]
    rule = laws.rules.get(word)
    if rule is None or rule.mark != "action":
        meant = did_you_mean(word, actions)
        raise KeyError(f"there is no action `{word}`{'; ' if meant else '.'}{meant}")
    _add_scruples(universe, rule)
    found: list[tuple[float, str]] = []
    lacking: list[str] = []
    for m, name in enumerate(universe.names("Character"), 1):
        options, failed = _options(universe, rule, m)
        found += [(-o.weight * o.left, _line(universe, rule, name, o)) for o in options]
        if not options:
            lacking.append(f"  {name}: {failed}\n")
    program = universe.program
    at = shown(program.scenario.starts + universe.now, program.world.calendar.day)
    head = f"{word} on {at}, seed {universe.seed}\n"
    title = "could (weight 1 is as much as doing nothing for one pace):\n"
    could = [title, *(line for _, line in sorted(found))] if found else []
    others = ["could not:\n", *sorted(lacking)] if lacking else []
    return "".join([head, *could, *others])


def _line(universe: Universe, rule: Rule, name: str, option: Option) -> str:
    assert universe._pages is not None
    roles = [
        universe._pages.named(universe.block, r.type, i)
        for r, i in zip(rule.roles[1:], option.roles, strict=False)
    ]
    words = {rule.roles[0].word: name} | dict(
        zip((r.word for r in rule.roles[1:]), roles, strict=True)
    )
    why = [f"{_filled(text, words)} {weight:.2f}" for text, weight in option.wishes]
    why += [f"{_filled(text, words)} -{100 * share:.0f}%" for text, share in option.scruples]
    weight = f"weight {option.weight * option.left:.2f}"
    if option.left < 1.0:
        weight += f", {option.weight:.2f} but for having done it lately"
    return f"  {rule.word}({', '.join([name, *roles])})  {weight}  ({'; '.join(why)})\n"


def _filled(text: str, words: dict[str, str]) -> str:
    return re.sub(r"{(\w+)}", lambda found: words.get(found[1], found[0]), text)


def _options(universe: Universe, rule: Rule, m: int) -> tuple[list[Option], str]:
    """Ask the emitted query of one mind, and listen to what it bids."""
    space, b = universe.program.space, universe.block
    program = universe.program
    heard: list[tuple[int, tuple[int, ...], float, float]] = []
    number = program.layout.rules[rule.word]

    def listen(_: Any, bidden: int, weight: float, *more: int) -> None:
        heard.append((bidden, more[:3], weight, _left(universe, bidden, m, more[:3])))

    if not space["awake_of"](b, m):
        return [], "can do nothing now"
    busy = b.c_aside[m] or (0 if b.k_aside[number] or rule.answers else b.c_main[m])
    if busy:
        words = {n: word for word, n in program.layout.rules.items()}
        return [], f"is busy: {words[b.d_rule[busy]]}"
    b.near_at[0] = -1
    b.strong_at[0] = -1
    if rule.answers:
        _with(space, "bid", listen, lambda: _ask_answers(space, b, m))
        failed = "there is nothing to answer"
    else:
        failing: list[str] = []
        stuck: set[int] = set()
        function = thoughts.options(rule, [], program.emitted.emitter, failing)
        function.name = "options_explained"
        add(space, [*program.emitted.emitter.functions, function])
        program.emitted.emitter.functions.clear()
        space["fails"] = stuck.add
        _with(space, "bid", listen, lambda: space["options_explained"](b, m))
        failed = failing[max(stuck)] if stuck else ""
    return [
        Option(
            roles,
            weight,
            left,
            _reasons(universe, rule, m, roles, "trace"),
            _reasons(universe, rule, m, roles, "scruples"),
        )
        for bidden, roles, weight, left in heard
        if bidden == number
    ], failed


def _left(universe: Universe, number: int, m: int, roles: tuple[int, ...]) -> float:
    """Return what satiation leaves of a wish, as `bid` works it out."""
    space, b = universe.program.space, universe.block
    h = space["roles_key"](b, number, m, *roles)
    again, slot = b.k_again[number], space["wish_slot"](b, h)
    if again <= 0.0 or b.wish_key[slot] != h:
        return 1.0
    return 1.0 - float(space["halving"]((b.now[0] - b.wish_at[slot]) / again))


def _ask_answers(space: dict[str, Any], b: Any, m: int) -> None:
    for i in range(b.c_open_n[m]):
        slot = m * OPEN + i
        if b.open_until[slot] >= b.now[0]:
            space["consider_answers"](b, m, b.open_deed[slot], 0)


def _with(space: dict[str, Any], word: str, other: Any, run: Callable[[], None]) -> None:
    before = space[word]
    space[word] = other
    try:
        run()
    finally:
        space[word] = before


def _add_scruples(universe: Universe, rule: Rule) -> None:
    """Put what notes the rule's scruples beside the kernel, where no universe's run needs it."""
    emitter = universe.program.emitted.emitter
    function = thoughts.trace(rule, emitter, scruples=True)
    function.name = "scruples"
    add(universe.program.space, [*emitter.functions, function])
    emitter.functions.clear()


def _reasons(
    universe: Universe, rule: Rule, m: int, roles: tuple[int, ...], ask: str
) -> tuple[tuple[str, float], ...]:
    """Ask each reason by itself, with a deed that is taken back at once."""
    space, b = universe.program.space, universe.block
    before, notes = b.deeds_n[0], b.notes_n[0]
    kept = b.provenance[0]
    d = space["new_deed"](b, universe.program.layout.rules[rule.word], m, *roles, 0, 0)
    b.provenance[0] = 1
    space[ask](b, d)
    b.provenance[0] = kept
    found = [
        (rule.weights[b.notes_a[i]].reason, b.notes_x[i])
        for i in range(notes, b.notes_n[0])
        if b.notes_what[i] == REASON
    ]
    b.deeds_n[0], b.notes_n[0] = before, notes
    return tuple((text, x) for text, x in found if x)
