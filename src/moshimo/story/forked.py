"""What a fork changes, and what became of it, in lines that anybody can read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from moshimo.engine.journal import Deed
from moshimo.lang.model import Attribute
from moshimo.multiverse.forking.stage import Parted
from moshimo.story import clock
from moshimo.story.choose import Beat, doer_of
from moshimo.story.clause import can_be
from moshimo.story.people import full_name, said_as_list, short_name
from moshimo.story.phrase import clause_of, sentence_parts
from moshimo.story.refer import Attention, Parts, Ref, voice
from moshimo.story.sentences import finished
from moshimo.story.tongue import Tongue, plain
from moshimo.world.text.times import shown
from moshimo.world.world import BeatDeed, CheckedWorld, Fork

# What a hole is called in what an author names.
ANYBODY = {
    "nobody": "anybody",
    "nobody's": "anybody's",
    "nothing": "anything",
    "nowhere": "anywhere",
}
MANY = 8  # values of one fork that are named


def changes(forks: Sequence[Fork], world: CheckedWorld, tongue: Tongue) -> tuple[str, ...]:
    """Return what the forks change, a line each; `world` as it is for the last of them."""
    lines: list[str] = []
    for fork in forks:
        found = list(_changes(fork, world, tongue))
        if len(found) > MANY + 1:
            found[MANY:] = [f"And {len(found) - MANY} more."]
        lines += found
    return tuple(plain(line) for line in lines)


def notes(parted: Sequence[Parted], tongue: Tongue) -> tuple[str, ...]:
    """Return what is to be said of the moments at which the forks were to leave."""
    lines: list[str] = []
    for one in parted:
        titles = said_as_list([f"“{fork.title}”" for fork in one.forks])
        if one.why and not one.at:
            lines.append(f"{titles} could not be: {one.why}.")
        elif not one.at:
            lines.append(f"{titles}: the moment for it never came.")
        elif one.at != (0.0,):
            often = (
                f"It comes in {len(one.at)} times, first on"
                if len(one.at) > 1
                else "It leaves the scenario on"
            )
            when = clock.when(tongue.calendar, one.at[0])
            day = clock.day_of(tongue.calendar, one.at[0]) + 1
            more = f" its moment came more than {len(one.at)} times; later ones were let pass."
            lines.append(f"{often} day {day}, {when}.{more if one.too_often else ''}")
    return tuple(plain(line) for line in lines)


def _changes(fork: Fork, world: CheckedWorld, tongue: Tongue) -> Iterator[str]:
    for (full, owner, key), value in fork.values.items():
        about = _cell(full, owner, key, world, tongue)
        yield finished(f"{about} is {_value(full, value, world, tongue)}")
    for belief in fork.beliefs:
        full = belief.attribute.full
        about = _cell(full, belief.owner, belief.key, world, tongue)
        mind = _named("Character", belief.mind, world, tongue)
        held = "unknown" if belief.unknown else _value(full, belief.value, world, tongue)
        yield finished(f"{mind} believes that {about} is {held}")
    for secret in fork.secrets:
        about = _cell(secret.attribute.full, secret.owner, secret.key, world, tongue)
        knowers = [_named("Character", mind, world, tongue) for mind in secret.knowers]
        everybody = len(knowers) >= len(world.members["Character"])
        who = "everybody" if everybody else said_as_list(knowers) or "nobody"
        yield finished(f"{about} is known to {who}{'' if everybody or not knowers else ' alone'}")
    for deed in fork.prevents:
        yield _meant(deed, world, tongue, makes=False)
    for deed in fork.makes:
        yield _meant(deed, world, tongue, makes=True)
    for word, number in fork.numbers.items():
        yield f"The number {word} is {number:g}."
    if fork.added:
        yield finished(f"{_people(fork.added, tongue)} {_are(fork.added)} there as well")
    if fork.removed:
        yield finished(f"{_people(fork.removed, tongue)} {_are(fork.removed)} not there")


def _meant(named: BeatDeed, world: CheckedWorld, tongue: Tongue, *, makes: bool) -> str:
    """Return a deed that an author names as what is to be, or is not to be."""
    rule = world.laws.rules[named.rule]
    given = [*named.roles, *[None] * (len(rule.roles) - len(named.roles))]
    roles = {role.word: who or "" for role, who in zip(rule.roles, given, strict=True)}
    deed = Deed("", named.rule, "action", roles, {}, 0.0, 0.0, "", "done")
    doer = doer_of(deed, tongue)
    beat = Beat((deed,), "act", (doer,) if doer else (), 0.0)
    clause = clause_of(tongue.manners[named.rule].template, tongue)
    if not clause.doer or not can_be(clause, "bare"):
        yes = "It happens at once that" if makes else "From then on it does not happen that"
        parts: Parts = (f"{yes} ", *sentence_parts(beat, tongue))
    else:
        bare = sentence_parts(beat, tongue, mood="bare", subject=False)
        who: Parts = (Ref((doer,), "subject", named=True),) if doer else ("no one",)
        will = " is to " if makes or not doer else " is not to "
        parts = (*who, will, *bare)
    parts = tuple(ANYBODY.get(part, part) if isinstance(part, str) else part for part in parts)
    return finished(voice(parts, Attention(frozenset(tongue.members)), tongue)[0])


def _cell(full: str, owner: int, key: int, world: CheckedWorld, tongue: Tongue) -> str:
    """Return what is changed: "Cai: fond (Bo)"."""
    a = _attribute(full, world)
    whose = _named(a.kind, owner, world, tongue)
    toward = f" ({_named(a.key, key, world, tongue)})" if a.key else ""
    return f"{whose}: {a.word.replace('_', ' ')}{toward}"


def _value(full: str, value: float, world: CheckedWorld, tongue: Tongue) -> str:
    a = _attribute(full, world)
    match a.type.tag:
        case "bool":
            return "so" if value else "not so"
        case "choice":
            return world.laws.choices[a.type.of][int(value)].replace("_", " ")
        case "ref":
            members = world.members[a.type.of]
            index = int(value)
            found = 0 < index <= len(members)
            return short_name(tongue, members[index - 1].id) if found else "none"
        case "moment":
            return shown(tongue.calendar.start + value, tongue.calendar.day)
        case _:
            return f"{value:g}".replace("-", "−")


def _attribute(full: str, world: CheckedWorld) -> Attribute:
    kind, _, word = full.partition(".")
    found = world.laws.kinds[kind].attribute(word)
    assert found is not None
    return found


def _named(kind: str, row: int, world: CheckedWorld, tongue: Tongue) -> str:
    members = world.members[kind]
    return short_name(tongue, members[row - 1].id) if 0 < row <= len(members) else "nobody"


def _people(ids: Sequence[str], tongue: Tongue) -> str:
    return said_as_list([full_name(tongue, who) for who in ids])


def _are(ids: Sequence[str]) -> str:
    return "is" if len(ids) == 1 else "are"
