"""Things (Y32): owned, carried, worn, given, put down, picked up, packed.

needs: ties, perception, space
"""
from moshimo.rules import *


class Thing:
    owner: Character = known(nobody)
    bearer: Character = visible(nobody)      # who has it about them
    worn: bool = visible(False)
    place: Place = visible(nowhere)          # where it lies, if nobody has it


class Character:
    packed: bool = visible(False)


@action(again=hours(2))
def pick_up(taker: Character, thing: Thing):
    """{taker} picks up {thing}."""
    when(thing.bearer == nobody, thing.place == taker.place)
    weigh(0.5 * (thing.owner == taker), "it belongs to {taker}")
    thing.bearer = taker
    thing.place = nowhere


@action(again=hours(2))
def put_down(bearer: Character, thing: Thing):
    """{bearer} puts {thing} down."""
    when(thing.bearer == bearer, thing.owner != bearer)
    weigh(0.3 * leisure(bearer) * (bearer.place == bearer.home), "{bearer} has no use for it")
    thing.worn = False
    thing.bearer = nobody
    thing.place = bearer.place


@action(again=hours(2))
def give(giver: Character, receiver: Character, thing: Thing):
    """{giver} gives {thing} to {receiver}."""
    when(thing.bearer == giver, receiver != giver, receiver.alive, sees(giver, receiver))
    weigh(2 * (thing.owner == receiver), "it belongs to {receiver}")
    takes(seconds(10))
    thing.worn = False
    thing.bearer = receiver
    means(Kindness(giver, receiver, 0.2))


@action(again=hours(12))
def pack(packer: Character):
    """{packer} packs a bag with what little there is."""
    when(packer.parting, not packer.packed, packer.place == packer.home)
    weigh(4, "{packer} is going away")
    takes(minutes(15))
    packer.packed = True
    for t in Thing:
        if t.owner == packer and t.place == packer.place:
            t.bearer = packer
            t.place = nowhere


@reason(of=walk)
def not_yet_packed(walker, to):
    when(walker.parting, not walker.packed, walker.place == walker.home)
    deter(0.9, "the bag is not packed")
