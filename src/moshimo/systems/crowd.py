"""Crowds (Y29): groups of many, who divide by what they know and feel; uproar, counted in heads, and how it settles.

A group is a Character with more than one head: it has a mind, ties and beliefs like anybody. The louder the unrest, the harder
it is to speak, and the less those who have to trust the holder do so.

needs: assembly, news, office, council, ties, feelings, perception
"""
from moshimo.rules import *


class Character:
    heads: int = known(1)
    in_uproar: bool = visible(False)
    ponders: Character = private(nobody)     # of whom one has just heard
    blames: Character = private(nobody)      # for what was done
    blames_for: Character = private(nobody)  # to whom
    clears: Office = private(nothing)        # whose square one has been told to clear


class Office:
    uproar: bool = known(False)


loud = number(12)                            # heads in uproar that make one


def unrest(place: Place) -> int:
    return sum(x.heads for x in Character if x.in_uproar and x.place == place)


def loudness(place: Place) -> Level:         # 0 in a quiet square, 1 with sixty shouting
    return clip(unrest(place) / 60, 0, 1)


@appraisal(of=Harm)
def blame(by, to, size, mind):
    """{mind} knows whose doing it is."""
    when(mind != by, size > 0.5, mind.affection[to] > 0.25)
    mind.blames = by
    mind.blames_for = to


@appraisal(of=tell_of_exile)
def hears_of(exiled, mind):
    """{mind} hears about {exiled}."""
    when(mind != exiled)
    mind.ponders = exiled
    mind.stirred += 0.27 * (mind.heads > 1)


@action(carries=roles, again=hours(3))
def wonder(wonderer: Character, office: Office):
    """{wonderer} asks under the breath how there can be another {office} overnight."""
    when(wonderer.puzzled > 0.3, office.forum == wonderer.place, office.opened, wonderer.heads == 1)
    weigh(2 * wonderer.puzzled, "{wonderer} does not understand how")
    deter(0.5 * wonderer.composure, "{wonderer} keeps it to {wonderer}")
    wonderer.puzzled -= 0.3


@reason(of=ask_whats_wrong)
def knows_only_too_well(asker, asked):
    when(asker.blames != nobody or asker.heads > 1)
    deter(0.99, "{asker} knows only too well")


@reason(of=ask_after)
def has_asked(asker, asked, sought):
    when(recalls(asker, ask_after(asker, None, sought), within=minutes(20)))
    deter(0.95, "{asker} has just asked")


@reason(of=thank)
def no_moment_for_it(speaker, friend):
    when(unrest(speaker.place) > 0 or speaker.grief > 0.3)
    deter(0.9, "this is no moment for thanks")


@reason(of=ask_after)
def no_use_asking(asker, asked, sought):
    when(asker.blames_for == sought)
    deter(1, "{asker} knows that {sought} has been sent away")


@reason(of=comfort)
def not_alone(comforter, sufferer):
    when(recalls(comforter, comfort(None, sufferer), within=minutes(10)))
    deter(0.99, "somebody is with {sufferer} already")


@reason(of=comfort)
def too_loud_for_it(comforter, sufferer):
    when(unrest(comforter.place) > 0)
    deter(0.8, "nobody would hear it")


@reason(of=comfort)
def too_many_to_kneel(comforter, sufferer):
    when(comforter.heads > 1)
    deter(1, "{comforter} stands too far off")


@reason(of=tell_news)
def no_time_for_gossip(teller, hearer, news):
    when(teller.blames != nobody or unrest(teller.place) > 0)
    deter(1, "there are other things to think of")


@action(again=hours(2))
def murmur(group: Character, office: Office):
    """A murmur runs through {group}."""
    when(group.heads > 1, group.puzzled > 0.2, office.forum == group.place, office.opened)
    weigh(6 * group.puzzled, "nobody has told {group} anything")
    group.puzzled -= 0.2


@action(again=hours(2))
def fall_silent(group: Character, exiled: Character):
    """{group} falls silent at the name of {exiled}."""
    when(group.heads > 1, group.ponders != nobody, exiled == group.ponders)
    weigh(14 * max(0, group.affection[exiled] - 0.05), "{group} is fond of {exiled}")
    takes(seconds(20))
    group.ponders = nobody
    means(Honour(group, exiled, 0.1))


@action(again=hours(2))
def breathe_again(group: Character, exiled: Character):
    """{group} breathes more freely now that {exiled} is gone."""
    when(group.heads > 1, group.ponders != nobody, exiled == group.ponders)
    weigh(14 * max(0, -group.affection[exiled] - 0.05), "{group} does not want {exiled} here")
    weigh(6 * group.fear[exiled], "{group} fears {exiled}")
    takes(seconds(20))
    group.ponders = nobody
    means(Insult(group, exiled, 0.2))


@action(again=hours(2))
def cheer(group: Character, holder: Character, office: Office):
    """{group} cheers for {holder}."""
    when(group.heads > 1, holder == office.holder, office.forum == group.place, office.opened, sees(group, holder), group.ponders == nobody)
    weigh(2 * max(0, group.trust[holder] - 0.15) + 1.5 * group.joy * (group.blames == nobody), "{group} thinks it high time")
    deter(4 * group.anger[holder], "{group} is angry with {holder}")
    deter(group.puzzled, "{group} does not know what to make of it")
    takes(seconds(15))
    group.joy -= 0.5 * group.joy
    means(Honour(group, holder, 0.2))


@action(again=hours(2))
def jeer(group: Character, holder: Character, office: Office):
    """{group} whistles {holder} down."""
    when(group.heads > 1, holder == office.holder, office.forum == group.place, office.opened, sees(group, holder))
    weigh(8 * max(0, group.anger[holder] - 0.2), "{group} is angry with {holder}")
    deter(0.6 * group.fear[holder], "{group} is afraid of {holder}")
    takes(seconds(15))
    group.anger[holder] -= 0.2 * group.anger[holder]
    means(Insult(group, holder, 0.2))


@action(again=hours(4))
def cry_out_against(rioter: Character, target: Character):
    """{rioter} shouts with the others against {target}."""
    when(rioter.blames != nobody, target == rioter.blames, not rioter.in_uproar, in_public(rioter), sees(rioter, target), not silence_kept(rioter.place))
    weigh(10 * max(0, rioter.anger[target] - 0.3), "{rioter} is angry with {target}")
    weigh(6 * loudness(rioter.place) * rioter.anger[target], "everybody is shouting")
    deter(0.9 * recalls(rioter, calm_down(rioter), within=hours(2)), "{rioter} is hoarse")
    deter(0.6 * rioter.fear[target] + 0.5 * max(0, rioter.composure - 0.3), "{rioter} holds it back")
    rioter.in_uproar = True
    rioter.stirred += 0.4
    rioter.anger[target] -= 0.25 * rioter.anger[target]


@action(again=minutes(15))
def calm_down(rioter: Character):
    """{rioter} falls silent at last."""
    when(rioter.in_uproar)
    weigh(3 * leisure(rioter), "nobody can shout for ever")
    weigh(0.6 * rioter.composure, "{rioter} has said it")
    weigh(2 * recalls(rioter, clear(None), within=minutes(5)), "the guards are asking everybody to go home")
    deter(0.97 * recalls(rioter, cry_out_against(rioter), within=minutes(4)), "{rioter} has only just begun")
    rioter.in_uproar = False


@reason(of=walk)
def seen_enough(walker, to):
    when(any(x.holder == walker and x.seat == to and x.forum == walker.place for x in Office))
    weigh(0.5 * loudness(walker.place) * (1.2 - walker.composure), "{walker} has seen enough of it")


@reason(of=walk)
def not_now(walker, to):
    when(walker.in_uproar)
    deter(0.9, "{walker} is shouting")


@event()
def uproar(office: Office, loudest: Character):
    """There is uproar round {loudest}."""
    when(not office.uproar, office.forum != nowhere, unrest(office.forum) >= loud)
    when(loudest == most((x for x in Character if x.in_uproar and x.place == office.forum), by=x.heads))
    office.uproar = True
    means(Stir(0.1))


@event()
def quiet_again(office: Office, listener: Character):
    """Round {listener} the uproar dies down."""
    when(office.uproar, unrest(office.forum) < loud / 3, office.floor == nobody)
    when(listener == most((x for x in Character if x.place == office.forum), by=x.heads))
    office.uproar = False
    office.breaks_up = now + minutes(5)


@appraisal(of=uproar)
def doubts_the_holder(office, mind):
    """{mind} sees what {office} has brought about."""
    when(mind.member != nothing, office.holder != mind)
    mind.trust[office.holder] -= 0.1


@action(again=minutes(30))
def have_it_cleared(holder: Character, office: Office, officer: Character):
    """{holder} sends {officer} to send everybody home."""
    when(office.holder == holder, office.forum == holder.place, unrest(holder.place) >= loud, officer.keeps_order, can_hear(holder, officer))
    weigh(0.1 + 0.6 * loudness(holder.place), "it has gone on long enough")
    deter(holder.mercy, "let them shout")
    takes(seconds(20))
    officer.clears = office


@action(speech=True, again=minutes(10))
def clear(officer: Character, office: Office):
    """{officer} calls on everybody to go home."""
    when(officer.clears != nothing, office == officer.clears, officer.place == office.forum)
    weigh(6, "those are the orders")
    takes(seconds(30))
    officer.clears = nothing
    say(officer, "Go home, all of you. Please. There is nothing here that shouting will mend.")


@action(again=hours(2))
def look_on(watcher: Character, office: Office):
    """{watcher} stands and looks at the uproar."""
    when(office.forum == watcher.place, watcher.heads == 1, not watcher.in_uproar, unrest(watcher.place) >= loud)
    weigh(5 * max(0, watcher.grief - 0.2) + 0.2 * watcher.composure, "it is too much to look away from")
    takes(seconds(40))
