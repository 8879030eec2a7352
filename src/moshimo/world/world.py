"""A checked world: its laws, members, scenarios, plots and forks, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from moshimo.errors import Span
from moshimo.lang.laws import Laws
from moshimo.lang.newborns import newborn
from moshimo.lang.typed import Ex
from moshimo.lang.types import Attribute
from moshimo.lines import line_of
from moshimo.world.people.company import Company
from moshimo.world.people.members import Member
from moshimo.world.telling.ways import Telling
from moshimo.world.text.settings import Calendar
from moshimo.world.texts import Texts


@dataclass(frozen=True, slots=True)
class Belief:
    """What a character believes at the start, true or not. An unknown reference is -1."""

    mind: int
    attribute: Attribute
    owner: int
    key: int
    value: float
    unknown: bool


@dataclass(frozen=True, slots=True)
class Secret:
    """A value that only these know at the start; the others believe its guess or default."""

    attribute: Attribute
    owner: int
    key: int
    knowers: tuple[int, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Scenario:
    """A starting moment.

    Attributes:
        word: the name of its file.
        starts: seconds since the midnight on which day 1 begins.
        ends_at: seconds since the start; infinite where no time is given.
        ends_when: a question; the scenario ends when it becomes true.
        values: every value given, under (`Kind.attribute`, owner, key or 0). A Moment counts
            from the scenario's start, like everything in a run.
        seed: the universe that is told where none is asked for.
        without: systems that have no part in it.
        words: how long its stories are at least, if enough happens; 0 for what is worth telling.
    """

    word: str
    title: str
    starts: float
    ends_at: float
    ends_when: Ex | None
    values: dict[tuple[str, int, int], float]
    beliefs: tuple[Belief, ...]
    secrets: tuple[Secret, ...]
    seed: int = 1
    without: tuple[str, ...] = ()
    words: int = 0

    __repr__ = line_of


@dataclass(frozen=True, slots=True)
class BeatDeed:
    """A deed that an author names: its rule, who (None: anybody), which outcomes it must have.

    If it was `tried`, to have begun or been foiled will do. In `claims`, the claims about a state
    that roles are, by the roles' places; there `roles` has None.
    """

    rule: str
    roles: tuple[str | None, ...]
    outcomes: tuple[tuple[str, float], ...]
    claims: tuple[tuple[int, BeatDeed], ...] = ()
    tried: bool = False


@dataclass(frozen=True, slots=True)
class Beat:
    """One step of a plot: all these deeds, in any order. `intended` is why it may be missing."""

    id: str
    deeds: tuple[BeatDeed, ...]
    place: str
    intended: str


@dataclass(frozen=True, slots=True)
class Plot:
    """A plot as beats, told of one scenario."""

    word: str
    title: str
    of: str
    beats: tuple[Beat, ...]


@dataclass(frozen=True, slots=True)
class Parting:
    """When a fork leaves what it is a fork of.

    Attributes:
        kind: `start`; `time`; `before`, when the first of the deeds is about to begin; `after`,
            when all of them have been done.
        time: seconds since the scenario's start; 0 but for `time`.
        deeds: of `before` and `after`.
        place: where these must be, or "".
        every: whether each such moment is meant, and not the first alone.
    """

    kind: Literal["start", "time", "before", "after"] = "start"
    time: float = 0.0
    deeds: tuple[BeatDeed, ...] = ()
    place: str = ""
    every: bool = False


@dataclass(frozen=True, slots=True)
class Fork:
    """An alternate universe: when it leaves its scenario, or another fork, and what differs.

    Indices are those of the fork's own cast: that of what it is a fork of, with those whom it
    adds and without those whom it removes.

    Attributes:
        word: the name of its file; the path as given if it stands elsewhere; a change's word.
        of: the scenario or fork that it leaves.
        scenario: the one at the root.
        values: as of a scenario.
        beliefs: what minds believe from then on, until they learn otherwise.
        secrets: what only these know from then on, instead of what the scenario says; if everybody
            knows, it is no secret.
        prevents: deeds that do not happen from then on.
        makes: deeds that begin at that moment, if the rules allow them; all roles are named.
        added, removed: ids of who and what is new, or is not there.
        dice: other dice from then on, 0 to 2^64 - 1; None: those that there were.
        places: each key of its file → where it stands, for messages.
        people: who and what there is in it.
    """

    word: str
    title: str
    of: str
    scenario: str
    at: Parting
    values: dict[tuple[str, int, int], float]
    beliefs: tuple[Belief, ...]
    secrets: tuple[Secret, ...]
    prevents: tuple[BeatDeed, ...]
    makes: tuple[BeatDeed, ...]
    numbers: dict[str, float]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    dice: int | None
    places: Mapping[str, Span]
    people: Company = field(repr=False, compare=False)

    @property
    def other_world(self) -> bool:
        """Whether its numbers or its cast are not those of what it is a fork of."""
        return bool(self.numbers or self.added or self.removed)


@dataclass(frozen=True, slots=True, repr=False)
class CheckedWorld:
    """Everything an author's folder says, checked.

    Attributes:
        members: of each kind, sorted by key. Position + 1 is the index in a run; 0 is none.
        pace: seconds; how often one thinks of something to do.
        verbs: past forms that the author gives.
        first: the scenario that is meant where none is named.
        telling: how its deeds are told, where not by the rules' own sentences.
        texts: what it is made of, without any fork.
        vacant: kind → how many members a fork removed. Their rows stay, at the end, so that the
            machine code is the same for both worlds.
    """

    word: str
    title: str
    rights: str
    laws: Laws
    members: dict[str, tuple[Member, ...]]
    calendar: Calendar
    pace: float
    verbs: dict[str, str]
    scenarios: dict[str, Scenario]
    first: str
    stories: dict[str, Plot]
    systems: tuple[str, ...]
    telling: Telling
    texts: Texts = field(repr=False, compare=False)
    forks: dict[str, Fork] = field(default_factory=dict)
    vacant: dict[str, int] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<CheckedWorld {self.word}>"

    def chain(self, word: str) -> tuple[Fork, ...]:
        """Return a fork and those that it is a fork of, the one that leaves the scenario first."""
        made: list[Fork] = []
        while word in self.forks:
            made.insert(0, self.forks[word])
            word = made[0].of
        return tuple(made)

    @property
    def indices(self) -> dict[str, tuple[str, int]]:
        """The id of each member → its kind and index."""
        return {m.id: (kind, i) for kind, ms in self.members.items() for i, m in enumerate(ms, 1)}

    def beats_of(self, scenario: Scenario) -> dict[str, list[Beat]]:
        """Return the beats of a scenario's stories by their ids; several if stories share an id."""
        made: dict[str, list[Beat]] = {}
        for story in self.stories.values():
            if story.of == scenario.word:
                for beat in story.beats:
                    made.setdefault(beat.id, []).append(beat)
        return made

    def find(self, word: str) -> tuple[str, int] | None:
        """Return the kind and index of the member with that id, if there is one.

        Who is born like a member while the world runs has a number of `lang.newborns`.
        """
        return self.indices.get(word) or newborn(word, self.indices)
