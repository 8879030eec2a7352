"""The clause of a message, and its properties that planning needs."""

from __future__ import annotations

from moshimo.engine.journal import Deed
from moshimo.output.shown_letters import visible
from moshimo.story.grammar.clause import Clause, Slot, Verb, can_be, read
from moshimo.story.lexicon.lexicon import Lexicon, member_of
from moshimo.story.selection.message import Message


def clause_of(template: str, lexicon: Lexicon) -> Clause:
    """Parse a template.

    Raises:
        ValueError: it has no finite verb; `readings` reports that for a whole world at once.
    """
    clause = read(template, lexicon.verbs, told=template in lexicon.told)
    if clause is None:
        raise ValueError(f"{visible(template)!r}: expected a sentence with a verb in the present")
    return clause


def template_of(deed: Deed, lexicon: Lexicon) -> str:
    """Return the template chosen for a deed, else the rule's own."""
    chosen = lexicon.worded.get(deed.id)
    if chosen and chosen.told:
        return chosen.told
    manner = lexicon.manners.get(deed.rule)
    if manner is None:
        roles = list(deed.roles)
        return f"{{{roles[0]}}} does this." if roles else "This happens."
    return manner.template


def gerund_fits(message: Message, lexicon: Lexicon) -> bool:
    """Whether the message can be told as "…ing" of the surrounding clause's subject."""
    clause = clause_of(template_of(message.deed, lexicon), lexicon)
    return bool(clause.doer) and can_be(clause, "gerund")


def starts_with_doer(message: Message, lexicon: Lexicon) -> bool:
    """Whether the clause begins with the doer and the verb, so that it can be joined."""
    clause = clause_of(template_of(message.deed, lexicon), lexicon)
    between = clause.pieces[1 : clause.verb]
    own = not message.doers or set(values(clause.doer, message)) == set(message.doers)
    return (
        bool(clause.doer)
        and own
        and all(isinstance(piece, str) and "," not in piece for piece in between)
    )


def names_place(message: Message, place: str, lexicon: Lexicon) -> bool:
    """Whether the clause itself names the place."""
    clause = clause_of(template_of(message.deed, lexicon), lexicon)
    slots = (piece for piece in clause.pieces if isinstance(piece, Slot))
    if message.shape == "journey":
        return not message.comes
    return any(place in values(slot.role, message) for slot in slots)


def has_and(message: Message, lexicon: Lexicon) -> bool:
    """Whether the clause has more than one main verb."""
    clause = clause_of(template_of(message.deed, lexicon), lexicon)
    return sum(isinstance(piece, Verb) and piece.main for piece in clause.pieces) > 1


def others_in(message: Message, lexicon: Lexicon) -> frozenset[str]:
    """Return the people whom the clause names besides the doers."""
    clause = clause_of(template_of(message.deed, lexicon), lexicon)
    roles = {piece.role for piece in clause.pieces if isinstance(piece, Slot)}
    return frozenset(
        key
        for role in roles
        for key in values(role, message)
        if key not in message.doers and member_of(lexicon, key).is_person
    )


def values(role: str, message: Message) -> tuple[str, ...]:
    """Return the members in that role in all deeds of the message, each once."""
    if message.reported and role == next(iter(message.deed.roles), ""):
        return message.doers
    deeds = message.deeds[-1:] if message.shape == "journey" else message.deeds
    return tuple(dict.fromkeys(deed.roles.get(role, "") for deed in deeds if role in deed.roles))
