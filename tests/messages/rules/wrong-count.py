class Character:
    mercy: Level = private(0.5, 0.6)


@action()
def greet(who: Character, other: Character):
    """{who} greets {other}."""
    when(way(who.place) < minutes(5), believes(who), doing(who), recalls(greet(who)))
    when(recalls(who, greet(who, other, who)), min(1, 2, 3) > 2)
    when(most(x for x in Character) == who)
    weigh(1)
    takes()
    luck = chance(0.5, 0.6)
