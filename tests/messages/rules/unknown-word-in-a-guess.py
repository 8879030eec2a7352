class Character:
    mercy: Level = private(0.5, guess=ordinry)


def ordinary(mind: Character, owner: Character) -> Level:
    return 0.5
