@action()
def throw(who: Character):
    """{who} throws a stone."""
    weigh(1, "{who} is bored")
    hit = chance(0.5)


def sure_hand(mind: Character, who: Character) -> bool:
    return recalls(mind, throw(who, hits=True))
