@action()
def greet(who: Character, other: Character):
    """{who} greets {other}."""
    when(weigh(1, "now"), chance(0.5), greet(who, other), happened(greet(who)), first(greet(who)) < now)
    weigh(None, "nobody")
    weigh(in_time(), "there is time")
    weigh((x for x in Character), "all of them")


@reason(of=greet)
def polite(who: Character):
    takes(minutes(1))
    who.place = nowhere


@inference()
def surely(mind: Character, other: Character):
    """{mind} understands."""
    luck = chance(0.5)
    say(mind, "Ah.")


@event()
def dawn():
    """The sun rises."""
    when(time_of_day() > sunrise)
    for x in Character:
        luck = chance(0.5)
    if True:
        when(True)
        return 5
        long = takes(minutes(2))


def fame(who: Character) -> Level:
    who.place = nowhere
    return 1
