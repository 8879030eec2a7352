"""The first and the last sentence of a story that are its author's, where one fits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from moshimo.engine.journal import Deed
from moshimo.lang.typed import Const, Ex, Pattern, Recall, walk
from moshimo.story.lexical.phrasing import sentence_parts
from moshimo.story.lexicon.conditions import value_of
from moshimo.story.lexicon.lexicon import Lexicon, manner_of
from moshimo.story.planning.sentence_plan import SentencePlan
from moshimo.story.selection.message import Message
from moshimo.world.telling.ways import Frame


@dataclass(frozen=True, slots=True)
class FittingFrame:
    """An author's opening or ending that fits a universe; whom its names in braces stand for."""

    frame: Frame
    roles: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Frames:
    """What fits a universe, in its author's order.

    Attributes:
        openings: how its story may open.
        endings: how its story may end.
        which: a number by which one of several texts is taken; the seed, so that neighbours differ.
        ended: whether the universe has ended.
    """

    openings: tuple[FittingFrame, ...] = ()
    endings: tuple[FittingFrame, ...] = ()
    which: int = 0
    ended: bool = False


def framed(
    fitting: Sequence[FittingFrame], told: Sequence[Deed], lexicon: Lexicon, which: int
) -> SentencePlan | None:
    """Plan the first opening or ending that fits what is told as well.

    It traces to the told deeds of which its condition asks that they happened.

    Args:
        fitting: what fits the universe.
        told: the deeds that are told, in order.
        lexicon: the words of the world.
        which: the number by which one of its texts is taken.
    """
    for one in fitting:
        tests = [test for test in one.frame.tests if test.word and test.ex is not None]
        if not all(_is_told(test.ex, told, lexicon) == test.wanted for test in tests if test.ex):
            continue
        text = one.frame.texts[which % len(one.frame.texts)]
        roles = {key: key for key in lexicon.members} | dict(one.roles)
        deed = Deed(f"frame/{text}", "", "event", roles, {}, 0.0, 0.0, "", "done")
        parts = sentence_parts(Message((deed,), "act", (), 0.0), lexicon, template=text)
        asked = [test.ex for test in one.frame.tests if test.ex is not None and test.wanted]
        ids = dict.fromkeys(deed.id for ex in asked for deed in _asked_for(ex, told, lexicon))
        return SentencePlan(parts, open=False, paragraph=True, deeds=tuple(ids))
    return None


def _is_told(ex: Ex, told: Sequence[Deed], lexicon: Lexicon) -> bool:
    return bool(_asked_for(ex, told, lexicon))


def _asked_for(ex: Ex, told: Sequence[Deed], lexicon: Lexicon) -> list[Deed]:
    """Return of each kind of deed that an expression names the last that is told."""
    patterns = [part.pattern for part in walk(ex) if isinstance(part, Recall)]
    found = ([deed for deed in told if _is_like(deed, one, lexicon)][-1:] for one in patterns)
    return [deed for last in found for deed in last]


def _is_like(deed: Deed, pattern: Pattern, lexicon: Lexicon) -> bool:
    """Whether a deed that was done is as a pattern says, as far as the journal shows it."""
    if deed.result != "done":
        return False
    if deed.rule != pattern.word:
        return pattern.word in manner_of(lexicon, deed).meanings and not any(pattern.args)
    asked: list[tuple[Ex | None, object]] = [*zip(pattern.args, deed.roles.values(), strict=False)]
    asked += [(ex, deed.outcomes.get(word)) for word, ex in pattern.outcomes]
    fixed = (pair for pair in asked if isinstance(pair[0], Const))  # what else is asked may be any
    return all(value_of(ex, deed, lexicon) == found for ex, found in fixed if ex is not None)
