"""Clones (Y09, Y10): two of one, who think and fight alike, until one of them is struck and goes up in smoke.

Who has the art makes another like oneself. Whoever saw it done knows which is which; whoever did not takes the clone for its
maker. A clone can help to form a technique, and can be left lying, as if beaten, while its maker hides: with the last strength if
there is no more. Who has been deceived once, or is wary, tries first whether somebody is there.

needs: bargain, ambush, knowledge, hiding, techniques, power, melee, footwork, fight, body, perception, speech
"""
from moshimo.rules import *


class Character(room=6):
    doubles: bool = known(False)             # has the art of it
    maker: Character = private(nobody)       # whose clone one is
    doubled: int = private(0)                # how often one has done it
    wary: Level = private(0.0)               # how far one expects such a trick


clones_a_day = number(3)                             # times in a day


def may_leave(maker: Character) -> bool:     # another where oneself was
    return maker.doubles and not maker.hollow and maker.foe != nobody and not maker.senseless and maker.doubled < clones_a_day


def may_double(maker: Character) -> bool:
    return may_leave(maker) and left(maker) >= 1


@action(again=seconds(30))
def make_clone(maker: Character):
    """{maker} makes a clone to help."""
    when(may_double(maker), not maker.down, not maker.stuck)
    weigh(4 * drive(maker) * (doing(maker.foe, charge) or maker.foe.ready != nothing), "two hands are too few for what is coming")
    deter(entangled(maker), "{maker} has no hand free")
    takes(seconds(0.5))
    maker.spent += 1
    maker.doubled += 1
    other = born(Character, like=maker)
    other.maker = maker
    other.hollow = True


@action(again=seconds(10))
def help_form(helper: Character, maker: Character):
    """{helper} helps {maker} to form it."""
    when(helper.maker != nobody, maker == helper.maker, here(helper, maker), not helper.down, not maker.hidden, doing(maker, charge) or maker.ready != nothing)
    weigh(12, "that is what {helper} was made for")
    takes(seconds(1))
    maker.momentum = 1.0
    for x in Character:
        if x.foe == helper:
            x.foe = maker
    gone(helper)


@action(seems=None, carries=roles, again=minutes(2))
def leave_clone(maker: Character):
    """{maker} leaves a clone lying in the smoke, and hides."""
    when(may_leave(maker), not watched(maker), not maker.patient, not maker.stuck)
    weigh(20 * drive(maker) * maker.wily * plight(maker) * smoky(maker.place), "nobody can see {maker} now")
    weigh(12 * drive(maker) * maker.wily * maker.foe.senseless, "there is time for it")
    weigh(12 * drive(maker) * maker.wily * plight(maker) * lurks(maker), "somebody is to be found here")
    takes(seconds(2))
    maker.fatigue += 0.3 * (left(maker) < 1)
    maker.spent += min(1, left(maker))
    maker.doubled += 1
    other = born(Character, like=maker)
    other.maker = maker
    other.hollow = True
    other.down = True
    other.hurt = max(maker.hurt, 0.7)        # it is to look beaten
    other.lair = nowhere
    other.hidden = smoky(maker.place)
    maker.spot -= 6 * towards(maker, maker.foe)
    maker.hidden = True
    maker.lair = maker.place
    maker.patient = True
    maker.down = False
    for x in Character:
        if x.foe == maker and x.foe != other:
            x.foe = other                    # who sees it from now on, and takes it for the one


@event(of=Wound)
def goes_up_in_smoke(to):
    """{to} goes up in smoke."""
    when(to.hollow)
    to.maker.patient = False
    for x in Character:
        if x.foe == to:
            x.foe = to.maker
    reveal(to)
    gone(to)


@event(of=spare)
def gives_the_trick_away(victor, beaten):
    """{beaten} is spared, and goes up in smoke."""
    when(beaten.hollow)
    beaten.maker.patient = False
    victor.foe = beaten.maker
    reveal(beaten)
    gone(beaten)


@action(again=seconds(20))
def try_with_stone(fighter: Character, foe: Character):
    """{fighter} flicks a stone at {foe}, to see whether somebody is there."""
    when(fighter.foe != nobody, foe == fighter.foe, foe.down, foe.doubles, foe.mercy_of == nobody, not fighter.down, not fighter.hidden, sees(fighter, foe))
    weigh(40 * fighter.wary, "{fighter} expects a trick")
    weigh(10 * recalls(fighter, goes_up_in_smoke(None), within=hours(1)), "it has been somebody else before")
    takes(seconds(0.6))
    foe.wound = 0.01
    means(Wound(foe, 0.01))


@reason(of=leave_clone)
def not_twice(maker):
    deter(0.9 * recalls(maker, goes_up_in_smoke(None), within=hours(1)), "nobody falls for it twice")


@reason(of=slip_away)
def has_been_seen_through(hider):
    when(hider.doubled > 0)
    deter(0.9 * recalls(hider, goes_up_in_smoke(None), within=hours(1)), "nobody falls for it twice")


@reason(of=spring_out)
def while_they_look_at_the_smoke(hider, target):
    when(hider.foe == target)
    weigh(20 * drive(hider) * (recalls(hider, goes_up_in_smoke(None), within=seconds(20)) or recalls(hider, gives_the_trick_away(target, None), within=seconds(20))), "{target} is looking at the smoke")


@reason(of=get_up)
def plays_dead(fallen):
    deter(fallen.hollow, "{fallen} lies there to be found")


@reason(of=slip_away)
def rather_two(hider):
    deter(hider.hollow, "{hider} is there to be seen")
    deter(0.7 * may_leave(hider), "{hider} knows a better way")


@reason(of=pin)
def only_to_fight(victor, beaten):
    deter(victor.hollow, "{victor} is not the one who has to do it")


@reason(of=hold_blade_to)
def only_for_that(victor, beaten):
    deter(victor.hollow, "{victor} is not the one who has to do it")


@reason(of=vow)
def nothing_to_lose(beaten, victor):
    deter(0.97 * beaten.hollow, "{beaten} has no life to lose")


@event()
def no_longer_needed(clone: Character, maker: Character):
    """{clone} goes up in smoke, of itself."""
    when(clone.maker != nobody, maker == clone.maker, maker.foe == nobody)
    for x in Character:
        if x.foe == clone:
            x.foe = maker
    reveal(clone)
    gone(clone)


@reason(of=ask_after)
def knows_where(asker, asked, sought):
    deter(asker.hollow, "{asker} knows where {sought} is")


@reason(of=ask_whats_wrong)
def made_for_one_thing(asker, asked):
    when(asker.maker != nobody)
    deter(0.99, "{asker} was made for one thing, and that is not it")
