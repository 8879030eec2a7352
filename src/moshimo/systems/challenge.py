"""A challenge for an office (Y13, Y21): claimed, answered, fought for by consent, and nobody else's business.

Who disputes an office says so to its holder. Both may take their stance, and only if both do is there a fight, which neither
calls a wrong. Others are bound to keep out of it, and are held back by those who hold to that. Winning gives nothing by itself:
the victor asks, and the holder takes stock, and hands the office over or does not.

needs: bargain, ranged, grapple, blades, techniques, rescue, surroundings, melee, footwork, fight, body, office, law, aims, knowledge, ties, feelings, space, perception
"""
from moshimo.rules import *


class Office:
    lookout: Place = known(nowhere)          # where its holder can be seen from everywhere


class Character:
    disputes: Office = visible(nothing)      # which office one has come to take
    claimed: bool = visible(False)           # and has said so to its holder
    in_stance: bool = visible(False)         # ready to fight for it, or against it
    rival: Character = visible(nobody)       # with whom one has it out
    upholds: Level = private(0.5)            # how far one holds to it that a challenge is for two alone
    helping: Character = visible(nobody)     # to whose side one is about to run


def contested(one: Character, other: Character) -> bool:    # it has been said between these two
    return one.alive and other.alive and (one.claimed and one.disputes.holder == other or other.claimed and other.disputes.holder == one)


@action(speech=True, again=hours(12))
def ask_to_reconsider(holder: Character, challenger: Character, office: Office):
    """{holder} asks {challenger} whether {challenger} means it."""
    when(challenger.disputes != nothing, office == challenger.disputes, office.holder == holder, not challenger.claimed, sees(holder, challenger))
    weigh(6 * (0.2 + max(0, holder.affection[challenger])), "{holder} would rather not fight {challenger}")
    weigh(4 * holder.pride, "nobody stands up against {holder}")
    takes(seconds(5))
    say(holder, "You would stand here and say that to me, {challenger}? Think again. I will wait.")


@action(speech=True, again=hours(12))
def lay_claim(challenger: Character, holder: Character, office: Office):
    """{challenger} claims {office} from {holder}, to his face."""
    when(challenger.disputes != nothing, office == challenger.disputes, holder == office.holder, holder != challenger, not challenger.claimed)
    when(sees(challenger, holder), may_hold(challenger, office))
    weigh(6 * challenger.wants[office], "{challenger} has come for {office}")
    weigh(6 * recalls(challenger, ask_to_reconsider(holder, challenger), within=minutes(5)), "{holder} has asked")
    deter(0.8 * challenger.fear[holder], "{challenger} shrinks from {holder}")
    takes(seconds(4))
    challenger.claimed = True
    means(Stir(0.6))
    say(challenger, "I have only come for what is mine, {holder}.")


@action(again=minutes(10))
def take_stance(fighter: Character, foe: Character):
    """{fighter} takes up a fighting stance."""
    when(not fighter.in_stance, contested(fighter, foe), fighter.rival == nobody, sees(fighter, foe), not fighter.down)
    when(fighter.bested != foe, foe.bested != fighter)
    weigh(3 * max(fighter.wants[foe.disputes], fighter.wants[fighter.disputes]), "neither will give way")
    weigh(6 * foe.in_stance, "{foe} is ready")
    weigh(3 * fighter.pride, "{fighter} backs down before nobody")
    deter(0.9 * fighter.fear[foe], "{fighter} is afraid of {foe}")
    deter((not fighter.claimed) * (not recalls(fighter, lay_claim(foe, fighter), within=hours(1))), "nothing has been said yet")
    takes(seconds(3))
    fighter.in_stance = True
    means(Threat(fighter, foe, 0.2))
    means(Stir(0.3))


@action(speech=True, again=hours(1))
def back_down(challenger: Character, holder: Character):
    """{challenger} gives way to {holder}, and it comes to no fight."""
    when(challenger.claimed, challenger.disputes.holder == holder, challenger.rival == nobody, sees(challenger, holder))
    weigh(8 * max(0, challenger.fear[holder] - 0.4), "{holder} frightens {challenger}")
    weigh(max(0, challenger.affection[holder] - 0.5), "{challenger} does not want it like this")
    deter(challenger.wants[challenger.disputes], "{challenger} has wanted it too long")
    takes(seconds(4))
    challenger.claimed = False
    challenger.disputes = nothing
    challenger.in_stance = False
    say(challenger, "Not like this, {holder}. Keep it.")


@event()
def duel_begins(one: Character, other: Character):
    """{one} and {other} will fight it out, and both have said so."""
    when(one.in_stance, other.in_stance, one.rival == nobody, one.claimed, contested(one, other), here(one, other))
    one.rival = other
    other.rival = one
    one.foe = other
    other.foe = one
    one.agreed = True
    other.agreed = True
    one.bent = 0.9
    other.bent = 0.9
    means(Stir(0.5))


@event(of=spare)
def settled(victor, beaten):
    """It is settled between {victor} and {beaten}."""
    when(victor.rival == beaten)
    victor.rival = nobody
    beaten.rival = nobody
    victor.in_stance = False
    beaten.in_stance = False
    victor.agreed = False
    beaten.agreed = False
    victor.bent = 0.0
    beaten.bent = 0.0


@event(of=spare)
def claim_is_lost(victor, beaten):
    """{beaten}'s claim is lost."""
    when(beaten.claimed, not beaten.hollow)
    beaten.claimed = False
    beaten.disputes = nothing


@event(of=dies_of_it)
def settled_for_good(victor, beaten):
    """Nobody is left whom {victor} would have to fight."""
    when(victor.rival == beaten)
    victor.rival = nobody
    beaten.rival = nobody
    victor.in_stance = False
    victor.agreed = False
    victor.bent = 0.0


@event(of=vow)
def settled_by_vow(beaten, victor):
    """It is settled: {beaten} will serve {victor}."""
    beaten.rival = nobody
    victor.rival = nobody
    beaten.in_stance = False
    victor.in_stance = False
    beaten.claimed = False
    beaten.disputes = nothing
    beaten.agreed = False
    victor.agreed = False
    beaten.bent = 0.0
    victor.bent = 0.0


@reason(of=let_be)
def not_yet_settled(fighter, foe):
    when(fighter.rival == foe)
    deter(0.9, "it is not settled yet")


@reason(of=strike)
def has_gone_down(attacker, target):
    when(attacker.rival != nobody)
    deter(0.8 * target.down, "{target} is on the ground")


@reason(of=kick)
def has_gone_down_already(attacker, target):
    when(attacker.rival != nobody)
    deter(0.8 * target.down, "{target} is on the ground")


@reason(of=cut)
def is_beaten(attacker, target):
    when(attacker.rival != nobody)
    deter(0.8 * target.down, "{target} is on the ground")


@reason(of=hurl)
def has_gone_down_for_now(fighter, technique, foe):
    when(fighter.rival != nobody)
    deter(0.8 * foe.down, "{foe} is on the ground")


@reason(of=charge)
def no_need_of_it(fighter, technique, foe):
    when(fighter.rival != nobody, not fighter.hidden)
    deter(0.8 * foe.down, "{foe} is on the ground")


@reason(of=clinch)
def nothing_to_wrestle_for(grabber, foe):
    when(grabber.rival != nobody)
    deter(0.8 * foe.down, "{foe} is on the ground")


@reason(of=knock_away)
def no_danger_in_it(fighter, foe, blade):
    when(fighter.rival != nobody)
    deter(0.8 * foe.down, "{foe} is on the ground")


@reason(of=carry_off)
def a_hand_will_do(bearer, helpless, to):
    when(helpless.bested == bearer, not helpless.senseless)
    deter(0.9, "a hand will do")


@reason(of=carry_off)
def nobody_elses_business(bearer, helpless, to):
    when(helpless.rival != nobody)
    deter(bearer.upholds, "it is for two alone")


@reason(of=break_down)
def not_yet_despairing(weeper):
    when(weeper.rival != nobody, here(weeper, weeper.rival))
    deter(0.97, "not before {weeper}'s rival")


@reason(of=weep)
def not_before_a_rival(weeper):
    when(weeper.rival != nobody, here(weeper, weeper.rival))
    deter(0.97, "not before {weeper}'s rival")


@reason(of=comfort)
def not_before_it_is_over(comforter, sufferer):
    when(comforter.rival != nobody, here(comforter, comforter.rival))
    deter(0.97, "it is not settled yet")


@reason(of=walk)
def not_finished(walker, to):
    when(walker.rival != nobody, here(walker, walker.rival))
    deter(1, "it is not settled yet")


@reason(of=carry_off)
def not_while_it_lasts(bearer, helpless, to):
    when(bearer.rival != nobody, here(bearer, bearer.rival))
    deter(1, "it is not settled yet")


# What comes of it ----------------------------------------------------------------------------------


@action(speech=True, again=minutes(30))
def ask_answer(victor: Character, holder: Character, office: Office):
    """{victor} asks {holder} for an answer."""
    when(victor.claimed, office == victor.disputes, holder == office.holder, holder.bested == victor, sees(victor, holder), not holder.down)
    weigh(8 * victor.wants[office], "that is what it was about")
    takes(seconds(3))
    say(victor, "Well, {holder}? What do you say?")


@action(again=hours(6))
def take_stock(holder: Character, office: Office):
    """{holder} thinks over what {holder} has made of {office}."""
    when(office.holder == holder, holder.bested != nobody, holder.rival == nobody, holder.foe == nobody)
    weigh(6, "{holder} has lost, and is alive")
    deter(0.8 * holder.pride, "{holder} looks only ahead")
    takes(seconds(10))
    holder.wants[office] -= 0.5
    holder.weary += 0.4


@reason(of=hand_over)
def time_to_step_down(holder, heir, office):
    when(holder.bested != nobody, heir == holder.bested, recalls(holder, call_it_a_day(holder, heir), within=hours(1)))
    weigh(8 * recalls(holder, ask_answer(heir, holder), within=minutes(30)), "{heir} has asked")
    weigh(8 * holder.weary * max(holder.respect[heir], holder.affection[heir]), "{holder}'s time is over")
    deter(clip(2.2 * (holder.pride - 0.35), 0, 0.95), "{holder} has never given anything up")
    deter(0.95 * recalls(holder, keep_office(holder), within=hours(6)), "{holder} has said no")


@action(answers=ask_answer, speech=True, again=hours(1))
def keep_office(holder: Character, victor: Character, office: Office):
    """{holder} keeps {office} all the same: no fight makes anybody {office}."""
    when(office.holder == holder)
    weigh(3 * holder.wants[office], "{holder} will not let go of {office}")
    weigh(10 * max(0, holder.pride - 0.45), "{holder} bows to nobody")
    deter(holder.debt[victor], "{holder} owes {victor} a life")
    takes(seconds(5))
    means(Insult(holder, victor, 0.4))
    say(holder, "You can beat me, {victor}. It does not make you {office}. I am that until I say that I am not.")


@action(speech=True, again=hours(6))
def call_friends(holder: Character, messenger: Character):
    """{holder} sends {messenger} for {holder}'s friends, and does not say why."""
    when(messenger.at_service, can_hear(holder, messenger), recalls(holder, hand_over(None, holder), within=hours(2)))
    when(not recalls(holder, call_friends(holder), within=hours(6)))
    weigh(12 * recalls(holder, put_on(holder), within=hours(2)), "they should see it with their own eyes")
    takes(seconds(10))
    say(holder, "Find my friends, {messenger}, all of them. They are to come up to the roof. No, I am not telling you why.")


@reason(of=walk)
def waits_to_be_sent(walker, to):
    when(walker.at_service, walker.place == walker.haunt, not recalls(walker, call_friends(None, walker), within=hours(6)))
    deter(0.97 * (1 - late()), "{walker} waits to be sent")


@reason(of=walk)
def somebody_to_send(walker, to):
    when(recalls(walker, hand_over(None, walker), within=hours(2)), recalls(walker, put_on(walker), within=hours(2)))
    weigh(12 * (not recalls(walker, call_friends(walker), within=hours(2))) * any(x.at_service and x.place == to for x in Character), "somebody there can be sent")


@reason(of=walk)
def where_all_can_see(walker, to):
    when(recalls(walker, call_friends(walker), within=hours(2)))
    weigh(12 * any(o.holder == walker and o.lookout == to for o in Office), "everybody is to see it")
    deter(0.97 * (not any(o.holder == walker and o.lookout == to for o in Office)), "the others are on their way to the roof")


# Nobody else's business ----------------------------------------------------------------------------


@action(again=minutes(20))
def start_to_help(helper: Character, fighter: Character):
    """{helper} starts to run to {fighter}'s side."""
    when(fighter.disputes != nothing, helper.rival == nobody, helper.helping == nobody, fighter.place != helper.place, fighter.place != nowhere)
    weigh(10 * max(0, helper.worry[fighter] - 0.3) * close(helper, fighter), "{helper} cannot stand by")
    deter(helper.upholds * helper.upholds, "it is for two alone")
    helper.helping = fighter
    takes(seconds(4))


@action(answers=start_to_help, within=seconds(10), again=minutes(5))
def hold_back(friend: Character, helper: Character, fighter: Character):
    """{friend} stretches out an arm and holds {helper} back: {fighter} has to win this alone."""
    when(helper.helping == fighter, sees(friend, helper), friend.helping == nobody)
    weigh(12 * friend.upholds * (friend.upholds > 0.5), "it is for two alone")
    deter(0.5 * friend.fear[helper], "{friend} would rather not stand in {helper}'s way")
    takes(seconds(3))
    heeds = contest(2 * friend.upholds, helper.worry[fighter])
    if heeds:
        helper.helping = nobody
    say(friend, "Whatever it is, {helper}, it is {fighter}'s. It has to be won alone.")


@reason(of=walk)
def to_the_side(walker, to):
    when(walker.helping != nobody, to == walker.helping.place)
    weigh(12, "somebody dear is fighting there")


@event()
def at_the_side(helper: Character, fighter: Character):
    """{helper} is at {fighter}'s side."""
    when(helper.helping != nobody, fighter == helper.helping, here(helper, fighter))
    helper.helping = nobody


@appraisal(of=seen_afar)
def fears_for(place, mind):
    """{mind} thinks of who is out there."""
    for x in Character:
        if x.disputes != nothing and x != mind:
            mind.worry[x] += 0.6 * close(mind, x)


@action(answers=seen_afar, within=minutes(2), again=hours(1))
def know_at_once(knower: Character, fighter: Character):
    """{knower} knows at once what it is: {fighter}'s fight."""
    when(fighter.disputes != nothing, knower.place != fighter.place, knower.rival == nobody)
    weigh(20 * max(0, close(knower, fighter) - 0.3) * knower.worry[fighter], "{knower} has thought of nothing else")
    takes(seconds(2))
    knower.stirred += 0.4


@action(answers=seen_afar, speech=True, within=minutes(2), again=hours(1))
def ask_what_it_was(asker: Character, asked: Character):
    """{asker} asks {asked} what that was."""
    when(sees(asker, asked), not recalls(asker, ask_what_it_was(asker, None), within=hours(1)))
    weigh(4 * (1 - asker.composure), "{asker} has never seen anything like it")
    deter(0.6 * recalls(asker, ask_what_it_was(None, None), within=minutes(2)), "somebody has asked already")
    weigh(4 * max(0, asker.affection[asked]), "{asked} may know")
    deter(any(x.disputes != nothing for x in Character), "{asker} can guess")
    takes(seconds(2))
    say(asker, "{asked}? What was that?")
