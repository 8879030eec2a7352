"""Public news (Y26, Y23): a new holder made known, an exile told of; what most did not know strikes each by what each knew.

Who holds an office that few know of wants it known. Whoever had taken another for the holder is taken aback.

needs: assembly, office, decree, knowledge, ties, feelings, perception, time
"""
from moshimo.rules import *


class Office:
    made_known: bool = known(True)           # whether its holder has been named before everybody


class Character:
    took_for: Character[Office] = private(nobody)    # whom one has so far taken for its holder


@event()
def nobody_has_been_told(office: Office, holder: Character):
    """That {holder} is {office} has not been told to everybody yet."""
    when(holder == office.holder, not office.seated)
    office.made_known = False


@reason(of=call_all)
def to_be_known(caller, office, forum):
    when(not office.made_known)
    weigh(4 * leisure(caller), "few know yet who {office} is")
    weigh(3 * leisure(caller) * caller.pride, "{caller} wants to be seen as {office}")


@appraisal()
def takes_note(mind: Character, office: Office, holder: Character):
    """{mind} knows {holder} for {office}."""
    when(holder == office.holder)
    mind.took_for[office] = holder


@action(speech=True)
def announce(holder: Character, office: Office):
    """{holder} tells everybody who has come that {holder} is {office} now."""
    when(office.floor == holder, office.holder == holder, office.forum == holder.place, not office.made_known)
    weigh(9, "that is what they were called for")
    takes(seconds(40))
    office.made_known = True
    office.holder = holder
    holder.said_all = True
    means(Stir(0.1))
    if holder.pride > 0.4:
        say(holder, "You will have asked yourselves who called you. I did. I am {office} now, and you will get used to it.")
    else:
        say(holder, "I am {office} now. It was done by the law, and it was done quickly. That is all you need to know.")


@appraisal(of=announce)
def taken_aback(holder, office, mind):
    """{mind} had taken somebody else for {office}."""
    when(mind != holder, mind.took_for[office] != holder)
    mind.puzzled += 0.5
    mind.stirred += 0.1
    mind.worry[mind.took_for[office]] += 0.2 * close(mind, mind.took_for[office])


@reason(of=take_floor)
def exile_to_tell(speaker, office):
    when(any(office.barred[x] and not x.citizen for x in Character), not recalls(speaker, tell_of_exile(None), within=days(1)))
    weigh(10 * most(close(speaker, x) for x in Character if office.barred[x] and not x.citizen), "they do not know the half of it")


@reason(of=ask_for_floor)
def exile_to_ask_for(asker, office, speaker):
    when(any(office.barred[x] and not x.citizen for x in Character), not recalls(asker, tell_of_exile(None), within=days(1)))
    weigh(5 * most(close(asker, x) for x in Character if office.barred[x] and not x.citizen), "they do not know the half of it")


@appraisal(of=step_aside)
def the_other_half(speaker, office, mind):
    """{mind} knows what has not been said."""
    when(mind != speaker, not recalls(mind, tell_of_exile(None), within=days(1)))
    when(any(office.barred[x] and not x.citizen and close(mind, x) > 0.3 for x in Character))
    mind.stirred += 0.3


@action(speech=True)
def tell_of_exile(teller: Character, exiled: Character, judge: Character, office: Office):
    """{teller} tells everybody that {judge} has exiled {exiled}."""
    when(office.floor == teller, office.forum == teller.place, judge == office.holder, office.barred[exiled], not exiled.citizen, judge != exiled)
    when(not recalls(teller, tell_of_exile(None, exiled), within=days(1)))
    weigh(10 * close(teller, exiled), "they have a right to know")
    weigh(judge == teller, "it is to be a warning")
    deter(0.4 * teller.fear[judge], "{teller} is afraid of {judge}")
    takes(seconds(40))
    for x in Character:
        if x.place == teller.place and x != teller:
            inform(x, exile(judge, exiled, office))
    teller.said_all = True
    means(Stir(0.1))
    if teller.affection[exiled] > 0.4:
        say(teller, "There is one who ought to be standing in the first row. {exiled} is not here. {exiled} has been sent away, for good, and you are to hear it from somebody who wept over it.")
    else:
        say(teller, "{exiled} has no place here any more. Let it be a lesson.")
