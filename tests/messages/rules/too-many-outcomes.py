@action()
def gamble(who: Character):
    """{who} throws five dice."""
    weigh(1, "{who} feels lucky")
    a = chance(0.5)
    b = chance(0.5)
    c = chance(0.5)
    d = chance(0.5)
    e = chance(0.5)
