"""How a scene begins: its time, its place, and who is there."""

from __future__ import annotations

from moshimo.story import clock
from moshimo.story.choose import Beat
from moshimo.story.clause import Verb
from moshimo.story.drafts import Teller
from moshimo.story.people import MANY_NAMES, count_word, noun_of, owner_of
from moshimo.story.phrase import clause_of, dice, names_place
from moshimo.story.refer import Agree, Part, Parts, Ref
from moshimo.story.scenes import Scene
from moshimo.story.sentences import first_word
from moshimo.story.tongue import Tongue, member_of, plain
from moshimo.world.telling.ways import CROWD as FOR_A_CROWD

OWNERS = {"he": "his", "she": "her", "they": "their", "it": "its"}
WEARS = {"meanwhile": 2, "at the same hour": 1, "a little later": 2}  # how often each may be said
FEW = 1  # with no more people than this a scene opens with its first deed
SHORT, LONG = 2, 6  # beats: no place is shown for so few; and it always is for more than so many
CROWD = 12  # whoever else is there, if they are more than this, is not counted


def opening(scene: Scene, first: Beat, teller: Teller) -> tuple[Parts, bool]:
    """A sentence of time, place and people, or words that lead into the first sentence.

    And whether they lead into it. Changes `teller`: the words of time that scenes began with, some
    of which wear out soon; how the last one opened; and what has been shown of the places.
    """
    tongue, before = teller.tongue, teller.before
    time, where = _time(scene, before, tongue), _where(scene, tongue)
    worn = teller.worn
    if worn.count(time) >= WEARS.get(time, len(worn) + 1) or (time in WEARS and time in worn[-1:]):
        time = ""
    worn.append(time)
    same = scene.follows and before is not None and before.place == scene.place
    form = _form(scene, first, teller, time)
    teller.opened = form
    match form:
        case "place":
            return _shown(scene, time, teller), False
        case "hour":
            part = clock.was(tongue.calendar, scene.begin)
            return (f"it was {part} ", *where), False
        case "people":
            return _there(scene, time, where, tongue), False
    if same or names_place(scene.beats[0], scene.place, tongue):
        where = ()
    if time and teller.first_words == 2 * (first_word(time),):
        return ((*where, ", ", time, ", ") if where else ("after that, ",)), True
    return (time, ", " if time and where else "", *where, ", " if time or where else ""), True


def _form(scene: Scene, first: Beat, teller: Teller, time: str) -> str:
    """How a scene opens: with its place, its hour, those who are there, or its first deed."""
    if scene.follows or (scene.aside and teller.before is not None):
        return "deed"
    crowd = len(scene.present) > CROWD
    many = len(scene.present) > FEW and not (len(scene.beats) <= 2 and first.shape == "act")
    fresh = teller.opened != "place" or len(scene.beats) > LONG
    if scene.place and fresh and len(scene.beats) > SHORT and _looks(scene, teller):
        return "place"
    if not many or not scene.place:
        return "deed" if not many else "people"
    if crowd or teller.before is None:
        return "people"
    forms = ["deed", "people"]
    if not scene.meanwhile and clock.when(teller.tongue.calendar, scene.begin) in time:
        forms.append("hour")
    forms = [form for form in forms if form != teller.opened]
    return forms[dice(first.deed.id, len(forms), "opening")]


def _looks(scene: Scene, teller: Teller) -> list[str]:
    """What its author says of the place at that part of the day, and has not been told yet."""
    hour = clock.part_of(teller.tongue.calendar, scene.begin)
    crowd = len(scene.present) > CROWD
    return [
        text
        for setting in teller.tongue.settings.get(scene.place, ())
        if (FOR_A_CROWD if crowd else hour) in (setting.at or (hour,))
        for text in setting.texts
        if text not in teller.shown
    ]


def _shown(scene: Scene, time: str, teller: Teller) -> Parts:
    """What its author says of the place, behind the time. Changes `teller`."""
    text = _looks(scene, teller)[0]
    teller.shown.add(text)
    clause = clause_of(text, teller.tongue)
    words = "".join(
        piece.past if isinstance(piece, Verb) else plain(piece)
        for piece in clause.pieces
        if isinstance(piece, str | Verb)
    )
    return (f"{time}, " if time else "", words[:1].lower() + words[1:] if time else words)


def _there(scene: Scene, time: str, where: Parts, tongue: Tongue) -> Parts:
    people = _people(scene, tongue)
    there = (" ", Agree("was", "were"), " ")
    if not where:
        return (time, ", ", *people, *there, "together")
    ways: tuple[Parts, ...] = (
        (time, ", ", *people, *there, *where),
        (*where, ", ", time, ", ", *people, *there, "together"),
    )
    if time.startswith(("meanwhile", "at the same")) or not time:
        return ways[0] if time else (*people, *there, *where)
    return ways[dice(scene.beats[0].deed.id, len(ways), "opening")]


def _time(scene: Scene, before: Scene | None, tongue: Tongue) -> str:
    calendar = tongue.calendar
    when = clock.when(calendar, scene.begin)
    if before is None:
        return when
    if scene.meanwhile:
        return "meanwhile"
    next_day = clock.days_later(calendar, before.begin, scene.begin)
    if next_day:
        return next_day
    if clock.when(calendar, before.begin) != when:
        return when
    gap = scene.begin - before.end
    if scene.follows or (gap <= 60 and before.doers & scene.doers):
        return clock.later(gap)
    return clock.later(gap) or ("a little later" if gap > 60 else "at the same hour")


def _where(scene: Scene, tongue: Tongue) -> Parts:
    if not scene.place:
        return ()
    member = member_of(tongue, scene.place)
    owner = owner_of(tongue, scene.place)
    if len(scene.doers) == 1 and owner in scene.doers:  # "at his house, Bram …"
        rest = member.name.split("'s ", 1)[1]
        return (f"{member.at} {OWNERS[member_of(tongue, owner).pronouns]} {rest}",)
    return (f"{member.at} ", Ref((scene.place,)))


def _people(scene: Scene, tongue: Tongue) -> tuple[Part, ...]:
    """Those present: the chief ones by name, a few at most; the others by their number."""
    doers = {doer for beat in scene.beats for doer in beat.doers}
    kin = [key for key in scene.present if noun_of(member_of(tongue, key))]
    others = [key for key in scene.present if key not in kin]
    named = [key for key in others if key in doers] or others
    if len(others) <= MANY_NAMES:
        return (Ref((*others, *kin), "subject", named=True),)
    shown = [key for key in named if not member_of(tongue, key).plural][: MANY_NAMES - 1]
    shown = shown or named[:MANY_NAMES]
    rest = len(others) - len(shown)
    more = "many others" if rest > CROWD else f"{count_word(rest)} others"
    if rest == 1:
        return (Ref((*others, *kin), "subject", named=True),)
    return (Ref((*shown, *kin), "subject", named=True, more=more),)
