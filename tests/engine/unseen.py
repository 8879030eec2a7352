"""Pairs of universes that differ only in what two watchers cannot know, and what a mind holds.

A watcher walks about, talks and feels. The others do only what is due at a moment, so that what
they do is the same whoever it is: a person or a body like theirs, somebody or who is in disguise.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from moshimo import World
from moshimo.engine.attempt import attempts
from moshimo.engine.block import Memory
from moshimo.engine.imagining import foreseeing
from moshimo.engine.imagining.prospect import Prospect
from moshimo.engine.program import Program
from moshimo.engine.universe import Universe
from moshimo.report.told_story import told_story
from moshimo.schema.block_fields import DEED_CELLS
from moshimo.story.lexicon.of_world import lexicon_of

true_foresee = foreseeing.foresee  # before it is watched
WATCHERS = ("wes", "wil")
ACTIONS = (
    "woo",
    "go",
    "talk",
    "shun",
    "curse",
    "spread",
    "applaud",
    "nod",
    "slander",
    "avoid",
    "greet",
    "ask",
)
HEAD = '''
class Slight(Deed):
    by: Character
    to: Character

class Character(room=3):
    free: bool = private(False)
    hides: bool = private(False)
    mumbles: bool = private(False)
    points: Moment = private(never)
    vice: Level = known(0.0)
    mood: Level = visible(0.2)
    blush: Level = shown(0.0)
    friend: Character = visible(nobody)
    rival: Character = private(nobody)
    trust: Lean[Character] = private(0.1, self=1.0)
    guilt: Level = private(0.0, guess=0.3)
    splits: Moment = private(never)
    dons: Moment = private(never)
    comes: Moment = private(never)
    slights: Moment = private(never)
    smiles: Moment = private(never)
    parts: Moment = private(never)
    shows: Moment = private(never)
    dies: Moment = private(never)
    bears: Moment = private(never)
    model: Character = private(nobody)
    ally: Character = private(nobody)
    hums: bool = private(False)
    fuse: Level = private(0.0)
    stage: Place = private(nowhere)
    home: Place = private(nowhere)

class Place:
    open: bool = known(True)

def sees(mind: Character, who: Character) -> bool:
    return mind.place == who.place and not who.hides

@event(at=Character.splits)
def split(x: Character):
    """{x} is two."""
    other = born(Character, like=x)
    other.comes = x.comes
    other.slights = x.slights
    other.smiles = x.smiles
    other.parts = x.parts
    other.shows = x.shows
    x.comes = never
    x.slights = never
    x.smiles = never
    x.parts = never
    x.shows = never

@event(at=Character.dons)
def don(x: Character):
    """{x} puts on a mask."""
    disguise(x, x.model)

@event(at=Character.comes)
def come(x: Character):
    """{x} comes."""
    x.place = x.stage

@event(at=Character.slights)
def slight(x: Character):
    """{x} slights everybody."""
    x.mood += 0.2
    for y in Character:
        if y != x and y.place == x.place:
            means(Slight(x, y))

@event(at=Character.smiles)
def smile(x: Character):
    """{x} smiles."""
    x.mood += 0.1
    x.blush += 0.5
    x.friend = x.ally
    later(wink(x), after=minutes(3) + minutes(5) * x.fuse)
    if x.fuse > 0.5:
        later(wink(x), after=minutes(4))

@event(of=die)
def wink(x: Character):
    """{x} winks."""
    x.mood += 0.2

@event(at=Character.points)
def point(x: Character):
    """{x} points at {who}."""
    who = pick((y for y in Character if y != x and y.place == x.place and not y.hides), weight=1)
    who.mood += 0.1
    means(Slight(who, x))

@action(again=seconds(5))
def hum(a: Character):
    """{a} hums."""
    when(a.hums, a.place == a.stage)
    weigh(9, "{a} hums")
    takes(seconds(110) + minutes(2) * a.fuse)
    a.mood += 0.1

@action(speech=True, again=seconds(5))
def mumble(a: Character):
    """{a} mumbles."""
    when(a.mumbles)
    weigh(9, "{a} is alone")
    takes(seconds(25))

@event(at=Character.parts)
def part(x: Character):
    """{x} goes."""
    x.place = x.home

@event(at=Character.dies)
def die(x: Character):
    """{x} is gone."""
    gone(x)

@event(at=Character.bears)
def bear(x: Character):
    """{x} has a child."""
    child = born(Character)
    child.place = x.place

@event(at=Character.shows)
def show(x: Character):
    """{x} is known."""
    reveal(x)

@appraisal(of=Slight)
def mind_it(mind: Character, by: Character, to: Character):
    when(mind == to)
    mind.trust[by] -= 0.3
    mind.rival = by

@action(moves=True)
def go(a: Character, to: Place):
    """{a} goes to {to}."""
    when(a.free, to.open, way(a.place, to) > seconds(0))
    weigh(0.3 + count(x for x in Character if x.place == to) * 0.2, "{a} likes company")
    takes(way(a.place, to))
    a.place = to
'''
PARTS = (
    '''
@action()
def talk(a: Character, b: Character):
    """{a} talks to {b}."""
    when(a.free, a.place == b.place)
    weigh(0.6 + a.trust[b] + b.mood - b.blush, "{a} likes {b}")
    takes(seconds(20))
    warm = chance(0.5)
    if warm:
        a.trust[b] += 0.1
        b.trust[a] += 0.1
''',
    '''
@action()
def shun(a: Character, b: Character):
    """{a} shuns {b}."""
    when(a.free, a.place == b.place, a.rival == b)
    weigh(2 - a.trust[b], "{a} minds")
    takes(seconds(5))
    b.mood -= 0.1
''',
    '''
@action(again=minutes(3))
def curse(a: Character, b: Character):
    """{a} curses {b}."""
    when(a.free, recalls(a, Slight(b, a)))
    weigh(1 + count(x for x in Character if recalls(a, talk(x, a))), "{a} was hurt by {b}")
    takes(seconds(3))
    b.vice += 0.1
''',
    '''
@action(speech=True)
def spread(a: Character, b: Character, c: Character):
    """{a} tells {b} what {c} did."""
    when(a.free, c == a.rival, a.place == b.place, recalls(a, slight(c)))
    weigh(1.5, "{a} tells all")
    takes(seconds(10))
    inform(b, slight(c))
    inform(b, c.mood)
    a.guilt += 0.1
''',
    '''
@action(answers=smile, within=seconds(20))
def applaud(a: Character, x: Character):
    """{a} applauds {x}."""
    when(a.free, x.friend == a)
    weigh(3, "{a} is pleased")
    a.trust[x] += 0.2
''',
    '''
@action(again=minutes(2))
def nod(a: Character, b: Character):
    """{a} nods to {b}."""
    when(a.free, a.place == b.place)
    when(believes(a, believes(b, any(x.mood > 0.25 and x.friend != a for x in Character))))
    weigh(1.5, "{a} takes {b} to have seen it")
    takes(seconds(4))
    b.mood += 0.05
''',
    """
@inference(sure=0.9)
def suspects(mind: Character, x: Character):
    when(x.mood > 0.5, x != mind)
    x.vice = 0.5
""",
    """
@appraisal(of=meets)
def is_glad(mind: Character, who: Character, place: Place):
    mind.trust[who] += 0.1
    mind.guilt += 0.05
""",
    '''
@action(speech=True, again=minutes(2), carries=place)
def slander(a: Character, b: Character, c: Character):
    """{a} tells {b} how {c} is."""
    when(a.free, a.place == b.place, c == a.rival)
    weigh(1.2, "{a} minds {c}")
    takes(seconds(6))
    inform(b, is_so(vice, c, 0.7))
    inform(b, is_so(friend, c, a))

@appraisal(of=is_so(vice))
def is_shocked(mind: Character, member: Character, value: Level):
    mind.trust[member] -= value * 0.2

@action(again=minutes(2))
def avoid(a: Character, b: Character):
    """{a} avoids {b}."""
    when(a.free, a.place == b.place, recalls(a, is_so(vice, b, None)))
    weigh(1 + b.vice, "{a} thinks little of {b}")
    takes(seconds(4))
''',
    '''
@action(again=minutes(1), recovers=seconds(20))
def greet(a: Character, b: Character):
    """{a} greets {b}."""
    when(a.free, sees(a, b), not recovering(b), not doing(b, talk))
    weigh(0.8 + least(x.mood for x in Character if x.place == a.place), "{a} is polite")
    weigh(count(x for x in Character if tried(a, talk(x, b))) * 0.3, "{a} knows {b}")
    takes(seconds(7))
    pal = pick((x for x in Character if sees(a, x) and x != a), weight=1)
    a.trust[pal] += 0.05
    b.rival = a
''',
    '''
@action(again=minutes(4), speech=True)
def ask(a: Character, b: Character):
    """{a} asks {b}."""
    when(a.free, a.place == b.place, b.friend is not unknown)
    weigh(0.5 + guess(b.guilt), "{a} wonders")
    takes(seconds(9))
    look(a, b.guilt)
''',
    '''
def imaginings(mind: Character) -> Amount:
    return 2

@worth
def ease(mind, x: Character):
    weigh(mind.trust[x] + x.mood / 3 - x.blush, "{mind} likes how {x} is")
    weigh(count(y for y in Character if y.friend == x) * 0.2 - guess(x.guilt) * 0.1, "it is so")

@action(again=minutes(2))
def woo(a: Character, b: Character):
    """{a} woos {b}."""
    when(a.free, a.place == b.place)
    weigh(0.5 + foresee(minutes(1)), "{a} looks ahead")
    takes(seconds(12))
    well = chance(0.3 + b.trust[a] / 2)
    if well:
        b.mood += 0.2
        b.trust[a] += 0.3
    a.guilt += 0.02
''',
    """
@appraisal(of=misses)
def is_sorry(mind: Character, who: Character, place: Place):
    mind.trust[who] -= 0.05
""",
)
BELIEFS = "minds:\n" + "".join(
    f"  {name}: {{sly.place: den, moe.place: yard}}\n" for name in WATCHERS
)
PLACES = """
Place:
  yard: {path: {road: 1 minute}}
  road: {path: {inn: 90 seconds}}
  inn: {}
  den: {open: false}
"""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two casts: what stands in the data of each for `hal`, `moe` and `sly`.

    Attributes:
        until: when it shows which of the two it is, in seconds.
    """

    plain: dict[str, str]
    other: dict[str, str]
    until: float = math.inf


def pairs(due: Sequence[int]) -> dict[str, Pair]:
    """Return the pairs by name; `due` are seconds of coming, slighting, smiling and so on."""
    words = ("comes", "slights", "smiles", "shows", "parts")
    script = ", ".join(f"{word}: {_moment(at)}" for word, at in zip(words, due, strict=True))
    away = "place: den, home: den, stage: yard, ally: wil"
    plain = {"hal": f"{away}, {script}", "moe": away, "sly": away}
    masked = {"hal": away, "moe": f"{away}, model: hal, dons: {_moment(5)}, {script}"}
    hidden = {"sly": "place: yard, home: den, stage: yard, ally: wil, hides: true"}
    return {
        "a body like hal's": Pair(plain, {**plain, "hal": f"{plain['hal']}, splits: {_moment(5)}"}),
        "moe in disguise": Pair(plain, {**plain, **masked}),
        "sly is gone": Pair(plain, {**plain, "sly": f"{away}, dies: {_moment(due[0])}"}),
        "sly has a child": Pair(plain, {**plain, "sly": f"{away}, bears: {_moment(due[0])}"}),
        "sly hides": Pair(plain, {**plain, **hidden}),
        "sly mumbles unseen": Pair(plain, {**plain, "sly": f"{hidden['sly']}, mumbles: true"}),
        "sly has a secret": Pair(plain, {**plain, "sly": f"{away}, guilt: 0.7, rival: wes"}),
        "hal winks later": Pair(
            plain, {**plain, "hal": f"{plain['hal']}, fuse: 0.4"}, until=due[2] + 180
        ),
        "hal winks twice": Pair(
            plain, {**plain, "hal": f"{plain['hal']}, fuse: 0.8"}, until=due[2] + 180
        ),
        "hal hums longer": Pair(
            {**plain, "hal": f"{plain['hal']}, hums: true"},
            {**plain, "hal": f"{plain['hal']}, hums: true, fuse: 0.4"},
            until=due[0] + 110,
        ),
    }


def _moment(seconds: int) -> str:
    return f"day 1 06:{seconds // 60:02}:{seconds % 60:02}"


def people(who: dict[str, str]) -> str:
    """Return the cast as data."""
    start = dict(zip(WATCHERS, ("yard", "inn"), strict=True))
    lines = [f"{name}: {{place: {at}, free: true}}" for name, at in start.items()]
    lines.append(f"pip: {{place: yard, points: {_moment(180)}}}")
    return "\n".join([*lines, *(f"{name}: {{{given}}}" for name, given in who.items())])


# what a mind holds --------------------------------------------------------------------------------


def inside(universe: Universe, name: str) -> list[str]:
    """Return all that a mind holds, does and plans, with whom it takes people for; in lines."""
    m = universe.names("Character").index(name) + 1
    mind = _Mind(universe, m, universe.program.space)
    return [*mind.plans(), *mind.deeds(), *mind.pictures(), *mind.feelings(), *mind.options(name)]


@dataclass(frozen=True, slots=True)
class _Mind:
    universe: Universe
    m: int
    space: dict[str, Any]

    @property
    def b(self) -> Any:
        return self.universe.block

    @property
    def persons(self) -> list[int]:
        last = self.universe.program.layout.rows["Character"] - 1
        return [p for p in range(1, last) if self.space["is_person"](self.b, self.m, p)]

    def plans(self) -> Iterator[str]:
        for word in ("think_at", "period", "begun", "epoch", "phase", "pace", "listens", "dice"):
            yield f"{word} {self.b.of(_field(self, 'c_' + word))[self.m]!r}"

    def deeds(self) -> Iterator[str]:
        """All that it did or remembers, in the order of memory."""
        rules = self.universe.program.layout.rules
        for word, rule in rules.items():
            k = self.b.m_head[self.m * self.b.k_rules[0] + rule]
            while k:
                source = self.space["taken"](self.b, self.m, self.b.m_from[k])
                told = (source, self.b.m_at[k], self.b.m_sure[k], self.b.m_hash[k])
                yield f"remembers {word} {self.deed(self.b.m_deed[k])} {told}"
                k = self.b.m_next[k]
        for d in range(1, self.b.deeds_n[0] + 1):
            own = self.b.d_role[d * DEED_CELLS] == self.m and self.b.d_state[d]
            if own and self.universe.program.world.laws.rules.get(self.rule(d)):
                yield f"did {self.deed(d)}"

    def rule(self, d: int) -> str:
        return next(
            w for w, n in self.universe.program.layout.rules.items() if n == self.b.d_rule[d]
        )

    def deed(self, d: int) -> tuple[object, ...]:
        b, m = self.b, self.m
        roles = [self.space["role_for"](b, m, d, i) for i in range(4)]
        outcomes = [b.d_o0[d], b.d_o1[d], b.d_o2[d], b.d_o3[d]]
        rule = self.universe.program.world.laws.rules.get(self.rule(d))
        for i, outcome in enumerate(rule.outcomes if rule else ()):
            if outcome.type.of == "Character":
                outcomes[i] = self.space["taken"](b, m, int(outcomes[i]))
        times = (b.d_begin[d], b.d_end[d], b.d_chance[d])
        return (b.d_rule[d], *roles, *outcomes, *times, b.d_state[d], b.d_place[d], b.d_key[d])

    def pictures(self) -> Iterator[str]:
        """What it holds of everybody, as rules read it."""
        program, b = self.universe.program, self.b
        rows = program.layout.rows
        for full in sorted(program.layout.pictured):
            a, seen = program.world.laws.attribute(full), program.layout.columns[full].picture
            assert seen is not None
            owners = self.persons if a.kind == "Character" else range(1, rows[a.kind] - 1)
            for p in owners:
                cell = program.layout.picture(a, self.m, p)
                if a.kind == "Character":
                    cell = self.space[f"freshest_{a.kind}_{a.word}"](b, self.m, p)
                value = b.of(seen.value)[cell]
                if a.type.of == "Character":
                    value = self.space["taken"](b, self.m, value)
                yield f"{full} of {p}: {value!r} {b.of(seen.time)[cell]} {b.of(seen.sure)[cell]}"

    def feelings(self) -> Iterator[str]:
        program, b = self.universe.program, self.b
        for a in program.world.laws.kinds["Character"].attributes:
            if a.who == "private" and a.type.tag != "moment":
                for p in self.persons if a.key else [0]:
                    at = program.layout.cell(a, self.m, p) if a.key else self.m
                    value = b.of(program.layout.columns[a.full].value)[at]
                    if a.type.of == "Character":
                        value = self.space["taken"](b, self.m, value)
                    yield f"{a.word} {p}: {value!r}"

    def options(self, name: str) -> Iterator[str]:
        rules = self.universe.program.world.laws.rules
        for action in ACTIONS:
            if action in rules:
                for line in str(attempts(self.universe, action)).splitlines():
                    if f"({name}" in line or f" {name}:" in line:
                        yield line


def _field(mind: _Mind, word: str) -> Any:
    return next(f for f in mind.universe.program.layout.fields if f.word == word)


def as_lived(universe: Universe, name: str) -> list[str]:
    """Return what has happened so far as somebody lived it, told."""
    program = universe.program
    words = lexicon_of(program.world, program.scenario)
    story = told_story(universe, words, name)
    return [f"told: {line}" for line in (*str(story).splitlines(), *story.html().splitlines())]


def lives(
    world: World, seed: int, moments: Sequence[float], *, interpreted: bool
) -> Iterator[list[str]]:
    """Yield all that the watchers hold, at each of these moments, and what they foresaw by then."""
    universe, foreseen = world.universe(seed, interpreted=interpreted), list[tuple[int, str]]()

    def foresee(program: Program, block: Memory, *how: Any) -> list[Prospect]:
        found = true_foresee(program, block, *how)
        foreseen.append((int(block.awaits[0]), f"foresaw {block.now[0]} {found}"))
        return found

    for moment in moments:
        with patch.object(foreseeing, "foresee", foresee):
            universe.until(moment)
        ahead = [line for m, line in foreseen if universe.names("Character")[m - 1] in WATCHERS]
        held = [(*inside(universe, name), *as_lived(universe, name)) for name in WATCHERS]
        yield [*ahead, *(line for lines in held for line in lines)]
