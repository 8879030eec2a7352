"""The block's layout: every attribute one field, then the pools. One world, one layout.

A kind's rows are 0 (its none member), 1 to N (its members, and the room for those yet to be
born), and N + 1 (*unknown*, which reads as defaults). Characters' rows are also the rows of minds.
"""

from __future__ import annotations

from dataclasses import dataclass

from moshimo.lang.model import Attribute, Inform, Laws, Look, Read, Rule, Write
from moshimo.lang.replay import statements
from moshimo.world.world import World

# Bounds of one universe, in one place. Reaching one ends the run with the rule's line.
DEEDS = 4096  # deed values: happened, claimed, waiting; an evening has under a thousand
MEMORIES = 16384
SAME_KIND = 12  # memories a mind keeps of one kind of deed; the faintest goes first
DUE = 4096  # things in the calendar
WISHES = 8192  # last times of doing the same to the same, a power of two
NOTES = 16384  # what one step may tell the journal
OPEN = 12  # deeds one may still answer
STRONG = 4  # memories that a role of type Deed ranges over
BIDS = 4096  # bindings of one runner
RACE = OPEN + 2  # runners of one thought, a rule: itself, and once for each deed it may answer
NEAR = 256  # people at one place that one thought looks at


@dataclass(frozen=True, slots=True)
class Field:
    """One array of the block. `form` is q (i64), Q (u64) or d (f64)."""

    word: str
    form: str
    size: int


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything of a universe stands."""

    fields: tuple[Field, ...]
    rows: dict[str, int]  # kind → rows, none and unknown among them
    born: dict[str, int]  # kind → members at the start
    pictured: frozenset[str]  # attributes of which every mind has a picture
    traced: frozenset[str]  # attributes whose last writer is kept
    rules: dict[str, int]  # deed → number, from 1
    flags: dict[str, tuple[str, int]]  # state-triggered rule → its field and size

    def row(self, kind: str, index: int) -> int:
        """Return the row of a value as data has it: -1 is unknown."""
        return self.rows[kind] - 1 if index < 0 else index


def lay_out(world: World) -> Layout:
    """Return the layout that a world's rules and members need."""
    laws = world.laws
    rows = {
        kind: len(world.members.get(kind, ())) + laws.kinds[kind].room + 2 for kind in laws.kinds
    }
    born = {kind: len(world.members.get(kind, ())) for kind in laws.kinds}
    deeds = sorted([w for w, r in laws.rules.items() if r.mark in ("action", "event")])
    rules = {word: number for number, word in enumerate([*deeds, "meets", "misses"], 1)}
    written = {
        s.attribute.full
        for r in laws.rules.values()
        for s in statements((*r.begin, *r.end))
        if isinstance(s, Write)
    }
    pictured = _pictured(world, written)
    minds = rows["Character"]
    fields: list[Field] = []
    for kind in sorted(laws.kinds):
        fields += [Field(f"key_{kind}", "Q", rows[kind]), Field(f"n_{kind}", "q", 1)]
        for a in laws.kinds[kind].attributes:
            size = rows[kind] * (rows[a.key] if a.key else 1)
            form = "q" if a.type.whole else "d"
            fields += [Field(f"v_{stem(a)}", form, size), Field(f"w_{stem(a)}", "q", size)]
            if a.half_life:
                fields.append(Field(f"t_{stem(a)}", "d", size))
            if a.full in pictured:
                fields.append(Field(f"p_{stem(a)}", form, size * minds))
                fields += [Field(f"p{x}_{stem(a)}", y, size * minds) for x, y in ("td", "sd", "wq")]
    flags: dict[str, tuple[str, int]] = {}
    for word, rule in laws.rules.items():
        if watched(rule):
            size = 1
            for role in rule.roles:
                size *= rows.get(role.type.of, 1)
            flags[word] = (f"f_{word}", size)
            fields.append(Field(f"f_{word}", "q", size))
    fields += _pools(rows, len(rules) + 1)
    return Layout(tuple(fields), rows, born, frozenset(pictured), frozenset(written), rules, flags)


def stem(a: Attribute) -> str:
    """Return the attribute's part of its fields' names."""
    return f"{a.kind}_{a.word}"


def watched(rule: Rule) -> bool:
    """Whether a rule runs whenever its `when` becomes true."""
    if rule.mark == "event":
        return not rule.of and rule.clock is None and not rule.mean
    return rule.mark == "inference" or (rule.mark == "appraisal" and not rule.of)


def _pictured(world: World, written: set[str]) -> set[str]:
    """Return the attributes that somebody could have wrong; all others cost no picture."""
    laws = world.laws
    changed = set(written)
    for scenario in world.scenarios.values():
        changed |= {x.attribute.full for x in (*scenario.beliefs, *scenario.secrets)}
    taught = _taught(laws)
    found = {"Character.place"}
    for kind in laws.kinds.values():
        for a in kind.attributes:
            hidden = a.who == "private" and kind.word != "Character"
            if a.who in ("known", "visible") and a.full in changed | taught:
                found.add(a.full)
            if (a.who == "private" and a.full in taught) or hidden:
                found.add(a.full)
    return found


def _taught(laws: Laws) -> set[str]:
    found: set[str] = set()
    for rule in laws.rules.values():
        for s in statements((*rule.begin, *rule.end)):
            match s:
                case Look(read=read):
                    found.add(read.attribute.full)
                case Inform(what=Read() as read):
                    found.add(read.attribute.full)
                case Write(attribute=attribute) if rule.mark == "inference":
                    found.add(attribute.full)
    return found


def _pools(rows: dict[str, int], rules: int) -> list[Field]:
    people, places = rows["Character"], rows["Place"]
    one = [("now", "d"), ("seed", "Q"), ("trouble", "q"), ("trouble_at", "q"), ("notes_n", "q")]
    one += [("deeds_n", "q"), ("due_n", "q"), ("memory_free", "q"), ("memory_n", "q")]
    one += [("moved", "d"), ("habit", "d"), ("steps", "q"), ("instant", "q"), ("provenance", "q")]
    one += [("thoughts", "q"), ("weighed", "q"), ("learnings", "q"), ("near_n", "q")]
    one += [("best_time", "d"), ("best_rule", "q"), ("best_deed", "q"), ("best_weight", "d")]
    one += [("best_sum", "d"), ("best_own", "d")]
    one += [
        ("bid_n", "q"),
        ("bid_top", "d"),
    ]
    one += [("mind", "q"), ("race_n", "q"), ("arrived_n", "q")]
    one += [("dice_c", "Q"), ("dice_b", "Q"), ("starts", "d"), ("day", "d")]
    one += [("sunrise", "d"), ("noon", "d"), ("sunset", "d"), ("think_at", "d")]
    one += [("best_place", "q"), ("k_rules", "q")]
    one += [
        ("k_people", "q"),
        ("k_places", "q"),
        ("k_meets", "q"),
        ("own_pace", "d"),
        ("strong_n", "q"),
        ("strong_at", "q"),
        ("there_for", "q"), ("silent", "q"),
    ]
    fields_strong = [Field("strong", "q", STRONG), Field("strong_k", "q", STRONG)]
    fields = [Field(word, form, 1) for word, form in one] + fields_strong
    fields += [Field("best_role", "q", 4), Field("did_n", "q", people * rules)]
    bids = [("rule", "q"), ("w", "d"), ("r1", "q"), ("r2", "q"), ("r3", "q"), ("deed", "q")]
    fields += [Field(f"bid_{word}", form, BIDS) for word, form in bids]
    per = [("main", "q"), ("aside", "q"), ("stamp", "q"), ("think_at", "d"), ("period", "d")]
    per += [("begun", "q"), ("epoch", "q"), ("listens", "d"), ("open_n", "q"), ("startled", "q")]
    fields += [Field(f"c_{word}", form, people) for word, form in per]
    fields += [Field("open_deed", "q", people * OPEN), Field("open_until", "d", people * OPEN)]
    fields += [Field("voice", "d", places), Field("near", "q", NEAR), Field("arrived", "q", people)]
    fields += [Field("saw", "q", people), Field("there", "q", places), Field("beside", "q", people)]
    fields += [Field("seen_w", "d", people * rules), Field("seen_at", "q", people * rules)]
    fields += [Field("race_rule", "q", rules * RACE), Field("race_w", "d", rules * RACE)]
    fields += [Field("race_v", "d", rules * RACE)]
    deed = [(f"r{i}", "q") for i in range(4)] + [(f"o{i}", "d") for i in range(4)]
    deed += [("rule", "q"), ("state", "q"), ("place", "q"), ("answers", "q"), ("cause", "q")]
    deed += [("key", "Q"), ("hash", "Q"), ("begin", "d"), ("end", "d"), ("chance", "d")]
    fields += [Field(f"d_{word}", form, DEEDS) for word, form in deed]
    memory = [("deed", "q"), ("next", "q"), ("from", "q"), ("at", "d"), ("sure", "d")]
    fields += [Field(f"m_{word}", form, MEMORIES) for word, form in memory]
    fields += [Field("m_head", "q", people * rules), Field("m_count", "q", people * rules)]
    due = [("time", "d"), ("order", "q"), ("tie", "Q"), ("what", "q"), ("a", "q"), ("c", "q")]
    fields += [Field(f"due_{word}", form, DUE) for word, form in due]
    fields += [Field("wish_key", "Q", WISHES), Field("wish_at", "d", WISHES)]
    notes = [("what", "q"), ("deed", "q"), ("a", "q"), ("x", "d")]
    fields += [Field(f"notes_{word}", form, NOTES) for word, form in notes]
    table = [("speech", "q"), ("moves", "q"), ("carries", "q"), ("aside", "q"), ("timed", "q")]
    table += [("sense", "q"), ("answered", "q"), ("whole", "q"), ("action", "q")]
    table += [("luck", "Q"), ("again", "d"), ("within", "d"), ("reach", "d")]
    fields += [Field(f"k_{word}", form, rules) for word, form in table]
    fields += [Field(f"k_kind{i}", "q", rules) for i in range(4)]
    fields += [Field("way", "d", places * places), Field("step", "q", places * places)]
    return fields
