"""Debates: where many speak, a few exchanges are told whole, and who else spoke in a sentence.

An exchange is a challenge with what answers it and what comes of it: a tree of adjacency pairs and
consequences (Mann and Thompson, "Rhetorical structure theory", 1988). It is told in one go, since
all of it lies within the same minutes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log2

from moshimo.engine.journal import Deed
from moshimo.story.lexicon.conditions import value_of
from moshimo.story.lexicon.lexicon import Lexicon, doer_of, is_routine, manner_of, member_of
from moshimo.story.planning.in_one_go import in_order
from moshimo.story.selection.bodies.whereabouts import Whereabouts
from moshimo.story.selection.message import Message
from moshimo.story.selection.needs import RESTING, brought_about
from moshimo.story.selection.replies import REPLY, is_answered, is_speech, openers
from moshimo.story.selection.worth import WEIGHTY
from moshimo.world.telling.telling import of_the_journal

OFTEN, SEVERAL = 5, 3  # so many speeches, by so many people, make a debate
HEARD_BY = 3  # if more than these hear them
TALKED = 4  # one of so many deeds is speech, at least, where people debate
WHOLE = 5  # exchanges of a scene that are told whole
ROUNDS = 2
LISTED = 3  # of more who spoke, one is told of alone
FURTHER = 2  # of those in which nothing turns, at least so many
ASIDES = 2  # words on one thing that nothing answers
OUTCOMES = 2  # deeds told of those that come of one exchange
TURN = 2 * WEIGHTY  # the least worth of what an answer is not moved across
ENDS = 1.0  # the least worth of a deed with which an exchange ends
LONG = 420.0  # seconds from a challenge to the last that is told with it
PROMPT = 90.0  # seconds in which an answer comes at once
BEFORE = 600.0  # seconds before a scene in which what it answers was said
ALIKE = 0.7  # factor for each exchange of the same shape that is told
ANSWERED, LED_ON = 6.0, 1.5  # added where somebody answers, and where a deed comes of it
KNOWN = 4.0  # added, at most, for people of whom the story tells elsewhere


@dataclass(frozen=True, slots=True)
class Measure:
    """By what exchanges are weighed, and put in order.

    Attributes:
        lexicon: the words of the world.
        where: where everybody is.
        always: the ids of deeds that are told in any case.
        known: a person to their share in what is told elsewhere, from 0 to 1.
        most: so many exchanges are told whole.
    """

    lexicon: Lexicon
    where: Whereabouts
    always: Collection[str]
    known: Mapping[str, float]
    most: int = WHOLE

    def speaks(self, message: Message) -> bool:
        """Whether somebody speaks in it."""
        return len(message.deeds) == 1 and is_speech(message.deed, self.lexicon)

    def stays(self, message: Message) -> bool:
        """Whether it is told in any case."""
        return any(key in self.always for key in message.ids)


@dataclass(frozen=True, slots=True)
class _Voices:
    """What was said and done at a place: what is told, what could be, and what answers what."""

    told: dict[str, Message]  # by the id of its deed
    there: Mapping[str, Message]
    opened: Mapping[str, str]
    spoken: frozenset[str]  # the ids of all speeches

    def opener(self, message: Message) -> str:
        """Return the id of the deed that most of it answers or comes of, "" for none.

        What is done without a word, and is not told, leads on to what that came of.
        """
        found = Counter(self._told_before(key) for key in message.ids)
        key, many = found.most_common(1)[0]
        return key if 2 * many > len(message.deeds) else ""

    def _told_before(self, key: str) -> str:
        key = self.opened.get(key, "")
        while key and key not in self.told and key not in self.spoken:
            key = self.opened.get(key, "")
        return key


def debated(stretch: Sequence[Message], pool: Sequence[Message], measure: Measure) -> list[Message]:
    """Return what is told at one place, its exchanges whole and each in one go.

    Args:
        stretch: what is to be told.
        pool: all that could be told.
        measure: by what exchanges are weighed.
    """
    if not _is_debate(stretch, measure):
        return list(stretch)
    setting = _setting(stretch, pool, measure)
    _with_challenges(setting, measure)
    trees = _trees(setting, measure)
    exchanges = [tree for tree in trees if any(measure.speaks(one) for one in tree)]
    kept, left = _chosen(exchanges, _rests(stretch), measure)
    silent = [tree for tree in trees if tree not in exchanges]
    kept, silent = (_without(left, those, setting, measure) for those in (kept, silent))
    whole = [_completed(tree, setting, measure) for tree in kept]
    weighed = {id(one) for one in setting.told.values()}
    others = [[one] for one in stretch if id(one) not in weighed]
    others += [[one] for tree in silent for one in tree]
    whole = [_understood(tree, setting, measure) for tree in whole]
    said = [[one] for one in _in_short(left, whole, measure)]
    for _ in range(ROUNDS):  # what is told in short rests on words itself
        said += [[one] for one in _rested_on(setting, [*whole, *others, *said], measure)]
    places = {id(one): place for place, one in enumerate(stretch)}
    blocks = _once([*whole, *others, *said])
    blocks.sort(key=lambda block: (block[0].begin, places.get(id(block[0]), -1)))
    return in_order(blocks, measure.where, measure.lexicon)


def _without(
    left: Sequence[list[Message]],
    trees: Sequence[list[Message]],
    setting: _Voices,
    measure: Measure,
) -> list[list[Message]]:
    """Leave out what comes of words that are left out."""
    gone = {one.deed.id for tree in left for one in tree}
    return [
        tree
        for tree in trees
        if setting.opener(tree[0]) not in gone or any(measure.stays(one) for one in tree)
    ]


def _is_debate(stretch: Sequence[Message], measure: Measure) -> bool:
    """Whether several people speak there, often, and others listen; a fight with words is none."""
    voices = [one for one in stretch if measure.speaks(one) and len(one.deed.witnesses) > HEARD_BY]
    if len(voices) * TALKED < len(stretch):
        return False
    return len(voices) >= OFTEN and len({one.doers[0] for one in voices if one.doers}) >= SEVERAL


def _setting(stretch: Sequence[Message], pool: Sequence[Message], measure: Measure) -> _Voices:
    place = stretch[0].place
    begin, end = stretch[0].begin - BEFORE, max(message.end for message in stretch)
    near = [one for one in pool if one.place == place and begin <= one.begin <= end]
    fit = [one for one in near if len(one.deeds) == 1 and _can_answer(one, measure)]
    told = {one.deed.id: one for one in stretch if _can_answer(one, measure)}
    several = {key for one in told.values() if len(one.deeds) > 1 for key in one.ids}
    there = {one.deed.id: one for one in fit if one.deed.id not in several} | told
    deeds = {deed.id: deed for one in (*fit, *told.values()) for deed in one.deeds}
    spoken = frozenset(key for key, one in deeds.items() if is_speech(one, measure.lexicon))
    return _Voices(told, there, openers(deeds.values(), measure.lexicon), spoken)


def _can_answer(message: Message, measure: Measure) -> bool:
    acts = message.shape in ("act", "speech") and message.deed.result == "done"
    return acts and bool(message.doers) and manner_of(measure.lexicon, message.deed).letter is None


def _with_challenges(setting: _Voices, measure: Measure) -> None:
    """Take in what is answered, or led to what is told, and was to be left out."""
    waiting = list(setting.told.values())
    while waiting:
        opener = setting.there.get(setting.opener(waiting.pop()))
        if opener and measure.speaks(opener) and opener.deed.id not in setting.told:
            setting.told[opener.deed.id] = opener
            waiting.append(opener)


def _trees(setting: _Voices, measure: Measure) -> list[list[Message]]:
    """Return what is told as trees, each a challenge with all that comes of it, in order."""
    children: dict[str, list[Message]] = {}
    for message in sorted(setting.told.values(), key=lambda one: (one.begin, one.deed.id)):
        opener = setting.opener(message)
        children.setdefault(opener if opener in setting.told else "", []).append(message)
    waiting = list(children.get("", ()))
    found: list[list[Message]] = []
    turns = [one for one in setting.told.values() if _is_turn(one, measure)]
    while waiting:
        tree, anew = _tree(waiting.pop(0), children, turns, measure)
        found.append(_fewer_asides(tree, setting, measure))
        waiting += anew
    return found


def _is_turn(message: Message, measure: Measure) -> bool:
    return len(message.deeds) == 1 and message.worth >= TURN and measure.stays(message)


def _tree(
    root: Message,
    children: Mapping[str, Sequence[Message]],
    turns: Sequence[Message],
    measure: Measure,
) -> tuple[list[Message], list[Message]]:
    """Return a tree in order, and what comes of it, but is told by itself."""
    tree: list[Message] = []
    anew: list[Message] = []
    waiting = [root]
    while waiting:
        message = waiting.pop()
        tree.append(message)
        for one in reversed(children.get(message.deed.id, ())):
            far = one.begin - root.begin > LONG
            late = measure.speaks(one) and _passes(message, one, turns)
            apart = far or late or _begins_anew(one, children, measure)
            (anew if apart else waiting).append(one)
    return tree, anew


def _passes(message: Message, answer: Message, turns: Sequence[Message]) -> bool:
    """Whether something has turned between words and their late answer."""
    between = any(message.begin < one.begin < answer.begin for one in turns)
    return between and answer.begin - message.end > PROMPT


def _begins_anew(
    message: Message, children: Mapping[str, Sequence[Message]], measure: Measure
) -> bool:
    """Whether what turned something is answered by several: it is a challenge of its own."""
    answers = sum(measure.speaks(one) for one in children.get(message.deed.id, ()))
    own = bool(manner_of(measure.lexicon, message.deed).answers)
    return measure.stays(message) and answers > 1 and not own


def _fewer_asides(tree: Sequence[Message], setting: _Voices, measure: Measure) -> list[Message]:
    """Leave out all but the best words on one thing that nothing answers."""
    openers_ = {setting.opener(one) for one in tree}
    leaves: dict[str, list[Message]] = {}
    for one in tree[1:]:
        if measure.speaks(one) and one.deed.id not in openers_ and not measure.stays(one):
            leaves.setdefault(setting.opener(one), []).append(one)
    ranked = (sorted(those, key=lambda one: (-one.worth, one.begin)) for those in leaves.values())
    out = {id(one) for those in ranked for one in those[ASIDES:]}
    return [one for one in tree if id(one) not in out]


def _chosen(
    exchanges: Sequence[list[Message]], rests: Mapping[str, int], measure: Measure
) -> tuple[list[list[Message]], list[list[Message]]]:
    """Return the exchanges that are told whole, and the others."""
    kept = [tree for tree in exchanges if any(measure.stays(one) for one in tree)]
    waiting = [tree for tree in exchanges if not any(measure.stays(one) for one in tree)]
    shapes = Counter(_shape(tree) for tree in kept)

    def weight(tree: Sequence[Message]) -> float:
        led = log2(1 + max(rests.get(one.deed.id, 0) for one in tree))
        return (_weight(tree, measure) + led) * ALIKE ** shapes[_shape(tree)]

    taken = sum(len({doer for one in tree for doer in one.doers}) > 1 for tree in kept)
    for _ in range(max(FURTHER, measure.most - taken)):
        if waiting:
            best = max(waiting, key=lambda tree: (weight(tree), -tree[0].begin))
            waiting.remove(best)
            kept.append(best)
            shapes[_shape(best)] += 1
    return kept, waiting


def _shape(tree: Sequence[Message]) -> tuple[str, ...]:
    return tuple(one.deed.rule for one in tree[:2])


def _weight(tree: Sequence[Message], measure: Measure) -> float:
    """Return how much an exchange weighs: by itself, by its people, and by what came of it."""
    voices = [one for one in tree if measure.speaks(one)]
    speakers = {doer for one in voices for doer in one.doers}
    weight = max(one.worth for one in voices)
    weight += ANSWERED * (len(speakers) > 1) + LED_ON * (len(voices) < len(tree))
    people = {key for one in tree for key in one.deed.roles.values()} | speakers
    known = sorted((measure.known.get(key, 0.0) for key in people), reverse=True)
    return weight + KNOWN * sum(known[:2]) / 2


def _rests(told: Sequence[Message]) -> Counter[str]:
    """Count what is told and rests on each deed."""
    return Counter(c for one in told for deed in one.deeds for c in {*deed.causes})


def _completed(tree: Sequence[Message], setting: _Voices, measure: Measure) -> list[Message]:
    """Add what answers an exchange, and how it ended, if that was to be left out."""
    outcomes = [one for one in tree[1:] if not (measure.speaks(one) or measure.stays(one))]
    lesser = sorted(outcomes, key=lambda one: -one.worth)[OUTCOMES:]
    found = [one for one in tree if not any(one is other for other in lesser)]
    end = tree[0].begin + LONG
    after = [x for x in setting.there.values() if x.begin <= end and x.deed.id not in setting.told]
    for place in range(len(found) - 1, -1, -1):
        one = found[place]
        spoken = any(setting.opener(x) == one.deed.id for x in found if measure.speaks(x))
        answers = [x for x in after if setting.opener(x) == one.deed.id and measure.speaks(x)]
        answers = [x for x in answers if x.doers != one.doers and _is_prompt(x, one)]
        if measure.speaks(one) and answers and not spoken:
            found.insert(place + 1, max(answers, key=lambda x: (x.worth, -x.begin)))
    ids = {one.deed.id for one in found}
    if all(measure.speaks(one) for one in found):
        ends = [x for x in after if setting.opener(x) in ids and _can_end(x, measure)]
        found += [max(ends, key=lambda x: (x.end, x.deed.id))] if ends else []
    return found


def _is_prompt(answer: Message, message: Message) -> bool:
    return answer.begin - message.end <= PROMPT or answer.worth > ENDS


def _can_end(message: Message, measure: Measure) -> bool:
    routine = is_routine(manner_of(measure.lexicon, message.deed))
    return not (measure.speaks(message) or routine) and message.worth > ENDS


def _in_short(
    left: Sequence[Sequence[Message]], whole: Sequence[Sequence[Message]], measure: Measure
) -> list[Message]:
    """Return in a sentence who else spoke to the one to whom most of them did."""
    voices = (one for tree in whole for one in tree if measure.speaks(one))
    heard = {doer for one in voices for doer in one.doers}
    said = [t[0] for t in left if measure.speaks(t[0]) and not heard & {*t[0].doers}]
    said = [one for one in said if not member_of(measure.lexicon, one.doers[0]).plural]
    to = Counter(_to(one.deed, measure.lexicon) for one in said)
    said = [one for one in said if to and _to(one.deed, measure.lexicon) == to.most_common(1)[0][0]]
    rules = Counter(one.deed.rule for one in said)
    said.sort(key=lambda one: (rules[one.deed.rule], one.begin))
    each = {one.doers[0]: one for one in said}  # those of the commonest rule come last
    ranked = sorted(each, key=lambda key: (-measure.known.get(key, 0.0), key))
    own = [key for key in ranked if _has_own_words(each[key].deed, measure.lexicon)]
    alone = own[:1] if len(ranked) > LISTED else ranked if len(ranked) == 1 else []
    some = [each.pop(key) for key in alone if key in own]
    found = [replace(one, shape="act", reported=True) for one in some]
    if len(each) < 2:
        return found
    middle = sorted(each.values(), key=lambda one: one.begin)[len(each) // 2].begin
    last = max(each.values(), key=lambda one: (rules[one.deed.rule], -one.begin))
    deeds = tuple(one.deed for one in each.values() if one is not last)
    worth = sum(one.worth for one in each.values())
    doers = tuple(key for key in ranked if key in each)
    together = replace(last, deeds=(*deeds, last.deed), doers=doers, worth=worth, amid=middle)
    return [replace(together, shape="act", reported=True), *found]


def _can_be_short(deed: Deed, lexicon: Lexicon) -> bool:
    """Whether its author has words for it without those that are spoken."""
    return is_speech(deed, lexicon) and bool(manner_of(lexicon, deed).reported)


def _understood(tree: Sequence[Message], setting: _Voices, measure: Measure) -> list[Message]:
    """Tell in short, before a message, the words to its doer that brought it about."""
    found: list[Message] = []
    ids = {one.deed.id for one in tree}
    for one in tree:
        causes = [setting.there[key].deed for key in one.deed.causes if key in setting.there]
        recalls = manner_of(measure.lexicon, one.deed).recalls
        asked = [x for x in causes if any(is_answered(x, w, measure.lexicon) for w in recalls)]
        theirs = asked or brought_about(one.deed, causes, measure.lexicon)
        last = max(theirs, key=lambda deed: (deed.end, deed.id), default=None)
        soon = last is not None and 0 <= one.begin - last.end <= REPLY
        if last and soon and last.id not in ids and _can_be_short(last, measure.lexicon):
            ids.add(last.id)
            found.append(replace(setting.there[last.id], shape="act", reported=True))
        found.append(one)
    return found


def _once(blocks: Sequence[Sequence[Message]]) -> list[list[Message]]:
    """Return the messages without those whose deeds are told by another, if possible in full."""
    quoted = {key for block in blocks for one in block if not one.reported for key in one.ids}
    seen: set[str] = set()
    made: list[list[Message]] = []
    for block in blocks:
        kept: list[Message] = []
        for one in block:
            before = seen | quoted if one.reported else seen
            if not before.intersection(one.ids):
                kept.append(one)
                seen.update(one.ids)
        made += [kept] if kept else []
    return made


def _rested_on(
    setting: _Voices, blocks: Sequence[Sequence[Message]], measure: Measure
) -> list[Message]:
    """Return in short those words that are left out and on which much that is told rests."""
    told = [one for block in blocks for one in block]
    ids, rests = {key for one in told for key in one.ids}, _rests(told)
    return [
        replace(one, shape="act", reported=True)
        for key, one in setting.there.items()
        if key not in ids and rests[key] >= RESTING and _can_be_short(one.deed, measure.lexicon)
    ]


def _has_own_words(deed: Deed, lexicon: Lexicon) -> bool:
    """Whether its author has words for this one that are told of nobody else."""
    return any(
        way.tests
        and all(t.ex is not None and not t.word and of_the_journal(t.ex) for t in way.tests)
        and all(bool(value_of(t.ex, deed, lexicon)) == t.wanted for t in way.tests if t.ex)
        for way in manner_of(lexicon, deed).reported
    )


def _to(deed: Deed, lexicon: Lexicon) -> tuple[str, str]:
    doer = doer_of(deed, lexicon)
    return next(((role, key) for role, key in deed.roles.items() if key != doer), ("", ""))
