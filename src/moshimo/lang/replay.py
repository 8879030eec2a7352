"""What a mind can replay of a deed that it hears of, and what each rule reads and writes.

Replay uses roles and outcomes only (docs/explain/minds.md). A value written to a `known` or
`visible` attribute that depends on anything else becomes an outcome by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from moshimo.errors import Problem, Span
from moshimo.lang.binding import inline, inside, of_quantity
from moshimo.lang.model import (
    Ask,
    Attribute,
    Branch,
    Calc,
    Const,
    Each,
    Ex,
    Foil,
    Guess,
    Inform,
    Later,
    Laws,
    Local,
    Look,
    Loop,
    Means,
    Outcome,
    Pattern,
    Quantity,
    Read,
    Recall,
    Rule,
    Say,
    Statement,
    Throw,
    Var,
    Write,
)
from moshimo.lang.outcomes import MOST_OUTCOMES

_UNSTEADY = ("sees", "last_heard", "unknown", "in_time")


def with_replay(laws: Laws, problems: list[Problem]) -> Laws:
    """Return the laws with every deed's replay, and with what every rule reads and writes."""
    quantities = {
        word: replace(q, reads=frozenset(_reads(of_quantity(q))))
        for word, q in laws.quantities.items()
    }
    changing = {
        s.attribute.full
        for r in laws.rules.values()
        for s in statements((*r.begin, *r.end))
        if isinstance(s, Write)
    }
    made = {}
    for word, rule in laws.rules.items():
        if rule.mark in ("action", "event"):
            rule = _Replay(rule, quantities, changing, problems).made()
        made[word] = _with_sets(rule, quantities)
    return replace(laws, rules=made, quantities=quantities)


def begun(rule: Rule) -> set[str]:
    """Return the attributes that a deed's own beginning writes."""
    return {s.attribute.full for s in statements(rule.begin) if isinstance(s, Write)}


def reads(e: Ex) -> set[str]:
    """Return the attributes that an expression reads by itself."""
    return {x.attribute.full for x in inside(e) if isinstance(x, Read)}


def statements(body: Sequence[Statement]) -> Iterator[Statement]:
    """Yield every statement of a body, those within others too."""
    for statement in body:
        yield statement
        if isinstance(statement, Branch):
            yield from statements(statement.yes)
            yield from statements(statement.no)
        elif isinstance(statement, Loop):
            yield from statements(statement.body)


def expressions(body: Sequence[Statement]) -> Iterator[Ex]:
    """Yield every expression of a body, those within others too."""
    for s in statements(body):
        parts: list[Ex | None] = []
        match s:
            case Write(owner=owner, key=key, value=value):
                parts = [owner, key, value]
            case Local(value=value):
                parts = [value]
            case Throw(args=args, gather=gather):
                parts = [*args, gather]
            case Branch(test=test):
                parts = [test]
            case Means(args=args):
                parts = list(args)
            case Inform(hearer=hearer, what=what):
                parts = [hearer, *(what.args if isinstance(what, Pattern) else [what])]
            case Look(mind=mind, read=read):
                parts = [mind, read]
            case Later(args=args, after=after):
                parts = [*args, after]
            case Foil(who=who):
                parts = [who]
            case Say(speaker=speaker):
                parts = [speaker]
        for part in parts:
            if part is not None:
                yield from inside(part)


@dataclass(slots=True)
class _Replay:
    rule: Rule
    quantities: dict[str, Quantity]
    changing: set[str]
    problems: list[Problem]
    extra: list[Outcome] = field(default_factory=list)
    steady: set[str] = field(default_factory=set)
    looped: set[str] = field(default_factory=set)

    def made(self) -> Rule:
        rule = self.rule
        self.steady = {r.word for r in rule.roles} | {o.word for o in rule.outcomes}
        begin, replay_begin = self.body(rule.begin)
        end, replay_end = self.body(rule.end)
        outcomes = (*rule.outcomes, *self.extra)
        if len(outcomes) > MOST_OUTCOMES:
            self.problems.append(
                Problem(
                    "too-many-outcomes",
                    rule.at,
                    f"`{rule.word}` would need {len(outcomes)} outcomes to be retold, "
                    f"and {MOST_OUTCOMES} is the most",
                    why="who hears of a deed must be able to replay what it changed from its roles "
                    "and outcomes; a value that depends on anything else is one outcome more.",
                    fix="let an event follow it, or make what it reads a role.",
                )
            )
        return replace(
            rule,
            begin=begin,
            end=end,
            outcomes=outcomes,
            replay_begin=replay_begin,
            replay_end=replay_end,
        )

    def body(
        self, body: Sequence[Statement]
    ) -> tuple[tuple[Statement, ...], tuple[Statement, ...]]:
        """Return what happens (with what must be noted), and what a mind replays of it."""
        truth: list[Statement] = []
        mind: list[Statement] = []
        for s in body:
            match s:
                case Write(attribute, owner, key, op, value, line) if attribute.who in (
                    "known",
                    "visible",
                ):
                    owner = self.noted(owner, truth, line)
                    key = None if key is None else self.noted(key, truth, line)
                    if op == "=":
                        value = self.noted(value, truth, line)
                        truth.append(Write(attribute, owner, key, op, value, line))
                        mind.append(truth[-1])
                    else:
                        truth.append(Write(attribute, owner, key, op, value, line))
                        after = Read(attribute.type, attribute, owner, key, line)
                        mind.append(
                            Write(attribute, owner, key, "=", self.noted(after, truth, line), line)
                        )
                case Local(word, value):
                    truth.append(s)
                    if self.is_steady(value):
                        self.steady.add(word)
                        mind.append(s)
                case Branch(test, yes, no):
                    yes_truth, yes_mind = self.body(yes)
                    no_truth, no_mind = self.body(no)
                    if yes_mind or no_mind:
                        test = self.noted(test, truth, 0)
                        mind.append(Branch(test, yes_mind, no_mind))
                    truth.append(Branch(test, yes_truth, no_truth))
                case Loop(var, kind, inner):
                    self.steady.add(var.word)
                    self.looped.add(var.word)
                    inner_truth, inner_mind = self.body(inner)
                    self.looped.discard(var.word)
                    self.steady.discard(var.word)
                    truth.append(Loop(var, kind, inner_truth))
                    if inner_mind:
                        mind.append(Loop(var, kind, inner_mind))
                case Means(meaning, args, line):
                    args = tuple(self.noted(a, truth, line) for a in args)
                    truth.append(Means(meaning, args, line))
                    mind.append(truth[-1])
                case _:
                    truth.append(s)
        return tuple(truth), tuple(mind)

    def noted(self, e: Ex, truth: list[Statement], line: int) -> Ex:
        """Return the expression if a mind can replay it, else the outcome that notes it."""
        if self.is_steady(e):
            return e
        if self.looped:
            open_reads = [
                x.attribute
                for x in inside(e)
                if isinstance(x, Read) and x.attribute.who in ("private", "shown")
            ]
            if open_reads or any(isinstance(x, Recall | Guess) for x in inside(e)):
                self.problems.append(
                    Problem(
                        "not-replayable",
                        self.rule.at,
                        f"`{self.rule.word}` writes in a `for` what nobody could retell"
                        + (f": it reads `{open_reads[0].full}`" if open_reads else ""),
                        why="each turn would be an outcome of its own; in a `for` all that is read "
                        "must be visible or known.",
                        fix="write to a private attribute, or let an event follow for each.",
                    )
                )
            return e
        word = f"_{len(self.extra) + 1}"
        self.extra.append(Outcome(word, e.type))
        truth.append(Throw(word, e.type, "note", (e,), None, line))
        self.steady.add(word)
        return Var(e.type, word)

    def is_steady(self, e: Ex) -> bool:
        """Whether it comes to the same whoever works it out, from roles and outcomes."""
        match e:
            case Const():
                return True
            case Var(word=word):
                return word in self.steady
            case Read(attribute=attribute, owner=owner, key=key):
                fixed = attribute.full not in self.changing and attribute.who in (
                    "known",
                    "visible",
                )
                return fixed and self.is_steady(owner) and (key is None or self.is_steady(key))
            case Calc(op=op, args=args):
                return (
                    op not in _UNSTEADY
                    and not op.startswith("doing:")
                    and all(map(self.is_steady, args))
                )
            case Ask():
                opened = inline(e, self.quantities)
                return opened is not e and self.is_steady(opened)
            case Each(var=var, conditions=conditions, value=value, by=by):
                self.steady.add(var.word)
                parts = (*conditions, value, *(() if by is None else (by,)))
                fine = all(map(self.is_steady, parts))
                self.steady.discard(var.word)
                return fine
        return False


def _with_sets(rule: Rule, quantities: dict[str, Quantity]) -> Rule:
    body = (*rule.begin, *rule.end)
    asked: list[Ex] = [x for c in rule.conditions for x in inside(c.test)]
    asked += [x for w in rule.weights for x in inside(w.value)]
    asked += [x for w in rule.weights for c in w.conditions for x in inside(c.test)]
    reads = _reads([*asked, *expressions(body)])
    for ask in [x for x in [*asked, *expressions(body)] if isinstance(x, Ask)]:
        reads |= _deep(ask.quantity, quantities)
    writes = {s.attribute.full for s in statements(body) if isinstance(s, Write)}
    meanings = {s.meaning for s in statements(body) if isinstance(s, Means)}
    return replace(
        rule, reads=frozenset(reads), writes=frozenset(writes), meanings=frozenset(meanings)
    )


def _deep(word: str, quantities: dict[str, Quantity]) -> set[str]:
    if word not in quantities:  # the engine's own `sees`
        return set()
    found = set(quantities[word].reads)
    for name in [r for r in found if r.startswith("ask:")]:
        found |= _deep(name[4:], quantities)
    return found


def _reads(parts: Iterator[Ex] | Sequence[Ex]) -> set[str]:
    found: set[str] = set()
    for e in parts:
        match e:
            case Read(attribute=Attribute() as attribute):
                found.add(attribute.full)
            case Recall(pattern=pattern):
                found.add("deed:" + pattern.word)
            case Ask(quantity=quantity):
                found.add("ask:" + quantity)
            case Calc(op="sees"):
                found |= {"Character.place", "ask:sees"}
    return found


def circular(laws: Laws, problems: list[Problem]) -> None:
    """Note events that would set each other off in the same instant for ever."""
    after: dict[str, list[str]] = {word: [] for word in laws.rules}
    for word, rule in laws.rules.items():
        if rule.mark == "event" and rule.of:
            sources = (
                [rule.of]
                if rule.of in laws.rules
                else [w for w, r in laws.rules.items() if rule.of in r.meanings]
            )
            for source in sources:
                after[source].append(word)
    done: set[str] = set()

    def walk(word: str, path: list[str]) -> None:
        if word in path:
            ring = path[path.index(word) :]
            at: Span = laws.rules[min(ring)].at
            if not any(p.code == "cycle" and p.where == at for p in problems):
                problems.append(
                    Problem(
                        "cycle",
                        at,
                        "these events set each other off for ever: " + " → ".join([*ring, word]),
                        fix="let time pass between them with `later(…, after=…)`.",
                    )
                )
            return
        if word in done:
            return
        for following in after[word]:
            walk(following, [*path, word])
        done.add(word)

    for word in laws.rules:
        walk(word, [])
