"""Under `openings:` and `endings:`, sentences with which a whole story opens and ends.

Their conditions are questions about the universe where it ends; `told(…)` asks the story.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from moshimo.errors import Span
from moshimo.lang import written
from moshimo.lang.question import expression, typer_of
from moshimo.lang.typed import Ex
from moshimo.world.people.cast import Cast
from moshimo.world.telling.telling import FRAMES, LONGEST, SLOT, entries_of, inside
from moshimo.world.telling.ways import Frame, Need, Telling
from moshimo.world.text.yaml_text import Value

TOLD = "told"
EXAMPLE = '{when: "happened(leave(bo))", as: "{bo} was an hour along the mill road by then"}'
WITH = "judge: reeve.holder"


def with_frames(
    made: Telling, files: Sequence[Value], scenarios: Collection[str], cast: Cast
) -> Telling:
    """Return a telling with its openings and endings, noting what is wrong in them."""
    found: dict[str, dict[str, tuple[Frame, ...]]] = {}
    for section in FRAMES:
        given = [
            file.data[section]
            for file in files
            if isinstance(file.data, dict) and section in file.data
        ]
        of_each = found[section] = {}
        for word, value, at in entries_of(given, section, f"evening: [{EXAMPLE}]", cast):
            if word not in scenarios:
                what = f"there is no scenario `{word}`"
                cast.findings.unknown("unknown-scenario", at, what, word, scenarios)
            of_each[word] = tuple(_frames(value, cast))
    return replace(made, openings=found["openings"], endings=found["endings"])


def _frames(value: Value, cast: Cast) -> Iterator[Frame]:
    last: Value | None = None  # the first without a condition
    for entry in value.each:
        frame = _frame(entry, cast)
        if last is not None:
            what = "this is never told: what stands above it always fits"
            fix = "put what has no `when` last."
            also = ((last.where, "this always fits"),)
            cast.findings.wrong("never-reached", entry.where, what, "", "", fix, also)
        elif not isinstance(entry.data, dict) or not {"when", "with"} & entry.data.keys():
            last = entry
        if frame:
            yield frame


def _frame(value: Value, cast: Cast) -> Frame | None:
    """Return one entry: a text, or texts with a condition."""
    if not isinstance(value.data, dict):
        return _texts([value], (), {}, cast)
    cast.findings.only(value, ("when", "with", "as"), "an opening or ending")
    if "as" not in value.data:
        what = "an opening or ending has words under `as`"
        cast.findings.wrong("missing-key", value.where, what, fix=f"for example `{EXAMPLE}`.")
        return None
    tests = tuple(_tests(value.data["when"], cast)) if "when" in value.data else ()
    given = cast.findings.entries(value.data.get("with"), "`with`", WITH)
    named = {word: _member(said, cast) for word, said, _ in given}
    return _texts(value.data["as"].each, tests, named, cast)


def _texts(
    given: Sequence[Value], tests: tuple[Need, ...], named: Mapping[str, Ex | None], cast: Cast
) -> Frame | None:
    texts: list[str] = []
    places: list[Span] = []
    roles = tuple((word, ex) for word, ex in named.items() if ex is not None)
    for value in given:
        text = cast.findings.plain(value, "a sentence", LONGEST)
        for slot in SLOT.finditer(text):
            word = slot[1].split(".")[0].strip()
            if word not in named and not cast.has(word):
                known = [*named, *cast.members]
                at = inside(value.where, slot[0])
                what = f"there is no member `{word}`, and `with` names none so"
                cast.findings.unknown("unknown-member", at, what, word, known, "no such id")
        if text:
            texts.append(text)
            places.append(value.where)
    return Frame(tuple(texts), tests, roles, tuple(places)) if texts else None


def _member(value: Value, cast: Cast) -> Ex | None:
    """Return what names a member where a universe ends, such as `reeve.holder`."""
    ex = _asked(value, cast)
    if ex is not None and ex.type.tag != "ref":
        what = "`with` says who or what a name in braces stands for"
        fix = f"for example `{WITH}`."
        cast.findings.wrong("wrong-type", value.where, what, fix=fix)
        return None
    return ex


def _asked(value: Value, cast: Cast) -> Ex | None:
    node = _written(value, cast)
    if node is None:
        return None
    before = len(cast.findings.problems)
    ex = typer_of(cast.names, cast.findings.problems).value(node)
    return ex if len(cast.findings.problems) == before else None


def _written(value: Value, cast: Cast) -> written.Expression | None:
    if not isinstance(value.data, str):
        fix = 'for example `when: "happened(leave(bo))"`.'
        cast.findings.wrong("wrong-type", value.where, "`when` takes a condition", fix=fix)
        return None
    return expression(value.data, value.where, cast.findings.problems)


def _tests(value: Value, cast: Cast) -> Iterator[Need]:
    """Yield what stands in a `when`, each thing joined by `and` by itself."""
    node = _written(value, cast)
    for one in [] if node is None else written.joined_by_and(node):
        before = len(cast.findings.problems)
        told, wanted, asked = _of_the_story(one)
        ex = typer_of(cast.names, cast.findings.problems).truth(asked)
        if len(cast.findings.problems) == before:
            yield Need(TOLD if told else "", "", wanted, ex)


def _of_the_story(node: written.Expression) -> tuple[bool, bool, written.Expression]:
    """Return whether it asks the story, whether that is to be so, and the question itself."""
    negated = isinstance(node, written.Operation) and node.op == "not"
    inner = node.args[0] if isinstance(node, written.Operation) and negated else node
    if isinstance(inner, written.Call) and inner.word == TOLD:
        return True, not negated, replace(inner, word="happened")
    return False, True, node
