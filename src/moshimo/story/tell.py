"""The telling of a universe: its journal becomes a `Story`.

The stages stand in their own folders, in order: content selection (`selection`), document planning
(`planning`), lexicalisation (`lexical`), referring expressions and realisation (`realisation`),
rendering (`rendering`); they look things up in `grammar` and `lexicon`. (Reiter & Dale, Building
Natural Language Generation Systems, 2000.)
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from moshimo.engine.journal import Deed
from moshimo.output.shown_letters import visible
from moshimo.story.lexical.word_choice import AnswersSoFar, tellable, worded
from moshimo.story.lexicon.lexicon import Lexicon, manner_of, member_of
from moshimo.story.lexicon.time_words import night_of
from moshimo.story.planning.closing import until_settled
from moshimo.story.planning.discourse import Discourse
from moshimo.story.planning.known_at_last import known_at_last
from moshimo.story.planning.reading_aloud import within
from moshimo.story.planning.scenes import ScenePlan, scenes
from moshimo.story.planning.seeming import as_it_seemed
from moshimo.story.planning.sentence_plan import SentencePlan
from moshimo.story.realisation.framing import Frames, framed
from moshimo.story.realisation.last_sentence import as_it_stands
from moshimo.story.realisation.prose import settled, tell_alone, tell_scene
from moshimo.story.realisation.story import Paragraph, Scene, Sentence, Story
from moshimo.story.rendering.plain_text import text
from moshimo.story.selection.bodies.postures import Postures, postures
from moshimo.story.selection.bodies.whereabouts import Whereabouts, whereabouts
from moshimo.story.selection.message import Message, messages, singly
from moshimo.story.selection.perspective import lived, messages_of
from moshimo.story.selection.worth import (
    AWAITED,
    EVERYTHING,
    WEIGHTY,
    WORTH_TELLING,
    of_consequence,
    stirring,
)

STEPS = (2.0, 1.4, 1.0, 0.7, 0.4)  # factors of the usual threshold, tried for a longer story
SHORTER = (1.0, 1.3, 1.7, 2.2, 2.8, 3.5, 4.5)  # and for a shorter one
MUCH = 1.25  # if so many times too long, take two steps at once
LEAST = 250  # words: a shorter story tells smaller things as well
A_DAY_MORE = 900  # and for each further day
SMALLER = (0.7, 0.5, 0.35)
SMALLEST = (0.7, 0.5, 0.35, 0.2, 0.1)  # from one person's perspective
EVERY = (*SMALLEST[::-1], *SHORTER, 6.0, 8.0)  # from the longest story to the shortest
SMALL_TALK = 0.75  # factor for direct speech without consequence
MOST = 1300  # words for one day, unless a longer story is asked for
MOST_A_DAY_MORE = 1450  # and for each further day
SHARE = 6  # of a story's words at most one in so many is quoted of letters
A_LETTER = 120  # words of letters that are quoted of a short story, too
NO_FRAMES = Frames()


def tell(
    deeds: Sequence[Deed],
    lexicon: Lexicon,
    *,
    title: str,
    words: int = 0,
    about: int = 0,
    awaited: bool = False,
    eyes: str = "",
    only: Collection[str] | None = None,
    always: Collection[str] = (),
    frames: Frames = NO_FRAMES,
    whole_letters: bool = False,
) -> Story:
    """Tell a universe's journal as prose; if nothing is worth telling, all that happened, once.

    Args:
        deeds: the journal.
        lexicon: the words of the world.
        title: that of the story.
        words: the least length in words, if enough happened; 0 for what is worth telling by itself.
        about: the length in words to come near to instead, as what happened allows; 0 for none.
        awaited: the last deed is what the scenario waited for, and is told (without `eyes`).
        eyes: id of the person who tells only what they lived; "" for nobody.
        only: ids of the deeds to choose from, by their worth in the whole journal; None for all.
        always: ids of deeds that are told in any case: those that turned something.
        frames: the author's openings and endings that fit the universe.
        whole_letters: what is read aloud is quoted whole, and not as a sixth of all.

    Raises:
        ValueError: a template has no finite verb (`readings` reports all of them at once).
    """
    lexicon = replace(lexicon, eyes=eyes)
    view = lived(deeds, eyes, lexicon) if eyes else None
    every = messages_of(view, lexicon) if view else messages(deeds, lexicon)
    found = [message for message in tellable(every, lexicon, eyes) if _is_asked(message, only)]
    seen = view.deeds if view else deeds
    weighty, where = of_consequence(seen, lexicon), whereabouts(seen, lexicon)
    last = deeds[-1].id if awaited and not eyes else ""
    matter = _Matter(
        [_weighed(one, last, weighty, lexicon) for one in found],
        view.known if view else {deed.id: deed for deed in deeds},
        lexicon,
        f"{title}, as {member_of(lexicon, eyes).name} lived it" if view else title,
        eyes,
        weighty,
        where,
        _always(always, deeds, where, lexicon),
        frozenset(always) | where.away() if always else frozenset(),
        NO_FRAMES if eyes else frames,
        postures(seen, lexicon, {key for m in found for key in m.ids}),
        0 if whole_letters or only is not None else SHARE,
        whole_letters,
    )
    story = _of_length(matter, words, about)
    if story.scenes or only is not None:
        return story
    return _everything(matter, tellable(singly(seen, lexicon), lexicon, eyes))


def _everything(matter: _Matter, found: Sequence[Message]) -> Story:
    """Tell all that happened, each thing once."""
    weighty = frozenset(key for message in found for key in message.ids)
    return _told(replace(matter, found=found, weighty=weighty), EVERYTHING)


def _always(
    always: Collection[str], deeds: Sequence[Deed], where: Whereabouts, lexicon: Lexicon
) -> frozenset[str]:
    """Return what is told in any case: of one person's story, how they went away for good."""
    if not lexicon.eyes:
        more = where.away() | stirring(deeds, lexicon) if always else frozenset[str]()
        return frozenset(always) | more
    last = where.stays.get(lexicon.eyes, [])[-1:]
    return frozenset(stay.deed.id for stay in last if stay.deed.id in where.away())


@dataclass(frozen=True, slots=True)
class _Matter:
    """What there is to tell."""

    found: Sequence[Message]
    known: Mapping[str, Deed]
    lexicon: Lexicon
    title: str
    eyes: str
    weighty: frozenset[str]
    where: Whereabouts
    always: frozenset[str]
    turned: frozenset[str]  # those of them that turned something for good
    frames: Frames
    bodies: Postures
    share: int = 0  # of its words one in so many is quoted of letters; 0 for no such bound
    whole_letters: bool = False  # and all lines of each part are quoted
    answers: AnswersSoFar = field(default_factory=dict)  # alike however much is told

    @property
    def days(self) -> int:
        """How many days it covers; each day may be told at length."""
        begin = min((message.begin for message in self.found), default=0.0)
        end = max((message.end for message in self.found), default=0.0)
        clock = self.lexicon.clock
        return 1 + night_of(clock, end) - night_of(clock, begin)


def length(story: Story) -> int:
    """Return the number of words of a story, with its title and breaks."""
    return len(text(story).split())


def _of_length(matter: _Matter, words: int, about: int) -> Story:
    if about:
        return _of_about(matter, about)
    return _long_enough(matter, words) if words else _of_good_length(matter)


def _long_enough(matter: _Matter, words: int) -> Story:
    """Tell smaller things until the story has so many words."""
    story = Story("", ())
    for share in STEPS:
        story = _told(matter, WORTH_TELLING * share)
        if length(story) >= words:
            break
    return story


def _of_about(matter: _Matter, words: int) -> Story:
    """Tell more or less until the story comes as near to so many words as it can."""
    told: dict[int, Story] = {}
    low, high = 0, len(EVERY) - 1
    while low <= high:
        middle = (low + high) // 2
        told[middle] = _told(matter, WORTH_TELLING * EVERY[middle])
        if length(told[middle]) > words:
            low = middle + 1
        else:
            high = middle - 1
    return min(told.values(), key=lambda story: abs(length(story) - words))


def _of_good_length(matter: _Matter) -> Story:
    """Tell less until the story is short enough; of little, tell a little more."""
    most = MOST + MOST_A_DAY_MORE * (matter.days - 1)
    step = 0
    story = _told(matter, WORTH_TELLING)
    while (long := _counted(story, matter)) > most and step < len(SHORTER) - 1:
        step = min(step + (2 if long > MUCH * most else 1), len(SHORTER) - 1)
        story = _told(matter, WORTH_TELLING * SHORTER[step])
    for share in SMALLEST if matter.eyes else SMALLER:
        if length(story) < LEAST + A_DAY_MORE * (matter.days - 1):
            story = _told(matter, WORTH_TELLING * share)
    return story


def _weighed(message: Message, last: str, weighty: frozenset[str], lexicon: Lexicon) -> Message:
    """Raise the worth of what was awaited, or matters to its author; lower that of small talk."""
    matters = message.deed.result == "done" and manner_of(lexicon, message.deed).matters
    least = AWAITED if last in message.ids else WEIGHTY if matters else 0.0
    worth = max(message.worth, least)
    small = message.shape == "speech" and not weighty.intersection(message.ids)
    return replace(message, worth=SMALL_TALK * worth if small else worth)


def _is_asked(message: Message, only: Collection[str] | None) -> bool:
    """Whether a message is to be told, or is a journey to what is."""
    return only is None or message.shape == "journey" or any(key in only for key in message.ids)


def _told(matter: _Matter, least: float) -> Story:
    """Plan and realise; where letters take more than their share, quote less of them."""
    chosen = matter.found, matter.lexicon, matter.where, least, matter.eyes, matter.always
    found = scenes(*chosen, matter.bodies)
    keep = matter.turned, matter.always
    found = until_settled(found, *keep, matter.where, matter.lexicon)
    stretches = _unbroken(found, matter.weighty | matter.always)
    if not matter.eyes:
        stretches = as_it_seemed(stretches)
    lexicon = _worded(matter, stretches)
    story = _realised(matter, stretches, lexicon)
    quoted = _quoted(story)
    rest = length(story) - quoted
    most = max(A_LETTER, rest // (matter.share - 1)) if matter.share else quoted
    if quoted <= most:
        return story
    fewer = within(stretches, lexicon, most)
    return _realised(matter, fewer, _worded(matter, fewer))


def _quoted(story: Story) -> int:
    return sum(len(one.text.split()) for one in story.sentences if one.letter)


def _counted(story: Story, matter: _Matter) -> int:
    """Return how long a story is; letters that are asked for whole make nothing else shorter."""
    return length(story) - (_quoted(story) if matter.whole_letters else 0)


def _worded(matter: _Matter, stretches: Sequence[Sequence[ScenePlan]]) -> Lexicon:
    every = [message for those in stretches for scene in those for message in scene.messages]
    return worded(matter.lexicon, every, matter.answers, whole_letters=matter.whole_letters)


def _realised(matter: _Matter, stretches: Sequence[Sequence[ScenePlan]], lexicon: Lexicon) -> Story:
    told = [scene for those in stretches for scene in those]
    discourse = Discourse(lexicon, matter.known, eyes=matter.eyes, where=matter.where)
    made: list[list[list[Sentence]]] = [[] for _ in stretches]
    deeds = [deed for scene in told for message in scene.messages for deed in message.deeds]
    frames = matter.frames
    first = framed(frames.openings, deeds, lexicon, frames.which) if told else None
    opens = tell_alone(replace(first, deeds=told[0].messages[0].ids), discourse) if first else None
    for those, blocks in zip(stretches, made, strict=True):
        for scene in those:
            tell_scene(scene, discourse, blocks)
    last = _last(matter, told, deeds, discourse) if told else None
    parts = [_scene(*one, matter.weighty) for one in zip(stretches, made, strict=True)]
    if opens:
        parts[0] = replace(parts[0], paragraphs=(Paragraph((opens,)), *parts[0].paragraphs))
    if last:
        closes = Paragraph((tell_alone(last, discourse),))
        parts[-1] = replace(parts[-1], paragraphs=(*parts[-1].paragraphs, closes))
    return Story(visible(matter.title), tuple(parts))


def _last(
    matter: _Matter, told: Sequence[ScenePlan], deeds: Sequence[Deed], discourse: Discourse
) -> SentencePlan | None:
    """Plan the last sentence: its author's, or one made of how things stand."""
    if matter.eyes:
        return known_at_last(told, discourse.lexicon)
    frames = matter.frames
    made = framed(frames.endings, deeds, discourse.lexicon, frames.which)
    if made is None:
        settled = matter.turned if frames.ended else frozenset[str]()
        return as_it_stands(told, matter.found, discourse, settled, matter.where)
    turned = [deed.id for deed in deeds if deed.id in matter.turned]
    return replace(made, deeds=(*dict.fromkeys((deeds[-1].id, *made.deeds, *turned[-1:])),))


def _unbroken(told: Sequence[ScenePlan], weighty: frozenset[str]) -> list[list[ScenePlan]]:
    """Group scenes that no break separates, and drop groups without consequence."""
    found: list[list[ScenePlan]] = []
    for scene in told:
        if not found or not (scene.follows or scene.aside):
            found.append([])
        found[-1].append(scene)
    return [
        those
        for those in found
        if any(weighty.intersection(message.ids) for scene in those for message in scene.messages)
    ]


def _scene(
    those: Sequence[ScenePlan], blocks: Sequence[list[Sentence]], weighty: frozenset[str]
) -> Scene:
    filled = settled([block for block in blocks if block], weighty)
    end = max(scene.end for scene in those)
    paragraphs = tuple(Paragraph(tuple(block)) for block in filled)
    return Scene(those[0].place, those[0].begin, end, paragraphs)
