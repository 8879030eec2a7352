"""Reads a rule's body from top to bottom: conditions, wishes, how long, and what changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from moshimo.errors import Problem, Span
from moshimo.lang import tree, words
from moshimo.lang.expressions import NOTHING, Names, Typer, counted
from moshimo.lang.model import (
    SPAN,
    Branch,
    Condition,
    Const,
    Each,
    Ex,
    Foil,
    Inform,
    Later,
    Local,
    Look,
    Loop,
    Means,
    Outcome,
    Quantity,
    Read,
    Rule,
    Say,
    Statement,
    Throw,
    Type,
    Var,
    Weight,
    Write,
)

MOST_OUTCOMES = 4
_ALLOWED = {
    "action": {"when", "weigh", "deter", "takes", "effect"},
    "reason": {"when", "weigh", "deter"},
    "event": {"when", "effect"},
    "appraisal": {"when", "effect"},
    "inference": {"when", "effect"},
    "worth": {"when", "weigh"},
}
_EFFECTS = ("means", "inform", "look", "later", "foil", "say")


@dataclass(slots=True)
class Effects:
    """Reads one rule's body. `mind` is the role in whose picture it decides."""

    names: Names
    problems: list[Problem]
    quantity: Callable[[str], Quantity | None]
    rule: Rule
    made: tree.Function
    mind: str
    conditions: list[Condition] = field(default_factory=list)
    weights: list[Weight] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    says: list[str] = field(default_factory=list)
    loops: int = 0

    def read(self) -> Rule:
        """Return the rule with its body."""
        mark, roles = self.rule.mark, {r.word: r for r in self.rule.roles}
        inward = mark not in ("action", "event")
        choosing = self.typer("truth" if mark == "event" else "picture", dict(roles))
        acting = self.typer("picture" if inward else "truth", dict(roles))
        asked = _needed(self.made.body)
        begin: list[Statement] = []
        end: list[Statement] = []
        span: Ex | None = None
        whole = ""
        for statement in self.made.body:
            now = begin if span is None else end
            match statement:
                case tree.Do(call=tree.Call(word="when") as call):
                    self.allow("when", call.word_at)
                    self.plain(call)
                    for arg in call.args:
                        text = _text(arg.at)
                        test = choosing.truth(arg)
                        self.conditions.append(Condition(test, text, arg.at.line))
                case tree.Do(call=tree.Call(word="weigh" | "deter") as call):
                    self.allow(call.word, call.word_at)
                    self.weight(call, choosing)
                case tree.Do(call=tree.Call(word="takes") as call):
                    span = self.takes(call, acting, span)
                case tree.Bind(word=word, value=tree.Call(word="takes") as call):
                    span = self.takes(call, acting, span)
                    whole = word
                    self.outcome(word, Type("bool"), call.at)
                    acting.scope[word] = Var(Type("bool"), word)
                case tree.Bind(word=word, value=value, at=at) if not _dice(value):
                    self.fresh(word, at, acting)
                    if word in asked.conditions:
                        choosing.scope[word] = choosing.value(value)
                    if word in asked.effects or word not in asked.conditions:
                        worked = acting.value(value)
                        now.append(Local(word, worked))
                        acting.scope[word] = Var(worked.type, word)
                case _:
                    now += self.statement(statement, acting)
        if span is None and self.rule.mark in ("action", "event"):
            begin, end = [], begin
        weights = tuple(replace(w, conditions=tuple(self.conditions)) for w in self.weights)
        return replace(
            self.rule,
            conditions=tuple(self.conditions),
            weights=weights if self.rule.mark == "reason" else tuple(self.weights),
            span=span,
            whole=whole,
            begin=tuple(begin),
            end=tuple(end),
            outcomes=tuple(self.outcomes),
            says=tuple(self.says),
            shape=_text(self.made.at),
        )

    def typer(self, view: str, scope: dict[str, Ex]) -> Typer:
        made = Typer(self.names, view, self.mind, scope, self.problems)  # type: ignore[arg-type]
        made.quantity = self.quantity
        made.answering = bool(self.rule.answers)
        return made

    def wrong(self, code: str, at: Span, what: str, why: str = "", fix: str = "") -> None:
        self.problems.append(Problem(code, at, what, why=why, fix=fix))

    def allow(self, what: str, at: Span) -> None:
        mark = self.rule.mark
        if what not in _ALLOWED[mark]:
            shown = "a change" if what == "effect" else f"`{what}`"
            self.wrong("misplaced", at, f"{shown} has no place in {_an(mark)}")

    def fresh(self, word: str, at: Span, typer: Typer) -> None:
        if word in typer.scope:
            self.wrong("name-twice", at, f"`{word}` is already something else here")

    def outcome(self, word: str, kind: Type, at: Span) -> None:
        self.outcomes.append(Outcome(word, kind))
        if len(self.outcomes) > MOST_OUTCOMES:
            self.wrong(
                "too-many-outcomes",
                at,
                f"`{self.rule.word}` has more than {MOST_OUTCOMES} outcomes",
                why="a deed is remembered with at most four.",
                fix="let an event follow it, with outcomes of its own.",
            )

    def plain(self, call: tree.Call) -> None:
        """Note named values that mean nothing there."""
        for word, given in call.named:
            if call.word in words.STATEMENTS and (call.word, word) != ("later", "after"):
                what = f"`{call.word}` takes no `{word}=`"
                self.wrong("bad-option", given.at, what)

    # wishes and time --------------------------------------------------------------------------

    def weight(self, call: tree.Call, typer: Typer) -> None:
        match call.args:
            case (value, tree.Text(value=reason)):
                self.weights.append(
                    Weight(
                        typer.amount(value),
                        reason,
                        call.word == "deter",
                        (),
                        call.at.line,
                        call.at.path,
                    )
                )
            case _:
                deters = call.word == "deter"
                self.weights.append(Weight(NOTHING, "", deters, (), call.at.line, call.at.path))
                self.wrong(
                    "wrong-count",
                    call.at,
                    f"`{call.word}` takes a number and a reason",
                    fix=f'for example `{call.word}(0.5, "{{x}} is fond of {{y}}")`.',
                )

    def takes(self, call: tree.Call, typer: Typer, before: Ex | None) -> Ex:
        self.allow("takes", call.word_at)
        self.plain(call)
        if before is not None:
            self.wrong("name-twice", call.at, "a deed takes one span")
        if len(call.args) != 1:
            self.wrong(
                "wrong-count",
                call.at,
                "`takes` takes one span",
                fix="for example `takes(minutes(2))`.",
            )
            return Const(SPAN, 0)
        return typer.fit(call.args[0], SPAN)

    # what changes -----------------------------------------------------------------------------

    def statement(self, node: tree.Statement, typer: Typer) -> list[Statement]:
        at = node.call.at if isinstance(node, tree.Do) else node.at
        self.allow("effect", at)
        match node:
            case tree.Set():
                return self.write(node, typer)
            case tree.Bind(word=word, value=tree.Call() as call) if _dice(call):
                return self.throw(word, call, typer)
            case tree.Bind(word=word, value=value):
                self.fresh(word, at, typer)
                worked = typer.value(value)
                typer.scope[word] = Var(worked.type, word)
                return [Local(word, worked)]
            case tree.If(test=test, yes=yes, no=no):
                asked = typer.truth(test)
                return [Branch(asked, self.block(yes, typer), self.block(no, typer))]
            case tree.For(word=word, kind=kind, body=body, kind_at=kind_at):
                if kind not in self.names.kinds:
                    typer.unknown(
                        "unknown-kind",
                        kind_at,
                        f"there is no kind `{kind}`",
                        kind,
                        self.names.kinds,
                    )
                    return []
                self.fresh(word, at, typer)
                var = Var(Type("ref", kind), word)
                typer.scope[word] = var
                self.loops += 1
                made = self.block(body, typer)
                self.loops -= 1
                typer.scope.pop(word, None)
                return [Loop(var, kind, made)]
            case tree.Do(call=call):
                return self.do(call, typer)
            case tree.Return():
                self.wrong("misplaced", at, "only a quantity comes to something")
        return []

    def block(self, nodes: Sequence[tree.Statement], typer: Typer) -> tuple[Statement, ...]:
        before = dict(typer.scope)
        made = [s for node in nodes for s in self.statement(node, typer)]
        kept = {o.word for o in self.outcomes}
        for word in [w for w in typer.scope if w not in before and w not in kept]:
            del typer.scope[word]
        return tuple(made)

    def write(self, node: tree.Set, typer: Typer) -> list[Statement]:
        if not isinstance(node.target, tree.Field | tree.Item):
            self.wrong("wrong-type", node.at, "only an attribute can be set")
            return []
        free = self.typer("truth", typer.scope)
        target = free.value(node.target)
        if not isinstance(target, Read):
            return []
        attribute = target.attribute
        wanted = attribute.type
        if node.op != "=" and wanted.tag == "moment":
            wanted = SPAN
        if node.op != "=" and wanted.tag not in ("int", "number", "span", "bad"):
            what = f"`{node.op}=` does not go with `{attribute.word}`"
            self.wrong("wrong-type", node.at, what, fix="set it with `=`.")
            return []
        value = typer.fit(node.value, wanted)
        own = isinstance(target.owner, Var) and target.owner.word == "mind"
        if self.rule.mark == "appraisal" and not (own and attribute.who in ("private", "shown")):
            self.wrong(
                "not-ones-own",
                node.at,
                f"an appraisal cannot change `{attribute.full}` of `{_owner(target)}`",
                why="it happens in a mind, and changes only that mind's own private attributes.",
            )
        if self.rule.mark == "inference" and attribute.who == "shown":
            self.wrong(
                "not-ones-own", node.at, f"`{attribute.full}` is only ever seen, never remembered"
            )
        return [Write(attribute, target.owner, target.key, node.op, value, node.at.line)]

    def throw(self, word: str, call: tree.Call, typer: Typer) -> list[Statement]:
        self.fresh(word, call.at, typer)
        if self.loops:
            what = "dice do not fall in a `for`: each turn would be an outcome of its own"
            self.wrong(
                "misplaced", call.at, what, fix="let an event follow for each, with `later(…)`."
            )
            return []
        if self.rule.mark not in ("action", "event"):
            self.wrong("misplaced", call.at, "dice fall only in deeds")
            return []
        gather: Each | None = None
        args: tuple[Ex, ...] = ()
        kind = Type("bool")
        match call.word:
            case "chance" | "contest" | "between":
                count = 1 if call.word == "chance" else 2
                if len(call.args) != count or call.named:
                    self.wrong(
                        "wrong-count", call.at, f"`{call.word}` takes {counted(count, 'number')}"
                    )
                    return []
                args = tuple(typer.amount(a) for a in call.args)
                kind = Type("number") if call.word == "between" else kind
            case "pick":
                weight = dict(call.named).get("weight")
                every = call.args[0] if call.args else None
                if not isinstance(every, tree.Every):
                    self.wrong(
                        "wrong-type",
                        call.at,
                        "`pick` goes over the members of a kind",
                        fix="for example `pick((x for x in Place), weight=1)`.",
                    )
                    return []
                made = typer.each("most", every, weight or tree.Number(1, False, call.at), call.at)
                if not isinstance(made, Each):
                    return []
                gather, kind = made, made.type
            case "born":
                match call.args:
                    case (tree.Name(word=of),) if of in self.names.kinds:
                        kind = Type("ref", of)
                        if self.names.kinds[of].room == 0:
                            self.wrong(
                                "no-room",
                                call.at,
                                f"`{of}` has no room for members born",
                                fix=f"declare it so: `class {of}(room=8):`.",
                            )
                    case (tree.Name(word=of, at=of_at),):
                        typer.unknown(
                            "unknown-kind", of_at, f"there is no kind `{of}`", of, self.names.kinds
                        )
                        return []
                    case _:
                        self.wrong(
                            "wrong-type",
                            call.at,
                            "`born` takes a kind",
                            fix="for example `born(Letter)`.",
                        )
                        return []
        self.outcome(word, kind, call.at)
        typer.scope[word] = Var(kind, word)
        return [Throw(word, kind, call.word, args, gather, call.at.line)]

    def do(self, call: tree.Call, typer: Typer) -> list[Statement]:
        at, line, count = call.at, call.at.line, len(call.args)
        self.plain(call)
        if self.rule.mark not in ("action", "event") and call.word in _EFFECTS:
            self.wrong(
                "misplaced", call.word_at, f"`{call.word}` has no place in {_an(self.rule.mark)}"
            )
            return []
        match call.word:
            case "means" if count == 1 and isinstance(call.args[0], tree.Call):
                given = call.args[0]
                if given.word not in self.names.meanings:
                    typer.unknown(
                        "unknown-deed",
                        given.word_at,
                        f"there is no meaning `{given.word}`",
                        given.word,
                        self.names.meanings,
                    )
                    return []
                roles = self.names.meanings[given.word]
                args = typer.arguments(given, tuple(r.type for r in roles))
                return [Means(given.word, args, line)]
            case "inform" if count == 2:
                hearer = typer.fit(call.args[0], words.CHARACTER)
                what = call.args[1]
                if isinstance(what, tree.Call):
                    pattern = typer.pattern(what)
                    return [Inform(hearer, pattern, line)] if pattern else []
                value = self.typer("truth", typer.scope).value(what)
                if value.type.tag not in ("deed", "bad") and not isinstance(value, Read):
                    self.wrong("wrong-type", what.at, "one informs of a deed or of an attribute")
                return [Inform(hearer, value, line)]
            case "look" if count == 2:
                mind, read = typer.fit(call.args[0], words.CHARACTER), typer.value(call.args[1])
                if not isinstance(read, Read):
                    self.wrong("wrong-type", call.args[1].at, "one looks at an attribute")
                    return []
                return [Look(mind, read)]
            case "later" if (
                count == 1
                and isinstance(call.args[0], tree.Call)
                and dict(call.named).keys() == {"after"}
            ):
                given = call.args[0]
                roles = self.names.deeds.get(given.word, ())
                if given.word not in self.names.events:
                    typer.unknown(
                        "unknown-deed",
                        given.word_at,
                        f"there is no event `{given.word}`",
                        given.word,
                        self.names.events,
                    )
                    return []
                after = typer.fit(dict(call.named)["after"], SPAN)
                return [
                    Later(given.word, typer.arguments(given, tuple(r.type for r in roles)), after)
                ]
            case "foil" if count == 1:
                return [Foil(typer.fit(call.args[0], words.CHARACTER))]
            case "say" if count == 2 and isinstance(call.args[1], tree.Text):
                self.says.append(call.args[1].value)
                return [Say(typer.fit(call.args[0], words.CHARACTER), len(self.says) - 1)]
        if call.word in words.NOT_YET:
            self.wrong(
                "not-yet",
                call.word_at,
                f"`{call.word}` does not run yet",
                f"{words.NOT_YET[call.word]} with a later version.",
            )
        elif call.word in (*_EFFECTS, "when", "weigh", "deter", "takes"):
            why = (
                ""
                if call.word in _EFFECTS
                else "conditions, wishes and `takes` stand at the top of a rule."
            )
            self.wrong("misplaced", at, f"`{call.word}` cannot be read like this", why)
        else:
            typer.unknown(
                "unknown-word",
                call.word_at,
                f"there is no effect `{call.word}`",
                call.word,
                words.STATEMENTS,
            )
        return []


@dataclass(frozen=True, slots=True)
class _Needed:
    conditions: frozenset[str]
    effects: frozenset[str]


def _needed(body: Sequence[tree.Statement]) -> _Needed:
    """Return which shorthands the conditions and wishes need, and which the effects."""
    conditions: set[str] = set()
    effects: set[str] = set()
    binds: list[tree.Bind] = []
    for statement in body:
        if isinstance(statement, tree.Do) and statement.call.word in ("when", "weigh", "deter"):
            conditions |= set(body_names([statement]))
        elif isinstance(statement, tree.Bind) and not _dice(statement.value):
            binds.append(statement)
        else:
            effects |= set(body_names([statement]))
    for bind in reversed(binds):
        inner = set(body_names([bind]))
        if bind.word in conditions:
            conditions |= inner
        if bind.word in effects or bind.word not in conditions:
            effects |= inner
    return _Needed(frozenset(conditions), frozenset(effects))


def body_names(body: Sequence[tree.Statement]) -> Iterator[str]:
    """Yield every bare name in some statements."""
    for statement in body:
        match statement:
            case tree.Do(call=call):
                yield from _words(call)
            case tree.Set(target=target, value=value):
                yield from _words(target)
                yield from _words(value)
            case tree.Bind(value=value) | tree.Return(value=value):
                yield from _words(value)
            case tree.If(test=test, yes=yes, no=no):
                yield from _words(test)
                yield from body_names(yes)
                yield from body_names(no)
            case tree.For(body=inner):
                yield from body_names(inner)


def _words(node: tree.Expression) -> Iterator[str]:
    match node:
        case tree.Name(word=word):
            yield word
        case tree.Field(owner=owner):
            yield from _words(owner)
        case tree.Item(whole=whole, key=key):
            yield from _words(whole)
            yield from _words(key)
        case tree.Call(args=args, named=named):
            for arg in (*args, *(n for _, n in named)):
                yield from _words(arg)
        case tree.Operation(args=args):
            for arg in args:
                yield from _words(arg)
        case tree.Either(test=test, yes=yes, no=no):
            for part in (test, yes, no):
                yield from _words(part)
        case tree.Every(value=value, conditions=conditions):
            for part in (value, *conditions):
                yield from _words(part)


def _dice(value: tree.Expression) -> bool:
    return isinstance(value, tree.Call) and value.word in (*words.DICE, "takes")


def _text(at: Span) -> str:
    return re.sub(r"\s+", " ", at.text[at.column - 1 : at.column - 1 + at.width])


def _owner(read: Read) -> str:
    return read.owner.word if isinstance(read.owner, Var) else "another"


def _an(mark: str) -> str:
    return f"an {mark}" if mark[0] in "aeiou" else f"a {mark}"
