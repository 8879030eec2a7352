"""Which story, as somebody names it: one of the world's, or a file elsewhere."""

from __future__ import annotations

from moshimo.errors import Problem, Span, WorldError
from moshimo.world.people.cast import Cast
from moshimo.world.scenarios.plots import EXAMPLE, plot
from moshimo.world.text.findings import Findings, meant
from moshimo.world.text.folder import is_path
from moshimo.world.text.world_source import with_outside
from moshimo.world.text.yaml_text import parse
from moshimo.world.world import CheckedWorld, Plot, Scenario

PATH = "story"


def story_called(text: str, world: CheckedWorld, scenario: Scenario) -> Plot:
    """Return the story that is meant: a story's word, or a path that begins with `.`, `/` or `~`.

    "" is the story that is called as the scenario, or else the first that is told of it.

    Raises:
        WorldError: there is no such story, or something is wrong in the file.
    """
    if is_path(text) and text not in world.stories:
        return _outside(text, world, scenario)
    own = [story for story in world.stories.values() if story.of == scenario.word]
    if not text:
        own.sort(key=lambda story: story.word != scenario.word)
        if own:
            return own[0]
        what = f"`{world.word}/{scenario.word}` has no story of its own"
        fix = "name a file: `./my-story.yaml`."
        raise WorldError([Problem("unknown-story", Span(PATH), what, fix=fix)])
    if text in world.stories:
        return world.stories[text]
    what = f"`{world.word}` has no story `{text}`"
    why = "a story that is no part of the world is named by its path: `./my-story.yaml`."
    fix = meant(text, sorted(world.stories)) if world.stories else ""
    raise WorldError([Problem("unknown-story", Span(PATH), what, why=why, fix=fix)])


def _outside(text: str, world: CheckedWorld, scenario: Scenario) -> Plot:
    """Return the story in a file elsewhere; without `of` it is told of that scenario."""
    source = with_outside(world.texts.source, text, "story")
    one = source.apart[text]
    if one.text is None:
        raise WorldError(source.problems)
    findings = Findings()
    counts = {kind: len(members) for kind, members in world.members.items()}
    cast = Cast(world.laws, world.indices, counts, world.calendar.day, findings)
    value = parse(one.text, one.shown)
    found = plot("story", value, tuple(world.scenarios), scenario.word, cast)
    if not findings.problems and not found.beats:
        what = "this story has no beats"
        findings.wrong("no-beats", value.where, what, fix=f"give it one: `beats: [{EXAMPLE}]`.")
    if findings.problems:
        raise WorldError(findings.problems)
    return found
