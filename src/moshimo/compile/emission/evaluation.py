"""Typed expressions → expressions of the subset, in the truth or in a mind's picture.

What needs a loop (`any`, `sum`, `recalls` …) becomes a function of its own, and so does each named
quantity, once for the truth and once for a mind.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import assert_never

from moshimo.compile.emission import claims
from moshimo.compile.emission.comparing import comparison, member
from moshimo.compile.emission.functions import (
    CITING,
    body_seen,
    doing,
    each,
    quantity_functions,
    recall,
    visibly,
)
from moshimo.compile.emission.pictured import Pictured, supposed
from moshimo.compile.emission.views import (
    ANSWERED,
    NOW,
    NUMERIC,
    M,
    View,
    argument,
    cited,
    eyes_of,
    flesh,
    form,
    is_long,
    kept_whole,
    mind_of,
    parameter,
    people_taken,
    roles_in,
)
from moshimo.compile.ir import code as c
from moshimo.compile.ir.nodes import Instruction, Invoke, Routine, Term, Variable
from moshimo.compile.layout import Layout
from moshimo.engine.kernel import deed, dice, numbers
from moshimo.engine.kernel.minds import bodies, see
from moshimo.errors import Span
from moshimo.lang import typed as t
from moshimo.lang.analysis.cycles import asked_in
from moshimo.lang.laws import Laws
from moshimo.lang.types import INT, Attribute, ByQuantity, Type
from moshimo.schema.attributes import Columns
from moshimo.schema.block_fields import F
from moshimo.schema.scalars import Signature

_HOURS = {"noon": F.noon, "sunrise": F.sunrise, "sunset": F.sunset}
MOST_AT_ONCE = 100  # levels of a quantity with those it asks; of more, those are made before it
_TIME = c.local("then", "f64")


@dataclass(slots=True)
class Emitter:
    """Emits expressions, and gathers the functions that they need."""

    laws: Laws
    layout: Layout
    functions: list[Routine] = field(default_factory=list)
    sites: dict[tuple[str, int], int] = field(default_factory=lambda: {("", 0): 0})
    made: dict[object, Signature] = field(default_factory=dict)
    _parts: int = 0

    def site(self, at: Span) -> Term:
        """Return the number of a line in the author's text, for trouble while running."""
        return c.const(self.sites.setdefault((at.path, at.line), len(self.sites)))

    def number(self, e: t.Ex, v: View) -> Term:
        """Return a double."""
        if isinstance(e, t.Const) and e.type.tag in ("int", "bool", "number", "span", "moment"):
            return c.real(e.value, e.at)
        made = self.value(e, v)
        if e.type.tag == "bool":
            return c.choose(made, 1.0, 0.0)
        return c.convert(made, "f64") if e.type.tag == "int" else made

    def stored(self, e: t.Ex, kind: Type, v: View) -> Term:
        """Return a value as a field of that type holds it."""
        if not kind.whole:
            return self.number(e, v)
        if isinstance(e, t.Const) and e.type.tag == "bool":
            return c.const(int(e.value), at=e.at)
        made = self.value(e, v)
        return c.choose(made, 1, 0) if e.type.tag == "bool" else made

    def truth(self, e: t.Ex, v: View) -> Term:
        """Return a condition."""
        return self.value(e, v)

    def value(self, e: t.Ex, v: View) -> Term:
        """Return an expression in its own type: bool, whole number or double."""
        if v.hoisted and e in v.hoisted:
            return c.placed(v.hoisted[e], e.at)
        return c.placed(self._value(e, v), e.at)

    def _value(self, e: t.Ex, v: View) -> Term:
        match e:
            case t.Const():
                return self.constant(e)
            case t.Var(word=word):
                return v.names[word]
            case t.Read():
                return self.read(e, v)
            case t.Unknown():
                return self.unknown(e.type.of)
            case t.Calc():
                return self.calc(e, v)
            case t.Builtin():
                return self.builtin(e, v)
            case t.Doing():
                return doing(e, v, self)
            case t.Ask(quantity=word, args=args):
                pairs = zip(args, self.laws.quantities[word].roles, strict=True)
                return self._asked(word, [self.stored(arg, r.type, v) for arg, r in pairs], v)
            case t.Each():
                return self.apart(e, v, lambda inner: each(e, inner, self))
            case t.Recall():
                return self.apart(e, v, lambda inner: recall(e, inner, self))
            case t.Believe():
                return self.believe(e, v)
            case t.Guess(read=read):
                return self.guess(read, v)
            case t.Claim(pattern=pattern):
                return claims.made(pattern, v.mind or c.const(0), v, self)
        assert_never(e)

    def constant(self, e: t.Const) -> Term:
        """Return a constant; a member by its row."""
        if e.type.tag == "bool":
            return c.const(bool(e.value), at=e.at)
        if e.type.tag == "ref":
            return member(e, self.layout)
        return c.const(int(e.value), at=e.at) if e.type.whole else c.real(e.value, e.at)

    def unknown(self, kind: str) -> Term:
        """Return the row that stands for no member that a mind knows of."""
        return c.const(self.layout.row(kind, -1))

    def is_none(self, held: Term, kind: str) -> Term:
        """Return whether a name holds no member of a kind: none, or unknown."""
        return c.either(c.compare(held, "<=", 0), c.compare(held, ">=", self.unknown(kind)))

    def now(self, v: View) -> Term:
        """Return what `now` is in a view."""
        return v.time if v.time is not None else NOW

    # attributes -------------------------------------------------------------------------------

    def cell(self, a: Attribute, owner: Term, key: Term | None) -> Term:
        """Return the index of a value in truth."""
        if key is None:
            return owner
        return c.binary(c.binary(owner, "*", self.layout.rows[a.key]), "+", key)

    def pictured(self, a: Attribute, mind: Term, owner: Term, key: Term | None) -> Pictured:
        """Return what a mind holds a value to be, of an attribute that is pictured."""
        return Pictured(a, mind, owner, key, self.layout)

    def place(self, e: t.Read | t.Write, v: View) -> tuple[Term, Term | None]:
        """Return the owner and the key of what is read or written."""
        owner, a = self.member(e.owner, v), e.attribute
        if a.kind == "Character" and not v.picture:
            owner = flesh(owner, self.layout)
        if e.key is None:
            return owner, None
        key = self.member(e.key, v)
        if a.key != "Character" or v.picture or not self.layout.bodies:
            return owner, key
        felt = a.who == "private" and a.kind == "Character"
        return owner, c.call(bodies.taken, owner, key) if felt else flesh(key, self.layout)

    def person(self, e: t.Ex, v: View) -> Term:
        """Return a member; of people, whose body it is in truth."""
        made = self.value(e, v)
        return flesh(made, self.layout) if e.type.of == "Character" and not v.picture else made

    def member(self, e: t.Ex, v: View) -> Term:
        """Return a member that is named more than once: if that is long, a function finds it."""
        made = self.value(e, v)
        if not is_long(made):
            return made
        return self.apart(e, v, lambda inner: [c.give(self.value(e, inner))])

    def columns(self, a: Attribute) -> Columns:
        """Return the fields of an attribute."""
        return self.layout.columns[a.full]

    def read(self, e: t.Read, v: View) -> Term:
        """Return an attribute, in truth or in the picture."""
        made, of = self._read(e, v), e.attribute.type
        taken = self.layout.bodies and v.picture and of.tag == "ref" and of.of == "Character"
        return c.call(bodies.taken, eyes_of(v, self.layout), made) if taken else made

    def _read(self, e: t.Read, v: View) -> Term:
        a = e.attribute
        owner, key = self.place(e, v)
        if v.idea and a.full in self.layout.pictured:
            return self._toward(a, owner, key, supposed(a, mind_of(v), owner, key, self.layout))
        if not v.picture or e.settled or a.full not in self.layout.pictured:
            if v.picture and a.who == "shown" and not self.own(e.owner, v):
                return self._glimpse(a, owner, key, v)
            return self.in_truth(a, owner, key, v)
        if a.who == "visible" and self.own(e.owner, v):
            return self.in_truth(a, owner, key, v)
        if a.who == "private" and a.kind == "Character":
            return self.in_truth(a, owner, key, v)
        return self.in_picture(a, mind_of(v), owner, key, v)

    def own(self, owner: t.Ex, v: View) -> bool:
        """Whether it is certain, from the text alone, that this is the mind itself."""
        if not isinstance(owner, t.Var) or owner.type.of != "Character":
            return False
        return owner.word == "mind" or (v.mind is not None and v.names.get(owner.word) == v.mind)

    def in_truth(self, a: Attribute, owner: Term, key: Term | None, v: View) -> Term:
        """Return a value in truth, as far as it has faded."""
        index, columns = self.cell(a, owner, key), self.columns(a)
        made: Term = c.at(columns.value, index)
        if v.citing and a.full in self.layout.traced:
            made = cited(a, made, c.at(columns.writer, index), v.citing)
        if columns.since is not None:
            since = c.at(columns.since, index)
            faded = c.call(dice.fade, made, since, self.now(v), a.half_life)
            nil = c.compare(made, "==", 0)  # most feelings are 0: no call for those
            made = faded if v.citing else c.choose(nil, 0.0, faded)
        return self._toward(a, owner, key, made)

    def in_picture(self, a: Attribute, mind: Term, owner: Term, key: Term | None, v: View) -> Term:
        """Return a value as a mind pictures it."""
        held = self.pictured(a, mind, owner, key)
        made = held.value()
        if v.citing:
            made = cited(a, made, held.writer(), v.citing)
        return self._toward(a, owner, key, made)

    def _toward(self, a: Attribute, owner: Term, key: Term | None, made: Term) -> Term:
        """Return a value that was read; toward oneself what the attribute says of it."""
        if a.own is not None and key is not None:
            said = INT if a.type.tag == "bool" else a.type  # as its field holds it
            own = self.constant(t.Const(said, a.own, a.at))
            made = c.choose(c.compare(owner, "==", key), own, made)
        return c.compare(made, "!=", 0) if a.type.tag == "bool" else made

    def _glimpse(self, a: Attribute, owner: Term, key: Term | None, v: View) -> Term:
        """Return what is shown: seen now, or not at all."""
        default = self.constant(t.Const(a.type, a.default, a.at))
        sees = self.sees(a.kind, owner, v)
        if self.layout.bodies and a.kind == "Character":
            owner = body_seen(owner, v)
        return c.choose(sees, self.in_truth(a, owner, key, v), default)

    def sees(self, kind: str, x: Term, v: View) -> Term:
        """Return whether the view's mind sees a member now, or where it is."""
        mind = mind_of(v)
        if kind == "Character":
            if isinstance(x, Variable) and x.word in v.beheld:
                return c.const(True)
            asked = bodies.sees_person if self.layout.bodies else see.beholds
            return c.either(c.compare(mind, "==", x), c.call(asked, mind, x))
        place = x if kind == "Place" else c.at(self.layout.columns[f"{kind}.place"].value, x)
        return c.call(see.looks_round, mind, place)

    def guess(self, e: t.Read, v: View) -> Term:
        """Return another's private attribute as the mind supposes it; one's own as it is."""
        a = e.attribute
        if a.who != "private" or v.mind is None:
            return self.read(e, replace(v, picture=True) if v.mind else v)
        (owner, key), mind = self.place(e, v), mind_of(v)
        supposed: Term
        if a.guess == "own":
            supposed = self.in_truth(a, mind, key, v)
        elif isinstance(a.guess, ByQuantity):
            roles = self.laws.quantities[a.guess.word].roles
            given = [x for x in (mind, owner, key) if x is not None][: len(roles)]
            supposed = self._asked(a.guess.word, given, replace(v, picture=True))
        else:
            supposed = self.constant(t.Const(a.type, a.guess or 0.0, a.at))
        if a.full in self.layout.pictured:
            sure = c.compare(self.pictured(a, mind, owner, key).sure(), ">", 0)
            supposed = c.choose(sure, self.in_picture(a, mind, owner, key, v), supposed)
        own = c.both(c.const(a.kind == "Character"), c.compare(owner, "==", mind))
        return c.choose(own, self.in_truth(a, owner, key, v), supposed)

    def _asked(self, word: str, args: Sequence[Term], v: View) -> Term:
        return c.call(self.quantity(word, v), *filter(None, [v.citing]), v.mind or 0, *args)

    def quantity(self, word: str, v: View) -> Signature:
        """Return the function of a quantity, in truth or for a mind; made when first needed."""
        name = f"{'t' if v.citing else ''}{'p' if v.picture else 'q'}_{word}"
        if ("quantity", name) in self.made:
            return self.made["quantity", name]
        found = self.laws.quantities[word]
        if found.levels > MOST_AT_ONCE:
            for inner, picture in asked_in(found, v.picture):
                if inner in self.laws.quantities:
                    self.quantity(inner, replace(v, picture=picture))
        made = quantity_functions(name, found, v, self)
        self.functions += made
        self.made["quantity", name] = made[-1].signature
        return made[-1].signature

    def apart(
        self,
        e: t.Ex,
        v: View,
        body: Callable[[View], list[Instruction]],
        mind: Term | None = None,
    ) -> Invoke:
        """Return a call of a function of its own, in `mind` or the view's; equal ones share it."""
        needs = [r for r in roles_in(e) if r.word in v.names]
        answer = any(isinstance(x, t.Builtin) and x.word == "in_time" for x in t.walk(e))
        timed, whose = v.time is not None, mind or v.mind
        key = (e, v.picture, v.idea, bool(v.citing), bool(whose), answer, timed)
        if key not in self.made:
            self._parts += 1
            name = f"part_{self._parts}"
            inner = View(
                v.picture,
                M,
                {r.word: argument(r) for r in needs},
                time=_TIME if timed else None,
                answered=ANSWERED if answer else None,
                citing=CITING if v.citing else None,
                idea=v.idea,
            )
            roles = [CITING] if v.citing else []
            roles += [M, *([_TIME] if timed else []), *([ANSWERED] if answer else [])]
            roles += [parameter(r) for r in needs]
            made = body(inner)
            seldom = bool(v.citing)
            self.functions.append(c.function(name, roles, made, form(e.type), e.at, seldom=seldom))
            self.made[key] = self.functions[-1].signature
        args: list[c.Operand] = [v.citing] if v.citing else []
        args.append(whose or 0)
        args += [v.time] if v.time is not None else []
        args += [v.answered] if answer and v.answered is not None else []
        args += [self.stored(r, r.type, v) for r in needs]
        return c.call(self.made[key], *args)

    def believe(self, e: t.Believe, v: View) -> Term:
        """Return what an expression comes to in a mind's picture; nobody believes anything."""
        mind, value = e.mind, e.value
        if v.picture and self.own(mind, v):
            return self.truth(value, v)
        made = self.person(mind, v)
        somebody = c.negate(self.is_none(made, "Character"))
        if v.picture and v.mind is not None:  # another's mind, as this one takes it to be
            pair = c.binary(c.binary(v.mind, "*", self.layout.rows["Character"]), "+", made)
            inner, own = replace(v, idea=True), c.compare(made, "==", v.mind)
            there = self.apart(e, inner, lambda w: [c.give(self.truth(value, w))], pair)
            return c.both(somebody, c.choose(own, self.truth(value, v), there))
        v = replace(v.of(people_taken(value, made, v, self.layout)), picture=True)
        if isinstance(made, Variable):
            held = self.truth(value, replace(v, mind=c.local(made.word)))
        else:
            held = self.apart(e, v, lambda inner: [c.give(self.truth(value, inner))], made)
        return c.both(somebody, held)

    # operators --------------------------------------------------------------------------------

    def calc(self, e: t.Calc, v: View) -> Term:
        """Return an operator over values, or a word of the language."""
        op, args = e.op, e.args
        match op:
            case "and":
                return c.both(*(self.truth(arg, v) for arg in args))
            case "or":
                return c.either(*(self.truth(arg, v) for arg in args))
            case "not":
                return c.negate(self.truth(args[0], v))
            case "==" | "!=" | "<" | "<=" | ">" | ">=":
                if args[0].type.tag == "deed" and args[1].type.tag == "deed":
                    return claims.compared(args[0], op == "==", args[1], v, self)
                return comparison(e, op, v, self)
            case "neg":
                whole = e.type.tag == "int"
                return c.minus(self.value(args[0], v) if whole else self.number(args[0], v))
            case "+" | "-" | "*":
                if e.type.tag == "int":
                    left, right = (self.stored(arg, INT, v) for arg in args)
                    return kept_whole(left, op, right, self.site(e.at))
                left, right = (self.number(arg, v) for arg in args)
                return c.binary(left, op, right)
            case "/":
                parts = [self.number(arg, v) for arg in args]
                return c.call(numbers.quotient, *parts, self.site(e.at))
            case "//" | "%":
                divide = numbers.whole_quotient if op == "//" else numbers.remainder
                return c.call(divide, *(self.stored(a, INT, v) for a in args), self.site(e.at))
            case "if":
                test, yes, no = args
                asked = self.truth(test, v)
                if e.type.tag == "bool":
                    return c.choose(asked, self.truth(yes, v), self.truth(no, v))
                return c.choose(asked, self.stored(yes, e.type, v), self.stored(no, e.type, v))
            case "min" | "max" | "abs" | "clip":
                made = c.call(NUMERIC[op], *(self.number(arg, v) for arg in args))
                return c.convert(made, "i64") if e.type.tag == "int" else made
        assert_never(op)

    def builtin(self, e: t.Builtin, v: View) -> Term:
        """Return a word about time, places or deeds."""
        word, args = e.word, e.args
        match word:
            case "now":
                return self.now(v)
            case "noon" | "sunrise" | "sunset":
                return c.at(_HOURS[word])
            case "midnight":
                return c.real(0)
            case "time_of_day":
                return c.call(numbers.time_of_day, self.now(v))
            case "next_time":
                return c.call(numbers.next_time, self.number(args[0], v), self.now(v))
            case "day":
                return c.call(numbers.midnight, self.number(args[0], v))
            case "way" | "step":
                row = c.binary(self.value(args[0], v), "*", self.layout.rows["Place"])
                field = F.way if word == "way" else F.step
                return c.at(field, c.binary(row, "+", self.value(args[1], v)))
            case "in_time":
                assert v.answered is not None
                return c.compare(c.at(F.d_state, v.answered), "==", deed.GOING)
            case "sees":
                if v.picture and self.own(args[0], v):
                    return self.sees("Character", self.member(args[1], v), v)
                return c.call(see.beholds, *(self.person(a, v) for a in args))
            case "recovering":
                return visibly(args[0], see.is_recovering, v, self)
            case "about" | "is_so" | "is_false" | "foresee":
                return claims.asked(e, v, self)
            case "last_heard":
                (read,) = args
                assert isinstance(read, t.Read)
                if read.attribute.full not in self.layout.pictured or v.mind is None:
                    return c.real(0)
                return self.pictured(read.attribute, v.mind, *self.place(read, v)).time()
            case "unknown":  # only a picture has what is unknown: also when asked in truth
                own = replace(v, picture=True) if v.mind else v
                return c.compare(self.value(args[0], own), "==", self.unknown(args[0].type.of))
        assert_never(word)
