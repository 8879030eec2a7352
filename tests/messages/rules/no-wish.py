@action()
def greet(who: Character):
    """{who} says good day."""
    deter(0.5, "{who} is shy")
