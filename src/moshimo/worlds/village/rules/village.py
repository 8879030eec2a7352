"""A village in which everybody does one thing every ten minutes: goes elsewhere, chats, gossips, quarrels or helps.

It is a model for measuring by: small, the same written down in several languages (`bench/villages/`), and without
anything that only we have. So nobody tires of anything (`again`), nobody is idle (`keen`), what one does happens at
once, and nobody else takes notice.
"""
from moshimo.rules import *

keen = number(1000000)                       # against the 1 of doing nothing, which so comes about once in a million


class Rumour:
    pass


class Character:
    sociable: Level = known(0.5)
    gossipy: Level = known(0.5)
    tempered: Level = known(0.5)
    kind: Level = known(0.5)
    mood: Lean = private(0.0)
    affection: Lean[Character] = private(0.0)
    know: bool[Rumour] = private(False)
    turn: Moment = private(never)            # when one's next turn comes, once one has had the first


def free(who: Character) -> bool:
    return who.turn == never or now >= who.turn


def next_turn() -> Moment:
    return now + minutes(10) - seconds(0.01)


@action(moves=True, again=seconds(0))
def move(mover: Character):
    """{mover} goes elsewhere."""
    when(free(mover))
    weigh(keen * (0.4 - 0.2 * mover.mood), "{mover} wants a change")
    to = pick((p for p in Place if p != mover.place))
    mover.place = to
    mover.mood = 0.98 * mover.mood
    mover.turn = next_turn()


@action(carries=roles, again=seconds(0))
def chat(one: Character, other: Character):
    """{one} chats with {other}."""
    when(free(one), sees(one, other))
    weigh(keen * one.sociable * (1 + one.affection[other]) * (1 + 0.5 * one.mood), "{one} likes company")
    one.affection[other] += 0.02 * (1 - one.affection[other])
    other.affection[one] += 0.015 * (1 - other.affection[one])
    one.mood = 0.98 * (one.mood + 0.05 * (1 - one.mood))
    one.turn = next_turn()


@action(carries=roles, again=seconds(0))
def gossip(teller: Character, hearer: Character):
    """{teller} gossips with {hearer}."""
    when(free(teller), any(teller.know[r] for r in Rumour), sees(teller, hearer))
    weigh(keen * teller.gossipy * (0.25 + 0.25 * teller.affection[hearer]), "{teller} has heard something")
    rumour = pick((r for r in Rumour if teller.know[r]))
    if hearer.know[rumour]:
        hearer.affection[teller] -= 0.01 * (1 + hearer.affection[teller])
    else:
        hearer.know[rumour] = True
        hearer.affection[teller] += 0.01 * (1 - hearer.affection[teller])
    teller.mood = 0.98 * teller.mood
    teller.turn = next_turn()


@action(carries=roles, again=seconds(0))
def quarrel(one: Character, other: Character):
    """{one} quarrels with {other}."""
    when(free(one), sees(one, other))
    weigh(keen * one.tempered * (1 - one.affection[other]) * 0.25 * (1 - one.mood), "{one} is out of temper")
    one.affection[other] -= 0.1 * (1 + one.affection[other])
    other.affection[one] -= 0.12 * (1 + other.affection[one])
    one.mood = 0.98 * (one.mood - 0.1 * (1 + one.mood))
    other.mood -= 0.2 * (1 + other.mood)
    one.turn = next_turn()


@action(carries=roles, again=seconds(0))
def help(helper: Character, helped: Character):
    """{helper} helps {helped}."""
    when(free(helper), sees(helper, helped))
    weigh(keen * helper.kind * (0.1 + 0.4 * max(0, helper.affection[helped])), "{helper} is glad to be of use")
    helped.affection[helper] += 0.1 * (1 - helped.affection[helper])
    helper.affection[helped] += 0.03 * (1 - helper.affection[helped])
    helped.mood += 0.15 * (1 - helped.mood)
    helper.mood = 0.98 * helper.mood
    helper.turn = next_turn()
