"""What somebody could do at a moment, how much they want it, and what keeps the others from it.

It is asked of a copy of the universe's block, in code that nothing else runs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from moshimo.asked.which import action_called
from moshimo.compile.emission import search
from moshimo.engine.block import Memory, roomier, rooms
from moshimo.engine.imagining.desk import Desk
from moshimo.engine.imagining.foreseeing import Troubled, foresee
from moshimo.engine.journal import Foreseen
from moshimo.engine.journal_writer import JournalWriter
from moshimo.engine.kernel.minds.race import NO_RACE
from moshimo.engine.kernel.notes import REASON
from moshimo.engine.kernel.numbers import FULL_BIDS, SPENT
from moshimo.engine.member_ids import Naming
from moshimo.engine.question_code import QuestionCode
from moshimo.engine.trouble import trouble
from moshimo.engine.universe import Universe
from moshimo.errors import Problem, RunError, Span
from moshimo.lang.analysis.plan import hurdles
from moshimo.lang.laws import Rule
from moshimo.lines import line_of, table
from moshimo.output.shown_letters import visible
from moshimo.schema.sizes import ASKED_WORK, OPEN
from moshimo.world.text.times import lasting, shown


@dataclass(frozen=True, slots=True)
class Motive:
    """What one wish adds to a weight, or which share of it one scruple takes.

    Attributes:
        text: the author's, with the names of those in the roles.
        amount: the weight that it adds, or the share that it takes, 0 to 1.
        at: where it stands.
    """

    text: str
    amount: float
    at: Span


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that somebody believes they could do.

    Attributes:
        roles: ids of the members in the action's roles, the actor first.
        weight: how much it is wanted; 1 is as much as doing nothing for one pace.
        left: what satiation leaves of the weight: less than 1 if it was done lately.
        wishes: what speaks for it.
        scruples: what speaks against it.
        foreseen: what would come of it, as they think, if they look ahead.
    """

    roles: tuple[str, ...]
    weight: float
    left: float
    wishes: tuple[Motive, ...]
    scruples: tuple[Motive, ...]
    foreseen: Foreseen | None = None


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What keeps somebody from an action: of all bindings, what the one that came furthest met.

    Attributes:
        actor: whom it keeps from it.
        text: what it is, "" if no binding was found and no condition failed.
        at: where the condition stands; None if it is no condition of the rule.
        foreseen: what would come of it, as they think, if that is why they do not want it.
    """

    actor: str
    text: str
    at: Span | None
    foreseen: tuple[Foreseen, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class Attempts:
    """Who could do something at a moment, and who could not; `print` it to read.

    Attributes:
        rule: the action's name.
        seed: which universe was asked.
        moment: when, by the world's calendar.
        options: everything that somebody could do, what is wanted most first.
        obstacles: what keeps each of the others, by their names.
    """

    rule: str
    seed: int
    moment: str
    options: tuple[Option, ...]
    obstacles: tuple[Obstacle, ...]

    __repr__ = line_of

    def _repr_html_(self) -> str:
        """Return a small table, for notebooks."""
        options = (
            (f"{self.rule}({', '.join(o.roles)})", f"{o.weight * o.left:.2f}", _why(o))
            for o in self.options
        )
        return table([*options, *((one.actor, "", one.text) for one in self.obstacles)])

    def __str__(self) -> str:
        could = [_line(self.rule, option) for option in self.options]
        others = [
            f"  {one.actor}: {one.text}\n" + "".join(map(_coming, one.foreseen))
            for one in self.obstacles
        ]
        parts = [f"{self.rule} on {self.moment}, seed {self.seed}\n"]
        if could:
            parts += ["could (weight 1 is as much as doing nothing for one pace):\n", *could]
        if others:
            parts += ["could not:\n", *others]
        return "".join(parts)


def attempts(universe: Universe, word: str, time: float = 0.0) -> Attempts:
    """Return who could do `word` now and why, and what keeps the others. Changes nothing.

    Args:
        universe: that is asked.
        word: an action's name.
        time: the moment that is meant, up to which the universe has run.

    Raises:
        WorldError: there is no such action.
        RunError: the universe was over before that moment, or to find that out takes more work
            than a question may.
    """
    _ensure_reached(universe, time)
    program, room = universe.program, rooms(universe.block)["bids"]
    asked = Attempt(universe, action_called(word, program.world))
    while True:
        block = roomier(universe.block, {"bids": room})
        found = {name: asked.of(block, m) for m, name in enumerate(universe.names("Character"), 1)}
        if block.trouble[0] == SPENT:
            raise trouble(program, block, asked.rule.at)
        if block.trouble[0] != FULL_BIDS:
            break
        room *= 2
    moment = shown(program.scenario.starts + universe.now, program.world.calendar.day)
    options = [option for own, _ in found.values() for option in own]
    options.sort(key=lambda o: (-o.weight * o.left, _line(word, o)))
    barred = [(who, what) for who, (own, what) in sorted(found.items()) if not own]
    obstacles = [Obstacle(who, visible(what.text), what.at, what.foreseen) for who, what in barred]
    obstacles += [
        Obstacle(who, f"wants {_named(one)} not at all", None, (one,))
        for who, (own, what) in sorted(found.items())
        for one in what.foreseen
        if own and all(option.foreseen != one for option in own)
    ]
    return Attempts(word, universe.seed, moment, tuple(options), tuple(obstacles))


def _ensure_reached(universe: Universe, time: float) -> None:
    if not universe.ended or universe.now >= time:
        return
    program = universe.program
    ended = shown(program.scenario.starts + universe.now, program.world.calendar.day)
    what = f"universe {universe.seed} was over by then: it ended on {ended}; {universe.ended}"
    fix = "ask for an earlier moment, or choose another universe by its seed."
    raise RunError(Problem("no-moment", Span("at"), what, fix=fix))


def _line(rule: str, option: Option) -> str:
    weight = f"weight {option.weight * option.left:.2f}"
    if option.left < 1.0:
        weight += f", {option.weight:.2f} but for having done it lately"
    line = f"  {rule}({', '.join(option.roles)})  {weight}  ({_why(option)})\n"
    return line + (_coming(option.foreseen) if option.foreseen else "")


def _named(found: Foreseen) -> str:
    return f"{found.rule}({', '.join(found.roles.values())})"


def _coming(found: Foreseen) -> str:
    """Return what somebody thinks would come of a choice, as lines under what is said of them."""
    worth = f"{found.worth:+.2f} ± {found.error:.2f}, imagined {found.copies} times"
    lines = [f"    foresees of {_named(found)}, {lasting(found.span)} ahead: {worth}\n"]
    for turn in found.turns:
        roles = ", ".join(turn.roles.values())
        lines.append(f"      {turn.rule}({roles}) after {lasting(turn.after)}: {turn.gain:+.2f}\n")
    return "".join(lines)


def _why(option: Option) -> str:
    why = [f"{wish.text} {wish.amount:.2f}" for wish in option.wishes]
    why += [f"{scruple.text} -{100 * scruple.amount:.0f}%" for scruple in option.scruples]
    return "; ".join(why)


class Attempt:
    """One action of one universe, made ready to be asked of each mind."""

    def __init__(self, universe: Universe, rule: Rule) -> None:
        program = universe.program
        self.rule, self.program = rule, program
        self.names = Naming(program.world, program.layout)
        self.number = program.layout.rules[rule.word]
        self.again = universe.block.k_again[self.number]
        query = search.considered(rule, program.world.laws)
        self.hurdles = hurdles(query)
        self.met: set[int] = set()  # what failed, by its place in `hurdles`
        self.foreseen: list[Foreseen] = []
        self.writer = JournalWriter(program.world, program.layout)
        self.interpreted = universe.interpreted
        code = QuestionCode(program)
        self.scruples = code.add(search.trace(rule, code.emitter, scruples=True))
        self.wishes = code.add(search.trace(rule, code.emitter))
        self.search: Callable[[Memory, int], None] = self._answers
        if not rule.answers:
            self.search = code.add(search.explaining(query, rule, code.emitter))
        code.space["fails"] = self.met.add
        self.space = program.space

    def of(self, b: Memory, m: int) -> tuple[list[Option], Obstacle]:
        """Return what mind `m` could do, and what keeps it (unnamed) from doing anything else."""
        b.fuel[0] = ASKED_WORK
        if not self.space["awake_of"](b, m):
            return [], Obstacle("", "can do nothing now", None)
        aside = b.k_aside[self.number] or self.rule.answers
        busy = b.c_aside[m] or (0 if aside else b.c_main[m])
        if busy:
            words = {n: word for word, n in self.program.layout.rules.items()}
            return [], Obstacle("", f"is busy: {words[b.d_rule[busy]]}", None)
        if b.c_recovers[m] > b.now[0] and not self.rule.speech:
            return [], Obstacle("", "still recovers from what went before", None)
        self.met.clear()
        b.near_at[0] = b.strong_at[0] = -1
        b.mind[0], b.rival[0] = m, NO_RACE
        b.silent[0] = b.at_rule[0] = b.race_n[0] = b.bid_n[0] = b.bid_start[0] = 0
        b.k_again[self.number] = 0.0  # so that it bids what it would without satiation
        self.weigh(b, m)
        own = [
            (b.bid_w[i], (b.bid_r1[i], b.bid_r2[i], b.bid_r3[i]), b.bid_deed[i])
            for i in range(b.bid_start[0] + b.bid_n[0])
            if b.bid_rule[i] == self.number
        ]
        if own or self.rule.answers:
            nothing = Obstacle("", "there is nothing to answer", None, tuple(self.foreseen))
            return [self.option(b, m, *one) for one in own], nothing
        if not self.met:
            return [], Obstacle("", "", None)
        furthest = self.hurdles[max(self.met)]
        return [], Obstacle("", furthest.text, furthest.at, tuple(self.foreseen))

    def weigh(self, b: Memory, m: int) -> None:
        """Let `m` bid; what it would look ahead for is imagined, and then it bids once more."""
        b.wanted_n[0] = b.foreseen_n[0] = b.awaits[0] = 0
        b.provenance[0] = 1
        self.foreseen.clear()
        self.search(b, m)
        while b.wanted_n[0] > b.foreseen_n[0] and not b.trouble[0]:
            b.awaits[0] = m
            _, run, _ = self.program.ways(self.interpreted)
            try:
                found = foresee(self.program, b, self.interpreted, run, Desk(self.program))
            except Troubled as e:
                raise trouble(self.program, e.block) from None
            self.foreseen += [self.writer.foreseen(b, one) for one in found]
            b.awaits[0] = b.race_n[0] = b.bid_n[0] = b.bid_start[0] = 0
            b.near_at[0] = b.strong_at[0] = -1
            self.search(b, m)

    def _answers(self, b: Memory, m: int) -> None:
        """Let `m` bid for whatever answers something that it may still answer."""
        for slot in range(m * OPEN, m * OPEN + b.c_open_n[m]):
            if b.open_until[slot] >= b.now[0]:
                self.space["consider_answers"](b, m, b.open_deed[slot], 0)

    def option(
        self, b: Memory, m: int, weight: float, roles: tuple[int, int, int], answered: int
    ) -> Option:
        """Return one bid as a value."""
        b.best_rule[0], b.best_deed[0] = self.number, answered
        b.best_role[1], b.best_role[2], b.best_role[3] = roles
        b.c_foreseen[m] = self.space["foreseen_of_best"](b, m)
        rows = dict(zip(self.rule.roles, (m, *roles), strict=False))
        ids = {role.word: self.names.named(b, role.type, i) for role, i in rows.items()}
        key = self.space["roles_key"](b, self.number, m, *roles)
        slot, left = self.space["wish_slot"](b, key), 1.0
        if self.again > 0.0 and b.wish_key[slot] == key:
            left -= self.space["halving"]((b.now[0] - b.wish_at[slot]) / self.again)
        before = b.deeds_n[0]
        d = self.space["new_deed"](b, self.number, m, *roles, 0, 0)
        wishes, scruples = (
            tuple(self.motives(b, d, ask, ids)) for ask in (self.wishes, self.scruples)
        )
        b.deeds_n[0] = before
        wanted = {**ids, **{r.word: "" for r in self.rule.roles if r.type.tag == "deed"}}
        foreseen = next((one for one in self.foreseen if one.roles == wanted), None)
        return Option(tuple(ids.values()), weight, left, wishes, scruples, foreseen)

    def motives(
        self, b: Memory, d: int, ask: Callable[[Memory, int], None], ids: dict[str, str]
    ) -> Iterator[Motive]:
        """Yield what each wish, or each scruple, comes to for deed `d`; those of 0 are left out."""
        b.provenance[0], b.lean[0], b.notes_n[0] = 1, 0, 0
        ask(b, d)
        for i in range(b.notes_n[0]):
            if b.notes_what[i] == REASON and b.notes_x[i]:
                weight = self.rule.weights[b.notes_a[i]]
                text = re.sub(r"{(\w+)}", lambda f: ids.get(f[1], f[0]), weight.reason)
                yield Motive(visible(text), b.notes_x[i], weight.at)
