"""What an author's folder says, read but not yet understood, and the world that it makes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from moshimo.lang.model import Laws
from moshimo.world.people import members
from moshimo.world.people.company import Company
from moshimo.world.scenarios.plots import plot
from moshimo.world.scenarios.scenarios import IMPLICIT, Baseline, implicit, scenario
from moshimo.world.telling.telling import telling
from moshimo.world.text.findings import Findings
from moshimo.world.text.settings import Settings
from moshimo.world.text.yaml_text import Value
from moshimo.world.world import World


@dataclass(frozen=True, slots=True)
class Texts:
    """The files of a world that are data, each under the name of its file.

    Attributes:
        word: the folder's name.
        said: what its `world.yaml` says.
        members: the files that hold members.
    """

    word: str
    said: Settings
    members: Sequence[Value]
    scenarios: Mapping[str, Value]
    stories: Mapping[str, Value]
    tellings: Mapping[str, Value]
    forks: Mapping[str, Value]


def built(texts: Texts, laws: Laws, company: Company, findings: Findings) -> World:
    """Return the world that checked laws, members and the texts make together, without forks."""
    said = texts.said
    cast = company.cast(laws, said.calendar.day, findings)
    start = Baseline(members.given(company.entries, cast), said.starts, said.calendar)
    made = {word: scenario(word, value, start, cast) for word, value in texts.scenarios.items()}
    if said.first and said.first not in made:
        what = f"there is no scenario `{said.first}`"
        findings.unknown("unknown-scenario", said.places["scenario"], what, said.first, made)
    first = said.first or IMPLICIT
    if not said.first and IMPLICIT not in made:
        made[IMPLICIT] = implicit(said.title, start)
    return World(
        texts.word,
        said.title,
        said.rights,
        laws,
        company.members(),
        said.calendar,
        said.pace,
        said.verbs,
        made,
        first,
        {word: plot(word, value, made, first, cast) for word, value in texts.stories.items()},
        tuple(word for word, _ in said.systems),
        telling(list(texts.tellings.values()), cast),
    )
