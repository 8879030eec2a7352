"""What a fork changes, and when it left, in lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from moshimo.engine.journal import Deed
from moshimo.multiverse.forking.stage import Parted
from moshimo.output.shown_letters import visible
from moshimo.story.grammar.clause import can_be
from moshimo.story.grammar.orthography import finished
from moshimo.story.lexical.phrasing import sentence_parts
from moshimo.story.lexicon import time_words
from moshimo.story.lexicon.lexicon import Lexicon
from moshimo.story.lexicon.naming import full_name, said_as_list, short_name
from moshimo.story.planning.clauses import clause_of
from moshimo.story.planning.discourse import Attention
from moshimo.story.planning.sentence_plan import Phrase, Ref
from moshimo.story.realisation.referring import realise
from moshimo.story.selection.message import message_of
from moshimo.world.text.times import shown
from moshimo.world.world import BeatDeed, CheckedWorld, Fork

# Words for an empty role in a deed that an author names.
ANYBODY = {
    "nobody": "anybody",
    "nobody's": "anybody's",
    "nothing": "anything",
    "nowhere": "anywhere",
}
MANY = 8  # so many values of a fork are named


def changes(forks: Sequence[Fork], world: CheckedWorld, lexicon: Lexicon) -> tuple[str, ...]:
    """Return what the forks change, a line each; `world` is that of the last fork."""
    lines: list[str] = []
    for fork in forks:
        found = list(_changes(fork, world, lexicon))
        if len(found) > MANY + 1:
            found[MANY:] = [f"And {len(found) - MANY} more."]
        lines += found
    return tuple(visible(line) for line in lines)


def notes(parted: Sequence[Parted], lexicon: Lexicon) -> tuple[str, ...]:
    """Return lines about the moments at which the forks left."""
    lines: list[str] = []
    for one in parted:
        titles = said_as_list([f"“{fork.title}”" for fork in one.forks])
        if one.why and not one.at:
            lines.append(f"{titles} could not be: {one.why}.")
        elif not one.at:
            lines.append(f"{titles}: the moment for it never came.")
        elif one.at != (0.0,):
            first = f"It comes in {len(one.at)} times, first on"
            often = first if len(one.at) > 1 else "It leaves the scenario on"
            when = time_words.moment(lexicon.clock, one.at[0])
            more = f" its moment came more than {len(one.at)} times; later ones were let pass."
            lines.append(f"{often} {when}.{more if one.too_often else ''}")
    return tuple(visible(line) for line in lines)


def _changes(fork: Fork, world: CheckedWorld, lexicon: Lexicon) -> Iterator[str]:
    for (full, owner, key), value in fork.values.items():
        about = _cell(full, owner, key, world, lexicon)
        yield finished(f"{about} is {_value(full, value, world, lexicon)}")
    for belief in fork.beliefs:
        full = belief.attribute.full
        about = _cell(full, belief.owner, belief.key, world, lexicon)
        mind = _named("Character", belief.mind, world, lexicon)
        held = "unknown" if belief.unknown else _value(full, belief.value, world, lexicon)
        yield finished(f"{mind} believes that {about} is {held}")
    for secret in fork.secrets:
        about = _cell(secret.attribute.full, secret.owner, secret.key, world, lexicon)
        knowers = [_named("Character", mind, world, lexicon) for mind in secret.knowers]
        everybody = len(knowers) >= len(world.members["Character"])
        who = "everybody" if everybody else said_as_list(knowers) or "nobody"
        yield finished(f"{about} is known to {who}{'' if everybody or not knowers else ' alone'}")
    yield from (_meant(deed, world, lexicon, makes=False) for deed in fork.prevents)
    yield from (_meant(deed, world, lexicon, makes=True) for deed in fork.makes)
    for word, number in fork.numbers.items():
        yield f"The number {word} is {number:g}."
    if fork.dice is not None:
        yield "From then on the dice fall otherwise."
    for ids, where in ((fork.added, "there as well"), (fork.removed, "not there")):
        who = said_as_list([full_name(lexicon, key) for key in ids])
        if ids:
            yield finished(f"{who} {'is' if len(ids) == 1 else 'are'} {where}")


def _meant(named: BeatDeed, world: CheckedWorld, lexicon: Lexicon, *, makes: bool) -> str:
    """Tell a deed that a fork makes or prevents."""
    rule = world.laws.rules[named.rule]
    given = [*named.roles, *[None] * (len(rule.roles) - len(named.roles))]
    roles = {role.word: who or "" for role, who in zip(rule.roles, given, strict=True)}
    deed = Deed("", named.rule, "action", roles, {}, 0.0, 0.0, "", "done")
    message = message_of(deed, lexicon)
    doer = next(iter(message.doers), "")
    clause = clause_of(lexicon.manners[named.rule].template, lexicon)
    if not clause.doer or not can_be(clause, "bare"):
        yes = "It happens at once that" if makes else "From then on it does not happen that"
        parts: Phrase = (f"{yes} ", *sentence_parts(message, lexicon))
    else:
        bare = sentence_parts(message, lexicon, mood="bare", subject=False)
        who: Phrase = (Ref((doer,), "subject", named=True),) if doer else ("no one",)
        will = " is to " if makes or not doer else " is not to "
        parts = (*who, will, *bare)
    parts = tuple(ANYBODY.get(part, part) if isinstance(part, str) else part for part in parts)
    return finished(realise(parts, Attention(frozenset(lexicon.members)), lexicon).text)


def _cell(full: str, owner: int, key: int, world: CheckedWorld, lexicon: Lexicon) -> str:
    """Return what is changed: "Cai's trust toward Bo"; of what is so or not, "Cai: citizen"."""
    a = world.laws.attribute(full)
    whose = _named(a.kind, owner, world, lexicon)
    toward = f" toward {_named(a.key, key, world, lexicon)}" if a.key else ""
    owned = f"{whose}:" if a.type.tag == "bool" else f"{whose}'s"
    return f"{owned} {a.word.replace('_', ' ')}{toward}"


def _value(full: str, value: float, world: CheckedWorld, lexicon: Lexicon) -> str:
    a = world.laws.attribute(full)
    match a.type.tag:
        case "bool":
            return "so" if value else "not so"
        case "choice":
            return world.laws.choices[a.type.of][int(value)].replace("_", " ")
        case "ref":
            return _named(a.type.of, int(value), world, lexicon, "none")
        case "moment":
            return shown(lexicon.clock.start + value, lexicon.clock.day)
        case _:
            return f"{value:g}".replace("-", "−")


def _named(
    kind: str, row: int, world: CheckedWorld, lexicon: Lexicon, nobody: str = "nobody"
) -> str:
    members = world.members[kind]
    return short_name(lexicon, members[row - 1].id) if 0 < row <= len(members) else nobody
