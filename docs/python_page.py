"""The page of the reference that lists the Python front page, made of its docstrings."""

from __future__ import annotations

import inspect
import re
import textwrap
from collections.abc import Iterator

from moshimo import Change, Deed, Limits, RunError, Sampling, Universe, World, WorldError, load
from moshimo.engine.attempt import Attempts, Motive, Obstacle, Option
from moshimo.engine.journal import Foreseen, ImaginedDeed
from moshimo.errors import Problem, Span
from moshimo.multiverse.asking.figures import Mean, PairedDifference, Sample, Share, Verdict
from moshimo.multiverse.asking.shake import Shaken
from moshimo.multiverse.comparing.both import Both
from moshimo.multiverse.comparing.compare import Comparison
from moshimo.multiverse.ensemble import Summary
from moshimo.multiverse.following.verdicts import Culprit, Fault, FollowedBeat, FollowedPlot
from moshimo.report.comparison.forms import ToldComparison
from moshimo.report.following.followed import Followed
from moshimo.report.odds.outlook import Outlook
from moshimo.report.told_story import ToldStory
from moshimo.story.realisation.story import Mention, Paragraph, Scene, Sentence, Story

WIDTH = 100
FRONT = """\
`import moshimo` offers what stands here, and takes a tenth of a second: the engine is imported when
it is first wanted. Times are in seconds since the scenario's start; arrays are NumPy's.
"""
OFFERED = (World, Universe, Deed, Change, Sampling, Limits, WorldError, RunError)
CALLED = (Change, Sampling, Limits)  # those of them that a caller makes
RETURNED = (
    *(ToldStory, Story, Scene, Paragraph, Sentence, Mention),
    *(Outlook, Share, Mean, PairedDifference, Verdict, Sample, Shaken),
    *(ToldComparison, Both, Comparison),
    *(Followed, FollowedPlot, FollowedBeat, Fault, Culprit),
    *(Attempts, Option, Motive, Obstacle, Foreseen, ImaginedDeed, Summary, Problem, Span),
)
OF_A_UNIVERSE = ("now", "step", "steps", "until", "names", "__getitem__", "counts", "hash")
SECTION = re.compile(r"^(Args|Attributes|Raises):\n((?: {4}.*\n|\n)+)", re.MULTILINE)
ENTRY = re.compile(r"^ {4}(\w+): ((?:.*\n)(?: {8}.*\n)*)", re.MULTILINE)
WRAPPED = textwrap.TextWrapper(WIDTH, subsequent_indent="  ", break_on_hyphens=False)
HEADS = {"Args": "Arguments", "Attributes": "Attributes", "Raises": "Errors"}


def python_page(made: str) -> str:
    """Return all that `import moshimo` offers, and what its verbs return, by the docstrings."""
    parts = ["# Python\n", made + "\n", FRONT, _entry("##", _signature("load", load), load)]
    parts += [part for found in OFFERED for part in _class(found)]
    parts += [
        "## What is returned\n",
        *(part for found in RETURNED for part in _class(found, "###")),
    ]
    return "\n".join(parts)


def _class(found: type, level: str = "##") -> Iterator[str]:
    """Yield a class and then, a level lower, what can be asked of it."""
    name = found.__name__
    yield _entry(level, _signature(name, found) if found in CALLED else name, found)
    words = [word for word in vars(found) if not word.startswith("_")]
    for word in OF_A_UNIVERSE if found is Universe else words:
        member = vars(found)[word]
        called = f"{name}[attribute]" if word == "__getitem__" else f"{name}.{word}"
        if isinstance(member, property):
            yield _entry(f"{level}#", called, member)
        elif inspect.isfunction(member):
            yield _entry(
                f"{level}#", called if "[" in called else _signature(called, member), member
            )


def _signature(called: str, found: object) -> str:
    """Return how something is called, on one line or with one argument a line."""
    assert callable(found)
    signature, made = inspect.signature(found), list[str]()
    for p in signature.parameters.values():
        if p.kind is p.KEYWORD_ONLY and "*" not in made:
            made.append("*")
        if p.name != "self":
            default = "" if p.default is p.empty else f" = {p.default!r}"
            made.append(f"{p.name}: {p.annotation}{default.replace('<factory>', '{}')}")
    gives = "" if isinstance(found, type) else f" -> {signature.return_annotation}"
    line = f"{called}({', '.join(made)}){gives}"
    lines = "".join(f"    {one},\n" for one in made)
    return line if len(line) <= WIDTH else f"{called}(\n{lines}){gives}"


def _entry(level: str, called: str, found: object) -> str:
    """Return a heading, how it is called, and what its docstring says."""
    text = f"{inspect.getdoc(found)}\n"
    word = re.sub(r"\(.*", "", called, flags=re.DOTALL)
    how = "" if word == called else f"```python\n{called}\n```\n\n"
    return f"{level} {word}\n\n{how}{SECTION.sub(_section, text)}"


def _section(found: re.Match[str]) -> str:
    """Return a docstring's list of arguments, attributes or errors as one of Markdown."""
    made = [f"{HEADS[found[1]]}:\n\n"]
    for word, said in ENTRY.findall(found[2]):
        item = f"- `{word}`: {' '.join(said.split())}"
        made.append(
            textwrap.fill(item, WIDTH, subsequent_indent="  ", break_on_hyphens=False) + "\n"
        )
    return "".join([*made, "\n"]) if found[2].endswith("\n\n") else "".join(made)
