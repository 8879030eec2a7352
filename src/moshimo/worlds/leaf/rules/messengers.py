"""Messengers: whoever was hurt may lie where the wounded are looked after, and a messenger looks there too."""
from moshimo.rules import *


@reason(of=walk)
def where_the_wounded_lie(walker, to):
    when(walker.errand_for != nobody, walker.errand_for.place is unknown, to.healing, not looked(walker, to))
    weigh(3, "the one sent for may be lying there")
