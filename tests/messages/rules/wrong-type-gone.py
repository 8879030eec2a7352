@action()
def burn_down(who: Character, house: Place):
    """{who} burns down {house}."""
    weigh(1, "{who} hates {house}")
    gone(house)
