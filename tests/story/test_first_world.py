"""The first worlds of an author: whatever there is, is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from moshimo import load

WORLD = {
    "world.yaml": "title: A day\nrights: None.\npace: 5 minutes\nscenario: s\n",
    "scenarios/s.yaml": 'scenario: A day\nstarts: "08:00"\nends: {at: day 1 12:00}\n',
    "members.yaml": (
        "Place:\n  yard: {name: the yard}\n"
        "Character:\n  ann: {pronouns: she, place: yard}\n  ben: {pronouns: he, place: yard}\n"
    ),
}
GREET = '''
@action(speech=True, again=hours(2))
def greet(a: Character, b: Character):
    """{a} greets {b}."""
    when(a.place == b.place)
    weigh(3, "{a} sees {b}")
    takes(seconds(20))
    say(a, "Good day, {b}.")
'''
HUM = '''
@action(again=hours(2))
def hum(a: Character):
    """{a} hums."""
    weigh(3, "{a} is idle")
    takes(seconds(20))
'''
RAIN = '''
class Place:
    wet: bool = visible(False)


@event
def rain(p: Place):
    """It rains on {p}."""
    when(not p.wet)
    p.wet = True
'''
DIG = '''
@action(again=hours(2))
def dig(a: Character):
    """{a} digs a well."""
    weigh(3, "{a} is idle")
    takes(hours(20))
'''


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        (GREET, '"Good day, '),
        (HUM, " hummed"),
        (HUM + GREET, '"Good day, '),
        (RAIN, "it rained on the yard"),
        (DIG, " began to dig a well."),
    ],
)
def test_what_there_is_is_the_story(tmp_path: Path, rules: str, words: str) -> None:
    for name, text in {
        **WORLD,
        "rules/r.py": f'"""Rules."""\nfrom moshimo.rules import *\n{rules}',
    }.items():
        path = tmp_path / "w" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    world = load(str(tmp_path / "w"))
    told = world.tell(seed=3, interpreted=True)
    eyes = world.tell(seed=3, eyes="ann", interpreted=True)
    assert words in str(told)
    assert words in told.markdown()
    assert words in str(eyes) or rules == RAIN  # nobody sees that
    assert told.story.scenes
