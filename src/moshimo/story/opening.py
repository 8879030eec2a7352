"""How a scene begins: its time, its place, and who is there."""

from __future__ import annotations

from moshimo.story import clock
from moshimo.story.choose import Beat
from moshimo.story.people import MANY_NAMES, count_word, noun_of, owner_of
from moshimo.story.phrase import dice, names_place
from moshimo.story.refer import Agree, Part, Parts, Ref
from moshimo.story.scenes import Scene
from moshimo.story.sentences import first_word
from moshimo.story.tongue import Tongue, member_of

OWNERS = {"he": "his", "she": "her", "they": "their", "it": "its"}
WEARS = {"meanwhile": 2, "at the same hour": 1, "a little later": 2}  # how often each may be said
FEW = 1  # with no more people than this a scene opens with its first deed


def opens_with_deed(scene: Scene, first: Beat) -> bool:
    """Whether time and place lead straight into the first deed's sentence."""
    return len(scene.present) <= FEW or (len(scene.beats) <= 2 and first.shape == "act")


def opening(
    scene: Scene,
    before: Scene | None,
    tongue: Tongue,
    worn: list[str],
    lately: tuple[str, ...] = (),
) -> Parts:
    """A sentence of time, place and people; or the words that lead into the first sentence.

    Changes `worn`, the words of time that earlier scenes began with: some wear out soon. `lately`
    are the first words of the sentences before; a third does not begin like two of them.
    """
    time, where = _time(scene, before, tongue), _where(scene, tongue)
    if worn.count(time) >= WEARS.get(time, len(worn) + 1) or (time in WEARS and time in worn[-1:]):
        time = ""
    worn.append(time)
    if opens_with_deed(scene, scene.beats[0]):
        same = scene.follows and before is not None and before.place == scene.place
        if same or names_place(scene.beats[0], scene.place, tongue):
            where = ()
        if time and lately == 2 * (first_word(time),):
            return (*where, ", ", time, ", ") if where else ("after that, ",)
        return (time, ", " if time and where else "", *where, ", " if time or where else "")
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
    """Those present, the chief ones by name."""
    doers = {doer for beat in scene.beats for doer in beat.doers}
    named = [key for key in scene.present if key in doers]
    kin = [key for key in scene.present if noun_of(member_of(tongue, key))]
    shown = [key for key in named if key not in kin][:MANY_NAMES]
    rest = [key for key in scene.present if key not in shown and key not in kin]
    if len(rest) == 1 or len(shown) + len(rest) <= MANY_NAMES:
        shown, rest = [*shown, *rest], []
    if not rest:
        return (Ref((*shown, *kin), "subject", named=True),)
    more = f"{count_word(len(rest))} others"
    if not shown and not kin:
        shown, more = rest[:MANY_NAMES], ""
    return (Ref((*shown, *kin), "subject", named=True, more=more),)
