"""Custody (Y16, Y31): who strikes the head of the place is seized; who has deserted is watched in the sickbed, and kept there.

Whoever respects the law lays hands on somebody who has struck the holder of an office; that one is held for two hours, and it is
remembered. Word of a deserter in a sickbed goes to those who keep order, and one of them sits there. Past a pair of open eyes
nobody with sense walks out; by night, with nobody there or everybody asleep, it can be tried.

needs: decree, office, healing, rescue, melee, will, crowd, body, ties, feelings, time, space, perception
"""
from moshimo.rules import *


class Character:
    custody: Place = visible(nowhere)        # where one is held,
    held_until: Moment = private(never)      # and until when
    deserter: bool = known(False)            # has run from those to whom one belongs
    watches: Character = private(nobody)     # by whose bed one has to sit


def in_custody(who: Character) -> bool:
    return who.custody != nowhere and who.custody == who.place


def holds_office(who: Character) -> bool:
    return any(o.holder == who for o in Office)


def eyes_on(who: Character) -> bool:         # somebody is there, awake, and looks
    return any(x != who and sees(who, x) and awake(x) for x in Character)


# Seized ----------------------------------------------------------------------------------------------


@action(answers=strike, within=seconds(20), again=minutes(1))
def lay_hands_on(guard: Character, attacker: Character, target: Character):
    """{guard} lays hold of {attacker}, who has struck {target}."""
    when(holds_office(target), not attacker.agreed, attacker.custody == nowhere, guard.heads == 1, sees(guard, attacker), guard.foe == nobody)
    weigh(16 * max(0, guard.lawful - 0.5), "nobody raises a hand against {target}")
    weigh(6 * guard.keeps_order, "that is what {guard} is there for")
    deter(max(0, guard.affection[attacker]), "{guard} is fond of {attacker}")
    deter(0.8 * any(x != guard and doing(x, lay_hands_on) and here(x, guard) for x in Character), "somebody has got hold of {attacker}")
    takes(seconds(3))
    foil(attacker)
    attacker.custody = attacker.place
    attacker.held_until = now + hours(2)
    attacker.foe = nobody
    target.foe = nobody
    means(Charge(guard, attacker, 0.6))
    means(Stir(0.3))


@appraisal(of=lay_hands_on)
def not_forgotten(attacker, target, mind):
    """{mind} will not forget that {attacker} has struck {target}."""
    when(mind != attacker)
    mind.fear[attacker] += 0.25 * (1 - max(0, mind.affection[attacker]))
    mind.respect[attacker] -= 0.2 * mind.lawful
    mind.trust[attacker] -= 0.2 * mind.lawful


@event(at=Character.held_until)
def is_let_go(held: Character):
    """{held} is let go."""
    when(held.custody != nowhere)
    held.custody = nowhere


@reason(of=walk)
def in_their_hands(walker, to):
    when(in_custody(walker))
    deter(1, "{walker} is held")


@reason(of=strike)
def arms_are_held(attacker, target):
    when(in_custody(attacker) or in_custody(target))
    deter(1, "there are people between them")


@reason(of=exile)
def raised_a_hand(judge, accused, office):
    when(recalls(judge, lay_hands_on(None, accused, None), within=days(1)))
    weigh(3, "{accused} has raised a hand against the office")


# Watched ---------------------------------------------------------------------------------------------


@event(of=Bedded)
def put_under_guard(to, guard: Character):
    """{guard} is sent to sit by {to}'s bed."""
    when(to.deserter, guard.keeps_order, guard.alive, guard.watches == nobody)
    guard.watches = to
    guard.bound = nowhere
    look(guard, to.place)


@reason(of=walk)
def to_the_bedside(walker, to):
    when(walker.watches != nobody, to == walker.watches.place)
    weigh(6, "{walker} has to sit by somebody's bed")


@reason(of=walk)
def by_the_bed(walker, to):
    when(walker.watches != nobody, abed(walker.watches), here(walker, walker.watches))
    deter(0.99 - 0.4 * late(), "{walker} is on watch")


@reason(of=leave_sickbed)
def under_their_eyes(patient):
    when(patient.deserter)
    deter(0.998 * eyes_on(patient), "somebody sits by the bed and looks")
    deter(0.9 * (1 - late()), "by day {patient} would not come far")


@reason(of=leave_sickbed)
def slips_away(patient):
    when(patient.deserter, not eyes_on(patient))
    weigh(8 * late() * patient.purpose, "nobody is looking")


@action(answers=leave_sickbed, again=minutes(2))
def bar_the_way(watcher: Character, patient: Character):
    """{watcher} stands between {patient} and the door."""
    when(patient.deserter, patient.place == watcher.place, sees(watcher, patient), watcher.heads == 1)
    weigh(16 * (watcher.watches == patient) + 12 * close(watcher, patient) + 6 * watcher.lawful, "{patient} is not to leave")
    deter(0.5 * watcher.fear[patient], "{watcher} is afraid of {patient}")
    takes(seconds(3))
    foil(patient)
    means(Stir(0.3))
    say(watcher, "Lie down, {patient}. I have been told to sit here, and I can sit for a long time.")


@event(of=walk)
def watch_is_over(guard: Character, walker):
    """{guard} rises: the watch is over."""
    when(guard.watches == walker, guard.place != walker.place, not abed(walker))
    guard.watches = nobody
