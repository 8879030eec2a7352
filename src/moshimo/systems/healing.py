"""Healing (Y04): wounds mend faster where the wounded are looked after; healers tend them; who is well enough is let out.

People are let out after the midday round, and not with wounds that still gape; hardly anybody goes sooner. Who tends somebody
does it where people lie or live, and in the open only if there is no time to lose.

needs: rescue, body, ties, feelings, space, time, perception
"""
from moshimo.rules import *


class Character:
    healer: Level = known(0.0)               # skill in mending wounds
    dressed_at: Moment = private(never)      # when the wounds are dressed anew
    round_at: Moment = private(never)        # when somebody will look whether one can go


def well_enough(patient: Character) -> Level:
    return clip(2 - 4 * patient.hurt, 0, 1)


@event(of=Bedded)
def put_to_bed(to):
    """{to}'s wounds are seen to."""
    to.rests_at = to.place
    to.down = False
    to.bleeds_until = never
    to.foe = nobody
    to.dressed_at = now + hours(2)
    to.round_at = next_time(noon) + hours(1)


@event(at=Character.dressed_at)
def dressed_anew(patient: Character):
    """{patient}'s wounds are dressed anew."""
    when(abed(patient))
    patient.hurt -= 0.12 * patient.hurt
    patient.slowed -= 0.2 * patient.slowed
    patient.dressed_at = now + hours(2)


@action(again=hours(6))
def tend(medic: Character, patient: Character):
    """{medic} tends {patient}'s wounds."""
    when(medic.healer > 0, patient != medic, sees(medic, patient), patient.hurt > 0.1)
    weigh(8 * patient.hurt * medic.healer, "{patient} is hurt, and {medic} knows how to mend it")
    weigh(3 * close(medic, patient), "{medic} is fond of {patient}")
    takes(minutes(30))
    patient.hurt -= 0.5 * medic.healer * patient.hurt
    patient.slowed -= 0.5 * medic.healer * patient.slowed
    means(Kindness(medic, patient, 0.4))


@reason(of=tend)
def not_here(medic, patient):
    when(not medic.place.healing, not patient.down, not resting(patient), medic.place != patient.home, medic.place != medic.home)
    deter(1.4 - patient.hurt, "this is no place to undo a bandage, and it can wait")


@reason(of=walk)
def in_a_sickbed(walker, to):
    when(abed(walker))
    deter(0.99, "{walker} is not to get up")


@action(again=hours(3))
def leave_sickbed(patient: Character):
    """{patient} is let out, and steps into the street."""
    when(abed(patient), not patient.asleep)
    weigh(3 * leisure(patient) * well_enough(patient), "{patient} is well enough")
    weigh(0.5 * leisure(patient) * patient.temper, "{patient} cannot lie still any longer")
    deter(1 - well_enough(patient), "the wounds have not closed")
    deter(0.998 * (now < patient.round_at), "the midday round has not been yet")
    deter(0.9 * late(), "it is night")
    takes(minutes(5))
    patient.bed = nowhere
    patient.rests_at = nowhere
    patient.place = step(patient.place, patient.home)
