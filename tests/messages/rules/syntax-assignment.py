@action()
def greet(who: Character):
    """{who} says good day."""
    when(who.place = nowhere)
