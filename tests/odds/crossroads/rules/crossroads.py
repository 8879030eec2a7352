"""Travellers at a crossroads choose three times: a deed, to whom they do it, and by a straw.

How a crossroads draws them is data of it, so that two scenarios differ in that alone.
"""
from moshimo.rules import *

eager = number(1000000000)                 # nobody stays for want of a wish


class Road:
    pass


class Crossroads:
    draw: Amount[Road] = known(0)          # how each road draws whoever comes
    left: Road = known(nothing)
    ahead: Road = known(nothing)
    right: Road = known(nothing)


class Character:
    at: Crossroads = known(nothing)
    looked: Road = private(nothing)
    asked: Road = private(nothing)
    went: Road = private(nothing)


@action(carries=roles)
def look_left(traveller: Character):
    """{traveller} looks to the left."""
    when(traveller.looked == nothing)
    weigh(eager * traveller.at.draw[traveller.at.left], "{traveller} wonders where it goes")
    traveller.looked = traveller.at.left


@action(carries=roles)
def look_ahead(traveller: Character):
    """{traveller} looks ahead."""
    when(traveller.looked == nothing)
    weigh(eager * traveller.at.draw[traveller.at.ahead], "{traveller} wonders where it goes")
    traveller.looked = traveller.at.ahead


@action(carries=roles)
def look_right(traveller: Character):
    """{traveller} looks to the right."""
    when(traveller.looked == nothing)
    weigh(eager * traveller.at.draw[traveller.at.right], "{traveller} wonders where it goes")
    traveller.looked = traveller.at.right


@action(carries=roles)
def ask_for(traveller: Character, road: Road):
    """{traveller} asks for {road}."""
    when(traveller.looked != nothing, traveller.asked == nothing)
    weigh(eager * traveller.at.draw[road], "{traveller} has heard of it")
    traveller.asked = road


@action(carries=roles)
def draw_straw(traveller: Character):
    """{traveller} draws a straw."""
    when(traveller.asked != nothing, traveller.went == nothing)
    weigh(eager, "one has to go somewhere")
    road = pick((r for r in Road), weight=traveller.at.draw[r])
    traveller.went = road
