"""What of a change reached the ending, and if nothing did, where it was taken up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isfinite

from moshimo.engine.journal import Deed
from moshimo.lang.typed import Note, Read, Var
from moshimo.multiverse.comparing.both import Both
from moshimo.multiverse.comparing.compare import Changed, Side
from moshimo.output.shown_letters import visible
from moshimo.report.comparison.explanations import Explainer
from moshimo.report.comparison.weighty import Sides, only_there, ranked
from moshimo.report.fortunes import fortunes
from moshimo.story.lexicon.lexicon import Lexicon, is_routine, manner_of
from moshimo.story.lexicon.naming import count_word, full_name, said_as_list, short_name
from moshimo.story.rendering.cast_list import Fortune
from moshimo.story.selection.worth import WEIGHTY, worth

CHIEF = 3  # so many deeds of each side are named
LOOKED_AT = 12  # so many of each side are put in words, to see whether both have them
TURNED = 4  # so many people of whom something else is so in the end
EVEN_SO = 2  # so many deeds are named that went as they would have gone


def reached(both: Both, explainer: Explainer, deeds: Sides, lexicon: Lexicon) -> tuple[str, ...]:
    """Say what of the change reached the ending, in a few sentences, or why nothing did.

    Of the ending are the weighty deeds that only one of both universes has at all, and what
    everybody knows people to be in the end.
    """
    if both.comparison.same:
        return (_why_nothing(both, deeds),)
    apart = chief_deeds(deeds, lexicon, explainer)
    turned = list(_turned(both, lexicon))
    if not (apart["base"] or apart["fork"] or turned):
        return (
            "The change did not reach the ending: no deed of weight is done in one of the two "
            "alone, and in the end everybody is what they would have been.",
            *_taken_up(both, explainer, deeds, lexicon),
        )
    told: list[str] = []
    words: dict[Side, str] = {"base": "Without it", "fork": "With it"}
    for side, word in words.items():
        said = [explainer.done(side, deed) for deed in _in_order(apart[side])]
        told += [f"{word}: {'; '.join(dict.fromkeys(said))}."] if said else []
    return ("The change reached the ending.", *told, *turned)


def chief_deeds(deeds: Sides, lexicon: Lexicon, explainer: Explainer) -> dict[Side, list[Deed]]:
    """Return the weightiest deeds that only one of both universes has, a few of each.

    What is told in the same words of a deed of the other is no difference to a reader: that
    somebody hears of the message from another.
    """
    found: dict[Side, list[Deed]] = {}
    said: dict[Side, dict[str, str]] = {}
    for side in deeds:
        worths = worth(deeds[side], lexicon)
        heavy = [one for one in only_there(side, deeds, lexicon) if worths[one.id] >= WEIGHTY]
        found[side] = heavy[:LOOKED_AT]
        said[side] = {one.id: explainer.done(side, one) for one in found[side]}
    alike = {*said["base"].values()} & {*said["fork"].values()}
    return {
        side: [one for one in found[side] if said[side][one.id] not in alike][:CHIEF]
        for side in found
    }


def _in_order(deeds: Sequence[Deed]) -> list[Deed]:
    return sorted(deeds, key=lambda deed: (deed.begin, deed.id))


def _why_nothing(both: Both, deeds: Sides) -> str:
    """Say that nothing differs, and whether anybody went by what was changed."""
    every = f"Nothing came of the change: all {both.comparison.shared} deeds are the same"
    if not any(one.at for one in both.parted):
        return f"{every}, since it never came about."
    went = sum(both.branch.mark in deed.causes for deed in deeds["fork"])
    if not went:
        return f"{every}, since nobody came to go by it."
    many = "one deed" if went == 1 else f"{count_word(went)} deeds"
    return f"{every}. It was asked for in {many}, and tipped no scale."


def _turned(both: Both, lexicon: Lexicon) -> Iterator[str]:
    """Say of whom something else is so in the end."""
    here, there = fortunes(both.base, lexicon), fortunes(both.fork, lexicon)
    said = [
        line
        for who in here
        if who in there and (line := _differs(who, here[who], there[who], lexicon))
    ]
    if len(said) > TURNED + 1:
        said[TURNED:] = [f"So it is with {count_word(len(said) - TURNED)} more."]
    yield from said


def _differs(who: str, here: Fortune, there: Fortune, lexicon: Lexicon) -> str:
    without = [word for word in here.now if word not in there.now]
    having = [word for word in there.now if word not in here.now]
    name = short_name(lexicon, who)
    name = name[:1].upper() + name[1:]
    if without and having:
        return (
            f"In the end {name} is {said_as_list(without)} without it, "
            f"and {said_as_list(having)} with it."
        )
    if without or having:
        which = "without" if without else "with"
        return f"In the end {name} is {said_as_list(without or having)} only {which} it."
    return ""


def _taken_up(both: Both, explainer: Explainer, deeds: Sides, lexicon: Lexicon) -> Iterator[str]:
    """Name the deeds that rest on something that differs, and went as they would have gone."""
    c = both.comparison
    twins: dict[str, Deed] = {deed.id: deed for deed in deeds["base"]}
    rest: list[Deed] = []
    for deed in deeds["fork"]:
        found = c.side(deed.id)
        if isinstance(found, Changed) and found.mild:
            twins[deed.id] = found.base
        elif found is not None:
            continue
        causes = {*deed.causes, *twins[deed.id].causes}
        weighty = deed.result == "done" and not is_routine(manner_of(lexicon, deed))
        if weighty and any(_is_own(c.side(key)) for key in causes):
            rest.append(deed)
    by_id = {deed.id: deed for deed in rest}
    for key in ranked(rest, deeds["fork"], lexicon)[:EVEN_SO]:
        deed = by_id[key]
        here = _sums(twins[key], "base", both, explainer)
        there = _sums(deed, "fork", both, explainer)
        apart = next((cell for cell in there if there[cell] != here.get(cell, there[cell])), None)
        said = explainer.done("fork", deed)
        if apart is None:
            yield f"Even so {said}."
            continue
        what, whose = visible(apart[0].replace("_", " ")), full_name(lexicon, apart[1])
        came = f"{_count(there[apart])} and not {_count(here[apart])}"
        yield f"The {what} of {whose} came to {came}, and even so {said}."


def _is_own(found: Side | Changed | None) -> bool:
    """Whether a deed differs by more than a little time."""
    return found is not None and not (isinstance(found, Changed) and found.mild)


def _sums(deed: Deed, side: Side, both: Both, explainer: Explainer) -> dict[tuple[str, str], float]:
    """Return to what had been added up on which a deed rests: by attribute, and whose it is."""
    laws = (both.base if side == "base" else both.fork).program.world.laws
    known = explainer.deeds[side]
    found: dict[tuple[str, str], float] = {}
    for cause in (known[key] for key in deed.causes if key in known):
        rule = laws.rules.get(cause.rule)
        for note in (*rule.begin, *rule.end) if rule else ():
            if not (isinstance(note, Note) and isinstance(note.value, Read)):
                continue
            owner, value = note.value.owner, cause.outcomes.get(note.word)
            if isinstance(owner, Var) and isinstance(value, float) and isfinite(value):
                found[note.value.attribute.word, cause.roles.get(owner.word, "")] = value
    return found


def _count(number: float) -> str:
    return count_word(int(number)) if number == int(number) else f"{number:g}"
