"""A note without a name goes from hand to hand (Reiter, Rubin, "Crowds", 1998).

Whoever writes it gives it to anybody; each who gets it gives it on, or delivers it. An informer
reports from whom it came, and that is the writer more often than anybody else.
"""
from moshimo.rules import *

informers = number(0.091)                  # of all hands
goes_on = number(0.8)
letters = number(50)                       # of each circle


class Friend:
    seat: int = known(0)


class Circle:
    passed_at: Moment = private(never)
    many: int = known(5)                   # friends in it; the writer has the first seat
    notes: int = known(3)                  # in one letter: so many chances to be seen
    last: Friend = private(nothing)        # from whom the next hand gets it
    writer: Friend = known(nothing)
    sent: int = private(0)
    seen: int = private(0)
    letters: int = private(0)
    traced: int = private(0)               # letters of which the writer was seen more than once


@event(at=Circle.passed_at)
def pass_on(circle: Circle):
    """The note of {circle} *changes* hands."""
    informed = chance(informers)
    friend = pick((f for f in Friend if f.seat <= circle.many), weight=1)
    delivered = chance(1 - goes_on)
    circle.seen += informed and circle.last == circle.writer
    circle.last = friend
    if informed or delivered:
        circle.sent += 1
        circle.last = circle.writer
    if circle.sent == circle.notes:
        circle.letters += 1
        circle.traced += circle.seen > 1
        circle.sent = 0
        circle.seen = 0
    if circle.letters < letters:
        circle.passed_at = now + seconds(1)
