"""What a world may cost: work and memory that are refused before anything runs.

The budgets stand here alone. A unit of work is one expression worked out (`lang/analysis/cost.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import prod

from moshimo.errors import Problem, Span
from moshimo.lang.analysis.cost import IN_MINDS, THOUGHT, Costs, Work, together
from moshimo.lang.analysis.other_minds import ideas
from moshimo.lang.laws import Laws
from moshimo.lang.typed import Ex
from moshimo.lang.types import OURS
from moshimo.world.people.members import Member
from moshimo.world.world import CheckedWorld

MOST_WORK = 10**9  # units at once, of one rule: about a second of machine code
MOST_TOGETHER = 4 * 10**9  # of all that is asked at once, or in all minds
MOST_ASKED = 5 * 10**7  # of a question, which the interpreter answers: three or four seconds
MOST_MATCHED = 5_000  # pairs of what asks for a meaning and the deeds that have it
MOST_BYTES = 2**29  # of the world's own tables, what minds hold of them apart
MOST_PLANTED = 2**17  # events that wait; to put as many into the calendar takes a second
_WHY = (
    "what is done at once has a bound, whatever the dice: a universe that comes to it would seem "
    "to hang."
)
_FIX = "let it go over fewer members: take away a `for` or a role, or keep sums in an attribute."


def too_costly(world: CheckedWorld) -> list[Problem]:
    """Return what a world, with the members of any of its forks, could cost too much."""
    counts = {kind: len(members) for kind, members in world.members.items()}
    for fork in world.forks.values():
        for kind, entries in fork.people.entries.items():
            counts[kind] = max(counts.get(kind, 0), len(entries))
    bill = _Bill(world.laws, world.members, Costs(world.laws, counts, MOST_WORK))
    bill.memory()
    bill.quantities()
    for word in world.laws.rules:
        bill.rule(word)
    bill.totals()
    bill.code()
    for scenario in world.scenarios.values():
        if scenario.ends_when is not None:
            asked = scenario.ends_when
            bill.add(bill.costs.value(asked), asked.at, "this question", "each time it is asked")
    for word in world.laws.rules:
        for ex in _told(world, word):
            bill.question(ex)
    for ex in world.telling.asked_at_the_end():
        bill.question(ex)
    return bill.problems


def too_long_to_answer(ex: Ex, world: CheckedWorld) -> Problem | None:
    """Return what is wrong with a question that would take too long to answer."""
    counts = {kind: len(members) for kind, members in world.members.items()}
    bill = _Bill(world.laws, world.members, Costs(world.laws, counts, MOST_WORK))
    bill.question(ex)
    return bill.problems[0] if bill.problems else None


def _told(world: CheckedWorld, word: str) -> Iterator[Ex]:
    """Yield what is asked when a rule's deeds are told."""
    for way in world.telling.ways(word):
        yield from (need.ex for need in way.tests if need.ex is not None)
    if word in world.telling.letters:
        yield world.telling.letters[word].by


@dataclass(slots=True)
class _Bill:
    laws: Laws
    members: Mapping[str, Sequence[Member]]
    costs: Costs
    problems: list[Problem] = field(default_factory=list)
    spent: dict[str, list[tuple[Work, str]]] = field(default_factory=dict)

    def add(
        self, work: Work, at: Span, what: str, when: str, most: float = MOST_WORK, fix: str = _FIX
    ) -> bool:
        """Note work that is too much; return whether it is."""
        if work.units <= most:
            return False
        first = next((f.at for f in work.factors if f.many > 1), at)
        shown = work.product()
        said = f"{what} can take {_about(work.units)} steps of work {when}"
        said += f": {shown}" if shown else ""
        label = f"{_about(most)} is the most"
        where = first if first.path == at.path else at
        self.problems.append(Problem("too-costly", where, said, label, why=_WHY, fix=fix))
        return True

    def quantities(self) -> None:
        """Note quantities that cost too much by themselves; those that ask them stay silent."""
        for word in sorted(self.laws.quantities):
            self.costs.quantity(word, True)
        for word, work in self.costs.over.items():
            at = self.laws.quantities[word].at
            self.add(work, at, f"`{word}`", "each time it is asked")

    def rule(self, word: str) -> None:
        """Note what is too much in one rule: one thing of each."""
        at = self.laws.rules[word].at
        for work, when in self.costs.works(word):
            self.spent.setdefault(when, []).append((work, word))
            most = MOST_TOGETHER if when == IN_MINDS else MOST_WORK
            if self.add(work, at, f"`{word}`", when, most):
                return
        if self.laws.rules[word].mean:
            self.planted(word)

    def planted(self, word: str) -> None:
        """Note an event of pure chance that would have too many entries in the calendar."""
        rule = self.laws.rules[word]
        each = [self.costs.members(role.type.of) for role in rule.roles]
        times = prod(many for many, _ in each)
        if times > MOST_PLANTED:
            axes = " × ".join(f"{many:,.0f} {of}" for many, of in each)
            what = f"`{word}` waits for its chance {times:,.0f} times: {axes}"
            label = f"{MOST_PLANTED:,} is the most"
            fix = "give it fewer roles; what else it needs it can `pick`."
            self.problems.append(Problem("too-costly", rule.at, what, label, _WHY, fix))

    def totals(self) -> None:
        """Note rules that are too much together, though each alone is not."""
        for when in (THOUGHT, IN_MINDS):
            works = self.spent.get(when, [])
            whole = together(work for work, _ in works)
            if whole.units > MOST_TOGETHER and not self.problems:
                most = max(works, key=lambda one: one[0].units)[1]
                what = f"`{most}` and {len(works) - 1} other rules"
                self.add(whole, self.laws.rules[most].at, what, when, MOST_TOGETHER)

    def code(self) -> None:
        """Note meanings that so many rules ask for, and so many deeds have, that code is long."""
        found: dict[str, list[tuple[int, Span]]] = {}
        for many, meaning, at in self.costs.matched():
            found.setdefault(meaning, []).append((many, at))
        for meaning, asked in found.items():
            if sum(many for many, _ in asked) > MOST_MATCHED:
                deeds, at = asked[0]
                what = f"`{meaning}` is asked for {len(asked):,} times, and {deeds:,} deeds mean it"
                label = f"{MOST_MATCHED:,} such pairs are the most"
                why = "each time it is asked for, there is code for each of those deeds."
                fix = "ask for it in a quantity, and ask that; or divide the meaning."
                self.problems.append(Problem("too-costly", at, what, label, why, fix))

    def question(self, ex: Ex) -> None:
        """Note a question that would take too long."""
        fix = "let it go over fewer members, or ask for less at a time."
        self.add(self.costs.value(ex), ex.at, "this question", "to answer", MOST_ASKED, fix)

    # memory -----------------------------------------------------------------------------------

    def memory(self) -> None:
        """Note tables that are too large together, at the largest."""
        tables = list(self._tables())
        whole = sum(size for size, *_ in tables)
        if whole > MOST_BYTES:
            _, axes, word, at = max(tables, key=lambda one: one[0])
            kind = word.partition(".")[0]
            cells = " × ".join(f"{n:,}" for n in axes)
            what = f"this world takes {_bytes(whole)} of memory: `{word}` has {cells} values"
            label = f"{_bytes(MOST_BYTES)} is the most"
            if at is OURS:  # every world has it; it is large by its members
                at = next((m.at for m in self.members.get(kind, ())), at)
            fix = "give less `room=`, fewer members, or values toward a kind that has fewer."
            self.problems.append(Problem("too-much-memory", at, what, label, fix=fix))

    def _tables(self) -> Iterator[tuple[int, tuple[int, ...], str, Span]]:
        """Yield the bytes of every large table, its axes, and whose it is."""
        rows = {kind: int(self.costs.members(kind)[0]) + 2 for kind in self.laws.kinds}
        kept = ideas(self.laws)
        for kind in self.laws.kinds.values():
            for a in kind.attributes:
                axes = tuple(rows[word] for word in (kind.word, a.key) if word)
                columns = 3 if a.half_life else 2  # its value, who wrote it, since when
                yield 8 * columns * prod(axes), axes, a.full, a.at
                if a.full in kept:
                    pairs = (rows["Character"], rows["Character"], *axes)
                    yield 16 * prod(pairs), pairs, a.full, a.at
        for rule in self.laws.rules.values():
            if rule.watched:
                axes = tuple(rows[role.type.of] for role in rule.roles)
                yield 8 * prod(axes), axes, rule.word, rule.at
        places = self.laws.kinds["Place"]
        yield 16 * rows["Place"] ** 2, (rows["Place"],) * 2, "Place.path", places.at
        people = rows["Character"] * (len(self.laws.rules) + 3)
        axes = rows["Character"], len(self.laws.rules) + 3
        yield 40 * people, axes, "Character", self.laws.kinds["Character"].at


def _about(units: float) -> str:
    """Return a number of units, to two digits; of very many, the power of ten."""
    if units >= 1e15:
        return f"more than 10^{len(f'{units:.0f}') - 1}"
    digits = 10 ** max(len(f"{units:.0f}") - 2, 0)
    return f"{round(units / digits) * digits:,}"


def _bytes(size: int) -> str:
    return f"{size / 2**30:.1f} GiB" if size >= 2**30 else f"{size / 2**20:.0f} MiB"
