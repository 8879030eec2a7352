"""In somebody's story, strangers and doubles are named as they see them, and nothing shows who."""

from __future__ import annotations

from dataclasses import replace

from moshimo.engine.journal import Deed
from moshimo.story.lexicon.lexicon import Lexicon, NameEntry, member_of
from moshimo.story.selection.bodies_seen import Beholder, as_taken

NOD = Deed(
    "1", "nod", "action", {"a": "moe"}, {}, 0.0, 1.0, "hall", "done", witnesses=("bo", "sly")
)


def seen_by_bo(*deeds: Deed) -> list[Deed]:
    """Return deeds as bo sees them."""
    beholder = Beholder("bo")
    return [beholder.see(as_taken(deed, "bo"), whole=True) for deed in deeds]


def masked(x: str, row: int, who: str) -> Deed:
    """Return that somebody nods, who is no one known to who sees it."""
    taken = ((who, "a", f"stranger_{row}"),)
    return replace(NOD, roles={"a": x}, taken=taken, said=((x, 0),))


def test_strangers_are_counted_in_the_order_in_which_they_were_first_seen() -> None:
    made = seen_by_bo(masked("moe", 7, "bo"), masked("cai", 2, "bo"), masked("moe", 7, "bo"))
    assert [deed.roles["a"] for deed in made] == ["stranger_1", "stranger_2", "stranger_1"]
    assert made[0].said == (("stranger_1", 0),)
    assert seen_by_bo(masked("cai", 2, "bo"))[0].roles["a"] == "stranger_1"


def test_who_stands_by_and_was_never_seen_is_not_there() -> None:
    (made,) = seen_by_bo(NOD)
    assert made.witnesses == ("bo",)
    sly = replace(NOD, id="2", roles={"a": "sly"}, witnesses=("bo",))
    assert seen_by_bo(sly, NOD)[1].witnesses == ("bo", "sly")
    hidden = replace(masked("sly", 3, "bo"), witnesses=("bo",))
    assert seen_by_bo(hidden, NOD)[1].witnesses == ("bo", "stranger_1")


def test_a_clone_is_a_double_to_who_did_not_see_its_birth() -> None:
    nods = replace(NOD, roles={"a": "clone_of_ana_2"})
    assert seen_by_bo(nods)[0].roles["a"] == "double_of_ana_1"
    birth = replace(NOD, id="2", rule="copy", outcomes={"other": "clone_of_ana_2"})
    first = seen_by_bo(birth, nods)[1].roles["a"]
    assert first == "clone_of_ana"  # the first of whose birth Bo knows


def test_they_have_names_that_can_be_read() -> None:
    lexicon = Lexicon({}, {"ana": NameEntry("Ana Reis", "Ana", "she")})
    names = [
        (found.name, found.short)
        for word in ("stranger_1", "stranger_2", "double_of_ana_1", "clone_of_ana_2")
        for found in [member_of(lexicon, word)]
    ]
    assert names == [
        ("a stranger", "the stranger"),
        ("a second stranger", "the second stranger"),
        ("a second Ana Reis", "the second Ana"),
        ("a second clone of Ana", "Ana's second clone"),
    ]
