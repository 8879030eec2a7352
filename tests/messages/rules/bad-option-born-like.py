class Letter(room=3):
    text: int = known(0)


@action()
def copy_out(writer: Character, letter: Letter):
    """{writer} copies {letter} out."""
    weigh(1, "{writer} wants another one")
    another = born(Letter, like=letter)


@action()
def write(writer: Character):
    """{writer} writes."""
    weigh(1, "{writer} likes writing")
    another = born(Letter, lik=writer, text=3)
