@action(speech=2, within=minutes(-5), again=seconds(-1), carries=earshot(minutes(-1)))
def hail(who: Character):
    """{who} hails."""
    weigh(1, "{who} can")
