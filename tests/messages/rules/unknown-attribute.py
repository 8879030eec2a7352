class Character:
    mercy: Level = private(0.5)


@action()
def forgive(who: Character, other: Character):
    """{who} forgives {other}."""
    weigh(who.mercey, "{who} has mercy")
