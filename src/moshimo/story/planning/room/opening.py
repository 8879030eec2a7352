"""How a scene opens: its time, its place, and who is there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from moshimo.output.shown_letters import visible
from moshimo.story.grammar.clause import Verb
from moshimo.story.grammar.orthography import first_word
from moshimo.story.lexicon import time_words
from moshimo.story.lexicon.lexicon import Lexicon, member_of
from moshimo.story.lexicon.naming import FORMS, MANY_NAMES, noun_of, owner_of
from moshimo.story.planning.clauses import clause_of, names_place, template_of
from moshimo.story.planning.discourse import Discourse
from moshimo.story.planning.known_at_last import with_company
from moshimo.story.planning.room.comings import doers_of, listed
from moshimo.story.planning.room.introductions import CROWD, begins_alike, strangers, when_came
from moshimo.story.planning.scenes import ScenePlan
from moshimo.story.planning.sentence_plan import Phrase, Ref, pick
from moshimo.story.selection.message import Message
from moshimo.world.telling.ways import CROWD as FOR_A_CROWD

WEARS = {"meanwhile": 2, "at the same hour": 1, "a little later": 2}  # how often each may be used
FEW = 1  # a scene of no more people opens with its first deed
SHORT, LONG = 2, 6  # messages: a place is not shown for so few, and always for more
NAMED = 2  # people of a crowd who are named
THERE = ("there ", "here ", "outside ", "inside ")
BRIEFLY = re.compile(r"^meanwhile|same hour|little|minutes|quarter|half an hour")
OWN_TIME = re.compile(
    r"(?:all|that|this|the whole|towards|at|in|before|after|by|late in|early in|one|the next) "
    r"(?:the )?(?:sunrise|sunset|dawn|dusk|noon|midday|midnight|night|morning|evening|afternoon)\b"
)


def opening(
    scene: ScenePlan, told: Sequence[Message], ways: Sequence[Message], discourse: Discourse
) -> tuple[Phrase, bool, bool]:
    """Return an opening sentence or adverbial, whether it is an adverbial, and if it tells `ways`.

    Changes `discourse`: the words of time that have opened scenes, the form of the last opening,
    and what has been shown of the places.

    Args:
        scene: the scene.
        told: what is told in it, in order.
        ways: the arrivals with which it begins.
        discourse: what has been told so far.
    """
    lexicon, before, first = discourse.lexicon, discourse.before, told[0]
    time, where = _time(scene, before, lexicon), _where(scene, lexicon)
    worn = discourse.worn
    if worn.count(time) >= WEARS.get(time, len(worn) + 1) or (time in WEARS and time in worn[-1:]):
        time = ""
    worn.append(time)
    same = scene.follows and before is not None and before.place == scene.place
    arrivals = _Arrivals(strangers(scene, told, ways, discourse), ways)
    form = _form(scene, first, discourse, time, arrivals)
    discourse.opened = form
    match form:
        case "place":
            return _shown(scene, time, discourse), False, False
        case "hour":
            part = time_words.was(lexicon.clock, scene.begin)
            return (f"it was {part} ", *where), False, False
        case "coming":
            return _coming(scene, time, ways, discourse), False, True
        case "people":
            people = _there(scene, time, where, arrivals, discourse)
            told_of = bool(ways) and lexicon.eyes not in scene.present
            told_of = told_of and not begins_alike(first, ways, lexicon)
            more = when_came(ways, scene, discourse) if told_of else ()
            return (*people, *more), False, told_of
    if same or _says_where(scene, first, lexicon):
        where = ()
    if time and _says_when(first, lexicon):
        time = ""
    if time and discourse.first_words == 2 * (first_word(time),):
        return ((*where, ", ", time, ", ") if where else ("after that, ",)), True, False
    lead: Phrase = (time, ", " if time and where else "", *where, ", " if time or where else "")
    return lead, True, False


@dataclass(frozen=True, slots=True)
class _Arrivals:
    """Who has to be introduced when a scene begins, and the arrivals with which it does."""

    news: Sequence[str]
    ways: Sequence[Message]


def _form(
    scene: ScenePlan, first: Message, discourse: Discourse, time: str, arrivals: _Arrivals
) -> str:
    """Return what opens a scene: its place, its hour, the people present, or its first deed."""
    if scene.follows or (scene.aside and discourse.before is not None):
        return "deed"
    present = scene.present if discourse.eyes else arrivals.news
    crowd = len(scene.present) > CROWD
    many = len(present) > FEW and not (len(scene.messages) <= 2 and first.shape == "act")
    fresh = discourse.opened != "place" or len(scene.messages) > LONG
    if scene.place and fresh and len(scene.messages) > SHORT and _looks(scene, discourse):
        return "place"
    if arrivals.ways and scene.place and not discourse.eyes:
        alone = "deed" if begins_alike(first, arrivals.ways, discourse.lexicon) else "coming"
        return "people" if arrivals.news else alone
    if not many or not scene.place:
        return "deed" if not many else "people"
    if crowd or discourse.before is None:
        return "people"
    forms = ["deed", "people"]
    if not scene.meanwhile and time_words.when(discourse.lexicon.clock, scene.begin) in time:
        forms.append("hour")
    forms = [form for form in forms if form != discourse.opened]
    return forms[pick(first.deed.id, len(forms), "opening")]


def _coming(scene: ScenePlan, time: str, ways: Sequence[Message], discourse: Discourse) -> Phrase:
    """Tell who comes to a place where the story has not been, and from where."""
    who = doers_of(ways)
    before = discourse.sightings.came_from(who, scene.place, scene.begin)
    way: Phrase = (" from ", Ref((before,))) if before else ()
    start = (f"{time}, ",) if time else ()
    return (*start, Ref(who, "subject", named=True), " came", *way, " to ", Ref((scene.place,)))


def _says_where(scene: ScenePlan, first: Message, lexicon: Lexicon) -> bool:
    """Whether the first sentence itself says where: by a role, a place's name, or "there"."""
    if names_place(first, scene.place, lexicon):
        return True
    if first.shape not in ("act", "speech") or len(first.deeds) > 1:
        return False
    words = _words(first, lexicon)
    places = (one.name for one in lexicon.members.values() if one.kind == "Place")
    named = any(re.search(rf"\b{re.escape(name.lower())}\b", words) for name in places)
    return named or words.startswith(THERE)


def _says_when(first: Message, lexicon: Lexicon) -> bool:
    """Whether the first sentence begins with a time of its own."""
    if first.shape not in ("act", "speech") or len(first.deeds) > 1:
        return False
    return bool(OWN_TIME.match(_words(first, lexicon)))


def _words(first: Message, lexicon: Lexicon) -> str:
    clause = clause_of(template_of(first.deed, lexicon), lexicon)
    words = "".join(one for one in clause.pieces if isinstance(one, str))
    return " ".join(words.lower().split())


def _looks(scene: ScenePlan, discourse: Discourse) -> list[str]:
    """Return the author's texts about the place at that hour that have not been told."""
    hour = time_words.part_of(discourse.lexicon.clock, scene.begin)
    crowd = len(scene.present) > CROWD
    return [
        text
        for setting in discourse.lexicon.settings.get(scene.place, ())
        if (FOR_A_CROWD if crowd else hour) in (setting.at or (hour,))
        for text in setting.texts
        if text not in discourse.shown
    ]


def _shown(scene: ScenePlan, time: str, discourse: Discourse) -> Phrase:
    """Tell the author's text about the place, behind the time. Changes `discourse`.

    What a place is like is not so since a few minutes; so no such time stands before it.
    """
    time = "" if BRIEFLY.search(time) else time
    texts = _looks(scene, discourse)
    text = texts[pick(scene.messages[0].deed.id, len(texts), "place")]
    discourse.shown.add(text)
    clause = clause_of(text, discourse.lexicon)
    words = "".join(
        piece.past if isinstance(piece, Verb) else visible(piece)
        for piece in clause.pieces
        if isinstance(piece, str | Verb)
    )
    return (f"{time}, " if time else "", words[:1].lower() + words[1:] if time else words)


def _there(
    scene: ScenePlan, time: str, where: Phrase, arrivals: _Arrivals, discourse: Discourse
) -> Phrase:
    """Tell who is there when a scene begins: all who have to be introduced, or some of a crowd."""
    lexicon = discourse.lexicon
    if lexicon.eyes in scene.present:
        return with_company(scene, time, where, lexicon)
    start: Phrase = (f"{time}, ",) if time else ()
    if len(scene.present) > CROWD and _are_many(scene.present, lexicon):
        among = (", ", *_some(scene, lexicon), " among them")
        return (*start, "many people were ", *where, *among)
    at = scene.place, scene.begin
    people, coming = arrivals.news or scene.present, bool(arrivals.ways)
    before = discourse.sightings.came_from(people, scene.place, scene.begin)
    if before and where and not scene.meanwhile and not coming:
        went: Phrase = (" come from ", Ref((before,)), " to ", Ref((scene.place,)))
        return (*start, *listed(people, at, discourse, ("had", "had")), *went)
    there = (*listed(people, at, discourse), " ")
    known = discourse.sightings.known_at(scene.place, scene.begin)
    more = " as well" if known and not coming else ""
    if not where:
        return (*start, *there, "together")
    ways: tuple[Phrase, ...] = (
        (*start, *there, *where, more),
        (*where, ", ", *start, *there, "together"),
    )
    if time.startswith(("meanwhile", "at the same")) or not time or more or len(people) == 1:
        return ways[0]
    return ways[pick(scene.messages[0].deed.id, len(ways), "opening")]


def _time(scene: ScenePlan, before: ScenePlan | None, lexicon: Lexicon) -> str:
    clock = lexicon.clock
    when = time_words.when(clock, scene.begin)
    if before is None:
        return when
    if scene.meanwhile:
        return "meanwhile"
    next_day = time_words.days_later(clock, before.begin, scene.begin)
    if next_day:
        return next_day
    if time_words.when(clock, before.begin) != when:
        return when
    gap = scene.begin - before.end
    if scene.follows or (gap <= 60 and before.doers & scene.doers):
        return time_words.later(gap)
    return time_words.later(gap) or ("a little later" if gap > 60 else "at the same hour")


def _where(scene: ScenePlan, lexicon: Lexicon) -> Phrase:
    if not scene.place:
        return ()
    member = member_of(lexicon, scene.place)
    owner = owner_of(lexicon, scene.place)
    if len(scene.doers) == 1 and owner in scene.doers:  # "at his house, Bram …"
        rest = re.split("['’]s ", member.name, maxsplit=1)[1]
        return (f"{member.at} {FORMS[member_of(lexicon, owner).pronouns]['owner']} {rest}",)
    return (f"{member.at} ", Ref((scene.place,)))


def _some(scene: ScenePlan, lexicon: Lexicon) -> Phrase:
    """Return two of the people present by name: those who do something."""
    single = [who for who in scene.present if not noun_of(member_of(lexicon, who))]
    named = [who for who in single if who in scene.doers] or single
    return (Ref(tuple(named[:NAMED]), "subject", named=True),)


def _are_many(present: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether more people are there than can be named."""
    single = [who for who in present if not noun_of(member_of(lexicon, who))]
    return len(single) > MANY_NAMES
