@event(of=ebb)
def flood():
    """The water rises."""


@event(of=flood)
def ebb():
    """The water falls."""
