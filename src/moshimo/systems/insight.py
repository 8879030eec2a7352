"""Insight (Y22): reading a soul by eye. Who faces another at the edge of something looks, and sees what is there.

What is read is the other's purpose and what taints the other: in truth, not as one supposed it.

needs: will, power, melee, fight, ties, feelings, perception
"""
from moshimo.rules import *


class Character:
    insight: Level = private(0.1)            # how well one reads others


@action(carries=roles, again=hours(2))
def read_soul(reader: Character, soul: Character):
    """{reader} looks into {soul}'s eyes, and into the soul behind them."""
    when(reader.foe != nobody, soul == reader.foe, sees(reader, soul), awake(soul))     # shut eyes say nothing
    weigh(6 * reader.insight, "{reader} has eyes for it")
    weigh(3 * abs(reader.affection[soul]), "{reader} has to know")
    takes(seconds(4))
    look(reader, soul.purpose)
    look(reader, soul.holds_on)
    look(reader, soul.taint)


@appraisal(of=read_soul)
def what_was_there(reader, soul, mind):
    """{mind} has seen what moves {soul}."""
    when(mind == reader)
    mind.fear[soul] += 0.3 * guess(soul.taint)
    mind.respect[soul] += 0.2 * max(guess(soul.purpose), guess(soul.holds_on))
    mind.grief += 0.3 * close(mind, soul) * guess(soul.purpose)
