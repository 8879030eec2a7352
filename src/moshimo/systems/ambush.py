"""Ambush (Y08, Y22): out of the smoke of a fight into hiding, and out of hiding at the foe's side.

Who cannot be seen has time to gather strength, and strikes somebody who is not ready. Whose foe is nowhere to be seen looks about.

needs: hiding, techniques, power, melee, footwork, fight, body, perception
"""
from moshimo.rules import *


class Character:
    patient: bool = private(False)           # lies in wait for something to happen
    wily: Level = private(0.3, guess=0.3)    # how readily one fights unseen


def plight(who: Character) -> Level:         # how badly it goes: who can still stand well fights on, and hides from nobody
    return clip(2 * who.hurt - 0.6, 0, 1)


@reason(of=slip_away)
def under_cover_of_it(hider):
    when(hider.foe != nobody, not hider.down, not hider.stuck)
    weigh(12 * drive(hider) * hider.wily * plight(hider), "nobody can see {hider} now")


@action(seems=None, again=seconds(5))
def gather_strength(hider: Character):
    """{hider} gathers what strength {hider} has left."""
    when(hider.foe != nobody, lurks(hider), not watched(hider), left(hider) < 0.4 * hider.pool)
    weigh(12 * drive(hider) * hider.wily, "nobody disturbs {hider}")
    takes(seconds(8) * (1 + hider.slowed))
    hider.spent -= 0.2 * hider.pool
    hider.winded = 0.0


@reason(of=come_out)
def lying_in_wait(hider):
    when(hider.foe != nobody)
    deter(max(0.9, hider.patient), "{hider} is waiting for the moment")


@reason(of=rage_at)
def not_a_word(angry, target):
    when(angry.foe != nobody)
    deter(lurks(angry), "{angry} is waiting for the moment")


@reason(of=charge)
def in_peace(fighter, technique, foe):
    weigh(12 * drive(fighter) * fighter.wily * lurks(fighter), "nobody will break it off")


@reason(of=leap)
def while_it_lasts(leaper, foe):
    weigh(20 * drive(leaper) * foe.off_guard, "{foe} is not ready")


@reason(of=leap)
def not_before_the_moment(leaper, foe):
    deter(leaper.hidden, "{leaper} is waiting for the moment")


@reason(of=spring_out)
def now_or_never(hider, target):
    when(hider.foe == target)
    weigh(3 * drive(hider) * (hider.ready != nothing), "{hider} holds something ready")
    weigh(0.1 * drive(hider), "{target} is looking the other way")
    deter(0.95 * target.senseless, "{target} would not even see it")
    deter(max(hider.down, hider.patient), "{hider} is waiting for the moment")


@event(of=spring_out)
def springs_close(hider, target):
    """{hider} is upon {target}."""
    hider.spot = target.spot - towards(hider, target)


@event(of=falls_short)
def thrown_down(leaper, foe):
    """{foe} is thrown down before {foe} knows what it was."""
    when(foe.off_guard > 0.3, not foe.down)
    foe.down = True


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
