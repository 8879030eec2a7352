@action()
def greet(who: Character):
    """{who} says good day."""
    weigh(1, "{who} is polite)
