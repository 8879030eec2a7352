@action(answers=gret)
def nod(who: Character):
    """{who} nods."""
    when(recalls(who, gret(None)), doing(who, gret))
    weigh(1, "{who} is polite")
    means(Politeness(who))
    later(dusk(), after=minutes(1))


@action()
def greet(who: Character):
    """{who} says good day."""
    weigh(1, "{who} is polite")
