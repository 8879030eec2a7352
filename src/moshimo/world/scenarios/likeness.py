"""Completes a scenario's file that says `like: OTHER` with what that other one's file says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import NoneType

from moshimo.world.text.findings import Findings
from moshimo.world.text.yaml_text import Value

TOGETHER = ("change", "minds", "secret")  # what is given under these adds up; all else replaces


def completed(word: str, files: Mapping[str, Value], findings: Findings) -> Value:
    """Return a scenario's file with all that it does not say itself taken from what it is like.

    A ring of scenarios, or one that is not there, is noted.
    """
    value, way = files[word], [word]
    while (other := _like(value)) is not None:
        at, word, value = other.where, findings.plain(other, "`like`"), _without(value, "like")
        if word in way:
            what = f"`{word}` is like itself"
            why = "a scenario takes over what another says, and adds to it."
            findings.wrong("like-itself", at, what, why=why)
        elif word in files:
            way.append(word)
            value = _joined(files[word], value)
        elif word:
            what = f"there is no scenario `{word}`"
            findings.unknown("unknown-scenario", at, what, word, files)
    return value


def _like(value: Value) -> Value | None:
    return value.data.get("like") if isinstance(value.data, dict) else None


def _without(value: Value, word: str) -> Value:
    assert isinstance(value.data, dict)
    data = {key: entry for key, entry in value.data.items() if key != word}
    return replace(value, data=data, keys={key: value.keys[key] for key in data})


def _joined(under: Value, over: Value) -> Value:
    """Return what both say; where both say something, what `over` says."""
    below, above = _entries(under), _entries(over)
    data = {key: entry for key, entry in below.items() if key != "scenario"} | above
    for key in below.keys() & above.keys() & set(TOGETHER):
        data[key] = _merged(below[key], above[key], deeper=key == "minds")
    keys = {key: (over if key in above else under).keys[key] for key in data}
    return Value(data, over.where, keys)


def _merged(under: Value, over: Value, *, deeper: bool) -> Value:
    if not isinstance(over.data, dict | NoneType):
        return over  # what is wrong with it is told where it is read
    below, above = _entries(under), _entries(over)
    data = below | above
    if deeper:  # minds: each of them has a mapping of its own
        for word in below.keys() & above.keys():
            data[word] = _merged(below[word], above[word], deeper=False)
    keys = {key: (over if key in above else under).keys[key] for key in data}
    return Value(data, over.where, keys)


def _entries(value: Value) -> dict[str, Value]:
    return value.data if isinstance(value.data, dict) else {}
