"""Which rule, which person, which style, as somebody types it."""

from __future__ import annotations

from collections.abc import Collection

from moshimo.errors import Problem, Span, WorldError, did_you_mean, listed
from moshimo.lang.laws import Rule
from moshimo.lang.newborns import CLONE, newborn
from moshimo.world.telling.ways import PLAIN
from moshimo.world.world import CheckedWorld


def rule_called(name: str, world: CheckedWorld) -> Rule:
    """Return the world's rule of that name.

    Raises:
        WorldError: there is none.
    """
    rules = world.laws.rules
    if name in rules:
        return rules[name]
    fix = "a reason is shown with the action that it is a reason of."
    raise _refused("unknown-rule", "rule", f"there is no rule `{name}`", name, rules, fix)


def action_called(name: str, world: CheckedWorld) -> Rule:
    """Return the world's action of that name.

    Raises:
        WorldError: there is none.
    """
    actions = {word: rule for word, rule in world.laws.rules.items() if rule.mark == "action"}
    if name in actions:
        return actions[name]
    if name in world.laws.rules:
        mark = world.laws.rules[name].mark
        what = f"`{name}` is {'an' if mark[0] in 'aei' else 'a'} {mark}, and nobody chooses it"
        fix = "only an action can be tried; `moshimo show` prints any rule."
        raise WorldError([Problem("unknown-rule", Span("rule"), what, fix=fix)])
    raise _refused("unknown-rule", "rule", f"there is no action `{name}`", name, actions)


def person_called(name: str, world: CheckedWorld) -> str:
    """Return the id of the person with that id or name, in capitals or not.

    Who is born while the world runs has an id only: `clone_of_ana`.

    Raises:
        WorldError: there is nobody called that.
    """
    people = world.members.get("Character", ())
    called = {word: p.id for p in people for word in (p.short, p.name, p.id) if word}
    folded = {word.casefold(): id_ for word, id_ in called.items()}
    if name.casefold() in folded:
        return folded[name.casefold()]
    index = {p.id: ("Character", n) for n, p in enumerate(people, 1)}
    if name.startswith(CLONE) and newborn(name, index) and world.laws.kinds["Character"].room:
        return name
    what = f"there is nobody called `{name}` in {world.word}"
    raise _refused("unknown-member", "person", what, name, called)


def ensure_style(style: str, world: CheckedWorld) -> None:
    """Check that a world has that style; "" is its own.

    Raises:
        WorldError: it has none of that name.
    """
    known = [*world.telling.styles, PLAIN]
    if style and style not in known:
        what = f"`{world.word}` has no style `{style}`"
        fix = f"there is: {listed(known)}."
        raise _refused("unknown-style", "style", what, style, known, fix)


def _refused(
    code: str, where: str, what: str, name: str, known: Collection[str], fix: str = ""
) -> WorldError:
    fix = did_you_mean(name, known) or fix
    return WorldError([Problem(code, Span(where), what, fix=fix)])
