class Rank(Choice):
    low, high, low


class Hour(Choice):
    noon, night


class Rank(Deed):
    by: Character
    by: Character


class Character:
    fame: Level = known(0)
    fame: Level = known(1)
    name: int = known(0)


minutes = number(4)


@action()
def greet(who: Character, who: Character):
    """{who} greets nobody."""
    weigh(1, "{who} is polite")


@action()
def greet(who: Character):
    """{who} greets nobody."""
    weigh(1, "{who} is polite")


@action()
def wave(who: Character, other: Character):
    """{who} waves to {other}."""
    weigh(most(1 for other in Character), "{who} is polite")
    takes(minutes(1))
    takes(minutes(2))
    other = 5
    for who in Character:
        who.place = nowhere


def near(who: Character, place: Place) -> bool:
    place = who.place
    return place == nowhere
