"""Who, as somebody types it: a person by their id or name."""

from __future__ import annotations

from moshimo.errors import Problem, Span, WorldError, did_you_mean
from moshimo.world.world import CheckedWorld


def person_called(name: str, world: CheckedWorld) -> str:
    """Return the id of the person with that id or name, in capitals or not.

    Raises:
        WorldError: there is nobody called that.
    """
    people = world.members.get("Character", ())
    called = {word: p.id for p in people for word in (p.short, p.name, p.id) if word}
    folded = {word.casefold(): id_ for word, id_ in called.items()}
    if name.casefold() in folded:
        return folded[name.casefold()]
    what = f"there is nobody called `{name}` in {world.word}"
    fix = did_you_mean(name, called)
    raise WorldError([Problem("unknown-member", Span("person"), what, fix=fix)])
