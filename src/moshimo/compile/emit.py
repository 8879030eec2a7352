"""Checked laws → the emitted module: every function that the kernel asks for, and the tables."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass

from moshimo.compile import code as c
from moshimo.compile import deeds, minds, thoughts
from moshimo.compile.fields import writers
from moshimo.compile.layout import Layout, lay_out, stem, watched
from moshimo.compile.values import Emitter, View, deed_names, meanings
from moshimo.lang.binding import plan
from moshimo.lang.model import Inform, Kind, Pattern, Rule, Type, Var
from moshimo.lang.replay import statements
from moshimo.world.world import World

_B, _M, _D = c.name("b"), c.name("m"), c.name("d")


@dataclass(slots=True)
class Emitted:
    """A world's emitted code."""

    layout: Layout
    functions: list[ast.FunctionDef]
    emitter: Emitter
    by_rule: dict[str, list[str]]  # rule → the functions made of it

    def places(self) -> list[tuple[str, int]]:
        """Author's places by site number, for trouble while running."""
        return self.emitter.sites


def emit(world: World) -> Emitted:
    """Return the functions that a world's rules come to."""
    layout = lay_out(world)
    emitter = Emitter(world.laws, layout)
    maker = _Maker(world, layout, emitter)
    maker.all()
    functions = [*emitter.functions, *maker.functions]
    return Emitted(layout, functions, emitter, maker.by_rule)


class _Maker:
    """Goes through the rules once for each thing that the kernel asks."""

    def __init__(self, world: World, layout: Layout, emitter: Emitter) -> None:
        self.laws, self.layout, self.emitter = world.laws, layout, emitter
        self.functions: list[ast.FunctionDef] = []
        self.by_rule: dict[str, list[str]] = {}
        rules = world.laws.rules
        self.deeds = [rules[w] for w in layout.rules if w in rules]
        self.actions = [r for r in self.deeds if r.mark == "action"]
        self.events = [r for r in self.deeds if r.mark == "event"]
        self.inward = [r for r in rules.values() if watched(r) and r.mark != "event"]
        self.feelings = [r for r in rules.values() if r.mark == "appraisal" and r.of]

    def all(self) -> None:
        self.functions += writers(self.laws, self.layout, self.emitter)
        self.functions += minds.seeing(self.layout, self.emitter)
        for rule in [*self.inward, *(e for e in self.events if watched(e))]:
            self.add(rule, minds.watcher(rule, self.emitter))
        for feeling in self.feelings:
            self.add(feeling, minds.feel(feeling, self.given_to(feeling), self.emitter))
        for kind in self.laws.kinds.values():
            if kind.room:
                self.functions.append(self.born(kind))
        self.each_deed()
        self.choosing()
        self.following()
        self.learning()
        self.engine_quantities()
        self.chances()

    def add(self, rule: Rule, made: ast.FunctionDef) -> None:
        self.functions.append(made)
        self.by_rule.setdefault(rule.word, []).append(made.name)

    def number(self, rule: Rule) -> int:
        return self.layout.rules[rule.word]

    def dispatch(
        self,
        word: str,
        roles: Sequence[str],
        cases: list[tuple[int, list[ast.stmt]]],
        gives: str,
        otherwise: ast.stmt | None = None,
    ) -> None:
        """A function that asks which rule deed `d` is of."""
        rule = c.let("rule", c.at("d_rule", _D))
        body = [rule, *c.switch("rule", sorted(cases))]
        if otherwise is not None:
            body.append(otherwise)
        self.functions.append(c.function(word, roles, body, gives))

    # deeds ------------------------------------------------------------------------------------

    def each_deed(self) -> None:
        e = self.emitter
        guards, ends, lessons, spans, begins, effects, replays, hashes = ([] for _ in range(8))  # type: ignore[var-annotated]
        for rule in self.deeds:
            n = self.number(rule)
            self.add(rule, deeds.guard(rule, e, ending=False))
            guards.append((n, [c.give(c.call(f"guard_{rule.word}", _B, _D))]))
            self.add(rule, deeds.effects(rule, e, ending=True))
            effects.append((n, [c.do(c.call(f"end_{rule.word}", _B, _D, c.name("whole")))]))
            self.add(rule, deeds.replay(rule, e))
            replays.append(
                (
                    n,
                    [
                        c.do(
                            c.call(
                                f"replay_{rule.word}",
                                _B,
                                _D,
                                _M,
                                c.name("ending"),
                                c.name("x_sure"),
                            )
                        )
                    ],
                )
            )
            roles = [c.at(f"d_r{i}", _D) for i in range(len(rule.roles))]
            hashes.append((n, [c.put("d_hash", _D, thoughts.roles_hash(rule, roles, e))]))
            if rule.mark == "action":
                self.add(rule, deeds.teach(rule, e))
                lessons.append((n, [c.do(c.call(f"teach_{rule.word}", _B, _D, c.name("which")))]))
            if rule.span is not None:
                self.add(rule, deeds.guard(rule, e, ending=True))
                ends.append((n, [c.give(c.call(f"guard_end_{rule.word}", _B, _D))]))
                self.add(rule, deeds.span_of(rule, e))
                spans.append((n, [c.give(c.call(f"span_{rule.word}", _B, _D))]))
                self.add(rule, deeds.effects(rule, e, ending=False))
                begins.append((n, [c.do(c.call(f"begin_{rule.word}", _B, _D))]))
        person = Type("ref", "Character")
        for word in ("meets", "misses"):
            own = [Var(person, "mind"), Var(person, "who"), Var(Type("ref", "Place"), "place")]
            engine = Rule(word, "event", tuple(own), next(iter(self.laws.kinds.values())).at)
            roles = [c.at(f"d_r{i}", _D) for i in range(3)]
            hashes.append(
                (
                    self.layout.rules[word],
                    [c.put("d_hash", _D, thoughts.roles_hash(engine, roles, e))],
                )
            )
        ending = c.when(
            c.compare(c.name("ending"), "==", c.const(1)), [c.give(c.call("guard_ending", _B, _D))]
        )
        self.dispatch("guard_ending", ["d"], ends, "i64", c.give(c.const(0)))
        self.dispatch("guard_beginning", ["d"], guards, "i64", c.give(c.const(0)))
        self.functions.append(
            c.function(
                "guard", ["d", "ending"], [ending, c.give(c.call("guard_beginning", _B, _D))], "i64"
            )
        )
        self.dispatch("teach", ["d", "which"], lessons, "None")
        self.dispatch("span_of", ["d"], spans, "f64", c.give(c.real(0.0)))
        self.dispatch("begin_effects", ["d"], begins, "None")
        self.dispatch("end_effects", ["d", "whole"], effects, "None")
        self.dispatch("replay", ["d", "m", "ending", "x_sure"], replays, "None")
        self.dispatch("role_hash", ["d"], hashes, "None")
        self.functions.append(self.keys())

    def keys(self) -> ast.FunctionDef:
        """`roles_key`: the hash of an action's rule and roles, before there is a deed of it."""
        roles = [_M, *(c.name(f"r{i}") for i in (1, 2, 3))]
        cases: list[tuple[int, list[ast.stmt]]] = []
        for rule in self.actions:
            made = thoughts.roles_hash(rule, roles[: len(rule.roles)], self.emitter)
            cases.append((self.number(rule), [c.give(made)]))
        body = [*c.switch("rule", sorted(cases)), c.give(c.const(0))]
        return c.function("roles_key", ["rule", "m", "r1", "r2", "r3"], body, "u64")

    def born(self, kind: Kind) -> ast.FunctionDef:
        """`born_K(b, d, slot)`: a new member, keyed by the deed that bore it."""
        top = c.const(self.layout.rows[kind.word] - 2)
        count = c.at(f"n_{kind.word}", c.const(0))
        full = c.when(
            c.compare(count, ">=", top),
            [
                c.do(c.call("trip", _B, c.name("FULL_BIRTHS"), c.at("d_rule", _D))),
                c.give(c.const(0)),
            ],
        )
        key = c.call("mix", c.at("d_key", _D), c.binary(c.const(0xB0), "+", c.name("slot")))
        body: list[ast.stmt] = [
            full,
            c.let("x", c.binary(count, "+", c.const(1))),
            c.put(f"n_{kind.word}", c.const(0), c.name("x")),
            c.put(f"key_{kind.word}", c.name("x"), key),
            c.give(c.name("x")),
        ]
        return c.function(f"born_{kind.word}", ["d", "slot"], body, "i64")

    # choosing ---------------------------------------------------------------------------------

    def choosing(self) -> None:
        heads: dict[str, list[Rule]] = {}
        for rule in self.actions:
            if not rule.answers:
                heads.setdefault(rule.variant_of or rule.word, []).append(rule)
        everything: list[ast.stmt] = []
        asides: list[ast.stmt] = []
        for head, rules in sorted(heads.items()):
            for rule in rules:
                self.add(rule, thoughts.options(rule, [], self.emitter))
            everything += self.runner(head, rules)
            short = [r for r in rules if thoughts.is_aside(r)]
            asides += self.runner(head, short) if short else []
        self.functions.append(c.function("consider", ["m"], everything, "None"))
        self.functions.append(c.function("consider_asides", ["m"], asides, "None"))
        self.answering()
        wishes: list[tuple[int, list[ast.stmt]]] = []
        for rule in self.actions:
            if rule.span is not None:
                self.add(rule, thoughts.wish(rule, self.emitter))
                wishes.append((self.number(rule), [c.give(c.call(f"wish_{rule.word}", _B, _D))]))
        self.dispatch("wish", ["d"], wishes, "f64", c.give(c.real(0.0)))

    def runner(self, head: str, rules: list[Rule]) -> list[ast.stmt]:
        made: list[ast.stmt] = [c.do(c.call("open_bids", _B))]
        made += [c.do(c.call(f"options_{r.word}", _B, _M)) for r in rules]
        return [*made, c.do(c.call("close_bids", _B, c.const(self.layout.rules[head])))]

    def answering(self) -> None:
        cases: dict[int, list[ast.stmt]] = {}
        q = c.name("d")
        for rule in self.actions:
            if not rule.answers:
                continue
            shape = {**self.laws.meanings, **{r.word: r.roles for r in self.deeds}}[rule.answers]
            actor = rule.roles[0]
            taken = [r for r in rule.roles[1:] if r.word in {x.word for x in shape}]
            self.add(rule, thoughts.options(rule, taken, self.emitter))
            for answered, args, tests in self.deeds_meaning(rule.answers):
                names = dict(zip((r.word for r in shape), args, strict=True))
                asked: list[ast.expr] = list(tests)
                if actor.word in names:
                    asked.append(c.compare(names[actor.word], "==", _M))
                elif answered.mark == "action":
                    asked.append(c.compare(c.at("d_r0", q), "!=", _M))
                if not thoughts.is_aside(rule):
                    asked.append(c.compare(c.name("beside"), "==", c.const(0)))
                given = [names[r.word] for r in taken]
                body: list[ast.stmt] = [
                    c.do(c.call("open_bids", _B)),
                    c.do(c.call(f"options_{rule.word}", _B, _M, q, *given)),
                    c.do(c.call("close_bids", _B, c.const(self.number(rule)))),
                ]
                cases.setdefault(self.number(answered), []).append(c.when(c.both(*asked), body))
        self.dispatch("consider_answers", ["m", "d", "beside"], list(cases.items()), "None")

    def deeds_meaning(self, word: str) -> list[tuple[Rule, list[ast.expr], list[ast.expr]]]:
        """The deeds that are, or mean, something; with the values of its roles from deed `d`."""
        if word in self.layout.rules:
            rule = self.laws.rules[word]
            return [(rule, [c.at(f"d_r{i}", _D) for i in range(len(rule.roles))], [])]
        found = []
        for rule in self.deeds:
            names = deed_names(rule.roles, [(o.word, o.type) for o in rule.outcomes], "d")
            view = View(False, "", names, time=c.at("d_end", _D), answered=c.at("d_answers", _D))
            self.emitter.path = rule.path
            for means, tests in meanings((*rule.replay_begin, *rule.replay_end)):
                if means.meaning == word:
                    shape = self.laws.meanings[word]
                    args = [
                        self.emitter.stored(a, r.type, view)
                        for a, r in zip(means.args, shape, strict=True)
                    ]
                    found.append((rule, args, [self.emitter.truth(t, view) for t in tests]))
        return found

    # what follows -----------------------------------------------------------------------------

    def following(self) -> None:
        cases: dict[int, list[ast.stmt]] = {}
        for event in self.events:
            if not event.of:
                continue
            for source, args, tests in self.deeds_meaning_or_engine(event.of):
                number = self.layout.rules[source]
                cases.setdefault(number, []).append(self.one_follower(event, args, tests))
        self.dispatch("follow", ["d"], list(cases.items()), "None")
        self.watching()
        strikes: list[ast.stmt] = []
        for event in self.events:
            if event.clock is not None:
                due = c.compare(
                    c.at(f"v_{stem(event.clock)}", c.name("owner")), "==", c.at("now", c.const(0))
                )
                strikes.append(
                    c.when(
                        c.compare(c.name("rule"), "==", c.const(self.number(event))),
                        [c.give(c.choose(due, c.const(1), c.const(0)))],
                    )
                )
        self.functions.append(
            c.function("clock_due", ["rule", "owner"], [*strikes, c.give(c.const(0))], "i64")
        )

    def deeds_meaning_or_engine(
        self, word: str
    ) -> list[tuple[str, dict[str, ast.expr], list[ast.expr]]]:
        if word in ("meets", "misses"):
            roles = {r: c.at(f"d_r{i}", _D) for i, r in enumerate(("mind", "who", "place"))}
            return [(word, roles, [])]
        shape = {**self.laws.meanings, **{r.word: r.roles for r in self.deeds}}[word]
        return [
            (rule.word, dict(zip((r.word for r in shape), args, strict=True)), tests)
            for rule, args, tests in self.deeds_meaning(word)
        ]

    def one_follower(
        self, event: Rule, args: dict[str, ast.expr], tests: list[ast.expr]
    ) -> ast.stmt:
        """Bind an event's roles by name; further ones range, under its conditions."""
        names = {r.word: args[r.word] for r in event.roles if r.word in args}
        view = View(False, "", dict(names))
        free = [r for r in event.roles if r.word not in names]
        conditions = tuple(x.test for x in event.conditions)
        found = plan(event.roles, frozenset(names), conditions, self.laws.quantities)
        self.emitter.path = event.path
        inner, view = minds.search(found.steps, view, self.emitter)
        roles = [view.names[r.word] for r in event.roles] + [c.const(0)] * (4 - len(event.roles))
        number = c.const(self.number(event))
        put = c.do(c.call("expect", _B, number, *roles, _D, c.real(0.0)))
        if not free:
            return c.when(c.both(*tests), [put])
        inner[-1].append(put)
        return c.when(c.both(*tests), inner[0])

    def watching(self) -> None:
        watchers = [e for e in self.events if watched(e)]
        cases: list[tuple[int, list[ast.stmt]]] = []
        for rule in self.deeds:
            changed = self.changes(rule)
            hit = [e for e in watchers if e.reads & changed]
            if hit:
                cases.append(
                    (self.number(rule), [c.do(c.call(f"watch_{e.word}", _B)) for e in hit])
                )
        self.functions.append(
            c.function("watch", ["rule"], c.switch("rule", sorted(cases)), "None")
        )
        everything = [c.do(c.call(f"watch_{e.word}", _B)) for e in watchers]
        self.functions.append(c.function("watch_all", [], everything, "None"))

    def changes(self, rule: Rule) -> set[str]:
        """What a deed changes in truth: what it writes, and what minds then feel about it."""
        felt = {rule.word, *rule.meanings}
        changed = set(rule.writes)
        for s in statements((*rule.begin, *rule.end)):
            if isinstance(s, Inform):
                felt |= {f.of for f in self.feelings} if not isinstance(s.what, Pattern) else {s.what.word}
        if "Character.place" in changed:
            felt |= {"meets", "misses"}
        for word in sorted(felt):
            felt |= self.laws.rules[word].meanings if word in self.laws.rules else set()
        for feeling in self.feelings:
            if feeling.of in felt:
                changed |= feeling.writes
        learned = changed | {f"deed:{word}" for word in felt} | {"Character.place", "ask:sees"}
        for inward in minds.after(learned, self.inward):
            changed |= inward.writes
        return changed

    # learning ---------------------------------------------------------------------------------

    def given_to(self, feeling: Rule) -> list[Var]:
        """The roles of what an appraisal follows that it names."""
        wanted = {r.word for r in feeling.roles} - {"mind"}
        if feeling.of in self.laws.meanings:
            return [r for r in self.laws.meanings[feeling.of] if r.word in wanted]
        if feeling.of in ("meets", "misses"):
            person = Type("ref", "Character")
            own = [Var(person, "who"), Var(Type("ref", "Place"), "place")]
            return [r for r in own if r.word in wanted]
        return [r for r in self.laws.rules[feeling.of].roles if r.word in wanted]

    def learning(self) -> None:
        cases: list[tuple[int, list[ast.stmt]]] = []
        stirs: list[tuple[int, list[ast.stmt]]] = []
        of_meaning: dict[str, set[str]] = {}
        for feeling in self.feelings:
            of_meaning.setdefault(feeling.of, set()).update(feeling.writes)
        for rule in self.deeds:
            made = minds.appraise(rule, self.feelings, self.emitter)
            if made is not None:
                self.add(rule, made)
                cases.append((self.number(rule), [c.do(c.call(made.name, _B, _D, _M))]))
            changed = (
                set(rule.writes) | {f"deed:{rule.word}"} | {f"deed:{m}" for m in rule.meanings}
            )
            for target in (rule.word, *sorted(rule.meanings)):
                changed |= of_meaning.get(target, set())
            stirs += self.stirring(self.number(rule), changed)
        for word in ("meets", "misses"):
            own = [f for f in self.feelings if f.of == word]
            if own:
                by_name = {"who": c.at("d_r1", _D), "place": c.at("d_r2", _D)}
                body: list[ast.stmt] = [
                    c.do(
                        c.call(
                            f"feel_{f.word}",
                            _B,
                            _M,
                            _D,
                            *(by_name[r.word] for r in self.given_to(f)),
                        )
                    )
                    for f in own
                ]
                cases.append((self.layout.rules[word], body))
            changed = {"Character.place", f"deed:{word}"} | of_meaning.get(word, set())
            stirs += self.stirring(self.layout.rules[word], changed)
        self.dispatch("appraise", ["d", "m"], cases, "None")
        self.functions.append(
            c.function("infer", ["rule", "m"], c.switch("rule", sorted(stirs)), "None")
        )
        seen = {"ask:sees"}
        for kind in self.laws.kinds.values():
            seen |= {a.full for a in kind.attributes if a.who in ("visible", "shown")}
        self.functions.append(c.function("infer_sight", ["m"], self.stirs(seen), "None"))
        self.functions.append(
            c.function(
                "infer_all",
                ["m"],
                [c.do(c.call(f"watch_{r.word}", _B, _M)) for r in self.inward],
                "None",
            )
        )
        for kind in self.laws.kinds.values():
            for a in kind.attributes:
                if a.full in self.layout.pictured:
                    self.functions.append(
                        c.function(f"stir_{stem(a)}", ["m"], self.stirs({a.full}), "None")
                    )

    def stirring(self, number: int, changed: set[str]) -> list[tuple[int, list[ast.stmt]]]:
        body = self.stirs(changed)
        return [(number, body)] if body else []

    def stirs(self, changed: set[str]) -> list[ast.stmt]:
        return [c.do(c.call(f"watch_{r.word}", _B, _M)) for r in minds.after(changed, self.inward)]

    # what the engine asks ---------------------------------------------------------------------

    def engine_quantities(self) -> None:
        found = self.laws.quantities
        inner = View(True, "m", {"m": _M})
        truth = View(False, "m", {"m": _M})

        def ask(word: str, view: View, *args: ast.expr) -> ast.expr:
            return c.call(self.emitter.quantity(word, view), _B, _M, *args)

        pace = ask("pace", inner, _M) if "pace" in found else c.at("own_pace", c.const(0))
        self.functions.append(c.function("pace_of", ["m"], [c.give(pace)], "f64"))
        awake = ask("awake", truth, _M) if "awake" in found else c.const(True)
        self.functions.append(c.function("awake_of", ["m"], [c.give(awake)], "bool"))
        x = c.name("x")
        sees: ast.expr = c.compare(
            c.at("v_Character_place", _M), "==", c.at("v_Character_place", x)
        )
        if "sees" in found:
            sees = ask("sees", truth, _M, x)
        self.functions.append(c.function("sees_of", ["m", "x"], [c.give(sees)], "bool"))
        sure = ask("credence", inner, _M, x) if "credence" in found else c.real(0.8)
        self.functions.append(c.function("credence_of", ["m", "x"], [c.give(sure)], "f64"))
        self.functions += [f for f in self.emitter.functions if f not in self.functions]
        self.emitter.functions.clear()

    def chances(self) -> None:
        """`plan_chances(b)`: put every event of pure chance into the calendar."""
        body: list[ast.stmt] = []
        for event in self.events:
            if not event.mean:
                continue
            roles = [c.name(f"i_{r.word}") for r in event.roles] + [c.const(0)] * (
                4 - len(event.roles)
            )
            inner: list[ast.stmt] = [
                c.do(c.call("plant_chance", _B, c.const(self.number(event)), *roles))
            ]
            for role in reversed(event.roles):
                stop = c.binary(c.at(f"n_{role.type.of}", c.const(0)), "+", c.const(1))
                inner = [c.loop(f"i_{role.word}", c.const(1), stop, inner)]
            body += inner
        self.functions.append(c.function("plan_chances", [], body, "None"))
