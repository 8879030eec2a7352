"""The road (Y01, Y03, Y04): whoever has gone for good walks on, away from home, until too weary; creeps under cover; falls asleep.

needs: body, surroundings, ties, feelings, space, time, perception
"""
from moshimo.rules import *


class Character:
    away: bool = private(False)              # gone for good, with nowhere to be
    drenched: bool = shown(False)


@event(of=depart)
def on_the_road(leaver):
    """{leaver} is on the road."""
    leaver.away = True


@action(moves=True, again=seconds(0))
def trudge(traveller: Character, to: Place):
    """{traveller} trudges on along the road, towards {to}."""
    when(traveller.away, not resting(traveller), not traveller.place.inside, not to.inside)
    when(step(traveller.place, to) == to, way(traveller.home, to) > way(traveller.home, traveller.place))
    weigh(4, "there is nowhere to be but further on")
    weigh(2 * traveller.grief, "every step leads away from it")
    deter(min(0.95, traveller.fatigue), "{traveller} can hardly go on")
    takes(way(traveller.place, to) * (1 + traveller.slowed + 0.5 * traveller.fatigue))
    traveller.fatigue += 0.15 + 0.2 * traveller.grief
    traveller.place = to
    if to.wet:
        later(caught_by_rain(traveller), after=minutes(1))


@event(of=rain_begins)
def caught_by_rain(traveller: Character):
    """The rain finds {traveller} in the open."""
    when(traveller.away, traveller.place.open, not traveller.drenched, not resting(traveller))
    traveller.drenched = True
    traveller.fatigue += 0.1


@event(of=rain_ends)
def dries(traveller: Character):
    """{traveller} dries off."""
    when(traveller.drenched)
    traveller.drenched = False


@action(again=hours(1))
def creep_under(traveller: Character, place: Place):
    """{traveller} can go no further, and creeps under {place}."""
    when(traveller.away, not resting(traveller), place == traveller.place, place.cover)
    weigh(8 * max(0, traveller.fatigue - 0.3), "{traveller} is worn out")
    weigh(late(), "it is night")
    weigh(2 * traveller.drenched * place.wet, "there it is dry")
    weigh(3 * traveller.grief * late(), "{traveller}'s heart can carry no more")
    traveller.rests_at = place


@action(again=hours(1))
def set_out_again(traveller: Character):
    """{traveller} sets out again."""
    when(traveller.away, resting(traveller))
    weigh(3 * leisure(traveller) * (1 - late()) * (1 - traveller.fatigue), "a new day has come")
    deter(0.8 * traveller.place.wet, "it is still raining")
    traveller.rests_at = nowhere
