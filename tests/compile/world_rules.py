"""The rules of a generated world: every kind of rule, and deeds that can happen."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.compile.world_effects import Room
from tests.compile.world_kinds import Kinds
from tests.compile.world_scope import Scope

VERBS = ("nudges", "greets", "scolds", "teases", "thanks", "warns", "follows", "pushes", "pays")
ALONE = ("rests", "hums", "works", "waits")


@dataclass
class Rules(Kinds):
    """Makes the rules of one world, as lines."""

    # Actions that take time and begin with no change → roles, and whether they are speech.
    honest: dict[str, tuple[dict[str, str], bool]] = field(default_factory=dict)
    brief: set[str] = field(default_factory=set)  # actions over at once, and no speech

    # deeds ------------------------------------------------------------------------------------

    def walk(self) -> None:
        """Add the way from place to place."""
        roles = {"actor": "Character", "to": "Place"}
        scope = Scope("actor", roles)
        self.deeds["walk"] = roles
        body = ['"""{actor} walks to {to}."""', "when(actor.place != to)"]
        body.append(f'weigh({self.one(("0.6", "2"))}, "{{actor}} is restless")')
        body.append(f'weigh({self.number(scope, 1)}, "{{actor}} knows why")')
        body += ["takes(way(actor.place, to))", "actor.place = to"]
        mark = f"action(moves=True, again=minutes({self.one((10, 1))}))"
        self.rule(mark, "walk", roles, body)

    def action(self) -> None:
        """Add something that people can do."""
        word = self.fresh("do")
        roles, tests = {"actor": "Character"}, []
        answers = self.one([w for w, r in self.deeds.items() if "other" in r] or [""])
        options: list[str] = []
        if answers and self.maybe(4):
            options.append(f"answers={answers}")
            options += [f"within=minutes({self.one((5, 1))})"] * self.below(2)
            roles = {"other": "Character", "actor": "Character"}
        elif self.maybe(4) is False:
            roles["other"] = "Character"
            tests.append(self.met())
        further = self.one(("", "", "Office", "Letter", "Deed", "Place"))
        if further:
            roles[further.lower()] = further
        mind = next(iter(roles))
        picture, truth = Scope(mind, roles), Scope("", roles)
        if further == "Office" and self.maybe(2):
            tests.append(
                f"office.holder == {self.one((mind, *roles))}".replace(
                    "office.holder == office", "office.holder == actor"
                )
            )
        if further == "Letter":
            tests.append(f"letter.reader == {mind}")
        tests += [self.truth(picture)] * self.maybe(3)
        body = [f'"""{self.told(roles)}"""']
        body += [f"when({', '.join(tests)})"] * bool(tests)
        body.append(f'weigh({self.one((3, 1, 8))}, "{{{mind}}} feels like it")')
        if self.maybe(2):
            body.append(f'weigh({self.number(picture)}, "{{{mind}}} has a reason")')
        if self.maybe(2):
            body.append(f'deter(0.5 * ({self.number(picture, 1)}), "{{{mind}}} has a scruple")')
        room, lasts, quiet = Room("action"), False, True
        if self.maybe(2):
            lasts = True
            if self.maybe(3):
                body, quiet = [*body, *self.effects(truth, room, 2)], False
            whole = "whole = " * (self.maybe(4) and room.outcomes > 0)
            room.outcomes -= bool(whole)
            body.append(f"{whole}takes({self.lasting(truth)})")
        body += self.effects(truth, room, 4)
        body += [f"{mind}.place = {self.one(roles_of('Place', roles) or ['p0'])}"] * (
            "Place" in roles.values() and room.outcomes > 0
        )
        speech = bool(room.saying) or self.maybe(6)
        options += ["speech=True"] * speech
        at_once = not lasts or any("takes(seconds(0))" in line for line in body)
        if at_once and not speech:
            self.brief.add(word)
        if options == [f"answers={answers}", *["speech=True"] * speech] and answers in self.brief:
            options.append("within=minutes(2)")
        options += [f"again=minutes({self.one((10, 2, 30))})"] * (not self.maybe(8))
        far = ("roles", "earshot(minutes(4))", "realm", "sight", "sight(0.6)")
        options += [f"carries={self.one(far)}"] * self.maybe(4)
        options += ["moves=True"] * self.maybe(8) + [f'luck="luck_of_{word}"'] * self.maybe(8)
        alike = [w for w in self.deeds if w != "walk"]
        if alike and self.maybe(8):
            options.append(f"variant_of={self.one(alike)}")
        options += self.seeming(word, roles, speech) if lasts and quiet else []
        options += [f"recovers={self.lasting(truth)}"] * self.maybe(5)
        self.rule(f"action({', '.join(options)})", word, roles, body)
        self.deeds[word] = roles
        if self.maybe(3):
            self.reason(word, roles)

    def seeming(self, word: str, roles: dict[str, str], speech: bool) -> list[str]:
        """Return what others see begin; if that is the action itself, another one may seem it."""
        first = next(iter(roles))
        alike = [
            other
            for other, (own, aloud) in self.honest.items()
            if aloud == speech and own.items() <= roles.items() and next(iter(own)) == first
        ]
        if alike and self.maybe(2):
            return [f"seems={self.one(alike)}"]
        if not speech and self.maybe(9):
            return ["seems=None"]
        self.honest[word] = roles, speech
        return []

    def met(self) -> str:
        """Return what binds the other one."""
        liked = [
            f"other == {read}"
            for read in self.reads(Scope("actor", {"actor": "Character"}), "Character")
        ]
        return self.one(("sees(actor, other)", "other.place == actor.place", *liked[:2]))

    def told(self, roles: dict[str, str]) -> str:
        """Return the sentence that tells a deed."""
        who = [role for role, kind in roles.items() if kind == "Character"]
        if len(who) < 2:
            return f"{{{who[0]}}} {self.one(ALONE)}."
        return f"{{{who[0]}}} {self.one(VERBS)} {{{who[1]}}}."

    def lasting(self, scope: Scope) -> str:
        """Return how long a deed takes: never long."""
        plain = ("minutes(2)", "seconds(30)", "seconds(0)", "minutes(9)")
        if not self.maybe(3):
            return self.one(plain)
        return f"minutes(clip({self.number(scope, 1)}, 0, 20))"

    def reason(self, word: str, roles: dict[str, str]) -> None:
        """Add one more reason for an action."""
        mind = next(iter(roles))
        some = {role: "" for role in roles if role == mind or self.maybe(2)}
        scope = Scope(mind, {role: roles[role] for role in some})
        body = [f"when({self.truth(scope)})"] * self.maybe(2)
        body.append(f'weigh({self.number(scope)}, "{{{mind}}} has thought of it")')
        body += [f'deter({self.number(scope, 1)}, "{{{mind}}} hesitates")'] * self.maybe(3)
        self.rule(f"reason(of={word})", self.fresh("why"), some, body)

    # what follows -----------------------------------------------------------------------------

    def event(self) -> None:
        """Add what comes about: of a deed, at a moment, by chance, or when it becomes true."""
        word = self.fresh("ev")
        clocks = [
            a for a in self.attributes if a.type == "Moment" and not a.key and a.kind == "Character"
        ]
        how = self.one(("of", "mean", "state", "at" if clocks else "of"))
        roles: dict[str, str] = {"actor": "Character"}
        shown, tests, mark = roles, [], "event()"
        if how == "of":
            of = self.one(sorted({**self.deeds, **self.meanings}))
            taken = {**self.deeds, **self.meanings}[of]
            roles = {role: kind for role, kind in taken.items() if kind == "Character"}
            shown, mark = dict.fromkeys(roles, ""), f"event(of={of})"
            tests = [self.truth(Scope("", roles))] * self.maybe(3)
        elif how == "at":
            mark = f"event(at=Character.{self.one(clocks).word})"
        else:
            mark = f"event(mean=minutes({self.one((30, 8))}))" if how == "mean" else mark
            roles = {**roles, "office": "Office"} if self.maybe(3) else roles
            shown = roles
            tests = [self.truth(Scope("", roles), 2)] * (how == "state" or self.maybe(2))
        room = Room("event")
        kept, self.means = self.means, [] if how == "of" else self.means
        body = [f'"""{self.told(roles)}"""', *[f"when({', '.join(tests)})"] * bool(tests)]
        body += self.effects(Scope("", roles), room, 3)
        self.means = kept
        self.rule(mark, word, shown, body)
        self.events[word] = roles

    def appraisal(self) -> None:
        """Add what learning of something does to a mind."""
        deeds = {
            **self.deeds,
            **self.meanings,
            **{w: {"who": "Character", "place": "Place"} for w in ("meets", "misses")},
        }
        of = self.one(sorted(deeds)) if not self.maybe(5) else ""
        taken = {role: kind for role, kind in deeds[of].items() if kind != "Deed"} if of else {}
        scope = Scope("mind", {**taken, "mind": "Character"})
        if not self.writable(scope, Room("appraisal")):
            return
        tests = [self.truth(scope)] * (not of or self.maybe(3))
        body = [f"when({', '.join(tests)})"] * bool(tests)
        if "actor" in taken and self.maybe(2):
            body = ["when(mind != actor)"]
        body += self.effects(scope, Room("appraisal"), 3)
        mark = f"appraisal(of={of})" if of else "appraisal()"
        self.rule(mark, self.fresh("ap"), dict.fromkeys(scope.roles, ""), body)

    def inference(self) -> None:
        """Add what a mind concludes."""
        roles = {"mind": "Character", self.one(("who", "office")): ""}
        roles = {
            r: {"who": "Character", "office": "Office"}.get(r, kind) for r, kind in roles.items()
        }
        scope = Scope("mind", roles)
        body = [f"when({self.truth(scope)})", *self.effects(scope, Room("inference"), 2)]
        self.rule(
            f"inference(sure={self.one(('0.7', '1', '0.3'))})", self.fresh("inf"), roles, body
        )


def roles_of(kind: str, roles: dict[str, str]) -> list[str]:
    return [role for role, its in roles.items() if its == kind]
