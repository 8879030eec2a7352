class Letter:
    author: Character = known(nobody)


@action()
def write(who: Character):
    """{who} writes a letter."""
    weigh(1, "{who} has news")
    letter = born(Letter)
    letter.author = who
