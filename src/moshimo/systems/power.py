"""Power (Y05): a pool that techniques drain and time refills, a second one that only rage opens, and the aura of both.

What has been spent comes back by itself, by half in a few hours. The deep pool is no part of one's own: it surges up, hastens
and deepens all that is done with it, shows as an aura, dies down in minutes, and leaves a taint on the soul.

needs: melee, fight, body, ties, feelings, space, perception
"""
from moshimo.rules import *


class Character:
    pool: Amount = private(0.0, guess=own)   # what one can spend, well rested
    spent: Amount = private(0.0, half_life=hours(3), guess=0.0)
    deep: Amount = private(0.0, guess=0.0)   # the second pool
    surge: Amount = shown(0.0, half_life=minutes(20))    # what has come up of it
    aura: Level = shown(0.0, half_life=minutes(20))
    taint: Level = private(0.0, guess=0.0)


def left(who: Character) -> Amount:          # never below nothing
    return max(0, who.pool + who.surge - who.spent)


def swell(who: Character) -> Amount:         # 1, and up to 2 while the deep pool is open
    return 1 + min(1, who.surge / max(1, who.pool))


@action(again=hours(6))
def draw_deep(fighter: Character):
    """{fighter} calls up what lies beneath, in a blind rage."""
    when(fighter.foe != nobody, fighter.deep > 0, fighter.surge < 1, not recalls(fighter, draw_deep(fighter), within=hours(1)))
    weigh(20 * max(0, fury(fighter) - 0.35), "{fighter} is in a rage")
    weigh(2 * fighter.hurt, "{fighter}'s own strength is not enough")
    deter(fighter.composure * (1 - fury(fighter)), "{fighter} holds it down")
    takes(seconds(3))
    fighter.surge = fighter.deep
    fighter.aura += 0.6
    fighter.taint += 0.3
    fighter.fatigue += 0.2
    means(Threat(fighter, fighter.foe, 0.4))
    means(Stir(0.5))


@event(of=drop_off)
def power_returns(sleeper):
    """{sleeper}'s strength is back."""
    when(sleeper.spent > 0)
    sleeper.spent = 0.2 * sleeper.spent


@event(of=sleep)
def power_returns_overnight(sleeper):
    """{sleeper}'s strength is back."""
    when(sleeper.spent > 0)
    sleeper.spent = 0.2 * sleeper.spent
