class Character:
    mercy: Level = private(0.5)
    home: Place = known(nowhere)


@action()
def greet(who: Character, other: Character):
    """{who} greets {other}."""
    weigh(1 if who.place == nowhere else who, "{who} is polite")
    weigh(max(who, other), "{who} is polite")
    weigh(max(who.home, nowhere), "{who} is polite")
    weigh(any(who), "{who} is polite")
    weigh(sum(x.home for x in Character), "{who} is polite")
    weigh(guess(5), "{who} is polite")
    weigh(guess(missing.mercy), "{who} is polite")
    other += 5
    who.home += 5
    who.home = other
    chosen = pick(Place, weight=1)
    inform(other, 5)
    look(who, 5)
    child = born(5)
