"""Assemblies (Y28): everybody is called together; one speaks at a time, asks for the floor, hands it over, steps aside.

Who holds an office may call its people to its forum. They come as to any appointment, and what is said there all who came
have heard. Who has the floor speaks; others ask for it, or wait until nobody stands there.

needs: speech, knowledge, office, standing, ties, feelings, perception, space, time
"""
from moshimo.rules import *


class Office:
    forum: Place = known(nowhere)            # where its people are called together
    meets_at: Moment = known(never)          # the hour they are called to
    breaks_up: Moment = known(never)
    opened: bool = known(False)              # whether the one who called has begun
    floor: Character = known(nobody)         # who speaks there


class Character:
    eloquence: Level = known(0.2)            # how far one is used to being listened to
    asking: bool = visible(False)            # for the floor
    said_all: bool = private(False)          # all one had to say there


def forenoon() -> bool:
    return sunrise < time_of_day() and time_of_day() < noon


def assembling(office: Office) -> bool:
    return office.meets_at != never and now > office.meets_at - minutes(5)


def still_to_come(mind: Character, place: Place) -> Level:
    return 1 - count(x for x in Character if x.place == place) / (1 + count(x for x in Character if x.citizen))


def silence_kept(place: Place) -> bool:        # somebody has the floor there, or is about to take it
    return any(o.forum == place and (o.floor != nobody or (o.meets_at != never and not o.opened)) for o in Office)


def in_public(x: Character) -> bool:         # at an assembly that has begun
    return any(o.forum == x.place and o.opened for o in Office)


def hushed(x: Character) -> bool:            # in session, and it is somebody else's turn
    return silence_kept(x.place) and not any(o.floor == x for o in Office)


@action(carries=earshot(minutes(30)), again=hours(20))
def call_all(caller: Character, office: Office, forum: Place):
    """{caller} has everybody called to {forum}."""
    when(office.holder == caller, forum == office.forum, office.meets_at == never, caller.place.inside, forenoon())
    weigh(0, "{caller} has nothing to call them for")
    takes(minutes(5))
    office.meets_at = now + hours(1)
    office.breaks_up = now + hours(3)
    office.opened = False
    office.floor = nobody
    caller.said_all = False
    caller.restless = 1.0
    for x in Character:
        if x.citizen:
            x.due_place = forum
            x.due_at = now + hours(1)


@appraisal(of=call_all)
def bestirs(caller, mind):
    """{mind} has somewhere to be."""
    when(mind != caller)
    mind.restless += 0.26


@reason(of=walk)
def listening(walker, to):
    when(any(x.forum == walker.place and x.meets_at != never and now < x.meets_at + hours(3) for x in Office))
    deter(0.998, "{walker} has come to hear it")


@reason(of=walk)
def has_the_floor(walker, to):
    when(any(x.floor == walker for x in Office))
    deter(0.97, "everybody is looking at {walker}")


@action(again=minutes(30))
def take_floor(speaker: Character, office: Office):
    """{speaker} steps forward to speak."""
    when(office.forum == speaker.place, office.floor == nobody, assembling(office), office.opened or office.holder == speaker)
    weigh(6 * (office.holder == speaker) * (not office.opened), "they have come because {speaker} called them")
    deter((not office.opened) * still_to_come(speaker, speaker.place), "not everybody has come yet")
    deter(0.8 * (1 - speaker.eloquence) * (office.holder != speaker), "{speaker} is not used to being listened to")
    deter(clip(3 * (most(speaker.trust[x] * x.eloquence for x in Character if x != speaker and x.place == speaker.place) - speaker.eloquence), 0, 0.9) * (office.holder != speaker), "somebody whom {speaker} trusts is better at it")
    takes(seconds(10))
    office.floor = speaker
    office.opened = True
    office.breaks_up = now + minutes(90)
    speaker.asking = False
    speaker.said_all = False


@appraisal(of=take_floor)
def before_all_eyes(speaker, mind):
    """All eyes are on {mind}."""
    when(mind == speaker)
    mind.stirred += 0.5


@action(again=minutes(20))
def ask_for_floor(asker: Character, office: Office, speaker: Character):
    """{asker} lifts a hand to {speaker} and asks to be heard."""
    when(office.forum == asker.place, office.floor != nobody, speaker == office.floor, not asker.asking)
    weigh(0.1 * leisure(asker) * asker.eloquence, "{asker} likes to be heard")
    deter(0.8 * (1 - asker.eloquence), "{asker} is not used to being listened to")
    asker.asking = True


@action(again=minutes(10))
def hand_floor(speaker: Character, next: Character, office: Office):
    """{speaker} lets {next} speak."""
    when(office.floor == speaker, office.forum == speaker.place, next.asking, sees(speaker, next))
    weigh(3 * speaker.said_all, "{speaker} has said it all")
    weigh(2 * max(0, speaker.affection[next]), "{speaker} is fond of {next}")
    deter(0.3 * speaker.fear[next], "{speaker} would rather not hear it")
    takes(seconds(5))
    office.floor = next
    next.asking = False
    next.said_all = False


@action(again=minutes(10))
def step_aside(speaker: Character, office: Office):
    """{speaker} steps aside."""
    when(office.floor == speaker, office.forum == speaker.place)
    weigh(4 * speaker.said_all, "{speaker} has said it all")
    weigh(0.3, "{speaker} does not find the words")
    deter(0.95 * (office.holder == speaker) * (not speaker.said_all), "they are waiting for it")
    takes(seconds(5))
    office.floor = nobody


@event(at=Office.breaks_up, carries=realm)
def break_up(office: Office):
    """The assembly of {office} breaks up."""
    office.meets_at = never
    office.floor = nobody


@reason(of=walk)
def it_is_over(walker, to):
    when(any(x.holder == walker and x.seat == to and x.forum == walker.place and x.opened and x.meets_at == never for x in Office))
    weigh(4, "it is over, and there is work to do")


@event(of=walk)
def leaves_the_floor(walker, to):
    """The floor that {walker} has walked away from is free."""
    when(any(x.floor == walker and x.forum != walker.place for x in Office))
    for x in Office:
        if x.floor == walker and x.forum != walker.place:
            x.floor = nobody


@reason(of=ask_whats_wrong)
def hush_ask_whats_wrong(asker, asked):
    when(hushed(asker))
    deter(0.99, "somebody else is speaking to all of them")


@reason(of=explain)
def hush_explain(asked, asker, news):
    when(hushed(asked))
    deter(0.99, "somebody else is speaking to all of them")


@reason(of=comfort)
def hush_comfort(comforter, sufferer):
    when(hushed(comforter))
    deter(0.99, "somebody else is speaking to all of them")


@reason(of=rage_at)
def hush_rage_at(angry, target):
    when(hushed(angry))
    deter(0.99, "somebody else is speaking to all of them")


@reason(of=condemn)
def hush_condemn(speaker, target):
    when(hushed(speaker))
    deter(0.99, "somebody else is speaking to all of them")


@reason(of=thank)
def hush_thank(speaker, friend):
    when(hushed(speaker))
    deter(1, "somebody else is speaking to all of them")


@reason(of=tell_news)
def hush_tell_news(teller, hearer, news):
    when(hushed(teller))
    deter(1, "somebody else is speaking to all of them")


@reason(of=accuse)
def hush_accuse(accuser, accused):
    when(hushed(accuser))
    deter(1, "somebody else is speaking to all of them")


@reason(of=ask_after)
def hush_ask_after(asker, asked, sought):
    when(hushed(asker))
    deter(0.99, "somebody else is speaking to all of them")
