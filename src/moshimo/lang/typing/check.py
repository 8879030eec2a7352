"""Rule files → checked laws, or every problem at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import assert_never

from moshimo.errors import Problem, Span, WorldError, did_you_mean
from moshimo.lang import typed as t
from moshimo.lang import words
from moshimo.lang import written as w
from moshimo.lang.analysis.answers import never_given
from moshimo.lang.analysis.cycles import (
    MOST_OPEN,
    needing_themselves,
    setting_off_themselves,
    too_many_open,
)
from moshimo.lang.analysis.replay import with_replay
from moshimo.lang.laws import Laws, Quantity, Rule
from moshimo.lang.types import BAD, NUMBER, TYPES, Attribute, ByQuantity, Type, fits
from moshimo.lang.typing.calls import outcome_types, typer
from moshimo.lang.typing.declarations import declare
from moshimo.lang.typing.expressions import Names, Typer
from moshimo.lang.typing.rules import RuleTyper

SPEECH_WITHIN = 120.0  # seconds: how long after its end words can still be answered


def check(files: Sequence[w.File], numbers: Mapping[str, float] | None = None) -> Laws:
    """Return the laws that these files make together.

    Args:
        files: the rule files, parsed.
        numbers: other values for numbers with a name (`name = number(4)`).

    Raises:
        WorldError: with every problem found, in file order.
    """
    problems: list[Problem] = []
    names = declare(files, problems)
    names.numbers.update(numbers or {})
    checker = _Checker(names, problems)
    checker.gather(files)
    rules = checker.rules()
    for kind in names.kinds.values():
        for attribute in kind.attributes:
            checker.guess(attribute)
    parts = [*(file.digest for file in files)]
    parts += [f"{word}={value!r}" for word, value in sorted(names.numbers.items())]
    laws = Laws(
        names.kinds,
        names.choices,
        names.meanings,
        names.quantities,
        rules,
        names.numbers,
        sha256("\n".join(parts).encode()).hexdigest(),
    )
    if not problems:
        needing_themselves(laws.quantities, problems)
    if not problems:
        laws = with_replay(laws, problems)
        setting_off_themselves(laws, problems)
        never_given(laws.rules, problems)
    if problems:
        raise WorldError(problems)
    return laws


@dataclass(slots=True)
class _Checker:
    names: Names
    problems: list[Problem]
    functions: dict[str, w.Function] = field(default_factory=dict)
    quantities: dict[str, Quantity] = field(default_factory=dict)
    opening: list[str] = field(default_factory=list)  # quantities that wait for others

    def wrong(self, code: str, at: Span, what: str, why: str = "", fix: str = "") -> None:
        self.problems.append(Problem(code, at, what, why=why, fix=fix))

    def gather(self, files: Sequence[w.File]) -> None:
        """Find every deed, its roles and its outcomes, before any body is read."""
        names, deeds = self.names, self.names.deeds
        deeds.update(words.ENGINE_DEEDS)
        for made in (function for file in files for function in file.functions):
            if made.word in self.functions or made.word in words.ENGINE_DEEDS:
                first = self.functions.get(made.word)
                what = f"`{made.word}` is the name of another rule already"
                fix = "give this one another name."
                also = ((first.at, "the other stands here"),) if first else ()
                self.problems.append(Problem("name-twice", made.at, what, fix=fix, also=also))
                continue
            free = words.NAMES_TOO if made.mark else words.ENGINE_QUANTITIES
            if made.word not in free:
                typer(names, "truth", self.problems).fresh(made.word, made.at)
            self.functions[made.word] = made
        waiting = [m for m in self.functions.values() if m.mark in ("action", "event")]
        names.events |= {made.word for made in waiting if made.mark == "event"}
        deeds.update((made.word, ()) for made in waiting)
        typing = RuleTyper(names, [])  # what is wrong is told later, once
        for _ in range(len(waiting) + 1):  # an answer's roles come from what it answers
            before = dict(deeds)
            deeds.update((made.word, typing.roles(made)) for made in waiting)
            if deeds == before:
                break
        for made in waiting:
            names.outcomes[made.word] = dict(outcome_types(made.body))
        for word in sorted(self.functions):
            self.quantity(word)
        names.quantities.update(self.quantities)

    # quantities -------------------------------------------------------------------------------

    def quantity(self, word: str) -> Quantity | None:
        """Return a quantity, checked when first asked for."""
        made = self.functions.get(word)
        if made is None or made.mark or word in self.quantities:
            return self.quantities.get(word)
        if word in self.opening:
            ring = " → ".join([*self.opening[self.opening.index(word) :], word])
            what = f"`{word}` is worked out from itself: {ring}"
            self.wrong("cycle", made.at, what, "no quantity can need itself.")
        elif len(self.opening) == MOST_OPEN:
            self.wrong("too-deep", made.at, too_many_open())
            self.quantities[word] = self.unclear(made)
        else:
            return self.worked_out(made)
        return self.unclear(made)

    def unclear(self, made: w.Function) -> Quantity:
        """Return what stands for a quantity that cannot be worked out here."""
        roles = RuleTyper(self.names, []).roles(made)
        return Quantity(made.word, roles, BAD, (), made.at, frozenset())

    def worked_out(self, made: w.Function) -> Quantity:
        """Return a quantity, and keep it."""
        word = made.word
        self.opening.append(word)
        roles = RuleTyper(self.names, self.problems).roles(made)
        scope = {r.word: r for r in roles}
        reader = typer(self.names, "quantity", self.problems, scope, quantity=self.quantity)
        gives = self.returns(made)
        body = self.cases(made.body, reader, gives)
        if not _always_gives(body):
            what = f"`{word}` does not say what it comes to"
            self.wrong("no-return", made.at, what, fix="end it with `return …`.")
        self.opening.pop()
        intimate = frozenset(i for i, r in enumerate(roles) if r.word in reader.intimate)
        self.quantities[word] = Quantity(word, roles, gives, body, made.at, intimate)
        if word in words.ENGINE_QUANTITIES:
            kinds, wanted = words.ENGINE_QUANTITIES[word]
            if tuple(r.type.of for r in roles) != kinds or not fits(gives, wanted):
                what = f"the engine asks `{word}({', '.join(kinds)}) -> {wanted}`"
                self.wrong("wrong-type", made.at, what)
        return self.quantities[word]

    def returns(self, made: w.Function) -> Type:
        """Return the type of what a quantity gives."""
        names = {**TYPES, **{k: Type("ref", k) for k in self.names.kinds}, "float": NUMBER}
        names |= {c: Type("choice", c) for c in self.names.choices}
        if made.returns not in names:
            what = f"`{made.word}` does not say what it gives"
            fix = "write it behind an arrow: `def fear(mind: Character) -> Level:`."
            self.wrong("unknown-type", made.at, what, fix=fix)
        return names.get(made.returns, BAD)

    def cases(
        self, body: Sequence[w.WrittenStatement], typer: Typer, gives: Type
    ) -> tuple[t.Statement, ...]:
        """Return the body of a quantity; what is bound in a case stays there."""
        made: list[t.Statement] = []
        for statement in body:
            match statement:
                case w.Return(value=value, at=at):
                    made.append(t.Give(typer.fit(value, gives), at))
                case w.Bind(word=word, value=value, at=at):
                    typer.new(word, at)
                    made.append(typer.local(word, value, at))
                case w.Conditional(test=test, yes=yes, no=no, at=at):
                    asked = typer.truth(test)
                    outer = typer.scope
                    typer.scope = dict(outer)
                    first = self.cases(yes, typer, gives)
                    typer.scope = dict(outer)
                    second = self.cases(no, typer, gives)
                    typer.scope = outer
                    made.append(t.If(asked, first, second, at))
                case w.Set() | w.For() | w.Do():
                    what = "a quantity changes nothing"
                    fix = "it holds shorthands, `if` and `return`."
                    self.wrong("misplaced", statement.at, what, fix=fix)
                case _:
                    assert_never(statement)
        return tuple(made)

    def guess(self, attribute: Attribute) -> None:
        """Note a quantity that cannot say what others suppose of an attribute."""
        if not isinstance(attribute.guess, ByQuantity):
            return
        word, full = attribute.guess.word, attribute.full
        found = self.quantities.get(word)
        if found is None:
            fix = did_you_mean(word, [*self.quantities, "own"])
            what = f"there is no quantity `{word}` to guess `{full}` by"
            self.wrong("unknown-word", attribute.at, what, fix=fix)
            return
        wanted = ["Character", attribute.kind, *([attribute.key] if attribute.key else [])]
        roles = [role.type.of for role in found.roles]
        if roles != wanted[: len(roles)] or not fits(found.type, attribute.type):
            what = f"`{full}` is guessed by `{word}({', '.join(wanted)}) -> {attribute.type}`"
            also = ((found.at, "it is another one here"),)
            self.problems.append(Problem("wrong-type", attribute.at, what, also=also))
        elif found.intimate - {0}:
            what = f"`{word}` reads what is private to another, to guess it"
            why = "what somebody supposes comes from what that one could know."
            also = ((found.at, "the quantity stands here"),)
            self.problems.append(Problem("telepathy", attribute.at, what, why=why, also=also))

    # rules ------------------------------------------------------------------------------------

    def rules(self) -> dict[str, Rule]:
        """Return every rule but the reasons, whose weights go to their actions."""
        typing = RuleTyper(self.names, self.problems)
        functions = [function for function in self.functions.values() if function.mark]
        made: dict[str, Rule] = {}
        reasons: list[Rule] = []
        for function in functions:
            before = len(self.problems)
            rule = typing.rule(function)
            if function.mark == "reason":
                reasons.append(rule)
            elif len(self.problems) == before or function.mark in ("action", "event"):
                made[rule.word] = rule
        # In the order of their names: a sum of doubles depends on its order, and files do not.
        for reason in sorted(reasons, key=lambda reason: reason.word):
            if action := made.get(reason.of):
                made[reason.of] = replace(action, weights=(*action.weights, *reason.weights))
        made = typing.foreseeing(made)
        for function in functions:
            answer = made.get(function.word)
            if answer is not None and answer.answers and "within" not in dict(function.options):
                answered = made.get(answer.answers)
                if answer.speech or (answered is not None and answered.speech):
                    made[answer.word] = replace(answer, within=SPEECH_WITHIN)
        for rule in made.values():
            if rule.mark == "action" and all(weight.deters for weight in rule.weights):
                what = f"nobody can want to `{rule.word}`"
                why = "an action without a wish is never chosen."
                fix = 'add `weigh(…, "why")`, or a @reason of it.'
                self.wrong("no-wish", rule.at, what, why, fix)
        typing.agree(functions, made)
        return dict(sorted({**made, **self.names.claims}.items()))


def _always_gives(body: Sequence[t.Statement]) -> bool:
    """Whether a quantity has a value in every case."""
    last = body[-1] if body else None
    if isinstance(last, t.If):
        return _always_gives(last.yes) and _always_gives(last.no)
    return isinstance(last, t.Give)
