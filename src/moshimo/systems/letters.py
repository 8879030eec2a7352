"""Messages (Y27): a summons with a place and an hour, brought by a messenger or called aloud; and letters.

A messenger knows whom he is sent for, where to, and by when, and nothing else. He looks where they live and where they often are,
asks those whom he meets on the way, and at last comes back with nothing. A letter is a thing with a part for each person its writer
thinks of; nobody knows what stands in it until they read it, and each reader learns their own part. A farewell is written and left
alone: who has company asks to be left. Whoever sees it after all may ask what it is.

needs: office, ties, feelings, time, space, perception, knowledge
"""
from moshimo.rules import *


class Part(Choice):                          # what a letter has for one person
    unnamed, thanks, praise, forecast, regret


class Writes(Deed):                          # `by` is seen at a letter of farewell
    by: Character


class Letter(room=40):
    author: Character = known(nobody)
    bearer: Character = visible(nobody)      # who has it
    place: Place = visible(nowhere)
    on_door: bool = visible(False)
    farewell: bool = private(False)
    warmth: Lean[Character] = private(0.0)
    part: Part[Character] = private(unnamed)


class Character:
    asks_for: Character = private(nobody)    # whom one wants to have sent for
    asks_by: Moment = private(never)
    errand_for: Character = private(nobody)  # the messenger's errand: whom to fetch,
    errand_from: Character = private(nobody) # for whom,
    errand_to: Place = private(nowhere)      # where to,
    errand_by: Moment = private(never)       # by when,
    errand_lapses: Moment = private(never)   # and from when on it is no use any more
    letter: Letter = private(nothing)        # the one just written
    leaves_be: Place = private(nowhere)      # where one has been asked to leave somebody alone
    keeps_word: bool = private(False)        # has promised to see to a letter
    waits: bool = private(False)             # has promised to wait until it is light


def has_company(mind: Character) -> bool:        # somebody is there and looks
    return any(x != mind and sees(mind, x) and awake(x) for x in Character)


def looked(mind: Character, place: Place) -> bool:       # for the one sent for
    return place == nowhere or recalls(mind, walk(mind, place), within=hours(1))


@action(speech=True, again=hours(1))
def send_for(sender: Character, guest: Character, messenger: Character):
    """{sender} sends {messenger} to fetch {guest}."""
    when(sender.asks_for != nobody, guest == sender.asks_for, messenger.at_service, messenger != guest, can_hear(sender, messenger), not sees(sender, guest))
    weigh(6, "{guest} should come and hear it")
    takes(seconds(20))
    messenger.errand_for = guest
    messenger.sought = guest
    messenger.restless = 1.0
    messenger.errand_from = sender
    messenger.errand_to = sender.place
    messenger.errand_by = sender.asks_by
    messenger.errand_lapses = now + hours(3)
    sender.asks_for = nobody
    say(sender, "Fetch {guest}. No explanations.")


@reason(of=walk)
def on_an_errand(walker, to):
    when(walker.errand_for != nobody, to == walker.errand_for.place)
    weigh(8, "{walker} has been sent for somebody")


@reason(of=walk)
def where_they_live(walker, to):
    when(walker.errand_for != nobody, walker.errand_for.place is unknown, to == walker.errand_for.home)
    when(not looked(walker, to))
    weigh(4, "that is where the one sent for lives")


@reason(of=walk)
def where_they_often_are(walker, to):
    when(walker.errand_for != nobody, walker.errand_for.place is unknown, to == walker.errand_for.haunt)
    when(not looked(walker, to))
    weigh(2, "that is where the one sent for can often be found")


@reason(of=walk)
def with_nothing(walker, to):
    when(walker.errand_for != nobody, walker.errand_for.place is unknown, to == walker.errand_to)
    when(looked(walker, walker.errand_for.home), looked(walker, walker.errand_for.haunt))
    weigh(2, "{walker} has looked everywhere")


@action(speech=True, again=hours(1))
def report_in_vain(messenger: Character, sender: Character, guest: Character):
    """{messenger} has not found {guest}, and says so to {sender}."""
    when(messenger.errand_for != nobody, guest == messenger.errand_for, sender == messenger.errand_from, can_hear(messenger, sender), guest.place is unknown)
    when(looked(messenger, guest.home), looked(messenger, guest.haunt))
    weigh(8, "{messenger} has looked everywhere")
    takes(seconds(10))
    messenger.errand_for = nobody
    messenger.sought = nobody
    messenger.restless = 0.0
    say(messenger, "I have been to every door I could think of. Nobody has seen {guest}.")


@event(at=Character.errand_lapses, carries=roles)
def errand_is_off(messenger: Character):
    """{messenger} gives it up for today."""
    when(messenger.errand_for != nobody)
    messenger.errand_for = nobody
    messenger.sought = nobody
    messenger.restless = 0.0


@action(again=minutes(10))
def rouse(messenger: Character, sleeper: Character):
    """{messenger} shakes {sleeper} by the shoulder."""
    when(messenger.errand_for != nobody, sleeper == messenger.errand_for, sleeper.asleep, here(messenger, sleeper))
    weigh(6, "{sleeper} is wanted, asleep or not")
    takes(seconds(10))
    foil(sleeper)
    sleeper.asleep = False


@action(speech=True)
def summon(messenger: Character, guest: Character, to: Place):
    """{messenger} summons {guest} to {to}."""
    when(messenger.errand_for != nobody, guest == messenger.errand_for, to == messenger.errand_to, can_hear(messenger, guest))
    weigh(12, "that is {messenger}'s errand")
    takes(seconds(20))
    guest.due_place = to
    guest.due_at = messenger.errand_by
    messenger.errand_for = nobody
    messenger.sought = nobody
    means(Stir(0.2))
    say(messenger, "{guest}, you are wanted at {to}, and soon. I don't know more than that.")


@appraisal(of=summon)
def uneasy_about_it(guest, mind):
    """{mind} does not like the sound of it."""
    mind.worry[guest] += 0.4 * close(mind, guest)


@reason(of=walk)
def called_here(walker, to):
    when(recalls(walker, summon(None, walker, walker.place), within=hours(1)))
    deter(0.97, "{walker} has been called here, and nobody has said that it is over")


@reason(of=walk)
def back_to_the_post(walker, to):
    when(walker.at_service, walker.errand_for == nobody, to == walker.haunt)
    weigh(2 * (1 - late()), "{walker} is on duty there")


@reason(of=walk)
def on_call(walker, to):
    when(walker.at_service, walker.errand_for == nobody, walker.place == walker.haunt)
    deter(0.97 * (1 - late()), "{walker} waits to be sent")


@reason(of=ask_after)
def errand_lost(asker, asked, sought):
    when(asker.errand_for != nobody, asker.errand_for == sought, sought.place is unknown)
    weigh(6, "{asker} has been sent for {sought}")
    deter(0.998 * (asker.place == asker.errand_to), "they would have said so when {asker} was sent")
    deter(0.998 * (asked == asker.errand_from), "{asked} would not have sent {asker} otherwise")


@action(again=days(10))
def write_letter(author: Character):
    """{author} sits down and writes a long letter, with a part for each of those who matter."""
    when(author.parting, author.place == author.home, not recalls(author, write_letter(author), within=days(3)))
    weigh(min(6, 1.5 * count(x for x in Character if x != author and author.affection[x] > 0.4)), "{author} cannot go without a word")
    deter(0.98 * has_company(author), "it is not for anybody's eyes yet")
    takes(minutes(50))
    letter = born(Letter)
    letter.author = author
    letter.farewell = True
    for x in Character:
        letter.warmth[x] = author.affection[x]
        if x != author and author.affection[x] > 0.45:
            if author.debt[x] > 0.25:
                letter.part[x] = thanks
            elif author.respect[x] > 0.5:
                letter.part[x] = praise
            elif author.trust[x] > 0.5:
                letter.part[x] = forecast
            else:
                letter.part[x] = regret
    author.letter = letter
    author.tears = 0.6
    means(Writes(author))


@action(again=hours(1))
def leave_letter(author: Character, letter: Letter):
    """{author} leaves {letter} on the door."""
    when(author.letter != nothing, letter == author.letter, author.place == author.home)
    weigh(2 + 4 * late(), "there somebody will find it")
    deter(0.98 * has_company(author), "it is to be found when {author} has gone")
    letter.place = author.place
    letter.on_door = True
    author.letter = nothing
    means(Writes(author))


@action(speech=True, again=hours(1))
def ask_to_be_left(author: Character, guest: Character):
    """{author} asks {guest} to leave {author} alone for a while."""
    when(author.parting, author.place == author.home, guest != author, guest.home != author.home, can_hear(author, guest), author.letter != nothing or not recalls(author, write_letter(author), within=days(3)))
    weigh(8, "there is something to be done that nobody is to see")
    deter(0.5 * author.tears, "{author} would rather not be alone yet")
    deter(0.97 * recalls(author, ask_to_be_left(author, guest), within=minutes(40)), "{author} has asked already")
    takes(seconds(10))
    guest.leaves_be = author.place
    guest.bound = nowhere
    say(author, "I would like to be by myself for a while, {guest}. Please. I am all right.")


@appraisal(of=ask_to_be_left)
def takes_it_to_heart(author, guest, mind):
    """{mind} takes it to heart, and will go."""
    when(mind == guest)
    mind.stirred += 0.3


@reason(of=walk)
def left_alone(walker, to):
    when(walker.leaves_be != nowhere, recalls(walker, ask_to_be_left(None, walker), within=hours(5)))
    weigh(12 * (walker.place == walker.leaves_be) * (to == walker.home), "{walker} has been asked to go")
    deter(0.97 * (to == walker.leaves_be), "{walker} has been asked to let somebody be")


@action(answers=Writes, speech=True, within=minutes(2))
def ask_what_it_is(witness: Character, by: Character):
    """{witness} asks {by} what it is that {by} has written."""
    when(can_hear(witness, by))
    weigh(12 * close(witness, by), "{witness} has seen a letter, and {by}'s face over it")
    takes(seconds(5))
    witness.worry[by] += 0.3 * close(witness, by)
    say(witness, "What is that, {by}? Who is it for?")


@action(answers=ask_what_it_is, speech=True)
def say_it_is_nothing(by: Character, witness: Character):
    """{by} says that it is nothing, and folds it small."""
    when(not recalls(by, say_that_one_goes(by, witness), within=hours(1)))
    weigh(3 + 4 * by.composure, "it is too late for questions")
    takes(seconds(4))
    say(by, "Nothing. Lists. Things I still have to do.")


@action(answers=ask_what_it_is, speech=True)
def say_that_one_goes(by: Character, witness: Character):
    """{by} tells {witness} that {by} will be gone."""
    when(by.parting)
    weigh(6 * max(0, by.affection[witness]) * (1 - by.composure), "{by} cannot lie to {witness}")
    takes(seconds(20))
    witness.grief += 0.3 * close(witness, by)
    means(Loss(by, 0.3))
    say(by, "It is for all of you. For afterwards. I am going, {witness}, and I did not want to say it to anybody's face.")


@action(answers=say_that_one_goes, speech=True, within=minutes(3))
def beg_to_wait(witness: Character, by: Character):
    """{witness} begs {by} not to go in the dark."""
    when(can_hear(witness, by))
    weigh(16 * close(witness, by) * (1 - witness.composure), "it is night out there, and {by} is alone")
    takes(seconds(10))
    say(witness, "Not tonight. Wait until it is light, {by}. Nobody will come before that. I will sit here.")


@action(answers=beg_to_wait, speech=True)
def stay_till_light(by: Character, witness: Character):
    """{by} gives in, and will stay until it is light."""
    when(not recalls(by, cannot_wait(by, None), within=hours(6)))
    weigh(8 * max(0, by.affection[witness]) * max(0, by.trust[witness]), "it is {witness} who asks")
    deter(by.shame, "every hour more makes it harder")
    takes(seconds(6))
    by.waits = True
    say(by, "Until it is light, then. Not longer.")


@action(answers=beg_to_wait, speech=True)
def cannot_wait(by: Character, witness: Character):
    """{by} shakes {by}'s head: it has to be by night."""
    when(not by.waits)
    weigh(4 + 4 * by.shame + 4 * by.grief, "by day they would all stand there and look")
    takes(seconds(6))
    say(by, "If I wait till it is light, I will not go at all.")


@action(answers=say_that_one_goes, speech=True, within=minutes(3))
def give_word(witness: Character, by: Character):
    """{witness} promises {by} that the letter will be read to those for whom it is."""
    when(can_hear(witness, by))
    weigh(10 * close(witness, by), "it is the one thing {witness} can still do")
    deter(0.6 * witness.grief, "{witness} cannot speak")
    takes(seconds(10))
    witness.keeps_word = True
    means(Kindness(witness, by, 0.4))
    say(witness, "Then leave it on the door. I will fetch it in the morning, and I will see to it that they hear it. Every one of them.")


@reason(of=walk)
def as_promised(walker, to):
    when(walker.keeps_word, not dark())
    weigh(12 * leisure(walker) * any(x != walker and to == x.home and recalls(walker, give_word(walker, x), within=days(1)) for x in Character), "{walker} has promised to fetch something there")


@event(of=take_letter)
def word_is_kept(finder):
    """{finder} has what {finder} promised to fetch."""
    when(finder.keeps_word)
    finder.keeps_word = False


@reason(of=depart)
def waits_for_light(leaver, gate, out):
    when(leaver.waits, dark() or time_of_day() > noon)
    deter(0.98, "{leaver} has promised to wait until it is light")


@reason(of=walk)
def not_yet_light(walker, to):
    when(walker.waits, dark() or time_of_day() > noon)
    deter(0.98 * (to.gate or walker.place == walker.home), "{walker} has promised to wait until it is light")


@reason(of=walk)
def light_at_last(walker, to):
    when(walker.waits, walker.parting, to.gate, not dark(), time_of_day() < noon)
    weigh(6, "it is light, and {walker} has promised no more than that")


@reason(of=walk)
def a_word_first(walker, to):
    when(walker.parting, walker.letter != nothing, walker.place == walker.home)
    deter(0.9, "the letter still has to be left")


@action(again=hours(12))
def read_letter(reader: Character, letter: Letter):
    """{reader} reads {letter}."""
    when(letter.place == reader.place, letter.on_door, letter.author != reader, not sees(reader, letter.author))
    weigh(4 + 12 * close(reader, letter.author), "it has been left to be read")
    takes(minutes(3))
    look(reader, letter.author)
    look(reader, letter.farewell)
    for x in Character:
        look(reader, letter.warmth[x])
        look(reader, letter.part[x])


@action(again=hours(12))
def take_letter(finder: Character, letter: Letter):
    """{finder} takes {letter} down from the door and keeps it."""
    when(letter.on_door, letter.place == finder.place, letter.farewell, letter.author != finder, not sees(finder, letter.author))
    weigh(4 + 30 * close(finder, letter.author), "it should not hang there for anybody to see")
    letter.on_door = False
    letter.place = nowhere
    letter.bearer = finder


@event()
def in_hand(bearer: Character, letter: Letter):
    """{bearer} has {letter}."""
    when(letter.bearer == bearer, bearer != nobody)


@appraisal()
def moved_by_it(mind: Character, letter: Letter, author: Character):
    """{mind} has read {author}'s words."""
    when(letter.farewell, author == letter.author, author != mind)
    mind.grief += 0.7 * max(0, mind.affection[author])
    mind.affection[author] += 0.2 * letter.warmth[mind]
    mind.worry[author] += 0.6 * max(0, mind.affection[author])


@inference(sure=0.8)
def has_gone(mind: Character, letter: Letter, author: Character):
    """{mind} understands that {author} has gone."""
    when(letter.farewell, author == letter.author, author != mind, not sees(mind, author))
    author.place = nowhere
