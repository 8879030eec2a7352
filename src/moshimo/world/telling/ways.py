"""What an author's `telling/` says: ways of wording deeds, and when each fits. All frozen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from moshimo.errors import Span
from moshimo.lang.typed import Ex

STORY_WORDS = ("again", "first", "together")
CROWD = "crowd"
PARTS_OF_THE_DAY = ("morning", "afternoon", "evening", "night")
PLAIN = "plain"  # the style that every world has: its rules' own sentences


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that must be so.

    Attributes:
        word: `again`, `first`, `together`, `seemed`, `told` or `style`, which the story knows; ""
            for an expression.
        style: the style, or the role of whom it seemed.
        wanted: whether it is to hold, or not to.
        ex: an expression over the deed's roles, its place and its outcomes; of a `Frame`, over the
            whole universe. Of `told`, that such a deed happened: it is told in the story, of a
            deed's words before it.
    """

    word: str = ""
    style: str = ""
    wanted: bool = True
    ex: Ex | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """One way of wording a deed: fits if all `tests` hold; one of its `texts` is then told."""

    texts: tuple[str, ...]
    tests: tuple[Need, ...]
    places: tuple[Span, ...]

    @property
    def silent(self) -> bool:
        """Whether nothing is told in it."""
        return self.texts == ("",)

    @property
    def asked(self) -> tuple[Ex, ...]:
        """What is asked of the universe at the deed."""
        return tuple(test.ex for test in self.tests if test.ex is not None and not test.word)


@dataclass(frozen=True, slots=True)
class Letter:
    """What stands in a letter that a deed writes or reads: every line that fits, in this order.

    Attributes:
        by: whose words they are, an expression over the deed's roles.
        most: how many lines are told at most.
    """

    by: Ex
    lines: tuple[Way, ...]
    most: int


@dataclass(frozen=True, slots=True)
class Setting:
    """How a place is shown where a scene opens there.

    Attributes:
        texts: one of these is told.
        at: the parts of the day for which they are, or `crowd`: for when many are there; () for
            any hour without a crowd.
    """

    texts: tuple[str, ...]
    at: tuple[str, ...]
    places: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Approach:
    """How one is at a place, and comes there.

    Attributes:
        at: the preposition: "in" the mill, "on" the roof.
        come: what stands behind "come": "in" for "came in"; "" for how one comes anywhere.
    """

    at: str = "at"
    come: str = ""


@dataclass(frozen=True, slots=True)
class Sum:
    """What many deeds of one meaning, done in quick succession by two to each other, came to.

    Attributes:
        roles: the names of the meaning's roles, the doer's first.
        came_to: the meaning of those that got through.
        texts: sentences for when `neither`, only `one` or `both` of the two got through.
    """

    roles: tuple[str, ...]
    came_to: str
    texts: Mapping[str, Setting]


@dataclass(frozen=True, slots=True)
class Frame:
    """Sentences with which a story opens or ends, if all `tests` hold where its universe ends.

    Attributes:
        texts: one of these is told.
        tests: what must be so.
        roles: names in braces other than members' ids, each with whom it stands for in the end.
        places: where each text stands.
    """

    texts: tuple[str, ...]
    tests: tuple[Need, ...]
    roles: tuple[tuple[str, Ex], ...]
    places: tuple[Span, ...]

    @property
    def asked(self) -> tuple[Ex, ...]:
        """What is asked of a universe that has ended."""
        tests = (test.ex for test in self.tests if test.ex is not None and not test.word)
        return (*tests, *(ex for _, ex in self.roles))


@dataclass(frozen=True, slots=True)
class Telling:
    """All that the files of `telling/` say.

    Attributes:
        tell: rule → ways to tell its deed, the first that fits is taken.
        say: rule → words spoken, instead of its own.
        reported: rule → its words as reported speech, for who is not quoted.
        why: rule → why it was done, told where a reason has room.
        letters: rule → what is written or read in it.
        places: a place → how it is shown where a scene opens there.
        where: a place → how one is there, and comes there.
        address: who speaks (or `others`) → who is spoken to or of → what they are called.
        styles: a style's name → what it is.
        read: a verb as it is written in a sentence → its past.
        openings: a scenario → how its stories open, the first that fits.
        endings: a scenario → how they end, the first that fits.
        matter: rule → whether its deeds matter much, and are told; or little, and are everyday.
        told: texts of files that are written in the past, as they are told.
        sums: a meaning → what many such deeds came to.
    """

    tell: dict[str, tuple[Way, ...]] = field(default_factory=dict)
    say: dict[str, tuple[Way, ...]] = field(default_factory=dict)
    reported: dict[str, tuple[Way, ...]] = field(default_factory=dict)
    why: dict[str, tuple[Way, ...]] = field(default_factory=dict)
    letters: dict[str, Letter] = field(default_factory=dict)
    places: dict[str, tuple[Setting, ...]] = field(default_factory=dict)
    where: dict[str, Approach] = field(default_factory=dict)
    address: dict[str, dict[str, str]] = field(default_factory=dict)
    styles: dict[str, str] = field(default_factory=dict)
    read: dict[str, str] = field(default_factory=dict)
    openings: dict[str, tuple[Frame, ...]] = field(default_factory=dict)
    endings: dict[str, tuple[Frame, ...]] = field(default_factory=dict)
    matter: dict[str, bool] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)
    sums: dict[str, Sum] = field(default_factory=dict)

    def ways(self, rule: str) -> Iterator[Way]:
        """Yield every way of wording something of that rule."""
        for section in (self.tell, self.say, self.reported, self.why):
            yield from section.get(rule, ())
        if rule in self.letters:
            yield from self.letters[rule].lines

    def asked_at_the_end(self) -> Iterator[Ex]:
        """Yield what openings and endings ask of a universe that has ended."""
        for section in (self.openings, self.endings):
            for frames in section.values():
                for frame in frames:
                    yield from frame.asked
