"""The white eyes: whoever has them can light them, and sees where a touch puts somebody out."""
from moshimo.rules import *


class Character:
    byakugan: bool = known(False)
    eyes_lit: bool = shown(False)
    lit_until: Moment = private(never)


@action(again=minutes(20))
def light_eyes(seer: Character):
    """The veins beside {seer}'s eyes stand out: {seer} has lit the white eyes."""
    when(seer.byakugan, not seer.eyes_lit)
    weigh(10 * max(0, most(seer.anger[x] for x in Character) - 0.3), "{seer} wants to see to the bottom of somebody")
    weigh(6 * (seer.straining != nobody), "{seer} is looking for somebody")
    seer.eyes_lit = True
    seer.lit_until = now + minutes(15)


@event(at=Character.lit_until)
def eyes_dim(seer: Character):
    """{seer}'s eyes are as always."""
    seer.eyes_lit = False


@reason(of=stun)
def no_eyes_for_it(helper, held):
    when(not helper.eyes_lit)
    deter(0.97, "{helper} does not see the point")
