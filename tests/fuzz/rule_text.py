"""Draws the rules of a world: mostly well typed, so that they get far, and sometimes not."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.fuzz.draw import Draw, name, number

WHO = ("private", "shown", "visible", "known")
DICE = ("chance", "between", "contest", "pick", "roll")
NONE = {"Character": "nobody", "Place": "nowhere"}
SENTENCES = ("{a} nods", "{a} walks and waits", "{a} tells of it", "{a} *blips* past")
WRONG_SENTENCES = ("", "{zz} goes", "{a} blips {a}", "{a", "{a.place} \\ud800")
TOTALS = ("any", "all", "sum", "count", "most", "least")


@dataclass(slots=True)
class Known:
    """What rules can speak of: attributes by the type of their values, rules with their roles."""

    kinds: list[str] = field(default_factory=lambda: ["Character", "Place"])
    attributes: dict[tuple[str, str], list[tuple[str, str]]] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)
    meanings: list[tuple[str, list[str]]] = field(default_factory=list)
    deeds: list[tuple[str, list[str]]] = field(default_factory=list)
    events: list[tuple[str, list[str]]] = field(default_factory=list)
    quantities: list[tuple[str, list[str], str]] = field(default_factory=list)
    private: set[str] = field(default_factory=set)
    shown: set[str] = field(default_factory=set)
    roomy: set[str] = field(default_factory=set)  # kinds of which members can be born

    def of(self, kind: str, type_: str) -> list[tuple[str, str]]:
        """Return the attributes of a kind with such values: word, and kind of the key or ''."""
        return self.attributes.get((kind, type_), [])


@dataclass(frozen=True, slots=True)
class Author:
    """Writes rules."""

    draw: Draw
    known: Known

    def file(self) -> str:
        """Return a file of rules."""
        parts = ["from moshimo.rules import *"]
        parts += [self.kind(kind) for kind in self._kinds()]
        makers = [
            self.action,
            self.action,
            self.event,
            self.appraisal,
            self.inference,
            self.quantity,
        ]
        parts += [self.draw.made(makers) for _ in range(self.draw.many(1, 7))]
        return "\n\n".join(parts) + "\n"

    def _kinds(self) -> list[str]:
        if self.draw.yes(0.4):
            self.known.choices["Rank"] = ["low", "middling", "high"]
        if self.draw.yes(0.4):
            self.known.meanings.append(("Hurt", ["Character", "Character", "num"]))
        own = self.draw.some(["Ring", "Office", "Letter"], 0, 2)
        self.known.kinds += own
        return ["Character", *own, *self.known.choices, *(word for word, _ in self.known.meanings)]

    # kinds and attributes ---------------------------------------------------------------------

    def kind(self, word: str) -> str:
        """Return a class: a choice, a meaning, or a kind with attributes."""
        if word in self.known.choices:
            return f"class {word}(Choice):\n    " + ", ".join(self.known.choices[word])
        if word == "Hurt":
            return "class Hurt(Deed):\n    by: Character\n    to: Character\n    size: Level"
        roomy = word == "Letter" or self.draw.yes(0.4 if word == "Character" else 0.05)
        many = number(self.draw) if self.draw.yes(0.05) else self.draw.one(["3", "9"])
        room = f"(room={many})" if roomy else ""
        self.known.roomy |= {word} if roomy else set()
        lines = [
            self._attribute(word, f"{name(self.draw)}{i}") for i in range(self.draw.many(1, 6))
        ]
        if word == "Character":
            self.known.attributes.setdefault((word, "num"), []).append(("mood", ""))
            self.known.private.add("mood")
            lines.append("    mood: Amount = private(0.0)")
        return f"class {word}{room}:\n" + "\n".join(lines)

    def _attribute(self, kind: str, word: str) -> str:
        forms = {"bool": "bool", "int": "whole", "Level": "num", "Lean": "num", "Amount": "num",
                 "Moment": "Moment", "Span": "Span"}  # fmt: skip
        forms |= {k: k for k in self.known.kinds} | dict.fromkeys(self.known.choices, "Rank")
        written = self.draw.one(list(forms))
        type_ = forms[written]
        key = self.draw.one(self.known.kinds) if self.draw.yes(0.3) else ""
        self.known.attributes.setdefault((kind, type_), []).append((word, key))
        default = self._least(type_)
        who = self.draw.one(WHO if kind == "Character" else WHO[2:])
        self.known.private |= {word} if who in ("private", "shown") else set()
        self.known.shown |= {word} if who == "shown" else set()
        fades = who == "private" and type_ == "num" and self.draw.yes(0.2)
        more, keyed = ", half_life=hours(8)" if fades else "", f"[{key}]" if key else ""
        return f"    {word}: {written}{keyed} = {who}({default}{more})"

    def _least(self, type_: str) -> str:
        plain = {
            "bool": "False",
            "whole": "0",
            "num": "0.0",
            "Moment": "never",
            "Span": "minutes(1)",
            "Rank": "low",
        }
        return plain.get(type_, NONE.get(type_, "nothing"))

    # rules ------------------------------------------------------------------------------------

    def _roles(self, least: int) -> dict[str, str]:
        kinds = [
            "Character",
            *(self.draw.one(self.known.kinds) for _ in range(self.draw.many(0, 2))),
        ]
        some = dict(zip(("a", "c", "d"), kinds, strict=False))
        return some if len(some) >= least else {"a": "Character", "c": "Character"}

    def _head(self, mark: str, roles: dict[str, str], text: str = "") -> tuple[str, str]:
        word = f"{name(self.draw)}{self.draw.many(0, 99)}"
        said = ", ".join(f"{role}: {kind}" for role, kind in roles.items())
        wrong = self.draw.yes(0.02)
        line = self.draw.one(WRONG_SENTENCES if wrong else SENTENCES)
        line = line.replace("{a}", "{" + self.draw.one(list(roles)) + "}")
        return word, f'@{mark}\ndef {word}({said}):\n    """{text or line or "{a} nods"}."""'

    def action(self) -> str:
        """Return an action."""
        roles = self._roles(1) | ({"e": "Deed"} if self.draw.yes(0.25) else {})
        options = self.draw.some(
            ["speech=True", f"again={self._fixed()}", "moves=True", "carries=realm",
             "carries=sight", f"carries=sight({number(self.draw)})", "seems=None",
             f"recovers={self.span(roles, 1)}", *(f"seems={w}" for w, _ in self.known.deeds[:2]),
             *(f"answers={w}, within={self._fixed()}" for w, _ in self.known.deeds[:2])],
            0, 2,
        )  # fmt: skip
        word, head = self._head(f"action({', '.join(options)})", roles)
        body = [f"when({self.truth(roles, 2)})"] if self.draw.yes(0.7) else []
        body.append(f'weigh({self.num(roles, 2)}, "{{a}} wants")')
        if self.draw.yes(0.3):
            body.append(f'deter({self.num(roles, 1)}, "{{a}} is sorry")')
        if self.draw.yes(0.5):
            body.append(f"takes({self.span(roles, 1)})")
        self.known.deeds.append((word, list(roles.values())))
        return self._whole(head, [*body, *self.effects(roles, 2)])

    def event(self) -> str:
        """Return an event."""
        roles, d = self._roles(1), self.draw
        moments = [w for w, key in self.known.of("Character", "Moment") if not key]
        marks = [f"event(mean={self._fixed() if d.yes(0.1) else 'minutes(3)'})", "event()"]
        marks += [f"event(at=Character.{word})" for word in moments]
        marks += [f"event(of={word})" for word, _ in [*self.known.deeds, *self.known.meanings]]
        mark = d.one(marks)
        if "at=" in mark:
            roles = {"a": "Character"}
        word, head = self._head(mark, roles)
        body = [f"when({self.truth(roles, 2)})"] if d.yes(0.8) or "event()" in mark else []
        self.known.events.append((word, list(roles.values())))
        self.known.deeds.append((word, list(roles.values())))
        return self._whole(head, [*body, *self.effects(roles, 2)])

    def appraisal(self) -> str:
        """Return an appraisal."""
        roles = {"mind": "Character", "c": "Character"}
        of = self.draw.one(self.known.deeds)[0] if self.known.deeds and self.draw.yes(0.6) else ""
        _, head = self._head(f"appraisal({f'of={of}' if of else ''})", roles, "{mind} broods")
        body = [f"when({self.truth(roles, 2)})"]
        own = [w for w, k in self.known.of("Character", "num") if not k and w in self.known.private]
        return self._whole(
            head, [*body, f"mind.{self.draw.one(own or ['mood'])} += {self.num(roles, 1)}"]
        )

    def inference(self) -> str:
        """Return an inference."""
        roles = {"mind": "Character", "c": "Character"}
        _, head = self._head(
            f"inference(sure={self.draw.one(['0.6', '1', '0.2'])})", roles, "{mind} sees"
        )
        what = [f"reveal({self.draw.one(['c', 'c', 'mind'])})"]
        effects = what if self.draw.yes(0.2) else self._set(roles)
        return self._whole(head, [f"when({self.truth(roles, 2)})", *effects])

    def quantity(self) -> str:
        """Return a quantity."""
        type_ = self.draw.one(["num", "bool", "Character", "Span"])
        written = {"num": "float"}.get(type_, type_)
        roles, word = self._roles(1), f"{name(self.draw)}_of{self.draw.many(0, 99)}"
        said = ", ".join(f"{role}: {kind}" for role, kind in roles.items())
        value = self.value(type_, roles, 3)
        self.known.quantities.append((word, list(roles.values()), type_))
        return f"def {word}({said}) -> {written}:\n    return {value}"

    def _fixed(self) -> str:
        return f"{self.draw.one(['minutes', 'hours', 'seconds'])}({number(self.draw)})"

    def _whole(self, head: str, body: list[str]) -> str:
        return head + "".join(f"\n    {line}" for part in body for line in part.split("\n"))

    # effects ----------------------------------------------------------------------------------

    def effects(self, roles: dict[str, str], deep: int) -> list[str]:
        """Return a few statements."""
        made: list[str] = []
        for _ in range(self.draw.many(1, 3)):
            makers = [lambda: self._set(roles), lambda: self._set(roles), lambda: self._call(roles)]
            makers.append(lambda: self._body(roles))
            if deep:
                makers += [lambda: self._if(roles, deep - 1), lambda: self._for(roles, deep - 1)]
            made += self.draw.made(makers)
        return made

    def _set(self, roles: dict[str, str]) -> list[str]:
        owned = [(r, t, w, key) for r, kind in roles.items() for (k, t), has in
                 self.known.attributes.items() if k == kind for w, key in has]  # fmt: skip
        if not owned:
            return ["a.place = nowhere"]
        role, type_, word, key = self.draw.one(owned)
        place = f"{role}.{word}" + (f"[{self.value(key, roles, 1)}]" if key else "")
        sums = type_ in ("num", "whole", "Moment", "Span")
        sign = self.draw.one(["=", "+=", "-="]) if sums else "="
        other = "Span" if type_ == "Moment" and sign != "=" else type_
        return [f"{place} {sign} {self.value(other, roles, 2)}"]

    def _if(self, roles: dict[str, str], deep: int) -> list[str]:
        return [f"if {self.truth(roles, 1)}:", *_inside(self.effects(roles, deep))]

    def _for(self, roles: dict[str, str], deep: int) -> list[str]:
        role = f"x{len(roles)}"
        kind = self.draw.one(self.known.kinds)
        return [f"for {role} in {kind}:", *_inside(self.effects({**roles, role: kind}, deep))]

    def _call(self, roles: dict[str, str]) -> list[str]:
        d = self.draw
        who = self.value("Character", roles, 0)
        calls = [f'say({who}, "{d.one(SENTENCES)}")', f"foil({who})"]
        once = d.yes(0.02) or not any(role.startswith("x") for role in roles)  # in no `for`
        calls += [f"g{d.many(0, 9)} = {self.dice(roles)}"] if once else []
        calls += [f"inform({who}, {self.deed(roles)})"] if self.known.deeds else []
        calls += [f"inform({who}, {self.claim(roles, made=True)})"]
        calls += [f"inform({who}, not {deed})" for deed in self._of("Deed", roles)]
        for word, kinds in self.known.events[:2]:
            calls.append(f"later({word}({self._args(kinds, roles)}), after={self.span(roles, 1)})")
        for word, kinds in self.known.meanings:
            calls.append(f"means({word}({self._args(kinds, roles)}))")
        return [d.one(calls)]

    def _body(self, roles: dict[str, str]) -> list[str]:
        """Return a change of who is there, or of who is taken for whom."""
        d, who, other = self.draw, *(self.value("Character", roles, 0) for _ in range(2))
        leaving = [r for r, kind in roles.items() if kind != "Place" or d.yes(0.02)]
        calls = [f"gone({d.one(leaving)})", f"reveal({who})", f"disguise({who}, {other})"]
        if not any(role.startswith("x") for role in roles):
            for kind in sorted(self.known.roomy):
                like = f", like={who}" if kind == "Character" and d.yes(0.7) else ""
                calls += [f"n{d.many(0, 9)} = born({kind}{like})"] * 2
        return [d.one(calls)]

    def dice(self, roles: dict[str, str]) -> str:
        """Return a throw."""
        one, two, kind = self.num(roles, 1), self.num(roles, 1), self.draw.one(self.known.kinds)
        args = {"chance": one, "pick": f"(y for y in {kind}), weight={one}"}
        args |= {"roll": "1, 6"} if self.draw.yes(0.8) else {}
        word = self.draw.one(DICE)
        return f"{word}({args.get(word, f'{one}, {two}')})"

    # values -----------------------------------------------------------------------------------

    def value(self, type_: str, roles: dict[str, str], deep: int) -> str:
        """Return an expression of a type; rarely of another."""
        if self.draw.yes(0.01):
            type_ = self.draw.one(["num", "bool", "Span", "Character", "Place"])
        if type_ == "num":
            return self.num(roles, deep)
        if type_ == "whole":
            return self.draw.one(["0", "1", "2", "-3", *self._reads("whole", roles, deep)])
        if type_ == "bool":
            return self.truth(roles, deep)
        if type_ == "Span":
            return self.span(roles, deep)
        if type_ == "Moment":
            return self.draw.one(
                ["now", "never", "day(2)", "next_time(noon)", f"now + {self.span(roles, 0)}"]
            )
        if type_ == "Deed":
            return self.draw.one([*self._of("Deed", roles), self.claim(roles, made=True)])
        if type_ == "Rank":
            return self.draw.one(["low", "middling", "high"])
        return self.member(type_, roles, deep)

    def member(self, kind: str, roles: dict[str, str], deep: int) -> str:
        """Return somebody or something of a kind."""
        ways = [r for r, k in roles.items() if k == kind] or [NONE.get(kind, "nothing")]
        ways += self._reads(kind, roles, deep)
        if deep and self.draw.yes(0.2):
            ways.append(
                f"most((z for z in {kind} if {self.truth(roles, 0)}), by={self.num(roles, 0)})"
            )
        return self.draw.one(ways)

    def num(self, roles: dict[str, str], deep: int) -> str:
        """Return a number."""
        ways = [number(self.draw), *self._reads("num", roles, deep)]
        if deep:
            one, two = self.num(roles, deep - 1), self.num(roles, deep - 1)
            sign, word = self.draw.one("+-*/"), self.draw.one(["min", "max"])
            ways += [f"({one} {sign} {two})", f"{word}({one}, {two})", f"clip({one}, 0, {two})"]
            ways += [f"abs({one})", f"({one} if {self.truth(roles, deep - 1)} else {two})"]
            ways += [f"{self.span(roles, deep - 1)} / minutes(1)", self._total(roles, deep - 1)]
        return self.draw.one(ways)

    def _total(self, roles: dict[str, str], deep: int) -> str:
        kind, var = self.draw.one(self.known.kinds), f"y{deep}"
        inner = {**roles, var: kind}
        word = self.draw.one(TOTALS)
        what = {"any": self.truth(inner, deep), "all": self.truth(inner, deep), "count": var}
        of, where = what.get(word, self.num(inner, deep)), self.truth(inner, deep)
        return f"{word}({of} for {var} in {kind} if {where})"

    def truth(self, roles: dict[str, str], deep: int) -> str:
        """Return yes or no."""
        who = next(iter(roles))
        ways = ["True", f"{who} == nobody", *self._reads("bool", roles, deep)]
        if deep:
            one, two = self.truth(roles, deep - 1), self.truth(roles, deep - 1)
            sign, join = self.draw.one(["<", ">=", "==", "!=", ">"]), self.draw.one(["and", "or"])
            x, y = self.num(roles, deep - 1), self.num(roles, deep - 1)
            kind = self.draw.one(self.known.kinds)
            who, whom = self.member(kind, roles, deep - 1), self.member(kind, roles, deep - 1)
            ways += [f"({one} {join} {two})", f"not {one}", f"{x} {sign} {y}", f"{who} == {whom}"]
            ways.append(f"now {sign} {self.value('Moment', roles, 0)}")
            ways.append(f"recovering({self.member('Character', roles, 0)})")
            mind = "mind" if "mind" in roles else self.member("Character", roles, 0)
            ways.append(f"believes({mind}, {one})")
            ways += [
                f"{self.draw.one(['is_so', 'is_false'])}({w})" for w in self._of("Deed", roles)
            ]
            ways += [f"{w} == {self.claim(roles)}" for w in self._of("Deed", roles)]
            ways.append(f"recalls({mind}, {self.claim(roles)})")
            if self.known.deeds:
                who = "mind" if "mind" in roles else self.member("Character", roles, 0)
                ways.append(f"recalls({who}, {self.deed(roles)}, within={self.span(roles, 0)})")
                ways.append(f"tried({who}, {self.deed(roles)})")
        return self.draw.one(ways)

    def span(self, roles: dict[str, str], deep: int) -> str:
        """Return a time that something takes."""
        ways = [f"{self.draw.one(['minutes', 'hours', 'seconds', 'days'])}({number(self.draw)})"]
        ways += self._reads("Span", roles, deep)
        if deep:
            ways += [f"way({self.member('Place', roles, 0)}, {self.member('Place', roles, 0)})",
                     f"{self.span(roles, 0)} * {self.num(roles, 0)}"]  # fmt: skip
        return self.draw.one(ways)

    def deed(self, roles: dict[str, str]) -> str:
        """Return a deed with its roles, some of them holes."""
        word, kinds = self.draw.one(self.known.deeds)
        return f"{word}({self._args(kinds, roles)})"

    def claim(self, roles: dict[str, str], *, made: bool = False) -> str:
        """Return a claim about a state, at times with holes."""
        spoken = [
            (kind, type_, word, key)
            for (kind, type_), has in self.known.attributes.items()
            for word, key in has
            if word not in self.known.shown or self.draw.yes(0.02)
        ]
        kind, type_, word, key = self.draw.one([*spoken, ("Character", "Place", "place", "")])
        holes = 0.01 if made else 0.2
        parts = [
            "None" if self.draw.yes(holes) else self.value(part or "num", roles, 0)
            for part in (key, kind, type_)
        ]
        toward = f"[{parts[0]}]" if key else ""
        about = f"{kind}.{word}" if self.draw.yes(0.8) else word
        return f"is_so({about}{toward}, {parts[1]}, {parts[2]})"

    def _of(self, kind: str, roles: dict[str, str]) -> list[str]:
        return [role for role, its in roles.items() if its == kind]

    def _args(self, kinds: list[str], roles: dict[str, str]) -> str:
        return ", ".join(self.value(k, roles, 0) for k in kinds)

    def _reads(self, type_: str, roles: dict[str, str], deep: int) -> list[str]:
        made = []
        for role, kind in roles.items():
            for word, key in self.known.of(kind, type_):
                if word in self.known.private and role not in ("a", "mind") and self.draw.yes(0.98):
                    continue  # nobody reads another's mind
                if not key:
                    made.append(f"{role}.{word}")
                elif deep:
                    made.append(f"{role}.{word}[{self.member(key, roles, 0)}]")
        for word, kinds, gives in self.known.quantities:
            if gives == type_ and deep:
                made.append(f"{word}({self._args(kinds, roles)})")
        return made


def _inside(lines: list[str]) -> list[str]:
    return [f"    {line}" for part in lines for line in part.split("\n")]
