"""Secrecy (Y17): what may not be spoken of, hints inside the law, breaking it and its price, and a secret told to a crowd.

A secret is about somebody; those who know it know about whom. Where a law forbids speaking of it, the lawful keep silent, and a
hint tells only those who know already. A letter can name it in its last words: whoever reads those out has broken the law.

needs: law, letters, reading, assembly, office, standing, crowd, ties, feelings, perception
"""
from moshimo.rules import *


class Breach(Deed):                          # `by` speaks of what may not be spoken of
    by: Character
    size: Level


class Secret:
    subject: Character = known(nobody)       # whom it is about
    out: bool = known(False)                 # told before everybody
    held_back: bool = known(False)           # somebody could have, and did not


class Character:
    knew: bool[Secret] = private(False)
    taken_in: bool = private(True)           # what one has learned has sunk in
    offence: Level = known(0.0)              # how far one has broken a law of silence


@appraisal()
def in_the_know(mind: Character, secret: Secret, whom: Character):
    """{mind} knows whom {secret} is about."""
    when(whom == secret.subject)
    mind.knew[secret] = True


@action(speech=True, again=hours(6))
def name_secret(reader: Character, letter: Letter, secret: Secret, whom: Character):
    """{reader} reads out the very last words of {letter}, and with them {secret}."""
    when(letter.bearer == reader, letter.finished, letter.farewell, not secret.out, not secret.held_back, whom == letter.author, secret.subject == whom)
    when(any(x.floor == reader and x.forum == reader.place for x in Office))
    weigh(8 * close(reader, whom) + 4 * reader.grief, "{whom} means them to know")
    deter(0.4 * forbidden(speaking) * reader.lawful, "it is forbidden to speak of it")
    takes(seconds(25))
    secret.subject = whom
    secret.out = True
    reader.offence += 0.3
    means(Breach(reader, 0.3))
    means(Stir(0.1))


@action(again=hours(6))
def fold_away(reader: Character, letter: Letter, secret: Secret, whom: Character):
    """{reader} folds {letter} before its very last words."""
    when(letter.bearer == reader, letter.finished, letter.farewell, not secret.out, not secret.held_back, whom == letter.author, secret.subject == whom)
    when(any(x.floor == reader and x.forum == reader.place for x in Office))
    weigh(4 * forbidden(speaking) * reader.lawful, "it is forbidden to speak of it")
    weigh(1.5 * reader.fear[whom], "{reader} would rather it stayed buried")
    secret.held_back = True


@appraisal(of=name_secret)
def learns_it(reader, secret, whom, mind):
    """{mind} understands at last why {whom} was shunned."""
    when(mind != reader, mind != whom, not mind.knew[secret])
    mind.puzzled -= 0.3
    mind.grief += 0.3 * close(mind, whom)
    mind.stirred += 0.1
    mind.taken_in = False
    mind.fear[whom] += 0.2 * (1 - max(0, mind.affection[whom]))
    mind.anger[mind.blames] += 0.2 * close(mind, whom) * (0.4 + mind.temper)


@action(again=hours(3))
def gasp(hearer: Character, secret: Secret, whom: Character):
    """{hearer} stares: so that is what {whom} has carried."""
    when(not hearer.taken_in, secret.out, whom == secret.subject, recalls(hearer, name_secret(None, None, secret, whom), within=minutes(5)))
    weigh(5, "it comes as a shock")
    hearer.taken_in = True


@action(speech=True, again=hours(6))
def hint(speaker: Character, secret: Secret, whom: Character, blamed: Character):
    """{speaker} says that whoever stands with {blamed} against {whom} has no heart."""
    when(speaker.blames != nobody, blamed == speaker.blames, whom == speaker.blames_for, secret.subject == whom)
    when(any(x.floor == speaker and x.forum == speaker.place for x in Office), recalls(speaker, tell_of_exile(None, whom), within=hours(2)))
    when(secret.out or secret.held_back or not any(x.bearer == speaker and x.farewell for x in Letter))
    weigh(6 * close(speaker, whom), "{speaker} reads it in their faces")
    weigh(3 * speaker.anger[blamed], "{speaker} is angry with {blamed}")
    deter(0.5 * speaker.fear[blamed], "{speaker} is afraid of {blamed}")
    takes(seconds(40))
    speaker.said_all = True
    for x in Office:
        if x.floor == speaker:
            x.floor = nobody
    means(Insult(speaker, blamed, 0.4))
    means(Stir(0.1))
    say(speaker, "Most of you know why. I am bound not to say it, and so are you, and look how well we have all kept that law. But whoever can stand beside {blamed} this morning has no heart left to break.")


@reason(of=step_aside)
def not_without_a_word(speaker, office):
    when(speaker.blames != nobody, not recalls(speaker, hint(speaker), within=hours(1)))
    deter(0.5 + 0.48 * close(speaker, speaker.blames_for), "{speaker} has one more thing to say")


@reason(of=hand_floor)
def one_more_word(speaker, next, office):
    when(speaker.blames != nobody, not recalls(speaker, hint(speaker), within=hours(1)))
    deter(0.5 + 0.48 * close(speaker, speaker.blames_for), "{speaker} has one more thing to say")


@appraisal(of=hint)
def understood(speaker, secret, whom, blamed, mind):
    """{mind} takes it to heart."""
    when(mind != speaker, mind != blamed)
    mind.anger[blamed] += 0.35 * close(mind, whom) * (0.5 + mind.temper)
    if mind.knew[secret]:
        mind.shame += 0.1
    else:
        mind.puzzled += 0.2


@appraisal(of=Breach)
def disapproves(by, size, mind):
    """{mind} has heard {by} break the law."""
    when(mind != by)
    mind.trust[by] -= 0.1 * size * max(0, mind.lawful - 0.5)


@action(speech=True, again=hours(6))
def call_to_order(holder: Character, speaker: Character, office: Office):
    """{holder} reminds {speaker} what is done to those who speak of it."""
    when(office.holder == holder, speaker.offence > 0, holder != speaker, can_hear(holder, speaker), forbidden(speaking))
    weigh(2 * holder.lawful + 3 * max(0, -holder.affection[speaker]), "the law has been broken before everybody")
    takes(seconds(15))
    if office.floor == speaker:
        office.floor = nobody
    means(Threat(holder, speaker, 0.3))
    say(holder, "That was forbidden, {speaker}, and you know since when. It will be remembered.")
