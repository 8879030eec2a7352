"""Those born like somebody while a world runs, as authors name them: `clone_of_ana_2`.

They have no row before they are born, and another one in each universe. So a newborn is named by
whom they are like and by which of their likes that is, and stands for it as a number below -1.
"""

from __future__ import annotations

from collections.abc import Mapping

CLONE = "clone_of_"  # begins the id of who was born like somebody
LIKES = 1 << 20  # more than a world has members


def clone_id(like: str, which: int) -> str:
    """Return the id of who is born like a member, the first, second and so on."""
    return f"{CLONE}{like}" + (f"_{which}" if which > 1 else "")


def origin(word: str, members: Mapping[str, object]) -> tuple[str, int]:
    """Return whom a newborn is like, and which of their likes it is; "" if that is no such id."""
    if not word.startswith(CLONE):
        return "", 0
    like = word.removeprefix(CLONE)
    head, _, which = like.rpartition("_")
    if like not in members and which.isdigit() and 1 < int(which) < LIKES and head in members:
        return head, int(which)
    return like, 1


def clone_origin(word: str) -> str:
    """Return the id of whom somebody born while the world ran is like."""
    like, _, which = word.removeprefix(CLONE).rpartition("_")
    return like if which.isdigit() and like else word.removeprefix(CLONE)


def newborn(word: str, members: Mapping[str, tuple[str, int]]) -> tuple[str, int] | None:
    """Return the kind and number of a newborn, by id; None if it is like no person."""
    like, which = origin(word, members)
    kind, index = members.get(like, ("", 0))
    return (kind, numbered(index, which)) if kind == "Character" and like else None


def numbered(index: int, which: int) -> int:
    """Return the number of a newborn like the member with that index; 0 is like nobody."""
    return -(which * LIKES + index)


def is_newborn(value: float) -> bool:
    """Whether a member's number is that of a newborn."""
    return value <= -LIKES


def likeness(value: float) -> tuple[int, int]:
    """Return the index of whom a newborn is like, and which of their likes it is."""
    which, index = divmod(-int(value), LIKES)
    return index, which
