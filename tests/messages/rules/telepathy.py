class Character:
    fear: Level[Character] = private(0.0)
    mercy: Level = private(0.5, guess=0.5)


def dread(who: Character) -> Level:
    return most(who.fear[x] for x in Character)


@action()
def threaten(who: Character, other: Character):
    """{who} threatens {other}."""
    weigh(other.fear[who], "{other} is afraid")
    weigh(1 - other.mercy, "{other} has no mercy")
    weigh(dread(other), "{other} is afraid of somebody")
    deter(recalls(other, threaten(who, other)), "{other} has not forgotten")
