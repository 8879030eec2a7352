class Character:
    mercy: Level = private(0.5, gues=0.5)
    rank: int = known(0, half_life=hours(1))
    home: Place = private(nowhere, half_life=hours(1))
    grief: Level = private(0, half_life=hours(0))
    dusk: Moment = known(never)


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


@action(within=minutes(5), variant_of=sing)
def hum(who: Character):
    """{who} hums."""
    when(who.dusk == never, sure=True)
    weigh(1, "{who} is merry")
    takes(minutes(1), whole=True)
    say(who, "Hm.", loud=True)


@action(variant_of=fall)
def trip(who: Character):
    """{who} trips."""
    weigh(1, "{who} is clumsy")


@event(at=Character.dusk, mean=hours(1))
def fall(who: Character):
    """{who} falls."""


@event(mean=hours(0))
def rise(who: Character):
    """{who} gets up."""


@action(answers=misses)
def search(who: Character):
    """{who} searches."""
    weigh(1, "{who} is uneasy")
