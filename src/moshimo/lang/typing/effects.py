"""Types a rule's body from top to bottom: conditions, wishes, how long, and what changes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import assert_never

from moshimo.errors import Span
from moshimo.lang import typed as t
from moshimo.lang import words
from moshimo.lang import written as w
from moshimo.lang.laws import MOST_OUTCOMES, Condition, Outcome, Rule, Weight
from moshimo.lang.text.parser import MOST_LEVELS
from moshimo.lang.types import BOOL, CHARACTER, DEED, SPAN, Type
from moshimo.lang.typing import calls
from moshimo.lang.typing.calls import arguments, is_outcome, throw
from moshimo.lang.typing.expressions import Typer, called, is_claim
from moshimo.lang.written_out import extent, substitute

_NO_WAY = 10000 * 86400.0  # seconds: no way takes so long
_ALLOWED = {
    "action": {"when", "weigh", "deter", "takes", "effect"},
    "reason": {"when", "weigh", "deter"},
    "event": {"when", "effect"},
    "appraisal": {"when", "effect"},
    "inference": {"when", "effect"},
    "worth": {"when", "weigh"},
}
MOST_WRITTEN = 400  # expressions in a shorthand, those that it needs written out
_AT_THE_TOP = "conditions, wishes and `takes` stand at the top of a rule."


@dataclass(slots=True)
class Effects:
    """Types one rule's body: its conditions and wishes by `choosing`, its changes by `acting`."""

    rule: Rule
    choosing: Typer
    acting: Typer
    conditions: list[Condition] = field(default_factory=list)
    weights: list[Weight] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    says: list[str] = field(default_factory=list)
    span: t.Ex | None = None
    ways: list[Condition] = field(default_factory=list)  # that there are the ways that it takes
    loops: int = 0
    written: dict[str, t.Ex] = field(default_factory=dict)  # shorthands of the effects
    long: set[str] = field(default_factory=set)  # those that are too long to be written out

    def read(self, body: Sequence[w.WrittenStatement]) -> Rule:
        """Return the rule with its body."""
        for_conditions, for_effects = needed(body)
        begin: list[t.Statement] = []
        end: list[t.Statement] = []
        whole = ""
        for statement in body:
            now = begin if self.span is None else end
            match statement:
                case w.Do(call=w.Call(word="when") as call):
                    self.allow("when", call.word_at)
                    self.plain(call)
                    for arg in call.args:
                        test = self.choosing.truth(arg)
                        self.conditions.append(Condition(test, _text(arg.at), arg.at))
                case w.Do(call=w.Call(word="weigh" | "deter") as call):
                    self.weight(call)
                case w.Do(call=w.Call(word="takes") as call):
                    self.takes(call)
                case w.Bind(word=word, value=w.Call(word="takes") as call):
                    self.takes(call)
                    self.outcome(whole := word, BOOL, call.at)
                case w.Bind(word=word, value=value, at=at) if not is_outcome(value):
                    self.acting.new(word, at)
                    if word in for_conditions:
                        self.choosing.scope[word] = self.short(word, self.choosing.value(value), at)
                    if word in for_effects:
                        now.append(self.local(word, value, at))
                case w.Set() | w.Bind() | w.Conditional() | w.For() | w.Do() | w.Return():
                    now += self.statement(statement)
                case _:
                    assert_never(statement)
        if self.span is None and self.rule.mark in ("action", "event"):
            begin, end = [], begin
        conditions = (*self.conditions, *self.ways)
        weights = [replace(one, conditions=conditions) for one in self.weights]
        return replace(
            self.rule,
            conditions=conditions,
            weights=tuple(weights if self.rule.mark == "reason" else self.weights),
            span=self.span,
            whole=whole,
            begin=tuple(begin),
            end=tuple(end),
            outcomes=tuple(self.outcomes),
            says=tuple(self.says),
        )

    def wrong(
        self, code: str, at: Span, what: str, why: str = "", fix: str = ""
    ) -> list[t.Statement]:
        """Note a problem; nothing comes of what is wrong."""
        self.acting.wrong(code, at, what, why, fix)
        return []

    def allow(self, what: str, at: Span) -> None:
        """Note what has no place in a rule of this mark."""
        if what not in _ALLOWED[self.rule.mark]:
            shown = "a change" if what == "effect" else f"`{what}`"
            self.wrong("misplaced", at, f"{shown} has no place in {_an(self.rule.mark)}")

    def outcome(self, word: str, kind: Type, at: Span) -> None:
        """Give the deed one outcome more, if it can be remembered; it joins the scope."""
        self.acting.scope[word] = t.Var(kind, word, at)
        self.outcomes.append(Outcome(word, kind))
        if len(self.outcomes) > MOST_OUTCOMES:
            what = f"`{self.rule.word}` has more than {MOST_OUTCOMES} outcomes"
            why = "a deed is remembered with at most four."
            fix = "let an event follow it, with outcomes of its own."
            self.wrong("too-many-outcomes", at, what, why=why, fix=fix)

    def plain(self, call: w.Call) -> None:
        """Note named values that mean nothing there."""
        for word, given in call.named:
            if call.word in words.STATEMENTS and (call.word, word) != ("later", "after"):
                self.wrong("bad-option", given.at, f"`{call.word}` takes no `{word}=`")

    # shorthands -------------------------------------------------------------------------------

    def local(self, word: str, value: w.Expression, at: Span) -> t.Local:
        """Return a shorthand of the effects, and keep what its meaning would be written out."""
        made = self.acting.local(word, value, at)
        self.written[word] = substitute(made.value, self.written)
        if _is_long(self.written[word]):
            self.written[word] = t.NOTHING
            self.long.add(word)
        elif any(isinstance(x, t.Var) and x.word in self.long for x in t.walk(made.value)):
            self.long.add(word)
        return made

    def retold(self, e: t.Ex) -> None:
        """Note what a meaning is given, or hangs on, where it is long once written out.

        Who asks for the meaning later has only the deed, and no shorthand.
        """
        words = [x.word for x in t.walk(e) if isinstance(x, t.Var)]
        long = next((word for word in words if word in self.long), "")
        if long or _is_long(substitute(e, self.written)):
            self.too_long(f"`{long}` is" if long else "this is", e.at)

    def short(self, word: str, value: t.Ex, at: Span) -> t.Ex:
        """Return a shorthand of conditions and wishes, which stands for its value wherever used."""
        if not _is_long(value):
            return value
        self.too_long(f"`{word}` is", at)
        return t.NOTHING

    def too_long(self, which: str, at: Span) -> None:
        """Note shorthands that are long once written out."""
        what = f"{which} too long once its shorthands are written out"
        why = f"that may be {MOST_WRITTEN} words and signs at most."
        fix = "make a named quantity of a part of it."
        self.wrong("too-long", at, what, why, fix)

    # wishes and time --------------------------------------------------------------------------

    def weight(self, call: w.Call) -> None:
        """Add a wish or scruple."""
        self.allow(call.word, call.word_at)
        share: t.Ex = t.NOTHING
        reason = ""
        if len(call.args) == 2 and isinstance(call.args[1], w.Text):
            wishing = call.word == "weigh" and self.rule.mark in ("action", "reason")
            share = replace(self.choosing, wishing=wishing).amount(call.args[0])
            reason = call.args[1].value
        else:
            what = f"`{call.word}` takes a number and a reason"
            fix = f'for example `{call.word}(0.5, "{{x}} is fond of {{y}}")`.'
            self.wrong("wrong-count", call.at, what, fix=fix)
        self.weights.append(Weight(share, reason, call.word == "deter", (), call.at))

    def takes(self, call: w.Call) -> None:
        """Set how long the deed takes."""
        self.allow("takes", call.word_at)
        self.plain(call)
        if self.span is not None:
            self.wrong("name-twice", call.at, "a deed takes one span")
        if len(call.args) == 1:
            self.span = self.acting.fit(call.args[0], SPAN)
            if self.rule.mark == "action":
                self.ways = [*_ways(substitute(self.span, self.written), self.rule, call.at)]
        else:
            self.span = t.Const(SPAN, 0, call.at)
            fix = "for example `takes(minutes(2))`."
            self.wrong("wrong-count", call.at, "`takes` takes one span", fix=fix)

    # what changes -----------------------------------------------------------------------------

    def statement(self, node: w.WrittenStatement) -> list[t.Statement]:
        """Return what one statement changes; its names join the scope."""
        self.allow("effect", node.at)
        match node:
            case w.Set():
                return self.write(node)
            case w.Bind(word=word, value=w.Call() as call) if is_outcome(call):
                return self.throw(word, call)
            case w.Bind(word=word, value=value, at=at):
                self.acting.new(word, at)
                return [self.local(word, value, at)]
            case w.Conditional(test=test, yes=yes, no=no, at=at):
                made = t.If(self.acting.truth(test), self.block(yes), self.block(no), at)
                if any(isinstance(s, t.Means) for s in t.walk_statements([made])):
                    self.retold(made.test)
                return [made]
            case w.For():
                return self.loop(node)
            case w.Do(call=call):
                return self.do(call)
            case w.Return(at=at):
                return self.wrong("misplaced", at, "only a quantity comes to something")
        assert_never(node)

    def loop(self, node: w.For) -> list[t.Statement]:
        """Return a `for`; its variable is in scope only inside."""
        kinds = self.acting.names.kinds
        if node.kind not in kinds:
            what = f"there is no kind `{node.kind}`"
            self.acting.unknown("unknown-kind", node.kind_at, what, node.kind, kinds)
            return []
        self.acting.new(node.word, node.at)
        var = t.Var(Type("ref", node.kind), node.word, node.at)
        self.acting.scope[node.word] = var
        self.loops += 1
        made = self.block(node.body)
        self.loops -= 1
        self.acting.scope.pop(node.word, None)
        return [t.Loop(var, node.kind, made, node.at)]

    def block(self, nodes: Sequence[w.WrittenStatement]) -> tuple[t.Statement, ...]:
        """Return the body of an `if` or `for`; of its names only outcomes live on."""
        kept = set(self.acting.scope)
        made = [s for node in nodes for s in self.statement(node)]
        kept |= {outcome.word for outcome in self.outcomes}
        self.acting.scope = {word: ex for word, ex in self.acting.scope.items() if word in kept}
        return tuple(made)

    def write(self, node: w.Set) -> list[t.Statement]:
        """Return the change of an attribute. To write it, one need not be able to read it."""
        if not isinstance(node.target, w.Dotted | w.Item):
            return self.wrong("wrong-type", node.at, "only an attribute can be set")
        target = self.acting.elsewhere("truth").value(node.target)
        if not isinstance(target, t.Read):
            return []
        attribute = target.attribute
        wanted = attribute.type
        if node.op != "=" and wanted.tag == "moment":
            wanted = SPAN
        if node.op != "=" and wanted.tag not in ("int", "number", "span", "bad"):
            what = f"`{node.op}=` does not go with `{attribute.word}`"
            return self.wrong("wrong-type", node.at, what, fix="set it with `=`.")
        kept = is_claim(node.value) and wanted.tag == "deed"
        value = (
            self.acting.claim(node.value, "made") if kept else self.acting.fit(node.value, wanted)
        )
        own = isinstance(target.owner, t.Var) and target.owner.word == "mind"
        if self.rule.mark == "appraisal" and not (own and attribute.who in ("private", "shown")):
            what = f"an appraisal cannot change `{attribute.full}` of `{called(target.owner)}`"
            why = "it happens in a mind, and changes only that mind's own private attributes."
            self.wrong("not-ones-own", node.at, what, why=why)
        if self.rule.mark == "inference" and attribute.who == "shown":
            what = f"`{attribute.full}` is only ever seen, never remembered"
            self.wrong("not-ones-own", node.at, what)
        return [t.Write(attribute, target.owner, target.key, node.op, value, node.at)]

    def throw(self, word: str, call: w.Call) -> list[t.Statement]:
        """Return an outcome; dice fall once, in a deed, and have a name."""
        self.acting.new(word, call.at)
        if call.word == "takes":
            return self.wrong("misplaced", call.at, "`takes` cannot be read like this", _AT_THE_TOP)
        if self.loops:
            what = "dice do not fall in a `for`: each turn would be an outcome of its own"
            fix = "let an event follow for each, with `later(…)`."
            return self.wrong("misplaced", call.at, what, fix=fix)
        if self.rule.mark not in ("action", "event"):
            return self.wrong("misplaced", call.at, "dice fall only in deeds")
        made = throw(word, call, self.acting)
        if made is None:
            return []
        self.outcome(word, made.type, call.at)
        return [made]

    def do(self, call: w.Call) -> list[t.Statement]:
        """Return an effect that is a call."""
        self.plain(call)
        inner = self.rule.mark == "inference" and call.word == "reveal"
        if self.rule.mark not in ("action", "event") and call.word in words.EFFECTS and not inner:
            what = f"`{call.word}` has no place in {_an(self.rule.mark)}"
            return self.wrong("misplaced", call.word_at, what)
        typer, at = self.acting, call.at
        match call:
            case w.Call(word="means", args=(w.Call() as meaning,)):
                args = self.taken(meaning, "meaning", typer.names.meanings)
                for arg in args or ():
                    self.retold(arg)
                return [] if args is None else [t.Means(meaning.word, args, at)]
            case w.Call(word="later", args=(w.Call() as event,), named=(("after", span),)):
                events = {word: typer.names.deeds[word] for word in typer.names.events}
                args = self.taken(event, "event", events, replace(self.acting, claiming="made"))
                return (
                    [] if args is None else [t.Later(event.word, args, typer.fit(span, SPAN), at)]
                )
            case w.Call(word="inform", args=(hearer, w.Call() as news)):
                who = typer.fit(hearer, CHARACTER)
                pattern = calls.pattern(news, replace(typer, claiming="made"))
                return [t.Inform(who, pattern, at)] if pattern else []
            case w.Call(word="inform", args=(hearer, w.Operation(op="not", args=(news,)))):
                kept = typer.claim(news, "made") if is_claim(news) else typer.fit(news, DEED)
                who, value = typer.fit(hearer, CHARACTER), kept
                return [t.Inform(who, value, at, denied=True)]
            case w.Call(word="inform", args=(hearer, news)):
                who, value = typer.fit(hearer, CHARACTER), typer.elsewhere("truth").value(news)
                if value.type.tag not in ("deed", "bad") and not isinstance(value, t.Read):
                    self.wrong("wrong-type", news.at, "one informs of a deed or of an attribute")
                return [t.Inform(who, value, at)]
            case w.Call(word="look", args=(mind, read)):
                who, seen = typer.fit(mind, CHARACTER), typer.value(read)
                if isinstance(seen, t.Read):
                    return [t.Look(who, seen, at)]
                return self.wrong("wrong-type", read.at, "one looks at an attribute")
            case w.Call(word="foil", args=(who_is,)):
                return [t.Foil(typer.fit(who_is, CHARACTER), at)]
            case w.Call(word="gone", args=(who_is,)):
                return self.leaves(who_is, at)
            case w.Call(word="reveal", args=(who_is,)):
                return [t.Reveal(typer.fit(who_is, CHARACTER), at)]
            case w.Call(word="disguise", args=(who_is, like)):
                whose = typer.fit(who_is, CHARACTER)
                return [t.Disguise(whose, typer.fit(like, CHARACTER), at)]
            case w.Call(word="say", args=(speaker, w.Text(value=said))):
                self.says.append(said)
                return [t.Say(typer.fit(speaker, CHARACTER), len(self.says) - 1, at)]
        self.misread(call)
        return []

    def leaves(self, who: w.Expression, at: Span) -> list[t.Statement]:
        """Return that a member leaves the world."""
        made = self.acting.value(who)
        if made.type.tag == "ref" and made.type.of != "Place":
            return [t.Gone(made, at)]
        if made.type.tag != "bad":
            what = "`gone` takes a member that can leave the world"
            why = "people and things can; a place is always there."
            self.wrong("wrong-type", who.at, what, why, "for example `gone(letter)`.")
        return []

    def taken(
        self,
        node: w.Call,
        what: str,
        known: Mapping[str, tuple[t.Var, ...]],
        typer: Typer | None = None,
    ) -> tuple[t.Ex, ...] | None:
        """Return what a meaning or event takes, or note that there is none of that name."""
        if node.word in known:
            return arguments(node, tuple(r.type for r in known[node.word]), typer or self.acting)
        what = f"there is no {what} `{node.word}`"
        self.acting.unknown("unknown-deed", node.word_at, what, node.word, known)
        return None

    def misread(self, call: w.Call) -> None:
        """Say why a call is no effect."""
        word = call.word
        if word in words.EFFECTS:
            takes, example = words.EFFECTS[word]
            fix = f"for example `{example}`."
            self.wrong("wrong-count", call.at, f"`{word}` takes {takes}", fix=fix)
        elif word in words.DICE:
            why = "it is an outcome of the deed, which is recorded, told and replayed."
            fix = f"write `name = {_text(call.at)}`."
            self.wrong("misplaced", call.at, f"what comes of `{word}` needs a name", why, fix)
        elif word in words.STATEMENTS:
            self.wrong("misplaced", call.at, f"`{word}` cannot be read like this", _AT_THE_TOP)
        else:
            what = f"there is no effect `{word}`"
            self.acting.unknown("unknown-word", call.word_at, what, word, words.STATEMENTS)


def _is_long(e: t.Ex) -> bool:
    many, levels = extent(e, MOST_WRITTEN + 1)
    return many > MOST_WRITTEN or levels > MOST_LEVELS


def _ways(span: t.Ex, rule: Rule, at: Span) -> Iterator[Condition]:
    """Yield what nobody sets out without: that the ways in the span of an action lead somewhere."""
    actor = rule.roles[0].word if rule.roles else ""
    for e in t.walk(span):
        if not isinstance(e, t.Builtin) or e.word != "way":
            continue
        if all(_can_know(x, actor) for x in t.walk(e)):
            least = t.Const(SPAN, _NO_WAY, at)
            yield Condition(t.Calc(BOOL, "<", (e, least), at), "there is a way", at)


def _can_know(e: t.Ex, actor: str) -> bool:
    """Whether an actor's picture has what is read."""
    if not isinstance(e, t.Read) or e.attribute.who in ("visible", "known"):
        return True
    return isinstance(e.owner, t.Var) and e.owner.word == actor


def _text(at: Span) -> str:
    return re.sub(r"\s+", " ", at.text[at.column - 1 : at.column - 1 + at.width])


def _an(mark: str) -> str:
    return f"an {mark}" if mark[0] in "aeiou" else f"a {mark}"


def needed(body: Sequence[w.WrittenStatement]) -> tuple[set[str], set[str]]:
    """Return the shorthands that conditions and wishes need, and those of the effects.

    The first are worked out in the actor's picture, the others in truth. A shorthand that nothing
    needs belongs to the effects.
    """
    conditions: set[str] = set()
    effects: set[str] = set()
    binds: list[w.Bind] = []
    for s in body:
        if isinstance(s, w.Do) and s.call.word in ("when", "weigh", "deter"):
            conditions |= _words(s)
        elif isinstance(s, w.Bind) and not is_outcome(s.value):
            binds.append(s)
        else:
            effects |= _words(s)
    for bind in reversed(binds):
        if bind.word in conditions:
            conditions |= _words(bind)
        if bind.word in effects or bind.word not in conditions:
            effects |= {bind.word, *_words(bind)}
    return conditions, effects


def _words(s: w.WrittenStatement) -> set[str]:
    """Return every bare name in a statement."""
    return {e.word for e in w.expressions([s]) if isinstance(e, w.Name)}
