class Character:
    mercy: Level = private(0.5, guess=ordinary)


def ordinary(mind: Character, owner: Place) -> Level:
    return 0.5
