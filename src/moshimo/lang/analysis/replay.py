"""Replay: the part of a deed that a mind can repeat on hearing of it; and reads and writes.

Replay uses roles and outcomes only (docs/explain/minds.md). A value written to a `known` or
`visible` attribute that depends on anything else becomes an outcome of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import assert_never

from moshimo.errors import Problem
from moshimo.lang import typed as t
from moshimo.lang.analysis.cycles import asked_in
from moshimo.lang.analysis.plan import is_plain, one_line
from moshimo.lang.laws import MOST_OUTCOMES, Laws, Outcome, Quantity, Reads, Rule
from moshimo.lang.written_out import extent

_MANY = 1 << 30
_UNSTEADY = frozenset(
    ("sees", "recovering", "last_heard", "unknown", "in_time", "is_so", "is_false", "foresee")
)


def with_replay(laws: Laws, problems: list[Problem]) -> Laws:
    """Return the laws with every deed's replay, and with what every rule reads and writes."""
    claimed = _claimed(laws.rules.values())
    quantities = {word: _looked_into(q, claimed) for word, q in laws.quantities.items()}
    deep = _Deep(quantities)
    quantities = {word: deep.told(q) for word, q in quantities.items()}
    changing = {full for rule in laws.rules.values() for full in writes(rule.effects)}
    steady = Steady(quantities, changing)
    made = {}
    for word, rule in laws.rules.items():
        if rule.mark in ("action", "event"):
            rule = _Replay(rule, steady, problems).made()
        made[word] = rule if rule.mark == "claim" else _with_sets(rule, deep, claimed)
    return replace(laws, rules=made, quantities=quantities)


def writes(body: Sequence[t.Statement]) -> set[str]:
    """Return the attributes that a body writes."""
    return {s.attribute.full for s in t.walk_statements(body) if isinstance(s, t.Write)}


def reads(e: t.Ex) -> set[str]:
    """Return the attributes that an expression reads by itself."""
    return {x.attribute.full for x in t.walk(e) if isinstance(x, t.Read)}


def asked_in_truth(e: t.Ex) -> Iterator[t.Read]:
    """Yield what a condition reads in truth; guesses and beliefs are the mind's own."""
    if isinstance(e, t.Guess | t.Believe):
        return
    if isinstance(e, t.Read):
        yield e
    for inner in t.children(e):
        yield from asked_in_truth(inner)


def as_supposed(e: t.Ex) -> t.Ex:
    """Return an expression with others' private attributes as a mind supposes them."""
    if isinstance(e, t.Read) and e.attribute.who == "private" and e.attribute.kind == "Character":
        return t.Guess(e.type, e, e.at)
    return t.rewrite(e, as_supposed)


def of_that(e: t.Read, s: t.Write) -> bool:
    """Whether this reads just what that writes."""
    return (e.attribute, e.owner, e.key) == (s.attribute, s.owner, s.key)


def is_told_apart(e: t.Read, part: t.Ex) -> bool:
    """Whether a condition says what this must not be: where it fails, it is just that."""
    if isinstance(part, t.Calc) and part.op == "not" and isinstance(part.args[0], t.Calc):
        return part.args[0].op == "==" and e in part.args[0].args
    return isinstance(part, t.Calc) and part.op == "!=" and e in part.args


@dataclass(slots=True)
class _Replay:
    rule: Rule
    judge: Steady
    problems: list[Problem]
    extra: list[Outcome] = field(default_factory=list)
    steady: set[str] = field(default_factory=set)
    thrown: set[str] = field(default_factory=set)  # outcomes that have been decided so far
    loops: int = 0

    def made(self) -> Rule:
        rule = self.rule
        self.steady = {r.word for r in rule.roles} | {o.word for o in rule.outcomes}
        begin, replay_begin = self.body(rule.begin)
        self.thrown.add(rule.whole)
        end, replay_end = self.body(rule.end)
        outcomes = (*rule.outcomes, *self.extra)
        if len(outcomes) > MOST_OUTCOMES:
            what = f"`{rule.word}` would need {len(outcomes)} outcomes to be retold, and "
            what += f"{MOST_OUTCOMES} is the most"
            why = "who hears of a deed must be able to replay what it changed from its roles and "
            why += "outcomes; a value that depends on anything else is one outcome more."
            fix = "let an event follow it, or make what it reads a role."
            self.problems.append(Problem("too-many-outcomes", rule.at, what, why=why, fix=fix))
        return replace(
            rule,
            begin=begin,
            end=end,
            outcomes=outcomes,
            replay_begin=replay_begin,
            replay_end=replay_end,
        )

    def body(
        self, body: Sequence[t.Statement]
    ) -> tuple[tuple[t.Statement, ...], tuple[t.Statement, ...]]:
        """Return a body with the notes that replay needs, and the part that a mind replays."""
        truth: list[t.Statement] = []
        mind: list[t.Statement] = []
        for s in body:
            match s:
                case t.Write():
                    self.write(s, truth, mind)
                case t.Local(word=word, value=value):
                    truth.append(s)
                    if self.is_steady(value):
                        self.steady.add(word)
                        mind.append(replace(s, value=self.settled(value)))
                    elif self.loops:  # what is written in a `for` is not noted
                        mind.append(s)
                case t.If(test, yes, no, at):
                    yes_truth, yes_mind = self.body(yes)
                    no_truth, no_mind = self.body(no)
                    if yes_mind or no_mind:
                        test = self.noted(test, truth)
                        mind.append(t.If(test, yes_mind, no_mind, at))
                    truth.append(t.If(test, yes_truth, no_truth, at))
                case t.Loop(var, kind, inner, at):
                    self.steady.add(var.word)
                    self.loops += 1
                    inner_truth, inner_mind = self.body(inner)
                    self.loops -= 1
                    self.steady.discard(var.word)
                    truth.append(t.Loop(var, kind, inner_truth, at))
                    if inner_mind:
                        mind.append(t.Loop(var, kind, inner_mind, at))
                case t.Means(meaning, args, at):
                    args = tuple(self.noted(a, truth) for a in args)
                    truth.append(t.Means(meaning, args, at))
                    mind.append(truth[-1])
                case t.Inform(what=t.Pattern(word=word)) if word == self.rule.word:
                    own = [o.word for o in self.rule.outcomes if o.word in self.thrown]
                    truth.append(replace(s, noted=(*own, *(o.word for o in self.extra))))
                case t.Throw(word=word):
                    self.thrown.add(word)
                    truth.append(s)
                    if s.how == "born" and s.type.of == "Character":
                        mind.append(s)
                case t.Gone() | t.Reveal() | t.Disguise():
                    truth.append(replace(s, who=self.noted(s.who, truth)))
                    mind.append(truth[-1])
                case t.Note() | t.Inform() | t.Look() | t.Later() | t.Foil() | t.Say() | t.Give():
                    truth.append(s)
                case _:
                    assert_never(s)
        return tuple(truth), tuple(mind)

    def write(self, s: t.Write, truth: list[t.Statement], mind: list[t.Statement]) -> None:
        """Add a change to the body; of a public attribute, to what a mind replays too."""
        if s.attribute.who not in ("known", "visible"):
            truth.append(s)
            return
        owner = self.noted(s.owner, truth)
        key = None if s.key is None else self.noted(s.key, truth)
        s = replace(s, owner=owner, key=key)
        if s.op == "=":
            s = replace(s, value=self.noted(s.value, truth))
        truth.append(s)
        if s.op != "=":
            after = self.noted(t.Read(s.attribute.type, s.attribute, owner, key, s.at), truth)
            s = replace(s, op="=", value=after)
        mind.append(s)

    def noted(self, e: t.Ex, truth: list[t.Statement]) -> t.Ex:
        """Return the expression if a mind can replay it, else the outcome that keeps its value."""
        if self.is_steady(e):
            return self.settled(e)
        if self.loops:
            read = [x.attribute for x in t.walk(e) if isinstance(x, t.Read)]
            shut = [a.full for a in read if a.who in ("private", "shown")]
            if shut or any(isinstance(x, t.Recall | t.Guess) for x in t.walk(e)):
                what = f"`{self.rule.word}` writes in a `for` what nobody could retell"
                what += f": it reads `{shut[0]}`" if shut else ""
                why = "each turn would be an outcome of its own; in a `for` all that is read must "
                why += "be visible or known."
                fix = "write to a private attribute, or let an event follow for each."
                found = Problem("not-replayable", self.rule.at, what, why=why, fix=fix)
                self.problems.append(found)
            return e
        word = f"_{len(self.extra) + 1}"
        self.extra.append(Outcome(word, e.type))
        truth.append(t.Note(word, e, e.at))
        self.steady.add(word)
        return t.Var(e.type, word, e.at)

    def settled(self, e: t.Ex) -> t.Ex:
        """Return what a mind can replay, as it was in truth; in a `for`, as the mind pictures it.

        So it comes out the same whether it is noted, because some rule may write what it reads.
        """
        if self.loops:
            return e
        made = t.rewrite(e, self.settled)
        return replace(made, settled=True) if isinstance(made, t.Read) else made

    def is_steady(self, e: t.Ex) -> bool:
        """Whether its value depends on roles and outcomes alone."""
        return self.judge.holds(e, self.steady)


@dataclass(frozen=True, slots=True)
class Steady:
    """Says whether a value depends on given names alone; looks into each quantity once."""

    quantities: Mapping[str, Quantity]
    changing: set[str]
    _known: dict[str, tuple[bool, set[str]]] = field(default_factory=dict)

    def know(self, quantity: Quantity) -> None:
        """Look into a one-line quantity, after those that it asks."""
        value = one_line(quantity)
        if value is not None and quantity.word not in self._known:
            for word in sorted(quantity.reads.quantities):
                if word in self.quantities:
                    self.know(self.quantities[word])
            own = {role.word for role in quantity.roles}
            self._known[quantity.word] = self.holds(value, own), t.named(value)

    def holds(self, e: t.Ex, names: set[str]) -> bool:
        """Whether this value is the same for all who know these names."""
        match e:
            case t.Var(word=word):
                return word in names
            case t.Ask():
                return self._asked(e, names)
            case t.Each(var=var):
                inner = names | {var.word}
                return all(self.holds(x, inner) for x in t.children(e))
            case t.Read(attribute=a):
                fixed = a.full not in self.changing and a.who in ("known", "visible")
                return fixed and self._all(e, names)
            case t.Builtin(word=word):
                return word not in _UNSTEADY and self._all(e, names)
            case t.Const() | t.Unknown() | t.Calc():
                return self._all(e, names)
            case t.Doing() | t.Recall() | t.Believe() | t.Guess() | t.Claim():
                return False
        assert_never(e)

    def _all(self, e: t.Ex, names: set[str]) -> bool:
        return all(self.holds(x, names) for x in t.children(e))

    def _asked(self, ask: t.Ask, names: set[str]) -> bool:
        """Whether a one-line quantity is, and so is all that it is asked of and uses."""
        found = self.quantities.get(ask.quantity)
        if found is None or not is_plain(ask):
            return False
        self.know(found)
        if found.word not in self._known:
            return False
        fine, used = self._known[found.word]
        pairs = zip(found.roles, ask.args, strict=True)
        return fine and all(self.holds(arg, names) for r, arg in pairs if r.word in used)


def _claimed(rules: Iterable[Rule]) -> frozenset[str]:
    """Return the attributes that there are claims about."""
    return frozenset(full for rule in rules if rule.mark == "claim" for full in rule.writes)


def _with_sets(rule: Rule, deep: _Deep, claimed: frozenset[str]) -> Rule:
    asked = [*t.walk(*rule.asked()), *t.expressions(rule.effects)]
    found = _reads(asked, claimed)
    quantities = {e.quantity for e in asked if isinstance(e, t.Ask)}
    inner = [deep.reads(word) for word in sorted(quantities)]
    meanings = {s.meaning for s in t.walk_statements(rule.effects) if isinstance(s, t.Means)}
    return replace(
        rule,
        reads=_together([found, *inner]),
        writes=frozenset(writes(rule.effects)),
        meanings=frozenset(meanings),
    )


def _looked_into(quantity: Quantity, claimed: frozenset[str]) -> Quantity:
    parts = list(t.expressions(quantity.body))
    searches = any(isinstance(e, t.Each | t.Recall) for e in parts)
    levels = max(
        extent(x, _MANY)[1] for s in t.walk_statements(quantity.body) for x in t.children(s)
    )
    return replace(quantity, reads=_reads(parts, claimed), searches=searches, levels=levels)


@dataclass(frozen=True, slots=True)
class _Deep:
    """What quantities read, whether they search, and how deep they are: each looked into once."""

    quantities: Mapping[str, Quantity]
    _known: dict[str, Quantity] = field(default_factory=dict)

    def reads(self, word: str) -> Reads:
        found = self.of(word)
        return Reads() if found is None else found.reads  # the engine's own `sees`

    def told(self, quantity: Quantity) -> Quantity:
        """Return a quantity that says of itself what is true of all that it asks."""
        deep = self.of(quantity.word)
        assert deep is not None
        return replace(deep, reads=quantity.reads)

    def of(self, word: str) -> Quantity | None:
        own = self.quantities.get(word)
        if own is None or word in self._known:
            return self._known.get(word)
        inner = [q for x in sorted(own.reads.quantities) if (q := self.of(x))]
        guessed = [q for x, _ in asked_in(own, False) if (q := self.of(x))]
        self._known[word] = replace(
            own,
            reads=_together([own.reads, *(q.reads for q in inner)]),
            searches=own.searches or any(q.searches for q in inner),
            levels=own.levels + max((q.levels for q in [*inner, *guessed]), default=0),
        )
        return self._known[word]


def _together(parts: Sequence[Reads]) -> Reads:
    return Reads(
        frozenset().union(*(part.attributes for part in parts)),
        frozenset().union(*(part.deeds for part in parts)),
        frozenset().union(*(part.quantities for part in parts)),
    )


def _reads(parts: Iterable[t.Ex], claimed: frozenset[str]) -> Reads:
    attributes: set[str] = set()
    deeds: set[str] = set()
    quantities: set[str] = set()
    for e in parts:
        if isinstance(e, t.Read):
            attributes.add(e.attribute.full)
        elif isinstance(e, t.Recall):
            deeds.add(e.pattern.word)
        elif isinstance(e, t.Ask):
            quantities.add(e.quantity)
        elif isinstance(e, t.Builtin) and e.word == "sees":
            attributes |= {"Character.place"}
            quantities |= {"sees"}
        elif isinstance(e, t.Builtin) and e.word in ("is_so", "is_false"):
            attributes |= claimed
    return Reads(frozenset(attributes), frozenset(deeds), frozenset(quantities))


def changes(rule: Rule, laws: Laws) -> set[str]:
    """Return the attributes that a deed changes in truth, by itself or by what minds then feel."""
    rules = laws.rules.values()
    feelings = [r for r in rules if r.mark == "appraisal" and r.of]
    felt = {rule.word, *rule.meanings}
    changed = set(rule.writes)
    for s in t.walk_statements(rule.effects):
        if isinstance(s, t.Inform) and isinstance(s.what, t.Pattern):
            felt.add(s.what.word)
        elif isinstance(s, t.Inform):
            felt |= {feeling.of for feeling in feelings}
            felt |= {r.word for r in rules if r.mark == "claim"}
    if "Character.place" in changed:
        felt |= {"meets", "misses"}
    for word in sorted(felt):
        felt |= laws.rules[word].meanings if word in laws.rules else set()
    for feeling in feelings:
        if feeling.of in felt:
            changed |= feeling.writes
    told = {word for word in felt if word in laws.rules and laws.rules[word].mark == "claim"}
    held = {full for word in told for full in laws.rules[word].writes}
    known = frozenset(changed | held | {"Character.place"})
    learned = Reads(known, frozenset(felt), frozenset(("sees",)))
    for inward in after(learned, rules):
        changed |= inward.writes
    return changed


def after(changed: Reads, rules: Iterable[Rule]) -> list[Rule]:
    """Return the inward watchers that changes can make true, and those that these can, in order."""
    left = [r for r in rules if r.watched and r.mark != "event"]
    found: list[Rule] = []
    while True:
        more = [r for r in left if r.reads.any_of(changed)]
        if not more:
            return found
        for rule in more:
            found.append(rule)
            left.remove(rule)
            changed = replace(changed, attributes=changed.attributes | rule.writes)
