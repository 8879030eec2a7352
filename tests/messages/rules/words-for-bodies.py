class Character(room=many):
    scar: Level = visible(0.0)
    due: Moment = private(never)


@event(at=Character.due)
def split(x: Character):
    """{x} splits."""
    other = born(Character, like=x)
    born(Character)
    chance(0.5)
    gone()
    gone(x, x)
    reveal()
    disguise(x)
    foil()
    say(x, x)
    means()
    look(x)
    later(split(x))
    inform(x)


@appraisal(of=is_so(nose))
def hears(mind, member, value):
    """{mind} hears of it."""
    mind.due = never


@event(seems=split)
def rain(x: Character):
    """It rains on {x}."""
    when(x.scar > 1)
    x.scar += 0.1


@action(seems=split, recovers=days(1) / 0)
def feint(a: Character, b: Character):
    """{a} seems to strike {b}."""
    when(sees(b), recovering(), is_so(b))
    weigh(1, "{a} likes it")
    takes(seconds(2))
    inform(b, not is_so(place, a))
