"""The deeds of a fork: those that are prevented from then on, those that are made to begin."""

from __future__ import annotations

from collections.abc import Iterator

from moshimo.lang.laws import Rule
from moshimo.world.people.cast import Cast
from moshimo.world.scenarios.named_deeds import deed, is_cut
from moshimo.world.text.yaml_text import Value
from moshimo.world.world import BeatDeed

FORK = "a fork"


def prevents(value: Value | None, cast: Cast) -> tuple[BeatDeed, ...]:
    """Return the deeds under `prevent`, noting those that no fork can prevent."""
    given = named(value, "prevent", cast)
    return tuple(one for text, one in given if _can_be_prevented(one, text, cast))


def makes(value: Value | None, cast: Cast) -> tuple[BeatDeed, ...]:
    """Return the deeds under `make`, noting those that nobody can be made to do."""
    return tuple(one for text, one in named(value, "make", cast) if _can_be_made(one, text, cast))


def named(value: Value | None, key: str, cast: Cast) -> Iterator[tuple[Value, BeatDeed]]:
    """Yield what a deed, or a list of deeds, names, each with where it stands."""
    if value is None:
        return
    if any(is_cut(text, cast.findings) for text in value.each):
        return
    for text in value.each:
        if text.data is None:
            what, fix = f"`{key}` takes a deed, or several", f"for example `{key}: leave(bo)`."
            cast.findings.wrong("wrong-type", text.where, what, fix=fix)
            continue
        found = deed(text, FORK, cast, wide=key == "make")
        if found is not None:
            yield text, found


def _can_be_prevented(one: BeatDeed, text: Value, cast: Cast) -> bool:
    if one.rule not in cast.laws.rules:
        what = f"`{one.rule}` is how a mind learns what it sees, and nothing prevents it"
        fix = "prevent what brings them together."
    elif one.outcomes:
        what = f"a fork prevents `{one.rule}`, not how it comes out"
        fix = f"leave `{one.outcomes[0][0]}=` out, or change what it hangs on."
    else:
        return True
    cast.findings.wrong("cannot-prevent", text.where, what, fix=fix)
    return False


def _can_be_made(one: BeatDeed, text: Value, cast: Cast) -> bool:
    rule, claims = cast.laws.rules.get(one.rule), dict(one.claims)
    if one.tried:
        what, fix = "what is only tried cannot be made", f"name the deed itself: `{one.rule}(…)`."
    elif rule is None or rule.mark not in ("action", "event"):
        what = f"`{one.rule}` comes about in a mind"
        fix = "change where somebody is, or what the mind believes."
    elif any(r.type.tag == "deed" and i not in claims for i, r in enumerate(rule.roles)):
        what = f"a role of `{one.rule}` is a deed, and a deed has no id to name it by"
        fix = "name a claim about a state, `is_so(…)`, or change what makes it likelier."
    elif unsaid := next((why for said in claims.values() if (why := _unsaid(said, cast))), None):
        what, fix = unsaid
    elif one.outcomes:
        what = f"how `{one.rule}` comes out is left to its rule"
        fix = f"leave `{one.outcomes[0][0]}=` out, or change what it hangs on."
    elif left := [
        r.word
        for i, (r, word) in enumerate(zip(rule.roles, one.roles, strict=True))
        if word is None and i not in claims
    ]:
        what = f"who or what is `{left[0]}` in this deed?"
        fix = f"name every role: `{_form(rule)}`."
    elif len(set(one.roles) - {None}) < len(one.roles) - len(claims):
        what = "people in the roles of one deed are different people"
        fix = f"name somebody else: `{_form(rule)}`."
    else:
        return True
    cast.findings.wrong("cannot-make", text.where, what, fix=fix)
    return False


def _unsaid(claim: BeatDeed, cast: Cast) -> tuple[str, str] | None:
    """Return why a claim cannot be made, and how to mend it; None if it can."""
    rule = cast.laws.rules.get(claim.rule)
    if rule is None:
        fix = "let a rule tell such a claim, or ask for one: `recalls(mind, is_so(…))`."
        return "no rule of this world speaks of what is claimed here", fix
    if None in claim.roles or len(claim.outcomes) < len(rule.outcomes):
        return "a claim that is made says of whom, and what", "fill its holes."
    return None


def _form(rule: Rule) -> str:
    return f"{rule.word}({', '.join(role.word for role in rule.roles)})"
