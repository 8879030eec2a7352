"""An imagined universe's truth and its actor's mind: what the actor pictures, and no more.

It is written into a block in which nothing has happened yet, attribute by attribute. Only what the
actor knows is carried there, so nothing can be carried that it does not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from moshimo.compile.layout import Layout
from moshimo.engine.block import Memory, roomier
from moshimo.engine.imagining.at_once import supposed
from moshimo.engine.imagining.desk import Desk
from moshimo.engine.imagining.spread import Cells
from moshimo.engine.kernel.minds.bodies import bare, body_shown, is_person, taken
from moshimo.engine.pictures import CELL, PictureRows, attribute_rows, fill, room_for, rows_of
from moshimo.lang.laws import Laws
from moshimo.lang.types import Attribute

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """What somebody holds the world to be, on the way from one block to another.

    Attributes:
        laws: the world's.
        layout: where everything stands, in both blocks.
        block: the universe; it is not changed.
        mind: whose picture it is.
        people: the persons in the actor's eyes, the actor too.
        seen: the bodies that the actor sees now → whom it takes them for.
        hidden: the kinds of which some were born last of whom the actor does not know.
    """

    laws: Laws
    layout: Layout
    block: Memory
    mind: int
    people: tuple[int, ...]
    seen: dict[int, int]
    hidden: frozenset[str]

    def as_taken(self, x: int) -> int:
        """Return the person for whom the actor takes a body; 0 for one that it would not know."""
        return taken(self.block, self.mind, x) if self.layout.bodies else x


def pictured(
    laws: Laws, layout: Layout, block: Memory, mind: int, sees: Callable[[int], bool]
) -> Viewpoint:
    """Return what a mind holds the world to be; `sees` tells whether it sees a body now."""
    everybody = range(1, int(block.n_Character[0]) + 1)
    people = tuple(p for p in everybody if not layout.bodies or is_person(block, mind, p))
    place = block.v_Character_place[mind]
    beside = [x for x in everybody if place and block.v_Character_place[x] == place]
    seen = {
        x: taken(block, mind, body_shown(block, x)) if layout.bodies else x
        for x in beside
        if x != mind and sees(x)
    }
    unseen = layout.bodies and block.n_Character[0] > max(block.k_cast[0], *people)
    hidden = frozenset({"Character"} if unseen else ())
    return Viewpoint(laws, layout, block, mind, people, seen, hidden)


def write_truth(picture: Viewpoint, made: Memory, desk: Desk) -> Memory:
    """Let what is so in `made`, and what the actor holds there, be as the actor pictures it.

    Returns:
        The block, perhaps a larger one.
    """
    block, layout = picture.block, picture.layout
    for kind in layout.rows:
        many = _last(picture, kind)
        getattr(made, f"n_{kind}")[0] = many
        new, old = (getattr(b, f"key_{kind}") for b in (made, block))
        new[: many + 1] = old[: many + 1]
        if kind == "Character" and layout.guise:
            first = layout.guise + 1
            new[first : first + many] = old[first : first + many]
    made = _hashed(picture, made)
    new, old = (desk.spread(b).attributes for b in (made, block))
    desk.at_once.write(made, block, picture.mind, block.now[0])
    for n in desk.at_once.apart:
        _attribute(picture, made, new[n], old[n])
    for n in desk.at_once.shown:
        for x, y in _shown(picture, new[n].attribute):
            new[n].truth[y] = old[n].truth[x]
    _people(picture, made)
    return made


def _last(picture: Viewpoint, kind: str) -> int:
    """Return the last row of a kind that the actor knows of; those after it are yet to be born."""
    if kind in picture.hidden:
        return max(int(picture.block.k_cast[0]), *picture.people)
    return int(getattr(picture.block, f"n_{kind}")[0])


def _attribute(picture: Viewpoint, made: Memory, new: Cells, old: Cells) -> None:
    a, layout, m = new.attribute, picture.layout, picture.mind
    truth, true = new.truth, old.truth
    hidden = picture.hidden and picture.hidden & {a.kind, a.key}
    start = truth.copy() if hidden else None
    own = a.kind == "Character"
    if new.held or new.columns.hashed is not None:
        truth[:] = _held(picture, new, old)
        if own and a.who in ("private", "visible"):
            truth[m] = true[m]
        if a.type.tag == "ref":
            truth[truth == layout.rows[a.type.of] - 1] = 0  # what is unknown is nowhere
    elif a.who == "private" or a.who == "shown":
        truth[:] = supposed(a)
        if own:
            truth[m] = true[m]
        if a.who == "shown":
            for x, y in _shown(picture, a):
                truth[y] = true[x]
    else:
        truth[:] = true
    if start is not None:  # of who was born unseen, nothing is known yet
        many = int(made.n_Character[0]) + 1
        if own:
            truth[many:] = start[many:]
        if a.key == "Character":
            truth[:, many:] = start[:, many:]
    if new.since is not None and old.since is not None:
        new.since[:] = picture.block.now[0]
        if own:
            new.since[m] = old.since[m]
    if layout.bodies and a.type.tag == "ref" and a.type.of == "Character":
        flat = truth.reshape(-1)
        for i in np.flatnonzero(flat):
            flat[i] = picture.as_taken(int(flat[i]))


def _shown(picture: Viewpoint, a: Attribute) -> list[tuple[int, int]]:
    """Return the rows of whom or what the actor sees now, and for whom it takes them."""
    block, layout = picture.block, picture.layout
    if a.kind == "Character":
        return [(bare(block, x) if layout.bodies else x, p) for x, p in picture.seen.items()]
    here = block.v_Character_place[picture.mind]
    if not here:
        return []
    if a.kind == "Place":
        return [(here, here)]
    where = layout.columns.get(f"{a.kind}.place")
    if where is None:
        return []
    lies = np.flatnonzero(np.asarray(block.of(where.value)) == here)
    return [(int(x), int(x)) for x in lies]


# what the actor holds -----------------------------------------------------------------------------


def _held(picture: Viewpoint, new: Cells, old: Cells) -> NDArray[Any]:
    """Return what the actor holds an attribute to be; its picture in `new` becomes the same."""
    a, m = new.attribute, picture.mind
    if not new.held:
        return _from_table(picture, a)
    parts = [cells[m] for cells in old.held]
    if picture.layout.bodies and a.kind == "Character":
        parts = [cells.copy() for cells in parts]
        _merge(picture, parts)
        others = np.setdiff1d(np.arange(len(new.truth)), picture.people)
        for before, cells in zip(new.held, parts, strict=True):
            cells[others] = before[m][others]
    for cells, part in zip(new.held, parts, strict=True):
        cells[m] = part
    value, _, sure = parts
    if a.who != "private":
        return value
    return np.where(sure > 0, value, supposed(a))


def _merge(picture: Viewpoint, parts: Sequence[NDArray[Any]]) -> None:
    """Let each person have the latest news of all bodies that the actor takes for them."""
    b, m = picture.block, picture.mind
    value, time, sure = parts
    for p in picture.people:
        body = b.taken_by[m * b.k_people[0] + p]
        while body:
            later = time[body] >= time[p]
            for cells in (value, sure, time):
                cells[p][later] = cells[body][later]
            body = b.taken_next[m * b.k_people[0] + body]


def _from_table(picture: Viewpoint, a: Attribute) -> NDArray[Any]:
    """The same, of an attribute whose pictures are hashed; `_hashed` has carried them over."""
    block, layout, m = picture.block, picture.layout, picture.mind
    hashed = layout.columns[a.full].hashed
    assert hashed is not None
    many = layout.rows[a.kind] * (layout.rows[a.key] if a.key else 1)
    start: NDArray[Any]
    if hashed.start is None:
        start = np.full(many, supposed(a), np.int64 if a.type.whole else np.float64)
    else:
        start = np.asarray(block.of(hashed.start)).copy()
    rows = attribute_rows(rows_of(block), hashed.first + m * many, many)
    start[rows[CELL]] = rows["pic_n" if a.type.whole else "pic_x"]
    return start.reshape(layout.rows[a.kind], -1)


def _hashed(picture: Viewpoint, made: Memory) -> Memory:
    """Carry over the rows of the table of pictures that are the actor's."""
    layout = picture.layout
    if not layout.hashed:
        return made
    kept: list[PictureRows] = []
    before, now = rows_of(made), rows_of(picture.block)
    for full in layout.hashed:
        a, hashed = picture.laws.attribute(full), layout.columns[full].hashed
        assert hashed is not None
        many = layout.rows[a.kind] * (layout.rows[a.key] if a.key else 1)
        first = hashed.first + picture.mind * many
        own = (now[CELL] >= first) & (now[CELL] < first + many)
        kept.append({word: column[own] for word, column in now.items()})
        if hashed.looked is not None:
            looked = [np.asarray(b.of(hashed.looked)) for b in (made, picture.block)]
            new, old = (cells.reshape(-1, layout.rows[a.kind]) for cells in looked)
            new[picture.mind] = old[picture.mind]
    rows = {word: np.concatenate([one[word] for one in kept]) for word in before}
    order = np.argsort(rows[CELL])
    rows = {word: column[order] for word, column in rows.items()}
    rows["pic_by"] = np.zeros_like(rows["pic_by"])
    made = roomier(made, room_for(made, 2 * len(order)))
    fill(made, rows)
    return made


# who is there -------------------------------------------------------------------------------------


def _people(picture: Viewpoint, made: Memory) -> None:
    """Let those be nowhere whom the actor does not know of, and nobody be taken for another."""
    layout, block = picture.layout, picture.block
    known = set(picture.people)
    places = np.asarray(made.v_Character_place)
    for gone in layout.leaving.values():
        np.asarray(made.of(gone))[:] = 0
    for x in range(1, int(made.n_Character[0]) + 1):
        if x not in known:
            places[x] = 0
            if "Character" in layout.leaving:
                made.of(layout.leaving["Character"])[x] = 1
    if not layout.bodies:
        return
    people = layout.rows["Character"]
    for p in picture.people:
        if p > made.k_cast[0]:  # born since: known to all as who they are
            made.likeness[p] = block.likeness[p]
            for mind in picture.people:
                made.takes[mind * people + p] = p
