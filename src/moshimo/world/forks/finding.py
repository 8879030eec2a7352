"""Finds the fork that is meant: one of the world's files, a file elsewhere, a change in memory."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import count

from moshimo.errors import Problem, Span, WorldError
from moshimo.lines import short
from moshimo.world.forks.change import Change
from moshimo.world.forks.forks import fork_of, origin
from moshimo.world.text.findings import Findings, meant
from moshimo.world.text.folder import is_path
from moshimo.world.text.world_source import Apart, Source, with_outside
from moshimo.world.text.yaml_text import parse
from moshimo.world.world import CheckedWorld

WORD = "change"  # what a change is called that has no name
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]{0,63}")


def with_fork(world: CheckedWorld, fork: str | Change) -> tuple[CheckedWorld, str]:
    """Return a world that has this fork, and the word by which it has it.

    A fork is a fork's word; a path to a file, which is read only if the world does not have it; or
    a change.

    Raises:
        WorldError: there is no such fork, or something is wrong in it.
        ValueError: a change's word cannot be one, or the world has a fork of that name.
    """
    if isinstance(fork, Change):
        word = _free_word(fork, world)
        apart = {**world.texts.source.apart, word: Apart(word, fork.text)}
        return _with(world, replace(world.texts.source, apart=apart), word), word
    if is_path(fork) and fork not in world.forks:
        return _with(world, with_outside(world.texts.source, fork), fork), fork
    ensure_of(world, fork)
    return world, fork


def ensure_of(world: CheckedWorld, fork: str, scenario: str = "") -> None:
    """Make sure that the world has that fork, and that it leaves that scenario, if one is named.

    Raises:
        WorldError: it has not, or the fork leaves another scenario.
    """
    where = world.texts.source.where
    if fork not in world.forks:
        fix = meant(fork, sorted(world.forks))
        why = "a fork that is no part of the world is named by its path: `./my-fork.yaml`."
        what = f"`{world.word}` has no fork `{fork}`"
        raise WorldError([Problem("unknown-fork", Span(where), what, why=why, fix=fix)])
    root = world.forks[fork].scenario
    if scenario and root != scenario:
        what = f"`{fork}` is a fork of `{root}`, not of `{scenario}`"
        fix = f"write `{where.rstrip('/').removesuffix(f'/{scenario}')}/{root}`."
        raise WorldError([Problem("other-scenario", Span(where), what, fix=fix)])


def _with(world: CheckedWorld, source: Source, word: str) -> CheckedWorld:
    """Return the world with one fork more, whose text stands in a source of the same files."""
    one = source.apart[word]
    if one.text is None:
        raise WorldError(source.problems)
    value = parse(one.text, one.shown)
    findings = Findings()
    texts = replace(world.texts, source=source, forks={**world.texts.forks, word: value})
    world = replace(world, texts=texts)
    of = origin(word, value, world, findings)
    fork = fork_of(word, value, of, world.forks, world, findings)
    if findings.problems:
        raise WorldError(findings.problems)
    return replace(world, forks={**world.forks, word: fork})


def _free_word(change: Change, world: CheckedWorld) -> str:
    """Return the word of a change; without one, the first that is free."""
    word = str(change.word)
    if not word:
        free = (w for n in count(2) if (w := f"{WORD}-{n}") not in world.forks)
        word = next(free) if WORD in world.forks else WORD
    if not _NAME.fullmatch(word):
        raise ValueError(f"word: expected letters, digits, `_` and `-`, got {short(word)}")
    if word in world.forks:
        raise ValueError(f"word: the world has a fork `{word}` already")
    return word
