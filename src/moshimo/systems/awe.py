"""Awe (Y13, Y20): authority used to frighten, and the resolve that it meets.

Who holds an office can put its whole weight into a few words. How far that daunts anybody is a matter of respect and trust on
the one side, and of resolve on the other.

needs: challenge, office, law, ties, feelings, perception
"""
from moshimo.rules import *


class Character:
    resolve: Level = private(0.4, guess=0.4)


@action(speech=True, again=hours(1))
def assert_authority(holder: Character, other: Character, office: Office):
    """{holder} draws up to {holder}'s full height, and speaks as {office}."""
    when(office.holder == holder, sees(holder, other), other.alive, other.disputes == office, other.claimed, holder.foe == nobody, holder.bested != other)
    weigh(6 * holder.pride, "nobody speaks to {office} like that")
    weigh(4 * holder.wants[office], "{other} may yet give way")
    deter(holder.fear[other], "{holder}'s voice would shake")
    takes(seconds(6))
    means(Stir(0.4))
    say(holder, "I am {office}, {other}. What I say is the way things are done here, and you will do it.")


@appraisal(of=assert_authority)
def daunted(holder, other, mind):
    """{mind} feels it."""
    when(mind == other)
    mind.fear[holder] += 0.8 * mind.respect[holder] * max(0, 1 - 1.2 * mind.resolve)


@action(answers=assert_authority, speech=True, again=hours(1))
def stand_firm(other: Character, holder: Character):
    """{other} does not give an inch."""
    when(other.foe == nobody)
    weigh(8 * other.resolve, "{other} knew what it would come to")
    deter(other.fear[holder], "{other} is afraid of {holder}")
    takes(seconds(4))
    means(Stir(0.2))
    say(other, "We both knew that this day would come, {holder}.")
