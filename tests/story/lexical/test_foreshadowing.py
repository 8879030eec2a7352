"""What somebody saw coming is told of people who can be named."""

from __future__ import annotations

from dataclasses import replace

from tests.story.saltmere import LEXICON, MEMBERS, Pen

from moshimo.engine.journal import Foreseen, ImaginedDeed
from moshimo.story.lexical.foreshadowing import foreseen
from moshimo.story.lexicon.lexicon import NameEntry
from moshimo.story.planning.discourse import Discourse
from moshimo.story.selection.message import message_of


def told(who: str) -> int:
    """Return how many sentences tell that somebody saw Bram strike them."""
    pen = Pen()
    pen.at("square", "ana", "bram")
    deed = pen.do("comfort", "ana", "bram")
    turn = ImaginedDeed("strike", {"attacker": "bram", "fighter": who}, 90000.0, -1.0)
    own = Foreseen(deed.rule, dict(deed.roles), 90000.0, 1.0, 0.1, 4)
    other = Foreseen("weep", {"weeper": "ana"}, 90000.0, -1.0, 0.1, 4, turns=(turn,))
    deed = replace(deed, foreseen=(own, other))
    members = {**MEMBERS, "character_1": NameEntry("the character", kind="Character")}
    lexicon = replace(LEXICON, members=members)
    return len(foreseen(message_of(deed, lexicon), Discourse(lexicon, {deed.id: deed})))


def test_what_would_befall_somebody_with_a_name_is_told() -> None:
    assert told("corin") == 1


def test_what_would_befall_somebody_who_is_only_born_on_the_way_is_not() -> None:
    assert told("character_1") == 0
