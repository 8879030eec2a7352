"""Law (Y14): laws are members of a kind, with what each forbids and what each allows; to cite one is a speech act.

Status is a chain of quantities, not of copies: who is no citizen can hold no office, wear no sign of standing, and has
no leave to be here after the hour that was set. Whoever respects the law is deterred by it and moved by its being cited.

needs: standing, ties, office, perception
"""
from moshimo.rules import *


class Matter(Choice):                        # what a law can be about
    idle, seizure, naming, banishment, lingering, speaking


class Objection(Deed):                       # `by` holds the law against what `to` does
    by: Character
    to: Character


class Law:
    forbids: Matter = known(idle)
    allows: Matter = known(idle)
    in_force: bool = known(True)
    invoked: bool = known(False)


def forbidden(matter: Matter) -> bool:
    return any(x.in_force and x.forbids == matter for x in Law)


def allowed(matter: Matter) -> bool:
    return any(x.in_force and x.allows == matter for x in Law)


def may_hold(who: Character, office: Office) -> bool:
    return who.citizen and not office.barred[who]


@reason(of=claim)
def unlawful_claim(claimant, office, holder):
    when(forbidden(seizure))
    deter(0.4 * claimant.lawful, "the law forbids it")


def overridden() -> bool:                     # a law has been invoked that allows what is forbidden else
    return any(x.allows == naming and x.invoked for x in Law)


@action(answers=claim, speech=True, within=minutes(5))
def object_to(objector: Character, claimant: Character, holder: Character, law: Law):
    """{objector} objects: by {law}, nobody can take the place of {holder}."""
    when(law.in_force, law.forbids == seizure, objector != claimant, not overridden())
    weigh(12 * max(0, objector.lawful - 0.6), "{objector} knows the law")
    weigh(6 * close(objector, holder), "{objector} stands by {holder}")
    weigh(5 * recalls(objector, Defence(objector, None), within=minutes(15)), "{objector} is in the middle of it")
    weigh(-6 * max(0, objector.trust[claimant]), "{objector} would not mind seeing {claimant} there")
    deter(0.7 * objector.fear[claimant] + 0.3 * objector.grief, "{objector} is afraid of {claimant}")
    deter((0.9 - 0.5 * close(objector, holder)) * recalls(objector, Objection(None, claimant), within=minutes(30)), "somebody has said it")
    takes(seconds(20))
    means(Objection(objector, claimant))
    means(Defence(objector, holder, 0.5))
    means(Stir(0.2))
    if objector.temper > 0.5:
        say(objector, "You cannot! While {holder} lives and has not resigned, nobody takes that seat. That is the law!")
    else:
        say(objector, "There is a law about that, {claimant}, and it is older than you are. {holder} has not resigned.")


@action(answers=claim, speech=True, within=minutes(5))
def stand_on_law(holder: Character, claimant: Character, law: Law):
    """{holder} has not resigned, and by {law} nobody can take {holder}'s place."""
    when(law.in_force, law.forbids == seizure, not overridden())
    weigh(4 + 6 * max(0, holder.lawful - 0.6), "it is {holder}'s place, and {holder} lives")
    deter(0.7 * holder.fear[claimant] + 0.5 * holder.grief, "{holder} has no strength for it")
    deter(0.5 * recalls(holder, Objection(None, claimant), within=minutes(30)), "somebody has said it")
    takes(seconds(15))
    means(Objection(holder, claimant))
    means(Stir(0.2))
    say(holder, "I live, {claimant}, and I have not resigned. Read the law before you read my name out.")


@appraisal(of=Objection)
def heeds_the_law(by, to, mind):
    """{mind} is reminded of the law."""
    when(mind != to)
    mind.trust[to] -= 0.12 * mind.lawful
