"""Hearsay (Y25): what people say is so is passed on, doubted, denied, written down, and found to be false.

It answers to claims about a state, whatever they are about: where somebody is, who holds an office, who is fond of
whom. Other systems and the world say what is claimed; a claim that one has doubts about is not passed on, and whoever
finds one false denies it to those who say it, and trusts them less.

needs: ties, feelings, perception, knowledge
"""
from moshimo.rules import *


class Lie(Deed):                             # `by` has said to `to` what `to` finds to be false
    by: Character
    to: Character


class Note(room=40):                         # a claim in writing
    writer: Character = known(nobody)
    reader: Character = visible(nobody)      # for whom it is meant
    place: Place = visible(nowhere)
    says: Deed = private(nothing)


@action(carries=roles, speech=True, again=hours(6))
def pass_on(teller: Character, hearer: Character, claim: Deed):
    """{teller} tells {hearer} {claim}."""
    when(believes(teller, is_so(claim)), hearer != teller, sees(teller, hearer), not about(claim, hearer))
    when(not recalls(teller, pass_on(None, hearer, claim)), not recalls(teller, pass_on(hearer, None, claim)))
    weigh(0.5 * (0.3 + teller.affection[hearer]), "{teller} likes to talk with {hearer}")
    takes(seconds(20))
    inform(hearer, claim)


@action(answers=pass_on, speech=True, again=hours(6))
def deny_it(hearer: Character, teller: Character, claim: Deed):
    """{hearer} tells {teller} that it is not so."""
    when(believes(hearer, is_false(claim)), hearer != teller, sees(hearer, teller))
    weigh(5, "{hearer} knows better")
    deter(-hearer.affection[teller], "{hearer} does not care what {teller} believes")
    takes(seconds(10))
    inform(teller, not claim)


@action(again=days(1))
def find_out(hearer: Character, teller: Character, claim: Deed):
    """{hearer} sees that {teller} was wrong: it is not so."""
    when(believes(hearer, is_false(claim)), recalls(hearer, pass_on(teller, hearer, claim)), not recalls(hearer, find_out(hearer, teller, claim)))
    weigh(20, "{hearer} has seen otherwise")
    means(Lie(teller, hearer))


@appraisal(of=Lie)
def was_misled(by, to, mind):
    """{mind} trusts {by} less."""
    when(mind == to)
    mind.trust[by] -= 0.2
    mind.stirred += 0.1


@action(again=hours(6))
def write_down(writer: Character, reader: Character, claim: Deed):
    """{writer} leaves a note for {reader}."""
    when(believes(writer, is_so(claim)), reader != writer, reader.place != writer.place, not about(claim, reader))
    when(not recalls(writer, write_down(writer, reader, claim)))
    weigh(0.5 * max(0, writer.affection[reader] - 0.3), "{reader} should know, and is not here")
    takes(minutes(2))
    note = born(Note)
    note.writer = writer
    note.reader = reader
    note.place = writer.place
    note.says = claim


@action(again=hours(6))
def read_note(reader: Character, note: Note):
    """{reader} reads what stands in {note}."""
    when(note.reader == reader, note.place == reader.place, note.place != nowhere)
    weigh(8, "it is meant for {reader}")
    takes(seconds(30))
    note.place = nowhere


@event(of=read_note, carries=roles)
def is_told(writer: Character, reader: Character, note: Note):
    """{reader} learns what {writer} has to say."""
    when(writer == note.writer)
    inform(reader, note.says)
