"""Types claims about a state: `is_so(attribute, member, value)`, a kind of deed for each attribute.

A claim has the roles `member`, `toward` (of an attribute toward somebody) and `value`. A value that
is no member stands where a deed has its first outcome.
"""

from __future__ import annotations

from moshimo.errors import listed
from moshimo.lang import typed as t
from moshimo.lang import written as w
from moshimo.lang.laws import Outcome, Rule
from moshimo.lang.types import BOOL, DEED, OURS, Attribute, Kind, Type
from moshimo.lang.typing.expressions import Typer
from moshimo.lang.words import CLAIM

_EXAMPLE = "for example `is_so(place, x, hall)`, or `is_so(affection[y], x, 0.8)`."


def is_so(node: w.Call, typer: Typer) -> t.Ex:
    """Return whether a claim holds, if that is asked of one; else the claim that is made."""
    if len(node.args) == 1 and not node.named:
        return t.Builtin(BOOL, "is_so", (typer.fit(node.args[0], DEED),), node.at)
    if not typer.claiming:
        what = "a claim is told, kept, remembered or compared, and stands nowhere else"
        fix = "write `inform(x, is_so(…))`, `recalls(mind, is_so(…))`, or ask what is so itself: "
        fix += "`x.place == hall`."
        return typer.wrong("misplaced", node.at, what, fix=fix)
    found = claim(node, typer)
    return t.NOTHING if found is None else t.Claim(DEED, found, node.at)


def claim(node: w.Call, typer: Typer) -> t.Pattern | None:
    """Return a claim: one that is asked for may have holes, one that is made has none."""
    if len(node.args) != 3 or node.named:
        what = "`is_so` takes an attribute, a member and a value"
        typer.wrong("wrong-count", node.at, what, fix=_EXAMPLE)
        return None
    about, who, worth = node.args
    toward = about.key if isinstance(about, w.Item) else None
    about = about.whole if isinstance(about, w.Item) else about
    whose = None if isinstance(who, w.Hole) else _member(about, who, typer)
    a = attribute(about, whose, typer)
    if a is None or not can_be_claimed(a, about, typer):
        return None
    rule = typer.names.claims.setdefault(claimed(a).word, claimed(a))
    args: list[t.Ex | None] = [whose]
    if a.key:
        hole = toward is None or isinstance(toward, w.Hole)
        args.append(None if hole else typer.fit(toward, Type("ref", a.key)))  # type: ignore[arg-type]
    elif toward is not None:
        what = f"`{a.word}` is one value, toward nobody"
        typer.wrong("wrong-type", toward.at, what)
    value = None if isinstance(worth, w.Hole) else typer.fit(worth, a.type)
    if isinstance(value, t.Unknown):
        what, fix = "nothing can be `unknown`: it is known or not", "`None` is a hole."
        typer.wrong("wrong-type", worth.at, what, fix=fix)
    _ensure_in_range(value, a, typer)
    if typer.claiming == "made" and None in [*args, value]:
        what = "a claim that is made says of whom, and what"
        why = "holes are for asking whether somebody remembers such a claim."
        typer.wrong("wrong-count", node.at, what, why, _EXAMPLE)
    if not rule.outcomes:
        return t.Pattern(rule.word, (*args, value), (), node.at)
    outcomes = () if value is None else (("value", value),)
    return t.Pattern(rule.word, tuple(args), outcomes, node.at)


def _ensure_in_range(value: t.Ex | None, a: Attribute, typer: Typer) -> None:
    """Note that a number is claimed that no value can be. What is worked out saturates."""
    if isinstance(value, t.Const) and not a.type.low <= value.value <= a.type.high:
        what = f"{value.value:g} lies outside {a.type.low:g} to {a.type.high:g}"
        why = f"`{a.full}` is never that, so nobody can say or hear it."
        typer.wrong("out-of-range", value.at, what, why)


def claimed_by(given: w.Call, typer: Typer) -> Rule | None:
    """Return the kind of deed that claims about an attribute are: `of=is_so(place)`."""
    if len(given.args) != 1 or given.named:
        what, fix = "`of=is_so(…)` takes an attribute", "for example `of=is_so(Character.place)`."
        typer.wrong("bad-option", given.at, what, fix=fix)
        return None
    found = attribute(given.args[0], None, typer)
    if found is None or not can_be_claimed(found, given.args[0], typer):
        return None
    return typer.names.claims.setdefault(claimed(found).word, claimed(found))


def attribute(node: w.Expression, whose: t.Ex | None, typer: Typer) -> Attribute | None:
    """Return the attribute that a word, or `Kind.word`, names; a member says of which kind."""
    kinds = typer.names.kinds
    known, word = list[Kind](), ""
    match node:
        case w.Dotted(owner=w.Name(word=kind), name=word) if kind in kinds:
            known = [kinds[kind]]
        case w.Name(word=word):
            own = kinds.get(whose.type.of) if whose is not None else None
            if whose is not None and own is None and whose.type.tag == "bad":
                return None
            known = [own] if own is not None else list(kinds.values())
    if not known:
        typer.wrong("wrong-type", node.at, "this is no attribute", fix=_EXAMPLE)
        return None
    found = [a for kind in known if (a := kind.attribute(word))]
    if len(found) == 1:
        return found[0]
    if not found:
        what = f"`{known[0].word}`" if len(known) == 1 else "no kind"
        what += f" has {'no' if len(known) == 1 else 'an'} attribute `{word}`"
        given = [a.word for kind in known for a in kind.attributes]
        typer.unknown("unknown-attribute", node.at, what, word, given)
        return None
    what = f"several kinds have an attribute `{word}`"
    fix = f"say which: {listed([f'`{a.full}`' for a in found])}."
    typer.wrong("unknown-attribute", node.at, what, fix=fix)
    return None


def claimed(a: Attribute) -> Rule:
    """Return the kind of deed that claims about an attribute are."""
    roles = [t.Var(Type("ref", a.kind), "member", OURS)]
    roles += [t.Var(Type("ref", a.key), "toward", OURS)] if a.key else []
    value = t.Var(a.type, "value", OURS)
    is_role = a.type.tag in ("ref", "deed")
    said = t.Write(a, roles[0], roles[1] if a.key else None, "=", value, OURS)
    return Rule(
        f"{CLAIM}{a.kind.replace('_', '__')}_{a.word}",
        "claim",
        (*roles, value) if is_role else tuple(roles),
        OURS,
        carries="roles",
        outcomes=() if is_role else (Outcome("value", a.type),),
        replay_end=(said,),
        writes=frozenset((a.full,)),
    )


def _member(about: w.Expression, who: w.Expression, typer: Typer) -> t.Ex:
    match about:
        case w.Dotted(owner=w.Name(word=kind)) if kind in typer.names.kinds:
            return typer.fit(who, Type("ref", kind))
    return typer.value(who)


def can_be_claimed(a: Attribute, node: w.Expression, typer: Typer) -> bool:
    """Whether something can be claimed of an attribute, or note why not."""
    if a.who == "shown":
        what = f"`{a.full}` is only ever seen, never remembered"
        fix = "declare it visible or known, and it can be spoken of."
        typer.wrong("not-ones-own", node.at, what, fix=fix)
    return a.who != "shown"
