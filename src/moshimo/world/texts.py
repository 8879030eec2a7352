"""What an author's files say together, read and checked, before the world is made of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from moshimo.lang import written
from moshimo.lang.laws import Laws
from moshimo.world.people.company import Company
from moshimo.world.text.settings import Settings
from moshimo.world.text.world_source import Source
from moshimo.world.text.yaml_text import Value


@dataclass(frozen=True, slots=True)
class Texts:
    """All that a world is made of, for itself and for each of its forks.

    Attributes:
        rules: the rules' files, those of the systems too.
        numbers: values given for numbers of the rules when the world was loaded.
        laws: the rules, checked with these numbers.
        scenarios: the files of that folder, each under its name; so too the next three.
        forks: those of `source.apart` as well.
    """

    source: Source
    said: Settings
    rules: Sequence[written.File]
    numbers: Mapping[str, float]
    laws: Laws
    people: Company
    scenarios: Mapping[str, Value]
    stories: Mapping[str, Value]
    tellings: Mapping[str, Value]
    forks: Mapping[str, Value]
