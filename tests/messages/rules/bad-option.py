class Character:
    mercy: Level = private(0.5, gues=0.5)
    rank: int = known(0, half_life=hours(1))
    home: Place = private(nowhere, half_life=hours(1))


@action(speach=True)
def greet(who: Character):
    """{who} says good day."""
    weigh(1, "{who} is polite")


@action(again=5, carries=far)
def sing(who: Character):
    """{who} sings."""
    weigh(1, "{who} is merry")


@reason()
def cheerful(who: Character):
    weigh(1, "{who} is cheerful")
