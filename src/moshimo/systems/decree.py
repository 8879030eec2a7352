"""Decrees (Y16): exile and what follows from it, the hour by which one must be gone, and what comes after that hour.

The power to exile lies in an office and needs a reason: somebody charged. An exile is no citizen; whatever only a citizen may
do or wear falls with that. The exile decides alone: to go before the hour, or to stay and be hunted.

needs: office, law, standing, council, things, letters, ties, feelings, speech, space, time, perception
"""
from moshimo.rules import *


class Course(Choice):
    torn, going, staying


class Character:
    leave_by: Moment = known(never)
    hunted: bool = known(False)              # to be killed on sight
    keeps_order: bool = known(False)         # whose task it is
    course: Course = private(torn)
    sees_off: Character = private(nobody)    # whom one means to see once more before the hour


grace = number(0)                            # days between the sentence and the noon that ends it


@action(speech=True)
def exile(judge: Character, accused: Character, office: Office):
    """{judge}, as {office}, exiles {accused}."""
    when(office.holder == judge, office.may_exile, allowed(banishment), accused.citizen, here(judge, accused))
    when(recalls(judge, accuse(None, accused), within=days(1)), not recalls(judge, let_off(judge, accused, office)))
    weigh(5 * judge.fear[accused], "{judge} fears what {accused} may do")
    weigh(5 * max(0, -judge.affection[accused]), "{judge} cannot bear {accused}")
    deter(max(0, judge.affection[accused]), "{judge} is fond of {accused}")
    takes(seconds(30))
    judge.asks_for = nobody
    accused.citizen = False
    office.barred[accused] = True
    means(Harm(judge, accused, 0.9))
    say(judge, "Then hear my first order. {accused} has no place among us any more. Not this night, not in any year to come.")


@event(of=exile)
def nobody_breathes(judge, accused, office):
    """For a moment nobody in the room breathes."""
    means(Stir(0.6))


@action(speech=True)
def let_off(judge: Character, accused: Character, office: Office):
    """{judge}, as {office}, lets {accused} off with a warning."""
    when(office.holder == judge, office.may_exile, accused.citizen, here(judge, accused))
    when(recalls(judge, accuse(None, accused), within=days(1)), not recalls(judge, let_off(judge, accused, office)))
    when(not any(x.mover != nobody and x.over == accused for x in Council))      # what is before a council is not for one to settle
    weigh(1.5 * judge.mercy, "{judge} is not without mercy")
    weigh(1.2 * max(0, 1 - 1.5 * judge.fear[accused]), "{judge} has what {judge} wanted")
    weigh(6 * max(0, judge.affection[accused]), "{judge} is fond of {accused}")
    takes(seconds(20))
    means(Kindness(judge, accused, 0.3))
    means(Stir(0.2))
    say(judge, "Go home, {accused}. Give me no cause to remember that you were here.")


@action(speech=True)
def spell_out(judge: Character, exiled: Character, office: Office):
    """{judge} spells out what exile means for {exiled}: no rank, no office, and death on coming back."""
    when(office.holder == judge, office.may_exile, not exiled.citizen, here(judge, exiled))
    weigh(7, "the law wants it said")
    deter(judge.mercy, "{judge} would spare {exiled} that")
    takes(seconds(30))
    means(Threat(judge, exiled, 0.6))
    means(Loss(exiled, 0.5))
    means(Stir(0.2))
    say(judge, "Who does not belong here does not serve here, and wears no sign of ours, and holds no office, ever. Come back, and whoever sees you first will end it.")


@action(speech=True)
def give_until(judge: Character, exiled: Character, office: Office):
    """{judge} gives {exiled} until noon to be gone."""
    when(office.holder == judge, office.may_exile, not exiled.citizen, exiled.leave_by == never, here(judge, exiled))
    weigh(7, "there has to be an hour")
    takes(seconds(15))
    exiled.leave_by = next_time(noon) + days(grace)
    means(Threat(judge, exiled, 0.4))
    say(judge, "You have until noon, {exiled}. After that it is done in the square, before everybody.")


@action()
def put_out(judge: Character, guest: Character, office: Office):
    """{judge} has {guest} put out of the room."""
    when(office.holder == judge, judge.place == office.seat, guest != judge, here(judge, guest), guest.member == nothing, not guest.at_service)
    when(recalls(judge, exile(judge, None, office), within=hours(1)), since(judge, exile(judge, None, office)) > minutes(2))
    weigh(3, "{judge} has no more to say to {guest}")
    weigh(4 * max(0, -judge.affection[guest]), "{judge} cannot bear {guest}")
    deter(max(0, judge.affection[guest]), "{judge} is fond of {guest}")
    takes(seconds(20))
    guest.bound = nowhere
    guest.place = step(judge.place, guest.home)
    means(Insult(judge, guest, 0.4))


@reason(of=walk)
def shown_the_door(walker, to):
    when(not to.public, recalls(walker, put_out(None, walker), within=hours(18)))
    deter(0.95, "{walker} has been put out of there")


@reason(of=walk)
def nowhere_else_to_go(walker, to):
    when(not walker.citizen, to == walker.home, not walker.packed)
    weigh(8 * leisure(walker), "there is a bag to be packed")


@action(carries=roles, again=hours(3))
def resolve_to_go(exiled: Character):
    """{exiled} makes up an unwilling mind to go."""
    when(not exiled.citizen, exiled.course == torn, exiled.place == exiled.home)
    weigh(8 * nearness(exiled.leave_by), "after that hour {exiled} will be killed")
    weigh(2 * exiled.lawful + 2 * exiled.shame, "{exiled} bows to it")
    weigh(2 * exiled.grief, "{exiled} has no strength left to fight it")
    exiled.course = going
    exiled.parting = True


@action(carries=roles, again=hours(3))
def resolve_to_stay(exiled: Character):
    """{exiled} makes up a stubborn mind to stay."""
    when(not exiled.citizen, exiled.course == torn, exiled.place == exiled.home)
    weigh(exiled.temper + 0.6 * most(exiled.affection[x] for x in Character if x != exiled), "this is {exiled}'s home")
    exiled.course = staying


@reason(of=walk)
def no_way_back(walker, to):
    when(not walker.citizen, not walker.place.inside, to.inside)
    deter(0.995, "there is no way back")


@reason(of=walk)
def before_the_hour(walker, to):
    when(walker.parting, not walker.citizen, to.gate)
    weigh(8 * urgency(walker.leave_by), "the hour is near")


@reason(of=depart)
def away_in_time(leaver, gate, out):
    when(not leaver.citizen)
    weigh(10 * urgency(leaver.leave_by), "the hour is near")


@appraisal(of=exile)
def not_without_goodbye(judge, accused, mind):
    """{mind} means to see {accused} once more."""
    when(mind != judge, mind != accused, close(mind, accused) > 0.3)
    mind.sees_off = accused


@reason(of=walk)
def to_see_them_off(walker, to):
    when(walker.sees_off != nobody, to == walker.sees_off.home, not dark(), time_of_day() < noon)
    weigh(16 * leisure(walker) * close(walker, walker.sees_off) * clip(1 - (walker.sees_off.leave_by - now) / hours(10), 0.3, 1), "{walker} wants to see somebody once more before the hour")


@appraisal(of=misses)
def gone_already(who, place, mind):
    """{mind} has come too late to see {who}."""
    when(mind.sees_off == who, place == who.home)
    mind.sees_off = nobody
    mind.grief += 0.2 * close(mind, who)


@appraisal(of=read_letter)
def too_late_for_it(reader, letter, mind):
    """{mind} has come too late."""
    when(mind == reader, letter.author == mind.sees_off)
    mind.sees_off = nobody


@event(at=Character.leave_by, carries=realm)
def time_runs_out(person: Character):
    """The time given to {person} runs out."""
    when(forbidden(lingering), not person.citizen, person.place.inside)
    person.hunted = True
    means(Stir(0.2))


@reason(of=walk)
def on_the_hunt(walker, to):
    when(walker.keeps_order)
    weigh(5 * count(x for x in Character if x.hunted and x.alive and x.place == to), "somebody there is to be brought to account")


@reason(of=hide)
def lies_low(hider):
    when(hider.hunted)
    weigh(3, "{hider} is hunted")


@action()
def execute(officer: Character, exiled: Character):
    """{officer} carries out the sentence on {exiled}."""
    when(officer.keeps_order, exiled.hunted, exiled.alive, sees(officer, exiled))
    weigh(8 * officer.lawful, "the sentence stands")
    deter(1.5 * max(0, officer.affection[exiled]), "{officer} is fond of {exiled}")
    takes(minutes(1))
    exiled.alive = False
    means(Harm(officer, exiled, 1.0))
    means(Stir(0.6))
