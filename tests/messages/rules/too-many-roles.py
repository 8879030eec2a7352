@action()
def stage(a: Character, b: Place, c: Place, d: Place, e: Place):
    """{a} stages a play."""
    weigh(1, "{a} has an idea")
