"""Weather and surroundings (Y03): clouds, rain that comes and goes by itself, cover from it, and what stands about and can break.

The sky belongs to nobody. Who stands in the open is rained upon; who has a roof or a great tree is not.

needs: hiding, space, perception
"""
from moshimo.rules import *


class Sky:
    clouded: bool = private(False)
    raining: bool = private(False)
    dry: bool = private(False)               # the season: in a dry one no rain ever falls


class Blast(Deed):                           # something bursts at a place, for all to see
    place: Place


class Place:
    open: bool = known(False)                # no roof
    cover: bool = known(False)               # in the open, but with something to creep under
    wet: bool = shown(False)                 # it is raining there
    stream: bool = known(False)
    torn: bool = visible(False)              # its ground is torn up


class Barrier:                               # a rock, a wall: what one can be thrown against
    place: Place = visible(nowhere)
    hardness: Level = private(0.5)
    broken: bool = visible(False)


@event(mean=hours(6))
def clouds_gather(sky: Sky):
    """Clouds gather."""
    when(not sky.clouded, not sky.dry)
    sky.clouded = True


@event(mean=hours(1.5))
def rain_begins(sky: Sky):
    """It begins to rain."""
    when(sky.clouded, not sky.raining, not sky.dry)
    sky.raining = True
    for p in Place:
        p.wet = p.open


@event(mean=hours(5))
def rain_ends(sky: Sky):
    """The rain stops."""
    when(sky.raining)
    sky.raining = False
    sky.clouded = False
    for p in Place:
        p.wet = False


@event(of=Blast)
def laid_waste(place):
    """The ground of {place} is torn open, and the trees lie flat."""
    when(place.open, not place.torn)
    place.torn = True


@event(of=Blast)
def dust_rises(place):
    """Dust goes up from the ground of {place}."""
    means(Smoke(place))


@event(of=Blast, carries=sight(3))
def seen_afar(place):
    """Over {place} a column of smoke goes up."""
    when(place.open, place.inside)
    means(Stir(0.3))


@event(of=Blast)
def stream_thrown_out(place):
    """The water of the stream comes down as rain."""
    when(place.stream)
    place.stream = False
