"""The files of `telling/`: how deeds are told, checked against the world's rules and members."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from moshimo.errors import Span
from moshimo.lang import written
from moshimo.lang.laws import Rule
from moshimo.lang.question import expression, typer_of
from moshimo.lang.typed import Calc, Const, Ex, Unknown, Var, walk
from moshimo.lang.types import NUMBER, Type
from moshimo.lang.typing.expressions import Typer
from moshimo.world.people.cast import Cast
from moshimo.world.telling import ways
from moshimo.world.telling.prepositions import take_in_where
from moshimo.world.telling.ways import Letter, Need, Setting, Telling, Way
from moshimo.world.text.yaml_text import Value

FRAMES = ("openings", "endings")  # read by `frames`
TEXTS = ("tell", "say", "reported", "why", "letters", "places", "where", "address", "styles")
SECTIONS = (*TEXTS, "read", "matter", *FRAMES, "sums")
SHIFTED = ("tell", "reported", "why", "places", *FRAMES, "sums")  # sentences, told in the past
SPOKEN = ("say", "reported")  # of rules in which something is said
TENSES = ("present", "past")
MATTERING = ("much", "little")
OTHERS = "others"
DONE = ("action", "event")
TOLD = (*DONE, "appraisal")  # rules that are told; appraisals, of the person of the perspective
TOLD_BEFORE = "told"  # asks the story whether such a deed has been told
LONGEST = 1000  # letters of one text
MOST_LINES = 4  # of a letter, where its author does not say how many
CLAIMED = re.compile(r"is_so\(([\w.]+)\)")
SLOT = re.compile(r"\{([^{}]*)\}")
EXAMPLE = '{when: again, as: "{weeper} weeps again"}'


def telling(files: Iterable[Value], cast: Cast) -> Telling:
    """Return what all files of `telling/` say together, noting what is wrong in them."""
    made = Telling()
    sections = _sections(files, made, cast)

    def entries(section: str, example: str) -> Iterator[tuple[str, Value, Span]]:
        return entries_of(sections[section], section, example, cast)

    for word, text, _ in entries("styles", "spare: fewer words"):
        made.styles[word] = cast.findings.plain(text, f"`{word}`")
    for word, text, _ in entries("read", "shadowsteps: shadowstepped"):
        made.read[word] = cast.findings.plain(text, f"the past of `{word}`", 60)
    for word, value, at in entries("matter", "weep: much"):
        _matter(word, value, at, made, cast)
    for word, value, at in entries("address", "ana: {bo: old Bo}"):
        _address(word, value, at, made, cast)
    for section, into in (
        *(("tell", made.tell), ("why", made.why)),
        *(("say", made.say), ("reported", made.reported)),
    ):
        for word, value, at in entries(section, f"weep: [{EXAMPLE}]"):
            rule = _rule(word, at, cast)
            if rule is not None and (section not in SPOKEN or _speaks(rule, at, cast)):
                into[rule.word] = _ways(value, rule, made, cast)
    for word, value, at in entries("places", "mill: [the wheel stands still]"):
        if cast.somebody(word, at, "Place"):
            made.places[word] = tuple(_settings(value, cast))
    for word, value, at in entries("where", "mill: in"):
        take_in_where(word, value, at, made, cast)
    for word, value, at in entries("letters", "read_letter: {by: letter.author, lines: […]}"):
        rule = _rule(word, at, cast)
        if rule is not None and (letter := _letter(value, rule, made, cast)):
            made.letters[word] = letter
    return made


def _sections(files: Iterable[Value], made: Telling, cast: Cast) -> dict[str, list[Value]]:
    """Return each section of all files; take in which texts are written in the past."""
    sections: dict[str, list[Value]] = {word: [] for word in SECTIONS}
    for file in files:
        given = cast.findings.mapping(file, "a telling", "tell: {weep: […]}")
        cast.findings.only(file, (*SECTIONS, "tense"), "a telling")
        past = "tense" in given and _is_past(given["tense"], cast)
        for word in SECTIONS:
            if word in given:
                sections[word].append(given[word])
            if word in given and word in SHIFTED and past:
                made.told.update(_texts_in(given[word]))
    return sections


def _is_past(value: Value, cast: Cast) -> bool:
    """Whether a file is written in the past, as it will be told."""
    if value.data not in TENSES:
        what = "`tense` takes `present` or `past`"
        fix = "write `tense: past` if the sentences of this file are in the past already."
        cast.findings.wrong("wrong-type", value.where, what, fix=fix)
    return value.data == "past"


def _matter(word: str, value: Value, at: Span, made: Telling, cast: Cast) -> None:
    """Take in how much a deed matters, or note that it does not say that."""
    rule = _rule(word, at, cast)
    if value.data not in MATTERING:
        what = "a deed matters `much` or `little`"
        fix = "write `much` for what is told in any case, `little` for what is everyday."
        cast.findings.wrong("wrong-type", value.where, what, fix=fix)
    elif rule is not None:
        made.matter[rule.word] = value.data == "much"


def _texts_in(value: Value) -> Iterator[str]:
    """Yield each text in a section of a file."""
    match value.data:
        case str():
            yield value.data
        case dict() | list():
            for entry in value.data.values() if isinstance(value.data, dict) else value.data:
                yield from _texts_in(entry)


def entries_of(
    sections: Iterable[Value], word: str, example: str, cast: Cast
) -> Iterator[tuple[str, Value, Span]]:
    """Yield the entries of a section of all files, each name once."""
    places: dict[str, Span] = {}
    for section in sections:
        for name, value, at in cast.findings.entries(section, f"`{word}`", example):
            if name in places:
                what = f"`{name}` is given twice under `{word}`"
                cast.findings.twice(at, places[name], what)
            else:
                places[name] = at
                yield name, value, at


def _rule(word: str, at: Span, cast: Cast) -> Rule | None:
    """Return the rule whose deeds are told, or note that nothing of that name is told."""
    rules = cast.laws.rules.items()
    told = [w for w, r in rules if r.mark in DONE or (r.mark in TOLD and r.telling)]
    claim = CLAIMED.fullmatch(word)
    claims = [r for r in cast.laws.rules.values() if r.mark == "claim" and claim]
    about = [r for r in claims if claim and claim[1] in (*r.writes, *_short(r))]
    if word in told or len(about) == 1:
        return about[0] if about else cast.laws.rules[word]
    what = f"there is no deed `{word}`"
    if word in cast.laws.rules:
        what = f"`{word}` is no deed: {cast.laws.rules[word].mark}s are not told"
    cast.findings.unknown("unknown-deed", at, what, word, told, "no such deed")
    return None


def _short(claim: Rule) -> list[str]:
    return [full.rpartition(".")[2] for full in claim.writes]


def _speaks(rule: Rule, at: Span, cast: Cast) -> bool:
    if rule.says:
        return True
    what = f"nothing is said in `{rule.word}`"
    fix = "give the rule a `say(…)` for these words to stand in for."
    also = ((rule.at, "the rule stands here"),)
    cast.findings.wrong("no-words", at, what, "silent", fix=fix, also=also)
    return False


def _address(word: str, value: Value, at: Span, made: Telling, cast: Cast) -> None:
    if word != OTHERS and not cast.somebody(word, at, "Character"):
        return
    given = cast.findings.entries(value, f"`{word}`", f"{word}: {{bo: old Bo}}")
    for whom, called, where in given:
        if whom not in cast.members:
            what = f"there is no member `{whom}`"
            cast.findings.unknown("unknown-member", where, what, whom, cast.members, "no such id")
        name = cast.findings.plain(called, f"the name of `{whom}`", 80)
        made.address.setdefault(word, {})[whom] = name


def _settings(value: Value, cast: Cast) -> Iterator[Setting]:
    """Yield how a place is shown, each entry with the parts of the day that it is for."""
    for entry in value.each:
        hours: tuple[str, ...] = ()
        said = entry
        if isinstance(entry.data, dict):
            cast.findings.only(entry, ("at", "as"), "the look of a place")
            if "as" not in entry.data:
                what = "the look of a place has words under `as`"
                fix = "for example `{at: evening, as: the lamps are lit}`."
                cast.findings.wrong("missing-key", entry.where, what, fix=fix)
                continue
            said = entry.data["as"]
            hours = tuple(_hours(entry.data["at"], cast)) if "at" in entry.data else ()
        texts = tuple(cast.findings.plain(one, "a sentence", LONGEST) for one in said.each)
        yield Setting(texts, hours, tuple(one.where for one in said.each))


def _hours(value: Value, cast: Cast) -> Iterator[str]:
    for one in value.each:
        if one.data in (*ways.PARTS_OF_THE_DAY, ways.CROWD):
            yield str(one.data)
        else:
            hours = ", ".join(ways.PARTS_OF_THE_DAY)
            what = f"`at` takes {ways.CROWD}, or parts of the day: {hours}"
            cast.findings.wrong("wrong-type", one.where, what)


# ways of wording ------------------------------------------------------------------------------


def _ways(value: Value, rule: Rule, made: Telling, cast: Cast) -> tuple[Way, ...]:
    """Return the ways under a rule; one that can never be reached is noted."""
    found: list[Way] = []
    last: Value | None = None  # the first without a condition
    for entry in value.each:
        way = _way(entry, rule, made, cast)
        if way is None:
            continue
        always = not isinstance(entry.data, dict) or "when" not in entry.data
        _early_enough([*found, way], entry, cast)
        if last is not None and (way.silent or found[-1].silent or not always):
            what = "this is never told: what stands above it always fits"
            fix = "put what has no `when` last."
            also = ((last.where, "this always fits"),)
            cast.findings.wrong("never-reached", entry.where, what, "", "", fix, also)
        last = entry if last is None and always else last
        equal = found and found[-1].tests == way.tests  # several that fit equally
        if equal and not (way.silent or found[-1].silent):
            before = found.pop()
            way = Way(before.texts + way.texts, way.tests, before.places + way.places)
        found.append(way)
    return tuple(found)


def _early_enough(found: Sequence[Way], entry: Value, cast: Cast) -> None:
    """Note a silence that hangs on what is known only when it is settled what is told."""
    if not found[-1].silent:
        return
    late = (*ways.STORY_WORDS, "seemed", TOLD_BEFORE)
    words = [test.word for way in found for test in way.tests if test.word in late]
    if words:
        what = f"what is not told can't hang on `{words[0]}`, here or in a way above it"
        fix = "ask what the universe knows instead, or give this way words."
        cast.findings.wrong("late-silence", entry.where, what, "untold", fix=fix)


def _way(value: Value, rule: Rule, made: Telling, cast: Cast) -> Way | None:
    """Return one way: a text, or texts with a condition."""
    if not isinstance(value.data, dict):
        return _texts([value], (), rule, cast)
    cast.findings.only(value, ("when", "as"), "a way of telling")
    if "as" not in value.data:
        what = "a way of telling has words under `as`"
        cast.findings.wrong("missing-key", value.where, what, fix=f"for example `{EXAMPLE}`.")
        return None
    tests = tuple(_tests(value.data["when"], rule, made, cast)) if "when" in value.data else ()
    return _texts(value.data["as"].each, tests, rule, cast)


def _texts(given: Sequence[Value], tests: tuple[Need, ...], rule: Rule, cast: Cast) -> Way | None:
    texts: list[str] = []
    places: list[Span] = []
    known = [r.word for r in rule.roles] + [o.word for o in rule.outcomes if o.word[0] != "_"]
    for value in given:
        if value.data == "" and len(given) == 1:
            return Way(("",), tests, (value.where,))
        text = sentence_of(value, rule.word, known, cast)
        if text:
            texts.append(text)
            places.append(value.where)
    return Way(tuple(texts), tests, tuple(places)) if texts else None


def sentence_of(value: Value, of: str, roles: Sequence[str], cast: Cast) -> str:
    """Return a sentence about a deed or a meaning, noting each role in it that this has not."""
    text = cast.findings.plain(value, "a sentence", LONGEST)
    for slot in SLOT.finditer(text):
        role = slot[1].split(".")[0].strip()
        if role not in roles:
            what = f"`{of}` has no role `{role}`"
            at = inside(value.where, slot[0])
            cast.findings.unknown("unknown-role", at, what, role, roles, "no such role")
    return text


def inside(at: Span, piece: str) -> Span:
    """Return the place of a piece of a text, if it stands on the text's first line."""
    start = at.text.find(piece, at.column - 1)
    return at if start < 0 else Span(at.path, at.line, start + 1, len(piece), at.text)


def _letter(value: Value, rule: Rule, made: Telling, cast: Cast) -> Letter | None:
    example = f"{rule.word}: {{by: {rule.roles[0].word}, lines: [I shall not forget it.]}}"
    given = cast.findings.mapping(value, f"`{rule.word}`", example)
    cast.findings.only(value, ("by", "lines", "most"), "a letter")
    if "by" not in given or "lines" not in given:
        what = "a letter says whose words they are (`by`) and what stands in it (`lines`)"
        cast.findings.wrong("missing-key", value.where, what, fix=f"for example `{example}`.")
        return None
    lines = [_way(entry, rule, made, cast) for entry in given["lines"].each]
    most = given["most"].data if "most" in given else MOST_LINES
    if not isinstance(most, int) or not 1 <= most <= 20:
        what = "`most` takes a whole number from 1 to 20"
        cast.findings.wrong("wrong-type", given["most"].where, what)
        most = MOST_LINES
    by = _author(given["by"], rule, cast)
    return None if by is None else Letter(by, tuple(way for way in lines if way), most)


def _author(value: Value, rule: Rule, cast: Cast) -> Ex | None:
    if not isinstance(value.data, str):
        cast.findings.wrong("wrong-type", value.where, "this takes a role, or what belongs to one")
        return None
    before = len(cast.findings.problems)
    node = expression(value.data, value.where, cast.findings.problems)
    ex = None if node is None else _typer(rule, cast).fit(node, Type("ref", "Character"))
    return ex if len(cast.findings.problems) == before else None


# conditions -----------------------------------------------------------------------------------


def _tests(value: Value, rule: Rule, made: Telling, cast: Cast) -> Iterator[Need]:
    """Yield what stands in a `when`, each thing joined by `and` by itself."""
    if not isinstance(value.data, str):
        fix = 'for example `when: "again and weeper.grief > 0.5"`.'
        cast.findings.wrong("wrong-type", value.where, "`when` takes a condition", fix=fix)
        return
    node = expression(value.data, value.where, cast.findings.problems)
    for one in [] if node is None else written.joined_by_and(node):
        before = len(cast.findings.problems)
        test = _of_the_story(one, rule, made, cast) or Need(ex=_typer(rule, cast).truth(one))
        if test.ex is None or len(cast.findings.problems) == before:
            yield test


def _of_the_story(node: written.Expression, rule: Rule, made: Telling, cast: Cast) -> Need | None:
    """Return the test if it is a word that the story knows, not the universe."""
    wanted = True
    if isinstance(node, written.Operation) and node.op == "not":
        wanted, node = False, node.args[0]
    if isinstance(node, written.Name) and node.word in ways.STORY_WORDS:
        return Need(node.word, "", wanted)
    if isinstance(node, written.Call) and node.word == TOLD_BEFORE:
        asked = replace(node, word="happened")
        return Need(TOLD_BEFORE, "", wanted, _typer(rule, cast).truth(asked))
    if not isinstance(node, written.Call) or node.word not in ("style", "seemed"):
        return None
    if node.word == "seemed":
        return _seemed(node, wanted, rule, cast)
    style = node.args[0].word if node.args and isinstance(node.args[0], written.Name) else ""
    if style not in made.styles and style != ways.PLAIN:
        what = f"there is no style `{style}`"
        cast.findings.unknown("unknown-style", node.at, what, style, [*made.styles, ways.PLAIN])
    return Need("style", style, wanted)


def _seemed(node: written.Call, wanted: bool, rule: Rule, cast: Cast) -> Need:
    role = node.args[0].word if node.args and isinstance(node.args[0], written.Name) else ""
    people = [r.word for r in rule.roles if r.type.of == "Character"]
    if role not in people:
        what = f"`seemed` takes a person's role of `{rule.word}`"
        cast.findings.unknown("unknown-role", node.at, what, role, people, "no such person")
    return Need("seemed", role, wanted)


def _typer(rule: Rule, cast: Cast) -> Typer:
    """Return what gives names their meaning: the deed's roles, its outcomes and its place."""
    made = typer_of(cast.names, cast.findings.problems)
    made.scope["place"] = Var(Type("ref", "Place"), "place", rule.at)
    seen = [o for o in rule.outcomes if o.word[0] != "_"]
    made.scope |= {o.word: Var(o.type, o.word, rule.at) for o in seen}
    if rule.mark == "appraisal":  # by how much it changed what is felt
        short = (full.partition(".")[2] for full in sorted(rule.writes))
        made.scope |= {word: Var(NUMBER, word, rule.at) for word in short}
    made.scope |= {r.word: r for r in rule.roles}
    return made


# what is asked while a universe runs ----------------------------------------------------------


def asked_of_deeds(telling: Telling, rules: Mapping[str, Rule]) -> dict[str, tuple[Ex, ...]]:
    """Return what must be asked of the world at each deed of a rule, and is not in the journal."""
    found: dict[str, tuple[Ex, ...]] = {}
    for word in (w for w, rule in rules.items() if rule.mark in DONE):
        asked = [ex for way in telling.ways(word) for ex in way.asked]
        if word in telling.letters:
            asked.append(telling.letters[word].by)
        of_state = [ex for ex in asked if not of_the_journal(ex)]
        if of_state:
            found[word] = tuple(dict.fromkeys(of_state))
    return found


def asked_in_letters(telling: Telling) -> frozenset[Ex]:
    """Return what is asked only to know what stands in letters, and whose words those are."""
    lines = [way for one in telling.letters.values() for way in one.lines]
    asked = {ex for way in lines for ex in way.asked}
    asked.update(one.by for one in telling.letters.values())
    others = (
        w
        for section in (telling.tell, telling.say, telling.reported, telling.why)
        for w in section.values()
    )
    told = {ex for those in others for way in those for ex in way.asked}
    return frozenset(asked - told)


def of_the_journal(ex: Ex) -> bool:
    """Whether the roles, place and outcomes of the deed are all that an expression needs."""
    plain = ("and", "or", "not", "==", "!=", "<", "<=", ">", ">=")
    return all(
        isinstance(part, Const | Unknown)
        or (isinstance(part, Var) and part.type.tag != "deed")
        or (isinstance(part, Calc) and part.op in plain)
        for part in walk(ex)
    )
