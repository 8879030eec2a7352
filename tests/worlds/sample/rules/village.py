"""A village that can send one of its own away, and a letter that stays behind."""
from moshimo.rules import *


class Wrong(Deed):
    by: Character
    to: Character


class Office:
    holder: Character = known(nobody)


class Letter(room=5):
    reader: Character = visible(nobody)
    author: Character = known(nobody)
    place: Place = visible(nowhere)
    warmth: Level = private(0.0)                            # what it says; read, not seen


class Character:
    home: Place = known(nowhere)
    citizen: bool = known(True)
    hands: int = known(0)                                   # raised against this one
    due_place: Place = known(nowhere)
    due_at: Moment = known(never)
    leave_by: Moment = known(never)
    rival: Character = private(nobody)
    need: Level = private(0.0)
    worry: Level = private(0.0, half_life=hours(3))
    fond: Lean[Character] = private(0.0, self=1.0)


@action(moves=True, again=minutes(1))
def walk(walker: Character, to: Place):
    """{walker} walks to {to}."""
    when(walker.place != nowhere, walker.place != to)
    takes(way(walker.place, to))
    walker.place = to


@reason(of=walk)
def sent_for(walker, to):
    when(to == walker.due_place, walker.due_at - now < minutes(20))
    weigh(6, "{walker} has been sent for")


@reason(of=walk)
def visiting(walker, to):
    weigh(most(walker.fond[x] + walker.worry for x in Character if x != walker and x.place == to), "{walker} wants company")


@reason(of=walk)
def going_home(walker, to):
    when(to == walker.home)
    weigh(0.5 + 3 * (not walker.citizen), "{walker} belongs there")


@action()
def steal(thief: Character, owner: Character):
    """{thief} takes a sack of flour from {owner}."""
    when(thief.need > 0, thief != owner, thief.place == owner.place)
    weigh(thief.need, "{thief} is hungry")
    deter(thief.fond[owner], "{thief} is fond of {owner}")
    means(Wrong(thief, owner))


@action(carries=roles, speech=True)
def slander(liar: Character, hearer: Character, victim: Character):
    """{liar} tells {hearer} that {victim} has stolen from the hall."""
    when(victim == liar.rival, hearer != liar, hearer != victim, hearer.place == liar.place)
    weigh(-2 * liar.fond[victim], "{liar} cannot bear {victim}")
    inform(hearer, steal(victim, liar))                     # it never happened
    say(liar, "Count your sacks, {hearer}. {victim} was seen.")


@appraisal(of=Wrong)
def soured(by, to, mind):
    """{mind} thinks less of {by}."""
    when(by != mind)
    mind.fond[by] -= 0.5


@action(carries=earshot(minutes(10)))
def send_for(judge: Character, guest: Character, office: Office):
    """{judge} rings the bell for {guest}."""
    when(office.holder == judge, guest == judge.rival, guest.citizen, guest.due_at == never)
    weigh(1, "{judge} wants {guest} before the village")
    guest.due_place = judge.place
    guest.due_at = now + minutes(30)


@action(speech=True)
def accuse(judge: Character, accused: Character, office: Office):
    """{judge} asks the village to be rid of {accused}."""
    when(office.holder == judge, accused == judge.rival, accused.citizen, accused.place == judge.place)
    weigh(5, "{judge} wants {accused} gone")
    accused.hands = 1
    say(judge, "Whoever has had enough of {accused}, raise a hand.")


@action(answers=accuse)
def raise_hand(voter: Character, judge: Character, accused: Character):
    """{voter} raises a hand against {accused}."""
    when(voter != judge, voter != accused)
    weigh(max(0, 8 * (0.2 * voter.fond[judge] - voter.fond[accused])), "{voter} would rather be rid of {accused}")
    accused.hands += 1


@action(speech=True)
def exile(judge: Character, accused: Character, office: Office):
    """{judge}, as {office}, exiles {accused}."""
    when(office.holder == judge, accused.citizen, accused.hands >= 2, accused.place == judge.place)
    weigh(-8 * judge.fond[accused], "{judge} cannot bear {accused}")
    takes(minutes(1))
    accused.citizen = False
    accused.leave_by = next_time(noon)
    means(Wrong(judge, accused))
    say(judge, "You have until noon, {accused}.")


@event(at=Character.leave_by)
def driven_out(person: Character):
    """{person} is driven out of the village."""
    when(not person.citizen, person.place != nowhere)
    person.place = nowhere


@action()
def write_letter(author: Character, reader: Character):
    """{author} writes to {reader} and leaves the letter on the table."""
    when(not author.citizen, author.place == author.home, reader != author)
    weigh(max(0, 6 * (author.fond[reader] - 0.3)), "{author} cannot go without a word to {reader}")
    takes(minutes(20))
    letter = born(Letter)
    letter.author = author
    letter.reader = reader
    letter.place = author.place
    letter.warmth = author.fond[reader]


@action(moves=True)
def leave(exiled: Character):
    """{exiled} leaves the village."""
    when(not exiled.citizen, exiled.place != nowhere)
    weigh(0.1 + 2 * (exiled.leave_by - now < hours(14)), "{exiled} may not stay")
    exiled.place = nowhere


@appraisal(of=misses)
def uneasy(who, mind):
    """{mind} wonders where {who} may be."""
    mind.worry += 0.4 * max(0, mind.fond[who])


@action()
def read_letter(reader: Character, letter: Letter):
    """{reader} reads {letter}."""
    when(letter.reader == reader, letter.place == reader.place)
    weigh(8, "it has {reader}'s name on it")
    takes(minutes(2))
    look(reader, letter.author)
    look(reader, letter.warmth)


@inference(sure=0.9)
def gone_for_good(mind: Character, letter: Letter, author: Character):
    """{mind} understands that {author} has gone."""
    when(author == letter.author, letter.reader == mind, letter.warmth > 0)
    author.place = nowhere
