"""Signs (Y24): what people conclude from what they see: an office's sign on somebody, wounds, who is there and who is not.

A sign is surer or less sure, and a less sure one never overrules a surer one. Who wears the sign of an office holds it: that is
hardly ever wrong. Who comes to its seat after a fight for it, and has the marks of it, has won: that is a guess, and so is that
nothing has come of it if there are no marks. What people conclude they feel, and they are as sad or glad as if it were so.

needs: challenge, errands, company, office, body, things, knowledge, ties, feelings, space, perception
"""
from moshimo.rules import *


class Character:
    wears: Thing = visible(nothing)          # the sign of an office that one has on
    lost_to: Character = known(nobody)     # who has had the better of one
    gives_up_on: Character = private(nobody) # whom one takes to have lost,
    for_lost_to: Character = private(nobody) # and to whom
    takes_it_back: Character = private(nobody)   # of whom one sees that it is not so
    no_fight: Character = private(nobody)    # whom one takes not to have fought at all
    dreads_for: Character = private(nobody)  # of whom there has been no word


marked = number(0.25)                        # hurt so much, one has been in a fight


# What shows ------------------------------------------------------------------------------------------


@event(of=put_on)
def has_it_on(holder, office, thing):
    """{holder} can be seen to be {office}."""
    holder.wears = thing


@event(of=sign_changes_hands)
def has_it_off(holder, heir, office):
    """{holder} has nothing on any more that says who {holder} was."""
    holder.wears = nothing


@event(of=spare)
def had_the_better(victor, beaten):
    """{victor} has had the better of {beaten}."""
    when(not beaten.hollow)
    beaten.lost_to = victor
    victor.lost_to = nobody


# What it says ----------------------------------------------------------------------------------------


@inference(sure=1.0)
def holds_what_it_stands_for(mind: Character, who: Character, office: Office):
    """{mind} sees the sign of {office} on {who}."""
    when(office.sign != nothing, who.wears == office.sign)
    office.holder = who


@inference(sure=0.95)
def must_have_won(mind: Character, who: Character):
    """{mind} understands that {who} has won."""
    when(who.disputes != nothing, who.disputes.sign != nothing, who.wears == who.disputes.sign)
    who.lost_to = nobody


def comes_alone(mind: Character, rival: Character) -> bool:      # the holder of what `rival` disputes is at its seat, and `rival` is not
    holder = rival.disputes.holder
    return rival.disputes != nothing and holder != nobody and holder != mind and mind.place == rival.disputes.seat and sees(mind, holder) and not sees(mind, rival)


@inference(sure=0.6)
def must_have_lost(mind: Character, loser: Character):
    """{mind} sees who is there, and hurt, and who is not there, and concludes that {loser} has lost."""
    when(mind != loser, comes_alone(mind, loser), loser.disputes.holder.hurt > marked)
    loser.lost_to = loser.disputes.holder


# What it does to people --------------------------------------------------------------------------------


@appraisal()
def takes_for_lost(mind: Character, loser: Character):
    """{mind} takes {loser} to have lost."""
    when(loser.lost_to != nobody, mind != loser, mind != loser.lost_to, loser.disputes != nothing)
    mind.gives_up_on = loser
    mind.for_lost_to = loser.lost_to
    mind.grief += 0.4 * close(mind, loser)
    mind.worry[loser] += 0.5 * close(mind, loser)
    mind.stirred += 0.3


@appraisal()
def sees_no_marks(mind: Character, rival: Character):
    """{mind} sees nobody hurt, and takes it that there has been no fight."""
    when(mind != rival, comes_alone(mind, rival), rival.disputes.holder.hurt <= marked)
    mind.no_fight = rival
    mind.worry[rival] -= 0.5 * mind.worry[rival]
    mind.stirred += 0.2 * close(mind, rival)


@appraisal()
def is_relieved(mind: Character):
    """{mind} sees that it was the other way round."""
    when(mind.gives_up_on != nobody, mind.gives_up_on.lost_to == nobody)
    mind.takes_it_back = mind.gives_up_on
    mind.grief -= 0.4 * close(mind, mind.gives_up_on)
    mind.worry[mind.gives_up_on] = 0.0
    mind.joy += 0.5 * close(mind, mind.gives_up_on)
    mind.stirred += 0.3
    mind.gives_up_on = nobody


@action(again=hours(2))
def give_up_hope(thinker: Character, loser: Character, winner: Character):
    """{thinker} looks from {winner} to the empty place beside {winner}, and takes {loser} to have lost."""
    when(thinker.gives_up_on != nobody, loser == thinker.gives_up_on, winner == thinker.for_lost_to, sees(thinker, winner))
    when(not recalls(thinker, give_up_hope(thinker, loser), within=hours(6)))
    weigh(20 * (0.3 + close(thinker, loser)), "{winner} is here, and {loser} is not")
    takes(seconds(2))


@action(again=hours(2))
def think_it_never_came_to_it(thinker: Character, rival: Character):
    """{thinker} sees no mark on anybody, and takes it that {rival} has not fought."""
    when(thinker.no_fight != nobody, rival == thinker.no_fight, not sees(thinker, rival), thinker.gives_up_on == nobody)
    weigh(16 * (0.3 + close(thinker, rival)), "nobody here has been in a fight")
    takes(seconds(2))
    thinker.no_fight = nobody


@action(again=hours(2))
def see_the_mistake(thinker: Character, who: Character):
    """{thinker} sees what {who} has on, and understands."""
    when(thinker.takes_it_back != nobody, who == thinker.takes_it_back, sees(thinker, who))
    weigh(30, "it was the other way round")
    takes(seconds(2))
    thinker.takes_it_back = nobody


@appraisal(of=finds_it_empty)
def neither_is_there(visitor, to, mind):
    """{mind} has had no word from one of them, and the other is gone."""
    for x in Character:
        if x != mind and x.disputes != nothing and x.disputes.holder != x and x.disputes.seat == to and x.place != to:
            mind.dreads_for = x
            mind.worry[x] += 0.4 * close(mind, x)
            mind.stirred += 0.3 * close(mind, x)


@action(again=hours(2))
def fear_the_worst(fearful: Character, missing: Character):
    """{fearful} is afraid for {missing}: there has been no word, and here is nobody who could tell."""
    when(fearful.dreads_for != nobody, missing == fearful.dreads_for, not sees(fearful, missing))
    when(fearful.gives_up_on == nobody, not recalls(fearful, fear_the_worst(fearful, missing), within=hours(2)))
    weigh(16 * max(0, fearful.worry[missing] - 0.4), "neither of them is there")
    deter(fearful.composure, "{fearful} keeps calm")
    takes(seconds(3))


# Who has sent for us -----------------------------------------------------------------------------------


@action(speech=True, again=minutes(20))
def ask_why_called(asker: Character, host: Character, place: Place):
    """{asker} says to {host} that they have come as they were told."""
    when(asker.called_to != nowhere, place == asker.called_to, asker.place == place, host != asker, can_hear(asker, host))
    when(not recalls(asker, ask_why_called(None, host), within=minutes(10)))
    weigh(10 * at_home_in(host, place), "{host} must have sent for them")
    takes(seconds(4))
    say(asker, "You sent for us, {host}?")


@event(of=ask_why_called)
def stops_to_listen(host):
    """{host} stops."""
    when(doing(host, walk))
    foil(host)
    host.bound = nowhere


@reason(of=walk)
def has_been_asked(walker, to):
    when(recalls(walker, ask_why_called(None, walker), within=minutes(3)))
    deter(0.97, "somebody has asked something, and waits")


@action(answers=ask_why_called, speech=True, again=minutes(10))
def deny_calling(host: Character, asker: Character, place: Place):
    """{host} has sent for nobody."""
    when(not recalls(host, sent_for_them(host, None), within=hours(3)), not recalls(host, deny_calling(host, None), within=minutes(10)))
    weigh(14, "{host} knows nothing of it")
    takes(seconds(3))
    say(host, "No, I did not.")


@action(answers=deny_calling, speech=True, within=minutes(2), again=minutes(20))
def insist(asker: Character, host: Character, place: Place):
    """{asker} tells {host} that it was quite clear."""
    when(can_hear(asker, host), asker.called_to == place)
    weigh(6 * (1 - asker.composure), "they were all told so")
    deter(0.9 * recalls(asker, insist(None, host), within=minutes(2)), "somebody has said it")
    takes(seconds(3))
    say(asker, "Yes, you did. We were all told to come here.")
