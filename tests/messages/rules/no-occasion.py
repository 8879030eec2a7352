@event()
def dawn():
    """The sun rises."""


@inference()
def surely(mind: Character, other: Character):
    """{mind} understands."""
    other.place = nowhere
