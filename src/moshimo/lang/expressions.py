"""Gives every name its meaning and every value its type, and lets nobody read a mind."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from moshimo.errors import Problem, Span, nearest
from moshimo.lang import tree, words
from moshimo.lang.model import (
    BAD,
    BOOL,
    DEED,
    INT,
    MOMENT,
    NEVER,
    NONE,
    NUMBER,
    SPAN,
    Ask,
    Attribute,
    Believe,
    Calc,
    Const,
    Each,
    Ex,
    Guess,
    Kind,
    Pattern,
    Quantity,
    Read,
    Recall,
    Type,
    Var,
)

# Where an expression stands: in the actor's picture, in the truth, or in a quantity (as its user).
View: TypeAlias = Literal["picture", "truth", "quantity", "question"]
NOTHING = Const(BAD, 0.0)
_ORDER = ("<", "<=", ">", ">=")


@dataclass(slots=True)
class Names:
    """All that rules can name, gathered from every file before any rule is read."""

    kinds: dict[str, Kind] = field(default_factory=dict)
    choices: dict[str, tuple[str, ...]] = field(default_factory=dict)
    meanings: dict[str, tuple[Var, ...]] = field(default_factory=dict)
    deeds: dict[str, tuple[Var, ...]] = field(default_factory=dict)
    outcomes: dict[str, dict[str, Type]] = field(default_factory=dict)
    events: set[str] = field(default_factory=set)
    quantities: dict[str, Quantity] = field(default_factory=dict)
    numbers: dict[str, float] = field(default_factory=dict)
    members: dict[str, tuple[str, int]] = field(default_factory=dict)  # only for questions


@dataclass(slots=True)
class Typer:
    """Types the expressions of one rule. `scope` grows as shorthands and outcomes appear."""

    names: Names
    view: View
    mind: str  # the role in whose picture it is read, "" in truth
    scope: dict[str, Ex]
    problems: list[Problem]
    answering: bool = False
    intimate: set[str] = field(default_factory=set)
    quantity: Callable[[str], Quantity | None] = lambda word: None

    # messages ---------------------------------------------------------------------------------

    def wrong(self, code: str, at: Span, what: str, why: str = "", fix: str = "") -> Const:
        """Note a problem; what failed has the type *bad*, which is silent afterwards."""
        self.problems.append(Problem(code, at, what, why=why, fix=fix))
        return NOTHING

    def unknown(self, code: str, at: Span, what: str, word: str, known: Iterable[str]) -> Const:
        """Note a name that nothing has, with the nearest one that something has."""
        choices = sorted(set(known))
        meant = nearest(word, choices)
        some = ", ".join(choices[:7]) + (
            f" and {len(choices) - 7} more" if len(choices) > 7 else ""
        )
        fix = f"did you mean `{meant}`?" if meant else (f"there is: {some}." if some else "")
        return self.wrong(code, at, what, fix=fix)

    # values -----------------------------------------------------------------------------------

    def value(self, node: tree.Expression, wanted: Type | None = None) -> Ex:
        """Return the typed expression; `wanted` settles what a bare word can mean."""
        match node:
            case tree.Number(value=value, truth=True):
                return Const(BOOL, float(value))
            case tree.Number(value=value):
                return Const(INT if isinstance(value, int) else NUMBER, value)
            case tree.Name(word=word, at=at):
                return self.name(word, at, wanted)
            case tree.Field(owner=owner, name=word):
                return self.field(node, self.value(owner), word)
            case tree.Item(whole=tree.Field() as whole, key=key):
                return self.item(node, whole, key)
            case tree.Item(at=at):
                return self.wrong("wrong-type", at, "only an attribute has values toward members")
            case tree.Call():
                return self.call(node, wanted)
            case tree.Operation():
                return self.operation(node)
            case tree.Either(test=test, yes=yes, no=no, at=at):
                one, other = self.value(yes, wanted), self.value(no, wanted)
                kind = self.same(one.type, other.type, at)
                return Calc(kind, "if", (self.truth(test), one, other), at.line)
            case tree.Every(at=at):
                return self.wrong(
                    "misplaced", at, "`… for x in Kind` stands inside any, all, sum, count or most"
                )
            case tree.Text(at=at):
                return self.wrong("wrong-type", at, "a text is not a value here")
            case tree.Hole(at=at):
                return self.wrong("misplaced", at, "`None` stands only for a hole in a deed")

    def truth(self, node: tree.Expression) -> Ex:
        """Return a condition; anything but a yes or no is a problem."""
        made = self.value(node, BOOL)
        if made.type.tag not in ("bool", "bad"):
            self.wrong(
                "wrong-type",
                node.at,
                f"this is {_a(made.type)}, where a yes or no is needed",
                fix="compare it, for example `… > 0.5`."
                if made.type.tag in ("number", "int")
                else "compare it with `==`.",
            )
        return made

    def amount(self, node: tree.Expression) -> Ex:
        """Return a plain number."""
        made = self.value(node)
        if made.type.tag not in ("bool", "int", "number", "bad"):
            self.wrong(
                "unit-mismatch" if made.type.tag in ("span", "moment") else "wrong-type",
                node.at,
                f"this is {_a(made.type)}, where a number is needed",
                fix="divide by a span, for example `… / hours(1)`."
                if made.type.tag == "span"
                else "",
            )
        return made

    def fit(self, node: tree.Expression, wanted: Type) -> Ex:
        """Return the value, which must fit a place of type `wanted`."""
        made = self.value(node, wanted)
        if not fits(made.type, wanted):
            code = (
                "unit-mismatch"
                if {made.type.tag, wanted.tag} & {"span", "moment"}
                else "wrong-type"
            )
            fix = ""
            if wanted.tag == "span" and made.type.tag in ("int", "number"):
                fix = "give it a unit, for example `minutes(5)`."
            self.wrong(
                code, node.at, f"this is {_a(made.type)}, where {_a(wanted)} is needed", fix=fix
            )
        return made

    def name(self, word: str, at: Span, wanted: Type | None) -> Ex:
        if word in self.scope:
            return self.scope[word]
        of, index = self.names.members.get(word, ("", 0))
        if word in self.names.members and not of:  # its data is wrong, and told so
            return NOTHING
        if of and wanted is not None and wanted.of == of:
            return Const(wanted, index)
        if word in self.names.numbers:
            return Const(NUMBER, self.names.numbers[word])
        if word == "now":
            return Calc(MOMENT, "now", ())
        if word == "never":
            return Const(MOMENT, NEVER)
        if word in words.TIMES_OF_DAY:
            return Calc(SPAN, word, ())
        if word == "unknown":
            return Const(wanted if wanted and wanted.tag == "ref" else NONE, -1)
        for kind in self.names.kinds.values():
            if kind.none == word and word != "nothing":
                return Const(Type("ref", kind.word), 0)
        if word == "nothing":
            return Const(wanted if wanted and wanted.tag in ("ref", "deed") else NONE, 0)
        if wanted and wanted.tag == "choice" and word in self.names.choices.get(wanted.of, ()):
            return Const(wanted, self.names.choices[wanted.of].index(word))
        for choice, given in self.names.choices.items():
            if word in given:
                return Const(Type("choice", choice), given.index(word))
        if of:
            return Const(Type("ref", of), index)
        known = [*self.scope, *self.names.numbers, *words.TIMES_OF_DAY, "now", "never", "unknown"]
        known += [w for given in self.names.choices.values() for w in given]
        known += [*(kind.none for kind in self.names.kinds.values()), *self.names.members]
        return self.unknown("unknown-name", at, f"nothing here is called `{word}`", word, known)

    # attributes -------------------------------------------------------------------------------

    def attribute(self, node: tree.Field, owner: Ex, word: str) -> Attribute | None:
        """Return the attribute meant by `owner.word`, or note why there is none."""
        if owner.type.tag == "bad":
            return None
        kind = self.names.kinds.get(owner.type.of) if owner.type.tag == "ref" else None
        if kind is None:
            self.wrong("wrong-type", node.at, f"{_a(owner.type)} has no attributes")
            return None
        found = kind.attribute(word)
        if found is None:
            self.unknown(
                "unknown-attribute",
                node.name_at,
                f"`{kind.word}` has no attribute `{word}`",
                word,
                [a.word for a in kind.attributes],
            )
        return found

    def field(self, node: tree.Field, owner: Ex, word: str) -> Ex:
        found = self.attribute(node, owner, word)
        if found is None:
            return NOTHING
        if found.key:
            return self.wrong(
                "wrong-type",
                node.name_at,
                f"`{word}` is one value toward each {found.key}",
                fix=f"say toward whom: `.{word}[…]`.",
            )
        return self.read(Read(found.type, found, owner, None, node.at.line), node.at)

    def item(self, node: tree.Item, whole: tree.Field, key: tree.Expression) -> Ex:
        owner = self.value(whole.owner)
        found = self.attribute(whole, owner, whole.name)
        if found is None:
            self.value(key)
            return NOTHING
        if not found.key:
            return self.wrong(
                "wrong-type", whole.name_at, f"`{whole.name}` is one value, toward nobody"
            )
        toward = self.fit(key, Type("ref", found.key))
        return self.read(Read(found.type, found, owner, toward, node.at.line), node.at)

    def read(self, made: Read, at: Span, *, guessed: bool = False) -> Ex:
        """Return the reading, if whoever reads can know it."""
        attribute, owner = made.attribute, made.owner
        if attribute.who != "private" or attribute.kind != "Character" or guessed:
            return made
        if self.view in ("truth", "question"):
            return made
        own = isinstance(owner, Var) and owner.word == self.mind
        if self.view == "quantity" and isinstance(owner, Var):
            self.intimate.add(owner.word)
            return made
        if own:
            return made
        whose = owner.word if isinstance(owner, Var) else "another"
        offer = f"`guess({whose}.{attribute.word}{'[…]' if made.key else ''})`"
        return self.wrong(
            "telepathy",
            at,
            f"`{self.mind or 'nobody'}` cannot know the `{attribute.word}` of `{whose}`",
            why="it is private: only its owner reads it, and what a character decides from is what "
            "that character could know.",
            fix=f"{offer} reads what is supposed of it"
            + ("" if attribute.guess is not None else f" (give `{attribute.full}` a guess)")
            + "; or declare it visible or known.",
        )

    # operators --------------------------------------------------------------------------------

    def operation(self, node: tree.Operation) -> Ex:
        op, at = node.op, node.at
        if op in ("and", "or", "not"):
            return Calc(BOOL, op, tuple(self.truth(arg) for arg in node.args), at.line)
        if op in ("unknown", "heard_of"):
            made = self.value(node.args[0])
            if made.type.tag not in ("ref", "bad"):
                self.wrong("wrong-type", at, "only a reference to a member can be unknown")
            known = Calc(BOOL, "unknown", (made,), at.line)
            return known if op == "unknown" else Calc(BOOL, "not", (known,), at.line)
        if op == "neg":
            inner = self.value(node.args[0])
            if isinstance(inner, Const) and inner.type.tag in ("int", "number"):
                return Const(inner.type, -inner.value)
            if inner.type.tag not in ("int", "number", "span", "bool", "bad"):
                self.wrong("wrong-type", at, f"{_a(inner.type)} has no negative")
            kind = inner.type if inner.type.tag in ("int", "span") else NUMBER
            return Calc(kind, "neg", (inner,), at.line)
        left, right = self.value(node.args[0]), self.value(node.args[1])
        if op in ("==", "!=") and (isinstance(node.args[0], tree.Name) or left.type.tag == "none"):
            left = self.value(node.args[0], right.type) if left.type.tag != "bad" else left
        if op in ("==", "!=") and isinstance(node.args[1], tree.Name) and right.type.tag != "bad":
            right = self.value(node.args[1], left.type)
        if op in ("==", "!=", *_ORDER):
            return self.comparison(op, left, right, at)
        return self.arithmetic(op, left, right, at)

    def comparison(self, op: str, left: Ex, right: Ex, at: Span) -> Ex:
        one, other = left.type, right.type
        if "bad" not in (one.tag, other.tag):
            if any(
                isinstance(e, Const) and e.value == -1 and e.type.tag in ("none", "ref")
                for e in (left, right)
            ):
                return self.wrong(
                    "wrong-type", at, "unknown compares with nothing", fix="write `… is unknown`."
                )
            alike = fits(one, other) or fits(other, one)
            if not alike or (op in _ORDER and one.tag in ("ref", "deed", "none")):
                code = (
                    "unit-mismatch" if {one.tag, other.tag} & {"span", "moment"} else "wrong-type"
                )
                fix = ""
                if {one.tag, other.tag} & {"int", "number"}:
                    timed = {"span": "`hours(5)`", "moment": "`day(2)`"}
                    fix = timed.get(one.tag) or timed.get(other.tag) or ""
                self.wrong(
                    code,
                    at,
                    f"{_a(one)} cannot be compared with {_a(other)}"
                    + (f" by `{op}`" if alike else ""),
                    fix=fix and f"compare it with another, for example {fix}.",
                )
        return Calc(BOOL, op, (left, right), at.line)

    def arithmetic(self, op: str, left: Ex, right: Ex, at: Span) -> Ex:
        one, other = left.type.tag, right.type.tag
        plain = ("bool", "int", "number")
        made: Type | None = None
        if "bad" in (one, other):
            made = BAD
        elif one in plain and other in plain:
            whole = one in ("bool", "int") and other in ("bool", "int")
            made = INT if whole and op != "/" else NUMBER
            if op in ("//", "%") and not whole:
                made = None
        elif op in ("+", "-"):
            made = {
                ("moment", "span"): MOMENT,
                ("span", "span"): SPAN,
                ("moment", "moment"): SPAN if op == "-" else None,
                ("span", "moment"): MOMENT if op == "+" else None,
            }.get((one, other))
        elif op == "*" and {one, other} <= {"span", *plain}:
            made = SPAN if (one == "span") != (other == "span") else None
        elif op == "/" and one == "span":
            made = NUMBER if other == "span" else SPAN if other in plain else None
        if made is None:
            timed = {one, other} & {"span", "moment"}
            return self.wrong(
                "unit-mismatch" if timed else "wrong-type",
                at,
                f"`{op}` does not go with {_a(left.type)} and {_a(right.type)}",
                fix="divide by a span to get a number, for example `… / hours(1)`."
                if timed
                else "",
            )
        return Calc(made, op, (left, right), at.line)

    def same(self, one: Type, other: Type, at: Span) -> Type:
        if fits(other, one):
            return NUMBER if one.tag == "number" else (other if one.tag == "none" else one)
        if fits(one, other):
            return NUMBER if other.tag == "number" else other
        self.wrong("wrong-type", at, f"this is {_a(one)} in one case and {_a(other)} in the other")
        return BAD

    # words ------------------------------------------------------------------------------------

    def call(self, node: tree.Call, wanted: Type | None) -> Ex:
        word, at, line = node.word, node.at, node.at.line
        if word in words.NOT_YET:
            return self.wrong(
                "not-yet",
                node.word_at,
                f"`{word}` does not run yet",
                f"{words.NOT_YET[word]} with a later version.",
            )
        if word in words.GATHERERS:
            return self.gather(node)
        match word:
            case "recalls" | "since" | "happened":
                return self.recall(node)
            case "believes":
                return self.believes(node)
            case "guess":
                return self.guess(node)
            case "doing":
                return self.doing(node)
            case "last_heard":
                made = self.value(node.args[0]) if len(node.args) == 1 else NOTHING
                if not isinstance(made, Read):
                    return self.wrong(
                        "wrong-type",
                        at,
                        "`last_heard` takes an attribute",
                        fix="for example `last_heard(x.place)`.",
                    )
                return Calc(MOMENT, "last_heard", (made,), line)
            case "sees":
                both = (words.CHARACTER, words.CHARACTER)
                return Calc(BOOL, "sees", self.arguments(node, both), line)
            case "about":
                args = self.arguments(node, (DEED, BAD))
                return Calc(BOOL, "about", args, line)
        if word in words.SPANS:
            args = self.arguments(node, (NUMBER,))
            if args and isinstance(args[0], Const):
                return Const(SPAN, args[0].value * words.SPANS[word])
            return Calc(SPAN, "*", (*args, Const(NUMBER, words.SPANS[word])), line)
        if word in words.NUMERIC:
            return self.numeric(node)
        if word in words.PLAIN:
            takes, gives = words.PLAIN[word]
            if word == "in_time" and not self.answering and self.view == "picture":
                return self.wrong("misplaced", at, "`in_time()` means something only in an answer")
            return Calc(gives, word, self.arguments(node, takes), line)
        found = self.quantity(word)
        if found is not None:
            return self.ask(node, found)
        if word in words.DICE:
            return self.wrong(
                "misplaced",
                node.word_at,
                f"`{word}` is thrown only in effects, and given a name",
                fix=f"write `outcome = {word}(…)`.",
            )
        if word in words.STATEMENTS:
            return self.wrong("misplaced", node.word_at, f"`{word}(…)` stands on a line of its own")
        if word in self.names.deeds or word in self.names.meanings:
            return self.wrong(
                "misplaced",
                node.word_at,
                f"`{word}` is a deed, not a value",
                fix=f"ask whether somebody remembers it: `recalls(mind, {word}(…))`.",
            )
        return self.unknown(
            "unknown-word",
            node.word_at,
            f"there is no word or quantity `{word}`",
            word,
            [*words.EXPRESSIONS, *self.names.quantities],
        )

    def arguments(self, node: tree.Call, takes: tuple[Type, ...]) -> tuple[Ex, ...]:
        if node.named or len(node.args) != len(takes):
            self.wrong(
                "wrong-count",
                node.at,
                f"`{node.word}` takes {counted(len(takes), 'value')}, not {len(node.args) + len(node.named)}",
            )
            return tuple(Const(t, 0) for t in takes)
        return tuple(
            self.value(arg) if t.tag == "bad" else self.fit(arg, t)
            for arg, t in zip(node.args, takes, strict=True)
        )

    def numeric(self, node: tree.Call) -> Ex:
        count = words.NUMERIC[node.word]
        if len(node.args) != count or node.named:
            return self.wrong(
                "wrong-count", node.at, f"`{node.word}` takes {counted(count, 'number')}"
            )
        args = tuple(self.value(arg) for arg in node.args)
        kind = args[0].type
        for arg, given in zip(node.args[1:], args[1:], strict=True):
            kind = self.same(kind, given.type, arg.at)
        if kind.tag not in ("int", "number", "span", "moment", "bool", "bad"):
            return self.wrong("wrong-type", node.at, f"`{node.word}` takes numbers, not {_a(kind)}")
        if kind.tag in ("bool", "number"):
            kind = NUMBER
        return Calc(kind, node.word, args, node.at.line)

    def ask(self, node: tree.Call, found: Quantity) -> Ex:
        args = self.arguments(node, tuple(role.type for role in found.roles))
        for index in sorted(found.intimate):
            given = args[index] if index < len(args) else NOTHING
            own = isinstance(given, Var) and given.word == self.mind
            if self.view == "quantity" and isinstance(given, Var):
                self.intimate.add(given.word)
            elif self.view == "picture" and not own and given.type.tag != "bad":
                whose = given.word if isinstance(given, Var) else "another"
                self.wrong(
                    "telepathy",
                    node.at,
                    f"`{found.word}` reads private attributes of `{whose}`, which `{self.mind}` cannot know",
                    why="what a character decides from is what that character could know.",
                    fix="read them with guess(…) in the quantity, or declare them visible or known.",
                )
        return Ask(found.type, found.word, args, node.at.line)

    def gather(self, node: tree.Call) -> Ex:
        every = node.args[0] if len(node.args) == 1 else None
        if not isinstance(every, tree.Every) or any(n != "by" for n, _ in node.named):
            return self.wrong(
                "wrong-type",
                node.at,
                f"`{node.word}` goes over the members of a kind",
                fix=f"for example `{node.word}(… for x in Character if …)`.",
            )
        return self.each(node.word, every, dict(node.named).get("by"), node.at)

    def each(self, how: str, every: tree.Every, by: tree.Expression | None, at: Span) -> Ex:
        """Return what is gathered over a kind; its variable is in scope only inside."""
        if every.kind not in self.names.kinds:
            return self.unknown(
                "unknown-kind",
                every.kind_at,
                f"there is no kind `{every.kind}`",
                every.kind,
                self.names.kinds,
            )
        if every.word in self.scope:
            return self.wrong(
                "name-twice", every.at, f"`{every.word}` is already something else here"
            )
        var = Var(Type("ref", every.kind), every.word)
        self.scope[every.word] = var
        conditions = tuple(self.truth(test) for test in every.conditions)
        order = self.amount(by) if by is not None else None
        value: Ex
        if how in ("any", "all"):
            value, kind = self.truth(every.value), BOOL
        elif how == "count":
            value, kind = self.value(every.value), INT
        elif order is not None:
            value, kind = self.value(every.value), var.type
            how += "_by"
            if value != var:
                self.wrong("wrong-type", every.at, "with `by=` the member itself stands first")
        else:
            value = self.value(every.value)
            kind = value.type if value.type.tag in ("int", "span") else NUMBER
            if value.type.tag == "ref" and how in ("most", "least"):
                self.wrong(
                    "wrong-count",
                    at,
                    f"`{how}` of members needs `by=`",
                    fix="say by what, for example `by=mind.affection[x]`.",
                )
                kind = BAD
            elif value.type.tag not in ("bool", "int", "number", "span", "bad"):
                self.wrong(
                    "wrong-type", every.at, f"`{how}` goes over numbers, not {_a(value.type)}"
                )
        del self.scope[every.word]
        return Each(kind, how, var, every.kind, conditions, value, order, at.line)

    # minds ------------------------------------------------------------------------------------

    def whose(self, node: tree.Expression, word: str) -> Ex:
        mind = self.fit(node, words.CHARACTER)
        own = isinstance(mind, Var) and mind.word == self.mind
        if self.view == "quantity" and isinstance(mind, Var):
            self.intimate.add(mind.word)
        elif self.view == "picture" and not own and mind.type.tag != "bad":
            self.wrong(
                "telepathy",
                node.at,
                f"`{self.mind}` cannot know what another {word}",
                why="only one's own mind is open to one.",
                fix=f"ask `{self.mind}`.",
            )
        return mind

    def recall(self, node: tree.Call) -> Ex:
        named = dict(node.named)
        happened = node.word == "happened"
        count = 1 if happened else 2
        if len(node.args) != count or set(named) - {"within"}:
            return self.wrong(
                "wrong-count",
                node.at,
                f"`{node.word}` takes {'a deed' if happened else 'a mind and a deed'}",
                fix="for example `recalls(mind, promise(None, mind))`.",
            )
        if happened and self.view != "question":
            self.wrong(
                "misplaced",
                node.at,
                "`happened` is for questions; in a rule somebody remembers",
                fix="write `recalls(mind, …)`.",
            )
        mind = Const(words.CHARACTER, 0) if happened else self.whose(node.args[0], "remembers")
        pattern = self.pattern(node.args[-1])
        if pattern is None:
            return NOTHING
        within = self.fit(named["within"], SPAN) if "within" in named else None
        kind = SPAN if node.word == "since" else BOOL
        how: Literal["recalls", "since", "happened"] = "recalls"
        if node.word == "since":
            how = "since"
        elif happened:
            how = "happened"
        return Recall(kind, how, mind, pattern, within, node.at.line)

    def pattern(self, node: tree.Expression) -> Pattern | None:
        """Return a deed or meaning with holes."""
        deeds = {**self.names.deeds, **self.names.meanings}
        if not isinstance(node, tree.Call):
            self.wrong(
                "wrong-type", node.at, "this is no deed", fix="for example `exile(judge, None)`."
            )
            return None
        if node.word not in deeds:
            self.unknown(
                "unknown-deed",
                node.word_at,
                f"there is no deed or meaning `{node.word}`",
                node.word,
                deeds,
            )
            return None
        roles = deeds[node.word]
        if len(node.args) > len(roles):
            self.wrong(
                "wrong-count",
                node.at,
                f"`{node.word}` has {counted(len(roles), 'role')}, not {len(node.args)}",
            )
            return None
        args: list[Ex | None] = []
        for role, arg in zip(roles, node.args, strict=False):
            args.append(None if isinstance(arg, tree.Hole) else self.fit(arg, role.type))
        args += [None] * (len(roles) - len(args))
        known = self.names.outcomes.get(node.word, {})
        outcomes = []
        for word, given in node.named:
            if word not in known:
                self.unknown(
                    "unknown-outcome",
                    given.at,
                    f"`{node.word}` has no outcome `{word}`",
                    word,
                    known,
                )
            else:
                outcomes.append((word, self.fit(given, known[word])))
        return Pattern(node.word, tuple(args), tuple(outcomes))

    def believes(self, node: tree.Call) -> Ex:
        if len(node.args) != 2 or node.named:
            return self.wrong(
                "wrong-count", node.at, "`believes` takes a mind and what it believes"
            )
        mind = self.whose(node.args[0], "believes")
        inner = Typer(
            self.names,
            "picture",
            mind.word if isinstance(mind, Var) else "",
            self.scope,
            self.problems,
        )
        inner.quantity = self.quantity
        return Believe(BOOL, mind, inner.truth(node.args[1]))

    def guess(self, node: tree.Call) -> Ex:
        if len(node.args) != 1 or not isinstance(node.args[0], tree.Field | tree.Item):
            return self.wrong(
                "wrong-type",
                node.at,
                "`guess` takes an attribute",
                fix="for example `guess(x.mercy)`.",
            )
        given = node.args[0]
        inner = Typer(self.names, "truth", "", self.scope, self.problems)
        inner.quantity = self.quantity
        made = inner.value(given)
        if not isinstance(made, Read):
            return NOTHING
        attribute = made.attribute
        if attribute.who == "private" and attribute.guess is None:
            self.wrong(
                "no-guess",
                given.at,
                f"`{attribute.full}` says nothing of what others suppose",
                fix="declare it with a guess: `private(…, guess=0.5)` or `guess=own`.",
            )
        return Guess(made.type, made)

    def doing(self, node: tree.Call) -> Ex:
        match node.args:
            case (who, tree.Name(word=word, at=at)) if not node.named:
                if word not in self.names.deeds:
                    return self.unknown(
                        "unknown-deed", at, f"there is no deed `{word}`", word, self.names.deeds
                    )
                made = self.fit(who, words.CHARACTER)
                return Calc(BOOL, f"doing:{word}", (made,), node.at.line)
        return self.wrong("wrong-count", node.at, "`doing` takes a person and a deed's name")


def fits(given: Type, wanted: Type) -> bool:
    """Whether a value of one type can stand where the other is wanted."""
    if "bad" in (given.tag, wanted.tag):
        return True
    if given.tag == "none":
        return wanted.tag in ("ref", "deed", "none")
    match wanted.tag:
        case "number":
            return given.tag in ("number", "int", "bool")
        case "int":
            return given.tag in ("int", "bool")
        case "ref" | "choice":
            return given.tag == wanted.tag and given.of == wanted.of
    return given.tag == wanted.tag


def counted(n: int, word: str) -> str:
    """Return a number of things in words: `1 value`, `2 values`."""
    return f"{n} {word}" if n == 1 else f"{n} {word}s"


def _a(kind: Type) -> str:
    """Name a type in a sentence."""
    match kind.tag:
        case "bool":
            return "a yes or no"
        case "int" | "number":
            return "a number"
        case "moment":
            return "a Moment"
        case "span":
            return "a Span"
        case "deed":
            return "a Deed"
        case "none":
            return "nothing"
        case "bad":
            return "something unclear"
    return f"{'an' if kind.of[:1] in 'AEIOU' else 'a'} {kind.of}"
