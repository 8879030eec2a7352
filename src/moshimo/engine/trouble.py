"""Trouble while running, as a message to the author: which rule, which line, and how to mend it."""

from __future__ import annotations

from collections import Counter

from moshimo.engine.block import Memory
from moshimo.engine.kernel import numbers as n
from moshimo.engine.limits import END_IT
from moshimo.engine.program import Program
from moshimo.errors import OurError, Problem, RunError, Span
from moshimo.lang.laws import Rule
from moshimo.lang.typed import Throw, walk_statements

_WHAT = {  # trouble: message code, what, fix
    n.DIVIDED: (
        "divided-by-zero",
        "this divides by zero",
        "ask first, for example `x / y if y > 0 else 0`.",
    ),
    n.NOT_FINITE: (
        "not-a-number",
        "this comes to no number at all",
        "look for infinite spans or never.",
    ),
    n.TOO_LARGE: ("too-large", "this whole number is too large", "keep it below 9007199254740992."),
    n.FULL_DEEDS: (
        "too-many-deeds",
        "more deeds happened than a universe can hold",
        "look for a rule that is wanted again at once.",
    ),
    n.FULL_MEMORY: ("too-many-memories", "more is remembered than a universe can hold", ""),
    n.FULL_CALENDAR: ("too-much-due", "more is due than the calendar can hold", ""),
    n.FULL_WISHES: (
        "too-many-wishes",
        "too many different things were done to different people",
        "",
    ),
    n.FULL_PICTURES: (
        "too-many-pictures",
        "people came to know more of each other than a universe can hold",
        "let fewer people see it, or keep it of one person and not toward each other one.",
    ),
    n.FULL_BIRTHS: (
        "no-room",
        "more members were born than the kind has room for",
        "declare the kind with more: `room=40`.",
    ),
    n.TOO_MANY_AT_ONCE: (
        "no-time-passes",
        "this happens again and again and no time passes",
        "give it `takes(…)`, or a longer `again=`.",
    ),
    n.FULL_BIDS: (
        "too-many-options",
        "one person could do this in more ways than a thought can weigh",
        "bind more of its roles in `when`.",
    ),
    n.FULL_NOTES: (
        "too-long",
        "one step tells the journal more than it can hold",
        "look for a rule that does the same to everybody again and again.",
    ),
    n.SPENT: (
        "too-much-work",
        "this takes more work than one step may do",
        "go through fewer members at a time: bind roles in `when`, or keep what does not change "
        "in an attribute.",
    ),
    n.TOO_MANY_FORESEEN: (
        "too-many-foreseen",
        "one thought would look ahead for more choices than it can",
        "bind more of its roles in `when`.",
    ),
    n.TOO_LONG: ("too-long", "the universe does not come to rest", END_IT),
}
_NOT_AGAIN = "let its `when` not hold any more once it has happened, or let it come `later`."
_BY_RULE = (
    *(n.FULL_DEEDS, n.FULL_MEMORY, n.FULL_BIRTHS, n.TOO_MANY_AT_ONCE, n.FULL_BIDS),
    n.TOO_MANY_FORESEEN,
)


def trouble(program: Program, b: Memory, asked: Span | None = None) -> RunError:
    """Return the error for the trouble that a block has run into.

    If a question ran into it, `asked` is where it stands.

    Raises:
        OurError: the trouble is ours: a place outside its field was asked for.
    """
    if b.trouble[0] == n.STRAY:
        raise _stray(program, b.trouble_at[0])
    if b.trouble[0] == n.QUIET or (b.trouble[0] == n.LIMIT_DEEDS and b.endless[0]):
        return without_end(program, b)
    if b.trouble[0] == n.LIMIT_DEEDS:
        return _too_many(program, b)
    code, what, fix = _WHAT[b.trouble[0]]
    if asked is not None:
        return RunError(Problem(code, asked, what, fix=fix))
    world, sites = program.world, program.emitted.places()
    where = Span(world.word)
    number = b.trouble_at[0]
    if b.trouble[0] in _BY_RULE:
        words = {v: k for k, v in program.layout.rules.items()}
        rule = world.laws.rules.get(words.get(number, ""))
        where = rule.at if rule else where
        if b.trouble[0] == n.FULL_BIRTHS and rule:
            fix = _more_room(program, rule)
        if b.trouble[0] == n.TOO_MANY_AT_ONCE and rule and rule.mark != "action":
            fix = _NOT_AGAIN
    elif 0 < number < len(sites):
        path, line = sites[number]
        where = Span(path, line, 1)
    return RunError(Problem(code, where, what, fix=fix))


def _more_room(program: Program, rule: Rule) -> str:
    """Return how the kinds are declared with more room whose members a rule bears."""
    throws = (s for s in walk_statements(rule.effects) if isinstance(s, Throw) and s.how == "born")
    kinds = program.world.laws.kinds
    said = [
        f"`class {of}(room={2 * kinds[of].room}):`" for of in sorted({s.type.of for s in throws})
    ]
    return f"declare more: {', '.join(said)}."


def without_end(program: Program, b: Memory) -> RunError:
    """Return the error for a universe that nothing would stop, at the rule of most of its deeds."""
    where, word = _most_often(program, b)
    if b.trouble[0] == n.QUIET:
        where, word = Span(program.world.word), ""
    what = "this universe goes on for ever"
    what += f", and most of what happens is `{word}`" if word else ", and nothing happens any more"
    word = program.scenario.word
    others = sorted(set(program.world.scenarios) - {word})
    why = f"the scenario `{word}` has no end."
    fix = END_IT
    if others:
        fix += f" Another scenario is run by its name: `{program.world.word}/{others[0]}`."
    return RunError(Problem("no-end", where, what, why=why, fix=fix))


def _too_many(program: Program, b: Memory) -> RunError:
    """Return the error for more deeds than the limits allow."""
    where, word = _most_often(program, b)
    what = f"this universe comes to more than {b.limit_deeds[0]:,} deeds; most of them are `{word}`"
    fix = "stop earlier with `--until`, or allow more with `--limit-deeds`."
    return RunError(Problem("limit-deeds", where, what, fix=fix))


def _most_often(program: Program, b: Memory) -> tuple[Span, str]:
    """Return which rule most deeds are of, "" if there are none, and where it stands."""
    many = Counter(b.d_rule[1 : b.deeds_n[0] + 1])
    number = max(many, key=lambda n: (many[n], -n), default=0)
    word = {v: k for k, v in program.layout.rules.items()}.get(number, "")
    rule = program.world.laws.rules.get(word)
    return rule.at if rule else Span(program.world.word), word


def _stray(program: Program, number: int) -> OurError:
    """Return the error for a place outside its field; 0 means the kernel, or no single rule."""
    if not number:
        return OurError("a place outside its field", Span(program.world.word))
    word = sorted(program.emitted.by_rule)[number - 1]
    rule = program.world.laws.rules[word]
    return OurError(f"a place outside its field, in what `{word}` came to", rule.at)
