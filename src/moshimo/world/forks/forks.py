"""The fork files of a world: alternate universes, checked each in its own cast."""

from __future__ import annotations

from collections.abc import Mapping

from moshimo.errors import Span
from moshimo.lang.laws import Laws
from moshimo.world.forks.fork_deeds import makes, prevents
from moshimo.world.forks.parting import parting
from moshimo.world.people import members
from moshimo.world.people.company import Company
from moshimo.world.scenarios.differences import differences
from moshimo.world.text.findings import Findings
from moshimo.world.text.yaml_text import Value
from moshimo.world.world import CheckedWorld, Fork

CHANGES = ("change", "minds", "secret", "prevent", "make", "add", "remove", "numbers", "dice")
KEYS = ("fork", "of", "at", *CHANGES)
EXAMPLE = "fork: Bo stays at home"


def forks(world: CheckedWorld, findings: Findings) -> dict[str, Fork]:
    """Return what the files of a world's forks say, noting what is wrong in them."""
    values = world.texts.forks
    origins = {word: origin(word, value, world, findings) for word, value in values.items()}
    made: dict[str, Fork] = {}
    for word in _parents_first(origins, values, findings):
        made[word] = fork_of(word, values[word], origins[word], made, world, findings)
    return {word: made[word] for word in values}


# what they leave ------------------------------------------------------------------------------


def origin(word: str, value: Value, world: CheckedWorld, findings: Findings) -> str:
    """Return the scenario or fork that a file says it is a fork of, the first scenario if none."""
    given, values = value.data if isinstance(value.data, dict) else {}, world.texts.forks
    if word in world.scenarios:
        what, fix = f"`{word}` is a scenario already", "give the fork's file another name."
        findings.wrong("name-twice", Span(value.where.path), what, fix=fix)
    of = findings.text(given, "of", world.first)
    if of in world.scenarios or of in values:
        return of
    if "of" in given and of:
        what = f"there is no scenario and no fork `{of}`"
        findings.unknown("unknown-fork", given["of"].where, what, of, {*world.scenarios, *values})
    return world.first


def _parents_first(
    origins: dict[str, str], values: Mapping[str, Value], findings: Findings
) -> list[str]:
    """Return the forks in an order in which each stands behind what it is a fork of.

    A ring of forks is noted, and broken: one of it counts as a fork of nothing.
    """
    order: list[str] = []
    placed: set[str] = set()
    for word in sorted(origins):
        path: list[str] = []
        while word in origins and word not in placed and word not in path:
            path.append(word)
            word = origins[word]
        if word in path:  # each stands before what it is a fork of, the last before `word`
            ring = path[path.index(word) :]
            at = min(ring)
            _is_a_ring(at, ring, values, findings)
            origins[at] = ""
            turn = ring.index(at) + 1
            path = path[: path.index(word)] + ring[turn:] + ring[:turn]
        for each in reversed(path):
            placed.add(each)
            order.append(each)
    return order


def _is_a_ring(at: str, ring: list[str], values: Mapping[str, Value], findings: Findings) -> None:
    data = values[at].data
    assert isinstance(data, dict)
    turned = ring[ring.index(at) + 1 :] + ring[: ring.index(at)]
    way = f", by way of `{'`, `'.join(turned)}`" if turned else ""
    what = f"`{at}` is a fork of itself{way}"
    why = "a fork leaves a scenario, or a fork that leaves one."
    findings.wrong("fork-of-itself", data["of"].where, what, why=why)


# one of them ----------------------------------------------------------------------------------


def fork_of(
    word: str,
    value: Value,
    of: str,
    known: Mapping[str, Fork],
    world: CheckedWorld,
    findings: Findings,
) -> Fork:
    """Return a fork of `of`, a scenario or one of `known`, noting what is wrong in its text."""
    given = findings.mapping(value, "a fork", EXAMPLE)
    findings.only(value, KEYS, "a fork")
    texts, parent = world.texts, known.get(of)
    left = parent.people if parent else texts.people
    company, added, removed = _people(given, left, texts.laws, findings)
    day = world.calendar.day
    before = left.cast(texts.laws, day, findings, told=True)
    cast = company.cast(texts.laws, day, findings, told=True) if company is not left else before
    members.given(company.entries, cast, added)  # only to see whether it is right
    scenario = world.scenarios[
        parent.scenario if parent else of if of in world.scenarios else world.first
    ]
    plain = isinstance(value.data, dict) and given.keys() <= set(KEYS)
    if plain and not any(_says(given.get(key)) for key in CHANGES):
        what = "this fork changes nothing"
        fix = f"give it one of: {', '.join(CHANGES)}."
        findings.wrong("changes-nothing", Span(value.where.path), what, fix=fix)
    fork = Fork(
        word,
        findings.text(given, "fork", word.replace("_", " ").replace("-", " ").capitalize()),
        of,
        scenario.word,
        parting(given, scenario, parent, world, before),
        *differences(given, scenario.starts, cast, open_=True),
        prevents(given.get("prevent"), cast),
        makes(given.get("make"), cast),
        _numbers(given.get("numbers"), texts.laws, findings),
        added,
        removed,
        _dice(given.get("dice"), findings),
        value.keys,
        company,
    )
    if fork.at.every and fork.other_world:
        what = "who is there, and the rules' numbers, change only once"
        findings.wrong("only-once", given["at"].keys["every"], what, fix="leave `every` out.")
    return fork


def _says(value: Value | None) -> bool:
    return value is not None and value.data not in (None, [], {})


def _dice(value: Value | None, findings: Findings) -> int | None:
    if value is None:
        return None
    number = value.data
    if type(number) is int and 0 <= number < 2**64:
        return number
    what, fix = "`dice` takes a whole number from 0 to 2^64 - 1", "for example `dice: 7`."
    findings.wrong("wrong-type", value.where, what, fix=fix)
    return None


def _people(
    given: Mapping[str, Value], people: Company, laws: Laws, findings: Findings
) -> tuple[Company, tuple[str, ...], tuple[str, ...]]:
    """Return who there is in a fork, and the ids of those who are new, and of those who went."""
    before = people.by_id()
    if "add" in given:
        people = people.joined(given["add"], laws, findings)
    added = tuple(word for word in people.by_id() if word not in before)
    removed: dict[str, Span] = {}
    for entry in findings.listing(given.get("remove"), "`remove`", "remove: [bo]"):
        word = findings.plain(entry, "an id")
        if word in added:
            what = f"`{word}` is added and removed"
            findings.wrong("name-twice", entry.where, what, fix="leave one of them out.")
        elif word in before:
            removed[word] = entry.where
        elif word in people.gone:
            findings.removed(word, entry.where, people.gone[word][1])
        elif word:
            what = f"there is no member `{word}`"
            findings.unknown("unknown-member", entry.where, what, word, before, "no such id")
    return people.without(removed) if removed else people, added, tuple(removed)


def _numbers(value: Value | None, laws: Laws, findings: Findings) -> dict[str, float]:
    known = laws.numbers
    made: dict[str, float] = {}
    for word, entry, at in findings.entries(value, "`numbers`", "numbers: {limit: 3}"):
        if word not in known:
            what = f"no number in the rules is called `{word}`"
            findings.unknown("unknown-number", at, what, word, known, "no such number")
        elif isinstance(entry.data, bool) or not isinstance(entry.data, int | float):
            what = f"`{word}` is a number with a name"
            fix = f"write it in digits, without a unit; in the rules it is {known[word]:g}."
            findings.wrong("wrong-type", entry.where, what, fix=fix)
        else:
            made[word] = float(entry.data)
    return made
