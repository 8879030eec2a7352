class Mood(Choice):
    calm, fıne, ｗｉｌｄ, glücklich


class Character:
    mood: Mood = private(calm)
    ﬁxed: bool = known(False)


@action()
def zed(a: Character):
    """{a} nods \ud800 away."""
    ｗｅｉｇｈ(1, "{a} wants \x1b[2J")
    a.𝓲𝓽 = False


@event(every=minutes(5))
def tick(аll: Character):
    """It
    ticks \u202e."""
