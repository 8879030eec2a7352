"""The lexicon of a checked world."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from moshimo.engine.moments import Answers
from moshimo.lang.laws import Laws, Rule
from moshimo.lang.typed import (
    Calc,
    Disguise,
    Inform,
    Look,
    Pattern,
    Recall,
    Reveal,
    Statement,
    Throw,
    Var,
    Write,
    walk_statements,
)
from moshimo.lang.types import Type
from moshimo.story.grammar.clause import read
from moshimo.story.grammar.inflection import base_of_third, guessed_base
from moshimo.story.grammar.small_words import PLURALS
from moshimo.story.lexicon.lexicon import Clock, Lesson, Lexicon, Manner, NameEntry
from moshimo.story.lexicon.states import asked_by, made_by, meant_by, of_bodies
from moshimo.story.lexicon.stirs import MIND, felt_rules, moods_of, stirs_of
from moshimo.world.people.members import Member
from moshimo.world.telling.telling import OTHERS
from moshimo.world.telling.ways import PLAIN, Approach, Frame, Telling
from moshimo.world.world import CheckedWorld, Scenario


def lexicon_of(
    world: CheckedWorld,
    scenario: Scenario,
    style: str = "",
    moments: Mapping[str, Answers] = MappingProxyType({}),
) -> Lexicon:
    """Return all that the telling needs to know of a world and its scenario.

    The reader's style `plain` leaves only the rules' own sentences. `moments` are the answers at
    the beginning of deeds (see `engine.moments`).
    """
    telling = Telling() if style == PLAIN else world.telling
    members = {
        member.id: NameEntry(
            member.name,
            member.short,
            member.pronouns,  # type: ignore[arg-type]
            kind,
            plural=is_several(member),
            at=(way := world.telling.where.get(member.id, Approach())).at,
            come=way.come,
            address=telling.address.get(OTHERS, {}).get(member.id, ""),
            names=_called_by(member.id, telling),
        )
        for kind, given in world.members.items()
        for member in given
    }
    for word, kind in world.laws.kinds.items():
        for number in range(1, kind.room + 1):
            members[f"{word.lower()}_{number}"] = NameEntry(f"the {word.lower()}", kind=word)
    manners = {
        r.word: _manner(r, telling, world.laws)
        for r in world.laws.rules.values()
        if r.mark in ("action", "event")
    }
    claims = _claims(telling, world.laws)
    manners |= {r.word: _of_claim(r, telling, world.laws) for r in claims.values()}
    names = {(kind, n): m.id for kind, ms in world.members.items() for n, m in enumerate(ms, 1)}
    names |= {(kind, n): w for kind, ws in world.laws.choices.items() for n, w in enumerate(ws)}
    verbs = {base_of_third(w) or guessed_base(w) or w: p for w, p in world.telling.read.items()}
    manners |= _feelings(telling, world.laws, world.verbs | verbs)
    c = world.calendar
    return Lexicon(
        manners,
        members,
        Clock(scenario.starts, c.day, c.sunrise, c.noon, c.sunset),
        world.verbs | verbs,
        style,
        names,
        moments,
        telling.places,
        frames=_frames(telling),
        claims={full: rule.word for full, rule in claims.items()},
        told=frozenset(telling.told),
        moods=moods_of(world.laws),
        bodies=of_bodies(world.laws),
        sums=telling.sums,
    )


def _called_by(who: str, telling: Telling) -> dict[str, str]:
    """Return what particular speakers call somebody."""
    return {
        speaker: called[who]
        for speaker, called in telling.address.items()
        if speaker != OTHERS and who in called
    }


def _frames(telling: Telling) -> dict[str, tuple[Frame, ...]]:
    openings = {f"the opening of {word}": frames for word, frames in telling.openings.items()}
    return openings | {f"the ending of {w}": frames for w, frames in telling.endings.items()}


def _claims(telling: Telling, laws: Laws) -> dict[str, Rule]:
    """Return the kinds of claims that have an author's words, by their attribute."""
    told = (rule for rule in laws.rules.values() if rule.word in telling.tell)
    return {full: rule for rule in told if rule.mark == "claim" for full in rule.writes}


def _of_claim(rule: Rule, telling: Telling, laws: Laws) -> Manner:
    text = telling.tell[rule.word][-1].texts[0]
    return replace(_manner(rule, telling, laws), template=text)


def _feelings(telling: Telling, laws: Laws, verbs: Mapping[str, str]) -> dict[str, Manner]:
    """Return how appraisals are told: of the mind, their first role; by sentences in the present.

    One whose own sentence is none is told in its author's ways, or not at all.
    """
    found: dict[str, Manner] = {}
    for rule in felt_rules(laws):
        made = _manner(rule, telling, laws)
        readable = read(rule.telling, verbs) is not None
        text = rule.telling if readable else next((w.texts[0] for w in made.ways), "")
        if text:
            kinds = {r.word: _kind(r.type) for r in rule.roles if r.word != MIND}
            found[rule.word] = replace(
                made, template=text, roles={MIND: "Character", **kinds}, lessons=()
            )
    return found


def is_several(member: Member) -> bool:
    """Whether a member is told as several: "the twins were", by its author's word or its name."""
    if member.number or member.pronouns != "they":
        return member.number == "plural"
    if member.kind != "Character":  # a thing is "it" unless its author says otherwise
        return True
    name = member.name.lower()
    head = name.split(" of ")[0].split()[-1]
    many = head in PLURALS or (head.endswith("s") and not head.endswith(("ss", "us", "is", "'s")))
    return " and " in name or (name.startswith("the ") and many)


def _manner(rule: Rule, telling: Telling, laws: Laws) -> Manner:
    body = rule.effects
    writes = sum(1 for s in walk_statements(body) if isinstance(s, Write | Inform | Look))
    moves = ""
    if rule.moves and "Character.place" in rule.writes:
        moves = next((r.word for r in rule.roles if r.type.of == "Place"), "")
    return Manner(
        rule.telling,
        {r.word: _kind(r.type) for r in rule.roles},
        rule.says,
        rule.speech,
        moves,
        tuple(sorted(rule.meanings)),
        writes,
        telling.matter.get(rule.word),
        telling.tell.get(rule.word, ()),
        telling.say.get(rule.word, ()),
        telling.why.get(rule.word, ()),
        telling.reported.get(rule.word, ()),
        telling.letters.get(rule.word),
        tuple(w.reason for w in rule.weights if not w.deters),
        rule.carries in ("earshot", "sight", "realm"),
        _lessons(rule, laws),
        frozenset(
            (s.read.owner.word, s.read.attribute.full)
            for s in walk_statements(body)
            if isinstance(s, Look) and isinstance(s.read.owner, Var)
        ),
        rule.writes,
        {o.word: _kind(o.type) or o.type.tag for o in rule.outcomes},
        rule.answers or "",
        frozenset(_recalled(rule)),
        _claimed(rule, laws),
        any(_makes_another(s) for s in walk_statements(body)),
        moved=frozenset(
            s.owner.word
            for s in walk_statements(body)
            if isinstance(s, Write)
            and s.attribute.full == "Character.place"
            and isinstance(s.owner, Var)
        ),
        acts=any(
            isinstance(s, Write) and s.attribute.who != "private" for s in walk_statements(body)
        ),
        stirs=stirs_of(rule, laws) if rule.mark in ("action", "event") else (),
        made=made_by(rule),
        asked=asked_by(rule, laws),
        meant=meant_by(rule),
    )


def _recalled(rule: Rule) -> Iterator[str]:
    """Yield the rules and meanings that somebody must remember for a condition to hold."""
    open_ = [condition.test for condition in rule.conditions]
    while open_:
        one = open_.pop()
        if isinstance(one, Calc) and one.op == "and":
            open_ += one.args
        elif isinstance(one, Recall) and one.how == "recalls":
            yield one.pattern.word


def _claimed(rule: Rule, laws: Laws) -> frozenset[str]:
    """Return the roles that are the value of a claim: of two, only one can be so."""
    told = (s.what for s in walk_statements(rule.effects) if isinstance(s, Inform))
    claims = (p for p in told if isinstance(p, Pattern) and p.word in laws.rules)
    values = [p.args[-1] for p in claims if laws.rules[p.word].mark == "claim" and p.args]
    return frozenset(value.word for value in values if isinstance(value, Var))


def _makes_another(s: Statement) -> bool:
    """Whether from now on somebody may be taken for another, or no longer."""
    alike = isinstance(s, Throw) and s.how == "born" and bool(s.args)
    return alike or isinstance(s, Disguise | Reveal)


def _kind(of: Type) -> str:
    return of.of or ("Deed" if of.tag == "deed" else "")


def _lessons(rule: Rule, laws: Laws) -> tuple[Lesson, ...]:
    """Return what a rule tells whom in every case, not what it tells only in some cases."""
    roles = {role.word for role in rule.roles}
    found: list[Lesson] = []
    for told in rule.effects:
        if not (isinstance(told, Inform) and isinstance(told.hearer, Var)):
            continue
        hearer = told.hearer.word
        match told.what:
            case Var(word=word) if hearer in roles and word in roles:
                found.append(Lesson(hearer, word))
            case Pattern(word=word, args=args) if hearer in roles and word in laws.rules:
                if laws.rules[word].mark == "claim":  # the rule's own sentence says what it is
                    continue
                given = zip(laws.rules[word].roles, args, strict=False)
                pairs = {r.word: x.word for r, x in given if isinstance(x, Var)}
                found.append(Lesson(hearer, "", word, pairs))
    return tuple(found)
