"""Collects the problems in a world's data, so that all are told at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import ParamSpec, TypeVar

from moshimo.errors import Problem, Span, WorldError, did_you_mean, listed
from moshimo.lang.text.letters import odd_name
from moshimo.world.text.yaml_text import Value

LONGEST_TEXT = 200
OF_LETTERS = ("bad-", "unknown-", "unit-", "wrong-type")  # codes; the letters may be why
_P = ParamSpec("_P")
_T = TypeVar("_T")


@dataclass(slots=True)
class Findings:
    """Every problem so far. Reading continues after each of them."""

    problems: list[Problem] = field(default_factory=list)

    def wrong(
        self,
        code: str,
        at: Span,
        what: str,
        label: str = "",
        why: str = "",
        fix: str = "",
        also: tuple[tuple[Span, str], ...] = (),
    ) -> None:
        """Note one problem; a letter there that only looks plain may be why, and is named."""
        pointed = at.text[at.column - 1 :][: at.width] if code.startswith(OF_LETTERS) else ""
        if odd := odd_name(pointed[:LONGEST_TEXT]):
            fix = f"{odd[1]}: {odd[2]}"
        self.problems.append(Problem(code, at, what, label, why, fix, also))

    def unknown(
        self, code: str, at: Span, what: str, word: str, known: Iterable[str], label: str = ""
    ) -> None:
        """Note a name that nothing has, with the nearest that something has."""
        self.wrong(code, at, what, label, fix=meant(word, sorted(set(known))))

    def twice(self, at: Span, first: Span, what: str, why: str = "") -> None:
        """Note a name that is given a second time, where it is given once."""
        also = ((first, "first time"),)
        self.wrong("name-twice", at, what, "second time", why, also=also)

    def removed(self, word: str, at: Span, gone: Span) -> None:
        """Note that a member is named whom a fork has removed."""
        what, also = f"`{word}` is not there in this fork", ((gone, "removed here"),)
        self.wrong("removed-member", at, what, "not there", also=also)

    def noted(self, call: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T | None:
        """Return what a call returns, or None after noting every problem that it raises."""
        try:
            return call(*args, **kwargs)
        except WorldError as error:
            self.problems.extend(error.problems)
            return None

    def entries(
        self, value: Value | None, what: str, example: str
    ) -> Iterator[tuple[str, Value, Span]]:
        """Yield the entries of a mapping, each with where its name stands."""
        given = self.mapping(value, what, example)
        return zip(given, given.values(), value.keys.values() if value else (), strict=True)

    def mapping(self, value: Value | None, what: str, example: str) -> dict[str, Value]:
        """Return the entries of a mapping; nothing at all counts as none."""
        if value and isinstance(value.data, dict):
            return value.data
        self._takes("names with values", value, what, example)
        return {}

    def listing(self, value: Value | None, what: str, example: str) -> list[Value]:
        """Return the entries of a list; nothing at all counts as none."""
        if value and isinstance(value.data, list):
            return value.data
        self._takes("a list", value, what, example)
        return []

    def _takes(self, wanted: str, value: Value | None, what: str, example: str) -> None:
        if value and value.data is not None:
            fix = f"for example `{example}`."
            self.wrong("wrong-type", value.where, f"{what} takes {wanted}", fix=fix)

    def only(self, value: Value, known: Iterable[str], what: str) -> None:
        """Note the keys of a mapping that mean nothing there."""
        words = tuple(known)
        for key, at in value.keys.items():
            if key not in words:
                said = f"{what} has no `{key}`"
                self.unknown("unknown-key", at, said, key, words, "no such key")

    def text(
        self, given: Mapping[str, Value], key: str, default: str = "", longest: int = LONGEST_TEXT
    ) -> str:
        """Return the text under a key, or the default."""
        value = given.get(key)
        if value is None or value.data is None:
            return default
        return self.plain(value, f"`{key}`", longest) or default

    def plain(self, value: Value, what: str, longest: int = LONGEST_TEXT) -> str:
        """Return a text in one line, or ""."""
        text = value.data
        if isinstance(text, int | float) and not isinstance(text, bool):
            text = str(text)
        if not isinstance(text, str):
            fix = "" if isinstance(text, list | dict) else "put quotes round it."
            self.wrong("wrong-type", value.where, f"{what} takes a text", fix=fix)
            return ""
        text = " ".join(text.split())
        if len(text) > longest:
            said = f"{what} has {len(text)} letters, and {longest} is the most"
            self.wrong("text-too-long", value.where, said, "too long")
            return ""
        return text


def meant(word: str, known: Collection[str]) -> str:
    """Return how to mend a word that is not known: the nearest that is, else all there are."""
    return did_you_mean(word, known) or (f"there is: {listed(known)}." if known else "")
