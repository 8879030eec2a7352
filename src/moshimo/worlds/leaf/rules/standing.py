"""Standing in the Leaf: rank, and what becomes of it with citizenship. The band on the brow is the sign of it."""
from moshimo.rules import *


class Rank(Choice):
    civilian, student, genin, chunin, jonin


class Character:
    rank: Rank = known(civilian)


def shinobi(who: Character) -> bool:
    return who.citizen and who.rank != civilian and who.rank != student


@event(of=exile)
def struck_off(judge, accused, office):
    """{accused} is struck from the roll of the shinobi."""
    when(accused.rank != civilian)
    accused.rank = civilian


@reason(of=hand_in)
def no_shinobi_any_more(wearer, thing):
    when(not shinobi(wearer))
    weigh(2, "only a shinobi wears the band")
