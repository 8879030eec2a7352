"""Declarations: the kinds, choices, meanings and numbers of all rule files together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from moshimo.errors import Problem, nearest
from moshimo.lang import words
from moshimo.lang import written as w
from moshimo.lang.typed import Const, Unknown, Var
from moshimo.lang.types import (
    NEVER,
    OURS,
    PLACE,
    SPAN,
    Attribute,
    ByQuantity,
    Kind,
    Type,
    Who,
    fits,
)
from moshimo.lang.typing.calls import typer
from moshimo.lang.typing.expressions import Names, Typer

OPTIONS = {
    "private": ("guess", "half_life", "self"),
    "shown": ("half_life",),
    "visible": (),
    "known": (),
}
MOST_ROOM = 10_000  # members of a kind yet to be born
WHERE = Attribute("Character", "place", PLACE, "", "visible", 0, None, 0.0, None, OURS)
PATH = Attribute("Place", "path", SPAN, "Place", "known", 0.0, None, 0.0, None, OURS)


def declare(files: Sequence[w.File], problems: list[Problem]) -> Names:
    """Return the names that the classes and constants of every file declare."""
    names = Names()
    names.kinds["Character"] = Kind("Character", "nobody", 0, (WHERE,), OURS)
    names.kinds["Place"] = Kind("Place", "nowhere", 0, (PATH,), OURS)
    reader = typer(names, "truth", problems)
    classes = [made for file in files for made in file.classes]
    for made in classes:
        if made.parent == "Choice":
            _choice(made, reader)
    for made in classes:
        if not made.parent and made.word not in names.kinds:
            reader.fresh(made.word, made.at)
            names.kinds[made.word] = Kind(made.word, "nothing", 0, (), made.at)
    for made in classes:
        if made.parent == "Deed":
            _meaning(made, reader)
    for made in classes:
        if not made.parent:
            _attributes(made, reader)
    for kind in names.kinds.values():
        _seen(kind, reader)
    for constant in (made for file in files for made in file.constants):
        reader.fresh(constant.word, constant.at)
        names.numbers[constant.word] = constant.value
    return names


def _choice(made: w.Class, reader: Typer) -> None:
    reader.fresh(made.word, made.at)
    given = tuple(word for word, _ in made.words)
    for index, (word, at) in enumerate(made.words):
        if word in words.RESERVED:
            reader.wrong("name-twice", at, f"`{word}` is a word of the language")
        elif word in given[:index]:
            reader.wrong("name-twice", at, f"`{word}` stands here twice")
    if not given:
        what = f"`{made.word}` has no words to choose from"
        reader.wrong("bad-class", made.at, what, fix="write them below it: `low, high`.")
    reader.names.choices[made.word] = given


def _meaning(made: w.Class, reader: Typer) -> None:
    reader.fresh(made.word, made.at)
    roles: list[Var] = []
    for member in made.members:
        if any(role.word == member.word for role in roles):
            reader.wrong("name-twice", member.at, f"`{member.word}` stands here twice")
        elif member.key or member.value is not None:
            what = "a meaning's role has a type and nothing more"
            fix = f"write `{member.word}: {member.type}`."
            reader.wrong("bad-class", member.at, what, fix=fix)
        kind = reader.kind(member.type, member.type_at, all_types=True)
        roles.append(Var(kind, member.word, member.at))
    reader.names.meanings[made.word] = tuple(roles)


def _attributes(made: w.Class, reader: Typer) -> None:
    kind = reader.names.kinds[made.word]
    found = {attribute.word: attribute for attribute in kind.attributes}
    for member in made.members:
        word = member.word
        if word in words.OF_MEMBERS:
            what = f"every member has a `{word}` already, for telling"
            reader.wrong("name-twice", member.at, what)
        if word in found:
            what = f"`{made.word}` has an attribute `{word}` already"
            also = ((found[word].at, "it is declared here"),) if found[word].at is not OURS else ()
            reader.problems.append(Problem("name-twice", member.at, what, also=also))
        elif attribute := _attribute(made.word, member, reader):
            found[word] = attribute
    room = max(kind.room, _room(made.room, reader))
    attributes = tuple(found.values())
    reader.names.kinds[made.word] = replace(kind, attributes=attributes, room=room)


def _room(given: w.Expression | None, reader: Typer) -> int:
    """Return for how many members yet to be born a kind has room."""
    match given:
        case None:
            return 0
        case w.Numeral(value=int(value), truth=False) if 1 <= value <= MOST_ROOM:
            return value
    what = f"`room=` takes a whole number from 1 to {MOST_ROOM:,}"
    why = "so many members can be born while the world runs; each has its row from the start."
    fix = "write as many as a scenario needs, for example `room=20`; without it none is born."
    reader.wrong("bad-class", given.at, what, why, fix)
    return 1


def _seen(kind: Kind, reader: Typer) -> None:
    """Note shown attributes of a kind whose members have no place, so that nobody sees them."""
    if kind.word in ("Character", "Place") or kind.place:
        return
    for attribute in kind.attributes:
        if attribute.who == "shown":
            what = f"nobody ever sees the `{attribute.word}` of a member of `{kind.word}`"
            why = "what is shown is known to who sees its owner now: who is where it is."
            fix = "say where it is, by `place: Place = visible(nowhere)`; or declare this visible "
            reader.wrong("never-seen", attribute.at, what, why, fix + "or known.")


def _attribute(kind: str, member: w.Declared, reader: Typer) -> Attribute | None:
    made = reader.kind(member.type, member.type_at, all_types=True)
    if member.key and member.key not in reader.names.kinds:
        reader.kind(member.key, member.type_at)
        return None
    call = member.value
    if call is None or call.word not in OPTIONS:
        at = member.at if call is None else call.word_at
        what = f"`{member.word}` does not say who can know it"
        why = "who knows an attribute is part of its type."
        fix = "write private(…), shown(…), visible(…) or known(…) round the value."
        reader.wrong("bad-attribute", at, what, why, fix)
        return None
    who: Who = call.word  # type: ignore[assignment]
    default = NEVER if made.tag == "moment" and not call.args else 0.0
    if len(call.args) == 1:
        default = _constant(reader, call.args[0], made)
    elif call.args:
        reader.wrong("wrong-count", call.at, f"`{who}` takes one value, the default")
    guess: float | Literal["own"] | ByQuantity | None = None
    half_life, own = 0.0, None
    for word, given in call.named:
        if word not in OPTIONS[who]:
            meant, allowed = nearest(word, OPTIONS[who]), ", ".join(OPTIONS[who])
            fix = f"did you mean `{meant}`?" if meant else f"it has: {allowed}." if allowed else ""
            reader.wrong("bad-option", given.at, f"`{who}` has no option `{word}`", fix=fix)
        elif word == "half_life":
            half_life = _constant(reader, given, SPAN)
            if half_life <= 0:
                reader.wrong("bad-option", given.at, "a half-life is longer than nothing")
        elif word == "self":
            own = _constant(reader, given, made)
        elif isinstance(given, w.Name) and given.word == "own":
            guess = "own"
            if kind != "Character":
                what = f"a `{kind}` has its own `{member.word}`, and a mind has none to go by"
                why = "`guess=own` says that others suppose of somebody what they are themselves."
                fix = "give a value, `guess=0.5`, or the name of a quantity `(mind, owner)`."
                reader.wrong("bad-option", given.at, what, why, fix)
        elif isinstance(given, w.Name) and given.word not in reader.names.numbers:
            guess = ByQuantity(given.word)
        else:
            guess = _constant(reader, given, made)
    if half_life and made.tag != "number":
        reader.wrong("bad-option", member.at, "only a number can fade")
    at, key = member.at, member.key
    return Attribute(kind, member.word, made, key, who, default, guess, half_life, own, at)


def _constant(typer: Typer, node: w.Expression, wanted: Type) -> float:
    """Return a value that never changes, as data has it: unknown is -1."""
    made = typer.fit(node, wanted)
    if isinstance(made, Unknown):
        return -1
    if not isinstance(made, Const):
        if made.type.tag != "bad":
            what = "this changes while the world runs, and a constant is needed here"
            typer.wrong("not-constant", node.at, what)
        return 0.0
    if fits(made.type, wanted) and not wanted.low <= made.value <= wanted.high:
        what = f"{made.value:g} lies outside {wanted.low:g} to {wanted.high:g}"
        typer.wrong("out-of-range", node.at, what)
    return made.value
