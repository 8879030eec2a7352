"""A book is carried over the pass leaf by leaf (Helmink, Sellink, Vaandrager, "Proof-checking a
data link protocol", 1994): for each leaf a token comes back, and without it the leaf goes again.
"""
from moshimo.rules import *

books = number(50)                         # of each courier


class Courier:
    leaves_at: Moment = private(never)
    leaves: int = known(16)                # of a book
    again: int = known(2)                  # how often a leaf is sent once more
    lost: Level = known(0.02)              # on the way over
    token_lost: Level = known(0.01)        # on the way back
    tries: int = private(0)
    carried: int = private(0)
    arrived: bool = private(False)         # anything of this book at all
    books: int = private(0)
    given_up: int = private(0)
    given_up_at_last: int = private(0)     # at the last leaf: it may have arrived
    nothing_came: int = private(0)


@event(at=Courier.leaves_at)
def carry(courier: Courier):
    """{courier} *carries* a leaf over the pass."""
    lost = chance(courier.lost)
    token_lost = chance(courier.token_lost)
    courier.arrived = courier.arrived or not lost
    courier.tries += 1
    if not lost and not token_lost:
        courier.carried += 1
        courier.tries = 0
    over = courier.carried == courier.leaves
    if courier.tries > courier.again:
        courier.given_up += 1
        courier.given_up_at_last += courier.carried == courier.leaves - 1
        courier.nothing_came += not courier.arrived
    if over or courier.tries > courier.again:
        courier.books += 1
        courier.carried = 0
        courier.tries = 0
        courier.arrived = False
    if courier.books < books:
        courier.leaves_at = now + seconds(1)
