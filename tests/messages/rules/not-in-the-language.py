import os
from moshimo.rules import action

huge = number("four")
greeting = "hello"


class Rank(Choice):
    "low", high


def fame(who: Character, *others) -> Level:
    while True:
        pass
    names = [who for who in Character]
    return who is nobody


def near(who: Character) -> bool:
    return any(x for x in range(5)) or who.place in (nowhere,)
