class Rank(Choice):
    civilian, genin, chunin


class Character:
    rank: Rank = known(genim)


def low(who: Character) -> bool:
    return who.rank == civilan or elsewhere


@action()
def bow(who: Character):
    """{who} bows."""
    when(who != gerrit)
    weigh(1, "{who} is polite")
