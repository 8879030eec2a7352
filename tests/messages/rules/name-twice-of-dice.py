@action(luck="dice")
def throw(who: Character):
    """{who} throws."""
    weigh(1, "{who} is bored")


@action(luck="dice")
def bet(who: Character):
    """{who} bets."""
    weigh(1, "{who} is bored")


@action(luck="throw")
def lay(who: Character):
    """{who} lays down a coin."""
    weigh(1, "{who} is bored")
