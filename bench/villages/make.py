"""Makes the village for any number of people: the same people each time.

python -m bench.villages.make FOLDER [PEOPLE [TURNS]]

The one that is shipped (`src/moshimo/worlds/village`) has thirty, and two days.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
SHIPPED = ROOT / "src" / "moshimo" / "worlds" / "village"
PEOPLE, TURNS = 30, 288  # of the shipped one
TURN = 600  # seconds
RUMOURS = 8
A_DAY = 144  # turns

SHE = (
    "Ana Bea Cora Dora Edda Fay Greta Hilde Ida Jana "
    "Kaja Lena Mina Nora Olga Pia Rosa Sara Tilda Una"
)
HE = "Abel Bo Cai Dan Eli Finn Gus Hal Ivo Jon Karl Leo Max Nils Otto Paul Rolf Sven Tom Urs"
FAMILIES = (
    "Ash Birch Cole Dell Eaves Fenn Grove Heath Ives Jarr Kerr Lind Marsh North Orme Pell Quill "
    "Reis Stone Thorn Upton Vale West Yarrow Zell"
)
PLACES = (
    "square well mill tavern smithy green bakery chapel bridge orchard "
    "barn pond ford market school wharf quarry dairy gate meadow"
)
PARTS = "upper lower old new east west north south far"
WHISPERS = "debt wedding fire inheritance ghost theft letter stranger"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at the start. `place` and the rumours count from 0."""

    name: str
    pronouns: str
    place: int
    mood: float
    traits: tuple[float, float, float, float]  # sociable, gossipy, tempered, kind
    knows: tuple[int, ...]


def places_for(people: int) -> int:
    """Return how many places a village of so many people has."""
    return max(2, people // 5)


def cast(people: int) -> list[Person]:
    """Return the people of a village, always the same."""
    firsts = [w for pair in zip(SHE.split(), HE.split(), strict=True) for w in pair]
    families = FAMILIES.split()
    made = []
    for i in range(people):
        family, again = divmod(i // len(firsts), len(families))[::-1]
        name = f"{firsts[i % len(firsts)]} {families[(i + family) % len(families)]}"
        dice = drawn(i)
        traits = (next(dice), next(dice), next(dice), next(dice))
        made.append(
            Person(
                name=name + (f" {again + 1}" if again else ""),
                pronouns="he" if i % 2 else "she",
                place=int(next(dice) * places_for(people)),
                mood=round(0.4 * next(dice) - 0.2, 3),
                traits=traits,
                knows=(i,) if i < RUMOURS else (),
            )
        )
    return made


def drawn(person: int) -> Iterator[float]:
    """Yield the dice of one person, thousandths from 0 to 0.999 (SplitMix64, seed 1)."""
    state = (person + 1) << 32
    while True:
        state = (state + 0x9E3779B97F4A7C15) % 2**64
        z = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) % 2**64
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) % 2**64
        yield ((z ^ (z >> 31)) >> 11) * 1000 // 2**53 / 1000


def place_names(people: int) -> list[str]:
    """Return what the places are called, without their article."""
    made = [f"{part} {place}".strip() for part in ("", *PARTS.split()) for place in PLACES.split()]
    wanted = places_for(people)
    made += [f"{made[i % len(made)]} {i // len(made) + 1}" for i in range(len(made), wanted)]
    return made[:wanted]


def text(people: int) -> str:
    """Return the members of a village as YAML."""
    places = place_names(people)
    lines = [f"# Made by bench/villages/make.py: {people} people.", "Rumour:"]
    lines += [f"  {word}: {{name: the {word}}}" for word in WHISPERS.split()]
    lines.append("Place:")
    lines += [f"  {word(name)}: {{name: the {name}}}" for name in places]
    lines.append("Character:")
    for p in cast(people):
        soc, gos, tem, kin = p.traits
        know = ", ".join(f"{WHISPERS.split()[r]}: true" for r in p.knows)
        lines.append(
            f"  {word(p.name)}: {{name: {p.name}, pronouns: {p.pronouns}, place: "
            f"{word(places[p.place])}, mood: {p.mood}, sociable: {soc}, gossipy: {gos}, "
            f"tempered: {tem}, kind: {kin}" + (f", know: {{{know}}}}}" if know else "}")
        )
    return "\n".join(lines) + "\n"


def word(name: str) -> str:
    """Return the id of what is called so."""
    return name.lower().replace(" ", "_")


def scenario(turns: int) -> str:
    """Return the scenario in which everybody has so many turns."""
    day, left = divmod(turns, A_DAY)
    hour, minute = divmod(left * TURN // 60, 60)
    return (
        f"scenario: {turns} turns in the village\nstarts: day 1 00:00\n"
        f"ends: {{at: day {day + 1} {hour:02}:{minute:02}}}\n"
    )


def write(folder: Path, people: int, turns: int) -> None:
    """Write a whole world: the shipped rules, these people, a scenario of so many turns."""
    (folder / "scenarios").mkdir(parents=True, exist_ok=True)
    if folder.resolve() != SHIPPED.resolve():
        shutil.copytree(SHIPPED / "rules", folder / "rules", dirs_exist_ok=True)
        shutil.copy(SHIPPED / "world.yaml", folder)
        (folder / "scenarios" / "two_days.yaml").write_text(scenario(turns), encoding="utf-8")
    (folder / "people.yaml").write_text(text(people), encoding="utf-8")


def main(words: Sequence[str]) -> int:
    """Write the world that the words name."""
    people, turns = (*map(int, words[1:]), *(PEOPLE, TURNS)[len(words) - 1 :])
    write(Path(words[0]), people, turns)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
