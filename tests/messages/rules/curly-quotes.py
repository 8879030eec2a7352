@action()
def greet(who: Character):
    “{who} says good day.”
