class Letter(room=3):
    text: int = known(0)


@action()
def copy_out(writer: Character, letter: Letter):
    """{writer} copies {letter} out."""
    weigh(1, "{writer} wants another one")
    another = born(Letter, like=letter)
