"""Puts an imagined universe together: what the actor pictures is true, and others know their part.

It begins as the scenario did, not as a copy of the universe: what the actor does not know is not
there to be left out.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from moshimo.engine.block import Memory, rooms
from moshimo.engine.imagining.desk import Desk
from moshimo.engine.imagining.pictured_truth import Viewpoint, pictured, write_truth
from moshimo.engine.imagining.recollection import Recollection, Remembered
from moshimo.engine.kernel.due import ENDS, HAPPENS, push
from moshimo.engine.kernel.minds.imagined import CONCERN, LASTS, SEES, SILENT
from moshimo.engine.kernel.minds.learn import answerable_until, open_answer
from moshimo.engine.kernel.numbers import LONGEST
from moshimo.engine.program import Program
from moshimo.schema.sizes import MOST_ROLES, OPEN, STRONG

MOST_MINDS = 8  # that think in an imagined universe, the actor's own among them
Consulted: TypeAlias = Callable[[int, int, int, int], float]
_OWN = (
    *("c_period", "c_pace", "c_phase", "c_begun", "c_epoch", "c_listens", "c_recovers"),
    *("c_last", "c_last_at"),
)


@dataclass(frozen=True, slots=True)
class Conceived:
    """An imagined universe before any choice.

    Attributes:
        block: all of it.
        deeds: rows of the deeds that the actor knows, there → here.
    """

    block: Memory
    deeds: Mapping[int, int]


def conceived(program: Program, block: Memory, interpreted: bool | None, desk: Desk) -> Conceived:
    """Return the universe that who awaits an answer in `block` imagines, before any choice.

    Everybody in it who is concerned thinks; the rest stand still.
    """
    mind = int(block.awaits[0])
    conceive, _, consult = program.imagining(interpreted)
    picture = pictured(
        program.world.laws,
        program.layout,
        block,
        mind,
        lambda x: consult(block, SEES, mind, x, 0) > 0,
    )
    made = desk.opening(_room(program, block))
    _begin(block, made)
    made = write_truth(picture, made, desk)
    recollection = Recollection(picture, made, desk.deed_roles)
    recollection.recall()
    minds = _concerned(program, picture, recollection, lambda *asked: consult(block, *asked))
    still = np.asarray(made.c_still)
    still[1 : int(made.n_Character[0]) + 1] = 1
    for other in (mind, *minds):
        still[other] = 0
    _own_state(desk, block, made, mind)
    _voices(block, made, mind, consult(block, SILENT, mind, 0, 0))
    _contents(picture, recollection)
    known = {other: recollection.known_to(other) for other in minds}
    desk.at_once.begin_minds(made, program.template, mind, minds)
    for other in minds:
        _fill_mind(picture, recollection, other, known[other])
    going = recollection.under_way()
    conceive(made, mind)
    for d, who in going.items():
        if who != mind:  # how long it takes is as the actor pictures it
            span = min(consult(made, LASTS, 0, d, 0), LONGEST)
            made.d_end[d] = max(made.now[0], made.d_begin[d] + span)
        push(made, made.d_end[d], 0, made.d_key[d], ENDS, d, 0)
    for d, time in recollection.waiting():
        push(made, time, 0, made.d_key[d], HAPPENS, d, 0)
    _leave_open(recollection, mind, known, going)
    desk.begun(made, (mind, *minds))
    return Conceived(made, recollection.deeds)


def _room(program: Program, block: Memory) -> dict[str, int]:
    """Return how much room what is carried over needs, and what comes."""
    used = {
        "deeds": 2 * block.deeds_n[0],
        "memories": MOST_MINDS * block.memory_n[0],
        "wishes": rooms(block)["wishes"],
    }
    have = rooms(program.template)
    wanted = dict(have)
    for word, many in used.items():
        room = have[word]
        while room < 2 * many and word != "wishes":
            room *= 2
        wanted[word] = max(room, many if word == "wishes" else 0)
    return wanted


def _begin(block: Memory, made: Memory) -> None:
    made.now[0] = block.now[0]
    made.imagined[0] = made.lean[0] = 1
    made.provenance[0] = made.chances[0] = made.blind[0] = made.forgets[0] = 0
    made.ends_at[0] = math.inf
    made.limit_deeds[0] = block.limit_deeds[0]


# who thinks ---------------------------------------------------------------------------------------


def _concerned(
    program: Program,
    picture: Viewpoint,
    recollection: Recollection,
    consult: Consulted,
) -> list[int]:
    """Return the others who think: those with a part in a choice first, then whom it concerns.

    Whom it concerns says the world (`concern`). Then come those whom the actor sees, those who had
    to do with who has a part in it, as it remembers, and those whom it believes nearest.
    """
    block, mind = picture.block, picture.mind
    about = _about(picture)
    asked = "concern" in program.world.laws.quantities
    here = set(picture.seen.values())
    shared: dict[int, int] = {}
    for one in recollection.memories:
        if one.cast & about:
            for x in one.cast:
                shared[x] = shared.get(x, 0) + 1
    made, places = recollection.made, int(block.k_places[0])
    own = made.v_Character_place[mind]
    found: list[tuple[float, float, float, int, int]] = []
    for x in picture.people:
        place = made.v_Character_place[x]
        if x == mind or not place:
            continue
        parts = sorted(about - {x})
        concern = max((consult(CONCERN, mind, x, y) for y in parts), default=0.0) if asked else 0.0
        rank = 3 if x in about else 2 if concern > 0 else 1 if x in here else 0
        far = made.way[own * places + place]
        key = int(block.key_Character[x])
        found.append((-rank, -concern, -shared.get(x, 0) or far, key, x))
    return [x for *_, x in sorted(found)[: MOST_MINDS - 1]]


def _about(picture: Viewpoint) -> set[int]:
    """Return the people who have a part in the choices, but for the actor."""
    block = picture.block
    found: set[int] = set()
    for i in range(int(block.wanted_n[0])):
        for role in range(1, MOST_ROLES):
            at = i * MOST_ROLES + role
            if block.k_person[block.wanted_rule[i] * MOST_ROLES + role]:
                found.add(int(block.wanted_role[at]))
    return found - {0, picture.mind}


# minds --------------------------------------------------------------------------------------------


def _own_state(desk: Desk, block: Memory, made: Memory, mind: int) -> None:
    """Let the actor be as far as it is: in its period, and in what has become true in its mind."""
    for word in _OWN:
        getattr(made, word)[mind] = getattr(block, word)[mind]
    both = (desk.spread(b).watched for b in (made, block))
    for new, old in zip(*both, strict=True):
        new[mind] = old[mind]


def _voices(block: Memory, made: Memory, mind: int, silent: float) -> None:
    """Let it be as loud where the actor is as it hears."""
    place = block.v_Character_place[mind]
    if silent > block.c_listens[mind]:
        made.voice[place], made.speaker[place] = silent, 0


def _contents(picture: Viewpoint, recollection: Recollection) -> None:
    """Let deeds that are values lead to where those stand here: in truth and for the actor."""
    layout, made, m = picture.layout, recollection.made, picture.mind
    for kind in picture.laws.kinds.values():
        for a in kind.attributes:
            if a.type.tag == "deed":
                columns = layout.columns[a.full]
                parts = [np.asarray(made.of(columns.value))]
                if columns.picture is not None:
                    seen = np.asarray(made.of(columns.picture.value))
                    parts.append(seen.reshape(layout.rows["Character"], -1)[m])
                for cells in parts:
                    for i in np.flatnonzero(cells):
                        cells[i] = recollection.content(int(cells[i]))


def _fill_mind(
    picture: Viewpoint, recollection: Recollection, other: int, known: Sequence[Remembered]
) -> None:
    """Fill another's mind: the actor's ideas of the other, and the deeds that it knows.

    The deeds themselves are replayed once the block is whole (`conceive`).
    """
    layout, made, mind = picture.layout, recollection.made, picture.mind
    people = layout.rows["Character"]
    for full in sorted(layout.ideas):
        columns = layout.columns[full]
        assert columns.idea is not None
        assert columns.picture is not None
        pair = mind * people + other
        for idea, own in (
            (columns.idea.value, columns.picture.value),
            (columns.idea.time, columns.picture.time),
        ):
            taken = np.asarray(picture.block.of(idea)).reshape(people * people, -1)[pair]
            np.asarray(made.of(own)).reshape(people, -1)[other] = taken
        np.asarray(made.of(columns.picture.sure)).reshape(people, -1)[other] = 1.0
    recollection.remember(other, known)
    latest: dict[int, float] = {}
    for one in known:
        if not made.k_sense[one.rule] and one.rule == made.d_rule[one.deed]:
            latest[one.rule] = max(latest.get(one.rule, -math.inf), made.d_end[one.deed])
    for i, rule in enumerate(sorted(latest, key=lambda rule: (-latest[rule], rule))[:STRONG]):
        made.lately_rule[other * STRONG + i] = rule


def _leave_open(
    recollection: Recollection,
    mind: int,
    known: dict[int, list[Remembered]],
    going: dict[int, int],
) -> None:
    """Let all still answer what can be answered, as far as the actor knows of it."""
    made, block = recollection.made, recollection.picture.block
    for i in range(int(block.c_open_n[mind])):
        d = recollection.deeds.get(block.open_deed[mind * OPEN + i], 0)
        if d:
            open_answer(made, mind, d, block.open_until[mind * OPEN + i])
    for other, memories in known.items():
        fresh = {one.deed for one in memories} | {d for d, who in going.items() if who != other}
        for d in sorted(fresh):
            until = answerable_until(made, d)
            if until >= made.now[0]:
                open_answer(made, other, d, until)
