"""A scenario file: when it starts and ends, what differs, who believes what, who knows what."""

from __future__ import annotations

import math

from moshimo.lang.question import question
from moshimo.lang.typed import Ex
from moshimo.output.shown_letters import visible
from moshimo.world.people.cast import Cast
from moshimo.world.people.values import Given
from moshimo.world.scenarios.differences import differences, from_start
from moshimo.world.text import times
from moshimo.world.text.findings import Findings
from moshimo.world.text.settings import Settings, starting
from moshimo.world.text.yaml_text import Value
from moshimo.world.world import Scenario

KEYS = (
    "scenario",
    "like",
    "starts",
    "ends",
    "seed",
    "words",
    "without",
    "change",
    "minds",
    "secret",
)
IMPLICIT = "start"
LONGEST_STORY = 100_000  # words
_ENDING = "ends: {at: day 2 12:00, when: happened(leave(bo))}"


def implicit(said: Settings, plain: Given) -> Scenario:
    """Return the scenario of a world that names none: the world as its members' files say."""
    values = from_start(said.starts, plain)
    return Scenario(IMPLICIT, said.title, said.starts, math.inf, None, values, (), ())


def scenario(word: str, value: Value, said: Settings, plain: Given, cast: Cast) -> Scenario:
    """Return what a scenario file says beside `plain`, what its members' files give."""
    findings = cast.findings
    given = findings.mapping(value, "a scenario", "scenario: The evening of the vote")
    findings.only(value, KEYS, "a scenario")
    starts = starting(given.get("starts"), said.starts, said.calendar, findings)
    ends_at, ends_when = _ends(given.get("ends"), starts, cast)
    values, beliefs, secrets = differences(given, starts, cast)
    return Scenario(
        word,
        findings.text(given, "scenario", word.replace("_", " ").capitalize()),
        starts,
        ends_at,
        ends_when,
        {**from_start(starts, plain), **values},
        beliefs,
        secrets,
        _seed(given.get("seed"), findings),
        _without(given.get("without"), {word for word, _ in said.systems}, findings),
        _words(given.get("words"), findings),
    )


def _seed(value: Value | None, findings: Findings) -> int:
    if value is None:
        return 1
    if type(value.data) is int and 0 <= value.data < 2**64:
        return value.data
    what, fix = "`seed` takes a whole number from 0 to 2^64 - 1", "for example `seed: 7`."
    findings.wrong("wrong-type", value.where, what, fix=fix)
    return 1


def _words(value: Value | None, findings: Findings) -> int:
    if value is None:
        return 0
    if type(value.data) is int and 0 <= value.data <= LONGEST_STORY:
        return value.data
    what = f"`words` takes a whole number from 0 to {LONGEST_STORY}"
    findings.wrong("wrong-type", value.where, what, fix="for example `words: 3000`.")
    return 0


def _without(value: Value | None, known: set[str], findings: Findings) -> tuple[str, ...]:
    """Return the world's systems that have no part in the scenario."""
    found = []
    for one in findings.listing(value, "`without`", "without: [letters]"):
        if one.data in known:
            found.append(str(one.data))
        else:
            what = f"this world has no system `{visible(str(one.data))}`"
            findings.unknown("unknown-system", one.where, what, str(one.data), sorted(known))
    return tuple(sorted(found))


# when it ends ---------------------------------------------------------------------------------


def _ends(value: Value | None, starts: float, cast: Cast) -> tuple[float, Ex | None]:
    if value is None:
        return math.inf, None
    given = cast.findings.mapping(value, "`ends`", _ENDING)
    cast.findings.only(value, ("at", "when"), "`ends`")
    at = _ends_at(given["at"], starts, cast) if "at" in given else math.inf
    when = _ends_when(given["when"], cast) if "when" in given else None
    return at, when


def _ends_at(value: Value, starts: float, cast: Cast) -> float:
    found = times.moment(value.data, cast.day) if isinstance(value.data, str) else None
    if found is None:
        fix = "for example `ends: {at: day 2 12:00}`."
        cast.findings.wrong("bad-time", value.where, "`at` takes a moment", fix=fix)
        return math.inf
    if found <= starts:
        what = "the scenario would end before it begins"
        fix = "say of which day: `day 2 12:00`."
        cast.findings.wrong("bad-time", value.where, what, fix=fix)
    return found - starts


def _ends_when(value: Value, cast: Cast) -> Ex | None:
    fix = "for example `when: happened(leave(bo))`."
    if not isinstance(value.data, str):
        cast.findings.wrong("wrong-type", value.where, "`when` takes a question", fix=fix)
        return None
    asked = question(value.data, value.where, cast.laws, cast.members, cast.findings.problems)
    if asked is not None and asked.type.tag != "bool":
        what, asked = "this question does not come to yes or no", None
        cast.findings.wrong("wrong-type", value.where, what, fix=fix)
    return asked
