"""Rule files → checked laws, or every problem at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

from moshimo.errors import Problem, Span, WorldError, nearest
from moshimo.lang import tree, words
from moshimo.lang.agree import agree
from moshimo.lang.binding import plan
from moshimo.lang.declare import declare, fresh, kind_of
from moshimo.lang.effects import Effects
from moshimo.lang.expressions import Typer
from moshimo.lang.model import (
    NUMBER,
    TYPES,
    Branch,
    Give,
    Laws,
    Local,
    Quantity,
    Rule,
    Statement,
    Type,
    Var,
)
from moshimo.lang.names import Names
from moshimo.lang.options import options
from moshimo.lang.outcomes import outcome_types
from moshimo.lang.replay import circular, with_replay
from moshimo.lang.rings import rings
from moshimo.lang.types import fits, spoken

MOST_ROLES = 4
MOST_OPEN = 30  # quantities that need each other, one inside the other
SPEECH_WITHIN = 120.0  # seconds: how long after its end words can still be answered


def check(files: Sequence[tree.File], numbers: Mapping[str, float] | None = None) -> Laws:
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
    agree(checker.functions, rules, names, checker.quantities, problems)
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
        rings(laws.quantities, problems)
    if not problems:
        laws = with_replay(laws, problems)
        circular(laws, problems)
    if problems:
        raise WorldError(problems)
    return laws


def _source(files: Sequence[tree.File], numbers: Mapping[str, float]) -> str:
    """Return what tells these laws from all others."""
    parts = [*(f.digest for f in files), *(f"{w}={x!r}" for w, x in sorted(numbers.items()))]
    return sha256("\n".join(parts).encode()).hexdigest()


@dataclass(slots=True)
class _Checker:
    names: Names
    problems: list[Problem]
    functions: list[tree.Function]
    quantities: dict[str, Quantity] = field(default_factory=dict)
    _opening: list[str] = field(default_factory=list)
    _plain: dict[str, tree.Function] = field(default_factory=dict)

    def wrong(self, code: str, at: Span, what: str, why: str = "", fix: str = "") -> None:
        self.problems.append(Problem(code, at, what, why=why, fix=fix))

    # names first ------------------------------------------------------------------------------

    def gather(self) -> None:
        """Find every deed, its roles and its outcomes, before any body is read."""
        self.names.deeds.update(words.ENGINE_DEEDS)
        seen: dict[str, tree.Function] = {}
        for made in self.functions:
            if made.word in seen or made.word in words.ENGINE_DEEDS:
                first = seen.get(made.word)
                self.problems.append(
                    Problem(
                        "name-twice",
                        made.at,
                        f"`{made.word}` is the name of another rule already",
                        fix="give this one another name.",
                        also=((first.at, "the other stands here"),) if first else (),
                    )
                )
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
                self.names.deeds[made.word] = self.roles(made, report=False)
            if self.names.deeds == before:
                break
        for made in waiting:
            self.names.outcomes[made.word] = dict(outcome_types(made.body))
        self.functions = list(seen.values())
        for word in sorted(self._plain):
            self.quantity(word)
        self.names.quantities.update(self.quantities)

    def target(self, made: tree.Function) -> tuple[Var, ...]:
        """Return the roles that a rule takes over by name from what it follows or answers."""
        given = dict(made.options).get("answers" if made.mark == "action" else "of")
        if isinstance(given, tree.Name):
            return {**self.names.meanings, **self.names.deeds}.get(given.word, ())
        return ()

    def roles(self, made: tree.Function, *, report: bool = True) -> tuple[Var, ...]:
        """Return the roles of a rule, with their kinds."""
        problems: list[Problem] = self.problems if report else []
        known = {role.word: role.type for role in self.target(made)}
        clock = dict(made.options).get("at")
        found: list[Var] = []
        for parameter in made.parameters:
            if any(role.word == parameter.word for role in found):
                problems.append(
                    Problem("name-twice", parameter.at, f"`{parameter.word}` stands here twice")
                )
            if parameter.kind:
                all_types = not made.mark or made.mark == "appraisal"
                made_kind = kind_of(
                    parameter.kind, parameter.at, self.names, problems, all_types=all_types
                )
            elif parameter.word in known:
                made_kind = known[parameter.word]
            elif parameter.word == "mind":
                made_kind = words.CHARACTER
            elif (
                made.mark == "event"
                and isinstance(clock, tree.Field)
                and isinstance(clock.owner, tree.Name)
            ):
                made_kind = Type("ref", clock.owner.word)
            else:
                made_kind = Type("bad")
                meant = nearest(parameter.word, known)
                problems.append(
                    Problem(
                        "unbound-role",
                        parameter.at,
                        f"nothing says what `{parameter.word}` is",
                        fix=f"did you mean `{meant}`?"
                        if meant
                        else "give it a kind: `name: Character`.",
                    )
                )
            found.append(Var(made_kind, parameter.word))
        limit = 6 if not made.mark or made.mark in ("appraisal", "inference") else MOST_ROLES
        if len(found) > limit:
            problems.append(
                Problem(
                    "too-many-roles",
                    made.at,
                    f"`{made.word}` has more than {limit} roles",
                    why="a deed is remembered with at most four." if limit == MOST_ROLES else "",
                )
            )
        return tuple(found)

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
            self.wrong(
                "cycle",
                made.at,
                f"`{word}` is worked out from itself: {ring}",
                "no quantity can need itself.",
            )
            return Quantity(
                word, self.roles(made, report=False), Type("bad"), (), made.at, frozenset()
            )
        if len(self._opening) == MOST_OPEN:
            what = f"more than {MOST_OPEN} quantities are worked out from each other here"
            self.wrong("too-deep", made.at, what)
            return Quantity(
                word, self.roles(made, report=False), Type("bad"), (), made.at, frozenset()
            )
        self._opening.append(word)
        roles = self.roles(made)
        typer = Typer(self.names, "quantity", "", {r.word: r for r in roles}, self.problems)
        typer.quantity = self.quantity
        gives = self.returns(made)
        body = self.cases(made.body, typer, gives)
        if not made.body or not _always_gives(body):
            self.wrong(
                "no-return",
                made.at,
                f"`{word}` does not say what it comes to",
                fix="end it with `return …`.",
            )
        intimate = frozenset(i for i, r in enumerate(roles) if r.word in typer.intimate)
        self._opening.pop()
        self.quantities[word] = Quantity(word, roles, gives, body, made.at, intimate)
        self.engine_quantity(made, roles, gives)
        return self.quantities[word]

    def returns(self, made: tree.Function) -> Type:
        names = {**TYPES, **{k: Type("ref", k) for k in self.names.kinds}, "float": NUMBER}
        names |= {c: Type("choice", c) for c in self.names.choices}
        if made.returns in names:
            return names[made.returns]
        self.wrong(
            "unknown-type",
            made.at,
            f"`{made.word}` does not say what it gives",
            fix="write it behind an arrow: `def fear(mind: Character) -> Level:`.",
        )
        return Type("bad")

    def engine_quantity(self, made: tree.Function, roles: tuple[Var, ...], gives: Type) -> None:
        if made.word in words.ENGINE_QUANTITIES:
            kinds, wanted = words.ENGINE_QUANTITIES[made.word]
            if tuple(r.type.of for r in roles) != kinds or not fits(gives, wanted):
                self.wrong(
                    "wrong-type",
                    made.at,
                    f"the engine asks `{made.word}({', '.join(kinds)}) -> {wanted}`",
                )

    def cases(
        self, body: Sequence[tree.Statement], typer: Typer, gives: Type
    ) -> tuple[Statement | Give, ...]:
        made: list[Statement | Give] = []
        for statement in body:
            match statement:
                case tree.Return(value=value):
                    made.append(Give(typer.fit(value, gives)))
                case tree.Bind(word=word, value=value, at=at):
                    if word in typer.scope:
                        self.wrong("name-twice", at, f"`{word}` is already something else here")
                    worked = typer.value(value)
                    made.append(Local(word, worked))
                    typer.scope[word] = Var(worked.type, word)
                case tree.If(test=test, yes=yes, no=no):
                    asked = typer.truth(test)
                    outer = dict(typer.scope)
                    first = self.cases(yes, typer, gives)
                    typer.scope = dict(outer)
                    second = self.cases(no, typer, gives)
                    typer.scope = outer
                    made.append(Branch(asked, first, second))  # type: ignore[arg-type]
                case _:
                    at = statement.call.at if isinstance(statement, tree.Do) else statement.at
                    self.wrong(
                        "misplaced",
                        at,
                        "a quantity changes nothing",
                        fix="it holds shorthands, `if` and `return`.",
                    )
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
            rule = self.rule(function)
            if function.mark == "reason":
                reasons.setdefault(rule.of, []).append(rule)
            elif len(self.problems) == before or function.mark in ("action", "event"):
                made[rule.word] = rule
        for word, more in reasons.items():
            if word in made:  # by name: a sum of doubles depends on its order, and files do not
                own = sorted(more, key=lambda reason: reason.word)
                weights = (*made[word].weights, *(w for reason in own for w in reason.weights))
                made[word] = replace(made[word], weights=weights)
        for rule in list(made.values()):
            if rule.within < 0:
                answered = made.get(rule.answers)
                spoken = rule.speech or (answered is not None and answered.speech)
                made[rule.word] = replace(rule, within=SPEECH_WITHIN if spoken else 0.0)
        for rule in made.values():
            if rule.mark == "action" and not any(not w.deters for w in rule.weights):
                self.wrong(
                    "no-wish",
                    rule.at,
                    f"nobody can want to `{rule.word}`",
                    "an action without a wish is never chosen.",
                    'add `weigh(…, "why")`, or a @reason of it.',
                )
        return dict(sorted(made.items()))

    def rule(self, made: tree.Function) -> Rule:
        roles = self.roles(made)
        rule = Rule(
            made.word,
            made.mark,  # type: ignore[arg-type]
            roles,
            made.at,
            telling=made.telling.split("\n")[0].strip(),
            **options(made, self.names, self.problems),  # type: ignore[arg-type]
        )
        if made.mark == "reason":
            rule = replace(rule, roles=self.reason_roles(made, rule, roles))
        if made.mark in ("action", "reason") and (not roles or roles[0].type.of != "Character"):
            self.wrong("bad-role", made.at, "its first role is the Character who chooses it")
        minds = [r for r in roles if r.word == "mind" and fits(r.type, words.CHARACTER)]
        if made.mark in ("appraisal", "inference", "worth") and not minds:
            what = f"an {made.mark} needs the role `mind`, a Character"
            self.wrong("bad-role", made.at, what, fix="add `mind`.")
        self.remembered(made, roles)
        if made.mark in ("action", "event") and not rule.telling:
            self.wrong(
                "no-telling",
                made.at,
                f"`{made.word}` is not told",
                fix='begin it with a sentence: """{who} does it.""".',
            )
        mind = roles[0].word if made.mark in ("action", "reason") and roles else ""
        if made.mark in ("appraisal", "inference", "worth"):
            mind = "mind"
        rule = Effects(self.names, self.problems, self.quantity, rule, made, mind).read()
        self.braces(made, rule)
        self.free_roles(made, rule, mind)
        return rule

    def remembered(self, made: tree.Function, roles: tuple[Var, ...]) -> None:
        """Note roles that no deed can keep."""
        for role, parameter in zip(roles, made.parameters, strict=True):
            if made.mark in ("action", "event") and role.type.tag not in ("ref", "deed", "bad"):
                self.wrong(
                    "bad-role",
                    parameter.at,
                    f"`{role.word}` is {spoken(role.type)}, and the roles of a deed are members",
                    fix="leave it out; an appraisal can have it.",
                )

    def reason_roles(
        self, made: tree.Function, rule: Rule, roles: tuple[Var, ...]
    ) -> tuple[Var, ...]:
        wanted = self.names.deeds.get(rule.of, ())
        for parameter in made.parameters:
            if wanted and parameter.word not in {w.word for w in wanted}:
                self.wrong(
                    "unbound-role",
                    parameter.at,
                    f"`{rule.of}` has no role `{parameter.word}`",
                    fix="its roles are: " + ", ".join(w.word for w in wanted) + ".",
                )
        if wanted and roles and roles[0].word != wanted[0].word:
            fix = "a reason has its action's roles by name, the same one first."
            self.wrong(
                "bad-role",
                made.at,
                f"a reason of `{rule.of}` begins with `{wanted[0].word}`",
                fix=fix,
            )
        return roles

    def braces(self, made: tree.Function, rule: Rule) -> None:
        known = {r.word for r in rule.roles} | {o.word for o in rule.outcomes}
        texts = [(rule.telling, made.telling_at)] if rule.telling else []
        for text, at in [*texts, *_texts(made.body)]:
            for word in re.findall(r"{([^{}]*)}", text):
                if word not in known:
                    meant = nearest(word, known)
                    self.wrong(
                        "unknown-role",
                        _within(at, f"{{{word}}}"),
                        f"`{{{word}}}` is no role of `{made.word}`",
                        fix=f"did you mean `{{{meant}}}`?"
                        if meant
                        else "its roles are: " + ", ".join(sorted(known)) + ".",
                    )

    def free_roles(self, made: tree.Function, rule: Rule, mind: str) -> None:
        if made.mark == "reason" or not rule.roles:
            return
        given = {mind} if mind else set()
        given |= {r.word for r in self.target(made)} & {r.word for r in rule.roles}
        if rule.clock:
            given.add(rule.roles[0].word)
        tests = tuple(c.test for c in rule.conditions)
        found = plan(rule.roles, frozenset(given), tests, self.quantities, mind)
        free = found.free("Character")
        limit = 1 if mind else 2
        if len(free) > limit:
            self.wrong(
                "too-many-free-roles",
                made.at,
                f"`{'` and `'.join(r.word for r in free)}` range over people",
                why="asking every pair, even of those near, would cost more than a thought may.",
                fix="bind one of them in `when`, for example by `holder == …`.",
            )


def _texts(body: Sequence[tree.Statement]) -> Iterator[tuple[str, Span]]:
    """Yield the reasons and spoken words in some statements, and where they stand."""
    for statement in body:
        match statement:
            case tree.Do(call=tree.Call(word="weigh" | "deter" | "say", args=args)):
                yield from ((text.value, text.at) for text in args if isinstance(text, tree.Text))
            case tree.If(yes=yes, no=no):
                yield from _texts((*yes, *no))
            case tree.For(body=inner):
                yield from _texts(inner)


def _within(at: Span, text: str) -> Span:
    """Return the place of a text in the line of `at`, or `at`."""
    start = at.text.find(text, at.column - 1)
    return at if start < 0 else Span(at.path, at.line, start + 1, len(text), at.text)


def _always_gives(body: Sequence[object]) -> bool:
    """Whether a quantity comes to something whatever the case."""
    if not body:
        return False
    last = body[-1]
    if isinstance(last, Give):
        return True
    return isinstance(last, Branch) and _always_gives(last.yes) and _always_gives(last.no)
