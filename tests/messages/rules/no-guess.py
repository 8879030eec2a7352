class Character:
    mercy: Level = private(0.5)


@action()
def plead(who: Character, other: Character):
    """{who} pleads with {other}."""
    weigh(guess(other.mercy), "{other} may have mercy")
