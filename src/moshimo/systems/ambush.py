"""Ambush (Y08, Y22): out of the smoke of a fight into hiding, and out of hiding at the foe's side.

Who cannot be seen has time to gather strength, and strikes somebody who is not ready. Whose foe is nowhere to be seen looks about.

needs: hiding, techniques, melee, fight, body, perception
"""
from moshimo.rules import *


class Character:
    wily: Level = private(0.3, guess=0.3)    # how readily one fights unseen


@reason(of=slip_away)
def under_cover_of_it(hider):
    when(hider.foe != nobody, not hider.down, not hider.stuck)
    weigh(12 * drive(hider) * hider.wily, "nobody can see {hider} now")


@reason(of=come_out)
def lying_in_wait(hider):
    when(hider.foe != nobody)
    deter(0.9, "{hider} is waiting for the moment")


@reason(of=spring_out)
def now_or_never(hider, target):
    when(hider.foe == target)
    weigh(3 * drive(hider) * (hider.ready != nothing), "{hider} holds something ready")
    weigh(0.4 * drive(hider), "{target} is looking the other way")
    deter(hider.down, "{hider} is still on the ground")


@event(of=Blow, carries=roles)
def shows_up(by):
    """{by} is seen again."""
    when(by.hidden)
    by.hidden = False


@event(of=smoke_clears)
def nowhere_to_be_seen(place, who: Character):
    """{who} sees nobody."""
    when(who.place == place, who.foe != nobody, who.foe.hidden, awake(who))
    who.seeking = who.foe


@event(of=comes_round)
def wakes_alone(person):
    """{person} looks about for somebody."""
    when(person.foe != nobody, person.foe.hidden)
    person.seeking = person.foe


@event(of=look_for)
def there(seeker, lost):
    """{seeker} sees {lost} among the stones."""
    when(not lost.hidden)
    seeker.seeking = nobody
