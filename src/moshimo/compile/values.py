"""Typed expressions → expressions of the subset, in the truth or in a mind's picture.

What needs a loop (`any`, `sum`, `recalls` …) becomes a function of its own, and so does each named
quantity, once for the truth and once for a mind.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from moshimo.compile import code as c
from moshimo.compile.layout import Layout, stem
from moshimo.compile.loops import each, recall
from moshimo.compile.operators import builtin, calc, doing
from moshimo.compile.views import View
from moshimo.errors import Span
from moshimo.lang.laws import Laws, Quantity
from moshimo.lang.typed import (
    Ask,
    Believe,
    Builtin,
    Calc,
    Const,
    Doing,
    Each,
    Ex,
    Give,
    Guess,
    If,
    Local,
    Read,
    Recall,
    Statement,
    Unknown,
    Var,
    expressions,
    named,
    walk,
)
from moshimo.lang.types import INT, Attribute, ByQuantity, Type


@dataclass(slots=True)
class Emitter:
    """Emits expressions, and gathers the functions that they need."""

    laws: Laws
    layout: Layout
    functions: list[ast.FunctionDef] = field(default_factory=list)
    sites: dict[tuple[str, int], int] = field(default_factory=lambda: {("", 0): 0})
    _made: dict[object, str] = field(default_factory=dict)
    _parts: int = 0

    def site(self, at: Span) -> ast.expr:
        """The number of a line in the author's text, for trouble while running."""
        return c.const(self.sites.setdefault((at.path, at.line), len(self.sites)))

    # types ------------------------------------------------------------------------------------

    def number(self, e: Ex, v: View) -> ast.expr:
        """A double."""
        if isinstance(e, Const) and e.type.tag in ("int", "bool", "number", "span", "moment"):
            return c.real(e.value)
        made = self.value(e, v)
        if e.type.tag == "bool":
            return c.choose(made, c.real(1.0), c.real(0.0))
        return c.call("f64", made) if e.type.tag == "int" else made

    def stored(self, e: Ex, kind: Type, v: View) -> ast.expr:
        """A value as a field of that type holds it."""
        if not kind.whole:
            return self.number(e, v)
        if isinstance(e, Const) and e.type.tag == "bool":
            return c.const(int(e.value))
        made = self.value(e, v)
        return c.choose(made, c.const(1), c.const(0)) if e.type.tag == "bool" else made

    def truth(self, e: Ex, v: View) -> ast.expr:
        """A condition."""
        return self.value(e, v)

    # values -----------------------------------------------------------------------------------

    def value(self, e: Ex, v: View) -> ast.expr:
        """The expression, in its own type: bool, whole number or double."""
        if v.hoisted and e in v.hoisted:
            return c.name(v.hoisted[e])
        match e:
            case Const():
                return self.constant(e)
            case Var(word=word):
                return v.names[word]
            case Read():
                return self.read(e, v)
            case Unknown():
                return c.const(self.layout.row(e.type.of, -1))
            case Calc():
                return calc(e, v, self)
            case Builtin():
                return builtin(e, v, self)
            case Doing():
                return doing(e, v, self)
            case Ask():
                return self.ask(e, v)
            case Each():
                return self.apart(e, v, lambda inner: each(e, inner, self))
            case Recall():
                return self.apart(e, v, lambda inner: recall(e, inner, self))
            case Believe():
                return self.believe(e, v)
            case Guess(read=read):
                return self.guess(read, v)

    def constant(self, e: Const) -> ast.expr:
        """A constant; a member by its row."""
        if e.type.tag == "bool":
            return c.const(bool(e.value))
        if e.type.tag == "ref":
            return c.const(self.layout.row(e.type.of, int(e.value)))
        if e.type.whole:
            return c.const(int(e.value))
        return c.real(e.value)

    def is_none(self, word: str, kind: str) -> ast.expr:
        """Whether a variable holds no member of a kind: none, or unknown."""
        held, unknown = c.name(word), c.const(self.layout.rows[kind] - 1)
        return c.either(c.compare(held, "<=", c.const(0)), c.compare(held, ">=", unknown))

    def now(self, v: View) -> ast.expr:
        """What `now` is in a view."""
        return v.time if v.time is not None else c.at("now", c.const(0))

    # attributes -------------------------------------------------------------------------------

    def cell(self, a: Attribute, owner: ast.expr, key: ast.expr | None) -> ast.expr:
        """The index of a value in truth."""
        if key is None:
            return owner
        return c.binary(c.binary(owner, "*", c.const(self.layout.rows[a.key])), "+", key)

    def picture_cell(
        self, a: Attribute, mind: ast.expr, owner: ast.expr, key: ast.expr | None
    ) -> ast.expr:
        """The index of a value in a mind's picture."""
        row = c.binary(c.binary(mind, "*", c.const(self.layout.rows[a.kind])), "+", owner)
        return self.cell(a, row, key)

    def read(self, e: Read, v: View) -> ast.expr:
        """An attribute, in truth or in the picture."""
        a = e.attribute
        owner = self.value(e.owner, v)
        key = None if e.key is None else self.value(e.key, v)
        if not v.picture or a.full not in self.layout.pictured:
            if v.picture and a.who == "shown" and not self.own(e.owner, v):
                return self._glimpse(a, owner, key, v)
            return self.in_truth(a, owner, key, v)
        if a.who == "visible" and self.own(e.owner, v):
            return self.in_truth(a, owner, key, v)
        if a.who == "private" and a.kind == "Character":
            return self.in_truth(a, owner, key, v)
        return self.in_picture(a, c.name(v.mind), owner, key, v)

    def own(self, owner: Ex, v: View) -> bool:
        """Whether it is certain, from the text alone, that this is the mind itself."""
        if not isinstance(owner, Var) or owner.type.of != "Character":
            return False
        held = v.names.get(owner.word)
        return owner.word == "mind" or (isinstance(held, ast.Name) and held.id == v.mind)

    def in_truth(self, a: Attribute, owner: ast.expr, key: ast.expr | None, v: View) -> ast.expr:
        """A value in truth, as far as it has faded."""
        index = self.cell(a, owner, key)
        made = c.at(f"v_{stem(a)}", index)
        if v.traced and a.full in self.layout.traced:
            made = _cited(a, made, c.at(f"w_{stem(a)}", index), v)
        if a.half_life:
            since = c.at(f"t_{stem(a)}", index)
            faded = c.call("fade", made, since, self.now(v), c.real(a.half_life))
            nil = c.compare(made, "==", c.real(0.0))  # most feelings are 0: no call for those
            made = faded if v.traced else c.choose(nil, c.real(0.0), faded)
        return self._toward(a, owner, key, made)

    def in_picture(
        self, a: Attribute, mind: ast.expr, owner: ast.expr, key: ast.expr | None, v: View
    ) -> ast.expr:
        """A value as a mind pictures it."""
        index = self.picture_cell(a, mind, owner, key)
        made = c.at(f"p_{stem(a)}", index)
        if v.traced and a.full in self.layout.traced:
            made = _cited(a, made, c.at(f"pw_{stem(a)}", index), v)
        return self._toward(a, owner, key, made)

    def _toward(
        self, a: Attribute, owner: ast.expr, key: ast.expr | None, made: ast.expr
    ) -> ast.expr:
        """A value that was read; toward oneself what the attribute says of it."""
        if a.own is not None and key is not None:
            said = INT if a.type.tag == "bool" else a.type  # as its field holds it
            own = self.constant(Const(said, a.own, a.at))
            made = c.choose(c.compare(owner, "==", key), own, made)
        return c.compare(made, "!=", c.const(0)) if a.type.tag == "bool" else made

    def _glimpse(self, a: Attribute, owner: ast.expr, key: ast.expr | None, v: View) -> ast.expr:
        """What is shown: seen now, or not at all."""
        default = self.constant(Const(a.type, a.default, a.at))
        sees = self.sees(a.kind, owner, v)
        return c.choose(sees, self.in_truth(a, owner, key, v), default)

    def sees(self, kind: str, x: ast.expr, v: View) -> ast.expr:
        """Whether the view's mind sees a member now: somebody, where it is, or what lies there."""
        mind = c.name(v.mind)
        if kind == "Character":
            if isinstance(x, ast.Name) and x.id in v.beheld:
                return c.const(True)
            return c.either(c.compare(mind, "==", x), c.call("beholds", c.name("b"), mind, x))
        place = x if kind == "Place" else c.at(f"v_{kind}_place", x)
        return c.call("looks_round", c.name("b"), mind, place)

    def guess(self, e: Read, v: View) -> ast.expr:
        """Another's private attribute as the mind supposes it; one's own as it is."""
        a = e.attribute
        if a.who != "private" or a.kind != "Character":
            return self.read(e, replace(v, picture=True) if v.mind else v)
        owner = self.value(e.owner, v)
        key = None if e.key is None else self.value(e.key, v)
        mind = c.name(v.mind)
        supposed: ast.expr
        if a.guess == "own":
            supposed = self.in_truth(a, mind, key, v)
        elif isinstance(a.guess, ByQuantity):
            word = a.guess.word
            keys = [] if key is None else [key]
            given = [mind, owner, *keys][: len(self.laws.quantities[word].roles)]
            supposed = self._asked(word, given, replace(v, picture=True))
        else:
            supposed = self.constant(Const(a.type, a.guess or 0.0, a.at))
            if a.type.tag == "bool":
                supposed = c.const(bool(a.guess))
        if a.full in self.layout.pictured:
            index = self.picture_cell(a, mind, owner, key)
            sure = c.compare(c.at(f"ps_{stem(a)}", index), ">", c.real(0.0))
            supposed = c.choose(sure, self.in_picture(a, mind, owner, key, v), supposed)
        return c.choose(c.compare(owner, "==", mind), self.in_truth(a, owner, key, v), supposed)

    # quantities -------------------------------------------------------------------------------

    def ask(self, e: Ask, v: View) -> ast.expr:
        """A call of a named quantity."""
        found = self.laws.quantities[e.quantity]
        pairs = zip(e.args, found.roles, strict=True)
        args = [self.stored(arg, role.type, v) for arg, role in pairs]
        return self._asked(e.quantity, args, v)

    def _asked(self, word: str, args: Sequence[ast.expr], v: View) -> ast.expr:
        mind = c.name(v.mind) if v.mind else c.const(0)
        extra = [c.name(v.deed)] if v.traced else []
        return c.call(self.quantity(word, v), c.name("b"), *extra, mind, *args)

    def quantity(self, word: str, v: View) -> str:
        """The function of a quantity, in truth or for a mind; made when first needed."""
        name = f"{'t' if v.traced else ''}{'p' if v.picture else 'q'}_{word}"
        if ("quantity", name) in self._made:
            return name
        self._made["quantity", name] = name
        found = self.laws.quantities[word]
        names = {r.word: argument(r) for r in found.roles}
        inner = View(v.picture, "m", names, traced=v.traced, deed="e" if v.traced else "")
        body = self._given(found.body, inner, found.type)
        if not isinstance(found.body[-1], Give):
            body.append(c.give(self.constant(Const(found.type, 0, found.at))))
        roles = [*(["e"] if v.traced else []), "m", *(parameter(r) for r in found.roles)]
        once = v.picture and not v.traced and _worth_keeping(found, self.laws)
        inside = f"{name}__anew" if once else name
        self.functions.append(c.function(inside, roles, body, _form(found.type)))
        if once:
            self.functions.append(self._once(found, name, roles))
        return name

    def _once(self, found: Quantity, name: str, roles: Sequence[str]) -> ast.FunctionDef:
        """Make the function that keeps, for the rest of a thought, what it was answered last.

        Of people only what is asked of who thinks is kept.
        """
        nil, mind, asked = c.const(0), c.name("m"), c.name(roles[1])
        place = c.const(sorted(self.laws.quantities).index(found.word))
        anew: ast.expr = c.call(f"{name}__anew", c.name("b"), *(c.name(role) for role in roles))
        thought = c.at("thoughts", nil)
        thinks = c.compare(c.at("asking", nil), "==", mind)
        another = c.negate(c.both(thinks, c.compare(mind, "!=", nil)))
        body = [c.when(another, [c.give(anew)])]
        stale = c.compare(c.at("memo_at", place), "!=", thought)
        held, kept = ("memo_n", anew) if found.type.whole else ("memo_x", anew)
        answer = c.at(held, place)
        if found.type.tag == "bool":
            kept, answer = c.choose(anew, c.const(1), nil), c.compare(answer, "!=", nil)
        keep = [c.put(held, place, kept), c.put("memo_at", place, thought)]
        if found.roles[0].type.of == "Character":
            body.append(c.when(c.compare(mind, "!=", asked), [c.give(anew)]))
        else:
            stale = c.either(stale, c.compare(c.at("memo_of", place), "!=", asked))
            keep.append(c.put("memo_of", place, asked))
        body += [c.when(stale, keep), c.give(answer)]
        return c.function(name, roles, body, _form(found.type))

    def _given(self, body: Sequence[Statement], v: View, kind: Type) -> list[ast.stmt]:
        made: list[ast.stmt] = []
        for s in body:
            match s:
                case Give(value=value) if kind.tag == "bool":
                    made.append(c.give(self.truth(value, v)))
                case Give(value=value):
                    result = self.stored(value, kind, v)
                    if kind.low > -math.inf:  # Level, Lean, Amount
                        low, high = c.real(kind.low), c.real(kind.high)
                        result = c.call("kept", c.name("b"), result, low, high, self.site(s.at))
                    made.append(c.give(result))
                case Local(word=word, value=value):
                    made.append(c.let(f"l_{word}", self.value(value, v)))
                    v = v.of({word: c.name(f"l_{word}")})
                case If(test=test, yes=yes, no=no):
                    asked = self.truth(test, v)
                    first, second = self._given(yes, v, kind), self._given(no, v, kind)
                    made.append(c.when(asked, first, second))
        return made

    # functions of their own -------------------------------------------------------------------

    def apart(
        self, e: Each | Recall | Believe, v: View, body: Callable[[View], list[ast.stmt]]
    ) -> ast.Call:
        """A call of a function of its own; the same question in the same view shares it."""
        needs = [role for role in _roles(e) if role.word in v.names]
        answer = any(isinstance(x, Builtin) and x.word == "in_time" for x in walk(e))
        timed = v.time is not None
        key = (e, v.picture, v.traced, bool(v.mind), answer, timed)
        name = self._made.get(key)
        if name is None:
            self._parts += 1
            name = self._made[key] = f"part_{self._parts}"
            inner = View(
                v.picture,
                "m",
                {r.word: argument(r) for r in needs},
                time=c.name("x__time") if timed else None,
                answered=c.name("q") if answer else None,
                traced=v.traced,
                deed="e" if v.traced else "",
            )
            roles = ["e"] if v.traced else []
            roles += ["m", *(["x__time"] if timed else []), *(["q"] if answer else [])]
            roles += [parameter(r) for r in needs]
            self.functions.append(c.function(name, roles, body(inner), _form(e.type)))
        args: list[ast.expr] = [c.name(v.deed)] if v.traced else []
        args.append(c.name(v.mind) if v.mind else c.const(0))
        args += [v.time] if v.time is not None else []
        args += [v.answered] if answer and v.answered is not None else []
        args += [self.stored(r, r.type, v) for r in needs]
        return c.call(name, c.name("b"), *args)

    def believe(self, e: Believe, v: View) -> ast.expr:
        """What an expression comes to in a mind's picture, whosever mind it is."""
        mind, value = e.mind, e.value
        if v.picture and self.own(mind, v):
            return self.truth(value, v)
        made = self.value(mind, v)
        if isinstance(made, ast.Name):
            return self.truth(value, replace(v, picture=True, mind=made.id))
        asked = self.apart(
            e,
            replace(v, picture=True, mind="m"),
            lambda inner: [c.give(self.truth(value, inner))],
        )
        asked.args[2 if v.traced else 1] = made
        return asked


def parameter(role: Var) -> str:
    """Return a role's name among the parameters of an emitted function: `x_` is a double."""
    return ("a_" if role.type.whole else "x_") + role.word


def argument(role: Var) -> ast.expr:
    """Return what a role is inside the function whose parameter it is."""
    made = c.name(parameter(role))
    return c.compare(made, "!=", c.const(0)) if role.type.tag == "bool" else made


def _cited(a: Attribute, made: ast.expr, writer: ast.expr, v: View) -> ast.expr:
    word = "cited_whole" if a.type.whole else "cited"
    return c.call(word, c.name("b"), c.name(v.deed), writer, made)


def _form(kind: Type) -> str:
    """Return the subset's type of a function that gives such a value."""
    if kind.tag == "bool":
        return "bool"
    return "i64" if kind.whole else "f64"


def _roles(e: Ex) -> list[Var]:
    """Return the roles that an expression needs, by name."""
    needs = named(e)
    found = {x.word: x for x in walk(e) if isinstance(x, Var) and x.word in needs}
    return [found[word] for word in sorted(found)]


def _worth_keeping(found: Quantity, laws: Laws) -> bool:
    """Whether a quantity is a number about one person, or goes through many for one member."""
    if len(found.roles) != 1 or found.roles[0].type.tag != "ref":
        return False
    number = found.roles[0].type.of == "Character" and not found.type.whole
    return number or _goes_through(found, laws)


def _goes_through(found: Quantity, laws: Laws) -> bool:
    """Whether a quantity goes through members or memories, itself or in what it asks."""
    return any(
        isinstance(e, Each | Recall)
        or (isinstance(e, Ask) and _goes_through(laws.quantities[e.quantity], laws))
        for e in expressions(found.body)
    )
