@action()
def feint(who: Character):
    """{who} feints."""
    weigh(foresee(minutes(5)), "{who} has thought it through")
