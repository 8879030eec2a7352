"""Makes a world of what its files say, with its own members or those of a fork."""

from __future__ import annotations

from moshimo.lang.laws import Laws
from moshimo.world.people import members
from moshimo.world.people.company import Company
from moshimo.world.scenarios.likeness import completed
from moshimo.world.scenarios.plots import plot
from moshimo.world.scenarios.scenarios import IMPLICIT, implicit, scenario
from moshimo.world.telling.frames import with_frames
from moshimo.world.telling.summing import with_sums
from moshimo.world.telling.telling import telling
from moshimo.world.text.findings import Findings
from moshimo.world.texts import Texts
from moshimo.world.world import CheckedWorld


def built(texts: Texts, laws: Laws, people: Company, findings: Findings) -> CheckedWorld:
    """Return the world that laws, members and the texts make together, without its forks."""
    said = texts.said
    cast = people.cast(laws, said.calendar.day, findings)
    plain = members.given(people.entries, cast)
    given = {word: completed(word, texts.scenarios, findings) for word in texts.scenarios}
    made = {word: scenario(word, value, said, plain, cast) for word, value in given.items()}
    if said.first and said.first not in made:
        what = f"there is no scenario `{said.first}`"
        findings.unknown("unknown-scenario", said.places["scenario"], what, said.first, made)
    first = said.first or IMPLICIT
    if not said.first and IMPLICIT not in made:
        made[IMPLICIT] = implicit(said, plain)
    tellings = list(texts.tellings.values())
    return CheckedWorld(
        texts.source.word,
        said.title,
        said.rights,
        laws,
        people.members(),
        said.calendar,
        said.pace,
        said.verbs,
        made,
        first,
        {word: plot(word, value, made, first, cast) for word, value in texts.stories.items()},
        tuple(word for word, _ in said.systems),
        with_sums(with_frames(telling(tellings, cast), tellings, made, cast), tellings, cast),
        texts,
    )
