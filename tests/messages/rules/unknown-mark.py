@rule(every="day")
def eat(who: Character):
    """{who} eats."""
