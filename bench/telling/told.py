"""One universe as it was told: its story line by line, beside its journal and its history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from bench.telling.history import PLACE, Change, History, lived_through
from moshimo import World
from moshimo.engine.journal import Deed
from moshimo.engine.moments import heart_of
from moshimo.lang.laws import Laws
from moshimo.lang.typed import Recall, walk
from moshimo.report.told_story import told_story
from moshimo.story.lexicon.lexicon import Lexicon, doer_of, member_of
from moshimo.story.lexicon.of_world import lexicon_of
from moshimo.story.realisation.story import Mention, Sentence, Story
from moshimo.story.selection.perspective import lived
from moshimo.world.telling.telling import asked_of_deeds


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that a reader would stumble over.

    Attributes:
        text: the sentence; "" for what is missing.
        why: what is wrong.
        deeds: the ids of the deeds that it is about.
    """

    text: str
    why: str = ""
    deeds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence in its place.

    Attributes:
        number: its place in the story, from 0.
        scene: the number of its scene.
        paragraph: the number of its paragraph in the story.
        opens: whether a scene begins with it.
        sentence: as it is told.
        deeds: the deeds that it tells, as they stand in the journal.
    """

    number: int
    scene: int
    paragraph: int
    opens: bool
    sentence: Sentence
    deeds: tuple[Deed, ...]

    @property
    def text(self) -> str:
        """The sentence's text."""
        return self.sentence.text

    @property
    def begin(self) -> float:
        """When the first of its deeds began."""
        return min(deed.begin for deed in self.deeds)

    @property
    def end(self) -> float:
        """When the last of its deeds ended."""
        return max(deed.end for deed in self.deeds)

    @property
    def narrated(self) -> Iterable[Mention]:
        """Whom the teller mentions, and not somebody who speaks."""
        return (mention for mention in self.sentence.mentions if not mention.speaker)


@dataclass(frozen=True)
class Told:
    """One universe as it was told.

    Attributes:
        seed: the universe's.
        story: what is told of it.
        deeds: its journal; as somebody lived it, what they perceived.
        lexicon: the world's words.
        laws: the world's rules.
        history: what was so, and since when; as somebody lived it, nothing.
        whole: whether all of it is told, and not what one person lived.
        ended: why the universe ended.
        awaited: the rules whose deeds the scenario waits for.
        elsewhere: as somebody lived it, the sentences of the whole story of that universe.
    """

    seed: int
    story: Story
    deeds: Sequence[Deed]
    lexicon: Lexicon
    laws: Laws
    history: History = field(default_factory=History)
    whole: bool = True
    ended: str = ""
    awaited: frozenset[str] = frozenset()
    elsewhere: frozenset[str] = frozenset()

    @cached_property
    def known(self) -> Mapping[str, Deed]:
        """The deeds by their ids."""
        return {deed.id: deed for deed in self.deeds}

    @cached_property
    def lines(self) -> Sequence[Line]:
        """The sentences in their places, but those that trace to no deed."""
        found: list[Line] = []
        paragraph = -1
        for n, scene in enumerate(self.story.scenes):
            opens = True
            for one in scene.paragraphs:
                paragraph += 1
                for sentence in one.sentences:
                    deeds = tuple(self.known[key] for key in sentence.deeds if key in self.known)
                    if deeds:
                        found.append(Line(len(found), n, paragraph, opens, sentence, deeds))
                        opens = False
        return found

    @cached_property
    def told(self) -> Mapping[str, Line]:
        """The ids of the deeds that are told, each with the first line that tells it."""
        found: dict[str, Line] = {}
        for line in self.lines:
            for deed in line.deeds:
                found.setdefault(deed.id, line)
        return found

    @cached_property
    def moves(self) -> Sequence[Change]:
        """The changes of where people are, in order."""
        return [c for c in self.history.changes if c.attribute.full == PLACE]

    def doer(self, deed: Deed) -> str:
        """Return who did a deed, "" for nobody."""
        return doer_of(deed, self.lexicon)

    def people(self, deed: Deed) -> tuple[str, ...]:
        """Return the people who have a role in a deed, each once."""
        keys = dict.fromkeys(deed.roles.values())
        return tuple(key for key in keys if key and member_of(self.lexicon, key).is_person)

    def shown(self, deed: Deed) -> str:
        """Return a deed as an author writes it, with its time."""
        minutes = f"{deed.begin / 60:.0f} min"
        result = "" if deed.result == "done" else f", {deed.result}"
        return f"{deed.rule}({', '.join(deed.roles.values())}) at {minutes}{result}"


def told_of(start: World, seed: int, eyes: str = "") -> Told:
    """Run a universe and tell it, perhaps as one person lived it."""
    asked = asked_of_deeds(start.checked.telling, start.checked.laws.rules)
    whole = told_of(start, seed) if eyes else None
    heart = heart_of(start.program, eyes)
    universe, moments, history = lived_through(start.program, seed, asked, heart)
    lexicon = lexicon_of(start.checked, start.scenario, "", moments)
    deeds = universe.deeds
    story = told_story(universe, lexicon, eyes, heart=heart).story
    seen = lived(deeds, eyes, lexicon).deeds if eyes else deeds
    laws = start.checked.laws
    past = History() if eyes else history
    until = start.scenario.ends_when
    asked_for = {
        e.pattern.word for e in walk(*((until,) if until else ())) if isinstance(e, Recall)
    }
    others = frozenset(one.text for one in whole.story.sentences) if whole else frozenset[str]()
    return Told(
        seed,
        story,
        seen,
        lexicon,
        laws,
        past,
        not eyes,
        universe.ended,
        frozenset(asked_for),
        others,
    )
