class Character:
    mercy: Level = private(0.5)
    fear: Level[Character] = private(0.0)
    home: Place = known(nowhere)


def awake(mind: Place) -> bool:
    return True


def fine(a: Character, b: Character) -> bool:
    return a.mercy


def worst(a: Character) -> Level:
    return most(x.place for x in Character) + sum(x for x in Place)


def best(a: Character) -> Character:
    return most((x.home for x in Character), by=1)


@action()
def greet(who: Character, other: Character):
    """{who} greets {other}."""
    when(who.mercy, who.fear, who.home[other], minutes(5), who.place.home.place)
    when(who.home == who, who.home == unknown, who.home > who.place, who.mercy is unknown)
    when(greet[who], "yes", recalls(who, who), last_heard(who), guess(who))
    when(minutes(5).place == nowhere)
    weigh(-who.home, "{who} is far from home")
