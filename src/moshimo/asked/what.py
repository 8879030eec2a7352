"""What, as somebody asks it of universes: questions, checked before any universe is run.

A question is an expression of the dialect that names members by their ids and comes to yes or no or
to a number; or the id of a beat of the scenario's stories: whether it came about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from moshimo.errors import Problem, Span, WorldError, listed, nearest
from moshimo.lang.analysis.other_minds import asked_of, ideas
from moshimo.lang.newborns import clone_origin
from moshimo.lang.question import question
from moshimo.lang.text.source import read_named
from moshimo.lang.typed import Ex
from moshimo.lang.types import spoken
from moshimo.world.costs import too_long_to_answer
from moshimo.world.text.folder import named_path
from moshimo.world.world import Beat, CheckedWorld, Scenario

MOST = 200  # questions at a time
LONGEST_FILE = 1 << 18  # bytes
NO_FILE = "these questions cannot be read"
_PATH = re.compile(r"(\.{1,2}|~)?[/\\]|[A-Za-z]:[/\\]|.*\.txt$")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_BEAT = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,31}")


@dataclass(frozen=True, slots=True)
class Question:
    """One question, checked against a world.

    Attributes:
        ex: what it comes to, typed; None if it is about a beat.
    """

    text: str
    where: Span
    ex: Ex | None
    beat: Beat | None = None

    @property
    def is_number(self) -> bool:
        """Whether it comes to a number, and not to yes or no."""
        return self.ex is not None and self.ex.type.tag != "bool"


def read(
    texts: Iterable[str | tuple[str, Span]], world: CheckedWorld, scenario: Scenario
) -> tuple[Question, ...]:
    """Return the questions, each checked.

    Args:
        texts: expressions or ids of beats; with where each stands, if it stands in a file.
        world: that is asked about.
        scenario: in which it starts; beats are those of its stories.

    Raises:
        WorldError: with every problem of all of them.
    """
    given, beats = list(texts), world.beats_of(scenario)
    problems: list[Problem] = []
    if not given:
        fix = f"for example `{next(iter(beats), 'happened(leave(bo))')}`."
        raise _refused("no-question", "question", "nothing is asked", fix)
    if len(given) > MOST:
        what = f"these are {len(given)} questions, and {MOST} is the most"
        raise _refused("too-many-questions", "question", what)
    made = []
    for n, entry in enumerate(given, 1):
        if isinstance(entry, str):
            entry = entry, Span("question", n, 1, max(len(entry), 1), entry)
        made.append(_one(*entry, beats, world, scenario, problems))
    if problems:
        raise WorldError(problems)
    return tuple(q for q in made if q is not None)


def written(words: Sequence[str]) -> list[str | tuple[str, Span]]:
    """Return what a command's arguments ask; a path stands for the questions in that file.

    A path begins with `./`, `/` or `~/`, or ends with `.txt`. In it a line is a question; empty
    lines and what follows a `#` are passed over.

    Raises:
        WorldError: a file cannot be read, or is no text.
    """
    made: list[str | tuple[str, Span]] = []
    for word in words:
        made += _lines(word) if _PATH.match(word) else [word]
    return made


def _lines(shown: str) -> list[str | tuple[str, Span]]:
    path = named_path(shown, "no-file", NO_FILE)
    try:
        text = read_named(path, shown, LONGEST_FILE)
    except WorldError as wrong:
        raise WorldError([_of_questions(problem) for problem in wrong.problems]) from None
    made: list[str | tuple[str, Span]] = []
    for number, line in enumerate(text.splitlines(), 1):
        asked = line.partition("#")[0].strip()
        if asked:
            column = line.index(asked[0]) + 1
            made.append((asked, Span(shown, number, column, len(asked), line)))
    return made


def _of_questions(problem: Problem) -> Problem:
    """Return what is wrong with a file as it is said of one with questions."""
    match problem.code:
        case "no-such-file":
            what = f"{NO_FILE}: no such file or directory"
        case "unreadable-file" | "not-a-file" | "outside-world":
            what = f"{NO_FILE}: {problem.what}"
        case "not-utf-8":
            what = "this is no text"
        case "file-too-large":
            return Problem("too-long", problem.where, "this is longer than any questions")
        case _:
            return problem
    return Problem("no-file", problem.where, what, problem.label)


def _ends(world: CheckedWorld) -> list[Ex]:
    return [one.ends_when for one in world.scenarios.values() if one.ends_when is not None]


def _refused(code: str, where: str, what: str, fix: str = "") -> WorldError:
    return WorldError([Problem(code, Span(where), what, fix=fix)])


def _one(
    text: str,
    span: Span,
    beats: dict[str, list[Beat]],
    world: CheckedWorld,
    scenario: Scenario,
    problems: list[Problem],
) -> Question | None:
    word = text.strip()
    if word in beats:
        if len(beats[word]) > 1:
            what = f"{len(beats[word])} stories have a beat `{word}`"
            fix = "ask for its deed instead."
            problems.append(Problem("unknown-beat", span, what, fix=fix))
            return None
        return Question(text, span, None, beats[word][0])
    owner, _, attribute = word.partition(".")
    known = word in world.laws.numbers or (clone_origin(owner) if attribute else word) in (
        world.indices
    )
    digit = any(letter.isdigit() for letter in word)  # as beats have: one was meant
    if beats and digit and not known and word[:1].isalpha() and _BEAT.fullmatch(word):
        what = f"there is no beat `{word}` in the stories of `{world.word}/{scenario.word}`"
        meant = nearest(word, beats)
        fix = f"did you mean `{meant}`?" if meant else f"there is: {listed(beats)}."
        problems.append(Problem("unknown-beat", span, what, fix=fix))
        return None
    found = len(problems)
    asked = question(text, span, world.laws, world.indices, problems)
    if asked is None:
        within = next((name for name in _NAME.findall(word) if name in beats), "")
        if any(within and f"`{within}`" in problem.what for problem in problems[found:]):
            what = f"`{within}` is a beat, and a beat is asked for alone"
            fix = f"ask for `{within}` by itself, or for its deeds: `happened(…)`."
            problems[found:] = [Problem("unknown-beat", span, what, fix=fix)]
        return None
    kind = asked.type
    if kind.tag not in ("bool", "int", "number", "span"):
        moment = kind.tag == "moment"
        fix = f"compare it{', for example `… < day(2)`' if moment else ' with `==`'}."
        what = f"this is {spoken(kind)}, where a yes or no or a number is asked for"
        problems.append(Problem("wrong-type", span, what, fix=fix))
        return None
    unkept = sorted(asked_of(asked) - ideas(world.laws, _ends(world)))
    if unkept:
        what = f"what minds take each other to hold of `{unkept[0]}` is not kept in this world"
        why = "it takes a cell for every two minds, and so a rule must ask for it."
        fix = "let a quantity ask: `return believes(mind, believes(other, …))`."
        problems.append(Problem("misplaced", span, what, why=why, fix=fix))
        return None
    costly = too_long_to_answer(asked, world)
    if costly is not None:
        problems.append(costly)
        return None
    return Question(text, span, asked)
