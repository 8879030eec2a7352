class Character:
    mercy: Levle = private(0.5)


def fame(who: Character):
    return 1
