"""The Fox: some know in whom it is sealed, and fear it there, whoever it may be."""
from moshimo.rules import *


class Character:
    vessel: bool = known(False)              # the Nine-Tailed Fox is sealed within
    fox_fear: Level = private(0.2)           # what it did here, in one's memory


@reason(of=move_motion)
def the_fox_in_the_case(mover, accused, council, holder):
    when(accused.vessel)
    weigh(leisure(mover) * mover.fox_fear, "{mover} fears the Fox in {accused}")


@reason(of=accuse)
def the_fox_in_sight(accuser, accused):
    when(accused.vessel)
    weigh(0.01 * leisure(accuser) * accuser.fox_fear, "{accuser} fears the Fox in {accused}")


@reason(of=vote_for)
def the_fox_in_the_vote(voter, caller, council):
    when(council.over.vessel)
    weigh(5 * voter.fox_fear, "{voter} has not forgotten the Fox")


@reason(of=draw_deep)
def the_fox_answers(fighter):
    when(fighter.vessel)
    weigh(4 * fury(fighter), "the Fox in {fighter} has heard, and answers")


@reason(of=exile)
def the_fox_in_the_village(judge, accused, office):
    when(accused.vessel)
    weigh(6 * judge.fox_fear, "{judge} fears the Fox in {accused}")


@inference(sure=1.0)
def it_is_the_fox(mind: Character, secret: Secret, whom: Character):
    """{mind} knows where the Fox is sealed."""
    when(whom == secret.subject)
    whom.vessel = True
