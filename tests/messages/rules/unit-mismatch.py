class Character:
    bedtime: Moment = known(never)
    patience: Span = known(5)


def late(who: Character) -> bool:
    return who.bedtime > 22


@action()
def wait(who: Character, other: Character):
    """{who} waits for {other}."""
    weigh(who.patience, "{who} is patient")
    weigh(now - minutes(5) * minutes(5), "{who} is patient")
    takes(5)
