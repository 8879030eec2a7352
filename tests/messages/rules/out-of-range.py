class Character:
    mercy: Level = private(1.5)
