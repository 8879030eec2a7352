"""Types one rule: its roles, what its mark's options say, and how its parts fit together."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from moshimo.errors import Problem, Span, did_you_mean, nearest
from moshimo.lang import written as w
from moshimo.lang.analysis.plan import plan
from moshimo.lang.laws import Rule
from moshimo.lang.typed import Builtin, Calc, Const, Ex, Var, rewrite, walk
from moshimo.lang.types import BAD, CHARACTER, NUMBER, SPAN, Type, fits, spoken
from moshimo.lang.typing.calls import typer
from moshimo.lang.typing.claiming import claimed_by
from moshimo.lang.typing.effects import Effects
from moshimo.lang.typing.expressions import Names, Standpoint, Typer
from moshimo.lang.typing.feints import Feint

MOST_ROLES = 4
LONGEST_SENTENCE = 1000  # letters, as in `telling/`
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
    "within": "a span that never changes and is not below 0, for example `minutes(2)`",
    "again": "a span that never changes and is not below 0, for example `hours(1)`",
    "mean": "a span that never changes, longer than nothing, for example `days(3)`",
    "sure": "a number from 0 to 1",
    "luck": "a name in quotes",
    "of": "the name of a deed or meaning",
    "answers": "the name of a deed or meaning",
    "variant_of": "the name of an action",
    "carries": "`roles`, `place`, `earshot(minutes(1))`, `sight`, `sight(1)` or `realm`",
    "seems": "the name of another action, or `None`",
    "at": "a Moment of a kind, for example `Character.leave_by`",
}
_LUCK = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}")


@dataclass(frozen=True, slots=True)
class RuleTyper:
    """Types rules, one at a time; what is wrong is added to `problems`."""

    names: Names
    problems: list[Problem]

    def wrong(self, code: str, at: Span, what: str, why: str = "", fix: str = "") -> None:
        """Note a problem."""
        self.problems.append(Problem(code, at, what, why=why, fix=fix))

    def rule(self, made: w.Function) -> Rule:
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
        inward = made.mark in ("appraisal", "inference", "worth")
        if inward and not any(r.word == "mind" and fits(r.type, CHARACTER) for r in roles):
            what = f"an {made.mark} needs the role `mind`, a Character"
            self.wrong("bad-role", made.at, what, fix="add `mind`.")
        deed = made.mark in ("action", "event")
        if deed and not rule.telling:
            what = f"`{made.word}` is not told"
            fix = 'begin it with a sentence: """{who} does it.""".'
            self.wrong("no-telling", made.at, what, fix=fix)
        mind = "mind" if inward else "" if made.mark == "event" or not roles else roles[0].word
        choosing = self.typer(rule, "truth" if made.mark == "event" else "picture", mind)
        acting = self.typer(rule, "truth" if deed else "picture", mind)
        rule = Effects(rule, choosing, acting).read(made.body)
        if made.mark == "action":
            rule = self.recovery(made, rule)
        self.braces(made, rule)
        self.free_roles(made, rule, mind)
        return rule

    def recovery(self, made: w.Function, rule: Rule) -> Rule:
        """Return the rule with how long its actor recovers, which reads roles and outcomes."""
        given = dict(made.options).get("recovers")
        if given is None:
            return rule
        reader = self.typer(rule, "truth", rule.roles[0].word if rule.roles else "")
        reader.scope |= {o.word: Var(o.type, o.word, given.at) for o in rule.outcomes}
        span = reader.fit(given, SPAN)
        parts = [e for e in walk(span) if isinstance(e, Calc) and e.op == "/"]
        endless = any(isinstance(e.args[1], Const) and e.args[1].value == 0 for e in parts)
        if endless or (isinstance(span, Const) and span.value < 0):
            fix = "it takes a span that is not below 0 and ends, for example `seconds(1)`."
            self.wrong("bad-option", given.at, "`recovers=` does not take this", fix=fix)
        return replace(rule, recovers=span)

    def typer(self, rule: Rule, view: Standpoint, mind: str) -> Typer:
        """Return a typer for a rule's expressions."""
        names, roles = self.names, {r.word: r for r in rule.roles}
        made = typer(names, view, self.problems, roles, mind, names.quantities.get)
        made.answering = bool(rule.answers)
        return made

    def reason_roles(self, made: w.Function, rule: Rule, roles: tuple[Var, ...]) -> None:
        """Note roles that a reason's action does not have."""
        wanted = self.names.deeds.get(rule.of, ())
        for parameter in made.parameters:
            if wanted and parameter.word not in {role.word for role in wanted}:
                what = f"`{rule.of}` has no role `{parameter.word}`"
                fix = "its roles are: " + ", ".join(role.word for role in wanted) + "."
                self.wrong("unbound-role", parameter.at, what, fix=fix)
        if wanted and roles and roles[0].word != wanted[0].word:
            fix = "a reason has its action's roles by name, the same one first."
            what = f"a reason of `{rule.of}` begins with `{wanted[0].word}`"
            self.wrong("bad-role", made.at, what, fix=fix)

    def braces(self, made: w.Function, rule: Rule) -> None:
        """Note texts that are too long, and braces in them that name no role."""
        known = {r.word for r in rule.roles} | {o.word for o in rule.outcomes}
        texts = [(rule.telling, made.telling_at)] if rule.telling else []
        for text, at in [*texts, *_texts(made.body)]:
            if len(text) > LONGEST_SENTENCE:
                what = f"a sentence has {len(text):,} letters, and {LONGEST_SENTENCE:,} is the most"
                fix = "let a part of it be a deed of its own, with its own sentence."
                self.wrong("text-too-long", at, what, fix=fix)
                continue
            for word in re.findall(r"{([^{}]*)}", text):
                if word not in known:
                    meant, what = nearest(word, known), f"`{{{word}}}` is no role of `{made.word}`"
                    roles = f"its roles are: {', '.join(sorted(known))}."
                    fix = f"did you mean `{{{meant}}}`?" if meant else roles
                    self.wrong("unknown-role", at.of(f"{{{word}}}"), what, fix=fix)

    def free_roles(self, made: w.Function, rule: Rule, mind: str) -> None:
        """Note a rule that would try too many people."""
        if made.mark == "reason" or not rule.roles:
            return
        given = {mind} if mind else set()
        target = self.target(made)
        own = {r.word for r in rule.roles}
        given |= own if target is None else {r.word for r in target} & own
        if rule.clock:
            given.add(rule.roles[0].word)
        free = plan(rule, given, self.names.quantities, mind).free("Character")
        if len(free) > (1 if mind else 2):
            what = f"`{'` and `'.join(r.word for r in free)}` range over people"
            why = "asking every pair, even of those near, would cost more than a thought may."
            fix = "bind one of them in `when`, for example by `holder == …`."
            self.wrong("too-many-free-roles", made.at, what, why=why, fix=fix)

    def target(self, made: w.Function) -> tuple[Var, ...] | None:
        """Return the roles of the deed that a rule follows or answers: it takes them by name.

        None is for a deed that is not there, which is noted where the options are read.
        """
        given = dict(made.options).get("answers" if made.mark == "action" else "of")
        if made.mark == "appraisal" and isinstance(given, w.Call) and given.word == "is_so":
            found = claimed_by(given, typer(self.names, "truth", []))
            return None if found is None else found.shape
        if isinstance(given, w.Name):
            return {**self.names.meanings, **self.names.deeds}.get(given.word)
        return () if given is None else None

    def roles(self, made: w.Function) -> tuple[Var, ...]:
        """Return the roles of a rule, with their kinds."""
        target = self.target(made)
        known = {role.word: role.type for role in target or ()}
        if target is None:  # whose roles nobody can know
            known = {role.word: BAD for role in made.parameters if role.word != "mind"}
        found: list[Var] = []
        for parameter in made.parameters:
            word, at = parameter.word, parameter.at
            if any(role.word == word for role in found):
                self.wrong("name-twice", at, f"`{word}` stands here twice")
            kind = self.kind(made, parameter, known)
            if made.mark in ("action", "event") and kind.tag not in ("ref", "deed", "bad"):
                what = f"`{word}` is {spoken(kind)}, and the roles of a deed are members"
                self.wrong("bad-role", at, what, fix="leave it out; an appraisal can have it.")
            found.append(Var(kind, word, at))
        limit = 6 if not made.mark or made.mark in ("appraisal", "inference") else MOST_ROLES
        if len(found) > limit:
            what = f"`{made.word}` has more than {limit} roles"
            why = "a deed is remembered with at most four." if limit == MOST_ROLES else ""
            self.wrong("too-many-roles", made.at, what, why=why)
        return tuple(found)

    def kind(self, made: w.Function, parameter: w.RoleName, known: Mapping[str, Type]) -> Type:
        """Return the kind of a role; those in `known` are roles of what the rule follows."""
        word, at = parameter.word, parameter.at
        if parameter.kind:
            all_types = not made.mark or made.mark == "appraisal"
            reader = typer(self.names, "truth", self.problems)
            return reader.kind(parameter.kind, at, all_types=all_types)
        if word in known:
            return known[word]
        if word == "mind":
            return CHARACTER
        clock = dict(made.options).get("at") if made.mark == "event" else None
        if isinstance(clock, w.Dotted) and isinstance(clock.owner, w.Name):
            return Type("ref", clock.owner.word)
        meant, what = nearest(word, known), f"nothing says what `{word}` is"
        fix = f"did you mean `{meant}`?" if meant else "give it a kind: `name: Character`."
        self.wrong("unbound-role", at, what, fix=fix)
        return BAD

    # beside each other ------------------------------------------------------------------------

    def foreseeing(self, rules: Mapping[str, Rule]) -> dict[str, Rule]:
        """Return the rules, of which `foresee` names the roles of its choice."""
        found = {word: [*_foresights(rule)] for word, rule in rules.items()}
        for word, own in sorted(found.items()):
            if len(own) > 1:
                what = f"`{word}` is foreseen twice"
                why = "what comes of a choice is one number, however many reasons ask for it."
                fix = "keep one, in the action itself or in one @reason of it."
                also = ((own[0].at, "the first stands here"),)
                self.problems.append(Problem("name-twice", own[1].at, what, "", why, fix, also))
        first = next((own[0] for own in found.values() if own), None)
        if first is not None and not any(rule.mark == "worth" for rule in rules.values()):
            what = "nothing says what it is worth that is foreseen"
            why = "without a rule of worth all that could come is alike."
            fix = 'add one: `@worth`, `def content(mind): weigh(mind.ease, "{mind} is at ease")`.'
            self.wrong("no-worth", first.at, what, why, fix)
        return {word: _of_its_choice(rule) if found[word] else rule for word, rule in rules.items()}

    def agree(self, functions: Collection[w.Function], rules: Mapping[str, Rule]) -> None:
        """Note what only shows when a rule is seen beside the others."""
        lucks: dict[str, Span] = {}
        marks = {made.word: made.mark for made in functions}
        for made in functions:
            given = dict(made.options)
            word = "of" if made.mark == "reason" else "variant_of"
            named = target.word if isinstance(target := given.get(word), w.Name) else ""
            other_action = marks.get(named) == "action" and named != made.word
            if named in self.names.deeds and not other_action:
                what = f"`{word}=` takes another action, and `{named}` is none"
                self.wrong("bad-option", given[word].at, what)
            luck = given.get("luck")
            if isinstance(luck, w.Text):
                other = lucks.get(luck.value)
                if other or (luck.value in self.names.deeds and luck.value != made.word):
                    what = f"another rule has the luck `{luck.value}` already"
                    also = ((other, "the other stands here"),) if other else ()
                    why = "two rules with one luck would throw the same."
                    self.problems.append(Problem("name-twice", luck.at, what, why=why, also=also))
                lucks[luck.value] = luck.at
            if "within" in given and "answers" not in given:
                what = "`within=` says how long an answer may wait, and this answers nothing"
                fix = "say what it answers: `answers=…`."
                self.wrong("bad-option", given["within"].at, what, fix=fix)
            if made.word in rules:
                self.occasions(made, given, rules[made.word])
                if "seems" in given and made.mark == "action":
                    Feint(rules[made.word], given["seems"].at, self.problems).agree(rules)

    def occasions(self, made: w.Function, given: Mapping[str, w.Expression], rule: Rule) -> None:
        """Note a rule that waits for two things, or for nothing."""
        occasions = [word for word in ("of", "at", "mean") if word in given]
        if made.mark == "event" and len(occasions) > 1:
            what = f"an event waits for one thing, not for `{occasions[0]}=` and `{occasions[1]}=`"
            fix = "make two events of it."
            self.wrong("bad-option", given[occasions[1]].at, what, fix=fix)
        waits = made.mark in ("event", "appraisal", "inference")
        if waits and not occasions and not rule.conditions:
            what, fix = f"`{made.word}` does not say when", "give it a `when`."
            self.wrong("no-occasion", made.at, what, fix=fix)
        if rule.clock and [role.type.of for role in rule.roles] != [rule.clock.kind]:
            what = f"an event of `{rule.clock.full}` has one role, the {rule.clock.kind}"
            self.wrong("bad-role", made.at, what)


def _foresights(rule: Rule) -> Iterator[Builtin]:
    """Yield every `foresee` in what an action weighs."""
    for e in walk(*(weight.value for weight in rule.weights)):
        if isinstance(e, Builtin) and e.word == "foresee":
            yield e


def _of_its_choice(rule: Rule) -> Rule:
    """Return an action whose `foresee` names its roles."""

    def named(e: Ex) -> Ex:
        if isinstance(e, Builtin) and e.word == "foresee":
            return replace(e, args=(e.args[0], *rule.roles))
        return rewrite(e, named)

    weights = tuple(replace(one, value=named(one.value)) for one in rule.weights)
    return replace(rule, weights=weights)


def _texts(body: Sequence[w.WrittenStatement]) -> Iterator[tuple[str, Span]]:
    """Yield the reasons and spoken words in some statements, and where they stand."""
    for s in w.walk_statements(body):
        if isinstance(s, w.Do) and s.call.word in ("weigh", "deter", "say"):
            yield from ((x.value, x.at) for x in s.call.args if isinstance(x, w.Text))


# options --------------------------------------------------------------------------------------


def _options(made: w.Function, names: Names, problems: list[Problem]) -> dict[str, object]:
    """Return the options of a rule's mark, by the names of the fields of `Rule`."""
    constants = typer(names, "truth", problems)
    found: dict[str, object] = {}
    allowed = _OPTIONS[made.mark]
    if made.mark == "action":
        speech = dict(made.options).get("speech")
        spoken = isinstance(speech, w.Numeral) and speech.value
        found["again"] = SATED_BY_WORDS if spoken else SATED
    for word, given in made.options:
        if word not in allowed:
            what = f"@{made.mark} has no option `{word}`"
            fix = did_you_mean(word, allowed) or f"it has: {', '.join(allowed)}."
            constants.wrong("bad-option", given.at, what, fix=fix)
        elif made.mark == "appraisal" and isinstance(given, w.Call) and given.word == "is_so":
            claim = claimed_by(given, constants)
            found.update({} if claim is None else {word: claim.word})
        elif word == "seems" and isinstance(given, w.Hole):
            found["unseen"] = True
        elif word != "recovers":  # that is read with the rule's roles and outcomes
            found.update(_option(made, word, given, constants))
    if made.mark == "reason" and "of" not in found:
        what = "a reason says of which action: `@reason(of=walk)`"
        constants.wrong("bad-option", made.mark_at, what)
    if made.mark == "inference" and "sure" not in found:
        found["sure"] = 0.6
    return found


def _option(made: w.Function, word: str, given: w.Expression, typer: Typer) -> dict[str, object]:
    match word, given:
        case ("speech" | "moves", w.Numeral(value=value, truth=True)):
            return {word: bool(value)}
        case ("within" | "again" | "mean", _):
            constant = typer.fit(given, SPAN)
            if not fits(constant.type, SPAN):
                return {}
            least = 0.0 if word != "mean" else math.ulp(0.0)
            if isinstance(constant, Const) and constant.value >= least:
                return {word: float(constant.value)}
        case ("sure", w.Numeral(value=value)) if 0 <= value <= 1:
            return {word: float(value)}
        case ("luck", w.Text(value=value)) if _LUCK.fullmatch(value):
            return {word: value}
        case ("answers", w.Name(word="meets" | "misses" as target, at=at)):
            what = f"`{target}` happens in one mind, where nobody can answer it"
            fix = f"let an appraisal of `{target}` move a feeling, and let that be the wish."
            typer.wrong("bad-option", at, what, fix=fix)
            return {}
        case ("of" | "answers" | "variant_of" | "seems", w.Name(word=target, at=at)):
            known = dict(typer.names.deeds)
            if made.mark != "reason" and word not in ("variant_of", "seems"):
                known.update(typer.names.meanings)
            if target in known:
                return {word: target}
            what, fix = f"there is no deed `{target}`", did_you_mean(target, known)
            typer.wrong("unknown-deed", at, what, fix=fix)
            return {}
        case ("carries", _):
            reach = _reach(given, typer)
            if reach:
                return reach
        case ("at", w.Dotted(owner=w.Name(word=kind), name=attribute)):
            found = typer.names.kinds.get(kind)
            clock = found.attribute(attribute) if found else None
            if clock is not None and clock.type.tag == "moment" and not clock.key:
                return {"clock": clock}
    what, fix = f"`{word}=` does not take this", f"it takes {_TAKES[word]}."
    typer.wrong("bad-option", given.at, what, fix=fix)
    return {}


def _reach(given: w.Expression, typer: Typer) -> dict[str, object]:
    """Return how far a deed is perceived; nothing if this does not say so."""
    match given:
        case w.Name(word="roles" | "place" | "sight" | "realm" as how):
            return {"carries": how}
        case w.Call(word="earshot" | "sight" as how, args=(far,), named=()):
            constant = typer.fit(far, SPAN if how == "earshot" else NUMBER)
            if isinstance(constant, Const) and constant.value >= 0:
                return {"carries": how, "reach": float(constant.value)}
    return {}
