"""Whether rules fit together: what a mark's options say, seen beside all the other rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from moshimo.errors import Problem, Span, did_you_mean
from moshimo.lang import tree
from moshimo.lang.model import Attribute, Quantity, Rule
from moshimo.lang.names import Names
from moshimo.lang.types import fits

_OCCASIONS = ("of", "at", "mean")  # what an event waits for; one of them, or its `when`


def agree(
    functions: Sequence[tree.Function],
    rules: Mapping[str, Rule],
    names: Names,
    quantities: Mapping[str, Quantity],
    problems: list[Problem],
) -> None:
    """Note what only shows when a rule is seen beside the others."""
    lucks: dict[str, Span] = {}
    for made in functions:
        if made.mark:
            given = dict(made.options)
            _targets(made, given, names.deeds, {f.word: f.mark for f in functions}, problems)
            _lucks(made, given, names.deeds, lucks, problems)
            if made.word in rules:
                _occasions(made, given, rules[made.word], problems)
    for kind in names.kinds.values():
        for attribute in kind.attributes:
            if isinstance(attribute.guess, str) and attribute.guess.startswith("="):
                _guess(attribute, attribute.guess[1:], quantities, problems)


def _targets(
    made: tree.Function,
    given: Mapping[str, tree.Expression],
    deeds: Mapping[str, object],
    marks: Mapping[str, str],
    problems: list[Problem],
) -> None:
    for word in ("of",) if made.mark == "reason" else ("variant_of",):
        target = given.get(word)
        if not isinstance(target, tree.Name) or target.word not in deeds:
            continue
        if marks.get(target.word) != "action" or target.word == made.word:
            what = f"`{word}=` takes another action, and `{target.word}` is none"
            problems.append(Problem("bad-option", target.at, what))
    if "within" in given and "answers" not in given:
        what = "`within=` says how long an answer may wait, and this answers nothing"
        fix = "say what it answers: `answers=…`."
        problems.append(Problem("bad-option", given["within"].at, what, fix=fix))


def _lucks(
    made: tree.Function,
    given: Mapping[str, tree.Expression],
    deeds: Mapping[str, object],
    lucks: dict[str, Span],
    problems: list[Problem],
) -> None:
    luck = given.get("luck")
    if isinstance(luck, tree.Text):
        word = luck.value
        other = lucks.get(word)
        if other or (word in deeds and word != made.word):
            what = f"another rule has the luck `{word}` already"
            also = ((other, "the other stands here"),) if other else ()
            why = "two rules with one luck would throw the same."
            problems.append(Problem("name-twice", luck.at, what, why=why, also=also))
        lucks[word] = luck.at


def _occasions(
    made: tree.Function,
    given: Mapping[str, tree.Expression],
    rule: Rule,
    problems: list[Problem],
) -> None:
    occasions = [word for word in _OCCASIONS if word in given]
    if made.mark == "event" and len(occasions) > 1:
        what = f"an event waits for one thing, not for `{occasions[0]}=` and `{occasions[1]}=`"
        fix = "make two events of it."
        problems.append(Problem("bad-option", given[occasions[1]].at, what, fix=fix))
    waits = made.mark in ("event", "appraisal", "inference")
    if waits and not occasions and not rule.conditions:
        what, fix = f"`{made.word}` does not say when", "give it a `when`."
        problems.append(Problem("no-occasion", made.at, what, fix=fix))
    if rule.clock and [role.type.of for role in rule.roles] != [rule.clock.kind]:
        what = f"an event of `{rule.clock.full}` has one role, the {rule.clock.kind}"
        problems.append(Problem("bad-role", made.at, what))


def _guess(
    attribute: Attribute, word: str, quantities: Mapping[str, Quantity], problems: list[Problem]
) -> None:
    found = quantities.get(word)
    if found is None:
        fix = did_you_mean(word, [*quantities, "own"])
        what = f"there is no quantity `{word}` to guess `{attribute.full}` by"
        problems.append(Problem("unknown-word", attribute.at, what, fix=fix))
        return
    wanted = ["Character", attribute.kind, *([attribute.key] if attribute.key else [])]
    roles = [role.type.of for role in found.roles]
    if roles != wanted[: len(roles)] or not fits(found.type, attribute.type):
        what = f"`{attribute.full}` is guessed by `{word}({', '.join(wanted)}) -> {attribute.type}`"
        also = ((found.at, "it is another one here"),)
        problems.append(Problem("wrong-type", attribute.at, what, also=also))
    elif found.intimate - {0}:
        what = f"`{word}` reads what is private to another, to guess it"
        why = "what somebody supposes comes from what that one could know."
        also = ((found.at, "the quantity stands here"),)
        problems.append(Problem("telepathy", attribute.at, what, why=why, also=also))
