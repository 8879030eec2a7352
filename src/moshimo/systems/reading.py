"""Reading out (Y27, Y20): a letter is read to everybody part by part, the dearest first; grief gets in the way of reading.

Who holds a letter that was meant for many, and has the floor, reads to each what was written for each: thanks, praise, a
forecast, a regret. Each part is a deed of its own, so that people answer in between. The last words are for all.

needs: letters, assembly, news, crowd, ties, feelings, perception
"""
from moshimo.rules import *


class Letter:
    heard: Part[Character] = known(unnamed)  # the parts that have been read out
    finished: bool = known(False)


class Character:
    faltering: bool = visible(False)         # has to stop


def unread(mind: Character, letter: Letter) -> Character:
    return most((x for x in Character if letter.part[x] != unnamed and letter.heard[x] == unnamed and x != mind), by=letter.warmth[x])


@action(again=hours(2))
def pass_letter(bearer: Character, receiver: Character, letter: Letter):
    """{bearer} hands {letter} to {receiver}."""
    when(letter.bearer == bearer, receiver != bearer, sees(bearer, receiver), receiver != letter.author)
    weigh(30 * max(0, receiver.eloquence - bearer.eloquence) * max(0, bearer.trust[receiver] - 0.3), "people listen to {receiver}")
    takes(seconds(15))
    letter.bearer = receiver
    look(receiver, letter.author)
    look(receiver, letter.farewell)
    for x in Character:
        look(receiver, letter.warmth[x])
        look(receiver, letter.part[x])
    means(Kindness(bearer, receiver, 0.2))


@reason(of=take_floor)
def letter_to_read(speaker, office):
    when(any(x.bearer == speaker and x.farewell and not x.finished for x in Letter))
    weigh(12, "{speaker} has something to read to them")


@reason(of=ask_for_floor)
def letter_in_hand(asker, office, speaker):
    weigh(3 * any(x.bearer == asker and x.farewell and not x.finished for x in Letter), "{asker} has something to read to them")


@appraisal(of=step_aside)
def something_to_read(speaker, mind):
    """{mind} has something to read to them."""
    when(mind != speaker, any(x.bearer == mind and x.farewell and not x.finished for x in Letter))
    mind.stirred += 0.3


@reason(of=step_aside)
def letter_unread(speaker, office):
    when(any(x.bearer == speaker and x.farewell and not x.finished for x in Letter))
    deter(0.97, "the letter is not read yet")


@action(speech=True, again=minutes(10))
def read_aloud(reader: Character, letter: Letter, addressee: Character):
    """{reader} reads out what {letter} says to {addressee}."""
    when(letter.bearer == reader, letter.farewell, not reader.faltering, any(x.floor == reader and x.forum == reader.place for x in Office), addressee == unread(reader, letter))
    weigh(18, "they are to hear it in the writer's own words")
    deter(0.2 * reader.grief * (1 - reader.composure), "{reader}'s voice fails")
    takes(seconds(35))
    letter.heard[addressee] = letter.part[addressee]
    means(Honour(letter.author, addressee, 0.2))


@appraisal(of=read_aloud)
def touched(reader, letter, addressee, mind):
    """{mind} hears the writer's voice."""
    if mind == addressee:
        mind.grief += 0.15 + 0.25 * close(mind, letter.author) + 0.1 * (letter.heard[mind] == regret)
        mind.affection[letter.author] += 0.08
        mind.worry[letter.author] += 0.2 * close(mind, letter.author)
        if mind.blames_for == letter.author:
            mind.anger[mind.blames] += 0.3 * close(mind, letter.author) * (0.4 + mind.temper)
    else:
        mind.grief += 0.02 * close(mind, letter.author)
    if mind == reader:
        mind.stirred += 0.15


@reason(of=read_aloud)
def not_told_yet(reader, letter, addressee):
    when(not recalls(reader, tell_of_exile(None, letter.author), within=days(1)))
    deter(0.9, "they do not know yet what has happened")


@reason(of=read_aloud)
def shouted_down(reader, letter, addressee):
    deter(0.9 * loudness(reader.place), "{reader} cannot be heard")


@reason(of=hand_floor)
def not_before_the_end(speaker, next, office):
    when(any(x.bearer == speaker and x.farewell and not x.finished for x in Letter))
    deter(0.95, "the letter is not read yet")


@action(again=minutes(4))
def falter(reader: Character, letter: Letter):
    """{reader} has to stop, the paper shaking."""
    when(letter.bearer == reader, not letter.finished, any(x.floor == reader and x.forum == reader.place for x in Office), any(letter.heard[x] != unnamed for x in Character))
    weigh(5 * max(0, reader.grief - 0.2) * (1.2 - reader.composure), "the words swim before {reader}'s eyes")
    reader.faltering = True
    takes(seconds(30))
    reader.faltering = False
    reader.grief -= 0.05 * reader.grief


@action(speech=True, again=minutes(10))
def read_to_all(reader: Character, letter: Letter):
    """{reader} reads out what {letter} says to all of them."""
    when(letter.bearer == reader, letter.farewell, not letter.finished, not reader.faltering, any(x.floor == reader and x.forum == reader.place for x in Office))
    when(unread(reader, letter) == nobody)
    weigh(12, "the last lines are for all of them")
    takes(seconds(40))
    letter.finished = True
    reader.said_all = True
    means(Stir(0.05))


@appraisal(of=read_to_all)
def touched_all(letter, mind):
    """{mind} hears what was written to all."""
    mind.grief += 0.25 * close(mind, letter.author)
    mind.shame += 0.2 * (mind.affection[letter.author] < 0.1)
