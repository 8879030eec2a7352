"""What is not of the subset is refused before anything is made of it, with what and where."""

from __future__ import annotations

import ast
from dataclasses import replace

import pytest

from moshimo.compile.ir import code as c
from moshimo.compile.ir.llvm import ROWS, ROWS_OF_ONE
from moshimo.compile.ir.nodes import Binary, Instruction, Invoke, Routine, Term, Variable
from moshimo.compile.ir.reader import Scope, declared, read
from moshimo.compile.ir.verify import OPERATORS, Schema, verify
from moshimo.engine.program import kernel
from moshimo.errors import OurError, Span
from moshimo.schema.block_fields import FIELDS, F
from moshimo.schema.field import Field
from moshimo.schema.scalars import Parameter, Signature

KERNEL = {f.word: f.signature for f in kernel().functions}
BLOCK = {f.word: f for f in FIELDS}
X, Y, T = c.local("x"), c.local("y", "f64"), c.local("t", "bool")
H = c.local("h", "u64")
NONE = c.const(0)
AT = Span("rules/a.py", 7, 5)


def made(*body: Instruction, gives: str = "none") -> Routine:
    """Return a function of a whole number `x`, a double `y`, a truth value `t` and a key `h`."""
    took = tuple(Parameter(p.word, p.type) for p in (X, Y, T, H))
    found = Signature("f", took, gives)  # type: ignore[arg-type]
    return Routine(found, body, Span("rules/a.py", 3))


def refused(function: Routine) -> OurError:
    """Return how a function is refused."""
    with pytest.raises(OurError) as caught:
        verify(function, Schema(BLOCK, {**KERNEL, "f": function.signature}))
    return caught.value


def passes(function: Routine) -> None:
    verify(function, Schema(BLOCK, {**KERNEL, "f": function.signature}))


def written(text: str, gives: str = "None") -> Routine:
    """Return a function of those four names, read from its text."""
    body = text.strip("\n").replace("\n", "\n ")
    head = f"def f(b: Block, x: i64, y: f64, t: bool, h: u64) -> {gives}:\n {body}"
    (node,) = ast.parse(head).body
    assert isinstance(node, ast.FunctionDef)
    scope = Scope(BLOCK, kernel().constants, {**KERNEL, "f": declared(node)})
    return read(node, scope, "kernel.py")


# what is refused ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "what"),
    [
        (Binary("i64", "+", X, Y), "has f64 where i64 is wanted"),
        (Binary("f64", "//", Y, Y), "has no // of f64"),
        (Binary("i64", "^", X, X), "has no ^ of i64"),
        (Binary("u64", ">>", H, H), "has no >> of u64"),
        (Binary("u64", ">>", H, c.const(64, "u64")), "has no >> of u64"),
        (Binary("i64", "+sat", X, X), "has no +sat of i64"),
        (c.compare(T, "<", T), "has no < of bool"),
        (c.compare(X, "==", H), "has u64 where i64 is wanted"),
        (c.both(T, X), "has i64 where bool is wanted"),
        (c.negate(X), "has no not of i64"),
        (c.minus(H), "has no - of u64"),
        (c.choose(X, 1, 2), "has i64 where bool is wanted"),
        (c.choose(T, X, Y), "has f64 where i64 is wanted"),
        (c.convert(T, "i64"), "makes no i64 of bool"),
        (c.const(1 << 63), "has what is no i64"),
        (c.const(-1, "u64"), "has what is no u64"),
        (c.at(Field("nowhere", "i64")), "names nowhere, which is no such field"),
        (c.at(replace(F.now, type="i64")), "names now, which is no such field"),
        (c.at(F.now, 1), "has a place outside now"),
        (c.at(F.best_role, -1), "has a place outside best_role"),
        (c.at(F.d_rule, Y), "has f64 where i64 is wanted"),
        (c.local("z"), "reads z, which may have no value yet"),
        (c.local("x", "f64"), "has x as i64 too"),
        (c.call(Signature("g", (), "i64")), "calls g, which is no such function"),
        (c.call(Signature("mix", (), "u64")), "calls mix, which is no such function"),
        (Invoke(KERNEL["mix"], (H,)), "calls mix with 1 values"),
        (Invoke(KERNEL["mix"], (H, Y)), "calls mix with f64 as x"),
        (Invoke(KERNEL["unit"], (T,)), "calls unit with bool as h"),
    ],
)
def test_a_value_that_is_none_is_refused(value: Term, what: str) -> None:
    wrong = refused(made(c.let(c.local("v", value.type), value, AT)))
    assert what in str(wrong)
    assert "`f`" in str(wrong)
    assert wrong.where == AT


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ([c.let(c.local("v"), Y)], "has f64 where i64 is wanted"),
        ([c.let(X, X), c.let(c.local("x", "f64"), Y)], "has x as i64 too"),
        ([c.put(F.now, 0, X)], "has i64 where f64 is wanted"),
        ([c.change(F.seed, 0, "+", H)], "changes a key in place"),
        ([c.put(F.k_speech, X, 1)], "changes k_speech, which no code does"),
        ([c.change(F.starts, 0, "+", Y)], "changes starts, which no code does"),
        ([c.do(c.call(Signature("g")))], "calls g, which is no such function"),
        ([c.when(X, [])], "has i64 where bool is wanted"),
        ([c.during(Y, [])], "has f64 where bool is wanted"),
        ([c.loop(Y, 0, 3, [])], "counts in f64"),
        ([c.loop(c.local("n"), 0, Y, [])], "has f64 where i64 is wanted"),
        ([c.leave()], "leaves a loop that is not there"),
        ([c.when(T, [c.skip()])], "leaves a loop that is not there"),
        ([c.give(X)], "is to give none"),
    ],
)
def test_a_statement_that_is_none_is_refused(body: list[Instruction], what: str) -> None:
    assert what in str(refused(made(*body)))


N, UP = c.local("n"), c.local("up")
ZERO, ONE, READ = c.let(N, 0), c.let(N, 1), c.put(F.d_rule, 0, N)


@pytest.mark.parametrize(
    "body",
    [
        [READ],
        [c.when(T, [ZERO]), READ],
        [c.when(T, [ZERO], [c.put(F.fresh, 0, 1)]), READ],
        [c.during(T, [ZERO]), READ],
        [c.loop(c.local("i"), 0, X, [ZERO]), READ],
        [c.loop(N, 0, X, []), READ],
        [c.during(T, [c.when(T, [c.leave()]), ZERO]), READ],
        [c.during(c.const(True), [c.when(T, [c.leave()]), ZERO]), READ],
        [c.when(T, [c.let(N, N)])],
        [c.when(c.compare(X, "==", 0), [c.let(X, 1), ZERO]), READ],  # a parameter is no flag
        [c.loop(UP, 0, 3, [c.when(c.compare(UP, "==", 0), [c.let(UP, 1), ZERO])]), READ],
    ],
)
def test_a_name_must_have_a_value_on_every_way(body: list[Instruction]) -> None:
    assert "reads n, which may have no value yet" in str(refused(made(*body)))


@pytest.mark.parametrize(
    "body",
    [
        [ZERO, READ],
        [c.when(T, [ZERO], [ONE]), READ],
        [c.when(T, [ZERO], [c.give()]), READ],
        [c.when(T, [c.give()], [ZERO]), READ],
        [c.loop(N, 0, X, [READ])],
        [c.during(c.const(True), [ZERO, c.when(T, [c.leave()])]), READ],
        [c.during(T, [c.when(T, [c.skip()], [ZERO]), READ])],
        [c.give(), READ],
    ],
)
def test_it_has_one_where_no_way_is_without(body: list[Instruction]) -> None:
    passes(made(*body))


UP = c.local("up")
ONCE = c.when(c.compare(UP, "==", 0), [c.let(UP, 1), ZERO])


def test_what_is_worked_out_once_has_a_value_from_then_on() -> None:
    passes(made(c.let(UP, 0), c.during(T, [ONCE, READ])))


@pytest.mark.parametrize(
    "body",
    [
        [c.let(UP, 1), ONCE, READ],
        [c.let(UP, 0), c.when(T, [c.let(UP, 1)]), ONCE, READ],
        [c.let(UP, X), ONCE, READ],
        [
            c.let(UP, 0),
            c.during(
                T,
                [
                    c.when(c.compare(UP, "==", 0), [c.let(UP, 1), c.when(T, [c.skip()]), ZERO]),
                    READ,
                ],
            ),
        ],
    ],
)
def test_but_not_if_the_flag_may_be_up_for_something_else(body: list[Instruction]) -> None:
    assert "reads n" in str(refused(made(*body)))


@pytest.mark.parametrize(
    "body",
    [
        [],
        [c.when(T, [c.give(X)])],
        [c.during(T, [c.give(X)])],
        [c.during(c.const(True), [c.when(T, [c.leave()])])],
        [c.loop(N, 0, 3, [c.give(X)])],
    ],
)
def test_every_way_gives_a_value_if_one_is_to_be_given(body: list[Instruction]) -> None:
    assert "may end without a value" in str(refused(made(*body, gives="i64")))
    assert "is to give i64" in str(refused(made(c.give(), gives="i64")))
    assert "has f64 where i64 is wanted" in str(refused(made(c.give(Y), gives="i64")))


def test_a_function_is_as_the_others_know_it() -> None:
    function = made()
    with pytest.raises(OurError, match="is not known as it is made"):
        verify(function, Schema(BLOCK, {"f": Signature("f")}))


def test_what_is_too_large_is_worked_out_nowhere_but_where_that_is_noted() -> None:
    total = Binary("i64", "+sat", X, X)
    passes(made(c.do(c.call(KERNEL["kept_whole"], total, 0))))
    assert "has no +sat" in str(refused(made(c.do(c.call(KERNEL["trip"], total, 0)))))
    assert "has no +sat" in str(refused(made(c.put(F.steps, 0, total))))


def test_where_is_that_of_what_is_around_if_the_part_has_none() -> None:
    assert refused(made(c.when(X, [], at=AT))).where == AT
    assert refused(made(c.give(X))).where == Span("rules/a.py", 3)


# what passes ----------------------------------------------------------------------------------


def test_the_back_ends_table_has_a_row_for_each_operator_and_type_and_no_others() -> None:
    wanted = {(op, kind) for op, kinds in OPERATORS.items() for kind in kinds}
    assert set(ROWS) == wanted | {(f"{op}sat", "i64") for op in "+-*"}
    assert set(ROWS_OF_ONE) == {
        *[("-", "i64"), ("-", "f64"), ("not", "bool")],
        *[("i64", "f64"), ("i64", "u64"), ("f64", "i64"), ("f64", "u64")],
    }


def test_a_local_name_has_the_type_of_its_first_value_that_is_not_written() -> None:
    text = "n = 0\nn = b.d_key[x]\nk = 1\nk = k + x\nm = 2\nb.seed[0] = m ^ h"
    function = written(text)
    passes(function)
    kinds = {s.local.word: s.local.type for s in function.body if hasattr(s, "local")}
    assert kinds == {"n": "u64", "k": "i64", "m": "u64"}


def test_a_statement_stands_where_its_text_does() -> None:
    function = written("x = 1\nif t:\n    b.now[0] = y")
    assert [s.at and (s.at.path, s.at.line) for s in function.body] == [
        ("kernel.py", 2),
        ("kernel.py", 3),
    ]


def test_a_number_of_pythons_takes_the_type_of_what_it_stands_beside() -> None:
    assert c.compare(Y, "<", 1) == c.compare(Y, "<", c.real(1.0))
    assert c.binary(1, "+", H).type == "u64"
    assert c.call(KERNEL["mix"], 1, X).args == (c.const(1, "u64"), X)
    assert c.put(F.now, 0, 1).value == c.real(1.0)
    assert Variable("x", "i64", AT) == X


def test_what_is_certain_is_not_asked() -> None:
    assert c.both() == c.const(True)
    assert c.both(c.const(True), T) == T
    assert c.choose(c.const(False), X, 3) == c.const(3)
