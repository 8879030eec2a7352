"""What somebody saw coming before a choice, told from the imagined deeds themselves."""

from __future__ import annotations

from moshimo.engine.journal import Deed, Foreseen, ImaginedDeed
from moshimo.story.grammar.clause import can_be
from moshimo.story.lexical.phrasing import sentence_parts
from moshimo.story.lexicon.naming import count_word
from moshimo.story.planning.clauses import clause_of, template_of
from moshimo.story.planning.discourse import Discourse
from moshimo.story.planning.sentence_plan import Ref, SentencePlan, pick
from moshimo.story.selection.message import Message

HOUR, DAY = 3600.0, 86400.0
WEEKS, MONTHS = 14, 60  # days from which time is counted in those
OTHERWISE = (
    " saw what would come of the other way: ",
    " could see the other way to its end: ",
    " had gone the other way too, in thought, as far as it went: ",
)
SO = (" thought of what might come of it: ", " could see it coming: ", " looked ahead: ")


def foreseen(message: Message, discourse: Discourse) -> list[SentencePlan]:
    """Return a sentence on what spoke against the other choices, or else for this one."""
    deed = message.deed
    if len(message.deeds) > 1 or deed.result != "done" or not message.doers:
        return []
    own = max(deed.foreseen, key=lambda one: _likeness(one, deed), default=None)
    if own is None or not _likeness(own, deed):
        return []
    others = [one for one in deed.foreseen if one is not own]
    feared, hoped = _turn(others, discourse, -1), _turn([own], discourse, 1)
    turn, ways = (feared, OTHERWISE) if feared else (hoped, SO)
    if turn is None:
        return []
    came = Message((_as_deed(turn, deed),), "act", (next(iter(turn.roles.values()), ""),), 0.0)
    told = sentence_parts(came, discourse.lexicon, {}, mood="would")
    way = ways[pick(deed.id, len(ways), "foreseen")]
    parts = (Ref(message.doers, "subject"), way, f"{_when(turn.after)} ", *told)
    return [SentencePlan(parts, open=False, key=f"{deed.id}/foreseen")]


def _likeness(one: Foreseen, deed: Deed) -> int:
    """Return how well a choice fits what was done, perhaps to a body taken for another."""
    same = sum(deed.roles.get(role) == who for role, who in one.roles.items())
    return 1 + same if one.rule == deed.rule else 0


def _turn(found: list[Foreseen], discourse: Discourse, sign: int) -> ImaginedDeed | None:
    """Return the imagined deed that turned most for the worse (-1), or for the better (1)."""
    turns = [
        turn
        for one in found
        for turn in one.turns
        if turn.gain * sign > 0 and (turn.rule, turn.roles) != (one.rule, one.roles)
    ]
    turns.sort(key=lambda turn: -abs(turn.gain))
    return next((turn for turn in turns if _can_be_told(turn, discourse)), None)


def _can_be_told(turn: ImaginedDeed, discourse: Discourse) -> bool:
    if turn.rule not in discourse.lexicon.manners:
        return False
    if not all(_has_name(who, discourse) for who in turn.roles.values()):
        return False
    template = template_of(_as_deed(turn), discourse.lexicon)
    return bool(template) and can_be(clause_of(template, discourse.lexicon), "would")


def _has_name(who: str, discourse: Discourse) -> bool:
    """Whether readers can be told who it is: not nobody, and nobody who is only born on the way."""
    entry = discourse.lexicon.members.get(who)
    return entry is not None and entry.name != f"the {entry.kind.lower()}"


def _as_deed(turn: ImaginedDeed, chosen: Deed | None = None) -> Deed:
    key = f"{chosen.id}/{turn.rule}" if chosen else turn.rule
    return Deed(key, turn.rule, "event", turn.roles, {}, turn.after, turn.after, "", "done")


def _when(after: float) -> str:
    """Return how much later something would be, as people say it."""
    days = round(after / DAY)
    if after < HOUR:
        return "before the hour was out"
    if days < 1:
        return "before the day was over"
    if days < WEEKS:
        return "the next day" if days == 1 else f"in {count_word(days)} days"
    if days < MONTHS:
        return f"in {count_word(round(days / 7))} weeks"
    return f"in {count_word(round(days / 30))} months"
