"""Which types go together, and how a message names them."""

from __future__ import annotations

from moshimo.lang.model import BAD, INT, MOMENT, NUMBER, SPAN, Type

PLAIN = ("bool", "int", "number")


def fits(given: Type, wanted: Type) -> bool:
    """Whether a value of one type can stand where the other is wanted."""
    if "bad" in (given.tag, wanted.tag):
        return True
    if given.tag == "none":
        return wanted.tag in ("ref", "deed", "none")
    match wanted.tag:
        case "number":
            return given.tag in PLAIN
        case "int":
            return given.tag in ("int", "bool")
        case "ref" | "choice":
            return given.tag == wanted.tag and given.of == wanted.of
    return given.tag == wanted.tag


def shared(one: Type, other: Type) -> Type | None:
    """Return the type that holds values of both, None if there is none."""
    if fits(other, one):
        return NUMBER if one.tag == "number" else (other if one.tag == "none" else one)
    if fits(one, other):
        return NUMBER if other.tag == "number" else other
    return None


def reckoned(op: str, left: Type, right: Type) -> Type | None:
    """Return the type that `left op right` comes to, None if they do not go together."""
    one, other = left.tag, right.tag
    if "bad" in (one, other):
        return BAD
    if one in PLAIN and other in PLAIN:
        if "number" in (one, other):
            return NUMBER if op not in ("//", "%") else None
        return NUMBER if op == "/" else INT
    match op, one, other:
        case ("+" | "-", "moment", "span") | ("+", "span", "moment"):
            return MOMENT
        case ("+" | "-", "span", "span") | ("-", "moment", "moment"):
            return SPAN
        case ("*" | "/", "span", "bool" | "int" | "number"):
            return SPAN
        case ("*", "bool" | "int" | "number", "span"):
            return SPAN
        case ("/", "span", "span"):
            return NUMBER
    return None


def is_timed(*types: Type) -> bool:
    """Whether one of them is a Span or a Moment: then what is wrong is the unit."""
    return any(kind.tag in ("span", "moment") for kind in types)


def spoken(kind: Type) -> str:
    """Return a type as a sentence names it."""
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
