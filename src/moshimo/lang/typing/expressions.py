"""Types expressions: names get their meaning, values their type; no rule reads another mind."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias, assert_never

from moshimo.errors import Problem, Span, did_you_mean, listed, nearest
from moshimo.lang import typed as t
from moshimo.lang import words
from moshimo.lang import written as w
from moshimo.lang.laws import Quantity, Rule
from moshimo.lang.newborns import newborn, origin
from moshimo.lang.types import (
    BAD,
    BOOL,
    DEED,
    INT,
    MOMENT,
    NEVER,
    NONE,
    NUMBER,
    TYPES,
    Attribute,
    Kind,
    Sign,
    Type,
    fits,
    is_timed,
    reckoned,
    shared,
    spoken,
)

# Where an expression stands: in the actor's picture, in the truth, or in a quantity (as its user).
Standpoint: TypeAlias = Literal["picture", "truth", "quantity", "question"]
Claiming: TypeAlias = Literal["", "made", "asked"]

_NOBODY_BY_NAME = (
    "a rule speaks of its roles; it names nobody and nothing of the world's files. What sets one "
    "member apart is an attribute."
)


@dataclass(slots=True)
class Names:
    """All that rules can name, gathered from every file before any rule is read."""

    kinds: dict[str, Kind] = field(default_factory=dict)
    choices: dict[str, tuple[str, ...]] = field(default_factory=dict)
    meanings: dict[str, tuple[t.Var, ...]] = field(default_factory=dict)
    deeds: dict[str, tuple[t.Var, ...]] = field(default_factory=dict)
    outcomes: dict[str, dict[str, Type]] = field(default_factory=dict)
    events: set[str] = field(default_factory=set)
    quantities: dict[str, Quantity] = field(default_factory=dict)
    numbers: dict[str, float] = field(default_factory=dict)
    members: dict[str, tuple[str, int]] = field(default_factory=dict)  # only for questions
    claims: dict[str, Rule] = field(default_factory=dict)  # those that are spoken of somewhere
    births: bool = False  # whether somebody can be born like another


@dataclass(slots=True)
class Typer:
    """Types the expressions of one rule. `scope` grows as shorthands and outcomes appear.

    Attributes:
        view: where the expressions stand.
        mind: the role in whose picture it reads, "" in truth.
        scope: roles, and whatever else has a meaning only there.
        problems: what is wrong is added to these.
        quantity: returns a named quantity, checked.
        call: types words with brackets (`typing/calls.py`).
        answering: whether the rule is an answer.
        wishing: whether it is how much somebody wants something, which can be foreseen.
        claiming: whether a claim about a state that stands here is made, or asked for.
        intimate: of a quantity: the roles whose private attributes it reads.
    """

    names: Names
    view: Standpoint
    mind: str
    scope: dict[str, t.Ex]
    problems: list[Problem]
    quantity: Callable[[str], Quantity | None]
    call: Callable[[w.Call, Typer], t.Ex]
    answering: bool = False
    wishing: bool = False
    claiming: Claiming = ""
    intimate: set[str] = field(default_factory=set)

    def elsewhere(self, view: Standpoint, mind: str = "") -> Typer:
        """Return a typer for a part that stands elsewhere, with the same names."""
        return replace(self, view=view, mind=mind, answering=False, wishing=False, intimate=set())

    # messages ---------------------------------------------------------------------------------

    def wrong(self, code: str, at: Span, what: str, why: str = "", fix: str = "") -> t.Const:
        """Note a problem; what failed has the type *bad*, which is silent afterwards."""
        self.problems.append(Problem(code, at, what, why=why, fix=fix))
        return t.NOTHING

    def unknown(
        self, code: str, at: Span, what: str, word: str, known: Iterable[str], why: str = ""
    ) -> t.Const:
        """Note a name that nothing has, with the nearest that something has, or else why not."""
        choices = sorted(set(known))
        meant = nearest(word, choices)
        fix = f"there is: {listed(choices)}." if choices else ""
        if meant:
            fix, why = f"did you mean `{meant}`?", ""
        return self.wrong(code, at, what, why=why, fix=fix)

    # names that are declared ------------------------------------------------------------------

    def kind(self, word: str, at: Span, *, all_types: bool = False) -> Type:
        """Return the type that a word names: a kind or, with `all_types`, any other type."""
        kinds, choices = self.names.kinds, self.names.choices
        if word in kinds:
            return Type("ref", word)
        if word == "Deed" or (all_types and word in TYPES):
            return TYPES[word]
        if all_types and word in choices:
            return Type("choice", word)
        known = [*kinds, "Deed", *([*TYPES, *choices] if all_types else [])]
        what = f"there is no {'type' if all_types else 'kind'} `{word}`"
        fix = did_you_mean(word, known) or f"there is: {', '.join(sorted(known))}."
        code = "unknown-type" if all_types else "unknown-kind"
        self.wrong(code, at, what if word else "a role needs its kind", fix=fix)
        return BAD

    def fresh(self, word: str, at: Span) -> None:
        """Note a name that is a word of the language, or that something else has already."""
        names = self.names
        if word in words.RESERVED:
            self.wrong("name-twice", at, f"`{word}` is a word of the language")
        elif word in {*names.kinds, *names.choices, *names.meanings, *names.numbers}:
            self.wrong("name-twice", at, f"`{word}` means something already")

    def new(self, word: str, at: Span) -> t.Const:
        """Note a name that means something already."""
        if word in self.scope:
            self.wrong("name-twice", at, f"`{word}` is already something else here")
        return t.NOTHING

    def local(self, word: str, node: w.Expression, at: Span) -> t.Local:
        """Return a shorthand; it joins the scope."""
        worked = self.value(node)
        self.scope[word] = t.Var(worked.type, word, at)
        return t.Local(word, worked, at)

    def claim(self, node: w.Expression, how: Claiming) -> t.Ex:
        """Return a value; a claim about a state that it is can be made, or asked for."""
        return replace(self, claiming=how if is_claim(node) else "").value(node, DEED)

    # values -----------------------------------------------------------------------------------

    def value(self, node: w.Expression, wanted: Type | None = None) -> t.Ex:
        """Return the typed expression; `wanted` settles the meaning of a bare word."""
        match node:
            case w.Numeral(value=value, truth=True, at=at):
                return t.Const(BOOL, float(value), at)
            case w.Numeral(value=value, at=at):
                return t.Const(INT if isinstance(value, int) else NUMBER, value, at)
            case w.Name(word=word, at=at):
                return self.name(word, at, wanted)
            case w.Dotted():
                return self.attribute(node, None, node.at)
            case w.Item(whole=w.Dotted() as whole, key=key, at=at):
                return self.attribute(whole, key, at)
            case w.Item(at=at):
                return self.wrong("wrong-type", at, "only an attribute has values toward members")
            case w.Call():
                return self.call(node, self)
            case w.Operation():
                return _operation(node, self)
            case w.Either(test=test, yes=yes, no=no, at=at):
                one, other = self.value(yes, wanted), self.value(no, wanted)
                kind = self.same(one.type, other.type, at)
                return t.Calc(kind, "if", (self.truth(test), one, other), at)
            case w.Every(at=at):
                what = "`… for x in Kind` stands inside any, all, sum, count or most"
                return self.wrong("misplaced", at, what)
            case w.Text(at=at):
                return self.wrong("wrong-type", at, "a text is not a value here")
            case w.Hole(at=at):
                return self.wrong("misplaced", at, "`None` stands only for a hole in a deed")
        assert_never(node)

    def truth(self, node: w.Expression) -> t.Ex:
        """Return a condition; anything but a yes or no is a problem."""
        made = self.value(node, BOOL)
        if made.type.tag not in ("bool", "bad"):
            number = made.type.tag in ("number", "int")
            fix = "compare it, for example `… > 0.5`." if number else "compare it with `==`."
            what = f"this is {spoken(made.type)}, where a yes or no is needed"
            self.wrong("wrong-type", node.at, what, fix=fix)
        return made

    def amount(self, node: w.Expression) -> t.Ex:
        """Return a plain number."""
        made = self.value(node)
        if made.type.tag not in ("bool", "int", "number", "bad"):
            what = f"this is {spoken(made.type)}, where a number is needed"
            span = made.type.tag == "span"
            fix = "divide by a span, for example `… / hours(1)`." if span else ""
            timed = is_timed(made.type)
            self.wrong("unit-mismatch" if timed else "wrong-type", node.at, what, fix=fix)
        return made

    def fit(self, node: w.Expression, wanted: Type) -> t.Ex:
        """Return the value, which must fit a place of type `wanted`."""
        made = self.value(node, wanted)
        if not fits(made.type, wanted):
            what = f"this is {spoken(made.type)}, where {spoken(wanted)} is needed"
            bare = wanted.tag == "span" and made.type.tag in ("int", "number")
            fix = "give it a unit, for example `minutes(5)`." if bare else ""
            if (made.type.tag, wanted.tag) == ("number", "int"):
                what = "this may be a fraction, where a whole number is needed"
                fix = "`roll(1, 6)` throws a whole number, and `a // b` divides without a fraction."
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

    def name(self, word: str, at: Span, wanted: Type | None) -> t.Ex:
        """Return the meaning of a bare word, the nearest first."""
        if word in self.scope:
            held = self.scope[word]
            return t.Var(held.type, held.word, at) if isinstance(held, t.Var) else held
        found = self.names.members.get(word) or self.newborn(word, at)
        of, index = found or ("", 0)
        if found and not of:  # its data is wrong, and told so
            return t.NOTHING
        if of and wanted is not None and wanted.of == of:
            return t.Const(wanted, index, at)
        if word in self.names.numbers:
            return t.Const(NUMBER, self.names.numbers[word], at)
        if word in words.BARE:
            time, kind = words.BARE[word]
            return t.Builtin(kind, time, (), at)
        if word == "never":
            return t.Const(MOMENT, NEVER, at)
        if word == "unknown":
            return t.Unknown(wanted if wanted and wanted.tag == "ref" else NONE, at)
        for member in self.names.kinds.values():
            if member.none == word and word != "nothing":
                return t.Const(Type("ref", member.word), 0, at)
        if word == "nothing":
            return t.Const(wanted if wanted and wanted.tag in ("ref", "deed") else NONE, 0, at)
        if wanted and wanted.tag == "choice" and word in self.names.choices.get(wanted.of, ()):
            return t.Const(wanted, self.names.choices[wanted.of].index(word), at)
        for choice, given in self.names.choices.items():
            if word in given:
                return t.Const(Type("choice", choice), given.index(word), at)
        if of:
            return t.Const(Type("ref", of), index, at)
        what = f"nothing here is called `{word}`"
        why = "" if self.names.members else _NOBODY_BY_NAME
        known = [*self.scope, *self.names.numbers, *words.TIMES_OF_DAY, "now", "never", "unknown"]
        known += [word for given in self.names.choices.values() for word in given]
        known += [*(kind.none for kind in self.names.kinds.values()), *self.names.members]
        return self.unknown("unknown-name", at, what, word, known, why)

    def newborn(self, word: str, at: Span) -> tuple[str, int] | None:
        """Return the kind and number of who is born like a member; ("", 0) if that is wrong."""
        found, (like, _) = newborn(word, self.names.members), origin(word, self.names.members)
        if found is None and like and self.names.members:
            people = [word for word, (kind, _) in self.names.members.items() if kind == "Character"]
            what = f"there is nobody `{like}` whom somebody could be born like"
            self.unknown("unknown-member", at, what, like, people)
            return "", 0
        if found is not None and not self.names.births:
            what = f"nobody is ever born like `{like}` in this world"
            fix = "let a rule bear them: `other = born(Character, like=…)`."
            self.wrong("unknown-member", at, what, fix=fix)
        return found

    # attributes -------------------------------------------------------------------------------

    def attribute(self, node: w.Dotted, key: w.Expression | None, at: Span) -> t.Ex:
        """Return the reading of `owner.word` or `owner.word[key]`."""
        owner, word = self.value(node.owner), node.name
        found = self.declared(node, owner)
        if found is None:
            if key is not None:
                self.value(key)
            return t.NOTHING
        if found.key and key is None:
            what = f"`{word}` is one value toward each {found.key}"
            fix = f"say toward whom: `.{word}[…]`."
            return self.wrong("wrong-type", node.name_at, what, fix=fix)
        if key is not None and not found.key:
            what = f"`{word}` is one value, toward nobody"
            return self.wrong("wrong-type", node.name_at, what)
        toward = None if key is None else self.fit(key, Type("ref", found.key))
        made = t.Read(found.type, found, owner, toward, at)
        shut = found.who == "private" and found.kind == "Character" and self.is_closed(owner)
        return self.telepathy(made) if shut else made

    def declared(self, node: w.Dotted, owner: t.Ex) -> Attribute | None:
        """Return the attribute meant by `owner.word`, or note why there is none."""
        if owner.type.tag == "bad":
            return None
        kind = self.names.kinds.get(owner.type.of) if owner.type.tag == "ref" else None
        if kind is None:
            self.wrong("wrong-type", node.at, f"{spoken(owner.type)} has no attributes")
            return None
        found = kind.attribute(node.name)
        if found is None:
            what = f"`{kind.word}` has no attribute `{node.name}`"
            known = [a.word for a in kind.attributes]
            self.unknown("unknown-attribute", node.name_at, what, node.name, known)
        return found

    def is_closed(self, mind: t.Ex) -> bool:
        """Whether what is private to a mind cannot be known here; a quantity notes whose it is."""
        word = mind.word if isinstance(mind, t.Var) else ""
        if self.view == "quantity" and word:
            self.intimate.add(word)
        elif self.view in ("quantity", "picture") and mind.type.tag != "bad":
            return not word or word != self.mind
        return False

    def telepathy(self, made: t.Read) -> t.Const:
        """Note the reading of a value that the reader could not know."""
        attribute, whose = made.attribute, called(made.owner)
        offer = f"`guess({whose}.{attribute.word}{'[…]' if made.key else ''})`"
        who = f"`{self.mind}`" if self.mind else "a mind"
        what = f"{who} cannot know the `{attribute.word}` of `{whose}`"
        why = "it is private: only its owner reads it, and what a character decides from is what "
        why += "that character could know."
        fix = "" if attribute.guess is not None else f" (give `{attribute.full}` a guess)"
        fix = f"{offer} reads what is supposed of it{fix}; or declare it visible or known."
        return self.wrong("telepathy", made.at, what, why, fix)


def called(owner: t.Ex) -> str:
    """Return how a message calls the owner of an attribute: as the author does."""
    at = owner.at
    return at.text[at.column - 1 : at.column - 1 + at.width].strip() or "another"


def is_claim(node: w.Expression) -> bool:
    """Whether this says that something is so, and does not ask it of a claim."""
    return isinstance(node, w.Call) and node.word == "is_so" and len(node.args) != 1


# operators ------------------------------------------------------------------------------------


def _operation(node: w.Operation, typer: Typer) -> t.Ex:
    """Return the typed operation."""
    op, at = node.op, node.at
    match op:
        case "and" | "or" | "not":
            return t.Calc(BOOL, op, tuple(typer.truth(arg) for arg in node.args), at)
        case "unknown" | "heard_of":
            return _unknown(node, typer)
        case "neg":
            return _negative(node, typer)
        case "==" | "!=":
            return _comparison(op, *_equals(node, typer), at, typer)
    left, right = typer.value(node.args[0]), typer.value(node.args[1])
    if op == "<" or op == "<=" or op == ">" or op == ">=":
        return _comparison(op, left, right, at, typer)
    kind = reckoned(op, left.type, right.type)
    if kind is not None:
        return t.Calc(kind, op, (left, right), at)
    timed = is_timed(left.type, right.type)
    what = f"`{op}` does not go with {spoken(left.type)} and {spoken(right.type)}"
    fix = "divide by a span to get a number, for example `… / hours(1)`." if timed else ""
    return typer.wrong("unit-mismatch" if timed else "wrong-type", at, what, fix=fix)


def _unknown(node: w.Operation, typer: Typer) -> t.Ex:
    made = typer.value(node.args[0])
    if made.type.tag not in ("ref", "bad"):
        typer.wrong("wrong-type", node.at, "only a reference to a member can be unknown")
    unknown = t.Builtin(BOOL, "unknown", (made,), node.at)
    return unknown if node.op == "unknown" else t.Calc(BOOL, "not", (unknown,), node.at)


def _negative(node: w.Operation, typer: Typer) -> t.Ex:
    inner = typer.value(node.args[0])
    if isinstance(inner, t.Const) and inner.type.tag in ("int", "number"):
        return t.Const(inner.type, -inner.value, node.at)
    if inner.type.tag not in ("int", "number", "span", "bool", "bad"):
        typer.wrong("wrong-type", node.at, f"{spoken(inner.type)} has no negative")
    kind = inner.type if inner.type.tag in ("int", "span") else NUMBER
    return t.Calc(kind, "neg", (inner,), node.at)


def _equals(node: w.Operation, typer: Typer) -> tuple[t.Ex, t.Ex]:
    """Return both sides; the type of one settles the meaning of a bare word on the other."""
    one, other = node.args
    if is_claim(one) or is_claim(other):
        return typer.claim(one, "asked"), typer.claim(other, "asked")
    left, right = typer.value(one), typer.value(other)
    if left.type.tag == "none":
        left = _none_of(left, right.type)
    elif isinstance(one, w.Name) and left.type.tag != "bad":
        left = typer.value(one, right.type)
    if isinstance(other, w.Name) and right.type.tag != "bad":
        right = typer.value(other, left.type)
    return left, right


def _none_of(e: t.Ex, wanted: Type) -> t.Ex:
    """Return `nothing` or `unknown`, perhaps by cases, as of the kind beside which it stands."""
    match e:
        case t.Const(at=at) if wanted.tag in ("ref", "deed"):
            return t.Const(wanted, 0, at)
        case t.Unknown(at=at) if wanted.tag == "ref":
            return t.Unknown(wanted, at)
        case t.Calc(_, "if", (test, yes, no), at):
            cases = _none_of(yes, wanted), _none_of(no, wanted)
            return t.Calc(shared(cases[0].type, cases[1].type) or BAD, "if", (test, *cases), at)
    return e


def _comparison(op: Sign, left: t.Ex, right: t.Ex, at: Span, typer: Typer) -> t.Ex:
    one, other = left.type, right.type
    if "bad" not in (one.tag, other.tag):
        if isinstance(left, t.Unknown) or isinstance(right, t.Unknown):
            what, fix = "unknown compares with nothing", "write `… is unknown`."
            return typer.wrong("wrong-type", at, what, fix=fix)
        alike = fits(one, other) or fits(other, one)
        if not alike or (op not in ("==", "!=") and one.tag in ("ref", "deed", "none")):
            fix = ""
            if {one.tag, other.tag} & {"int", "number"}:
                timed = {"span": "`hours(5)`", "moment": "`day(2)`"}
                fix = timed.get(one.tag) or timed.get(other.tag) or ""
            code = "unit-mismatch" if is_timed(one, other) else "wrong-type"
            by = f" by `{op}`" if alike else ""
            what = f"{spoken(one)} cannot be compared with {spoken(other)}{by}"
            fix = fix and f"compare it with another, for example {fix}."
            typer.wrong(code, at, what, fix=fix)
    return t.Calc(BOOL, op, (left, right), at)
