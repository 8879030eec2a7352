class Character:
    hope: Level = private(0.5)
    fame: Level = known(0)
    rank: int = known(0)


@action()
def boast(who: Character, other: Character):
    """{who} boasts to {other}."""
    weigh(1, "{who} is proud")
    won = contest(who.hope, other.hope)
    luck = between(0, 1)
    who.fame += who.hope
    other.fame -= other.hope
    who.rank += 1
