"""How an expression is read: in whose picture or in truth, and what its names stand for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, Protocol, TypeAlias, assert_never

from moshimo.compile.ir import code as c
from moshimo.compile.ir.nodes import (
    Arithmetic,
    Instruction,
    Invoke,
    Term,
    Variable,
    children,
)
from moshimo.compile.layout import Layout
from moshimo.engine.kernel import notes, numbers
from moshimo.engine.kernel.minds import bodies, claim, foresight
from moshimo.errors import Span
from moshimo.lang import typed as t
from moshimo.lang.laws import Laws, Rule
from moshimo.lang.types import BOOL, Attribute, Type
from moshimo.lang.written_out import substitute
from moshimo.schema.attributes import count
from moshimo.schema.block_fields import DEED_CELLS, OUTCOMES, F
from moshimo.schema.scalars import Scalar
from moshimo.schema.sizes import MOST_ROLES

_LONG = 200  # parts of an expression
_SATURATED: Mapping[str, Arithmetic] = {"+": "+sat", "-": "-sat", "*": "*sat"}
NUMERIC: Mapping[str, Callable[..., float]] = {
    "min": numbers.smaller,
    "max": numbers.larger,
    "abs": numbers.size,
    "clip": numbers.within,
}
M, D = c.local("m"), c.local("d")  # a mind, a deed
ANSWERED = c.local("q")  # the deed that is answered, where it comes as a parameter
NOW = c.at(F.now)


@dataclass(frozen=True, slots=True)
class View:
    """How an expression is read.

    Attributes:
        picture: in the picture of `mind` (else in truth).
        mind: the name that holds the mind, if there is one.
        names: roles and shorthands, and the expressions that stand for them.
        time: what `now` is, an expression of seconds; the universe's time if None.
        answered: the answered deed, if there is one.
        citing: the name of the deed for which every reading is cited (`why`), if any is.
        hoisted: what was worked out once, before a loop, and the names that hold it.
        idea: whether `mind` is a pair: what one mind takes another to hold.
        choosing: the action of which this is weighed as something to choose, "" otherwise.
        beheld: the names that hold somebody whom the mind sees: nobody asks again.
    """

    picture: bool
    mind: Variable | None
    names: dict[str, Term]
    time: Term | None = None
    answered: Term | None = None
    citing: Variable | None = None
    hoisted: Mapping[t.Ex, Variable] = field(default_factory=dict)
    beheld: frozenset[str] = frozenset()
    idea: bool = False
    choosing: str = ""

    def true(self) -> View:
        """The same, in truth."""
        return replace(self, picture=False)

    def of(self, more: dict[str, Term]) -> View:
        """The same, with more names."""
        return replace(self, names={**self.names, **more})


class Values(Protocol):
    """What makes expressions: `Emitter`, as the files see it that it calls itself."""

    laws: Laws
    layout: Layout

    def value(self, e: t.Ex, v: View) -> Term:
        """Return an expression in its own type: bool, whole number or double."""

    def truth(self, e: t.Ex, v: View) -> Term:
        """Return a condition."""

    def number(self, e: t.Ex, v: View) -> Term:
        """Return a double."""

    def stored(self, e: t.Ex, kind: Type, v: View) -> Term:
        """Return a value as a field of that type holds it."""

    def constant(self, e: t.Const) -> Term:
        """Return a constant; a member by its row."""

    def site(self, at: Span) -> Term:
        """Return the number of a line in the author's text, for trouble while running."""

    def cell(self, a: Attribute, owner: Term, key: Term | None) -> Term:
        """Return the index of a value in truth."""

    def own(self, owner: t.Ex, v: View) -> bool:
        """Whether it is certain, from the text alone, that this is the mind itself."""

    def member(self, e: t.Ex, v: View) -> Term:
        """Return a member that is named more than once."""

    def person(self, e: t.Ex, v: View) -> Term:
        """Return a member; of people, whose body it is in truth."""

    def sees(self, kind: str, x: Term, v: View) -> Term:
        """Return whether the view's mind sees a member now, or where it is."""


def form(kind: Type) -> Scalar:
    """Return what a value of that type is in the subset."""
    return "bool" if kind.tag == "bool" else stored(kind)


def stored(kind: Type) -> Scalar:
    """Return what a field of that type, or a parameter, holds."""
    return "i64" if kind.whole else "f64"


def parameter(role: t.Var) -> Variable:
    """Return what holds a role among the parameters of an emitted function."""
    return c.local(f"a_{role.word}", stored(role.type))


def argument(role: t.Var) -> Term:
    """Return what a role is inside the function whose parameter it is."""
    made = parameter(role)
    return c.compare(made, "!=", 0) if role.type.tag == "bool" else made


def member(role: t.Var) -> Variable:
    """Return what holds the member that a loop has come to."""
    return c.local(f"i_{role.word}")


def every(
    x: Variable, kind: str, body: Sequence[Instruction], at: Span | None = None
) -> Instruction:
    """Go over the members of a kind."""
    return c.loop(x, 1, c.binary(c.at(count(kind)), "+", 1), body, at)


def members(
    x: Variable,
    kind: str,
    body: Sequence[Instruction],
    v: View,
    layout: Layout,
    at: Span | None = None,
) -> Instruction:
    """Go over the members of a kind that are there: in a mind, over the persons in its eyes."""
    if kind == "Character" and layout.bodies and v.picture and v.mind is not None:
        somebody = c.call(bodies.is_person, eyes_of(v, layout), x)
        inner = [c.when(c.negate(somebody), [c.skip()]), *body]
        return c.loop(x, 1, layout.rows[kind] - 1, inner, at)
    if kind in layout.leaving:
        left = c.compare(c.at(layout.leaving[kind], x), "==", 1)
        body = [c.when(left, [c.skip()]), *body]
    return every(x, kind, body, at)


def role(deed: Term, i: int) -> Term:
    """Return who or what is in role `i` of a deed."""
    return c.at(F.d_role, c.binary(c.binary(deed, "*", DEED_CELLS), "+", i))


def kept_whole(left: Term, op: Literal["+", "-", "*"], right: Term, site: Term) -> Invoke:
    """Return a sum, difference or product that is whole and that a double holds exactly."""
    return c.call(numbers.kept_whole, c.binary(left, _SATURATED[op], right), site)


def changed(a: Attribute, old: Term, op: Literal["+", "-"], by: Term, site: Term) -> Term:
    """Return what an attribute's value becomes when that is added to it, or taken from it."""
    return kept_whole(old, op, by, site) if a.type.whole else c.binary(old, op, by)


def padded(roles: Sequence[c.Operand], most: int = MOST_ROLES) -> list[c.Operand]:
    """Return roles, and nobody in those that are left."""
    return [*roles, *[0] * (most - len(roles))]


def deed_names(rule: Rule, layout: Layout, eyes: Variable | None = None) -> dict[str, Term]:
    """Return how a deed's roles and outcomes are read from its value `d`.

    People in its roles are those for whom the mind in `eyes` takes them, if there is one; else
    their bodies, of who is in disguise the disguise's.
    """
    names: dict[str, Term] = {r.word: role(D, i) for i, r in enumerate(rule.roles)}
    people = [(i, r) for i, r in enumerate(rule.roles) if r.type.of == "Character"]
    eyes = eyes if layout.bodies else None
    if eyes is not None:
        names |= {r.word: c.call(bodies.seen_in, eyes, D, i) for i, r in people}
    elif layout.guise:
        names |= {r.word: c.call(bodies.body_in, D, i) for i, r in people}
    for column, outcome in zip(OUTCOMES, rule.outcomes, strict=False):
        held = c.at(column, D)
        if outcome.type.tag == "bool":
            names[outcome.word] = c.compare(held, "!=", 0)
        else:
            names[outcome.word] = c.convert(held, "i64") if outcome.type.whole else held
        if eyes is not None and outcome.type.of == "Character":
            names[outcome.word] = c.call(bodies.taken, eyes, names[outcome.word])
    return names


def as_taken(e: t.Ex, made: Term, rule: Rule | None, eyes: Variable | None) -> Term:
    """Return a value of deed `d` as the mind in `eyes` has it: of a body, for whom it is taken."""
    if eyes is None or e.type.of != "Character":
        return made
    for i, r in enumerate(rule.roles if rule else ()):
        if isinstance(e, t.Var) and e.word == r.word:
            return c.call(bodies.seen_in, eyes, D, i)
    return c.call(bodies.taken, eyes, c.call(bodies.body_shown, made))


def mind_of(v: View) -> Variable:
    """Return what holds the mind of a view that has one."""
    assert v.mind is not None
    return v.mind


def people_taken(e: t.Ex, mind: Term, v: View, layout: Layout) -> dict[str, Term]:
    """Return the people named in a belief that is asked in truth: as that mind takes them."""
    if v.picture or not layout.bodies:
        return {}
    people = {x.word for x in t.walk(e) if isinstance(x, t.Var) and x.type.of == "Character"}
    named = [word for word in v.names if word in people]
    return {word: c.call(bodies.taken, mind, v.names[word]) for word in named}


def eyes_of(v: View, layout: Layout) -> Term:
    """Return the mind for whom people count as it takes them: of an idea, whose idea it is."""
    mind = mind_of(v)
    return c.binary(mind, "//", layout.rows["Character"]) if v.idea else mind


def truth_view(rule: Rule, layout: Layout) -> View:
    """How a rule reads its roles when it happens: in truth, from the deed `d`."""
    mind = M if rule.mark == "action" else None
    return View(False, mind, deed_names(rule, layout), answered=c.at(F.d_answers, D))


@dataclass(frozen=True, slots=True)
class Meant:
    """A meaning that a deed has.

    Attributes:
        args: its values; shorthands are written out: who asks later has only the deed.
        tests: under which conditions.
        ranging: for which members it has it: the variables of the `for`s around it.
    """

    meaning: str
    args: tuple[t.Ex, ...]
    tests: tuple[t.Ex, ...]
    ranging: tuple[t.Var, ...]

    @property
    def names(self) -> dict[str, Term]:
        """What holds the members that the loops have come to; no other loop has these names."""
        return {var.word: _ranging(var) for var in self.ranging}

    def around(self, body: Sequence[Instruction]) -> Sequence[Instruction]:
        """Do this for every member for which the deed has the meaning."""
        for var in reversed(self.ranging):
            body = [every(_ranging(var), var.type.of, body)]
        return body


def _ranging(var: t.Var) -> Variable:
    return c.local(f"each_{var.word}")


def meanings(rule: Rule, of: str) -> Sequence[Meant]:
    """Return how a rule's deeds have a meaning."""
    return _meanings((*rule.replay_begin, *rule.replay_end), of, Meant(of, (), (), ()), {})


def _meanings(
    body: Sequence[t.Statement], of: str, so_far: Meant, given: Mapping[str, t.Ex]
) -> list[Meant]:
    found: list[Meant] = []
    short = dict(given)
    for s in body:
        match s:
            case t.Local(word=word, value=value):
                short[word] = substitute(value, short)
            case t.Means(args=args) if s.meaning == of:
                found.append(replace(so_far, args=tuple(substitute(a, short) for a in args)))
            case t.If(test=test, yes=yes, no=no):
                asked = substitute(test, short)
                untrue = t.Calc(BOOL, "not", (asked,), asked.at)
                for part, holds in ((yes, asked), (no, untrue)):
                    inside = replace(so_far, tests=(*so_far.tests, holds))
                    found += _meanings(part, of, inside, short)
            case t.Loop(var=var, body=inner):
                inside = replace(so_far, ranging=(*so_far.ranging, var))
                found += _meanings(inner, of, inside, short)
    return found


# deeds as values -----------------------------------------------------------------------------


def same(one: Term, other: Term, values: Values) -> Term:
    """Return whether two deed values are the same; claims that say the same are."""
    if any(rule.mark == "claim" for rule in values.laws.rules.values()):
        return c.call(claim.same_deed, one, other)
    return c.compare(one, "==", other)


def is_such(given: Term, pattern: t.Pattern, v: View, values: Values) -> Term:
    """Return whether a deed value is a claim like that, whose holes anything fills."""
    if pattern.word not in values.layout.rules:
        return c.const(False)
    rule = values.laws.rules[pattern.word]
    tests: list[Term] = [c.compare(c.at(F.d_rule, given), "==", values.layout.rules[pattern.word])]
    for place, wanted in enumerate(pattern.args):
        if wanted is not None:
            tests.append(c.compare(role(given, place), "==", values.stored(wanted, wanted.type, v)))
    for _, wanted in pattern.outcomes:
        value = values.stored(wanted, rule.outcomes[0].type, v)
        value = c.convert(value, "f64") if rule.outcomes[0].type.whole else value
        tests.append(c.call(numbers.alike, c.at(F.d_o0, given), value))
    return c.both(*tests)


def foreseen(e: t.Builtin, v: View, values: Values) -> Term:
    """Return what the mind thinks will come of a choice; of what it is at already, what it thought.

    The first of the arguments is how far ahead, the others are the roles of the choice.
    """
    if not v.choosing:
        return c.at(F.c_foreseen, mind_of(v))
    roles = padded([v.names[r.word] for r in e.args[2:] if isinstance(r, t.Var)], 3)
    answered = v.answered if v.answered is not None else 0
    given = [values.layout.rules[v.choosing], mind_of(v), *roles, answered]
    return c.call(foresight.foreseen, *given, values.number(e.args[0], v))


def flesh(made: Term, layout: Layout) -> Term:
    """Return whose body it is, in truth."""
    return c.call(bodies.bare, made) if layout.guise else made


def cited(a: Attribute, made: Term, writer: Term, citing: Variable) -> Term:
    """Return a value that is read, and let the deed in `citing` keep who wrote it."""
    word = notes.cited_whole if a.type.whole else notes.cited
    return c.call(word, citing, writer, made)


def roles_in(e: t.Ex) -> list[t.Var]:
    """Return the roles that an expression needs, by name."""
    needs = t.named(e)
    found = {x.word: x for x in t.walk(e) if isinstance(x, t.Var) and x.word in needs}
    return [found[word] for word in sorted(found)]


def is_long(made: Term) -> bool:
    """Whether an expression is so long that it must not stand in several places."""
    waiting, many = [made], 0
    while waiting and many <= _LONG:
        waiting.extend(children(waiting.pop()))
        many += 1
    return many > _LONG


# statements -----------------------------------------------------------------------------------

Leaf: TypeAlias = (
    t.Write | t.Throw | t.Note | t.Means | t.Inform | t.Look | t.Later | t.Foil | t.Gone | t.Reveal
    | t.Disguise | t.Say | t.Give
)  # fmt: skip


def walked(
    body: Sequence[t.Statement],
    v: View,
    values: Values,
    leaf: Callable[[Leaf, View], Sequence[Instruction]],
    *,
    even_empty: bool = True,
) -> tuple[list[Instruction], View]:
    """Return what statements come to, and how expressions are read after them.

    Shorthands are worked out where they stand. `leaf` says what all but `if` and `for` come to.
    Unless `even_empty`, what would do nothing is left out, and what it asks is not asked.
    """
    made: list[Instruction] = []
    for s in body:
        match s:
            case t.Local(word=word, value=value):
                worth = values.value(value, v)
                held = c.local(f"l_{word}", worth.type)
                made.append(c.let(held, worth, s.at))
                v = v.of({word: held})
            case t.If(test=test, yes=yes, no=no):
                first, second = (
                    walked(part, v, values, leaf, even_empty=even_empty)[0] for part in (yes, no)
                )
                if even_empty or first or second:
                    made.append(c.when(values.truth(test, v), first, second, s.at))
            case t.Loop(var=var, kind=kind, body=inside):
                x = member(var)
                more = v.of({var.word: x})
                within, _ = walked(inside, more, values, leaf, even_empty=even_empty)
                if even_empty or within:
                    made.append(members(x, kind, within, v, values.layout, s.at))
            case (
                t.Write()
                | t.Throw()
                | t.Note()
                | t.Means()
                | t.Inform()
                | t.Look()
                | t.Later()
                | t.Foil()
                | t.Gone()
                | t.Reveal()
                | t.Disguise()
                | t.Say()
                | t.Give()
            ):
                made += [c.placed(one, s.at) for one in leaf(s, v)]
            case _:
                assert_never(s)
    return made, v
