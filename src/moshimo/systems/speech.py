"""Speech acts (Y25): asking what is wrong, explaining, accusing, rebutting, condemning, thanking.

A speech act says what it means (Charge, Defence, Insult, Kindness); what it does depends on who hears it.

needs: ties, feelings, perception, knowledge, space
"""
from moshimo.rules import *


@action(speech=True, again=hours(2))
def ask_whats_wrong(asker: Character, asked: Character):
    """{asker} asks {asked} what is wrong."""
    when(asker != asked, can_hear(asker, asked))
    weigh(12 * asked.tears * max(0, close(asker, asked) - 0.2), "{asked} has been crying")
    weigh(12 * max(0, asker.puzzled - 0.4) * close(asker, asked), "{asker} does not understand what is going on")
    deter(0.97 * recalls(asker, ask_whats_wrong(None, asked), within=minutes(10)), "somebody has asked already")
    takes(seconds(10))
    if asker.puzzled > 0.5:
        say(asker, "{asked}? What are all these people doing here? What has happened?")
    else:
        say(asker, "{asked}, you have been crying. Tell me.")


@action(speech=True)
def explain(asked: Character, asker: Character, news: Deed):
    """{asked} tells {asker} what has happened."""
    when(can_hear(asked, asker), recalls(asked, ask_whats_wrong(asker, asked), within=minutes(3)), not recalls(asked, explain(asked, asker, None), within=minutes(10)))
    weigh(2 * about(news, asker), "{asker} has a right to know")
    weigh(1 + 3 * max(0, asked.trust[asker]), "{asked} trusts {asker}")
    deter(asked.grief, "{asked} cannot find the words")
    takes(seconds(30))
    inform(asker, news)


@appraisal(of=explain)
def understands(asked, asker, mind):
    """{mind} begins to understand."""
    when(mind == asker)
    mind.puzzled -= 0.5


@action(speech=True)
def accuse(accuser: Character, accused: Character):
    """{accuser} accuses {accused} of being a danger to everybody."""
    when(accuser != accused, can_hear(accuser, accused))
    weigh(0.3 * max(0, accuser.fear[accused] - 0.5) * leisure(accuser), "{accuser} is afraid of {accused}")
    deter(accuser.affection[accused], "{accuser} is fond of {accused}")
    takes(seconds(25))
    means(Charge(accuser, accused, 0.7))
    means(Threat(accuser, accused, 0.5))
    means(Insult(accuser, accused, 0.4))
    means(Stir(0.5))
    if accuser.fear[accused] > 0.5:
        say(accuser, "You all know what walks among us in that skin. It takes one bad hour, and none of us will be here to regret it.")
    else:
        say(accuser, "{accused} spends what is not safe to spend, to mend what a little care would never have broken.")


@action(answers=Charge, speech=True)
def rebut(speaker: Character, by: Character, to: Character):
    """{speaker} takes the part of {to} against {by}."""
    when(speaker != by, speaker != to, can_hear(speaker, by))
    weigh(9 * close(speaker, to), "{speaker} will not hear that said of {to}")
    weigh(3 * speaker.debt[to], "{speaker} owes {to} much")
    deter(0.6 * speaker.fear[by] + 0.4 * speaker.grief, "{speaker} is afraid of {by}")
    takes(seconds(25))
    means(Defence(speaker, to, 0.6))
    means(Stir(0.2))
    if speaker.anger[by] > 0.4:
        say(speaker, "Everything {to} ever wanted was to keep this place safe. What have you ever wanted, {by}?")
    elif speaker.trust[to] > 0.5:
        say(speaker, "I have watched {to} at work, {by}. I would put my life in those hands, and I have.")
    else:
        say(speaker, "That is not for you to judge, {by}.")


@action(speech=True)
def condemn(speaker: Character, target: Character):
    """{speaker} tells {target} to {target}'s face what {speaker} thinks of it."""
    when(speaker != target, can_hear(speaker, target))
    weigh(5 * max(0, speaker.anger[target] - 0.4), "{speaker} is angry with {target}")
    weigh(-3 * max(0, speaker.affection[target]), "{speaker} is fond of {target}")
    deter(0.8 * speaker.fear[target], "{speaker} fears {target}")
    takes(seconds(20))
    speaker.anger[target] -= 0.25 * speaker.anger[target]
    means(Insult(speaker, target, 0.5))
    if speaker.composure > 0.6:
        say(speaker, "I shall remember this day, {target}. I advise you to remember it too.")
    else:
        say(speaker, "You ought to be ashamed, {target}. If you still know how.")


@action(speech=True)
def thank(speaker: Character, friend: Character):
    """{speaker} thanks {friend}."""
    when(speaker != friend, can_hear(speaker, friend))
    weigh(3 * max(0, speaker.debt[friend] - 0.1), "{speaker} owes {friend} much")
    deter(-speaker.affection[friend], "{speaker} would rather not")
    takes(seconds(15))
    speaker.debt[friend] -= 0.3
    means(Kindness(speaker, friend, 0.3))
    means(Honour(speaker, friend, 0.3))
    if speaker.affection[friend] > 0.6:
        say(speaker, "I never said it, {friend}. Thank you. For all of it.")
    else:
        say(speaker, "I am in your debt, {friend}.")
