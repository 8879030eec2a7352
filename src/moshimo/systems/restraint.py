"""Restraint (Y31): near violence, a cry that pulls somebody away, holding back with words or hands, stunning without harm.

Who is about to strike may still be reached by whoever matters more. Who strains to run off after somebody may be held, may
struggle free, or may be put out by one who has the art of it.

needs: body, melee, fight, protest, crowd, standing, ties, feelings, perception, space, knowledge
"""
from moshimo.rules import *


class Character:
    poised: Character = visible(nobody)      # at whom one is about to strike
    straining: Character = visible(nobody)   # after whom one means to run
    held_by: Character = visible(nobody)
    strikes_points: bool = known(False)      # knows where a touch puts somebody out


@action(again=hours(6))
def square_up(attacker: Character, target: Character):
    """{attacker} goes for {target} with a raised hand."""
    when(attacker.confronts != nobody, target == attacker.confronts, attacker.poised == nobody, attacker.heads == 1, sees(attacker, target))
    weigh(16 * max(0, attacker.anger[target] - 0.65) * (0.4 + attacker.temper) * (1 + loudness(attacker.place)), "{attacker} has had enough")
    weigh(8 * attacker.anger[target] * recalls(attacker, provoke(target, attacker), within=minutes(5)), "that was one word too many")
    deter(0.6 * attacker.lawful, "one does not raise a hand against {target}")
    deter(0.4 * attacker.composure + 0.5 * attacker.fear[target], "{attacker} holds the hand back")
    attacker.poised = target
    means(Threat(attacker, target, 0.5))
    means(Stir(0.15))


@reason(of=strike)
def the_hand_is_up(attacker, target):
    when(attacker.poised != nobody, target == attacker.poised)
    weigh(8 * max(0, attacker.anger[target] - 0.5), "the hand is up already")


@reason(of=strike)
def not_as_one(attacker, target):
    when(attacker.heads > 1)
    deter(1, "many do not strike with one hand")


@event(of=strike)
def it_is_done(attacker, target):
    """{attacker} has struck {target}."""
    when(attacker.poised == target)
    attacker.poised = nobody


@action(again=minutes(5))
def lower_hand(attacker: Character, target: Character):
    """{attacker} lowers the hand."""
    when(attacker.poised != nobody, target == attacker.poised)
    weigh(1 + 2 * attacker.composure, "it would change nothing")
    attacker.poised = nobody
    attacker.anger[target] -= 0.1 * attacker.anger[target]


@action(speech=True, again=hours(6))
def cry_for(seeker: Character, missing: Character):
    """{seeker} cries out that {seeker} will go and find {missing}."""
    when(seeker.blames_for != nobody, missing == seeker.blames_for, seeker.straining == nobody, seeker.confronts == nobody, seeker.heads == 1, unrest(seeker.place) > 0, not sees(seeker, missing), not silence_kept(seeker.place))
    weigh(30 * max(0, close(seeker, missing) - 0.75) * (seeker.grief + seeker.worry[missing]), "{missing} is out there alone")
    deter(1.2 * seeker.composure, "{seeker} is not one to shout")
    takes(seconds(5))
    seeker.straining = missing
    say(seeker, "I am going to find {missing}. Let me through. I am going now!")


@appraisal(of=cry_for)
def goes_through_one(seeker, missing, mind):
    """The cry goes through {mind}."""
    when(mind != seeker)
    mind.stirred += 0.3 * (close(mind, seeker) > 0.2)


@action(again=hours(1))
def turn_to(hearer: Character, seeker: Character):
    """{hearer} leaves everything and turns to {seeker}."""
    when(hearer.confronts != nobody, seeker != hearer, sees(hearer, seeker), seeker.straining != nobody)
    weigh(20 * close(hearer, seeker), "{seeker} matters more")
    takes(seconds(3))
    hearer.poised = nobody
    hearer.confronts = nobody


@action(again=minutes(5))
def hold(holder: Character, held: Character):
    """{holder} holds {held} fast by the arms."""
    when(held.straining != nobody, held.held_by == nobody, holder.heads == 1, sees(holder, held))
    weigh(20 * close(holder, held) * close(holder, held), "{held} does not even know where to look")
    deter(holder.grief * close(holder, held.straining), "{holder} would go too")
    takes(seconds(4) - seconds(3) * close(holder, held))     # who cares most is there first
    held.held_by = holder
    say(holder, "And which road, {held}? You do not know. Nobody does. Stay here. Stay with me.")


@action(again=minutes(2))
def struggle(held: Character, holder: Character):
    """{held} struggles in {holder}'s arms."""
    when(held.held_by != nobody, holder == held.held_by, held.straining != nobody)
    weigh(6 * (held.grief + held.worry[held.straining]), "{held} wants to go")
    takes(seconds(10))
    free = contest(held.grief + 0.1, 2 * holder.composure)
    if free:
        held.held_by = nobody


@action(again=minutes(10))
def stun(helper: Character, held: Character):
    """{helper} touches one point in {held}'s neck, and {held} sinks down without a sound."""
    when(helper.strikes_points, held.held_by != nobody, helper != held.held_by, sees(helper, held), not held.senseless)
    weigh(12 * max(0, close(helper, held) - 0.1), "{held} will only come to harm")
    takes(seconds(4))
    foil(held)
    held.senseless = True
    held.down = True
    held.comes_to = now + minutes(40)
    held.straining = nobody
    held.held_by = nobody
    means(Stir(0.1))


@action(again=minutes(5))
def give_in(held: Character):
    """{held} goes limp and stays."""
    when(held.straining != nobody)
    weigh(1.5 * leisure(held) + 0.3 * (held.held_by != nobody), "there is no getting through")
    held.straining = nobody
    held.held_by = nobody


@reason(of=walk)
def after_them(walker, to):
    when(walker.straining != nobody, to.gate)
    weigh(8, "{walker} is going to look for somebody")


@reason(of=walk)
def out_on_the_road(walker, to):
    when(walker.straining != nobody, walker.place.gate, not to.inside)
    weigh(5, "{walker} does not know which way, and goes")


@reason(of=walk)
def held_fast(walker, to):
    when(walker.held_by != nobody)
    deter(1, "{walker} is held")
