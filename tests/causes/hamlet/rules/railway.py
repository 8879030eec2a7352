"""A train comes to a junction, and both tracks lead to the station."""
from moshimo.rules import *


class Track:
    pass


class Train:
    due_at: Moment = private(never)
    through: Track = known(nothing)      # as the points are set


class Character:
    minds: Train = known(nothing)
    prefers: Track = known(nothing)


@action(again=days(9), carries=roles)
def flip_points(signalman: Character, train: Train):
    """{signalman} sets the points for {train}."""
    when(train == signalman.minds, train.through != signalman.prefers)
    weigh(surely, "{signalman} likes the other track")
    train.through = signalman.prefers


@event(at=Train.due_at)
def come(train: Train):
    """{train} comes to the junction."""


@event(of=come)
def ride(train: Train, track: Track):
    """{train} takes {track}."""
    when(track == train.through)


@event(of=ride)
def arrive(train: Train):
    """{train} arrives."""
