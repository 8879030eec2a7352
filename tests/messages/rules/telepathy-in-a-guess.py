class Character:
    mercy: Level = private(0.5, guess=true_mercy)


def true_mercy(mind: Character, owner: Character) -> Level:
    return owner.mercy
