@action()
def open(gate: Place):
    """{gate} opens."""
    weigh(1, "it is time")


@appraisal(of=open)
def startled(gate):
    """Somebody starts."""


@action()
def greet(who: Character, other: Character):
    """{who} greets {other}."""
    weigh(1, "{who} is polite")


@reason(of=greet)
def fond(other: Character, who: Character):
    weigh(1, "{who} is fond of {other}")


class Character:
    dusk: Moment = known(never)


@event(at=Character.dusk)
def darken(who: Character, place: Place):
    """It darkens for {who} at {place}."""


class Slight(Deed):
    by: Character
    size: Level


@event(of=Slight)
def gasp(by, size):
    """{by} gasps."""


@appraisal(of=Slight)
def resent(by, mind: Place):
    """{mind} resents it."""
