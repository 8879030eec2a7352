"""Typed expressions → expressions of the subset, in the truth or in a mind's picture.

What needs a loop (`any`, `sum`, `recalls` …) becomes a function of its own, and so does each named
quantity, once for the truth and once for a mind.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from moshimo.compile import code as c
from moshimo.compile.layout import Layout, stem
from moshimo.lang.binding import inside, named
from moshimo.lang.model import (
    Ask,
    Attribute,
    Believe,
    Branch,
    Calc,
    Const,
    Each,
    Ex,
    Give,
    Guess,
    Laws,
    Local,
    Means,
    Pattern,
    Read,
    Recall,
    Statement,
    Type,
    Var,
)

_ORDER = ("<", "<=", ">", ">=")


@dataclass(frozen=True, slots=True)
class View:
    """How an expression is read.

    Attributes:
        picture: in the picture of `mind` (else in truth).
        mind: the variable that holds the mind, "" if there is none.
        names: roles and shorthands, and the expressions that stand for them.
        time: what `now` is, an expression of seconds; the universe's time if None.
        answered: the answered deed, if there is one.
        traced: whether every reading is cited (`why`).
    """

    picture: bool
    mind: str
    names: dict[str, ast.expr]
    time: ast.expr | None = None
    answered: ast.expr | None = None
    traced: bool = False
    deed: str = ""  # the variable of the deed to cite for
    hoisted: Mapping[Ex, str] = field(default_factory=dict)  # worked out once, before a loop

    def true(self) -> View:
        """The same, in truth."""
        return replace(self, picture=False)

    def of(self, more: dict[str, ast.expr]) -> View:
        """The same, with more names."""
        return replace(self, names={**self.names, **more})


@dataclass(slots=True)
class Emitter:
    """Emits expressions, and gathers the functions that they need."""

    laws: Laws
    layout: Layout
    functions: list[ast.FunctionDef] = field(default_factory=list)
    sites: list[tuple[str, int]] = field(default_factory=lambda: [("", 0)])
    path: str = ""
    _made: dict[object, str] = field(default_factory=dict)
    _parts: int = 0

    def site(self, line: int) -> ast.expr:
        """The number of a place in the author's text, for trouble while running."""
        place = (self.path, line)
        if place not in self.sites:
            self.sites.append(place)
        return c.const(self.sites.index(place))

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
            case Calc():
                return self.calc(e, v)
            case Ask():
                return self.ask(e, v)
            case Each():
                return self.apart(e, v, self.each)
            case Recall():
                return self.apart(e, v, self.recall)
            case Believe(mind=mind, value=value):
                return self.believe(mind, value, v)
            case Guess(read=read):
                return self.guess(read, v)

    def constant(self, e: Const) -> ast.expr:
        if e.type.tag == "bool":
            return c.const(bool(e.value))
        if e.type.tag == "ref":
            return c.const(self.layout.row(e.type.of, int(e.value)))
        if e.type.whole:
            return c.const(int(e.value))
        return c.real(e.value)

    def now(self, v: View) -> ast.expr:
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
                return self.glimpse(a, e, owner, key, v)
            return self.in_truth(a, owner, key, v)
        if a.who == "visible" and self.own(e.owner, v):
            return self.in_truth(a, owner, key, v)
        if a.who == "private" and a.kind == "Character":
            return self.in_truth(a, owner, key, v)
        return self.in_picture(a, c.name(v.mind), owner, key, v)

    def own(self, owner: Ex, v: View) -> bool:
        """Whether it is certain, from the text alone, that this is the mind itself."""
        return (
            isinstance(owner, Var)
            and owner.word in ("mind", "·")
            or (
                isinstance(owner, Var)
                and isinstance(v.names.get(owner.word), ast.Name)
                and getattr(v.names[owner.word], "id", "") == v.mind
            )
        )

    def in_truth(self, a: Attribute, owner: ast.expr, key: ast.expr | None, v: View) -> ast.expr:
        index = self.cell(a, owner, key)
        made = c.at(f"v_{stem(a)}", index)
        if v.traced and a.full in self.layout.traced:
            made = self.cited(a, made, c.at(f"w_{stem(a)}", index), v)
        if a.half_life:
            since = c.at(f"t_{stem(a)}", index)
            made = c.call("fade", made, since, self.now(v), c.real(a.half_life))
        if a.own is not None and key is not None:
            made = c.choose(c.compare(owner, "==", key), self.constant(Const(a.type, a.own)), made)
        return c.compare(made, "!=", c.const(0)) if a.type.tag == "bool" else made

    def in_picture(
        self, a: Attribute, mind: ast.expr, owner: ast.expr, key: ast.expr | None, v: View
    ) -> ast.expr:
        index = self.picture_cell(a, mind, owner, key)
        made = c.at(f"p_{stem(a)}", index)
        if v.traced and a.full in self.layout.traced:
            made = self.cited(a, made, c.at(f"pw_{stem(a)}", index), v)
        if a.own is not None and key is not None:
            made = c.choose(c.compare(owner, "==", key), self.constant(Const(a.type, a.own)), made)
        return c.compare(made, "!=", c.const(0)) if a.type.tag == "bool" else made

    def cited(self, a: Attribute, made: ast.expr, writer: ast.expr, v: View) -> ast.expr:
        word = "cited_whole" if a.type.whole else "cited"
        return c.call(word, c.name("b"), c.name(v.deed), writer, made)

    def glimpse(
        self, a: Attribute, e: Read, owner: ast.expr, key: ast.expr | None, v: View
    ) -> ast.expr:
        """What is shown: seen now, or not at all."""
        default: ast.expr = self.constant(Const(a.type, a.default))
        mind = c.name(v.mind)
        sees = c.either(c.compare(mind, "==", owner), c.call("beholds", c.name("b"), mind, owner))
        return c.choose(sees, self.in_truth(a, owner, key, v), default)

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
        elif isinstance(a.guess, str):
            word = a.guess[1:]
            args = [Const(Type("ref", "Character"), 0)] * len(self.laws.quantities[word].roles)
            given = [mind, owner, *([key] if key is not None else [])][: len(args)]
            supposed = c.call(
                self.quantity(word, replace(v, picture=True)), c.name("b"), mind, *given
            )
        else:
            supposed = self.constant(Const(a.type, a.guess or 0.0))
            if a.type.tag == "bool":
                supposed = c.const(bool(a.guess))
        if a.full in self.layout.pictured:
            index = self.picture_cell(a, mind, owner, key)
            sure = c.compare(c.at(f"ps_{stem(a)}", index), ">", c.real(0.0))
            supposed = c.choose(sure, self.in_picture(a, mind, owner, key, v), supposed)
        return c.choose(c.compare(owner, "==", mind), self.in_truth(a, owner, key, v), supposed)

    # operators --------------------------------------------------------------------------------

    def calc(self, e: Calc, v: View) -> ast.expr:
        op, args = e.op, e.args
        if op in ("and", "or"):
            parts = [self.truth(arg, v) for arg in args]
            return c.both(*parts) if op == "and" else c.either(*parts)
        if op in ("==", "!=", *_ORDER):
            return self.comparison(e, v)
        if op.startswith("doing:"):
            return self.doing(op[6:], args[0], v)
        match op:
            case "not":
                return c.negate(self.truth(args[0], v))
            case "neg":
                inner = self.value(args[0], v) if e.type.tag == "int" else self.number(args[0], v)
                return c.minus(inner)
            case "+" | "-" | "*":
                return self.plain(e, v)
            case "/":
                return c.call(
                    "quotient", c.name("b"), *(self.number(a, v) for a in args), self.site(e.line)
                )
            case "//" | "%":
                word = "whole_quotient" if op == "//" else "remainder"
                return c.call(
                    word,
                    c.name("b"),
                    *(self.stored(a, Type("int"), v) for a in args),
                    self.site(e.line),
                )
            case "if":
                return self.cases(e, v)
            case "min" | "max":
                word = "smaller" if op == "min" else "larger"
                made = c.call(word, *(self.number(a, v) for a in args))
                return c.call("i64", made) if e.type.tag == "int" else made
            case "abs" | "clip":
                word = "size" if op == "abs" else "within"
                made = c.call(word, *(self.number(a, v) for a in args))
                return c.call("i64", made) if e.type.tag == "int" else made
            case "now":
                return self.now(v)
            case "noon" | "sunrise" | "sunset":
                return c.at(op, c.const(0))
            case "midnight":
                return c.real(0.0)
            case "time_of_day":
                return c.call("time_of_day", c.name("b"), self.now(v))
            case "next_time":
                return c.call("next_time", c.name("b"), self.number(args[0], v), self.now(v))
            case "day":
                return c.call("midnight", c.name("b"), self.number(args[0], v))
            case "way" | "step":
                pair = c.binary(
                    c.binary(self.value(args[0], v), "*", c.const(self.layout.rows["Place"])),
                    "+",
                    self.value(args[1], v),
                )
                return c.at(op, pair)
            case "in_time":
                assert v.answered is not None
                return c.compare(c.at("d_state", v.answered), "==", c.const(2))
            case "sees":
                return c.call("beholds", c.name("b"), *(self.value(a, v) for a in args))
            case "about":
                return self.about(args[0], args[1], v)
            case "last_heard":
                return self.last_heard(args[0], v)
            case "unknown":  # only a picture has what is unknown: also when asked in truth
                unknown = self.layout.rows[args[0].type.of] - 1
                own = replace(v, picture=True) if v.mind else v
                return c.compare(self.value(args[0], own), "==", c.const(unknown))
        raise AssertionError(op)

    def plain(self, e: Calc, v: View) -> ast.expr:
        if e.type.tag == "int":
            left, right = (self.stored(a, Type("int"), v) for a in e.args)
            return c.call("kept_whole", c.name("b"), c.binary(left, e.op, right), self.site(e.line))
        left, right = (self.number(a, v) for a in e.args)
        return c.binary(left, e.op, right)

    def cases(self, e: Calc, v: View) -> ast.expr:
        test = self.truth(e.args[0], v)
        if e.type.whole and e.type.tag != "bool":
            return c.choose(
                test, self.stored(e.args[1], e.type, v), self.stored(e.args[2], e.type, v)
            )
        if e.type.tag == "bool":
            return c.choose(test, self.truth(e.args[1], v), self.truth(e.args[2], v))
        return c.choose(test, self.number(e.args[1], v), self.number(e.args[2], v))

    def comparison(self, e: Calc, v: View) -> ast.expr:
        one, other = e.args
        if one.type.tag in ("ref", "none", "deed") or other.type.tag in ("ref", "none", "deed"):
            return self.same_member(e.op, one, other, v)
        if one.type.tag == "bool" and other.type.tag == "bool":
            return c.compare(
                self.stored(one, Type("int"), v), e.op, self.stored(other, Type("int"), v)
            )
        if one.type.whole and other.type.whole:
            return c.compare(self.stored(one, one.type, v), e.op, self.stored(other, other.type, v))
        return c.compare(self.number(one, v), e.op, self.number(other, v))

    def same_member(self, op: str, one: Ex, other: Ex, v: View) -> ast.expr:
        """Unknown compares false with everything, also by `!=`."""
        left, right = self.value(one, v), self.value(other, v)
        test = c.compare(left, op, right)
        kind = one.type.of or other.type.of
        if not kind or one.type.tag == "deed":
            return test
        unknown = c.const(self.layout.rows[kind] - 1)
        doubtful = [
            x
            for e, x in ((one, left), (other, right))
            if isinstance(e, Read) and v.picture and e.attribute.full in self.layout.pictured
        ]
        if op == "==" and len(doubtful) < 2:
            return test
        return c.both(test, *(c.compare(x, "!=", unknown) for x in doubtful))

    def doing(self, word: str, who: Ex, v: View) -> ast.expr:
        x = self.value(who, v)
        rule = c.const(self.layout.rules[word])
        made: ast.expr = c.call("is_doing", c.name("b"), x, rule)
        if v.picture and not self.own(who, v):
            made = c.both(c.call("beholds", c.name("b"), c.name(v.mind), x), made)
        return made

    def about(self, deed: Ex, x: Ex, v: View) -> ast.expr:
        """Whether a member has a role in a deed value. Only Characters count so far."""
        return c.call("has_role", c.name("b"), self.value(deed, v), self.value(x, v))

    def last_heard(self, e: Ex, v: View) -> ast.expr:
        assert isinstance(e, Read)
        a = e.attribute
        owner = self.value(e.owner, v)
        key = None if e.key is None else self.value(e.key, v)
        if a.full not in self.layout.pictured or not v.mind:
            return c.real(0.0)
        return c.at(f"pt_{stem(a)}", self.picture_cell(a, c.name(v.mind), owner, key))

    # quantities -------------------------------------------------------------------------------

    def ask(self, e: Ask, v: View) -> ast.expr:
        found = self.laws.quantities[e.quantity]
        args = [
            self.stored(arg, role.type, v) if role.type.whole else self.number(arg, v)
            for arg, role in zip(e.args, found.roles, strict=True)
        ]
        mind = [c.name(v.mind)] if v.mind else [c.const(0)]
        extra = [c.name(v.deed)] if v.traced else []
        made = c.call(self.quantity(e.quantity, v), c.name("b"), *extra, *mind, *args)
        return made

    def quantity(self, word: str, v: View) -> str:
        """The function of a quantity, in truth or for a mind; made when first needed."""
        name = f"{'t' if v.traced else ''}{'p' if v.picture else 'q'}_{word}"
        if ("quantity", name) in self._made:
            return name
        self._made["quantity", name] = name
        found = self.laws.quantities[word]
        before, self.path = self.path, found.at.path
        roles = [("x_" if not r.type.whole else "a_") + r.word for r in found.roles]
        names = {r.word: c.name(a) for r, a in zip(found.roles, roles, strict=True)}
        for r, a in zip(found.roles, roles, strict=True):
            if r.type.tag == "bool":
                names[r.word] = c.compare(c.name(a), "!=", c.const(0))
        inner = View(v.picture, "m", names, traced=v.traced, deed="e" if v.traced else "")
        body = self.given(found.body, inner, found.type)
        kind = "f64" if not found.type.whole else ("bool" if found.type.tag == "bool" else "i64")
        if not isinstance(found.body[-1], Give):
            nothing = Const(found.type, 0)
            body.append(c.give(self.constant(nothing)))
        extra = ["e"] if v.traced else []
        self.functions.append(c.function(name, [*extra, "m", *roles], body, kind))
        self.path = before
        return name

    def given(self, body: Sequence[Statement | Give], v: View, kind: Type) -> list[ast.stmt]:
        made: list[ast.stmt] = []
        for s in body:
            match s:
                case Give(value=value):
                    if kind.tag == "bool":
                        made.append(c.give(self.truth(value, v)))
                    elif kind.whole:
                        made.append(c.give(self.stored(value, kind, v)))
                    else:
                        top = self.number(value, v)
                        if kind.tag == "number" and kind.low > -1e300:
                            top = c.call(
                                "kept",
                                c.name("b"),
                                top,
                                c.real(kind.low),
                                c.real(kind.high),
                                self.site(0),
                            )
                        made.append(c.give(top))
                case Local(word=word, value=value):
                    made.append(c.let(f"l_{word}", self.value(value, v)))
                    v = v.of({word: c.name(f"l_{word}")})
                case Branch(test=test, yes=yes, no=no):
                    made.append(
                        c.when(
                            self.truth(test, v), self.given(yes, v, kind), self.given(no, v, kind)
                        )
                    )
        return made

    # parts that need a loop -------------------------------------------------------------------

    def apart(
        self, e: Each | Recall | Believe, v: View, body: Callable[[Any, View], list[ast.stmt]]
    ) -> ast.Call:
        """A call of a function of its own; the same question in the same view shares it."""
        needs = sorted(w for w in named(e) if w in v.names)
        uses_answer = any(isinstance(x, Calc) and x.op == "in_time" for x in inside(e))
        key = (e, v.picture, v.traced, bool(v.mind), uses_answer, v.time is not None)
        roles = [("x_" if self.real_name(w, e) else "a_") + w for w in needs]
        name = self._made.get(key)
        if name is None:
            self._parts += 1
            name = f"part_{self._parts}"
            self._made[key] = name
            names: dict[str, ast.expr] = {w: c.name(r) for w, r in zip(needs, roles, strict=True)}
            for w in needs:
                if self.bool_name(w, e):
                    names[w] = c.compare(c.name("a_" + w), "!=", c.const(0))
            inner = View(
                v.picture,
                "m",
                names,
                time=c.name("x_time") if v.time is not None else None,
                answered=c.name("q") if uses_answer else None,
                traced=v.traced,
                deed="e" if v.traced else "",
            )
            kind = "f64" if not e.type.whole else ("bool" if e.type.tag == "bool" else "i64")
            head = [*(["e"] if v.traced else []), "m", *(["x_time"] if v.time is not None else [])]
            head += ["q"] if uses_answer else []
            self.functions.append(c.function(name, [*head, *roles], body(e, inner), kind))
        args: list[ast.expr] = [c.name(v.deed)] if v.traced else []
        args.append(c.name(v.mind) if v.mind else c.const(0))
        args += [v.time] if v.time is not None else []
        args += [v.answered] if uses_answer and v.answered is not None else []
        for w in needs:
            given = v.names[w]
            args.append(c.choose(given, c.const(1), c.const(0)) if self.bool_name(w, e) else given)
        return c.call(name, c.name("b"), *args)

    def real_name(self, word: str, e: Ex) -> bool:
        return any(isinstance(x, Var) and x.word == word and not x.type.whole for x in inside(e))

    def bool_name(self, word: str, e: Ex) -> bool:
        return any(
            isinstance(x, Var) and x.word == word and x.type.tag == "bool" for x in inside(e)
        )

    def each(self, e: Each, v: View) -> list[ast.stmt]:
        """The loop of any, all, sum, count, most, least over the members of a kind."""
        x = f"i_{e.var.word}"
        inner = v.of({e.var.word: c.name(x)})
        tests = [self.truth(test, inner) for test in e.conditions]
        guards: list[ast.stmt] = [c.when(c.negate(test), [c.skip()]) for test in tests]
        stop = c.binary(c.at(f"n_{e.kind}", c.const(0)), "+", c.const(1))
        place = self.whose_place(e, v)

        def over(body: list[ast.stmt]) -> ast.stmt:
            if place is None:
                return c.loop(x, c.const(1), stop, [*guards, *body])
            there = c.at("there", place)
            turn = [c.let(x, c.name("after")), c.let("after", c.at("beside", c.name(x)))]
            again = c.during(
                c.compare(c.name("after"), "!=", c.const(0)), [*turn, *guards, *body]
            )
            stale = c.compare(c.at("there_for", c.const(0)), "!=", c.name("m"))
            fresh = c.when(stale, [c.do(c.call("index_places", c.name("b"), c.name("m")))])
            return c.when(c.const(True), [fresh, c.let("after", there), again])

        total, best = "total", "best"
        match e.how:
            case "any":
                return [
                    over([c.when(self.truth(e.value, inner), [c.give(c.const(True))])]),
                    c.give(c.const(False)),
                ]
            case "all":
                return [
                    over([c.when(c.negate(self.truth(e.value, inner)), [c.give(c.const(False))])]),
                    c.give(c.const(True)),
                ]
            case "count":
                add = c.let(total, c.binary(c.name(total), "+", c.const(1)))
                return [c.let(total, c.const(0)), over([add]), c.give(c.name(total))]
            case "sum":
                zero = c.const(0) if e.type.tag == "int" else c.real(0.0)
                value = (
                    self.stored(e.value, e.type, inner)
                    if e.type.whole
                    else self.number(e.value, inner)
                )
                add = c.let(total, c.binary(c.name(total), "+", value))
                return [c.let(total, zero), over([add]), c.give(c.name(total))]
        sign = ">" if e.how.startswith("most") else "<"
        zero = c.const(0) if e.type.tag == "int" and e.by is None else c.real(0.0)
        order = e.by if e.by is not None else e.value
        worth = (
            self.number(order, inner)
            if e.by is not None or not e.type.whole
            else self.stored(order, e.type, inner)
        )
        better = c.either(
            c.compare(c.name("who"), "==", c.const(0)),
            c.compare(c.name("here"), sign, c.name(best)),
        )
        body = [
            c.let("here", worth),
            c.when(better, [c.let(best, c.name("here")), c.let("who", c.name(x))]),
        ]
        result = c.name("who") if e.by is not None else c.name(best)
        return [c.let(best, zero), c.let("who", c.const(0)), over(body), c.give(result)]

    def whose_place(self, e: Each, v: View) -> ast.expr | None:
        """The place at which all people that it goes over must be believed, if it says so.

        Then only those are looked at, from an index that a mind makes when it is first asked.
        """
        if e.kind != "Character" or not v.picture:
            return None
        parts = [p for t in e.conditions for p in (t.args if isinstance(t, Calc) and t.op == "and" else (t,))]
        for part in parts:
            if isinstance(part, Calc) and part.op == "==":
                for one, other in (part.args, part.args[::-1]):
                    here = isinstance(one, Read) and one.attribute.full == "Character.place" and one.owner == e.var
                    if here and e.var.word not in named(other):
                        return self.value(other, v)
        return None

    def recall(self, e: Recall, v: View) -> list[ast.stmt]:
        """The search through a mind's memories (or, for a question, through all deeds)."""
        inner_mind = self.value(e.mind, v)
        since = e.how == "since"
        found: list[ast.stmt] = []
        if since:
            age = c.binary(self.now(v), "-", c.at("d_end", c.name("d")))
            found = [c.when(c.compare(age, "<", c.name("least")), [c.let("least", age)])]
        else:
            found = [*self.cite_memory(v), c.give(c.const(True))]
        made: list[ast.stmt] = [c.let("who", inner_mind)]
        if since:
            made.append(c.let("least", c.real(1e15)))
        for word, args, tests in self.shapes(e.pattern, v):
            conditions = [*self.matches(word, args, e.pattern, v), *tests]
            if e.within is not None:
                age = c.binary(self.now(v), "-", c.at("d_end", c.name("d")))
                conditions.append(c.compare(age, "<=", self.number(e.within, v)))
            if e.how == "happened":
                happened = c.both(
                    c.compare(c.at("d_rule", c.name("d")), "==", c.const(self.layout.rules[word])),
                    c.compare(c.at("d_state", c.name("d")), "==", c.const(3)),
                )
                stop = c.binary(c.at("deeds_n", c.const(0)), "+", c.const(1))
                made.append(
                    c.loop("d", c.const(1), stop, [c.when(c.both(happened, *conditions), found)])
                )
                continue
            head = c.binary(
                c.binary(c.name("who"), "*", c.const(len(self.layout.rules) + 1)),
                "+",
                c.const(self.layout.rules[word]),
            )
            made += [
                c.let("k", c.at("m_head", head)),
                c.during(
                    c.compare(c.name("k"), "!=", c.const(0)),
                    [
                        c.let("d", c.at("m_deed", c.name("k"))),
                        c.when(c.both(*conditions), found),
                        c.let("k", c.at("m_next", c.name("k"))),
                    ],
                ),
            ]
        made.append(c.give(c.name("least") if since else c.const(False)))
        return made

    def cite_memory(self, v: View) -> list[ast.stmt]:
        return [c.do(c.call("cite", c.name("b"), c.name("e"), c.name("d")))] if v.traced else []

    def shapes(self, pattern: Pattern, v: View) -> list[tuple[str, list[Ex], list[ast.expr]]]:
        """The deeds that a pattern can mean: itself, or all that give a meaning, with its values."""
        if pattern.word in self.layout.rules:
            return [(pattern.word, [], [])]
        found = []
        for word, rule in self.laws.rules.items():
            for means, tests in meanings((*rule.replay_begin, *rule.replay_end)):
                if means.meaning == pattern.word:
                    inner = replace(self.deed_view(word, v), picture=False)
                    conditions = [self.truth(t, inner) for t in tests]
                    found.append((word, list(means.args), conditions))
        return found

    def matches(self, word: str, args: list[Ex], pattern: Pattern, v: View) -> list[ast.expr]:
        made: list[ast.expr] = []
        inner = replace(self.deed_view(word, v), picture=False)
        for place, wanted in enumerate(pattern.args):
            if wanted is None:
                continue
            if args:
                given = self.value(args[place], inner)
            else:
                given = c.at(f"d_r{place}", c.name("d"))
            made.append(c.compare(given, "==", self.stored(wanted, wanted.type, v)))
        if pattern.outcomes:
            slots = {o.word: i for i, o in enumerate(self.laws.rules[word].outcomes)}
            for name, wanted in pattern.outcomes:
                outcome = c.at(f"d_o{slots[name]}", c.name("d"))
                whole = wanted.type.whole
                value = (
                    c.call("f64", self.stored(wanted, wanted.type, v))
                    if whole
                    else self.number(wanted, v)
                )
                made.append(c.compare(outcome, "==", value))
        return made

    def deed_view(self, word: str, v: View, deed: str = "d") -> View:
        """Roles and outcomes of a deed as its value holds them."""
        rule = self.laws.rules.get(word)
        names: dict[str, ast.expr] = {}
        if rule is not None:
            names = deed_names(rule.roles, [(o.word, o.type) for o in rule.outcomes], deed)
        return View(
            v.picture, v.mind, names, time=c.at("d_end", c.name(deed)), traced=v.traced, deed=v.deed
        )

    # minds ------------------------------------------------------------------------------------

    def believe(self, mind: Ex, value: Ex, v: View) -> ast.expr:
        if v.picture and self.own(mind, v):
            return self.truth(value, v)
        made = self.value(mind, v)
        if isinstance(made, ast.Name):
            return self.truth(value, replace(v, picture=True, mind=made.id))
        asked = self.apart(
            Believe(Type("bool"), mind, value),
            replace(v, picture=True, mind="m"),
            lambda e, inner: [c.give(self.truth(e.value, inner))],
        )
        asked.args[2 if v.traced else 1] = made
        return asked


def deed_names(
    roles: Sequence[Var], outcomes: Sequence[tuple[str, Type]], deed: str
) -> dict[str, ast.expr]:
    """Return how a deed's roles and outcomes are read from its value."""
    names: dict[str, ast.expr] = {
        role.word: c.at(f"d_r{i}", c.name(deed)) for i, role in enumerate(roles)
    }
    for i, (word, kind) in enumerate(outcomes):
        slot = c.at(f"d_o{i}", c.name(deed))
        if kind.tag == "bool":
            names[word] = c.compare(slot, "!=", c.real(0.0))
        else:
            names[word] = c.call("i64", slot) if kind.whole else slot
    return names


def meanings(
    body: Sequence[Statement], tests: tuple[Ex, ...] = ()
) -> list[tuple[Means, tuple[Ex, ...]]]:
    """Return the meanings that a deed has outside of `for`, with the conditions under which."""
    found: list[tuple[Means, tuple[Ex, ...]]] = []
    for s in body:
        if isinstance(s, Means):
            found.append((s, tests))
        elif isinstance(s, Branch):
            found += meanings(s.yes, (*tests, s.test))
            found += meanings(s.no, (*tests, Calc(Type("bool"), "not", (s.test,))))
    return found
