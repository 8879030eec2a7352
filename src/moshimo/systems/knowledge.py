"""Knowledge and belief (Y23): how far one believes whom; finding and not finding; asking after people; telling news.

Everybody acts on a picture of their own. Whoever goes to a house because they believe somebody there, and finds nobody,
has learned something, and may ask.

needs: ties, feelings, perception
"""
from moshimo.rules import *


class Character:
    puzzled: Level = private(0.0, half_life=minutes(20))
    sought: Character = private(nobody)      # whom one would like to find
    trusting: Level = private(0.5)


def credence(mind: Character, source: Character) -> Level:
    return 0.5 + 0.4 * mind.trust[source] + 0.1 * mind.trusting


@appraisal(of=misses)
def not_there(who, place, mind):
    """{mind} wonders where {who} is."""
    mind.puzzled += 0.15
    mind.stirred += 0.02
    mind.worry[who] += 0.15 * close(mind, who)
    if mind.worry[who] > 0.2:
        mind.sought = who


@appraisal(of=meets)
def did_not_expect(who, place, mind):
    """{mind} did not expect to find {who} there."""
    mind.puzzled += 0.06 * (not place.public)      # in a public place one may meet anybody
    mind.stirred += 0.02 * (not place.public)
    mind.worry[who] -= 0.3 * mind.worry[who]
    if mind.sought == who:
        mind.sought = nobody


@action(speech=True, again=hours(1))
def ask_after(asker: Character, asked: Character, sought: Character):
    """{asker} asks {asked} where {sought} is."""
    when(asker.sought != nobody, sought == asker.sought, asked != asker, asked != sought, can_hear(asker, asked), sought.place is unknown)
    when(not recalls(asker, ask_after(asker, None, sought), within=minutes(5)))
    weigh(4 * asker.worry[sought], "{asker} is looking for {sought}")
    takes(seconds(10))
    say(asker, "Have you seen {sought}?")


@action(answers=ask_after, speech=True)
def say_where(teller: Character, asker: Character, sought: Character):
    """{teller} tells {asker} where {sought} was last seen."""
    when(sought.place is not unknown, sought.place != nowhere, teller != sought, can_hear(teller, asker))
    when(not recalls(teller, say_where(None, asker, sought), within=minutes(3)))
    weigh(6, "{asker} has asked, and {teller} knows")
    deter(-teller.affection[asker], "{teller} does not care to help {asker}")
    takes(seconds(15))
    inform(asker, sought.place)
    means(Kindness(teller, asker, 0.1))
    say(teller, "Not an hour ago, yes. Try there.")


@action(carries=roles, speech=True)
def tell_news(teller: Character, hearer: Character, news: Deed):
    """{teller} tells {hearer} the news."""
    when(hearer != teller, can_hear(teller, hearer), not about(news, hearer))
    weigh(0.04 * leisure(teller) * (0.3 + teller.affection[hearer]), "{teller} likes to talk with {hearer}")
    weigh(2 * leisure(teller) * teller.grief * max(0, teller.affection[hearer]), "{teller} cannot keep it in")
    takes(minutes(1))
    inform(hearer, news)
