"""Things that are added to a world and never used, made of what the world has.

Each is a function of a world's laws, scenario and files that returns the files with one thing more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from moshimo import World
from moshimo.lang.laws import Rule
from moshimo.lang.types import Attribute

Files: TypeAlias = Mapping[str, str]
ENGINE = {"meets": ("who", "mind"), "misses": ("who", "mind")}
HEAD = '"""Nothing of this is ever used."""\nfrom moshimo.rules import *\n'


@dataclass(frozen=True, slots=True)
class Addition:
    """Something that is added to a world.

    Attributes:
        name: of what it is.
        file: in which it stands.
        text: what is written there, behind what stands there.
    """

    name: str
    file: str
    text: str

    def to(self, files: Files) -> dict[str, str]:
        """Return the files with it."""
        start = HEAD if self.file.startswith("rules/") and self.file not in files else ""
        return {**files, self.file: files.get(self.file, start) + self.text}


def additions(world: World, files: Files) -> list[Addition]:
    """Return all that can be added, one of each kind and place where it may matter."""
    made = [*_writers(world), *_followers(world), *_rules(world)]
    return [*made, *_members(world, files), *_files(world, files)]


# rules ----------------------------------------------------------------------------------------


def _attributes(world: World) -> Iterator[Attribute]:
    for kind in world.checked.laws.kinds.values():
        yield from kind.attributes


def _writers(world: World) -> Iterator[Addition]:
    """Of each attribute: an action that would write it, first or last by name."""
    for n, a in enumerate(_attributes(world)):
        if a.key not in ("", "Character"):
            continue
        word = f"{'aa' if n % 2 else 'zz'}_writes_{a.kind.lower()}_{a.word}"
        own = a.kind == "Character"
        x, roles = ("who", "who: Character") if own else ("x", f"who: Character, x: {a.kind}")
        cell = f"{x}.{a.word}" + ("[who]" if a.key else "")
        yield _rule(word, f'''
@action(again=seconds(0))
def {word}({roles}):
    """{{who}} *changes* nothing."""
    weigh(0, "{{who}} never does")
    {cell} = {cell}
''')  # fmt: skip


def _deeds(world: World) -> Iterator[tuple[Rule, str, str]]:
    """Yield each deed, with its roles as a rule of its own has them, and as it follows."""
    for rule in world.checked.laws.rules.values():
        if rule.mark in ("action", "event") and rule.roles:
            typed = ", ".join(f"{r.word}: {r.type}" for r in rule.roles)
            yield rule, typed, ", ".join(r.word for r in rule.roles)


def _followers(world: World) -> Iterator[Addition]:
    """Of each deed: a reason, an answer, a feeling and an event that never come about."""
    own = [
        a for a in world.checked.laws.kinds["Character"].attributes
        if a.who == "private" and not a.key and a.type.tag == "number"
    ]  # fmt: skip
    writes = f"mind.{own[0].word} += 1" if own else "mind.aa_never_felt += 1"
    for n, (rule, typed, names) in enumerate(_deeds(world)):
        word, never = f"{'aa' if n % 2 else 'zz'}_{rule.word}", "when(1 > 2)"
        if rule.mark == "action":
            weighs = 'weigh(0, "it is nothing")'
            yield _rule(f"{word}_reason", f"""
@reason(of={rule.word})
def {word}_reason({names}):
    {never}
    weigh(7, "there is none")
""")  # fmt: skip
            if typed.count(": Character") < 3:
                yield _rule(f"{word}_variant", f'''
@action(variant_of={rule.word}, again=seconds(0))
def {word}_variant({typed}):
    """{{{rule.roles[0].word}}} *does* nothing."""
    {weighs}
''')  # fmt: skip
            if rule.span is not None and not rule.begin and not rule.speech and not rule.seems:
                yield _rule(f"{word}_feint", f'''
@action(seems={rule.word}, recovers=hours(1), carries=sight, again=seconds(0))
def {word}_feint({typed}):
    """{{{rule.roles[0].word}}} *feigns* nothing."""
    {never}
    {weighs}
    takes(seconds(1))
''')  # fmt: skip
        if rule.roles[0].type.of == "Character" and "mind" not in names.split(", "):
            yield _rule(f"{word}_answer", f'''
@action(answers={rule.word}, within=hours(30), speech=True)
def {word}_answer(aa_who: Character, {rule.roles[0].word}: Character):
    """{{aa_who}} *answers* nothing."""
    weigh(0, "it is nothing")
''')  # fmt: skip
            felt = "" if own else "\nclass Character:\n    aa_never_felt: Level = private(0.0)\n\n"
            yield _rule(f"{word}_feeling", f'''{felt}
@appraisal(of={rule.word})
def {word}_feeling({rule.roles[0].word}, mind):
    """{{mind}} *feels* nothing."""
    {never}
    {writes}
''')  # fmt: skip
        yield _rule(f"{word}_event", f'''
@event(of={rule.word})
def {word}_event({rule.roles[0].word}):
    """Nothing *happens*."""
    {never}
''')  # fmt: skip


def _rules(world: World) -> Iterator[Addition]:
    """Everything else that can stand in a file of rules."""
    yield _rule("aa_chance", '''
@event(mean=minutes(7))
def aa_chance(who: Character):
    """Nothing *happens* to {who}."""
    when(1 > 2)
''')  # fmt: skip
    yield _rule("zz_chance", '''
class Character:
    aa_lost: bool = private(False)


@event(mean=minutes(3))
def zz_chance(who: Character, at: Place):
    """{who} *loses* the way at {at}."""
    when(who.aa_lost, who.place == at)
    who.place = nowhere
''')  # fmt: skip
    yield _rule("aa_clock", '''
class Character:
    aa_hour: Moment = private(never)


@event(at=Character.aa_hour)
def aa_clock(who: Character):
    """Nothing *happens* to {who}."""
    who.aa_hour = now
''')  # fmt: skip
    yield _rule("zz_watched", '''
@event()
def zz_watched(who: Character):
    """Nothing *happens* to {who}."""
    when(who.place == nowhere, 1 > 2)
''')  # fmt: skip
    yield _rule("aa_inference", '''
class Character:
    aa_seen: bool = known(False)


@inference(sure=0.9)
def aa_inference(mind: Character, other: Character):
    """{mind} *understands* nothing."""
    when(other.place == mind.place, 1 > 2)
    other.aa_seen = True
''')  # fmt: skip
    yield _rule("aa_teller", '''
@action(speech=True)
def aa_teller(who: Character, other: Character):
    """{who} *tells* {other} nothing."""
    when(other.place == who.place, 1 > 2)
    weigh(9, "it is nothing")
    takes(seconds(5))
    inform(other, aa_teller(who, other))
    inform(other, who.place)
    look(who, other.place)
''')  # fmt: skip
    yield _rule("aa_kinds", '''
class AaIdea(Deed):
    of: Character


class AaStone(room=3):
    place: Place = visible(nowhere)
    weight: Amount = known(1.0)


class Character:
    aa_mood: Level = shown(0.5)
    aa_tie: Lean[Character] = private(0.0, half_life=hours(1))


def aa_quantity(mind: Character) -> float:
    return sum(mind.aa_tie[x] for x in Character)
''')  # fmt: skip


def _rule(name: str, text: str) -> Addition:
    return Addition(name, f"rules/{name[:2]}_unused.py", f"\n{text}")


# members and files ----------------------------------------------------------------------------


def _members(world: World, files: Files) -> Iterator[Addition]:
    yield Addition("a place", "aa_unused.yaml", "Place:\n  aa_far: {name: a far place}\n")
    told = "Character:\n  aa_gone: {name: Aa Gone, pronouns: they}\n"
    yield Addition("somebody who is nowhere", "zz_unused.yaml", told)

    isle = "Place:\n  aa_isle: {name: an isle, path: {zz_rock: 2 minutes}}\n"
    isle += "  zz_rock: {name: a rock}\n"
    for word in ("aa_hermit", "zz_hermit"):
        hermit = f"Character:\n  {word}: {{name: A Hermit, pronouns: they, place: aa_isle}}\n"
        yield Addition(f"a stranger on an island, {word}", f"{word[:2]}_unused.yaml", isle + hermit)


def _files(world: World, files: Files) -> Iterator[Addition]:
    scenario = f"scenarios/{world.scenario.word}.yaml"
    people = [m.id for m in world.checked.members["Character"]]
    hidden = _hidden(world, people)
    start = 'scenario: Unused\nstarts: "06:00"\nends: {at: day 1 07:00}\n'
    yield Addition("a scenario", "scenarios/zz-unused.yaml", start + hidden)
    yield Addition(
        "a fork", "forks/zz-unused.yaml", f"fork: Unused\nof: {world.scenario.word}\n" + hidden
    )
    yield Addition("rules", "rules/aa_nothing.py", "\n")
    if not files[scenario].count("minds:"):
        return
    beats = "beats:\n  - {id: Q1, deed: " + next(iter(_deeds(world)))[0].word + "}\n"
    yield Addition(
        "a story", "stories/zz-unused.yaml", f"story: Unused\nof: {world.scenario.word}\n" + beats
    )


def _hidden(world: World, people: list[str]) -> str:
    """Return false beliefs about what everybody can have wrong."""
    return f"minds:\n  {people[0]}: {{{people[1]}.place: unknown}}\n"


Change: TypeAlias = Callable[[Files], dict[str, str]]
