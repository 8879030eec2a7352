"""A feint, a clone and a masked guest are told as they seemed, and then as they were."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tests.story.saltmere import LEXICON, MANNERS, WHO, Pen

from moshimo import World, load
from moshimo.engine.journal import Deed, Seeming
from moshimo.story.lexicon.lexicon import Manner
from moshimo.story.planning.seeming import _deed, _Seen
from moshimo.story.rendering.plain_text import text
from moshimo.story.selection.perspective import lived
from moshimo.story.selection.worth import WORTH_TELLING, worth
from moshimo.story.tell import tell
from moshimo.world.telling.ways import Need, Way

FEINT = Manner(
    "{attacker} swings an arm, and stops.", {"attacker": WHO, "fighter": WHO}, meanings=("Harm",)
)
MORE: Mapping[str, Manner] = {**MANNERS, "feint": FEINT}


def blow(attacker: str, fighter: str, *taken: tuple[str, str, str]) -> Deed:
    """Return a blow of which `taken` says for whom others took those in it."""
    pen = Pen()
    pen.at("quay", "bram", "corin", "dessa")
    return replace(pen.do("strike", attacker, fighter, takes=1), taken=taken)


def feint() -> Deed:
    made = blow("bram", "corin")
    return replace(made, rule="feint", seemed=Seeming("seen", "strike", made.roles))


def told(*deeds: Deed, eyes: str = "", manners: Mapping[str, Manner] = MORE) -> str:
    lexicon = replace(LEXICON, manners=manners)
    return text(tell(deeds, lexicon, title="", eyes=eyes)).strip()


def test_a_feint_is_told_as_it_seemed_and_then_as_it_was() -> None:
    assert "Bram Weaver seemed to strike at Corin Vale, but swung an arm, and stopped." in told(
        feint()
    )


def test_who_feints_does_not_seem_to_do_what_he_does_not() -> None:
    assert "Bram Weaver swung an arm, and stopped" in told(feint(), eyes="bram")


def test_a_feint_has_the_words_of_its_author() -> None:
    own = replace(FEINT, ways=(Way(("{attacker} strikes and stops short of {fighter}",), (), ()),))
    found = told(feint(), manners={**MORE, "feint": own})
    assert "Bram Weaver struck and stopped short of Corin Vale." in found
    assert "seemed" not in found


def test_who_is_taken_for_somebody_else_is_told_so_and_then_as_who_it_was() -> None:
    masked = blow("corin", "finn", ("", "fighter", "bram"), ("corin", "fighter", "bram"))
    assert "Corin Vale struck at Bram Weaver. It was not Bram, but Finn Pike." in told(masked)


def test_a_clone_is_told_as_a_clone_once_it_is_over() -> None:
    clone = blow("corin", "clone_of_bram", ("corin", "fighter", "bram"))
    again = replace(clone, id="again", begin=100.0, end=101.0)
    found = told(
        clone, replace(again, rule="hold_back", roles={"holder": "dessa", "held": "clone_of_bram"})
    )
    assert "struck at Bram Weaver." in found
    assert found.count("It was only a clone of Bram.") == 1, found


def test_what_was_broken_off_reveals_nobody() -> None:
    clone = blow("corin", "clone_of_bram", ("corin", "fighter", "bram"))
    begun = replace(clone, id="later", begin=0.5, end=0.7, result="broken off")
    seen = _Seen()
    for deed in (clone, begun):
        _deed(deed, seen)
    assert seen.last == {"clone_of_bram": clone.id}


def test_a_clone_speaks_as_the_one_for_whom_it_is_taken() -> None:
    manners = {
        **MORE,
        "vow": Manner("{a} vows to {b}.", {"a": WHO, "b": WHO}, ("I swear it.",), True),
    }
    clone = blow("corin", "clone_of_bram", ("corin", "fighter", "bram"))
    vow = replace(
        clone,
        rule="vow",
        roles={"a": "clone_of_bram", "b": "corin"},
        taken=(("corin", "a", "bram"),),
        said=(("clone_of_bram", 0),),
    )
    found = [told(replace(vow, id=f"v{n}"), manners=manners) for n in range(12)]
    assert all(one.endswith("It was only a clone of Bram.") for one in found)
    assert all(one.count("clone") == 1 for one in found), found


def test_a_clone_is_spoken_to_by_its_makers_name() -> None:
    manners = {**MORE, "call": Manner("{a} calls {b}.", {"a": WHO, "b": WHO}, ("Up, {b}!",), True)}
    clone = blow("corin", "clone_of_bram")
    call = replace(
        clone, rule="call", roles={"a": "corin", "b": "clone_of_bram"}, said=(("corin", 0),)
    )
    assert "Up, Bram!" in told(call, manners=manners)


def test_an_author_may_say_that_it_was_a_clone() -> None:
    way = Way(("{attacker} finds out about {fighter.truly}",), (Need("seemed", "fighter"),), ())
    own = {**MORE, "strike": replace(MORE["strike"], ways=(way,))}
    clone = blow("corin", "clone_of_bram", ("corin", "fighter", "bram"))
    assert "Corin Vale found out about a clone of Bram" in told(clone, manners=own)


def test_who_did_something_unseen_is_told_of_it_though_it_is_left_untold() -> None:
    ways = (Way(("",), (), ()),)
    own = {**MORE, "strike": replace(MORE["strike"], ways=ways)}
    seen = blow("corin", "bram")
    alone = replace(seen, witnesses=(), begun=())
    assert "struck" not in told(seen, eyes="corin", manners=own)
    assert "struck" in told(alone, eyes="corin", manners=own)


def test_whom_all_see_as_they_are_is_told_so() -> None:
    looks_like = blow("corin", "finn", ("", "fighter", "bram"))
    assert "Bram" not in told(looks_like)


def test_who_has_been_told_of_as_themselves_fools_no_reader() -> None:
    plain = replace(blow("dessa", "finn"), id="before")
    masked = blow("corin", "finn", ("corin", "fighter", "bram"))
    later = replace(masked, begin=60.0, end=61.0)
    assert "Bram" not in told(plain, later)


def test_an_author_says_the_truth_in_their_own_words() -> None:
    seemed = Way(
        ("{attacker} strikes {fighter.name}; the mask falls, and there is {fighter.truly}",),
        (Need("seemed", "fighter"),),
        (),
    )
    own = replace(MANNERS["strike"], ways=(seemed,))
    masked = blow("corin", "finn", ("corin", "fighter", "bram"))
    found = told(masked, manners={**MORE, "strike": own})
    assert "Corin Vale struck Bram Weaver; the mask fell, and there was Finn Pike." in found
    assert "It was" not in found
    assert "struck at Finn" in told(blow("corin", "finn"), manners={**MORE, "strike": own})


def test_a_story_of_clones_never_says_beforehand_who_they_are() -> None:
    world: World = load("./tests/worlds/clones")
    fooled = 0
    for seed in range(1, 6):
        story = str(world.tell(seed))
        fooled += story.count("It was only a clone of Asa.")
    assert fooled > 3


def beside(dessa: Deed, *masked: tuple[str, str]) -> str:
    """Return what Bram lived of a deed that somebody with Corin's face does to Corin."""
    return told(replace(dessa, masked=masked), eyes="bram")


def test_a_mask_and_a_clone_beside_their_face_are_called_alike() -> None:
    clone = blow("dessa", "corin")
    clone = replace(clone, roles={"attacker": "clone_of_corin", "fighter": "corin"})
    clone = replace(clone, taken=(("bram", "attacker", "clone_of_corin"),))
    mask = blow("dessa", "corin", ("bram", "attacker", "stranger_3"))
    assert beside(clone) == beside(mask, ("dessa", "corin"))
    assert "a second Corin Vale struck at Corin Vale" in beside(clone)


def test_a_stranger_with_nobodys_face_is_a_stranger() -> None:
    assert "a stranger struck" in beside(blow("dessa", "corin", ("bram", "attacker", "stranger_3")))


def test_what_a_double_did_unseen_is_not_told_as_ones_own() -> None:
    clone = blow("dessa", "corin", ("", "attacker", "bram"))
    clone = replace(clone, roles={"attacker": "clone_of_bram", "fighter": "corin"})
    assert lived([clone], "bram", LEXICON).deeds
    unseen = replace(clone, witnesses=("corin",), begun=("corin",))
    assert not lived([unseen], "bram", LEXICON).deeds


def test_whom_somebody_finds_is_whom_they_take_it_to_be() -> None:
    pen = Pen()
    pen.at("quay", "bram", "corin")
    met = replace(pen.do("strike", "bram", "corin", takes=1), rule="meets", kind="sense")
    met = replace(met, roles={"mind": "bram", "who": "corin", "place": "quay"})
    met = replace(met, taken=(("bram", "who", "dessa"),))
    assert _deed(met, _Seen()).roles["who"] == "dessa"


def test_putting_on_a_mask_is_worth_telling() -> None:
    dull = Manner("{who} puts on a coat.", {"who": WHO})
    pen = Pen()
    pen.at("quay", "bram", "corin")
    coat = replace(pen.do("strike", "bram", "corin", takes=1), rule="dress", roles={"who": "bram"})
    found = [
        worth([coat], replace(LEXICON, manners={"dress": replace(dull, another=another)}))[coat.id]
        for another in (False, True)
    ]
    assert found[0] < WORTH_TELLING <= found[1]
