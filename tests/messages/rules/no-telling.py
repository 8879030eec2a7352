@action()
def greet(who: Character):
    weigh(1, "{who} is polite")
