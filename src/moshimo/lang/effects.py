"""Reads a rule's body from top to bottom: conditions, wishes, how long, and what changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from moshimo.errors import Problem, Span
from moshimo.lang import minds, tree, words
from moshimo.lang.calls import arguments
from moshimo.lang.expressions import Typer, View
from moshimo.lang.model import (
    NOTHING,
    SPAN,
    Branch,
    Condition,
    Const,
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
    Type,
    Var,
    Weight,
    Write,
)
from moshimo.lang.names import Names
from moshimo.lang.needed import needed
from moshimo.lang.outcomes import MOST_OUTCOMES, is_outcome, throw

_ALLOWED = {
    "action": {"when", "weigh", "deter", "takes", "effect"},
    "reason": {"when", "weigh", "deter"},
    "event": {"when", "effect"},
    "appraisal": {"when", "effect"},
    "inference": {"when", "effect"},
    "worth": {"when", "weigh"},
}
_EFFECTS = ("means", "inform", "look", "later", "foil", "say")
_AT_THE_TOP = "conditions, wishes and `takes` stand at the top of a rule."


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
        asked = needed(self.made.body)
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
                case tree.Bind(word=word, value=value, at=at) if not is_outcome(value):
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

    def typer(self, view: View, scope: dict[str, Ex]) -> Typer:
        """Return what types the rule's expressions in a view."""
        made = Typer(self.names, view, self.mind, scope, self.problems)
        made.quantity = self.quantity
        made.answering = bool(self.rule.answers)
        return made

    def wrong(self, code: str, at: Span, what: str, why: str = "", fix: str = "") -> None:
        """Note a problem."""
        self.problems.append(Problem(code, at, what, why=why, fix=fix))

    def allow(self, what: str, at: Span) -> None:
        """Note what has no place in a rule of this mark."""
        mark = self.rule.mark
        if what not in _ALLOWED[mark]:
            shown = "a change" if what == "effect" else f"`{what}`"
            self.wrong("misplaced", at, f"{shown} has no place in {_an(mark)}")

    def fresh(self, word: str, at: Span, typer: Typer) -> None:
        """Note a name that means something already."""
        if word in typer.scope:
            self.wrong("name-twice", at, f"`{word}` is already something else here")

    def outcome(self, word: str, kind: Type, at: Span) -> None:
        """Give the deed one outcome more, if it can be remembered."""
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
        """Add a wish or scruple."""
        share: Ex = NOTHING
        reason = ""
        match call.args:
            case (value, tree.Text(value=reason)):
                share = typer.amount(value)
            case _:
                what = f"`{call.word}` takes a number and a reason"
                fix = f'for example `{call.word}(0.5, "{{x}} is fond of {{y}}")`.'
                self.wrong("wrong-count", call.at, what, fix=fix)
        deters, at = call.word == "deter", call.at
        self.weights.append(Weight(share, reason, deters, (), at.line, at.path))

    def takes(self, call: tree.Call, typer: Typer, before: Ex | None) -> Ex:
        """Return how long the deed takes; `before` is what was said of it above."""
        self.allow("takes", call.word_at)
        self.plain(call)
        if before is not None:
            self.wrong("name-twice", call.at, "a deed takes one span")
        if len(call.args) != 1:
            fix = "for example `takes(minutes(2))`."
            self.wrong("wrong-count", call.at, "`takes` takes one span", fix=fix)
            return Const(SPAN, 0)
        return typer.fit(call.args[0], SPAN)

    # what changes -----------------------------------------------------------------------------

    def statement(self, node: tree.Statement, typer: Typer) -> list[Statement]:
        """Return what one statement changes; its names join the scope."""
        at = node.call.at if isinstance(node, tree.Do) else node.at
        self.allow("effect", at)
        match node:
            case tree.Set():
                return self.write(node, typer)
            case tree.Bind(word=word, value=tree.Call() as call) if is_outcome(call):
                return self.throw(word, call, typer)
            case tree.Bind(word=word, value=value):
                self.fresh(word, at, typer)
                worked = typer.value(value)
                typer.scope[word] = Var(worked.type, word)
                return [Local(word, worked)]
            case tree.If(test=test, yes=yes, no=no):
                asked = typer.truth(test)
                return [Branch(asked, self.block(yes, typer), self.block(no, typer))]
            case tree.For():
                return self.loop(node, typer)
            case tree.Do(call=call):
                return self.do(call, typer)
            case tree.Return():
                self.wrong("misplaced", at, "only a quantity comes to something")
        return []

    def loop(self, node: tree.For, typer: Typer) -> list[Statement]:
        """Return a `for`; its variable is in scope only inside."""
        kinds = self.names.kinds
        if node.kind not in kinds:
            what = f"there is no kind `{node.kind}`"
            typer.unknown("unknown-kind", node.kind_at, what, node.kind, kinds)
            return []
        self.fresh(node.word, node.at, typer)
        var = Var(Type("ref", node.kind), node.word)
        typer.scope[node.word] = var
        self.loops += 1
        made = self.block(node.body, typer)
        self.loops -= 1
        typer.scope.pop(node.word, None)
        return [Loop(var, node.kind, made)]

    def block(self, nodes: Sequence[tree.Statement], typer: Typer) -> tuple[Statement, ...]:
        """Return what stands inside `if` or `for`; of its names only outcomes live on."""
        before = dict(typer.scope)
        made = [s for node in nodes for s in self.statement(node, typer)]
        kept = {o.word for o in self.outcomes}
        for word in [w for w in typer.scope if w not in before and w not in kept]:
            del typer.scope[word]
        return tuple(made)

    def write(self, node: tree.Set, typer: Typer) -> list[Statement]:
        """Return the change of an attribute; who is written to needs no permission to be read."""
        if not isinstance(node.target, tree.Field | tree.Item):
            self.wrong("wrong-type", node.at, "only an attribute can be set")
            return []
        target = typer.elsewhere("truth").value(node.target)
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
            what = f"`{attribute.full}` is only ever seen, never remembered"
            self.wrong("not-ones-own", node.at, what)
        return [Write(attribute, target.owner, target.key, node.op, value, node.at.line)]

    def throw(self, word: str, call: tree.Call, typer: Typer) -> list[Statement]:
        """Return an outcome; dice fall once, in a deed, and have a name."""
        self.fresh(word, call.at, typer)
        if call.word == "takes":
            self.wrong("misplaced", call.at, "`takes` cannot be read like this", _AT_THE_TOP)
            return []
        if self.loops:
            what = "dice do not fall in a `for`: each turn would be an outcome of its own"
            fix = "let an event follow for each, with `later(…)`."
            self.wrong("misplaced", call.at, what, fix=fix)
            return []
        if self.rule.mark not in ("action", "event"):
            self.wrong("misplaced", call.at, "dice fall only in deeds")
            return []
        made = throw(word, call, typer)
        if made is None:
            return []
        self.outcome(word, made.type, call.at)
        typer.scope[word] = Var(made.type, word)
        return [made]

    def do(self, call: tree.Call, typer: Typer) -> list[Statement]:
        """Return an effect that is a call."""
        self.plain(call)
        if self.rule.mark not in ("action", "event") and call.word in _EFFECTS:
            what = f"`{call.word}` has no place in {_an(self.rule.mark)}"
            self.wrong("misplaced", call.word_at, what)
            return []
        match call:
            case tree.Call(word="means", args=(tree.Call() as meaning,)):
                return _means(meaning, call, typer)
            case tree.Call(word="inform", args=(hearer, news)):
                return _inform(hearer, news, call, typer)
            case tree.Call(word="look", args=(mind, read)):
                return _look(mind, read, typer)
            case tree.Call(word="later", args=(tree.Call() as event,), named=(("after", span),)):
                return _later(event, span, typer)
            case tree.Call(word="foil", args=(who,)):
                return [Foil(typer.fit(who, words.CHARACTER))]
            case tree.Call(word="say", args=(speaker, tree.Text(value=said))):
                self.says.append(said)
                return [Say(typer.fit(speaker, words.CHARACTER), len(self.says) - 1)]
        self.misread(call, typer)
        return []

    def misread(self, call: tree.Call, typer: Typer) -> None:
        """Say why a call is no effect."""
        word = call.word
        if word in words.NOT_YET:
            what, why = f"`{word}` does not run yet", f"{words.NOT_YET[word]} with a later version."
            self.wrong("not-yet", call.word_at, what, why)
        elif word in (*_EFFECTS, "when", "weigh", "deter", "takes"):
            why = "" if word in _EFFECTS else _AT_THE_TOP
            self.wrong("misplaced", call.at, f"`{word}` cannot be read like this", why)
        else:
            what = f"there is no effect `{word}`"
            typer.unknown("unknown-word", call.word_at, what, word, words.STATEMENTS)


def _means(meaning: tree.Call, call: tree.Call, typer: Typer) -> list[Statement]:
    known = typer.names.meanings
    if meaning.word not in known:
        what = f"there is no meaning `{meaning.word}`"
        typer.unknown("unknown-deed", meaning.word_at, what, meaning.word, known)
        return []
    args = arguments(meaning, tuple(r.type for r in known[meaning.word]), typer)
    return [Means(meaning.word, args, call.at.line)]


def _inform(
    hearer: tree.Expression, news: tree.Expression, call: tree.Call, typer: Typer
) -> list[Statement]:
    who, line = typer.fit(hearer, words.CHARACTER), call.at.line
    if isinstance(news, tree.Call):
        pattern = minds.pattern(news, typer)
        return [Inform(who, pattern, line)] if pattern else []
    value = typer.elsewhere("truth").value(news)
    if value.type.tag not in ("deed", "bad") and not isinstance(value, Read):
        typer.wrong("wrong-type", news.at, "one informs of a deed or of an attribute")
    return [Inform(who, value, line)]


def _look(mind: tree.Expression, read: tree.Expression, typer: Typer) -> list[Statement]:
    who, seen = typer.fit(mind, words.CHARACTER), typer.value(read)
    if not isinstance(seen, Read):
        typer.wrong("wrong-type", read.at, "one looks at an attribute")
        return []
    return [Look(who, seen)]


def _later(event: tree.Call, span: tree.Expression, typer: Typer) -> list[Statement]:
    known = typer.names.events
    if event.word not in known:
        what = f"there is no event `{event.word}`"
        typer.unknown("unknown-deed", event.word_at, what, event.word, known)
        return []
    after = typer.fit(span, SPAN)
    roles = typer.names.deeds[event.word]
    return [Later(event.word, arguments(event, tuple(r.type for r in roles), typer), after)]


def _text(at: Span) -> str:
    return re.sub(r"\s+", " ", at.text[at.column - 1 : at.column - 1 + at.width])


def _owner(read: Read) -> str:
    return read.owner.word if isinstance(read.owner, Var) else "another"


def _an(mark: str) -> str:
    return f"an {mark}" if mark[0] in "aeiou" else f"a {mark}"
