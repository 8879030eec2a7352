def fame(who: Character) -> Level:
    return respect(who) / 2


def respect(who: Character) -> Level:
    return fame(who) * 2
