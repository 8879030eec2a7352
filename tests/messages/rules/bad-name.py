class Character:
    __secret: Level = private(0)


def naïve(mind: Character) -> Level:
    return 0
