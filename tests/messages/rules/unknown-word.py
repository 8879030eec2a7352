@action()
def greet(who: Character):
    """{who} says good day."""
    weigh(maximum(1, 2), "{who} is polite")
    shout(who)
