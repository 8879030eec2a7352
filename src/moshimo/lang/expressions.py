"""Gives every name its meaning and every value its type, and lets nobody read a mind."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from moshimo.errors import Problem, Span, listed, nearest
from moshimo.lang import tree, words
from moshimo.lang.calls import call
from moshimo.lang.model import (
    BAD,
    BOOL,
    INT,
    MOMENT,
    NEVER,
    NONE,
    NOTHING,
    NUMBER,
    SPAN,
    Attribute,
    Calc,
    Const,
    Ex,
    Quantity,
    Read,
    Type,
    Var,
)
from moshimo.lang.names import Names
from moshimo.lang.operators import operation
from moshimo.lang.types import fits, is_timed, shared, spoken

# Where an expression stands: in the actor's picture, in the truth, or in a quantity (as its user).
View: TypeAlias = Literal["picture", "truth", "quantity", "question"]

NOBODY_BY_NAME = (
    "a rule speaks of its roles; it names nobody and nothing of the world's files. What sets one "
    "member apart is an attribute."
)


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

    def elsewhere(self, view: View, mind: str = "") -> Typer:
        """Return what types a part that is read in another view, with the same names."""
        made = Typer(self.names, view, mind, self.scope, self.problems)
        made.quantity = self.quantity
        return made

    # messages ---------------------------------------------------------------------------------

    def wrong(self, code: str, at: Span, what: str, why: str = "", fix: str = "") -> Const:
        """Note a problem; what failed has the type *bad*, which is silent afterwards."""
        self.problems.append(Problem(code, at, what, why=why, fix=fix))
        return NOTHING

    def unknown(
        self, code: str, at: Span, what: str, word: str, known: Iterable[str], why: str = ""
    ) -> Const:
        """Note a name that nothing has, with the nearest that something has, or else why not."""
        choices = sorted(set(known))
        meant = nearest(word, choices)
        fix = f"there is: {listed(choices)}." if choices else ""
        if meant:
            fix, why = f"did you mean `{meant}`?", ""
        return self.wrong(code, at, what, why=why, fix=fix)

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
                return call(node, self)
            case tree.Operation():
                return operation(node, self)
            case tree.Either(test=test, yes=yes, no=no, at=at):
                one, other = self.value(yes, wanted), self.value(no, wanted)
                kind = self.same(one.type, other.type, at)
                return Calc(kind, "if", (self.truth(test), one, other), at.line)
            case tree.Every(at=at):
                what = "`… for x in Kind` stands inside any, all, sum, count or most"
                return self.wrong("misplaced", at, what)
            case tree.Text(at=at):
                return self.wrong("wrong-type", at, "a text is not a value here")
            case tree.Hole(at=at):
                return self.wrong("misplaced", at, "`None` stands only for a hole in a deed")

    def truth(self, node: tree.Expression) -> Ex:
        """Return a condition; anything but a yes or no is a problem."""
        made = self.value(node, BOOL)
        if made.type.tag not in ("bool", "bad"):
            number = made.type.tag in ("number", "int")
            fix = "compare it, for example `… > 0.5`." if number else "compare it with `==`."
            what = f"this is {spoken(made.type)}, where a yes or no is needed"
            self.wrong("wrong-type", node.at, what, fix=fix)
        return made

    def amount(self, node: tree.Expression) -> Ex:
        """Return a plain number."""
        made = self.value(node)
        if made.type.tag not in ("bool", "int", "number", "bad"):
            what = f"this is {spoken(made.type)}, where a number is needed"
            span = made.type.tag == "span"
            fix = "divide by a span, for example `… / hours(1)`." if span else ""
            timed = is_timed(made.type)
            self.wrong("unit-mismatch" if timed else "wrong-type", node.at, what, fix=fix)
        return made

    def fit(self, node: tree.Expression, wanted: Type) -> Ex:
        """Return the value, which must fit a place of type `wanted`."""
        made = self.value(node, wanted)
        if not fits(made.type, wanted):
            what = f"this is {spoken(made.type)}, where {spoken(wanted)} is needed"
            bare = wanted.tag == "span" and made.type.tag in ("int", "number")
            fix = "give it a unit, for example `minutes(5)`." if bare else ""
            timed = is_timed(made.type, wanted)
            self.wrong("unit-mismatch" if timed else "wrong-type", node.at, what, fix=fix)
        return made

    def same(self, one: Type, other: Type, at: Span) -> Type:
        """Return the type that holds both of two cases."""
        found = shared(one, other)
        if found is None:
            what = f"this is {spoken(one)} in one case and {spoken(other)} in the other"
            self.wrong("wrong-type", at, what)
        return found or BAD

    # names ------------------------------------------------------------------------------------

    def name(self, word: str, at: Span, wanted: Type | None) -> Ex:
        """Return what a bare word stands for, the nearest meaning first."""
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
        what = f"nothing here is called `{word}`"
        why = "" if self.names.members else NOBODY_BY_NAME
        return self.unknown("unknown-name", at, what, word, self._nameable(), why)

    def _nameable(self) -> list[str]:
        known = [*self.scope, *self.names.numbers, *words.TIMES_OF_DAY, "now", "never", "unknown"]
        known += [word for given in self.names.choices.values() for word in given]
        return [*known, *(kind.none for kind in self.names.kinds.values()), *self.names.members]

    # attributes -------------------------------------------------------------------------------

    def attribute(self, node: tree.Field, owner: Ex, word: str) -> Attribute | None:
        """Return the attribute meant by `owner.word`, or note why there is none."""
        if owner.type.tag == "bad":
            return None
        kind = self.names.kinds.get(owner.type.of) if owner.type.tag == "ref" else None
        if kind is None:
            self.wrong("wrong-type", node.at, f"{spoken(owner.type)} has no attributes")
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
        """Return the reading of `owner.word`."""
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
        """Return the reading of `owner.word[key]`."""
        owner = self.value(whole.owner)
        found = self.attribute(whole, owner, whole.name)
        if found is None:
            self.value(key)
            return NOTHING
        if not found.key:
            what = f"`{whole.name}` is one value, toward nobody"
            return self.wrong("wrong-type", whole.name_at, what)
        toward = self.fit(key, Type("ref", found.key))
        return self.read(Read(found.type, found, owner, toward, node.at.line), node.at)

    def read(self, made: Read, at: Span) -> Ex:
        """Return the reading, if whoever reads can know it."""
        attribute, owner = made.attribute, made.owner
        if attribute.who != "private" or attribute.kind != "Character":
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
