"""How a scene opens: its time, its place, and who is there."""

from __future__ import annotations

import re

from moshimo.output.shown_letters import visible
from moshimo.story.grammar.clause import Verb
from moshimo.story.grammar.orthography import first_word
from moshimo.story.lexicon import time_words
from moshimo.story.lexicon.lexicon import Lexicon, member_of
from moshimo.story.lexicon.naming import FORMS, MANY_NAMES, noun_of, owner_of
from moshimo.story.planning.clauses import clause_of, names_place, template_of
from moshimo.story.planning.discourse import Discourse
from moshimo.story.planning.known_at_last import with_company
from moshimo.story.planning.scenes import ScenePlan
from moshimo.story.planning.sentence_plan import Agree, Phrase, PhrasePart, Ref, pick
from moshimo.story.selection.message import Message
from moshimo.world.telling.ways import CROWD as FOR_A_CROWD

WEARS = {"meanwhile": 2, "at the same hour": 1, "a little later": 2}  # how often each may be used
FEW = 1  # a scene of no more people opens with its first deed
SHORT, LONG = 2, 6  # messages: a place is not shown for so few, and always for more
THERE = ("there ", "here ", "outside ", "inside ")
CROWD = 12  # more people than this are not counted


def opening(scene: ScenePlan, first: Message, discourse: Discourse) -> tuple[Phrase, bool]:
    """Return an opening sentence, or an opening adverbial, and whether it is an adverbial.

    Changes `discourse`: the words of time that have opened scenes, the form of the last opening,
    and what has been shown of the places.
    """
    lexicon, before = discourse.lexicon, discourse.before
    time, where = _time(scene, before, lexicon), _where(scene, lexicon)
    worn = discourse.worn
    if worn.count(time) >= WEARS.get(time, len(worn) + 1) or (time in WEARS and time in worn[-1:]):
        time = ""
    worn.append(time)
    same = scene.follows and before is not None and before.place == scene.place
    form = _form(scene, first, discourse, time)
    discourse.opened = form
    match form:
        case "place":
            return _shown(scene, time, discourse), False
        case "hour":
            part = time_words.was(lexicon.clock, scene.begin)
            return (f"it was {part} ", *where), False
        case "people":
            return _there(scene, time, where, lexicon), False
    if same or _says_where(scene, lexicon):
        where = ()
    if time and discourse.first_words == 2 * (first_word(time),):
        return ((*where, ", ", time, ", ") if where else ("after that, ",)), True
    return (time, ", " if time and where else "", *where, ", " if time or where else ""), True


def _form(scene: ScenePlan, first: Message, discourse: Discourse, time: str) -> str:
    """Return what opens a scene: its place, its hour, the people present, or its first deed."""
    if scene.follows or (scene.aside and discourse.before is not None):
        return "deed"
    crowd = len(scene.present) > CROWD
    many = len(scene.present) > FEW and not (len(scene.messages) <= 2 and first.shape == "act")
    fresh = discourse.opened != "place" or len(scene.messages) > LONG
    if scene.place and fresh and len(scene.messages) > SHORT and _looks(scene, discourse):
        return "place"
    if not many or not scene.place:
        return "deed" if not many else "people"
    if crowd or discourse.before is None:
        return "people"
    forms = ["deed", "people"]
    if not scene.meanwhile and time_words.when(discourse.lexicon.clock, scene.begin) in time:
        forms.append("hour")
    forms = [form for form in forms if form != discourse.opened]
    return forms[pick(first.deed.id, len(forms), "opening")]


def _says_where(scene: ScenePlan, lexicon: Lexicon) -> bool:
    """Whether the first sentence itself says where: by a role, a place's name, or "there"."""
    first = scene.messages[0]
    if names_place(first, scene.place, lexicon):
        return True
    if first.shape not in ("act", "speech") or len(first.deeds) > 1:
        return False
    clause = clause_of(template_of(first.deed, lexicon), lexicon)
    words = " ".join("".join(one for one in clause.pieces if isinstance(one, str)).lower().split())
    places = (one.name for one in lexicon.members.values() if one.kind == "Place")
    named = any(re.search(rf"\b{re.escape(name.lower())}\b", words) for name in places)
    return named or words.startswith(THERE)


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
    """Tell the author's text about the place, behind the time. Changes `discourse`."""
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


def _there(scene: ScenePlan, time: str, where: Phrase, lexicon: Lexicon) -> Phrase:
    if lexicon.eyes in scene.present:
        return with_company(scene, time, where, lexicon)
    people = _people(scene, lexicon)
    there = (" ", Agree("was", "were"), " ")
    if _are_many(scene, lexicon):
        many = "many people" if len(scene.present) > CROWD else "several people"
        among = (", ", *people, " among them")
        return ((f"{time}, {many} were " if time else f"{many} were "), *where, *among)
    if not where:
        return (time, ", ", *people, *there, "together")
    ways: tuple[Phrase, ...] = (
        (time, ", ", *people, *there, *where),
        (*where, ", ", time, ", ", *people, *there, "together"),
    )
    if time.startswith(("meanwhile", "at the same")) or not time:
        return ways[0] if time else (*people, *there, *where)
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


def _people(scene: ScenePlan, lexicon: Lexicon) -> tuple[PhrasePart, ...]:
    """Return the people present: a few by name, the others by their number."""
    doers = {doer for message in scene.messages for doer in message.doers}
    kin = [key for key in scene.present if noun_of(member_of(lexicon, key))]
    others = [key for key in scene.present if key not in kin]
    if not _are_many(scene, lexicon):
        return (Ref((*others, *kin), "subject", named=True),)
    named = [key for key in others if key in doers] or others
    return (Ref(tuple(named[: MANY_NAMES // 2]), "subject", named=True),)


def _are_many(scene: ScenePlan, lexicon: Lexicon) -> bool:
    """Whether more people are there than can be named."""
    single = [key for key in scene.present if not noun_of(member_of(lexicon, key))]
    return len(single) > MANY_NAMES
