"""Celebration (Y30): whoever is fond of somebody who has come into an office is glad of it, and shows it, each as close as they are.

The less one feels, the sooner one steps forward; whoever feels most waits until the others are done, and holds on longest. Nobody
congratulates somebody on what they have seen bought with blood.

needs: bargain, office, law, aims, speech, ties, feelings, knowledge, space, perception
"""
from moshimo.rules import *


class Character:
    last_held: Character[Office] = private(nobody)     # whom one has last known for its holder
    glad_for: Character = private(nobody)            # who has come into something


@appraisal()
def hears_of_it(mind: Character, office: Office):
    """{mind} learns who is {office} now."""
    when(office.holder != nobody, mind.last_held[office] != office.holder)
    if mind.last_held[office] != nobody and mind.last_held[office] != mind and mind != office.holder and mind.affection[office.holder] > 0.2:
        mind.glad_for = office.holder
        mind.joy += 0.4 * close(mind, office.holder)
        mind.stirred += 0.4
    mind.last_held[office] = office.holder


def others_first(mind: Character, hero: Character) -> bool:     # somebody here has not been to the one they all have come for
    return any(x != mind and x != hero and sees(mind, x) and not recalls(mind, embrace(x, hero), within=hours(6)) for x in Character)


@action(again=hours(6))
def embrace(friend: Character, hero: Character):
    """{friend} throws both arms round {hero}."""
    when(friend.glad_for != nobody, hero == friend.glad_for, sees(friend, hero), not recalls(friend, embrace(friend, hero), within=hours(6)))
    weigh(4 + 8 * close(friend, hero) + 8 * friend.temper, "{friend} is glad for {hero}")
    deter(clip(1.25 * close(friend, hero), 0, 0.96) * others_first(friend, hero), "the others first")
    deter(friend.grief, "{friend} has no heart for it")
    deter(recalls(friend, strike_down(hero, None), within=days(1)), "{friend} has seen what it cost")
    takes(seconds(4) + seconds(30) * close(friend, hero) * close(friend, hero))
    means(Kindness(friend, hero, 0.4))
    means(Honour(friend, hero, 0.2))


@action(speech=True, again=hours(12))
def congratulate(friend: Character, hero: Character, office: Office):
    """{friend} congratulates {hero}."""
    when(friend.glad_for != nobody, hero == friend.glad_for, office.holder == hero, can_hear(friend, hero), not recalls(friend, congratulate(friend, hero), within=hours(6)))
    weigh(8 * recalls(friend, embrace(friend, hero), within=minutes(10)), "{friend} is glad for {hero}")
    deter(close(friend, hero), "{friend} has no words for it")
    deter(friend.grief, "{friend} has no heart for it")
    takes(seconds(3))
    means(Honour(friend, hero, 0.3))
    if friend.respect[hero] > 0.6:
        say(friend, "Well done, {hero}. I never doubted it. Hardly ever.")
    elif friend.affection[hero] > 0.5:
        say(friend, "I always knew you would, {hero}.")
    else:
        say(friend, "You have earned it, {hero}.")
