"""The types of the subset (docs/reference/subset.md), and the signatures of its functions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias, cast

Scalar: TypeAlias = Literal["i64", "u64", "f64", "bool", "none"]  # "none": a function gives nothing
SCALARS: tuple[Scalar, ...] = ("i64", "u64", "f64", "bool", "none")


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a function takes under a name."""

    word: str
    type: Scalar


@dataclass(frozen=True, slots=True)
class Signature:
    """What a function takes and gives.

    Attributes:
        word: its name.
        parameters: without the block.
        gives: the type of its value.
        block: whether it takes the block, as its first argument.
    """

    word: str
    parameters: tuple[Parameter, ...] = ()
    gives: Scalar = "none"
    block: bool = True


@cache
def signature(function: Callable[..., object]) -> Signature:
    """Return the signature of a function of the kernel or of a slot, as it is annotated."""
    told = {word: str(kind) for word, kind in function.__annotations__.items()}
    gives = told.pop("return")
    return signature_of(function.__name__, told, gives)


def signature_of(word: str, told: dict[str, str], gives: str) -> Signature:
    """Return the signature that these annotations tell.

    Raises:
        ValueError: a type is not one of the subset's.
    """
    block = next(iter(told.values()), "") == "Block"
    own = [(role, kind) for role, kind in told.items() if kind != "Block"]
    parameters = tuple(Parameter(role, scalar(kind)) for role, kind in own)
    return Signature(word, parameters, scalar(gives), block)


def scalar(word: str) -> Scalar:
    """Return the type that an annotation names.

    Raises:
        ValueError: it names none.
    """
    if word.lower() not in SCALARS:
        raise ValueError(f"`{word}` is no type of the subset")
    return cast("Scalar", word.lower())
