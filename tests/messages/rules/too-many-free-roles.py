@action()
def introduce(who: Character, one: Character, other: Character):
    """{who} introduces {one} to {other}."""
    when(one != other)
    weigh(1, "{who} is polite")
