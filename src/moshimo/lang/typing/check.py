"""Rule files → checked laws, or every problem at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

from moshimo.errors import Problem, Span, WorldError, did_you_mean
from moshimo.lang import words
from moshimo.lang import written as w
from moshimo.lang.analysis.cycles import needing_themselves, setting_off_themselves
from moshimo.lang.analysis.replay import with_replay
from moshimo.lang.laws import Laws, Quantity, Rule
from moshimo.lang.typed import Give, If, Local, Statement, Var
from moshimo.lang.types import BAD, NUMBER, TYPES, Attribute, ByQuantity, Type, fits
from moshimo.lang.typing.calls import outcome_types, typer
from moshimo.lang.typing.declarations import declare
from moshimo.lang.typing.expressions import Names, Typer, fresh
from moshimo.lang.typing.rules import RuleTyper

MOST_OPEN = 30  # quantities that need each other, one inside the other
SPEECH_WITHIN = 120.0  # seconds: how long after its end words can still be answered
_OCCASIONS = ("of", "at", "mean")  # an event waits for one of them, or for its `when`


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
    checker = _Checker(names, problems, [f for file in files for f in file.functions])
    checker.gather()
    rules = checker.rules()
    _agree(checker.functions, rules, names, checker.quantities, problems)
    laws = Laws(
        names.kinds,
        names.choices,
        names.meanings,
        checker.quantities,
        rules,
        names.numbers,
        _source(files, names.numbers),
    )
    if not problems:
        needing_themselves(laws.quantities, problems)
    if not problems:
        laws = with_replay(laws, problems)
        setting_off_themselves(laws, problems)
    if problems:
        raise WorldError(problems)
    return laws


def _source(files: Sequence[w.File], numbers: Mapping[str, float]) -> str:
    """Return what tells these laws from all others."""
    parts = [*(f.digest for f in files), *(f"{word}={x!r}" for word, x in sorted(numbers.items()))]
    return sha256("\n".join(parts).encode()).hexdigest()


@dataclass(slots=True)
class _Checker:
    names: Names
    problems: list[Problem]
    functions: list[w.Function]
    quantities: dict[str, Quantity] = field(default_factory=dict)
    _opening: list[str] = field(default_factory=list)
    _plain: dict[str, w.Function] = field(default_factory=dict)

    @property
    def typing(self) -> RuleTyper:
        return RuleTyper(self.names, self.problems, self.quantity, self.quantities)

    def wrong(self, code: str, at: Span, what: str, why: str = "", fix: str = "") -> None:
        self.problems.append(Problem(code, at, what, why=why, fix=fix))

    # names first ------------------------------------------------------------------------------

    def gather(self) -> None:
        """Find every deed, its roles and its outcomes, before any body is read."""
        self.names.deeds.update(words.ENGINE_DEEDS)
        seen: dict[str, w.Function] = {}
        for made in self.functions:
            if made.word in seen or made.word in words.ENGINE_DEEDS:
                first = seen.get(made.word)
                what = f"`{made.word}` is the name of another rule already"
                fix = "give this one another name."
                also = ((first.at, "the other stands here"),) if first else ()
                self.problems.append(Problem("name-twice", made.at, what, fix=fix, also=also))
                continue
            if made.word not in words.ENGINE_QUANTITIES:
                fresh(made.word, made.at, self.names, self.problems)
            seen[made.word] = made
            if not made.mark:
                self._plain[made.word] = made
        for made in seen.values():
            if made.mark == "action":
                self.names.deeds[made.word] = ()
            elif made.mark == "event":
                self.names.deeds[made.word] = ()
                self.names.events.add(made.word)
        waiting = [m for m in seen.values() if m.mark in ("action", "event")]
        for _ in range(len(waiting) + 1):  # an answer's roles come from what it answers
            before = dict(self.names.deeds)
            for made in waiting:
                self.names.deeds[made.word] = self.typing.roles(made, report=False)
            if self.names.deeds == before:
                break
        for made in waiting:
            self.names.outcomes[made.word] = dict(outcome_types(made.body))
        self.functions = list(seen.values())
        for word in sorted(self._plain):
            self.quantity(word)
        self.names.quantities.update(self.quantities)

    # quantities -------------------------------------------------------------------------------

    def quantity(self, word: str) -> Quantity | None:
        """Return a quantity, checked when first asked for."""
        if word in self.quantities:
            return self.quantities[word]
        made = self._plain.get(word)
        if made is None:
            return None
        if word in self._opening:
            ring = " → ".join([*self._opening[self._opening.index(word) :], word])
            what = f"`{word}` is worked out from itself: {ring}"
            why = "no quantity can need itself."
            self.wrong("cycle", made.at, what, why)
            return self.refused(made)
        if len(self._opening) == MOST_OPEN:
            what = f"more than {MOST_OPEN} quantities are worked out from each other here"
            self.wrong("too-deep", made.at, what)
            return self.refused(made)
        self._opening.append(word)
        roles = self.typing.roles(made)
        scope = {r.word: r for r in roles}
        reader = typer(self.names, "quantity", self.problems, scope, quantity=self.quantity)
        gives = self.returns(made)
        body = self.cases(made.body, reader, gives)
        if not made.body or not _always_gives(body):
            what = f"`{word}` does not say what it comes to"
            fix = "end it with `return …`."
            self.wrong("no-return", made.at, what, fix=fix)
        intimate = frozenset(i for i, r in enumerate(roles) if r.word in reader.intimate)
        self._opening.pop()
        self.quantities[word] = Quantity(word, roles, gives, body, made.at, intimate)
        self.engine_quantity(made, roles, gives)
        return self.quantities[word]

    def refused(self, made: w.Function) -> Quantity:
        roles = self.typing.roles(made, report=False)
        return Quantity(made.word, roles, BAD, (), made.at, frozenset())

    def returns(self, made: w.Function) -> Type:
        names = {**TYPES, **{k: Type("ref", k) for k in self.names.kinds}, "float": NUMBER}
        names |= {c: Type("choice", c) for c in self.names.choices}
        if made.returns in names:
            return names[made.returns]
        what = f"`{made.word}` does not say what it gives"
        fix = "write it behind an arrow: `def fear(mind: Character) -> Level:`."
        self.wrong("unknown-type", made.at, what, fix=fix)
        return BAD

    def engine_quantity(self, made: w.Function, roles: tuple[Var, ...], gives: Type) -> None:
        if made.word in words.ENGINE_QUANTITIES:
            kinds, wanted = words.ENGINE_QUANTITIES[made.word]
            if tuple(r.type.of for r in roles) != kinds or not fits(gives, wanted):
                what = f"the engine asks `{made.word}({', '.join(kinds)}) -> {wanted}`"
                self.wrong("wrong-type", made.at, what)

    def cases(
        self, body: Sequence[w.Statement], typer: Typer, gives: Type
    ) -> tuple[Statement, ...]:
        made: list[Statement] = []
        for statement in body:
            match statement:
                case w.Return(value=value, at=at):
                    made.append(Give(typer.fit(value, gives), at))
                case w.Bind(word=word, value=value, at=at):
                    if word in typer.scope:
                        self.wrong("name-twice", at, f"`{word}` is already something else here")
                    worked = typer.value(value)
                    made.append(Local(word, worked, at))
                    typer.scope[word] = Var(worked.type, word, at)
                case w.Conditional(test=test, yes=yes, no=no, at=at):
                    asked = typer.truth(test)
                    outer = dict(typer.scope)
                    first = self.cases(yes, typer, gives)
                    typer.scope = dict(outer)
                    second = self.cases(no, typer, gives)
                    typer.scope = outer
                    made.append(If(asked, first, second, at))
                case w.Set() | w.For() | w.Do():
                    what = "a quantity changes nothing"
                    fix = "it holds shorthands, `if` and `return`."
                    self.wrong("misplaced", statement.at, what, fix=fix)
        return tuple(made)

    # rules ------------------------------------------------------------------------------------

    def rules(self) -> dict[str, Rule]:
        """Return every rule but the reasons, whose weights go to their actions."""
        made: dict[str, Rule] = {}
        reasons: dict[str, list[Rule]] = {}
        for function in self.functions:
            if not function.mark:
                continue
            before = len(self.problems)
            rule = self.typing.rule(function)
            if function.mark == "reason":
                reasons.setdefault(rule.of, []).append(rule)
            elif len(self.problems) == before or function.mark in ("action", "event"):
                made[rule.word] = rule
        for word, more in reasons.items():
            if word in made:  # by name: a sum of doubles depends on its order, and files do not
                own = sorted(more, key=lambda reason: reason.word)
                weights = (
                    *made[word].weights,
                    *(weight for reason in own for weight in reason.weights),
                )
                made[word] = replace(made[word], weights=weights)
        for function in self.functions:
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
        return dict(sorted(made.items()))


def _always_gives(body: Sequence[Statement]) -> bool:
    """Whether a quantity has a value in every case."""
    if not body:
        return False
    last = body[-1]
    if isinstance(last, Give):
        return True
    return isinstance(last, If) and _always_gives(last.yes) and _always_gives(last.no)


# rules beside each other ----------------------------------------------------------------------


def _agree(
    functions: Sequence[w.Function],
    rules: Mapping[str, Rule],
    names: Names,
    quantities: Mapping[str, Quantity],
    problems: list[Problem],
) -> None:
    """Note what only shows when a rule is seen beside the others."""
    lucks: dict[str, Span] = {}
    for made in functions:
        if made.mark:
            given = dict(made.options)
            _targets(made, given, names.deeds, {f.word: f.mark for f in functions}, problems)
            _lucks(made, given, names.deeds, lucks, problems)
            if made.word in rules:
                _occasions(made, given, rules[made.word], problems)
    for kind in names.kinds.values():
        for attribute in kind.attributes:
            if isinstance(attribute.guess, ByQuantity):
                _guess(attribute, attribute.guess.word, quantities, problems)


def _targets(
    made: w.Function,
    given: Mapping[str, w.Expression],
    deeds: Mapping[str, object],
    marks: Mapping[str, str],
    problems: list[Problem],
) -> None:
    for word in ("of",) if made.mark == "reason" else ("variant_of",):
        target = given.get(word)
        if not isinstance(target, w.Name) or target.word not in deeds:
            continue
        if marks.get(target.word) != "action" or target.word == made.word:
            what = f"`{word}=` takes another action, and `{target.word}` is none"
            problems.append(Problem("bad-option", target.at, what))
    if "within" in given and "answers" not in given:
        what = "`within=` says how long an answer may wait, and this answers nothing"
        fix = "say what it answers: `answers=…`."
        problems.append(Problem("bad-option", given["within"].at, what, fix=fix))


def _lucks(
    made: w.Function,
    given: Mapping[str, w.Expression],
    deeds: Mapping[str, object],
    lucks: dict[str, Span],
    problems: list[Problem],
) -> None:
    luck = given.get("luck")
    if isinstance(luck, w.Text):
        word = luck.value
        other = lucks.get(word)
        if other or (word in deeds and word != made.word):
            what = f"another rule has the luck `{word}` already"
            also = ((other, "the other stands here"),) if other else ()
            why = "two rules with one luck would throw the same."
            problems.append(Problem("name-twice", luck.at, what, why=why, also=also))
        lucks[word] = luck.at


def _occasions(
    made: w.Function, given: Mapping[str, w.Expression], rule: Rule, problems: list[Problem]
) -> None:
    occasions = [word for word in _OCCASIONS if word in given]
    if made.mark == "event" and len(occasions) > 1:
        what = f"an event waits for one thing, not for `{occasions[0]}=` and `{occasions[1]}=`"
        fix = "make two events of it."
        problems.append(Problem("bad-option", given[occasions[1]].at, what, fix=fix))
    waits = made.mark in ("event", "appraisal", "inference")
    if waits and not occasions and not rule.conditions:
        what, fix = f"`{made.word}` does not say when", "give it a `when`."
        problems.append(Problem("no-occasion", made.at, what, fix=fix))
    if rule.clock and [role.type.of for role in rule.roles] != [rule.clock.kind]:
        what = f"an event of `{rule.clock.full}` has one role, the {rule.clock.kind}"
        problems.append(Problem("bad-role", made.at, what))


def _guess(
    attribute: Attribute, word: str, quantities: Mapping[str, Quantity], problems: list[Problem]
) -> None:
    found = quantities.get(word)
    if found is None:
        fix = did_you_mean(word, [*quantities, "own"])
        what = f"there is no quantity `{word}` to guess `{attribute.full}` by"
        problems.append(Problem("unknown-word", attribute.at, what, fix=fix))
        return
    wanted = ["Character", attribute.kind, *([attribute.key] if attribute.key else [])]
    roles = [role.type.of for role in found.roles]
    if roles != wanted[: len(roles)] or not fits(found.type, attribute.type):
        what = f"`{attribute.full}` is guessed by `{word}({', '.join(wanted)}) -> {attribute.type}`"
        also = ((found.at, "it is another one here"),)
        problems.append(Problem("wrong-type", attribute.at, what, also=also))
    elif found.intimate - {0}:
        what = f"`{word}` reads what is private to another, to guess it"
        why = "what somebody supposes comes from what that one could know."
        also = ((found.at, "the quantity stands here"),)
        problems.append(Problem("telepathy", attribute.at, what, why=why, also=also))
