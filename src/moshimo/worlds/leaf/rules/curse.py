"""The curse mark: a seal that lends its bearer another form, and wants to be given way to."""
from moshimo.rules import *


class Character:
    marked: Level = private(0.0)             # how loudly the mark calls


@reason(of=transform)
def the_mark_burns(fighter, form, foe):
    when(fighter.ready != nothing)
    weigh(4 * fighter.marked * fury(fighter), "the mark burns on {fighter}'s skin")
    deter(0.2 * (1 - fighter.marked), "{fighter} remembers who set that mark")
