"""Declarations: the kinds, choices, meanings and numbers of all rule files together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
    TYPES,
    Attribute,
    ByQuantity,
    Kind,
    Type,
    Who,
    fits,
)
from moshimo.lang.typing.calls import typer
from moshimo.lang.typing.expressions import Names, Typer, fresh, kind_of

OPTIONS = {
    "private": ("guess", "half_life", "self"),
    "shown": ("half_life",),
    "visible": (),
    "known": (),
}
WHERE = Attribute("Character", "place", PLACE, "", "visible", 0, None, 0.0, None, OURS)
PATH = Attribute("Place", "path", TYPES["Span"], "Place", "known", 0.0, None, 0.0, None, OURS)


def declare(files: Sequence[w.File], problems: list[Problem]) -> Names:
    """Return the names that the classes and constants of every file declare."""
    names = Names()
    names.kinds["Character"] = Kind("Character", "nobody", 0, (WHERE,), OURS)
    names.kinds["Place"] = Kind("Place", "nowhere", 0, (PATH,), OURS)
    classes = [made for file in files for made in file.classes]
    _choices(classes, names, problems)
    for made in classes:
        if not made.parent and made.word not in names.kinds:
            fresh(made.word, made.at, names, problems)
            names.kinds[made.word] = Kind(made.word, "nothing", made.room, (), made.at)
    for made in classes:
        if made.parent == "Deed":
            fresh(made.word, made.at, names, problems)
            names.meanings[made.word] = tuple(
                Var(kind_of(m.type, m.type_at, names, problems, all_types=True), m.word, m.at)
                for m in made.members
            )
            _plain_roles(made, problems)
    for made in classes:
        if not made.parent:
            _attributes(made, names, problems)
    _never_seen(names, problems)
    for file in files:
        for constant in file.constants:
            fresh(constant.word, constant.at, names, problems)
            names.numbers[constant.word] = constant.value
    return names


def _choices(classes: Iterable[w.Class], names: Names, problems: list[Problem]) -> None:
    for made in classes:
        if made.parent == "Choice":
            fresh(made.word, made.at, names, problems)
            given = tuple(word for word, _ in made.words)
            for index, (word, at) in enumerate(made.words):
                reserved = word in words.RESERVED
                if reserved or word in given[:index]:
                    what = "is a word of the language" if reserved else "stands here twice"
                    problems.append(Problem("name-twice", at, f"`{word}` {what}"))
            if not given:
                what = f"`{made.word}` has no words to choose from"
                fix = "write them below it: `low, high`."
                problems.append(Problem("bad-class", made.at, what, fix=fix))
            names.choices[made.word] = given


def _plain_roles(made: w.Class, problems: list[Problem]) -> None:
    seen: set[str] = set()
    for member in made.members:
        if member.word in seen:
            problems.append(Problem("name-twice", member.at, f"`{member.word}` stands here twice"))
        elif member.key or member.value is not None:
            what = "a meaning's role has a type and nothing more"
            fix = f"write `{member.word}: {member.type}`."
            problems.append(Problem("bad-class", member.at, what, fix=fix))
        seen.add(member.word)


def _attributes(made: w.Class, names: Names, problems: list[Problem]) -> None:
    kind = names.kinds[made.word]
    found = list(kind.attributes)
    for member in made.members:
        if member.word in words.OF_MEMBERS:
            what = f"every member has a `{member.word}` already, for telling"
            problems.append(Problem("name-twice", member.at, what))
        twice = next((a for a in found if a.word == member.word), None)
        if twice:
            what = f"`{made.word}` has an attribute `{member.word}` already"
            also = ((twice.at, "it is declared here"),) if twice.at is not OURS else ()
            problems.append(Problem("name-twice", member.at, what, also=also))
            continue
        attribute = _attribute(made.word, member, names, problems)
        if attribute:
            found.append(attribute)
    names.kinds[made.word] = replace(kind, attributes=tuple(found), room=max(kind.room, made.room))


def _never_seen(names: Names, problems: list[Problem]) -> None:
    """Note shown attributes of kinds whose members have no place, so that nobody sees them."""
    for kind in names.kinds.values():
        if kind.word in ("Character", "Place") or kind.place:
            continue
        problems += [
            Problem(
                "never-seen",
                a.at,
                f"nobody ever sees the `{a.word}` of a member of `{kind.word}`",
                why="what is shown is known to who sees its owner now: who is where it is.",
                fix="say where it is, by `place: Place = visible(nowhere)`; "
                "or declare this visible or known.",
            )
            for a in kind.attributes
            if a.who == "shown"
        ]


def _attribute(
    kind: str, member: w.Declared, names: Names, problems: list[Problem]
) -> Attribute | None:
    made = kind_of(member.type, member.type_at, names, problems, all_types=True)
    if member.key and member.key not in names.kinds:
        kind_of(member.key, member.type_at, names, problems)
        return None
    call = member.value
    if call is None or call.word not in OPTIONS:
        problems.append(
            Problem(
                "bad-attribute",
                member.at if call is None else call.word_at,
                f"`{member.word}` does not say who can know it",
                why="who knows an attribute is part of its type.",
                fix="write private(…), shown(…), visible(…) or known(…) round the value.",
            )
        )
        return None
    who: Who = call.word  # type: ignore[assignment]
    constants = typer(names, "truth", problems)
    default = 0.0
    if len(call.args) == 1:
        default = _constant(constants, call.args[0], made)
    elif call.args:
        problems.append(Problem("wrong-count", call.at, f"`{who}` takes one value, the default"))
    elif made.tag == "moment":
        default = NEVER
    guess: float | Literal["own"] | ByQuantity | None = None
    half_life, own = 0.0, None
    for word, given in call.named:
        if word not in OPTIONS[who]:
            meant, allowed = nearest(word, OPTIONS[who]), ", ".join(OPTIONS[who])
            fix = f"did you mean `{meant}`?" if meant else f"it has: {allowed}." if allowed else ""
            problems.append(
                Problem("bad-option", given.at, f"`{who}` has no option `{word}`", fix=fix)
            )
        elif word == "half_life":
            half_life = _constant(constants, given, TYPES["Span"])
            if half_life <= 0:
                problems.append(
                    Problem("bad-option", given.at, "a half-life is longer than nothing")
                )
        elif word == "self":
            own = _constant(constants, given, made)
        elif isinstance(given, w.Name) and given.word == "own":
            guess = "own"
        elif isinstance(given, w.Name) and given.word not in names.numbers:
            guess = ByQuantity(given.word)
        else:
            guess = _constant(constants, given, made)
    if half_life and made.tag != "number":
        problems.append(Problem("bad-option", member.at, "only a number can fade"))
    return Attribute(
        kind, member.word, made, member.key, who, default, guess, half_life, own, member.at
    )


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
