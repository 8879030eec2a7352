"""Types one rule: its roles, what its mark's options say, and how its parts fit together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from moshimo.errors import Problem, Span, did_you_mean, nearest
from moshimo.lang import written
from moshimo.lang.analysis.plan import plan
from moshimo.lang.laws import Quantity, Rule
from moshimo.lang.typed import Const, Var
from moshimo.lang.types import BAD, CHARACTER, SPAN, Type, fits, spoken
from moshimo.lang.typing.calls import typer
from moshimo.lang.typing.effects import Effects
from moshimo.lang.typing.expressions import Names, Typer, kind_of

MOST_ROLES = 4
SATED, SATED_BY_WORDS = 1800.0, 43200.0  # seconds: how soon the same is wanted again in full
_OPTIONS = {
    "action": (
        *("carries", "speech", "answers", "within", "again", "luck", "variant_of", "moves"),
        *("seems", "recovers"),
    ),
    "reason": ("of",),
    "event": ("of", "at", "mean", "carries", "luck"),
    "appraisal": ("of",),
    "inference": ("sure",),
    "worth": (),
}
_TAKES = {
    "speech": "`True` or `False`",
    "moves": "`True` or `False`",
    "within": "a span that never changes, for example `minutes(2)`",
    "again": "a span that never changes, for example `hours(1)`",
    "mean": "a span that never changes, for example `days(3)`",
    "sure": "a number from 0 to 1",
    "luck": "a name in quotes",
    "of": "the name of a deed or meaning",
    "answers": "the name of a deed or meaning",
    "variant_of": "the name of an action",
    "carries": "`roles`, `place`, `earshot(minutes(1))` or `realm`",
    "at": "a Moment of a kind, for example `Character.leave_by`",
}
_LUCK = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}")


@dataclass(frozen=True, slots=True)
class RuleTyper:
    """Types rules, one at a time.

    Attributes:
        names: all that rules can name.
        problems: what is wrong is added to these.
        quantity: returns a named quantity, checked.
        quantities: those checked so far.
    """

    names: Names
    problems: list[Problem]
    quantity: Callable[[str], Quantity | None]
    quantities: Mapping[str, Quantity]

    def wrong(self, code: str, at: Span, what: str, why: str = "", fix: str = "") -> None:
        """Note a problem."""
        self.problems.append(Problem(code, at, what, why=why, fix=fix))

    def rule(self, made: written.Function) -> Rule:
        """Return a rule, its replay and what it reads still missing."""
        roles = self.roles(made)
        rule = Rule(
            made.word,
            made.mark,  # type: ignore[arg-type]
            roles,
            made.at,
            telling=made.telling.split("\n")[0].strip(),
            **_options(made, self.names, self.problems),  # type: ignore[arg-type]
        )
        if made.mark == "reason":
            self.reason_roles(made, rule, roles)
        if made.mark in ("action", "reason") and (not roles or roles[0].type.of != "Character"):
            self.wrong("bad-role", made.at, "its first role is the Character who chooses it")
        minds = [r for r in roles if r.word == "mind" and fits(r.type, CHARACTER)]
        if made.mark in ("appraisal", "inference", "worth") and not minds:
            what = f"an {made.mark} needs the role `mind`, a Character"
            self.wrong("bad-role", made.at, what, fix="add `mind`.")
        self.remembered(made, roles)
        if made.mark in ("action", "event") and not rule.telling:
            what = f"`{made.word}` is not told"
            fix = 'begin it with a sentence: """{who} does it.""".'
            self.wrong("no-telling", made.at, what, fix=fix)
        mind = roles[0].word if made.mark in ("action", "reason") and roles else ""
        if made.mark in ("appraisal", "inference", "worth"):
            mind = "mind"
        rule = Effects(self.names, self.problems, self.quantity, rule, made, mind).read()
        self.braces(made, rule)
        self.free_roles(made, rule, mind)
        return rule

    def remembered(self, made: written.Function, roles: tuple[Var, ...]) -> None:
        """Note roles that no deed can keep."""
        for role, parameter in zip(roles, made.parameters, strict=True):
            if made.mark in ("action", "event") and role.type.tag not in ("ref", "deed", "bad"):
                what = f"`{role.word}` is {spoken(role.type)}, and the roles of a deed are members"
                fix = "leave it out; an appraisal can have it."
                self.wrong("bad-role", parameter.at, what, fix=fix)

    def reason_roles(self, made: written.Function, rule: Rule, roles: tuple[Var, ...]) -> None:
        """Note roles that a reason's action does not have."""
        wanted = self.names.deeds.get(rule.of, ())
        for parameter in made.parameters:
            if wanted and parameter.word not in {w.word for w in wanted}:
                what = f"`{rule.of}` has no role `{parameter.word}`"
                fix = "its roles are: " + ", ".join(w.word for w in wanted) + "."
                self.wrong("unbound-role", parameter.at, what, fix=fix)
        if wanted and roles and roles[0].word != wanted[0].word:
            fix = "a reason has its action's roles by name, the same one first."
            what = f"a reason of `{rule.of}` begins with `{wanted[0].word}`"
            fix = fix
            self.wrong("bad-role", made.at, what, fix=fix)

    def braces(self, made: written.Function, rule: Rule) -> None:
        """Note braces in texts that name no role."""
        known = {r.word for r in rule.roles} | {o.word for o in rule.outcomes}
        texts = [(rule.telling, made.telling_at)] if rule.telling else []
        for text, at in [*texts, *_texts(made.body)]:
            for word in re.findall(r"{([^{}]*)}", text):
                if word not in known:
                    meant, what = nearest(word, known), f"`{{{word}}}` is no role of `{made.word}`"
                    roles = f"its roles are: {', '.join(sorted(known))}."
                    fix = f"did you mean `{{{meant}}}`?" if meant else roles
                    self.wrong("unknown-role", _within(at, f"{{{word}}}"), what, fix=fix)

    def free_roles(self, made: written.Function, rule: Rule, mind: str) -> None:
        """Note a rule that would try too many people."""
        if made.mark == "reason" or not rule.roles:
            return
        given = {mind} if mind else set()
        given |= {r.word for r in self.target(made)} & {r.word for r in rule.roles}
        if rule.clock:
            given.add(rule.roles[0].word)
        free = plan(rule, given, self.quantities, mind).free("Character")
        limit = 1 if mind else 2
        if len(free) > limit:
            what = f"`{'` and `'.join(r.word for r in free)}` range over people"
            why = "asking every pair, even of those near, would cost more than a thought may."
            fix = "bind one of them in `when`, for example by `holder == …`."
            self.wrong("too-many-free-roles", made.at, what, why=why, fix=fix)

    def target(self, made: written.Function) -> tuple[Var, ...]:
        """Return the roles of the deed that a rule follows or answers: it takes them by name."""
        given = dict(made.options).get("answers" if made.mark == "action" else "of")
        if isinstance(given, written.Name):
            return {**self.names.meanings, **self.names.deeds}.get(given.word, ())
        return ()

    def roles(self, made: written.Function, *, report: bool = True) -> tuple[Var, ...]:
        """Return the roles of a rule, with their kinds."""
        problems: list[Problem] = self.problems if report else []
        known = {role.word: role.type for role in self.target(made)}
        clock = dict(made.options).get("at")
        found: list[Var] = []
        for parameter in made.parameters:
            if any(role.word == parameter.word for role in found):
                problems.append(
                    Problem("name-twice", parameter.at, f"`{parameter.word}` stands here twice")
                )
            if parameter.kind:
                all_types = not made.mark or made.mark == "appraisal"
                made_kind = kind_of(
                    parameter.kind, parameter.at, self.names, problems, all_types=all_types
                )
            elif parameter.word in known:
                made_kind = known[parameter.word]
            elif parameter.word == "mind":
                made_kind = CHARACTER
            elif (
                made.mark == "event"
                and isinstance(clock, written.Dotted)
                and isinstance(clock.owner, written.Name)
            ):
                made_kind = Type("ref", clock.owner.word)
            else:
                made_kind = BAD
                meant = nearest(parameter.word, known)
                what = f"nothing says what `{parameter.word}` is"
                fix = f"did you mean `{meant}`?" if meant else "give it a kind: `name: Character`."
                problems.append(Problem("unbound-role", parameter.at, what, fix=fix))
            found.append(Var(made_kind, parameter.word, parameter.at))
        limit = 6 if not made.mark or made.mark in ("appraisal", "inference") else MOST_ROLES
        if len(found) > limit:
            what = f"`{made.word}` has more than {limit} roles"
            why = "a deed is remembered with at most four." if limit == MOST_ROLES else ""
            problems.append(Problem("too-many-roles", made.at, what, why=why))
        return tuple(found)


def _texts(body: Sequence[written.Statement]) -> Iterator[tuple[str, Span]]:
    """Yield the reasons and spoken words in some statements, and where they stand."""
    for s in written.walk_statements(body):
        if isinstance(s, written.Do) and s.call.word in ("weigh", "deter", "say"):
            yield from ((x.value, x.at) for x in s.call.args if isinstance(x, written.Text))


def _within(at: Span, text: str) -> Span:
    """Return the place of a text in the line of `at`, or `at`."""
    start = at.text.find(text, at.column - 1)
    return at if start < 0 else Span(at.path, at.line, start + 1, len(text), at.text)


# options --------------------------------------------------------------------------------------


def _options(made: written.Function, names: Names, problems: list[Problem]) -> dict[str, object]:
    """Return the options of a rule's mark, by the names of the fields of `Rule`."""
    constants = typer(names, "truth", problems)
    found: dict[str, object] = {}
    allowed = _OPTIONS[made.mark]
    if made.mark == "action":
        speech = dict(made.options).get("speech")
        spoken = isinstance(speech, written.Numeral) and speech.value
        found["again"] = SATED_BY_WORDS if spoken else SATED
    for word, given in made.options:
        if word not in allowed:
            what = f"@{made.mark} has no option `{word}`"
            fix = did_you_mean(word, allowed) or f"it has: {', '.join(allowed)}."
            constants.wrong("bad-option", given.at, what, fix=fix)
        elif word in ("seems", "recovers"):
            why = "it comes with fighting."
            constants.wrong("not-yet", given.at, f"`{word}` does not run yet", why)
        else:
            found.update(_option(made, word, given, constants))
    if made.mark == "reason" and "of" not in found:
        what = "a reason says of which action: `@reason(of=walk)`"
        constants.wrong("bad-option", made.mark_at, what)
    if made.mark == "inference" and "sure" not in found:
        found["sure"] = 0.6
    return found


def _option(
    made: written.Function, word: str, given: written.Expression, typer: Typer
) -> dict[str, object]:
    match word, given:
        case ("speech" | "moves", written.Numeral(value=value)):
            return {word: bool(value)}
        case ("within" | "again" | "mean", _):
            constant = typer.fit(given, SPAN)
            if not fits(constant.type, SPAN):
                return {}
            if isinstance(constant, Const) and (constant.value > 0 or word != "mean"):
                return {word: float(constant.value)}
        case ("sure", written.Numeral(value=value)) if 0 <= value <= 1:
            return {word: float(value)}
        case ("luck", written.Text(value=value)) if _LUCK.fullmatch(value):
            return {word: value}
        case ("answers", written.Name(word="meets" | "misses" as target, at=at)):
            what = f"`{target}` happens in one mind, where nobody can answer it"
            fix = f"let an appraisal of `{target}` move a feeling, and let that be the wish."
            typer.wrong("bad-option", at, what, fix=fix)
            return {}
        case ("of" | "answers" | "variant_of", written.Name(word=target, at=at)):
            known = dict(typer.names.deeds)
            if made.mark != "reason" and word != "variant_of":
                known.update(typer.names.meanings)
            if target in known:
                return {word: target}
            what, fix = f"there is no deed `{target}`", did_you_mean(target, known)
            typer.wrong("unknown-deed", at, what, fix=fix)
            return {}
        case ("carries", written.Name(word="roles" | "place" | "sight" | "realm" as reach)):
            return {"carries": reach}
        case ("carries", written.Call(word="earshot", args=(reach,))):
            constant = typer.fit(reach, SPAN)
            if isinstance(constant, Const):
                return {"carries": "earshot", "reach": float(constant.value)}
        case ("at", written.Dotted(owner=written.Name(word=kind), name=attribute)):
            found = typer.names.kinds.get(kind)
            clock = found.attribute(attribute) if found else None
            if clock is not None and clock.type.tag == "moment" and not clock.key:
                return {"clock": clock}
    what, fix = f"`{word}=` does not take this", f"it takes {_TAKES[word]}."
    typer.wrong("bad-option", given.at, what, fix=fix)
    return {}
