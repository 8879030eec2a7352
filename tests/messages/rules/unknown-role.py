@action()
def greet(who: Character, other: Character):
    """{who} greets {otter}."""
    weigh(1, "{somebody} is polite")
