"""A life in one's hands (Y08, Y25): a blade at the throat, terms, a vow or a refusal, mercy, a hand up, no ill will.

Who is at another's mercy can do nothing but answer. Terms are for those who want something; the merciful ask for none. Whether
the other is to live the victor decides by looking ahead: what would come of either, as the victor pictures the world.

needs: techniques, blades, melee, footwork, fight, body, ties, feelings, perception
"""
from moshimo.rules import *


class Character:
    mercy_of: Character = shown(nobody)      # at whose mercy one is
    sworn_to: Character = known(nobody)      # whom one has vowed to serve
    bested: Character = known(nobody)        # who has had one's life in hand, and given it back
    refused: Character = visible(nobody)     # whose terms one has refused
    condemns: Character = private(nobody)    # who is to die, as one has decided
    spares: Character = private(nobody)      # and who is to live
    farsight: Span = private(hours(4))       # how far one looks ahead before one takes a life


def at_mercy(victor: Character, beaten: Character) -> bool:
    return beaten.mercy_of == victor and sees(victor, beaten)


def spent_out(beaten: Character) -> Level:   # how little fight is left in somebody
    return clip(0.1 + beaten.hurt + 0.3 * beaten.dazed + beaten.senseless, 0, 1)


def waiting(victor: Character, beaten: Character) -> bool:    # for an answer to one's terms
    return beaten.refused != victor and recalls(victor, offer_terms(victor, beaten), within=seconds(30))


def undecided(victor: Character, beaten: Character) -> bool:    # who wants terms hears the answer first
    return victor.spares != beaten and victor.condemns != beaten and not beaten.senseless and not waiting(victor, beaten) and (beaten.refused == victor or not wants_terms(victor))


def wants_terms(victor: Character) -> bool:
    return victor.pride > victor.mercy


@action(again=seconds(3))
def hold_blade_to(victor: Character, beaten: Character):
    """{victor} sets a blade to the back of {beaten}'s neck."""
    when(victor.foe != nobody, beaten == victor.foe, beaten.down, beaten.mercy_of == nobody, not victor.down, not victor.hidden, victor.armed != nothing, sees(victor, beaten))
    weigh((6 * victor.bent + 4 * victor.pride * victor.agreed) * spent_out(beaten), "{beaten} is on the ground, and {victor} wants to hear it")
    deter(apart(victor, beaten) > leg, "{beaten} is too far away")
    takes(seconds(1))
    holds = contest(spent_out(beaten) + beaten.hollow, (1 - beaten.hurt) * (not beaten.hollow))
    if holds:
        foil(beaten)
        beaten.mercy_of = victor
        beaten.stuck = True
        victor.stuck = True
    means(Stir(0.5))


@action(variant_of=hold_blade_to, again=seconds(3))
def pin(victor: Character, beaten: Character):
    """{victor} is over {beaten} before {beaten} can rise."""
    when(victor.foe != nobody, beaten == victor.foe, beaten.down, beaten.mercy_of == nobody, not victor.down, not victor.hidden, sees(victor, beaten))
    weigh(8 * victor.bent * (1 - 0.5 * victor.hurt) * spent_out(beaten), "{beaten} must not get up")
    weigh(12 * victor.bent * recalls(victor, falls_short(victor, beaten), within=seconds(10)), "{beaten} has just gone down before {victor}")
    deter(apart(victor, beaten) > leg, "{beaten} is too far away")
    takes(seconds(1))
    holds = contest(spent_out(beaten) + beaten.hollow, (1 - beaten.hurt) * (not beaten.hollow))
    if holds:
        foil(beaten)
        beaten.mercy_of = victor
        beaten.stuck = True
        victor.stuck = True
    means(Stir(0.5))


@action(variant_of=draw_blade, again=seconds(20))
def draw_on(victor: Character, beaten: Character, blade: Thing):
    """{victor} draws {blade} on {beaten}."""
    when(at_mercy(victor, beaten), victor.armed == nothing, blade.blade, blade.bearer == victor)
    weigh(6 * drive(victor), "{beaten} is to see how it stands")
    deter(0.6 * victor.mercy, "{victor} does not want blood")
    deter(0.6 * max(0, victor.affection[beaten]), "{victor} wants nobody dead")
    takes(seconds(0.5))
    victor.armed = blade
    means(Stir(0.3))


@reason(of=close_in)
def before_rising(fighter, foe):
    when(foe.down)
    weigh(4 * fighter.bent, "{foe} is on the ground")


@event()
def loses_the_upper_hand(victor: Character, beaten: Character):
    """{beaten} is no longer at {victor}'s mercy."""
    when(beaten.mercy_of != nobody, victor == beaten.mercy_of, victor.senseless or victor.down or not here(victor, beaten))
    beaten.mercy_of = nobody
    beaten.stuck = False
    victor.stuck = False


@reason(of=get_up)
def at_the_point(fallen):
    when(fallen.mercy_of != nobody)
    deter(0.98, "a move would be the last")


@action(speech=True, again=minutes(10))
def offer_terms(victor: Character, beaten: Character):
    """{victor} offers {beaten} life, for a vow to serve."""
    when(beaten.mercy_of == victor, sees(victor, beaten), not beaten.senseless, beaten.refused != victor)
    weigh(6 * victor.pride + 2, "{victor} wants more than to win")
    deter(0.95 * (not wants_terms(victor)), "{victor} bargains with nobody's life")
    takes(seconds(6))
    means(Threat(victor, beaten, 0.5))
    say(victor, "It is over, {beaten}. Swear that you will serve me, and go.")


@action(answers=offer_terms, speech=True, again=minutes(10))
def vow(beaten: Character, victor: Character):
    """{beaten} vows to serve {victor}."""
    when(at_mercy(victor, beaten), beaten.refused != victor)
    weigh(2 + 4 * beaten.fear[victor] + 2 * beaten.hurt, "{beaten} wants to live")
    weigh(3 * max(0, beaten.trust[victor]), "there are worse people to serve")
    deter(0.9 * beaten.bent, "{beaten} has not come for that")
    takes(seconds(4))
    beaten.sworn_to = victor
    beaten.mercy_of = nobody
    beaten.stuck = False
    victor.stuck = False
    beaten.foe = nobody
    victor.foe = nobody
    means(Honour(beaten, victor, 0.5))
    say(beaten, "I swear it, {victor}.")


@action(answers=offer_terms, speech=True, again=minutes(10))
def refuse_terms(beaten: Character, victor: Character):
    """{beaten} puts both hands on {beaten}'s head, and refuses."""
    when(at_mercy(victor, beaten))
    weigh(6 * beaten.bent, "{beaten} made up {beaten}'s mind long ago")
    weigh(3 * beaten.pride, "{beaten} serves nobody")
    deter(beaten.fear[victor], "{beaten} is afraid")
    takes(seconds(3))
    beaten.refused = victor
    say(beaten, "No, {victor}. Do what you have to.")


@action(again=minutes(10))
def decide_on_death(victor: Character, beaten: Character):
    """{victor} thinks it through to the end, and comes to it that {beaten} must die."""
    when(at_mercy(victor, beaten), undecided(victor, beaten))
    weigh(4, "there is no third way")
    weigh(foresee(victor.farsight), "{victor} sees what would come of it")
    deter(victor.mercy, "{victor} is nobody who kills")
    deter(0.5 * max(0, victor.affection[beaten]), "{victor} has been fond of {beaten}")
    victor.condemns = beaten


@action(variant_of=decide_on_death, again=minutes(10))
def decide_on_mercy(victor: Character, beaten: Character):
    """{victor} thinks it through to the end, and will let {beaten} live."""
    when(at_mercy(victor, beaten), undecided(victor, beaten))
    weigh(4, "there is no third way")
    weigh(4 * victor.mercy, "{victor} has won, and that is enough")
    weigh(foresee(victor.farsight), "{victor} sees what would come of it")
    victor.spares = beaten


@action(again=minutes(10))
def strike_down(victor: Character, beaten: Character):
    """{victor} drives the blade home."""
    when(at_mercy(victor, beaten), victor.armed != nothing, not beaten.senseless)
    weigh(12 * (victor.condemns == beaten), "{victor} has made up {victor}'s mind")
    weigh(4 * fury(victor) * (1 - victor.mercy), "{victor} is beyond thinking")
    deter(0.98 * waiting(victor, beaten), "{beaten} has not answered yet")
    deter(0.9 * (victor.spares == beaten), "{victor} will let {beaten} live")
    takes(seconds(1.5))
    beaten.wound = 1.0
    beaten.mercy_of = nobody
    beaten.stuck = False
    victor.stuck = False
    means(Wound(beaten, 1.0))
    means(Harm(victor, beaten, 1.0))
    means(Stir(1.0))


@event(of=strike_down)
def dies_of_it(victor, beaten):
    """{beaten} is dead."""
    when(beaten.alive, not beaten.hollow)
    beaten.alive = False
    victor.foe = nobody
    means(Loss(beaten, 1.0))


@action(again=minutes(10))
def brace(beaten: Character, victor: Character):
    """{beaten} waits for the blow that {beaten} would have dealt."""
    when(at_mercy(victor, beaten), beaten.mercy_of == victor, not beaten.senseless)
    weigh(6 * (1 - guess(victor.mercy)), "{beaten} takes {victor} for somebody who would not hesitate")
    takes(seconds(2))
    beaten.fear[victor] += 0.2


@action(again=seconds(5))
def wrench_free(beaten: Character, victor: Character):
    """{beaten} wrenches away from under {victor}'s hand, with nothing to lose."""
    when(at_mercy(victor, beaten), not beaten.senseless)
    weigh(8 * max(0, 0.5 - guess(victor.mercy)), "{victor} would kill {beaten} in any case")
    deter(0.9 * spent_out(beaten), "{beaten} has no strength left for it")
    takes(seconds(1))
    free = contest(1 - spent_out(beaten), 1)
    if free:
        beaten.mercy_of = nobody
        beaten.stuck = False
        victor.stuck = False
    means(Stir(0.3))


@action(again=minutes(10))
def spare(victor: Character, beaten: Character):
    """{victor} takes the blade away, and stands up."""
    when(at_mercy(victor, beaten), not beaten.senseless)
    weigh(12 * (victor.spares == beaten), "{victor} has made up {victor}'s mind")
    deter(0.98 * waiting(victor, beaten), "{beaten} has not answered yet")
    takes(seconds(2))
    beaten.mercy_of = nobody
    beaten.stuck = False
    victor.stuck = False
    beaten.bested = victor
    victor.foe = nobody
    beaten.foe = nobody
    means(Kindness(victor, beaten, 0.9))
    means(Stir(0.3))


@appraisal(of=spare)
def did_not_expect_mercy(victor, beaten, mind):
    """{mind} did not expect it."""
    when(mind == beaten)
    mind.debt[victor] += 0.4
    mind.fear[victor] -= 0.4
    mind.pride -= 0.3
    mind.respect[victor] += 0.3


@action(again=minutes(10))
def help_up(helper: Character, fallen: Character):
    """{helper} reaches out a hand and pulls {fallen} to {fallen}'s feet."""
    when(fallen.bested == helper, fallen.down, not fallen.senseless, fallen.foe == nobody, sees(helper, fallen), not helper.down)
    weigh(4 * helper.mercy + 4 * max(0, helper.affection[fallen]), "{fallen} is still on the ground")
    takes(seconds(3))
    fallen.down = False
    means(Kindness(helper, fallen, 0.4))


@reason(of=get_up)
def a_hand_is_there(fallen):
    when(fallen.bested != nobody, sees(fallen, fallen.bested))
    deter(0.8, "a hand is held out")


@action(speech=True, again=minutes(30))
def call_it_a_day(beaten: Character, victor: Character):
    """{beaten} calls it a day."""
    when(beaten.bested == victor, victor.foe == nobody, beaten.foe == nobody, sees(beaten, victor), not beaten.down)
    when(not recalls(beaten, call_it_a_day(beaten, victor), within=hours(2)))
    weigh(8, "there is nothing left to fight with")
    takes(seconds(3))
    say(beaten, "I think that is enough for today, {victor}.")


@action(again=hours(6))
def shake_hands(one: Character, other: Character):
    """{one} holds out a hand, and {other} takes it."""
    when(one.bested == other or other.bested == one, one.foe == nobody, other.foe == nobody, sees(one, other), not one.down, not other.down)
    when(recalls(one, call_it_a_day(None, None), within=minutes(30)))
    when(not recalls(one, shake_hands(one, other), within=days(1)), not recalls(one, shake_hands(other, one), within=days(1)))
    weigh(4 * max(0, one.affection[other]) + 3 * max(one.debt[other], 0), "it was never about ill will")
    deter(one.anger[other], "{one} is not ready for it")
    takes(seconds(3))
    one.anger[other] = 0.0
    means(Kindness(one, other, 0.4))
    means(Honour(one, other, 0.3))
