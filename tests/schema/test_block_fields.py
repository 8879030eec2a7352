"""The block's fields are declared once, each with a sentence; and nothing is declared in vain."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

import moshimo
from moshimo.engine.kernel import act, dice, emitted
from moshimo.engine.kernel.minds import think
from moshimo.engine.program import kernel
from moshimo.schema.block_fields import FIELDS, HEADS, KINDS, POOLS, F
from moshimo.schema.field import Field
from moshimo.schema.scalars import Parameter, Signature, signature

SRC = Path(moshimo.__file__).parent
DECLARED = [field for field in vars(F).values() if isinstance(field, Field)]


def test_no_two_fields_have_one_name() -> None:
    assert len({field.word for field in FIELDS}) == len(FIELDS)


def test_a_field_has_the_name_it_is_declared_under_and_a_sentence() -> None:
    for word, field in vars(F).items():
        if isinstance(field, Field):
            assert field.word == word
            assert re.fullmatch(r"[A-Z0-9].*[.]", field.about), word


def test_a_pool_has_the_columns_that_name_it() -> None:
    found = [column for pool in POOLS for column in pool.columns]
    assert found == [field for field in DECLARED if field.pool]
    assert [pool.width for pool in POOLS] == [
        8 * sum(column.cells for column in pool.columns) for pool in POOLS
    ]


def test_every_field_is_named_somewhere() -> None:
    texts = [p.read_text("utf-8") for p in SRC.rglob("*.py") if "schema" not in p.parts]
    names = {word for text in texts for word in re.findall(r"[A-Za-z_0-9]+", text)}
    numbered = re.compile(r"(d|bar|watch)_[ro]\d|k_kind\d")  # named by their number
    unnamed = [f.word for f in DECLARED if f.word not in names and not numbered.fullmatch(f.word)]
    assert unnamed == []


def test_what_hangs_on_no_world_has_a_size() -> None:
    assert (F.now.size, F.best_role.size, F.near.size, F.d_rule.size) == (1, 4, 0, 0)
    assert {head.size for head in HEADS} == {1}
    assert [field.word for field in KINDS if field.size] == ["n_Character"]


@pytest.mark.parametrize("function", [think.think, act.expect, dice.mix, emitted.wish])
def test_a_functions_signature_is_as_it_is_annotated(function: Callable[..., object]) -> None:
    found = {f.word: f.signature for f in kernel().functions}
    own = signature(function)
    assert found.get(own.word, own) == own
    assert signature(dice.mix).parameters == (Parameter("h", "u64"), Parameter("x", "u64"))
    assert signature(emitted.wish) == Signature("wish", (Parameter("d", "i64"),), "f64")
    assert signature(dice.mix).block is False
