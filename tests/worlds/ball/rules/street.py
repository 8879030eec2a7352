"""A hot street: taunts, somebody who steps between, a thrust under an arm, flight, the watch, and the law.

The heat is in everybody's temper. Who has blood on their hands is to be taken by the watch; the law leaves
the ruler the choice.
"""
from moshimo.rules import *


class Character:
    boastful: Level = private(0.0)
    peaceable: Level = private(0.3)
    between: Character = shown(nobody)       # before whom one has stepped, with arms spread
    slain_by: Character = private(nobody)    # whose blade has done for one,
    dies_at: Moment = private(never)         # and when
    blood_guilt: bool = known(False)         # has killed somebody
    taken: bool = visible(False)             # by the watch
    refuge: Place = private(nowhere)


def heat() -> Level:                         # full at two in the afternoon, none at nine
    return clip(1 - abs((time_of_day() - hours(14)) / hours(5)), 0, 1)


@action(speech=True, again=minutes(1))
def taunt(boaster: Character, target: Character):
    """{boaster} makes fun of {target}."""
    when(at_odds(boaster, target) or boaster.affection[target] < 0, sees(boaster, target), boaster.foe == nobody, not target.senseless)
    weigh(6 * boaster.boastful * (0.3 + heat()), "{boaster} cannot let {target} go by")
    deter(0.6 * boaster.fear[target] + 0.3 * boaster.lawful, "it might end badly")
    takes(seconds(4))
    boaster.stirred += 0.3
    means(Insult(boaster, target, 0.7))
    means(Stir(0.3))
    if boaster.pride > 0.3:
        say(boaster, "Look who is out in the sun! Do they let you off the leash at noon, {target}?")
    else:
        say(boaster, "You fence as they teach it in books, {target}. Shall I turn the page for you?")


@reason(of=taunt)
def not_at_a_feast(boaster, target):
    when(boaster.place.feast)
    deter(0.95, "it is a feast")


@appraisal(of=taunt)
def boils(boaster, target, mind):
    """{mind} feels the blood rise."""
    when(mind == target)
    mind.anger[boaster] += 0.5 * heat() * (0.3 + mind.temper)


@action(answers=taunt, speech=True, again=minutes(5))
def laugh_it_off(target: Character, boaster: Character):
    """{target} laughs, and lets it pass."""
    weigh(8 * target.peaceable, "it is too hot to quarrel")
    deter(target.anger[boaster], "{target} has had enough")
    takes(seconds(3))
    target.anger[boaster] -= 0.4 * target.anger[boaster]
    say(target, "As you like, {boaster}. I have better to do in this heat.")


@action(answers=Blow, within=seconds(20), again=minutes(2))
def step_between(third: Character, by: Character, to: Character):
    """{third} steps between {by} and {to}."""
    when(third != by, third != to, third.foe == nobody, third.between == nobody, sees(third, by), to.alive, not third.down)
    weigh(10 * third.peaceable, "somebody has to end it")
    weigh(6 * max(0, third.affection[to]), "{third} is fond of {to}")
    deter(0.6 * third.fear[by], "there are knives")
    takes(seconds(1.5))
    third.between = to
    foil(by)
    means(Defence(third, to, 0.3))


@action(again=seconds(30))
def draw_back_from(third: Character, kept: Character):
    """{third} lets the arms sink."""
    when(third.between != nobody, kept == third.between)
    weigh(0.2 + 6 * (kept.foe == nobody), "it is over")
    third.between = nobody


@action(variant_of=strike, again=seconds(20))
def thrust_under(attacker: Character, target: Character, third: Character):
    """{attacker} thrusts at {target} under {third}'s arm."""
    when(attacker.armed != nothing, attacker.foe != nobody, target == attacker.foe, third.between == target, sees(attacker, target), third.place == target.place, not attacker.down)
    weigh(5 * drive(attacker), "there is a gap under {third}'s arm")
    deter(0.5 * attacker.mercy + 0.5 * attacker.lawful * (not attacker.agreed), "that is no fencing")
    deter(not reaches(attacker, target, leg), "{target} is out of reach")
    takes(seconds(0.8))
    lands = contest(1.5 * vigour(attacker), 0.6 * vigour(target))
    size = between(0.3, 0.9)
    means(Blow(attacker, target))
    means(Stir(0.8))
    if lands:
        target.wound = size
        means(Wound(target, size))
        means(Harm(attacker, target, 0.7))


@event(of=thrust_under)
def laughs_at_it(attacker, target, third):
    """{target} looks down at the wound, and laughs at it."""
    when(target.alive, target.wound >= 0.4, target.hurt > 0.35)
    target.slain_by = attacker
    target.dies_at = now + seconds(50)
    say(target, "It is not as deep as a well. It will do. Ask for me tomorrow, and see who answers.")


@event(of=cut)
def goes_white(attacker, target):
    """{target} goes white: the blade has gone deep."""
    when(target.alive, target.wound > 0.2, target.hurt > 0.7, target.dies_at == never)
    target.slain_by = attacker
    target.dies_at = now + seconds(90)


@event(at=Character.dies_at)
def bleeds_to_death(victim: Character):
    """{victim} dies in the dust."""
    when(victim.alive)
    victim.alive = False
    for x in Character:
        if x.between == victim:
            x.between = nobody
    means(Loss(victim, 1.0))
    means(Stir(1.0))


@event(of=bleeds_to_death)
def has_killed(victim, killer: Character):
    """{victim} is dead by the hand of {killer}."""
    when(killer == victim.slain_by)
    killer.blood_guilt = True
    killer.foe = nobody
    means(Harm(killer, victim, 1.0))


@event(of=dies_of_it)
def on_whose_hands(victor, beaten):
    """{victor} has {beaten}'s blood on {victor}'s hands."""
    victor.blood_guilt = True


@reason(of=give)
def not_to_the_fallen(giver, receiver, thing):
    when(thing.blade)
    deter(max(receiver.down, not receiver.alive), "{receiver} has no use for a blade now")


# Flight, the watch, the law -------------------------------------------------------------------------


@action(answers=has_killed, speech=True, carries=earshot(minutes(6)), within=minutes(5), again=hours(1))
def cry_murder(witness: Character, killer: Character, victim: Character):
    """{witness} cries for the watch: {victim} is dead, and {killer} did it."""
    when(witness != killer, not recalls(witness, cry_murder(None, killer, victim)))
    weigh(8, "somebody is dead")
    deter(max(0, witness.affection[killer]), "{witness} is fond of {killer}")
    takes(seconds(3))
    killer.blood_guilt = True                # so whoever hears it holds
    say(witness, "Murder! The watch! {victim} is dead!")


@appraisal(of=cry_murder)
def alarmed_by_it(witness, killer, victim, mind):
    """{mind} hears the cry."""
    mind.stirred += 0.6


@reason(of=walk)
def to_where_it_was_cried(walker, to):
    when(recalls(walker, cry_murder(None, None, None), within=hours(1)), walker.keeps_order or any(x.holder == walker and x.may_exile for x in Office))
    weigh(12 * any(recalls(walker, cry_murder(x, None, None), within=hours(1)) and x.place == to for x in Character), "there has been blood")


@reason(of=walk)
def runs_for_it(walker, to):
    when(walker.blood_guilt, to == walker.refuge, not walker.taken, walker.foe == nobody)
    weigh(14 * (0.2 + walker.stirred) * (1 - 0.7 * walker.pride), "{walker} has killed, and there is a law")


@reason(of=walk)
def lies_low_there(walker, to):
    when(walker.blood_guilt, walker.place == walker.refuge)
    deter(0.98, "{walker} is looked for")


@reason(of=walk)
def in_the_hands_of_the_watch(walker, to):
    when(walker.taken)
    deter(1, "{walker} is held")


@reason(of=walk)
def after_the_killer(walker, to):
    when(walker.keeps_order)
    weigh(3 * any(x.blood_guilt and x.alive and not x.taken and x.place == to for x in Character), "somebody there has killed")


@action(again=minutes(1))
def seize_killer(officer: Character, killer: Character):
    """{officer} lays hands on {killer}."""
    when(officer.keeps_order, killer.blood_guilt, killer.alive, not killer.taken, sees(officer, killer), not officer.down)
    weigh(12, "that is what the watch is for")
    deter(0.4 * officer.fear[killer], "{killer} is dangerous")
    takes(seconds(4))
    caught = contest(1.5 * vigour(officer), vigour(killer))
    if caught:
        killer.taken = True
        killer.foe = nobody


@reason(of=accuse)
def of_blood(accuser, accused):
    when(accused.blood_guilt, any(x.may_exile and x.holder != accuser and sees(accuser, x.holder) for x in Office))
    weigh(10, "{accused} has killed")


@reason(of=exile)
def blood_was_shed(judge, accused, office):
    when(accused.blood_guilt)
    weigh(8 * (1 - 0.5 * judge.mercy), "blood was shed, and the law is plain")


@reason(of=let_off)
def provoked(judge, accused, office):
    when(accused.blood_guilt)
    deter(1 - judge.mercy, "blood was shed")


@action(speech=True, carries=realm, again=hours(6))
def proclaim_exile(judge: Character, accused: Character, office: Office):
    """{judge}, as {office}, exiles {accused}, who is not there to hear it."""
    when(office.holder == judge, office.may_exile, allowed(banishment), accused.blood_guilt, accused.citizen, accused.alive, not here(judge, accused))
    weigh(6 * (1 - 0.5 * judge.mercy), "blood was shed, and the law is plain")
    deter(not recalls(judge, cry_murder(None, accused, None), within=hours(6)), "nobody has told {judge} yet")
    takes(seconds(20))
    accused.citizen = False
    accused.leave_by = next_time(noon)
    office.barred[accused] = True
    means(Harm(judge, accused, 0.8))
    means(Stir(0.4))
    say(judge, "Let {accused} be gone from here. Whoever finds that face in our streets after noon may do as the law does.")
